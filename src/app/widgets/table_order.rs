//! Which rows of a table are shown and in which order, and the table as text for Excel.

use crate::report::{Row, Table};
use std::cmp::Ordering;

/// Column and direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub column: usize,
    pub descending: bool,
}

/// Rows that hold every word of the filter, sorted; totals stay last, and leave when the rest is filtered.
pub fn shown(table: &Table, filter: &str, sort: Option<Sort>) -> Vec<usize> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let mut rows: Vec<(usize, &Row)> = table
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| words.is_empty() || (!row.strong && holds(row, &words)))
        .collect();
    if let Some(sort) = sort {
        rows.sort_by(|(_, one), (_, other)| {
            one.strong
                .cmp(&other.strong)
                .then_with(|| compare(one, other, sort))
        });
    }
    rows.into_iter().map(|(index, _)| index).collect()
}

fn holds(row: &Row, words: &[String]) -> bool {
    let all: Vec<String> = row
        .cells
        .iter()
        .map(|cell| cell.text.to_lowercase())
        .collect();
    words
        .iter()
        .all(|word| all.iter().any(|text| text.contains(word)))
}

/// Numbers before text; what is missing stays last in either direction.
fn compare(one: &Row, other: &Row, sort: Sort) -> Ordering {
    let (Some(one), Some(other)) = (one.cells.get(sort.column), other.cells.get(sort.column))
    else {
        return Ordering::Equal;
    };
    let ordered = match (one.number, other.number) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => return Ordering::Less,
        (None, Some(_)) => return Ordering::Greater,
        (None, None) => match (one.text.is_empty(), other.text.is_empty()) {
            (false, true) => return Ordering::Less,
            (true, false) => return Ordering::Greater,
            _ => one.text.to_lowercase().cmp(&other.text.to_lowercase()),
        },
    };
    if sort.descending {
        ordered.reverse()
    } else {
        ordered
    }
}

/// Header and rows, tabs between cells: pastes into Excel as it stands.
pub fn as_tsv(table: &Table, rows: &[usize]) -> String {
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let header: Vec<String> = table
        .columns
        .iter()
        .map(|column| clean(&column.label))
        .collect();
    let mut lines = vec![header.join("\t")];
    for row in rows.iter().filter_map(|index| table.rows.get(*index)) {
        let cells: Vec<String> = row.cells.iter().map(|cell| clean(&cell.text)).collect();
        lines.push(cells.join("\t"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Align, Column, TableCell};

    fn table() -> Table {
        let row = |name: &str, pounds: Option<f64>, strong| Row {
            cells: vec![
                TableCell {
                    text: name.into(),
                    ..TableCell::default()
                },
                TableCell {
                    text: pounds.map_or_else(String::new, |n| format!("{n}")),
                    number: pounds,
                    ..TableCell::default()
                },
            ],
            strong,
        };
        let column = |label: &str| Column {
            label: label.into(),
            align: Align::Left,
            weight: 1.0,
        };
        Table {
            title: String::new(),
            subtitle: String::new(),
            columns: vec![column("Scheme"), column("£m")],
            rows: vec![
                row("Beds", Some(9.0), false),
                row("Agency", None, false),
                row("Drugs", Some(10.0), false),
                row("Total", Some(19.0), true),
            ],
        }
    }

    #[test]
    fn numbers_sort_as_numbers_with_blanks_and_totals_last() {
        let sort = |descending| {
            Some(Sort {
                column: 1,
                descending,
            })
        };
        assert_eq!(shown(&table(), "", sort(false)), [0, 2, 1, 3]);
        assert_eq!(shown(&table(), "", sort(true)), [2, 0, 1, 3]);
    }

    #[test]
    fn a_filter_asks_for_every_word_and_drops_the_total() {
        assert_eq!(shown(&table(), "dru 10", None), [2]);
        assert_eq!(shown(&table(), "t", None), Vec::<usize>::new());
        assert_eq!(shown(&table(), "", None).len(), 4);
    }

    #[test]
    fn a_copy_has_the_header_and_no_stray_tabs() {
        let mut table = table();
        table.rows[0].cells[0].text = "Beds\tand wards".into();
        assert_eq!(as_tsv(&table, &[0]), "Scheme\t£m\nBeds and wards\t9");
    }
}
