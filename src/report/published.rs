//! Published waiting times: every organisation of a return.

use super::link::{column, text_cell};
use super::{Align, Row, Table, TableCell};
use crate::assessment::Assessment;
use crate::plan::{PublishedWaits, Weeks};
use crate::wording::{count, counted};

pub(super) fn title(assessment: &Assessment) -> String {
    let Some(waits) = assessment.case.plan.published.first() else {
        return String::new();
    };
    let total: u64 = waits.organisations.iter().map(|own| own.total.value).sum();
    let month = waits.month.map_or_else(String::new, |month| {
        format!(", {} {}", month.name(), month.year)
    });
    format!(
        "{} pathways in {}{month}",
        count(total),
        counted(waits.organisations.len(), "organisation", "organisations")
    )
}

/// Every organisation of a published return, longest list first; measures from the week bands.
pub(super) fn table(waits: &PublishedWaits) -> Table {
    let measures = [18, 52, 65, 78, 104].map(Weeks);
    let mut columns = vec![
        column("Organisation", Align::Left, 3.0),
        column("Pathways", Align::Right, 1.2),
        column("Within 18 weeks", Align::Right, 1.2),
    ];
    columns.extend(
        measures
            .iter()
            .map(|weeks| column(&format!("Over {}", weeks.0), Align::Right, 0.9)),
    );
    let number = |value: u64| TableCell {
        text: count(value),
        number: Some(value as f64),
        ..TableCell::default()
    };
    let mut longest: Vec<_> = waits.organisations.iter().collect();
    longest.sort_by_key(|own| std::cmp::Reverse(own.total.value));
    let rows = longest.into_iter().map(|own| {
        let mut cells = vec![
            text_cell(own.organisation.name.clone()),
            TableCell {
                cells: own.total.cells.clone(),
                ..number(own.total.value)
            },
            number(own.within_18_weeks),
        ];
        cells.extend(measures.iter().map(|weeks| {
            own.over
                .get(weeks)
                .copied()
                .map_or_else(|| text_cell("–"), number)
        }));
        Row {
            cells,
            strong: false,
        }
    });
    let month = waits.month.map_or_else(String::new, |month| {
        format!(", {} {}", month.name(), month.year)
    });
    Table {
        title: format!("{}{month}", waits.title),
        subtitle: "recomputed from the week bands".to_owned(),
        columns,
        rows: rows.collect(),
    }
}
