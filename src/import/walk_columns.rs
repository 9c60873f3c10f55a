//! An account that walks from left to right: "2023/24 outturn | Inflation | Investment | Efficiency | 2024/25 opening budget".
//! What the walk ends on is the year's plan, and what it begins with and its steps are none of it.

use super::grid::Grid;
use super::header::Basis;
use super::region::Region;
use super::table::Column;
use rust_decimal::Decimal;

/// As many rows show whether a walk adds up, and fewer may do so by chance.
const ROWS_MAX: usize = 200;
const ROWS_MIN: usize = 3;
const STEPS_MAX: usize = 12;

pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let Some((from, to)) = walk(grid, region, columns) else {
        return;
    };
    let Some([steps @ .., end]) = columns.get_mut(from + 1..=to) else {
        return;
    };
    for step in steps {
        for facets in [&mut step.facets, &mut step.own] {
            facets.basis = Some(Basis::Aside);
        }
    }
    for facets in [&mut end.facets, &mut end.own] {
        facets.basis = Some(Basis::Plan);
    }
}

/// Where the walk begins and ends.
fn walk(grid: &Grid<'_>, region: &Region, columns: &[Column]) -> Option<(usize, usize)> {
    let mut starts = columns.iter().enumerate().filter(|(_, one)| begins(one));
    starts.find_map(|(from, _)| {
        let last = (from + 1 + STEPS_MAX).min(columns.len().checked_sub(1)?);
        let mut ends = (from + 2..=last).filter(|to| {
            let steps = columns.get(from + 1..*to).unwrap_or(&[]);
            steps.iter().all(is_step)
                && columns.get(*to).is_some_and(ends)
                && adds_up(grid, region, columns.get(from..=*to).unwrap_or(&[]))
        });
        ends.next().map(|to| (from, to))
    })
}

/// Last year's outturn, a budget rolled over, a baseline.
fn begins(column: &Column) -> bool {
    column.is_numeric()
        && !is_period(column)
        && matches!(
            column.facets.basis,
            Some(Basis::Forecast | Basis::Actual | Basis::Aside)
        )
        || (column.is_numeric() && !is_period(column) && column.own.says(ROLLED_FORWARD))
}

const ROLLED_FORWARD: &str = "rolled forward; roll forward; rollover; rolled over; brought forward; recurrent budget; \
    recurrent budgets; last year; previous year; prior year";

fn is_step(column: &Column) -> bool {
    (column.is_numeric() || (column.texts == 0 && column.numbers == 0)) && !is_period(column)
}

/// The plan, by its name or by its year.
fn ends(column: &Column) -> bool {
    column.is_numeric()
        && !is_period(column)
        && (column.own.says("plan; budget; budgets") || column.facets.year.is_some())
        && !matches!(
            column.facets.basis,
            Some(Basis::Variance | Basis::Actual | Basis::Forecast)
        )
}

fn is_period(column: &Column) -> bool {
    column.facets.month.is_some() || column.facets.quarter.is_some() || column.facets.to_date
}

/// Whether the last is the sum of the others in nearly all rows, and some row takes a step.
fn adds_up(grid: &Grid<'_>, region: &Region, walk: &[Column]) -> bool {
    let [first, steps @ .., last] = walk else {
        return false;
    };
    let (mut seen, mut agree, mut moved) = (0_usize, 0_usize, 0_usize);
    for row in region.rows.iter().take(ROWS_MAX) {
        let number = |column: &Column| grid.number(*row, column.index);
        let (Some(begun), Some(ended)) = (number(first), number(last)) else {
            continue;
        };
        let steps: Vec<Decimal> = steps.iter().filter_map(number).collect();
        let sum = steps
            .iter()
            .try_fold(begun, |sum, step| sum.checked_add(*step));
        let scale = ended.scale().max(begun.scale());
        let off = sum.and_then(|sum| sum.checked_sub(ended));
        seen += 1;
        moved += usize::from(steps.iter().any(|step| !step.is_zero()));
        // One in the last place may be lost in rounding.
        agree += usize::from(off.is_some_and(|off| off.abs() <= Decimal::new(2, scale)));
    }
    agree >= ROWS_MIN && moved >= ROWS_MIN && agree * 5 >= seen * 4
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::Money;

    #[test]
    fn an_account_walks_from_the_outturn_to_the_budget() {
        let plan = read(&[(
            "Opening budgets",
            "NHS Elm ICB budgets 2024/25 (£'000), expenditure positive\n\n\
             |2023/24 outturn|Inflation and growth|Investment and other|Efficiency|2024/25 opening budget\n\
             Allocation|900000|30000|4000||934000\nAcute|500000|20000|3000|-8000|515000\n\
             Prescribing|150000|9000|0|-6000|153000\nContinuing care|250000|11000|1000|-2000|260000\n\
             Total expenditure|900000|40000|4000|-16000|928000\nPlanned surplus / (deficit)|0||||6000",
        )]);
        let position = plan.position.unwrap();
        let declared = position.declared.unwrap();
        assert_eq!(declared.value, Money::from_pounds(6_000_000));
        assert_eq!(
            position.base.unwrap().value.value,
            Money::from_pounds(934_000_000)
        );
    }

    #[test]
    fn budgets_rolled_forward_walk_to_the_opening_budget() {
        let plan = read(&[(
            "Opening budgets",
            "Elm NHS Trust budgets 2024/25 (£'000)\n\n\
             |Rolled forward budget|Inflation|Efficiency|Opening budget 2024/25\n\
             Income|400000|12000|0|412000\nPay|-260000|-9000|5000|-264000\n\
             Non-pay|-146000|-6000|3000|-149000\nSurplus / (deficit)|-6000|-3000|8000|-1000",
        )]);
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, Money::from_pounds(-1_000_000));
    }

    #[test]
    fn a_column_that_does_not_end_the_walk_leaves_the_plan_where_it_was() {
        let plan = read(&[(
            "Budgets",
            "NHS Elm ICB budgets 2024/25 (£'000)\n\n|2023/24 outturn|2024/25 plan|Change|2024/25 opening budget\n\
             Allocation|900000|934000|34000|930000\nAcute|-500000|-515000|-15000|-510000\n\
             Prescribing|-400000|-413000|-13000|-411000\nSurplus / (deficit)|0|6000|6000|9000",
        )]);
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, Money::from_pounds(6_000_000));
    }
}
