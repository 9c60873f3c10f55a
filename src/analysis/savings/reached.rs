//! How far into the year the actual savings reach, and what they come to: one point beside the planned curve.

use super::line_months;
use crate::plan::{Money, Saving, Sourced};

/// Savings brought up to the end of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// 1 is April.
    pub month: u8,
    pub actual: Sourced<Money>,
    /// Of the same lines.
    pub plan: Sourced<Money>,
}

/// The month up to whose end the phased plans of the lines make their plans to date. `None` where no month does, or where
/// several do, as between months in which nothing is planned.
pub fn reached(lines: &[&Saving]) -> Option<Reached> {
    let told: Vec<(&Saving, &Sourced<Money>, &Sourced<Money>)> = lines
        .iter()
        .filter_map(|line| {
            Some((
                *line,
                line.plan_to_date.as_ref()?,
                line.actual_to_date.as_ref()?,
            ))
        })
        .filter(|(line, ..)| line.phasing.is_some())
        .collect();
    let plan: Sourced<Money> = told.iter().map(|(_, plan, _)| *plan).sum();
    if plan.value.is_zero() {
        return None;
    }
    let mut so_far = [Money::ZERO; 12];
    for (line, ..) in &told {
        for (month, value) in line.phasing.iter().flat_map(line_months) {
            let from = usize::from(month).saturating_sub(1);
            for sum in so_far.iter_mut().skip(from) {
                *sum += value.value;
            }
        }
    }
    // Twelve roundings a line, in the thousands that most plans are quoted in, and no more than a fiftieth of the plan.
    let rounding = Money::from_pounds(
        rust_decimal::Decimal::from(told.len()) * rust_decimal::Decimal::from(6_000),
    );
    let tolerance = rounding.min(plan.value.abs() * crate::plan::Share::percent(2));
    let mut months = (1..=12_u8)
        .zip(so_far)
        .filter(|(_, sum)| sum.agrees_with(plan.value, tolerance));
    let (month, _) = months.next()?;
    if months.next().is_some() {
        return None;
    }
    Some(Reached {
        month,
        actual: told.iter().map(|(_, _, actual)| *actual).sum(),
        plan,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};

    #[test]
    fn half_of_even_twelfths_planned_to_date_is_the_end_of_september() {
        let case = clean_case_in_year();
        let lines: Vec<&Saving> = case.plan.savings.as_ref().unwrap().lines.iter().collect();
        let reached = reached(&lines).unwrap();
        assert_eq!(reached.month, 6);
        assert_eq!(reached.actual.value, Money::from_pounds(4_000_000));
    }

    #[test]
    fn a_plan_to_date_that_no_month_makes_tells_no_month() {
        let mut case = clean_case_in_year();
        let lines = &mut case.plan.savings.as_mut().unwrap().lines;
        for line in lines.iter_mut() {
            line.plan_to_date = Some(pounds(1_234_567, "CIP!U10"));
        }
        let all: Vec<&Saving> = lines.iter().collect();
        assert_eq!(super::reached(&all), None);
    }
}
