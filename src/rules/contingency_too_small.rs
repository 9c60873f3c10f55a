//! A plan with nothing set aside for what goes wrong.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, ItemKind};
use crate::policy::Policy;
use crate::wording::{money, percent, plain_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "contingency-too-small",
        severity: Severity::Note,
        title: "No contingency to speak of",
        summary: "The contingency in the plan is nil or very small for what the body spends.",
        rationale: "Something always goes wrong in a year. A plan without contingency meets the first bad month by missing its \
                    position, or by stopping something that was promised.",
        example: "A board with an allocation of £1.9bn and a contingency of nil, where half a per cent would be £9.5m.",
        fix: "Set a contingency aside and say what it may be used for; or say why none is needed.",
        question: "What pays for the first thing that goes wrong?",
    },
    rests_on: &["contingency-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let plan = &case.plan;
    let base = plan.position.as_ref().and_then(|own| own.base.as_ref());
    let contingency = plan.around.total(ItemKind::Contingency);
    // A workbook without a line for it may hold it elsewhere: only a line that says little says so.
    let (Some(base), Some(contingency)) = (base, contingency) else {
        return Outcome::CannotCheck {
            missing: "a line for contingency beside income or allocation",
        };
    };
    let least = base.value.value * policy.position.contingency_share.value;
    if contingency.value >= least {
        return Outcome::Passed;
    }
    let share = contingency.value.share_of(base.value.value);
    // What is printed as the same share is no fault.
    let least_share = policy.position.contingency_share.value;
    if share.is_some_and(|share| percent(share) == percent(least_share)) {
        return Outcome::Passed;
    }
    let message = format!(
        "The contingency is {}, {} of {}; {} would be {}.",
        money(contingency.value),
        share.map(percent).unwrap_or_default(),
        base.kind.label(),
        plain_percent(policy.position.contingency_share.value),
        money(least),
    );
    let mut cells = contingency.cells.clone();
    cells.extend(base.value.cells.iter().cloned());
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(least - contingency.value));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with(contingency: i64) -> Case {
        let mut case = clean_case_in_year();
        let items = &mut case.plan.around.items;
        let own = items
            .iter_mut()
            .find(|item| item.kind == ItemKind::Contingency);
        own.unwrap().value = pounds(contingency, "I&E!P44");
        case
    }

    #[test]
    fn a_contingency_of_nil_is_found_at_its_line() {
        let findings = found(check(&with(0), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!P44", "'I&E'!P12"]);
        assert_eq!(
            findings[0].message,
            "The contingency is £0, 0.0% of operating income; 0.5% would be £1.0m."
        );
    }

    #[test]
    fn half_a_per_cent_is_enough_and_no_line_is_not_nil() {
        assert_eq!(check(&with(1_000_000), &Policy::default()), Outcome::Passed);
        // 0.49% is printed as 0.5%.
        assert_eq!(check(&with(980_000), &Policy::default()), Outcome::Passed);
        assert!(matches!(
            check(&with(800_000), &Policy::default()),
            Outcome::Found(_)
        ));
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
