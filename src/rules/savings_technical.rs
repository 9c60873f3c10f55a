//! Savings made in the accounts rather than in the work.

use super::{Outcome, Rule, asked};
use crate::analysis::{LineGroup, Nature, nature};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::whole_percent;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-technical",
        severity: Severity::Warning,
        title: "Savings made in the accounts",
        summary: "A large part of the savings comes from accounting, posts held empty, underspends or costs merely avoided.",
        rationale: "Such savings are quick and rarely repeat: the accounts can be adjusted once, posts are filled again, \
                    and a cost that was never in the budget frees no money.",
        example: "\"Balance sheet review\" and \"vacancy factor\" make £5.4m of a plan of £32m, 17%.",
        fix: "Show these lines apart from schemes that change how work is done, and mark them one-off where they are.",
        question: "What will be done differently on the ground, and what is left of this saving next year?",
    },
    rests_on: &["technical-share"],
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
        .filter(|line| nature(line) == Some(Nature::Technical))
        .collect();
    let share = group
        .value()
        .share_of(asked(savings))
        .filter(|share| *share > policy.lines.technical_share.value);
    let Some(share) = share else {
        return Outcome::Passed;
    };
    let message = format!(
        "{}: {} of the savings.",
        group.said(
            "comes from accounting, empty posts, underspends or avoided cost",
            "come from accounting, empty posts, underspends or avoided cost"
        ),
        whole_percent(share)
    );
    let mut cells = group.cells();
    cells.extend(group.lines.iter().map(|line| line.source.clone()));
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;
    use crate::plan::{Money, example::pounds};
    use crate::rules::{addresses, found};

    fn named(name: &str) -> Case {
        clean_case().with_savings(|savings| savings.lines[1].name = name.to_owned())
    }

    #[test]
    fn a_large_balance_sheet_review_is_found_at_its_value_and_name() {
        let findings = found(check(&named("Balance sheet review"), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11", "CIP!B11"]);
        assert_eq!(findings[0].pounds(), Money::from_pounds(3_000_000));
    }

    #[test]
    fn a_tenth_from_the_accounts_is_let_pass() {
        let case = named("Vacancy factor")
            .with_savings(|savings| savings.lines[1].value = pounds(800_000, "CIP!G11"));
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn a_swap_of_theatre_lists_is_a_scheme() {
        assert_eq!(
            check(
                &named("Interest rate swap of theatre lists"),
                &Policy::default()
            ),
            Outcome::Passed
        );
    }
}
