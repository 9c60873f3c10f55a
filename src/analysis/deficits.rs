//! The three deficits, told apart: of the year, against plan, and underlying; and the risks beside them.

use super::{Nature, Support, nature, year_to_date};
use crate::plan::{
    Item, ItemKind, Money, Organisation, Plan, Saving, Sourced, When, names_savings,
};
use crate::review::Assumptions;

/// What a board may mean when it says "the deficit"; `None` where the workbook does not hold it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deficits {
    pub support: Option<Support>,
    /// The declared position of the year, less support where the reviewer takes it out.
    pub in_year: Option<Sourced<Money>>,
    pub against_plan: Option<AgainstPlan>,
    pub underlying: Option<Underlying>,
    /// The position that may not be missed, as stated.
    pub control_total: Option<Sourced<Money>>,
    pub risks: Option<Risks>,
}

/// How much better (positive) or worse than plan the year is or is expected to be.
#[derive(Debug, Clone, PartialEq)]
pub struct AgainstPlan {
    pub amount: Sourced<Money>,
    pub kind: AgainstKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgainstKind {
    Forecast,
    /// No forecast is given.
    ToDate,
}

/// The position without what does not come again.
#[derive(Debug, Clone, PartialEq)]
pub struct Underlying {
    pub position: Sourced<Money>,
    /// From the declared position; they add up to `position` exactly.
    pub steps: Vec<UnderlyingStep>,
    /// The underlying position as the workbook states it.
    pub stated: Option<Sourced<Money>>,
}

/// A change from the declared to the underlying position: negative worsens it.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderlyingStep {
    pub label: String,
    pub amount: Sourced<Money>,
}

/// Risks to the position as the workbook states them.
#[derive(Debug, Clone, PartialEq)]
pub struct Risks {
    /// Negative.
    pub gross: Option<Sourced<Money>>,
    pub mitigation: Option<Sourced<Money>>,
    /// Gross plus mitigation where both are given, else as stated: negative is not mitigated.
    pub net: Option<Sourced<Money>>,
    /// As stated, where it differs from gross plus mitigation.
    pub stated_net: Option<Sourced<Money>>,
    /// How many of how many bodies give any, where some give none and none is given for the whole.
    pub from: Option<(usize, usize)>,
}

pub fn deficits(plan: &Plan, support: Option<Support>, assumptions: &Assumptions) -> Deficits {
    let declared = plan
        .position
        .as_ref()
        .and_then(|position| position.declared.clone());
    let taken_out = support
        .as_ref()
        .filter(|_| assumptions.without_support)
        .map(|support| support.amount.clone());
    let in_year = declared.clone().map(|declared| match taken_out {
        Some(support) => declared - support,
        None => declared,
    });
    Deficits {
        in_year,
        against_plan: against_plan(plan),
        underlying: declared.and_then(|declared| underlying(plan, declared, support.as_ref())),
        control_total: plan.level(ItemKind::ControlTotal, When::Year(0)),
        risks: risks(plan),
        support,
    }
}

/// The sum of the organisations that report; a whole plan of which only some do is not compared.
fn against_plan(plan: &Plan) -> Option<AgainstPlan> {
    let years: Vec<_> = plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .map(year_to_date)
        .collect::<Option<_>>()?;
    let forecast: Option<Vec<Sourced<Money>>> = years
        .iter()
        .map(|year| Some(year.result.forecast.clone()? - year.plan()))
        .collect();
    let sum = |parts: Vec<Sourced<Money>>| (!parts.is_empty()).then(|| parts.iter().sum());
    if let Some(amount) = forecast.and_then(sum) {
        return Some(AgainstPlan {
            amount,
            kind: AgainstKind::Forecast,
        });
    }
    let to_date: Option<Vec<Sourced<Money>>> = years
        .iter()
        .map(|year| {
            let adverse = year.adverse()?;
            Some(Sourced::new(-adverse.value, adverse.cells))
        })
        .collect();
    Some(AgainstPlan {
        amount: to_date.and_then(sum)?,
        kind: AgainstKind::ToDate,
    })
}

/// `None` where nothing in the workbook tells what comes again from what does not.
fn underlying(
    plan: &Plan,
    declared: Sourced<Money>,
    support: Option<&Support>,
) -> Option<Underlying> {
    let mut steps = Vec::new();
    let mut step = |label: &str, amount: Sourced<Money>| {
        if !amount.value.is_zero() {
            steps.push(UnderlyingStep {
                label: label.to_owned(),
                amount,
            });
        }
    };
    if let Some(support) = support {
        step("Deficit support funding", -support.amount.clone());
    }
    let around = &plan.around;
    let year = When::Year(0);
    let benefits = around.parts(ItemKind::OneOffBenefit, year);
    for item in benefits
        .iter()
        .chain(&around.parts(ItemKind::OneOffCost, year))
    {
        step(&item.label, -item.value.clone());
    }
    // Where the workbook lists its one-off savings among its one-off items, they are not taken out twice.
    let listed = benefits.iter().any(|item| names_savings(&item.label));
    if !listed && let Some(one_off) = one_off_savings(plan) {
        step("One-off savings", -one_off);
    }
    for kind in [ItemKind::Release, ItemKind::BalanceSheet] {
        for item in around.parts(kind, year) {
            if !is_a_saving(plan, item.value.value) {
                step(&item.label, -item.value.clone());
            }
        }
    }
    let effects = around.parts(ItemKind::FullYearEffect, year);
    for item in &effects {
        step(&item.label, item.value.clone());
    }
    if !effects.iter().any(|item| names_savings(&item.label))
        && let Some(effect) = full_year_effect(plan)
    {
        step("Full-year effect of this year's savings", effect);
    }
    let stated = plan.level(ItemKind::Underlying, year);
    if steps.is_empty() && stated.is_none() {
        return None;
    }
    let position = if steps.is_empty() {
        // Only the workbook's own figure; it has no steps to check it by.
        stated.clone()?
    } else {
        steps
            .iter()
            .fold(declared, |sum, step| sum + step.amount.clone())
    };
    Some(Underlying {
        position,
        steps,
        stated,
    })
}

/// The one-off part of the savings lines; `None` where the workbook never says what is recurrent.
fn one_off_savings(plan: &Plan) -> Option<Sourced<Money>> {
    let savings = plan.savings.as_ref()?;
    savings.recurrent()?;
    let mut sum = Sourced::default();
    for line in &savings.lines {
        let Some(recurrent) = line.recurrent() else {
            continue;
        };
        if recurrent != line.value.value {
            sum.value += line.value.value - recurrent;
            sum.cells.extend(line.value.cells.iter().cloned());
        }
    }
    Some(sum)
}

/// Whether a saving of this size is made by money set aside or in the accounts: the same release, counted there.
fn is_a_saving(plan: &Plan, value: Money) -> bool {
    let made_up = |line: &&Saving| {
        matches!(nature(line), Some(Nature::Reserves | Nature::Technical))
            || line.recurrent() == Some(Money::ZERO)
    };
    plan.savings
        .iter()
        .flat_map(|savings| &savings.lines)
        .filter(made_up)
        .any(|line| line.value.value == value)
}

/// What recurrent savings with a full-year effect bring next year beyond this year's value.
fn full_year_effect(plan: &Plan) -> Option<Sourced<Money>> {
    let mut sum: Option<Sourced<Money>> = None;
    for line in plan.savings.iter().flat_map(|savings| &savings.lines) {
        let Some(effect) = &line.full_year_effect else {
            continue;
        };
        // Of a line that is one-off, everything is taken out already.
        let recurrent = line.recurrent().unwrap_or(line.value.value);
        if recurrent.is_zero() || line.is_unidentified() {
            continue;
        }
        let sum = sum.get_or_insert_with(Sourced::default);
        sum.value += effect.value - recurrent;
        sum.cells.extend(effect.cells.iter().cloned());
    }
    sum
}

fn risks(plan: &Plan) -> Option<Risks> {
    let around = &plan.around;
    let gross = around.total(ItemKind::GrossRisk);
    let mitigation = around.total(ItemKind::Mitigation);
    let stated = around.total(ItemKind::NetRisk);
    let computed = gross
        .clone()
        .zip(mitigation.clone())
        .map(|(gross, mitigation)| gross + mitigation);
    let differs = |stated: &Sourced<Money>| {
        computed.as_ref().is_some_and(|computed| {
            !computed
                .value
                .agrees_with(stated.value, Money::from_pounds(100_000))
        })
    };
    let risks = Risks {
        from: givers(plan),
        stated_net: stated.clone().filter(differs),
        net: computed.or(stated),
        gross,
        mitigation,
    };
    (risks.gross.is_some() || risks.net.is_some()).then_some(risks)
}

/// How many of the plan's bodies the risks come from; `None` where they are those of the whole plan or of every body.
fn givers(plan: &Plan) -> Option<(usize, usize)> {
    let items = || {
        let risk = |item: &&Item| matches!(item.kind, ItemKind::GrossRisk | ItemKind::NetRisk);
        plan.around.items.iter().filter(risk)
    };
    if items().any(|item| item.organisation.is_none()) {
        return None;
    }
    let bodies = &plan.position.as_ref()?.organisations;
    let gives = |body: &Organisation| {
        items().any(|item| {
            item.organisation
                .as_ref()
                .is_some_and(|own| own.is_same_body(body))
        })
    };
    let from = bodies.iter().filter(|own| gives(&own.organisation)).count();
    (from > 0 && from < bodies.len()).then_some((from, bodies.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::support;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::plan::{Case, Item, Recurrence};

    fn with(kinds: &[(ItemKind, i64, &str)]) -> Case {
        let mut case = clean_case();
        case.plan.around.items = kinds
            .iter()
            .zip(2_u32..)
            .map(|((kind, value, label), row)| Item {
                kind: *kind,
                organisation: None,
                label: (*label).to_owned(),
                when: When::Year(0),
                value: pounds(*value, &format!("Notes!B{row}")),
            })
            .collect();
        case
    }

    fn of(case: &Case, assumptions: &Assumptions) -> Deficits {
        deficits(&case.plan, support(&case.plan), assumptions)
    }

    #[test]
    fn the_underlying_position_leaves_out_what_does_not_come_again() {
        // Breakeven less 12 of support, less 4 of a land sale, plus 1 of one-off costs, less 3 of one-off savings, plus 2
        // that recurrent savings bring next year beyond the 5 of this year: -12 - 4 + 1 - 3 + 2 = -16.
        let mut case = with(&[
            (ItemKind::Support, 12_000_000, "Deficit support funding"),
            (ItemKind::OneOffBenefit, 4_000_000, "Profit on land sale"),
            (ItemKind::OneOffCost, -1_000_000, "Redundancy"),
            (ItemKind::Underlying, -15_000_000, "Underlying position"),
        ]);
        case = case.with_savings(|savings| {
            savings.lines[0].full_year_effect = Some(pounds(7_000_000, "CIP!T10"));
            savings.lines[1].recurrence = Some(Recurrence::NonRecurrent);
        });
        let underlying = of(&case, &Assumptions::default()).underlying.unwrap();
        assert_eq!(underlying.position.value, Money::from_pounds(-16_000_000));
        assert_eq!(underlying.steps.len(), 5);
        let steps: Money = underlying.steps.iter().map(|step| step.amount.value).sum();
        assert_eq!(steps, underlying.position.value, "from breakeven");
        assert_eq!(
            underlying.stated.unwrap().value,
            Money::from_pounds(-15_000_000)
        );
    }

    #[test]
    fn support_is_taken_out_of_the_year_only_where_the_reviewer_says_so() {
        let case = with(&[(ItemKind::Support, 12_000_000, "Deficit support funding")]);
        let with = of(&case, &Assumptions::default());
        let without = Assumptions {
            without_support: true,
            ..Assumptions::default()
        };
        let without = of(&case, &without);
        assert_eq!(with.in_year.unwrap().value, Money::ZERO);
        assert_eq!(
            without.in_year.unwrap().value,
            Money::from_pounds(-12_000_000)
        );
        assert_eq!(with.underlying, without.underlying);
    }

    #[test]
    fn one_off_savings_that_the_workbook_lists_are_not_taken_out_twice() {
        let case = with(&[(
            ItemKind::OneOffBenefit,
            3_000_000,
            "Non-recurrent efficiencies",
        )])
        .with_savings(|savings| {
            savings.lines[1].recurrence = Some(Recurrence::NonRecurrent);
        });
        let underlying = of(&case, &Assumptions::default()).underlying.unwrap();
        assert_eq!(underlying.position.value, Money::from_pounds(-3_000_000));
    }

    /// Buckinghamshire, Oxfordshire and Berkshire West, October 2023: £160.3m gross, £67.7m mitigated, £92.6m left, which
    /// was printed as £92.9m.
    #[test]
    fn net_risk_is_computed_and_a_stated_one_that_differs_is_kept_beside() {
        let risks = of(
            &with(&[
                (ItemKind::GrossRisk, -160_300_000, "Gross risk"),
                (ItemKind::Mitigation, 67_700_000, "Mitigations"),
                (ItemKind::NetRisk, -92_900_000, "Net risk"),
            ]),
            &Assumptions::default(),
        )
        .risks
        .unwrap();
        assert_eq!(risks.net.unwrap().value, Money::from_pounds(-92_600_000));
        assert_eq!(
            risks.stated_net.unwrap().value,
            Money::from_pounds(-92_900_000)
        );
    }

    #[test]
    fn against_plan_is_the_forecast_where_there_is_one() {
        let case = clean_case_in_year().with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.forecast = Some(pounds(-4_000_000, "I&E!S48"));
        });
        let against = of(&case, &Assumptions::default()).against_plan.unwrap();
        assert_eq!(
            (against.kind, against.amount.value),
            (AgainstKind::Forecast, Money::from_pounds(-4_000_000))
        );
        let case = case.with_position(|position| {
            let result = &mut position.organisations[0].lines[4];
            result.forecast = None;
            result.actual_to_date = Some(pounds(-1_000_000, "I&E!R48"));
        });
        let against = of(&case, &Assumptions::default()).against_plan.unwrap();
        assert_eq!(
            (against.kind, against.amount.value),
            (AgainstKind::ToDate, Money::from_pounds(-1_000_000))
        );
        assert_eq!(
            of(&clean_case(), &Assumptions::default()).against_plan,
            None
        );
    }
}
