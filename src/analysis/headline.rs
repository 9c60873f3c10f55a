//! The position the plan declares, and what it is without savings that have no scheme behind them.

use super::{delivery, so_far};
use crate::plan::{Base, Money, Plan, Share, Sourced};
use crate::policy::Policy;

/// The figures a finance director must see first; `None` where the workbook does not hold what they need.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Headline {
    /// Surplus positive, deficit negative.
    pub declared: Option<Sourced<Money>>,
    /// Lines with no scheme behind them; `None` where no savings lines were found.
    pub unidentified: Option<Sourced<Money>>,
    /// Declared position less unidentified savings.
    pub without_unidentified: Option<Sourced<Money>>,
    pub uncovered: Option<UncoveredTarget>,
    pub share: Option<SavingsShare>,
    pub usual_delivery: Option<UsualDelivery>,
}

/// The part of the stated target that no line covers, not even an unidentified one.
#[derive(Debug, Clone, PartialEq)]
pub struct UncoveredTarget {
    pub amount: Sourced<Money>,
    /// Whether the income and expenditure demonstrably carries the whole target, so that this is a hole in it.
    pub in_position: bool,
    /// Position without unidentified savings and without the uncovered target; only where it is in the position.
    pub position: Option<Sourced<Money>>,
}

/// Savings asked as a part of income or allocation: one base, never the sum of both.
#[derive(Debug, Clone, PartialEq)]
pub struct SavingsShare {
    pub share: Share,
    /// The stated target, else all lines.
    pub asked: Sourced<Money>,
    pub base: Base,
}

/// The position if each line delivers what its status and risk usually deliver: the lower of the two rates. For months
/// behind, the actual position stands in place of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct UsualDelivery {
    pub position: Money,
    pub delivered: Money,
    /// Value of the savings that state neither status nor risk, counted in full.
    pub unrated: Money,
    /// What lines below nil take from the savings, counted in full; nil or negative.
    pub costs: Money,
}

pub fn headline(plan: &Plan, policy: &Policy) -> Headline {
    let declared = plan
        .position
        .as_ref()
        .and_then(|position| position.declared.clone());
    let unidentified = plan
        .savings
        .as_ref()
        .map(crate::plan::Savings::unidentified);
    let without_unidentified = declared
        .clone()
        .zip(unidentified.clone())
        .map(|(declared, lines)| declared - lines);
    let uncovered = uncovered(plan, without_unidentified.as_ref());
    Headline {
        usual_delivery: declared.as_ref().and_then(|declared| {
            let usual = usual_delivery(plan, policy, declared.value)?;
            let hole = uncovered
                .as_ref()
                .filter(|uncovered| uncovered.in_position)
                .map_or(Money::ZERO, |uncovered| uncovered.amount.value);
            Some(UsualDelivery {
                position: usual.position - hole,
                ..usual
            })
        }),
        uncovered,
        share: share(plan),
        declared,
        unidentified,
        without_unidentified,
    }
}

fn uncovered(
    plan: &Plan,
    without_unidentified: Option<&Sourced<Money>>,
) -> Option<UncoveredTarget> {
    let savings = plan.savings.as_ref()?;
    let amount = savings.uncovered_target()?;
    let in_position = savings.target_in_position.is_some();
    let position = without_unidentified
        .filter(|_| in_position)
        .map(|position| position.clone() - amount.clone());
    Some(UncoveredTarget {
        amount,
        in_position,
        position,
    })
}

fn share(plan: &Plan) -> Option<SavingsShare> {
    let savings = plan.savings.as_ref()?;
    let base = plan.position.as_ref()?.base.clone()?;
    let asked = savings.target.clone().unwrap_or_else(|| savings.total());
    let share = asked.value.share_of(base.value.value)?;
    Some(SavingsShare { share, asked, base })
}

/// `None` unless most of the savings state a status or a risk.
fn usual_delivery(plan: &Plan, policy: &Policy, declared: Money) -> Option<UsualDelivery> {
    let so_far = plan.position.as_ref().and_then(so_far).unwrap_or_default();
    let delivery = delivery(plan.savings.as_ref()?, policy, so_far.months);
    if !delivery.is_rated() {
        return None;
    }
    // The actual position holds what was not delivered so far; without one, the lines' own actuals tell it.
    let behind = if so_far.months > 0 {
        so_far.adverse.value
    } else {
        delivery.behind()
    };
    Some(UsualDelivery {
        position: declared - behind - delivery.shortfall_ahead(),
        delivered: delivery.expected(),
        unrated: delivery.unrated,
        costs: delivery.costs.planned,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Cells;
    use crate::plan::example::{clean_case, pounds};

    fn of(case: &crate::plan::Case) -> Headline {
        headline(&case.plan, &Policy::default())
    }

    #[test]
    fn breakeven_less_unidentified_savings_is_a_deficit() {
        let headline = of(&clean_case().with_unidentified(2_000_000, 12));
        assert_eq!(headline.declared.unwrap().value, Money::ZERO);
        let without = headline.without_unidentified.unwrap();
        assert_eq!(without.value, Money::from_pounds(-2_000_000));
        let cells: Vec<String> = without.cells.iter().map(ToString::to_string).collect();
        assert_eq!(cells, ["'I&E'!P48", "CIP!G12"]);
    }

    #[test]
    fn a_line_below_nil_takes_nothing_out_of_the_position_by_being_called_unidentified() {
        let headline = of(&clean_case()
            .with_unidentified(2_000_000, 12)
            .with_unidentified(-500_000, 13));
        let without = headline.without_unidentified.unwrap();
        assert_eq!(without.value, Money::from_pounds(-2_000_000));
        let cells: Vec<String> = without.cells.iter().map(ToString::to_string).collect();
        assert_eq!(cells, ["'I&E'!P48", "CIP!G12"]);
        let usual = headline.usual_delivery.unwrap();
        // £8m at 95%, nothing of the £2m, and the £0.5m in full.
        assert_eq!(usual.delivered, Money::from_pounds(7_100_000));
        assert_eq!(usual.position, Money::from_pounds(-2_400_000));
        assert_eq!(usual.costs, Money::from_pounds(-500_000));
    }

    #[test]
    fn an_uncovered_target_is_deducted_only_where_the_position_carries_it() {
        let short =
            clean_case().with_savings(|savings| savings.target = Some(pounds(9_000_000, "CIP!G5")));
        let beside = of(&short).uncovered.unwrap();
        assert_eq!(
            (beside.amount.value, beside.position),
            (Money::from_pounds(1_000_000), None)
        );

        let carried =
            short.with_savings(|savings| savings.target_in_position = Some(Cells::default()));
        let step = of(&carried).uncovered.unwrap();
        assert_eq!(step.position.unwrap().value, Money::from_pounds(-1_000_000));
    }

    #[test]
    fn savings_asked_are_a_share_of_one_base() {
        let share = of(&clean_case()).share.unwrap();
        assert_eq!(share.share, Share::percent(4));
        let without_base = clean_case().with_position(|position| position.base = None);
        assert_eq!(of(&without_base).share, None);
    }

    #[test]
    fn usual_delivery_takes_the_lower_of_status_and_risk() {
        let case = clean_case().with_savings(|savings| {
            savings.lines[0].risk = Some(crate::plan::StatedRisk {
                risk: Some(crate::plan::Risk::High),
                word: "High".to_owned(),
                cell: savings.lines[0].source.clone(),
            });
        });
        // £5m at 50% and £3m at 95%.
        assert_eq!(
            of(&case).usual_delivery.unwrap().delivered,
            Money::from_pounds(5_350_000)
        );
    }
}
