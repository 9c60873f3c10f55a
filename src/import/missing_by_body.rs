//! What of its savings each body or division has identified and what not, in columns beside each other: lines of the plan
//! where no list of schemes says otherwise.

use super::body_subtotals::{is_beside_its_run, names_a_kind};
use super::gather::ROUNDED_LINES;
use super::header::{Basis, Role};
use super::kind::Kind;
use super::page::Found;
use super::table::{Column, Table};
use super::target::of_the_year;
use super::text::{has_any, one_line, padded, words};
use super::{names, roll_up, vocabulary};
use crate::plan::{Evidence, FinancialYear, Money, Saving, Sourced};
use crate::workbook::CellRef;

/// Fewer rows than this are no table of bodies.
const ROWS_MIN: usize = 2;

struct Columns<'t> {
    /// Bodies or divisions.
    names: &'t Column,
    missing: &'t Column,
    identified: Option<&'t Column>,
    /// What the two make, or are to make.
    whole: Option<&'t Column>,
}

/// One body or division.
struct Row {
    at: u32,
    name: String,
    missing: Sourced<Money>,
    /// What is not missing.
    identified: Sourced<Money>,
    whole: Money,
}

/// The lines that such a table adds to the listed ones. Where nothing is listed it is all there is of the savings; else only
/// what is missing counts, of those whose lists name nothing of the kind and leave room for it below what they are to make.
pub(super) fn lines(
    found: &mut [Found<'_, '_>],
    year: Option<FinancialYear>,
    listed: &[Saving],
) -> Vec<Saving> {
    for one in found.iter_mut().filter(|one| is_open(one)) {
        let Some((columns, rows)) = read(&one.table, year) else {
            continue;
        };
        let read = unlisted(&one.table, &columns, &rows, listed);
        if !read.is_empty() {
            one.taken = read.len();
            one.verdict.evidence = vec![format!(
                "a column says what has no scheme behind it: \u{201c}{}\u{201d}",
                one_line(&columns.missing.own.text)
            )];
            return read;
        }
    }
    Vec::new()
}

/// Whether it speaks of savings and nothing of it is a line yet.
fn is_open(one: &Found<'_, '_>) -> bool {
    !one.fixed.is_left_out()
        && !one.outdated
        && one.repeat_of.is_none()
        && one.savings.is_none()
        && one.verdict.kind != Kind::Elective
        && vocabulary::savings_words(&padded(&words(&one.table.words())))
}

fn read<'t>(
    table: &'t Table<'_, '_>,
    year: Option<FinancialYear>,
) -> Option<(Columns<'t>, Vec<Row>)> {
    let names = table
        .by_role(Role::Organisation)
        .or_else(|| table.by_role(Role::Division))?;
    let planned = |column: &Column| {
        let facets = &column.facets;
        column.is_value()
            && !facets.percent
            && !facets.to_date
            && !facets.full_year_effect
            && facets.month.is_none()
            && facets.quarter.is_none()
            && facets.recurrent.is_none()
            && !matches!(
                facets.basis,
                Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
            )
    };
    let says_missing = |column: &Column| vocabulary::unidentified_word(&column.own.padded);
    let of = |fits: &dyn Fn(&Column) -> bool| {
        of_the_year(table, year, |column| planned(column) && fits(column))
    };
    let missing = of(&says_missing)?;
    let identified = of(&|column| {
        !says_missing(column) && has_any(&column.own.padded, "identified; found; with schemes")
    });
    let is_other = |column: &Column| {
        !says_missing(column)
            && !vocabulary::gap(&column.own.padded)
            && identified.is_none_or(|own| own.index != column.index)
    };
    let whole =
        of(&|column| is_other(column) && vocabulary::target(&column.own.padded)).or_else(|| {
            of(&|column| is_other(column) && vocabulary::savings_words(&column.own.padded))
        });
    let columns = Columns {
        names,
        missing,
        identified,
        whole,
    };
    let rows = rows(table, &columns);
    (rows.len() >= ROWS_MIN).then_some((columns, rows))
}

/// One row for each body that states both parts; totals and subtotals are none.
fn rows(table: &Table<'_, '_>, columns: &Columns<'_>) -> Vec<Row> {
    let row = |at: &u32| {
        let name = one_line(table.grid.text(*at, columns.names.index)?);
        let missing = table.money(*at, columns.missing.index)?;
        let of = |column: Option<&Column>| table.money(*at, column?.index);
        let (identified, whole) = (of(columns.identified), of(columns.whole));
        let whole_value = whole.as_ref().map(|own| own.value);
        let identified = identified.or_else(|| Some(whole? - missing.clone()))?;
        Some(Row {
            whole: whole_value.unwrap_or(identified.value + missing.value),
            at: *at,
            name,
            missing,
            identified,
        })
    };
    let mut rows: Vec<Row> = table.region.rows.iter().filter_map(row).collect();
    rows.retain(|row| roll_up::nobodys(&row.name) || !names::is_whole(&row.name));
    let all: Vec<Money> = rows.iter().map(|row| row.whole).collect();
    let mut at = 0;
    rows.retain(|row| {
        let (above, own) = all.split_at_checked(at).unwrap_or((&[], &[]));
        at += 1;
        let below = own.get(1..).unwrap_or_default();
        let is_sum = is_beside_its_run(row.whole, above, below);
        // The last of three and more that is the sum of those above is their total, whatever it is called.
        !(is_sum && (names_a_kind(&row.name) || (below.is_empty() && above.len() >= ROWS_MIN)))
    });
    rows
}

fn unlisted(
    table: &Table<'_, '_>,
    columns: &Columns<'_>,
    rows: &[Row],
    listed: &[Saving],
) -> Vec<Saving> {
    let is_body = columns.names.role == Some(Role::Organisation);
    let whose = |line: &Saving| {
        let body = line.organisation.as_ref().map(|body| &body.name);
        let own = if is_body {
            body
        } else {
            line.division.as_ref()
        };
        own.map(|name| names::short_key(name))
    };
    // Nobody can say whose part of the column a line without a body repeats.
    let is_vague = |line: &Saving| line.has_no_scheme() && whose(line).is_none();
    let is_none_missing = !rows.iter().any(|row| row.missing.value.is_positive());
    if is_none_missing || listed.iter().any(is_vague) {
        return Vec::new();
    }
    let unit = table.unit.or(table.assumed).unwrap_or_default();
    let digit = Money::from_pounds(unit.digit() * ROUNDED_LINES);
    let mut lines = Vec::new();
    for row in rows {
        let body = names::short_key(&names::labelled(&row.name).name);
        let own = || {
            let of = |line: &&Saving| whose(line).as_ref() == Some(&body);
            listed.iter().filter(of)
        };
        if own().any(Saving::has_no_scheme) {
            continue;
        }
        let sum: Money = own().map(|line| line.value.value).sum();
        if !listed.is_empty() && sum + row.missing.value > row.whole + digit {
            continue;
        }
        if listed.is_empty() && row.identified.value.is_positive() {
            let header = columns.identified.map_or("Identified", |own| &own.own.text);
            let column = columns.identified.or(columns.whole);
            let column = column.unwrap_or(columns.names).index;
            let source = table.at(row.at, column);
            let value = row.identified.clone();
            lines.push(line((header, &source), &row.name, is_body, value));
        }
        if row.missing.value.is_positive() {
            let header = &columns.missing.own.text;
            let source = table.at(row.at, columns.missing.index);
            let mut line = line((header, &source), &row.name, is_body, row.missing.clone());
            line.unidentified = vec![Evidence {
                reason: format!(
                    "it stands under \u{201c}{}\u{201d}, and no list has it",
                    one_line(header)
                ),
                cell: source,
                by_name: false,
            }];
            lines.push(line);
        }
    }
    // Lines that name no body may hold it already.
    let sum = |lines: &[Saving]| -> Money { lines.iter().map(|line| line.value.value).sum() };
    let room: Money = rows.iter().map(|row| row.whole).sum();
    let fits = listed.is_empty() || sum(listed) + sum(&lines) <= room + digit;
    if fits { lines } else { Vec::new() }
}

/// `source` is the cell that makes it a line of its own.
fn line(
    (header, source): (&str, &CellRef),
    name: &str,
    is_body: bool,
    value: Sourced<Money>,
) -> Saving {
    let mut line = roll_up::bare(source.clone(), &one_line(header), value);
    if !is_body {
        line.division = Some(name.to_owned());
    } else if !roll_up::nobodys(name) {
        line.organisation = Some(names::labelled(name));
    }
    line
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};
    use crate::plan::Savings;

    const BODIES: &str = "Fell system savings 2026/27 by body, £000\n\nBody|Target|Identified|Unidentified\nCrake NHS Trust|900|600|300\nDove NHS Trust|500|500|0\nNHS Fell ICB|700|500|200\nFell system|2100|1600|500";

    fn list(rows: &str) -> String {
        format!("Savings schemes 2026/27, £000\n\nOrganisation|Scheme|R/NR|Plan\n{rows}")
    }

    fn told(savings: &Savings) -> Vec<(String, String, bool)> {
        let line = |line: &crate::plan::Saving| {
            (
                line.organisation
                    .as_ref()
                    .map_or_else(String::new, |own| own.name.clone()),
                line.value
                    .cells
                    .first()
                    .map_or_else(String::new, ToString::to_string),
                line.is_unidentified(),
            )
        };
        savings.lines.iter().map(line).collect()
    }

    #[test]
    fn a_column_of_what_is_missing_is_all_there_is_where_nothing_is_listed() {
        let savings = read(&[("By body", BODIES)]).savings.unwrap();
        assert_eq!(savings.unidentified().value, pounds(500_000));
        assert_eq!(savings.total().value, pounds(2_100_000));
        assert_eq!(savings.target.as_ref().unwrap().value, pounds(2_100_000));
        let at = |body: &str, cell: &str, missing| (body.to_owned(), cell.to_owned(), missing);
        assert_eq!(
            told(&savings),
            [
                at("Crake NHS Trust", "'By body'!C4", false),
                at("Crake NHS Trust", "'By body'!D4", true),
                at("Dove NHS Trust", "'By body'!C5", false),
                at("NHS Fell ICB", "'By body'!C6", false),
                at("NHS Fell ICB", "'By body'!D6", true),
            ]
        );
    }

    #[test]
    fn without_a_column_of_what_is_identified_it_is_the_rest() {
        let bodies = "Fell system plan 2026/27, £000\n\nOrganisation|Efficiency plan|of which unidentified\nCrake NHS Trust|900|300\nNHS Fell ICB|700|200\nTotal|1600|500";
        let savings = read(&[("Efficiency", bodies)]).savings.unwrap();
        assert_eq!(savings.unidentified().value, pounds(500_000));
        assert_eq!(savings.total().value, pounds(1_600_000));
    }

    #[test]
    fn beside_lists_only_what_is_missing_is_added() {
        let rows = "Crake NHS Trust|Beds|R|600\nDove NHS Trust|Bank|R|500\nNHS Fell ICB|Care reviews|R|500";
        let savings = read(&[("By body", BODIES), ("Schemes", &list(rows))])
            .savings
            .unwrap();
        assert_eq!(savings.lines.len(), 5);
        assert_eq!(savings.total().value, pounds(2_100_000));
        assert_eq!(savings.unidentified().value, pounds(500_000));
    }

    #[test]
    fn what_a_body_lists_itself_is_not_counted_again() {
        let rows = "Crake NHS Trust|Beds|R|600\nCrake NHS Trust|Unidentified|R|300\nDove NHS Trust|Bank|R|500\nNHS Fell ICB|Care reviews|R|500";
        let savings = read(&[("By body", BODIES), ("Schemes", &list(rows))])
            .savings
            .unwrap();
        assert_eq!(savings.unidentified().value, pounds(500_000));
        assert_eq!(savings.total().value, pounds(2_100_000));
        // The list reaches the target under whatever name.
        let rows = "Crake NHS Trust|Beds|R|900\nDove NHS Trust|Bank|R|500\nNHS Fell ICB|Care reviews|R|700";
        let savings = read(&[("By body", BODIES), ("Schemes", &list(rows))])
            .savings
            .unwrap();
        assert_eq!(savings.lines.len(), 3);
    }

    #[test]
    fn lines_of_nobody_may_hold_it_already() {
        let list =
            "Savings schemes 2026/27, £000\n\nScheme|R/NR|Plan\nBeds|R|1600\nUnidentified|R|500";
        let savings = read(&[("By body", BODIES), ("Schemes", list)])
            .savings
            .unwrap();
        assert_eq!(savings.lines.len(), 2);
        let full = "Savings schemes 2026/27, £000\n\nScheme|R/NR|Plan\nBeds|R|1600\nTheatres|R|500";
        let savings = read(&[("By body", BODIES), ("Schemes", full)])
            .savings
            .unwrap();
        assert_eq!(savings.lines.len(), 2);
    }

    #[test]
    fn divisions_of_one_trust_are_told_apart_alike() {
        let divisions = "Crake NHS Trust CIP 2026/27, £000\n\nDivision|Target|Identified|Unidentified\nMedicine|900|600|300\nSurgery|500|450|50\nTotal|1400|1050|350";
        let savings = read(&[("CIP", divisions)]).savings.unwrap();
        assert_eq!(savings.unidentified().value, pounds(350_000));
        assert_eq!(savings.lines[0].division.as_deref(), Some("Medicine"));
    }

    #[test]
    fn posts_and_pathways_that_are_not_identified_are_no_savings() {
        let bodies = "Fell system workforce 2026/27\n\nBody|Vacancies|Identified|Unidentified\nCrake NHS Trust|90|60|30\nDove NHS Trust|50|50|0";
        assert!(read(&[("Workforce", bodies)]).savings.is_none());
    }
}
