//! From figures to lengths on the screen, where a small loss cannot be seen.

/// What part of `whole` is, for drawing; nothing where there is no whole.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place on the screen needs no more than seven digits"
)]
pub fn part_of(part: f64, whole: f64) -> f32 {
    if whole.abs() > 0.0 {
        (part / whole) as f32
    } else {
        0.0
    }
}

/// How many whole times something fits; never less than none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held above zero; a count of rows or columns on a screen"
)]
pub fn whole(times: f32) -> usize {
    times.floor().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_never_negative_and_never_infinite() {
        assert_eq!(whole(-3.0), 0);
        assert_eq!(whole(2.9), 2);
        assert!((part_of(1.0, 4.0) - 0.25).abs() < 1e-6);
        assert!(part_of(1.0, 0.0).abs() < 1e-6);
    }
}
