//! More savings asked than the body has ever delivered.

use super::{Outcome, Rule, asked};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Money, YearSavings};
use crate::policy::Policy;
use crate::wording::{money, times};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-beyond-own-record",
        severity: Severity::Warning,
        title: "Far more than was ever delivered",
        summary: "The savings asked are far above what the years before delivered, as the workbook itself records.",
        rationale: "What was delivered before is the best guide to what will be. A step far above it needs more people, more \
                    time or another kind of saving, and the plan should say which.",
        example: "£20.0m asked, where the three years before delivered £9.6m, £10.4m and £11.0m: 1.9 times their average.",
        fix: "Say beside the target what was delivered in each of the last three years and what is different now.",
        question: "What makes this year's savings possible that was missing in each of the years before?",
    },
    rests_on: &["record-step"],
    check,
};

/// Years looked back.
const YEARS: usize = 3;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let record = &case.plan.around.record;
    let last: Vec<&YearSavings> = record.iter().rev().take(YEARS).collect();
    if last.len() < 2 {
        return Outcome::CannotCheck {
            missing: "savings delivered in the years before",
        };
    }
    let delivered: Money = last.iter().map(|year| year.delivered.value).sum();
    let average = Money::from_pounds(delivered.pounds() / Decimal::from(last.len()));
    let wanted = asked(savings);
    let step = wanted.share_of(average);
    let Some(step) = step.filter(|step| *step > policy.lines.record_step.value) else {
        return Outcome::Passed;
    };
    let years: Vec<String> = last
        .iter()
        .rev()
        .map(|year| format!("{} in {}", money(year.delivered.value), year.year))
        .collect();
    let message = format!(
        "{} of savings is asked, {} the average of the years before: {} delivered.",
        money(wanted),
        times(step),
        years.join(", "),
    );
    let mut cells: Cells = savings
        .target
        .iter()
        .flat_map(|target| target.cells.clone())
        .collect();
    cells.extend(
        last.iter()
            .rev()
            .flat_map(|year| year.delivered.cells.clone()),
    );
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(wanted - average));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::FinancialYear;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with(delivered: [i64; 3]) -> Case {
        let mut case = clean_case_in_year();
        case.plan.around.record = (2020..)
            .zip(delivered)
            .map(|(year, value)| YearSavings {
                year: FinancialYear(year),
                planned: None,
                delivered: pounds(value, &format!("Record!C{}", year - 2016)),
            })
            .collect();
        case
    }

    #[test]
    fn twice_the_average_of_three_years_is_found_at_target_and_record() {
        let case = with([4_000_000, 5_000_000, 6_000_000]);
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(
            addresses(&findings[0]),
            ["CIP!G5", "Record!C4", "Record!C5", "Record!C6"]
        );
        assert_eq!(
            findings[0].message,
            "£8.0m of savings is asked, 1.6 times the average of the years before: £4.0m in 2020/21, £5.0m in 2021/22, \
             £6.0m in 2022/23 delivered."
        );
        assert_eq!(findings[0].pounds(), Money::from_pounds(3_000_000));
    }

    #[test]
    fn a_step_within_reach_passes_and_no_record_cannot_be_checked() {
        let case = with([7_000_000, 8_000_000, 9_000_000]);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
        assert!(matches!(
            check(&crate::plan::example::clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
