//! Four sizes and three weights of one font; presentation draws the same sizes larger.

use egui::emath::GuiRounding as _;
use egui::{Color32, FontFamily, FontId, RichText, TextStyle, Ui};

/// The only sizes of text, in points at 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Small,
    Body,
    Title,
    Figure,
}

impl Size {
    pub fn points(self) -> f32 {
        match self {
            Self::Small => 13.0,
            Self::Body => 14.5,
            Self::Title => 22.0,
            Self::Figure => 29.0,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    SemiBold,
    Bold,
}

impl Weight {
    /// The family a weight is installed under.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::SemiBold => FontFamily::Name("Inter SemiBold".into()),
            Self::Bold => FontFamily::Name("Inter Bold".into()),
        }
    }
}

/// How much larger than in the window this part is drawn: 1 in the window, more in the presentation.
pub fn scale(ui: &Ui) -> f32 {
    ui.style()
        .text_styles
        .get(&TextStyle::Body)
        .map_or(1.0, |body| body.size / Size::Body.points())
}

/// A length given at 100 %, as it is drawn here, in the fractions of a point the interface lays out in.
pub fn px(ui: &Ui, length: f32) -> f32 {
    (length * scale(ui)).round_ui()
}

pub fn font(ui: &Ui, size: Size, weight: Weight) -> FontId {
    FontId::new(px(ui, size.points()), weight.family())
}

pub fn text(
    ui: &Ui,
    text: impl Into<String>,
    size: Size,
    weight: Weight,
    color: Color32,
) -> RichText {
    RichText::new(text)
        .font(font(ui, size, weight))
        .color(color)
}
