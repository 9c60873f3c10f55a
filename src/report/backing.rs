//! Reserves: what of the plan rests on money that can be used once, and what is left for next year.

use super::link::{column, money_cell, optional_money_cell, text_cell};
use super::{Align, Row, Table, quote};
use crate::analysis::{Backing, BackingKind};
use crate::assessment::Assessment;
use crate::plan::{Money, Share, Sourced};
use crate::wording::{Quote, percent};

/// Lines shown by name; the rest together.
const LINES: usize = 8;

/// `None` where the plan rests on nothing of the kind.
pub(super) fn table(assessment: &Assessment) -> Option<Table> {
    let backing = &assessment.outlook.backing;
    if backing.is_empty() {
        return None;
    }
    let quote = quote(assessment);
    let row = |label: &str, kind: &str, amount: &Sourced<Money>, strong| Row {
        cells: vec![text_cell(label), text_cell(kind), money_cell(quote, amount)],
        strong,
    };
    let mut rows: Vec<Row> = backing
        .lines
        .iter()
        .take(LINES)
        .map(|line| {
            let kind = if line.as_saving {
                format!("{}, counted as a saving", line.kind.label())
            } else {
                line.kind.label().to_owned()
            };
            row(&line.label, &kind, &line.amount, false)
        })
        .collect();
    if let Some(rest) = backing.lines.get(LINES..).filter(|rest| !rest.is_empty()) {
        let sum: Sourced<Money> = rest.iter().map(|line| &line.amount).sum();
        rows.push(row(&format!("{} others", rest.len()), "", &sum, false));
    }
    rows.push(row("In this year only", "", &backing.total(), true));
    for (label, amount) in [
        (
            "Set aside in the year as contingency and reserves",
            &backing.in_the_year,
        ),
        (
            "Reserves and provisions at the year's start",
            &backing.opening,
        ),
        ("Reserves and provisions left for next year", &backing.left),
    ] {
        rows.push(Row {
            cells: vec![
                text_cell(label),
                text_cell(if amount.is_none() {
                    "not in the workbook"
                } else {
                    ""
                }),
                optional_money_cell(quote, amount.as_ref()),
            ],
            strong: amount.is_some(),
        });
    }
    Some(Table {
        title: title(backing, quote),
        subtitle: format!(
            "{}. One-off money that makes this year's position, largest first{}",
            quote.unit(),
            of_savings(assessment, backing)
        ),
        columns: vec![
            column("What", Align::Left, 3.0),
            column("Kind", Align::Left, 2.2),
            column("Amount", Align::Right, 1.0),
        ],
        rows,
    })
}

fn title(backing: &Backing, quote: Quote) -> String {
    let total = backing.total().value;
    match &backing.left {
        Some(left) if left.value.is_positive() => format!(
            "{} is one-off; {} is left for next year",
            quote.sentence(total),
            quote.sentence(left.value)
        ),
        Some(_) => format!("{} is one-off, and nothing is left", quote.sentence(total)),
        None if total.is_zero() => "The plan rests on no one-off money".to_owned(),
        None => format!(
            "{} of the position does not come again",
            quote.sentence(total)
        ),
    }
}

fn of_savings(assessment: &Assessment, backing: &Backing) -> String {
    let as_savings: Money = backing
        .lines
        .iter()
        .filter(|line| line.as_saving && line.kind != BackingKind::Support)
        .map(|line| line.amount.value)
        .sum();
    let share: Option<Share> = assessment
        .savings
        .as_ref()
        .and_then(|savings| as_savings.share_of(savings.total.value));
    share
        .filter(|share| *share > Share::default())
        .map_or_else(String::new, |share| {
            format!("; {} of the savings", percent(share))
        })
}
