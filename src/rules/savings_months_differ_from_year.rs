//! Months that do not add up to the year.

use super::{Outcome, Rule};
use crate::analysis::line_months;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Phasing, Saving};
use crate::policy::Policy;
use crate::wording::exact;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-months-differ-from-year",
        severity: Severity::Warning,
        title: "Months do not add up to the year",
        summary: "The months or quarters of a line add up to something other than its value for the year.",
        rationale: "Either the year or the phasing is wrong. If the board is shown the months, it is watching another plan \
                    than the one it approved.",
        example: "A scheme of £1,240k whose twelve months add up to £1,040k.",
        fix: "Correct the month that is off, and let the year be the sum of its months.",
        question: "Which of the two is the plan: the year, or the months?",
    },
    rests_on: &["rounding-units"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let mut phased = false;
    let mut findings = Vec::new();
    for line in &savings.lines {
        let Some(sum) = months(line) else {
            continue;
        };
        phased = true;
        let difference = line.value.value - sum;
        if difference.is_zero() || difference.abs() <= tolerance(line, policy) {
            continue;
        }
        let name = if line.name.is_empty() {
            "A line without a name"
        } else {
            &format!("\u{201c}{}\u{201d}", line.name)
        };
        let message = format!(
            "{name} is {} for the year, and its months add up to {}.",
            exact(line.value.value),
            exact(sum)
        );
        let mut cells = line.value.cells.clone();
        let parts = line.phasing.iter().flat_map(line_months);
        cells.extend(parts.flat_map(|(_, part)| part.cells.iter().cloned()));
        findings.push(
            RULE.about
                .at(cells, message)
                .worth(Stake::Money(difference.abs())),
        );
    }
    if !phased {
        return Outcome::CannotCheck {
            missing: "savings by month or by quarter",
        };
    }
    Outcome::folded(findings)
}

/// The sum of what is phased; `None` where nothing is.
fn months(line: &Saving) -> Option<Money> {
    let mut parts = line_months(line.phasing.as_ref()?).peekable();
    parts.peek()?;
    Some(parts.map(|(_, value)| value.value).sum())
}

/// Half of the last digit shown, for each figure added: the most that honest rounding can make.
fn tolerance(line: &Saving, policy: &Policy) -> Money {
    let parts: u64 = match line.phasing {
        Some(Phasing::Quarters(_)) => 4,
        _ => 12,
    };
    let shown = line
        .phasing
        .iter()
        .flat_map(line_months)
        .map(|(_, value)| value.value);
    let digit = shown
        .chain([line.value.value])
        .map(last_digit)
        .min()
        .unwrap_or(Money::from_pounds(1));
    let figures = Decimal::from(parts) * policy.rounding_units.value / Decimal::TWO;
    Money::quoted(figures, crate::plan::Unit::Pounds).map_or(Money::ZERO, |half| {
        half * crate::plan::Share(digit.pounds())
    })
}

/// The unit of the last digit that is not zero, between a penny and £1,000.
fn last_digit(money: Money) -> Money {
    let pounds = money.pounds().normalize();
    let units = [
        Decimal::ONE_THOUSAND,
        Decimal::ONE_HUNDRED,
        Decimal::TEN,
        Decimal::ONE,
        Decimal::new(1, 1),
    ];
    let unit = units
        .into_iter()
        .find(|unit| (pounds % unit).is_zero())
        .unwrap_or(Decimal::new(1, 2));
    Money::from_pounds(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::found;

    fn with_march(value: i64) -> Case {
        clean_case().with_savings(|savings| {
            savings.lines.truncate(1);
            savings.lines[0].value = pounds(1_200_000, "CIP!G10");
            let month = |index: usize| {
                Some(pounds(
                    if index == 11 { value } else { 100_000 },
                    ["CIP!H10", "CIP!S10"][index / 11],
                ))
            };
            savings.lines[0].phasing = Some(Phasing::Months(Box::new(std::array::from_fn(month))));
        })
    }

    #[test]
    fn a_month_that_is_off_is_found_at_the_line() {
        let findings = found(check(&with_march(300_000), &Policy::default()));
        assert_eq!(findings[0].cells[0].to_string(), "CIP!G10");
        assert_eq!(findings[0].cells.last().unwrap().to_string(), "CIP!S10");
        assert_eq!(findings[0].pounds(), Money::from_pounds(200_000));
    }

    #[test]
    fn rounding_to_thousands_is_no_fault() {
        assert_eq!(
            check(&with_march(104_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn unrounded_twelfths_are_no_fault() {
        assert_eq!(check(&clean_case(), &Policy::default()), Outcome::Passed);
    }
}
