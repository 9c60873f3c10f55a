//! What a plan saves in the years after its own: the lists set aside because they are of a later year, and columns of a
//! later year in the lists that count.

use super::kind::Kind;
use super::lists_by_year::own_year;
use super::page::Found;
use super::rows::RowKind;
use super::savings::SavingsTable;
use super::table::Column;
use super::text::padded_words;
use super::{values, vocabulary};
use crate::plan::{FinancialYear, Money, Organisation, SavingsAhead, Sourced};
use std::collections::BTreeMap;

/// One figure of a later year, and whether no scheme stands behind it.
struct Part {
    organisation: Option<Organisation>,
    value: Sourced<Money>,
    unidentified: bool,
}

/// By year and body; of a year that has lists of its own, columns elsewhere repeat them.
pub(super) fn read(found: &[Found<'_, '_>], year: Option<FinancialYear>) -> Vec<SavingsAhead> {
    let Some(year) = year else { return Vec::new() };
    let mut lists: BTreeMap<FinancialYear, Vec<Vec<Part>>> = BTreeMap::new();
    for one in found.iter().filter(|one| one.outdated) {
        let own = own_year(&one.table).filter(|own| *own > year);
        let (Some(own), Some(read)) = (own, &one.savings) else {
            continue;
        };
        let lists = lists.entry(own).or_default();
        let parts = of_list(read);
        // A list of that year that comes to the same is told again.
        if !lists.iter().any(|known| sum(known) == sum(&parts)) {
            lists.push(parts);
        }
    }
    let mut columns: BTreeMap<FinancialYear, Vec<Vec<Part>>> = BTreeMap::new();
    let counted = |one: &&Found<'_, '_>| {
        one.verdict.kind == Kind::Savings && one.repeat_of.is_none() && !one.outdated
    };
    for one in found.iter().filter(counted) {
        let Some(read) = &one.savings else { continue };
        for (own, column) in columns_ahead(one, year) {
            columns
                .entry(own)
                .or_default()
                .push(of_column(one, read, column));
        }
    }
    for (own, parts) in columns {
        lists.entry(own).or_insert(parts);
    }
    let parts = lists
        .into_iter()
        .map(|(own, lists)| (own, lists.into_iter().flatten().collect::<Vec<Part>>()));
    parts
        .flat_map(|(own, parts)| by_body(own, &parts))
        .collect()
}

fn of_list(read: &SavingsTable) -> Vec<Part> {
    let part = |line: &crate::plan::Saving| Part {
        organisation: line.organisation.clone(),
        value: line.value.clone(),
        unidentified: line.is_unidentified(),
    };
    read.lines.iter().map(part).collect()
}

/// The one column for each later year that plans a value of it, in a list whose value has a column of its own year.
fn columns_ahead(one: &Found<'_, '_>, year: FinancialYear) -> Vec<(FinancialYear, u32)> {
    let is_ahead = |column: &&Column| {
        values::is_planned(column)
            && column.facets.month.is_none()
            && column.facets.quarter.is_none()
            && !column.facets.to_date
            && column.facets.recurrent.is_none()
            && !vocabulary::target(&column.own.padded)
    };
    let mut ahead: BTreeMap<FinancialYear, Vec<u32>> = BTreeMap::new();
    for column in one.table.columns.iter().filter(is_ahead) {
        if let Some(own) = column.facets.year.filter(|own| *own > year) {
            ahead.entry(own).or_default().push(column.index);
        }
    }
    let of_this_year = one
        .savings
        .iter()
        .flat_map(SavingsTable::value_columns)
        .any(|index| {
            one.table
                .column(index)
                .is_some_and(|own| own.facets.year == Some(year))
        });
    let single = |(own, columns): (FinancialYear, Vec<u32>)| match columns.as_slice() {
        [only] => Some((own, *only)),
        _ => None,
    };
    let ahead = ahead.into_iter().filter(|_| of_this_year);
    ahead.filter_map(single).collect()
}

fn of_column(one: &Found<'_, '_>, read: &SavingsTable, column: u32) -> Vec<Part> {
    let line_at = |row: u32| {
        let at = read.line_rows.binary_search(&row).ok()?;
        read.lines.get(at)
    };
    // A scheme that begins in a later year has no figure in this one.
    let is_scheme = |row: &&super::rows::Row| match row.kind {
        RowKind::Line => true,
        RowKind::Note => !vocabulary::total(&padded_words(&row.label)),
        _ => false,
    };
    let rows = read.rows.iter().filter(is_scheme);
    let part = |row: &super::rows::Row| {
        let value = one.table.money(row.at, column)?;
        let line = line_at(row.at);
        let value = if read.negative { -value } else { value };
        Some(Part {
            organisation: line
                .map_or(&read.organisation, |line| &line.organisation)
                .clone(),
            value,
            unidentified: line.map_or_else(
                || vocabulary::unidentified_word(&padded_words(&row.label)),
                crate::plan::Saving::is_unidentified,
            ),
        })
    };
    rows.filter_map(part).collect()
}

fn sum(parts: &[Part]) -> Money {
    parts.iter().map(|part| part.value.value).sum()
}

fn by_body(year: FinancialYear, parts: &[Part]) -> Vec<SavingsAhead> {
    let mut bodies: Vec<&Option<Organisation>> = Vec::new();
    for part in parts {
        if !bodies.contains(&&part.organisation) {
            bodies.push(&part.organisation);
        }
    }
    let of = |body: &Option<Organisation>| {
        let own = || parts.iter().filter(|part| part.organisation == *body);
        SavingsAhead {
            year,
            organisation: body.clone(),
            value: own().map(|part| &part.value).sum(),
            unidentified: own()
                .filter(|part| part.unidentified)
                .map(|part| &part.value)
                .sum(),
        }
    };
    bodies.into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read, sheet, workbook};
    use crate::import::import;
    use crate::plan::FinancialYear;
    use crate::review::Review;

    fn list(year: u16, beds: u32, gap: u32) -> String {
        let months = ["Apr", "May", "Jun"].map(|month| format!("{month}-{year}"));
        format!(
            "Oak NHS Trust medium-term plan: savings, £000\n\nRef|Scheme|R/NR|Plan|{}\nA|Beds|R|{beds}|1|1|1\nB|Unidentified|R|{gap}|1|1|1\n|Total||{}|2|2|2",
            months.join("|"),
            beds + gap
        )
    }

    /// Year, all savings, unidentified ones, in thousands.
    fn ahead(sheets: &[(&str, &str)]) -> Vec<(u16, i64, i64)> {
        let own = read(sheets).around.savings_ahead;
        let thousands = |value: crate::plan::Money| {
            let whole = value.pounds() / rust_decimal::Decimal::ONE_THOUSAND;
            whole.try_into().unwrap()
        };
        own.iter()
            .map(|own| {
                let FinancialYear(year) = own.year;
                (
                    year,
                    thousands(own.value.value),
                    thousands(own.unidentified.value),
                )
            })
            .collect()
    }

    #[test]
    fn lists_of_later_years_tell_what_they_save_and_what_of_it_has_no_scheme() {
        let lists = [
            list(2026, 500, 100),
            list(2027, 600, 300),
            list(2028, 700, 900),
        ];
        let sheets: Vec<(&str, &str)> = ["One", "Two", "Three"]
            .into_iter()
            .zip(lists.iter().map(String::as_str))
            .collect();
        assert_eq!(ahead(&sheets), [(2027, 900, 300), (2028, 1600, 900)]);
        let plan = read(&sheets);
        let own = &plan.around.savings_ahead[0];
        assert_eq!(own.value.cells.len(), 2);
        assert_eq!(own.unidentified.cells[0].to_string(), "Two!D5");
        assert_eq!(plan.savings.unwrap().total().value, pounds(600_000));
    }

    #[test]
    fn columns_of_later_years_beside_the_plans_own_tell_the_same() {
        let list = "Oak NHS Trust savings, £000\n\nRef|Scheme|R/NR|2026/27 plan|2027/28 plan|2028/29 plan\nA|Beds|R|500|600|700\nB|Unidentified|R|100|300|900\nC|Bank|R||50|50\n|Total||600|950|1650";
        assert_eq!(
            ahead(&[("Savings 2026/27", list)]),
            [(2027, 950, 300), (2028, 1650, 900)]
        );
    }

    #[test]
    fn the_full_year_effect_of_this_years_savings_is_no_plan_of_the_next() {
        let list = "Oak NHS Trust savings, £000\n\nRef|Scheme|R/NR|2026/27 plan|FYE 2027/28\nA|Beds|R|500|600\nB|Bank|R|100|300";
        assert_eq!(ahead(&[("Savings 2026/27", list)]), []);
    }

    #[test]
    fn columns_of_later_years_are_used_and_not_left_over() {
        let drawn = "Oak NHS Trust savings, £000\n\nRef|Scheme|R/NR|2025/26|2026/27|2027/28\nA|Beds|R|500|600|700\nB|Bank|R|300|300|300\n|Total||800|900|1000";
        let sheets = vec![sheet("Plan 2025/26", drawn)];
        let read = import(&[workbook(sheets)], &Review::default());
        assert_eq!(read.plan.around.savings_ahead.len(), 2);
        let left: Vec<&str> = read
            .coverage
            .not_understood
            .iter()
            .map(|gap| gap.why.as_str())
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
