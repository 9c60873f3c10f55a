//! Years headed by the day they close on, as in national returns: "Plan 31/03/2027" before the twelve months from
//! 30/04/2026 to 31/03/2027, and "Outturn 31/03/2026" before it. They are known by adding up the months.

use super::grid::Grid;
use super::region::Region;
use super::table::Column;
use super::text::words;
use super::{periods, sums};
use crate::plan::FinancialYear;

/// Makes years of the closing months that stand apart from the months, if one of them adds these up.
pub(super) fn are_years(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let runs = runs(columns);
    let apart: Vec<(usize, u16)> = columns
        .iter()
        .enumerate()
        .filter(|(at, column)| {
            column.is_numeric() && !runs.iter().any(|run| (*run..run + 12).contains(at))
        })
        .filter_map(|(at, column)| Some((at, closing(column)?)))
        .collect();
    let adds_up = |at: usize| {
        let whole = columns.get(at).map(|column| column.index);
        whole.is_some_and(|whole| {
            let months = |run: &usize| -> Vec<u32> {
                let months = columns.get(*run..run + 12).unwrap_or(&[]);
                months.iter().map(|month| month.index).collect()
            };
            runs.iter()
                .any(|run| sums::is_sum(grid, &region.rows, whole, &months(run)))
        })
    };
    if !apart.iter().any(|(at, _)| adds_up(*at)) && !is_split(columns) {
        return;
    }
    for (at, closes) in apart {
        let Some(column) = columns.get_mut(at) else {
            continue;
        };
        for facets in [&mut column.facets, &mut column.own] {
            facets.month = None;
            facets.annual = true;
            facets.year = Some(FinancialYear(closes.saturating_sub(1)));
        }
    }
}

/// Whether every dated column closes a year and one of a year is its recurrent part: there are no months beside it.
fn is_split(columns: &[Column]) -> bool {
    let dated = || {
        columns
            .iter()
            .filter(|column| column.is_numeric())
            .filter(|column| column.facets.month.is_some() || closing(column).is_some())
    };
    let parts = dated()
        .filter(|column| column.own.recurrent.is_some())
        .count();
    dated().all(|column| closing(column).is_some()) && parts >= 2
}

/// Where twelve months in a row begin, April first.
fn runs(columns: &[Column]) -> Vec<usize> {
    let number = |column: &Column| column.facets.month.map(|month| month.number);
    let starts = columns.windows(12).enumerate().filter(|(_, months)| {
        let mut months = (1..=12).zip(*months);
        months.all(|(at, column)| number(column) == Some(at))
    });
    starts.map(|(at, _)| at).collect()
}

/// The calendar year of a column headed by the last month of a financial year, itself or in a group of its own.
fn closing(column: &Column) -> Option<u16> {
    let of_group = || {
        column
            .groups
            .iter()
            .find_map(|group| periods::month(&words(group)))
    };
    let month = column
        .facets
        .month
        .or_else(of_group)
        .filter(|month| month.number == 12)?;
    month.calendar_year
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::Money;

    const MONTHS: [&str; 12] = [
        "30/04/2026",
        "31/05/2026",
        "30/06/2026",
        "31/07/2026",
        "31/08/2026",
        "30/09/2026",
        "31/10/2026",
        "30/11/2026",
        "31/12/2026",
        "31/01/2027",
        "28/02/2027",
        "31/03/2027",
    ];

    fn row(label: &str, outturn: i64, plan: i64) -> String {
        let months = vec![(plan / 12).to_string(); 12].join("|");
        format!("{label}|{outturn}|{plan}|{months}")
    }

    #[test]
    fn the_plan_and_the_outturn_are_headed_by_the_day_they_close_on() {
        let months = MONTHS.join("|");
        let plans = ["Plan"; 13].join("|");
        let account = format!(
            "Elm NHS Trust, £000\n\n|Outturn|{plans}\nLine|31/03/2026|31/03/2027|{months}\n{}\n{}\n{}\n{}",
            row("Income", 118_800, 120_000),
            row("Pay", -81_600, -84_000),
            row("Non-pay", -40_800, -37_200),
            row("Surplus / (deficit)", -3_600, -1_200),
        );
        let savings = format!(
            "Elm NHS Trust efficiencies, £000\n\n|Outturn|{plans}\nScheme|31/03/2026|31/03/2027|{months}\n{}\n{}\n{}",
            row("Rotas", 600, 1_200),
            row("Bank rates", 0, 2_400),
            row("Medicines", 480, 600),
        );
        let plan = read(&[("SoCI", &account), ("Efficiencies", &savings)]);
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, Money::from_pounds(-1_200_000));
        let savings = plan.savings.unwrap();
        assert_eq!(savings.total().value, Money::from_pounds(4_200_000));
        assert!(savings.lines[0].phasing.is_some());
    }

    #[test]
    fn last_march_before_the_months_of_a_waiting_list_stays_a_month() {
        let months = MONTHS.join("|");
        let elective = read(&[(
            "RTT",
            &format!(
                "Elm NHS Trust waiting over 52 weeks\n\nSpecialty|31/03/2026|{months}\nEar, nose and throat|100|{0}\nEyes|60|{0}",
                ["50"; 12].join("|")
            ),
        )])
        .elective
        .unwrap();
        let months = elective.total(crate::plan::Weeks(52));
        assert_eq!(months.len(), 13);
    }
}
#[cfg(test)]
mod dates {
    use crate::import::fixture::{pounds, sheet, workbook};
    use crate::import::import;
    use crate::review::Review;
    use crate::workbook::{Cell, Value};

    #[test]
    fn closing_days_over_parts_are_years_whether_dates_or_words() {
        let mut drawn = sheet(
            "Efficiencies 2025/26",
            "Oak ICB efficiencies\n\nCode|Scheme|Outturn|Plan|Plan|Plan\n||x|y|y|y\n||Total £000|Recurrent £000|Non-recurrent £000|Total £000\n\
             E1|Beds|4|5|0|5\nE2|Land|0|0|2|2\nE3|Drugs|1|3|0|3\nE4|Rota|1|2|0|2",
        );
        // 31 March 2025 and 2026.
        for (column, day) in [(2, 45747.0), (3, 46112.0), (4, 46112.0), (5, 46112.0)] {
            drawn.insert(3, column, Cell::new(Value::Date(day)));
        }
        let savings = import(&[workbook(vec![drawn])], &Review::default())
            .plan
            .savings
            .unwrap();
        assert_eq!(savings.total().value, pounds(12_000));
        assert_eq!(savings.recurrent(), Some(pounds(10_000)));
    }
}
