//! Every figure leads to all the cells it was made of: sums to their parts, shares to both sides, words to what they count.

use planproof::assessment::{Assessment, assess};
use planproof::policy::Policy;
use planproof::report::{self, Block, Page, Row, SavingsChoice, SavingsPart, Table, pack_pages};
use planproof::review::Review;
use planproof::workbook::samples::SAMPLES;
use planproof::workbook::{CellRef, Value, Watch, read};
use std::collections::BTreeSet;
use std::path::Path;

fn samples() -> impl Iterator<Item = Assessment> {
    SAMPLES.iter().map(|sample| {
        let (name, bytes) = (sample.file_name, sample.bytes.to_vec());
        let workbook = read(name, Path::new(name), bytes, &Watch::default()).unwrap();
        assess([workbook].into(), &Review::default(), &Policy::default())
    })
}

fn tables(pages: &[Page]) -> Vec<&Table> {
    let blocks = pages.iter().flat_map(|page| &page.rows).flatten();
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// The cells of the column of this name.
fn column<'t>(table: &'t Table, row: &'t Row, label: &str) -> Option<&'t [CellRef]> {
    let at = table.columns.iter().position(|own| own.label == label)?;
    Some(&row.cells[at].cells)
}

#[test]
fn a_year_of_actual_and_forecast_leads_to_its_months() {
    let mut seen = 0;
    for assessment in samples() {
        let pages = [report::position(&assessment)];
        for table in tables(&pages) {
            let courses = |row: &&Row| row.cells[0].text.ends_with("then forecast");
            for row in table.rows.iter().filter(courses) {
                let months: BTreeSet<&CellRef> = (1..=12)
                    .flat_map(|month| row.cells[month].cells.iter())
                    .collect();
                let year: BTreeSet<&CellRef> = row.cells[13].cells.iter().collect();
                assert!(months.len() >= 12);
                assert_eq!(year, months, "{}", row.cells[0].text);
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

#[test]
fn what_a_line_is_off_by_leads_to_the_figures_beside_it() {
    let mut seen = 0;
    for assessment in samples() {
        let pages = pack_pages(&assessment);
        for table in tables(&pages) {
            for row in &table.rows {
                let Some(off) = column(table, row, "Off by") else {
                    continue;
                };
                assert!(!off.is_empty(), "{}", row.cells[0].text);
                assert_eq!(Some(off), column(table, row, "Figures"));
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

#[test]
fn a_share_of_all_savings_leads_to_the_lines_of_its_group_and_to_all() {
    let mut seen = 0;
    for assessment in samples() {
        let choice = SavingsChoice {
            part: SavingsPart::Places,
            ..SavingsChoice::default()
        };
        let pages = [report::savings(&assessment, &choice)];
        for table in tables(&pages) {
            let (Some(last), rows) = (table.rows.last(), table.rows.iter()) else {
                continue;
            };
            let all = column(table, last, "Savings").unwrap_or_default();
            for row in rows {
                let Some(share) = column(table, row, "of all") else {
                    continue;
                };
                let own = column(table, row, "Savings").unwrap();
                assert!(!own.is_empty() && own.iter().all(|cell| share.contains(cell)));
                assert!(all.iter().all(|cell| share.contains(cell)));
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

/// As counts are written: 1,751.
fn count(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[test]
fn the_counts_of_a_month_above_plan_stand_in_the_cells_linked_beside_them() {
    let mut seen = 0;
    for assessment in samples() {
        let page = report::overview(&assessment);
        for block in page.rows.iter().flatten() {
            let Block::Figures(figures) = block else {
                continue;
            };
            for figure in figures {
                let Some((_, above)) = figure.detail.rsplit_once("; ") else {
                    continue;
                };
                let counts = above.split_once(" in ").and_then(|(actual, rest)| {
                    let (_, plan) = rest.split_once(", planned ")?;
                    Some([actual, plan])
                });
                let Some(counts) = counts else { continue };
                let cells = &figure.link.as_ref().unwrap().cells;
                let values: Vec<String> = cells
                    .iter()
                    .filter_map(|cell| {
                        let mut sheets = assessment.workbooks.iter().flat_map(|book| &book.sheets);
                        let sheet = sheets.find(|sheet| sheet.address == cell.sheet)?;
                        match sheet.cell(cell.row, cell.column)?.value {
                            Value::Number(number) => Some(count(number)),
                            _ => None,
                        }
                    })
                    .collect();
                for said in counts {
                    assert!(values.iter().any(|own| own == said), "{said}: {values:?}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}
