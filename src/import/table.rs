//! A region with its headers understood: the role, facets, contents and unit of each column, and what stands around it.

use super::grid::Grid;
use super::header::{Facets, Role};
use super::header_rows::box_behind_title;
use super::house::House;
use super::legend::Legend;
use super::region::Region;
use super::text::{name_key, one_line};
use super::{columns, grid, one_unit, units, versions};
use crate::plan::{FinancialYear, Money, Sourced, Unit};
use crate::review::{Meaning, SignRead};
use crate::workbook::{Cell, CellRef};
use std::collections::{BTreeMap, HashMap};

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
    /// Numbers that are 0 or 1.
    pub(super) flags: usize,
    pub(super) distinct: usize,
    /// Numbers that name something: cost centres, accounts.
    pub(super) codes: bool,
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
            && !self.codes
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
                        | Role::Recurrence
                        | Role::Identified
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
    /// The row that names the scheme of a row that gives another version of it.
    heads: HashMap<u32, u32>,
    /// Stated for the table as a whole.
    pub(super) unit: Option<Unit>,
    /// What was assumed where nothing is stated.
    pub(super) assumed: Option<Unit>,
    /// What the workbook says its own words mean.
    pub(super) legend: Legend,
    /// What the policy says them to mean, where it differs.
    pub(super) house: House,
    /// Rows of a list that are of another year than the plan's.
    pub(super) other_years: BTreeMap<u32, FinancialYear>,
    /// The unit and the sign that the reviewer says the stored numbers have.
    pub(super) fixed_unit: Option<Unit>,
    pub(super) sign: Option<SignRead>,
}

/// Whether these are headers enough to know a table by.
pub(super) fn is_known_by(headers: &[String]) -> bool {
    headers.len() >= 2 && headers.iter().any(|text| !text.is_empty())
}

impl<'g, 'a> Table<'g, 'a> {
    pub(super) fn new(grid: &'g Grid<'a>, region: Region, sheet_head: &str) -> Self {
        let title_texts = |bare: bool| -> Vec<String> {
            region
                .title
                .iter()
                .filter(|(row, column)| !bare || !labels_a_figure(grid, (*row, *column)))
                .filter_map(|(row, column)| grid.text(*row, *column).map(one_line))
                .collect()
        };
        let (title, above) = (title_texts(true), title_texts(false).join(" | "));
        let mut columns = columns::columns(grid, &region);
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
            .or_else(|| units::stated(&above))
            .or_else(|| units::stated(sheet_head))
            .or_else(|| one_unit::of_columns(&columns));
        one_unit::of_phases(grid, &region, &mut columns, unit);
        let heads = versions::heads(grid, &region, &columns);
        let setting = format!("{} | {sheet_head} | {above}", grid.sheet.name());
        Self {
            grid,
            region,
            columns,
            title,
            setting,
            heads,
            unit,
            assumed: None,
            legend: Legend::default(),
            house: House::default(),
            other_years: BTreeMap::new(),
            fixed_unit: None,
            sign: None,
        }
    }

    /// Takes the unit of the table that this one goes on with, on the next page of a printed list: the same headers again,
    /// and nothing between them says another unit.
    pub(super) fn go_on_from(&mut self, before: &Self) {
        let same = self.columns.len() >= 3 && self.has_headers_of(before, 0);
        let silent = || {
            let mut own = self.columns.iter().map(|column| column.facets.unit);
            nearest_unit(self.grid, &self.region).is_none() && own.all(|unit| unit.is_none())
        };
        if same && silent() {
            self.unit = before.unit.or(self.unit);
        }
    }

    /// The headers from the given column on, so that two spellings of one are the same.
    pub(super) fn header_keys(&self, from: usize) -> Vec<String> {
        let columns = self.columns.iter().skip(from);
        columns
            .map(|column| name_key(&column.facets.text))
            .collect()
    }

    /// Whether the headers are the same from the given column on.
    pub(super) fn has_headers_of(&self, other: &Self, from: usize) -> bool {
        if self.columns.len() != other.columns.len() {
            return false;
        }
        let own = self.header_keys(from);
        is_known_by(&own) && own == other.header_keys(from)
    }

    pub(super) fn by_role(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Some(role))
    }

    pub(super) fn column(&self, index: u32) -> Option<&Column> {
        // From left to right, as they stand.
        let at = self
            .columns
            .binary_search_by_key(&index, |column| column.index);
        self.columns.get(at.ok()?)
    }

    /// The label in a row under a role, vertically merged cells spread. Bodies, divisions and measures that are
    /// written once for the rows under them are carried down.
    pub(super) fn label(&self, row: u32, role: Role) -> Option<String> {
        let column = self.by_role(role)?;
        self.grid
            .label(self.naming_row(row, column.index), column.index)
            .or_else(|| self.carried(row, column))
    }

    /// The row that names the scheme which this row gives another version of.
    pub(super) fn head(&self, row: u32) -> Option<u32> {
        self.heads.get(&row).copied()
    }

    /// The row whose cell in this column speaks for the row: its own, else that of the version which names the scheme.
    pub(super) fn naming_row(&self, row: u32, column: u32) -> u32 {
        match self.heads.get(&row) {
            Some(head) if self.grid.cell(row, column).is_none() => *head,
            _ => row,
        }
    }

    /// The nearest label above in a grouping column that is filled less often than the rows have names.
    pub(super) fn carried(&self, row: u32, column: &Column) -> Option<String> {
        self.carried_from(row, column).map(|(_, label)| label)
    }

    /// The same with the row it stands in.
    pub(super) fn carried_from(&self, row: u32, column: &Column) -> Option<(u32, String)> {
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
                return Some((*above, label));
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
        self.unit_in(self.grid.cell(row, column), column)
    }

    fn unit_in(&self, cell: Option<Cell<'_>>, column: u32) -> Unit {
        if let Some(unit) = self.fixed_unit {
            return unit;
        }
        let header = self.column(column).and_then(|column| column.facets.unit);
        let words = header.or(self.unit);
        cell.and_then(|cell| units::stored(cell, words))
            .or(self.assumed)
            .unwrap_or_default()
    }

    /// The money in a cell, in pounds.
    pub(super) fn money(&self, row: u32, column: u32) -> Option<Sourced<Money>> {
        let cell = self.grid.cell(row, column)?;
        let number = grid::number(cell)?;
        let money = Money::quoted(number, self.unit_in(Some(cell), column))?;
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

/// Whether the row holds a figure, so that its words name that figure and not what stands below; a title apart from both
/// names what stands below.
fn labels_a_figure(grid: &Grid<'_>, (row, column): (u32, u32)) -> bool {
    let figure = grid
        .row(row)
        .iter()
        .any(|(_, cell)| grid::number(cell).is_some());
    figure && box_behind_title(grid, row, &(column..=u32::MAX)) != Some(column)
}

/// Whether a line tells the reader something rather than naming what stands below it.
fn is_sentence(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (line.ends_with('.') && words >= SENTENCE_WORDS) || words > CAPTION_WORDS_MAX
}

/// The unit in the title line nearest to the header that states one.
fn nearest_unit(grid: &Grid<'_>, region: &Region) -> Option<Unit> {
    region
        .title
        .iter()
        .rev()
        .find_map(|(row, column)| units::stated(grid.text(*row, *column)?))
}
