//! A long list of schemes of which a few carry the plan.

use super::{Outcome, Rule, asked};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Saving};
use crate::policy::Policy;
use crate::wording::{count, money, quoted, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-on-few-lines",
        severity: Severity::Note,
        title: "The plan rests on five lines",
        summary: "The five largest of many schemes are more than half of the savings.",
        rationale: "Reports that count schemes on course hide this: forty small schemes can succeed and the plan still \
                    fails with one of the five.",
        example: "Five of 38 schemes make £21m of £36m; the largest alone is £8m.",
        fix: "Report these five by name each month, and say what is done if one of them slips.",
        question: "If the largest of these slips by six months, what do we do instead?",
    },
    rests_on: &["concentration-share"],
    check,
};

/// The largest lines looked at, and how many a list must have for them to be few.
const LARGEST: usize = 5;
const MANY: usize = 15;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    // An unidentified line is no scheme that could carry the plan.
    let schemes: Vec<&Saving> = savings
        .lines
        .iter()
        .filter(|line| !line.is_unidentified() && line.value.value.is_positive())
        .collect();
    let lines = schemes.len();
    let group = LineGroup::largest(schemes, LARGEST);
    let share = group.value().share_of(asked(savings));
    let (Some(share), Some(largest)) = (share, group.lines.first()) else {
        return Outcome::Passed;
    };
    if lines < MANY || share <= policy.lines.concentration_share.value {
        return Outcome::Passed;
    }
    let message = format!(
        "5 of {} schemes make {} of the savings, {}; the largest is {} with {}.",
        count(lines as u64),
        whole_percent(share),
        money(group.value()),
        quoted(&largest.name),
        money(largest.value.value),
    );
    let finding = RULE
        .about
        .at(group.cells(), message)
        .worth(Stake::Money(group.value()));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, scheme};
    use crate::rules::{addresses, found};

    fn with_small(lines: u32) -> Case {
        clean_case().with_savings(|savings| {
            for row in 0..lines {
                savings
                    .lines
                    .push(scheme("Small scheme", 110_000, 12 + row));
            }
        })
    }

    #[test]
    fn five_large_schemes_among_many_are_found_largest_first() {
        let findings = found(check(&with_small(13), &Policy::default()));
        assert_eq!(
            addresses(&findings[0]),
            ["CIP!G10", "CIP!G11", "CIP!G12", "CIP!G13", "CIP!G14"]
        );
        assert!(findings[0].message.starts_with("5 of 15 schemes make "));
    }

    #[test]
    fn a_short_list_is_no_concentration() {
        assert_eq!(check(&with_small(12), &Policy::default()), Outcome::Passed);
    }
}
