//! The bodies of a published month as a table, the plan's own first, then the longest lists.

use super::super::body_name::short;
use super::super::link::{column, text_cell};
use super::super::{Align, Row, Table, TableCell, Tone};
use super::{one_body, said_month, share, weeks_said, within};
use crate::analysis::LatestReturn;
use crate::plan::{
    PublishedBy, PublishedOrganisation, PublishedSpecialty, Share, Sourced, Waits, Weeks,
    WeeksWaited,
};
use crate::wording::{count, counted, percent};
use rust_decimal::prelude::ToPrimitive as _;

const MEASURES: [Weeks; 4] = [Weeks(52), Weeks(65), Weeks(78), Weeks(104)];

/// The specialties of the one body there is to tell of, else the bodies.
pub(super) fn of_parts(shown: &LatestReturn<'_>, rows_max: usize) -> Table {
    specialties(shown).unwrap_or_else(|| bodies(shown, rows_max))
}

/// At most so many bodies; the subtitle says how many there are.
pub(super) fn bodies(shown: &LatestReturn<'_>, rows_max: usize) -> Table {
    let waits = shown.waits;
    let is_own =
        |body: &PublishedOrganisation| shown.own.iter().any(|own| std::ptr::eq(*own, body));
    let mut longest: Vec<&PublishedOrganisation> = waits.organisations.iter().collect();
    longest.sort_by_key(|body| (!is_own(body), std::cmp::Reverse(body.waits.total.value)));
    let all = longest.len();
    longest.truncate(rows_max);
    let by = match waits.by {
        PublishedBy::Provider => "by provider",
        PublishedBy::Commissioner => "by commissioner",
        PublishedBy::Nation => "England",
    };
    let shown_of = if longest.len() < all {
        format!("the {} of {all} with the longest lists; ", longest.len())
    } else {
        String::new()
    };
    let basis = if waits
        .organisations
        .iter()
        .any(|body| !body.waits.bands.is_empty())
    {
        "recomputed from the week bands"
    } else {
        "as published"
    };
    Table {
        title: format!("{} {by}{}", waits.pathways.label(), said_month(waits.month)),
        subtitle: format!("{shown_of}{basis}"),
        columns: columns("Organisation"),
        rows: longest
            .into_iter()
            .map(|body| row(short(&body.organisation.name), &body.waits, is_own(body)))
            .collect(),
    }
    .without_empty_columns()
}

/// Of the waits that are always published, the longest that many wait.
const WORST: Weeks = Weeks(52);

/// The specialties of the plan's one body, or of the one body published.
pub(super) fn specialties(shown: &LatestReturn<'_>) -> Option<Table> {
    let body = one_body(shown)?;
    if body.specialties.is_empty() {
        return None;
    }
    let mut parts: Vec<_> = body.specialties.iter().collect();
    let over = |part: &PublishedSpecialty| {
        let over = part.waits.over.get(&WORST);
        over.map_or(0, |over| over.value)
    };
    let worst_first = parts.iter().any(|part| over(part) > 0);
    parts.sort_by_key(|part| std::cmp::Reverse((over(part), part.waits.total.value)));
    let order = if worst_first {
        format!(", most over {} weeks first", WORST.0)
    } else {
        String::new()
    };
    let table = Table {
        title: format!(
            "{} by specialty{}",
            short(&body.organisation.name),
            said_month(shown.waits.month)
        ),
        subtitle: format!(
            "{}{order}",
            counted(parts.len(), "specialty", "specialties")
        ),
        columns: columns("Specialty"),
        rows: parts
            .into_iter()
            .map(|part| row(part.name.clone(), &part.waits, false))
            .collect(),
    };
    Some(table.without_empty_columns())
}

/// Beside a chart of pathways: each part of it with its count, and what part of the whole that is.
pub(super) fn counts_twin<'p>(
    (title, subtitle): (&str, &str),
    (first, of): (&str, &str),
    parts: impl Iterator<Item = (String, &'p Sourced<u64>, &'p Sourced<u64>)>,
) -> Table {
    let row = |(name, part, whole): (String, &Sourced<u64>, &Sourced<u64>)| {
        let mut cells = part.cells.clone();
        cells.append(&whole.cells);
        let both = Sourced::new(part.value, cells);
        Row {
            cells: vec![
                text_cell(name),
                counted_cell(Some(part)),
                share_cell(share(part.value, whole.value), Some(&both)),
            ],
            strong: false,
        }
    };
    Table {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        columns: vec![
            column(first, Align::Left, 2.5),
            column("Pathways", Align::Right, 1.0),
            column(of, Align::Right, 0.9),
        ],
        rows: parts.map(row).collect(),
    }
}

fn columns(first: &str) -> Vec<super::super::Column> {
    let mut columns = vec![
        column(first, Align::Left, 3.0),
        column("Pathways", Align::Right, 1.1),
        column("Within 18", Align::Right, 1.0),
    ];
    columns.extend(
        MEASURES
            .iter()
            .map(|weeks| column(&format!("Over {}", weeks.0), Align::Right, 0.9)),
    );
    columns.extend([
        column("52 as %", Align::Right, 0.9),
        column("Median", Align::Right, 0.9),
        column("92nd", Align::Right, 0.9),
    ]);
    columns
}

fn row(name: String, waits: &Waits, strong: bool) -> Row {
    let mut cells = vec![
        text_cell(name),
        counted_cell(Some(&waits.total)),
        share_cell(within(waits), waits.within_18_weeks.as_ref()),
    ];
    cells.extend(
        MEASURES
            .iter()
            .map(|weeks| counted_cell(waits.over.get(weeks))),
    );
    let over_52 = waits.over.get(&Weeks(52));
    let part = over_52.and_then(|over| share(over.value, waits.total.value));
    cells.push(share_cell(part, over_52));
    cells.push(weeks_cell(waits.median(), &waits.total));
    cells.push(weeks_cell(waits.ninety_second_percentile(), &waits.total));
    Row { cells, strong }
}

fn dash() -> TableCell {
    TableCell {
        text: "–".to_owned(),
        tone: Tone::Muted,
        ..TableCell::default()
    }
}

fn counted_cell(pathways: Option<&Sourced<u64>>) -> TableCell {
    pathways.map_or_else(dash, |pathways| TableCell {
        text: count(pathways.value),
        number: Some(pathways.value as f64),
        cells: pathways.cells.clone(),
        tone: Tone::Neutral,
        opens: None,
    })
}

fn share_cell(share: Option<Share>, of: Option<&Sourced<u64>>) -> TableCell {
    share.map_or_else(dash, |share| TableCell {
        text: percent(share),
        number: share.0.to_f64(),
        cells: of.map(|of| of.cells.clone()).unwrap_or_default(),
        tone: Tone::Neutral,
        opens: None,
    })
}

fn weeks_cell(weeks: Option<WeeksWaited>, of: &Sourced<u64>) -> TableCell {
    let Some(weeks) = weeks else {
        return dash();
    };
    let number = match weeks {
        WeeksWaited::Weeks(weeks) => weeks,
        WeeksWaited::Over(weeks) => f64::from(weeks),
    };
    TableCell {
        text: weeks_said(weeks),
        number: Some(number),
        cells: of.cells.clone(),
        tone: Tone::Neutral,
        opens: None,
    }
}
