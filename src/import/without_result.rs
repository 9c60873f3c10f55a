//! The result of an account that states none: income less expenditure, by its own lines. Taken only where no cell of the
//! plan states a surplus or deficit.

use super::account_lines;
use super::position::Fact;
use super::text::{has_any, name_key, padded, words};
use super::vocabulary::line_kind;
use crate::plan::{LineKind, Money, PositionLine, Sourced, Unit};
use std::collections::BTreeSet;

/// What the computed result is called.
pub(super) const LABEL: &str = "Income less expenditure: the account states no surplus or deficit";

/// A result larger than this part of the income says that lines are missing.
const SHARE_MAX: i64 = 4;

fn is_income(kind: LineKind) -> bool {
    matches!(kind, LineKind::Income | LineKind::Allocation)
}

/// Whether the labels are an account of income and of at least two lines of expenditure, or of all of it, down to no result.
pub(super) fn is_account<'l>(labels: impl Iterator<Item = &'l str>) -> bool {
    let (mut income, mut whole) = (false, false);
    let mut costs: BTreeSet<String> = BTreeSet::new();
    for label in labels {
        match line_kind(label) {
            Some(kind) if kind.is_result() => return false,
            Some(kind) if is_income(kind) => income = true,
            Some(LineKind::Subtotal) | None => {}
            Some(_) if is_all_spent(label) => whole = true,
            Some(_) => {
                costs.insert(name_key(label));
            }
        }
    }
    income && (whole || costs.len() >= 2)
}

/// Expenditure as one line: an extract may hold no other beside the income.
fn is_all_spent(label: &str) -> bool {
    matches!(
        padded(&words(label)).trim(),
        "expenditure" | "costs" | "expenses" | "operating expenditure"
    )
}

/// Income less expenditure of one body in one table, from every line that is no subtotal and counts money.
pub(super) fn result(own: &[&Fact]) -> Option<(Sourced<Money>, Unit)> {
    let lines: Vec<PositionLine> = account_lines::lines(own)
        .into_iter()
        .filter(|line| line.kind != LineKind::Subtotal && !counts_staff(&line.label))
        .collect();
    let planned = |cost: bool| {
        let own = lines
            .iter()
            .filter(move |line| is_income(line.kind) != cost);
        own.filter(|line| line.plan.is_some()).count()
    };
    let all_spent = lines
        .iter()
        .any(|line| line.plan.is_some() && is_all_spent(&line.label));
    let least = if all_spent { 1 } else { 2 };
    if planned(false) == 0
        || planned(true) < least
        || lines.iter().any(|line| line.kind.is_result())
    {
        return None;
    }
    let value: Sourced<Money> = lines.iter().filter_map(|line| line.plan.as_ref()).sum();
    let income: Money = lines
        .iter()
        .filter(|line| is_income(line.kind))
        .filter_map(|line| line.plan.as_ref().map(|plan| plan.value))
        .sum();
    let whole = value
        .value
        .pounds()
        .abs()
        .checked_mul(SHARE_MAX.into())
        .is_some_and(|four| four <= income.pounds());
    let unit = own.first().map(|fact| fact.unit)?;
    whole.then_some((value, unit))
}

fn counts_staff(label: &str) -> bool {
    has_any(
        &padded(&words(label)),
        "wte; wtes; fte; headcount; beds; activity; memorandum; memo; of which",
    )
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Position};
    use crate::review::Review;

    fn position(name: &str, drawn: &str) -> Option<Position> {
        import(&[workbook(vec![sheet(name, drawn)])], &Review::default())
            .plan
            .position
    }

    #[test]
    fn an_extract_without_a_result_gives_income_less_expenditure_by_body() {
        let read = position(
            "ie_plan",
            "org_code|org_name|account_group|fin_year|plan_value_gbp\nQAA|NHS Oak ICB|income|2024/25|50000000\nQAA|NHS Oak ICB|commissioning|2024/25|-47000000\nQAA|NHS Oak ICB|running_costs|2024/25|-2000000\nRAA|Elm NHS Trust|income|2024/25|30000000\nRAA|Elm NHS Trust|pay|2024/25|-21000000\nRAA|Elm NHS Trust|non_pay|2024/25|-11000000",
        )
        .unwrap();
        let found: Vec<(&str, Money)> = read
            .organisations
            .iter()
            .map(|one| (one.organisation.name.as_str(), one.surplus.value))
            .collect();
        assert_eq!(
            found,
            [
                ("NHS Oak ICB", Money::from_pounds(1_000_000)),
                ("Elm NHS Trust", Money::from_pounds(-2_000_000))
            ]
        );
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-1_000_000));
    }

    #[test]
    fn income_and_all_expenditure_by_month_are_an_account() {
        let months: Vec<String> = (1..=12).map(|month| format!("m{month}")).collect();
        let line = |body: &str, line: &str, each: i64| {
            format!("{body}|{line}{}", format!("|{each}").repeat(12))
        };
        let drawn = format!(
            "org_name|line|{}\n{}\n{}\n{}\n{}",
            months.join("|"),
            line("Elm NHS Trust", "income", 10_000_000),
            line("Elm NHS Trust", "expenditure", -10_100_000),
            line("NHS Oak ICB", "income", 20_000_000),
            line("NHS Oak ICB", "expenditure", -20_000_000)
        );
        let notes = ("Notes", "Financial year 2025/26, plan");
        let read = [("Data", drawn.as_str()), notes].map(|(name, drawn)| sheet(name, drawn));
        let plan = import(&[workbook(read.to_vec())], &Review::default()).plan;
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, Money::from_pounds(-1_200_000));
    }

    #[test]
    fn costs_without_a_sign_are_taken_from_the_income() {
        let read = position(
            "Budget",
            "Elm NHS Trust budget 2024/25 £000\n\nLine|Plan\nIncome|30000\nPay|21000\nNon-pay|11000",
        )
        .unwrap();
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-2_000_000));
    }

    #[test]
    fn every_line_of_a_group_counts_that_one_label_heads() {
        let read = position(
            "IE",
            "Elm NHS Trust plan 2024/25, £\n\nAccount level 1|Account level 2|Sum of annual plan\n1 Income|Block contracts|-90000000\n1 Income|Councils|-20000000\n2 Pay|Nurses|40000000\n2 Pay|Doctors|30000000\n2 Pay|Agency|5000000\n3 Non-pay|Drugs|20000000\n3 Non-pay|Rent|12000000\nTotal||-3000000",
        )
        .unwrap();
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(3_000_000));
        let labels: Vec<&str> = read.organisations[0]
            .lines
            .iter()
            .map(|line| line.label.as_str())
            .collect();
        assert!(
            labels.contains(&"Agency") && labels.contains(&"Rent"),
            "{labels:?}"
        );
    }

    #[test]
    fn a_stated_result_comes_before_the_sum_of_lines() {
        let read = position(
            "Budget",
            "Elm NHS Trust budget 2024/25 £000\n\nLine|Plan\nIncome|30000\nPay|-21000\nNon-pay|-11000\n\nPlanned deficit £000|-1500",
        )
        .unwrap();
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-1_500_000));
    }

    #[test]
    fn costs_that_income_does_not_cover_by_far_are_no_whole_account() {
        assert!(position("Budget", "Elm NHS Trust budget 2024/25 £000\n\nLine|Plan\nIncome|3000\nPay|-21000\nNon-pay|-11000").is_none());
    }
}
