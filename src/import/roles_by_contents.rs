//! What a column is where its header leaves it open and its cells tell: recurrence, the state of a scheme, its risk, or
//! whether a row is planned, delivered or expected.

use super::grid::Grid;
use super::header::{self, Role};
use super::header_role::is_of_losses;
use super::region::Region;
use super::table::Column;
use super::text::{padded, words};
use super::{lasting, versions, vocabulary};
use crate::plan::{Risk, Status};

/// A role, and whether a cell's text speaks for it.
type Asked<'f> = (Role, &'f dyn Fn(&str) -> bool);

/// Columns whose header says little but whose cells all say what is recurrent, or where on the ladder a scheme is.
pub(super) fn settle(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    basis_of_schemes(grid, region, columns);
    basis_by_row(grid, region, columns);
    yes_and_no(grid, region, columns);
    let recurrence = |text: &str| {
        let padded = padded(&words(text));
        header::recurrent(&padded).is_some()
            || matches!(padded.trim(), "r" | "n")
            || lasting::said(&padded).is_some()
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
            // What names a total may stand in any column.
            let names_total = |text: &&str| vocabulary::total(&padded(&words(text)));
            let totals = texts.clone().filter(names_total).count();
            let said: Vec<&str> = texts.filter(|text| says(text)).collect();
            // Nothing but "R" may be the colour red, and nothing but "Ongoing" the state of the work.
            let plain = |text: &&str| {
                let padded = padded(&words(text));
                padded.trim() != "r" && lasting::said(&padded).is_none()
            };
            let lasts = |lasting: bool| {
                let told = |text: &&str| lasting::said(&padded(&words(text)));
                said.iter().any(|text| told(text) == Some(lasting))
            };
            // "N" is one-off beside "R", and no beside "Y".
            let letter = |wanted: &str| {
                let own = |text: &&str| padded(&words(text)).trim() == wanted;
                said.iter().any(own)
            };
            said.len() * 5 >= column.texts.saturating_sub(totals) * 4
                && (letter("r") || !letter("n"))
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
    by_vocabulary(grid, region, columns);
}

/// "Recurrent benefit" over yes and no asks what recurs, and counts no pounds.
fn yes_and_no(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Recurrence))
    {
        return;
    }
    let answers = |column: &Column| {
        let texts = region
            .rows
            .iter()
            .filter_map(|row| grid.text(*row, column.index));
        texts
            .map(words)
            .filter(|said| {
                matches!(
                    padded(said).trim(),
                    "yes" | "no" | "y" | "n" | "true" | "false"
                )
            })
            .count()
    };
    if let Some(column) = columns.iter_mut().find(|column| {
        column.role.is_none()
            && column.is_text()
            && column.own.recurrent.is_some()
            && !is_of_losses(&column.own.padded)
            && answers(column) * 5 >= column.texts * 4
    }) {
        column.role = Some(Role::Recurrence);
    }
}

/// Cells that are nothing but "Plan", "Actual" and "Forecast" say it of their rows, whatever stands above them.
fn basis_by_row(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Basis))
    {
        return;
    }
    let says = |column: &Column| {
        let mut seen: Vec<header::Basis> = Vec::new();
        for row in &region.rows {
            let Some(text) = grid.text(*row, column.index) else {
                continue;
            };
            let Some(basis) = versions::version(text) else {
                return false;
            };
            if !seen.contains(&basis) {
                seen.push(basis);
            }
        }
        seen.len() >= 2 && seen.contains(&header::Basis::Plan)
    };
    if let Some(column) = columns.iter_mut().find(|column| {
        column.is_text() && column.texts >= 4 && column.distinct <= 6 && says(column)
    }) {
        column.role = Some(Role::Basis);
    }
}

/// States and risks in a house's own words, under a header that says nothing of the kind: most cells are on the ladder,
/// or are risks, and more than one step of it is there.
fn by_vocabulary(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    type Told = fn(&str) -> Option<u8>;
    let asked: [(Role, Told); 2] = [(Role::Status, state_step), (Role::Risk, risk_step)];
    for (role, told) in asked {
        if columns.iter().any(|column| column.role == Some(role)) {
            continue;
        }
        let fits = |column: &Column| {
            let mut steps: Vec<u8> = Vec::new();
            let mut known = 0_usize;
            let mut coloured = 0_usize;
            for row in &region.rows {
                let Some(text) = grid.text(*row, column.index) else {
                    continue;
                };
                coloured += usize::from(is_colour(text));
                if let Some(step) = told(text) {
                    known += 1;
                    if !steps.contains(&step) {
                        steps.push(step);
                    }
                }
            }
            let share = if column.role.is_none() { 8 } else { 9 };
            // A column of colours alone is one of risks.
            let own = role == Role::Risk || coloured < column.texts;
            own && known * 10 >= column.texts * share && steps.len() >= 2
        };
        let open = |column: &Column| {
            let said = matches!(column.role, None | Some(Role::Category | Role::Note));
            // Names are told apart, states are not.
            let repeats = column.distinct < column.texts || column.texts <= REPEATS_FROM;
            said && column.is_text() && column.texts >= 3 && column.distinct >= 2 && repeats
        };
        if let Some(column) = columns
            .iter_mut()
            .find(|column| open(column) && fits(column))
        {
            column.role = Some(role);
        }
    }
}

/// A list this short may bear each of its states once.
const REPEATS_FROM: usize = 6;
/// A longer text is no state.
const STATE_WORDS_MAX: usize = 6;

fn state_step(text: &str) -> Option<u8> {
    (words(text).len() <= STATE_WORDS_MAX)
        .then(|| vocabulary::status(text))
        .flatten()
        .map(|status| match status {
            Status::FullyDeveloped => 0,
            Status::InProgress => 1,
            Status::Opportunity => 2,
            Status::Unidentified => 3,
        })
}

fn risk_step(text: &str) -> Option<u8> {
    let all = words(text);
    let plain = matches!(
        padded(&all).trim(),
        "low" | "medium" | "med" | "high" | "low risk" | "medium risk" | "high risk"
    ) || is_colour(text);
    plain
        .then(|| vocabulary::risk(text))
        .flatten()
        .map(|risk| match risk {
            Risk::Low => 0,
            Risk::Medium => 1,
            Risk::High => 2,
        })
}

fn is_colour(text: &str) -> bool {
    matches!(
        padded(&words(text)).trim(),
        "red" | "amber" | "green" | "blue" | "black" | "yellow" | "purple" | "grey" | "white"
    )
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

    fn plan(head: &str, cells: [&str; 6]) -> Savings {
        let names = ["Beds", "Bank", "Drugs", "Board", "Fleet", "Labs"];
        let rows: Vec<String> = names
            .iter()
            .zip(cells)
            .map(|(name, cell)| format!("{name}|{cell}|100"))
            .collect();
        savings(&format!(
            "Savings plan 2024/25 £000\n\nScheme|{head}|Plan\n{}",
            rows.join("\n")
        ))
    }

    #[test]
    fn states_in_a_houses_own_words_are_known_under_any_header() {
        let states = [
            "Delivered",
            "In progress",
            "Pipeline",
            "Not identified",
            "Approved",
            "Pipeline",
        ];
        for head in ["", "Col 7", "Type"] {
            let missing = plan(head, states).unidentified().value;
            assert_eq!(missing, Money::from_pounds(100_000), "{head}");
        }
    }

    #[test]
    fn colours_alone_are_risks_and_kinds_of_cost_are_neither() {
        let colours = plan("", ["Red", "Amber", "Green", "Red", "Green", "Amber"]);
        assert!(
            colours
                .lines
                .iter()
                .all(|line| line.risk.is_some() && line.status.is_none())
        );
        let kinds = plan(
            "Type",
            ["Pay", "Pay", "Non-pay", "Income", "Pay", "Non-pay"],
        );
        assert!(
            kinds
                .lines
                .iter()
                .all(|line| line.risk.is_none() && line.status.is_none())
        );
    }

    #[test]
    fn beside_r_an_n_is_one_off() {
        let read = plan("R/N", ["R", "R", "N", "N", "R", "R"]);
        assert_eq!(read.recurrent(), Some(Money::from_pounds(400_000)));
    }

    #[test]
    fn yes_and_no_under_what_recurs_answer_it() {
        let answers = ["Yes", "No", "Yes", "Yes", "No", "Yes"];
        let recurrent = |head: &str| plan(head, answers).recurrent();
        assert_eq!(
            recurrent("Recurrent benefit"),
            Some(Money::from_pounds(400_000))
        );
        assert_eq!(
            recurrent("Non-recurrent saving"),
            Some(Money::from_pounds(200_000))
        );
        assert_eq!(recurrent("Benefit agreed"), None);
    }

    #[test]
    fn rows_of_what_is_expected_are_no_lines_whatever_heads_their_column() {
        let rows: Vec<String> = ["Apr", "May", "Jun"]
            .iter()
            .flat_map(|month| {
                ["Beds", "Bank"].map(|scheme| {
                    format!("{scheme}|{month}|Plan|100\n{scheme}|{month}|Forecast|70")
                })
            })
            .collect();
        let read = savings(&format!(
            "Savings 2024/25 £000\n\nScheme|Month|Measure|Value\n{}",
            rows.join("\n")
        ));
        assert_eq!(read.lines.len(), 2);
        assert_eq!(read.total().value, Money::from_pounds(600_000));
    }
}
