//! Numbers as the terminal's reader sees them.

use crate::plan::{Money, Share};
use rust_decimal::{Decimal, RoundingStrategy};

pub(super) fn money(money: Money) -> String {
    let sign = if money.is_negative() { "−" } else { "" };
    let pounds = money.abs().pounds();
    let million = Decimal::from(1_000_000);
    if pounds >= million {
        format!("{sign}£{:.1}m", rounded(pounds / million, 1))
    } else {
        format!("{sign}£{}k", rounded(pounds / Decimal::ONE_THOUSAND, 0))
    }
}

pub(super) fn percent(share: Share) -> String {
    format!("{:.1}%", rounded(share.0 * Decimal::ONE_HUNDRED, 1))
}

pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", count(number as u64))
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}
