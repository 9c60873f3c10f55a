//! The part of the list within 18 weeks, where a plan states it as a share: `62%`, `0.62`, `62.0` under `%`.

use super::elective::{basis_of, column_years};
use super::header::{Basis, Facets};
use super::table::Table;
use super::text::name_key;
use super::wait_rows::Down;
use super::{names, specialties, weeks};
use crate::plan::{
    FinancialYear, Month, Organisation, PlannedShare, Share, ShareTrajectory, Sourced,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// One stated share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    organisation: Option<Organisation>,
    /// `None` for all of the body's list.
    specialty: Option<String>,
    month: Month,
    actual: bool,
    value: Sourced<Share>,
}

/// Every share within 18 weeks that the table states with its month.
pub(super) fn facts(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: Option<&Organisation>,
) -> Vec<Fact> {
    let years = column_years(table, year);
    let around = [table.title.as_str(), table.grid.sheet.name()]
        .into_iter()
        .find_map(|text| Facets::of(text).basis);
    let mut facts = Vec::new();
    for row in &table.region.rows {
        let down = Down::of(table, *row, year);
        if down.compares {
            continue;
        }
        for column in &table.columns {
            let of_column = weeks::is_share_within_18(&column.facets.text);
            if !(down.within_18 || of_column) {
                continue;
            }
            let month = column.facets.month.and_then(|month| {
                let year = years.get(&column.index).copied().or(down.year).or(year)?;
                Some(year.month(month.number))
            });
            let Some(month) = month.or(down.month.filter(|_| of_column)) else {
                continue;
            };
            let basis = basis_of(column)
                .or(down.basis)
                .or(around)
                .unwrap_or(Basis::Plan);
            if !matches!(basis, Basis::Plan | Basis::Actual) {
                continue;
            }
            let number = table.grid.number(*row, column.index).or_else(|| {
                let text = table.grid.text(*row, column.index)?;
                text.strip_suffix('%')?.trim().parse().ok()
            });
            let Some(share) = number.and_then(share) else {
                continue;
            };
            facts.push(Fact {
                organisation: down.organisation.clone().or_else(|| default.cloned()),
                specialty: down.specialty.clone().filter(|_| !down.whole),
                month,
                actual: basis == Basis::Actual,
                value: Sourced::at(share, table.at(*row, column.index)),
            });
        }
    }
    without_remarks(facts)
}

/// Specialties are several; one word beside all shares of a body says something else of them.
fn without_remarks(mut facts: Vec<Fact>) -> Vec<Fact> {
    let body = |fact: &Fact| fact.organisation.as_ref().map(|own| name_key(&own.name));
    let mut parts: BTreeMap<Option<String>, BTreeSet<Option<String>>> = BTreeMap::new();
    for fact in &facts {
        parts
            .entry(body(fact))
            .or_default()
            .insert(fact.specialty.as_deref().map(name_key));
    }
    for fact in &mut facts {
        let alone = parts.get(&body(fact)).is_some_and(|own| own.len() < 2);
        let all = |part: &str| specialties::is_all(part) || names::is_whole(part);
        if alone || fact.specialty.as_deref().is_some_and(all) {
            fact.specialty = None;
        }
    }
    facts
}

/// A part of one, or a number of hundredths.
fn share(number: Decimal) -> Option<Share> {
    if number.is_sign_negative() || number > Decimal::ONE_HUNDRED {
        return None;
    }
    Some(Share(if number > Decimal::ONE {
        number / Decimal::ONE_HUNDRED
    } else {
        number
    }))
}

/// The shares of each body and specialty by month; the first that is stated stands.
pub(super) fn trajectories(facts: Vec<Fact>) -> Vec<ShareTrajectory> {
    let mut found: Vec<ShareTrajectory> = Vec::new();
    let mut places: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    for fact in facts {
        let body = fact.organisation.as_ref().map(|own| name_key(&own.name));
        let key = (
            body.unwrap_or_default(),
            fact.specialty.as_deref().map(name_key),
        );
        let at = *places.entry(key).or_insert_with(|| {
            found.push(ShareTrajectory {
                organisation: fact.organisation.clone(),
                specialty: fact.specialty.clone(),
                months: BTreeMap::new(),
            });
            found.len() - 1
        });
        let Some(own) = found.get_mut(at) else {
            continue;
        };
        let both: &mut PlannedShare = own.months.entry(fact.month).or_default();
        let slot = if fact.actual {
            &mut both.actual
        } else {
            &mut both.plan
        };
        slot.get_or_insert(fact.value);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Elective, Month, Share, Weeks};
    use crate::review::Review;
    use rust_decimal::Decimal;

    fn elective(drawn: &str) -> Elective {
        import(&[workbook(vec![sheet("Waits", drawn)])], &Review::default())
            .plan
            .elective
            .unwrap()
    }

    const MARCH: Month = Month {
        year: 2026,
        month: 3,
    };

    const DRAWN: &str = "Elective plan 2025/26, RTT\n\nMeasure|Jan-26|Feb-26|Mar-26\nTotal waiting list size|10100|10050|10000\n% within 18 weeks|0.601|0.62|0.655\nOver 52 weeks|150|120|90";

    #[test]
    fn the_list_and_the_share_within_18_weeks_stand_beside_the_long_waits() {
        let read = elective(DRAWN);
        assert_eq!(read.measures(), [Weeks(52)]);
        let list = read.total(Weeks::LIST);
        assert_eq!(list[&MARCH].plan.as_ref().unwrap().value, 10_000);
        let share = &read.within_18_weeks[0].months[&MARCH];
        assert_eq!(
            share.plan.as_ref().unwrap().value,
            Share(Decimal::new(655, 3))
        );
        assert_eq!(share.actual, None);
    }

    #[test]
    fn hundredths_and_parts_of_one_are_the_same_share() {
        let read = elective(&DRAWN.replace("0.601|0.62|0.655", "60|62|65.5"));
        let share = &read.within_18_weeks[0].months[&MARCH];
        assert_eq!(
            share.plan.as_ref().unwrap().value,
            Share(Decimal::new(655, 3))
        );
        // A share is no count of pathways over a week.
        assert_eq!(read.total(Weeks(52)).len(), 3);
    }

    #[test]
    fn the_month_before_the_year_is_where_the_body_stood() {
        let read = elective(
            "18 weeks 2026/27\n\nProvider|Metric|Mar-26 (baseline)|Feb-27|Mar-27\nAsh NHS Trust|% within 18 weeks|0.59|0.65|0.66",
        );
        let months = &read.within_18_weeks[0].months;
        let stood = months[&MARCH].actual.as_ref().unwrap();
        assert_eq!(stood.value, Share::percent(59));
        assert_eq!(months.len(), 3);
    }

    #[test]
    fn a_specialtys_share_is_not_its_bodys() {
        let drawn = "RTT plan 2025/26\n\nSpecialty|Measure|Feb-26|Mar-26\nENT|% within 18 weeks|0.5|0.51\n\
                     Urology|% within 18 weeks|0.7|0.71\nTotal|% within 18 weeks|0.6|0.61";
        let read = elective(drawn);
        let said: Vec<(Option<&str>, Share)> = read
            .within_18_weeks
            .iter()
            .map(|own| {
                let share = own.months[&MARCH].plan.as_ref().unwrap().value;
                (own.specialty.as_deref(), share)
            })
            .collect();
        assert_eq!(
            said,
            [
                (Some("ENT"), Share::percent(51)),
                (Some("Urology"), Share::percent(71)),
                (None, Share::percent(61))
            ]
        );
    }

    #[test]
    fn one_word_beside_all_shares_is_no_specialty() {
        let drawn = "RTT plan 2025/26\n\nService|Measure|Feb-26|Mar-26\nElective|% within 18 weeks|0.6|0.61\n\
                     Elective|Over 52 weeks|150|140";
        assert_eq!(elective(drawn).within_18_weeks[0].specialty, None);
    }
}
