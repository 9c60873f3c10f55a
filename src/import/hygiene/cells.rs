//! Cells of the plan that hold something else than a figure: text where a number should stand, errors, formulas that were
//! never calculated, words.

use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::import::coverage::NotUnderstood;
use crate::import::grid;
use crate::import::kind::Kind;
use crate::import::ledger_table::is_part_of_a_total;
use crate::import::page::Found;
use crate::import::rows::RowKind;
use crate::import::table::Table;
use crate::import::text::{has_any, padded, words};
use crate::plan::{Cells, Money};
use crate::workbook::{CellRef, Value};

pub static NUMBER_TYPED_AS_TEXT: Explanation = Explanation {
    id: "number-typed-as-text",
    severity: Severity::Warning,
    title: "Number typed as text",
    summary: "A figure is stored as text, so the workbook's own totals leave it out.",
    rationale: "Excel's SUM skips text without a word. A total can be short by the figures nobody sees are missing, and the board reads the total.",
    example: "Ward establishment review shows 1,240 but is stored as text: the division's total is \u{a3}1.24m too low.",
    fix: "Select the cells, choose Data, Text to Columns, Finish; then check that the totals move.",
    question: "Do the totals in this paper include every line above them?",
};

pub static ERROR_IN_FIGURES: Explanation = Explanation {
    id: "error-in-figures",
    severity: Severity::Warning,
    title: "Error in the figures",
    summary: "A cell that should hold a figure shows an Excel error.",
    rationale: "A broken link or formula hides a figure, and every total that uses it is wrong or unknown.",
    example: "The month 7 value of a scheme shows #REF! because a sheet was deleted.",
    fix: "Repair the formula or type the figure, then save the workbook again.",
    question: "What should this cell say, and what else depends on it?",
};

pub static FORMULA_NEVER_CALCULATED: Explanation = Explanation {
    id: "formula-never-calculated",
    severity: Severity::Warning,
    title: "Formula without a value",
    summary: "A formula was saved without its result, so its figure is unknown, which is not zero.",
    rationale: "Workbooks written by other software, or with calculation switched off, can hold formulas that nobody has seen the results of.",
    example: "The annual total is a formula, but the file holds no value for it.",
    fix: "Open the workbook in Excel, press F9, save it, and open it here again.",
    question: "Has anyone looked at this workbook since it was last calculated?",
};

pub static WORDS_FOR_FIGURE: Explanation = Explanation {
    id: "words-for-figure",
    severity: Severity::Note,
    title: "Words where a figure should stand",
    summary: "A cell in a column of figures holds words, so its line has no figure there.",
    rationale: "\u{201c}tbc\u{201d} in a column of pounds is a line without a value: it adds nothing to the plan, and nobody can say how much it should.",
    example: "The plan value of an estates scheme reads tbc.",
    fix: "Type the figure, or leave the cell empty and say in the notes when it will be known.",
    question: "What is this line worth, and when will it be known?",
};

/// Faults in the cells that fed the plan, and the cells that could not be used.
pub(in crate::import) fn look(found: &[Found<'_, '_>]) -> (Vec<Finding>, Vec<NotUnderstood>) {
    let mut findings = Vec::new();
    let mut left = Vec::new();
    let read = found.iter().filter_map(|one| one.savings.as_ref());
    let whole: Money = read.map(|read| read.taken).sum();
    for one in found.iter().filter(|found| super::feeds_the_plan(found)) {
        let faults = Faults::of(one);
        faults.report(&one.table, &mut findings, &mut left);
        memos(one, whole, &mut left);
    }
    for one in found.iter().filter(|found| {
        found.verdict.kind == Kind::Savings && found.taken == 0 && found.repeat_of.is_none()
    }) {
        left.push(unread(&one.table));
    }
    (one_a_fault(findings), left)
}

/// The same fault in several tables is one thing to ask about.
fn one_a_fault(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut folded = Vec::new();
    while let Some(about) = findings.first().map(|finding| finding.about) {
        let (same, rest): (Vec<Finding>, Vec<Finding>) = findings
            .into_iter()
            .partition(|finding| finding.about.id == about.id);
        folded.extend(Finding::folded(same));
        findings = rest;
    }
    folded
}

/// Where a cell stands: in a line of the plan, in the column that counts.
#[derive(Clone, Copy)]
struct Place {
    is_line: bool,
    is_value: bool,
}

#[derive(Default)]
struct Faults {
    typed: Cells,
    typed_money: Money,
    is_money: bool,
    errors: Cells,
    uncalculated: Cells,
    words: Vec<(CellRef, String)>,
}

impl Faults {
    fn of(found: &Found<'_, '_>) -> Self {
        let table = &found.table;
        let used: Vec<u32> = match &found.savings {
            Some(read) => {
                let columns = &read.columns;
                let phases = columns
                    .months
                    .iter()
                    .chain(&columns.quarters)
                    .flatten()
                    .copied();
                let asides = [columns.actual, columns.forecast, columns.full_year_effect];
                let mut used = read.value_columns();
                used.extend(phases.chain(asides.into_iter().flatten()));
                used.sort_unstable();
                used.dedup();
                used
            }
            None => table
                .columns
                .iter()
                .filter(|column| column.is_value())
                .map(|column| column.index)
                .collect(),
        };
        let main = found
            .savings
            .as_ref()
            .map(crate::import::savings::SavingsTable::value_columns);
        let mut faults = Self {
            is_money: found.verdict.kind != Kind::Elective,
            ..Self::default()
        };
        // Words above the first figure of a column head it, also where a pivot repeats them.
        let first_figure: Vec<Option<u32>> = used
            .iter()
            .map(|column| {
                let mut rows = table.region.rows.iter().copied();
                rows.find(|row| table.grid.number(*row, *column).is_some())
            })
            .collect();
        for row in &table.region.rows {
            let is_read_line = found
                .savings
                .as_ref()
                .map(|read| read.line_rows.binary_search(row).is_ok());
            for (column, first) in used.iter().zip(&first_figure) {
                let is_line = is_read_line.unwrap_or(first.is_some_and(|first| first < *row));
                let is_value = main.as_ref().is_none_or(|main| main.contains(column));
                faults.cell(table, *row, *column, Place { is_line, is_value });
            }
        }
        faults
    }

    fn cell(&mut self, table: &Table<'_, '_>, row: u32, column: u32, place: Place) {
        let Some(cell) = table.grid.cell(row, column) else {
            return;
        };
        match cell.value {
            Value::Error(_) => self.errors.push(table.at(row, column)),
            Value::NotCalculated => self.uncalculated.push(table.at(row, column)),
            Value::Text(_) if grid::number(cell).is_some() => {
                self.typed.push(table.at(row, column));
                if place.is_value
                    && let Some(money) = table.money(row, column)
                {
                    self.typed_money += money.value.abs();
                }
            }
            Value::Text(text)
                if place.is_line
                    && text.chars().any(char::is_alphanumeric)
                    && !says_there_is_none(text) =>
            {
                self.words
                    .push((table.at(row, column), text.trim().to_owned()));
            }
            _ => {}
        }
    }

    fn report(
        self,
        table: &Table<'_, '_>,
        findings: &mut Vec<Finding>,
        left: &mut Vec<NotUnderstood>,
    ) {
        let sheet = table.grid.sheet.name();
        if !self.typed.is_empty() {
            let message = format!(
                "{} on {sheet} typed as text. They were read as numbers here; Excel's own totals leave them out.",
                cells(self.typed.len(), "figure is", "figures are")
            );
            let finding = NUMBER_TYPED_AS_TEXT.at(self.typed, message);
            findings.push(if self.is_money && !self.typed_money.is_zero() {
                finding.worth(Stake::Money(self.typed_money))
            } else {
                finding
            });
        }
        if !self.errors.is_empty() {
            let why = format!(
                "{} on {sheet} an Excel error instead of a figure.",
                cells(self.errors.len(), "cell shows", "cells show")
            );
            left.push(NotUnderstood {
                cells: self.errors.clone(),
                why: why.clone(),
                amount: None,
            });
            findings.push(ERROR_IN_FIGURES.at(self.errors, why));
        }
        if !self.uncalculated.is_empty() {
            let why = format!(
                "{} on {sheet} without a value: the workbook was saved before it was calculated.",
                cells(self.uncalculated.len(), "formula stands", "formulas stand")
            );
            left.push(NotUnderstood {
                cells: self.uncalculated.clone(),
                why: why.clone(),
                amount: None,
            });
            findings.push(FORMULA_NEVER_CALCULATED.at(self.uncalculated, why));
        }
        if let Some((_, word)) = self.words.first() {
            let why = format!(
                "{} on {sheet} words where a figure should stand, such as \u{201c}{word}\u{201d}.",
                cells(self.words.len(), "cell holds", "cells hold")
            );
            let cells: Cells = self.words.into_iter().map(|(cell, _)| cell).collect();
            left.push(NotUnderstood {
                cells: cells.clone(),
                why: why.clone(),
                amount: None,
            });
            findings.push(WORDS_FOR_FIGURE.at(cells, why));
        }
    }
}

fn cells(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("One {one}")
    } else {
        format!("{count} {many}")
    }
}

/// "n/a": the workbook says that there is no such figure.
fn says_there_is_none(text: &str) -> bool {
    has_any(
        &padded(&words(text)),
        "n a; na; not applicable; not available; none; nil",
    )
}

/// Figures below the last total that no total includes. What is nil, and what all lists come to, needs no word.
fn memos(found: &Found<'_, '_>, whole: Money, left: &mut Vec<NotUnderstood>) {
    let Some(read) = &found.savings else { return };
    for row in read.rows.iter().filter(|row| row.kind == RowKind::Memo) {
        if let Some(value) = &row.value
            && !value.value.is_zero()
            && value.value.abs() != whole
            && !is_part_of_a_total(&row.label, value.value, read.taken)
        {
            left.push(NotUnderstood {
                cells: value.cells.clone(),
                why: format!("\u{201c}{}\u{201d} stands below the total and is in no total: it was not counted as a saving.", row.label),
                amount: Some(value.value),
            });
        }
    }
}

/// A table that looks like savings but gave no line.
fn unread(table: &Table<'_, '_>) -> NotUnderstood {
    let cells = table
        .region
        .rows
        .iter()
        .flat_map(|row| {
            table
                .columns
                .iter()
                .filter(|column| column.is_value())
                .map(|column| (*row, column.index))
        })
        .filter(|(row, column)| table.grid.number(*row, *column).is_some())
        .take(50)
        .map(|(row, column)| table.at(row, column))
        .collect();
    NotUnderstood {
        cells,
        why: format!(
            "A table on {} looks like savings, but no column could be taken for this year's plan.",
            table.grid.sheet.name()
        ),
        amount: None,
    }
}
