//! Figures typed as text: grouped digits, brackets, dashes.

use super::book::Book;
use super::chance::Chance;
use super::money::{figures, number};
use planproof::workbook::Value;

/// Some figures of the savings plan typed as text: grouped digits, brackets for less than nothing.
pub fn typed(book: &mut Book, chance: &mut Chance) -> bool {
    let share = 1 + chance.below(3);
    let mut done = false;
    for tab in book.plan_tabs() {
        for place in figures(tab) {
            let cell = tab.cells.get_mut(&place).unwrap();
            let Some(value) = number(cell) else { continue };
            // A format that scales what is shown would be lost.
            let plain = cell.format.as_deref().is_none_or(|format| {
                !format.contains(['"', 'k', 'm'])
                    && !format.ends_with(',')
                    && !format.contains(",;")
            });
            if plain && value != 0.0 && chance.one_in(share) {
                cell.value = Value::Text(grouped(value).into());
                cell.format = Some("@".into());
                done = true;
            }
        }
    }
    done
}

fn grouped(value: f64) -> String {
    let text = format!("{}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    if value < 0.0 { format!("({out})") } else { out }
}

/// Dashes where nothing is planned.
pub fn dashes(book: &mut Book, chance: &mut Chance) -> bool {
    let dash = *chance.pick(&["-", "–", " - ", "—"]);
    let mut done = false;
    for tab in book.plan_tabs() {
        let lines: Vec<u32> = tab
            .tables
            .iter()
            .flat_map(|table| table.lines.iter().map(|line| line.row))
            .collect();
        for place in figures(tab) {
            let cell = tab.cells.get_mut(&place).unwrap();
            if number(cell) == Some(0.0) && (lines.contains(&place.0) || chance.one_in(2)) {
                cell.value = Value::Text(dash.into());
                done = true;
            }
        }
    }
    done
}
