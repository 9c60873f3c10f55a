//! What the policy's rates deliver of the savings, what each status would have to deliver alone, and what must be true for the
//! plan to land.

use super::link::{column, money_cell, text_cell};
use super::{Align, Column, Figure, Row, Table, TableCell, Tone, quote};
use crate::analysis::{Delivery, StatusDelivery};
use crate::assessment::Assessment;
use crate::plan::{Money, Share, Sourced, Status};
use crate::wording::{Quote, percent, plain_percent};

/// The rates, what they deliver, and what each status would have to deliver alone.
pub(super) fn table(assessment: &Assessment) -> Option<Table> {
    let delivery = assessment.outlook.delivery.as_ref()?;
    if !delivery.is_rated() {
        return None;
    }
    let quote = quote(assessment);
    let share = |share: Option<Share>| TableCell {
        text: share.map_or_else(|| "–".to_owned(), percent),
        number: share.map(Share::to_f64),
        tone: match share {
            Some(share) if share > Share::percent(100) => Tone::Adverse,
            _ => Tone::Neutral,
        },
        ..TableCell::default()
    };
    // Rates are for the months ahead: once there are months behind, what they brought stands beside.
    let row = |label: &str, planned: Sourced<Money>, own: &StatusDelivery| Row {
        cells: vec![
            text_cell(label),
            money_cell(quote, &planned),
            text_cell_money(quote, own.done),
            text_cell_money(quote, own.ahead),
            share(own.rate()),
            text_cell_money(quote, own.expected()),
            needed(share(own.needed), own.needed),
        ],
        strong: false,
    };
    let mut rows: Vec<Row> = delivery
        .by_status
        .iter()
        .map(|own| {
            let label = own.status.map_or("Not stated", Status::label);
            row(label, savings_of(assessment, own.status), own)
        })
        .collect();
    if delivery.costs.lines > 0 {
        rows.push(row(
            "Costs, in full",
            costs_among(assessment),
            &delivery.costs,
        ));
    }
    rows.push(Row {
        cells: vec![
            text_cell("All savings"),
            text_cell_money(quote, delivery.planned()),
            text_cell_money(quote, delivery.done()),
            text_cell_money(quote, delivery.ahead()),
            share(delivery.rate_ahead()),
            text_cell_money(quote, delivery.expected()),
            text_cell("–"),
        ],
        strong: true,
    });
    let source = assessment.policy.delivery_rates.source;
    let mut table = Table {
        title: "What the rates deliver".to_owned(),
        subtitle: format!(
            "{}. The lower of status and risk; our assumption, not NHS policy. {source}",
            quote.unit()
        ),
        columns: delivery_columns(),
        rows,
    };
    if delivery.by_status.iter().all(|own| own.done.is_zero()) {
        table.columns.drain(BEHIND_AND_AHEAD);
        for row in &mut table.rows {
            row.cells.drain(BEHIND_AND_AHEAD);
        }
    }
    Some(table)
}

/// What the savings of a status come to.
fn savings_of(assessment: &Assessment, status: Option<Status>) -> Sourced<Money> {
    let outlook = assessment.savings.iter();
    outlook
        .flat_map(|savings| &savings.mix.steps)
        .filter(|(own, _)| *own == status)
        .map(|(_, value)| value)
        .sum()
}

fn costs_among(assessment: &Assessment) -> Sourced<Money> {
    let outlook = assessment.savings.iter();
    outlook.map(|savings| &savings.mix.costs).sum()
}

/// Nothing delivers more than it holds.
fn needed(cell: TableCell, alone: Option<Share>) -> TableCell {
    let cannot = alone.is_some_and(|alone| alone > Share::percent(100));
    TableCell {
        text: if cannot {
            "cannot".to_owned()
        } else {
            cell.text
        },
        ..cell
    }
}

fn delivery_columns() -> Vec<Column> {
    vec![
        column("Status", Align::Left, 1.7),
        column("Planned", Align::Right, 1.0),
        column("So far", Align::Right, 1.0),
        column("To come", Align::Right, 1.0),
        column("Rate", Align::Right, 0.8),
        column("Delivers", Align::Right, 1.0),
        column("Needed of it alone", Align::Right, 1.2),
    ]
}

/// The columns of the months behind and ahead.
const BEHIND_AND_AHEAD: std::ops::Range<usize> = 2..4;

fn text_cell_money(quote: Quote, amount: Money) -> TableCell {
    money_cell(quote, &Sourced::new(amount, Vec::new()))
}

/// What must be true for the plan to land.
pub(super) fn break_even(assessment: &Assessment) -> Option<Vec<Figure>> {
    let delivery = assessment.outlook.delivery.as_ref()?;
    if !delivery.is_rated() {
        return None;
    }
    let quote = quote(assessment);
    let needed = delivery.needed_of_schemes()?;
    let expected = delivery.expected().share_of(delivery.planned())?;
    let beyond = needed > Share::percent(100);
    let figure = |label: &str, value: String, tone, detail: String| Figure {
        label: label.to_owned(),
        value,
        tone,
        detail,
        link: None,
        scale: None,
    };
    let mut figures = vec![
        figure(
            "To land, schemes must deliver",
            percent(needed),
            if beyond { Tone::Adverse } else { Tone::Neutral },
            format!(
                "{}{}{}",
                if beyond {
                    "more than there is: cannot land on schemes alone"
                } else {
                    "of everything with a scheme behind it"
                },
                in_full(delivery.costs.planned, quote),
                besides(delivery.besides, quote)
            ),
        ),
        figure(
            "The policy's rates deliver",
            percent(expected),
            Tone::Neutral,
            format!(
                "{} of {}",
                quote.bare(delivery.expected()),
                quote.bare(delivery.planned())
            ),
        ),
        figure(
            "Rates by status",
            rates(assessment),
            Tone::Neutral,
            "developed, in progress, opportunity, unidentified; change them in Policy".to_owned(),
        ),
    ];
    figures.extend(hardest(delivery).map(|(own, needed)| {
        figure(
            &format!(
                "{} alone would need",
                own.status.map_or("The rest", Status::label)
            ),
            percent(needed),
            Tone::Adverse,
            if needed > Share::percent(100) {
                "more than it holds: cannot alone, with all others at their rates".to_owned()
            } else {
                "with all others at their rates".to_owned()
            },
        )
    }));
    Some(figures)
}

/// What is to be spent among the savings, and landing the plan pays for.
fn in_full(costs: Money, quote: Quote) -> String {
    if costs.is_zero() {
        return String::new();
    }
    format!(
        "; {} of costs among the savings counts in full",
        quote.sentence(costs.abs())
    )
}

/// What the months behind lost or gained beside the savings, and landing the plan makes up.
fn besides(amount: Money, quote: Quote) -> String {
    if amount.is_zero() {
        return String::new();
    }
    let said = quote.sentence(amount.abs());
    if amount.is_negative() {
        format!("; the position to date is {said} better beside them")
    } else {
        format!("; the position to date lost {said} beside them")
    }
}

/// The status with schemes that could still make up most, and the rate it would need.
fn hardest(delivery: &Delivery) -> Option<(&StatusDelivery, Share)> {
    let own = delivery.by_status.iter().find(|own| {
        matches!(own.status, Some(Status::InProgress | Status::Opportunity)) && own.needed.is_some()
    })?;
    Some((own, own.needed?))
}

/// "95, 80, 50, 0%", as the policy has them.
pub(super) fn rates(assessment: &Assessment) -> String {
    let rates = assessment.policy.delivery_rates.value;
    let all: Vec<String> = rates
        .iter()
        .map(|(_, rate)| plain_percent(*rate).trim_end_matches('%').to_owned())
        .collect();
    format!("{}%", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::policy::Policy;

    fn table_of(case: crate::plan::Case) -> Table {
        super::table(&judge(case, Vec::new(), &Policy::default())).unwrap()
    }

    #[test]
    fn once_months_are_gone_so_far_and_to_come_at_the_rate_make_what_is_delivered() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].actual_to_date = Some(pounds(1_000_000, "CIP!V10"));
        });
        let table = table_of(case);
        let heads: Vec<&str> = table.columns.iter().map(|own| own.label.as_str()).collect();
        assert_eq!(heads[2..6], ["So far", "To come", "Rate", "Delivers"]);
        for row in &table.rows {
            let number = |at: usize| row.cells[at].number.unwrap();
            let made = number(2) + number(3) * number(4);
            assert!((made - number(5)).abs() < 1.0, "{:?}", row.cells);
        }
        let paid = table_of(clean_case().with_savings(|savings| {
            let cost = crate::plan::example::scheme("Cost to deliver", -1_000_000, 12);
            savings.lines.push(cost);
        }));
        let told = |row: &Row| (row.cells[0].text.clone(), row.cells[1].number.unwrap());
        let rows: Vec<(String, f64)> = paid.rows.iter().map(told).collect();
        let at = |label: &str, value| (label.to_owned(), value);
        assert_eq!(
            rows,
            [
                at("Fully developed", 8_000_000.0),
                at("Costs, in full", -1_000_000.0),
                at("All savings", 7_000_000.0)
            ]
        );
        let before = table_of(clean_case());
        assert_eq!(before.columns.len(), heads.len() - 2);
        assert_eq!(before.rows[0].cells.len(), before.columns.len());
    }
}
