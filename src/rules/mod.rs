//! The checks, one file each. A rule judges the plan, never the grid.
//!
//! To add one: copy a rule file, name it after the fault, write its texts and its tests, and list it in [`RULES`].

mod long_waits_after_deadline;
mod plan_balances_on_unidentified;
mod savings_balancing_figure;
mod savings_beyond_the_field;
mod savings_months_differ_from_year;
mod savings_one_off;
mod savings_phased_late;
mod savings_target_uncovered;
mod savings_unidentified;
mod total_differs_from_parts;

use crate::finding::{Explanation, Finding, Stake};
use crate::plan::{Case, Money};
use crate::policy::Policy;
use crate::wording::counted;

/// A rule is data: what it means, and a function that looks.
#[derive(Debug)]
pub struct Rule {
    pub about: Explanation,
    pub check: fn(&Case, &Policy) -> Outcome,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Found(Vec<Finding>),
    Passed,
    /// What the workbook would have to hold.
    CannotCheck {
        missing: &'static str,
    },
}

impl Outcome {
    /// One finding for a fault that many lines share: the largest is told, the others are counted, all cells are kept.
    fn folded(mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.pounds()));
        let others = findings.len().saturating_sub(1);
        let sum: Money = findings.iter().map(Finding::pounds).sum();
        let cells = findings
            .iter()
            .flat_map(|finding| finding.cells.clone())
            .collect();
        let Some(mut largest) = findings.into_iter().next() else {
            return Self::Passed;
        };
        if others > 0 {
            largest.message = format!(
                "{} So it is with {}.",
                largest.message,
                counted(others, "other", "others")
            );
            largest.stake = Some(Stake::Money(sum));
            largest.cells = cells;
        }
        Self::Found(vec![largest])
    }

    /// Found if there is anything, else passed.
    fn of(findings: Vec<Finding>) -> Self {
        if findings.is_empty() {
            Self::Passed
        } else {
            Self::Found(findings)
        }
    }
}

/// All rules, in display order. This list is the only registration.
pub static RULES: &[&Rule] = &[
    &savings_unidentified::RULE,
    &plan_balances_on_unidentified::RULE,
    &savings_balancing_figure::RULE,
    &savings_target_uncovered::RULE,
    &savings_beyond_the_field::RULE,
    &savings_phased_late::RULE,
    &savings_one_off::RULE,
    &savings_months_differ_from_year::RULE,
    &total_differs_from_parts::RULE,
    &long_waits_after_deadline::RULE,
];

/// The rule of this id, as shown beside its findings.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.about.id == id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_file_is_listed_under_its_own_name() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .replace('_', "-")
            })
            .filter(|name| name != "mod")
            .collect();
        let ids: BTreeSet<String> = RULES.iter().map(|rule| rule.about.id.to_owned()).collect();
        assert_eq!(ids.len(), RULES.len(), "ids are unique");
        assert_eq!(ids, files);
    }

    #[test]
    fn every_text_of_every_rule_is_filled() {
        for rule in RULES {
            let about = &rule.about;
            for text in [
                about.title,
                about.summary,
                about.rationale,
                about.example,
                about.fix,
                about.question,
            ] {
                assert!(text.len() > 8, "{}: {text:?}", about.id);
            }
            assert!(
                about.question.ends_with('?'),
                "{}: a question ends with a question mark",
                about.id
            );
        }
    }

    #[test]
    fn no_rule_fires_on_a_clean_plan() {
        for rule in RULES {
            let outcome = (rule.check)(&clean_case(), &Policy::default());
            let silent = matches!(outcome, Outcome::Passed)
                || (rule.about.id == "total-differs-from-parts"
                    && matches!(outcome, Outcome::CannotCheck { .. }));
            assert!(silent, "{}: {outcome:?}", rule.about.id);
        }
    }

    #[test]
    fn a_rule_that_lacks_its_data_says_so() {
        for rule in RULES {
            let outcome = (rule.check)(&Case::default(), &Policy::default());
            assert!(
                matches!(outcome, Outcome::CannotCheck { .. }),
                "{}: {outcome:?}",
                rule.about.id
            );
        }
    }
}
