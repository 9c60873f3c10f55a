//! Names of lines at their ends, where they touch neither each other nor, if it can be helped, a line.

use super::canvas::{Anchor, Canvas, Stroke};
use super::style::{Frame, RULE, Type};

pub struct EndLabel<'a> {
    pub text: &'a str,
    pub style: Type,
    /// The line's last point.
    pub end: (f32, f32),
}

type Line = Vec<(f32, f32)>;

/// `whole` is the plot and the margin at its right, `edge` where the margin begins.
pub fn place_labels(
    canvas: &mut Canvas<'_>,
    whole: Frame,
    edge: f32,
    labels: &[EndLabel<'_>],
    lines: &[Line],
) {
    let (mut at_edge, inside): (Vec<_>, Vec<_>) =
        labels.iter().partition(|label| label.end.0 > edge - 1.0);
    at_edge.sort_by(|a, b| a.end.1.total_cmp(&b.end.1));
    let mut taken = in_margin(canvas, whole, edge, &at_edge);
    for label in inside {
        taken.push(beside(canvas, whole, label, &taken, lines));
    }
}

/// One under the other in the margin, each as near to its line as its neighbours allow.
fn in_margin(
    canvas: &mut Canvas<'_>,
    whole: Frame,
    edge: f32,
    labels: &[&EndLabel<'_>],
) -> Vec<Frame> {
    let x = edge + 8.0;
    let width = (whole.right() - x).max(20.0);
    let set: Vec<Vec<String>> = labels
        .iter()
        .map(|label| canvas.fonts.wrap_at_most(label.style, label.text, width, 3))
        .collect();
    let heights: Vec<f32> = labels
        .iter()
        .zip(&set)
        .map(|(label, lines)| lines.len() as f32 * label.style.leading())
        .collect();
    let tops = spread(
        &labels
            .iter()
            .zip(&heights)
            .map(|(label, height)| (label.end.1 - height / 2.0, *height))
            .collect::<Vec<_>>(),
        whole.y - 8.0,
        whole.bottom() + 8.0,
    );
    let mut taken = Vec::new();
    for (((label, lines), height), top) in labels.iter().zip(&set).zip(&heights).zip(tops) {
        let frame = Frame {
            x,
            y: top,
            width,
            height: *height,
        };
        let middle = top + height / 2.0;
        if (middle - label.end.1).abs() > 3.0 {
            let points = vec![(edge + 1.0, label.end.1), (x - 2.0, middle)];
            canvas.line(points, Stroke::solid(RULE, 0.8));
        }
        canvas.lines(frame, Anchor::Left, label.style, lines);
        taken.push(frame);
    }
    taken
}

/// Tops of boxes (wished top, height) in order, moved down and then up until none overlap.
fn spread(boxes: &[(f32, f32)], top: f32, bottom: f32) -> Vec<f32> {
    let mut tops = Vec::with_capacity(boxes.len());
    let mut free = top;
    for (wished, height) in boxes {
        let at = wished.max(free);
        tops.push(at);
        free = at + height;
    }
    let mut limit = bottom;
    for (at, (_, height)) in tops.iter_mut().zip(boxes).rev() {
        *at = at.min(limit - height);
        limit = *at;
    }
    tops
}

/// The place around the line's end that crosses the least.
fn beside(
    canvas: &mut Canvas<'_>,
    whole: Frame,
    label: &EndLabel<'_>,
    taken: &[Frame],
    lines: &[Line],
) -> Frame {
    let most = whole.width * 0.5;
    let set = canvas.fonts.wrap_at_most(label.style, label.text, most, 3);
    let widths = set.iter().map(|line| canvas.fonts.width(label.style, line));
    let width = widths.fold(0.0, f32::max) + 0.5;
    let height = set.len() as f32 * label.style.leading();
    let (x, y) = label.end;
    let frame = |(dx, dy): (f32, f32)| Frame {
        x: (x + dx).min(whole.right() - width).max(whole.x + 2.0),
        y: (y + dy).min(whole.bottom() - height).max(whole.y),
        width,
        height,
    };
    let near = [
        (8.0, -height / 2.0),
        (6.0, 4.0),
        (6.0, -height - 4.0),
        (-width / 2.0, -height - 6.0),
        (-width / 2.0, 6.0),
        (-width - 8.0, -height - 2.0),
        (-width - 8.0, 2.0),
    ];
    // Where all places near the end are taken, any free one above or below.
    let far = (0_u8..12).map(|step| whole.y - y + f32::from(step) * whole.height / 12.0);
    let far = far.flat_map(|dy| [(8.0, dy), (-width - 8.0, dy)]);
    let cost = |frame: &Frame| {
        let labels = taken.iter().filter(|other| frame.overlaps(**other)).count();
        let crossed = lines.iter().filter(|line| crosses(line, *frame)).count();
        labels * 10 + crossed
    };
    let first = |best: Frame, other: Frame| {
        if cost(&other) < cost(&best) {
            other
        } else {
            best
        }
    };
    let mut best = near
        .map(frame)
        .into_iter()
        .fold(frame((8.0, -height / 2.0)), first);
    if taken.iter().any(|other| best.overlaps(*other)) {
        best = far.map(frame).fold(best, first);
    }
    canvas.lines(best, Anchor::Left, label.style, &set);
    best
}

/// Whether the line passes through the frame, looked at every few points.
fn crosses(line: &[(f32, f32)], frame: Frame) -> bool {
    let inside =
        |x: f32, y: f32| x > frame.x && x < frame.right() && y > frame.y && y < frame.bottom();
    line.iter().zip(line.iter().skip(1)).any(|(from, to)| {
        let part = |i: u8| f32::from(i) / 12.0;
        (0..=12).any(|i| {
            inside(
                from.0 + (to.0 - from.0) * part(i),
                from.1 + (to.1 - from.1) * part(i),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_want_the_same_place_are_spread_within_the_plot() {
        let tops = spread(&[(90.0, 10.0), (92.0, 10.0), (95.0, 10.0)], 0.0, 110.0);
        assert!(tops.windows(2).all(|pair| pair[1] - pair[0] >= 10.0 - 1e-3));
        assert!(tops[2] + 10.0 <= 110.0);
        assert_eq!(spread(&[(5.0, 10.0)], 0.0, 100.0), [5.0]);
    }
}
