//! What the bodies of a system say they pay each other: one's expenditure beside the other's income. In a system both are
//! the same money, so that a difference is a hole in somebody's plan.

use crate::plan::{LineKind, Money, Organisation, OrganisationPosition, Position, Sourced};

/// Money from one body to another as either of them plans it. Amounts are positive.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    pub payer: Organisation,
    pub payee: Organisation,
    /// The payer's expenditure with the payee.
    pub paid: Sourced<Money>,
    /// The payee's income from the payer.
    pub received: Sourced<Money>,
}

impl Flow {
    /// Income expected beyond what is to be paid: positive is money that nobody plans to pay.
    pub fn difference(&self) -> Money {
        self.received.value - self.paid.value
    }
}

/// Every pair of bodies of which both name the other in a line of their account; the largest difference first.
pub fn intra_system(position: &Position) -> Vec<Flow> {
    let mut flows: Vec<Flow> = Vec::new();
    for payer in &position.organisations {
        for payee in &position.organisations {
            if payer.organisation == payee.organisation {
                continue;
            }
            let spends = |kind: LineKind| {
                !kind.is_total() && !matches!(kind, LineKind::Allocation | LineKind::Income)
            };
            let paid = lines(payer, &payee.organisation, &spends);
            let received = lines(payee, &payer.organisation, &|kind| kind == LineKind::Income);
            if let (Some(paid), Some(received)) = (paid, received) {
                flows.push(Flow {
                    payer: payer.organisation.clone(),
                    payee: payee.organisation.clone(),
                    paid: -paid,
                    received,
                });
            }
        }
    }
    flows.sort_by_key(|flow| std::cmp::Reverse(flow.difference().abs()));
    flows
}

/// The lines of these kinds that name the other body; `None` where none does.
fn lines(
    of: &OrganisationPosition,
    other: &Organisation,
    kinds: &dyn Fn(LineKind) -> bool,
) -> Option<Sourced<Money>> {
    let own = || {
        of.lines
            .iter()
            .filter(|line| kinds(line.kind) && other.is_named_in(&line.label))
            .filter_map(|line| line.plan.as_ref())
    };
    own().next()?;
    Some(own().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::position_line;

    fn body(name: &str, lines: Vec<crate::plan::PositionLine>) -> OrganisationPosition {
        OrganisationPosition {
            organisation: Organisation::named(name),
            surplus: Sourced::default(),
            monthly: Default::default(),
            course: Default::default(),
            reported: 0,
            lines,
        }
    }

    #[test]
    fn a_contract_is_set_beside_the_income_of_the_same_name_and_no_other() {
        let position = Position {
            is_forecast: false,
            organisations: vec![
                body(
                    "NHS Fenmarch ICB",
                    vec![
                        position_line(
                            "Contract: Harrowbeck Hospitals NHS Trust",
                            LineKind::Commissioned,
                            -610_000_000,
                            10,
                        ),
                        position_line(
                            "Fenmarch Community services",
                            LineKind::Commissioned,
                            -90_000_000,
                            11,
                        ),
                    ],
                ),
                body(
                    "Harrowbeck Hospitals NHS Foundation Trust",
                    vec![
                        position_line(
                            "Income from NHS Fenmarch ICB",
                            LineKind::Income,
                            613_000_000,
                            20,
                        ),
                        position_line("Income from other ICBs", LineKind::Income, 40_000_000, 21),
                    ],
                ),
            ],
            ..Position::default()
        };
        let flows = intra_system(&position);
        assert_eq!(flows.len(), 1);
        assert_eq!(flows[0].paid.value, Money::from_pounds(610_000_000));
        assert_eq!(flows[0].difference(), Money::from_pounds(3_000_000));
        assert_eq!(flows[0].received.cells.len(), 1);
    }
}
