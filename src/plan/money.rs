//! Money, exactly.
//!
//! | operation | result |
//! |---|---|
//! | `Money ± Money`, `-Money`, sum | `Money` |
//! | `Money × Share` | `Money` |
//! | `Money.share_of(Money)` | `Share`, or none of a zero base |
//!
//! There is no `Money × Money`, and nothing is rounded before `report::format`.

use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// Pounds. Surplus and saving positive, deficit and cost negative, unless a field says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Money(Decimal);

/// A part of a whole: 0.06 is 6%.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share(pub Decimal);

/// The unit in which a table quotes money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Unit {
    #[default]
    Pounds,
    Thousands,
    Millions,
}

impl Unit {
    pub fn pounds(self) -> Decimal {
        match self {
            Self::Pounds => Decimal::ONE,
            Self::Thousands => Decimal::ONE_THOUSAND,
            Self::Millions => Decimal::from(1_000_000),
        }
    }

    /// The last digit that tables in this unit are printed to, in pounds: £1, £1,000, or £0.1m.
    pub fn digit(self) -> Decimal {
        match self {
            Self::Pounds | Self::Thousands => self.pounds(),
            Self::Millions => Decimal::from(100_000),
        }
    }

    /// As printed in a table head: `£`, `£000`, `£m`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pounds => "£",
            Self::Thousands => "£000",
            Self::Millions => "£m",
        }
    }
}

impl Money {
    pub const ZERO: Self = Self(Decimal::ZERO);

    pub fn from_pounds(pounds: impl Into<Decimal>) -> Self {
        Self(pounds.into())
    }

    /// A number quoted in `unit`; `None` beyond a decimal's range.
    pub fn quoted(number: Decimal, unit: Unit) -> Option<Self> {
        number.checked_mul(unit.pounds()).map(Self)
    }

    pub fn pounds(self) -> Decimal {
        self.0
    }

    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    pub fn is_positive(self) -> bool {
        self.0.is_sign_positive() && !self.0.is_zero()
    }

    /// Whether it is so many times `step` without a rest; nothing is a multiple of zero.
    pub fn is_multiple_of(self, step: Self) -> bool {
        let scale = self.0.scale().max(step.0.scale());
        let units = |money: Decimal| finer(money.mantissa(), scale - money.scale());
        match (units(self.0), units(step.0)) {
            (Some(own), Some(step)) => own.checked_rem(step) == Some(0),
            _ => self
                .0
                .checked_rem(step.0)
                .is_some_and(|rest| rest.is_zero()),
        }
    }

    /// What part of `whole` this is; `None` where the whole is zero.
    pub fn share_of(self, whole: Self) -> Option<Share> {
        self.0.checked_div(whole.0).map(Share)
    }

    /// The same in whole thousandths, half of one to the even; `None` where the whole is not positive.
    pub fn thousandths_of(self, whole: Self) -> Option<i64> {
        let scale = self.0.scale().max(whole.0.scale());
        let units = |money: Self| finer(money.0.mantissa(), scale - money.0.scale());
        let (own, whole) = (units(self)?.checked_mul(1_000)?, units(whole)?);
        if whole <= 0 {
            return None;
        }
        let (below, rest) = (own.div_euclid(whole), own.rem_euclid(whole));
        let up = match rest.checked_mul(2)?.cmp(&whole) {
            Ordering::Less => false,
            Ordering::Equal => below % 2 != 0,
            Ordering::Greater => true,
        };
        i64::try_from(below + i128::from(up)).ok()
    }

    /// Whether two figures that should be equal are, up to `tolerance` either way.
    pub fn agrees_with(self, other: Self, tolerance: Self) -> bool {
        (self - other).abs() <= tolerance
    }

    /// Whether there is nothing but the binary fraction that a spreadsheet's own sums end in.
    pub fn is_less_than_a_penny(self) -> bool {
        self.0.abs() < Decimal::new(1, 2)
    }

    /// For drawing and simulation only.
    pub fn to_f64(self) -> f64 {
        use rust_decimal::prelude::ToPrimitive as _;
        self.0.to_f64().unwrap_or(0.0)
    }
}

impl Share {
    /// 6 is 6%.
    pub fn percent(percent: impl Into<Decimal>) -> Self {
        Self(percent.into() / Decimal::ONE_HUNDRED)
    }

    /// For drawing only.
    pub fn to_f64(self) -> f64 {
        use rust_decimal::prelude::ToPrimitive as _;
        self.0.to_f64().unwrap_or(0.0)
    }
}

// Saturating: the import refuses single figures near a decimal's limits, and a plan of 7.9e28 pounds is no plan.
impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<Share> for Money {
    type Output = Self;
    fn mul(self, share: Share) -> Self {
        Self(self.0.saturating_mul(share.0))
    }
}

impl Ord for Money {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most amounts of a plan have as many digits behind the point, and are then whole numbers to compare.
        if self.0.scale() == other.0.scale() {
            self.0.mantissa().cmp(&other.0.mantissa())
        } else {
            self.0.cmp(&other.0)
        }
    }
}

impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        let mut sum = Adder::default();
        for money in iter {
            sum.add(money);
        }
        sum.total()
    }
}

/// Adds up many amounts, which mostly have as many digits behind the point as the one before.
#[derive(Debug, Clone, Copy, Default)]
pub struct Adder {
    /// What is not in `units`.
    rest: Money,
    /// In units of the last digit.
    units: i128,
    scale: u32,
}

impl Adder {
    pub fn add(&mut self, money: Money) {
        let (units, scale) = (money.0.mantissa(), money.0.scale());
        let added = match scale.cmp(&self.scale) {
            Ordering::Equal => self.units.checked_add(units),
            Ordering::Less => {
                finer(units, self.scale - scale).and_then(|units| self.units.checked_add(units))
            }
            Ordering::Greater => {
                finer(self.units, scale - self.scale).and_then(|own| own.checked_add(units))
            }
        };
        // More digits than a decimal has are left to its own rounding.
        let most = Decimal::MAX.mantissa().unsigned_abs();
        if let Some(added) = added.filter(|added| added.unsigned_abs() <= most) {
            self.units = added;
            self.scale = self.scale.max(scale);
        } else {
            *self = Self {
                rest: self.total() + money,
                ..Self::default()
            };
        }
    }

    pub fn total(self) -> Money {
        Decimal::try_from_i128_with_scale(self.units, self.scale)
            .map_or(self.rest, |units| self.rest + Money(units))
    }
}

/// The same amount in units of so many more digits.
fn finer(units: i128, digits: u32) -> Option<i128> {
    units.checked_mul(10_i128.checked_pow(digits)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_what_adding_one_by_one_gives() {
        let parts = [
            "0.1",
            "1240",
            "-3.333333333333333333333333333",
            "0",
            "99.95",
            "-0.05",
        ];
        let parts = parts.map(|part| Money(part.parse().unwrap()));
        let one_by_one = parts.into_iter().fold(Money::ZERO, Add::add);
        assert_eq!(parts.into_iter().sum::<Money>(), one_by_one);
        let large = Money(Decimal::MAX);
        assert_eq!([large, large].into_iter().sum::<Money>(), large);
        let back = [large, large, -large, Money::from_pounds(-7)];
        let fine = Money(Decimal::new(1, 28));
        assert_eq!(back.into_iter().sum::<Money>(), Money::from_pounds(-7));
        assert_eq!([large, fine].into_iter().sum::<Money>(), large + fine);
        assert_eq!(std::iter::empty::<Money>().sum::<Money>(), Money::ZERO);
    }

    #[test]
    fn thousandths_are_the_share_rounded() {
        let amounts = [
            "-7.25", "-1", "0", "0.5", "1.5", "2.50", "333.3", "1999.5", "2000",
        ];
        let amounts = amounts.map(|text| Money(text.parse().unwrap()));
        for own in amounts {
            for whole in amounts {
                let share = own.share_of(whole).filter(|_| whole.is_positive());
                let rounded = share.map(|share| share.0.round_dp(3));
                let found = own.thousandths_of(whole);
                assert_eq!(found.map(|found| Decimal::new(found, 3)), rounded);
            }
        }
    }

    #[test]
    fn amounts_are_in_order_at_any_number_of_digits() {
        let ordered = [
            "-2", "-1.50", "-1.5", "-0.0", "0", "0.1", "0.10", "0.11", "2", "10",
        ];
        let ordered = ordered.map(|text| text.parse::<Decimal>().unwrap());
        for one in ordered {
            for other in ordered {
                assert_eq!(Money(one).cmp(&Money(other)), one.cmp(&other));
            }
        }
    }

    #[test]
    fn a_multiple_is_one_at_any_number_of_digits() {
        let pounds = |text: &str| Money(text.parse().unwrap());
        let half = Money::from_pounds(500_000);
        for (text, is) in [
            ("1500000.00", true),
            ("1500000.5", false),
            ("250000", false),
            ("0", true),
            ("-500000", true),
        ] {
            assert_eq!(pounds(text).is_multiple_of(half), is, "{text}");
        }
        assert!(pounds("0.3").is_multiple_of(pounds("0.05")));
        assert!(!pounds("3").is_multiple_of(Money::ZERO));
    }

    #[test]
    fn twelve_twelfths_are_the_year() {
        let month = Money::quoted(Decimal::new(83_333, 4), Unit::Thousands).unwrap();
        let year: Money = std::iter::repeat_n(month, 12).sum();
        assert!(year.agrees_with(Money::from_pounds(100_000), Money::from_pounds(1)));
    }

    #[test]
    fn units_of_quotation_are_exact() {
        assert_eq!(
            Money::quoted(Decimal::new(-420, 1), Unit::Millions),
            Some(Money::from_pounds(-42_000_000))
        );
        assert_eq!(Money::quoted(Decimal::MAX, Unit::Millions), None);
    }

    #[test]
    fn a_share_of_nothing_is_unknown() {
        assert_eq!(Money::from_pounds(5).share_of(Money::ZERO), None);
        assert_eq!(
            Money::from_pounds(6).share_of(Money::from_pounds(100)),
            Some(Share::percent(6))
        );
    }
}
