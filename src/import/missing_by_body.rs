//! What of its savings each body or division has identified and what not, in columns beside each other: lines of the plan
//! where no list of schemes says otherwise.

use super::assemble::whose_table;
use super::gather::ROUNDED_LINES;
use super::kind::Kind;
use super::missing_columns::{ByBody, Row, read};
use super::page::{Found, Page};
use super::position::Whose;
use super::text::{one_line, padded, words};
use super::{names, roll_up, vocabulary};
use crate::plan::{Evidence, FinancialYear, Money, Organisation, Saving, Sourced};
use crate::workbook::CellRef;

/// The lines that such tables add to the listed ones: all there is of the savings of a body that lists none, and of the
/// others what is missing, where their lists name nothing of the kind and leave room for it below what they are to make.
pub(super) fn lines(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    owner: Option<&Organisation>,
    year: Option<FinancialYear>,
    listed: &[Saving],
) -> Vec<Saving> {
    let open = found.iter().enumerate().filter(|(_, one)| is_open(one));
    let tables: Vec<(usize, ByBody<'_>)> = open
        .filter_map(|(at, one)| Some((at, read(&one.table, year)?)))
        .collect();
    let mut rows = tables.iter().flat_map(|(_, own)| &own.rows);
    if !rows.any(Row::is_short) {
        return Vec::new();
    }
    let mut lines: Vec<Saving> = Vec::new();
    let mut fed: Vec<(usize, usize, String, Vec<u32>)> = Vec::new();
    for (at, by_body) in &tables {
        let Some(one) = found.get(*at) else { continue };
        let whose = match whose_table(one, pages, owner) {
            Whose::One(body) if !by_body.is_by_organisation() => Some(body),
            _ => None,
        };
        let table = Counted {
            found: one,
            by_body,
            whose: whose.as_ref(),
        };
        let own = table.unlisted(listed, &lines);
        if !own.is_empty() {
            let said = format!(
                "a column says what has no scheme behind it: \u{201c}{}\u{201d}",
                one_line(by_body.missing_header())
            );
            fed.push((*at, own.len(), said, by_body.columns()));
            lines.extend(own);
        }
    }
    for (at, count, said, columns) in fed {
        if let Some(one) = found.get_mut(at) {
            one.taken = count;
            one.verdict.evidence = vec![said];
            one.lines_from = columns;
        }
    }
    lines
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

/// One such table, and whose divisions it is of.
struct Counted<'c, 'g, 'a> {
    found: &'c Found<'g, 'a>,
    by_body: &'c ByBody<'c>,
    whose: Option<&'c Organisation>,
}

impl Counted<'_, '_, '_> {
    /// What is neither listed nor told by an earlier table of the kind.
    fn unlisted(&self, listed: &[Saving], told: &[Saving]) -> Vec<Saving> {
        let rows: Vec<&Row> = (self.by_body.rows.iter())
            .filter(|row| !told.iter().any(|line| self.is_of(line, row)))
            .collect();
        let listed: Vec<&Saving> = listed
            .iter()
            .filter(|line| self.is_in_scope(line))
            .collect();
        let is_vague = |line: &&&Saving| {
            let key = self.key(line);
            key.is_none() || !self.by_body.rows.iter().any(|row| key == Some(row.key()))
        };
        let vague: Vec<&&Saving> = listed.iter().filter(is_vague).collect();
        // Nobody can say whose part of the column a line without a body repeats.
        if vague.iter().any(|line| line.has_no_scheme()) || self.mixes_with(told) {
            return Vec::new();
        }
        let mut lines = Vec::new();
        for row in rows {
            let own: Vec<&Saving> = (listed.iter().copied())
                .filter(|line| self.key(line) == Some(row.key()))
                .collect();
            if own.is_empty() && vague.is_empty() {
                lines.extend(self.identified(row));
                lines.extend(self.missing(row));
            } else if !own.iter().any(|line| line.has_no_scheme()) && self.has_room(row, &own) {
                lines.extend(self.missing(row));
            }
        }
        // Lines that name no body may hold it already.
        let all: Money = (self.by_body.rows.iter()).filter_map(|row| row.whole).sum();
        let fits =
            vague.is_empty() || sum(listed.iter().copied()) + sum(&lines) <= all + self.rounding();
        let is_told_again = sum(told.iter().filter(|line| self.is_in_scope(line))) == sum(&lines);
        if fits && !is_told_again {
            lines
        } else {
            Vec::new()
        }
    }

    fn rounding(&self) -> Money {
        let table = &self.found.table;
        let unit = table.unit.or(table.assumed).unwrap_or_default();
        Money::from_pounds(unit.digit() * ROUNDED_LINES)
    }

    /// Whether what a body lists leaves room for what it misses below what it is to make.
    fn has_room(&self, row: &Row, own: &[&Saving]) -> bool {
        let missing = row.missing.as_ref().map_or(Money::ZERO, |own| own.value);
        (row.whole)
            .is_some_and(|whole| sum(own.iter().copied()) + missing <= whole + self.rounding())
    }

    /// Whether a line could be a part of what the table tells.
    fn is_in_scope(&self, line: &Saving) -> bool {
        match (self.whose, &line.organisation) {
            (Some(whose), Some(own)) => names::same(whose, own),
            _ => true,
        }
    }

    /// The body or division of a line, whichever the table tells apart.
    fn key(&self, line: &Saving) -> Option<String> {
        let body = line.organisation.as_ref().map(|body| &body.name);
        let own = if self.by_body.is_by_organisation() {
            body
        } else {
            line.division.as_ref()
        };
        own.map(|name| names::short_key(name))
    }

    /// Whether a line of an earlier table is of this row's body: of all of it, of the same division, or of any of its
    /// divisions.
    fn is_of(&self, line: &Saving, row: &Row) -> bool {
        if self.by_body.is_by_organisation() {
            let nobodys = roll_up::nobodys(&row.name) && line.division.is_none();
            return match &line.organisation {
                Some(own) => !nobodys && names::short_key(&own.name) == row.key(),
                None => nobodys,
            };
        }
        let same_body = match (self.whose, &line.organisation) {
            (Some(whose), Some(own)) => names::same(whose, own),
            (whose, own) => whose.is_none() && own.is_none(),
        };
        let key = self.key(line);
        same_body && key.is_none_or(|key| key == row.key())
    }

    /// Whether one tells divisions of nobody knows whom, and the other bodies: they may be the same savings.
    fn mixes_with(&self, told: &[Saving]) -> bool {
        let is_loose = |line: &Saving| line.organisation.is_none() && line.division.is_some();
        let loose = !self.by_body.is_by_organisation() && self.whose.is_none();
        told.iter().any(|line| is_loose(line) != loose)
    }

    fn identified(&self, row: &Row) -> Option<Saving> {
        let value = row.identified.clone()?;
        let header = self.by_body.identified_header(row);
        let column = self.by_body.identified_column().index;
        let source = self.found.table.at(row.at, column);
        (value.value.is_positive()).then(|| self.line((header, source), row, value))
    }

    fn missing(&self, row: &Row) -> Option<Saving> {
        let value = row.missing.clone().filter(|own| own.value.is_positive())?;
        let header = self.by_body.missing_header();
        let source = (value.cells.first().cloned())
            .unwrap_or_else(|| self.found.table.at(row.at, self.by_body.names.index));
        let mut line = self.line((header, source.clone()), row, value);
        line.unidentified = vec![Evidence {
            reason: format!(
                "it stands under \u{201c}{}\u{201d}, and no list has it",
                one_line(header)
            ),
            cell: source,
            by_name: false,
        }];
        Some(line)
    }

    /// `source` is the cell that makes it a line of its own.
    fn line(&self, (header, source): (&str, CellRef), row: &Row, value: Sourced<Money>) -> Saving {
        let mut line = roll_up::bare(source, &one_line(header), value);
        if !self.by_body.is_by_organisation() {
            line.division = Some(row.name.clone());
            line.organisation = self.whose.cloned();
        } else if !roll_up::nobodys(&row.name) {
            line.organisation = Some(names::labelled(&row.name));
        }
        line
    }
}

fn sum<'s>(lines: impl IntoIterator<Item = &'s Saving>) -> Money {
    lines.into_iter().map(|line| line.value.value).sum()
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read, sheet, workbook};
    use crate::import::{Class, TableKind, import};
    use crate::plan::Savings;
    use crate::review::{Meaning, Review};

    const BODIES: &str = "Fell system savings 2026/27 by body, £000\n\nBody|Target|Identified|Unidentified\nCrake NHS Trust|900|600|300\nDove NHS Trust|500|500|0\nNHS Fell ICB|700|500|200\nFell system|2100|1600|500";

    /// The same beside a list of schemes with these rows.
    fn beside(rows: &str) -> Savings {
        let list =
            format!("Savings schemes 2026/27, £000\n\nOrganisation|Scheme|R/NR|Plan\n{rows}");
        let plan = read(&[("By body", BODIES), ("Schemes", &list)]);
        plan.savings.unwrap()
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
        let savings = beside(rows);
        assert_eq!(savings.lines.len(), 5);
        assert_eq!(savings.total().value, pounds(2_100_000));
        assert_eq!(savings.unidentified().value, pounds(500_000));
    }

    #[test]
    fn what_a_body_lists_itself_is_not_counted_again() {
        let rows = "Crake NHS Trust|Beds|R|600\nCrake NHS Trust|Unidentified|R|300\nDove NHS Trust|Bank|R|500\nNHS Fell ICB|Care reviews|R|500";
        let savings = beside(rows);
        assert_eq!(savings.unidentified().value, pounds(500_000));
        assert_eq!(savings.total().value, pounds(2_100_000));
        // The list reaches the target under whatever name.
        let rows = "Crake NHS Trust|Beds|R|900\nDove NHS Trust|Bank|R|500\nNHS Fell ICB|Care reviews|R|700";
        let savings = beside(rows);
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

    #[test]
    fn a_blank_or_a_dash_leaves_the_rest_of_its_body() {
        let bodies = "Fell system savings 2026/27 by body, £000\n\nBody|Target|Identified|Unidentified\nCrake NHS Trust|900|600|300\nDove NHS Trust|500|500|-\nElm NHS Trust|400|400|\nNHS Fell ICB|200||200";
        let savings = read(&[("By body", bodies)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(2_000_000));
        assert_eq!(savings.unidentified().value, pounds(500_000));
        assert_eq!(savings.lines.len(), 5);
        let plans = "Fell system plan 2026/27, £000\n\nOrganisation|Efficiency plan|of which unidentified\nCrake NHS Trust|900|300\nDove NHS Trust|500|\nNHS Fell ICB|700|200";
        let savings = read(&[("Efficiency", plans)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(2_100_000));
        let names: Vec<&str> = savings.lines.iter().map(|own| own.name.as_str()).collect();
        let (rest, missing) = ("Identified", "of which unidentified");
        assert_eq!(names, [rest, missing, "Efficiency plan", rest, missing]);
        // What is asked of a body is not planned for that.
        let asked = plans.replace("Efficiency plan", "Efficiency target");
        let savings = read(&[("Efficiency", &asked)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(1_600_000));
    }

    #[test]
    fn a_body_that_lists_nothing_is_told_by_the_table_alone() {
        let rows = "Crake NHS Trust|Beds|R|400\nCrake NHS Trust|Bank|R|200";
        let savings = beside(rows);
        assert_eq!(savings.total().value, pounds(2_100_000));
        assert_eq!(savings.unidentified().value, pounds(500_000));
    }

    #[test]
    fn the_column_that_the_parts_make_is_their_whole_and_all_that_is_identified_counts() {
        let bodies = "Fell system savings 2026/27 by body, £000\n\nBody|Board target|Identified recovery plans|Identified other|Unidentified|Savings total\nCrake NHS Trust|950|400|200|300|900\nDove NHS Trust|550|300|150|50|500\nNHS Fell ICB|750|500|0|200|700";
        let savings = read(&[("By body", bodies)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(2_100_000));
        let told = told(&savings);
        assert_eq!(told[0].1, "'By body'!C4");
        let crake = &savings.lines[0].value;
        assert_eq!((crake.value, crake.cells.len()), (pounds(600_000), 2));
        // Of which parts beside the whole they make are counted once.
        let parts = "Fell system savings 2026/27 by body, £000\n\nBody|Identified|Identified high risk|Identified low risk|Unidentified\nCrake NHS Trust|600|400|200|300\nDove NHS Trust|450|300|150|50\nNHS Fell ICB|500|500|0|200";
        let savings = read(&[("By body", parts)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(2_100_000));
    }

    #[test]
    fn several_tables_count_each_for_its_own_bodies_and_once() {
        let trust = |name: &str, medicine: u32| {
            format!(
                "{name} CIP 2026/27, £000\n\nDivision|Target|Identified|Unidentified\nMedicine|{}|{medicine}|300\nSurgery|500|450|50",
                medicine + 300
            )
        };
        let (crake, dove) = (trust("Crake NHS Trust", 600), trust("Dove NHS Trust", 700));
        let savings = read(&[("Crake", &crake), ("Dove", &dove)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(2_900_000));
        let bodies: Vec<String> = told(&savings).into_iter().map(|own| own.0).collect();
        assert_eq!(bodies[..4], ["Crake NHS Trust"; 4]);
        assert_eq!(bodies[4..], ["Dove NHS Trust"; 4]);
        // The divisions of a body that a table of bodies has told already add nothing.
        let savings = read(&[("By body", BODIES), ("Crake", &crake)])
            .savings
            .unwrap();
        assert_eq!(savings.total().value, pounds(2_100_000));
        let again = BODIES.replace("by body", "by body, as reported");
        let savings = read(&[("By body", BODIES), ("Again", &again)])
            .savings
            .unwrap();
        assert_eq!(savings.total().value, pounds(2_100_000));
    }

    #[test]
    fn the_table_is_told_as_one_that_was_read() {
        let sheets = vec![sheet("By body", BODIES)];
        let coverage = import(&[workbook(sheets)], &Review::default()).coverage;
        let table = &coverage.sheets[0].tables[0];
        assert_eq!((table.kind, table.lines), (TableKind::Savings, 5));
        let taken: Vec<Meaning> = table.columns.iter().map(|own| own.taken_for).collect();
        let value = Meaning::PlanValue;
        assert_eq!(
            taken,
            [Meaning::Organisation, Meaning::Target, value, value]
        );
        assert_eq!(table.numbers.of(Class::Elsewhere), 0);
        assert!(coverage.not_understood.is_empty());
        assert_eq!(coverage.tables_read(), 1);
    }

    #[test]
    fn what_stands_on_any_step_of_the_ladder_is_identified() {
        let bodies = "Fell system efficiency 2026/27 £000\n\nOrganisation|Fully developed|Plans in progress|Opportunity|Unidentified|Total\n\
            Crake NHS Trust|300|200|100|300|900\nDove NHS Trust|300|100|100|-|500\nNHS Fell ICB|250|150|100|200|700\nTotal|850|450|300|500|2100";
        let savings = read(&[("System", bodies)]).savings.unwrap();
        assert_eq!(savings.unidentified().value, pounds(500_000));
        assert_eq!(savings.total().value, pounds(2_100_000));
    }
}
