//! Tables of all sheets → one plan: what each table is, whose it is, and what repeats another.

use super::balance::{self, TableFacts};

use super::grid::Grid;
use super::header::{Basis, Role};
use super::kind::{self, Kind, Verdict};
use super::position::Whose;
use super::region::Region;
use super::savings::{self, SavingsTable};
use super::table::Table;
use super::target::{self, Stated};
use super::text::{name_key, one_line};
use super::year::Votes;
use super::{
    Imported, account, balancing, elective, faults, key_figures, long_form, magnitude, names,
    position, region, repeats, rtt, units, values,
};
use crate::plan::{
    FinancialYear, Organisation, OrganisationKind, Plan, PublishedOrganisation, PublishedWaits,
    Savings, Sourced, Unit,
};
use crate::review::Review;
use crate::workbook::{Sheet, Visibility, Workbook};

/// Lines above the first table that are read for what the sheet is about.
const HEAD_ROWS_MAX: usize = 20;

/// One visible sheet, taken apart.
pub(super) struct Page<'a> {
    pub(super) grid: Grid<'a>,
    pub(super) head: String,
    pub(super) organisation: Option<Organisation>,
    regions: Vec<Region>,
}

/// A table with its verdict and, once read, what it gave.
pub(super) struct Found<'g, 'a> {
    pub(super) page: usize,
    pub(super) table: Table<'g, 'a>,
    pub(super) verdict: Verdict,
    pub(super) savings: Option<SavingsTable>,
    pub(super) repeat_of: Option<String>,
    /// Lines or figures taken.
    pub(super) taken: usize,
}

pub(super) fn import(workbooks: &[Workbook], review: &Review) -> Imported {
    let pages: Vec<Page<'_>> = workbooks
        .iter()
        .flat_map(|workbook| &workbook.sheets)
        .filter(|sheet| sheet.visibility == Visibility::Visible && rtt::layout(sheet).is_none())
        .map(page)
        .collect();
    let mut found: Vec<Found<'_, '_>> = pages
        .iter()
        .enumerate()
        .flat_map(|(at, page)| tables(at, page))
        .collect();
    let year = year(workbooks, &found);
    magnitude::assume_units(&mut found);
    let plan_year = year.as_ref().map(|year| year.value);
    let owner = owner(&pages);
    let mut plan = Plan {
        name: plan_name(workbooks, &pages, owner.as_ref()),
        year,
        ..Plan::default()
    };
    read_savings(&mut found, &pages, plan_year, owner.as_ref());
    repeats::mark(&mut found);
    plan.position = read_position(
        &mut found,
        &pages,
        plan_year,
        owner.as_ref(),
        review,
        &mut plan,
    );
    plan.elective = read_elective(&mut found, &pages, plan_year, owner.as_ref());
    plan.savings = gather_savings(&found, &pages, plan_year, &mut plan);
    plan.published = published(workbooks);
    if plan.is_empty() {
        plan.year = None;
    }
    plan.organisations = organisations(&plan);
    let (findings, not_understood) = faults::look(&found);
    let coverage = account::coverage(workbooks, &pages, &found, not_understood);
    Imported {
        plan,
        coverage,
        findings,
    }
}

/// Published returns: the sheets of one file that count the same thing are one return.
fn published(workbooks: &[Workbook]) -> Vec<PublishedWaits> {
    let mut published: Vec<PublishedWaits> = Vec::new();
    for workbook in workbooks {
        let mut own: Vec<PublishedWaits> = Vec::new();
        for sheet in workbook
            .sheets
            .iter()
            .filter(|sheet| sheet.visibility == Visibility::Visible)
        {
            let Some(layout) = rtt::layout(sheet).filter(|layout| !layout.is_part(sheet)) else {
                continue;
            };
            let waits = rtt::read(sheet, &layout);
            match own
                .iter_mut()
                .find(|known| known.title == waits.title && known.month == waits.month)
            {
                // A second sheet adds bodies that the first does not have; the same bodies again are another view.
                Some(known) => {
                    let new = |one: &PublishedOrganisation| {
                        known
                            .organisations
                            .iter()
                            .all(|two| two.organisation.code != one.organisation.code)
                    };
                    let more: Vec<PublishedOrganisation> =
                        waits.organisations.into_iter().filter(new).collect();
                    known.organisations.extend(more);
                }
                None => own.push(waits),
            }
        }
        published.extend(own);
    }
    published
}

fn page(sheet: &Sheet) -> Page<'_> {
    let grid = Grid::new(sheet);
    let regions = region::regions(&grid);
    let turned = region::reads_across(&grid).then(|| Grid::turned(sheet));
    let first_header = regions
        .iter()
        .filter_map(|region| region.header.first())
        .min()
        .copied();
    let lines: Vec<String> = grid
        .row_numbers()
        .take_while(|row| first_header.is_none_or(|header| *row < header))
        .take(HEAD_ROWS_MAX)
        .flat_map(|row| {
            grid.row(row)
                .iter()
                .filter_map(|(_, cell)| cell.text().map(one_line))
        })
        .filter(|text| text.len() <= 200)
        .collect();
    let organisation = lines
        .iter()
        .find_map(|text| names::in_title(text))
        .or_else(|| names::in_title(sheet.name()));
    let (grid, regions) = match turned {
        Some(turned) => {
            let regions = region::regions(&turned);
            (turned, regions)
        }
        None => (grid, regions),
    };
    Page {
        grid,
        head: lines.join(" | "),
        organisation,
        regions,
    }
}

fn tables<'g, 'a>(at: usize, page: &'g Page<'a>) -> Vec<Found<'g, 'a>> {
    page.regions
        .iter()
        .cloned()
        .map(|region| {
            let table = Table::new(&page.grid, region, &page.head);
            let verdict = kind::judge(&table);
            Found {
                page: at,
                table,
                verdict,
                savings: None,
                repeat_of: None,
                taken: 0,
            }
        })
        .collect()
}

fn year(workbooks: &[Workbook], found: &[Found<'_, '_>]) -> Option<Sourced<FinancialYear>> {
    let mut votes = Votes::default();
    for workbook in workbooks {
        votes.of_workbook(workbook);
    }
    for found in found
        .iter()
        .filter(|found| found.verdict.kind != Kind::Other)
    {
        votes.of_table(&found.table);
    }
    votes.winner()
}

/// The one organisation that the sheets name, if they name only one.
fn owner(pages: &[Page<'_>]) -> Option<Organisation> {
    let mut named = pages.iter().filter_map(|page| page.organisation.as_ref());
    let first = named.next()?;
    named
        .all(|other| names::same(first, other))
        .then(|| first.clone())
}

fn plan_name(workbooks: &[Workbook], pages: &[Page<'_>], owner: Option<&Organisation>) -> String {
    let system = pages
        .iter()
        .filter_map(|page| page.organisation.as_ref())
        .find(|organisation| organisation.kind == OrganisationKind::System);
    if let Some(organisation) = owner.or(system) {
        return organisation.name.clone();
    }
    let file = workbooks.first().map_or("", |workbook| &workbook.name);
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .to_owned()
}

fn read_savings(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    owner: Option<&Organisation>,
) {
    for found in found
        .iter_mut()
        .filter(|found| found.verdict.kind == Kind::Savings)
    {
        let organisation = match whose_table(found, pages, owner) {
            Whose::One(organisation) => Some(organisation),
            Whose::Whole => None,
        };
        if let Some(columns) = values::choose(&found.table, year) {
            let mut read = savings::read(&found.table, columns, organisation.as_ref());
            long_form::join(&found.table, &mut read);
            found.taken = read.lines.len();
            found.savings = Some(read);
        } else {
            found
                .verdict
                .evidence
                .push("no column holds the year's plan".to_owned());
        }
    }
}

fn read_position(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    owner: Option<&Organisation>,
    review: &Review,
    plan: &mut Plan,
) -> Option<crate::plan::Position> {
    let mut facts: Vec<TableFacts> = Vec::new();
    for found in found
        .iter_mut()
        .filter(|found| found.verdict.kind == Kind::Position && found.repeat_of.is_none())
    {
        let default = whose_table(found, pages, owner);
        let read = position::facts(&found.table, year, &default);
        found.taken = read.len();
        facts.push(read);
    }
    if facts.iter().flatten().all(|fact| fact.basis != Basis::Plan) {
        for (at, page) in pages.iter().enumerate() {
            let unit = page_unit(found, at, page);
            facts.push(key_figures::facts(
                &page.grid,
                unit,
                year,
                &whose(Some(page), owner),
            ));
        }
    }
    balance::position(&facts, review, &mut plan.stated_totals)
}

/// Whose figures a table holds: by the line right above it, else by its sheet.
fn whose_table(found: &Found<'_, '_>, pages: &[Page<'_>], owner: Option<&Organisation>) -> Whose {
    for line in found.table.title.rsplit(" | ") {
        if let Some(organisation) = names::in_title(line) {
            return if organisation.kind == OrganisationKind::System {
                Whose::Whole
            } else {
                Whose::One(organisation)
            };
        }
        if names::is_whole(line) && line.split_whitespace().count() <= 4 {
            return Whose::Whole;
        }
    }
    whose(pages.get(found.page), owner)
}

/// Whose figures a sheet holds where its tables do not say.
fn whose(page: Option<&Page<'_>>, owner: Option<&Organisation>) -> Whose {
    let organisation = page
        .and_then(|page| page.organisation.clone())
        .or_else(|| owner.cloned());
    match organisation {
        Some(organisation) if organisation.kind != OrganisationKind::System => {
            Whose::One(organisation)
        }
        _ => Whose::Whole,
    }
}

/// The unit of figures on a sheet outside its tables.
fn page_unit(found: &[Found<'_, '_>], at: usize, page: &Page<'_>) -> Option<Unit> {
    units::stated(&page.head).or_else(|| {
        let mut tables = found.iter().filter(|found| found.page == at);
        tables.find_map(|found| {
            found
                .table
                .unit
                .or_else(|| {
                    found
                        .table
                        .columns
                        .iter()
                        .find_map(|column| column.facets.unit)
                })
                .or(found.table.assumed)
        })
    })
}

fn read_elective(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    owner: Option<&Organisation>,
) -> Option<crate::plan::Elective> {
    let mut facts = Vec::new();
    for found in found
        .iter_mut()
        .filter(|found| found.verdict.kind == Kind::Elective && found.repeat_of.is_none())
    {
        let default = pages
            .get(found.page)
            .and_then(|page| page.organisation.as_ref())
            .or(owner);
        let read = elective::facts(&found.table, year, default);
        found.taken = read.len();
        facts.push(read);
    }
    elective::trajectories(facts)
}

fn gather_savings(
    found: &[Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    plan: &mut Plan,
) -> Option<Savings> {
    let mut savings = Savings::default();
    let mut stated: Vec<Stated> = Vec::new();
    for found in found {
        let Some(read) = &found.savings else { continue };
        let system = read.organisation.is_none();
        stated.extend(read.targets.iter().map(|(label, value)| Stated {
            value: Sourced::new(value.value.abs(), value.cells.clone()),
            organisation: read.organisation.clone(),
            whole: names::is_whole(label) || system,
            beside_lines: true,
        }));
        if found.repeat_of.is_none() {
            savings.lines.extend(read.lines.iter().cloned());
            plan.stated_totals.extend(read.totals.iter().cloned());
        }
    }
    if savings.lines.is_empty() {
        return None;
    }
    stated.extend(column_targets(found));
    for (at, page) in pages.iter().enumerate() {
        let taken = |row: u32, column: u32| {
            found.iter().any(|found| {
                found.page == at
                    && matches!(found.verdict.kind, Kind::Savings | Kind::Elective)
                    && found.table.region.columns.contains(&column)
                    && found.table.region.rows.binary_search(&row).is_ok()
            })
        };
        let unit = page_unit(found, at, page);
        let organisation = page
            .organisation
            .clone()
            .filter(|organisation| organisation.kind != OrganisationKind::System);
        stated.extend(target::loose(
            &page.grid,
            &taken,
            unit,
            year,
            organisation.as_ref(),
        ));
    }
    (savings.target, savings.organisation_targets) = target::choose(&stated);
    balancing::mark(&mut savings);
    Some(savings)
}

/// Targets in a column of a table of organisations.
fn column_targets(found: &[Found<'_, '_>]) -> Vec<Stated> {
    let mut stated = Vec::new();
    for found in found
        .iter()
        .filter(|found| found.verdict.kind != Kind::Savings)
    {
        let table = &found.table;
        let Some(organisations) = table.by_role(Role::Organisation) else {
            continue;
        };
        let column = table.columns.iter().find(|column| {
            column.is_value()
                && super::vocabulary::target(&column.own.padded)
                && !matches!(
                    column.facets.basis,
                    Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
                )
        });
        let Some(column) = column else { continue };
        for row in &table.region.rows {
            let (Some(name), Some(value)) = (
                table.grid.label(*row, organisations.index),
                table.money(*row, column.index),
            ) else {
                continue;
            };
            let whole = names::is_whole(&name);
            stated.push(Stated {
                value: Sourced::new(value.value.abs(), value.cells),
                organisation: (!whole).then(|| names::labelled(&name)),
                whole,
                beside_lines: false,
            });
        }
    }
    stated.extend(division_targets(found));
    stated
}

/// The total of a target column by division, on a summary that lists no schemes.
fn division_targets(found: &[Found<'_, '_>]) -> Vec<Stated> {
    let summaries = found.iter().filter(|found| {
        found.table.by_role(Role::Organisation).is_none()
            && found.table.by_role(Role::Name).is_none()
    });
    summaries
        .filter(|found| {
            super::vocabulary::savings_words(&super::text::padded(&super::text::words(
                &found.table.words(),
            )))
        })
        .filter_map(|found| {
            let table = &found.table;
            let column = table.columns.iter().find(|column| {
                column.is_value()
                    && !column.facets.to_date
                    && super::vocabulary::target(&column.own.padded)
            })?;
            let total = table
                .region
                .rows
                .iter()
                .rfind(|row| names::is_whole(&super::rows::first_text(table, **row)))?;
            let value = table.money(*total, column.index)?;
            Some(Stated {
                value: Sourced::new(value.value.abs(), value.cells),
                organisation: None,
                whole: false,
                beside_lines: false,
            })
        })
        .collect()
}

fn organisations(plan: &Plan) -> Vec<Organisation> {
    let mut all: Vec<Organisation> = Vec::new();
    let positions = plan
        .position
        .iter()
        .flat_map(|position| position.organisations.iter().map(|one| &one.organisation));
    let lines = plan.savings.iter().flat_map(|savings| {
        savings
            .lines
            .iter()
            .filter_map(|line| line.organisation.as_ref())
    });
    let waits = plan.elective.iter().flat_map(|elective| {
        elective
            .trajectories
            .iter()
            .filter_map(|one| one.organisation.as_ref())
    });
    for organisation in positions.chain(lines).chain(waits) {
        if !all.iter().any(|known| {
            names::same(known, organisation)
                || name_key(&known.name) == name_key(&organisation.name)
        }) {
            all.push(organisation.clone());
        }
    }
    all
}
