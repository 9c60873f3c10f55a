//! A savings line that is whatever was left to reach the target.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Money, Organisation, Saving, Sourced};
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-balancing-figure",
        severity: Severity::Warning,
        title: "Balancing figure",
        summary: "A line without a scheme, under another name, equals the target less all other lines.",
        rationale: "A figure that is exactly what is missing was calculated, not planned. The NHS chief executive called \
                    such figures unrealistic as early as 2011.",
        example: "Target £8,400k, schemes £5,026k, and a line \"Plans to follow\" of exactly £3,374k.",
        fix: "Show the gap as a gap, or replace the line with schemes whose values were estimated on their own.",
        question: "Was this line estimated, or is it simply what was missing to reach the target?",
    },
    rests_on: &["balancing-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let tolerance = policy.balancing_tolerance.value;
    let mut findings = Vec::new();
    let mut checked = false;
    if let Some(target) = &savings.target {
        checked = true;
        findings.extend(remainder(
            &savings.lines.iter().collect::<Vec<_>>(),
            target,
            None,
            tolerance,
        ));
    }
    if findings.is_empty() {
        for (organisation, target) in &savings.organisation_targets {
            checked = true;
            findings.extend(remainder(
                &of(&savings.lines, organisation),
                target,
                Some(&organisation.name),
                tolerance,
            ));
        }
    }
    if checked {
        Outcome::of(findings)
    } else {
        Outcome::CannotCheck {
            missing: "a stated savings target",
        }
    }
}

fn of<'a>(lines: &'a [Saving], organisation: &Organisation) -> Vec<&'a Saving> {
    lines
        .iter()
        .filter(|line| {
            line.organisation
                .as_ref()
                .is_some_and(|own| own.name == organisation.name)
        })
        .collect()
}

/// The unidentified line that is what the others leave to the target: the only one, or one that calls itself so.
/// Where all lines are schemes, any of them would be the remainder and none is suspect.
fn remainder(
    lines: &[&Saving],
    target: &Sourced<Money>,
    body: Option<&str>,
    tolerance: Money,
) -> Option<Finding> {
    let unidentified: Vec<&&Saving> = lines.iter().filter(|line| line.is_unidentified()).collect();
    let line = match unidentified.as_slice() {
        [only] => only,
        several => several.iter().find(|line| names_a_remainder(&line.name))?,
    };
    let others: Money = lines.iter().map(|line| line.value.value).sum::<Money>() - line.value.value;
    let left = target.value - others;
    // What calls itself unidentified says already that nobody has worked it out.
    if says_unidentified(&line.name)
        || lines.len() < 2
        || !line.value.value.is_positive()
        || !left.agrees_with(line.value.value, tolerance)
    {
        return None;
    }
    let name = if line.name.is_empty() {
        "A line without a name"
    } else {
        &format!("\u{201c}{}\u{201d}", line.name)
    };
    let whose = body.map_or_else(
        || "the target less all other lines".to_owned(),
        |body| format!("the target of {body} less its other lines"),
    );
    let message = format!("{name} is {}: exactly {whose}.", money(line.value.value));
    let mut cells = line.value.cells.clone();
    cells.extend(target.cells.iter().cloned());
    Some(
        RULE.about
            .at(cells, message)
            .worth(Stake::Money(line.value.value)),
    )
}

fn says_unidentified(name: &str) -> bool {
    name.to_lowercase().contains("identif")
}

fn names_a_remainder(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "balanc",
        "residual",
        "remainder",
        "remaining",
        "plug",
        "gap to",
        "to target",
    ]
    .iter()
    .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    /// A line without a scheme, in row 12 and so on, that does not say so itself.
    fn with_lines(values: &[i64]) -> Case {
        let mut case = clean_case();
        for (value, row) in values.iter().zip(12..) {
            case = case.with_unidentified(*value, row);
        }
        case.with_savings(|savings| {
            for line in savings.lines.iter_mut().skip(2) {
                line.name = "Plans to follow".to_owned();
            }
        })
    }

    #[test]
    fn a_line_that_calls_itself_unidentified_is_not_told_again() {
        let case = clean_case().with_unidentified(2_137_000, 12);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn what_is_left_to_the_target_is_found_with_the_target() {
        let case = with_lines(&[2_137_000]);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G12", "CIP!G5"]);
    }

    #[test]
    fn where_the_target_is_one_bodys_the_message_names_it() {
        let case = with_lines(&[2_137_000]).with_savings(|savings| {
            let body = Organisation::named("Westmoor NHS Trust");
            for line in &mut savings.lines {
                line.organisation = Some(body.clone());
            }
            savings.organisation_targets = savings
                .target
                .take()
                .map(|own| (body, own))
                .into_iter()
                .collect();
        });
        let findings = found(check(&case, &Policy::default()));
        assert!(
            findings[0]
                .message
                .ends_with("exactly the target of Westmoor NHS Trust less its other lines."),
            "{}",
            findings[0].message
        );
    }

    #[test]
    fn an_unidentified_line_beside_a_further_gap_is_no_balancing_figure() {
        let case = with_lines(&[2_137_000])
            .with_savings(|savings| savings.target = Some(pounds(12_000_000, "CIP!G5")));
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn among_several_the_one_that_calls_itself_the_balance_is_found() {
        let case = with_lines(&[1_000_000, 2_137_000]);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
        let case =
            case.with_savings(|savings| savings.lines[3].name = "Balance to target".to_owned());
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(findings[0].cells[0].to_string(), "CIP!G13");
    }
}
