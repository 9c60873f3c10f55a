//! A measurement of the detector of unidentified savings, for reading.

use super::layout::{Sheet, Style};
use crate::analysis::{RowName, Score};
use crate::plan::Share;
use crate::wording::{self, counted};

/// The scores of these files, and whether together they reach so many percent.
pub fn evaluation_text(scores: &[(String, Score)], at_least: u8) -> String {
    let mut sheet = Sheet::default();
    sheet.line(Style::Bold, "Unidentified savings, found against labelled");
    let head = row(
        "",
        &[
            "Labelled",
            "Flagged",
            "Right",
            "Precision",
            "Recall",
            "Decoys flagged",
        ]
        .map(str::to_owned),
    );
    sheet.verbatim(Style::Muted, &head);
    for (file, score) in scores {
        sheet.verbatim(Style::Plain, &row(file, &figures(score)));
    }
    let all = scores
        .iter()
        .fold(Score::default(), |sum, (_, one)| sum.plus(one));
    let name = counted(scores.len(), "workbook", "workbooks");
    sheet.verbatim(Style::Bold, &row(&name, &figures(&all)));
    for (file, score) in scores {
        for (said, rows) in [
            ("missed", &score.missed),
            ("flagged, not labelled so", &score.wrongly_flagged),
        ] {
            listed(&mut sheet, file, said, rows);
        }
    }
    sheet.blank();
    let (style, verdict) = if all.reaches(at_least) {
        (Style::Plain, "Reached")
    } else {
        (Style::Adverse, "Not reached")
    };
    let asked =
        format!("{verdict}: precision and recall of at least {at_least}% with no decoy flagged");
    sheet.line(style, &asked);
    sheet.into_text()
}

fn listed(sheet: &mut Sheet, file: &str, said: &str, rows: &[RowName]) {
    if !rows.is_empty() {
        let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
        sheet.paragraph(
            4,
            Style::Adverse,
            &format!("{file}, {said}: {}", rows.join(", ")),
        );
    }
}

fn figures(score: &Score) -> [String; 6] {
    let percent =
        |part: Option<Share>| part.map_or_else(|| "\u{2013}".to_owned(), wording::percent);
    [
        score.labelled.to_string(),
        score.flagged.to_string(),
        score.right.to_string(),
        percent(score.precision()),
        percent(score.recall()),
        format!("{} of {}", score.decoys_flagged.len(), score.decoys),
    ]
}

/// The name cut to its column, the figures under each other.
fn row(name: &str, figures: &[String; 6]) -> String {
    const NAME: usize = 34;
    let short: String = if name.chars().count() > NAME {
        name.chars().take(NAME - 1).chain(['\u{2026}']).collect()
    } else {
        name.to_owned()
    };
    let [labelled, flagged, right, precision, recall, decoys] = figures;
    format!(
        "{short:NAME$} {labelled:>8} {flagged:>8} {right:>6} {precision:>9} {recall:>7} {decoys:>14}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_was_missed_is_named_and_the_verdict_told() {
        let score = Score {
            labelled: 2,
            flagged: 1,
            right: 1,
            missed: RowName::parse("CIP!14").into_iter().collect(),
            ..Score::default()
        };
        let text = evaluation_text(&[("a.xlsx".to_owned(), score)], 98);
        assert!(text.contains("a.xlsx, missed: 'CIP'!14"), "{text}");
        assert!(text.contains("100.0%") && text.contains("50.0%"));
        assert!(text.contains("Not reached"));
        let text = evaluation_text(&[("rota.xlsx".to_owned(), Score::default())], 98);
        assert!(text.contains("Reached") && text.contains('\u{2013}'));
    }
}
