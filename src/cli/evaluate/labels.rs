//! The labels people gave: a table with the columns file, row and label, or the JSON of the practice answers.

use crate::analysis::{Labels, RowName};
use crate::workbook::{Sheet, Value, Workbook};
use anyhow::{Context as _, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Labels by the name of their workbook, in the order of the file.
pub type Labelled = Vec<(String, Labels)>;

#[derive(Debug, Deserialize)]
struct FileJson {
    file: String,
    savings: Option<SavingsJson>,
}

#[derive(Debug, Default, Deserialize)]
struct SavingsJson {
    #[serde(default)]
    unidentified_rows: Vec<String>,
    #[serde(default)]
    decoy_rows: Vec<String>,
    #[serde(default)]
    same_line_also_at: BTreeMap<String, Vec<String>>,
}

/// A list of `{file, savings: {unidentified_rows, decoy_rows, same_line_also_at}}`; other keys are passed over.
pub fn from_json(text: &str) -> anyhow::Result<Labelled> {
    let files: Vec<FileJson> = serde_json::from_str(text).context(
        "Write a list of {\"file\", \"savings\": {\"unidentified_rows\": [\"'Sheet'!14\"]}}",
    )?;
    let labels = |file: FileJson| {
        let savings = file.savings.unwrap_or_default();
        let mut repeats = BTreeMap::new();
        for (first, others) in &savings.same_line_also_at {
            let first = row(first)?;
            for other in others {
                repeats.insert(row(other)?, first.clone());
            }
        }
        let labels = Labels {
            unidentified: rows(&savings.unidentified_rows)?,
            decoys: rows(&savings.decoy_rows)?,
            repeats,
        };
        Ok((file.file, labels))
    };
    files.into_iter().map(labels).collect()
}

fn rows(names: &[String]) -> anyhow::Result<BTreeSet<RowName>> {
    names.iter().map(|name| row(name)).collect()
}

fn row(name: &str) -> anyhow::Result<RowName> {
    RowName::parse(name).with_context(|| {
        format!("A row is written like 'CIP plan'!14, and not \u{201c}{name}\u{201d}")
    })
}

/// The first sheet whose first rows hold the headers file, row and label, in any order.
pub fn from_table(book: &Workbook) -> anyhow::Result<Labelled> {
    let found = book.sheets.iter().find_map(|sheet| {
        let head = sheet
            .rows()
            .take(10)
            .find_map(|(at, _)| columns(sheet, at).map(|own| (at, own)))?;
        Some((sheet, head))
    });
    let (sheet, (head, [file, place, label])) =
        found.context("The table of labels needs a row with the headers file, row and label")?;
    let mut labelled = Labelled::new();
    for (at, _) in sheet.rows_from(head + 1) {
        let (file, place, label) = (
            text(sheet, at, file),
            text(sheet, at, place),
            text(sheet, at, label),
        );
        if file.is_empty() {
            continue;
        }
        if !labelled.iter().any(|(own, _)| *own == file) {
            labelled.push((file.clone(), Labels::default()));
        }
        let own = labelled.iter_mut().find(|(own, _)| *own == file);
        let Some((_, own)) = own.filter(|_| !place.is_empty()) else {
            continue;
        };
        let line = at + 1;
        let place = row(&place).with_context(|| format!("Line {line} of the labels"))?;
        match label.to_lowercase().as_str() {
            "unidentified" => own.unidentified.insert(place),
            "scheme" => own.decoys.insert(place),
            _ => anyhow::bail!(
                "Line {line} of the labels: a label is unidentified or scheme, and not \u{201c}{label}\u{201d}"
            ),
        };
    }
    ensure!(
        !labelled.is_empty(),
        "The table of labels names no workbook"
    );
    Ok(labelled)
}

fn columns(sheet: &Sheet, row: u32) -> Option<[u32; 3]> {
    let of = |name: &str| {
        let mut cells = sheet.row(row).iter();
        cells.find_map(|(column, cell)| {
            let text = cell.text()?.trim();
            text.eq_ignore_ascii_case(name).then_some(column)
        })
    };
    Some([of("file")?, of("row")?, of("label")?])
}

fn text(sheet: &Sheet, row: u32, column: u32) -> String {
    match sheet.cell(row, column).map(|cell| cell.value) {
        Some(Value::Text(text)) => text.trim().to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Watch, read};
    use std::path::Path;

    fn table(text: &str) -> anyhow::Result<Labelled> {
        let path = Path::new("labels.csv");
        let book = read(
            "labels.csv",
            path,
            text.as_bytes().to_vec(),
            &Watch::default(),
        )
        .unwrap();
        from_table(&book)
    }

    #[test]
    fn a_table_and_json_say_the_same() {
        let csv = "File,Row,Label,By\na.xlsx,'CIP plan'!14,unidentified,Ann\na.xlsx,CIP!B9,Scheme,Ann\nrota.xlsx,,,Ann\n";
        let json = r#"[{"file": "a.xlsx", "style": "x", "savings": {"lines": 3, "unidentified_rows": ["'CIP plan'!14"], "decoy_rows": ["CIP!9"]}},
                       {"file": "rota.xlsx", "savings": null}]"#;
        let labelled = table(csv).unwrap();
        assert_eq!(labelled, from_json(json).unwrap());
        assert_eq!(labelled.len(), 2);
        assert_eq!(labelled[1], ("rota.xlsx".to_owned(), Labels::default()));
    }

    #[test]
    fn a_label_that_is_none_is_told_with_its_line() {
        let error = table("file,row,label\na.xlsx,CIP!9,maybe\n").unwrap_err();
        assert!(
            error.to_string().contains("Line 2 of the labels")
                && error.to_string().contains("maybe")
        );
        let error = table("file,row,label\na.xlsx,ninth,scheme\n").unwrap_err();
        assert!(format!("{error:#}").contains("'CIP plan'!14"));
        assert!(table("workbook,row\na.xlsx,CIP!9\n").is_err());
    }
}
