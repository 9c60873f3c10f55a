//! Published waiting times: every organisation of a return.

use super::link::{column, link, text_cell};
use super::{Align, Figure, Row, Table, TableCell, Tone};
use crate::assessment::Assessment;
use crate::plan::{Cells, PublishedWaits, Share, Weeks};
use crate::wording::{count, counted, percent};
use rust_decimal::Decimal;

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

/// The whole return: how many wait, how many within 18 weeks, and how many far too long.
pub(super) fn figures(assessment: &Assessment) -> Vec<Figure> {
    let Some(waits) = assessment.case.plan.published.first() else {
        return Vec::new();
    };
    let total: u64 = waits.organisations.iter().map(|own| own.total.value).sum();
    let within: u64 = waits
        .organisations
        .iter()
        .map(|own| own.within_18_weeks)
        .sum();
    let share = Decimal::from(within).checked_div(Decimal::from(total));
    let figure = |label: String, value: String, detail: String| Figure {
        label,
        value,
        tone: Tone::Neutral,
        detail,
        link: None,
        scale: None,
    };
    // The 92% standard is for those still waiting.
    let standard = if waits.title.starts_with("Incomplete") {
        "; the standard is 92%"
    } else {
        ""
    };
    let bodies = counted(waits.organisations.len(), "organisation", "organisations");
    let mut figures = vec![
        figure("Pathways".to_owned(), count(total), bodies),
        figure(
            "Within 18 weeks".to_owned(),
            share.map_or_else(|| "cannot say".to_owned(), |share| percent(Share(share))),
            format!("{}{standard}", count(within)),
        ),
    ];
    if let Some(first) = figures.first_mut() {
        let cells: Cells = waits
            .organisations
            .iter()
            .flat_map(|own| own.total.cells.clone())
            .collect();
        first.link = link(&cells);
    }
    for weeks in [52, 65, 78].map(Weeks) {
        let over: u64 = waits
            .organisations
            .iter()
            .filter_map(|own| own.over.get(&weeks))
            .sum();
        let worst = waits
            .organisations
            .iter()
            .max_by_key(|own| own.over.get(&weeks));
        let most = worst.filter(|_| over > 0).map_or_else(String::new, |own| {
            let number = own.over.get(&weeks).copied().unwrap_or(0);
            format!("most at {}, {}", own.organisation.name, count(number))
        });
        figures.push(figure(format!("Over {} weeks", weeks.0), count(over), most));
    }
    figures
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
