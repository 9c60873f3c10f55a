//! Merged groups above single headers.

use super::book::Book;
use super::chance::Chance;
use super::table::Column;
use planproof::import::TableKind;
use planproof::workbook::Area;

/// Merged groups above single headers: the scheme, the money, the months.
pub fn groups(book: &mut Book, chance: &mut Chance) -> bool {
    let (details, money, phases) = *chance.pick(&[
        ("Scheme details", "Financials", "Monthly profile"),
        ("Scheme", "Value", "Phasing"),
        ("Project information", "Plan", "Profile by month"),
    ]);
    let mut done = false;
    for tab in book.plan_tabs() {
        for at in 0..tab.tables.len() {
            let table = tab.tables[at].clone();
            if !table.is(TableKind::Savings) || !table.is_simple(tab) || table.columns.len() < 4 {
                continue;
            }
            let row = table.header.0;
            tab.insert_rows(row, 1);
            let counts = |at: u32| {
                let cells =
                    (row + 2..=table.last_row + 1).filter_map(|row| tab.cells.get(&(row, at)));
                cells.filter(|cell| cell.decimal().is_some()).count() > 1
            };
            let numeric: Vec<u32> = table
                .columns
                .iter()
                .map(|column| column.at)
                .filter(|at| counts(*at))
                .collect();
            let group = |column: &Column| {
                if column.is_month() {
                    phases
                } else if column.is_money()
                    || (column.meaning != "reference" && numeric.contains(&column.at))
                {
                    money
                } else {
                    details
                }
            };
            for run in table.columns.chunk_by(|a, b| group(a) == group(b)) {
                // Figures that are no plan of the year bear their own words, and no group does.
                let mixed = group(&run[0]) == money
                    && run.iter().any(|column| {
                        matches!(
                            column.meaning.as_str(),
                            "plan to date" | "actual to date" | "forecast" | "not used"
                        )
                    });
                if mixed || (group(&run[0]) == details && run.len() < 2) {
                    continue;
                }
                tab.put((row, run[0].at), group(&run[0]));
                if run.len() == 1 {
                    continue;
                }
                tab.merges.push(Area {
                    first_row: row,
                    last_row: row,
                    first_column: run[0].at,
                    last_column: run[run.len() - 1].at,
                });
            }
            tab.tables[at].header.0 = row;
            done = true;
        }
    }
    done
}
