//! Savings that are somebody else's money.

use super::{Outcome, Rule, asked};
use crate::analysis::{LineGroup, Nature, nature};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::wording::whole_percent;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-from-income",
        severity: Severity::Warning,
        title: "Savings that are income",
        summary: "A large part of the savings is more income rather than less cost.",
        rationale: "Income depends on somebody else paying. From another NHS body it is that body's cost, and earning it has \
                    a cost of its own that must be in the plan.",
        example: "\"Private patient growth\" and \"elective over-performance\" make £6.2m of a plan of £24m, 26%.",
        fix: "Show for each line who pays, whether it is agreed, and the cost of earning it.",
        question: "Who pays this money, have they agreed to it, and what does it cost us to earn it?",
    },
    rests_on: &["income-share"],
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
        .filter(|line| nature(line) == Some(Nature::Income))
        .collect();
    let share = group
        .value()
        .share_of(asked(savings))
        .filter(|share| *share > policy.lines.income_share.value);
    let Some(share) = share else {
        return Outcome::Passed;
    };
    let message = format!(
        "{}: {} of the savings.",
        group.said(
            "is more income rather than less cost",
            "are more income rather than less cost"
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
    fn a_large_income_line_is_found_at_its_value_and_name() {
        let findings = found(check(&named("Private patient growth"), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G11", "CIP!B11"]);
        assert_eq!(findings[0].pounds(), Money::from_pounds(3_000_000));
    }

    #[test]
    fn a_category_of_income_says_so_too() {
        let case = clean_case()
            .with_savings(|savings| savings.lines[1].category = Some("Income".to_owned()));
        assert_eq!(found(check(&case, &Policy::default())).len(), 1);
    }

    #[test]
    fn a_fifth_as_income_is_let_pass() {
        let case = named("Private patient growth")
            .with_savings(|savings| savings.lines[1].value = pounds(1_600_000, "CIP!G11"));
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
