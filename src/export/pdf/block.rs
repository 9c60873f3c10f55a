//! Blocks as pieces that can be measured, drawn, and continued on a further page.

use super::bars::Bars;
use super::canvas::{Anchor, Canvas, Role};
use super::figures;
use super::findings::SetFindings;
use super::heading::Heading;
use super::icons::SetIcons;
use super::style::{BODY, FAVOURABLE, Frame, TEXT, Type};
use super::table::SetTable;
use super::{lines, tone, waterfall};
use crate::report::{Block, Chart, ChartKind, Difference, Note, Page, Tone};

const NOTE: Type = BODY.sized(12.5);
const LINK: Type = NOTE.coloured(FAVOURABLE);

/// Where findings go that a glance at them has no room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingsRest {
    NextSheet,
    /// A page of the pack lists them all.
    OwnPage,
}

/// A block, from the row, item or line on that has not been drawn yet.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    block: &'a Block,
    first: usize,
    /// What the page itself has already said is not repeated.
    page: &'a Page,
    /// Whether it has its row of the page to itself.
    alone: bool,
    findings_rest: FindingsRest,
}

/// What a piece asks for at a given width.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Less than this is not worth starting.
    pub least: f32,
    pub natural: f32,
    /// Whether more than its natural height does it good.
    pub grows: bool,
}

impl<'a> Piece<'a> {
    /// A block of a `row` of a page.
    pub fn new(
        block: &'a Block,
        row: &'a [Block],
        page: &'a Page,
        findings_rest: FindingsRest,
    ) -> Self {
        Self {
            alone: row.len() == 1,
            block,
            first: 0,
            page,
            findings_rest,
        }
    }

    fn from(self, first: usize) -> Self {
        Self { first, ..self }
    }

    fn heading(
        &self,
        canvas: &Canvas<'_>,
        title: &'a str,
        subtitle: &'a str,
        width: f32,
    ) -> Heading {
        // Beside another block a heading stays, so that the two stand level.
        let is_said = |text: &str, said: &str| self.alone && text == said;
        let unsaid = |text, said| if is_said(text, said) { "" } else { text };
        let title = unsaid(title, self.page.title.as_str());
        let subtitle = unsaid(subtitle, self.page.subtitle.as_str());
        if self.first > 0 && !title.is_empty() {
            return Heading::new(canvas, &format!("{title} (continued)"), subtitle, width);
        }
        Heading::new(canvas, title, subtitle, width)
    }

    pub fn size(&self, canvas: &Canvas<'_>, width: f32) -> Size {
        let fixed = |height| Size {
            least: height,
            natural: height,
            grows: false,
        };
        match self.block {
            Block::Figures(figures) => fixed(figures::Row::new(canvas, figures, width).height),
            Block::Note(note) => fixed(SetNote::new(canvas, note, width).height),
            Block::Icons(icons) => fixed(SetIcons::new(canvas, icons, width).height),
            Block::Table(table) => {
                let head = self.heading(canvas, &table.title, &table.subtitle, width);
                let set = SetTable::new(canvas, table, width);
                Size {
                    least: head.height + set.least_height_from(self.first),
                    natural: head.height + set.height_from(self.first),
                    grows: false,
                }
            }
            Block::Findings {
                title,
                subtitle,
                items,
            } => {
                let head = self.heading(canvas, title, subtitle, width);
                let set = SetFindings::new(canvas, items, width);
                let least = match self.findings_rest {
                    FindingsRest::NextSheet => set.least_height_from(self.first),
                    FindingsRest::OwnPage => set.glance_height(),
                };
                let glance = self.findings_rest == FindingsRest::OwnPage;
                let natural = if glance {
                    least
                } else {
                    set.height_from(self.first)
                };
                Size {
                    least: head.height + least,
                    natural: head.height + natural,
                    grows: glance,
                }
            }
            Block::Chart(chart) => self.chart_size(canvas, chart, width),
        }
    }

    fn chart_size(&self, canvas: &Canvas<'_>, chart: &Chart, width: f32) -> Size {
        let head = self.heading(canvas, &chart.title, &chart.subtitle, width);
        let least = match &chart.kind {
            ChartKind::Bars { rows, legend } => {
                let rows = rows.get(self.first..).unwrap_or_default();
                Bars::new(canvas, rows, legend, width)
                    .with(difference(chart), self.first)
                    .least_height()
                    .min(160.0)
            }
            ChartKind::Lines { .. } => lines::LEAST_HEIGHT,
            ChartKind::Waterfall { .. } => waterfall::LEAST_HEIGHT,
        };
        Size {
            least: head.height + least,
            natural: head.height + least,
            grows: true,
        }
    }

    /// Draws what fits; returns what is left for a further page.
    pub fn draw(self, canvas: &mut Canvas<'_>, frame: Frame) -> Option<Self> {
        let next = match self.block {
            Block::Figures(figures) => {
                figures::Row::new(canvas, figures, frame.width).draw(canvas, frame);
                return None;
            }
            Block::Note(note) => {
                SetNote::new(canvas, note, frame.width).draw(canvas, frame);
                return None;
            }
            Block::Icons(icons) => {
                SetIcons::new(canvas, icons, frame.width).draw(canvas, frame);
                return None;
            }
            Block::Chart(chart) => return self.draw_chart(canvas, chart, frame),
            Block::Table(table) => {
                let head = self.heading(canvas, &table.title, &table.subtitle, frame.width);
                let rest = head.draw(canvas, frame);
                let set = SetTable::new(canvas, table, frame.width);
                let next = set.draw(canvas, rest, self.first);
                (next < table.rows.len()).then_some(next)
            }
            Block::Findings {
                title,
                subtitle,
                items,
            } => {
                let head = self.heading(canvas, title, subtitle, frame.width);
                let rest = head.draw(canvas, frame);
                let set = SetFindings::new(canvas, items, frame.width);
                if self.findings_rest == FindingsRest::OwnPage {
                    set.draw_glance(canvas, rest);
                    return None;
                }
                let next = set.draw(canvas, rest, self.first);
                (next < items.len()).then_some(next)
            }
        };
        next.map(|next| self.from(next))
    }

    fn draw_chart(self, canvas: &mut Canvas<'_>, chart: &'a Chart, frame: Frame) -> Option<Self> {
        let head = self.heading(canvas, &chart.title, &chart.subtitle, frame.width);
        let rest = head.draw(canvas, frame);
        let mut left = None;
        canvas.group(Role::Figure(alt(chart)), |canvas| match &chart.kind {
            ChartKind::Bars { rows, legend } => {
                let rows = rows.get(self.first..).unwrap_or_default();
                let bars =
                    Bars::new(canvas, rows, legend, rest.width).with(difference(chart), self.first);
                let n_fit = bars.rows_that_fit(rest.height);
                bars.draw(canvas, rest, n_fit);
                left = (n_fit < rows.len()).then(|| self.from(self.first + n_fit));
            }
            ChartKind::Lines {
                x_labels,
                series,
                bands,
                y,
            } => lines::draw(canvas, rest, x_labels, series, bands, y),
            ChartKind::Waterfall { steps, y } => {
                waterfall::draw(canvas, rest, steps, y, difference(chart));
            }
        });
        left
    }
}

fn difference(chart: &Chart) -> Option<&Difference> {
    chart.comparable.as_ref()?.shown.as_ref()
}

/// A figure must have words that stand for it.
fn alt(chart: &Chart) -> String {
    if chart.alt.is_empty() {
        format!("{}. {}", chart.title, chart.subtitle)
    } else {
        chart.alt.clone()
    }
}

struct SetNote {
    lines: Vec<String>,
    link: Vec<String>,
    style: Type,
    height: f32,
}

impl SetNote {
    fn new(canvas: &Canvas<'_>, note: &Note, width: f32) -> Self {
        // Longer lines are hard to follow with the eye.
        let width = width.min(620.0);
        let colour = if note.tone == Tone::Neutral {
            TEXT
        } else {
            tone::colour(note.tone)
        };
        let style = NOTE.coloured(colour);
        let link = note.link.as_ref().map_or("", |link| link.text.as_str());
        let lines = canvas.fonts.wrap_at_most(style, &note.text, width, 16);
        let link = canvas.fonts.wrap_at_most(LINK, link, width, 2);
        Self {
            height: (lines.len() + link.len()) as f32 * NOTE.leading(),
            lines,
            link,
            style,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame) {
        let used = canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(frame, Anchor::Left, self.style, &self.lines)
        });
        canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(frame.below(used), Anchor::Left, LINK, &self.link)
        });
    }
}
