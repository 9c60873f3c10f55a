//! Savings that arrive late in the year.

use super::{Outcome, Rule};
use crate::analysis::{phased, phased_values};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Saving, Share};
use crate::policy::Policy;
use crate::wording::{money, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-phased-late",
        severity: Severity::Warning,
        title: "Savings land late",
        summary: "Far more than half of the savings are planned for the second half of the year.",
        rationale: "Savings planned late cannot be made good: by the time they fail, the year is over. A late phasing also \
                    makes the months before look on plan.",
        example: "Lancashire and South Cumbria planned 76% of its £530.8m after September 2024.",
        fix: "Bring start dates forward, or show for each late scheme the milestone that makes its month certain.",
        question: "What must be in place by September for the winter's savings to arrive, and who reports on it?",
    },
    rests_on: &["second-half-share", "last-quarter-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(lines) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let all: Vec<&Saving> = lines.lines.iter().collect();
    let Some(told) = phased_values(&all) else {
        return Outcome::CannotCheck {
            missing: "savings by month or by quarter",
        };
    };
    let (Some(half), Some(quarter)) = (told.second_half_share(), told.last_quarter_share()) else {
        return Outcome::Passed;
    };
    if !told.is_late(policy) {
        return Outcome::Passed;
    }
    let even = told.total * Share::percent(50);
    let later = told.second_half.value - even;
    let message = format!(
        "{} of the phased savings arrive after September and {} after December: {} later than in even months.",
        whole_percent(half),
        whole_percent(quarter),
        money(later),
    );
    let cells = phased(&all).map_or_else(Cells::default, |phased| phased.second_half.cells);
    Outcome::Found(vec![
        RULE.about.at(cells, message).worth(Stake::Money(later)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Phasing;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn savings_after_september_are_found_at_their_months() {
        let case = clean_case().with_savings(|savings| {
            savings.lines.truncate(1);
            savings.lines[0].phasing = Some(Phasing::Months(Box::new(std::array::from_fn(
                |month| match month {
                    0 => Some(pounds(1_000_000, "CIP!H10")),
                    11 => Some(pounds(4_000_000, "CIP!S10")),
                    _ => Some(pounds(0, "CIP!L10")),
                },
            ))));
        });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!S10"]);
        assert_eq!(
            findings[0].pounds(),
            crate::plan::Money::from_pounds(1_500_000)
        );
    }

    #[test]
    fn without_months_it_cannot_say() {
        let case = clean_case().with_savings(|savings| {
            savings
                .lines
                .iter_mut()
                .for_each(|line| line.phasing = None);
        });
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
