//! Horizontal stacked bars: label and note above each, one scale for all, from zero.

use super::canvas::{Anchor, Canvas, Mark, Stroke};
use super::style::{
    ADVERSE, BODY, Frame, RULE, SECONDARY, SMALL, STRONG, TEXT, Type, WHITE, narrow,
};
use super::{difference, fill};
use crate::report::{BarRow, BarSegment, Difference, Fill, Tone};

/// Between one bar and the next label.
const SPACE: f32 = 10.0;
const THINNEST: f32 = 12.0;
const THICKEST: f32 = 34.0;
const SWATCH: f32 = 11.0;
const KEY: Type = SMALL;

pub struct Bars<'a> {
    rows: Vec<Row<'a>>,
    legend: Vec<Vec<(Fill, &'a str)>>,
    longest: f64,
    dots: bool,
    /// Between two of these rows, by their places among them.
    difference: Option<(&'a Difference, usize, usize)>,
}

struct Row<'a> {
    segments: &'a [BarSegment],
    dot: Option<f64>,
    label: Vec<String>,
    note: Vec<String>,
    note_type: Type,
    height: f32,
}

impl<'a> Bars<'a> {
    pub fn new(
        canvas: &Canvas<'_>,
        rows: &'a [BarRow],
        legend: &'a [(Fill, String)],
        width: f32,
    ) -> Self {
        let longest = rows.iter().map(length).fold(0.0, f64::max);
        Self {
            rows: rows.iter().map(|row| set(canvas, row, width)).collect(),
            legend: legend_lines(canvas, legend, width),
            longest,
            dots: rows.iter().any(|row| row.dot.is_some()),
            difference: None,
        }
    }

    /// With the arrow between two rows, where both are among these, of which the first is the chart's `first`.
    pub fn with(self, shown: Option<&'a Difference>, first: usize) -> Self {
        let places = |shown: &'a Difference| {
            let place = |row: usize| row.checked_sub(first).filter(|at| *at < self.rows.len());
            Some((shown, place(shown.from)?, place(shown.to)?))
        };
        Self {
            difference: shown.and_then(places),
            ..self
        }
    }

    fn strip(&self) -> f32 {
        self.difference.map_or(0.0, |_| difference::STRIP)
    }

    fn legend_height(&self) -> f32 {
        self.legend.len() as f32 * (KEY.leading() + 4.0)
    }

    pub fn least_height(&self) -> f32 {
        let rows: f32 = self
            .rows
            .iter()
            .map(|row| row.height + THINNEST + SPACE)
            .sum();
        rows + self.strip() + self.legend_height()
    }

    /// How many rows fit in `height` at their thinnest, at least one.
    pub fn rows_that_fit(&self, height: f32) -> usize {
        let mut left = height - self.strip() - self.legend_height();
        let fits = self.rows.iter().take_while(|row| {
            left -= row.height + THINNEST + SPACE;
            left >= -0.5
        });
        fits.count().max(1)
    }

    /// The first `n_rows`, spread over the frame, and the legend under them.
    pub fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame, n_rows: usize) {
        let rows = self.rows.get(..n_rows).unwrap_or(&self.rows);
        let labels: f32 = rows.iter().map(|row| row.height).sum();
        let n = rows.len().max(1) as f32;
        let room = (frame.height - self.strip() - self.legend_height() - labels) / n;
        // A few bars on a page of their own may be bold.
        let thickest = THICKEST + 10.0 * (5.0 - n).max(0.0);
        let thickness = ((room - SPACE) * 0.6)
            .min(thickest)
            .max((room - SPACE).min(THICKEST));
        let thickness = thickness.max(THINNEST);
        let space = (room - thickness).clamp(SPACE, 30.0);
        let mut at = frame;
        let mut places: Vec<Frame> = Vec::new();
        let mut ends: Vec<(f32, f32)> = Vec::new();
        for row in rows {
            places.push(at);
            let end = at.x + self.end(row, frame.width);
            ends.push((end, at.y + row.height + thickness));
            at = at.below(row.height + thickness + space);
        }
        // Before the rows, so that no line lies on a name.
        at = at.below(self.draw_difference(canvas, at, &ends, space));
        for (row, place) in rows.iter().zip(places) {
            let ground = match self.difference {
                Some(_) => Ground::White,
                None => Ground::Bare,
            };
            row.draw(canvas, place, thickness, (self.longest, self.dots), ground);
        }
        for line in &self.legend {
            draw_key(canvas, at, line);
            at = at.below(KEY.leading() + 4.0);
        }
    }

    /// How far a row's bar reaches.
    fn end(&self, row: &Row<'_>, width: f32) -> f32 {
        let bars = if self.dots {
            width * (1.0 - BarRow::DOTS)
        } else {
            width
        };
        if self.longest > 0.0 {
            narrow(sum(row.segments) / self.longest) * bars
        } else {
            0.0
        }
    }

    /// Below the rows, where both bars are drawn; returns the height it takes.
    fn draw_difference(
        &self,
        canvas: &mut Canvas<'_>,
        frame: Frame,
        ends: &[(f32, f32)],
        space: f32,
    ) -> f32 {
        let Some((shown, from, to)) = self.difference else {
            return 0.0;
        };
        let (Some(from), Some(to)) = (ends.get(from), ends.get(to)) else {
            return 0.0;
        };
        let y = frame.y - space + difference::STRIP * 0.6;
        for (x, bottom) in [from, to] {
            difference::leader(canvas, (*x, *bottom), (*x, y + 3.0));
        }
        difference::arrow(canvas, (from.0, y), (to.0, y));
        let ends = (from.0.min(to.0), from.0.max(to.0));
        difference::row(canvas, ends, (frame.x, frame.right()), y, shown);
        difference::STRIP
    }
}

fn length(row: &BarRow) -> f64 {
    sum(&row.segments)
}

fn sum(segments: &[BarSegment]) -> f64 {
    segments.iter().map(|segment| segment.value.max(0.0)).sum()
}

fn set<'a>(canvas: &Canvas<'_>, row: &'a BarRow, width: f32) -> Row<'a> {
    let fonts = canvas.fonts;
    let natural = fonts.width(STRONG, &row.note);
    let note_width = natural.min(width * 0.45);
    let note = fonts.wrap_at_most(STRONG, &row.note, note_width + 0.1, 2);
    let beside = if note.is_empty() {
        0.0
    } else {
        note_width + 12.0
    };
    let label = fonts.wrap_at_most(STRONG, &row.label, width - beside, 2);
    let lines = label.len().max(note.len()).max(1) as f32;
    Row {
        segments: &row.segments,
        dot: row.dot,
        label,
        note,
        note_type: if row.tone == Tone::Adverse {
            STRONG.coloured(ADVERSE)
        } else {
            STRONG.coloured(SECONDARY)
        },
        height: lines * STRONG.leading() + 2.0,
    }
}

/// What the words of a row stand on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Bare,
    /// So that no line that leads to an arrow lies on a word.
    White,
}

impl Row<'_> {
    fn whiten(&self, canvas: &mut Canvas<'_>, frame: Frame) {
        let widest = |canvas: &Canvas<'_>, lines: &[String]| {
            let widths = lines.iter().map(|line| canvas.fonts.width(STRONG, line));
            widths.fold(0.0, f32::max)
        };
        let (label, note) = (widest(canvas, &self.label), widest(canvas, &self.note));
        for (x, width) in [(frame.x, label), (frame.right() - note, note)] {
            let words = Frame {
                x,
                width,
                height: self.height,
                ..frame
            };
            if width > 0.0 {
                canvas.filled(words, WHITE);
            }
        }
    }

    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        frame: Frame,
        thickness: f32,
        (longest, dots): (f64, bool),
        ground: Ground,
    ) {
        if ground == Ground::White {
            self.whiten(canvas, frame);
        }
        canvas.lines(frame, Anchor::Left, STRONG, &self.label);
        canvas.lines(frame, Anchor::Right, self.note_type, &self.note);
        let bars = if dots {
            frame.width * (1.0 - BarRow::DOTS)
        } else {
            frame.width
        };
        if dots {
            let strip = Frame {
                x: frame.x + bars + 12.0,
                y: frame.y + self.height,
                width: frame.width - bars - 18.0,
                height: thickness,
            };
            draw_dot(canvas, strip, self.dot);
        }
        let mut x = frame.x;
        for segment in self.segments {
            let part = if longest > 0.0 {
                segment.value.max(0.0) / longest
            } else {
                0.0
            };
            let width = narrow(part) * bars;
            let bar = Frame {
                x,
                y: frame.y + self.height,
                width,
                height: thickness,
            };
            draw_segment(canvas, bar, segment);
            x += width;
        }
    }
}

/// A dot on a thin line that begins at nothing and ends at the largest of all rows.
fn draw_dot(canvas: &mut Canvas<'_>, strip: Frame, dot: Option<f64>) {
    let y = strip.y + strip.height / 2.0;
    let thin = Stroke::solid(RULE, 0.8);
    canvas.line(vec![(strip.x, y), (strip.x + strip.width, y)], thin.clone());
    canvas.line(vec![(strip.x, y - 4.0), (strip.x, y + 4.0)], thin);
    if let Some(dot) = dot {
        canvas.mark(Mark::Dot {
            x: strip.x + narrow(dot) * strip.width,
            y,
            radius: 3.6,
            colour: TEXT,
        });
    }
}

fn draw_segment(canvas: &mut Canvas<'_>, bar: Frame, segment: &BarSegment) {
    if bar.width < 0.3 {
        return;
    }
    fill::draw(canvas, bar, segment.fill);
    let style = BODY.coloured(fill::ink(segment.fill));
    let width = canvas.fonts.width(style, &segment.text);
    if segment.text.is_empty() || width + 12.0 > bar.width || bar.height < style.size + 2.0 {
        return;
    }
    if fill::is_busy(segment.fill) {
        let height = (style.size * 1.25).min(bar.height - 2.0);
        let ground = Frame {
            x: bar.x + 4.0,
            y: bar.y + (bar.height - height) / 2.0,
            width: width + 5.0,
            height,
        };
        canvas.filled(ground, WHITE);
    }
    let baseline = bar.y + bar.height / 2.0 + style.size * 0.36;
    canvas.text(bar.x + 6.0, baseline, Anchor::Left, style, &segment.text);
}

fn key_width(canvas: &Canvas<'_>, label: &str) -> f32 {
    SWATCH + 6.0 + canvas.fonts.width(KEY, label) + 22.0
}

fn legend_lines<'a>(
    canvas: &Canvas<'_>,
    legend: &'a [(Fill, String)],
    width: f32,
) -> Vec<Vec<(Fill, &'a str)>> {
    let mut lines: Vec<Vec<(Fill, &str)>> = Vec::new();
    let mut used = f32::INFINITY;
    for (fill, label) in legend {
        let key = key_width(canvas, label);
        // The space after the last key of a line may hang over.
        if used + key - 22.0 > width {
            lines.push(Vec::new());
            used = 0.0;
        }
        used += key;
        if let Some(line) = lines.last_mut() {
            line.push((*fill, label));
        }
    }
    lines
}

fn draw_key(canvas: &mut Canvas<'_>, frame: Frame, line: &[(Fill, &str)]) {
    let mut x = frame.x;
    for (fill, label) in line {
        let swatch = Frame {
            x,
            y: frame.y + 2.0,
            width: SWATCH,
            height: SWATCH,
        };
        fill::draw(canvas, swatch, *fill);
        let baseline = frame.y + KEY.ascent();
        canvas.text(x + SWATCH + 6.0, baseline, Anchor::Left, KEY, label);
        x += key_width(canvas, label);
    }
}
