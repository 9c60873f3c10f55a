//! Choosing two bars of a chart and the arrow between them: one bar, then the other; a third takes the arrow away.
//! With the button or the shift key and a click, or with D on the bar that has the focus.

use super::cell_link::where_from;
use super::{Picked, Picks};
use crate::app::theme::{Colors, Size, Weight, font, px, text};
use crate::report::{Chart, Comparable, Difference};
use egui::accesskit::Role;
use egui::{
    Button, EventFilter, Galley, Id, Key, Modifiers, Pos2, Rect, Response, Sense, Shape, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// What the reader is about in one chart; kept between frames.
#[derive(Debug, Clone, Default)]
struct Marking {
    /// Whether a plain click chooses a bar.
    is_on: bool,
    /// The bar chosen first, by the name it is remembered by.
    first: Option<String>,
}

/// The choosing in one chart, in one frame.
pub struct Marker<'a> {
    comparable: Option<&'a Comparable>,
    id: Id,
    state: Marking,
    has_focus: bool,
}

/// A chart less wide than this is named by a sign.
const NARROW: f32 = 460.0;

impl<'a> Marker<'a> {
    pub fn of(ui: &Ui, picks: &Picks, chart: &'a Chart, id: Id) -> Self {
        let id = id.with("difference");
        let enough = |own: &&Comparable| own.bars.len() > 1;
        let state: Marking = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let known = chart.comparable.as_deref().filter(enough);
        Self {
            comparable: known,
            id,
            state: if picks.is_live() {
                state
            } else {
                Marking::default()
            },
            has_focus: false,
        }
    }

    pub fn shown(&self) -> Option<&'a Difference> {
        self.comparable?.shown.as_ref()
    }

    /// Begins, gives up, or takes the arrow away: whatever comes next.
    pub fn button_ui(&mut self, ui: &mut Ui, picks: &mut Picks, title: &str) {
        if self.comparable.is_none() {
            return;
        }
        let colors = Colors::of(ui);
        // A word beside the finding of a small chart would break the finding over more lines.
        let is_narrow = ui.max_rect().width() < px(ui, NARROW);
        let (words, name) = match (self.shown().is_some(), self.state.is_on, &self.state.first) {
            (true, ..) if is_narrow => ("Δ ×", "Take the difference away"),
            (true, ..) => ("Hide difference", "Take the difference away"),
            (_, true, None) => ("Choose a bar", "Choose the first bar"),
            (_, true, Some(_)) => ("Choose the other", "Choose the second bar"),
            _ if is_narrow => ("Δ", "Show the difference between two bars"),
            _ => ("Difference", "Show the difference between two bars"),
        };
        let color = if self.state.is_on {
            colors.accent
        } else {
            colors.secondary
        };
        let words = text(ui, words, Size::Small, Weight::Regular, color);
        let response = ui
            .add(
                Button::new(words)
                    .min_size(vec2(0.0, 24.0))
                    .selected(self.state.is_on),
            )
            .on_hover_text(format!(
                "{name}. Shift and a click chooses as well, or D on the bar that has the focus"
            ))
            .accessible_name(format!("{name}: {title}"));
        if response.clicked() {
            if self.shown().is_some() {
                self.pick(picks, None);
            } else {
                self.state = Marking {
                    is_on: !self.state.is_on,
                    first: None,
                };
            }
        }
    }

    /// Whether this click or key was for choosing, and leads nowhere else.
    pub fn takes(&mut self, ui: &Ui, picks: &mut Picks, place: usize, response: &Response) -> bool {
        let Some(comparable) = self.comparable.filter(|_| picks.is_live()) else {
            return false;
        };
        let Some(bar) = comparable.bars.get(place) else {
            return false;
        };
        if self.is_first(place) {
            let stroke = Stroke::new(px(ui, 2.5), Colors::of(ui).accent);
            let rect = response.rect.expand(2.0);
            ui.painter()
                .rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Outside);
        }
        let shift = ui.input(|input| input.modifiers.shift);
        let clicked = response.clicked() && (self.state.is_on || shift);
        let key = response.has_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::D));
        if response.has_focus() {
            self.has_focus = true;
            // Escape gives up the choice or the arrow first, the focus after that.
            let filter = EventFilter {
                escape: self.is_busy(),
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        if !clicked && !key {
            return false;
        }
        // What the chart shows of itself gives way to the next choice; what was chosen goes with a third bar.
        if comparable.is_chosen && self.shown().is_some() {
            self.pick(picks, None);
            return true;
        }
        match self.state.first.take() {
            None => self.state.first = Some(bar.name.clone()),
            Some(first) => match comparable.place_of(&first) {
                Some(from) if from != place => {
                    let between = comparable.between(from, place);
                    self.pick(picks, between);
                }
                // The bar chosen first, chosen again, is not.
                Some(_) => {}
                None => self.state.first = Some(bar.name.clone()),
            },
        }
        true
    }

    fn is_first(&self, place: usize) -> bool {
        let name = self.comparable.and_then(|own| own.bars.get(place));
        self.state.first.is_some() && name.map(|bar| &bar.name) == self.state.first.as_ref()
    }

    fn is_busy(&self) -> bool {
        self.state.is_on || self.state.first.is_some() || self.shown().is_some()
    }

    fn pick(&mut self, picks: &mut Picks, between: Option<crate::review::Between>) {
        self.state = Marking::default();
        if let Some(comparable) = self.comparable {
            picks.pick(Picked::Difference {
                chart: comparable.chart.clone(),
                between,
            });
        }
    }

    /// Escape, where the chart is under the pointer or has the focus, or a choice is under way; then keeps what is.
    pub fn end(mut self, ui: &Ui, picks: &mut Picks, chart: Rect) {
        if !picks.is_live() || self.comparable.is_none() {
            return;
        }
        let choosing = self.state.is_on || self.state.first.is_some();
        let here = self.has_focus || ui.rect_contains_pointer(chart);
        let open = ui.memory(|memory| memory.allows_interaction(ui.layer_id()));
        if open
            && (choosing || (here && self.shown().is_some()))
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            if choosing {
                self.state = Marking::default();
            } else {
                self.pick(picks, None);
            }
        }
        let (id, state) = (self.id, self.state);
        ui.data_mut(|data| data.insert_temp(id, state));
    }
}

/// The arrow's figure, pounds above the percentage.
pub struct Label {
    lines: Vec<Arc<Galley>>,
}

impl Label {
    pub fn new(ui: &Ui, difference: &Difference) -> Self {
        let colors = Colors::of(ui);
        let line = |words: &str, weight, color| {
            let font = font(ui, Size::Small, weight);
            ui.painter().layout_no_wrap(words.to_owned(), font, color)
        };
        let mut lines = vec![line(&difference.text, Weight::SemiBold, colors.text)];
        if !difference.share.is_empty() {
            lines.push(line(&difference.share, Weight::Regular, colors.secondary));
        }
        Self { lines }
    }

    pub fn width(&self) -> f32 {
        self.lines
            .iter()
            .map(|line| line.size().x)
            .fold(0.0, f32::max)
    }

    pub fn height(&self) -> f32 {
        self.lines.iter().map(|line| line.size().y).sum()
    }

    /// The widths of all lines and the blanks between them, set in one row.
    pub fn row_width(&self, ui: &Ui) -> f32 {
        let gaps = self.lines.len().saturating_sub(1) as f32 * px(ui, 6.0);
        self.lines.iter().map(|line| line.size().x).sum::<f32>() + gaps
    }

    /// One line below the other.
    pub fn column_ui(&self, ui: &mut Ui, picks: &mut Picks, at: Pos2, difference: &Difference) {
        let mut y = at.y;
        for line in &self.lines {
            ui.painter()
                .galley(pos2(at.x, y), Arc::clone(line), Colors::of(ui).text);
            y += line.size().y;
        }
        let size = vec2(self.width(), self.height());
        link_ui(ui, picks, Rect::from_min_size(at, size), difference);
    }

    /// Beside each other.
    pub fn row_ui(&self, ui: &mut Ui, picks: &mut Picks, at: Pos2, difference: &Difference) {
        let mut x = at.x;
        for line in &self.lines {
            ui.painter()
                .galley(pos2(x, at.y), Arc::clone(line), Colors::of(ui).text);
            x += line.size().x + px(ui, 6.0);
        }
        let height = self.lines.first().map_or(0.0, |line| line.size().y);
        let size = vec2(self.row_width(ui), height);
        link_ui(ui, picks, Rect::from_min_size(at, size), difference);
    }
}

/// The figure leads to the cells of both bars.
fn link_ui(ui: &mut Ui, picks: &mut Picks, rect: Rect, difference: &Difference) {
    if !picks.is_live() {
        return;
    }
    let response = ui.interact(
        rect.expand(3.0),
        ui.scope_id().with("arrow"),
        Sense::click(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &difference.words));
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(1.5, Colors::of(ui).accent);
        ui.painter()
            .rect_stroke(rect.expand(3.0), 2.0, stroke, egui::StrokeKind::Outside);
    }
    if response.clicked() && !difference.cells.is_empty() {
        picks.pick(Picked::Cells(difference.cells.clone()));
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(&difference.words);
        if !difference.cells.is_empty() {
            ui.weak(where_from(&difference.cells));
        }
    });
}

/// A thin broken line, to lead the eye from a bar to the arrow.
pub fn leader(ui: &Ui, from: Pos2, to: Pos2) -> Vec<Shape> {
    let stroke = Stroke::new(px(ui, 1.0), Colors::of(ui).secondary);
    Shape::dashed_line(&[from, to], stroke, px(ui, 3.0), px(ui, 3.0))
}

/// An arrow with its head at `to`; two ends that touch are a mere line.
pub fn arrow(ui: &Ui, from: Pos2, to: Pos2) -> Vec<Shape> {
    let colors = Colors::of(ui);
    let along = to - from;
    let head = px(ui, 7.0).min(along.length());
    let stroke = Stroke::new(px(ui, 1.8), colors.text);
    if head < 1.0 {
        return vec![Shape::line_segment([from, to], stroke)];
    }
    let way = along.normalized();
    let base = to - way * head;
    let side = way.rot90() * head * 0.55;
    vec![
        Shape::line_segment([from, base], stroke),
        Shape::convex_polygon(
            vec![to, base + side, base - side],
            colors.text,
            Stroke::NONE,
        ),
    ]
}
