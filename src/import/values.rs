//! Which columns of a savings table hold the year's plan, its months or quarters, and what else is known by line.

use super::header::{Basis, Role};
use super::sums;
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use crate::plan::FinancialYear;
use crate::review::Meaning;
use rust_decimal::Decimal;

/// Where a line's value stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ValueFrom {
    Column(u32),
    /// Recurrent and non-recurrent, or parts of an organisation, that add up to the value.
    Sum(Vec<u32>),
    Months,
    Quarters,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    pub(super) value: ValueFrom,
    pub(super) months: [Option<u32>; 12],
    /// Whether the months add up as they go.
    pub(super) cumulative: bool,
    pub(super) quarters: [Option<u32>; 4],
    pub(super) full_year_effect: Option<u32>,
    /// Planned up to the month the actuals reach.
    pub(super) plan_to_date: Option<u32>,
    pub(super) actual: Option<u32>,
    pub(super) forecast: Option<u32>,
    /// Recurrent and non-recurrent value, where both have columns of their own.
    pub(super) split: Option<(u32, u32)>,
    /// A column for the recurrent (`true`) or the one-off part of the value, without the other.
    pub(super) part: Option<(u32, bool)>,
}

/// Chooses the columns; `None` where no column can hold a plan value.
pub(super) fn choose(table: &Table<'_, '_>, year: Option<FinancialYear>) -> Option<Columns> {
    let months = months(table);
    let quarters = quarters(table);
    let cumulative = table.columns.iter().any(|column| {
        (column.facets.month.is_some() || column.facets.quarter.is_some())
            && column.facets.cumulative
    }) || says_cumulative(table, &months);
    let split = split(table);
    let mut columns = Columns {
        value: ValueFrom::Months,
        months,
        cumulative,
        quarters,
        full_year_effect: first(table, |column| column.facets.full_year_effect),
        plan_to_date: only(table, |column| {
            is_planned(column) && column.facets.to_date && column.facets.quarter.is_none()
        }),
        actual: first(table, |column| {
            column.facets.basis == Some(Basis::Actual)
                && (column.facets.month.is_none() || column.facets.to_date)
        }),
        forecast: first(table, |column| {
            column.facets.basis == Some(Basis::Forecast)
                && !column.facets.to_date
                && column.facets.month.is_none()
        }),
        split,
        part: None,
    };
    super::correct::places(table, &mut columns);
    columns.value = value(table, year, &columns)?;
    if let (ValueFrom::Column(whole), None) = (&columns.value, columns.split) {
        columns.part = part(table, *whole);
    }
    if !columns.cumulative {
        columns.cumulative = adds_up_as_it_goes(table, &columns);
    }
    Some(columns)
}

fn first(table: &Table<'_, '_>, fits: impl Fn(&Column) -> bool) -> Option<u32> {
    table
        .columns
        .iter()
        .find(|column| column.is_value() && fits(column))
        .map(|column| column.index)
}

/// The one column that fits; several are months that add up as they go.
fn only(table: &Table<'_, '_>, fits: impl Fn(&Column) -> bool) -> Option<u32> {
    let mut columns = table.columns.iter().filter(|column| fits(column));
    let column = columns.next()?;
    columns.next().is_none().then_some(column.index)
}

/// A column that plans the current year.
fn is_planned(column: &Column) -> bool {
    column.is_value()
        && column.meant.is_none_or(Meaning::is_plan)
        && !column.facets.full_year_effect
        && !matches!(
            column.facets.basis,
            Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
        )
}

fn months(table: &Table<'_, '_>) -> [Option<u32>; 12] {
    let mut months = [None; 12];
    for column in table.columns.iter().filter(|column| is_planned(column)) {
        let Some(month) = column.facets.month.filter(|_| !column.facets.to_date) else {
            continue;
        };
        if let Some(slot) = months.get_mut(usize::from(month.number) - 1) {
            slot.get_or_insert(column.index);
        }
    }
    if months.iter().flatten().count() < 3 {
        return [None; 12];
    }
    months
}

fn quarters(table: &Table<'_, '_>) -> [Option<u32>; 4] {
    let mut quarters = [None; 4];
    for column in table.columns.iter().filter(|column| is_planned(column)) {
        if let Some(quarter) = column.facets.quarter
            && let Some(slot) = quarters.get_mut(usize::from(quarter) - 1)
        {
            slot.get_or_insert(column.index);
        }
    }
    if quarters.iter().flatten().count() < 2 {
        return [None; 4];
    }
    quarters
}

/// Recurrent and non-recurrent values side by side.
fn split(table: &Table<'_, '_>) -> Option<(u32, u32)> {
    let of = |recurrent| {
        table
            .columns
            .iter()
            .find(|column| {
                is_planned(column)
                    && column.facets.month.is_none()
                    && column.facets.recurrent == Some(recurrent)
            })
            .map(|column| column.index)
    };
    Some((of(true)?, of(false)?))
}

/// A recurrent or one-off value beside the whole, never more than it.
fn part(table: &Table<'_, '_>, whole: u32) -> Option<(u32, bool)> {
    table
        .columns
        .iter()
        .filter(|column| {
            column.index != whole && is_planned(column) && column.facets.month.is_none()
        })
        .find_map(|column| {
            let recurrent = column.own.recurrent?;
            let within = table.region.rows.iter().all(|row| {
                match (
                    table.grid.number(*row, column.index),
                    table.grid.number(*row, whole),
                ) {
                    (Some(part), Some(whole)) => part.abs() <= whole.abs(),
                    _ => true,
                }
            });
            within.then_some((column.index, recurrent))
        })
}

fn value(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    columns: &Columns,
) -> Option<ValueFrom> {
    if let Some(said) = super::correct::plan_columns(table) {
        return Some(said);
    }
    let candidates: Vec<(i32, &Column)> = table
        .columns
        .iter()
        .filter(|column| {
            is_planned(column) && column.facets.month.is_none() && column.facets.quarter.is_none()
        })
        .filter_map(|column| Some((score(table, column, year, columns)?, column)))
        .collect();
    let best = candidates.iter().map(|(score, _)| *score).max();
    let phased = columns.months.iter().any(Option::is_some);
    let quartered = columns.quarters.iter().any(Option::is_some);
    match best {
        None if phased => Some(ValueFrom::Months),
        None if quartered => Some(ValueFrom::Quarters),
        None => columns.split.map(|(yes, no)| ValueFrom::Sum(vec![yes, no])),
        Some(best) => {
            if best <= 0 && (phased || quartered) {
                return Some(if phased {
                    ValueFrom::Months
                } else {
                    ValueFrom::Quarters
                });
            }
            let equals: Vec<&Column> = candidates
                .iter()
                .filter(|(score, _)| *score == best)
                .map(|(_, column)| *column)
                .collect();
            let columns: Vec<u32> = equals.iter().map(|column| column.index).collect();
            // One of them may be the others' total, whatever it is called.
            let total = sums::of_the_others(table.grid, &table.region.rows, &columns);
            if total.is_some() {
                return total.map(ValueFrom::Column);
            }
            let parts = equals.len() > 1
                && equals.iter().all(|column| {
                    !column.group.is_empty()
                        && equals.first().is_some_and(|first| {
                            column.group == first.group && alike(column, first)
                        })
                        && !column.own.total
                });
            if parts {
                return Some(ValueFrom::Sum(columns));
            }
            equals.first().map(|column| ValueFrom::Column(column.index))
        }
    }
}

/// Parts of one value are headed by names: "In 2024/25" and "Full year" are two values.
fn alike(one: &Column, other: &Column) -> bool {
    (one.own.year, one.own.annual) == (other.own.year, other.own.annual)
}

/// How well a column's header and figures speak for the year's plan.
fn score(
    table: &Table<'_, '_>,
    column: &Column,
    year: Option<FinancialYear>,
    columns: &Columns,
) -> Option<i32> {
    let facets = &column.facets;
    if facets.to_date || facets.weeks.is_some() {
        return None;
    }
    if facets.says("cost; costs; investment; spend; enabling; wte; fte; score")
        && !facets
            .says("cost improvement; cost reduction; cost saving; cost savings; reduction; saving")
    {
        return None;
    }
    if facets.says("identified; unidentified") && facets.role != Some(Role::Value) {
        return None;
    }
    let own_split = columns
        .split
        .is_some_and(|(yes, no)| column.index == yes || column.index == no);
    if own_split {
        return None;
    }
    let mut score = 0;
    score += if facets.basis == Some(Basis::Plan) {
        4
    } else {
        0
    };
    score += if facets.annual { 4 } else { 0 };
    score += if facets.total { 3 } else { 0 };
    score += i32::from(facets.says("revised; final; current; latest; approved; agreed"));
    score += i32::from(facets.unit.is_some());
    let net = |column: &Column| column.own.says("net") && !column.own.says("gross");
    if column.own.says("gross")
        && table
            .columns
            .iter()
            .any(|other| other.is_value() && net(other))
    {
        score -= 2;
    }
    score += i32::from(net(column)) * 2;
    score -= if column.own.says("target; requirement") {
        2
    } else {
        0
    };
    score -= if facets.recurrent == Some(true) { 2 } else { 0 };
    match (facets.year, year) {
        (Some(own), Some(year)) if own == year => score += 4,
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    let phases: Vec<u32> = columns
        .months
        .iter()
        .flatten()
        .chain(columns.quarters.iter().flatten())
        .copied()
        .collect();
    if adds_up(table, column.index, &phases) {
        score += 5;
    }
    Some(score)
}

/// Whether the parts add up to the whole in most rows that have both.
fn adds_up(table: &Table<'_, '_>, whole: u32, parts: &[u32]) -> bool {
    if parts.len() < 2 {
        return false;
    }
    let mut agree = 0_usize;
    let mut rows = 0_usize;
    for row in &table.region.rows {
        let Some(total) = table
            .grid
            .number(*row, whole)
            .filter(|total| !total.is_zero())
        else {
            continue;
        };
        let sum: Vec<Decimal> = parts
            .iter()
            .filter_map(|part| table.grid.number(*row, *part))
            .collect();
        if sum.is_empty() {
            continue;
        }
        rows += 1;
        let tolerance = Decimal::new(6, 0).min(total.abs() / Decimal::from(20));
        agree += usize::from(
            (sum.iter().fold(Decimal::ZERO, |a, b| a.saturating_add(*b)) - total).abs()
                <= tolerance,
        );
    }
    rows >= 2 && agree * 2 > rows
}

/// Whether what stands above the table says that its months add up as they go, and in most rows none falls.
fn says_cumulative(table: &Table<'_, '_>, months: &[Option<u32>; 12]) -> bool {
    let said = has_any(&padded(&words(&table.setting)), "cumulative; cumulatively");
    let rows = || table.region.rows.iter();
    let run = |row: u32| -> Vec<Decimal> {
        let cells = months.iter().flatten();
        cells
            .filter_map(|month| table.grid.number(row, *month))
            .collect()
    };
    let phased = rows().filter(|row| run(**row).len() >= 6).count();
    let growing = |row: &&u32| {
        let run = run(**row);
        run.len() >= 6
            && run
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.abs() <= b.abs()))
    };
    said && phased >= 2 && rows().filter(growing).count() * 3 > phased * 2
}

/// Whether the last month is the year's value and no month is less than the one before, in most rows.
fn adds_up_as_it_goes(table: &Table<'_, '_>, columns: &Columns) -> bool {
    let months: Vec<u32> = columns.months.iter().flatten().copied().collect();
    let ValueFrom::Column(whole) = columns.value else {
        return false;
    };
    let Some(last) = months.last().filter(|_| months.len() >= 6) else {
        return false;
    };
    if adds_up(table, whole, &months) {
        return false;
    }
    let mut agree = 0_usize;
    let mut rows = 0_usize;
    for row in &table.region.rows {
        let (Some(total), Some(end)) = (
            table.grid.number(*row, whole),
            table.grid.number(*row, *last),
        ) else {
            continue;
        };
        let run: Vec<Decimal> = months
            .iter()
            .filter_map(|month| table.grid.number(*row, *month))
            .collect();
        let growing = run
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.abs() <= b.abs()));
        rows += 1;
        agree += usize::from(growing && total == end);
    }
    rows >= 2 && agree * 3 > rows * 2
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Phasing, Saving};
    use crate::review::Review;

    fn first(drawn: &str) -> Saving {
        import(&[workbook(vec![sheet("CIP", drawn)])], &Review::default())
            .plan
            .savings
            .unwrap()
            .lines
            .remove(0)
    }

    #[test]
    fn months_that_add_up_as_they_go_are_taken_apart() {
        let months: Vec<String> = (1..=12).map(|month| format!("M{month}")).collect();
        let run = |each: u32| {
            (1..=12)
                .map(|month| (month * each).to_string())
                .collect::<Vec<_>>()
                .join("|")
        };
        let line = first(&format!(
            "CIP 2024/25 £k\n\nScheme|R/NR|Annual|{}\nBeds|R|120|{}\nBank|R|240|{}",
            months.join("|"),
            run(10),
            run(20)
        ));
        let Some(Phasing::Months(months)) = line.phasing else {
            panic!("{:?}", line.phasing)
        };
        assert!(
            months
                .iter()
                .flatten()
                .all(|month| month.value == Money::from_pounds(10_000))
        );
        assert_eq!(line.value.value, Money::from_pounds(120_000));
    }

    #[test]
    fn months_by_number_are_months_of_amounts() {
        for word in ["Month", "Period", "Mth"] {
            let months: Vec<String> = (1..=12).map(|at| format!("{word} {at}")).collect();
            let line = first(&format!(
                "CIP 2024/25 £k\n\nScheme|R/NR|Annual|{}\nBeds|R|12{}\nBank|R|24{}",
                months.join("|"),
                "|1".repeat(12),
                "|2".repeat(12)
            ));
            assert!(matches!(line.phasing, Some(Phasing::Months(_))), "{word}");
            assert_eq!(line.value.value, Money::from_pounds(12_000));
        }
    }

    #[test]
    fn the_years_plan_is_chosen_among_drafts_years_and_actuals() {
        let line = first(
            "CIP 2024/25 £k\n\nScheme|R/NR|Draft plan|Plan 23/24|Plan 24/25|YTD plan|YTD actual|Forecast|FYE 25/26\nBeds|R|1|2|30|4|5|6|70\nBank|R|1|2|30|4|5|6|70",
        );
        assert_eq!(line.value.cells[0].to_string(), "CIP!E4");
        assert_eq!(
            line.full_year_effect.unwrap().value,
            Money::from_pounds(70_000)
        );
        assert_eq!(line.forecast.unwrap().value, Money::from_pounds(6_000));
    }

    #[test]
    fn the_year_and_the_full_year_under_one_group_are_no_parts() {
        let line = first(
            "CIP 2024/25 £k\n\nDetails||Money|\nScheme|R/NR|Value in 2024/25|Full year value\nBeds|R|90|120\nBank|R|20|20",
        );
        assert_eq!(line.value.value, Money::from_pounds(90_000));
    }

    #[test]
    fn recurrent_and_one_off_values_side_by_side_make_one_line() {
        let line = first("CIP 2024/25 £k\n\nScheme|Recurrent|Non-recurrent\nBeds|90|10\nBank|20|0");
        assert_eq!(line.value.value, Money::from_pounds(100_000));
        assert_eq!(line.recurrent(), Some(Money::from_pounds(90_000)));
    }
}
