//! A savings table into lines, with what each row and column says of them.

use super::header::{self, Role};
use super::heard::Heard;
use super::rows::{self, Row, RowKind};
use super::table::Table;
use super::text::{padded, words};
use super::values::{Columns, ValueFrom};
use super::{governance, names, recurrence, signs, vocabulary, voice};
use crate::plan::{
    Money, Organisation, Phasing, Saving, Sourced, StatedRisk, StatedStatus, StatedTotal,
};

/// What one savings table holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SavingsTable {
    pub(super) columns: Columns,
    pub(super) rows: Vec<Row>,
    /// Empty once the plan has taken them.
    pub(super) lines: Vec<Saving>,
    /// Sum of the lines that the plan has taken.
    pub(super) taken: Money,
    /// Row number of each line.
    pub(super) line_rows: Vec<u32>,
    pub(super) targets: Vec<(String, Sourced<Money>)>,
    pub(super) totals: Vec<StatedTotal>,
    /// The workbook writes savings as negative amounts.
    pub(super) negative: bool,
    pub(super) organisation: Option<Organisation>,
    /// What its last rows stand under.
    pub(super) section: Section,
}

/// What headings and titles say about the rows under them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Section {
    pub(super) heading: Option<String>,
    pub(super) unidentified: bool,
    pub(super) recurrent: Option<bool>,
    pub(super) below_identified: bool,
}

pub(super) fn read(
    table: &Table<'_, '_>,
    columns: Columns,
    organisation: Option<&Organisation>,
    page_before: Option<&SavingsTable>,
) -> SavingsTable {
    let rows = rows::classify(table, &columns);
    let mut out = SavingsTable {
        columns,
        rows,
        lines: Vec::new(),
        taken: Money::ZERO,
        line_rows: Vec::new(),
        targets: Vec::new(),
        totals: Vec::new(),
        negative: false,
        organisation: organisation.cloned(),
        section: Section::default(),
    };
    out.negative = table.sign.is_none() && is_negative(&out.rows);
    let title = table.caption();
    let base = Section {
        heading: None,
        unidentified: voice::heading(title),
        recurrent: header::recurrent(&padded(&words(title))),
        below_identified: false,
    };
    let mut section = page_before.map_or_else(|| base.clone(), |before| before.section.clone());
    let mut since_total: Vec<Sourced<Money>> = Vec::new();
    let rows = std::mem::take(&mut out.rows);
    let lines = rows.iter().filter(|row| row.kind == RowKind::Line).count();
    out.lines.reserve_exact(lines);
    let heard = Heard::of(table, &out.value_columns());
    for (at, row) in rows.iter().enumerate() {
        let value = row
            .value
            .clone()
            .map(|value| if out.negative { -value } else { value });
        match row.kind {
            RowKind::Heading => section = heading(&row.label, &base, &section),
            RowKind::Total => {
                // "Total as % of expenditure" is no sum of pounds.
                let is_sum = !row.label.contains('%');
                // A total that stands before its parts, and they make it, has nothing to do with what is above.
                let opens = rows
                    .get(at + 1..)
                    .is_some_and(|below| is_sum_of(below, row));
                if let Some(value) = value.filter(|_| is_sum && !opens && !out.lines.is_empty()) {
                    out.totals
                        .push(stated_total(table, row, value, &since_total, &out.lines));
                }
                since_total.clear();
                let padded = padded(&words(&row.label));
                let identified =
                    padded.contains(" identified ") && !vocabulary::unidentified_word(&padded);
                let below = section.below_identified || identified;
                section = if opens {
                    // It heads its parts as well.
                    heading(&row.label, &base, &section)
                } else {
                    Section {
                        below_identified: below,
                        ..if section.heading.is_some() {
                            base.clone()
                        } else {
                            section
                        }
                    }
                };
            }
            RowKind::Target => out
                .targets
                .extend(value.map(|value| (row.label.clone(), value))),
            RowKind::Line => {
                if let Some(value) = value {
                    since_total.push(value.clone());
                    let line = line(table, &out, (row, value), &section, &heard);
                    out.lines.push(line);
                    out.line_rows.push(row.at);
                }
            }
            _ => {}
        }
    }
    out.section = section;
    out.rows = rows;
    out.lines.shrink_to_fit();
    out
}

/// Whether the lines right below a total, up to the next total or heading, are exactly what it states.
fn is_sum_of(below: &[Row], total: &Row) -> bool {
    let parts: Vec<Money> = below
        .iter()
        .take_while(|row| matches!(row.kind, RowKind::Line | RowKind::Note))
        .filter_map(|row| row.value.as_ref().map(|value| value.value))
        .collect();
    let stated = total.value.as_ref().map(|value| value.value);
    !parts.is_empty() && stated == Some(parts.into_iter().sum())
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
    (row, value): (&Row, Sourced<Money>),
    section: &Section,
    heard: &Heard,
) -> Saving {
    let columns = &context.columns;
    let figure = |column: Option<u32>| {
        let value = table.money(row.at, column?)?;
        Some(if context.negative { -value } else { value })
    };
    let label = |role| {
        table
            .label(row.at, role)
            .filter(|text| text.chars().any(char::is_alphanumeric))
    };
    let source = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line))
        .filter(|column| table.grid.cell(row.at, column.index).is_some())
        .map(|column| table.at(row.at, column.index))
        .or_else(|| value.cells.first().cloned())
        .unwrap_or_else(|| table.at(row.at, 0));
    let status = status(table, row.at, heard);
    let risk = signs::stated(table, row.at, Role::Risk).map(|(word, cell)| StatedRisk {
        risk: heard.risk.of(&word, |word| table.house.risk(word)),
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
        phasing: phasing(table, columns, row.at, context.negative),
        full_year_effect: figure(columns.full_year_effect),
        plan_to_date: figure(columns.plan_to_date),
        actual_to_date: figure(columns.actual),
        forecast: figure(columns.forecast),
        recurrence: recurrence::recurrence(
            table,
            columns,
            (row.at, &row.label, &value),
            section,
            context.negative,
            heard,
        ),
        status,
        risk,
        owner: label(Role::Owner),
        start: table
            .by_role(Role::Start)
            .and_then(|column| super::region::header_text(table.grid, row.at, column.index)),
        governance: governance::of_row(table, row.at, &heard.governance),
        staff: governance::staff(table, row.at, &heard.governance),
        cost: governance::cost(table, row.at, &heard.governance),
        unidentified: Vec::new(),
        doubts: Vec::new(),
        value,
    };
    let signs = signs::evidence(table, &saving, row, section, heard);
    saving.unidentified = signs.strong;
    saving.doubts = signs.weak;
    saving
}

/// A heading that is neither about recurrence nor about being identified names a division.
fn division(section: &Section) -> Option<String> {
    section.heading.clone().filter(|heading| {
        !section.unidentified
            && header::recurrent(&padded(&words(heading))).is_none()
            && !words(heading).iter().any(|word| word == "identified")
    })
}

fn phasing(table: &Table<'_, '_>, columns: &Columns, row: u32, negative: bool) -> Option<Phasing> {
    let read = |column: Option<u32>| {
        let value = table.money(row, column?)?;
        Some(if negative { -value } else { value })
    };
    if columns.months.iter().any(Option::is_some) {
        let mut months = columns.months.map(read);
        if columns.cumulative {
            by_step(&mut months);
        }
        let any = months.iter().any(Option::is_some);
        return any.then(|| Phasing::Months(Box::new(months)));
    }
    if columns.quarters.iter().any(Option::is_some) {
        let mut quarters = columns.quarters.map(read);
        if columns.cumulative {
            by_step(&mut quarters);
        }
        let any = quarters.iter().any(Option::is_some);
        return any.then(|| Phasing::Quarters(Box::new(quarters)));
    }
    None
}

/// The step that a row states, by words that are known or that the workbook explains.
fn status(table: &Table<'_, '_>, row: u32, heard: &Heard) -> Option<StatedStatus> {
    let stated = signs::stated(table, row, Role::Status).map(|(word, cell)| StatedStatus {
        status: heard
            .status
            .of(&word, |word| table.house.status(&step(table, word))),
        word,
        cell,
    });
    let open = stated.as_ref().is_none_or(|own| own.status.is_none());
    let explained = table.legend.state(table, row).filter(|_| open);
    let explained = explained.map(|(word, cell, state)| StatedStatus {
        status: state.status(),
        word,
        cell,
    });
    explained.or(stated)
}

/// A bare number in a column of gateways is a gateway.
fn step(table: &Table<'_, '_>, word: &str) -> String {
    let gateways = table
        .by_role(Role::Status)
        .is_some_and(|column| column.own.says("gateway; gate; stage; gateways"));
    if gateways && word.parse::<u8>().is_ok() {
        format!("gateway {word}")
    } else {
        word.to_owned()
    }
}

/// What each month adds, from months that add up as they go.
fn by_step(run: &mut [Option<Sourced<Money>>]) {
    let mut before: Option<Sourced<Money>> = None;
    for month in run {
        let Some(this) = month.clone() else { continue };
        if let Some(before) = before.replace(this.clone()) {
            *month = Some(this - before);
        }
    }
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
