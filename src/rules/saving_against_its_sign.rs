//! A figure whose sign is not that of its own line or of the lines beside it.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Cells, Money, Saving, Share, Sourced};
use crate::policy::Policy;
use crate::wording::{exact, quoted};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "saving-against-its-sign",
        severity: Severity::Note,
        title: "A sign the wrong way round",
        summary: "A scheme stands as a negative saving among positive ones, or its forecast or full-year effect has the other sign.",
        rationale: "A minus that was typed by habit takes the saving off the total, and the plan is out by twice its value. \
                    The total still adds up, so nobody looks.",
        example: "\"Energy contract\" stands at \u{2212}£240k among positive savings: the total is £480k too low.",
        fix: "Turn the sign round, or say in the name that the line takes something back.",
        question: "Does this line save money or cost it?",
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
    // Beside savings without a scheme they are told with those.
    let is_told = savings.unidentified_lines().next().is_some();
    let findings = savings.lines.iter().filter_map(|line| {
        if !is_told && line.has_no_scheme() && line.value.value < -tolerance {
            return Some(unidentified(line));
        }
        let slip = negative(line).or_else(|| contrary(line))?;
        (slip.value.abs() > tolerance).then(|| found(line, &slip))
    });
    Outcome::folded(findings.collect())
}

/// A line below nil with no scheme behind it: savings to be lost that nobody has named.
fn unidentified(line: &Saving) -> Finding {
    let value = &line.value;
    let message = format!(
        "{} stands at {} with no scheme behind it: it takes from the savings, and nothing says from which of them.",
        quoted(&line.name),
        exact(value.value),
    );
    RULE.about
        .at(value.cells.clone(), message)
        .worth(Stake::Money(value.value.abs()))
}

fn found(line: &Saving, slip: &Sourced<Money>) -> Finding {
    let message = if slip.cells == line.value.cells {
        format!(
            "{} stands at {} among positive savings: if that is a slip, the total is {} too low.",
            quoted(&line.name),
            exact(slip.value),
            exact(slip.value.abs() * Share::percent(200)),
        )
    } else {
        format!(
            "{} is planned at {} and another figure of its line is {}.",
            quoted(&line.name),
            exact(line.value.value),
            exact(slip.value),
        )
    };
    let mut cells: Cells = slip.cells.clone();
    cells.extend(
        line.value
            .cells
            .iter()
            .filter(|cell| !slip.cells.contains(cell))
            .cloned(),
    );
    RULE.about
        .at(cells, message)
        .worth(Stake::Money(slip.value.abs() * Share::percent(200)))
}

/// A negative line that no word explains; one without a scheme is told on its own.
fn negative(line: &Saving) -> Option<Sourced<Money>> {
    let is_explained = || line.has_no_scheme() || line.name.is_empty() || takes_back(&line.name);
    (line.value.value.is_negative() && !is_explained()).then(|| line.value.clone())
}

fn contrary(line: &Saving) -> Option<Sourced<Money>> {
    let others = [&line.forecast, &line.full_year_effect];
    let mut given = others.into_iter().flatten();
    given
        .find(|other| {
            line.value.value.is_positive()
                && other.value.is_negative()
                // As large as the saving itself: a scheme that ends up costing money costs another amount.
                && other.value.abs() * Share::percent(200) >= line.value.value
        })
        .cloned()
}

/// Words for what a line takes back, or costs.
fn takes_back(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "revers",
        "invest",
        "cost",
        "adjust",
        "less",
        "slippage",
        "duplicat",
        "double",
        "overlap",
        "non-deliver",
        "non deliver",
        "risk",
        "fye",
        "full year",
        "carry",
        "contingency",
        "offset",
        "transfer",
        "reprofil",
        "gap",
        "unidentified",
        "pressure",
        "loss",
        "shortfall",
        "mitigat",
        "provision",
        "unwind",
        "removed",
        "withdrawn",
        "counted",
    ]
    .iter()
    .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds, scheme};
    use crate::rules::addresses;

    #[test]
    fn a_scheme_with_a_minus_is_found_at_twice_its_value() {
        let case = clean_case()
            .with_savings(|savings| savings.lines.push(scheme("Energy contract", -240_000, 12)));
        let [finding] = crate::rules::found(check(&case, &Policy::default()))
            .try_into()
            .unwrap();
        assert_eq!(addresses(&finding), ["CIP!G12"]);
        assert_eq!(finding.pounds(), Money::from_pounds(480_000));
    }

    #[test]
    fn a_forecast_of_the_other_sign_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[1].forecast = Some(pounds(-3_000_000, "CIP!W11"));
        });
        let [finding] = crate::rules::found(check(&case, &Policy::default()))
            .try_into()
            .unwrap();
        assert_eq!(addresses(&finding), ["CIP!W11", "CIP!G11"]);
    }

    #[test]
    fn an_unidentified_line_below_nil_is_told_where_nothing_else_tells_it() {
        let case = clean_case().with_unidentified(-500_000, 12);
        let [finding] = crate::rules::found(check(&case, &Policy::default()))
            .try_into()
            .unwrap();
        assert_eq!(addresses(&finding), ["CIP!G12"]);
        assert_eq!(finding.pounds(), Money::from_pounds(500_000));
        assert!(finding.message.contains("no scheme behind it"));
        // The finding of the savings without a scheme tells it with them.
        let beside = case.with_unidentified(2_000_000, 13);
        assert_eq!(check(&beside, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn a_line_that_says_what_it_takes_back_passes() {
        let case = clean_case().with_savings(|savings| {
            savings
                .lines
                .push(scheme("Reinvestment in beds", -240_000, 12));
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
