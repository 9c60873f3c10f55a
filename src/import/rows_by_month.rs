//! Tables in long form, a row for each thing and month: which column holds the months, whatever it is headed, and that
//! "in month" over one of its figures is the figure of the row's own month and no sum so far.

use super::grid::Grid;
use super::header::{Facets, Role};
use super::long_form::are_periods;
use super::periods;
use super::region::Region;
use super::table::Column;
use super::text::{one_line, words};
use crate::plan::{FinancialYear, Month};
use crate::workbook::{Cell, Value};
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer months than this may be the months of something else.
pub(super) const MONTHS_MIN: usize = 3;
/// As many rows tell how a table is laid out.
pub(super) const ROWS_COMPARED: usize = 2_000;

/// Gives the months their role, and takes "in month" for what it is in rows of a month each.
pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    // Months across are no rows of a month each.
    if columns.iter().any(|column| {
        column.own.month.is_some() && column.role != Some(Role::Month) && column.is_numeric()
    }) {
        return;
    }
    let named = columns
        .iter()
        .find(|column| column.role == Some(Role::Month))
        .map(|column| column.index);
    let months = match named {
        Some(column) => Some(column).filter(|column| is_long(grid, region, columns, *column)),
        None => columns
            .iter()
            .filter(|column| may_hold_months(column))
            .map(|column| column.index)
            .find(|column| is_long(grid, region, columns, *column)),
    };
    let Some(months) = months else {
        return;
    };
    for column in columns {
        if column.index == months {
            column.role = Some(Role::Month);
        } else if is_of_the_month(&column.facets) {
            column.facets.to_date = false;
            column.own.to_date = false;
        }
    }
}

/// "Plan in month", "Current month actual"; a sum so far says so.
fn is_of_the_month(facets: &Facets) -> bool {
    facets.to_date
        && facets.says("in month; current month")
        && !facets.says("ytd; year to date; to date")
        && periods::up_to(&words(&facets.text)).is_none()
}

/// Days, or numbers and words that may name months.
fn may_hold_months(column: &Column) -> bool {
    let only = |count: usize| count > 0 && count == column.numbers + column.texts + column.dates;
    let named = matches!(
        column.role,
        Some(
            Role::Name
                | Role::Organisation
                | Role::OrganisationCode
                | Role::Owner
                | Role::Status
                | Role::Recurrence
        )
    );
    !named && (only(column.dates) || only(column.numbers) || only(column.texts))
}

/// Whether every row is of a month, the months follow each other, and what the rows are of comes back month by month: a
/// list of schemes has dates too, and each scheme once.
fn is_long(grid: &Grid<'_>, region: &Region, columns: &[Column], months: u32) -> bool {
    if !are_periods(grid, &region.rows, months) {
        return false;
    }
    let labels = labels(columns, months);
    let mut things: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut rows = 0_usize;
    for row in region.rows.iter().take(ROWS_COMPARED) {
        let Some(cell) = grid.spread(*row, months) else {
            continue;
        };
        let Some(at) = place_of(cell) else {
            return false;
        };
        seen.insert(at);
        rows += 1;
        *things.entry(thing(grid, &labels, *row)).or_default() += 1;
    }
    let in_turn = seen
        .iter()
        .zip(seen.iter().skip(1))
        .all(|(one, next)| next - one == 1);
    seen.len() >= MONTHS_MIN && in_turn && things.len() * MONTHS_MIN <= rows
}

/// The columns besides this one that say what a row is of.
pub(super) fn labels(columns: &[Column], besides: u32) -> Vec<u32> {
    let labels = columns.iter().filter(|column| {
        column.index != besides
            && column.role != Some(Role::Note)
            && (column.is_text() || column.role == Some(Role::Reference))
    });
    labels.map(|column| column.index).collect()
}

/// What a row is of, by what these columns say.
pub(super) fn thing(grid: &Grid<'_>, labels: &[u32], row: u32) -> String {
    let mut thing = String::new();
    for column in labels {
        let label = grid.label(row, *column).map(|label| one_line(&label));
        thing.push_str(&label.unwrap_or_default());
        thing.push('|');
    }
    thing
}

/// Months counted on, so that those that follow each other differ by one.
fn place_of(cell: Cell<'_>) -> Option<u32> {
    let month = month_of(cell)?;
    Some(u32::from(month.year) * 12 + u32::from(month.month))
}

/// The month of a day, of "Apr-25" or "2025-04-01", or of 202504 or 20250401.
pub(super) fn month_of(cell: Cell<'_>) -> Option<Month> {
    let named = match cell.value {
        Value::Date(serial) => return Month::from_excel_serial(serial),
        Value::Text(text) => periods::month(&words(text)),
        Value::Number(_) => {
            let number = super::grid::number(cell)?.to_u32()?;
            periods::month(&[number.to_string()])
        }
        _ => None,
    }?;
    let year = named.calendar_year?;
    let financial = FinancialYear(if named.number <= 9 {
        year
    } else {
        year.saturating_sub(1)
    });
    Some(financial.month(named.number))
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};
    use crate::plan::{Phasing, Plan};

    /// A row for each thing and each month of the years that begin in these, by `row`.
    fn long(head: &str, years: &[u16], row: &dyn Fn(u16, u8) -> Vec<String>) -> String {
        let months = years.iter().flat_map(|year| {
            let of = |year: u16, months: std::ops::RangeInclusive<u8>| {
                months.map(move |month| (year, month))
            };
            of(*year, 4..=12).chain(of(*year + 1, 1..=3))
        });
        let rows: Vec<String> = months.flat_map(|(year, month)| row(year, month)).collect();
        format!("{head}\n{}", rows.join("\n"))
    }

    fn declared(plan: Plan) -> Option<crate::plan::Money> {
        Some(plan.position?.declared?.value)
    }

    fn result(head: &str, day: &dyn Fn(u16, u8) -> String) -> Option<crate::plan::Money> {
        let drawn = long(head, &[2025], &|year, month| {
            let row = |line: &str, each: i32| {
                format!(
                    "RXX|Oak NHS Trust|{line}|{}|{each}|{}",
                    day(year, month),
                    each - 1_000_000
                )
            };
            vec![
                row("Surplus / (deficit)", -9_000_000),
                row("Adjusted surplus / (deficit)", -7_000_000),
            ]
        });
        declared(read(&[("Extract 2025/26", &drawn)]))
    }

    #[test]
    fn in_month_over_rows_of_months_is_the_months_own() {
        for (month, plan, actual) in [
            ("MonthStart", "InMonthPlanGBP", "InMonthActualGBP"),
            ("Period commencing", "Plan (in month)", "Actual (in month)"),
            ("Snapshot", "Current month plan", "Current month actual"),
            ("Date key", "PlanInMonth", "ActualInMonth"),
            ("As at", "Plan", "Actual"),
        ] {
            let head = format!("OrgCode|OrgName|Metric|{month}|{plan}|{actual}");
            let days: [&dyn Fn(u16, u8) -> String; 4] = [
                &|year, month| format!("{year}-{month:02}-01"),
                &|year, month| format!("{year}{month:02}01"),
                &|year, month| format!("{year}{month:02}"),
                &|year, month| format!("01/{month:02}/{year}"),
            ];
            for day in days {
                let read = result(&head, day);
                assert_eq!(read, Some(pounds(-84_000_000)), "{head} {}", day(2025, 4));
            }
        }
    }

    #[test]
    fn of_two_years_of_months_the_plans_own_are_added_up() {
        for (head, year_of) in [
            ("Body|Line|Month|Plan", ""),
            ("Body|Line|Month|Fin year|Plan", "|"),
        ] {
            let drawn = long(head, &[2025, 2024], &|year, month| {
                let named = [
                    "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
                ];
                let in_year = if month < 4 { year - 1 } else { year };
                let own = if in_year == 2025 {
                    -7_000_000
                } else {
                    -50_000_000
                };
                let (month, year_of) = if year_of.is_empty() {
                    (format!("{year}-{month:02}"), String::new())
                } else {
                    let at = usize::from(month);
                    let name = if month < 4 {
                        ["Jan", "Feb", "Mar"][at - 1]
                    } else {
                        named[at - 4]
                    };
                    (
                        name.to_owned(),
                        format!("|{in_year}/{}", in_year - 2000 + 1),
                    )
                };
                vec![
                    format!("Oak NHS Trust|Income|{month}{year_of}|900000000"),
                    format!("Oak NHS Trust|Pay|{month}{year_of}|-907000000"),
                    format!("Oak NHS Trust|Surplus/(deficit)|{month}{year_of}|{own}"),
                ]
            });
            let plan = read(&[("I&E 2025/26", &drawn)]);
            assert_eq!(declared(plan), Some(pounds(-84_000_000)), "{head}");
        }
    }

    #[test]
    fn sums_so_far_of_several_lines_in_one_column_are_taken_apart() {
        let drawn = long(
            "Body|Metric|Month end|YTD plan|YTD actual",
            &[2025],
            &|year, month| {
                let so_far = i32::from(if month < 4 { month + 9 } else { month - 3 });
                let row = |line: &str, each: i32| {
                    let plan = each * so_far;
                    format!(
                        "Oak NHS Trust|{line}|{year}-{month:02}-28|{plan}|{}",
                        plan - 10_000
                    )
                };
                vec![
                    row("Deficit for the year: surplus/(deficit)", -9_000_000),
                    row("Adjusted surplus/(deficit)", -7_000_000),
                ]
            },
        );
        let plan = read(&[("Extract 2025/26", &drawn)]);
        let position = plan.position.unwrap();
        assert_eq!(position.declared.unwrap().value, pounds(-84_000_000));
        let months = &position.organisations[0].monthly;
        let each = months.iter().flatten().map(|month| month.value);
        assert!(each.eq([pounds(-7_000_000); 12]));
    }

    #[test]
    fn a_scheme_in_rows_of_months_adds_up_its_own_figures_in_month() {
        let drawn = long(
            "Scheme ref|Scheme|Recurrent|Period beginning|In month plan|In month actual",
            &[2025],
            &|year, month| {
                vec![
                    format!("A1|Rotas|Yes|{year}-{month:02}-01|1000000|900000"),
                    format!("A2|Beds|No|{year}-{month:02}-01|500000|500000"),
                ]
            },
        );
        let plan = read(&[("Savings 2025/26", &drawn)]);
        let savings = plan.savings.unwrap();
        assert_eq!(savings.lines.len(), 2);
        assert_eq!(savings.total().value, pounds(18_000_000));
        assert!(matches!(savings.lines[0].phasing, Some(Phasing::Months(_))));
    }

    #[test]
    fn the_months_in_which_schemes_begin_are_no_rows_of_months() {
        let rows: Vec<String> = (4..=12)
            .map(|month| format!("S{month}|Scheme {month}|R|2025-{month:02}-01|100|300|1200"))
            .collect();
        let drawn = format!(
            "Oak NHS Trust savings 2025/26, pounds\n\nRef|Scheme|R/NR|Begins|In month plan|Plan to date|Forecast\n{}",
            rows.join("\n")
        );
        let plan = read(&[("Savings", &drawn)]);
        let total = plan.savings.unwrap().total().value;
        assert_ne!(total, pounds(900));
    }
}
