//! Blocks of a page as lines of text. A chart is shown as its table.

use super::layout::{Fact, Section, Sheet, Style};
use crate::report::{Align, Block, Chart, Figure, Page, Table, Tone};

/// The large figures and the remarks of a page.
pub(super) fn figures(sheet: &mut Sheet, page: &Page) {
    for block in page.rows.iter().flatten() {
        match block {
            Block::Figures(figures) => sheet.section(&Section {
                title: "",
                rows: figures.iter().map(fact).collect(),
            }),
            Block::Note(note) => {
                sheet.blank();
                let cells = note.link.as_ref().map(|link| format!(" ({})", link.text));
                let text = format!("{}{}", note.text, cells.unwrap_or_default());
                sheet.paragraph(2, style(note.tone), &text);
            }
            Block::Icons(icons) => {
                sheet.blank();
                for icon in icons {
                    sheet.paragraph(
                        2,
                        style(icon.tone),
                        &format!("{}: {}", icon.name, icon.words),
                    );
                }
            }
            Block::Chart(_) | Block::Table(_) | Block::Findings { .. } => {}
        }
    }
}

/// The tables of a page, and its charts as tables.
pub(super) fn tables(sheet: &mut Sheet, page: &Page) {
    for block in page.rows.iter().flatten() {
        match block {
            Block::Chart(Chart { title, twin, .. }) => table(sheet, title, twin),
            Block::Table(own) => table(sheet, &own.title, own),
            Block::Figures(_) | Block::Note(_) | Block::Icons(_) | Block::Findings { .. } => {}
        }
    }
}

fn fact(figure: &Figure) -> Fact {
    let cells = figure.link.as_ref().map(|link| link.text.as_str());
    let said = [Some(figure.detail.as_str()), cells];
    let said: Vec<&str> = said
        .into_iter()
        .flatten()
        .filter(|words| !words.is_empty())
        .collect();
    Fact {
        label: figure.label.clone(),
        value: figure.value.clone(),
        detail: said.join(", "),
        style: style(figure.tone),
    }
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Adverse => Style::Adverse,
        Tone::Muted => Style::Muted,
        Tone::Neutral | Tone::Favourable => Style::Plain,
    }
}

/// A column of words is not shortened below this, in characters.
const WORDS_MIN: usize = 14;

/// Columns under each other, words shortened where they would not fit a terminal; a table whose figures do not fit is left
/// to the window and the pack.
pub(super) fn table(sheet: &mut Sheet, title: &str, table: &Table) {
    let width = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let head = table.columns.get(column).map(|column| &column.label);
        let texts = cells.map(|cell| &cell.text).chain(head);
        texts.map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let fits = |widths: &[usize]| Sheet::fits(widths.iter().map(|width| width + 2).sum());
    while !fits(&widths) {
        let words = widths.iter_mut().zip(&table.columns);
        let words = words.filter(|(width, own)| own.align == Align::Left && **width > WORDS_MIN);
        match words.map(|(width, _)| width).max() {
            Some(widest) => *widest -= 1,
            None => return,
        }
    }
    if table.rows.is_empty() {
        return;
    }
    let line = |texts: &mut dyn Iterator<Item = &String>| {
        let mut line = String::new();
        for ((text, width), column) in texts.zip(&widths).zip(&table.columns) {
            let text = shortened(text, *width);
            let pad = " ".repeat(width.saturating_sub(text.chars().count()));
            let (before, after) = match column.align {
                Align::Left => ("", pad.as_str()),
                Align::Right => (pad.as_str(), ""),
            };
            line.extend([before, &text, after, "  "]);
        }
        line
    };
    sheet.blank();
    sheet.line(Style::Bold, title);
    let heads = line(&mut table.columns.iter().map(|column| &column.label));
    sheet.verbatim(Style::Muted, &heads);
    for row in &table.rows {
        let text = line(&mut row.cells.iter().map(|cell| &cell.text));
        sheet.verbatim(
            if row.strong {
                Style::Bold
            } else {
                Style::Plain
            },
            &text,
        );
    }
}

/// The text, or its beginning where it is longer.
fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let head: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}\u{2026}", head.trim_end())
}
