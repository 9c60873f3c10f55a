//! Where notes stand in the workbooks at hand: says a cell in several ways when a note is written, and finds it again by
//! reference, by name, by label and sheet when the workbook has changed. What is not found for certain is not guessed.

use super::anchor::{Anchor, MOST, Subject};
use crate::plan::{Plan, Saving};
use crate::workbook::{CellRef, Sheet, Workbook, place_from_a1};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The plan and the workbooks that notes are looked for in.
pub struct Ground<'a> {
    workbooks: &'a [Workbook],
    lines: Vec<&'a Saving>,
    /// Found out when the first note asks: most plans have none.
    named: OnceLock<Named>,
}

/// Places among the lines.
struct Named {
    by_reference: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl Named {
    fn of(lines: &[&Saving]) -> Self {
        let mut by_reference: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate() {
            if let Some(reference) = &line.reference {
                by_reference
                    .entry(plain(reference))
                    .or_default()
                    .push(index);
            }
            if !line.name.trim().is_empty() {
                by_name.entry(plain(&line.name)).or_default().push(index);
            }
        }
        Self {
            by_reference,
            by_name,
        }
    }
}

/// Equal for texts that differ only in case and spaces, which change from month to month and mean nothing.
pub fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

impl<'a> Ground<'a> {
    pub fn new(plan: &'a Plan, workbooks: &'a [Workbook]) -> Self {
        let lines: Vec<&Saving> = plan.savings.iter().flat_map(|all| &all.lines).collect();
        Self {
            workbooks,
            lines,
            named: OnceLock::new(),
        }
    }

    fn named(&self) -> &Named {
        self.named.get_or_init(|| Named::of(&self.lines))
    }

    /// These cells, said in every way they can be found again by.
    pub fn subject(&self, cells: &[CellRef]) -> Subject {
        Subject {
            cells: cells
                .iter()
                .take(MOST)
                .map(|cell| self.anchor(cell))
                .collect(),
            files: self
                .workbooks
                .iter()
                .map(|workbook| workbook.fingerprint.clone())
                .filter(|fingerprint| !fingerprint.is_empty())
                .collect(),
            ..Subject::default()
        }
    }

    fn anchor(&self, cell: &CellRef) -> Anchor {
        let line = self
            .lines
            .iter()
            .find(|line| line.source.sheet == cell.sheet && line.source.row == cell.row);
        let sheet = self.sheets().find(|sheet| sheet.address == cell.sheet);
        Anchor {
            sheet: cell.sheet.sheet.to_string(),
            cell: cell.a1(),
            reference: line.and_then(|line| line.reference.clone()),
            scheme: line
                .map(|line| line.name.clone())
                .filter(|name| !name.is_empty()),
            organisation: line
                .and_then(|line| line.organisation.as_ref())
                .map(|organisation| organisation.name.clone()),
            label: sheet
                .and_then(|sheet| label(sheet, cell.row))
                .map(str::to_owned),
            column: sheet
                .and_then(|sheet| above(sheet, cell))
                .map(str::to_owned),
            ..Anchor::default()
        }
    }

    /// The cells a note is about in these workbooks; `None` where it no longer finds its place.
    pub fn find(&self, subject: &Subject) -> Option<Vec<CellRef>> {
        if subject.cells.is_empty() {
            return Some(Vec::new());
        }
        let known = |fingerprint: &String| subject.files.contains(fingerprint);
        let unchanged = self.workbooks.iter().any(|book| known(&book.fingerprint));
        let found: Vec<CellRef> = subject
            .cells
            .iter()
            .filter_map(|anchor| {
                let stays = unchanged.then(|| self.at_address(anchor)).flatten();
                stays.or_else(|| self.find_one(anchor))
            })
            .collect();
        (!found.is_empty()).then_some(found)
    }

    fn find_one(&self, anchor: &Anchor) -> Option<CellRef> {
        let reference = anchor.reference.as_ref();
        let name = anchor.scheme.as_ref();
        let by = |index: &BTreeMap<String, Vec<usize>>, text: Option<&String>| {
            self.one_line(index.get(&plain(text?))?, anchor)
        };
        by(&self.named().by_reference, reference)
            .or_else(|| by(&self.named().by_name, name))
            .or_else(|| {
                // A scheme that is gone is gone, even if another line stands on its sheet under the same heading.
                let is_scheme = reference.is_some() || name.is_some();
                (!is_scheme).then(|| self.by_label(anchor)).flatten()
            })
    }

    /// The only line, or the only one of the same organisation, or the one that stands where it stood.
    fn one_line(&self, candidates: &[usize], anchor: &Anchor) -> Option<CellRef> {
        let all: Vec<&Saving> = candidates
            .iter()
            .filter_map(|index| self.lines.get(*index).copied())
            .collect();
        let own = |line: &&&Saving| {
            let name = line.organisation.as_ref().map(|own| own.name.as_str());
            match (name, anchor.organisation.as_deref()) {
                (Some(one), Some(other)) => same(one, other),
                _ => true,
            }
        };
        let ours: Vec<&Saving> = all.iter().filter(own).copied().collect();
        let chosen = match ours.as_slice() {
            [only] => Some(*only),
            [] => None,
            several => {
                let (row, _) = place_from_a1(&anchor.cell)?;
                several.iter().copied().find(|line| {
                    same(&line.source.sheet.sheet, &anchor.sheet) && line.source.row == row
                })
            }
        }?;
        let sheet = self
            .sheets()
            .find(|sheet| sheet.address == chosen.source.sheet);
        Some(sheet.map_or_else(
            // Without the sheet at hand, its columns are taken to be where they were.
            || {
                let column = place_from_a1(&anchor.cell).map(|(_, column)| column);
                let column = column.unwrap_or(chosen.source.column);
                CellRef::new(Arc::clone(&chosen.source.sheet), chosen.source.row, column)
            },
            |sheet| in_row(sheet, chosen.source.row, anchor),
        ))
    }

    fn by_label(&self, anchor: &Anchor) -> Option<CellRef> {
        let wanted = plain(anchor.label.as_ref()?);
        let sheet = self
            .sheets()
            .find(|sheet| same(sheet.name(), &anchor.sheet))?;
        let rows: Vec<u32> = sheet
            .row_numbers()
            .filter(|row| label(sheet, *row).is_some_and(|label| plain(label) == wanted))
            .collect();
        let row = match rows.as_slice() {
            [only] => *only,
            several => {
                let (row, _) = place_from_a1(&anchor.cell)?;
                several.iter().copied().find(|own| *own == row)?
            }
        };
        Some(in_row(sheet, row, anchor))
    }

    fn at_address(&self, anchor: &Anchor) -> Option<CellRef> {
        let sheet = self
            .sheets()
            .find(|sheet| same(sheet.name(), &anchor.sheet))?;
        let (row, column) = place_from_a1(&anchor.cell)?;
        Some(sheet.at(row, column))
    }

    fn sheets(&self) -> impl Iterator<Item = &'a Sheet> {
        self.workbooks.iter().flat_map(|workbook| &workbook.sheets)
    }
}

/// The cell of this row that stands under the words the note's cell stood under.
fn in_row(sheet: &Sheet, row: u32, anchor: &Anchor) -> CellRef {
    let stood = place_from_a1(&anchor.cell).map(|(_, column)| column);
    let under = |column: &u32| {
        let header = above(
            sheet,
            &CellRef::new(Arc::clone(&sheet.address), row, *column),
        );
        match (header, anchor.column.as_deref()) {
            (Some(one), Some(other)) => same(one, other),
            (None, None) => true,
            _ => false,
        }
    };
    let columns = || sheet.row(row).iter().map(|(column, _)| column);
    let column = stood
        .filter(under)
        .or_else(|| columns().find(under))
        .or(stood)
        .or_else(|| columns().next());
    sheet.at(row, column.unwrap_or_default())
}

/// The first words of a row.
fn label(sheet: &Sheet, row: u32) -> Option<&str> {
    sheet.row(row).iter().find_map(|(_, cell)| cell.text())
}

/// The words at the head of a cell's column: the topmost of the rows that stand above it without a gap, since the nearest
/// may belong to another line.
fn above<'s>(sheet: &'s Sheet, cell: &CellRef) -> Option<&'s str> {
    let rows = sheet.rows().rev().skip_while(|(row, _)| *row >= cell.row);
    rows.zip(1..)
        .take_while(|((row, _), distance)| *row + distance == cell.row)
        .filter_map(|((_, cells), _)| cells.get(cell.column)?.text())
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Savings;
    use crate::plan::example::scheme;
    use crate::workbook::{Cell, SheetAddress, Value, Visibility};

    /// A sheet of text cells, one row a line, with a header, and the plan read from its first two columns.
    fn version(fingerprint: &str, rows: &[[&str; 3]]) -> (Plan, Vec<Workbook>) {
        let address = Arc::new(SheetAddress::new(format!("{fingerprint}.xlsx"), "CIP"));
        let mut sheet = Sheet::new(Arc::clone(&address), Visibility::Visible);
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
                sheet.insert(row, column, Cell::new(Value::Text(text)));
            }
        }
        let mut plan = Plan::default();
        let lines = (0..)
            .zip(rows)
            .skip(1)
            .filter(|(_, row)| !row[1].is_empty());
        plan.savings = Some(Savings {
            lines: lines
                .map(|(at, row)| {
                    let mut line = scheme(row[1], 1, at + 1);
                    line.source = CellRef::new(Arc::clone(&address), at, 1);
                    line.reference = (!row[0].is_empty()).then(|| row[0].to_owned());
                    line
                })
                .collect(),
            ..Savings::default()
        });
        let workbook = Workbook {
            fingerprint: fingerprint.to_owned(),
            sheets: vec![sheet],
            ..Workbook::default()
        };
        (plan, vec![workbook])
    }

    const HEAD: [&str; 3] = ["Ref", "Scheme", "Value"];

    fn moved(now: &[[&str; 3]], cell: (u32, u32), then: &[[&str; 3]]) -> Option<String> {
        let (plan, books) = version("one", now);
        let at = books[0].sheets[0].at(cell.0, cell.1);
        let subject = Ground::new(&plan, &books).subject(&[at]);
        let (plan, books) = version("two", then);
        let found = Ground::new(&plan, &books).find(&subject)?;
        Some(found[0].to_string())
    }

    #[test]
    fn a_scheme_is_found_by_its_reference_under_another_name_in_another_row() {
        let now = [HEAD, ["A1", "Beds", "9"], ["A2", "Agency", "5"]];
        let then = [HEAD, ["A3", "New", "1"], ["A2", "Agency staff", "5"]];
        assert_eq!(moved(&now, (2, 2), &then).as_deref(), Some("CIP!C3"));
    }

    #[test]
    fn a_scheme_without_a_reference_is_found_by_its_name_and_its_column_by_its_header() {
        let now = [HEAD, ["", "Beds", "9"]];
        let then = [
            ["Value", "Scheme", "Note"],
            ["8", "Theatre", ""],
            ["9", " beds ", ""],
        ];
        assert_eq!(moved(&now, (1, 2), &then).as_deref(), Some("CIP!A3"));
    }

    #[test]
    fn a_line_that_is_no_scheme_is_found_by_label_and_sheet() {
        let now = [HEAD, ["Total pay", "", "9"]];
        let then = [HEAD, ["Other", "", "1"], ["Total pay", "", "9"]];
        assert_eq!(moved(&now, (1, 2), &then).as_deref(), Some("CIP!C3"));
    }

    #[test]
    fn what_is_gone_or_there_twice_is_not_guessed() {
        let now = [HEAD, ["A1", "Beds", "9"]];
        assert_eq!(moved(&now, (1, 2), &[HEAD, ["A2", "Agency", "5"]]), None);
        let now = [HEAD, ["", "Other", "1"], ["", "Beds", "9"]];
        let twice = [
            HEAD,
            ["", "Beds", "9"],
            ["", "X", "1"],
            ["", "Y", "1"],
            ["", "Beds", "9"],
        ];
        assert_eq!(moved(&now, (2, 2), &twice), None);
    }
}
