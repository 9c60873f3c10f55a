//! Columns headed by thresholds that leave the weeks unsaid, "Over 18 | Over 52 | Over 65", in a table that speaks of waiting.
//! Ages are written alike: a list of people over 18 and over 65 says nothing of 52 or 78.

use super::grid::Grid;
use super::header::Role;
use super::region::Region;
use super::table::Column;
use super::text::{has_any, padded, words};
use super::weeks;
use crate::plan::Weeks;

/// A table of waits says so in a header, in its title or in the name of its sheet.
const OF_WAITING: &str = "incomplete; incompletes; pathway; pathways; rtt; ptl; waiting; waits; waiters; long waits; waiting list; \
    treatment function";
/// No age that anybody counts.
const OF_WEEKS_ALONE: [Weeks; 3] = [Weeks(52), Weeks(78), Weeks(104)];

pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let threshold = |column: &Column| {
        let own = &column.own;
        let open = column.is_numeric() && own.weeks.is_none() && own.unit.is_none() && !own.percent;
        let said = open && words(&own.text).len() > 1;
        weeks::bare(&own.text).filter(|weeks| said && *weeks != weeks::LIST)
    };
    let told: Vec<Option<Weeks>> = columns.iter().map(threshold).collect();
    let mut measures: Vec<Weeks> = told.iter().flatten().copied().collect();
    measures.sort_unstable();
    let all = measures.len();
    measures.dedup();
    let apart = measures.len() == all && all >= 2;
    if !apart || !measures.iter().any(|weeks| OF_WEEKS_ALONE.contains(weeks)) {
        return;
    }
    let speaks = |text: &str| has_any(&padded(&words(text)), OF_WAITING);
    let heads = columns.iter().any(|column| speaks(&column.own.text));
    let says = |(row, column): &(u32, u32)| grid.text(*row, *column).is_some_and(speaks);
    let titled = region.title.iter().any(says);
    if !heads && !speaks(grid.sheet.name()) && !titled {
        return;
    }
    for (column, weeks) in columns.iter_mut().zip(told) {
        if let Some(weeks) = weeks {
            column.own.weeks = Some(weeks);
            column.facets.weeks = Some(weeks);
            column.role = Some(Role::Value);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::Weeks;

    fn months(title: &str, head: &str) -> Option<usize> {
        let drawn = format!(
            "{title}\nSpecialty|Snapshot date|{head}\nENT|31/03/2026|90|12\nUrology|31/03/2026|80|9\nENT|30/06/2026|85|7\nUrology|30/06/2026|70|5"
        );
        let elective = read(&[("Sheet1", &drawn)]).elective?;
        Some(elective.total(Weeks(52)).len())
    }

    #[test]
    fn thresholds_without_weeks_are_waits_where_the_table_speaks_of_waiting() {
        let of_waits = "Ash NHS Trust incomplete pathways 2026/27";
        assert_eq!(months(of_waits, "Over 18|Over 52"), Some(2));
        assert_eq!(months(of_waits, "Above 52|Above 65"), Some(2));
        assert_eq!(
            months("Ash NHS Trust activity 2026/27", "Over 18|Over 52"),
            None
        );
        assert_eq!(months(of_waits, "Over 18|Over 65"), None);
    }

    #[test]
    fn what_a_snapshot_counts_is_no_plan() {
        let drawn = "Ash NHS Trust RTT 2026/27\nSpecialty|Snapshot date|Over 52 weeks|Over 65 weeks\nENT|31/03/2026|90|12\nENT|30/06/2026|85|7";
        let elective = read(&[("Sheet1", drawn)]).elective.unwrap();
        let months = elective.total(Weeks(52));
        assert!(
            months
                .values()
                .all(|month| month.plan.is_none() && month.actual.is_some())
        );
    }
}
