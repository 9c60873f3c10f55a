//! Whose deficit it is.

use super::link::{column, money_cell, optional_money_cell, text_cell};
use super::{
    Align, Block, Page, PageId, Row, Table, TableCell, Tone, backing, bridge, deficits, endurance,
    in_year, note, other_years, page, plan_label, quote, run_rate, walk,
};
use crate::analysis::course;
use crate::assessment::Assessment;
use crate::plan::{FinancialYear, Money, OrganisationPosition, Position, Sourced};
use crate::wording::{Quote, percent};

pub fn position(assessment: &Assessment) -> Page {
    let Some(position) = &assessment.case.plan.position else {
        let rows = vec![vec![note(
            "No income and expenditure position was found in this workbook.",
        )]];
        return page(
            assessment,
            PageId::Position,
            "No position was found".to_owned(),
            plan_label(assessment),
            rows,
        );
    };
    let mut rows = Vec::new();
    let outlook = &assessment.outlook;
    if outlook.deficits.in_year.is_some() {
        rows.push(vec![Block::Figures(deficits::figures(assessment))]);
    }
    rows.extend(bridge::chart(assessment).map(|chart| vec![Block::Chart(chart)]));
    rows.extend(walk::chart(assessment).map(|chart| vec![Block::Chart(chart)]));
    rows.extend(endurance::rows(assessment));
    rows.extend(run_rate::blocks(assessment));
    let mut beside: Vec<Block> = Vec::new();
    beside.extend(deficits::underlying_table(assessment, deficits::STEPS).map(Block::Table));
    beside.extend(deficits::risk_table(assessment, deficits::STEPS).map(Block::Table));
    if !beside.is_empty() {
        rows.push(beside);
    }
    rows.extend(backing::table(assessment).map(|table| vec![Block::Table(table)]));
    rows.push(vec![Block::Table(organisations(assessment, position))]);
    rows.extend(other_years::rows(assessment));
    if position.declared.is_none() && position.candidates.len() > 1 {
        rows.insert(0, vec![Block::Table(candidates(assessment, position))]);
    }
    rows.extend(monthly(assessment, position).map(|table| vec![Block::Table(table)]));
    rows.extend(lines(position, quote(assessment)).map(|table| vec![Block::Table(table)]));
    rows.extend(deficits::no_plan_given(assessment).map(|note| vec![note]));
    rows.extend(deficits::support_note(assessment).map(|note| vec![note]));
    rows.extend(run_rate::missing(assessment).map(|note| vec![note]));
    if outlook.deficits.in_year.is_some() {
        rows.extend(deficits::missing(&outlook.deficits).map(|note| vec![note]));
    }
    page(
        assessment,
        PageId::Position,
        in_year::title(assessment)
            .or_else(|| deficits::title(assessment))
            .unwrap_or_else(|| title(assessment, position)),
        format!("{}{}", subtitle(assessment), deficits::basis(assessment)),
        rows,
    )
}

/// On the board's screen: only where there is more than one organisation to compare.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let position = assessment
        .case
        .plan
        .position
        .as_ref()
        .filter(|position| position.organisations.len() > 1)?;
    let table = Table {
        title: String::new(),
        subtitle: String::new(),
        ..organisations(assessment, position)
    };
    Some(page(
        assessment,
        PageId::Position,
        title(assessment, position),
        subtitle(assessment),
        vec![vec![Block::Table(table)]],
    ))
}

fn subtitle(assessment: &Assessment) -> String {
    format!(
        "{} surplus or (deficit), {}, {}",
        if is_lone_forecast(assessment) {
            "Forecast"
        } else {
            "Planned"
        },
        plan_label(assessment),
        quote(assessment).unit()
    )
}

fn is_lone_forecast(assessment: &Assessment) -> bool {
    let position = assessment.case.plan.position.as_ref();
    position.is_some_and(|own| own.is_forecast)
}

fn title(assessment: &Assessment, position: &Position) -> String {
    let quote = quote(assessment);
    let (plans, subject) = if position.is_forecast {
        ("forecasts", "The year is forecast at")
    } else {
        ("plans", "The plan is")
    };
    let worst = position
        .organisations
        .iter()
        .min_by_key(|own| own.surplus.value);
    match worst {
        Some(worst) if position.organisations.len() > 1 && worst.surplus.value.is_negative() => {
            format!(
                "{} {plans} the largest deficit, {}",
                worst.organisation.name,
                quote.sentence(worst.surplus.value.abs())
            )
        }
        Some(_) if position.organisations.len() > 1 => {
            format!("No organisation {plans} a deficit")
        }
        _ => match &position.declared {
            Some(declared) if declared.value.is_negative() => format!(
                "{subject} a {} deficit",
                quote.sentence(declared.value.abs())
            ),
            Some(declared) if declared.value.is_zero() => format!("{subject} breakeven"),
            Some(declared) => format!("{subject} a {} surplus", quote.sentence(declared.value)),
            None => "Which of these figures is the declared position?".to_owned(),
        },
    }
}

fn organisations(assessment: &Assessment, position: &Position) -> Table {
    let quote = quote(assessment);
    let savings = assessment.case.plan.savings.as_ref();
    let unidentified = |name: &str| -> Option<Sourced<Money>> {
        let own = |line: &&crate::plan::Saving| {
            line.organisation
                .as_ref()
                .is_some_and(|organisation| organisation.name == name)
        };
        let lines = savings?.lines.iter();
        lines.clone().any(|line| own(&line)).then(|| {
            lines
                .filter(own)
                .filter(|line| line.is_unidentified())
                .map(|line| &line.value)
                .sum()
        })
    };
    let row = |own: &OrganisationPosition| {
        let gap = unidentified(&own.organisation.name);
        let without = gap.clone().map(|gap| own.surplus.clone() - gap);
        Row {
            cells: vec![
                text_cell(own.organisation.name.clone()),
                money_cell(quote, &own.surplus),
                optional_money_cell(quote, gap.as_ref()),
                optional_money_cell(quote, without.as_ref()),
            ],
            strong: false,
        }
    };
    let mut worst_first: Vec<&OrganisationPosition> = position.organisations.iter().collect();
    worst_first.sort_by_key(|own| own.surplus.value);
    let mut rows: Vec<Row> = worst_first.into_iter().map(row).collect();
    if let Some(declared) = &position.declared {
        let headline = &assessment.headline;
        rows.push(Row {
            cells: vec![
                text_cell("Whole plan"),
                money_cell(quote, declared),
                optional_money_cell(quote, headline.unidentified.as_ref()),
                optional_money_cell(quote, headline.without_unidentified.as_ref()),
            ],
            strong: true,
        });
    }
    Table {
        title: "By organisation".to_owned(),
        subtitle: format!("Worst first, {}", quote.unit()),
        columns: vec![
            column("Organisation", Align::Left, 2.6),
            column(position.told_as(), Align::Right, 1.0),
            column("Unidentified", Align::Right, 1.1),
            column("Without", Align::Right, 1.0),
        ],
        rows,
    }
}

fn candidates(assessment: &Assessment, position: &Position) -> Table {
    let quote = quote(assessment);
    let row = |candidate: &crate::plan::Candidate| Row {
        cells: vec![
            text_cell(candidate.label.clone()),
            money_cell(quote, &candidate.value),
            TableCell {
                text: super::link_text(&candidate.value.cells).unwrap_or_default(),
                cells: candidate.value.cells.clone(),
                ..TableCell::default()
            },
        ],
        strong: false,
    };
    Table {
        title: "Figures that may be the declared position".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("Label", Align::Left, 3.0),
            column("Position", Align::Right, 1.0),
            column("Cell", Align::Left, 1.5),
        ],
        rows: position.candidates.iter().map(row).collect(),
    }
}

/// Surplus or deficit by month, where the workbook has months.
fn monthly(assessment: &Assessment, position: &Position) -> Option<Table> {
    let quote = quote(assessment);
    let tolerance = assessment.policy.in_year.position_tolerance.value;
    let phased: Vec<&OrganisationPosition> = position
        .organisations
        .iter()
        .filter(|own| own.monthly.iter().any(Option::is_some) || is_forecast(own))
        .collect();
    if phased.is_empty() {
        return None;
    }
    let mut columns = vec![column("Organisation", Align::Left, 2.6)];
    columns.extend(
        FinancialYear(2023)
            .months()
            .iter()
            .map(|month| column(month.short_name(), Align::Right, 0.7)),
    );
    columns.push(column("Year", Align::Right, 0.8));
    let row = |own: &&OrganisationPosition| {
        let mut name = own.organisation.name.clone();
        let mut months = &own.monthly;
        if is_forecast(own) {
            let last = FinancialYear(2023).month(own.reported).short_name();
            name = format!("{name}: actual to {last}, then forecast");
            months = &own.course;
        }
        let mut cells = vec![text_cell(name)];
        cells.extend(months.iter().zip(1..).map(|(month, number)| {
            let mut cell = optional_money_cell(quote, month.as_ref());
            if number == 12 && balances_in_march(own) {
                cell.text.push('*');
            }
            cell
        }));
        cells.push(money_cell(quote, &own.surplus));
        Row {
            cells,
            strong: false,
        }
    };
    let course_row = |own: &&OrganisationPosition| {
        let course = course(own, tolerance)?;
        let name = FinancialYear(2023).month(course.gone).short_name();
        let mut cells = vec![text_cell(format!(
            "{}: actual to {name}, then forecast",
            own.organisation.name
        ))];
        cells.extend(course.months.iter().map(|month| money_cell(quote, month)));
        let year: Sourced<Money> = course.months.iter().copied().sum();
        cells.push(money_cell(quote, &year));
        Some(Row {
            cells,
            strong: false,
        })
    };
    let balancing = phased.iter().any(|own| balances_in_march(own));
    Some(Table {
        title: "By month".to_owned(),
        subtitle: format!(
            "Surplus or (deficit) in the month, {}{}",
            quote.unit(),
            if balancing {
                "; * March makes up what the other months lack"
            } else {
                ""
            }
        ),
        columns,
        rows: phased
            .iter()
            .flat_map(|own| std::iter::once(row(own)).chain(course_row(own)))
            .collect(),
    })
}

/// Whether all that is known by month is what was and what is forecast.
fn is_forecast(own: &OrganisationPosition) -> bool {
    own.reported > 0
        && own.monthly.iter().all(Option::is_none)
        && own.course.iter().all(Option::is_some)
}

/// Whether month 12 turns the year: its position lies the other way than the eleven before, by more than three of them.
fn balances_in_march(own: &OrganisationPosition) -> bool {
    let Some((Some(march), others)) = own.monthly.split_last() else {
        return false;
    };
    let sum: Money = others.iter().flatten().map(|month| month.value).sum();
    let march = march.value;
    let opposite = !sum.is_zero() && !march.is_zero() && sum.is_negative() != march.is_negative();
    let three = sum.abs()
        * crate::plan::Share(rust_decimal::Decimal::new(3, 0) / rust_decimal::Decimal::from(11));
    others.iter().all(Option::is_some) && opposite && march.abs() > three
}

/// Income and expenditure lines, each with its part of income.
fn lines(position: &Position, quote: Quote) -> Option<Table> {
    let many = position.organisations.len() > 1;
    let mut rows = Vec::new();
    // A result without the lines above it says no more than the table by organisation.
    let accounts = position
        .organisations
        .iter()
        .filter(|own| own.lines.iter().any(|line| !line.kind.is_result()));
    for own in accounts {
        let income: Money = own
            .lines
            .iter()
            .filter(|line| {
                matches!(
                    line.kind,
                    crate::plan::LineKind::Income | crate::plan::LineKind::Allocation
                )
            })
            .filter_map(|line| line.plan.as_ref())
            .map(|plan| plan.value)
            .sum();
        for line in own
            .lines
            .iter()
            .filter(|line| line.plan.is_some() || line.forecast.is_some())
        {
            let share = line
                .plan
                .as_ref()
                .and_then(|plan| plan.value.abs().share_of(income));
            // A row named after its body is the body's result.
            let label = if line.label == own.organisation.name {
                format!("{}: surplus or (deficit)", own.organisation.name)
            } else if many {
                format!("{}: {}", own.organisation.name, line.label)
            } else {
                line.label.clone()
            };
            rows.push(Row {
                cells: vec![
                    text_cell(label),
                    optional_money_cell(quote, line.plan.as_ref()),
                    TableCell {
                        text: share.map(percent).unwrap_or_default(),
                        tone: Tone::Muted,
                        ..TableCell::default()
                    },
                    optional_money_cell(quote, line.actual_to_date.as_ref()),
                    optional_money_cell(quote, line.forecast.as_ref()),
                ],
                strong: line.kind.is_total(),
            });
        }
    }
    let planned = if position.is_forecast {
        "Forecast"
    } else {
        "Plan"
    };
    (!rows.is_empty()).then(|| {
        Table {
            title: "Income and expenditure".to_owned(),
            subtitle: format!("Income positive, expenditure in brackets, {}", quote.unit()),
            columns: vec![
                column("Line", Align::Left, 3.0),
                column(planned, Align::Right, 1.0),
                column("of income", Align::Right, 0.8),
                column("Actual to date", Align::Right, 1.0),
                column("Forecast", Align::Right, 1.0),
            ],
            rows,
        }
        .without_empty_columns()
    })
}
