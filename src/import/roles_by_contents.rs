//! What a column is where its header leaves it open and its cells tell: recurrence, or the state of a scheme.

use super::grid::Grid;
use super::header::{self, Role};
use super::region::Region;
use super::table::Column;
use super::text::{padded, words};
use super::vocabulary;
use crate::plan::Status;

/// A role, and whether a cell's text speaks for it.
type Asked<'f> = (Role, &'f dyn Fn(&str) -> bool);

/// Columns whose header says little but whose cells all say what is recurrent, or where on the ladder a scheme is.
pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    basis_of_schemes(grid, region, columns);
    let recurrence = |text: &str| {
        let padded = padded(&words(text));
        header::recurrent(&padded).is_some()
            || padded.trim() == "r"
            || vocabulary::lasting(&padded).is_some()
    };
    let status = |text: &str| vocabulary::ladder_word(&padded(&words(text)));
    let asked: [Asked<'_>; 2] = [(Role::Recurrence, &recurrence), (Role::Status, &status)];
    for (role, says) in asked {
        if columns.iter().any(|column| column.role == Some(role)) {
            continue;
        }
        let fits = |column: &Column| {
            let texts = region
                .rows
                .iter()
                .filter_map(|row| grid.text(*row, column.index));
            let said: Vec<&str> = texts.filter(|text| says(text)).collect();
            // Nothing but "R" may be the colour red, and nothing but "Ongoing" the state of the work.
            let plain = |text: &&str| {
                let padded = padded(&words(text));
                padded.trim() != "r" && vocabulary::lasting(&padded).is_none()
            };
            let lasts = |lasting: bool| {
                let told = |text: &&str| vocabulary::lasting(&padded(&words(text)));
                said.iter().any(|text| told(text) == Some(lasting))
            };
            said.len() * 5 >= column.texts * 4
                && (said.iter().any(plain) || (lasts(true) && lasts(false)))
        };
        let open = |column: &Column| {
            column.is_text()
                && column.texts >= 2
                && !matches!(
                    column.role,
                    Some(Role::Name | Role::Organisation | Role::Risk | Role::Identified)
                )
        };
        if let Some(column) = columns
            .iter_mut()
            .find(|column| open(column) && fits(column))
        {
            column.role = Some(role);
        }
    }
}

/// "Plan basis", "Basis of plan" over "Agreed scheme" and "Target only (no scheme)" is no choice between plan and actual:
/// beside names, where some cells say that there is no scheme and none is a bare plan or actual, it is the state.
fn basis_of_schemes(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let has = |role: Role| columns.iter().any(|column| column.role == Some(role));
    if has(Role::Status) || has(Role::Month) {
        return;
    }
    let states = |column: &Column| {
        let texts = || {
            region
                .rows
                .iter()
                .filter_map(|row| grid.text(*row, column.index))
        };
        let bare = |text: &str| words(text).len() == 1 && header::Facets::of(text).basis.is_some();
        let missing = texts()
            .filter(|text| vocabulary::status(text) == Some(Status::Unidentified))
            .count();
        missing > 0 && missing < column.texts && !texts().any(bare)
    };
    if let Some(column) = columns
        .iter_mut()
        .find(|column| column.role == Some(Role::Basis) && column.is_text() && states(column))
    {
        column.role = Some(Role::Status);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Savings};
    use crate::review::Review;

    fn savings(drawn: &str) -> Savings {
        import(
            &[workbook(vec![sheet("Savings", drawn)])],
            &Review::default(),
        )
        .plan
        .savings
        .unwrap()
    }

    #[test]
    fn what_a_line_rests_on_is_its_state() {
        let read = savings(
            "Savings programme 2024/25 £000\n\nSaving|Recurring?|Plan basis|2024/25 £000\nBed flow|Yes|Agreed scheme|600\nRotas|Yes|Costed outline|300\nCorporate 2%|Yes|Target only (no scheme)|200\nInpatient productivity|Yes|Target only (no scheme)|150\nTarget costing of transport|No|Agreed scheme|50",
        );
        assert_eq!(read.lines.len(), 5);
        assert_eq!(read.unidentified().value, Money::from_pounds(350_000));
    }

    #[test]
    fn plan_and_actual_down_a_column_are_no_states() {
        let read = savings(
            "Savings 2024/25 £000\n\nScheme|R/NR|Basis|Value\nBed flow|R|Plan|600\nNo scheme|R|Plan|300\nRotas|R|Plan|200",
        );
        assert!(read.lines.iter().all(|line| line.status.is_none()));
    }
}
