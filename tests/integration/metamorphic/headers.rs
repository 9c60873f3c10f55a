//! Headers in another dress: line breaks, case, words joined by underscores.

use super::book::{Book, Place, Tab};
use super::chance::Chance;
use planproof::workbook::{Cell, Value};

fn header_words(tab: &Tab) -> Vec<(Place, String)> {
    let tables = tab.tables.iter().filter(|table| table.is_plan());
    let places = tables.flat_map(|table| {
        (table.header.0..=table.header.1)
            .flat_map(move |row| table.columns.iter().map(move |column| (row, column.at)))
    });
    let words = places.filter(|place| tab.cells.get(place).is_some_and(is_words));
    words
        .filter_map(|place| Some((place, tab.text(place)?.to_owned())))
        .collect()
}

/// Line breaks where headers had blanks.
pub fn line_breaks(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        for (place, text) in header_words(tab) {
            let breaks = *chance.pick(&["\n", "\r\n", " \n", "\n\n"]);
            let broken = text.split_whitespace().collect::<Vec<_>>().join(breaks);
            done |= broken != text;
            tab.reword(place, &broken);
        }
    }
    done
}

/// All headers of a workbook in one other case.
pub fn cases(book: &mut Book, chance: &mut Chance) -> bool {
    let style = chance.below(4);
    let mut done = false;
    for tab in book.plan_tabs() {
        for (place, text) in header_words(tab) {
            let new = match style {
                0 => text.to_uppercase(),
                2 if !text.contains(['£', '%', '+', '>', '<']) => snake(&text),
                3 => capitals(&text),
                _ => text.to_lowercase(),
            };
            done |= new != text;
            tab.reword(place, &new);
        }
    }
    done
}

fn snake(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

fn capitals(text: &str) -> String {
    let mut start = true;
    text.chars()
        .map(|c| {
            let new = if start {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            };
            start = !c.is_alphanumeric();
            new
        })
        .collect()
}

/// A header cell's words; nothing for months written as dates or numbers.
fn is_words(cell: &Cell) -> bool {
    matches!(&cell.value, Value::Text(text) if text.chars().any(char::is_alphabetic))
}
