//! Savings without a worked-up scheme, spread evenly over the year.

use super::{Outcome, Rule, by_share};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Phasing, Saving, Share, Sourced, Status};
use crate::policy::Policy;
use crate::wording::money;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-flat-twelfths",
        severity: Severity::Warning,
        title: "Ideas that save from April",
        summary: "Unidentified savings or opportunities are spread over the year in equal months.",
        rationale: "What is not yet worked up cannot save from the first of April. Equal months put savings into spring \
                    that nobody can deliver, so the plan is behind from its first report.",
        example: "An opportunity of £2.4m at £200k a month from April: £600k is missing by July before anything has begun.",
        fix: "Phase each line from the month in which its scheme can start, and show the gap in the months before.",
        question: "What will have been done by the end of April for these savings to start then?",
    },
    rests_on: &["lines-worth-raising"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    if savings.lines.iter().all(|line| line.phasing.is_none()) {
        return Outcome::CannotCheck {
            missing: "savings by month or by quarter",
        };
    }
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| {
            matches!(
                line.step(),
                Some(Status::Unidentified | Status::Opportunity)
            )
        })
        .filter(|line| line.value.value.is_positive() && is_flat(line))
        .collect();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let early = group.value() * Share::percent(25);
    let message = format!(
        "{} in equal parts from April without a worked-up scheme: {} is due by the end of June.",
        group.said("is spread", "are spread"),
        money(early),
    );
    let mut cells = group.cells();
    cells.extend(group.lines.iter().filter_map(|line| first_cell(line)));
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(group.value()))
        .graded(severity);
    Outcome::Found(vec![finding])
}

fn given(phasing: &Phasing) -> Vec<&Sourced<Money>> {
    match phasing {
        Phasing::Months(months) => months.iter().flatten().collect(),
        Phasing::Quarters(quarters) => quarters.iter().flatten().collect(),
    }
}

fn first_cell(line: &Saving) -> Option<crate::workbook::CellRef> {
    given(line.phasing.as_ref()?)
        .first()?
        .cells
        .first()
        .cloned()
}

/// Every month or quarter given, and equal; the last may carry what rounding to £1,000 leaves over.
fn is_flat(line: &Saving) -> bool {
    let Some(phasing) = &line.phasing else {
        return false;
    };
    let expected = match phasing {
        Phasing::Months(_) => 12,
        Phasing::Quarters(_) => 4,
    };
    let parts = given(phasing);
    let Some((last, rest)) = parts.split_last() else {
        return false;
    };
    let Some(first) = rest.first() else {
        return false;
    };
    let left_over = Money::from_pounds(Decimal::from(1_000 * expected as u64));
    parts.len() == expected
        && first.value.is_positive()
        && rest
            .iter()
            .all(|part| part.value.agrees_with(first.value, Money::from_pounds(1)))
        && last.value.agrees_with(first.value, left_over)
        && (last.value - first.value).abs() <= first.value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn an_unidentified_line_in_twelfths_is_found_at_its_value_and_april() {
        let case = clean_case().with_unidentified(2_400_000, 12);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G12", "CIP!H12"]);
        assert!(
            findings[0]
                .message
                .ends_with("£600k is due by the end of June.")
        );
    }

    #[test]
    fn a_line_that_starts_in_july_is_not_flat() {
        let case = clean_case()
            .with_unidentified(2_400_000, 12)
            .with_savings(|savings| {
                let Some(Phasing::Months(months)) = &mut savings.lines[2].phasing else {
                    panic!("no months")
                };
                for month in months.iter_mut().take(3) {
                    *month = Some(pounds(0, "CIP!H12"));
                }
            });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn a_developed_scheme_may_save_evenly() {
        assert_eq!(check(&clean_case(), &Policy::default()), Outcome::Passed);
    }
}
