//! A list in two parts, the savings that recur and those that do not, each under a heading of its own in the column of
//! names: it says of its lines what a column of R and NR would.

use super::header;
use super::position;
use super::table::Table;
use super::text::{padded, words};

/// A longer line tells something and heads nothing.
const HEADING_WORDS_MAX: usize = 8;

/// Whether headings among the rows tell both parts, each with a figure below it.
pub(super) fn tell_recurrence(table: &Table<'_, '_>) -> bool {
    let Some(names) = position::label_column(table) else {
        return false;
    };
    let counts = |row: u32| {
        let values = table.columns.iter().filter(|column| column.is_value());
        let mut values = values.map(|column| table.grid.number(row, column.index));
        values.any(|number| number.is_some())
    };
    let (mut recurrent, mut one_off) = (false, false);
    let mut headed = None;
    for row in &table.region.rows {
        if counts(*row) {
            recurrent |= headed == Some(true);
            one_off |= headed == Some(false);
            continue;
        }
        let all = table.grid.text(*row, names.index).map(words);
        headed = all
            .filter(|all| all.len() <= HEADING_WORDS_MAX)
            .and_then(|all| header::recurrent(&padded(&all)));
    }
    recurrent && one_off
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    fn plan(title: &str, corner: &str, heads: [&str; 2]) -> crate::plan::Plan {
        let [first, second] = heads;
        read(&[(
            "Returns",
            &format!(
                "{title}\n\nElm NHS Trust, £m\n\n{corner}|Plan 24/25|Forecast 24/25\n{first}||\nTheatre lists|2.5|2.25\n\
                 Bank rates|1.5|1.5\n{second}||\nStock count|0.5|0.5\nRates rebate|0.25|0.25\nTotal|4.75|4.5"
            ),
        )])
    }

    #[test]
    fn a_list_in_a_recurrent_and_a_one_off_part_is_one_of_savings() {
        for heads in [
            ["Recurrent", "Non-recurrent"],
            ["Recurring schemes", "One-off schemes"],
            ["A. Recurrent measures", "B. Non recurrent measures"],
        ] {
            let savings = plan("Efficiency returns 2024/25", "Programme", heads)
                .savings
                .unwrap_or_else(|| panic!("{heads:?}"));
            assert_eq!(savings.lines.len(), 4, "{heads:?}");
            assert_eq!(savings.total().value, pounds(4_750_000));
            assert_eq!(savings.recurrent(), Some(pounds(4_000_000)), "{heads:?}");
        }
    }

    #[test]
    fn parts_of_something_else_are_none() {
        let recurs = ["Recurrent", "Non-recurrent"];
        // Nothing says savings.
        assert!(
            plan("Grants 2024/25", "Programme", recurs)
                .savings
                .is_none()
        );
        // Pressures stand in a savings return too.
        assert!(
            plan("Efficiency returns 2024/25", "Cost pressures", recurs)
                .savings
                .is_none()
        );
        // One part alone says less than a column of both.
        assert!(
            plan(
                "Efficiency returns 2024/25",
                "Programme",
                ["Acute", "Community"]
            )
            .savings
            .is_none()
        );
    }
}
