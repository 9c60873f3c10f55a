//! What the savings have brought so far and are forecast to bring, line by line, beside their plan.

use super::ask::{Asked, SavingsPart};
use super::figures::plain;
use super::largest::scheme_cell;
use super::phasing::share_cell;
use crate::analysis::{Against, Brought, brought, variance_of_year, variance_to_date};
use crate::plan::{Cells, Money, Sourced};
use crate::report::link::{column, link, optional_money_cell, text_cell};
use crate::report::{Align, Block, Figure, Page, Row, Table, TableCell, Tone, note};
use crate::wording::{Quote, counted, whole_percent};

/// Lines told one by one; the rest is one row.
const LINES: usize = 40;
const ON_BOARD: usize = 10;

pub(super) fn page(asked: &Asked<'_>) -> Page {
    let Some(found) = brought(&asked.lines) else {
        let rows = vec![vec![note(
            "No savings line gives an actual to date beside its plan, or a forecast. Once the year is under way they stand here.",
        )]];
        return asked.page(
            SavingsPart::Delivery,
            "Nothing has been reported yet".to_owned(),
            rows,
        );
    };
    rows_of(asked, &found, LINES)
}

pub(super) fn board_page(asked: &Asked<'_>) -> Option<Page> {
    Some(rows_of(asked, &brought(&asked.lines)?, ON_BOARD))
}

fn rows_of(asked: &Asked<'_>, found: &Brought<'_>, most: usize) -> Page {
    let rows = vec![
        vec![Block::Figures(figures(found, asked.quote))],
        vec![Block::Table(table(asked, found, most))],
    ];
    asked.page(SavingsPart::Delivery, title(found, asked.quote), rows)
}

fn title(found: &Brought<'_>, quote: Quote) -> String {
    let told = |what: &str, against: &Against| {
        let variance = against.variance();
        let way = if variance.is_negative() {
            "below"
        } else {
            "above"
        };
        if variance.is_zero() {
            format!("Savings are {what} as planned")
        } else {
            format!(
                "Savings are {what} {} {way} plan",
                quote.sentence(variance.abs())
            )
        }
    };
    match (&found.year, &found.to_date) {
        (Some(year), Some(to_date))
            if year.variance().is_zero() && to_date.variance().is_negative() =>
        {
            format!(
                "{} behind so far, yet the forecast is the plan",
                quote.sentence(to_date.variance().abs())
            )
        }
        (Some(year), _) => told("forecast", year),
        (None, Some(to_date)) => told("so far", to_date),
        (None, None) => "What the savings brought".to_owned(),
    }
}

fn figures(found: &Brought<'_>, quote: Quote) -> Vec<Figure> {
    let mut all = Vec::new();
    let mut tell = |what: &str, against: &Against| {
        let variance = against.variance();
        let mut cells = against.brought.cells.clone();
        cells.extend(against.plan.cells.iter().cloned());
        let rate = against
            .rate()
            .map_or_else(String::new, |rate| format!("{} of ", whole_percent(rate)));
        all.push(Figure {
            label: format!("{what}, {}", quote.unit()),
            value: quote.bare(against.brought.value),
            tone: if variance.is_negative() {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail: format!(
                "{rate}{} planned by {}",
                quote.sentence(against.plan.value),
                counted(against.lines, "line", "lines")
            ),
            link: link(&cells),
            scale: None,
        });
    };
    if let Some(to_date) = &found.to_date {
        tell("Brought to date", to_date);
    }
    if let Some(year) = &found.year {
        tell("Forecast for the year", year);
    }
    if found.hopeful.value.is_positive() {
        let mut figure = plain(
            "Behind, forecast on plan",
            &found.hopeful,
            "behind to date and forecast to deliver in full".to_owned(),
            quote,
        );
        figure.tone = Tone::Adverse;
        all.push(figure);
    }
    if !found.silent.value.is_zero() {
        all.push(plain(
            "Nothing reported",
            &found.silent,
            "no actual and no forecast".to_owned(),
            quote,
        ));
    }
    all
}

fn table(asked: &Asked<'_>, found: &Brought<'_>, most: usize) -> Table {
    let quote = asked.quote;
    let mut rows: Vec<Row> = found
        .lines
        .iter()
        .take(most)
        .map(|line| Row {
            cells: cells(
                scheme_cell(asked, line),
                &[
                    line.plan_to_date.clone(),
                    line.actual_to_date.clone(),
                    variance_to_date(line).map(|value| Sourced::new(value, Cells::default())),
                    Some(line.value.clone()),
                    line.forecast.clone(),
                    variance_of_year(line).map(|value| Sourced::new(value, Cells::default())),
                ],
                quote,
            ),
            strong: false,
        })
        .collect();
    let rest: Vec<_> = found.lines.iter().skip(most).collect();
    if !rest.is_empty() {
        let sum = |part: &dyn Fn(&crate::plan::Saving) -> Option<Money>| -> Option<Sourced<Money>> {
            let values: Vec<Money> = rest.iter().filter_map(|line| part(line)).collect();
            (!values.is_empty()).then(|| Sourced::new(values.into_iter().sum(), Cells::default()))
        };
        let value = |of: &Option<Sourced<Money>>| of.as_ref().map(|own| own.value);
        rows.push(Row {
            cells: cells(
                text_cell(counted(rest.len(), "other line", "other lines")),
                &[
                    sum(&|line| value(&line.plan_to_date)),
                    sum(&|line| value(&line.actual_to_date)),
                    sum(&variance_to_date),
                    sum(&|line| Some(line.value.value)),
                    sum(&|line| value(&line.forecast)),
                    sum(&variance_of_year),
                ],
                quote,
            ),
            strong: true,
        });
    }
    Table {
        title: "Plan, actual and forecast by line".to_owned(),
        subtitle: format!(
            "{}; furthest below plan first; brackets are short of plan",
            quote.unit()
        ),
        columns: vec![
            column("Scheme", Align::Left, 3.0),
            column("Plan to date", Align::Right, 0.9),
            column("Actual", Align::Right, 0.9),
            column("Variance", Align::Right, 0.9),
            column("Plan for the year", Align::Right, 0.9),
            column("Forecast", Align::Right, 0.9),
            column("Variance", Align::Right, 0.9),
            column("of plan", Align::Right, 0.7),
        ],
        rows,
    }
}

fn cells(name: TableCell, values: &[Option<Sourced<Money>>; 6], quote: Quote) -> Vec<TableCell> {
    let [.., plan, forecast, _] = values;
    let rate = plan
        .as_ref()
        .zip(forecast.as_ref())
        .and_then(|(plan, forecast)| forecast.value.share_of(plan.value));
    let mut cells = vec![name];
    cells.extend(
        values
            .iter()
            .map(|value| optional_money_cell(quote, value.as_ref())),
    );
    cells.push(share_cell(rate, &Cells::default()));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::policy::Policy;
    use crate::report::SavingsChoice;

    #[test]
    fn behind_so_far_with_a_forecast_of_the_plan_is_the_finding() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].actual_to_date = Some(pounds(1_000_000, "CIP!V10"));
        });
        let assessment = judge(case, Vec::new(), &Policy::default());
        let choice = SavingsChoice::default();
        let page = page(&Asked::of(&assessment, &choice).unwrap());
        assert_eq!(
            page.title,
            "£1.5m behind so far, yet the forecast is the plan"
        );
        let Block::Table(table) = &page.rows[1][0] else {
            panic!("{:?}", page.rows)
        };
        let texts: Vec<&str> = table.rows[0]
            .cells
            .iter()
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(
            texts,
            [
                "Agency exit (S10)",
                "2.5",
                "1.0",
                "(1.5)",
                "5.0",
                "5.0",
                "0.0",
                "100%"
            ]
        );
    }
}
