//! Facts of income and expenditure from all tables → one position, each organisation counted once.

use super::gather::ROUNDED_LINES;
use super::header::Basis;
use super::position::{Fact, Period, Whose};
use super::{account_lines, body_subtotals, chosen_position, names, only_forecast, without_result};
use crate::plan::{
    Base, BaseKind, Candidate, LineKind, Money, Monthly, Organisation, OrganisationKind,
    OrganisationPosition, Position, PositionLine, Sourced, StatedTotal, Unit,
};
use crate::review::Review;

/// The facts of one table, in reading order.
pub(super) type TableFacts = Vec<Fact>;

/// One reading of the year's result for one body.
#[derive(Debug, Clone)]
struct Result {
    adjusted: bool,
    label: String,
    value: Sourced<Money>,
    unit: Unit,
    table: usize,
}

pub(super) fn position(
    tables: &[TableFacts],
    review: &Review,
    totals: &mut Vec<StatedTotal>,
) -> Option<Position> {
    let forecast = only_forecast::instead_of_a_plan(tables);
    let is_forecast = forecast.is_some();
    let tables = forecast.as_deref().unwrap_or(tables);
    let mut organisations: Vec<(Organisation, Vec<Result>)> = Vec::new();
    let mut whole: Vec<Result> = Vec::new();
    let stated = tables.iter().enumerate().any(|(at, facts)| {
        let mut owners = owners(facts).into_iter();
        owners.any(|owner| year_result(facts, &owner, at).is_some())
    });
    for (at, facts) in tables.iter().enumerate() {
        for owner in owners(facts) {
            let Some(result) = year_result(facts, &owner, at).or_else(|| {
                let (value, unit) = (!stated).then(|| computed(facts, &owner))??;
                Some(Result {
                    adjusted: false,
                    label: without_result::LABEL.to_owned(),
                    value,
                    unit,
                    table: at,
                })
            }) else {
                continue;
            };
            match &owner {
                Whose::Whole => whole.push(result),
                Whose::One(organisation) => match organisations
                    .iter_mut()
                    .find(|(known, _)| names::same(known, organisation))
                {
                    Some((_, results)) => results.push(result),
                    None => organisations.push((organisation.clone(), vec![result])),
                },
            }
        }
    }
    let results = |bodies: &[(Organisation, Vec<Result>)]| -> Vec<Money> {
        let first = bodies.iter().filter_map(|(_, results)| results.first());
        first.map(|result| result.value.value).collect()
    };
    let all = results(&organisations);
    drop_kinds(&mut organisations, &all);
    if let Some(at) = sum_of_the_others(&organisations) {
        whole.extend(organisations.remove(at).1);
    }
    // A system's own line beside its members is the whole.
    let (systems, members): (Vec<_>, Vec<_>) = organisations
        .into_iter()
        .partition(|(organisation, _)| organisation.kind == OrganisationKind::System);
    let mut organisations = members;
    if organisations.is_empty() && systems.len() == 1 {
        organisations = systems;
    } else {
        whole.extend(systems.into_iter().flat_map(|(_, results)| results));
    }
    drop_subtotals(&mut whole, &results(&organisations));
    if organisations.is_empty() && whole.is_empty() {
        return None;
    }
    let organisations: Vec<OrganisationPosition> = organisations
        .iter()
        .filter(|(organisation, _)| organisation.kind != OrganisationKind::Predecessor)
        .filter_map(|(organisation, results)| one(tables, organisation, results, totals))
        .collect();
    let candidates = candidates(&whole, &organisations, tables, totals);
    let declared = declared(&candidates, &whole, review);
    let base = base(&organisations);
    Some(Position {
        declared,
        candidates,
        organisations,
        base,
        is_forecast,
    })
}

/// Takes out what is named after a kind of bodies and comes to the ones above or below it; what comes to no run of them may be
/// a body of an odd name.
fn drop_kinds(organisations: &mut Vec<(Organisation, Vec<Result>)>, all: &[Money]) {
    let mut at = 0;
    organisations.retain(|(body, _)| {
        let (above, own) = all.split_at_checked(at).unwrap_or((&[], &[]));
        at += 1;
        let Some((own, below)) = own.split_first() else {
            return true;
        };
        !body_subtotals::names_a_kind(&body.name)
            || !body_subtotals::is_beside_its_run(*own, above, below)
    });
}

/// Where one stated sum is that of all bodies, those of some of them that stand beside it are subtotals.
fn drop_subtotals(whole: &mut Vec<Result>, bodies: &[Money]) {
    let sum: Money = bodies.iter().copied().sum();
    let is_all = |result: &Result| {
        let digit = Money::from_pounds(result.unit.digit() * ROUNDED_LINES);
        result.value.value.agrees_with(sum, digit)
    };
    if bodies.len() >= BODIES_MIN && whole.iter().any(is_all) {
        whole.retain(|result| {
            is_all(result) || !body_subtotals::is_of_a_run(result.value.value, bodies)
        });
    }
}

/// Of fewer bodies there are no subtotals.
const BODIES_MIN: usize = 3;

/// A column or row of no known kind of body whose result is that of all others together is their total.
fn sum_of_the_others(organisations: &[(Organisation, Vec<Result>)]) -> Option<usize> {
    if organisations.len() < 3 {
        return None;
    }
    let first: Vec<Money> = organisations
        .iter()
        .map(|(_, results)| {
            results
                .first()
                .map(|result| result.value.value)
                .unwrap_or_default()
        })
        .collect();
    let sum: Money = first.iter().copied().sum();
    organisations
        .iter()
        .zip(&first)
        .position(|((organisation, _), own)| {
            organisation.kind == OrganisationKind::Unknown
                && !own.is_zero()
                && (sum - *own).agrees_with(*own, Money::from_pounds(1))
        })
}

pub(super) fn owners(facts: &[Fact]) -> Vec<Whose> {
    let mut owners: Vec<Whose> = Vec::new();
    for fact in facts {
        if !owners.contains(&fact.whose) {
            owners.push(fact.whose.clone());
        }
    }
    owners
}

/// Income less expenditure, where no table states a result.
fn computed(facts: &[Fact], owner: &Whose) -> Option<(Sourced<Money>, Unit)> {
    let own: Vec<&Fact> = facts.iter().filter(|fact| fact.whose == *owner).collect();
    without_result::result(&own)
}

/// The planned result of the year: adjusted before unadjusted, the year's own figure before the sum of its parts.
fn year_result(facts: &[Fact], owner: &Whose, table: usize) -> Option<Result> {
    let planned = |kind: LineKind| {
        facts.iter().filter(move |fact| {
            fact.whose == *owner && fact.kind == kind && fact.basis == Basis::Plan && !fact.to_date
        })
    };
    [LineKind::AdjustedSurplus, LineKind::Surplus]
        .into_iter()
        .find_map(|kind| {
            let own = planned(kind).rfind(|fact| fact.period == Period::Year);
            let (label, value, unit) = if let Some(fact) = own {
                (fact.label.clone(), fact.value.clone(), fact.unit)
            } else {
                let parts: Vec<&Fact> = planned(kind).collect();
                let of = |monthly: bool| {
                    parts.iter().copied().filter(move |fact| match fact.period {
                        Period::Month(_) => monthly,
                        Period::Quarter(_) => !monthly,
                        Period::Year => false,
                    })
                };
                let monthly = of(true).count() == 12;
                if !monthly && of(false).count() != 4 {
                    return None;
                }
                let value: Sourced<Money> = of(monthly).map(|fact| &fact.value).sum();
                let first = parts.first()?;
                (first.label.clone(), value, first.unit)
            };
            Some(Result {
                adjusted: kind == LineKind::AdjustedSurplus,
                label,
                value,
                unit,
                table,
            })
        })
}

/// The result that the facts of one table state for a body.
pub(super) fn stated_result(facts: &[Fact], owner: &Whose) -> Option<Sourced<Money>> {
    year_result(facts, owner, 0).map(|result| result.value)
}

/// The best reading: adjusted, then the table with most lines of this body's account, then the fuller table.
fn best<'r>(
    results: &'r [Result],
    tables: &[TableFacts],
    organisation: &Organisation,
) -> Option<&'r Result> {
    results.iter().max_by_key(|result| {
        let own = own_facts(tables, result.table, organisation);
        let lines = own.iter().filter(|fact| !fact.kind.is_result()).count();
        let facts = tables.get(result.table).map_or(0, Vec::len);
        (
            result.adjusted,
            lines,
            facts,
            std::cmp::Reverse(result.table),
        )
    })
}

fn own_facts<'f>(
    tables: &'f [TableFacts],
    table: usize,
    organisation: &Organisation,
) -> Vec<&'f Fact> {
    let facts = tables.get(table).map_or(&[][..], Vec::as_slice);
    facts
        .iter()
        .filter(|fact| matches!(&fact.whose, Whose::One(one) if names::same(one, organisation)))
        .collect()
}

/// The account comes from the best reading; its months from there, or from another table that says the same year.
fn one(
    tables: &[TableFacts],
    organisation: &Organisation,
    results: &[Result],
    totals: &mut Vec<StatedTotal>,
) -> Option<OrganisationPosition> {
    let chosen = best(results, tables, organisation)?;
    let lines = account_lines::lines(&own_facts(tables, chosen.table, organisation));
    let agrees = |other: &&Result| {
        let unit = chosen.unit.pounds().max(other.unit.pounds());
        let tolerance = Money::from_pounds(unit);
        other.value.value.agrees_with(chosen.value.value, tolerance)
    };
    let monthly = std::iter::once(chosen)
        .chain(results.iter().filter(agrees))
        .map(|result| monthly(&own_facts(tables, result.table, organisation), result))
        .find(|months| months.iter().any(Option::is_some))
        .unwrap_or_default();
    let (course, reported) = std::iter::once(chosen.table)
        .chain(0..tables.len())
        .map(|table| course(&own_facts(tables, table, organisation), chosen))
        .find(|(months, _)| months.iter().all(Option::is_some))
        .unwrap_or_default();
    check_result(&lines, organisation, chosen, totals);
    Some(OrganisationPosition {
        organisation: organisation.clone(),
        surplus: chosen.value.clone(),
        monthly,
        course,
        reported,
        lines,
    })
}

fn monthly(own: &[&Fact], result: &Result) -> Monthly<Option<Sourced<Money>>> {
    months_of(own, result, &|basis| basis == Basis::Plan)
}

/// The months as they were and as they are forecast, where one table gives all twelve, and how many of them were.
fn course(own: &[&Fact], result: &Result) -> (Monthly<Option<Sourced<Money>>>, u8) {
    let mut months = months_of(own, result, &|basis| basis == Basis::Actual);
    let reported = (0..).zip(&months).find(|(_, month)| month.is_none());
    let reported = reported.map_or(12, |(at, _)| at);
    let ahead = months_of(own, result, &|basis| basis == Basis::Forecast);
    for (month, forecast) in months.iter_mut().zip(ahead) {
        // What happened stands before what was expected, whichever column comes first.
        *month = month.take().or(forecast);
    }
    (months, reported)
}

fn months_of(
    own: &[&Fact],
    result: &Result,
    fits: &dyn Fn(Basis) -> bool,
) -> Monthly<Option<Sourced<Money>>> {
    let kind = if result.adjusted {
        LineKind::AdjustedSurplus
    } else {
        LineKind::Surplus
    };
    let mut monthly: Monthly<Option<Sourced<Money>>> = Default::default();
    for fact in own
        .iter()
        .filter(|fact| fact.kind == kind && fits(fact.basis) && !fact.to_date)
    {
        if let Period::Month(month) = fact.period
            && let Some(slot) = monthly.get_mut(usize::from(month).saturating_sub(1))
        {
            slot.get_or_insert_with(|| fact.value.clone());
        }
    }
    monthly
}

/// The result beside the sum of the lines above it, where they make it: lines that do not are not all there, or some are
/// parts of others, and whether an account foots is a question of its own.
fn check_result(
    lines: &[PositionLine],
    organisation: &Organisation,
    chosen: &Result,
    totals: &mut Vec<StatedTotal>,
) {
    let parts: Vec<&Sourced<Money>> = lines
        .iter()
        .filter(|line| !line.kind.is_total())
        .filter_map(|line| line.plan.as_ref())
        .collect();
    let stated = lines
        .iter()
        .find(|line| line.kind.is_result() && line.kind == LineKind::Surplus)
        .or_else(|| lines.iter().find(|line| line.kind.is_result()));
    if let Some(line) = stated
        && let Some(plan) = &line.plan
        && parts.len() >= 2
        && line.kind
            == if chosen.adjusted {
                LineKind::AdjustedSurplus
            } else {
                LineKind::Surplus
            }
    {
        let recomputed: Sourced<Money> = parts.into_iter().sum();
        let tolerance = Money::from_pounds(chosen.unit.digit() * ROUNDED_LINES);
        if recomputed.value.agrees_with(plan.value, tolerance) {
            totals.push(StatedTotal {
                label: format!("{} \u{2013} {}", organisation.name, line.label),
                stated: plan.clone(),
                recomputed,
                unit: chosen.unit,
            });
        }
    }
}

/// Readings of the whole plan's result, best first.
fn candidates(
    whole: &[Result],
    organisations: &[OrganisationPosition],
    tables: &[TableFacts],
    totals: &mut Vec<StatedTotal>,
) -> Vec<Candidate> {
    let sum: Sourced<Money> = organisations.iter().map(|position| &position.surplus).sum();
    let mut whole: Vec<&Result> = whole.iter().collect();
    whole.sort_by_key(|result| {
        let lines = tables.get(result.table).map_or(0, Vec::len);
        std::cmp::Reverse((result.adjusted, std::cmp::Reverse(result.table), lines))
    });
    let mut candidates: Vec<Candidate> = Vec::new();
    for result in &whole {
        if organisations.len() > 1 {
            totals.push(StatedTotal {
                label: result.label.clone(),
                stated: result.value.clone(),
                recomputed: sum.clone(),
                unit: result.unit,
            });
        }
        candidates.push(Candidate {
            label: result.label.clone(),
            value: result.value.clone(),
        });
    }
    if whole.is_empty() {
        let label = match organisations {
            [only] => only.organisation.name.clone(),
            _ => "Sum of the organisations".to_owned(),
        };
        candidates.push(Candidate { label, value: sum });
    }
    candidates
}

/// The one declared figure; none where two stated ones on the same footing disagree and the reviewer has not chosen.
fn declared(candidates: &[Candidate], whole: &[Result], review: &Review) -> Option<Sourced<Money>> {
    if let Some(chosen) = chosen_position::chosen(candidates, &review.mapping) {
        return Some(chosen.value.clone());
    }
    let first = candidates.first()?;
    let adjusted = whole.iter().any(|result| result.adjusted);
    let rivals = whole.iter().filter(|result| result.adjusted == adjusted);
    let unit = whole
        .iter()
        .map(|result| result.unit.pounds())
        .max()
        .unwrap_or_default();
    let agree = rivals.clone().all(|rival| {
        rival
            .value
            .value
            .agrees_with(first.value.value, Money::from_pounds(unit))
    });
    (agree || rivals.count() < 2).then(|| first.value.clone())
}

/// Allocation of a commissioning body, or of a system where it is stated; else operating income.
fn base(organisations: &[OrganisationPosition]) -> Option<Base> {
    let line = |position: &OrganisationPosition, kind: LineKind| -> Option<Sourced<Money>> {
        let values: Vec<&Sourced<Money>> = position
            .lines
            .iter()
            .filter(|line| line.kind == kind)
            .filter_map(|line| line.plan.as_ref())
            .collect();
        (!values.is_empty()).then(|| values.into_iter().sum())
    };
    let board = organisations
        .iter()
        .find(|position| position.organisation.kind == OrganisationKind::CommissioningBody);
    if let Some(board) = board {
        let value = line(board, LineKind::Allocation).or_else(|| line(board, LineKind::Income))?;
        return Some(Base {
            kind: BaseKind::Allocation,
            value,
        });
    }
    match organisations {
        [only] => {
            let kind = if line(only, LineKind::Allocation).is_some() {
                LineKind::Allocation
            } else {
                LineKind::Income
            };
            let value = line(only, kind)?;
            if kind == LineKind::Allocation {
                return Some(Base {
                    kind: BaseKind::Allocation,
                    value,
                });
            }
            covers_spending(&value, organisations).then_some(Base {
                kind: BaseKind::OperatingIncome,
                value,
            })
        }
        many => {
            let incomes: Vec<Sourced<Money>> = many
                .iter()
                .filter_map(|position| line(position, LineKind::Income))
                .collect();
            if many.is_empty() || incomes.len() < many.len() {
                return None;
            }
            let value: Sourced<Money> = incomes.iter().sum();
            covers_spending(&value, organisations).then_some(Base {
                kind: BaseKind::OperatingIncome,
                value,
            })
        }
    }
}

/// Whether this may be all that comes in: no body spends twice its income, so that a smaller one is a part of it.
fn covers_spending(income: &Sourced<Money>, organisations: &[OrganisationPosition]) -> bool {
    let spent: Money = organisations
        .iter()
        .flat_map(|position| &position.lines)
        .filter(|line| !line.kind.is_total())
        .filter_map(|line| line.plan.as_ref())
        .filter(|plan| plan.value.is_negative())
        .map(|plan| plan.value.abs())
        .sum();
    income.value.is_positive() && income.value + income.value >= spent
}
