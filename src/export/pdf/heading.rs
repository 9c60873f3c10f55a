//! The title and subtitle of a block.

use super::canvas::{Anchor, Canvas, Role};
use super::style::{Frame, HEADING, SMALL};

/// Space below a heading.
const AFTER: f32 = 8.0;

/// A block's heading, its lines set for a width.
pub struct Heading {
    title: Vec<String>,
    subtitle: Vec<String>,
    pub height: f32,
}

impl Heading {
    /// Nothing where the page has already said it.
    pub fn new(canvas: &Canvas<'_>, title: &str, subtitle: &str, width: f32) -> Self {
        let title = canvas.fonts.wrap_at_most(HEADING, title, width, 3);
        let subtitle = canvas.fonts.wrap_at_most(SMALL, subtitle, width, 3);
        let lines =
            title.len() as f32 * HEADING.leading() + subtitle.len() as f32 * SMALL.leading();
        Self {
            height: if lines > 0.0 { lines + AFTER } else { 0.0 },
            title,
            subtitle,
        }
    }

    /// Draws it at the top of the frame; returns what is left of the frame.
    pub fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame) -> Frame {
        let mut used = 0.0;
        if !self.title.is_empty() {
            used += canvas.group(Role::Heading(2), |canvas| {
                canvas.lines(frame, Anchor::Left, HEADING, &self.title)
            });
        }
        if !self.subtitle.is_empty() {
            canvas.group(Role::Paragraph, |canvas| {
                canvas.lines(frame.below(used), Anchor::Left, SMALL, &self.subtitle)
            });
        }
        frame.below(self.height)
    }
}
