//! Fonts, spacing and widget looks, set once on the context for both themes.

use super::colors::{Colors, DARK, LIGHT};
use super::text::{Size, Weight};
use egui::emath::GuiRounding as _;
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Shadow, Stroke,
    Style, TextStyle, Theme, Ui, Visuals, vec2,
};
use std::sync::Arc;

/// Width of a presented page at 100 %: the smaller, the larger everything on it.
const PAGE_WIDTH: f32 = 960.0;

/// Sets fonts and both themes. Call before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT, Visuals::light()));
    ctx.set_style_of(Theme::Dark, style(&DARK, Visuals::dark()));
    // Where the system does not say, light: it prints and projects better.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
}

/// Everything below this point is drawn for a page of this width.
pub fn present(ui: &mut Ui, page_width: f32) {
    let factor = page_width / PAGE_WIDTH;
    let style = ui.style_mut();
    for font in style.text_styles.values_mut() {
        font.size *= factor;
    }
    style.spacing.item_spacing = (style.spacing.item_spacing * factor).round_ui();
    style.interaction.selectable_labels = false;
}

/// The light theme below this point, whatever the window's: projectors wash out dark.
pub fn projector(ui: &mut Ui) {
    let light = ui.ctx().style_of(Theme::Light);
    ui.set_style(light);
}

fn fonts() -> FontDefinitions {
    let files: [(&str, &'static [u8], FontFamily); 3] = [
        (
            "Inter",
            include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
            Weight::Regular.family(),
        ),
        (
            "Inter SemiBold",
            include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
            Weight::SemiBold.family(),
        ),
        (
            "Inter Bold",
            include_bytes!("../../../assets/fonts/Inter-Bold.otf"),
            Weight::Bold.family(),
        ),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes, family) in files {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        fonts.families.insert(family, vec![name.to_owned()]);
    }
    // Figures are tabular, so one font serves where others use a second.
    fonts
        .families
        .insert(FontFamily::Monospace, vec!["Inter".to_owned()]);
    fonts
}

fn style(colors: &Colors, mut visuals: Visuals) -> Style {
    paint(colors, &mut visuals);
    let mut style = Style {
        visuals,
        ..Style::default()
    };
    style.text_styles = [
        (TextStyle::Small, Size::Small),
        (TextStyle::Body, Size::Body),
        (TextStyle::Button, Size::Body),
        (TextStyle::Monospace, Size::Body),
        (TextStyle::Heading, Size::Title),
    ]
    .into_iter()
    .map(|(name, size)| (name, FontId::new(size.points(), Weight::Regular.family())))
    .collect();
    style.spacing.item_spacing = vec2(8.0, 4.0);
    style.spacing.button_padding = vec2(12.0, 5.0);
    style.spacing.interact_size = vec2(32.0, 30.0);
    style.spacing.tooltip_width = 420.0;
    style.spacing.scroll.floating = true;
    style.spacing.scroll.dormant_handle_opacity = 0.3;
    style.spacing.scroll.active_handle_opacity = 0.5;
    style.interaction.tooltip_delay = 0.2;
    style.interaction.selectable_labels = false;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.animation_time = 0.0;
    style
}

fn paint(colors: &Colors, visuals: &mut Visuals) {
    let line = Stroke::new(1.0, colors.border);
    let words = Stroke::new(1.0, colors.text);
    let round = CornerRadius::same(5);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(colors.secondary);
    visuals.hyperlink_color = colors.accent;
    visuals.panel_fill = colors.background;
    visuals.window_fill = colors.card;
    visuals.window_stroke = line;
    visuals.extreme_bg_color = colors.card;
    visuals.text_edit_bg_color = Some(colors.card);
    visuals.faint_bg_color = colors.hovered;
    visuals.code_bg_color = colors.hovered;
    visuals.warn_fg_color = colors.adverse;
    visuals.error_fg_color = colors.adverse;
    visuals.selection.bg_fill = colors.selected;
    visuals.selection.stroke = Stroke::new(1.0, colors.accent);
    visuals.striped = false;
    visuals.popup_shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(50),
    };
    visuals.window_shadow = visuals.popup_shadow;
    let widgets = &mut visuals.widgets;
    for (state, fill, stroke) in [
        (&mut widgets.noninteractive, colors.card, line),
        (&mut widgets.inactive, colors.card, line),
        (
            &mut widgets.hovered,
            colors.hovered,
            Stroke::new(1.0, colors.faint),
        ),
        (
            &mut widgets.active,
            colors.selected,
            Stroke::new(1.0, colors.accent),
        ),
        (&mut widgets.open, colors.selected, line),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = stroke;
        state.fg_stroke = words;
        state.corner_radius = round;
        state.expansion = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::scale;

    #[test]
    fn a_page_twice_as_wide_is_drawn_twice_as_large() {
        let ctx = Context::default();
        install(&ctx);
        let mut scales = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for width in [PAGE_WIDTH, PAGE_WIDTH * 2.0] {
                ui.scope(|ui| {
                    present(ui, width);
                    scales.push(scale(ui));
                });
            }
        });
        output.textures_delta.clear();
        assert_eq!(scales.get(..2), Some(&[1.0, 2.0][..]));
    }
}
