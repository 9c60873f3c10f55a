//! Pharmacy, optometry and dental care: the budgets delegated to a board beside what is spent on them, in the words the
//! ring-fence is spoken of.

use super::link::{column, link, money_cell, optional_money_cell, text_cell};
use super::{
    Align, Block, Figure, Note, Page, PageId, Row, Table, TableCell, Tone, page, plan_label, quote,
};
use crate::analysis::{Delegated, delegated};
use crate::assessment::Assessment;
use crate::plan::{Cells, LineKind, Money, OrganisationPosition, Sourced};
use crate::wording::{Quote, money};

/// The rows of the page; empty where no budget is delegated.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let quote = quote(assessment);
    let mut rows = Vec::new();
    for own in with_budgets(assessment) {
        let told = delegated(own);
        if let Some(told) = &told {
            rows.push(vec![Block::Figures(figures(told, quote))]);
            rows.extend(ring_fence(own, told).map(|note| vec![Block::Note(note)]));
        }
        rows.push(vec![Block::Table(table(own, quote))]);
    }
    rows
}

/// On the board's screen: where budgets are delegated and anything is known of their spending.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    with_budgets(assessment).find_map(delegated)?;
    Some(page(
        assessment,
        PageId::Delegated,
        title(assessment),
        format!(
            "Delegated primary care, {}, {}",
            plan_label(assessment),
            quote(assessment).unit()
        ),
        rows(assessment),
    ))
}

fn with_budgets(assessment: &Assessment) -> impl Iterator<Item = &OrganisationPosition> {
    assessment
        .case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter(|own| {
            own.lines
                .iter()
                .any(|line| line.kind == LineKind::Delegated)
        })
}

pub(super) fn title(assessment: &Assessment) -> String {
    let mut over = Money::ZERO;
    let mut under = Money::ZERO;
    let mut others = Money::ZERO;
    let mut any = false;
    for told in with_budgets(assessment).filter_map(delegated) {
        any = true;
        over += breach(&told).value;
        under += told.total();
        others += told.others.value;
    }
    let tolerance = assessment.policy.in_year.position_tolerance.value;
    if !any {
        "Delegated budgets without their spending".to_owned()
    } else if over > tolerance {
        format!(
            "The ring-fence is breached by {}: meet NHS England at once",
            money(over)
        )
    } else if under > tolerance && others < -tolerance {
        format!(
            "{} of primary care money covers overspends elsewhere",
            money(under.min(-others))
        )
    } else if under > tolerance {
        format!("{} delegated for primary care stays unspent", money(under))
    } else {
        "Delegated budgets are spent as planned".to_owned()
    }
}

/// All that is over its budget; what is under is not set against it.
fn breach(told: &Delegated<'_>) -> Sourced<Money> {
    let mut sum = Sourced::<Money>::default();
    for (_, gap) in told
        .budgets
        .iter()
        .filter(|(_, gap)| gap.value.is_negative())
    {
        sum.value += -gap.value;
        sum.cells.extend(gap.cells.iter().cloned());
    }
    sum
}

fn figures(told: &Delegated<'_>, quote: Quote) -> Vec<Figure> {
    let when = if told.forecast {
        "forecast for the year"
    } else {
        "to date"
    };
    let over = breach(told);
    let spare: Sourced<Money> = {
        let mut sum = Sourced::<Money>::default();
        for (_, gap) in told
            .budgets
            .iter()
            .filter(|(_, gap)| gap.value.is_positive())
        {
            sum.value += gap.value;
            sum.cells.extend(gap.cells.iter().cloned());
        }
        sum
    };
    let figure = |label: &str, amount: &Sourced<Money>, detail: &str, adverse: bool| Figure {
        label: format!("{label}, {}", quote.unit()),
        value: quote.bare(amount.value),
        tone: if adverse {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: format!("{detail}, {when}"),
        link: link(&amount.cells),
        scale: None,
    };
    vec![
        figure(
            "Over their budgets",
            &over,
            "ring-fence breached",
            over.value.is_positive(),
        ),
        figure(
            "Under their budgets",
            &spare,
            "delegated and not spent",
            false,
        ),
        figure(
            "All other budgets",
            &told.others,
            "better, or in brackets worse, than plan",
            told.others.value.is_negative(),
        ),
    ]
}

/// What the rules of the delegation ask for, where they ask for anything.
fn ring_fence(own: &OrganisationPosition, told: &Delegated<'_>) -> Option<Note> {
    let name = &own.organisation.name;
    let over = breach(told);
    if over.value.is_positive() {
        return Some(Note {
            text: format!(
                "{name} plans to spend {} more on delegated services than the budgets handed down for them. The ring-fence is \
                 breached: meet NHS England at once, and agree who carries the excess.",
                money(over.value)
            ),
            tone: Tone::Adverse,
            link: link(&over.cells),
        });
    }
    if told.total().is_positive() && told.others.value.is_negative() {
        let used = told.total().min(-told.others.value);
        let cells: Cells = told
            .budgets
            .iter()
            .flat_map(|(_, gap)| gap.cells.clone())
            .collect();
        return Some(Note {
            text: format!(
                "{} delegated for pharmacy, optometry and dental care stays unspent while the other budgets of {name} are {} \
                 worse than plan: {} of it is used elsewhere. Without NHS England's agreement it has to be returned.",
                money(told.total()),
                money(-told.others.value),
                money(used)
            ),
            tone: Tone::Adverse,
            link: link(&cells),
        });
    }
    None
}

/// Budgets are shown positive: what is to be spent.
fn table(own: &OrganisationPosition, quote: Quote) -> Table {
    let spent = |amount: &Option<Sourced<Money>>| amount.clone().map(|amount| -amount);
    let rows = own
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Delegated)
        .map(|line| {
            let (budget, forecast) = (spent(&line.plan), spent(&line.forecast));
            let left = line
                .forecast
                .clone()
                .zip(line.plan.clone())
                .map(|(forecast, plan)| forecast - plan);
            let words = match &left {
                Some(left) if left.value.is_negative() => "over budget",
                Some(left) if left.value.is_positive() => "under budget",
                Some(_) => "on budget",
                None => "no forecast",
            };
            Row {
                cells: vec![
                    text_cell(line.label.clone()),
                    optional_money_cell(quote, budget.as_ref()),
                    optional_money_cell(quote, spent(&line.plan_to_date).as_ref()),
                    optional_money_cell(quote, spent(&line.actual_to_date).as_ref()),
                    optional_money_cell(quote, forecast.as_ref()),
                    left.as_ref().map_or_else(
                        || optional_money_cell(quote, None),
                        |left| money_cell(quote, left),
                    ),
                    TableCell {
                        tone: if words == "over budget" {
                            Tone::Adverse
                        } else {
                            Tone::Muted
                        },
                        ..text_cell(words)
                    },
                ],
                strong: false,
            }
        })
        .collect();
    Table {
        title: format!("Delegated budgets of {}", own.organisation.name),
        subtitle: format!(
            "{}; spending positive; left in brackets where overspent",
            quote.unit()
        ),
        columns: vec![
            column("Service", Align::Left, 2.6),
            column("Budget", Align::Right, 1.0),
            column("Budget to date", Align::Right, 1.0),
            column("Spent to date", Align::Right, 1.0),
            column("Forecast", Align::Right, 1.0),
            column("Left", Align::Right, 1.0),
            column("Ring-fence", Align::Left, 1.0),
        ],
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::policy::Policy;

    fn of(dental: i64, pay: i64) -> Page {
        let case = clean_case_in_year().with_position(|position| {
            let lines = &mut position.organisations[0].lines;
            lines[3].forecast = Some(pounds(dental, "I&E!S40"));
            lines[1].forecast = Some(pounds(pay, "I&E!S20"));
        });
        board_page(&judge(case, Vec::new(), &Policy::default())).unwrap()
    }

    #[test]
    fn a_breach_says_to_meet_nhs_england_at_once() {
        let page = of(-1_300_000, -140_000_000);
        assert_eq!(
            page.title,
            "The ring-fence is breached by £300k: meet NHS England at once"
        );
        assert!(page.rows.iter().flatten().any(|block| {
            matches!(block, Block::Note(note) if note.text.contains("meet NHS England at once"))
        }));
    }

    #[test]
    fn money_that_covers_other_overspends_is_said_to() {
        let page = of(-600_000, -143_000_000);
        assert_eq!(
            page.title,
            "£400k of primary care money covers overspends elsewhere"
        );
    }

    #[test]
    fn budgets_spent_as_planned_are_said_to_be() {
        assert_eq!(
            of(-1_000_000, -140_000_000).title,
            "Delegated budgets are spent as planned"
        );
    }
}
