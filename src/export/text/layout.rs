//! Lines of text with weight and colour, wrapped for reading. Knows nothing of plans.

use std::fmt::Write as _;

/// Text is wrapped here, whatever the terminal: longer lines are hard to read.
const WIDTH: usize = 96;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    Muted,
    Adverse,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Muted => "\u{1b}[2m",
            // The nearest of the 256 colours to the adverse colour of the pages.
            Self::Adverse => "\u{1b}[1;38;5;166m",
        }
    }

    fn paint(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            style => format!("{}{text}\u{1b}[0m", style.code()),
        }
    }
}

/// Facts of one kind: label, figure, what it rests on.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub title: &'static str,
    pub rows: Vec<Fact>,
}

#[derive(Debug)]
pub(super) struct Fact {
    pub label: String,
    pub value: String,
    pub detail: String,
    pub style: Style,
}

#[derive(Debug, Default)]
pub(super) struct Sheet {
    text: String,
}

impl Sheet {
    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Whether a line of this many characters stands on a terminal without wrapping.
    pub fn fits(width: usize) -> bool {
        width <= WIDTH + 2
    }

    /// A line that is already laid out.
    pub fn verbatim(&mut self, style: Style, text: &str) {
        self.put(2, &style.paint(clean(text).trim_end()));
    }

    /// One paragraph from the margin.
    pub fn line(&mut self, style: Style, text: &str) {
        self.paragraph(0, style, text);
    }

    pub fn paragraph(&mut self, indent: usize, style: Style, text: &str) {
        for line in wrapped(text, WIDTH.saturating_sub(indent)) {
            self.put(indent, &style.paint(&line));
        }
    }

    /// Severity, title, and the stake at the right.
    pub fn finding_head(&mut self, style: Style, severity: &str, title: &str, stake: &str) {
        let used = severity.chars().count() + 2 + title.chars().count() + 2 + stake.chars().count();
        let gap = " ".repeat(WIDTH.saturating_sub(used + 2) + 2);
        let severity = style.paint(severity);
        let title = Style::Bold.paint(title);
        let stake = if stake.is_empty() {
            String::new()
        } else {
            format!("{gap}{}", style.paint(stake))
        };
        self.put(2, &format!("{severity}  {title}{stake}"));
    }

    /// Labels left, figures right, details after; nothing at all where there are no rows.
    pub fn section(&mut self, section: &Section) {
        if section.rows.is_empty() {
            return;
        }
        self.blank();
        if !section.title.is_empty() {
            self.line(Style::Bold, section.title);
        }
        let widest = |part: fn(&Fact) -> &str| {
            let width = |fact| part(fact).chars().count();
            section.rows.iter().map(width).max().unwrap_or(0)
        };
        let labels = widest(|fact| &fact.label).min(44);
        let values = widest(|fact| &fact.value);
        for fact in &section.rows {
            let label = pad_right(&clean(&fact.label), labels);
            let value = fact.style.paint(&pad_left(&fact.value, values));
            let indent = 2 + labels + 2 + values + 2;
            let mut details = wrapped(&fact.detail, WIDTH.saturating_sub(indent)).into_iter();
            let first = details.next().unwrap_or_default();
            self.put(
                2,
                &format!("{label}  {value}  {}", Style::Muted.paint(&first)),
            );
            for detail in details {
                self.put(indent, &Style::Muted.paint(&detail));
            }
        }
    }

    pub fn into_text(self) -> String {
        self.text
    }

    fn put(&mut self, indent: usize, text: &str) {
        // Writing to a string cannot fail.
        _ = writeln!(self.text, "{:indent$}{}", "", text.trim_end());
    }
}

fn pad_right(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

fn pad_left(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{}{text}", " ".repeat(missing))
}

/// Control characters, which a workbook could use to rewrite the terminal, become blanks.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Lines of at most `width` characters, broken at blanks; a longer word stands alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let clean = clean(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in clean.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_blanks() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("incomprehensible", 4), ["incomprehensible"]);
        assert!(wrapped("  ", 9).is_empty());
    }

    #[test]
    fn a_workbook_cannot_write_to_the_terminal() {
        let mut sheet = Sheet::default();
        sheet.line(Style::Plain, "Ward\u{1b}[2J 7\nnext");
        assert_eq!(sheet.into_text(), "Ward [2J 7 next\n");
    }

    #[test]
    fn figures_stand_under_each_other() {
        let fact = |label: &str, value: &str| Fact {
            label: label.to_owned(),
            value: value.to_owned(),
            detail: String::new(),
            style: Style::Plain,
        };
        let mut sheet = Sheet::default();
        sheet.section(&Section {
            title: "Savings",
            rows: vec![fact("Total", "£113.0m"), fact("Unidentified", "£4m")],
        });
        let text = sheet.into_text();
        let ends: Vec<usize> = text
            .lines()
            .skip(2)
            .map(|line| line.chars().count())
            .collect();
        assert_eq!(ends.first(), ends.last());
    }
}
