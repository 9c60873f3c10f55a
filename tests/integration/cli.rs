//! The command line as a person or a script meets it: what it prints, where, and its exit code.

use rust_xlsxwriter::Workbook;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of one test's own, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("planproof-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

fn planproof(arguments: &[&str], files: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planproof"))
        .args(arguments)
        .args(files)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Savings of £5m, £2m of them without a scheme, and a declared breakeven.
fn write_plan(path: &Path) {
    let mut workbook = Workbook::new();
    let savings = workbook.add_worksheet();
    savings.set_name("Savings").unwrap();
    savings
        .write(0, 0, "Westmoor NHS Trust savings plan 2023/24, £000")
        .unwrap();
    for (column, label) in ["Scheme", "Status", "Plan 2023/24 £000"].iter().enumerate() {
        savings
            .write(2, u16::try_from(column).unwrap(), *label)
            .unwrap();
    }
    let lines = [
        ("Theatre productivity", "Fully developed", 1_800),
        ("Agency price caps", "Plans in progress", 1_200),
        ("Unidentified", "Unidentified", 2_000),
    ];
    for (row, (name, status, value)) in (3..).zip(lines) {
        savings.write(row, 0, name).unwrap();
        savings.write(row, 1, status).unwrap();
        savings.write(row, 2, value).unwrap();
    }
    let position = workbook.add_worksheet();
    position.set_name("Position").unwrap();
    position
        .write(0, 0, "Income and expenditure 2023/24, £000")
        .unwrap();
    position.write(2, 0, "Line").unwrap();
    position.write(2, 1, "Plan 2023/24 £000").unwrap();
    for (row, (label, value)) in (3..).zip([
        ("Operating income", 200_000),
        ("Pay", -130_000),
        ("Non-pay", -70_000),
        ("Surplus / (deficit)", 0),
    ]) {
        position.write(row, 0, label).unwrap();
        position.write(row, 1, value).unwrap();
    }
    workbook.save(path).unwrap();
}

fn write_rota(path: &Path) {
    let mut workbook = Workbook::new();
    let rota = workbook.add_worksheet();
    for (row, name) in (0..).zip(["Ward 6 rota", "Ann", "Ben", "TBC"]) {
        rota.write(row, 0, name).unwrap();
    }
    workbook.save(path).unwrap();
}

#[test]
fn a_plan_with_findings_exits_with_1_and_prints_its_figures() {
    let folder = Folder::new("plan");
    let plan = folder.file("plan.xlsx");
    write_plan(&plan);
    let output = planproof(&["review", "--format", "json"], &[&plan]);
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    let review: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!(review["savings"]["total"], "5000000.00");
    assert_eq!(review["savings"]["unidentified"], "2000000.00");
    assert_eq!(
        review["position"]["without_unidentified"], "-2000000.00",
        "{review:#}"
    );
    assert_eq!(review["sources"][0]["file"], "plan.xlsx");

    let output = planproof(&["review"], &[&plan]);
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&output);
    assert!(text.contains("£2.0m") && text.contains("savings-unidentified"));
    assert!(!text.contains('\u{1b}'), "colour codes in a pipe");
}

#[test]
fn a_workbook_without_a_plan_prints_nulls_and_exits_with_0() {
    let folder = Folder::new("rota");
    let rota = folder.file("rota.xlsx");
    write_rota(&rota);
    let output = planproof(&["review", "--format", "json"], &[&rota]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let review: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    for part in ["savings", "position", "elective", "financial_year"] {
        assert!(review[part].is_null(), "{part}");
    }
}

#[test]
fn a_file_that_cannot_be_opened_is_named_and_the_others_are_reviewed() {
    let folder = Folder::new("missing");
    let (rota, missing) = (folder.file("rota.xlsx"), folder.file("missing.xlsx"));
    write_rota(&rota);
    let output = planproof(&["review", "--format", "json"], &[&missing, &rota]);
    assert_eq!(output.status.code(), Some(2));
    let sentence = complaint(&output);
    assert!(sentence.contains("There is no file or folder of this name."));
    assert!(sentence.trim_end().ends_with("missing.xlsx"));
    let review: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!(review["plans"].as_array().unwrap().len(), 1);
}

#[test]
fn a_folder_without_workbooks_and_a_policy_that_is_no_text_are_answered_in_a_sentence() {
    let folder = Folder::new("nothing");
    let empty = folder.file("empty");
    std::fs::create_dir(&empty).unwrap();
    for command in ["plans", "review"] {
        let output = planproof(&[command], &[&empty]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(complaint(&output).contains("There are no workbooks in this folder"));
        assert!(printed(&output).trim().is_empty(), "{command}");
    }
    let (rota, picture) = (folder.file("rota.xlsx"), folder.file("policy.toml"));
    write_rota(&rota);
    std::fs::write(&picture, [0xFF, 0xFE, 0x00]).unwrap();
    let picture = picture.to_str().unwrap();
    let output = planproof(&["review", "--policy", picture], &[&rota]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("it is not a text file"));
}

#[test]
fn a_pack_is_a_pdf_of_the_plan_and_never_replaces_a_workbook() {
    let folder = Folder::new("pack");
    let (plan, pack) = (folder.file("plan.xlsx"), folder.file("pack.pdf"));
    write_plan(&plan);
    let pack_name = pack.to_str().unwrap();
    let output = planproof(&["pack", "-o", pack_name], &[&plan]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let document = lopdf::Document::load(&pack).unwrap();
    assert!(document.get_pages().len() >= 3);

    let before = std::fs::read(&plan).unwrap();
    let output = planproof(&["pack", "-o", plan.to_str().unwrap()], &[&plan]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("another kind of file"));
    assert_eq!(std::fs::read(&plan).unwrap(), before);
}

#[test]
fn there_is_no_pack_without_a_plan() {
    let folder = Folder::new("no-pack");
    let (rota, pack) = (folder.file("rota.xlsx"), folder.file("pack.pdf"));
    write_rota(&rota);
    let output = planproof(&["pack", "-o", pack.to_str().unwrap()], &[&rota]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("No plan was found"));
    assert!(!pack.exists());
}

/// The text of a pack without blanks, as long lines are broken within the words.
fn text_of(pack: &Path) -> String {
    let document = lopdf::Document::load(pack).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    letters(&document.extract_text(&pages).unwrap())
}

fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

fn copy_samples(names: &[&str], folder: &Folder) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_workbooks");
    for name in names {
        std::fs::copy(samples.join(name), folder.file(name)).unwrap();
    }
}

#[test]
fn two_submissions_of_a_plan_make_one_pack_that_says_what_changed() {
    let (draft, plan) = (
        "aldwater-fellside-draft-2024-25.xlsx",
        "aldwater-fellside-plan-2024-25.xlsx",
    );
    let folder = Folder::new("pack-of-submissions");
    copy_samples(&[draft, plan], &folder);
    let packed = |of: &[&Path], name: &str| {
        let pack = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
        let output = planproof(&["pack", "-o", pack.to_str().unwrap()], of);
        assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
        let text = text_of(&pack);
        std::fs::remove_file(pack).unwrap();
        text
    };
    let against = letters(&format!("against {draft}"));
    let of_folder = packed(&[&folder.0], "folder.pdf");
    assert!(of_folder.contains(&against), "{of_folder}");
    // Named one by one and the other way round they are the same two submissions.
    let named = packed(&[&folder.file(plan), &folder.file(draft)], "named.pdf");
    assert!(named.contains(&against), "{named}");
    let alone = packed(&[&folder.file(plan)], "alone.pdf");
    assert!(!alone.contains(&against), "{alone}");
}

/// A board that names two trusts, and the workbook of one of them.
fn write_system(folder: &Folder) {
    let mut board = Workbook::new();
    let summary = board.add_worksheet().set_name("Summary").unwrap();
    for (row, cells) in (0..).zip([
        ["NHS Alder ICB financial plan 2023/24, £000", ""],
        ["", ""],
        ["Organisation", "Planned surplus/(deficit)"],
        ["NHS Alder ICB", "2000"],
        ["Westmoor NHS Trust", "0"],
        ["Dene NHS Trust", "-5000"],
        ["System total", "-3000"],
    ]) {
        for (column, text) in (0..).zip(cells) {
            match text.parse::<f64>() {
                Ok(number) => summary.write(row, column, number).unwrap(),
                Err(_) => summary.write(row, column, text).unwrap(),
            };
        }
    }
    board.save(folder.file("Alder ICB.xlsx")).unwrap();
    write_plan(&folder.file("Westmoor.xlsx"));
}

#[test]
fn the_workbooks_of_a_system_make_one_pack() {
    let folder = Folder::new("pack-of-a-system");
    write_system(&folder);
    let pack = folder.file("pack.pdf");
    let output = planproof(&["pack", "-o", pack.to_str().unwrap()], &[&folder.0]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let text = text_of(&pack);
    for said in [
        "Source: Alder ICB.xlsx, Westmoor.xlsx",
        "£2.0m of £5.0m savings has no scheme behind it",
        "No workbook of Dene NHS Trust is open",
    ] {
        assert!(text.contains(&letters(said)), "{said}: {text}");
    }
}

#[test]
fn there_is_no_pack_of_several_plans_or_without_a_workbook_of_the_plan() {
    let folder = Folder::new("no-one-pack");
    let pack = folder.file("pack.pdf");
    let pack_name = pack.to_str().unwrap();
    copy_samples(
        &[
            "eastermere-plan-2025-26.xlsx",
            "tamarside-plan-2023-24.xlsx",
        ],
        &folder,
    );
    let output = planproof(&["pack", "-o", pack_name], &[&folder.0]);
    assert_eq!(output.status.code(), Some(2));
    let said = complaint(&output);
    assert!(said.contains("hold 2. Name the workbooks"), "{said}");
    assert!(
        said.contains("tamarside-plan-2023-24.xlsx") && said.contains("eastermere-plan"),
        "{said}"
    );
    let damaged = folder.file("damaged.xlsx");
    std::fs::write(&damaged, "PK no zip").unwrap();
    let plan = folder.file("tamarside-plan-2023-24.xlsx");
    let output = planproof(&["pack", "-o", pack_name], &[&plan, &damaged]);
    assert_eq!(output.status.code(), Some(2));
    let said = complaint(&output);
    assert!(
        said.contains("damaged.xlsx") && said.contains("was not written"),
        "{said}"
    );
    assert!(!pack.exists());
}

#[test]
fn a_rule_is_explained_and_a_misspelt_one_is_guessed() {
    let output = planproof(&["explain", "savings-unidentified"], &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(printed(&output).contains("Why a board should care"));
    let all = printed(&planproof(&["explain"], &[]));
    assert!(all.contains("savings-unidentified") && all.contains("savings-phased-late"));
    let output = planproof(&["explain", "savings-unidentifed"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("savings-unidentified"));
}

#[test]
fn a_folder_is_dealt_out_to_the_plans_in_it() {
    let folder = Folder::new("several-plans");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_workbooks");
    for name in [
        "aldwater-fellside-plan-2024-25.xlsx",
        "aldwater-fellside-draft-2024-25.xlsx",
        "eastermere-plan-2025-26.xlsx",
    ] {
        std::fs::copy(samples.join(name), folder.file(name)).unwrap();
    }
    std::fs::copy(
        samples.join("eastermere-plan-2025-26.xlsx"),
        folder.file("eastermere copy.xlsx"),
    )
    .unwrap();
    std::fs::write(folder.file("~$eastermere-plan-2025-26.xlsx"), "lock").unwrap();
    let output = planproof(&["review", "--format", "json"], &[&folder.0]);
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    let review: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    let plans = review["plans"].as_array().unwrap();
    let standings = |plan: &serde_json::Value| -> Vec<String> {
        let returns = plan["returns"].as_array().unwrap();
        returns
            .iter()
            .map(|one| format!("{}: {}", one["workbook"], one["standing"]).replace('"', ""))
            .collect()
    };
    assert_eq!(plans.len(), 2);
    assert_eq!(
        standings(&plans[0]),
        [
            "aldwater-fellside-draft-2024-25.xlsx: earlier-submission",
            "aldwater-fellside-plan-2024-25.xlsx: counted"
        ]
    );
    assert_eq!(plans[0]["earlier_submissions"].as_array().unwrap().len(), 1);
    assert_eq!(
        standings(&plans[1]),
        [
            "eastermere copy.xlsx: counted",
            "eastermere-plan-2025-26.xlsx: same-return"
        ]
    );
}

#[test]
fn a_folder_without_workbooks_says_so() {
    let folder = Folder::new("no-workbooks");
    let output = planproof(&["review"], &[&folder.0]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("no workbooks in this folder"));
}

#[test]
fn a_review_for_other_programs_is_sarif_with_sheet_and_cells() {
    let folder = Folder::new("sarif");
    let plan = folder.file("my plan.xlsx");
    write_plan(&plan);
    let output = planproof(&["review", "--format", "sarif"], &[&plan]);
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    let log: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let found = results
        .iter()
        .find(|result| result["ruleId"] == "savings-unidentified")
        .unwrap();
    let location = &found["locations"][0];
    assert_eq!(
        location["logicalLocations"][0]["fullyQualifiedName"],
        "Savings!C6"
    );
    let uri = &location["physicalLocation"]["artifactLocation"]["uri"];
    assert!(uri.as_str().unwrap().ends_with("/my%20plan.xlsx"), "{uri}");
}

#[test]
fn the_exit_code_follows_the_gravity_asked_for() {
    let folder = Folder::new("fail-on");
    let plan = folder.file("plan.xlsx");
    write_plan(&plan);
    let code = |fail_on| {
        planproof(&["review", "--fail-on", fail_on], &[&plan])
            .status
            .code()
    };
    assert_eq!(code("blocker"), Some(1), "savings of 40% have no scheme");
    assert_eq!(code("warning"), Some(1));
    assert_eq!(code("grave"), Some(2));
}

#[test]
fn unidentified_savings_are_measured_against_labels() {
    let folder = Folder::new("evaluate");
    write_plan(&folder.file("plan.xlsx"));
    write_rota(&folder.file("rota.xlsx"));
    let evaluate = |labels: &str| {
        std::fs::write(folder.file("labels.csv"), labels).unwrap();
        planproof(&["evaluate"], &[&folder.0])
    };
    let output = evaluate(
        "file,row,label\nplan.xlsx,Savings!6,unidentified\nplan.xlsx,Savings!5,scheme\nrota.xlsx,,\n",
    );
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    assert!(printed(&output).contains("2 workbooks"));
    let output = evaluate("file,row,label\nplan.xlsx,Savings!6,scheme\n");
    assert_eq!(
        output.status.code(),
        Some(1),
        "a line labelled a scheme is flagged"
    );
    assert!(printed(&output).contains("'Savings'!6"));
    let output = evaluate("file,row,label\ngone.xlsx,Savings!6,unidentified\n");
    assert_eq!(output.status.code(), Some(2));
    let output = evaluate("file,place\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("file, row and label"));
    std::fs::remove_file(folder.file("labels.csv")).unwrap();
    let output = planproof(&["evaluate"], &[&folder.0]);
    assert!(complaint(&output).contains("no labels in this folder"));
}

#[test]
fn the_detector_is_measured_on_the_practice_workbooks() {
    let Some(root) = std::env::var_os("PLANPROOF_CORPUS") else {
        use std::io::Write as _;
        let note = b"not run: set PLANPROOF_CORPUS to the folder that holds layouts/\n";
        std::io::stderr().write_all(note).unwrap();
        return;
    };
    let layouts = PathBuf::from(root).join("layouts");
    let output = planproof(&["evaluate", "--format", "json"], &[&layouts]);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    let score: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    let all = &score["overall"];
    tell("practice workbooks", all);
    assert!(all["precision"].as_f64().unwrap() >= 0.98, "{all}");
    assert!(all["recall"].as_f64().unwrap() >= 0.98, "{all}");
    assert!(all["labelled"].as_u64().unwrap() > 20 && all["decoys"].as_u64().unwrap() > 0);
    assert_eq!(all["decoys_flagged"], 0);
}

/// The measure, for whoever runs the tests with `--nocapture`.
fn tell(of: &str, all: &serde_json::Value) {
    use std::io::Write as _;
    let words = format!(
        "unidentified savings in the {of}: precision {}, recall {}, {} labelled, {} of {} decoys flagged\n",
        all["precision"], all["recall"], all["labelled"], all["decoys_flagged"], all["decoys"],
    );
    std::io::stderr().write_all(words.as_bytes()).unwrap();
}

#[test]
fn the_detector_is_measured_on_the_samples() {
    let folder = Folder::new("evaluate-samples");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_workbooks");
    let labels = "file,row,label
tamarside-plan-2023-24.xlsx,'Efficiency plan'!22,unidentified
tamarside-plan-2023-24.xlsx,'Efficiency plan'!38,unidentified
tamarside-plan-2023-24.xlsx,'Efficiency plan'!57,unidentified
tamarside-plan-2023-24.xlsx,'Efficiency plan'!67,unidentified
aldwater-fellside-plan-2024-25.xlsx,'ICB savings'!12,unidentified
aldwater-fellside-plan-2024-25.xlsx,'AHT savings'!17,unidentified
aldwater-fellside-plan-2024-25.xlsx,'FGH savings'!14,unidentified
aldwater-fellside-plan-2024-25.xlsx,'AFP savings'!12,unidentified
eastermere-plan-2025-26.xlsx,Efficiency!48,unidentified
stonebeck-plan-2024-25.xlsx,,
brackendale-month-6-2025-26.xlsx,,
";
    let file = folder.file("labels.csv");
    std::fs::write(&file, labels).unwrap();
    let labels = file.to_str().unwrap();
    let arguments = ["evaluate", "--format", "json", "--labels", labels];
    let output = planproof(&arguments, &[&samples]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    let score: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    let all = &score["overall"];
    tell("samples", all);
    assert_eq!((&all["labelled"], &all["flagged"]), (&9.into(), &9.into()));
    assert!(all["precision"].as_f64().unwrap() >= 0.98, "{all}");
    assert!(all["recall"].as_f64().unwrap() >= 0.98, "{all}");
}
