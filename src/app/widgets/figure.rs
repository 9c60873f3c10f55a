//! A card with one large number: label, value, what it rests on, its cells, and where it stands among norms.

use super::cell_link::{cell_link_ui, where_on_hover};
use super::{Picked, Picks, place};
use crate::app::theme::{Colors, Size, Weight, font, part_of, px, text};
use crate::report::{Figure, Link, Scale, Tone};
use egui::accesskit::Role;
use egui::{Label, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

const PADDING: f32 = 13.0;
const GAP: f32 = 12.0;
const SCALE_HEIGHT: f32 = 34.0;

/// Draws equally wide cards, in as many lines as the width asks; returns nothing, takes its height from the cards.
pub fn figures_ui(ui: &mut Ui, picks: &mut Picks, figures: &[Figure]) {
    let gap = px(ui, GAP);
    let width = ui.available_width();
    let per_line = per_line(figures.len(), width, least_card(ui, picks), gap);
    for line in figures.chunks(per_line) {
        let each = card_width(ui, width, per_line);
        let height = line
            .iter()
            .map(|figure| card_height(ui, picks, each, figure))
            .fold(0.0, f32::max);
        let (all, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        for (index, figure) in line.iter().enumerate() {
            let left = all.left() + index as f32 * (each + gap);
            let rect = Rect::from_min_size(pos2(left, all.top()), vec2(each, height));
            card_ui(ui, picks, figure, rect);
        }
        ui.add_space(gap - ui.spacing().item_spacing.y);
    }
}

/// Height of `figures_ui` at this width.
pub fn figures_height(ui: &Ui, picks: &Picks, figures: &[Figure], width: f32) -> f32 {
    let gap = px(ui, GAP);
    let per_line = per_line(figures.len(), width, least_card(ui, picks), gap);
    let each = card_width(ui, width, per_line);
    figures
        .chunks(per_line)
        .map(|line| {
            line.iter()
                .map(|figure| card_height(ui, picks, each, figure))
                .fold(0.0, f32::max)
                + gap
        })
        .sum()
}

/// A presented page has no second line of cards to spare: the questions below them count for more.
fn least_card(ui: &Ui, picks: &Picks) -> f32 {
    px(ui, if picks.is_live() { 142.0 } else { 120.0 })
}

/// As many as fit, shared evenly over the lines, so that no line is left with a single card where it can be helped.
fn per_line(count: usize, width: f32, least: f32, gap: f32) -> usize {
    let count = count.max(1);
    let mut fit = 1;
    while fit < count && (least + gap) * (fit as f32 + 1.0) - gap <= width {
        fit += 1;
    }
    count.div_ceil(count.div_ceil(fit))
}

/// An equal share of the width; one card alone does not stretch over a whole screen.
fn card_width(ui: &Ui, width: f32, per_line: usize) -> f32 {
    let count = per_line as f32;
    let share = (width - px(ui, GAP) * (count - 1.0)) / count;
    share.min(px(ui, 420.0))
}

fn text_height(ui: &Ui, words: &str, size: Size, weight: Weight, width: f32) -> f32 {
    if words.is_empty() {
        return 0.0;
    }
    let galley = ui.painter().layout(
        words.to_owned(),
        font(ui, size, weight),
        Colors::of(ui).text,
        width,
    );
    galley.size().y + px(ui, 2.0)
}

/// Around the text: without a card, it stands in line with the page.
fn padding(ui: &Ui, picks: &Picks) -> Vec2 {
    if picks.is_live() {
        Vec2::splat(px(ui, PADDING))
    } else {
        vec2(0.0, px(ui, 4.0))
    }
}

/// "4 cells" says nothing where it cannot be followed.
fn shown_link<'a>(picks: &Picks, figure: &'a Figure) -> Option<&'a Link> {
    let link = figure.link.as_ref();
    link.filter(|link| picks.is_live() || link.cells.len() == 1)
}

fn card_height(ui: &Ui, picks: &Picks, width: f32, figure: &Figure) -> f32 {
    let around = padding(ui, picks);
    let inner = width - 2.0 * around.x;
    let mut height = 2.0 * around.y;
    height += text_height(ui, &figure.label, Size::Small, Weight::Regular, inner);
    height += text_height(
        ui,
        &figure.value,
        value_size(ui, figure, inner),
        Weight::Bold,
        inner,
    );
    height += text_height(ui, &figure.detail, Size::Small, Weight::Regular, inner);
    if let Some(link) = shown_link(picks, figure) {
        height += text_height(ui, &link.text, Size::Small, Weight::Regular, inner);
    }
    if figure.scale.is_some() {
        height += px(ui, SCALE_HEIGHT);
    }
    height
}

/// Words such as "cannot say" step down a size rather than break.
fn value_size(ui: &Ui, figure: &Figure, width: f32) -> Size {
    let galley = ui.painter().layout_no_wrap(
        figure.value.clone(),
        font(ui, Size::Figure, Weight::Bold),
        Colors::of(ui).text,
    );
    if galley.size().x + px(ui, 16.0) <= width {
        Size::Figure
    } else {
        Size::Title
    }
}

fn card_ui(ui: &mut Ui, picks: &mut Picks, figure: &Figure, rect: Rect) {
    let colors = Colors::of(ui);
    let cells = figure.link.as_ref().map(|link| link.cells.as_slice());
    let mut border = colors.border;
    if let Some(cells) = cells.filter(|cells| picks.is_live() && !cells.is_empty()) {
        // Two groups of figures on one page may bear the same labels.
        let id = ui.auto_id_with("figure");
        let response = ui.interact(rect, id, Sense::click());
        let name = spoken(figure);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.hovered() || response.has_focus() {
            border = colors.accent;
        }
        if where_on_hover(response, cells).clicked() {
            picks.pick(Picked::Cells(cells.to_vec().into()));
        }
    }
    if picks.is_live() {
        ui.painter().rect(
            rect,
            px(ui, 6.0),
            colors.card,
            Stroke::new(1.0, border),
            egui::StrokeKind::Inside,
        );
    }
    let inner = rect.shrink2(padding(ui, picks));
    place(ui, inner, ("card", &figure.label), |ui| {
        ui.spacing_mut().item_spacing.y = px(ui, 2.0);
        contents_ui(ui, picks, figure);
    });
}

fn contents_ui(ui: &mut Ui, picks: &mut Picks, figure: &Figure) {
    let colors = Colors::of(ui);
    let small = |ui: &Ui, words: &str| {
        Label::new(text(
            ui,
            words,
            Size::Small,
            Weight::Regular,
            colors.secondary,
        ))
        .wrap()
    };
    let label = small(ui, &figure.label);
    ui.add(label);
    let size = value_size(ui, figure, ui.available_width());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = px(ui, 5.0);
        let tone = colors.tone(figure.tone);
        ui.label(text(ui, &figure.value, size, Weight::Bold, tone));
        if let Some(mark) = mark(figure.tone) {
            ui.label(text(ui, mark, Size::Small, Weight::Regular, tone));
        }
    });
    if !figure.detail.is_empty() {
        let detail = small(ui, &figure.detail);
        ui.add(detail);
    }
    if let Some(link) = shown_link(picks, figure) {
        cell_link_ui(ui, picks, link);
    }
    if let Some(scale) = &figure.scale {
        scale_ui(ui, scale, figure.tone);
    }
}

/// Direction of effect as a shape, so that it does not hang on colour.
fn mark(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Adverse => Some("▼"),
        Tone::Favourable => Some("▲"),
        Tone::Neutral | Tone::Muted => None,
    }
}

fn spoken(figure: &Figure) -> String {
    let tone = match figure.tone {
        Tone::Adverse => ", adverse",
        Tone::Favourable => ", favourable",
        Tone::Neutral | Tone::Muted => "",
    };
    format!("{}: {}{tone}", figure.label, figure.value)
}

fn scale_ui(ui: &mut Ui, scale: &Scale, tone: Tone) {
    let colors = Colors::of(ui);
    let size = vec2(ui.available_width(), px(ui, SCALE_HEIGHT));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let span = if scale.max > scale.min {
        scale.max - scale.min
    } else {
        1.0
    };
    let at = |value: f64| {
        let part = part_of(value - scale.min, span).clamp(0.0, 1.0);
        rect.left() + px(ui, 5.0) + part * (rect.width() - px(ui, 10.0))
    };
    let painter = ui.painter();
    let y = rect.top() + px(ui, 9.0);
    painter.hline(rect.x_range(), y, Stroke::new(px(ui, 3.0), colors.border));
    let mut free_from = rect.left();
    for mark in &scale.marks {
        let x = at(mark.at);
        painter.vline(
            x,
            (y - px(ui, 5.0))..=(y + px(ui, 5.0)),
            Stroke::new(px(ui, 1.0), colors.secondary),
        );
        let galley = painter.layout_no_wrap(
            mark.label.clone(),
            font(ui, Size::Small, Weight::Regular),
            colors.secondary,
        );
        let left = (x - galley.size().x / 2.0).clamp(
            rect.left(),
            (rect.right() - galley.size().x).max(rect.left()),
        );
        // Where norms stand closer than their labels, the first speaks.
        if left >= free_from {
            free_from = left + galley.size().x + px(ui, 4.0);
            painter.galley(pos2(left, y + px(ui, 7.0)), galley, colors.secondary);
        }
    }
    painter.circle_filled(pos2(at(scale.value), y), px(ui, 5.0), colors.tone(tone));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_fill_their_lines_evenly() {
        assert_eq!(per_line(5, 1056.0, 150.0, 12.0), 5);
        assert_eq!(per_line(5, 700.0, 150.0, 12.0), 3);
        assert_eq!(per_line(4, 500.0, 150.0, 12.0), 2);
        assert_eq!(per_line(0, 500.0, 150.0, 12.0), 1);
    }

    #[test]
    fn a_figure_is_spoken_with_its_direction() {
        let figure = Figure {
            label: "Without unidentified savings".into(),
            value: "(66.9)".into(),
            tone: Tone::Adverse,
            detail: String::new(),
            link: None,
            scale: None,
        };
        assert_eq!(
            spoken(&figure),
            "Without unidentified savings: (66.9), adverse"
        );
    }
}
