//! The practice workbooks: what import reads against what a careful reader would.
//!
//! Runs where `PLANPROOF_CORPUS` names a folder with `layouts/`; says so where it does not.

use planproof::import::import;
use planproof::plan::{Plan, Weeks};
use planproof::review::Review;
use planproof::workbook::{Watch, open};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let folder =
        std::env::var_os("PLANPROOF_CORPUS").map(|root| PathBuf::from(root).join("layouts"));
    if folder.is_none() {
        let note = "not run: set PLANPROOF_CORPUS to the folder that holds layouts/\n";
        std::io::stderr().write_all(note.as_bytes()).unwrap();
    }
    folder
}

fn truths(folder: &Path) -> Vec<Value> {
    serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap()
}

fn plan(folder: &Path, truth: &Value) -> Plan {
    let path = folder.join(truth["file"].as_str().unwrap());
    let workbook = open(&path, &Watch::default()).unwrap();
    import(&[workbook], &Review::default()).plan
}

fn pounds(value: &Value) -> Option<f64> {
    value.as_str().map(|text| text.parse().unwrap())
}

fn near(want: Option<f64>, got: Option<f64>) -> bool {
    match (want, got) {
        (Some(want), Some(got)) => (want - got).abs() <= 1_000.0,
        (want, got) => want == got,
    }
}

/// The fields of one workbook that were read wrongly.
fn wrong(truth: &Value, plan: &Plan) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |field: &str, right: bool| {
        if !right {
            wrong.push(field.to_owned());
        }
    };
    let year = plan.year.as_ref().map(|year| year.value.to_string());
    check("year", year.as_deref() == truth["financial_year"].as_str());
    let savings = &truth["savings"];
    check("savings", savings.is_null() == plan.savings.is_none());
    if let (Some(got), false) = (&plan.savings, savings.is_null()) {
        check(
            "lines",
            savings["lines"].as_u64() == Some(got.lines.len() as u64),
        );
        check(
            "total",
            near(pounds(&savings["total"]), Some(got.total().value.to_f64())),
        );
        check(
            "unidentified",
            near(
                pounds(&savings["unidentified"]),
                Some(got.unidentified().value.to_f64()),
            ),
        );
        check(
            "target",
            near(
                pounds(&savings["target"]),
                got.target.as_ref().map(|target| target.value.to_f64()),
            ),
        );
        check(
            "recurrent",
            near(
                pounds(&savings["recurrent"]),
                got.recurrent().map(planproof::plan::Money::to_f64),
            ),
        );
    }
    let position = &truth["position"];
    let surplus = plan
        .position
        .as_ref()
        .and_then(|position| position.declared.as_ref());
    check(
        "surplus",
        near(
            pounds(&position["surplus"]),
            surplus.map(|surplus| surplus.value.to_f64()),
        ),
    );
    let organisations = plan
        .position
        .as_ref()
        .map_or(0, |position| position.organisations.len());
    check(
        "organisations",
        position["by_organisation"]
            .as_object()
            .map_or(0, serde_json::Map::len)
            == organisations,
    );
    check("elective", elective_is_right(&truth["elective"], plan));
    wrong
}

fn elective_is_right(truth: &Value, plan: &Plan) -> bool {
    let (Some(measures), Some(elective)) = (truth.as_object(), &plan.elective) else {
        return truth.is_null() == plan.elective.is_none();
    };
    measures.len() == elective.measures().len()
        && measures.iter().all(|(measure, months)| {
            let got = elective.total(Weeks(measure.trim_end_matches('w').parse().unwrap()));
            months.as_object().unwrap().iter().all(|(month, want)| {
                let got = got
                    .iter()
                    .find(|(own, _)| own.iso() == *month)
                    .map(|(_, both)| both);
                let plan = got
                    .and_then(|both| both.plan.as_ref())
                    .map(|plan| plan.value);
                let actual = got
                    .and_then(|both| both.actual.as_ref())
                    .map(|actual| actual.value);
                plan == want["plan"].as_u64() && actual == want["actual"].as_u64()
            })
        })
}

#[test]
fn the_practice_workbooks_are_read_as_a_careful_reader_would() {
    let Some(folder) = corpus() else { return };
    let wrong: Vec<String> = truths(&folder)
        .iter()
        .filter_map(|truth| {
            let wrong = wrong(truth, &plan(&folder, truth));
            (!wrong.is_empty()).then(|| format!("{}: {}", truth["file"], wrong.join(", ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn unidentified_lines_are_found_and_schemes_named_like_them_are_spared() {
    let Some(folder) = corpus() else { return };
    let (mut hits, mut flagged, mut wanted) = (0, 0, 0);
    for truth in truths(&folder) {
        let rows = |value: &Value| -> BTreeSet<String> {
            value
                .as_array()
                .into_iter()
                .flatten()
                .map(|row| row.as_str().unwrap().to_owned())
                .collect()
        };
        let want = rows(&truth["savings"]["unidentified_rows"]);
        let plan = plan(&folder, &truth);
        let got: BTreeSet<String> = plan
            .savings
            .iter()
            .flat_map(planproof::plan::Savings::unidentified_lines)
            .map(|line| line.source.row_address())
            .collect();
        hits += want.intersection(&got).count();
        flagged += got.len();
        wanted += want.len();
        let spared = rows(&truth["savings"]["decoy_rows"]);
        assert!(spared.is_disjoint(&got), "{}", truth["file"]);
    }
    assert_eq!((hits, flagged), (wanted, wanted), "found, flagged");
}
