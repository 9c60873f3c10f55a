//! Shapes, measures, wraps and shrinks text. What is measured is what is drawn.

use super::style::{Type, Weight};
use crate::export::error::ExportError;
use crate::export::fonts;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use std::cell::RefCell;
use std::collections::HashMap;

/// The three weights of the pack's typeface.
pub struct Fonts {
    regular: Cut,
    semi_bold: Cut,
    bold: Cut,
}

struct Cut {
    face: Face<'static>,
    font: Font,
    /// Widths of texts already measured, at size 1: blocks are measured before they are drawn, some more than once.
    widths: RefCell<HashMap<String, f32>>,
}

impl Cut {
    fn new(data: &'static [u8]) -> Result<Self, ExportError> {
        Ok(Self {
            face: Face::from_slice(data, 0).ok_or(ExportError::Fonts)?,
            font: Font::new(data.into(), 0).ok_or(ExportError::Fonts)?,
            widths: RefCell::default(),
        })
    }
}

impl Fonts {
    pub fn load() -> Result<Self, ExportError> {
        Ok(Self {
            regular: Cut::new(fonts::REGULAR)?,
            semi_bold: Cut::new(fonts::SEMI_BOLD)?,
            bold: Cut::new(fonts::BOLD)?,
        })
    }

    fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
            Weight::Bold => &self.bold,
        }
    }

    pub fn font(&self, weight: Weight) -> Font {
        self.cut(weight).font.clone()
    }

    /// The text with every character the font can show; others become `□`, so that something is seen to be there.
    pub fn clean(&self, text: &str) -> String {
        let face = &self.regular.face;
        text.chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control() && !is_invisible(*c))
            .map(|c| {
                if face.glyph_index(c).is_some() {
                    c
                } else {
                    '\u{25a1}'
                }
            })
            .collect()
    }

    /// Glyphs of a clean text, in units of the type size.
    pub fn shape(&self, weight: Weight, text: &str) -> Vec<KrillaGlyph> {
        let face = &self.cut(weight).face;
        let em = face.units_per_em() as f32;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(face, &[], buffer);
        let mut end = text.len();
        let mut start_of_next = text.len();
        let mut glyphs: Vec<KrillaGlyph> = Vec::with_capacity(shaped.len());
        for (info, at) in shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .rev()
        {
            let start = info.cluster as usize;
            // Glyphs of one cluster share its text.
            if start < start_of_next {
                end = start_of_next;
                start_of_next = start;
            }
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                at.x_advance as f32 / em,
                at.x_offset as f32 / em,
                at.y_offset as f32 / em,
                at.y_advance as f32 / em,
                start..end,
                None,
            ));
        }
        glyphs.reverse();
        glyphs
    }

    /// Width of one line, in points.
    pub fn width(&self, style: Type, text: &str) -> f32 {
        let cut = self.cut(style.weight);
        if let Some(width) = cut.widths.borrow().get(text) {
            return width * style.size;
        }
        let glyphs = self.shape(style.weight, &self.clean(text));
        let width: f32 = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        cut.widths.borrow_mut().insert(text.to_owned(), width);
        width * style.size
    }

    /// Lines no wider than `width`, broken at blanks; a word that is wider breaks where it must.
    pub fn wrap(&self, style: Type, text: &str, width: f32) -> Vec<String> {
        let text = self.clean(text);
        let blank = self.width(style, " ");
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used = 0.0;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let own = self.width(style, word);
            if !line.is_empty() && used + blank + own <= width {
                line.push(' ');
                line.push_str(word);
                used += blank + own;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = if own <= width {
                word.to_owned()
            } else {
                self.break_word(style, word, width, &mut lines)
            };
            used = self.width(style, &line);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Puts full lines of a too long word into `lines`, and returns its last part.
    fn break_word(&self, style: Type, word: &str, width: f32, lines: &mut Vec<String>) -> String {
        let mut part = String::new();
        let mut used = 0.0;
        for c in word.chars() {
            let own = self.width(style, c.encode_utf8(&mut [0; 4]));
            if !part.is_empty() && used + own > width {
                lines.push(std::mem::take(&mut part));
                used = 0.0;
            }
            part.push(c);
            used += own;
        }
        part
    }

    /// As `wrap`, at most `most` lines; what does not fit is given up for an ellipsis.
    pub fn wrap_at_most(&self, style: Type, text: &str, width: f32, most: usize) -> Vec<String> {
        // No page shows more of one text; without this a cell of 30,000 characters would be shaped for nothing.
        let text: String = text.chars().take(1_500).collect();
        let mut lines = self.wrap(style, &text, width);
        if lines.len() > most.max(1) {
            lines.truncate(most.max(1));
            if let Some(last) = lines.last_mut() {
                last.push('…');
                while self.width(style, last) > width && last.chars().count() > 1 {
                    last.pop();
                    last.pop();
                    last.push('…');
                }
            }
        }
        lines
    }

    /// The largest size, from the style's own down to `least`, at which the text fits on one line.
    pub fn shrink(&self, style: Type, text: &str, width: f32, least: f32) -> Type {
        let natural = self.width(style, text);
        if natural <= width {
            return style;
        }
        // A little less than just fits: a rounding error must not break the line.
        style.sized((style.size * width / natural * 0.998).max(least))
    }
}

/// Characters without a mark of their own, which PDF/UA does not allow to be mapped or which shape to nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::super::style::{BODY, TITLE};
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_column() {
        let fonts = Fonts::load().unwrap();
        let text =
            "Theatre productivity, Donaudampfschifffahrtselektrizitätenhauptbetriebswerk and more";
        for width in [30.0, 90.0, 400.0] {
            let lines = fonts.wrap(BODY, text, width);
            assert!(
                lines
                    .iter()
                    .all(|line| fonts.width(BODY, line) <= width + 0.1)
            );
            let joined: String = lines.concat().chars().filter(|c| *c != ' ').collect();
            assert_eq!(joined, text.replace(' ', ""));
        }
    }

    #[test]
    fn a_text_without_end_is_given_up_for_an_ellipsis() {
        let fonts = Fonts::load().unwrap();
        let lines = fonts.wrap_at_most(BODY, &"long ".repeat(9_000), 120.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…') && fonts.width(BODY, &lines[2]) <= 120.0);
    }

    #[test]
    fn what_the_font_cannot_show_is_seen_to_be_missing() {
        let fonts = Fonts::load().unwrap();
        assert_eq!(fonts.clean("Ward\u{7}\t\u{200b}計 £1"), "Ward □ £1");
        let glyphs = fonts.shape(Weight::Regular, &fonts.clean("計\u{e000}🚑"));
        assert!(glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
    }

    #[test]
    fn a_number_shrinks_until_it_fits() {
        let fonts = Fonts::load().unwrap();
        let style = fonts.shrink(TITLE, "(1,234,567.8)", 60.0, 6.0);
        assert!(fonts.width(style, "(1,234,567.8)") <= 60.1);
    }
}
