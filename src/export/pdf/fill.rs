//! Fill is certainty: how each step from firm to nothing behind it is drawn.

use super::canvas::{Canvas, Stroke};
use super::style::{
    ADVERSE, Colour, DEVELOPED, FAVOURABLE, Frame, IN_PROGRESS, NEUTRAL, OPPORTUNITY, SECONDARY,
    TEXT, WHITE,
};
use crate::report::Fill;

const HATCH_STEP: f32 = 5.0;

/// The area, filled as its certainty asks.
pub fn draw(canvas: &mut Canvas<'_>, frame: Frame, fill: Fill) {
    let thin = |colour| Stroke::solid(colour, 0.8);
    // An outline is drawn inside its area, so that neighbours do not share it.
    let inner = Frame {
        x: frame.x + 0.4,
        y: frame.y + 0.4,
        width: (frame.width - 0.8).max(0.1),
        height: (frame.height - 0.8).max(0.1),
    };
    match fill {
        Fill::Unidentified => {
            canvas.outlined(inner, Some(WHITE), thin(ADVERSE));
            hatch(canvas, inner);
        }
        Fill::NotStated => canvas.outlined(inner, Some(WHITE), thin(SECONDARY)),
        Fill::Opportunity => canvas.outlined(inner, Some(OPPORTUNITY), thin(DEVELOPED)),
        solid => canvas.filled(frame, colour(solid)),
    }
}

fn colour(fill: Fill) -> Colour {
    match fill {
        Fill::Developed => DEVELOPED,
        Fill::InProgress => IN_PROGRESS,
        Fill::Opportunity => OPPORTUNITY,
        Fill::Unidentified | Fill::NotStated => WHITE,
        Fill::Total => NEUTRAL,
        Fill::Favourable => FAVOURABLE,
        Fill::Adverse => ADVERSE,
    }
}

/// The colour of text on this fill.
pub fn ink(fill: Fill) -> Colour {
    match fill {
        Fill::Opportunity | Fill::Unidentified | Fill::NotStated => TEXT,
        _ => WHITE,
    }
}

/// Whether text on this fill needs a ground of its own to be read.
pub fn is_busy(fill: Fill) -> bool {
    fill == Fill::Unidentified
}

/// Rising diagonals, cut off at the edges.
fn hatch(canvas: &mut Canvas<'_>, frame: Frame) {
    let stroke = Stroke::solid(ADVERSE, 0.6);
    // A diagonal holds x + y; from the top left corner's sum to the bottom right corner's.
    let mut sum = frame.x + frame.y + HATCH_STEP / 2.0;
    while sum < frame.right() + frame.bottom() {
        let left = (sum - frame.bottom()).max(frame.x);
        let right = (sum - frame.y).min(frame.right());
        if right > left {
            canvas.line(
                vec![(left, sum - left), (right, sum - right)],
                stroke.clone(),
            );
        }
        sum += HATCH_STEP;
    }
}
