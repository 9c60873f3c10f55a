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

/// Columns under each other. Where they would not fit a terminal headings are broken at their words, then words shortened;
/// a table whose figures do not fit is left to the window and the pack.
pub(super) fn table(sheet: &mut Sheet, title: &str, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let Some((widths, heads)) = widths(table) else {
        return;
    };
    let line = |texts: &mut dyn Iterator<Item = &str>| {
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
    let deep = heads.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..deep {
        // The last line of each heading stands right above the figures.
        let part = |head: &Vec<String>| {
            let first = deep - head.len();
            at.checked_sub(first).and_then(|own| head.get(own)).cloned()
        };
        let parts: Vec<String> = heads
            .iter()
            .map(|head| part(head).unwrap_or_default())
            .collect();
        sheet.verbatim(Style::Muted, &line(&mut parts.iter().map(String::as_str)));
    }
    for row in &table.rows {
        let text = line(&mut row.cells.iter().map(|cell| cell.text.as_str()));
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

/// The width of each column and the lines of its heading; `None` where they cannot be made to fit.
fn widths(table: &Table) -> Option<(Vec<usize>, Vec<Vec<String>>)> {
    let long = |text: &str| text.chars().count();
    let cells = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(|cell| long(&cell.text)).max().unwrap_or(0)
    };
    let fits = |widths: &[usize]| Sheet::fits(widths.iter().map(|width| width + 2).sum());
    let figures: Vec<usize> = (0..table.columns.len()).map(cells).collect();
    let labels = || table.columns.iter().map(|own| own.label.as_str());
    let whole = figures.iter().zip(labels());
    let mut widths: Vec<usize> = whole.map(|(own, label)| (*own).max(long(label))).collect();
    if fits(&widths) {
        return Some((
            widths,
            labels().map(|label| vec![label.to_owned()]).collect(),
        ));
    }
    let narrow = figures.iter().zip(labels());
    widths = narrow
        .map(|(own, label)| label.split(' ').map(long).fold(*own, usize::max))
        .collect();
    let heads = labels().zip(&widths);
    let heads = heads.map(|(label, width)| broken(label, *width)).collect();
    while !fits(&widths) {
        let words = widths.iter_mut().zip(&table.columns);
        let words = words.filter(|(width, own)| own.align == Align::Left && **width > WORDS_MIN);
        *words.map(|(width, _)| width).max()? -= 1;
    }
    Some((widths, heads))
}

/// The words of a heading on as few lines as the width allows.
fn broken(label: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The text, or where it is longer its beginning and its end: what tells lines apart may stand in either.
fn shortened(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return text.to_owned();
    }
    let tail = width / 3;
    let head = width.saturating_sub(tail + 1);
    let beginning: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(length - tail).collect();
    format!("{}\u{2026}{}", beginning.trim_end(), end.trim_start())
}
