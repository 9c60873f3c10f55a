//! What the cohort method is held against: the two projections a board would make on the back of the agenda.

use super::Series;

/// Months a straight line is drawn through.
const LINE_MONTHS: i32 = 6;

/// As many as now.
pub(super) fn no_change(known: &Series<'_>, threshold: u16) -> Option<f64> {
    Some(known.longer_than(known.now, threshold)? as f64)
}

/// Least squares through the last months, never below zero; months before the list changed what it counts are left out.
pub(super) fn straight_line(known: &Series<'_>, threshold: u16, ahead: i32) -> Option<f64> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for back in 0..LINE_MONTHS {
        if let Some(count) = known.longer_than(known.now - back, threshold) {
            points.push((-f64::from(back), count as f64));
        }
        if known.breaks_at(known.now - back) {
            break;
        }
    }
    if points.len() < 2 {
        return None;
    }
    let count = points.len() as f64;
    let (sum_x, sum_y) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
    let (mean_x, mean_y) = (sum_x / count, sum_y / count);
    let (mut with, mut spread) = (0.0, 0.0);
    for (x, y) in &points {
        with += (x - mean_x) * (y - mean_y);
        spread += (x - mean_x) * (x - mean_x);
    }
    Some((mean_y + with / spread * (f64::from(ahead) - mean_x)).max(0.0))
}
