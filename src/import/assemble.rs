//! Tables of all sheets → one plan: what each table is, whose it is, and what repeats another.

use super::around::FromAccounts;
use super::balance::{self, TableFacts};

use super::gather::{self, header_of, is_taken, page_unit};
use super::header::{Basis, Role};
use super::house::House;
use super::kind::Kind;
use super::legend::Legend;
use super::page::{Found, Page};
use super::position::Whose;
use super::published::{Noted, Returns};
use super::region::Region;
use super::savings;
use super::text::words;
use super::year::Votes;
use super::{
    Imported, account, around, asks, blank_form, bodies, chosen_position, contents, correct,
    declared_waits, elective, goes_on, hygiene, key_figures, ledger, lists_by_year, long_form,
    magnitude, monthly, names, outturns, page, pooled, position, published, repeats,
    rows_left_empty, rows_of_year, savings_ahead, seen, several, sisters, spoken, superseded, tabs,
    told_again, values, variances, versions, wait_totals, wait_whole, walk_results, weeks,
    within_18, workforce, wrapped, year,
};
use crate::finding::Finding;
use crate::plan::{FinancialYear, Organisation, OrganisationKind, Plan, Sourced};
use crate::policy::WordPolicy;
use crate::review::Review;
use crate::workbook::{Sheet, Visibility, Workbook};
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) fn import(workbooks: &[Workbook], review: &Review, words: &WordPolicy) -> Imported {
    let returns = Returns::of(&review.mapping, workbooks);
    let sheets = sheets_of(workbooks, &returns);
    let pages: Vec<Page<'_>> = sheets.iter().map(|sheet| page::page(sheet)).collect();
    let corrected = correct::corrected(&pages, &review.mapping);
    let mut found = found(&pages, corrected.tables);
    let fixed = correct::year(&mut found);
    let is_fixed = fixed.is_some();
    let year = fixed.or_else(|| year(workbooks, &returns, &found));
    magnitude::assume_units(&mut found);
    let plan_year = year.as_ref().map(|year| year.value);
    let owner = owner(&pages);
    let record = around::record::read(&mut found, plan_year);
    let mut plan = Plan {
        name: plan_name(workbooks, &pages, owner.as_ref()),
        year,
        body: body(&pages, owner.as_ref()),
        ..Plan::default()
    };
    read_savings(
        &mut found,
        &pages,
        plan_year,
        owner.as_ref(),
        &House::of(words),
    );
    count_once(&mut found, plan_year);
    let mut from_accounts = FromAccounts::default();
    plan.position = read_position(
        &mut found,
        &pages,
        (plan_year, owner.as_ref()),
        review,
        &mut plan,
        &mut from_accounts,
    );
    plan.around = around::read(
        &mut found,
        &pages,
        plan_year,
        owner.as_ref(),
        from_accounts,
        plan.position.as_ref(),
    );
    plan.around.record = record;
    plan.around.savings_ahead = savings_ahead::read(&found, plan_year);
    plan.elective = read_elective(&mut found, &pages, plan_year, owner.as_ref());
    plan.measures = monthly::read(&mut found, &pages, plan_year, owner.as_ref());
    plan.workforce = workforce::read(&mut found, &pages, plan_year, owner.as_ref());
    plan.savings = gather::savings(&mut found, &pages, (plan_year, owner.as_ref()), &mut plan);
    plan.variances = variances::read(&found);
    let absent = rows_left_empty::read(&found, plan.position.as_ref());
    let (mut findings, mut not_understood) = hygiene::look_at_cells(&found);
    let hygiene = hygiene::look(workbooks, &pages, &found, &findings);
    findings.extend(hygiene.findings);
    findings.extend(absent.iter().map(several::missing));
    let noted = take_published(&mut plan, workbooks, &returns, &mut findings);
    keep_year_if_said(&mut plan, is_fixed, workbooks, &pages);
    bodies::settle(&mut plan);
    seen::fill(&mut plan);
    let ledger = ledger::ledger(
        workbooks,
        (&returns, &noted),
        &pages,
        &found,
        &plan,
        &mut not_understood,
    );
    let mut coverage = account::coverage(workbooks, &returns, &pages, &found, &ledger);
    coverage.not_understood = not_understood;
    coverage.corrections = corrected.outcomes;
    chosen_position::tell(&mut coverage.corrections, plan.position.as_ref());
    Imported {
        plan,
        coverage,
        findings,
        passed: hygiene.passed,
        not_checked: hygiene.not_checked,
        absent,
        ..Imported::default()
    }
}

/// Marks what stands elsewhere too, so that each figure counts once with all that is said of it.
fn count_once(found: &mut [Found<'_, '_>], year: Option<FinancialYear>) {
    superseded::settle(found);
    lists_by_year::set_aside(found, year);
    lists_by_year::set_accounts_aside(found, year);
    asks::set_aside(found);
    outturns::settle(found, year);
    repeats::mark(found);
    correct::not_repeats(found);
    pooled::pool(found);
}

/// The tables of all pages, each with what it was taken for.
fn found<'g, 'a>(
    pages: &'g [Page<'a>],
    tables: Vec<Vec<(Region, correct::Fixed)>>,
) -> Vec<Found<'g, 'a>> {
    let mut found: Vec<Found<'g, 'a>> = pages
        .iter()
        .zip(tables)
        .enumerate()
        .flat_map(|(at, (page, regions))| page::tables(at, page, regions))
        .collect();
    contents::settle(&mut found, pages);
    sisters::settle(&mut found);
    found
}

/// The sheets of the plan that everybody sees, with their labels whole.
fn sheets_of<'w>(workbooks: &'w [Workbook], returns: &Returns) -> Vec<Cow<'w, Sheet>> {
    let sheets = workbooks.iter().flat_map(|workbook| &workbook.sheets);
    sheets
        .filter(|sheet| sheet.visibility == Visibility::Visible && returns.layout(sheet).is_none())
        .map(|sheet| wrapped::joined(sheet).map_or(Cow::Borrowed(sheet), Cow::Owned))
        .collect()
}

/// Published figures stand beside the plan; where there is no plan, the workbook is theirs. Gives the numbers noted on the way.
fn take_published(
    plan: &mut Plan,
    workbooks: &[Workbook],
    returns: &Returns,
    findings: &mut Vec<Finding>,
) -> Noted {
    let published = published::read(workbooks, returns);
    if plan.is_empty() {
        if !published.waits.is_empty() || !published.measures.is_empty() {
            plan.year = None;
        }
        if let Some(title) = published.title {
            plan.name = title;
        }
    }
    plan.published = published.waits;
    plan.measures.extend(published.measures);
    findings.extend(published.findings);
    published.numbers
}

fn year(
    workbooks: &[Workbook],
    returns: &Returns,
    found: &[Found<'_, '_>],
) -> Option<Sourced<FinancialYear>> {
    let mut votes = Votes::default();
    for workbook in workbooks {
        votes.of_workbook(workbook, returns);
    }
    for found in found
        .iter()
        .filter(|found| found.verdict.kind != Kind::Other)
    {
        votes.of_table(&found.table);
    }
    votes.winner(lists_by_year::first_year(found, workbooks))
}

/// Where no plan was found, a year is claimed only if the reviewer or the workbook says that it is of that year.
fn keep_year_if_said(plan: &mut Plan, is_fixed: bool, workbooks: &[Workbook], pages: &[Page<'_>]) {
    if is_fixed || !plan.is_empty() {
        return;
    }
    let files = workbooks.iter().map(|workbook| &*workbook.name);
    let sheets = pages.iter().map(|page| page.grid.sheet.name());
    let titles = pages.iter().flat_map(|page| page.head.split(" | "));
    let said = year::said_without_a_plan(files.chain(sheets).chain(titles));
    plan.year = plan.year.take().filter(|year| Some(year.value) == said);
}

/// The one organisation that the sheets name, if they name only one.
fn owner(pages: &[Page<'_>]) -> Option<Organisation> {
    let mut named = pages.iter().filter_map(|page| page.organisation.as_ref());
    let first = named.next()?;
    named
        .all(|other| names::same(first, other))
        .then(|| first.clone())
}

/// Whose plan it is: the one organisation the sheets name, else the system, else the only commissioning body among those
/// that sheets are headed with.
fn body(pages: &[Page<'_>], owner: Option<&Organisation>) -> Option<Organisation> {
    let named = |kind: OrganisationKind| {
        let mut of_kind = pages
            .iter()
            .filter_map(|page| page.organisation.as_ref())
            .filter(move |organisation| organisation.kind == kind);
        let first = of_kind.next()?;
        of_kind
            .all(|other| names::same(first, other))
            .then(|| first.clone())
    };
    owner
        .cloned()
        .or_else(|| named(OrganisationKind::System))
        .or_else(|| named(OrganisationKind::CommissioningBody))
}

fn plan_name(workbooks: &[Workbook], pages: &[Page<'_>], owner: Option<&Organisation>) -> String {
    let system = pages
        .iter()
        .filter_map(|page| page.organisation.as_ref())
        .find(|organisation| organisation.kind == OrganisationKind::System);
    if let Some(organisation) = owner.or(system) {
        return organisation.name.clone();
    }
    let mut titles = pages.iter().filter_map(|page| {
        let first = page.grid.row_numbers().next()?;
        page.grid.row(first).texts().next().map(|(_, text)| text)
    });
    if let Some(system) = titles.find_map(names::system_in_title) {
        return system;
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
    house: &House,
) {
    let legend = Legend::of(pages, found);
    let mut before: Option<&Found<'_, '_>> = None;
    for found in found
        .iter_mut()
        .filter(|found| found.verdict.kind == Kind::Savings)
    {
        found.table.legend = legend.for_table(&found.table);
        found.table.house = house.clone();
        let organisation = match whose_table(found, pages, owner) {
            Whose::One(organisation) => Some(organisation),
            Whose::Whole => None,
        };
        if let Some(columns) = values::choose(&found.table, year) {
            found.table.other_years = rows_of_year::others(&found.table, &columns, year);
            found
                .verdict
                .evidence
                .extend(rows_of_year::told(&found.table.other_years));
            let page_before = before
                .filter(|before| goes_on::goes_on_from(&found.table, &before.table))
                .and_then(|before| before.savings.as_ref());
            let mut read = savings::read(&found.table, columns, organisation.as_ref(), page_before);
            versions::give(&found.table, &mut read);
            long_form::join(&found.table, &mut read);
            told_again::once_each(&found.table, &mut read);
            found.taken = read.lines.len();
            found.savings = Some(read);
        } else {
            found
                .verdict
                .evidence
                .push("no column holds the year's plan".to_owned());
        }
        before = Some(found);
    }
}

fn read_position(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    (year, owner): (Option<FinancialYear>, Option<&Organisation>),
    review: &Review,
    plan: &mut Plan,
    beside: &mut FromAccounts,
) -> Option<crate::plan::Position> {
    let mut facts: Vec<TableFacts> = Vec::new();
    let mut blank: BTreeSet<usize> = BTreeSet::new();
    for (at, found) in found
        .iter_mut()
        .enumerate()
        .filter(|(_, found)| found.verdict.kind == Kind::Position && found.repeat_of.is_none())
    {
        let default = whose_table(found, pages, owner);
        let mut read = position::facts(&found.table, year, &default);
        if blank_form::is_one(&read) {
            blank_form::set_aside(found);
            blank.insert(found.page);
            continue;
        }
        found.taken = read.len();
        around::take_memos(&mut read, &mut beside.items, at, 0);
        around::take_recurring(&found.table, year, &default, &mut beside.items, at);
        for mut other in around::other_years(&found.table, year, &default) {
            other.take_memos(&mut beside.items, at);
            beside.years.push(other);
        }
        facts.push(read);
    }
    let planned = |facts: &[TableFacts]| {
        let mut all = facts.iter().flatten();
        all.any(|fact| fact.basis == Basis::Plan && fact.kind.is_result())
    };
    if !planned(&facts) {
        let open = found.iter().filter(|one| {
            one.verdict.kind == Kind::Other && one.repeat_of.is_none() && !one.fixed.is_left_out()
        });
        for one in open {
            facts.push(walk_results::facts(
                &one.table,
                year,
                &whose_table(one, pages, owner),
            ));
        }
    }
    if !planned(&facts) {
        for (at, page) in pages
            .iter()
            .enumerate()
            .filter(|(at, _)| !blank.contains(at))
        {
            let unit = page_unit(found, at, page);
            let taken = |row: u32, column: u32| is_taken(found, at, row, column);
            let header = |row: u32, column: u32| header_of(found, at, row, column);
            facts.push(key_figures::facts(
                &page.grid,
                (&header, &taken),
                unit,
                year,
                &whose(Some(page), owner),
            ));
        }
    }
    if !planned(&facts) {
        facts.push(
            spoken::position(pages, year, &whose(None, owner))
                .into_iter()
                .collect(),
        );
    }
    balance::position(&facts, review, &mut plan.stated_totals)
}

/// Whose figures a table holds: by the line right above it, else by its sheet.
pub(super) fn whose_table(
    found: &Found<'_, '_>,
    pages: &[Page<'_>],
    owner: Option<&Organisation>,
) -> Whose {
    if let Some(said) = said_owner(found) {
        return said;
    }
    let corner = found
        .table
        .columns
        .first()
        .map(|column| column.own.text.as_str());
    for line in corner.into_iter().chain(found.table.title.rsplit(" | ")) {
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

/// Whose waits a table counts where the corner of its headers names a body or the whole: "Oak NHS Trust | Apr | May".
fn in_corner(found: &Found<'_, '_>) -> Option<Whose> {
    let corner = found.table.columns.first()?;
    let text = corner.own.text.as_str();
    let heads_bodies = corner.role == Some(Role::Organisation) && !names::is_organisation(text);
    if heads_bodies || weeks::counted(text).is_some() {
        return None;
    }
    match names::in_title(text) {
        Some(body) if body.kind == OrganisationKind::System => Some(Whose::Whole),
        Some(body) => Some(Whose::One(body)),
        None => (names::is_whole(text) && words(text).len() <= 4).then_some(Whose::Whole),
    }
}

/// The body that the lines above a table name, the nearest first.
fn titled(found: &Found<'_, '_>) -> Option<Organisation> {
    let mut lines = found.table.title.rsplit(" | ");
    lines
        .find_map(names::in_title)
        .filter(|body| body.kind != OrganisationKind::System)
}

/// Whose figures the reviewer says a table holds.
fn said_owner(found: &Found<'_, '_>) -> Option<Whose> {
    let name = found.fixed.organisation.as_deref()?;
    let organisation = names::labelled(name);
    let whole = names::is_whole(name) || organisation.kind == OrganisationKind::System;
    Some(if whole {
        Whose::Whole
    } else {
        Whose::One(organisation)
    })
}

/// Whose figures a sheet holds where its tables do not say.
pub(super) fn whose(page: Option<&Page<'_>>, owner: Option<&Organisation>) -> Whose {
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

fn read_elective(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    owner: Option<&Organisation>,
) -> Option<crate::plan::Elective> {
    let mut facts = Vec::new();
    let mut captions = Vec::new();
    let mut shares = Vec::new();
    for found in found
        .iter_mut()
        .filter(|found| found.verdict.kind == Kind::Elective && found.repeat_of.is_none())
    {
        let said = said_owner(found);
        let cornered = said.is_none().then(|| in_corner(found)).flatten();
        let whole = cornered == Some(Whose::Whole);
        let default = match said.or(cornered) {
            Some(Whose::One(organisation)) => Some(organisation),
            Some(Whose::Whole) => None,
            // Several bodies may stand one above the other, each named right above its table.
            None => titled(found).or_else(|| {
                let page = pages.get(found.page);
                let own = page.and_then(|page| page.organisation.as_ref());
                own.or(owner).cloned()
            }),
        };
        let mut read = elective::facts(&found.table, year, default.as_ref());
        if whole || pages.get(found.page).is_some_and(tabs::is_of_all) {
            wait_totals::of_all(&mut read);
        }
        let stated = within_18::facts(&found.table, year, default.as_ref());
        found.taken = read.len() + stated.len();
        facts.push(read);
        captions.push(found.table.caption().to_owned());
        shares.extend(stated);
    }
    wait_whole::mark(&mut facts, &captions);
    let within_18_weeks = within_18::trajectories(shares);
    let elective = elective::trajectories(facts)
        .or_else(|| (!within_18_weeks.is_empty()).then(crate::plan::Elective::default))?;
    Some(crate::plan::Elective {
        within_18_weeks,
        declared: declared_waits::declared(pages, year),
        ..elective
    })
}
