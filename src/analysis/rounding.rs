//! How far a sum of printed figures may honestly be off.

use crate::plan::{Money, Share};
use rust_decimal::Decimal;

/// Half of the last digit printed, for each of these figures: the most that rounding can make.
pub fn rounding(figures: &[Money]) -> Money {
    let digits = [Decimal::from(100_000), Decimal::ONE_THOUSAND, Decimal::ONE];
    let digit = digits
        .into_iter()
        .find(|digit| {
            figures
                .iter()
                .all(|figure| (figure.pounds() % digit).is_zero())
        })
        .unwrap_or(Decimal::ONE);
    Money::from_pounds(digit) * Share(Decimal::from(figures.len() as u64) / Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_tenths_of_a_million_round_coarser_than_figures_in_thousands() {
        let of = |values: &[i64]| {
            let figures: Vec<Money> = values
                .iter()
                .map(|value| Money::from_pounds(*value))
                .collect();
            rounding(&figures)
        };
        assert_eq!(of(&[42_100_000, -3_200_000]), Money::from_pounds(100_000));
        assert_eq!(of(&[42_101_000, -3_200_000]), Money::from_pounds(1_000));
        assert_eq!(of(&[42_101_001]), Money::from_pounds(Decimal::new(5, 1)));
    }
}
