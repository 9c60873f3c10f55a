//! Rows that stand for the rows below them: numbered 1 above 1.1 and 1.2, or set apart from them by a dash or an indent, and
//! as large as their sum; or named by them as their parent. Somebody may be named for such a row, and it is a total all the same.

use super::header::Role;
use super::rows::{Row, RowKind};
use super::table::{Column, Table};
use crate::plan::Money;
use std::collections::{BTreeMap, HashMap};

/// What tells a row's rank: its number, and how far its name is set in.
struct Rank {
    number: Option<String>,
    inset: usize,
}

pub(super) fn set_aside(table: &Table<'_, '_>, rows: &mut [Row]) {
    named_by_their_parts(table, rows);
    of_no_state(table, rows);
    let ranks: Vec<Rank> = rows.iter().map(|row| rank(table, row)).collect();
    for at in 0..rows.len() {
        let Some(value) = rows.get(at).and_then(figure) else {
            continue;
        };
        let (Some(own), Some(below)) = (ranks.get(at), ranks.get(at + 1..)) else {
            continue;
        };
        let under = below.iter().take_while(|rank| rank.is_under(own)).count();
        let parts: Vec<Money> = rows
            .iter()
            .skip(at + 1)
            .take(under)
            .filter(|row| row.kind == RowKind::Line)
            .filter_map(figure)
            .collect();
        let sum: Money = parts.iter().copied().sum();
        let is_parent = parts.len() >= 2 && !value.is_zero() && is_near(value, sum);
        if let Some(row) = rows.get_mut(at).filter(|_| is_parent) {
            row.kind = RowKind::Total;
        }
    }
}

/// In an export each project may bear the number of its programme, which has a row of its own.
fn named_by_their_parts(table: &Table<'_, '_>, rows: &mut [Row]) {
    let Some(own) = table.by_role(Role::Reference).map(|column| column.index) else {
        return;
    };
    let number = |row: &Row, column: u32| table.grid.text(row.at, column).map(str::trim);
    let numbers: HashMap<&str, usize> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((number(row, own)?, at)))
        .collect();
    let names_rows = |column: &&Column| {
        let mut named = rows
            .iter()
            .filter_map(|row| number(row, column.index))
            .peekable();
        column.index != own
            && column.distinct < column.texts
            && named.peek().is_some()
            && named.all(|name| numbers.contains_key(name))
    };
    let mut words = table.columns.iter().filter(|column| column.is_text());
    let Some(parent) = words.find(names_rows).map(|column| column.index) else {
        return;
    };
    let mut sums: BTreeMap<usize, Money> = BTreeMap::new();
    for row in rows.iter() {
        let named = number(row, parent).and_then(|name| numbers.get(name));
        if let (Some(at), Some(value)) = (named, figure(row)) {
            *sums.entry(*at).or_default() += value;
        }
    }
    for (at, sum) in sums {
        let Some(row) = rows.get_mut(at) else {
            continue;
        };
        if figure(row).is_some_and(|value| is_near(value, sum)) {
            row.kind = RowKind::Total;
        }
    }
}

/// Where lines say how far they are, whether they last and whose they are, rows that say none of it and stand before
/// their parts, each as large as the rows down to the next such one: "CG1 | Surgery" above FIP001 to FIP005.
fn of_no_state(table: &Table<'_, '_>, rows: &mut [Row]) {
    let asked: Vec<u32> = [Role::Status, Role::Recurrence, Role::Risk, Role::Owner]
        .into_iter()
        .filter_map(|role| table.by_role(role))
        .filter(|column| column.texts * 2 >= table.region.rows.len())
        .map(|column| column.index)
        .collect();
    if asked.len() < ASKED_MIN {
        return;
    }
    let silent = |row: &Row| {
        let said = |column: &u32| table.grid.cell(row.at, *column).is_some();
        row.kind == RowKind::Line && !asked.iter().any(said)
    };
    let heads: Vec<usize> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| silent(row).then_some(at))
        .collect();
    let ends = heads.iter().skip(1).copied().chain([rows.len()]);
    let sums = |(head, end): (usize, usize)| {
        let parts = rows.get(head + 1..end).unwrap_or_default().iter();
        let parts: Vec<Money> = parts
            .take_while(|row| row.kind == RowKind::Line || row.kind == RowKind::Note)
            .filter_map(figure)
            .collect();
        let own = rows.get(head).and_then(figure);
        let sum: Money = parts.iter().copied().sum();
        !parts.is_empty() && own.is_some_and(|own| !own.is_zero() && is_near(own, sum))
    };
    let parents: Vec<usize> = heads
        .iter()
        .copied()
        .zip(ends)
        .filter(|pair| sums(*pair))
        .map(|(head, _)| head)
        .collect();
    // One alone may be chance.
    if parents.len() < PARENTS_MIN || parents.len() * 4 < heads.len() * 3 {
        return;
    }
    for at in parents {
        if let Some(row) = rows.get_mut(at) {
            row.kind = RowKind::Total;
        }
    }
}

const ASKED_MIN: usize = 2;
const PARENTS_MIN: usize = 2;

/// Rounded parts may miss their sum by one of the last place each; a thousandth is more than that.
fn is_near(value: Money, sum: Money) -> bool {
    let thousandth = value.abs().pounds() / rust_decimal::Decimal::ONE_THOUSAND;
    value.agrees_with(sum, Money::from_pounds(thousandth))
}

fn figure(row: &Row) -> Option<Money> {
    (row.kind == RowKind::Line).then_some(row.value.as_ref()?.value)
}

impl Rank {
    fn is_under(&self, parent: &Self) -> bool {
        let numbered = match (&parent.number, &self.number) {
            (Some(parent), Some(own)) => own
                .strip_prefix(parent.as_str())
                .is_some_and(|rest| rest.starts_with('.')),
            _ => false,
        };
        numbered || self.inset > parent.inset
    }
}

fn rank(table: &Table<'_, '_>, row: &Row) -> Rank {
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line));
    let text = name.and_then(|column| table.grid.text(row.at, column.index));
    Rank {
        number: table
            .by_role(Role::Reference)
            .and_then(|column| table.grid.label(row.at, column.index))
            .map(|number| number.trim().trim_end_matches('.').to_owned())
            .filter(|number| !number.is_empty()),
        inset: text.map_or(0, inset),
    }
}

/// Blanks in front of a name, and a dash or bullet.
fn inset(text: &str) -> usize {
    let marks = |c: char| matches!(c, '-' | '\u{2013}' | '\u{2022}' | '>' | '\u{2192}' | '*');
    let blanks = text.len() - text.trim_start().len();
    blanks + usize::from(text.trim_start().starts_with(marks))
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::review::Review;

    fn names(drawn: &str) -> Vec<String> {
        let read = import(&[workbook(vec![sheet("CIP", drawn)])], &Review::default());
        let lines = read.plan.savings.unwrap().lines;
        lines.into_iter().map(|line| line.name).collect()
    }

    #[test]
    fn a_numbered_parent_with_a_lead_is_no_line() {
        let read = names(
            "CIP 2025/26 £000\n\nNo|Scheme|Lead|Plan\n1|Workforce|CPO|900\n1.1|Agency|CPO|600\n1.2|Bank|CPO|300\n2|Fleet|CFO|70",
        );
        assert_eq!(read, ["Agency", "Bank", "Fleet"]);
    }

    #[test]
    fn a_row_that_others_name_as_their_parent_is_no_line() {
        let read = names(
            "CIP 2025/26 £\n\nRecord ID|Parent ID|Title|Stage|Owner|In year plan\nP1||Workforce|||900\nJ1|P1|Agency|Approved|AB|600\nJ2|P1|Bank|Idea|CD|300\nP2||Fleet|||70\nJ3|P2|Leases|Approved|AB|70",
        );
        assert_eq!(read, ["Agency", "Bank", "Leases"]);
    }

    #[test]
    fn a_parent_of_dashed_parts_is_no_line_unless_they_add_up_to_something_else() {
        let drawn = |workforce: u32| {
            format!(
                "CIP 2025/26 £000\n\nScheme|Lead|Plan\nWorkforce|CPO|{workforce}\n- Agency|CPO|600\n- Bank|CPO|300\nFleet|CFO|70"
            )
        };
        assert_eq!(names(&drawn(900)), ["- Agency", "- Bank", "Fleet"]);
        assert_eq!(names(&drawn(500)).len(), 4);
    }
}
