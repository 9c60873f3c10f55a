//! Tables of all sheets → one plan: what each table is, whose it is, and what repeats another.

use super::balance::{self, TableFacts};

use super::grid::Grid;
use super::header::{Basis, Role};
use super::kind::{self, Kind, Verdict};
use super::position::Whose;
use super::savings::{self, SavingsTable};
use super::table::Table;
use super::target::{self, Stated};
use super::text::{name_key, one_line};
use super::year::Votes;
use super::{
    Imported, account, elective, magnitude, names, position, region, repeats, units, values,
};
use crate::plan::{FinancialYear, Organisation, OrganisationKind, Plan, Savings, Sourced};
use crate::review::Review;
use crate::workbook::{Sheet, Visibility, Workbook};

/// One visible sheet, taken apart.
pub(super) struct Page<'a> {
    pub(super) grid: Grid<'a>,
    pub(super) head: String,
    pub(super) organisation: Option<Organisation>,
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
        .filter(|sheet| sheet.visibility == Visibility::Visible)
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
    if plan.is_empty() {
        plan.year = None;
    }
    plan.organisations = organisations(&plan);
    let coverage = account::coverage(workbooks, &pages, &found);
    Imported {
        plan,
        coverage,
        findings: Vec::new(),
    }
}

fn page(sheet: &Sheet) -> Page<'_> {
    let grid = Grid::new(sheet);
    let head: Vec<String> = grid
        .row_numbers()
        .take(6)
        .flat_map(|row| {
            grid.row(row)
                .iter()
                .take(4)
                .filter_map(|(_, cell)| cell.text().map(one_line))
                .collect::<Vec<_>>()
        })
        .filter(|text| text.len() <= 200)
        .collect();
    let head = head.join(" | ");
    let above: Vec<String> = grid
        .row_numbers()
        .take(8)
        .filter(|row| {
            grid.row(*row)
                .iter()
                .filter(|(_, cell)| cell.text().is_some())
                .count()
                <= 2
        })
        .flat_map(|row| {
            grid.row(row)
                .iter()
                .filter_map(|(_, cell)| cell.text().map(one_line))
                .collect::<Vec<_>>()
        })
        .filter(|text| text.len() <= 200)
        .collect();
    let organisation = above.iter().find_map(|text| names::in_title(text));
    Page {
        grid,
        head,
        organisation,
    }
}

fn tables<'g, 'a>(at: usize, page: &'g Page<'a>) -> Vec<Found<'g, 'a>> {
    let regions = region::regions(&page.grid);
    regions
        .into_iter()
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
        let organisation = pages
            .get(found.page)
            .and_then(|page| page.organisation.clone())
            .or_else(|| owner.cloned());
        let organisation =
            organisation.filter(|organisation| organisation.kind != OrganisationKind::System);
        if let Some(columns) = values::choose(&found.table, year) {
            let read = savings::read(&found.table, columns, organisation.as_ref());
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
        .filter(|found| found.verdict.kind == Kind::Position)
    {
        let default = pages
            .get(found.page)
            .and_then(|page| page.organisation.clone())
            .or_else(|| owner.cloned())
            .map_or_else(
                || Whose::Whole,
                |organisation| {
                    if organisation.kind == OrganisationKind::System {
                        Whose::Whole
                    } else {
                        Whose::One(organisation)
                    }
                },
            );
        let read = position::facts(&found.table, year, &default);
        found.taken = read.len();
        facts.push(read);
    }
    balance::position(&facts, review, &mut plan.stated_totals)
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
        .filter(|found| found.verdict.kind == Kind::Elective)
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
                    && found.verdict.kind != Kind::Other
                    && found.table.region.columns.contains(&column)
                    && found.table.region.rows.binary_search(&row).is_ok()
            })
        };
        let unit = units::stated(&page.head).or_else(|| {
            found
                .iter()
                .find(|found| found.page == at)
                .and_then(|found| found.table.unit.or(found.table.assumed))
        });
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
    // A system's roll-up speaks before the sheets of its members.
    stated
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
