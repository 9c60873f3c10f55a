//! Rewritings that move everything alike: blank rows and columns, prose above, notes below.

use super::book::{Book, Tab};
use super::chance::Chance;

const PROSE: [&str; 8] = [
    "Prepared for the finance and performance committee.",
    "Please complete the yellow cells only and return the file to the programme office.",
    "Queries to the programme management office, extension 4410.",
    "Every scheme above £50k needs a quality impact assessment before it is signed off.",
    "Figures are shown as submitted and have been checked by the directorate accountants.",
    "This page is printed on A3 for the meeting.",
    "The programme meets on the second Tuesday of each month.",
    "Source: divisional returns, as agreed with each executive lead.",
];

/// Blank rows before, between and within; blank columns before and as spacers.
pub fn blanks(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let before = 1 + u32::try_from(chance.below(4)).unwrap();
        let header = tab.tables[0].header.1;
        done |= match chance.below(5) {
            0 => tab.insert_rows(0, before),
            1 => tab.insert_columns(0, before.min(2)),
            2 => tab.insert_rows(header + 1, 1),
            3 => spacer(tab, chance),
            _ => between_lines(tab, chance),
        };
    }
    done
}

/// A blank column between two columns of the first table, where no merged area spans it.
fn spacer(tab: &mut Tab, chance: &mut Chance) -> bool {
    let table = &tab.tables[0];
    if table.columns.len() < 3 {
        return false;
    }
    let at = table.columns[1 + chance.below(table.columns.len() - 1)].at;
    let spanned = tab
        .merges
        .iter()
        .any(|area| area.first_column < at && area.last_column >= at);
    !spanned && tab.insert_columns(at, 1)
}

/// A blank row before one of the lines that stand one below the other.
fn between_lines(tab: &mut Tab, chance: &mut Chance) -> bool {
    let Some(table) = tab.tables.iter().find(|table| table.lines.len() >= 3) else {
        return false;
    };
    let row = table.lines[1 + chance.below(table.lines.len() - 1)].row;
    let spanned = tab
        .merges
        .iter()
        .any(|area| area.first_row < row && area.last_row >= row);
    !spanned && tab.insert_rows(row, 1)
}

/// The header moves down, with prose above it: at the top of the sheet or right above the first table.
pub fn prose_above(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let Some(first) = tab.tables.iter().map(|table| table.header.0).min() else {
            continue;
        };
        let lines = 1 + chance.below(4);
        let at = if chance.one_in(2) || first == 0 {
            0
        } else {
            first
        };
        // One blank row keeps the prose apart from what was above.
        let count = u32::try_from(lines).unwrap();
        tab.insert_rows(at, count + 1);
        let column = tab.tables[0].first_column();
        for line in 0..count {
            let text = *chance.pick(&PROSE);
            tab.put((at + line, column), text);
        }
        done = true;
    }
    done
}

/// Footnotes below everything.
pub fn notes_below(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let first = tab.last_row() + 1 + u32::try_from(chance.below(3)).unwrap();
        let column = tab.tables[0].first_column();
        for line in 0..=u32::try_from(chance.below(3)).unwrap() {
            let text = format!("{}. {}", line + 1, chance.pick(&PROSE));
            tab.put((first + line, column), &text);
        }
        done = true;
    }
    done
}
