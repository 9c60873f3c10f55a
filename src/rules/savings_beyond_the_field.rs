//! More savings asked than the field has delivered.

use super::{Outcome, Rule};
use crate::analysis::headline;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells};
use crate::policy::Policy;
use crate::wording::{money, percent, whole_percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-beyond-the-field",
        severity: Severity::Warning,
        title: "More savings than the field delivers",
        summary: "Savings as a share of income or allocation are above what the field plans on average.",
        rationale: "Savings of 4% used to be hard, and were often missed. Systems now plan about 6% and one in the field \
                    8%; what lies above has not been delivered before.",
        example: "£69m of savings on an allocation of £1,000m is 6.9%, above the field's 6%.",
        fix: "Show what was delivered in each of the last three years beside this year's target, and what is different now.",
        question: "What did we deliver in each of the last three years, and what makes more possible now?",
    },
    rests_on: &["savings-norms"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    if case.plan.savings.is_none() {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    }
    let Some(share) = headline(&case.plan, policy).share else {
        return Outcome::CannotCheck {
            missing: "operating income, or the allocation, as one cell",
        };
    };
    let [_, average, top] = policy.savings_norms.value;
    if share.share <= average {
        return Outcome::Passed;
    }
    let beyond = share.asked.value - share.base.value.value * average;
    let is_top = share.share >= top;
    let hardly = if is_top {
        format!(
            " Hardly anybody has planned {} or more.",
            whole_percent(top)
        )
    } else {
        String::new()
    };
    let message = format!(
        "Savings of {} are {} of {}; the field plans about {}, so {} is beyond it.{hardly}",
        money(share.asked.value),
        percent(share.share),
        share.base.kind.label(),
        whole_percent(average),
        money(beyond),
    );
    // The telling cells are the target and the base; the lines of a plan without a target would bury them.
    let mut cells: Cells = share.asked.cells.into_iter().take(1).collect();
    cells.extend(share.base.value.cells);
    let severity = if is_top {
        Severity::Blocker
    } else {
        Severity::Warning
    };
    Outcome::Found(vec![
        RULE.about
            .at(cells, message)
            .worth(Stake::Money(beyond))
            .graded(severity),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn eight_percent_is_found_at_target_and_base() {
        let case = clean_case().with_position(|position| {
            position.base.as_mut().unwrap().value = pounds(100_000_000, "I&E!P12");
        });
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G5", "'I&E'!P12"]);
        assert_eq!(
            findings[0].pounds(),
            crate::plan::Money::from_pounds(2_000_000)
        );
        assert_eq!(findings[0].severity, Severity::Blocker);
        assert!(
            findings[0]
                .message
                .ends_with("Hardly anybody has planned 8% or more.")
        );
    }

    #[test]
    fn between_six_and_eight_percent_is_a_warning() {
        let case = clean_case().with_position(|position| {
            position.base.as_mut().unwrap().value = pounds(101_000_000, "I&E!P12");
        });
        let findings = crate::rules::found(check(&case, &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(findings[0].message.ends_with("is beyond it."));
    }

    #[test]
    fn without_a_base_it_cannot_say() {
        let case = clean_case().with_position(|position| position.base = None);
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
