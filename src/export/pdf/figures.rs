//! Large numbers in a row: label, number, what it rests on, where it comes from, where it stands.

use super::canvas::{Anchor, Canvas, Mark, Role, Stroke};
use super::style::{
    BODY, Colour, FAVOURABLE, FIGURE, Frame, RULE, SECONDARY, SMALL, TEXT, Type, narrow,
};
use super::tone;
use crate::report::{Figure, Scale};

const GUTTER: f32 = 24.0;
/// Between the rule on top and the label.
const TOP: f32 = 10.0;
const RULER: f32 = 34.0;
const LABEL: Type = BODY.coloured(SECONDARY);
const LINK: Type = SMALL.coloured(FAVOURABLE);

/// One figure, its texts set for the width of its column.
struct Card<'a> {
    figure: &'a Figure,
    label: Vec<String>,
    detail: Vec<String>,
    link: Vec<String>,
}

/// All figures, their lines aligned across.
pub struct Row<'a> {
    cards: Vec<Card<'a>>,
    column: f32,
    label_height: f32,
    pub height: f32,
}

impl<'a> Row<'a> {
    pub fn new(canvas: &Canvas<'_>, figures: &'a [Figure], width: f32) -> Self {
        let n = figures.len().max(1) as f32;
        let column = ((width - GUTTER * (n - 1.0)) / n).max(40.0);
        let lines = |style, text: &str, most| canvas.fonts.wrap_at_most(style, text, column, most);
        let cards: Vec<Card<'_>> = figures
            .iter()
            .map(|figure| Card {
                figure,
                label: lines(LABEL, &figure.label, 3),
                detail: lines(SMALL, &figure.detail, 5),
                link: figure
                    .link
                    .as_ref()
                    .map(|link| lines(LINK, &link.text, 2))
                    .unwrap_or_default(),
            })
            .collect();
        let labels = cards.iter().map(|card| card.label.len()).max().unwrap_or(0);
        let label_height = labels as f32 * LABEL.leading();
        let rest = |card: &Card<'_>| {
            let lines = (card.detail.len() + card.link.len()) as f32 * SMALL.leading();
            lines
                + if card.figure.scale.is_some() {
                    RULER
                } else {
                    0.0
                }
        };
        let tallest = cards.iter().map(rest).fold(0.0, f32::max);
        Self {
            height: TOP + label_height + FIGURE.leading() + 4.0 + tallest,
            cards,
            column,
            label_height,
        }
    }

    pub fn draw(&self, canvas: &mut Canvas<'_>, frame: Frame) {
        for (index, card) in self.cards.iter().enumerate() {
            let x = frame.x + index as f32 * (self.column + GUTTER);
            let column = Frame {
                x,
                width: self.column,
                ..frame
            };
            self.card(canvas, card, column);
        }
    }

    fn card(&self, canvas: &mut Canvas<'_>, card: &Card<'_>, frame: Frame) {
        canvas.rule(frame.x, frame.y, frame.width, Stroke::solid(TEXT, 1.0));
        let figure = card.figure;
        let mut at = frame.below(TOP);
        canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(at, Anchor::Left, LABEL, &card.label)
        });
        at = at.below(self.label_height);
        let style = FIGURE.coloured(tone::colour(figure.tone));
        let fitted = canvas.fonts.shrink(style, &figure.value, at.width, 9.0);
        let lines = canvas
            .fonts
            .wrap_at_most(fitted, &figure.value, at.width, 2);
        canvas.group(Role::Paragraph, |canvas| {
            // On one baseline in all columns, whatever their sizes.
            let baseline = at.y + FIGURE.ascent();
            let line = Frame {
                y: baseline - fitted.ascent(),
                ..at
            };
            canvas.lines(line, Anchor::Left, fitted, &lines);
        });
        at = at.below(FIGURE.leading() + 4.0);
        let used = canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(at, Anchor::Left, SMALL, &card.detail)
        });
        at = at.below(used);
        let used = canvas.group(Role::Paragraph, |canvas| {
            canvas.lines(at, Anchor::Left, LINK, &card.link)
        });
        at = at.below(used);
        if let Some(scale) = &figure.scale {
            let alt = format!(
                "{} {} on a scale: {}",
                figure.label,
                figure.value,
                marks(scale)
            );
            canvas.group(Role::Figure(alt), |canvas| {
                ruler(canvas, at, scale, tone::colour(figure.tone));
            });
        }
    }
}

fn marks(scale: &Scale) -> String {
    let labels: Vec<&str> = scale.marks.iter().map(|mark| mark.label.as_str()).collect();
    labels.join(", ")
}

/// A bar with ticks, their labels below, and a dot for the value.
fn ruler(canvas: &mut Canvas<'_>, frame: Frame, scale: &Scale, dot: Colour) {
    let span = scale.max - scale.min;
    let place = |at: f64| {
        let part = if span > 0.0 {
            ((at - scale.min) / span).clamp(0.0, 1.0)
        } else {
            0.0
        };
        frame.x + 4.0 + narrow(part) * (frame.width - 8.0)
    };
    let y = frame.y + 10.0;
    let bar = Frame {
        x: frame.x,
        y: y - 1.5,
        width: frame.width,
        height: 3.0,
    };
    canvas.filled(bar, RULE);
    let style = SMALL.sized(9.0);
    let mut free_from = frame.x;
    for mark in &scale.marks {
        let x = place(mark.at);
        canvas.line(
            vec![(x, y - 4.0), (x, y + 4.0)],
            Stroke::solid(SECONDARY, 1.0),
        );
        let width = canvas.fonts.width(style, &mark.label);
        let centred = (x - width / 2.0).min(frame.right() - width).max(frame.x);
        // A label that would run into its neighbour is left to the description.
        if centred >= free_from {
            canvas.text(centred, y + 17.0, Anchor::Left, style, &mark.label);
            free_from = centred + width + 4.0;
        }
    }
    canvas.mark(Mark::Dot {
        x: place(scale.value),
        y,
        radius: 4.5,
        colour: dot,
    });
}
