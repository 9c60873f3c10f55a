//! The sample workbooks that come with the app, for a first look before one's own plan is at hand.

use super::open::fingerprint;
use std::sync::OnceLock;

/// One sample, whole, as it stands under `sample_workbooks`.
#[derive(Debug)]
pub struct Sample {
    pub file_name: &'static str,
    /// What it shows, in a few words.
    pub title: &'static str,
    pub bytes: &'static [u8],
}

macro_rules! sample {
    ($file:literal, $title:literal) => {
        Sample {
            file_name: $file,
            title: $title,
            bytes: include_bytes!(concat!("../../sample_workbooks/", $file)),
        }
    };
}

/// In the order in which they are worth opening.
pub static SAMPLES: [Sample; 7] = [
    sample!(
        "tamarside-plan-2023-24.xlsx",
        "A system with a £42m deficit and long waits left"
    ),
    sample!(
        "aldwater-fellside-plan-2024-25.xlsx",
        "A system that breaks even on unidentified savings"
    ),
    sample!(
        "aldwater-fellside-draft-2024-25.xlsx",
        "The same system two months earlier"
    ),
    sample!(
        "eastermere-plan-2025-26.xlsx",
        "One trust after three mergers"
    ),
    sample!(
        "stonebeck-plan-2024-25.xlsx",
        "A clean plan, on which no rule fires"
    ),
    sample!(
        "harrowmere-month-7-2025-26.xlsx",
        "A year under way: behind, and the forecast has not moved"
    ),
    sample!(
        "brackendale-month-6-2025-26.xlsx",
        "A trust half way through its year"
    ),
];

/// Whether a workbook with this fingerprint is one of the samples, whatever it is called now.
pub fn is_sample(print: &str) -> bool {
    static PRINTS: OnceLock<[String; 7]> = OnceLock::new();
    PRINTS
        .get_or_init(|| SAMPLES.each_ref().map(|sample| fingerprint(sample.bytes)))
        .iter()
        .any(|known| known == print)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_known_by_its_bytes_and_not_by_its_name() {
        assert!(is_sample(&fingerprint(SAMPLES[4].bytes)));
        assert!(!is_sample(&fingerprint(b"another workbook")));
        assert!(!is_sample(SAMPLES[0].file_name));
    }
}
