//! The list of many plans: one line each, furthest from balance first, then what is no plan and what could not be read.

use super::Many;
use crate::assessment::{Listed, PlanSummary, WorstWait};
use crate::plan::{Money, Share, Sourced};
use crate::report::link::{column, money_cell, optional_money_cell, text_cell};
use crate::report::{Align, Opens, Row, Table, TableCell, Tone};
use crate::wording::{Quote, count, counted, percent};
use std::path::Path;

/// Its rows stand in the order in which `plans_in_order` gives what they are of.
pub fn plans_table(many: &Many<'_>) -> Table {
    let quote = super::quote(&many.plans());
    let rows: Vec<Row> = in_order(many.listed)
        .into_iter()
        .map(|listed| row(listed, quote))
        .collect();
    let plans = many.plans().len();
    let others = rows.len() - plans;
    let mut title = counted(plans, "plan", "plans");
    if others > 0 {
        title = format!("{title}, {}", counted(others, "other file", "other files"));
    }
    Table {
        title,
        subtitle: format!(
            "{}, furthest from balance without unidentified savings first",
            quote.unit()
        ),
        columns: vec![
            column("Plan", Align::Left, 2.8),
            column("Year", Align::Left, 0.7),
            column("Stands", Align::Left, 1.6),
            column("Declared", Align::Right, 0.9),
            column("Without unidentified", Align::Right, 1.0),
            column("Savings asked", Align::Right, 0.9),
            column("of base", Align::Right, 0.8),
            column("Unidentified", Align::Right, 1.0),
            column("of savings", Align::Right, 0.8),
            column("Worst wait", Align::Right, 1.5),
            column("Questions", Align::Right, 0.8),
        ],
        rows,
    }
}

/// Furthest from balance first; what cannot be judged after all others, then what is no plan.
pub fn in_order<'a>(listed: &[&'a Listed]) -> Vec<&'a Listed> {
    let mut all: Vec<&Listed> = listed.to_vec();
    all.sort_by_key(|listed| match listed {
        Listed::Plan(plan) => {
            let left = plan
                .without_unidentified
                .or(plan.declared.as_ref().map(|declared| declared.value));
            (
                0,
                left.is_none(),
                left.unwrap_or(Money::ZERO),
                plan.name.clone(),
            )
        }
        Listed::Unread { path, .. } => (1, false, Money::ZERO, name_of(path)),
        Listed::NoPlan { path, .. } => (2, false, Money::ZERO, name_of(path)),
    });
    all
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn row(listed: &Listed, quote: Quote) -> Row {
    let mut cells = match listed {
        Listed::Plan(plan) => of_plan(plan, quote),
        Listed::Unread { path, why } => {
            let mut cells = vec![text_cell(name_of(path)), text_cell("")];
            cells.push(TableCell {
                text: why.clone(),
                tone: Tone::Adverse,
                ..TableCell::default()
            });
            cells
        }
        Listed::NoPlan { path, published } => {
            let what = if *published {
                "published figures, no plan"
            } else {
                "no plan in it"
            };
            vec![
                text_cell(name_of(path)),
                text_cell(""),
                TableCell {
                    text: what.to_owned(),
                    tone: Tone::Muted,
                    ..TableCell::default()
                },
            ]
        }
    };
    let opens = match listed {
        Listed::Plan(plan) => Some(Opens::Plan(plan.files.clone())),
        Listed::NoPlan { path, .. } => Some(Opens::Plan(vec![path.clone()])),
        Listed::Unread { .. } => None,
    };
    // Its cells are in files that may not be open: every one of them leads to the plan.
    for cell in &mut cells {
        cell.opens.clone_from(&opens);
    }
    Row {
        cells,
        strong: false,
    }
}

fn of_plan(plan: &PlanSummary, quote: Quote) -> Vec<TableCell> {
    let mut name = plan.name.clone();
    if name.is_empty() {
        name = plan
            .files
            .first()
            .map(|path| name_of(path))
            .unwrap_or_default();
    }
    if plan.absent > 0 {
        let missing = counted(plan.absent, "body", "bodies");
        name = format!("{name} ({missing} missing)");
    }
    let verdict = plan.verdict();
    let without = plan.without_unidentified.map(|left| Sourced {
        value: left,
        cells: plan
            .unidentified
            .as_ref()
            .map(|own| own.cells.clone())
            .unwrap_or_default(),
    });
    vec![
        text_cell(name),
        text_cell(plan.year.map(|year| year.to_string()).unwrap_or_default()),
        TableCell {
            text: verdict.label().to_owned(),
            tone: if verdict.is_unacceptable() {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            ..TableCell::default()
        },
        optional_money_cell(quote, plan.declared.as_ref()),
        optional_money_cell(quote, without.as_ref()),
        optional_money_cell(quote, plan.asked.as_ref()),
        share_cell(plan.share),
        unidentified_cell(plan, quote),
        share_cell(plan.unidentified_share()),
        wait_cell(plan.worst_wait.as_ref()),
        TableCell {
            text: count(plan.questions() as u64),
            number: Some(plan.questions() as f64),
            ..TableCell::default()
        },
    ]
}

fn unidentified_cell(plan: &PlanSummary, quote: Quote) -> TableCell {
    match &plan.unidentified {
        Some(unidentified) => TableCell {
            tone: Tone::Neutral,
            ..money_cell(quote, unidentified)
        },
        None => optional_money_cell(quote, None),
    }
}

/// "cannot say" where there is no base, never nil.
pub(super) fn share_cell(share: Option<Share>) -> TableCell {
    share.map_or_else(
        || TableCell {
            text: "–".to_owned(),
            tone: Tone::Muted,
            ..TableCell::default()
        },
        |share| TableCell {
            text: percent(share),
            number: Some(share.to_f64()),
            ..TableCell::default()
        },
    )
}

/// "452 over 52 weeks", sorted by how long, then by how many.
fn wait_cell(wait: Option<&WorstWait>) -> TableCell {
    let Some(wait) = wait else {
        return share_cell(None);
    };
    let pathways = wait.pathways.value;
    let text = if pathways == 0 {
        format!("none over {} weeks", wait.measure.0)
    } else {
        format!("{} over {} weeks", count(pathways), wait.measure.0)
    };
    // Longer waits weigh more than any number of shorter ones.
    let weight = if pathways == 0 {
        0.0
    } else {
        f64::from(wait.measure.0) * 1e12 + pathways as f64
    };
    TableCell {
        text,
        number: Some(weight),
        cells: wait.pathways.cells.clone(),
        ..TableCell::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Weeks;
    use crate::plan::example::pounds;

    fn plan(name: &str, without: Option<i64>) -> Listed {
        Listed::Plan(Box::new(PlanSummary {
            name: name.to_owned(),
            declared: without.map(|_| pounds(0, "I&E!B9")),
            without_unidentified: without.map(Money::from_pounds),
            ..PlanSummary::default()
        }))
    }

    #[test]
    fn the_furthest_from_balance_stands_first_and_what_is_no_plan_last() {
        let unread = Listed::Unread {
            path: "bad.xlsx".into(),
            why: "No workbook".to_owned(),
        };
        let all = [
            unread,
            plan("silent", None),
            plan("near", Some(-1)),
            plan("far", Some(-9)),
        ];
        let listed: Vec<&Listed> = all.iter().collect();
        let names: Vec<String> = in_order(&listed)
            .iter()
            .map(|listed| row(listed, Quote::Millions).cells[0].text.clone())
            .collect();
        assert_eq!(names, ["far", "near", "silent", "bad.xlsx"]);
    }

    #[test]
    fn a_longer_wait_sorts_above_a_larger_number_of_shorter_ones() {
        let wait = |weeks, pathways| {
            let wait = WorstWait {
                measure: Weeks(weeks),
                month: None,
                pathways: Sourced::new(pathways, Vec::new()),
            };
            wait_cell(Some(&wait)).number
        };
        assert!(wait(78, 1) > wait(52, 90_000));
        assert_eq!(wait(104, 0), Some(0.0));
    }
}
