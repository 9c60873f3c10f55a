//! Which columns of a savings table hold the year's plan, its months or quarters, and what else is known by line.

use super::header::Basis;
use super::phases::{adds_up_as_it_goes, months, quarters, says_cumulative};
use super::table::{Column, Table};
use super::text::{is_one_of, words};
use super::value_score::score;
use super::{sums, vocabulary};
use crate::plan::FinancialYear;
use crate::review::Meaning;
use std::collections::BTreeSet;

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
    let (months, run) = months(table);
    let quarters = quarters(table);
    let cumulative = run
        || quarters
            .iter()
            .flatten()
            .filter_map(|quarter| table.column(*quarter))
            .any(|column| column.facets.cumulative)
        || says_cumulative(table, &months);
    let split = split(table);
    let mut columns = Columns {
        value: ValueFrom::Months,
        months,
        cumulative,
        quarters,
        full_year_effect: first(table, |column| column.facets.full_year_effect)
            .or_else(|| full_year_beside(table, year)),
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

/// A full year's value beside one of the plan's year alone is the effect of a whole year.
fn full_year_beside(table: &Table<'_, '_>, year: Option<FinancialYear>) -> Option<u32> {
    let is_whole = |column: &&Column| {
        is_planned(column)
            && column.facets.month.is_none()
            && column
                .own
                .says("full year; full yr; annualised; annualized; whole year")
            && column.own.year.is_none_or(|own| Some(own) == year)
    };
    let of_the_year = |column: &&Column| {
        let own = &column.own;
        is_planned(column)
            && !is_whole(column)
            && own.month.is_none()
            && own.quarter.is_none()
            && !own.to_date
            && own.recurrent.is_none()
            && !vocabulary::target(&own.padded)
            && (own.says("in year; inyear; part year; pye; cye; current year; this year")
                || (year.is_some() && own.year == year))
    };
    let part = table.columns.iter().find(of_the_year)?;
    let of = named_apart(part);
    let whole = table
        .columns
        .iter()
        .find(|column| is_whole(column) && named_apart(column) == of);
    let annual = || {
        let part = table
            .columns
            .iter()
            .find(|column| of_the_year(column) && column.own.says("in year; inyear; part year"))?;
        table.columns.iter().find(|column| {
            column.index != part.index
                && is_planned(column)
                && column.facets.month.is_none()
                && column.own.says("annual; per annum; pa")
                && column.own.year.is_none_or(|own| Some(own) == year)
                && named_apart(column) == named_apart(part)
                && holds(table, column, part)
        })
    };
    whole.or_else(annual).map(|column| column.index)
}

/// What a header names beside the length of the year and that it is a value: an "annual budget" is no whole of an "in-year
/// saving".
fn named_apart(column: &Column) -> BTreeSet<String> {
    const OF_ANY_VALUE: &str = "annual; per; annum; pa; full; year; yr; in; inyear; part; pye; cye; current; this; whole; annualised; \
        annualized; value; values; saving; savings; plan; planned; amount; total; benefit; benefits; gbp; k; m; the; of; cip; qipp";
    let all = words(&column.own.text).into_iter();
    all.filter(|word| {
        let bare = word.trim_start_matches('£');
        !bare.is_empty()
            && !is_one_of(bare, OF_ANY_VALUE)
            && !bare.starts_with(|c: char| c.is_ascii_digit())
    })
    .collect()
}

/// Whether no row has more under the part than under the whole, and some have less.
fn holds(table: &Table<'_, '_>, whole: &Column, part: &Column) -> bool {
    let mut less = false;
    let rows = table.region.rows.iter();
    let mut pairs = rows.filter_map(|row| {
        let number = |column: &Column| table.grid.number(*row, column.index);
        Some((number(whole)?.abs(), number(part)?.abs()))
    });
    let within = pairs.all(|(whole, part)| {
        less |= part < whole;
        part <= whole
    });
    within && less
}

/// The one column that fits; several are months that add up as they go.
fn only(table: &Table<'_, '_>, fits: impl Fn(&Column) -> bool) -> Option<u32> {
    let mut columns = table.columns.iter().filter(|column| fits(column));
    let column = columns.next()?;
    columns.next().is_none().then_some(column.index)
}

/// A column that plans the current year.
pub(super) fn is_planned(column: &Column) -> bool {
    column.is_value()
        && column.meant.is_none_or(Meaning::is_plan)
        && !column.facets.full_year_effect
        && !matches!(
            column.facets.basis,
            Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
        )
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
        None => columns
            .split
            .map(|(yes, no)| ValueFrom::Sum(vec![yes, no]))
            .or_else(|| for_want_of_a_plan(table, year, columns)),
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
            // So may one of those under the first one's heading, where another heading has figures of its own.
            let first = equals.first().map(|column| column.group.as_str());
            let under_first = || -> Vec<u32> {
                let same = equals
                    .iter()
                    .filter(|column| Some(column.group.as_str()) == first);
                same.map(|column| column.index).collect()
            };
            let total = total
                .or_else(|| sums::of_the_others(table.grid, &table.region.rows, &under_first()));
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

/// Where no column plans the year, the one that expects it, or an indicative or draft plan: the only figure there is of
/// what a scheme is to save.
fn for_want_of_a_plan(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    columns: &Columns,
) -> Option<ValueFrom> {
    let stands_in = |column: &&Column| {
        let facets = &column.facets;
        let said = matches!(facets.basis, Some(Basis::Forecast | Basis::Aside));
        column.is_value()
            && column.meant.is_none_or(Meaning::is_plan)
            && said
            && !facets.full_year_effect
            && facets.month.is_none()
            && facets.quarter.is_none()
            && facets.says(
                "forecast; fot; projected; projection; expected; estimate; estimated; indicative; \
                 draft; original; baseline",
            )
            && !facets.says(
                "movement; previous; prior; last year; old; superseded; weighted; adjusted; change",
            )
    };
    let fitting = table.columns.iter().filter(stands_in);
    fitting
        .filter_map(|column| Some((score(table, column, year, columns)?, column)))
        .max_by_key(|(score, column)| (*score, std::cmp::Reverse(column.index)))
        .map(|(_, column)| ValueFrom::Column(column.index))
}

/// Parts of one value are headed by names: "In 2024/25" and "Full year" are two values.
fn alike(one: &Column, other: &Column) -> bool {
    (one.own.year, one.own.annual) == (other.own.year, other.own.annual)
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
    fn what_is_expected_stands_for_a_plan_only_where_there_is_none() {
        let expected = first("CIP 2024/25 £k\n\nScheme|R/NR|Expected saving|Movement\nBeds|R|90|5");
        assert_eq!(expected.value.value, Money::from_pounds(90_000));
        let planned = first("CIP 2024/25 £k\n\nScheme|R/NR|Expected|Plan\nBeds|R|90|120");
        assert_eq!(planned.value.value, Money::from_pounds(120_000));
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

    #[test]
    fn a_full_years_value_before_the_years_own_is_its_effect() {
        let line = first(
            "CIP 2024/25 £k\n\nScheme|R/NR|Full year value|2024/25 value\nBeds|R|120|90\nBank|R|30|20",
        );
        assert_eq!(line.value.value, Money::from_pounds(90_000));
        let effect = line.full_year_effect.unwrap();
        assert_eq!(effect.value, Money::from_pounds(120_000));
        let value = |head: &str, rows: &str| {
            let drawn = format!("CIP 2024/25 £k\n\nScheme|R/NR|{head}\n{rows}");
            first(&drawn).value.value
        };
        let (annual, rows) = ("Annual value|In-year value", "Beds|R|120|90\nBank|R|30|30");
        assert_eq!(value(annual, rows), Money::from_pounds(90_000));
        // More in the year than in a whole one is no part of it.
        let rows = "Beds|R|120|90\nBank|R|30|40";
        assert_eq!(
            value("Annual plan|In-year gain", rows),
            Money::from_pounds(120_000)
        );
    }

    #[test]
    fn of_months_and_their_running_sums_the_months_are_read() {
        let months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep"];
        let line = first(&format!(
            "CIP 2024/25 £k\n\nScheme|R/NR|Monthly plan||||||Cumulative plan\n||{0}|{0}\nBeds|R{1}|10|20|30|40|50|60\nBank|R{1}|10|20|30|40|50|60",
            months.join("|"),
            "|10".repeat(6)
        ));
        assert_eq!(line.value.value, Money::from_pounds(60_000));
        let to_date: Vec<String> = months.iter().map(|month| format!("YTD {month}")).collect();
        let line = first(&format!(
            "CIP 2024/25 £k\n\nScheme|R/NR|{}\nBeds|R|10|20|30|40|50|60\nBank|R|10|20|30|40|50|60",
            to_date.join("|")
        ));
        assert_eq!(line.value.value, Money::from_pounds(60_000));
    }
}
