//! Savings of a system that none of its organisations has taken.

use super::{Outcome, Rule, asked};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, OrganisationKind, Saving};
use crate::policy::Policy;
use crate::wording::whole_percent;
use std::collections::BTreeSet;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-owned-by-no-organisation",
        severity: Severity::Warning,
        title: "Savings no organisation has taken",
        summary: "Lines of the system's savings stand with no organisation, where the others do.",
        rationale: "A system has no budgets to cut: its organisations have. A line that none of them holds in its own plan is a \
                    wish of the whole that no board has agreed to.",
        example: "BSW carried \"stretch targets\" of which none was reported as delivered half way through the year.",
        fix: "Share the line out and show it in the plan of each organisation that has agreed to its part.",
        question: "Which organisation has this line in its own plan, and has its board agreed?",
    },
    rests_on: &[],
    check,
};

fn check(case: &Case, _policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let holders: BTreeSet<&str> = savings
        .lines
        .iter()
        .filter(|line| !is_nobodys(line))
        .filter_map(|line| Some(line.organisation.as_ref()?.name.as_str()))
        .collect();
    // The plan of one body has no other that could hold a line.
    if holders.len() < 2 {
        return Outcome::Passed;
    }
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| is_nobodys(line) && line.value.value.is_positive())
        .collect();
    if group.is_empty() {
        return Outcome::Passed;
    }
    let share = group
        .value()
        .share_of(asked(savings))
        .map_or_else(String::new, |share| {
            format!(": {} of the savings", whole_percent(share))
        });
    let message = format!(
        "{}{share}.",
        group.said(
            "is held by no organisation of the system",
            "are held by no organisation of the system"
        )
    );
    let mut cells: Cells = group.cells();
    cells.extend(group.lines.iter().map(|line| line.source.clone()));
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()));
    Outcome::Found(vec![finding])
}

fn is_nobodys(line: &Saving) -> bool {
    line.organisation
        .as_ref()
        .is_none_or(|organisation| organisation.kind == OrganisationKind::System)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Organisation;
    use crate::plan::example::{clean_case, scheme};
    use crate::rules::{addresses, found};

    fn system() -> Case {
        clean_case().with_savings(|savings| {
            savings.lines[1].organisation = Some(Organisation::named("Eastmoor NHS Trust"));
        })
    }

    #[test]
    fn a_stretch_that_no_organisation_holds_is_found() {
        let case = system().with_savings(|savings| {
            let mut line = scheme("System stretch", 2_000_000, 12);
            line.organisation = None;
            savings.lines.push(line);
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!G12", "CIP!B12"]);
        assert!(finding.message.ends_with(": 25% of the savings."));
    }

    #[test]
    fn a_system_whose_lines_are_all_held_passes_and_one_trust_is_not_asked() {
        assert_eq!(check(&system(), &Policy::default()), Outcome::Passed);
        assert_eq!(check(&clean_case(), &Policy::default()), Outcome::Passed);
    }
}
