//! The table of savings lines: what the reader sorts, filters and follows to its cells.

use crate::analysis::{Facet, Only, line_months};
use crate::assessment::Assessment;
use crate::plan::{Money, Recurrence, Saving, Sourced, StatedStep};
use crate::report::link::{column, money_cell, text_cell};
use crate::report::{Align, Column, Opens, Row, Table, TableCell, Tone, neutral};
use crate::wording::{self, Quote, counted, whole_percent};

/// One possible column: its head, and what it shows of a line.
type Show = (Column, fn(&Saving) -> TableCell);

/// The lines asked about, in £000; a column that no line fills is left out. A name leads to the line's card.
pub fn savings_lines(assessment: &Assessment, only: &Only) -> Table {
    let all_lines = assessment
        .case
        .plan
        .savings
        .as_ref()
        .map_or(&[][..], |savings| savings.lines.as_slice());
    let lines: Vec<(usize, &Saving)> = all_lines
        .iter()
        .enumerate()
        .filter(|(_, line)| only.lets_pass(line))
        .collect();
    let mut all = columns();
    all.extend(approval());
    let filled: Vec<&Show> = all
        .iter()
        .filter(|(_, show)| lines.iter().any(|(_, line)| !show(line).text.is_empty()))
        .collect();
    let table = Table {
        title: if only.is_all() {
            counted(lines.len(), "savings line", "savings lines")
        } else {
            format!("{} of {} savings lines", lines.len(), all_lines.len())
        },
        subtitle: "£000, value for the plan's year".to_owned(),
        columns: filled.iter().map(|(column, _)| column.clone()).collect(),
        rows: lines
            .iter()
            .map(|(index, line)| Row {
                cells: filled
                    .iter()
                    .map(|(column, show)| {
                        let mut cell = show(line);
                        if column.label == OWNER && !cell.text.is_empty() {
                            let names = &assessment.names;
                            let owner = names.of_facet(Facet::Owner, Some(&cell.text));
                            cell.text = owner.into_owned();
                        }
                        let opens = (column.label == NAME).then_some(Opens::Scheme(*index));
                        TableCell { opens, ..cell }
                    })
                    .collect(),
                strong: false,
            })
            .collect(),
    };
    neutral::table(assessment, table)
}

/// The heading of the column that leads to the card.
const NAME: &str = "Scheme";

/// That of the names of owners, whatever else they mean.
const OWNER: &str = "Owner";

fn columns() -> Vec<Show> {
    vec![
        (column("Ref", Align::Left, 0.8), |line| {
            text_cell(line.reference.clone().unwrap_or_default())
        }),
        (column(NAME, Align::Left, 4.0), name),
        // Where the window is narrow the last columns are moved into view by hand; the pounds are always there.
        (column("Value", Align::Right, 1.0), |line| {
            money_cell(Quote::Thousands, &line.value)
        }),
        (column("Organisation", Align::Left, 1.8), |line| {
            text_cell(
                line.organisation
                    .as_ref()
                    .map_or_else(String::new, |organisation| organisation.name.clone()),
            )
        }),
        (column("Division", Align::Left, 1.4), |line| {
            text_cell(line.division.clone().unwrap_or_default())
        }),
        (column("Category", Align::Left, 1.2), |line| {
            text_cell(line.category.clone().unwrap_or_default())
        }),
        (column("Status", Align::Left, 1.3), status),
        (column("Risk", Align::Left, 0.8), |line| {
            text_cell(
                line.risk
                    .as_ref()
                    .map_or_else(String::new, |risk| risk.word.clone()),
            )
        }),
        (column("Recurrent", Align::Left, 0.9), recurrence),
        (column(OWNER, Align::Left, 1.1), |line| {
            text_cell(line.owner.clone().unwrap_or_default())
        }),
        (column("After Sept", Align::Right, 0.9), after_september),
        (column("Full year", Align::Right, 0.9), |line| {
            given(line.full_year_effect.as_ref())
        }),
        (column("Plan to date", Align::Right, 0.9), |line| {
            given(line.plan_to_date.as_ref())
        }),
        (column("Actual", Align::Right, 0.9), |line| {
            given(line.actual_to_date.as_ref())
        }),
        (column("Forecast", Align::Right, 0.9), |line| {
            given(line.forecast.as_ref())
        }),
        (column("Starts", Align::Left, 0.8), |line| {
            text_cell(line.start.clone().unwrap_or_default())
        }),
        (column("Why no scheme", Align::Left, 1.8), |line| {
            TableCell {
                text: line
                    .unidentified
                    .iter()
                    .map(|evidence| evidence.reason.as_str())
                    .collect::<Vec<_>>()
                    .join("; "),
                tone: Tone::Adverse,
                cells: line
                    .unidentified
                    .iter()
                    .map(|evidence| evidence.cell.clone())
                    .collect(),
                ..TableCell::default()
            }
        }),
    ]
}

/// How far a line is approved, the staff it takes out, and what speaks weakly against it.
fn approval() -> Vec<Show> {
    vec![
        (column("QIA", Align::Left, 0.9), |line| {
            step(line.governance.quality_impact.as_deref())
        }),
        (column("Plan document", Align::Left, 0.9), |line| {
            step(line.governance.project_document.as_deref())
        }),
        (column("Cash", Align::Left, 0.8), |line| {
            step(line.governance.cash_releasing.as_deref())
        }),
        (column("Staff out", Align::Right, 0.8), |line| {
            let staff = line.staff.as_ref();
            TableCell {
                text: staff.map_or_else(String::new, |staff| wording::staff(staff.value)),
                cells: staff.map(|staff| staff.cells.clone()).unwrap_or_default(),
                ..TableCell::default()
            }
        }),
        (column("Doubts", Align::Left, 1.6), |line| TableCell {
            text: line
                .doubts
                .iter()
                .map(|evidence| evidence.reason.as_str())
                .collect::<Vec<_>>()
                .join("; "),
            tone: Tone::Muted,
            cells: line
                .doubts
                .iter()
                .map(|evidence| evidence.cell.clone())
                .collect(),
            ..TableCell::default()
        }),
    ]
}

/// The workbook's own word for a step of approval; what the table asks and the line leaves blank is said so.
fn step(step: Option<&StatedStep>) -> TableCell {
    let Some(step) = step else {
        return TableCell::default();
    };
    TableCell {
        text: if step.word.is_empty() {
            step.answer.label().to_owned()
        } else {
            step.word.clone()
        },
        tone: if step.is_missing() {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        cells: step.cell.clone().into(),
        ..TableCell::default()
    }
}

fn name(line: &Saving) -> TableCell {
    let blank = line.name.is_empty();
    TableCell {
        text: if blank {
            "(no name)".to_owned()
        } else {
            line.name.clone()
        },
        tone: if blank { Tone::Muted } else { Tone::Neutral },
        cells: line.source.clone().into(),
        ..TableCell::default()
    }
}

/// Nothing where nothing is given, so that an empty column can be left out.
fn given(amount: Option<&Sourced<Money>>) -> TableCell {
    amount.map_or_else(TableCell::default, |amount| {
        money_cell(Quote::Thousands, amount)
    })
}

/// The workbook's own word; hatched bars and this word say the same.
fn status(line: &Saving) -> TableCell {
    let word = line
        .status
        .as_ref()
        .map_or_else(String::new, |status| status.word.clone());
    let unidentified = line.is_unidentified();
    TableCell {
        text: if word.is_empty() && unidentified {
            "Unidentified".to_owned()
        } else {
            word
        },
        tone: if unidentified {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        cells: line
            .status
            .iter()
            .map(|status| status.cell.clone())
            .collect(),
        ..TableCell::default()
    }
}

fn recurrence(line: &Saving) -> TableCell {
    text_cell(match line.recurrence {
        Some(Recurrence::Recurrent) => "Recurrent",
        Some(Recurrence::NonRecurrent) => "One-off",
        Some(Recurrence::Part { .. }) => "In part",
        None => "",
    })
}

fn after_september(line: &Saving) -> TableCell {
    let Some(phasing) = &line.phasing else {
        return TableCell::default();
    };
    let months = line_months(phasing);
    let total: Money = months.clone().map(|(_, value)| value.value).sum();
    let late: Money = months
        .clone()
        .filter(|(month, _)| *month > 6)
        .map(|(_, value)| value.value)
        .sum();
    late.share_of(total)
        .map_or_else(TableCell::default, |share| TableCell {
            text: whole_percent(share),
            tone: Tone::Neutral,
            number: Some(share.to_f64()),
            cells: months
                .filter(|(month, _)| *month > 6)
                .flat_map(|(_, value)| value.cells.clone())
                .collect(),
            ..TableCell::default()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::policy::Policy;

    #[test]
    fn columns_that_no_line_fills_are_left_out() {
        let table = savings_lines(
            &judge(clean_case(), Vec::new(), &Policy::default()),
            &Only::default(),
        );
        let heads: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.label.as_str())
            .collect();
        assert_eq!(
            heads,
            [
                "Ref",
                "Scheme",
                "Value",
                "Organisation",
                "Status",
                "Recurrent",
                "Owner",
                "After Sept"
            ]
        );
        assert!(table.rows.iter().all(|row| row.cells.len() == heads.len()));
    }
}
