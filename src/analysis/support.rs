//! Deficit support funding: how much of the position is a payment for having a deficit.

use crate::plan::{ItemKind, Money, Plan, Sourced, When};
use rust_decimal::Decimal;

/// Support in the plan's year, and what shows it to be in the position.
#[derive(Debug, Clone, PartialEq)]
pub struct Support {
    /// Positive.
    pub amount: Sourced<Money>,
    pub shown: SupportShown,
}

/// What shows that the declared position counts the support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupportShown {
    /// It is a line of an account.
    AsALine,
    /// The workbook states the position without it as well, and the two differ by the support.
    ByBothPositions,
    /// Nothing does; it is taken to be in the position, where it belongs.
    Assumed,
}

/// `None` where the workbook names no support.
pub fn support(plan: &Plan) -> Option<Support> {
    let around = &plan.around;
    let declared = plan
        .position
        .as_ref()
        .and_then(|position| position.declared.as_ref());
    let difference = declared
        .zip(plan.level(ItemKind::WithoutSupport, When::Year(0)))
        .map(|(declared, without)| declared.clone() - without)
        .filter(|difference| difference.value.is_positive());
    let stated = around
        .total(ItemKind::Support)
        .filter(|stated| stated.value.is_positive());
    match (stated, difference) {
        (Some(stated), Some(difference)) => {
            let same = stated
                .value
                .agrees_with(difference.value, Money::from_pounds(100_000));
            Some(Support {
                amount: stated,
                shown: if same {
                    SupportShown::ByBothPositions
                } else {
                    SupportShown::Assumed
                },
            })
        }
        (Some(stated), None) => {
            let lines = plan
                .position
                .iter()
                .flat_map(|position| &position.organisations)
                .flat_map(|own| &own.lines)
                .filter_map(|line| Some((line, line.plan.as_ref()?)));
            let in_account = |cell| lines.clone().any(|(_, plan)| plan.cells.contains(cell));
            // A total stated beside the accounts is in them where their lines of support come to it.
            let named = lines.clone().filter(|(line, _)| is_support(&line.label));
            let sum: Money = named.map(|(_, plan)| plan.value).sum();
            let comes_to = sum.agrees_with(stated.value, Money::from_pounds(1));
            let shown = comes_to || stated.cells.iter().all(in_account);
            Some(Support {
                amount: stated,
                shown: if shown {
                    SupportShown::AsALine
                } else {
                    SupportShown::Assumed
                },
            })
        }
        (None, Some(difference)) => Some(Support {
            amount: difference,
            shown: SupportShown::ByBothPositions,
        }),
        (None, None) => None,
    }
}

/// Deficit support is named, whatever kind of line it is.
pub(super) fn is_support(label: &str) -> bool {
    let label = label.to_lowercase();
    label.contains("deficit support") || label.split_whitespace().any(|word| word == "dsf")
}

impl Support {
    /// What has come in by the end of a month, in even twelfths; 1 is April.
    pub fn by_month(&self, month: u8) -> Money {
        let months = self
            .amount
            .value
            .pounds()
            .saturating_mul(Decimal::from(month));
        Money::from_pounds(months / Decimal::from(12))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Item;
    use crate::plan::example::{clean_case, pounds};

    fn item(kind: ItemKind, value: i64, cell: &str) -> Item {
        Item {
            kind,
            organisation: None,
            label: kind.label().to_owned(),
            when: When::Year(0),
            value: pounds(value, cell),
        }
    }

    #[test]
    fn two_positions_show_the_support_between_them() {
        let mut plan = clean_case().plan;
        plan.around.items = vec![item(ItemKind::WithoutSupport, -12_000_000, "I&E!P50")];
        let between = support(&plan).unwrap();
        assert_eq!(between.amount.value, Money::from_pounds(12_000_000));
        assert_eq!(between.shown, SupportShown::ByBothPositions);
        plan.around
            .items
            .push(item(ItemKind::Support, 12_000_000, "I&E!P49"));
        let stated = support(&plan).unwrap();
        assert_eq!(stated.amount.cells[0].to_string(), "'I&E'!P49");
        assert_eq!(stated.shown, SupportShown::ByBothPositions);
        assert_eq!(stated.by_month(3), Money::from_pounds(3_000_000));
    }

    #[test]
    fn support_named_in_no_account_is_taken_to_be_counted_and_no_support_is_none() {
        let mut plan = clean_case().plan;
        assert_eq!(support(&plan), None);
        plan.around.items = vec![item(ItemKind::Support, 5_000_000, "Notes!B2")];
        assert_eq!(support(&plan).unwrap().shown, SupportShown::Assumed);
        // The same sum in the accounts' own lines.
        let line = |value, row| {
            let label = "Deficit support funding";
            crate::plan::example::position_line(label, crate::plan::LineKind::Income, value, row)
        };
        let position = plan.position.as_mut().unwrap();
        position.organisations[0].lines = vec![line(3_000_000, 13), line(2_000_000, 14)];
        assert_eq!(support(&plan).unwrap().shown, SupportShown::AsALine);
    }
}
