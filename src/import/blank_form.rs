//! A form that nobody has filled in: every line of it is nil. It declares nothing, which is not a position of nil.

use super::kind::Kind;
use super::page::Found;
use super::position::Fact;

/// Whether all figures of an account are nil. Breakeven has income and expenditure; a form has neither.
pub(super) fn is_one(facts: &[Fact]) -> bool {
    let is_line = |fact: &&Fact| !fact.kind.is_total();
    facts.iter().any(|fact| is_line(&fact)) && facts.iter().all(|fact| fact.value.value.is_zero())
}

/// Leaves the table out of the plan, and says why.
pub(super) fn set_aside(found: &mut Found<'_, '_>) {
    found.verdict.kind = Kind::Other;
    found
        .verdict
        .evidence
        .push("a form without figures: every line of it is nil".to_owned());
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Position;
    use crate::review::Review;

    fn position(drawn: &str) -> Option<Position> {
        import(&[workbook(vec![sheet("Plan", drawn)])], &Review::default())
            .plan
            .position
    }

    const ACCOUNT: &str = "Oakmere NHS Trust plan 2024/25 £000\n\n|Plan 2024/25\nIncome|500\nPay|-300\nNon-pay|-200\nSurplus/(deficit)|0";

    #[test]
    fn a_form_of_nothing_but_nil_declares_nothing() {
        let breakeven = position(ACCOUNT).unwrap();
        assert!(breakeven.declared.unwrap().value.is_zero());
        let blank = ACCOUNT
            .replace("-300", "0")
            .replace("-200", "0")
            .replace("500", "0");
        assert_eq!(
            position(&blank).and_then(|position| position.declared),
            None
        );
    }
}
