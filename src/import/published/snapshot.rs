//! Published measures of one month: bodies down the sheet, measures across it in groups, the country as a row of its own.

use super::super::text::{has_any, one_line, padded, words};
use super::super::{monthly, names};
use super::head::Head;
use super::line::{Line, lines};
use super::measures::{self, Known};
use super::spelling::readable;
use super::stated::Differences;
use crate::plan::{MeasureUnit, MonthlyMeasure, Organisation, Origin, Sourced};
use crate::workbook::Sheet;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

const HEADER_ROWS: usize = 40;

#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Snapshot {
    pub(super) header_row: u32,
    pub(super) head: Head,
    code: u32,
    name: u32,
    columns: Vec<(u32, Known)>,
    /// Another cut of the same attendances: those booked, those not booked, those of a trust's area.
    pub(super) is_part: bool,
}

/// The columns, if the sheet is a published table of measures by body.
pub(super) fn snapshot(sheet: &Sheet) -> Option<Snapshot> {
    let mut above: Option<Line<'_>> = None;
    for line in lines(sheet, 0).take(HEADER_ROWS) {
        if let Some(found) = of_line(sheet, line, above) {
            return Some(found);
        }
        above = Some(line);
    }
    None
}

fn of_line(sheet: &Sheet, line: Line<'_>, above: Option<Line<'_>>) -> Option<Snapshot> {
    let find = |phrases: &'static str| {
        line.texts()
            .find(|(_, text)| {
                phrases
                    .split("; ")
                    .any(|phrase| padded(&words(text)).trim() == phrase)
            })
            .map(|(column, _)| column)
    };
    let code =
        find("code; org code; organisation code; provider code; icb code; ods code; trust code")?;
    let name = find(
        "name; system; provider; trust; organisation; org name; provider name; organisation name; icb name; provider org name; trust name",
    )?;
    let mut groups: BTreeMap<u32, String> = above
        .map(|above| above.texts().collect())
        .unwrap_or_default();
    let mut group = String::new();
    let mut columns: Vec<(u32, Known)> = Vec::new();
    for (column, own) in line.texts() {
        // The group stands above its first column.
        let begun: Vec<u32> = groups
            .keys()
            .copied()
            .filter(|start| *start <= column)
            .collect();
        for start in begun {
            group = groups.remove(&start).unwrap_or_default();
        }
        if let Some(known) = measures::of(&group, &own)
            && columns.iter().all(|(_, other)| other.name != known.name)
        {
            columns.push((column, known));
        }
    }
    let head = Head::of(sheet, line.row);
    let is_part = has_any(&padded(&words(sheet.name())), "booked; footprint");
    (!columns.is_empty() && head.month.is_some()).then_some(Snapshot {
        header_row: line.row,
        head,
        code,
        name,
        columns,
        is_part,
    })
}

impl Snapshot {
    pub(super) fn read(&self, sheet: &Sheet, differences: &mut Differences) -> Vec<MonthlyMeasure> {
        let Some(month) = self.head.month else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (column, known) in &self.columns {
            let mut sum = Decimal::ZERO;
            let mut country: Option<(Organisation, Sourced<Decimal>)> = None;
            for line in lines(sheet, self.header_row + 1) {
                let (Some(name), Some(value)) = (line.text(self.name), line.number(*column)) else {
                    continue;
                };
                let code = line
                    .text(self.code)
                    .filter(|code| code.chars().any(char::is_alphanumeric));
                let value = Sourced::at(value, line.at(*column));
                let is_country = code.is_none()
                    && (names::is_whole(name) || !name.chars().any(char::is_alphanumeric));
                if is_country && country.is_none() {
                    let name = if name.chars().any(char::is_alphanumeric) {
                        one_line(name)
                    } else {
                        "England".to_owned()
                    };
                    country = Some((Organisation::named(name), value));
                    continue;
                }
                let Some(code) = code else { continue };
                sum += value.value;
                let organisation = Organisation {
                    code: Some(code.to_owned()),
                    ..Organisation::named(readable(&one_line(name)))
                };
                found.push(measure(known, organisation, month, value));
            }
            if let Some((organisation, value)) = country {
                let (ours, stated) = (sum.round().to_u64(), value.value.round().to_u64());
                if let (MeasureUnit::Count, Some(ours), Some(stated)) = (known.unit, ours, stated) {
                    differences.compare(
                        &format!("{}, {}", organisation.name, known.name),
                        ours,
                        &Sourced::new(stated, value.cells.clone()),
                    );
                }
                found.push(measure(known, organisation, month, value));
            }
        }
        found
    }
}

fn measure(
    known: &Known,
    organisation: Organisation,
    month: crate::plan::Month,
    value: Sourced<Decimal>,
) -> MonthlyMeasure {
    MonthlyMeasure {
        name: known.name.clone(),
        organisation: Some(organisation),
        unit: known.unit,
        better: monthly::better(&known.name, known.unit),
        origin: Origin::Published,
        planned: BTreeMap::new(),
        actual: BTreeMap::from([(month, value)]),
        target: None,
    }
}

/// Joins the months of one measure of one body; a month that is there already stays as it was first read.
pub(in crate::import) fn merge(into: &mut Vec<MonthlyMeasure>, more: Vec<MonthlyMeasure>) {
    let key = |measure: &MonthlyMeasure| {
        let organisation = measure.organisation.as_ref();
        let body = organisation.map(|organisation| {
            organisation
                .code
                .clone()
                .unwrap_or_else(|| organisation.name.clone())
        });
        (measure.name.clone(), body)
    };
    let mut places: BTreeMap<_, usize> = into
        .iter()
        .enumerate()
        .map(|(at, measure)| (key(measure), at))
        .collect();
    for measure in more {
        let known = places.get(&key(&measure)).and_then(|at| into.get_mut(*at));
        if let Some(known) = known {
            for (month, value) in measure.actual {
                known.actual.entry(month).or_insert(value);
            }
            for (month, value) in measure.planned {
                known.planned.entry(month).or_insert(value);
            }
        } else {
            places.insert(key(&measure), into.len());
            into.push(measure);
        }
    }
}
