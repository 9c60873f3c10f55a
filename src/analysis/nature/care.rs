//! Words for savings that change patients' care, and so need an assessment of what they do to it.

use super::{is_any, says};

pub(super) const CARE: &[&str] = &[
    "clinical*",
    "nurs*",
    "midwi*",
    "matern*",
    "ward",
    "wards",
    "bed",
    "beds",
    "theatre*",
    "medical",
    "medicine*",
    "medicines",
    "surg*",
    "patient*",
    "therap*",
    "physio*",
    "outpatient*",
    "inpatient*",
    "pathway*",
    "consultant*",
    "doctor*",
    "registrar*",
    "drug*",
    "formulary",
    "prescrib*",
    "pharmac*",
    "biosimilar*",
    "diagnos*",
    "imaging",
    "radiolog*",
    "patholog*",
    "endoscop*",
    "ambulance*",
    "camhs",
    "discharge*",
    "admission*",
    "rehab*",
    "paediatric*",
    "neonat*",
    "oncolog*",
    "cancer",
    "dialysis",
    "placements",
    "continuing",
    "community",
    "virtual",
    "emergency",
];

/// The same words where no care changes hands: what stands beside the ward, not on it.
const BESIDE: &[&[&str]] = &[
    &["non", "clinical"],
    &["private", "patient*"],
    &["patient*", "transport|catering|food|records"],
    &["clinical", "negligence|coding|waste|income"],
    &["emergency", "planning"],
    &["business", "continuing"],
    &["community", "engagement"],
    &["medical", "records|physics"],
    &["drug*", "rebate*|discount*|price*"],
    &["ward", "clerk*"],
    &["virtual", "meeting*"],
];

pub(super) fn is_care(words: &[String]) -> bool {
    if !words.iter().any(|word| is_any(word, CARE)) {
        return false;
    }
    let words: Vec<&String> = words.iter().collect();
    !BESIDE.iter().any(|phrase| says(&words, phrase))
}
