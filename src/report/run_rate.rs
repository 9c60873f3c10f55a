//! Is the forecast believable? The run rate by one definition, printed with it.

use super::link::{column, money_cell, optional_money_cell, text_cell};
use super::{Align, Block, Note, Row, Table, TableCell, Tone, note, quote};
use crate::analysis::{AgainstKind, RunRate};
use crate::assessment::Assessment;
use crate::plan::{FinancialYear, Money, Sourced};
use crate::wording::{Quote, money, percent};

pub(super) const DEFINITION: &str = "Straight line: position to date ÷ months gone × 12. Needed: (plan − position to date) ÷ \
     months left. Improvement: needed less an average month so far";

/// The finding of a forecast that has not moved stays beside the table.
const UNMOVED: &str = "forecast-equals-plan-while-adverse";

/// The table, and the finding that belongs to it; nothing before the year is under way.
pub(super) fn blocks(assessment: &Assessment) -> Vec<Vec<Block>> {
    let rates = &assessment.outlook.run_rates;
    if rates.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![vec![Block::Table(table(assessment))]];
    let unmoved = assessment
        .found
        .iter()
        .filter(|finding| finding.about.id == UNMOVED);
    rows.extend(unmoved.map(|finding| {
        vec![Block::Note(Note {
            text: finding.message.clone(),
            tone: Tone::Adverse,
            link: super::link::link(&finding.cells),
        })]
    }));
    rows
}

/// What is missing for a run rate, where a plan has none.
pub(super) fn missing(assessment: &Assessment) -> Option<Block> {
    let position = assessment.case.plan.position.as_ref()?;
    (assessment.outlook.run_rates.is_empty() && position.declared.is_some()).then(|| {
        note(
            "No run rate: the workbook holds no position to date beside income planned to date, from which the months gone \
             are told.",
        )
    })
}

pub(super) fn title(rates: &[RunRate], quote: Quote) -> String {
    let Some(rate) = rates.last() else {
        return "No run rate yet".to_owned();
    };
    let gap = rate.gap();
    if gap.is_negative() {
        format!(
            "At this rate the year ends {} short of plan",
            quote.sentence(gap.abs())
        )
    } else {
        "At this rate the year ends on plan or better".to_owned()
    }
}

fn table(assessment: &Assessment) -> Table {
    let rates = &assessment.outlook.run_rates;
    let quote = quote(assessment);
    let several = rates.len() > 1;
    let row = |rate: &RunRate| {
        let ours = |amount: Money| money_cell(quote, &Sourced::new(amount, Vec::new()));
        Row {
            cells: vec![
                text_cell(rate.organisation.as_deref().unwrap_or("Whole plan")),
                text_cell(FinancialYear(2000).month(rate.months).short_name()),
                money_cell(quote, &rate.to_date),
                optional_money_cell(quote, rate.plan_to_date.as_ref()),
                ours(rate.straight_line()),
                optional_money_cell(quote, rate.forecast.as_ref()),
                optional_money_cell(quote, Some(&rate.plan)),
                ours(rate.improvement()),
                ours(rate.gap()),
                TableCell {
                    text: rate
                        .gap_of_turnover()
                        .map_or_else(|| "–".to_owned(), percent),
                    number: rate.gap_of_turnover().map(crate::plan::Share::to_f64),
                    ..TableCell::default()
                },
            ],
            strong: several && rate.organisation.is_none(),
        }
    };
    let support = assessment.outlook.assumptions.without_support
        && assessment.outlook.deficits.support.is_some();
    Table {
        title: title(rates, quote),
        subtitle: format!(
            "{}. {DEFINITION}{}",
            quote.unit(),
            if support {
                "; whole plan without deficit support, taken out in twelfths"
            } else {
                ""
            }
        ),
        columns: vec![
            column("Organisation", Align::Left, 2.2),
            column("To end of", Align::Left, 0.8),
            column("Year to date", Align::Right, 1.0),
            column("Plan to date", Align::Right, 1.0),
            column("Straight line", Align::Right, 1.0),
            column("Forecast", Align::Right, 1.0),
            column("Plan", Align::Right, 0.9),
            column("Monthly improvement needed", Align::Right, 1.4),
            column("Gap to plan", Align::Right, 1.0),
            column("of turnover", Align::Right, 0.9),
        ],
        rows: rates.iter().map(row).collect(),
    }
}

/// "forecast", "position to date" for the figure against plan.
pub(super) fn against(kind: AgainstKind) -> &'static str {
    match kind {
        AgainstKind::Forecast => "forecast less plan for the year",
        AgainstKind::ToDate => "position to date less plan to date",
    }
}

/// "£4.2m a month better", for the figure of the needed improvement.
pub(super) fn improvement(rate: &RunRate) -> String {
    let improvement = rate.improvement();
    if improvement.is_positive() {
        format!("each remaining month {} better", money(improvement))
    } else {
        "the remaining months may be as those behind".to_owned()
    }
}
