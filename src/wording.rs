//! Number → text. Nothing else in the program makes text of a number that a board reads.

use crate::plan::{Money, Share};
use rust_decimal::{Decimal, RoundingStrategy};

const MINUS: char = '\u{2212}';

/// The unit a plan's figures are shown in, chosen once for all its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quote {
    /// £m to one decimal.
    #[default]
    Millions,
    /// £000 without decimals: plans of small bodies.
    Thousands,
}

impl Quote {
    /// The unit in which `largest` still reads to three figures.
    pub fn for_largest(largest: Money) -> Self {
        if largest.abs() < Money::from_pounds(5_000_000) && !largest.is_zero() {
            Self::Thousands
        } else {
            Self::Millions
        }
    }

    /// `£m`
    pub fn unit(self) -> &'static str {
        match self {
            Self::Millions => "£m",
            Self::Thousands => "£000",
        }
    }

    /// The number drawn for `money` on an axis in this unit.
    pub fn drawn(self, money: Money) -> f64 {
        match self {
            Self::Millions => money.to_f64() / 1e6,
            Self::Thousands => money.to_f64() / 1e3,
        }
    }

    fn number(self, money: Money) -> String {
        let (divisor, decimals) = match self {
            Self::Millions => (Decimal::from(1_000_000), 1),
            Self::Thousands => (Decimal::ONE_THOUSAND, 0),
        };
        grouped(rounded(money.abs().pounds() / divisor, decimals))
    }

    /// For tables and large figures, whose unit is said once: `42.0`, `(66.9)`.
    pub fn bare(self, money: Money) -> String {
        let number = self.number(money);
        if money.is_negative() && number.chars().any(|digit| ('1'..='9').contains(&digit)) {
            format!("({number})")
        } else {
            number
        }
    }

    /// For sentences: `£42.0m`, `−£42.0m`, `£350k`.
    pub fn sentence(self, money: Money) -> String {
        let sign = if money.is_negative() {
            MINUS.to_string()
        } else {
            String::new()
        };
        match self {
            Self::Millions => format!("{sign}£{}m", self.number(money)),
            Self::Thousands => format!("{sign}£{}k", self.number(money)),
        }
    }

    /// A difference, which has its sign either way: `+£3.1m`, `−£31.1m`.
    pub fn signed(self, money: Money) -> String {
        with_plus(self.sentence(money), money.is_positive())
    }

    /// A tick on an axis: `£80m`, `−£20m`.
    pub fn tick(self, value: f64) -> String {
        let text = plain(value.abs());
        let sign = if value < 0.0 {
            MINUS.to_string()
        } else {
            String::new()
        };
        match self {
            Self::Millions => format!("{sign}£{text}m"),
            Self::Thousands => format!("{sign}£{text}k"),
        }
    }
}

/// Money in the unit that suits its size: `£21.6m`, `£350k`, `£840`. For findings, which stand alone.
pub fn money(money: Money) -> String {
    let sign = if money.is_negative() {
        MINUS.to_string()
    } else {
        String::new()
    };
    let pounds = money.abs().pounds();
    if pounds >= Decimal::from(1_000_000) {
        format!(
            "{sign}£{}m",
            grouped(rounded(pounds / Decimal::from(1_000_000), 1))
        )
    } else if pounds >= Decimal::ONE_THOUSAND {
        let thousands = rounded(pounds / Decimal::ONE_THOUSAND, 0);
        // £999,600 is £1.0m, not £1,000k.
        if thousands == Decimal::ONE_THOUSAND {
            format!("{sign}£1.0m")
        } else {
            format!("{sign}£{}k", grouped(thousands))
        }
    } else {
        format!("{sign}£{}", grouped(rounded(pounds, 0)))
    }
}

/// To the pound, as an auditor adds it up: `£1,234,567`.
pub fn exact(money: Money) -> String {
    let sign = if money.is_negative() {
        MINUS.to_string()
    } else {
        String::new()
    };
    let pounds = money.abs().pounds();
    let decimals = if pounds.fract().is_zero() { 0 } else { 2 };
    format!("{sign}£{}", grouped(rounded(pounds, decimals)))
}

/// `6.9%`
pub fn percent(share: Share) -> String {
    format!(
        "{}%",
        grouped(rounded(share.0.saturating_mul(Decimal::ONE_HUNDRED), 1))
    )
}

/// A change, which has its sign either way: `+6.9%`, `−6.9%`.
pub fn signed_percent(share: Share) -> String {
    with_plus(
        percent(share),
        share.0.is_sign_positive() && !share.0.is_zero(),
    )
}

fn with_plus(text: String, more: bool) -> String {
    if more { format!("+{text}") } else { text }
}

/// "2.0 points", "1.0 point": what two shares are apart.
pub fn points(difference: Share) -> String {
    let points = rounded(difference.0.saturating_mul(Decimal::ONE_HUNDRED), 1);
    let unit = if points == Decimal::ONE {
        "point"
    } else {
        "points"
    };
    format!("{} {unit}", grouped(points))
}

/// As many decimals as it has: `15%`, `2.5%`.
pub fn plain_percent(share: Share) -> String {
    format!("{}%", grouped((share.0 * Decimal::ONE_HUNDRED).normalize()))
}

/// `58%`
pub fn whole_percent(share: Share) -> String {
    format!(
        "{}%",
        grouped(rounded(share.0.saturating_mul(Decimal::ONE_HUNDRED), 0))
    )
}

/// `2.3 times`
pub fn times(share: Share) -> String {
    format!("{} times", grouped(rounded(share.0, 1)))
}

/// Whole-time equivalents: `5,210`, `12.5`.
pub fn staff(wte: Decimal) -> String {
    grouped(rounded(wte, u32::from(wte.abs() < Decimal::ONE_HUNDRED)).normalize())
}

/// `1,240`
pub fn count(number: u64) -> String {
    grouped(Decimal::from(number))
}

/// An axis number without needless decimals: `20`, `2.5`, `1,200`.
pub fn plain(value: f64) -> String {
    Decimal::try_from(value).map_or_else(
        |_| String::from("?"),
        |value| grouped(rounded(value, 2).normalize()),
    )
}

/// A position in the middle of a sentence: `a deficit of £5.0m`, `breakeven`.
pub fn position(position: Money) -> String {
    if position.is_zero() {
        "breakeven".to_owned()
    } else if position.is_negative() {
        format!("a deficit of {}", money(position.abs()))
    } else {
        format!("a surplus of {}", money(position))
    }
}

/// A line's own name in quotation marks, for the middle of a sentence.
pub fn quoted(name: &str) -> String {
    if name.trim().is_empty() {
        "a line without a name".to_owned()
    } else {
        format!("\u{201c}{}\u{201d}", name.trim())
    }
}

/// "1 line", "7 lines"
pub fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", count(number as u64))
    }
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    let mut value = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(decimals);
    value
}

/// Thousands separators; the sign is a true minus.
fn grouped(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    if value.is_sign_negative() && !value.is_zero() {
        grouped.insert(0, MINUS);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deficit_stands_in_brackets_in_tables_and_with_a_true_minus_in_sentences() {
        let deficit = Money::from_pounds(-42_000_000);
        assert_eq!(Quote::Millions.bare(deficit), "(42.0)");
        assert_eq!(Quote::Millions.sentence(deficit), "−£42.0m");
        assert_eq!(Quote::Thousands.bare(deficit), "(42,000)");
    }

    #[test]
    fn a_deficit_that_rounds_to_nothing_has_no_brackets() {
        assert_eq!(Quote::Millions.bare(Money::from_pounds(-40_000)), "0.0");
    }

    #[test]
    fn money_reads_in_the_unit_of_its_size() {
        assert_eq!(money(Money::from_pounds(21_550_000)), "£21.6m");
        assert_eq!(money(Money::from_pounds(350_400)), "£350k");
        assert_eq!(money(Money::from_pounds(999_600)), "£1.0m");
        assert_eq!(money(Money::from_pounds(-840)), "−£840");
        assert_eq!(exact(Money::from_pounds(1_234_567)), "£1,234,567");
    }

    #[test]
    fn halves_round_away_from_zero_as_in_excel() {
        assert_eq!(percent(Share(Decimal::new(685, 4))), "6.9%");
        assert_eq!(whole_percent(Share(Decimal::new(575, 3))), "58%");
        assert_eq!(plain(2.5), "2.5");
        assert_eq!(plain(1200.0), "1,200");
    }
}
