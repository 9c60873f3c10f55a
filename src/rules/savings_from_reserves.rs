//! Money set aside earlier, released, and counted as a saving.

use super::{Outcome, Rule, by_share};
use crate::analysis::{LineGroup, Nature, nature};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-from-reserves",
        severity: Severity::Warning,
        title: "Reserves counted as savings",
        summary: "The release of reserves, provisions or contingency is counted as a saving.",
        rationale: "Nothing is spent less. The money set aside for a risk is gone while the risk stays, and next year the \
                    same amount must be found again.",
        example: "\"Release of contingency\", £2m, stands among the schemes of a plan that needs £28m.",
        fix: "Show releases below the savings as what they are, and say which risk is no longer covered.",
        question: "Which risk was this money kept for, and what pays for it if it comes?",
    },
    rests_on: &["lines-worth-raising"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| !line.is_unidentified() && line.value.value.is_positive())
        .filter(|line| nature(line) == Some(Nature::Reserves))
        .collect();
    if group.is_empty() {
        return Outcome::Passed;
    }
    let mut cells = group.cells();
    cells.extend(group.lines.iter().map(|line| line.source.clone()));
    let finding = RULE
        .about
        .at(
            cells,
            group.said(
                "releases money set aside and is counted as a saving.",
                "release money set aside and are counted as savings.",
            ),
        )
        .worth(Stake::Money(group.value()))
        .graded(by_share(group.value(), savings, policy).unwrap_or(Severity::Note));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use crate::rules::{addresses, found};

    fn named(name: &str) -> Case {
        clean_case().with_savings(|savings| savings.lines[1].name = name.to_owned())
    }

    #[test]
    fn a_release_of_contingency_is_found_at_its_value_and_name() {
        let findings = found(check(&named("Release of contingency"), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11", "CIP!B11"]);
        assert_eq!(
            findings[0].message,
            "1 line, \u{201c}Release of contingency\u{201d} with £3.0m, releases money set aside and is counted as a saving."
        );
    }

    #[test]
    fn time_released_to_care_is_no_reserve() {
        assert_eq!(
            check(&named("Release time to care"), &Policy::default()),
            Outcome::Passed
        );
    }
}
