//! Savings that are booked in March.

use super::{Outcome, Rule};
use crate::analysis::{phased, phased_values};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Phasing, Saving};
use crate::policy::Policy;
use crate::wording::{money, whole_percent};
use crate::workbook::CellRef;
use std::collections::HashMap;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-in-the-last-month",
        severity: Severity::Warning,
        title: "March carries the year",
        summary: "Far more of the savings than a twelfth is planned for the last month.",
        rationale: "Work that saves money saves it every month. What is planned for one month, and that the last, is a \
                    transaction or a hope, and no report before the year end can show that it will not come.",
        example: "Cheshire and Merseyside told its board of \"planned transactions in Month 12\" that the forecast rested on.",
        fix: "Name the transaction and who has agreed to it, or phase the saving over the months in which work is done.",
        question: "What exactly happens in March that makes this money appear, and who has agreed to it?",
    },
    rests_on: &["last-month-share"],
    check,
};

const MARCH: u8 = 12;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(lines) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let by_month = |line: &Saving| matches!(line.phasing, Some(Phasing::Months(_)));
    let all: Vec<&Saving> = lines.lines.iter().collect();
    let told = all
        .iter()
        .any(|line| by_month(line))
        .then(|| phased_values(&all))
        .flatten();
    let Some(told) = told else {
        return Outcome::CannotCheck {
            missing: "savings by month",
        };
    };
    let last = told.monthly.iter().find(|(month, _)| *month == MARCH);
    let share = last.and_then(|(_, value)| value.value.share_of(told.total));
    let (Some((_, value)), Some(share)) = (last, share) else {
        return Outcome::Passed;
    };
    // Quarters end in March as well.
    let by_quarter = told.monthly.len() <= 4;
    if by_quarter || share <= policy.lines.last_month_share.value {
        return Outcome::Passed;
    }
    let message = format!(
        "{} of the phased savings, {}, is planned for March alone.",
        whole_percent(share),
        money(value.value),
    );
    let months = phased(&all).map_or_else(Vec::new, |phased| phased.monthly);
    let march = months.into_iter().find(|(month, _)| *month == MARCH);
    let mut cells: Vec<CellRef> = march.map_or_else(Vec::new, |(_, value)| value.cells.into());
    let months = lines.lines.iter().filter_map(|line| match &line.phasing {
        Some(Phasing::Months(months)) => months.last()?.as_ref(),
        _ => None,
    });
    let worth: HashMap<&CellRef, Money> = months
        .flat_map(|month| month.cells.iter().map(|cell| (cell, month.value)))
        .collect();
    cells.sort_by_cached_key(|cell| std::cmp::Reverse(worth.get(cell).copied()));
    Outcome::Found(vec![
        RULE.about
            .at(cells.into(), message)
            .worth(Stake::Money(value.value)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn a_scheme_that_saves_in_march_is_found_with_its_cell_first() {
        let case = clean_case().with_savings(|savings| {
            let Some(Phasing::Months(months)) = &mut savings.lines[1].phasing else {
                panic!("the example is phased by month")
            };
            for month in months.iter_mut() {
                *month = None;
            }
            months[11] = Some(pounds(3_000_000, "CIP!S11"));
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!S11", "CIP!S10"]);
        assert_eq!(
            finding.message,
            "43% of the phased savings, £3.4m, is planned for March alone."
        );
    }

    #[test]
    fn even_twelfths_pass() {
        assert_eq!(check(&clean_case(), &Policy::default()), Outcome::Passed);
    }
}
