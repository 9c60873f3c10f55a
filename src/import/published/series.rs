//! Published time series: months down the sheet, measures in groups across it. The same name stands under several groups,
//! two tables may stand side by side, and months to come are listed empty.

use super::super::text::{has_any, padded, words};
use super::super::{monthly, names};
use super::head::Head;
use super::line::{Line, lines, lines_above};
use super::{measures, row};
use crate::plan::{
    MeasureUnit, MonthlyMeasure, Organisation, Origin, Pathways, PublishedBy,
    PublishedOrganisation, PublishedWaits, Sourced, Waits, WeekBands, Weeks,
};
use crate::workbook::Sheet;
use std::collections::BTreeMap;

const HEADER_ROWS: usize = 40;
/// Fewer months than this are no series.
const MONTHS_MIN: usize = 3;

#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Series {
    pub(super) header_row: u32,
    pub(super) head: Head,
    tables: Vec<Table>,
}

/// One column of months and what stands to its right.
#[derive(Debug, Clone, PartialEq)]
struct Table {
    months: u32,
    organisation: Option<Organisation>,
    columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq)]
struct Column {
    index: u32,
    group: String,
    own: String,
}

/// The series, if the sheet is a published one.
pub(super) fn series(sheet: &Sheet) -> Option<Series> {
    let mut above: Option<Line<'_>> = None;
    for line in lines(sheet, 0).take(HEADER_ROWS) {
        let months: Vec<u32> = line
            .texts()
            .filter(|(column, text)| {
                is_month_header(text) && months_below(sheet, line.row, *column) >= MONTHS_MIN
            })
            .map(|(column, _)| column)
            .collect();
        let Some(first) = months.first() else {
            above = Some(line);
            continue;
        };
        // `Month` may stand in the row of the groups, above the row of measures.
        let below = lines(sheet, line.row + 1)
            .next()
            .filter(|below| below.cell(*first).is_none() && below.texts().nth(2).is_some());
        let (header, groups) = match below {
            Some(below) => (below, Some(line)),
            None => (line, above),
        };
        let head = Head::of(sheet, line.row);
        return head.is_publication().then(|| Series {
            header_row: header.row,
            tables: tables(sheet, header, groups, &months),
            head,
        });
    }
    None
}

fn is_month_header(text: &str) -> bool {
    matches!(
        padded(&words(text)).trim(),
        "period" | "month" | "date" | "month year" | "month ending"
    )
}

fn months_below(sheet: &Sheet, row: u32, column: u32) -> usize {
    lines(sheet, row + 1)
        .take(12)
        .filter(|line| line.month(column).is_some())
        .count()
}

fn tables(sheet: &Sheet, line: Line<'_>, above: Option<Line<'_>>, months: &[u32]) -> Vec<Table> {
    let mut tables = Vec::new();
    for (at, first) in months.iter().enumerate() {
        let end = months.get(at + 1).copied().unwrap_or(u32::MAX);
        let mut group = String::new();
        let mut columns = Vec::new();
        let mut above_texts: BTreeMap<u32, String> = above
            .map(|above| above.texts().collect())
            .unwrap_or_default();
        above_texts.remove(first);
        let last = line
            .cells()
            .map(|(column, _)| column)
            .max()
            .unwrap_or(*first);
        for index in first + 1..end.min(last + 1) {
            if let Some(text) = above_texts.remove(&index) {
                group = text;
            }
            if let Some(own) = line.text(index) {
                columns.push(Column {
                    index,
                    group: group.clone(),
                    own: own.to_owned(),
                });
            }
        }
        tables.push(Table {
            months: *first,
            organisation: organisation(sheet, line.row, *first, end),
            columns,
        });
    }
    tables
}

/// "England Level Data" above a table says whose it is; else the title does.
fn organisation(sheet: &Sheet, header: u32, from: u32, to: u32) -> Option<Organisation> {
    let mut near: Vec<String> = lines_above(sheet, header)
        .filter(|line| line.row + 4 >= header)
        .flat_map(|line| {
            line.texts()
                .filter(|(column, _)| (from..to).contains(column))
                .map(|(_, text)| text)
                .collect::<Vec<_>>()
        })
        .collect();
    near.reverse();
    for text in &near {
        let said = padded(&words(text));
        if let Some(name) = said.trim().strip_suffix(" level data") {
            return Some(if name == "england" {
                Organisation::named("England")
            } else {
                Organisation::named(name.to_owned())
            });
        }
        if has_any(&said, "sites only; providers only") {
            return Some(Organisation::named(text.clone()));
        }
    }
    let head = Head::of(sheet, header);
    let title = head.title.as_deref().unwrap_or_default();
    names::in_title(title)
        .or_else(|| has_any(head.said(), "england").then(|| Organisation::named("England")))
}

impl Series {
    pub(super) fn read(&self, sheet: &Sheet) -> (Vec<PublishedWaits>, Vec<MonthlyMeasure>) {
        let mut waits = Vec::new();
        let mut found = Vec::new();
        for table in &self.tables {
            waits.extend(table.waits(sheet, self.header_row));
            found.extend(table.measures(sheet, self.header_row));
        }
        (waits, found)
    }
}

impl Table {
    fn waits(&self, sheet: &Sheet, header: u32) -> Vec<PublishedWaits> {
        let mut groups: BTreeMap<Pathways, Vec<&Column>> = BTreeMap::new();
        for column in &self.columns {
            if let Some(pathways) = pathways(&column.group) {
                groups.entry(pathways).or_default().push(column);
            }
        }
        let organisation = self
            .organisation
            .clone()
            .unwrap_or_else(|| Organisation::named("England"));
        let mut found = Vec::new();
        for (pathways, columns) in groups {
            let picked = Picked::of(&columns);
            for line in lines(sheet, header + 1) {
                let (Some(month), Some(waits)) = (line.month(self.months), picked.waits(line))
                else {
                    continue;
                };
                found.push(PublishedWaits {
                    pathways,
                    by: PublishedBy::Nation,
                    month: Some(month),
                    organisations: vec![PublishedOrganisation {
                        organisation: organisation.clone(),
                        waits,
                        stated_total: None,
                        specialties: Vec::new(),
                    }],
                });
            }
        }
        found
    }

    fn measures(&self, sheet: &Sheet, header: u32) -> Vec<MonthlyMeasure> {
        let mut found: Vec<MonthlyMeasure> = Vec::new();
        for column in &self.columns {
            let Some(known) = measures::of(&column.group, &column.own) else {
                continue;
            };
            let actual: BTreeMap<_, _> = lines(sheet, header + 1)
                .filter_map(|line| {
                    let value = line.number(column.index)?;
                    Some((
                        line.month(self.months)?,
                        Sourced::at(value, line.at(column.index)),
                    ))
                })
                .collect();
            if !actual.is_empty() && found.iter().all(|other| other.name != known.name) {
                let unit = if known.unit == MeasureUnit::Count {
                    measures::unit_of(actual.values().map(|value| value.value))
                } else {
                    known.unit
                };
                found.push(MonthlyMeasure {
                    better: monthly::better(&known.name, unit),
                    name: known.name,
                    organisation: self.organisation.clone(),
                    unit,
                    origin: Origin::Published,
                    planned: BTreeMap::new(),
                    actual,
                    target: None,
                });
            }
        }
        found
    }
}

/// What a group of columns counts; adjusted figures are another reading of the same pathways.
fn pathways(group: &str) -> Option<Pathways> {
    let said = padded(&words(group));
    if has_any(&said, "adjusted") && !has_any(&said, "unadjusted") {
        None
    } else if has_any(&said, "non admitted") {
        Some(Pathways::NonAdmitted)
    } else if has_any(&said, "incomplete") {
        Some(Pathways::Incomplete)
    } else if has_any(&said, "new rtt*; new periods; clock starts") {
        Some(Pathways::New)
    } else if has_any(&said, "admitted") {
        Some(Pathways::Admitted)
    } else {
        None
    }
}

/// The columns of one group by what they hold, as first reported: estimates for missing data stand beside them.
#[derive(Default)]
struct Picked {
    total: Option<u32>,
    within: Option<u32>,
    over: BTreeMap<Weeks, u32>,
    median: Option<u32>,
    percentile_92: Option<u32>,
}

impl Picked {
    fn of(columns: &[&Column]) -> Self {
        let mut picked = Self::default();
        for column in columns {
            let said = padded(&words(&column.own));
            if has_any(&said, "estimates") || (column.own.contains('%')) {
                continue;
            }
            let at = Some(column.index);
            if has_any(&said, "median") {
                picked.median = picked.median.or(at);
            } else if has_any(&said, "92nd percentile") {
                picked.percentile_92 = picked.percentile_92.or(at);
            } else if has_any(&said, "within 18") {
                picked.within = picked.within.or(at);
            } else if let Some(weeks) = super::super::weeks::longer_than(&column.own) {
                picked.over.entry(weeks).or_insert(column.index);
            } else if has_any(
                &said,
                "total waiting; pathways all; total pathways; new rtt periods; number of pathways",
            ) {
                picked.total = picked.total.or(at);
            }
        }
        picked
    }

    fn waits(&self, line: Line<'_>) -> Option<Waits> {
        let counted = |column: Option<u32>| super::waits::counted(line, column);
        Some(Waits {
            total: counted(self.total)?,
            within_18_weeks: counted(self.within),
            over: self
                .over
                .iter()
                .filter_map(|(weeks, column)| Some((*weeks, counted(Some(*column))?)))
                .collect(),
            bands: WeekBands::default(),
            stated_median: row::waited(line, self.median),
            stated_92nd_percentile: row::waited(line, self.percentile_92),
        })
    }
}
