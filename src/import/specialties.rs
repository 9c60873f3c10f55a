//! Months of waits down the page and specialties across, with the body's own plan and actual beside them. Which columns
//! are parts, of the plan or of what happened, and which are their total is found by what adds up.

use super::elective::is_name;
use super::header::{Basis, Facets, Role};
use super::table::{Column, Table};
use super::text::{name_key, words};
use super::{names, sums};
use crate::plan::Weeks;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) name: String,
    /// Plan or actual, where the sum of the parts tells.
    pub(super) basis: Option<Basis>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    Part(Part),
    /// The total of parts that are read, or parts of nothing that is stated.
    LeftOut,
}

/// A named column, with its name.
type Named<'t> = (&'t Column, &'t str);

/// What each column is, of a table with months down and at least two named parts across; none where there are no parts.
pub(super) fn across(table: &Table<'_, '_>) -> BTreeMap<u32, Place> {
    let months_down = table
        .columns
        .iter()
        .any(|column| column.role == Some(Role::Month) || column.dates > 2);
    let values = || {
        table
            .columns
            .iter()
            .filter(|column| column.is_value() && column.facets.month.is_none())
    };
    let mut places = BTreeMap::new();
    if !months_down {
        return places;
    }
    let measures: BTreeSet<Option<Weeks>> = values().map(|column| column.facets.weeks).collect();
    for measure in measures {
        let of_measure = || values().filter(|column| column.facets.weeks == measure);
        for basis in [Some(Basis::Plan), Some(Basis::Actual), None] {
            let parts: Vec<Named<'_>> = of_measure()
                .filter(|column| column.facets.basis == basis)
                .filter_map(|column| Some((column, part_name(column)?)))
                .collect();
            let names: BTreeSet<String> = parts.iter().map(|(_, name)| name_key(name)).collect();
            if names.len() < 2 || names.len() < parts.len() {
                continue;
            }
            let totals: Vec<&Column> = of_measure()
                .filter(|column| is_total(column, basis))
                .collect();
            // Beside a body by name what stands over the others names bodies as well, unless it is their sum.
            let columns: Vec<u32> = parts.iter().map(|(column, _)| column.index).collect();
            let rows = &table.region.rows;
            let is_body = |total: &&Column| {
                names_a_body(total) && !sums::is_sum(table.grid, rows, total.index, &columns)
            };
            if totals.iter().any(is_body) {
                continue;
            }
            place(table, (&parts, basis), &totals, &mut places);
        }
    }
    places
}

fn place(
    table: &Table<'_, '_>,
    (parts, said): (&[Named<'_>], Option<Basis>),
    totals: &[&Column],
    places: &mut BTreeMap<u32, Place>,
) {
    let rows = &table.region.rows;
    let columns: Vec<u32> = parts.iter().map(|(column, _)| column.index).collect();
    let total = totals
        .iter()
        .find(|total| sums::is_sum(table.grid, rows, total.index, &columns));
    let unnamed = || {
        let among = totals.is_empty().then_some(&columns)?;
        sums::of_the_others(table.grid, rows, among)
    };
    let whole = total.map(|total| total.index).or_else(unnamed);
    // Beside a total that they do not add up to, parts are a selection; but a plan starts near what happened and goes
    // its own way.
    let planned = || {
        let actual = |total: &&Column| total.facets.basis == Some(Basis::Actual);
        totals.iter().all(actual)
            && totals
                .iter()
                .any(|total| starts_near(table, total.index, &columns))
    };
    let selected = whole.is_none() && !totals.is_empty() && !planned();
    let basis = total.and_then(|total| total.facets.basis).or(said);
    for (column, name) in parts {
        let place = if selected || whole == Some(column.index) {
            Place::LeftOut
        } else {
            Place::Part(Part {
                name: (*name).to_owned(),
                basis,
            })
        };
        places.insert(column.index, place);
    }
    if let Some(whole) = whole {
        places.insert(whole, Place::LeftOut);
    }
}

/// "All specialties", "All": every part of a body together.
pub(super) fn is_all(label: &str) -> bool {
    let all = super::text::words(label);
    let parts = all
        .last()
        .is_some_and(|word| word == "all" || word.ends_with('s'));
    all.first().is_some_and(|word| word == "all") && parts && all.len() <= 3
}

/// Whether the parts are, in the first month of the total, within a quarter of it.
fn starts_near(table: &Table<'_, '_>, total: u32, parts: &[u32]) -> bool {
    let filled = table.region.rows.iter().find_map(|row| {
        let total = table.grid.number(*row, total)?;
        let parts = parts
            .iter()
            .filter_map(|part| table.grid.number(*row, *part));
        let sum = parts
            .into_iter()
            .try_fold(Decimal::ZERO, Decimal::checked_add)?;
        Some((total, sum))
    });
    filled.is_some_and(|(total, sum)| {
        let apart = total.checked_sub(sum).unwrap_or(Decimal::MAX).abs();
        apart
            .checked_mul(Decimal::from(4))
            .is_some_and(|four| four <= total)
    })
}

/// The specialty or site that heads a column, itself or above its "Plan" and "Actual".
fn part_name(column: &Column) -> Option<&str> {
    let own = column.own.text.as_str();
    let plain = |text: &str| {
        is_name(text)
            && !names::is_whole(text)
            && !names::is_organisation(text)
            && !names_no_body(text)
    };
    if plain(own) {
        return Some(own);
    }
    column.own.basis.filter(|_| !names_no_body(own))?;
    let groups = column.groups.iter().rev().map(String::as_str);
    groups.into_iter().find(|group| plain(group))
}

fn names_a_body(column: &Column) -> bool {
    let mut texts = std::iter::once(&column.own.text).chain(&column.groups);
    texts.any(|text| names::is_organisation(text) && !names::is_whole(text) && !names_no_body(text))
}

/// A column that may be the total of parts of this basis: a total by name, or plan or actual of nobody in particular.
fn is_total(column: &Column, of: Option<Basis>) -> bool {
    let basis = column.facets.basis;
    let fits = match of {
        Some(of) => basis == Some(of),
        None => matches!(basis, None | Some(Basis::Plan | Basis::Actual)),
    };
    let texts = || std::iter::once(&column.own.text).chain(&column.groups);
    fits && part_name(column).is_none()
        && (basis.is_some() || texts().any(|text| names::is_whole(text) || names_no_body(text)))
}

/// "Trust plan", "Provider actual": a kind of body and no body by name, so that it is the body the sheet is about.
pub(super) fn names_no_body(text: &str) -> bool {
    let all = words(text);
    let kind = |word: &String| {
        matches!(
            word.as_str(),
            "trust" | "provider" | "hospital" | "organisation" | "icb" | "our" | "the" | "total"
        )
    };
    let based = |word: &String| Facets::of(word).basis.is_some();
    all.iter().any(kind)
        && all.iter().any(based)
        && all.iter().all(|word| kind(word) || based(word))
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Elective, Weeks};
    use crate::review::Review;

    /// Plan and actual of the first month, and how many specialties are told apart.
    fn april(head: &str, rows: [&str; 4]) -> (Option<u64>, Option<u64>, usize) {
        let drawn = format!(
            "Oak Vale Hospitals NHS Trust\nPathways waiting over 52 weeks at month end, 2025/26\n\n{head}\n{}",
            rows.join("\n")
        );
        let read = import(
            &[workbook(vec![sheet("Over 52 weeks", &drawn)])],
            &Review::default(),
        );
        let elective: Elective = read.plan.elective.unwrap();
        let specialties = elective.trajectories.iter();
        let specialties = specialties.filter(|one| one.specialty.is_some()).count();
        let total = elective.total(Weeks(52));
        let april = total.into_values().next().unwrap();
        (
            april.plan.map(|plan| plan.value),
            april.actual.map(|actual| actual.value),
            specialties,
        )
    }

    #[test]
    fn specialties_add_up_to_the_trusts_plan_and_are_counted_once() {
        let head = "Month|General Surgery|ENT|Other|Trust plan|Trust actual|Actual v plan";
        let rows = [
            "Apr-25|100|60|40|200|212|12",
            "May-25|90|50|35|175|190|15",
            "Jun-25|80|40|30|150|171|21",
            "Jul-25|70|30|25|125||",
        ];
        assert_eq!(april(head, rows), (Some(200), Some(212), 3));
    }

    #[test]
    fn specialties_that_add_up_to_the_actual_are_what_happened() {
        let head = "Month|Surgery|ENT|Trust plan|Trust actual";
        let rows = [
            "Apr-25|100|60|150|160",
            "May-25|90|50|130|140",
            "Jun-25|80|40|110|120",
            "Jul-25|||90|",
        ];
        assert_eq!(april(head, rows), (Some(150), Some(160), 2));
    }

    #[test]
    fn bodies_under_each_measure_add_up_to_the_total_beside_them() {
        let waits = "Oak ICB long waits 2023/24\n\nMonth ending|Waiting more than 65 weeks||||Waiting more than 78 weeks|||\n|Oak General|St Ann's|Independent sector|ICB total|Oak General|St Ann's|Independent sector|ICB total\nApr-23|612|344|22|978|41|19|1|61\nMay-23|588|330|20|938|22|12|0|34\nJun-23|560|312|18|890|0|6|0|6";
        let read = import(
            &[workbook(vec![sheet("3 Elective", waits)])],
            &Review::default(),
        );
        let elective = read.plan.elective.unwrap();
        for (weeks, planned) in [(65, 978), (78, 61)] {
            let april = elective.total(Weeks(weeks)).into_values().next().unwrap();
            assert_eq!(april.plan.unwrap().value, planned);
        }
    }

    #[test]
    fn a_selection_of_specialties_is_not_the_trust() {
        let head = "Month|Surgery|ENT|Trust plan|Trust actual";
        let rows = [
            "Apr-25|50|20|150|160",
            "May-25|45|15|130|140",
            "Jun-25|40|10|110|120",
            "Jul-25|35|5|90|",
        ];
        assert_eq!(april(head, rows), (Some(150), Some(160), 0));
    }

    #[test]
    fn specialties_near_the_actual_that_do_not_add_up_to_it_are_the_plan() {
        let head = "Month|Surgery|ENT|Trust actual";
        let rows = [
            "Apr-25|100|60|165",
            "May-25|90|50|158",
            "Jun-25|80|40|151",
            "Jul-25|70|30|",
        ];
        assert_eq!(april(head, rows), (Some(160), Some(165), 2));
        let rows = [
            "Apr-25|50|20|165",
            "May-25|45|15|158",
            "Jun-25|40|10|151",
            "Jul-25|35|5|",
        ];
        assert_eq!(april(head, rows), (None, Some(165), 0));
    }

    #[test]
    fn specialties_without_a_total_add_up_and_an_unnamed_total_is_left_out() {
        let rows = [
            "Apr-25|50|20|70",
            "May-25|45|15|60",
            "Jun-25|40|10|50",
            "Jul-25|35|5|40",
        ];
        assert_eq!(
            april("Month|Surgery|ENT|Oakside", rows),
            (Some(70), None, 2)
        );
        let rows = [
            "Apr-25|50|20|7",
            "May-25|45|15|6",
            "Jun-25|40|10|5",
            "Jul-25|35|5|4",
        ];
        assert_eq!(april("Month|Surgery|ENT|Spines", rows), (Some(77), None, 3));
    }

    #[test]
    fn plan_and_actual_under_each_specialty_are_kept_apart() {
        let head = "Month|Surgery||ENT||Trust total|\n|Plan|Actual|Plan|Actual|Plan|Actual";
        let rows = [
            "Apr-25|50|52|20|21|70|73",
            "May-25|45|47|15|17|60|64",
            "Jun-25|40|43|10|13|50|56",
            "Jul-25|35||5||40|",
        ];
        assert_eq!(april(head, rows), (Some(70), Some(73), 2));
    }

    #[test]
    fn a_hub_and_two_hospitals_across_are_bodies_and_add_up_to_their_total() {
        let read = crate::import::fixture::read(&[(
            "52w by site",
            "Patients waiting more than 52 weeks, by site, month end\n\n\
             Month end|Larch Hub||Birch Infirmary||Copse Hospital||Hub total|\n|Plan|Actual|Plan|Actual|Plan|Actual|Plan|Actual\n\
             April 2024|100|101|50|51|30|31|180|183\nMay 2024|90|91|45|46|25|26|160|163\nJune 2024|80|81|40|41|20|21|140|143",
        )]);
        let waits = read.elective.unwrap();
        let april = waits
            .total(crate::plan::Weeks(52))
            .into_values()
            .next()
            .unwrap();
        assert_eq!(april.plan.unwrap().value, 180);
        assert_eq!(april.actual.unwrap().value, 183);
        assert_eq!(waits.trajectories.len(), 3);
    }

    #[test]
    fn sites_over_plans_that_begin_late_head_their_columns() {
        let before: Vec<String> = (4..=12)
            .map(|month| format!("{month:02}/2023||101||51||31||183"))
            .collect();
        let read = crate::import::fixture::read(&[(
            "52w by site",
            &format!(
                "Patients waiting more than 52 weeks, by site, 2024/25\n\n\
                 Month end|Larch Hub||Birch Infirmary||Copse Hospital||Hub total|\n|Plan|Actual|Plan|Actual|Plan|Actual|Plan|Actual\n\
                 {}\nApril 2024|100|101|50|51|30|31|180|183\nMay 2024|90|91|45|46|25|26|160|163",
                before.join("\n")
            ),
        )]);
        let waits = read.elective.unwrap();
        let april = waits.total(crate::plan::Weeks(52))[&crate::plan::Month {
            year: 2024,
            month: 4,
        }]
            .clone();
        assert_eq!(april.plan.unwrap().value, 180);
    }
}
