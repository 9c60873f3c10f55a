//! What a roll-up by body holds that no body lists: "System stretch, held centrally" is part of the plan, and stands nowhere
//! else. Its other rows are the totals of lists that stand in full on other sheets.

use super::header::Role;
use super::kind::Kind;
use super::page::Found;
use super::repeats::near;
use super::table::{Column, Table};
use super::text::{has_any, one_line, padded, words};
use super::values::is_planned;
use super::{names, vocabulary, voice};
use crate::plan::{Evidence, Governance, Money, Organisation, OrganisationKind, Saving, Sourced};
use crate::workbook::CellRef;

/// Fewer rows than this that are totals of lists prove nothing.
const PROVED_ROWS: usize = 2;

/// The rows of roll-ups that no list holds, as lines of the plan.
pub(super) fn strays(found: &mut [Found<'_, '_>], lines: &[Saving]) -> Vec<Saving> {
    let totals = totals_by_body(lines);
    if totals.len() < PROVED_ROWS {
        return Vec::new();
    }
    for one in found.iter_mut() {
        if !is_roll_up(one) {
            continue;
        }
        let (column, read) = strays_of(&one.table, &totals);
        if !read.is_empty() {
            one.lines_from = vec![column];
            one.taken = read.len();
            one.verdict.evidence = vec![
                "its rows are the totals of schemes listed elsewhere, and what is with no body stands nowhere else"
                    .to_owned(),
            ];
            return read;
        }
    }
    Vec::new()
}

fn totals_by_body(lines: &[Saving]) -> Vec<(Organisation, Money)> {
    let mut totals: Vec<(Organisation, Money)> = Vec::new();
    for line in lines {
        let Some(body) = &line.organisation else {
            continue;
        };
        match totals
            .iter_mut()
            .find(|(known, _)| names::same(known, body))
        {
            Some((_, sum)) => *sum += line.value.value,
            None => totals.push((body.clone(), line.value.value)),
        }
    }
    totals
}

/// A table of bodies that speaks of savings and lists no schemes.
fn is_roll_up(one: &Found<'_, '_>) -> bool {
    let said = format!("{} {}", one.table.setting, one.table.title);
    let mut headers = one.table.columns.iter().map(|column| &column.facets.padded);
    !one.fixed.is_left_out()
        && !matches!(one.verdict.kind, Kind::Position | Kind::Elective)
        && one.savings.is_none()
        && one.table.by_role(Role::Organisation).is_some()
        && (vocabulary::savings_words(&padded(&words(&said)))
            || headers.any(|header| vocabulary::savings_words(header)))
}

/// With the column they stand in.
fn strays_of(table: &Table<'_, '_>, totals: &[(Organisation, Money)]) -> (u32, Vec<Saving>) {
    let planned = |column: &&Column| is_planned(column) && !vocabulary::target(&column.own.padded);
    table
        .columns
        .iter()
        .filter(planned)
        .find_map(|column| Some((column.index, unlisted(table, column.index, totals)?)))
        .unwrap_or_default()
}

/// The rows of a column that belong to nobody, where every other is what its body lists and the last row is their sum.
fn unlisted(
    table: &Table<'_, '_>,
    column: u32,
    totals: &[(Organisation, Money)],
) -> Option<Vec<Saving>> {
    let bodies = table.by_role(Role::Organisation)?.index;
    let rows: Vec<(u32, String, Sourced<Money>)> = table
        .region
        .rows
        .iter()
        .filter_map(|row| {
            let name = table.grid.text(*row, bodies).map(one_line)?;
            Some((*row, name, table.money(*row, column)?))
        })
        .collect();
    let ((_, _, whole), parts) = rows.split_last()?;
    let sum: Money = parts.iter().map(|(_, _, value)| value.value).sum();
    if !near(sum, whole.value) {
        return None;
    }
    let mut proved = 0_usize;
    let mut strays = Vec::new();
    for (row, name, value) in parts {
        let body = names::labelled(name);
        match totals.iter().find(|(known, _)| names::same(known, &body)) {
            Some((_, total)) if near(value.value, *total) => proved += 1,
            Some(_) => return None,
            None if nobodys(name) && !value.value.is_zero() => {
                strays.push(line(table, (*row, bodies), name, value.clone()));
            }
            None => {}
        }
    }
    (proved >= PROVED_ROWS && !strays.is_empty()).then_some(strays)
}

/// Whether the row says that its savings are with none of the bodies.
pub(super) fn nobodys(name: &str) -> bool {
    let said = padded(&words(name));
    let kind = OrganisationKind::of(name);
    !matches!(
        kind,
        OrganisationKind::Provider | OrganisationKind::CommissioningBody
    ) && (voice::heading(name)
        || has_any(
            &said,
            "stretch; held centrally; central; no organisation; no organization; no owner; unallocated; not allocated; \
                 unassigned; not assigned; system wide; system led; system gap; to be allocated; system ask; yet to be",
        ))
}

fn line(
    table: &Table<'_, '_>,
    (row, column): (u32, u32),
    name: &str,
    value: Sourced<Money>,
) -> Saving {
    let cell = table.at(row, column);
    Saving {
        unidentified: vec![Evidence {
            reason: "it stands in the roll-up alone: no body lists schemes for it".to_owned(),
            cell: cell.clone(),
            by_name: false,
        }],
        ..bare(cell, name, value)
    }
}

/// A line of which nothing is said but its name and its value.
pub(super) fn bare(source: CellRef, name: &str, value: Sourced<Money>) -> Saving {
    Saving {
        source,
        reference: None,
        name: name.to_owned(),
        organisation: None,
        division: None,
        category: None,
        value,
        phasing: None,
        full_year_effect: None,
        plan_to_date: None,
        actual_to_date: None,
        forecast: None,
        recurrence: None,
        status: None,
        risk: None,
        owner: None,
        start: None,
        governance: Governance::default(),
        staff: None,
        cost: None,
        unidentified: Vec::new(),
        doubts: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Savings;
    use crate::review::Review;

    fn read(stretch: &str, total: u32, oak: u32) -> Savings {
        let roll_up = format!(
            "Oakshire system 2025/26 £m\nA. Efficiency\n\nOrganisation|Schemes submitted|Target\nNHS Oakshire ICB|{oak}|30\n\
             Elm Hospitals NHS Trust|20|22\n{stretch}|5|6\nSystem total|{total}|58"
        );
        let schemes = |body: &str, one: u32, other: u32| {
            format!(
                "{body} efficiency plan 2025/26 £m\n\nRef|Scheme|R/NR|25/26 £m\n1|Beds|R|{one}\n2|Drugs|NR|{other}\n3|Estate|R|1"
            )
        };
        let sheets = vec![
            sheet("Roll-up", &roll_up),
            sheet("ICB", &schemes("NHS Oakshire ICB", 20, 9)),
            sheet("EHT", &schemes("Elm Hospitals NHS Trust", 12, 7)),
        ];
        import(&[workbook(sheets)], &Review::default())
            .plan
            .savings
            .unwrap()
    }

    #[test]
    fn a_stretch_that_only_the_roll_up_holds_is_a_line_without_a_scheme() {
        let savings = read("System stretch - held centrally", 55, 30);
        assert_eq!(savings.lines.len(), 7);
        let stretch = savings.lines.last().unwrap();
        assert!(stretch.is_unidentified());
        assert_eq!(stretch.source.to_string(), "'Roll-up'!A7");
    }

    #[test]
    fn it_is_none_where_the_other_rows_are_not_what_the_bodies_list() {
        assert_eq!(
            read("System stretch - held centrally", 54, 29).lines.len(),
            6
        );
        assert_eq!(read("Holly Hospice", 55, 30).lines.len(), 6);
    }
}
