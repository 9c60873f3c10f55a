//! The sheets that open above the window, one at a time; Esc or a click beside them closes them.

use super::policy::PolicySheet;
use super::{palette, paths, policy, shortcuts};
use crate::app::command::Command;
use crate::app::saving::Saved;
use crate::app::shell::App;
use crate::app::theme::{Colors, Size, Weight, text};
use egui::accesskit::Role;
use egui::{Align2, Context, Frame, Id, Margin, Modal, Stroke, Ui, vec2};

/// What is open above the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    Open { path: String },
    Save { path: String, what: Saved },
    GoToCell { address: String, unknown: bool },
    Palette { query: String, chosen: usize },
    Shortcuts,
    Policy(PolicySheet),
}

impl Overlay {
    pub fn open() -> Self {
        Self::Open {
            path: String::new(),
        }
    }

    pub fn save(what: Saved, file_name: &str) -> Self {
        Self::Save {
            what,
            path: file_name.to_owned(),
        }
    }

    pub fn go_to_cell() -> Self {
        Self::GoToCell {
            address: String::new(),
            unknown: false,
        }
    }

    pub fn policy() -> Self {
        Self::Policy(PolicySheet::default())
    }

    pub fn palette() -> Self {
        Self::Palette {
            query: String::new(),
            chosen: 0,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Open { .. } => "Open a plan",
            Self::Save { what, .. } => what.title(),
            Self::GoToCell { .. } => "Go to cell",
            Self::Palette { .. } => "Find",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::Policy(_) => "Policy: what plans are judged by",
        }
    }
}

pub fn overlay_ui(ctx: &Context, app: &mut App, sent: &mut Vec<Command>) {
    let Some(mut overlay) = app.overlay.take() else {
        return;
    };
    let id = Id::unique(("overlay", overlay.title()));
    let area = Modal::default_area(id)
        .anchor(Align2::CENTER_TOP, vec2(0.0, 70.0))
        .role(Role::Dialog)
        .accessible_name(overlay.title());
    let style = ctx.global_style();
    let frame = Frame::new()
        .fill(style.visuals.window_fill)
        .stroke(Stroke::new(1.0, style.visuals.window_stroke.color))
        .shadow(style.visuals.popup_shadow)
        .corner_radius(8)
        .inner_margin(Margin::same(16));
    let before = sent.len();
    let modal = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
        let width: f32 = if matches!(overlay, Overlay::Policy(_)) {
            760.0
        } else {
            520.0
        };
        ui.set_width(width.min(ctx.content_rect().width() - 60.0));
        title_ui(ui, overlay.title());
        match &mut overlay {
            Overlay::Open { path } => {
                paths::open_ui(ui, path, &app.settings, sent);
                None
            }
            Overlay::Save { path, what } => {
                paths::save_ui(ui, path, *what).map(|path| (*what, path))
            }
            Overlay::GoToCell { address, unknown } => {
                paths::go_to_ui(ui, app.plan(), address, unknown, sent);
                None
            }
            Overlay::Palette { query, chosen } => {
                palette::palette_ui(ui, app, query, chosen, sent);
                None
            }
            Overlay::Policy(sheet) => {
                policy::policy_ui(ui, app.policy(), sheet, sent);
                None
            }
            Overlay::Shortcuts => {
                shortcuts::shortcuts_ui(ui);
                None
            }
        }
    });
    if let Some((what, path)) = modal.inner {
        app.save_to(what, path);
    } else if !modal.should_close()
        && (sent.len() == before || matches!(overlay, Overlay::Policy(_)))
    {
        app.overlay = Some(overlay);
    }
}

fn title_ui(ui: &mut Ui, title: &str) {
    let words = text(ui, title, Size::Body, Weight::Bold, Colors::of(ui).text);
    ui.label(words);
    ui.add_space(6.0);
}
