//! Labels that were broken over two rows where a table was pasted from a document: "Wheelchair service: return of" above
//! "unused stock | 365" is one label. They are joined before anything is read, in the row that has the figures.

use super::text::{padded, words};
use super::{grid, header, voice};
use crate::workbook::{Cell, Row, Sheet, Value};
use std::collections::BTreeSet;

/// Rows of one block that are looked at above and below a broken label.
const BLOCK_ROWS_MAX: u32 = 200;
/// No label is broken over more rows behind its first.
const LABEL_ROWS_MAX: u32 = 3;
/// "iii)" and the like.
const LIST_MARK_MAX: usize = 4;

/// The sheet with its broken labels joined; `None` where none is broken.
pub(super) fn joined(sheet: &Sheet) -> Option<Sheet> {
    // A file of plain text has no lines to break.
    if sheet.plain_rows(0).is_some() {
        return None;
    }
    let mut done: BTreeSet<u32> = BTreeSet::new();
    let mut labels: Vec<Label> = Vec::new();
    for (at, row) in sheet.rows() {
        if !done.contains(&at)
            && rest_of_label(row).is_some()
            && let Some(label) = label(sheet, at)
        {
            done.extend(&label.rows);
            labels.push(label);
        }
    }
    if labels.is_empty() {
        return None;
    }
    let mut joined = sheet.clone();
    for label in &labels {
        label.write(sheet, &mut joined);
    }
    Some(joined)
}

/// One label in several rows.
struct Label {
    column: u32,
    /// From the top down.
    rows: Vec<u32>,
    /// The one with the figures.
    figures: u32,
}

/// The column and the text of a row that begins in the middle of a sentence.
fn rest_of_label<'t>(row: Row<'_, 't>) -> Option<(u32, &'t str)> {
    let (column, cell) = row.iter().next()?;
    let text = cell.text()?.trim_start();
    let mut letters = text.chars();
    let begins = letters.next().is_some_and(char::is_lowercase);
    // "e-rostering", "iPad": names that are written so.
    let second = letters.next();
    let name = second.is_some_and(|c| c == '-' || c.is_uppercase());
    let aside = [
        "of which",
        "less",
        "including",
        "incl",
        "plus",
        "add",
        "other",
    ];
    let opens = aside.iter().any(|word| {
        let behind = text.strip_prefix(word);
        behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    // "b) Non-recurrent"
    let mark = text.split_whitespace().next().unwrap_or("");
    let listed = mark.len() <= LIST_MARK_MAX && mark.ends_with([')', '.']);
    (begins && !name && !opens && !listed).then_some((column, text))
}

/// The broken label that the row goes on with.
fn label(sheet: &Sheet, at: u32) -> Option<Label> {
    let (column, _) = rest_of_label(sheet.row(at))?;
    let goes_on = |row: u32| {
        let own = rest_of_label(sheet.row(row)).filter(|(own, _)| *own == column);
        own.is_some() && continues(sheet, row, column)
    };
    let mut first = at;
    while goes_on(first) {
        first = first.checked_sub(1)?;
        if at - first > LABEL_ROWS_MAX {
            return None;
        }
    }
    let last = (at..=at.saturating_add(LABEL_ROWS_MAX))
        .take_while(|row| *row == at || goes_on(*row))
        .last()?;
    let rows: Vec<u32> = (first..=last).collect();
    let figures: Vec<u32> = rows
        .iter()
        .copied()
        .filter(|row| has_figures(sheet.row(*row), column))
        .collect();
    let [figures] = *figures.as_slice() else {
        return None;
    };
    let label = Label {
        column,
        rows,
        figures,
    };
    (first < last && label.has_room_for_nothing_else(sheet) && label.is_no_heading(sheet))
        .then_some(label)
}

/// Whether the row above may be the beginning: words in the same column that do not end, and none where figures stand.
fn continues(sheet: &Sheet, row: u32, column: u32) -> bool {
    let Some(above) = row.checked_sub(1).map(|above| sheet.row(above)) else {
        return false;
    };
    let text = above.get(column).and_then(|cell| label_in(cell));
    let open = text.is_some_and(|text| !text.trim_end().ends_with([':', '.', ';', '?']));
    // A heading alone in its row heads what is below it.
    let heads = above.iter().count() == 1
        && text.is_some_and(|text| {
            voice::heading(text) || header::recurrent(&padded(&words(text))).is_some()
        });
    let headed = sheet.row(row).iter().any(|(column, cell)| {
        let over = above.get(column);
        is_figure(cell) && over.is_some_and(|over| !is_figure(over))
    });
    open && !headed && !heads
}

fn is_figure(cell: Cell<'_>) -> bool {
    grid::is_number(cell) || grid::is_nil(cell) || matches!(cell.value, Value::Error(_))
}

fn label_in(cell: Cell<'_>) -> Option<&str> {
    cell.text().filter(|_| !is_figure(cell))
}

fn has_figures(row: Row<'_, '_>, column: u32) -> bool {
    row.iter()
        .any(|(at, cell)| at > column && grid::is_number(cell))
}

fn starts_small(text: &str) -> bool {
    text.trim_start().starts_with(char::is_lowercase)
}

impl Label {
    /// Whether each part fills its line, measured by the labels around it: a heading seldom does.
    fn has_room_for_nothing_else(&self, sheet: &Sheet) -> bool {
        let length = |text: &str| text.trim().chars().count();
        let own = self.rows.iter().filter_map(|row| self.text(sheet, *row));
        let around = self.around(sheet);
        let widest = around.iter().copied().chain(own.clone()).map(length).max();
        let lines: Vec<&str> = own.collect();
        let full = |pair: &[&str]| match pair {
            [line, next] => {
                let word = next.split_whitespace().next().unwrap_or("");
                (length(line) + 1 + length(word)) * 4 >= widest.unwrap_or(0) * 3
            }
            _ => false,
        };
        lines.len() == self.rows.len() && lines.windows(2).all(full)
    }

    /// Whether the labels around it begin with capitals, so that one that does not is no line of its own.
    fn is_no_heading(&self, sheet: &Sheet) -> bool {
        let around = self.around(sheet);
        let small = around.iter().filter(|text| starts_small(text)).count();
        let bold = |row: u32| {
            let cell = sheet.row(row).get(self.column);
            cell.is_some_and(|cell| cell.bold)
        };
        let headed = self.rows.first().is_some_and(|first| bold(*first)) && !bold(self.figures);
        let merged = sheet.merges.iter().any(|area| {
            let spread = area.last_column > area.first_column && area.first_column <= self.column;
            spread && self.rows.contains(&area.first_row)
        });
        around.len() > small * 4 && !headed && !merged
    }

    /// The labels of the other rows with figures, up to the next blank row on either side, that no row above goes on with.
    fn around<'s>(&self, sheet: &'s Sheet) -> Vec<&'s str> {
        let filled = |row: &u32| !sheet.row(*row).is_empty();
        let first = self.rows.first().copied().unwrap_or(0);
        let last = self.rows.last().copied().unwrap_or(0);
        let above = (first.saturating_sub(BLOCK_ROWS_MAX)..first)
            .rev()
            .take_while(filled);
        let below = (last + 1..last.saturating_add(BLOCK_ROWS_MAX)).take_while(filled);
        let broken = |row: u32| {
            let small = self.text(sheet, row).is_some_and(starts_small);
            small && continues(sheet, row, self.column)
        };
        above
            .chain(below)
            .filter(|row| has_figures(sheet.row(*row), self.column) && !broken(*row))
            .filter_map(|row| self.text(sheet, row))
            .collect()
    }

    fn text<'s>(&self, sheet: &'s Sheet, row: u32) -> Option<&'s str> {
        label_in(sheet.row(row).get(self.column)?)
    }

    /// Puts what stands in the other rows into the one with the figures.
    fn write(&self, from: &Sheet, to: &mut Sheet) {
        let columns: BTreeSet<u32> = self
            .rows
            .iter()
            .flat_map(|row| from.row(*row).columns())
            .collect();
        for column in columns {
            let own = from.row(self.figures).get(column);
            if own.is_some_and(|cell| label_in(cell).is_none()) {
                continue;
            }
            let mut text = String::new();
            let mut format = own;
            for row in &self.rows {
                let Some(cell) = from.row(*row).get(column) else {
                    continue;
                };
                let Some(part) = label_in(cell) else {
                    continue;
                };
                format = format.or(Some(cell));
                append(&mut text, part);
                if *row != self.figures {
                    to.insert(*row, column, Cell::new(Value::Text("")));
                }
            }
            if let Some(cell) = format.filter(|_| !text.is_empty()) {
                let value = Value::Text(&text);
                to.insert(self.figures, column, Cell { value, ..cell });
            }
        }
    }
}

fn append(text: &mut String, part: &str) {
    if !text.is_empty() && !text.ends_with('-') {
        text.push(' ');
    }
    text.push_str(part.trim());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;

    fn label_of(drawn: &str, row: u32) -> Option<String> {
        let joined = joined(&sheet("Paper", drawn))?;
        let text = joined.cell(row, 0)?.text()?.to_owned();
        Some(text)
    }

    const TABLE: &str = "Scheme|Lead|Plan\nBed base and length of stay|COO|120\nInterpreting contract retender|CFO|30\n";

    #[test]
    fn a_label_over_two_rows_is_one() {
        let above = format!(
            "{TABLE}Continuing care: reviews of the\nlargest packages|CNO|500\nFleet|CFO|9"
        );
        assert_eq!(
            label_of(&above, 4).as_deref(),
            Some("Continuing care: reviews of the largest packages")
        );
        let below = format!(
            "{TABLE}Continuing care: reviews of the|CNO|500\nlargest packages\nFleet|CFO|9"
        );
        assert_eq!(
            label_of(&below, 3).as_deref(),
            Some("Continuing care: reviews of the largest packages")
        );
    }

    #[test]
    fn what_stands_with_the_first_half_comes_with_it() {
        let drawn =
            "Ref|Scheme|Plan\nA1|Interpreting contract|20\nA2|Reviews of the largest\n|packages|90";
        let joined = joined(&sheet("Paper", drawn)).unwrap();
        let text = |row, column| joined.cell(row, column).and_then(Cell::text);
        assert_eq!(text(3, 0), Some("A2"));
        assert_eq!(text(3, 1), Some("Reviews of the largest packages"));
        assert_eq!(text(2, 1), None);
    }

    #[test]
    fn a_heading_above_a_line_is_no_half_of_it() {
        for drawn in [
            format!("{TABLE}Surgery\ntheatre lists|CNO|500"),
            format!("{TABLE}Patients of the whole system:\nwaiting too long|CNO|500"),
            format!("{TABLE}Programmes of the division\ne-rostering|CNO|500"),
            format!("{TABLE}Savings still to be found for the\ntheatre lists|CNO|500"),
            format!("{TABLE}Recurrent savings of the\ntheatre lists|CNO|500"),
            "Scheme|Lead|Plan\nSurgical division of care\ntheatre lists and rotas|CNO|50\nnurse bank|CFO|3\nfleet|CFO|4"
                .to_owned(),
            "Scheme|Executive|Plan\n|lead|2024\nFleet|CFO|9\nRotas|CFO|8".to_owned(),
        ] {
            assert!(joined(&sheet("Paper", &drawn)).is_none(), "{drawn}");
        }
    }
}
