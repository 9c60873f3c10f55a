//! The pictograms of Making Data Count, drawn by us: a ring with a sign in it, its words beside it.

use super::canvas::{Anchor, Canvas, Mark, Role, Stroke};
use super::style::{BODY, Frame, SECONDARY, SMALL, STRONG, Type, WHITE};
use super::tone;
use crate::report::{IconItem, IconSign};

const RADIUS: f32 = 15.0;
const GUTTER: f32 = 24.0;
/// From the left of the ring to the words.
const INDENT: f32 = 2.0 * RADIUS + 10.0;
const NAME: Type = STRONG;
const WORDS: Type = SMALL.coloured(SECONDARY);

/// Icons side by side, their words set for the width of their columns.
pub struct SetIcons<'a> {
    icons: Vec<(&'a IconItem, Vec<String>)>,
    column: f32,
    pub height: f32,
}

impl<'a> SetIcons<'a> {
    pub fn new(canvas: &Canvas<'_>, icons: &'a [IconItem], width: f32) -> Self {
        let n = icons.len().max(1) as f32;
        let column = ((width - GUTTER * (n - 1.0)) / n).max(80.0);
        let icons: Vec<_> = icons
            .iter()
            .map(|icon| {
                let words = canvas
                    .fonts
                    .wrap_at_most(WORDS, &icon.words, column - INDENT, 4);
                (icon, words)
            })
            .collect();
        let height = icons
            .iter()
            .map(|(_, words)| NAME.leading() + words.len() as f32 * WORDS.leading())
            .fold(2.0 * RADIUS, f32::max);
        Self {
            icons,
            column,
            height,
        }
    }

    pub fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame) {
        for (index, (icon, words)) in self.icons.iter().enumerate() {
            let x = frame.x + index as f32 * (self.column + GUTTER);
            let alt = format!("{}. {}", icon.name, icon.words);
            canvas.group(Role::Figure(alt), |canvas| {
                ring(canvas, x + RADIUS, frame.y + RADIUS, icon);
            });
            let column = Frame {
                x: x + INDENT,
                width: self.column - INDENT,
                ..frame
            };
            let name = [icon.name.clone()];
            let used = canvas.group(Role::Paragraph, |canvas| {
                canvas.lines(column, Anchor::Left, NAME, &name)
            });
            canvas.group(Role::Paragraph, |canvas| {
                canvas.lines(column.below(used), Anchor::Left, WORDS, words)
            });
        }
    }
}

fn ring(canvas: &mut Canvas<'_>, x: f32, y: f32, icon: &IconItem) {
    let colour = tone::colour(icon.tone);
    for (radius, colour) in [(RADIUS, colour), (RADIUS - 3.0, WHITE)] {
        canvas.mark(Mark::Dot {
            x,
            y,
            radius,
            colour,
        });
    }
    match icon.sign {
        IconSign::Wave => {
            let points = [
                (-0.6, 0.15),
                (-0.3, -0.25),
                (0.0, 0.2),
                (0.3, -0.2),
                (0.6, 0.1),
            ];
            let points = points.map(|(dx, dy)| (x + dx * RADIUS, y + dy * RADIUS));
            canvas.line(points.into(), Stroke::solid(colour, 1.8));
        }
        IconSign::Letter(letter) => {
            let style = BODY.weighing(super::style::Weight::Bold).coloured(colour);
            canvas.text(x, y + style.size * 0.36, Anchor::Centre, style, letter);
        }
    }
}
