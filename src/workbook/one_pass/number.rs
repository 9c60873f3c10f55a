//! Numbers as workbooks store them: `12`, `-0.5`, `4.5E-3`. Gives the float nearest to what is written, as the language's
//! own reading does, to which everything longer is left.

use super::steps::{Step, Stop};

/// The powers of ten that a float holds exactly.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];
/// Below this a float holds every whole number, so that one division of two exact floats is rounded once.
const EXACT_END: u64 = 1 << 53;
/// More digits than this may not fit.
const DIGITS: usize = 18;

/// The number; odd where it is written otherwise, or beyond what a float holds.
pub(super) fn number(text: &[u8]) -> Step<f64> {
    let (digits, is_negative) = match text.strip_prefix(b"-") {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    match short(digits) {
        Some(number) => Ok(if is_negative { -number } else { number }),
        None => long(text),
    }
}

/// Digits with or without a point, few enough to be exact.
fn short(digits: &[u8]) -> Option<f64> {
    if digits.len() > DIGITS {
        return None;
    }
    let mut mantissa: u64 = 0;
    let mut point = None;
    for (at, byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + u64::from(digit);
        } else if *byte == b'.' && point.is_none() {
            point = Some(at);
        } else {
            return None;
        }
    }
    let places = match point {
        Some(at) => digits.len() - 1 - at,
        None => 0,
    };
    // Digits must stand on both sides of a point.
    let is_written = !digits.is_empty() && point != Some(0) && (point.is_none() || places > 0);
    if !is_written || mantissa >= EXACT_END {
        return None;
    }
    Some(mantissa as f64 / EXACT.get(places)?)
}

fn long(text: &[u8]) -> Step<f64> {
    let (mantissa, exponent) = match text.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        Some(at) => {
            let (mantissa, exponent) = text.split_at_checked(at).ok_or(Stop::Odd)?;
            let exponent = exponent.get(1..).unwrap_or_default();
            let digits = exponent.strip_prefix(b"-").or(exponent.strip_prefix(b"+"));
            (mantissa, Some(digits.unwrap_or(exponent)))
        }
        None => (text, None),
    };
    let mantissa = mantissa.strip_prefix(b"-").unwrap_or(mantissa);
    let mut halves = mantissa.splitn(2, |byte| *byte == b'.');
    let are_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    if !halves.all(are_digits) || !exponent.is_none_or(are_digits) {
        return Err(Stop::Odd);
    }
    let text = std::str::from_utf8(text).map_err(|_not_text| Stop::Odd)?;
    let number: f64 = text.parse().map_err(|_no_number| Stop::Odd)?;
    if number.is_finite() {
        Ok(number)
    } else {
        Err(Stop::Odd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_plain_number_is_odd() {
        for odd in [
            "", "-", ".", "1.", ".5", "1e", "e5", "+1", "1,5", " 1", "1 ", "NaN", "inf", "1e999",
            "--1", "1.2.3", "0x1", "1_0", "1e+-5",
        ] {
            assert_eq!(number(odd.as_bytes()), Err(Stop::Odd), "{odd}");
        }
        assert!(number(b"-0").unwrap().is_sign_negative());
    }

    proptest! {
        #[test]
        fn the_float_is_the_one_the_language_reads(text in r"-?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?") {
            let expected: f64 = text.parse().unwrap();
            prop_assert_eq!(number(text.as_bytes()).unwrap().to_bits(), expected.to_bits());
        }

        #[test]
        fn no_bytes_cause_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(read) = number(&bytes) {
                let text = std::str::from_utf8(&bytes).unwrap();
                prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), read.to_bits());
            }
        }
    }
}
