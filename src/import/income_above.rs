//! Lines of an account that stand above its total of income and come to it are income, whatever they are called: "Emergency
//! contract", "Patient transport".

use super::header::Basis;
use super::position::{Fact, Period};
use super::text::{has_any, is_one_of, padded, words};
use crate::plan::{LineKind, Money};
use std::collections::BTreeSet;

/// Fewer lines come to a total by chance.
const LINES_MIN: usize = 2;

pub(super) fn settle(facts: &mut [Fact]) {
    let rows = rows_of_income(facts);
    for fact in facts.iter_mut() {
        if fact.kind == LineKind::Other && rows.contains(&fact.row) {
            fact.kind = LineKind::Income;
        }
    }
}

fn rows_of_income(facts: &[Fact]) -> BTreeSet<u32> {
    let planned =
        |fact: &&Fact| fact.period == Period::Year && fact.basis == Basis::Plan && !fact.to_date;
    let mut rows = BTreeSet::new();
    for total in facts
        .iter()
        .filter(planned)
        .filter(|fact| is_total_income(fact))
    {
        let own = |fact: &&Fact| fact.whose == total.whose && fact.row < total.row;
        let above: Vec<&Fact> = facts.iter().filter(planned).filter(own).collect();
        let from = above
            .iter()
            .rposition(|fact| fact.kind.is_total())
            .map_or(0, |at| at + 1);
        let lines = above.get(from..).unwrap_or(&[]);
        let sum: Money = lines.iter().map(|fact| fact.value.value).sum();
        let digits = Money::from_pounds(total.unit.digit());
        if lines.len() >= LINES_MIN && sum.agrees_with(total.value.value, digits) {
            rows.extend(lines.iter().map(|fact| fact.row));
        }
    }
    rows
}

/// "Total income", "Total operating income", "Total money in": and nothing of a cost or a result.
fn is_total_income(fact: &Fact) -> bool {
    let all = words(&fact.label);
    let said = padded(&all);
    fact.kind == LineKind::Subtotal
        && has_any(&said, "total")
        && has_any(&said, "income; revenue; money in")
        && all.iter().all(|word| {
            is_one_of(word, "total; income; revenue; money; in; operating; all; the; of; from; patient; care; activities; nhs")
        })
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::LineKind;

    fn kinds(rows: &str) -> Vec<LineKind> {
        let drawn = format!(
            "Fell Ambulance NHS Trust plan, £m\n\n|2025/26 plan\nEmergency contract|250\nTransport|22\nOther income|9\nTotal income|{rows}"
        );
        let position = read(&[("I&E", &drawn)]).position.unwrap();
        let lines = &position.organisations[0].lines;
        lines.iter().map(|line| line.kind).collect()
    }

    #[test]
    fn what_comes_to_the_total_of_income_is_income() {
        let own = kinds("281\nPay|-198\nFuel|-84\nSurplus / (deficit)|-1");
        assert_eq!(own[..3], [LineKind::Income; 3]);
        // Where it does not come to it, nothing is known of them.
        let open = kinds("300\nPay|-198\nFuel|-84\nSurplus / (deficit)|-1");
        assert_eq!(open[..2], [LineKind::Other; 2]);
    }
}
