//! A column that says of each row beyond how many weeks its pathways have waited, where the header speaks of waiting and
//! every cell is a threshold or a band, but for their total: "Threshold (weeks)" over "More than 52" and "More than 65".

use super::grid::Grid;
use super::header::{Facets, Role};
use super::region::Region;
use super::table::Column;
use super::text::{padded, words};
use super::wait_bands::bare_band;
use super::{vocabulary, weeks};
use crate::plan::Weeks;

/// Of as many rows as this all cells must be thresholds.
const ROWS_COMPARED: usize = 400;

pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Measure))
    {
        return;
    }
    let holds = |column: &Column| {
        let mut seen: Vec<Weeks> = Vec::new();
        for row in region.rows.iter().take(ROWS_COMPARED) {
            let Some(label) = grid.label(*row, column.index) else {
                continue;
            };
            if vocabulary::total(&padded(&words(&label))) {
                continue;
            }
            let from = bare_band(&label).map(|(from, _)| from);
            let threshold = || weeks::bare(&label).filter(|one| *one != weeks::LIST);
            let Some(measure) = from.or_else(threshold) else {
                return false;
            };
            if !seen.contains(&measure) {
                seen.push(measure);
            }
        }
        seen.len() >= 2
    };
    if let Some(column) = columns
        .iter_mut()
        .find(|column| speaks_of_waiting(&column.own) && holds(column))
    {
        column.role = Some(Role::Measure);
    }
}

fn speaks_of_waiting(own: &Facets) -> bool {
    own.weeks.is_none()
        && own.says("week; weeks; wk; wks; wait; waits; waited; waiting; breach; breaches; rtt")
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::{Elective, Weeks};

    fn elective(head: &str, cells: [&str; 2]) -> Option<Elective> {
        let rows: Vec<String> = ["Apr-25", "May-25", "Jun-25"]
            .iter()
            .flat_map(|month| cells.map(|cell| format!("Ash NHS Trust|{month}|{cell}|100|97")))
            .collect();
        let drawn = format!("Provider|Month|{head}|Plan|Actual\n{}", rows.join("\n"));
        read(&[("RTT extract", &drawn)]).elective
    }

    #[test]
    fn thresholds_under_any_header_of_waiting_are_measures() {
        for head in [
            "Threshold (weeks)",
            "Waiting time band",
            "Wait",
            "RTT breach group",
            "WeeksWaited",
        ] {
            for cells in [
                ["More than 52", "More than 65"],
                ["52 or longer", "65 or longer"],
                [">52", ">65"],
                ["At least 52", "At least 65"],
            ] {
                let read = elective(head, cells).unwrap();
                let measures: Vec<u16> = read.measures().iter().map(|weeks| weeks.0).collect();
                assert_eq!(measures, [52, 65], "{head} {cells:?}");
                let months = read.total(Weeks(65));
                assert_eq!(months.len(), 3);
                assert!(months.values().all(|both| both.actual.is_some()));
            }
        }
    }

    #[test]
    fn ages_wards_and_shorter_waits_are_none() {
        for (head, cells) in [
            ("Age band", ["Over 52", "Over 65"]),
            ("Ward waiting list", ["Ward 52", "Ward 65"]),
            ("Wait", ["Less than 52", "Less than 65"]),
            ("Wait", ["Over 6", "Over 13"]),
        ] {
            assert!(elective(head, cells).is_none(), "{head} {cells:?}");
        }
    }
}
