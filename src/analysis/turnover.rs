//! What a body's own figures are a share of: the income of a provider, the allocation of a commissioning body.

use super::support::is_support;
use crate::plan::{
    Base, BaseKind, LineKind, Money, OrganisationKind, OrganisationPosition, Sourced,
};

/// Planned for the year; `None` where its account states neither.
pub fn turnover(position: &OrganisationPosition) -> Option<Base> {
    let of = |kind: LineKind| -> Option<Sourced<Money>> {
        let lines = || {
            position
                .lines
                .iter()
                .filter(move |line| line.kind == kind)
                .filter_map(|line| line.plan.as_ref())
        };
        lines().next()?;
        // Support is a part of income, and by itself no measure of a body.
        let of_kind = || position.lines.iter().filter(|line| line.kind == kind);
        if of_kind().all(|line| is_support(&line.label)) {
            return None;
        }
        let sum: Sourced<Money> = lines().sum();
        sum.value.is_positive().then_some(sum)
    };
    let allocation = || {
        Some(Base {
            kind: BaseKind::Allocation,
            value: of(LineKind::Allocation)?,
        })
    };
    let income = || {
        Some(Base {
            kind: BaseKind::OperatingIncome,
            value: of(LineKind::Income)?,
        })
    };
    if position.organisation.kind == OrganisationKind::CommissioningBody {
        allocation().or_else(income)
    } else {
        // Under "Income / allocation" a provider states its income.
        let given = || {
            let kind = if position.organisation.kind == OrganisationKind::Provider {
                BaseKind::OperatingIncome
            } else {
                BaseKind::Allocation
            };
            allocation().map(|base| Base { kind, ..base })
        };
        income().or_else(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Organisation;
    use crate::plan::example::position_line;

    #[test]
    fn a_board_has_an_allocation_and_a_provider_an_income() {
        let lines = vec![
            position_line("Allocation", LineKind::Allocation, 900, 4),
            position_line("Other income", LineKind::Income, 30, 5),
            position_line("Clinical income", LineKind::Income, 70, 6),
        ];
        let of = |name: &str| {
            turnover(&OrganisationPosition {
                organisation: Organisation::named(name),
                surplus: Sourced::default(),
                monthly: Default::default(),
                course: Default::default(),
                reported: 0,
                lines: lines.clone(),
            })
        };
        let board = of("NHS Fenmarch ICB").unwrap();
        assert_eq!(
            (board.kind, board.value.value),
            (BaseKind::Allocation, Money::from_pounds(900))
        );
        let trust = of("Westmoor NHS Trust").unwrap();
        assert_eq!(
            (trust.kind, trust.value.value),
            (BaseKind::OperatingIncome, Money::from_pounds(100))
        );
        let given = turnover(&OrganisationPosition {
            organisation: Organisation::named("Westmoor NHS Trust"),
            surplus: Sourced::default(),
            monthly: Default::default(),
            course: Default::default(),
            reported: 0,
            lines: vec![position_line(
                "Income / allocation",
                LineKind::Allocation,
                900,
                4,
            )],
        });
        assert_eq!(given.unwrap().kind, BaseKind::OperatingIncome);
        let supported = turnover(&OrganisationPosition {
            organisation: Organisation::named("Westmoor NHS Trust"),
            surplus: Sourced::default(),
            monthly: Default::default(),
            course: Default::default(),
            reported: 0,
            lines: vec![
                position_line("Income / allocation", LineKind::Allocation, 900, 4),
                position_line("Deficit support funding", LineKind::Income, 40, 5),
            ],
        });
        assert_eq!(supported.unwrap().value.value, Money::from_pounds(900));
    }
}
