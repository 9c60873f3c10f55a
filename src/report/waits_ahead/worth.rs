//! What a projection is worth: how far each method would have been out on this list, and why this one was taken.

use super::super::link::{column, text_cell};
use super::super::month_lines::in_title;
use super::super::{Align, Row, Table, TableCell};
use crate::analysis::{Choice, Method, Projection};
use crate::plan::Month;
use crate::wording::{count, counted, plain};

/// What each method would have said of this list in months now known.
pub(super) fn back_test(projection: &Projection) -> Table {
    let percent = |part: f64| plain((part * 100.0).round());
    let rows = projection.back_test.iter().map(|ahead| {
        let mut cells = vec![TableCell {
            number: Some(f64::from(ahead.months_ahead)),
            ..text_cell(ahead.months_ahead.to_string())
        }];
        cells.extend(ahead.errors.iter().map(|error| TableCell {
            text: format!("{}% ({}%)", percent(error.median), percent(error.ninetieth)),
            number: Some(error.median),
            ..TableCell::default()
        }));
        cells.push(text_cell(count(
            ahead.errors.first().map_or(0, |error| error.projections) as u64,
        )));
        Row {
            cells,
            strong: usize::from(ahead.months_ahead) == projection.path.len(),
        }
    });
    let mut columns = vec![column("Months ahead", Align::Right, 1.0)];
    columns.extend(Method::ALL.map(|method| column(&in_title(method.name()), Align::Right, 1.4)));
    columns.push(column("Tried", Align::Right, 0.7));
    Table {
        title: "How far out it would have been on this list".to_owned(),
        subtitle: "median error, and in brackets what 9 in 10 stayed below, as % of the outcome"
            .to_owned(),
        columns,
        rows: rows.collect(),
    }
}

/// Why this method, and how far it can be trusted.
pub(super) fn worth(projection: &Projection) -> String {
    let percent = |part: f64| plain((part * 100.0).round());
    let choice = match projection.choice {
        Choice::TooLittleHistory { months } => format!(
            "Too little history to compare methods on this list ({}); projected by cohort survival.",
            counted(months, "month", "months")
        ),
        Choice::CohortNearest => {
            "Cohort survival was nearest on this list's own earlier months.".to_owned()
        }
        Choice::NotConfirmed { tried } => format!(
            "“{}” was nearer on this list's earlier months, but not clearly on later ones; projected by cohort survival.",
            tried.name()
        ),
        Choice::Replaced {
            error,
            cohort_error,
        } => format!(
            "A {} was clearly nearer on this list than cohort survival, also on months not used in choosing it (median error {}% against {}%).",
            projection.method.name(),
            percent(error),
            percent(cohort_error)
        ),
    };
    let ages = if projection.by_week {
        ""
    } else {
        " Ages between published thresholds are read off at a steady rate."
    };
    let breaks = match projection.breaks.as_slice() {
        [] => String::new(),
        months => format!(
            " The list changed what it counts in {}; nothing is carried across.",
            months
                .iter()
                .map(Month::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    format!("{choice} {}{ages}{breaks}", range(projection))
}

/// How far the range can be trusted, this far ahead.
fn range(projection: &Projection) -> String {
    let held = projection.held;
    let lists = if held.small {
        "the single specialties of 13 systems, as this list is small"
    } else {
        "13 systems"
    };
    let later = held.later.map_or_else(String::new, |later| {
        format!(
            "; drawn up to March 2025 only, it held {} in 10 of the year that followed",
            in_ten(later)
        )
    });
    format!(
        "The range is how far this method was out on {lists}, 2022 to 2026. {} ahead it held {} in 10 outcomes on 6 systems that \
         had no part in it{later}. A drive before a deadline goes beyond any history.",
        counted(projection.path.len(), "month", "months"),
        in_ten(held.kept_aside)
    )
}

/// 86 of 100 are said as 8 in 10, never as more than they were.
pub(super) fn in_ten(of_a_hundred: u8) -> u8 {
    of_a_hundred / 10
}
