//! The palette: blues for certainty from dark to light, one accent for adverse, hatch for what has no scheme.
//! Light values were measured for contrast on white and for colour-blind readers.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where colours get their names"
)]

use crate::import::TableKind;
use crate::report::{Fill, Tone};
use egui::Color32;

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// One set for each theme.
#[derive(Debug)]
pub struct Colors {
    pub text: Color32,
    pub secondary: Color32,
    /// Lightest text still readable.
    pub faint: Color32,
    pub background: Color32,
    /// Side bar and top bar.
    pub bar: Color32,
    pub card: Color32,
    pub border: Color32,
    pub grid: Color32,
    /// Links and the primary button.
    pub accent: Color32,
    pub on_accent: Color32,
    pub selected: Color32,
    pub hovered: Color32,
    pub adverse: Color32,
    pub on_adverse: Color32,
    pub favourable: Color32,
    pub developed: Color32,
    pub in_progress: Color32,
    pub opportunity: Color32,
    pub total: Color32,
    /// Text on the firm fills.
    pub on_fill: Color32,
    pub band: Color32,
    /// Cells a figure came from.
    pub mark: Color32,
    tables: [Color32; 6],
    edges: [Color32; 6],
}

pub static LIGHT: Colors = Colors {
    text: rgb(0x1B_1F24),
    secondary: rgb(0x59_5959),
    faint: rgb(0x76_7676),
    background: rgb(0xF4_F5F7),
    bar: rgb(0xFF_FFFF),
    card: rgb(0xFF_FFFF),
    border: rgb(0xD5_D9DE),
    grid: rgb(0xE3_E6EA),
    accent: rgb(0x00_3087),
    on_accent: rgb(0xFF_FFFF),
    selected: rgb(0xE6_EDF8),
    hovered: rgb(0xF0_F3F8),
    adverse: rgb(0xC2_500A),
    on_adverse: rgb(0xFF_FFFF),
    favourable: rgb(0x00_3087),
    developed: rgb(0x12_436D),
    in_progress: rgb(0x20_73BC),
    opportunity: rgb(0x6B_ACE6),
    total: rgb(0x4A_5560),
    on_fill: rgb(0xFF_FFFF),
    band: rgb(0xF8_EEE7),
    mark: rgb(0xFF_E2C7),
    tables: [
        rgb(0xE3_EEF9),
        rgb(0xE6_F2EC),
        rgb(0xEE_E9F7),
        rgb(0xF6_F0DC),
        rgb(0xEE_EFF1),
        rgb(0xF7_F8F9),
    ],
    edges: [
        rgb(0x20_73BC),
        rgb(0x2E_7D5B),
        rgb(0x6B_4FA0),
        rgb(0x8A_6D0B),
        rgb(0x6B_737B),
        rgb(0x94_9BA3),
    ],
};

pub static DARK: Colors = Colors {
    text: rgb(0xF0_F2F4),
    secondary: rgb(0xAE_B5BD),
    faint: rgb(0x8F_979F),
    background: rgb(0x13_171B),
    bar: rgb(0x1B_1F24),
    card: rgb(0x1B_1F24),
    border: rgb(0x3A_424B),
    grid: rgb(0x2F_363E),
    accent: rgb(0x4D_A3FF),
    on_accent: rgb(0x0C_1420),
    selected: rgb(0x21_3247),
    hovered: rgb(0x26_2D35),
    adverse: rgb(0xFF_B070),
    on_adverse: rgb(0x24_1605),
    favourable: rgb(0x4D_A3FF),
    developed: rgb(0x93_C4F5),
    in_progress: rgb(0x4D_A3FF),
    opportunity: rgb(0x2A_69A8),
    total: rgb(0xA8_B2BD),
    on_fill: rgb(0x0C_1420),
    band: rgb(0x2D_2823),
    mark: rgb(0x5A_3C1E),
    tables: [
        rgb(0x1D_3046),
        rgb(0x1D_362C),
        rgb(0x2D_2742),
        rgb(0x38_3220),
        rgb(0x2A_2F35),
        rgb(0x20_252A),
    ],
    edges: [
        rgb(0x4D_A3FF),
        rgb(0x5C_C79A),
        rgb(0xB3_9DEB),
        rgb(0xD9_BC5A),
        rgb(0x9A_A3AC),
        rgb(0x6C_757D),
    ],
};

/// How a chart fill is painted. Never by colour alone: what has no scheme is hatched, the lightest is outlined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FillPaint {
    pub solid: Option<Color32>,
    pub hatch: Option<Color32>,
    pub outline: Option<Color32>,
    pub text: Color32,
}

impl Colors {
    /// The set for the theme in force.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        if ui.visuals().dark_mode {
            &DARK
        } else {
            &LIGHT
        }
    }

    pub fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.text,
            Tone::Adverse => self.adverse,
            Tone::Favourable => self.favourable,
            Tone::Muted => self.secondary,
        }
    }

    /// The tint of a recognised table in its sheet.
    pub fn table(&self, kind: TableKind) -> Color32 {
        of_kind(self.tables, kind)
    }

    /// The outline of a recognised table.
    pub fn table_edge(&self, kind: TableKind) -> Color32 {
        of_kind(self.edges, kind)
    }

    pub fn fill(&self, fill: Fill) -> FillPaint {
        let solid = |color| FillPaint {
            solid: Some(color),
            hatch: None,
            outline: None,
            text: self.on_fill,
        };
        match fill {
            Fill::Developed => solid(self.developed),
            Fill::InProgress => solid(self.in_progress),
            Fill::Opportunity => FillPaint {
                outline: Some(self.developed),
                text: self.text,
                ..solid(self.opportunity)
            },
            Fill::Unidentified => FillPaint {
                solid: Some(self.card),
                hatch: Some(self.adverse),
                outline: Some(self.adverse),
                text: self.text,
            },
            Fill::NotStated => FillPaint {
                outline: Some(self.secondary),
                text: self.text,
                ..solid(self.card)
            },
            Fill::Total => solid(self.total),
            Fill::Favourable => solid(self.favourable),
            Fill::Adverse => FillPaint {
                text: self.on_adverse,
                ..solid(self.adverse)
            },
        }
    }
}

fn of_kind(colors: [Color32; 6], kind: TableKind) -> Color32 {
    let [savings, position, elective, published, repeat, other] = colors;
    match kind {
        TableKind::Savings => savings,
        TableKind::Position | TableKind::Around => position,
        TableKind::Elective => elective,
        TableKind::Measures | TableKind::PublishedWaits => published,
        TableKind::Repeat => repeat,
        TableKind::Other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance after WCAG 2, its curve as the polynomial that stays within a thousandth of it.
    fn luminance(color: Color32) -> f64 {
        let part = |byte: u8| {
            let c = f64::from(byte) / 255.0;
            c * (c * (c * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
        };
        0.2126 * part(color.r()) + 0.7152 * part(color.g()) + 0.0722 * part(color.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
        if a > b { a / b } else { b / a }
    }

    #[test]
    fn text_stands_out_from_what_it_is_set_on() {
        for colors in [&LIGHT, &DARK] {
            for text in [colors.text, colors.secondary, colors.accent] {
                assert!(contrast(text, colors.card) >= 4.5, "{text:?}");
                assert!(contrast(text, colors.background) >= 4.5, "{text:?}");
            }
            // The accent for adverse is text on cards only.
            assert!(contrast(colors.adverse, colors.card) >= 4.5);
            assert!(contrast(colors.on_adverse, colors.adverse) >= 4.5);
            for solid in [colors.developed, colors.in_progress] {
                assert!(contrast(colors.on_fill, solid) >= 4.5, "{solid:?}");
            }
        }
    }

    #[test]
    fn what_has_no_scheme_is_hatched_and_outlined_in_both_themes() {
        for colors in [&LIGHT, &DARK] {
            let paint = colors.fill(Fill::Unidentified);
            assert!(paint.hatch.is_some() && paint.outline.is_some());
        }
    }
}
