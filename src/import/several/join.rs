//! The workbooks of one plan → one plan: what repeats or came before is set aside and said, the rest is joined.

use super::super::coverage::{Coverage, TableKind};
use super::super::{Imported, bodies, hygiene, published, seen};
use super::card::Card;
use super::read::{Read, is_same};
use super::{absent, around, elective, faults, naming, position, savings};
use crate::plan::{Absent, Late, MonthlyMeasure, Plan, Return, Standing};
use crate::workbook::CellRef;
use std::cmp::Ordering;
use std::sync::Arc;

/// One workbook and what became of it.
struct Entry<'e> {
    card: &'e Card,
    standing: Standing,
    why: String,
    /// The workbook that came right after it, where it is an earlier submission: its place among the entries.
    followed_by: Option<usize>,
}

/// Whether each workbook is counted, in the order given.
pub(super) fn counted<'e>(cards: impl IntoIterator<Item = &'e Card>) -> Vec<bool> {
    entries(cards)
        .iter()
        .map(|entry| entry.standing == Standing::Counted)
        .collect()
}

fn entries<'e>(cards: impl IntoIterator<Item = &'e Card>) -> Vec<Entry<'e>> {
    let mut entries: Vec<Entry<'_>> = cards.into_iter().map(Entry::of).collect();
    set_repeats_aside(&mut entries);
    set_earlier_aside(&mut entries);
    entries
}

pub(super) fn join(reads: &[Read<'_>]) -> Imported {
    let entries = entries(reads.iter().map(|read| &read.card));
    let current: Vec<&Read<'_>> = of_standing(reads, &entries, &Standing::Counted);
    let mut plan = joined(&current);
    plan.published = reads
        .iter()
        .zip(&entries)
        .filter(|(_, entry)| matches!(entry.standing, Standing::Counted | Standing::Published))
        .flat_map(|(read, _)| read.plan().published.iter().cloned())
        .collect();
    for (read, entry) in reads.iter().zip(&entries) {
        if matches!(entry.standing, Standing::Counted | Standing::Published) {
            // Months of one measure that stand in several files are one series.
            let own = read.body.as_ref().filter(|_| !read.is_lead());
            let measures = read
                .plan()
                .measures
                .iter()
                .cloned()
                .map(|measure| MonthlyMeasure {
                    organisation: measure.organisation.or_else(|| own.cloned()),
                    ..measure
                });
            published::join(&mut plan.measures, measures.collect());
        }
    }
    seen::fill(&mut plan);
    published::without_others_specialties(&mut plan);
    plan.workforce = current.iter().flat_map(|read| own_staff(read)).collect();
    let others: Vec<&Read<'_>> = current
        .iter()
        .copied()
        .filter(|read| !read.is_lead())
        .collect();
    let mut absent =
        lead(&current).map_or_else(Vec::new, |lead| absent::absent(lead, &others, &plan));
    add_rows_left_empty(&mut absent, &current, &plan);

    let returns: Vec<Return> = entries.iter().map(Entry::told).collect();
    let mut findings: Vec<_> = current
        .iter()
        .flat_map(|read| read.imported.findings.iter().cloned())
        // Another workbook may hold what one leaves empty.
        .filter(|finding| finding.about.id != faults::RETURN_MISSING.id)
        .collect();
    findings.extend(faults::look(&returns, &absent, &first_cells(reads)));
    let (passed, not_checked) =
        hygiene::joined(&current.iter().map(|read| &read.imported), &findings);
    Imported {
        earlier: earlier(reads, &entries),
        coverage: coverage(reads, &entries),
        cards: reads.iter().map(|read| read.card.clone()).collect(),
        returns,
        absent,
        late: late(&entries),
        findings,
        passed,
        not_checked,
        plan,
    }
}

/// The staff of a workbook under the name of its body, so that totals of several bodies stand apart.
fn own_staff(read: &Read<'_>) -> Vec<crate::plan::StaffSeries> {
    let mut staff = read.plan().workforce.clone();
    for series in staff
        .iter_mut()
        .filter(|series| series.organisation.is_none())
    {
        series.organisation.clone_from(&read.body);
    }
    staff
}

impl<'e> Entry<'e> {
    fn of(card: &'e Card) -> Self {
        let (standing, why) = if card.is_published() {
            let why = "it holds published waiting times and no plan";
            (Standing::Published, why.to_owned())
        } else if card.is_empty() {
            (
                Standing::NoPlan,
                "nothing of a plan was found in it".to_owned(),
            )
        } else {
            let why = card.body.as_ref().map_or_else(
                || "it holds a plan and names no body of its own".to_owned(),
                |body| format!("it holds the plan of {}", body.name),
            );
            (Standing::Counted, why)
        };
        Self {
            card,
            standing,
            why,
            followed_by: None,
        }
    }

    fn told(&self) -> Return {
        Return {
            workbook: Arc::clone(&self.card.name),
            body: self.card.body.clone(),
            standing: self.standing.clone(),
            why: self.why.clone(),
        }
    }
}

/// Counted returns that are behind most of the others; of two, neither is.
fn late(entries: &[Entry<'_>]) -> Vec<Late> {
    let counted: Vec<&Card> = entries
        .iter()
        .filter(|entry| entry.standing == Standing::Counted)
        .map(|entry| entry.card)
        .collect();
    counted
        .iter()
        .filter_map(|card| {
            let whys: Vec<String> = counted
                .iter()
                .filter(|other| !std::ptr::eq(**other, *card))
                .filter_map(|other| card.told.is_behind(&other.told))
                .collect();
            let is_behind_most = counted.len() > 2 && whys.len() * 2 > counted.len() - 1;
            let why = whys.into_iter().next().filter(|_| is_behind_most)?;
            let name = card
                .body
                .as_ref()
                .map_or_else(|| card.name.to_string(), |body| body.name.clone());
            Some(Late { name, why })
        })
        .collect()
}

fn of_standing<'e, 'w>(
    reads: &'e [Read<'w>],
    entries: &[Entry<'_>],
    standing: &Standing,
) -> Vec<&'e Read<'w>> {
    reads
        .iter()
        .zip(entries)
        .filter(|(_, entry)| entry.standing == *standing)
        .map(|(read, _)| read)
        .collect()
}

fn first_cells(reads: &[Read<'_>]) -> Vec<Option<CellRef>> {
    reads
        .iter()
        .map(|read| Some(read.workbook.sheets.first()?.at(0, 0)))
        .collect()
}

/// The second of two files with the same return is counted no more.
fn set_repeats_aside(entries: &mut [Entry<'_>]) {
    for at in 1..entries.len() {
        let (before, rest) = entries.split_at_mut(at);
        let Some(entry) = rest.first_mut() else {
            continue;
        };
        let same = before
            .iter()
            .filter(|other| !matches!(other.standing, Standing::SameAs(_)))
            .find_map(|other| Some((other, entry.card.is_same_return(other.card)?)));
        if let Some((other, why)) = same {
            entry.standing = Standing::SameAs(Arc::clone(&other.card.name));
            entry.why = why.to_owned();
        }
    }
}

/// Of two submissions that hold the same part of one body's plan, the later one counts.
fn set_earlier_aside(entries: &mut [Entry<'_>]) {
    loop {
        let Some((earlier, later, why)) = two_submissions(entries) else {
            return;
        };
        if let Some(entry) = entries.get_mut(earlier) {
            entry.standing = Standing::Earlier;
            entry.followed_by = Some(later);
            entry.why = why;
        }
    }
}

/// Two submissions that are both still counted: the earlier one's place, the later one's, and what says so.
fn two_submissions(entries: &[Entry<'_>]) -> Option<(usize, usize, String)> {
    let counted: Vec<(usize, &Card)> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.standing == Standing::Counted)
        .map(|(at, entry)| (at, entry.card))
        .collect();
    for (place, (at, one)) in counted.iter().enumerate() {
        for (other_at, other) in counted.iter().skip(place + 1) {
            if !(is_one_body(one, other) && one.overlaps(other)) {
                continue;
            }
            return Some(match one.told.compare(&other.told) {
                Some((Ordering::Greater, why)) => {
                    (*other_at, *at, format!("an earlier submission: {why}"))
                }
                Some((_, why)) => (*at, *other_at, format!("an earlier submission: {why}")),
                None => (
                    *at,
                    *other_at,
                    "neither file says which came later, so the one opened last counts".to_owned(),
                ),
            });
        }
    }
    None
}

fn is_one_body(one: &Card, other: &Card) -> bool {
    match (&one.body, &other.body) {
        (Some(a), Some(b)) => is_same(a, b) && a.kind == b.kind,
        _ => one.shares_schemes(other),
    }
}

/// The workbook that speaks for the others: a system's before its board's, then the one that names most bodies.
fn lead<'e, 'w>(current: &[&'e Read<'w>]) -> Option<&'e Read<'w>> {
    let system = |read: &Read<'_>| {
        read.body
            .as_ref()
            .is_some_and(|body| body.kind == crate::plan::OrganisationKind::System)
    };
    current
        .iter()
        .enumerate()
        .filter(|(_, read)| read.is_lead())
        .max_by_key(|(at, read)| (system(read), read.members.len(), std::cmp::Reverse(*at)))
        .map(|(_, read)| *read)
}

fn joined(current: &[&Read<'_>]) -> Plan {
    if let [only] = current {
        return only.plan().clone();
    }
    let lead = lead(current);
    let others: Vec<&Read<'_>> = current
        .iter()
        .copied()
        .filter(|read| !lead.is_some_and(|lead| std::ptr::eq(lead, *read)))
        .collect();
    let first = lead.or(current.first().copied());
    let mut plan = Plan {
        name: naming::name(lead, &others),
        year: first.and_then(|read| read.plan().year.clone()),
        body: lead.and_then(|lead| lead.body.clone()),
        ..Plan::default()
    };
    for read in current {
        plan.stated_totals
            .extend(read.plan().stated_totals.iter().cloned());
        plan.variances.extend(read.plan().variances.iter().cloned());
    }
    plan.position = position::join(lead, &others, &mut plan.stated_totals);
    plan.around = around::join(lead, &others);
    plan.savings = savings::join(lead, &others, &mut plan.stated_totals);
    plan.elective = elective::join(lead, &others);
    bodies::settle(&mut plan);
    plan
}

/// Earlier submissions, the latest first: each workbook that was followed by another stands in its place again.
fn earlier(reads: &[Read<'_>], entries: &[Entry<'_>]) -> Vec<Plan> {
    let mut now: Vec<usize> = (0..entries.len())
        .filter(|at| {
            entries
                .get(*at)
                .is_some_and(|entry| entry.standing == Standing::Counted)
        })
        .collect();
    let mut plans = Vec::new();
    loop {
        let mut moved = false;
        for at in &mut now {
            let before = entries
                .iter()
                .position(|entry| entry.followed_by == Some(*at));
            if let Some(before) = before {
                *at = before;
                moved = true;
            }
        }
        if !moved {
            return plans;
        }
        let before: Vec<&Read<'_>> = now.iter().filter_map(|at| reads.get(*at)).collect();
        plans.push(joined(&before));
    }
}

/// The accounts of all readings; what is not counted says so on its sheets.
fn coverage(reads: &[Read<'_>], entries: &[Entry<'_>]) -> Coverage {
    let mut all = Coverage::default();
    for (read, entry) in reads.iter().zip(entries) {
        let mut own = read.imported.coverage.clone();
        if matches!(entry.standing, Standing::SameAs(_) | Standing::Earlier) {
            own.not_understood.clear();
            for sheet in &mut own.sheets {
                sheet.taken_for = format!("not counted: {}", entry.standing.label());
                for table in &mut sheet.tables {
                    if table.kind != TableKind::Other {
                        table.kind = TableKind::Repeat;
                        table.evidence.push(entry.why.clone());
                    }
                }
            }
        }
        all.sheets.extend(own.sheets);
        all.not_understood.extend(own.not_understood);
        all.join_corrections(own.corrections);
    }
    all
}

/// Bodies whose row one workbook leaves empty, and no other fills.
fn add_rows_left_empty(absent: &mut Vec<Absent>, current: &[&Read<'_>], plan: &Plan) {
    let position = plan.position.as_ref();
    let told = current.iter().flat_map(|read| &read.imported.absent);
    for one in told {
        let filled = position
            .iter()
            .flat_map(|position| &position.organisations)
            .any(|own| is_same(&own.organisation, &one.body));
        if !filled && !absent.iter().any(|known| is_same(&known.body, &one.body)) {
            absent.push(one.clone());
        }
    }
}
