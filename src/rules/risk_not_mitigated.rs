//! Risks to the position that nothing is planned against.

use super::{Outcome, Rule};
use crate::analysis::{deficits, support};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::Case;
use crate::policy::Policy;
use crate::review::Assumptions;
use crate::wording::{money, percent};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "risk-not-mitigated",
        severity: Severity::Warning,
        title: "Risk without mitigation",
        summary: "The workbook names risks to the position that its mitigations do not cover.",
        rationale: "The risk that is left is in no position the board sees. If it comes, the declared position is worse by that \
                    much, and nobody has decided what to do then.",
        example: "Gross risks of £160.3m with mitigations of £67.7m leave £92.6m beside the declared position.",
        fix: "Give every risk a mitigation with an owner, or show the position with the rest of it in.",
        question: "If the risk that is left comes, what do we do, and who has agreed to it?",
    },
    rests_on: &["position-tolerance", "risk-share"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let plan = &case.plan;
    let risks = deficits(plan, support(plan), &Assumptions::default()).risks;
    let Some((risks, net)) = risks.and_then(|risks| {
        // Gross risk with no word of mitigation is risk without mitigation.
        let net = risks.net.clone().or_else(|| risks.gross.clone())?;
        Some((risks, net))
    }) else {
        return Outcome::CannotCheck {
            missing: "risks to the position and their mitigations",
        };
    };
    let left = net.value.abs();
    if !net.value.is_negative() || left <= policy.in_year.position_tolerance.value {
        return Outcome::Passed;
    }
    let base = plan.position.as_ref().and_then(|own| own.base.as_ref());
    let share = base.and_then(|base| left.share_of(base.value.value));
    let of_base = share.zip(base).map_or_else(String::new, |(share, base)| {
        format!(", {} of {}", percent(share), base.kind.label())
    });
    let message = match (&risks.gross, &risks.mitigation) {
        (Some(gross), Some(mitigation)) => format!(
            "{} of risk less {} of mitigation leaves {}{of_base} beside the declared position.",
            money(gross.value.abs()),
            money(mitigation.value),
            money(left),
        ),
        (Some(_), None) => format!(
            "{} of risk is named{of_base}, and no mitigation.",
            money(left)
        ),
        _ => format!(
            "{} of risk is left without mitigation{of_base}.",
            money(left)
        ),
    };
    let grave = share.is_some_and(|share| share > policy.position.risk_share.value);
    let finding = RULE
        .about
        .at(net.cells.clone(), message)
        .worth(Stake::Money(left))
        .graded(if grave {
            Severity::Warning
        } else {
            Severity::Note
        });
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::plan::{Item, ItemKind, When};
    use crate::rules::{addresses, found};

    fn with(figures: &[(ItemKind, i64, &str)]) -> Case {
        let mut case = clean_case();
        case.plan.around.items = figures
            .iter()
            .map(|(kind, value, cell)| Item {
                kind: *kind,
                organisation: None,
                label: kind.label().to_owned(),
                when: When::Year(0),
                value: pounds(*value, cell),
            })
            .collect();
        case
    }

    #[test]
    fn what_the_mitigations_leave_is_found() {
        let case = with(&[
            (ItemKind::GrossRisk, -16_000_000, "Risks!B9"),
            (ItemKind::Mitigation, 6_700_000, "Risks!C9"),
        ]);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["Risks!B9", "Risks!C9"]);
        assert_eq!(
            findings[0].message,
            "£16.0m of risk less £6.7m of mitigation leaves £9.3m, 4.7% of operating income beside the declared position."
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }

    #[test]
    fn little_of_it_is_a_note_and_risk_without_any_mitigation_is_told_so() {
        let case = with(&[(ItemKind::GrossRisk, -1_500_000, "Risks!B9")]);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].severity, Severity::Note);
        assert!(findings[0].message.ends_with("and no mitigation."));
    }

    #[test]
    fn risks_that_are_mitigated_pass() {
        assert_eq!(
            check(&clean_case_in_year(), &Policy::default()),
            Outcome::Passed
        );
    }
}
