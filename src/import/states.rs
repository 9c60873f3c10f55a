//! Columns of states that no header calls so: few words again and again, one of which says that there is no scheme; and of
//! several states of one scheme the one that holds now.

use super::grid::Grid;
use super::header::Role;
use super::region::Region;
use super::table::Column;
use super::text::{has, padded, words};
use super::{no_scheme, vocabulary, voice};

/// Fewer rows may bear a word twice by chance.
const ROWS_MIN: usize = 4;

const GONE: &str = "draft; previous; prior; last; before; opening; original; start; earlier; old";

const NOW: &str = "final; now; current; currently; latest; today; submitted; submission";

pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    few_codes(columns);
    now(grid, region, columns);
    by_absence(grid, region, columns);
}

/// "Stage code" over four codes for fifty lines tells no line apart: where another column does, it is no reference.
fn few_codes(columns: &mut [Column]) {
    let tells_apart = |column: &Column| {
        let filled = column.texts + column.numbers;
        filled > 0 && column.distinct * 10 >= filled * 9
    };
    let is_reference = |column: &Column| column.role == Some(Role::Reference);
    if !columns
        .iter()
        .any(|column| is_reference(column) && tells_apart(column))
    {
        return;
    }
    for column in columns.iter_mut().filter(|column| {
        is_reference(column)
            && column.is_text()
            && column.texts >= ROWS_MIN
            && column.distinct * 2 <= column.texts
    }) {
        column.role = None;
    }
}

/// "At draft | At final": the state at the draft is over.
fn now(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let is_status = |column: &Column| column.role == Some(Role::Status);
    if !columns
        .iter()
        .any(|column| is_status(column) && is_over(column))
    {
        return;
    }
    // What happened since is told in words of its own, and is no state.
    let states = |column: &Column| {
        let rows = region.rows.iter();
        let texts = rows.filter_map(|row| grid.text(*row, column.index));
        let known = texts.filter(|text| vocabulary::status(text).is_some());
        known.count() * 2 >= column.texts
    };
    let holds = |column: &Column| {
        let open = matches!(column.role, None | Some(Role::Note)) && column.own.says(NOW);
        column.is_text() && !is_over(column) && (is_status(column) || (open && states(column)))
    };
    let Some(current) = columns.iter().position(holds) else {
        return;
    };
    for (at, column) in columns.iter_mut().enumerate() {
        if at == current {
            column.role = Some(Role::Status);
        } else if is_status(column) && is_over(column) {
            column.role = None;
        }
    }
}

/// Whether a header is of a state that is over; "last updated in May" is of one that holds.
fn is_over(column: &Column) -> bool {
    column.own.says(GONE)
        && !column
            .own
            .says("updated; update; reviewed; review; refreshed; meeting; last known")
}

/// Where no column is one of states: the first that repeats a few words, says of some line that there is no scheme, and
/// bears another state too. Where the supplier is to be identified, the scheme is not.
fn by_absence(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Status))
    {
        return;
    }
    let absent = |text: &str| {
        let all = words(text);
        no_scheme::is_state(&all) || vocabulary::unidentified_word(&padded(&all))
    };
    let fits = |column: &Column| {
        let texts = || {
            let rows = region.rows.iter();
            rows.filter_map(|row| grid.text(*row, column.index))
        };
        let attribute = words(&column.own.text)
            .iter()
            .any(|word| has(voice::ATTRIBUTES, word));
        let state = |text: &str| !absent(text) && vocabulary::status(text).is_some();
        column.is_text()
            && matches!(column.role, None | Some(Role::Note))
            && !attribute
            && column.texts >= ROWS_MIN
            && column.distinct * 2 <= column.texts
            && texts().any(absent)
            && texts().any(state)
    };
    if let Some(column) = columns.iter_mut().find(|column| fits(column)) {
        column.role = Some(Role::Status);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{flagged, read};

    #[test]
    fn a_column_of_a_few_words_says_of_which_lines_there_is_no_scheme() {
        let plan = read(&[(
            "CIP",
            "Oak NHS Trust CIP 2024/25 £k\n\nRef|Scheme|Lead|Plan|Seen on 4 May\n1|Beds|AB|500|In delivery\n2|Area C|EF|300|To be identified\n3|Bank|CD|200|In delivery\n4|Drugs|CD|100|Scoping\n5|Rent|AB|100|Scoping\n6|Area D|AB|50|To be identified",
        )]);
        assert_eq!(
            flagged(plan.savings.as_ref().unwrap()),
            ["Area C", "Area D"]
        );
    }

    #[test]
    fn what_happened_since_the_last_review_is_no_state() {
        for (head, since) in [
            ("Status at last review", "Current position"),
            ("Status (last updated May)", "Current issues"),
            ("Status at draft", "What we do now"),
        ] {
            let plan = read(&[(
                "CIP",
                &format!(
                    "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|Plan|{head}|{since}\nBeds|AB|500|Unidentified|Meeting held with ward managers\nDrugs|CD|300|Fully developed|Contract signed, on track\nRota|EF|200|Unidentified|Matrons to report in June"
                ),
            )]);
            assert_eq!(
                flagged(plan.savings.as_ref().unwrap()),
                ["Beds", "Rota"],
                "{head}"
            );
        }
    }

    #[test]
    fn a_supplier_or_a_ward_that_is_not_identified_leaves_the_scheme_as_it_is() {
        for head in ["Supplier", "Ward"] {
            let plan = read(&[(
                "CIP",
                &format!(
                    "Oak NHS Trust CIP 2024/25 £k\n\nRef|Scheme|Lead|Plan|{head}\n1|Beds|AB|500|North\n2|Falls|EF|300|To be identified\n3|Bank|CD|200|North\n4|Drugs|CD|100|South\n5|Rent|AB|100|South\n6|Taxis|AB|50|To be identified"
                ),
            )]);
            assert!(flagged(plan.savings.as_ref().unwrap()).is_empty(), "{head}");
        }
    }

    #[test]
    fn a_lookup_sheet_says_what_the_codes_of_the_lines_mean() {
        let plan = read(&[
            (
                "efficiency_lines",
                "scheme_key|scheme_desc|state_code|plan_in_year|org\nK1|beds|AA|500000|Oak NHS Trust\nK2|area c|ZZ|300000|Oak NHS Trust\nK3|bank|BB|200000|Oak NHS Trust\nK4|drugs|AA|100000|Oak NHS Trust\nK5|efficiency rent scheme|BB|100000|Oak NHS Trust\nK6|post room|BB|100000|Oak NHS Trust",
            ),
            (
                "lookup",
                "field|code|meaning\nstate_code|AA|Approved\nstate_code|BB|Business case\nstate_code|ZZ|Unidentified",
            ),
            ("about", "plan_year|2024/25\ncontents|efficiency schemes"),
        ]);
        if let Some(savings) = &plan.savings {
            assert_eq!(flagged(savings), ["area c"]);
        } else {
            panic!("no savings");
        }
    }

    #[test]
    fn the_state_at_the_final_submission_holds_and_the_one_at_the_draft_does_not() {
        let plan = read(&[(
            "CIP",
            "Oak NHS Trust CIP 2024/25 £k\n\n|||Development status|\nScheme|Lead|Plan|At draft|At final\nBeds|AB|500|Unidentified|Plans in progress\nArea C|EF|300|Opportunity|Unidentified\nBank|CD|200|Fully developed|Fully developed",
        )]);
        assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["Area C"]);
    }
}
