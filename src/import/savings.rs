//! A savings table into lines, with what each row and column says of them.

use super::header::{self, Role};
use super::rows::{self, Row, RowKind};
use super::table::{Column, Table};
use super::text::{one_line, padded, words};
use super::unidentified::{self, Signs};
use super::values::{Columns, ValueFrom};
use super::{names, vocabulary, voice};
use crate::plan::{
    Evidence, Money, Organisation, Phasing, Recurrence, Saving, Sourced, StatedRisk, StatedStatus,
    StatedTotal, Status,
};
use rust_decimal::Decimal;

/// What one savings table holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SavingsTable {
    pub(super) columns: Columns,
    pub(super) rows: Vec<Row>,
    pub(super) lines: Vec<Saving>,
    /// Row number of each line, in step with `lines`.
    pub(super) line_rows: Vec<u32>,
    pub(super) targets: Vec<(String, Sourced<Money>)>,
    pub(super) totals: Vec<StatedTotal>,
    /// The workbook writes savings as negative amounts.
    pub(super) negative: bool,
    pub(super) organisation: Option<Organisation>,
}

/// What headings and titles say about the rows under them.
#[derive(Debug, Clone, Default)]
struct Section {
    heading: Option<String>,
    unidentified: bool,
    recurrent: Option<bool>,
    below_identified: bool,
}

pub(super) fn read(
    table: &Table<'_, '_>,
    columns: Columns,
    organisation: Option<&Organisation>,
) -> SavingsTable {
    let rows = rows::classify(table, &columns);
    let mut out = SavingsTable {
        columns,
        rows,
        lines: Vec::new(),
        line_rows: Vec::new(),
        targets: Vec::new(),
        totals: Vec::new(),
        negative: false,
        organisation: organisation.cloned(),
    };
    out.negative = is_negative(&out.rows);
    let title = table.title.rsplit(" | ").next().unwrap_or("").to_owned();
    let base = Section {
        heading: None,
        unidentified: voice::heading(&title),
        recurrent: header::recurrent(&padded(&words(&title))),
        below_identified: false,
    };
    let mut section = base.clone();
    let mut since_total: Vec<Sourced<Money>> = Vec::new();
    let rows = out.rows.clone();
    for row in &rows {
        let value = row
            .value
            .clone()
            .map(|value| if out.negative { -value } else { value });
        match row.kind {
            RowKind::Heading => section = heading(&row.label, &base, &section),
            RowKind::Total => {
                if let Some(value) = value {
                    out.totals
                        .push(stated_total(table, row, value, &since_total, &out.lines));
                }
                since_total.clear();
                let padded = padded(&words(&row.label));
                let identified =
                    padded.contains(" identified ") && !vocabulary::unidentified_word(&padded);
                let below = section.below_identified || identified;
                section = Section {
                    below_identified: below,
                    ..if section.heading.is_some() {
                        base.clone()
                    } else {
                        section
                    }
                };
            }
            RowKind::Target => out
                .targets
                .extend(value.map(|value| (row.label.clone(), value))),
            RowKind::Line => {
                if let Some(value) = value {
                    since_total.push(value.clone());
                    let line = line(table, &out, row, value, &section);
                    out.lines.push(line);
                    out.line_rows.push(row.row);
                }
            }
            _ => {}
        }
    }
    out
}

/// Whether savings stand as negative amounts: most lines, and their sum.
fn is_negative(rows: &[Row]) -> bool {
    let values: Vec<Money> = rows
        .iter()
        .filter(|row| row.kind == RowKind::Line)
        .filter_map(|row| row.value.as_ref().map(|value| value.value))
        .filter(|value| !value.is_zero())
        .collect();
    let negative = values.iter().filter(|value| value.is_negative()).count();
    negative * 2 > values.len() && values.iter().copied().sum::<Money>().is_negative()
}

fn heading(label: &str, base: &Section, before: &Section) -> Section {
    let padded = padded(&words(label));
    let recurrent = header::recurrent(&padded);
    Section {
        heading: Some(label.to_owned()),
        unidentified: voice::heading(label),
        recurrent: recurrent.or(base.recurrent),
        below_identified: before.below_identified && !padded.contains(" identified "),
    }
}

/// A total beside the sum of what it should cover: the lines since the last total, or all of them.
fn stated_total(
    table: &Table<'_, '_>,
    row: &Row,
    stated: Sourced<Money>,
    since: &[Sourced<Money>],
    lines: &[Saving],
) -> StatedTotal {
    let part: Sourced<Money> = since.iter().sum();
    let all: Sourced<Money> = lines.iter().map(|line| &line.value).sum();
    let padded = padded(&words(&row.label));
    let sub = padded.contains(" sub ") || padded.contains(" subtotal ");
    let distance = |sum: &Sourced<Money>| (sum.value - stated.value).abs();
    let recomputed = if since.is_empty() || (!sub && distance(&all) <= distance(&part)) {
        all
    } else {
        part
    };
    let unit = stated
        .cells
        .first()
        .map(|cell| table.unit_of(cell.row, cell.column))
        .unwrap_or_default();
    StatedTotal {
        label: row.label.clone(),
        stated,
        recomputed,
        unit,
    }
}

fn line(
    table: &Table<'_, '_>,
    context: &SavingsTable,
    row: &Row,
    value: Sourced<Money>,
    section: &Section,
) -> Saving {
    let columns = &context.columns;
    let flip = |value: Sourced<Money>| if context.negative { -value } else { value };
    let label = |role| {
        table
            .label(row.row, role)
            .filter(|text| text.chars().any(char::is_alphanumeric))
    };
    let source = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line))
        .filter(|column| table.grid.cell(row.row, column.index).is_some())
        .map(|column| table.at(row.row, column.index))
        .or_else(|| value.cells.first().cloned())
        .unwrap_or_else(|| table.at(row.row, 0));
    let status = stated(table, row.row, Role::Status).map(|(word, cell)| StatedStatus {
        status: vocabulary::status(&word),
        word,
        cell,
    });
    let risk = stated(table, row.row, Role::Risk).map(|(word, cell)| StatedRisk {
        risk: vocabulary::risk(&word),
        word,
        cell,
    });
    let mut saving = Saving {
        source,
        reference: label(Role::Reference),
        name: row.label.clone(),
        organisation: label(Role::Organisation)
            .map(|name| {
                let code = label(Role::OrganisationCode);
                let organisation = names::labelled(&name);
                Organisation {
                    code: organisation.code.clone().or(code),
                    ..organisation
                }
            })
            .or_else(|| context.organisation.clone()),
        division: label(Role::Division).or_else(|| division(section)),
        category: label(Role::Category).or_else(|| label(Role::Workstream)),
        phasing: phasing(table, columns, row.row, context.negative),
        full_year_effect: columns
            .full_year_effect
            .and_then(|column| table.money(row.row, column))
            .map(flip),
        plan_to_date: columns
            .plan_to_date
            .and_then(|column| table.money(row.row, column))
            .map(flip),
        actual_to_date: columns
            .actual
            .and_then(|column| table.money(row.row, column))
            .map(flip),
        forecast: columns
            .forecast
            .and_then(|column| table.money(row.row, column))
            .map(flip),
        recurrence: recurrence(table, columns, row.row, &value, section, context.negative),
        status,
        risk,
        owner: label(Role::Owner),
        start: table
            .by_role(Role::Start)
            .and_then(|column| super::region::header_text(table.grid, row.row, column.index)),
        unidentified: Vec::new(),
        value,
    };
    saving.unidentified = evidence(table, &saving, row, section);
    saving
}

fn stated(
    table: &Table<'_, '_>,
    row: u32,
    role: Role,
) -> Option<(String, crate::workbook::CellRef)> {
    let column = table.by_role(role)?.index;
    let word = table
        .grid
        .label(row, column)
        .filter(|word| word.chars().any(char::is_alphanumeric))?;
    Some((word, table.at(row, column)))
}

/// A heading that is neither about recurrence nor about being identified names a division.
fn division(section: &Section) -> Option<String> {
    section.heading.clone().filter(|heading| {
        !section.unidentified
            && header::recurrent(&padded(&words(heading))).is_none()
            && !words(heading).iter().any(|word| word == "identified")
    })
}

fn evidence(table: &Table<'_, '_>, saving: &Saving, row: &Row, section: &Section) -> Vec<Evidence> {
    let cell_of = |role| {
        table
            .by_role(role)
            .map(|column| table.at(row.row, column.index))
    };
    let identified = table.label(row.row, Role::Identified);
    // "Unidentified? Y" and "Identified? N" say the same.
    let asks_absence = table.by_role(Role::Identified).is_some_and(|column| {
        vocabulary::unidentified_word(&column.own.padded) && !column.own.says("identified")
    });
    let identified_no = identified.as_deref().is_some_and(|word| {
        let padded = padded(&words(word));
        let no = matches!(padded.trim(), "n" | "no" | "false" | "0");
        let yes = matches!(padded.trim(), "y" | "yes" | "true" | "1");
        (if asks_absence { yes } else { no }) || vocabulary::unidentified_word(&padded)
    });
    let descriptions: Vec<String> = table
        .columns
        .iter()
        .filter(|column| {
            matches!(
                column.role,
                Some(Role::Note | Role::Category | Role::Workstream)
            ) && column.is_text()
        })
        .filter_map(|column| table.grid.text(row.row, column.index).map(one_line))
        .filter(|text| voice::heading(text))
        .collect();
    let phased = saving.phasing.as_ref().map(is_phased);
    let status = saving.status.as_ref().and_then(|status| status.status);
    let signs = Signs {
        name: saving.name.clone(),
        description: descriptions.first().cloned().unwrap_or_default(),
        status_unidentified: status == Some(Status::Unidentified),
        identified_no,
        section_unidentified: section.unidentified,
        below_the_line: section.below_identified && row.bare,
        developed: matches!(status, Some(Status::FullyDeveloped | Status::InProgress)),
        has_reference: saving.reference.is_some(),
        reference_asked: table.by_role(Role::Reference).is_some(),
        has_owner: saving.owner.is_some(),
        owner_asked: table.by_role(Role::Owner).is_some(),
        unphased: phased == Some(false) || (phased.is_none() && has_phases(table)),
        late: saving.phasing.as_ref().is_some_and(is_late),
        high_risk: saving.risk.as_ref().and_then(|risk| risk.risk) == Some(crate::plan::Risk::High),
        nobodys: saving.division.as_deref().is_some_and(is_nobodys),
        round: is_round(saving.value.value),
    };
    let cell = if signs.status_unidentified {
        cell_of(Role::Status)
    } else if signs.identified_no {
        cell_of(Role::Identified)
    } else {
        None
    };
    unidentified::reasons(&signs, &cell.unwrap_or_else(|| saving.source.clone()))
}

fn has_phases(table: &Table<'_, '_>) -> bool {
    table
        .columns
        .iter()
        .filter(|column| column.facets.month.is_some() || column.facets.quarter.is_some())
        .count()
        >= 3
}

fn is_nobodys(division: &str) -> bool {
    super::text::has_any(
        &padded(&words(division)),
        "trustwide; trust wide; system; system wide; all; central; corporate wide",
    )
}

fn is_round(value: Money) -> bool {
    !value.is_zero() && (value.pounds() % Decimal::from(500_000)).is_zero()
}

fn parts(phasing: &Phasing) -> Vec<Option<Money>> {
    let value = |part: &Option<Sourced<Money>>| part.as_ref().map(|part| part.value);
    match phasing {
        Phasing::Months(months) => months.iter().map(value).collect(),
        Phasing::Quarters(quarters) => quarters.iter().map(value).collect(),
    }
}

fn is_phased(phasing: &Phasing) -> bool {
    parts(phasing).iter().flatten().any(|part| !part.is_zero())
}

fn is_late(phasing: &Phasing) -> bool {
    let parts = parts(phasing);
    let early = parts.len() * 3 / 4;
    is_phased(phasing)
        && parts
            .iter()
            .take(early)
            .flatten()
            .all(|part| part.is_zero())
}

fn phasing(table: &Table<'_, '_>, columns: &Columns, row: u32, negative: bool) -> Option<Phasing> {
    let read = |column: &Option<u32>| {
        let value = table.money(row, (*column)?)?;
        Some(if negative { -value } else { value })
    };
    if columns.months.iter().any(Option::is_some) {
        let mut months: Vec<Option<Sourced<Money>>> = columns.months.iter().map(read).collect();
        if columns.cumulative {
            let run = months.clone();
            for (at, month) in months.iter_mut().enumerate().skip(1) {
                let before = run.get(at - 1).cloned().flatten();
                if let (Some(this), Some(before)) = (month.take(), before) {
                    *month = Some(this - before);
                }
            }
        }
        if months.iter().all(Option::is_none) {
            return None;
        }
        return months.try_into().ok().map(Phasing::Months);
    }
    if columns.quarters.iter().any(Option::is_some) {
        let quarters: Vec<Option<Sourced<Money>>> = columns.quarters.iter().map(read).collect();
        if quarters.iter().all(Option::is_none) {
            return None;
        }
        return quarters.try_into().ok().map(Phasing::Quarters);
    }
    None
}

fn recurrence(
    table: &Table<'_, '_>,
    columns: &Columns,
    row: u32,
    value: &Sourced<Money>,
    section: &Section,
    negative: bool,
) -> Option<Recurrence> {
    if let Some((yes, no)) = columns.split {
        let read = |column| {
            let money = table.money(row, column)?.value;
            Some(if negative { -money } else { money })
        };
        let (recurrent, one_off) = (read(yes), read(no));
        let sum = recurrent.unwrap_or_default() + one_off.unwrap_or_default();
        if (recurrent.is_some() || one_off.is_some())
            && sum.agrees_with(value.value, Money::from_pounds(1_000))
        {
            return Some(
                match (recurrent.unwrap_or_default(), one_off.unwrap_or_default()) {
                    (_, rest) if rest.is_zero() => Recurrence::Recurrent,
                    (part, _) if part.is_zero() => Recurrence::NonRecurrent,
                    (part, _) => Recurrence::Part { recurrent: part },
                },
            );
        }
    }
    if let Some(recurrence) = part(table, columns, row, value) {
        return Some(recurrence);
    }
    if let Some(ticked) = ticked(table, row) {
        return Some(ticked);
    }
    let column = table.by_role(Role::Recurrence);
    let asks_non =
        column.is_some_and(|column| header::recurrent(&column.facets.padded) == Some(false));
    let said = column
        .and_then(|column| table.grid.label(row, column.index))
        .and_then(|word| vocabulary::recurrence(&word, asks_non))
        .or(section.recurrent)?;
    Some(if said {
        Recurrence::Recurrent
    } else {
        Recurrence::NonRecurrent
    })
}

/// The recurrent part of the value, where a column gives one of the two parts.
fn part(
    table: &Table<'_, '_>,
    columns: &Columns,
    row: u32,
    value: &Sourced<Money>,
) -> Option<Recurrence> {
    let (column, recurrent) = columns.part?;
    let given = table.money(row, column)?.value.abs();
    let recurrent = if recurrent {
        given
    } else {
        value.value - given
    };
    Some(if recurrent.is_zero() {
        Recurrence::NonRecurrent
    } else if recurrent == value.value {
        Recurrence::Recurrent
    } else {
        Recurrence::Part { recurrent }
    })
}

/// Two columns, recurrent and not, of which a line ticks one.
fn ticked(table: &Table<'_, '_>, row: u32) -> Option<Recurrence> {
    let says = |column: &Column| match column.own.padded.trim() {
        "r" | "rec" | "recurrent" | "recurring" => Some(true),
        "nr" | "n r" | "non rec" | "non recurrent" | "nonrecurrent" | "non recurring"
        | "one off" => Some(false),
        _ => None,
    };
    let columns: Vec<(u32, bool)> = table
        .columns
        .iter()
        .filter(|column| !column.is_value())
        .filter_map(|column| Some((column.index, says(column)?)))
        .collect();
    let [(first, one), (second, other)] = columns.as_slice() else {
        return None;
    };
    let marked = |column: u32| table.grid.cell(row, column).is_some();
    match (one != other, marked(*first), marked(*second)) {
        (true, true, false) => Some(*one),
        (true, false, true) => Some(*other),
        _ => None,
    }
    .map(|recurrent| {
        if recurrent {
            Recurrence::Recurrent
        } else {
            Recurrence::NonRecurrent
        }
    })
}

impl SavingsTable {
    /// Whether the table has months, quarters or other detail: of two tables with the same lines the richer one counts.
    pub(super) fn detail(&self, columns: usize) -> usize {
        let phases = self.columns.months.iter().flatten().count()
            + self.columns.quarters.iter().flatten().count();
        phases * 4 + columns
    }

    /// The columns that hold the value.
    pub(super) fn value_columns(&self) -> Vec<u32> {
        match &self.columns.value {
            ValueFrom::Column(column) => vec![*column],
            ValueFrom::Sum(columns) => columns.clone(),
            ValueFrom::Months => self.columns.months.iter().flatten().copied().collect(),
            ValueFrom::Quarters => self.columns.quarters.iter().flatten().copied().collect(),
        }
    }
}
