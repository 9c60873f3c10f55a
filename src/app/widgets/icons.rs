//! The pictograms of Making Data Count, drawn by us: a ring with a sign in it, its words beside it.

use crate::app::theme::{Colors, Size, Weight, font, px};
use crate::report::{IconItem, IconSign};
use egui::accesskit::Role;
use egui::{Align2, Galley, Pos2, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};
use std::sync::Arc;

const RADIUS: f32 = 17.0;
const GAP: f32 = 12.0;

/// Equally wide, side by side.
pub fn icons_ui(ui: &mut Ui, icons: &[IconItem]) {
    let width = ui.available_width();
    let height = icons_height(ui, icons, width) - px(ui, GAP);
    let each = width / icons.len().max(1) as f32;
    let (all, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    for (index, icon) in icons.iter().enumerate() {
        let rect = Rect::from_min_size(
            pos2(all.left() + index as f32 * each, all.top()),
            vec2(each, height),
        );
        let builder = UiBuilder::new()
            .id_salt(("icon", index))
            .max_rect(rect)
            .accessibility_role(Role::Image)
            .accessibility_label(format!("{}. {}", icon.name, icon.words));
        // A child of its own leaves the cursor below the row, where a scope would put it back to the top.
        paint(&ui.new_child(builder), rect, icon);
    }
    ui.add_space((px(ui, GAP) - ui.spacing().item_spacing.y).max(0.0));
}

/// Height of `icons_ui` at this width.
pub fn icons_height(ui: &Ui, icons: &[IconItem], width: f32) -> f32 {
    let each = width / icons.len().max(1) as f32;
    icons
        .iter()
        .map(|icon| {
            let [name, words] = texts(ui, icon, each);
            name.size().y + words.size().y
        })
        .fold(2.0 * px(ui, RADIUS), f32::max)
        + px(ui, GAP)
}

fn left_of_words(ui: &Ui) -> f32 {
    px(ui, 2.0 * RADIUS + 10.0)
}

fn texts(ui: &Ui, icon: &IconItem, width: f32) -> [Arc<Galley>; 2] {
    let colors = Colors::of(ui);
    let width = (width - left_of_words(ui) - px(ui, GAP)).max(40.0);
    let set = |words: &str, size, weight, color| {
        ui.painter()
            .layout(words.to_owned(), font(ui, size, weight), color, width)
    };
    [
        set(&icon.name, Size::Body, Weight::SemiBold, colors.text),
        set(&icon.words, Size::Small, Weight::Regular, colors.secondary),
    ]
}

fn paint(ui: &Ui, rect: Rect, icon: &IconItem) {
    let colors = Colors::of(ui);
    let radius = px(ui, RADIUS);
    let center = pos2(rect.left() + radius, rect.top() + radius);
    let color = colors.tone(icon.tone);
    let painter = ui.painter();
    painter.circle(
        center,
        radius - px(ui, 2.0),
        colors.card,
        Stroke::new(px(ui, 3.0), color),
    );
    match icon.sign {
        IconSign::Wave => {
            painter.line(wave(center, radius), Stroke::new(px(ui, 2.0), color));
        }
        IconSign::Letter(letter) => {
            painter.text(
                center,
                Align2::CENTER_CENTER,
                letter,
                font(ui, Size::Body, Weight::Bold),
                color,
            );
        }
    }
    let [name, words] = texts(ui, icon, rect.width());
    let left = rect.left() + left_of_words(ui);
    let below = rect.top() + name.size().y;
    painter.galley(pos2(left, rect.top()), name, colors.text);
    painter.galley(pos2(left, below), words, colors.secondary);
}

fn wave(center: Pos2, radius: f32) -> Vec<Pos2> {
    [
        (-0.6, 0.15),
        (-0.3, -0.25),
        (0.0, 0.2),
        (0.3, -0.2),
        (0.6, 0.1),
    ]
    .map(|(x, y)| center + vec2(x, y) * radius)
    .into()
}
