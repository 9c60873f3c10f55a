//! The board pages full screen, one at a time. Nothing can be changed, and nothing is shown but the pages.

use super::theme::{self, Colors, Size, Weight, px, text};
use super::widgets::page::{heading_ui, rows_ui};
use super::widgets::{Picks, place};
use crate::assessment::Names;
use crate::report::Page;
use egui::{
    Align, CentralPanel, Event, Frame, Id, Key, Layout, Modifiers, Rect, Sense, Stroke, StrokeKind,
    TextEdit, Ui, vec2,
};

/// Width to height of a page, as of the screens it is shown on.
const PAGE: f32 = 16.0 / 9.0;

#[derive(Debug, Clone)]
pub struct Presentation {
    pages: Vec<Page>,
    at: usize,
    /// Whether schemes and owners go by neutral labels.
    pub hides_names: bool,
    /// Whether the window was full screen before, to be left as it was found.
    pub was_full: bool,
    /// A question raised in the room, as it is being typed.
    raising: Option<String>,
}

/// What a frame of the presentation ended in.
pub enum Shown {
    Stays,
    Left,
    /// Names are to be hidden, or shown again.
    Names,
    /// A question was raised in the room, while a page of this title was on screen.
    Raised {
        question: String,
        page: String,
    },
}

impl Presentation {
    /// `None` where there is nothing to show.
    pub fn of(pages: Vec<Page>, was_full: bool) -> Option<Self> {
        (!pages.is_empty()).then_some(Self {
            pages,
            at: 0,
            hides_names: false,
            was_full,
            raising: None,
        })
    }

    /// The same pages in other words; the reader stays where they are.
    pub fn show_instead(&mut self, pages: Vec<Page>, hides_names: bool) {
        self.at = self.at.min(pages.len().saturating_sub(1));
        self.pages = pages;
        self.hides_names = hides_names;
    }

    /// Draws the page, and the line a question is typed into while there is one.
    pub fn ui(&mut self, ui: &mut Ui, names: &Names) -> Shown {
        let raised = self.raise(ui);
        if self.raising.is_none() && raised.is_none() {
            if ui.input(|input| input.key_pressed(Key::Escape) || input.key_pressed(Key::F5)) {
                return Shown::Left;
            }
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::H)) {
                return Shown::Names;
            }
            self.turn(ui);
        }
        if !ui.visuals().dark_mode {
            theme::projector(ui);
        }
        let colors = Colors::of(ui);
        let frame = Frame::new().fill(colors.card);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            let screen = ui.max_rect();
            let background = ui.interact(screen, Id::unique("next page"), Sense::CLICK);
            if background.clicked() {
                self.at = (self.at + 1).min(self.pages.len().saturating_sub(1));
            }
            let width = screen.width().min(screen.height() * PAGE);
            let rect = Rect::from_center_size(screen.center(), vec2(width, width / PAGE));
            theme::present(ui, width);
            if let Some(page) = self.pages.get(self.at) {
                page_ui(ui, page, rect, self.at + 1, self.pages.len());
                names_ui(ui, rect, self.hides_names);
            }
            if let Some(question) = &mut self.raising {
                raising_ui(ui, names, question);
            }
        });
        let Some(question) = raised.filter(|question| !question.trim().is_empty()) else {
            return Shown::Stays;
        };
        let page = self.pages.get(self.at).map(|page| page.title.clone());
        Shown::Raised {
            question: question.trim().to_owned(),
            page: page.unwrap_or_default(),
        }
    }

    /// N begins a question, Enter parks it, Esc gives it up; the page stays where it is.
    fn raise(&mut self, ui: &Ui) -> Option<String> {
        if self.raising.is_some() {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                self.raising = None;
            } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
                return self.raising.take();
            }
        } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N)) {
            // The key that opens the line is not the first letter of the question.
            ui.input_mut(|input| {
                input.events.retain(
                    |event| !matches!(event, Event::Text(text) if text.eq_ignore_ascii_case("n")),
                );
            });
            self.raising = Some(String::new());
        }
        None
    }

    /// Keys of a remote control, of a keyboard, and digits to jump.
    fn turn(&mut self, ui: &Ui) {
        let last = self.pages.len().saturating_sub(1);
        let mut at = self.at;
        ui.input_mut(|input| {
            let mut pressed = |keys: &[Key]| {
                keys.iter()
                    .any(|key| input.consume_key(Modifiers::NONE, *key))
            };
            if pressed(&[
                Key::ArrowRight,
                Key::ArrowDown,
                Key::PageDown,
                Key::Space,
                Key::Enter,
            ]) {
                at = (at + 1).min(last);
            }
            if pressed(&[Key::ArrowLeft, Key::ArrowUp, Key::PageUp, Key::Backspace]) {
                at = at.saturating_sub(1);
            }
            if pressed(&[Key::Home]) {
                at = 0;
            }
            if pressed(&[Key::End]) {
                at = last;
            }
            let digits = [
                Key::Num1,
                Key::Num2,
                Key::Num3,
                Key::Num4,
                Key::Num5,
                Key::Num6,
                Key::Num7,
                Key::Num8,
                Key::Num9,
            ];
            for (index, key) in digits.into_iter().enumerate() {
                if index <= last && pressed(&[key]) {
                    at = index;
                }
            }
        });
        self.at = at;
    }
}

/// Between the source and the number of the page: whether names are hidden, and the key to the other.
fn names_ui(ui: &mut Ui, page: Rect, hidden: bool) {
    let colors = Colors::of(ui);
    let (said, color) = if hidden {
        ("Names hidden, H shows them", colors.adverse)
    } else {
        ("H hides names", colors.secondary)
    };
    let words = text(ui, said, Size::Small, Weight::Regular, color);
    let size = vec2(px(ui, 230.0), px(ui, 20.0));
    let corner = page.right_bottom() - vec2(px(ui, 110.0), px(ui, 34.0));
    let rect = Rect::from_min_max(corner - size, corner);
    place(ui, rect, "names", |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(words));
    });
}

/// A line at the foot of the screen, above the page.
fn raising_ui(ui: &mut Ui, names: &Names, question: &mut String) {
    let masked = names.are_in(question);
    let colors = Colors::of(ui);
    let screen = ui.max_rect();
    let size = vec2(screen.width() * 0.7, px(ui, 44.0));
    let rect = Rect::from_center_size(screen.center_bottom() - vec2(0.0, size.y), size);
    ui.painter().rect(
        rect,
        px(ui, 4.0),
        colors.card,
        Stroke::new(px(ui, 1.5), colors.accent),
        StrokeKind::Outside,
    );
    place(ui, rect.shrink(px(ui, 4.0)), "raising", |ui| {
        let field = TextEdit::singleline(question)
            .hint_text("Question raised in the room. Enter keeps it, Esc gives it up")
            .password(masked)
            .font(theme::font(ui, Size::Body, Weight::Regular))
            .desired_width(f32::INFINITY)
            .align(egui::Align2::LEFT_CENTER)
            .frame(Frame::NONE);
        let response = ui.add_sized(ui.available_size(), field);
        response
            .accessible_name("Question raised in the room")
            .request_focus();
    });
}

fn page_ui(ui: &mut Ui, page: &Page, rect: Rect, number: usize, count: usize) {
    let margin = vec2(px(ui, 44.0), px(ui, 34.0));
    let inner = rect.shrink2(margin);
    let foot = px(ui, 20.0);
    let body = Rect::from_min_max(inner.min, inner.max - vec2(0.0, foot + px(ui, 12.0)));
    place(ui, body, ("page", number), |ui| {
        heading_ui(ui, page);
        ui.add_space(px(ui, 6.0));
        let height = ui.available_height();
        rows_ui(ui, &mut Picks::still(), page, height);
    });
    let foot = Rect::from_min_max(inner.max - vec2(inner.width(), foot), inner.max);
    place(ui, foot, "foot", |ui| {
        let color = Colors::of(ui).secondary;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let counter = format!("{number} of {count}");
            ui.label(text(ui, counter, Size::Small, Weight::Regular, color));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.set_max_width(ui.available_width() - px(ui, 250.0));
                let source = text(ui, &page.source, Size::Small, Weight::Regular, color);
                ui.add(egui::Label::new(source).truncate());
            });
        });
    });
}
