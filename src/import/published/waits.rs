//! Rows of a published table of waits → bodies by month, total rows kept beside what their parts add up to.

use super::super::names;
use super::super::number_runs::{NumberRuns, RowRuns};
use super::super::text::{has_any, one_line, padded, words};
use super::columns::{Bodies, Columns};
use super::counted::{Counted, RowWaits, Source};
use super::line::{Line, lines};
use super::plain::{Fields, Scratch};
use super::row;
use super::spelling::readable;
use super::stated::Differences;
use crate::plan::{
    Month, Organisation, Pathways, PublishedBy, PublishedOrganisation, PublishedSpecialty,
    PublishedWaits, Sourced, Waits,
};
use crate::workbook::Sheet;
use std::collections::BTreeMap;

type Key = (Pathways, PublishedBy, Option<Month>);

/// Everything a sheet holds, by what is counted, by whom, and by month; the numbers below its header are noted.
pub(super) fn read(
    sheet: &Sheet,
    columns: &Columns,
    differences: &mut Differences,
    numbers: &mut NumberRuns,
) -> Vec<PublishedWaits> {
    let mut tables: BTreeMap<Key, Table> = BTreeMap::new();
    let pathways = pathways(columns);
    let national = [Bodies {
        by: PublishedBy::Nation,
        code: None,
        name: None,
    }];
    let bodies = if columns.bodies.is_empty() {
        &national[..]
    } else {
        &columns.bodies
    };
    let mut said = Said::default();
    let source = Source { sheet, columns };
    let mut take = Take {
        tables: &mut tables,
        weeks: Vec::new(),
        source,
        bodies,
        pathways,
    };
    let from = columns.header_row + 1;
    match sheet.plain_rows(from) {
        Some(rows) => {
            let mut scratch = Scratch::of(sheet, columns);
            for row in rows {
                if let Ok(line) = scratch.read(sheet, row, numbers) {
                    take.line(line, &mut said, differences);
                } else {
                    numbers.push(row.row, &RowRuns::of_cells(sheet.row(row.row)));
                    take.line(Line::of(sheet, row.row), &mut said, differences);
                }
            }
        }
        None => {
            for line in lines(sheet, from) {
                numbers.push(line.row, &RowRuns::of_cells(line.row_cells()));
                take.line(line, &mut said, differences);
            }
        }
    }
    tables
        .into_iter()
        .map(|((pathways, by, month), table)| PublishedWaits {
            pathways,
            by,
            month,
            organisations: table.finish(source, differences),
        })
        .filter(|waits| !waits.organisations.is_empty())
        .collect()
}

/// Where the rows of a sheet go.
struct Take<'t> {
    tables: &'t mut BTreeMap<Key, Table>,
    source: Source<'t>,
    /// Room for the weeks of a row.
    weeks: Vec<u32>,
    bodies: &'t [Bodies],
    /// What the table counts where its rows do not say.
    pathways: Pathways,
}

impl Take<'_> {
    fn line<'s>(
        &mut self,
        line: impl Fields<'s>,
        said: &mut Said<'s>,
        differences: &mut Differences,
    ) {
        let source = self.source;
        let columns = source.columns;
        let of_row = match columns.part.and_then(|part| line.text(part)) {
            Some(part) => said.part(part),
            None => Some(self.pathways),
        };
        // A part that is in another already needs no counting.
        let Some(pathways) = of_row else { return };
        let Some(waits) = row::waits(line, columns, &mut self.weeks) else {
            return;
        };
        let month = match columns.period {
            Some(period) => said.month(line, period),
            None => columns.head.month,
        };
        let whole = is_whole(line, columns, said);
        let mut named = false;
        for bodies in self.bodies {
            let Some(key) = key(line, bodies) else {
                continue;
            };
            named = true;
            let table = self.tables.entry((pathways, bodies.by, month)).or_default();
            table.take(key, (line, source, bodies), whole, &waits);
        }
        if named {
            row::check(line, columns, &waits, differences);
        }
    }
}

/// What words of the sheet mean, found out once for all rows that bear them: an extract has hundreds of thousands of rows.
#[derive(Default)]
struct Said<'s> {
    parts: Meanings<'s, Option<Pathways>>,
    wholes: Meanings<'s, bool>,
    months: Meanings<'s, Option<Month>>,
}

/// What each text means; rows that follow one another mostly say the same.
struct Meanings<'s, M> {
    last: Option<(&'s str, M)>,
    all: BTreeMap<&'s str, M>,
}

impl<M> Default for Meanings<'_, M> {
    fn default() -> Self {
        Self {
            last: None,
            all: BTreeMap::new(),
        }
    }
}

impl<'s, M: Copy> Meanings<'s, M> {
    fn of(&mut self, text: &'s str, meant: impl FnOnce() -> M) -> M {
        if let Some((last, meaning)) = self.last
            && last == text
        {
            return meaning;
        }
        let meaning = *self.all.entry(text).or_insert_with(meant);
        self.last = Some((text, meaning));
        meaning
    }
}

impl<'s> Said<'s> {
    fn part(&mut self, part: &'s str) -> Option<Pathways> {
        self.parts.of(part, || part_of(part))
    }

    fn is_whole(&mut self, function: &'s str) -> bool {
        self.wholes.of(function, || names::is_whole(function))
    }

    fn month(&mut self, line: impl Fields<'s>, column: u32) -> Option<Month> {
        match line.text(column) {
            Some(text) => self.months.of(text, || line.month(column)),
            None => line.month(column),
        }
    }
}

/// Whether a row is of all specialties of its body together.
fn is_whole<'s>(line: impl Fields<'s>, columns: &Columns, said: &mut Said<'s>) -> bool {
    let text = |column: Option<u32>| line.text(column?);
    let (code, function) = (text(columns.function_code), text(columns.function));
    code == Some("C_999")
        || function.is_some_and(|function| said.is_whole(function))
        || (code, function) == (None, None)
}

/// The bodies of one month.
#[derive(Default)]
struct Table {
    bodies: Vec<Body>,
    places: BTreeMap<String, usize>,
    /// Of the row before: rows of one body follow one another.
    last: usize,
}

struct Body {
    key: String,
    organisation: Organisation,
    parts: Vec<Part>,
    places: BTreeMap<String, usize>,
    /// Where the next row's specialty stands, where a body's specialties come in one order.
    next: usize,
    whole: Counted,
}

struct Part {
    key: String,
    code: Option<String>,
    name: String,
    counted: Counted,
}

impl Table {
    fn take<'s>(
        &mut self,
        key: &str,
        (line, source, bodies): (impl Fields<'s>, Source<'_>, &Bodies),
        whole: bool,
        waits: &RowWaits<'_>,
    ) {
        let is_last = self
            .bodies
            .get(self.last)
            .is_some_and(|last| last.key == key);
        if !is_last {
            self.last = if let Some(at) = self.places.get(key) {
                *at
            } else {
                let Some(organisation) = body(line, bodies) else {
                    return;
                };
                self.places.insert(key.to_owned(), self.bodies.len());
                self.bodies.push(Body::new(key, organisation));
                self.bodies.len() - 1
            };
        }
        let Some(body) = self.bodies.get_mut(self.last) else {
            return;
        };
        if whole {
            body.whole.add(line.row(), waits, source);
            return;
        }
        let text = |column: Option<u32>| line.text(column?);
        let (code, function) = (
            text(source.columns.function_code),
            text(source.columns.function),
        );
        if let Some(part) = body.part(code, function) {
            part.counted.add(line.row(), waits, source);
        }
    }

    fn finish(
        self,
        source: Source<'_>,
        differences: &mut Differences,
    ) -> Vec<PublishedOrganisation> {
        let mut found: Vec<PublishedOrganisation> = self
            .bodies
            .into_iter()
            .filter_map(|body| body.finish(source, differences))
            .collect();
        drop_country(&mut found, differences);
        found
    }
}

impl Body {
    fn new(key: &str, organisation: Organisation) -> Self {
        Self {
            key: key.to_owned(),
            organisation,
            parts: Vec::new(),
            places: BTreeMap::new(),
            next: 0,
            whole: Counted::default(),
        }
    }

    /// The specialty of this code or name, new where it was not there yet.
    fn part(&mut self, code: Option<&str>, function: Option<&str>) -> Option<&mut Part> {
        let name = function.or(code).unwrap_or_default();
        let key = code.unwrap_or(name);
        let is_next = |at: usize| self.parts.get(at).is_some_and(|part| part.key == key);
        let at = if is_next(self.next) {
            self.next
        } else if let Some(at) = self.places.get(key) {
            *at
        } else {
            self.places.insert(key.to_owned(), self.parts.len());
            self.parts.push(Part {
                key: key.to_owned(),
                code: code.map(str::to_owned),
                name: one_line(name),
                counted: Counted::default(),
            });
            self.parts.len() - 1
        };
        self.next = at + 1;
        self.parts.get_mut(at)
    }

    fn finish(
        self,
        source: Source<'_>,
        differences: &mut Differences,
    ) -> Option<PublishedOrganisation> {
        let mut together = Counted::default();
        let is_joined = self.parts.iter().all(|part| together.join(&part.counted));
        let specialties: Vec<PublishedSpecialty> = self
            .parts
            .into_iter()
            .filter_map(|part| {
                Some(PublishedSpecialty {
                    code: part.code,
                    name: part.name,
                    waits: part.counted.finish(source)?,
                })
            })
            .collect();
        let sum = if is_joined {
            together.finish(source)
        } else {
            let waits = specialties.iter().map(|part| &part.waits);
            (!specialties.is_empty()).then(|| Waits::of_all(waits))
        };
        let whole = self.whole.finish(source);
        if let (Some(sum), Some(whole)) = (&sum, &whole) {
            differences.compare(&self.organisation.name, sum.total.value, &whole.total);
        }
        Some(PublishedOrganisation {
            stated_total: whole.as_ref().map(|whole| whole.total.clone()),
            // A table of totals alone states them once for each body; they are then not broken down.
            waits: sum.or(whole)?,
            organisation: self.organisation,
            specialties,
        })
    }
}

/// A row of the whole country is no body among others: told by its name, and by being the sum of them. Direct
/// commissioning by NHS England bears the same name, and is a body.
fn drop_country(found: &mut Vec<PublishedOrganisation>, differences: &mut Differences) {
    let total: u64 = found.iter().map(|body| body.waits.total.value).sum();
    let is_country = |body: &PublishedOrganisation| {
        let own = body.waits.total.value;
        let rest = total - own;
        let named = names::is_whole(&body.organisation.name);
        // Within a hundredth: a stated total that is out is a difference, not a body as large as all others.
        named && rest > 0 && own.abs_diff(rest) <= rest / 100
    };
    let Some(at) = found
        .iter()
        .position(is_country)
        .filter(|_| found.len() > 2)
    else {
        return;
    };
    let country = found.remove(at);
    let rest = total - country.waits.total.value;
    differences.compare(&country.organisation.name, rest, &country.waits.total);
}

/// What a body is known by: its code, else its name.
fn key<'s>(line: impl Fields<'s>, bodies: &Bodies) -> Option<&'s str> {
    if bodies.code.is_none() && bodies.name.is_none() {
        return Some("England");
    }
    let text = |column: Option<u32>| line.text(column?);
    text(bodies.code)
        .filter(|code| code.chars().any(char::is_alphanumeric))
        .or_else(|| text(bodies.name).filter(|name| name.chars().any(char::is_alphabetic)))
}

fn body<'s>(line: impl Fields<'s>, bodies: &Bodies) -> Option<Organisation> {
    if bodies.code.is_none() && bodies.name.is_none() {
        return Some(Organisation::named("England"));
    }
    let text = |column: Option<u32>| line.text(column?);
    // `-` stands where a body has no code of its own.
    let code = text(bodies.code).filter(|code| code.chars().any(char::is_alphanumeric));
    let name = match text(bodies.name).filter(|name| name.chars().any(char::is_alphabetic)) {
        Some(name) => readable(&one_line(name)),
        None => code?.to_owned(),
    };
    Some(Organisation {
        code: code.map(str::to_owned),
        ..Organisation::named(name)
    })
}

/// What the whole table counts.
fn pathways(columns: &Columns) -> Pathways {
    let total = padded(&words(&columns.total_header));
    named(&total)
        .or_else(|| named(columns.head.said()))
        .unwrap_or(Pathways::Incomplete)
}

fn named(said: &str) -> Option<Pathways> {
    if has_any(said, "non admitted; nonadmitted") {
        Some(Pathways::NonAdmitted)
    } else if has_any(said, "new rtt*; new periods; clock starts") {
        Some(Pathways::New)
    } else if has_any(said, "incomplete; waiting to start") {
        Some(Pathways::Incomplete)
    } else if has_any(said, "admitted") {
        Some(Pathways::Admitted)
    } else {
        None
    }
}

/// The part of the national return that a row belongs to; pathways with a decision to admit are in part 2 already.
fn part_of(part: &str) -> Option<Pathways> {
    match padded(&words(part)).trim() {
        "part 1a" | "completed pathways for admitted patients" => Some(Pathways::Admitted),
        "part 1b" | "completed pathways for non admitted patients" => Some(Pathways::NonAdmitted),
        "part 2" | "incomplete pathways" => Some(Pathways::Incomplete),
        "part 3" | "new rtt periods all patients" | "new rtt periods" => Some(Pathways::New),
        _ => None,
    }
}

/// Adds the bodies that are not there yet; the same bodies again are another view of them.
pub(super) fn merge(into: &mut Vec<PublishedWaits>, more: Vec<PublishedWaits>) {
    for waits in more {
        let same = |known: &&mut PublishedWaits| {
            (known.pathways, known.by, known.month) == (waits.pathways, waits.by, waits.month)
        };
        let Some(known) = into.iter_mut().find(same) else {
            into.push(waits);
            continue;
        };
        let key = |body: &PublishedOrganisation| {
            let organisation = &body.organisation;
            organisation
                .code
                .clone()
                .unwrap_or_else(|| organisation.name.clone())
        };
        let there: std::collections::BTreeSet<String> =
            known.organisations.iter().map(key).collect();
        known.organisations.extend(
            waits
                .organisations
                .into_iter()
                .filter(|body| !there.contains(&key(body))),
        );
    }
}

/// A count and its cell, where the column is there and holds one.
pub(super) fn counted<'s>(line: impl Fields<'s>, column: Option<u32>) -> Option<Sourced<u64>> {
    let column = column?;
    Some(Sourced::at(line.count(column)?, line.at(column)))
}
