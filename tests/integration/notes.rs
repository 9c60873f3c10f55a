//! What a reviewer accepts, asks and notes, from the window to the file and back, and on the command line.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use planproof::app::{App, Settings, View};
use planproof::review::{Moment, Question, Review, Shelf, Signed, keep};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

/// A folder of one test's own, gone when the test is over.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("planproof-notes-{name}-{}", std::process::id()));
        _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(super) fn sample(&self, name: &str) -> PathBuf {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("sample_workbooks")
            .join(name);
        let to = self.0.join("plans").join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from, &to).unwrap();
        to
    }

    fn reviews(&self) -> PathBuf {
        self.0.join("planproof/reviews")
    }

    /// The only review kept privately, once it has been written.
    pub(super) fn kept(
        &self,
        harness: &mut Harness<'_, App>,
        done: impl Fn(&Review) -> bool,
    ) -> Review {
        for _ in 0..3_000 {
            harness.step();
            std::thread::yield_now();
            let file = std::fs::read_dir(self.reviews())
                .into_iter()
                .flatten()
                .flatten()
                .next();
            let text = file.and_then(|file| std::fs::read_to_string(file.path()).ok());
            let review = text.and_then(|text| serde_json::from_str::<Review>(&text).ok());
            if let Some(review) = review.filter(&done) {
                return review;
            }
        }
        panic!("the review was not written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A window with the file open, as somebody who has used it before.
pub(super) fn window(folder: &Folder, file: &Path, who: Option<&str>) -> Harness<'static, App> {
    let shelf = Shelf::at(folder.reviews());
    let settings = Settings {
        who: who.map(str::to_owned),
        keep: who.map(|_| planproof::app::Keep::Private),
        ..Settings::default()
    };
    // High enough for every finding of a sample to be in sight: what is not is no part of the screen.
    let mut harness =
        Harness::builder()
            .with_size([1280.0, 1100.0])
            .build_eframe(move |creation| {
                App::for_test(&creation.egui_ctx, Vec::new(), settings).with_shelf(shelf)
            });
    harness.run_steps(6);
    let file = Dropped(file.to_owned());
    harness.input_mut().dropped_files.push(Arc::new(file));
    let opened = (0..3_000).any(|_| {
        harness.step();
        std::thread::yield_now();
        harness.state().view().is_some()
    });
    assert!(opened);
    harness.run_steps(6);
    harness
}

pub(super) fn ctrl(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run_steps(6);
}

pub(super) fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(6);
}

pub(super) fn write(harness: &mut Harness<'_, App>, field: &str, text: &str) {
    let field = harness.get_all_by_label(field).last().unwrap();
    field.focus();
    field.type_text(text);
    harness.run_steps(6);
}

/// How many findings the page says are worth asking about.
fn findings(harness: &Harness<'_, App>) -> usize {
    use egui_kittest::kittest::NodeT as _;
    let title = harness.get_by_label_contains("worth asking about");
    let node = title.accesskit_node();
    let words = node.label().or_else(|| node.value()).unwrap_or_default();
    words.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn an_accepted_finding_is_folded_away_with_its_reason_and_undo_brings_it_back() {
    let folder = Folder::new("accept");
    let file = folder.sample("tamarside-plan-2023-24.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    ctrl(&mut harness, Key::Num6);
    let before = findings(&harness);
    click(&mut harness, "Accept…");
    write(
        &mut harness,
        "Accept, because",
        "The board took this in May",
    );
    click(&mut harness, "Accept");
    assert_eq!(findings(&harness), before - 1);
    harness.get_by_label("Accepted (1)");
    ctrl(&mut harness, Key::L);
    harness.get_by_label_contains("The board took this in May (Ann, ");
    click(&mut harness, "Close notes");
    let kept = folder.kept(&mut harness, |review| review.waivers.len() == 1);
    assert_eq!(kept.waivers[0].by.who, "Ann");
    ctrl(&mut harness, Key::Z);
    assert_eq!(findings(&harness), before);
    assert!(harness.query_by_label("Accepted (1)").is_none());
    folder.kept(&mut harness, |review| review.waivers.is_empty());
    ctrl(&mut harness, Key::Y);
    assert_eq!(findings(&harness), before - 1);
    folder.kept(&mut harness, |review| review.waivers.len() == 1);
}

#[test]
fn the_first_note_asks_once_for_a_name_and_says_who_will_see_it() {
    let folder = Folder::new("first");
    let file = folder.sample("stonebeck-plan-2024-25.xlsx");
    let mut harness = window(&folder, &file, None);
    ctrl(&mut harness, Key::M);
    harness.get_by_label_contains("Only you see them");
    harness.get_by_label_contains("Everyone who can open that folder sees them");
    harness.get_by_label("Your name").focus();
    ctrl(&mut harness, Key::A);
    write(&mut harness, "Your name", "Ben");
    click(&mut harness, "Keep notes beside the workbook");
    write(&mut harness, "Comment on Overview", "Looks settled");
    click(&mut harness, "Comment");
    harness.get_by_label("Looks settled");
    let beside = file.with_file_name("stonebeck-plan-2024-25.planproof-review.json");
    let written = (0..3_000).any(|_| {
        harness.step();
        std::thread::yield_now();
        beside.exists()
    });
    assert!(written);
    let text = std::fs::read_to_string(&beside).unwrap();
    assert!(text.contains("\"who\": \"Ben\"") && text.contains("Looks settled"));
    ctrl(&mut harness, Key::M);
    assert!(harness.query_by_label("Your name").is_none());
    assert_eq!(harness.state().settings().who.as_deref(), Some("Ben"));
}

#[test]
fn a_question_is_asked_answered_and_closed() {
    let folder = Folder::new("ask");
    let file = folder.sample("tamarside-plan-2023-24.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    ctrl(&mut harness, Key::Num6);
    click(&mut harness, "Ask somebody…");
    write(&mut harness, "Who is to answer", "Cy");
    write(&mut harness, "By when", "30 Nov");
    harness
        .get_all_by_role_and_label(Role::Button, "Ask")
        .last()
        .unwrap()
        .click();
    harness.run_steps(6);
    harness.get_by_label_contains("Cy, by 30 Nov");
    click(&mut harness, "Owner…");
    write(&mut harness, "Who is to answer", " Dee");
    click(&mut harness, "Give to them");
    harness.get_by_label_contains("Cy Dee, by 30 Nov");
    click(&mut harness, "Answer…");
    write(&mut harness, "Answer", "Schemes by June");
    click(&mut harness, "Keep the answer");
    harness.get_by_label("Schemes by June");
    click(&mut harness, "Close");
    harness.get_by_label_contains("Closed. Asked by Ann");
    let kept = folder.kept(&mut harness, |review| {
        review.questions.iter().any(|question| !question.is_open())
    });
    assert_eq!(kept.questions[0].owner(), "Cy Dee");
}

#[test]
fn a_comment_brings_back_the_view_it_was_made_in() {
    let folder = Folder::new("comment");
    let file = folder.sample("tamarside-plan-2023-24.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    ctrl(&mut harness, Key::Num2);
    write(&mut harness, "Find in savings lines", "procurement");
    ctrl(&mut harness, Key::M);
    write(&mut harness, "Comment on Savings", "Too good to be true");
    click(&mut harness, "Comment");
    ctrl(&mut harness, Key::Num1);
    click(&mut harness, "The view Savings");
    assert_eq!(harness.state().view(), Some(View::Savings));
    harness.get_by_label_contains("lines shown");
}

#[test]
fn a_half_written_note_is_there_again_after_a_crash() {
    let folder = Folder::new("crash");
    let file = folder.sample("tamarside-plan-2023-24.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    ctrl(&mut harness, Key::M);
    write(&mut harness, "Comment on Overview", "Ask the chair whe");
    let drafts = folder.0.join("planproof/drafts");
    let kept = (0..3_000).any(|_| {
        harness.step();
        std::thread::yield_now();
        std::fs::read_dir(&drafts).is_ok_and(|mut files| files.next().is_some())
    });
    assert!(kept);
    // Nothing is told to the window: it is simply gone.
    std::mem::forget(harness);
    let harness = window(&folder, &file, Some("Ann"));
    let field = harness.get_by_role_and_label(Role::MultilineTextInput, "Comment on Overview");
    assert_eq!(field.value().as_deref(), Some("Ask the chair whe"));
    harness.get_by_label_contains("still in its form");
}

#[test]
fn a_colleagues_note_written_meanwhile_is_taken_in() {
    let folder = Folder::new("merge");
    let file = folder.sample("tamarside-plan-2023-24.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    ctrl(&mut harness, Key::M);
    write(&mut harness, "Comment on Overview", "Mine");
    click(&mut harness, "Comment");
    let ours = folder.kept(&mut harness, |review| review.comments.len() == 1);
    let path = std::fs::read_dir(folder.reviews())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut theirs = ours.clone();
    theirs
        .questions
        .push(Question::new("Theirs?", Signed::new("Ben", Moment::at(0))));
    keep(&path, &ours, &theirs).unwrap();
    ctrl(&mut harness, Key::M);
    write(&mut harness, "Comment on Overview", "Mine again");
    click(&mut harness, "Comment");
    let both = folder.kept(&mut harness, |review| review.comments.len() == 2);
    assert_eq!(both.questions.len(), 1);
    let shown = (0..3_000).any(|_| {
        harness.step();
        harness.query_by_label("Theirs?").is_some()
    });
    assert!(shown);
    ctrl(&mut harness, Key::Z);
    harness.get_by_label("Theirs?");
}

#[test]
fn a_question_raised_in_the_room_is_kept_with_the_page_it_was_raised_at() {
    let folder = Folder::new("room");
    let file = folder.sample("tamarside-plan-2023-24.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    harness.key_press(Key::F5);
    harness.run_steps(6);
    harness.key_press(Key::N);
    harness.run_steps(6);
    harness
        .get_by_label("Question raised in the room")
        .type_text("What of 2 agency schemes?");
    harness.run_steps(6);
    harness.key_press(Key::Enter);
    harness.run_steps(6);
    assert!(harness.state().is_presenting());
    harness.get_by_label_contains("1 of ");
    let kept = folder.kept(&mut harness, |review| review.questions.len() == 1);
    assert_eq!(kept.questions[0].text, "What of 2 agency schemes?");
    assert!(
        kept.questions[0]
            .raised_at
            .as_ref()
            .unwrap()
            .contains("deficit")
    );
}

pub(super) fn planproof(folder: &Folder, arguments: &[&str], file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planproof"))
        .args(arguments)
        .arg(file)
        .env("XDG_DATA_HOME", &folder.0)
        .env("APPDATA", &folder.0)
        .output()
        .unwrap()
}

#[test]
fn the_command_line_honours_what_was_accepted_in_last_months_version() {
    let folder = Folder::new("cli");
    let draft = folder.sample("aldwater-fellside-draft-2024-25.xlsx");
    let plan = folder.sample("aldwater-fellside-plan-2024-25.xlsx");
    let mut harness = window(&folder, &draft, Some("Ann"));
    ctrl(&mut harness, Key::Num6);
    click(&mut harness, "Accept…");
    write(&mut harness, "Accept, because", "Known since March");
    click(&mut harness, "Accept");
    let kept = folder.kept(&mut harness, |review| review.waivers.len() == 1);
    drop(harness);
    // On Windows the folder of the data lies one deeper.
    if cfg!(windows) {
        return;
    }
    let text = |arguments: &[&str], file: &Path| {
        String::from_utf8(planproof(&folder, arguments, file).stdout).unwrap()
    };
    let said = text(&["review"], &draft);
    assert!(
        said.contains("Accepted, and not counted above (1)") && said.contains("Known since March")
    );
    assert!(!text(&["review", "--no-review"], &draft).contains("Known since March"));
    let json: serde_json::Value =
        serde_json::from_str(&text(&["review", "--format", "json"], &draft)).unwrap();
    assert_eq!(json["review"]["accepted"][0]["because"][0]["who"], "Ann");
    assert_eq!(
        json["review"]["accepted"][0]["finding"]["rule"],
        kept.waivers[0].rule.as_str()
    );
    // In the next version the same finding is accepted, or comes back with both figures, or is told to be gone.
    let next: serde_json::Value =
        serde_json::from_str(&text(&["review", "--format", "json"], &plan)).unwrap();
    let accepted = next["review"]["accepted"].as_array().unwrap().len();
    let idle = next["review"]["no_longer_found"].as_array().unwrap().len();
    let back = next["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| {
            finding["message"]
                .as_str()
                .unwrap()
                .contains("It was accepted by Ann")
        });
    assert_eq!(accepted + idle + back.count(), 1, "{:#}", next["review"]);
}

#[test]
fn a_policy_is_printed_given_back_and_its_faults_are_told() {
    let folder = Folder::new("policy");
    let plan = folder.sample("stonebeck-plan-2024-25.xlsx");
    let file = folder.0.join("policy.toml");
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_planproof"))
            .args(arguments)
            .env("XDG_DATA_HOME", &folder.0)
            .output()
            .unwrap()
    };
    let text = String::from_utf8(run(&["policy"]).stdout).unwrap();
    assert!(text.contains("# source: ") && text.contains("unidentified-share = "));
    std::fs::write(
        &file,
        text.replace("one-off-share = \"30%\"", "one-off-share = \"1%\""),
    )
    .unwrap();
    let (file, plan) = (file.to_str().unwrap(), plan.to_str().unwrap());
    let said = String::from_utf8(run(&["review", "--policy", file, plan]).stdout).unwrap();
    assert!(
        said.contains("Judged by one-off-share 1%; the default is 30%"),
        "{said}"
    );
    std::fs::write(file, "one-of-share = \"1%\"\n").unwrap();
    let refused = run(&["review", "--policy", file, plan]);
    assert_eq!(refused.status.code(), Some(2));
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(
        why.contains("Did you mean \u{201c}one-off-share\u{201d}"),
        "{why}"
    );
}

#[test]
fn a_setting_is_changed_in_the_window_marked_explained_and_reset() {
    let folder = Folder::new("setting");
    let file = folder.sample("tamarside-plan-2023-24.xlsx");
    let mut harness = window(&folder, &file, Some("Ann"));
    click(&mut harness, "Policy");
    let set = |harness: &mut Harness<'_, App>, value: &str| {
        harness.get_by_label("unidentified-share").focus();
        ctrl(harness, Key::A);
        write(harness, "unidentified-share", value);
        harness.key_press(Key::Enter);
        harness.run_steps(6);
    };
    set(&mut harness, "lots");
    harness.get_by_label_contains("such as 15%");
    assert!(harness.state().policy().changed().is_empty());
    set(&mut harness, "90%");
    assert_eq!(harness.state().policy().changed().len(), 1);
    harness.get_by_label_contains("Changed. Unidentified savings");
    assert!(
        harness
            .state()
            .settings()
            .policy
            .contains_key("unidentified-share")
    );
    click(&mut harness, "Reset unidentified-share");
    assert!(harness.state().policy().changed().is_empty());
}

#[test]
fn of_many_lines_off_their_plan_a_stretch_at_a_time_is_drawn() {
    let folder = Folder::new("many");
    let file = folder.0.join("many.csv");
    let lines: Vec<String> = (0..600)
        .map(|line| {
            let division = ["Surgery", "Medicine"][usize::from(line % 3 == 0)];
            let plan = 2_000_000 + line;
            format!("C{line},Scheme {line},{division},R,{plan},{}", plan / 2)
        })
        .collect();
    let head = "Fell NHS Trust cost improvement programme 2025/26\n\nRef,Scheme,Division,R/NR,Plan 2025/26,Forecast\n";
    std::fs::write(&file, format!("{head}{}", lines.join("\n"))).unwrap();
    let mut harness = window(&folder, &file, Some("Ann"));
    harness.set_size(egui::vec2(1280.0, 6_000.0));
    ctrl(&mut harness, Key::L);
    harness.get_by_label("600 variances ask for an explanation");
    let asked = |harness: &Harness<'_, App>| harness.get_all_by_label("Explain…").count();
    assert_eq!(asked(&harness), 10);
    let mut groups = harness.get_all_by_label_contains(", up to ");
    groups.next().unwrap().click();
    drop(groups);
    harness.run_steps(30);
    assert_eq!(asked(&harness), 30);
    click(&mut harness, "Show 20 more");
    assert_eq!(asked(&harness), 50);
}
