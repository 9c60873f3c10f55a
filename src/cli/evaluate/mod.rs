//! `evaluate`: what is flagged as unidentified in a folder of workbooks, against labels that people gave.

mod labels;

use super::{COULD_NOT, FOUND, Open, Printed, complain, print, print_json};
use crate::analysis::Score;
use crate::export::{json, text};
use crate::import::import;
use crate::review::Review;
use crate::workbook::side_by_side;
use anyhow::Context as _;
use labels::Labelled;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where labels are looked for in a folder, in this order.
const NAMES: [&str; 4] = ["truth.json", "labels.json", "labels.csv", "labels.xlsx"];

pub fn evaluate(
    folder: &Path,
    labels: Option<&Path>,
    at_least: u8,
    format: Printed,
    open: Open<'_>,
) -> anyhow::Result<ExitCode> {
    let labels = match labels {
        Some(path) => path.to_path_buf(),
        None => find(folder)?,
    };
    let labelled = read(&labels, open)
        .with_context(|| format!("The labels could not be read: {}", labels.display()))?;
    let mut scores = Vec::new();
    let mut all_opened = true;
    let measured = side_by_side(&labelled, |(file, labels)| {
        let plan = open(&folder.join(file)).map(|book| import(&[book], &Review::default()).plan);
        plan.map(|plan| Score::of(labels, plan.savings.iter().flat_map(|own| &own.lines)))
    });
    for ((file, _), score) in labelled.into_iter().zip(measured) {
        match score {
            Ok(score) => scores.push((file, score)),
            Err(error) => {
                complain(&error.to_string());
                all_opened = false;
            }
        }
    }
    match format {
        Printed::Text => print(&text::evaluation_text(&scores, at_least))?,
        Printed::Json => print_json(&json::evaluation(&scores, at_least))?,
    }
    let all = scores
        .iter()
        .fold(Score::default(), |sum, (_, one)| sum.plus(one));
    Ok(match (all_opened, all.reaches(at_least)) {
        (false, _) => ExitCode::from(COULD_NOT),
        (true, false) => ExitCode::from(FOUND),
        (true, true) => ExitCode::SUCCESS,
    })
}

fn find(folder: &Path) -> anyhow::Result<PathBuf> {
    let mut places = NAMES.iter().map(|name| folder.join(name));
    places.find(|path| path.is_file()).with_context(|| {
        format!(
            "There are no labels in this folder. Put {} into it, or name the file with --labels: {}",
            NAMES.join(" or "),
            folder.display()
        )
    })
}

fn read(path: &Path, open: Open<'_>) -> anyhow::Result<Labelled> {
    if path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("json"))
    {
        labels::from_json(&std::fs::read_to_string(path)?)
    } else {
        labels::from_table(&open(path)?)
    }
}
