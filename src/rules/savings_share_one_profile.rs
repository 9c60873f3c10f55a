//! Schemes that are phased by one formula rather than by their own work.

use super::{Outcome, Rule, asked};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Money, Phasing, Saving, Sourced};
use crate::policy::Policy;
use crate::wording::whole_percent;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-share-one-profile",
        severity: Severity::Note,
        title: "One phasing for many schemes",
        summary: "Many schemes are spread over the year in exactly the same uneven way.",
        rationale: "Schemes start when their own work is done. Where many rise and fall alike to the last per cent, somebody laid \
                    one curve over all of them, and the months say nothing about any.",
        example: "Fourteen schemes of £9.2m each save 4% in April, 5% in May and 13% in March.",
        fix: "Phase each scheme from its own start and steps, and say which months are still a guess.",
        question: "Whose curve is this, and which of these schemes has been phased by those who deliver it?",
    },
    rests_on: &["round-share"],
    check,
};

/// Fewer months make no curve.
const MONTHS_MIN: usize = 6;
/// Thousandths that the months of an even profile differ by.
const EVEN: i64 = 20;

/// Fewer may be alike by chance, or be one scheme in parts.
const ALIKE_MIN: usize = 5;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let by_month = |line: &&Saving| matches!(line.phasing, Some(Phasing::Months(_)));
    if !savings.lines.iter().any(|line| by_month(&line)) {
        return Outcome::CannotCheck {
            missing: "savings by month",
        };
    }
    let mut alike: BTreeMap<Vec<i64>, Vec<&Saving>> = BTreeMap::new();
    for line in savings.lines.iter().filter(|line| !line.is_unidentified()) {
        if let Some(profile) = uneven(line) {
            alike.entry(profile).or_default().push(line);
        }
    }
    let groups = alike.into_values().filter(|lines| lines.len() >= ALIKE_MIN);
    let Some(group) = LineGroup::most_valuable(groups) else {
        return Outcome::Passed;
    };
    let share = group.value().share_of(asked(savings));
    let Some(share) = share.filter(|share| *share > policy.lines.round_share.value) else {
        return Outcome::Passed;
    };
    let message = format!(
        "{}: {} of the savings.",
        group.said(
            "has a curve of its own",
            "follow one uneven curve over the year"
        ),
        whole_percent(share)
    );
    let first = |line: &&Saving| match &line.phasing {
        Some(Phasing::Months(months)) => months.iter().flatten().next()?.cells.first().cloned(),
        _ => None,
    };
    let cells: Cells = group.lines.iter().filter_map(first).collect();
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()));
    Outcome::Found(vec![finding])
}

/// The share of each month in tenths of a per cent; `None` where the months that save are equal, or fewer than six.
fn uneven(line: &Saving) -> Option<Vec<i64>> {
    let Some(Phasing::Months(months)) = &line.phasing else {
        return None;
    };
    let value =
        |month: &Option<Sourced<Money>>| month.as_ref().map_or(Money::ZERO, |own| own.value);
    let values = months.each_ref().map(value);
    let total: Money = values.iter().copied().sum();
    let saving = || values.iter().filter(|value| !value.is_zero());
    if !total.is_positive() || saving().count() < MONTHS_MIN {
        return None;
    }
    let shares = values.iter().map(|value| value.thousandths_of(total));
    let shares: Vec<i64> = shares.collect::<Option<_>>()?;
    let saving: Vec<i64> = shares.iter().copied().filter(|share| *share != 0).collect();
    let (low, high) = (saving.iter().min()?, saving.iter().max()?);
    // Rounding to £1,000 makes equal months differ a little.
    let is_even = high - low <= EVEN;
    (saving.len() >= MONTHS_MIN && !is_even).then_some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, scheme};
    use crate::rules::{addresses, found};
    use rust_decimal::Decimal;

    fn curved(mut line: Saving) -> Saving {
        if let Some(Phasing::Months(months)) = &mut line.phasing {
            for (part, month) in (1_i64..).zip(months.iter_mut().flatten()) {
                *month = Sourced::new(
                    line.value.value
                        * crate::plan::Share(Decimal::new(part, 0) / Decimal::from(78)),
                    month.cells.clone(),
                );
            }
        }
        line
    }

    #[test]
    fn many_schemes_on_one_curve_are_found() {
        let case = clean_case().with_savings(|savings| {
            savings.lines = (10..15)
                .map(|row| curved(scheme("Scheme", 1_000_000 + i64::from(row), row)))
                .collect();
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(
            addresses(&finding),
            ["CIP!H14", "CIP!H13", "CIP!H12", "CIP!H11", "CIP!H10"]
        );
        assert!(
            finding
                .message
                .contains("follow one uneven curve over the year: 63%"),
            "{}",
            finding.message
        );
    }

    #[test]
    fn four_on_a_curve_and_any_number_of_even_months_pass() {
        let case = clean_case().with_savings(|savings| {
            savings
                .lines
                .extend((12..20).map(|row| scheme("Even", 1_000_000, row)));
            savings
                .lines
                .extend((20..24).map(|row| curved(scheme("Curved", 5_000_000, row))));
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
