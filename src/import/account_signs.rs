//! Signs of an account as the plan has them, whichever way round the workbook prints them.

use super::position::Fact;
use super::text::{has_any, padded, words};
use crate::plan::{LineKind, Money, Sourced};

/// Signs as the plan has them: income positive, costs negative, a deficit negative. A ledger's are the other way round.
pub(super) fn give_signs(facts: &mut [Fact]) {
    let ledger = is_ledger(facts);
    for fact in facts {
        let value = std::mem::take(&mut fact.value);
        fact.value = if ledger {
            -value
        } else {
            signed(value, &fact.label, fact.kind)
        };
    }
}

/// Whether income stands negative and costs positive, as credits and debits do.
fn is_ledger(facts: &[Fact]) -> bool {
    let of = |income: bool| {
        facts.iter().filter(move |fact| {
            let earns = matches!(fact.kind, LineKind::Income | LineKind::Allocation);
            let spends = matches!(
                fact.kind,
                LineKind::Pay | LineKind::NonPay | LineKind::Financing | LineKind::Commissioned
            );
            let counts = if income { earns } else { spends };
            counts && !fact.value.value.is_zero()
        })
    };
    let negative = |income: bool| {
        of(income)
            .filter(|fact| fact.value.value.is_negative())
            .count()
    };
    let (incomes, costs) = (of(true).count(), of(false).count());
    incomes > 0 && costs >= 2 && negative(true) * 4 >= incomes * 3 && negative(false) * 4 <= costs
}

/// A deficit printed without a sign under a label that says only "deficit" is a deficit.
pub(super) fn signed(value: Sourced<Money>, label: &str, kind: LineKind) -> Sourced<Money> {
    let padded = padded(&words(label));
    let only_deficit = has_any(&padded, "deficit") && !has_any(&padded, "surplus; position");
    let result = matches!(kind, LineKind::Surplus | LineKind::AdjustedSurplus);
    // "Net (surplus)/deficit": what is printed in brackets is the surplus.
    let bracketed = label.to_lowercase().contains("(surplus)") && has_any(&padded, "deficit");
    if result && bracketed {
        return -value;
    }
    if result && only_deficit && value.value.is_positive() {
        -value
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Position};
    use crate::review::Review;

    fn position(drawn: &str) -> Position {
        import(&[workbook(vec![sheet("I&E", drawn)])], &Review::default())
            .plan
            .position
            .unwrap()
    }

    #[test]
    fn credits_are_income_and_a_bracketed_surplus_makes_a_deficit_of_what_is_not() {
        let ledger = position(
            "Tees NHS Trust budget 24/25 £\n\nAccount|Annual budget\nIncome from patient care|-900\nPay|600\nNon-pay|350\nNet (surplus)/deficit|50",
        );
        assert_eq!(ledger.declared.unwrap().value, Money::from_pounds(-50));
        let income = ledger.organisations[0].lines[0].plan.as_ref().unwrap();
        assert_eq!(income.value, Money::from_pounds(900));
        let plain = position(
            "Tees NHS Trust budget 24/25 £\n\nAccount|Annual budget\nIncome|900\nPay|600\nNon-pay|350\n(Surplus)/deficit|50",
        );
        assert_eq!(plain.declared.unwrap().value, Money::from_pounds(-50));
    }
}
