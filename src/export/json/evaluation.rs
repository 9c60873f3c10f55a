//! A measurement of the detector of unidentified savings, for other programs.

use crate::analysis::{RowName, Score};
use crate::plan::Share;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct EvaluationJson {
    schema: u32,
    at_least: f64,
    reached: bool,
    overall: ScoreJson,
    files: Vec<FileJson>,
}

#[derive(Debug, Serialize)]
struct FileJson {
    file: String,
    #[serde(flatten)]
    score: ScoreJson,
    missed: Vec<String>,
    wrongly_flagged: Vec<String>,
    decoy_rows_flagged: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ScoreJson {
    labelled: usize,
    flagged: usize,
    right: usize,
    /// Null where nothing was flagged.
    precision: Option<f64>,
    /// Null where nothing is labelled.
    recall: Option<f64>,
    decoys: usize,
    decoys_flagged: usize,
}

/// The scores of these files, and whether together they reach so many percent.
pub fn evaluation(scores: &[(String, Score)], at_least: u8) -> EvaluationJson {
    let all = scores
        .iter()
        .fold(Score::default(), |sum, (_, one)| sum.plus(one));
    let named = |rows: &[RowName]| rows.iter().map(ToString::to_string).collect();
    let file = |(file, score): &(String, Score)| FileJson {
        file: file.clone(),
        score: counts(score),
        missed: named(&score.missed),
        wrongly_flagged: named(&score.wrongly_flagged),
        decoy_rows_flagged: named(&score.decoys_flagged),
    };
    EvaluationJson {
        schema: super::SCHEMA,
        at_least: f64::from(at_least) / 100.0,
        reached: all.reaches(at_least),
        overall: counts(&all),
        files: scores.iter().map(file).collect(),
    }
}

fn counts(score: &Score) -> ScoreJson {
    ScoreJson {
        labelled: score.labelled,
        flagged: score.flagged,
        right: score.right,
        precision: number(score.precision()),
        recall: number(score.recall()),
        decoys: score.decoys,
        decoys_flagged: score.decoys_flagged.len(),
    }
}

fn number(share: Option<Share>) -> Option<f64> {
    share?.0.to_f64()
}
