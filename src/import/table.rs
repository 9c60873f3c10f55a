//! A region with its headers understood: the role, facets, contents and unit of each column, and what stands around it.

use super::grid::Grid;
use super::header::{Facets, Role};
use super::legend::Legend;
use super::region::Region;
use super::text::{one_line, words};
use super::{grid, names, one_unit, roles_by_contents, units};
use crate::plan::{Money, Sourced, Unit};
use crate::review::{Meaning, SignRead};
use crate::workbook::{CellRef, Value};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) index: u32,
    /// Of the group header and the column's own, joined.
    pub(super) facets: Facets,
    /// Of the column's own header alone.
    pub(super) own: Facets,
    /// Texts of the group headers above the own one.
    pub(super) group: String,
    /// The same one by one, the uppermost first.
    pub(super) groups: Vec<String>,
    pub(super) role: Option<Role>,
    pub(super) numbers: usize,
    pub(super) texts: usize,
    pub(super) dates: usize,
    pub(super) distinct: usize,
    /// Blank cells mean the label above.
    pub(super) carries: bool,
    /// What the reviewer says it means.
    pub(super) meant: Option<Meaning>,
}

/// How far a label that is written once is carried down.
const CARRY_ROWS_MAX: usize = 200;

/// A line with a full stop is a sentence from so many words on.
const SENTENCE_WORDS: usize = 5;
/// No caption is longer, full stop or not.
const CAPTION_WORDS_MAX: usize = 24;

impl Column {
    pub(super) fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.numbers * 2 >= self.numbers + self.texts + self.dates
    }

    pub(super) fn is_text(&self) -> bool {
        self.texts > 0 && !self.is_numeric()
    }

    /// Numbers that can be money or pathways: no references, staff numbers or percentages.
    pub(super) fn is_value(&self) -> bool {
        self.is_numeric()
            && !self.facets.percent
            && self.meant != Some(Meaning::NotUsed)
            && !matches!(
                self.role,
                Some(
                    Role::Reference
                        | Role::Workforce
                        | Role::OrganisationCode
                        | Role::Month
                        | Role::Measure
                        | Role::Status
                )
            )
            && !matches!(
                self.own.role,
                Some(Role::Risk | Role::Assurance | Role::Start)
            )
    }
}

pub(super) struct Table<'g, 'a> {
    pub(super) grid: &'g Grid<'a>,
    pub(super) region: Region,
    pub(super) columns: Vec<Column>,
    /// The lines right above the header, joined.
    pub(super) title: String,
    /// The first lines of the sheet, its name, and the title: what any table on it is about.
    pub(super) setting: String,
    /// Stated for the table as a whole.
    pub(super) unit: Option<Unit>,
    /// What was assumed where nothing is stated.
    pub(super) assumed: Option<Unit>,
    /// What the workbook says its own words mean.
    pub(super) legend: Legend,
    /// The unit and the sign that the reviewer says the stored numbers have.
    pub(super) fixed_unit: Option<Unit>,
    pub(super) sign: Option<SignRead>,
}

impl<'g, 'a> Table<'g, 'a> {
    pub(super) fn new(grid: &'g Grid<'a>, region: Region, sheet_head: &str) -> Self {
        let title: Vec<String> = region
            .title
            .iter()
            .filter_map(|(row, column)| grid.text(*row, *column).map(one_line))
            .collect();
        let mut columns = columns(grid, &region);
        let title = title.join(" | ");
        let headers = columns
            .iter()
            .take(1)
            .map(|column| column.facets.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        // The corner of the header ("£m") speaks for the whole table, and so does a unit that only some columns state.
        let unit = nearest_unit(grid, &region)
            .or_else(|| units::stated(&headers))
            .or_else(|| units::stated(&title))
            .or_else(|| units::stated(sheet_head))
            .or_else(|| one_unit::of_columns(&columns));
        one_unit::of_phases(grid, &region, &mut columns, unit);
        let setting = format!("{} | {sheet_head} | {title}", grid.sheet.name());
        Self {
            grid,
            region,
            columns,
            title,
            setting,
            unit,
            assumed: None,
            legend: Legend::default(),
            fixed_unit: None,
            sign: None,
        }
    }

    pub(super) fn by_role(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Some(role))
    }

    pub(super) fn column(&self, index: u32) -> Option<&Column> {
        self.columns.iter().find(|column| column.index == index)
    }

    /// The label in a row under a role, vertically merged cells spread. Bodies, divisions and measures that are
    /// written once for the rows under them are carried down.
    pub(super) fn label(&self, row: u32, role: Role) -> Option<String> {
        let column = self.by_role(role)?;
        self.grid
            .label(row, column.index)
            .or_else(|| self.carried(row, column))
    }

    /// The nearest label above in a grouping column that is filled less often than the rows have names.
    pub(super) fn carried(&self, row: u32, column: &Column) -> Option<String> {
        if !column.carries {
            return None;
        }
        let at = self.region.rows.binary_search(&row).ok()?;
        let first_label = self
            .columns
            .first()
            .filter(|first| first.index < column.index);
        for above in self
            .region
            .rows
            .get(..at)?
            .iter()
            .rev()
            .take(CARRY_ROWS_MAX)
        {
            if let Some(label) = self.grid.label(*above, column.index) {
                return Some(label);
            }
            // A total or heading in front of the column ends its group.
            let ended = first_label.is_some_and(|first| {
                self.grid
                    .text(*above, first.index)
                    .is_some_and(super::names::is_whole)
            });
            if ended {
                return None;
            }
        }
        None
    }

    pub(super) fn unit_of(&self, row: u32, column: u32) -> Unit {
        if let Some(unit) = self.fixed_unit {
            return unit;
        }
        let header = self.column(column).and_then(|column| column.facets.unit);
        let words = header.or(self.unit);
        self.grid
            .cell(row, column)
            .and_then(|cell| units::stored(cell, words))
            .or(self.assumed)
            .unwrap_or_default()
    }

    /// The money in a cell, in pounds.
    pub(super) fn money(&self, row: u32, column: u32) -> Option<Sourced<Money>> {
        let number = grid::number(self.grid.cell(row, column)?)?;
        let money = Money::quoted(number, self.unit_of(row, column))?;
        let money = match self.sign {
            Some(SignRead::Turned) => -money,
            _ => money,
        };
        Some(Sourced::at(money, self.grid.at(row, column)))
    }

    /// Nothing, where a dash is typed for it.
    pub(super) fn nil(&self, row: u32, column: u32) -> Option<Sourced<Money>> {
        let cell = self.grid.cell(row, column)?;
        grid::is_nil(cell).then(|| Sourced::at(Money::ZERO, self.grid.at(row, column)))
    }

    /// The lines above the header that name the table, the nearest first: no sentences, where there is anything else.
    pub(super) fn captions(&self) -> impl Iterator<Item = &str> {
        let any = self.title.split(" | ").any(|line| !is_sentence(line));
        self.title
            .rsplit(" | ")
            .filter(move |line| !any || !is_sentence(line))
    }

    pub(super) fn caption(&self) -> &str {
        self.captions().next().unwrap_or("")
    }

    pub(super) fn at(&self, row: u32, column: u32) -> CellRef {
        self.grid.at(row, column)
    }

    /// All words around the numbers: setting and headers.
    pub(super) fn words(&self) -> String {
        let headers: Vec<&str> = self
            .columns
            .iter()
            .map(|column| column.facets.text.as_str())
            .collect();
        format!("{} | {}", self.setting, headers.join(" | "))
    }
}

/// Whether a line tells the reader something rather than naming what stands below it.
fn is_sentence(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (line.ends_with('.') && words >= SENTENCE_WORDS) || words > CAPTION_WORDS_MAX
}

/// A corner that says "Organisation" heads the bodies to its right where the cells below it are lines of an account or
/// months: the table was turned on its side.
fn bodies_by_contents(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let Some(column) = columns
        .iter_mut()
        .find(|column| column.role == Some(Role::Organisation))
    else {
        return;
    };
    let labels: Vec<&str> = region
        .rows
        .iter()
        .filter_map(|row| grid.text(*row, column.index))
        .filter(|text| !names::is_organisation(text))
        .collect();
    let line = |text: &&&str| super::vocabulary::line_kind(text).is_some();
    let month = |text: &&&str| super::periods::month(&words(text)).is_some();
    let most = |count: usize| count >= 2 && count * 2 > column.texts;
    if most(labels.iter().filter(month).count()) {
        column.role = Some(Role::Month);
    } else if most(labels.iter().filter(line).count()) {
        column.role = Some(Role::Line);
    }
}

/// The unit in the title line nearest to the header that states one.
fn nearest_unit(grid: &Grid<'_>, region: &Region) -> Option<Unit> {
    region
        .title
        .iter()
        .rev()
        .find_map(|(row, column)| units::stated(grid.text(*row, *column)?))
}

fn columns(grid: &Grid<'_>, region: &Region) -> Vec<Column> {
    let mut columns: Vec<Column> = region
        .columns
        .iter()
        .map(|index| {
            let texts = region.header_texts(grid, *index);
            let own = texts.last().cloned().unwrap_or_default();
            let groups = texts
                .get(..texts.len().saturating_sub(1))
                .unwrap_or(&[])
                .to_vec();
            let mut column = Column {
                index: *index,
                facets: Facets::of(&texts.join(" ")),
                own: Facets::of(&own),
                group: groups.join(" "),
                groups,
                role: None,
                numbers: 0,
                texts: 0,
                dates: 0,
                distinct: 0,
                carries: false,
                meant: None,
            };
            count(grid, region, &mut column);
            column
        })
        .collect();
    for column in &mut columns {
        column.role = role(column);
    }
    roles_by_contents::settle(grid, region, &mut columns);
    bodies_by_contents(grid, region, &mut columns);
    name_the_nameless(&mut columns);
    let rows = region.rows.len();
    for column in &mut columns {
        let grouping = matches!(
            column.role,
            Some(
                Role::Organisation
                    | Role::Division
                    | Role::Workstream
                    | Role::Measure
                    | Role::Specialty
            )
        );
        column.carries = grouping && column.texts > 0 && column.texts * 3 <= rows * 2 && rows >= 3;
    }
    columns
}

fn count(grid: &Grid<'_>, region: &Region, column: &mut Column) {
    let mut seen = std::collections::HashSet::new();
    for row in &region.rows {
        let Some(cell) = grid.cell(*row, column.index) else {
            continue;
        };
        match cell.value {
            Value::Date(_) => column.dates += 1,
            _ if grid::number(cell).is_some() => column.numbers += 1,
            Value::NotCalculated | Value::Error(_) => column.numbers += 1,
            // A typed dash is an empty value, not a word.
            Value::Text(text) if text.chars().any(char::is_alphanumeric) => {
                column.texts += 1;
                if seen.len() < 1_000 {
                    seen.insert(text);
                }
            }
            _ => {}
        }
    }
    column.distinct = seen.len();
}

/// The header's role, where the contents agree: names are words, values are numbers.
fn role(column: &Column) -> Option<Role> {
    let said = column.own.role.or(column.facets.role).filter(|said| {
        // "Tamar ICB" over a column says whose figures these are, not that organisations are listed below.
        *said != Role::Organisation || names::in_title(&column.own.text).is_none()
    });
    if column.is_numeric() {
        return match said {
            // "Month 1" over amounts is that month's column, "Month" over numbers lists months.
            Some(Role::Month) if column.own.month.is_some() => Some(Role::Value),
            Some(
                Role::Reference
                | Role::Workforce
                | Role::OrganisationCode
                | Role::Month
                | Role::Measure,
            ) => said,
            Some(Role::Line) if column.facets.basis.is_none() => Some(Role::Reference),
            Some(Role::Status)
                if column
                    .own
                    .says("gateway; gateways; gate; stage; status; state") =>
            {
                said
            }
            Some(Role::Risk | Role::Note | Role::Assurance | Role::Start) => None,
            _ => Some(Role::Value),
        };
    }
    match said {
        Some(Role::Value) if column.is_text() => None,
        None if column.dates > 0 && column.texts == 0 => Some(Role::Month),
        _ => said,
    }
}

/// Among several names the best is kept; without any, the first column of varied words that has no role becomes it.
fn name_the_nameless(columns: &mut [Column]) {
    let weight = |column: &Column| {
        let says = |phrases: &str| column.own.says(phrases);
        if says("scheme name; scheme title; project name; project title") {
            5
        } else if says("scheme; schemes; project; projects; initiative; cip; qipp")
            && !says("description; detail; details")
        {
            4
        } else if says("name; title") {
            3
        } else {
            2
        }
    };
    let best = columns
        .iter()
        .filter(|column| column.role == Some(Role::Name) && column.is_text())
        .max_by_key(|column| (weight(column), std::cmp::Reverse(column.index)))
        .map(|column| column.index);
    for column in columns.iter_mut() {
        if column.role == Some(Role::Name) && Some(column.index) != best {
            column.role = Some(Role::Note);
        }
    }
    if best.is_some() {
        return;
    }
    let nameless = columns
        .iter()
        .filter(|column| {
            column.is_text() && matches!(column.role, None | Some(Role::Line | Role::Note))
        })
        .max_by_key(|column| (column.distinct, std::cmp::Reverse(column.index)))
        .map(|column| column.index);
    // Without any, a column of workstreams in which no two rows are the same lists the schemes by workstream.
    let listed = columns
        .iter()
        .find(|column| {
            column.role == Some(Role::Workstream)
                && column.texts >= 3
                && column.distinct * 10 >= column.texts * 9
        })
        .map(|column| column.index);
    let named = nameless.or(listed);
    if let Some(column) = columns
        .iter_mut()
        .find(|column| Some(column.index) == named)
    {
        column.role = Some(Role::Line);
    }
}
