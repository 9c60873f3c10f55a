//! Findings: what is wrong, what is at stake, what to ask, where it stands.

use super::canvas::{Anchor, Canvas, Role, Stroke};
use super::style::{ADVERSE, BODY, FAVOURABLE, Frame, GRID, SECONDARY, SMALL, STRONG, TEXT, Type};
use crate::finding::Severity;
use crate::report::FindingItem;

const PADDING: f32 = 7.0;
/// Where no question is asked: the items are there to be seen at a glance, and together.
const CLOSE: f32 = 4.0;
const GUTTER: f32 = 26.0;
/// From here on the question stands beside the message.
const WIDE: f32 = 560.0;
const MOST_LINES: usize = 7;
const TITLE: Type = STRONG.sized(12.5);
const STAKE: Type = TITLE.coloured(ADVERSE);
const CELLS: Type = SMALL.coloured(FAVOURABLE);
const GRADE: Type = SMALL.coloured(SECONDARY);

/// Findings set for a width.
pub struct SetFindings {
    items: Vec<SetItem>,
    wide: bool,
}

struct SetItem {
    title: Vec<String>,
    stake: Vec<String>,
    grade: &'static str,
    message: Vec<String>,
    question: Vec<String>,
    cells: Vec<String>,
    columns: Columns,
    height: f32,
}

/// Widths of the message, of the question and of the stake; the padding above and below.
#[derive(Clone, Copy)]
struct Columns {
    message: f32,
    question: f32,
    stake: f32,
    padding: f32,
}

impl SetFindings {
    pub fn new(canvas: &Canvas<'_>, items: &[FindingItem], width: f32) -> Self {
        let wide = width >= WIDE;
        let columns = columns(canvas, items, width, wide);
        let set = |item| SetItem::new(canvas, item, columns, wide);
        Self {
            items: items.iter().map(set).collect(),
            wide,
        }
    }

    pub fn height_from(&self, first: usize) -> f32 {
        self.items.iter().skip(first).map(|item| item.height).sum()
    }

    pub fn least_height_from(&self, first: usize) -> f32 {
        self.items.get(first).map_or(0.0, |item| item.height)
    }

    /// A glance shows the two gravest at least, and says how many more there are.
    pub fn glance_height(&self) -> f32 {
        let shown: f32 = self.items.iter().take(2).map(|item| item.height).sum();
        shown + GRADE.leading() + PADDING
    }

    /// As many of the gravest as fit, and how many more there are.
    pub fn draw_glance(&self, canvas: &mut Canvas<'_>, frame: Frame) {
        let all = self.height_from(0) <= frame.height;
        let after = if all { 0.0 } else { GRADE.leading() + PADDING };
        let room = Frame {
            height: frame.height - after,
            ..frame
        };
        let shown = self.draw(canvas, room, 0);
        if shown < self.items.len() {
            let used: f32 = self.items.iter().take(shown).map(|item| item.height).sum();
            let more = format!("and {} more in this pack", self.items.len() - shown);
            canvas.rule(
                frame.x,
                frame.y + used,
                frame.width,
                Stroke::solid(GRID, 0.8),
            );
            canvas.group(Role::Paragraph, |canvas| {
                let at = frame.below(used + PADDING);
                canvas.lines(at, Anchor::Left, GRADE, &[more])
            });
        }
    }

    /// Items from `first` on that fit the frame, at least one; returns the first that is left.
    pub fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame, first: usize) -> usize {
        let mut at = frame;
        let mut next = first;
        for item in self.items.iter().skip(first) {
            if next > first && item.height > at.height + 0.5 {
                break;
            }
            let stroke = if next == first {
                Stroke::solid(TEXT, 1.0)
            } else {
                Stroke::solid(GRID, 0.8)
            };
            canvas.rule(at.x, at.y, at.width, stroke);
            canvas.group(Role::Section, |canvas| item.draw(canvas, at, self.wide));
            at = at.below(item.height);
            next += 1;
        }
        next
    }
}

fn columns(canvas: &Canvas<'_>, items: &[FindingItem], width: f32, wide: bool) -> Columns {
    let widest = items
        .iter()
        .map(|item| {
            let grade = canvas.fonts.width(GRADE, item.severity.label());
            canvas.fonts.width(STAKE, &item.stake).max(grade)
        })
        .fold(0.0, f32::max);
    let stake = (widest + 1.0).min(width * 0.3);
    let asks = items
        .iter()
        .any(|item| !item.question.is_empty() || item.link.is_some());
    let padding = if asks { PADDING } else { CLOSE };
    if wide && !asks {
        Columns {
            message: width - stake - GUTTER,
            question: 0.0,
            stake,
            padding,
        }
    } else if wide {
        let rest = width - stake - 2.0 * GUTTER;
        Columns {
            message: rest * 0.54,
            question: rest * 0.46,
            stake,
            padding,
        }
    } else {
        Columns {
            message: width,
            question: width,
            stake,
            padding,
        }
    }
}

impl SetItem {
    fn new(canvas: &Canvas<'_>, item: &FindingItem, columns: Columns, wide: bool) -> Self {
        let set =
            |style, text: &str, width| canvas.fonts.wrap_at_most(style, text, width, MOST_LINES);
        let beside = if wide { 0.0 } else { columns.stake + 12.0 };
        let cells = item.link.as_ref().map_or("", |link| link.text.as_str());
        let mut set = Self {
            title: set(TITLE, &item.title, columns.message - beside),
            stake: set(STAKE, &item.stake, columns.stake),
            grade: match item.severity {
                Severity::Blocker => "blocker",
                Severity::Warning | Severity::Note => "",
            },
            message: set(BODY, &item.message, columns.message),
            question: set(BODY, &item.question, columns.question),
            cells: set(CELLS, cells, columns.question),
            columns,
            height: 0.0,
        };
        let (title, message, question, stake) = set.heights();
        let inner = if wide {
            (title + message).max(question).max(stake)
        } else {
            title.max(stake) + message + question
        };
        set.height = inner + 2.0 * columns.padding;
        set
    }

    /// Of the title, the message, question and cells, and the stake.
    fn heights(&self) -> (f32, f32, f32, f32) {
        let lines = |lines: &[String], style: Type| lines.len() as f32 * style.leading();
        let grade = if self.grade.is_empty() {
            0.0
        } else {
            GRADE.leading()
        };
        (
            lines(&self.title, TITLE),
            lines(&self.message, BODY),
            lines(&self.question, BODY) + lines(&self.cells, CELLS),
            lines(&self.stake, STAKE) + grade,
        )
    }

    fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame, wide: bool) {
        let top = frame.below(self.columns.padding);
        let mut at = Frame {
            width: self.columns.message,
            ..top
        };
        canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(at, Anchor::Left, TITLE, &self.title)
        });
        self.draw_stake(canvas, top);
        let (title, _, _, stake) = self.heights();
        at = at.below(if wide { title } else { title.max(stake) });
        let used = canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(at, Anchor::Left, BODY, &self.message)
        });
        at = if wide {
            Frame {
                x: top.x + self.columns.message + GUTTER,
                width: self.columns.question,
                ..top
            }
        } else {
            at.below(used)
        };
        let ask = BODY.coloured(SECONDARY);
        let used = canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(at, Anchor::Left, ask, &self.question)
        });
        canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(at.below(used), Anchor::Left, CELLS, &self.cells)
        });
    }

    fn draw_stake(&self, canvas: &mut Canvas<'_>, frame: Frame) {
        let used = canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(frame, Anchor::Right, STAKE, &self.stake)
        });
        let baseline = frame.y + used + GRADE.ascent();
        canvas.group(Role::Paragraph, |canvas| {
            canvas.text(frame.right(), baseline, Anchor::Right, GRADE, self.grade);
        });
    }
}
