//! Exports that hold a portfolio, its programmes, their schemes and the milestones of these in one list, and say of each row
//! which it is: only the finest that bear a value are lines.

use super::rows::{Row, RowKind};
use super::table::Table;

/// From the whole to its parts.
const STEPS: [&[&str]; 4] = [
    &["portfolio"],
    &["programme", "program", "workstream", "theme"],
    &["scheme", "project", "initiative", "saving"],
    &["milestone", "task", "action", "activity"],
];

/// Fewer rows may be called so by chance.
const ROWS_MIN: usize = 4;

fn step(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    STEPS.iter().position(|step| step.contains(&text.as_str()))
}

/// Makes totals of the rows that stand for others.
pub(super) fn set_aside(table: &Table<'_, '_>, rows: &mut [Row]) {
    let says = |row: &Row, column: u32| table.grid.text(row.at, column).and_then(step);
    let tells = |column: u32| {
        let told = rows
            .iter()
            .filter(|row| says(row, column).is_some())
            .count();
        told >= ROWS_MIN && told * 10 >= rows.len() * 9
    };
    let mut texts = table.columns.iter().filter(|column| column.is_text());
    let Some(column) = texts
        .find(|column| tells(column.index))
        .map(|column| column.index)
    else {
        return;
    };
    let lines = rows.iter().filter(|row| row.kind == RowKind::Line);
    let Some(finest) = lines.filter_map(|row| says(row, column)).max() else {
        return;
    };
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Line) {
        if says(row, column).is_some_and(|step| step < finest) {
            row.kind = RowKind::Total;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    #[test]
    fn programmes_and_the_portfolio_are_sums_of_their_schemes() {
        let drawn = "Level|Primary|Row Type|SRO|Stage|25/26 In-Year Plan (£)|Recurring / One-off\n0|CIP portfolio|Portfolio|CFO||900000\n\
            1|Staffing|Programme|CPO||700000\n2|Agency exit|Scheme|CPO|4 Live|400000|Recurring\n3|Contract ends|Milestone\n2|Rota|Scheme|CPO|1 Idea|300000|Recurring\n\
            1|Estates|Programme|CFO||200000\n2|Rates|Scheme|CFO|4 Live|200000|One-off";
        let savings = read(&[("CIP portfolio 25-26", drawn)]).savings.unwrap();
        assert_eq!(savings.lines.len(), 3);
        assert_eq!(savings.total().value, pounds(900_000));
    }
}
