//! Horizontal stacked bars on one scale from zero; length is pounds, fill is certainty.

use super::cell_link::where_from;
use super::chart_difference::{Label, Marker, arrow, leader};
use super::page::beside_bar;
use super::swatch::{legend, paint_fill};
use super::{Picked, Picks, place};
use crate::app::theme::{Colors, Size, Weight, font, part_of, px};
use crate::report::{BarRow, BarSegment, Difference, Fill, Tone};
use egui::accesskit::Role;
use egui::layers::ShapeIdx;
use egui::scroll_area::ScrollBarVisibility;
use egui::text::LayoutJob;
use egui::{
    Color32, Pos2, Rect, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

const LEAST_PITCH: f32 = 40.0;
const PRESENTED_PITCH: f32 = 21.0;
const MOST_PITCH: f32 = 124.0;
const LABEL_LINE: f32 = 20.0;
/// A thinner bar does not hold its figure.
const LEAST_THICK: f32 = 16.0;
/// Where rows are too low for a line of words above their bars: the part of the width that the words behind a bar are
/// sure of, and the most that both sides take of it together.
const WORDS_BEHIND: f32 = 0.3;
const WORDS_MOST: f32 = 0.7;
const WORDS_GAP: f32 = 10.0;
/// Below the rows, for the arrow between two of them.
const STRIP: f32 = 26.0;

pub fn bars_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    marker: &mut Marker<'_>,
    rect: Rect,
    rows: &[BarRow],
    entries: &[(Fill, String)],
) {
    let foot = legend(ui, rect, entries, false) + px(ui, 8.0);
    let body = Rect::from_min_max(
        rect.min,
        pos2(rect.right(), (rect.bottom() - foot).max(rect.top())),
    );
    let longest = rows.iter().map(length).fold(0.0, f64::max);
    let dots = rows.iter().any(|row| row.dot.is_some());
    // A presented page does not scroll.
    let least = px(
        ui,
        if picks.is_live() {
            LEAST_PITCH
        } else {
            PRESENTED_PITCH
        },
    );
    let strip = if marker.shown().is_some() {
        px(ui, STRIP)
    } else {
        0.0
    };
    let pitch =
        ((body.height() - strip) / rows.len().max(1) as f32).clamp(least, px(ui, MOST_PITCH));
    place(ui, body, "bars", |ui| {
        let overflows = pitch * rows.len() as f32 + strip > body.height() + 1.0;
        let margin = if overflows {
            beside_bar()
        } else {
            egui::Margin::ZERO
        };
        // Rounding to pixels may leave a part of one below: no bar for that.
        let bar = if overflows {
            ScrollBarVisibility::VisibleWhenNeeded
        } else {
            ScrollBarVisibility::AlwaysHidden
        };
        ScrollArea::vertical()
            .scroll_bar_visibility(bar)
            .auto_shrink([false, true])
            .content_margin(margin)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let words = beside(ui, pitch).then(|| Words::of(ui, rows));
                let behind = ui.painter().add(Shape::Noop);
                let mut ends: Vec<Pos2> = Vec::new();
                for (index, row) in rows.iter().enumerate() {
                    let size = vec2(ui.available_width(), pitch);
                    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
                    let end = row_ui(ui, picks, marker, area, index, row, (longest, dots, words));
                    ends.push(end);
                }
                if let Some(difference) = marker.shown() {
                    let size = vec2(ui.available_width(), strip);
                    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
                    difference_ui(ui, picks, area, (difference, &ends), behind);
                }
            });
    });
    // Few bars leave room below: the legend stays near them.
    let end = (body.top() + pitch * rows.len() as f32 + strip).min(body.bottom());
    let foot = Rect::from_min_max(pos2(rect.left(), end + px(ui, 8.0)), rect.max);
    legend(ui, foot, entries, true);
}

/// Height at which so many bars are as thick as they get, with their legend.
pub fn bars_height(ui: &Ui, rows: usize) -> f32 {
    px(ui, MOST_PITCH) * rows as f32 + px(ui, 32.0)
}

fn length(row: &BarRow) -> f64 {
    row.segments.iter().map(|segment| segment.value).sum()
}

/// Whether a row is too low for a line of words above its bar.
fn beside(ui: &Ui, height: f32) -> bool {
    height < px(ui, LABEL_LINE + LEAST_THICK)
}

/// The width of the words before the bars and behind them, the same in every row so that all bars begin in one line.
#[derive(Clone, Copy)]
struct Words {
    before: f32,
    behind: f32,
}

impl Words {
    fn of(ui: &Ui, rows: &[BarRow]) -> Self {
        let semibold = font(ui, Size::Small, Weight::SemiBold);
        let widest = |text: fn(&BarRow) -> &String| {
            let width = |row: &BarRow| {
                let text = text(row).clone();
                let galley = (ui.painter()).layout_no_wrap(text, semibold.clone(), Color32::BLACK);
                galley.size().x.ceil()
            };
            let most = rows.iter().map(width).fold(0.0, f32::max);
            if most > 0.0 {
                most + px(ui, WORDS_GAP)
            } else {
                0.0
            }
        };
        Self::sharing(
            widest(|row| &row.label),
            widest(|row| &row.note),
            ui.available_width(),
        )
    }

    /// What one side leaves free is the other's.
    fn sharing(labels: f32, notes: f32, width: f32) -> Self {
        let most = width * WORDS_MOST;
        let behind = notes.min((most - labels).max(width * WORDS_BEHIND));
        Self {
            before: labels.min(most - behind),
            behind,
        }
    }
}

/// Draws a row; returns where its bar ends.
fn row_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    marker: &mut Marker<'_>,
    area: Rect,
    place: usize,
    row: &BarRow,
    (longest, dots, words): (f64, bool, Option<Words>),
) -> Pos2 {
    let colors = Colors::of(ui);
    let painter = ui.painter();
    let semibold = font(ui, Size::Small, Weight::SemiBold);
    let gap = px(ui, WORDS_GAP);
    let in_line = |text: &str, color: Color32, room: f32| {
        let mut job = LayoutJob::simple(text.to_owned(), semibold.clone(), color, room);
        job.wrap.max_rows = 1;
        painter.layout_job(job)
    };
    let most = words.map_or(f32::INFINITY, |words| (words.behind - gap).max(0.0));
    let said = if row.tone == Tone::Adverse {
        colors.adverse
    } else {
        colors.secondary
    };
    let note = in_line(&row.note, said, most);
    let room = match words {
        Some(words) => words.before - gap,
        None => area.width() - note.size().x - gap,
    };
    let label = in_line(&row.label, colors.text, room.max(px(ui, 40.0)));
    let top = if words.is_some() {
        area.center().y - label.size().y / 2.0
    } else {
        area.top()
    };
    let left = pos2(area.left(), top);
    let right = pos2(area.right() - note.size().x, top);
    if marker.shown().is_some() {
        // No line that leads to the arrow lies on a word.
        for (at, galley) in [(left, &label), (right, &note)] {
            painter.rect_filled(Rect::from_min_size(at, galley.size()), 0.0, colors.card);
        }
    }
    painter.galley(left, label, colors.text);
    painter.galley(right, note, said);
    let lane = lane(ui, area, words);
    let bars = if dots {
        lane.width() * (1.0 - BarRow::DOTS)
    } else {
        lane.width()
    };
    let mut x = lane.left();
    for (index, segment) in row.segments.iter().enumerate() {
        if segment.value <= 0.0 || longest <= 0.0 {
            continue;
        }
        let width = (part_of(segment.value, longest) * bars).max(1.5);
        let rect = Rect::from_min_size(pos2(x, lane.top()), vec2(width, lane.height()));
        x += width;
        segment_ui(ui, picks, marker, rect, (place, index), row, segment);
    }
    if dots {
        let left = pos2(lane.left() + bars + px(ui, 14.0), lane.top());
        let right = pos2(lane.right() - px(ui, 6.0), lane.bottom());
        dot_ui(ui, Rect::from_min_max(left, right), row.dot);
    }
    pos2(x, lane.bottom())
}

/// Where the bar of a row runs: below its words, or between them.
fn lane(ui: &Ui, area: Rect, words: Option<Words>) -> Rect {
    if let Some(words) = words {
        let thick = (area.height() * 0.8).max(px(ui, LEAST_THICK).min(area.height()));
        return Rect::from_center_size(area.center(), vec2(area.width(), thick))
            .with_min_x(area.left() + words.before)
            .with_max_x(area.right() - words.behind);
    }
    let line = px(ui, LABEL_LINE);
    let thick =
        (area.height() * 0.82 - line - px(ui, 4.0)).clamp(px(ui, LEAST_THICK), px(ui, 58.0));
    Rect::from_min_size(
        pos2(area.left(), area.top() + line),
        vec2(area.width(), thick),
    )
    .intersect(area)
}

/// Below the rows, from under the end of one bar to under the end of the other; the figure beside it.
fn difference_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    area: Rect,
    (difference, ends): (&Difference, &[Pos2]),
    behind: ShapeIdx,
) {
    let (Some(from), Some(to)) = (ends.get(difference.from), ends.get(difference.to)) else {
        return;
    };
    let label = Label::new(ui, difference);
    let y = area.top() + px(ui, STRIP * 0.4);
    let foot = y + px(ui, 4.0);
    let mut leaders = leader(ui, *from, pos2(from.x, foot));
    leaders.extend(leader(ui, *to, pos2(to.x, foot)));
    ui.painter().set(behind, Shape::Vec(leaders));
    ui.painter()
        .extend(arrow(ui, pos2(from.x, y), pos2(to.x, y)));
    let (left, right) = (from.x.min(to.x), from.x.max(to.x));
    let (width, gap) = (label.row_width(ui), px(ui, 8.0));
    let x = if right + gap + width <= area.right() {
        right + gap
    } else {
        (left - gap - width).max(area.left())
    };
    label.row_ui(ui, picks, pos2(x, y - px(ui, 9.0)), difference);
}

/// A dot on a thin line that begins at nothing and ends at the largest of all rows.
fn dot_ui(ui: &Ui, rect: Rect, dot: Option<f64>) {
    let colors = Colors::of(ui);
    let middle = rect.center().y;
    let thin = Stroke::new(px(ui, 1.0), colors.border);
    let painter = ui.painter();
    painter.line_segment(
        [pos2(rect.left(), middle), pos2(rect.right(), middle)],
        thin,
    );
    painter.line_segment(
        [
            pos2(rect.left(), middle - px(ui, 5.0)),
            pos2(rect.left(), middle + px(ui, 5.0)),
        ],
        thin,
    );
    if let Some(dot) = dot {
        let at = pos2(rect.left() + part_of(dot, 1.0) * rect.width(), middle);
        painter.circle_filled(at, px(ui, 5.0), colors.text);
    }
}

fn segment_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    marker: &mut Marker<'_>,
    rect: Rect,
    place: (usize, usize),
    row: &BarRow,
    segment: &BarSegment,
) {
    let colors = Colors::of(ui);
    paint_fill(ui, ui.painter(), rect, segment.fill);
    let paint = colors.fill(segment.fill);
    let galley = ui.painter().layout_no_wrap(
        segment.text.clone(),
        font(ui, Size::Small, Weight::Regular),
        paint.text,
    );
    // On a hatch the number would not be read; the note at the right says it.
    if paint.hatch.is_none() && galley.size().x + px(ui, 10.0) <= rect.width() {
        let left = rect.left() + px(ui, 6.0);
        ui.painter().galley(
            pos2(left, rect.center().y - galley.size().y / 2.0),
            galley,
            paint.text,
        );
    }
    if !picks.is_live() {
        return;
    }
    let response = ui.interact(rect, ui.scope_id().with(("segment", place)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &segment.hover));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            0.0,
            Stroke::new(2.0, colors.text),
            StrokeKind::Outside,
        );
    }
    if !marker.takes(ui, picks, place.0, &response) && response.clicked() {
        picks.pick(Picked::Segment {
            row: row.label.clone(),
            fill: segment.fill,
            cells: segment.cells.clone(),
        });
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(&segment.hover);
        if !segment.cells.is_empty() {
            ui.weak(where_from(&segment.cells));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_on_one_side_take_what_the_other_leaves_and_the_bars_keep_the_rest() {
        let shared = |labels, notes| {
            let words = Words::sharing(labels, notes, 1_000.0);
            (words.before, words.behind)
        };
        assert_eq!(shared(300.0, 350.0), (300.0, 350.0));
        assert_eq!(shared(600.0, 250.0), (450.0, 250.0));
        assert_eq!(shared(600.0, 500.0), (400.0, 300.0));
        assert_eq!(shared(200.0, 0.0), (200.0, 0.0));
    }
}
