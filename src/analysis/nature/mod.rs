//! What a line's own words say a saving is: money set aside and now released, or a change in the accounts, in vacancies
//! in costs that were never spent, or more income, rather than in how the organisation works. Word families, general and bounded by
//! words; what the words do not say stays unsaid.

mod care;
mod income;
mod reserves;
mod staff;
mod technical;

use crate::plan::Saving;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Reserves, provisions or contingency released.
    Reserves,
    /// Accounting, held vacancies, general control of spending, or avoided cost.
    Technical,
    /// More income rather than less cost.
    Income,
}

/// From the name, else from the category.
pub fn nature(line: &Saving) -> Option<Nature> {
    of_words(&line.name).or_else(|| line.category.as_deref().and_then(of_words))
}

/// Whether a line's words say that it changes patients' care: its name or its category. What the words do not say stays
/// unsaid.
pub fn changes_care(line: &Saving) -> bool {
    static CARE: LazyLock<Stems> = LazyLock::new(|| care::CARE.iter().copied().collect());
    said(line)
        .filter(|text| CARE.begin_in(text))
        .any(|text| care::is_care(&words(text)))
}

/// Whether a line's words say that it saves pay: its category where that decides, else its name; or it names the staff it
/// takes out.
pub fn saves_pay(line: &Saving) -> bool {
    let category = line.category.as_deref().map(words);
    let decided = category
        .as_ref()
        .and_then(|category| match category.as_slice() {
            [pay] if pay == "pay" => Some(true),
            [non, pay] if non == "non" && pay == "pay" => Some(false),
            [other] if matches!(other.as_str(), "nonpay" | "income" | "np" | "i") => Some(false),
            [p] if p == "p" => Some(true),
            _ => None,
        });
    decided.unwrap_or_else(|| {
        let staff = line.staff.as_ref();
        staff.is_some_and(|staff| !staff.value.is_zero())
            || std::iter::once(line.name.as_str())
                .chain(line.category.as_deref())
                .any(|text| staff::is_pay(&words(text)))
    })
}

/// Whether a line's own words say that a cost is avoided and no cash released.
pub fn avoids_cost(line: &Saving) -> bool {
    static FIRST: LazyLock<Stems> = LazyLock::new(|| {
        let first = AVOIDED.iter().filter_map(|phrase| phrase.first());
        first.copied().collect()
    });
    said(line).filter(|text| FIRST.begin_in(text)).any(|text| {
        let all = words(text);
        let all: Vec<&String> = all.iter().collect();
        AVOIDED.iter().any(|phrase| says(&all, phrase))
    })
}

const AVOIDED: &[&[&str]] = &[
    &["cost*", "avoid*"],
    &["avoid*", "cost*"],
    &["non", "cash", "releasing|release|cashable"],
    &["not", "cash", "releasing"],
    &["noncash"],
    &["productivity", "gain*|only"],
];

fn said(line: &Saving) -> impl Iterator<Item = &str> {
    std::iter::once(line.name.as_str()).chain(line.category.as_deref())
}

fn of_words(text: &str) -> Option<Nature> {
    if !may_tell(text) {
        return None;
    }
    let words = words(text);
    if reserves::are_released(&words) {
        Some(Nature::Reserves)
    } else if technical::is_technical(&words) {
        Some(Nature::Technical)
    } else if income::is_income(&words) {
        Some(Nature::Income)
    } else {
        None
    }
}

/// Whether any word begins like one without which nothing is told: in most names none does.
fn may_tell(text: &str) -> bool {
    static STEMS: LazyLock<Stems> = LazyLock::new(|| {
        let set_aside = reserves::SET_ASIDE.iter().copied();
        set_aside
            .chain(technical::first_words())
            .chain(income::first_words())
            .collect()
    });
    STEMS.begin_in(text)
}

/// Beginnings of words, by their first letter: looked for in a text as it stands, before it is taken apart.
#[derive(Default)]
struct Stems([Vec<&'static [u8]>; 26]);

impl FromIterator<&'static str> for Stems {
    fn from_iter<I: IntoIterator<Item = &'static str>>(patterns: I) -> Self {
        let mut stems = Self::default();
        for pattern in patterns {
            let stem = pattern.strip_suffix('*').unwrap_or(pattern).as_bytes();
            if let Some(own) = initial(stem).and_then(|at| stems.0.get_mut(at)) {
                own.push(stem);
            }
        }
        stems
    }
}

impl Stems {
    /// Whether a word begins with one of them, or may: letters beyond the plain ones are left to the full look.
    fn begin_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut before = b' ';
        for (at, byte) in bytes.iter().enumerate() {
            let begins = !before.is_ascii_alphanumeric();
            before = *byte;
            if !byte.is_ascii() {
                return true;
            }
            if !begins {
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let stems = initial(rest).and_then(|place| self.0.get(place));
            let stands = |stem: &&[u8]| {
                let start = rest.get(..stem.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(stem))
            };
            if stems.is_some_and(|stems| stems.iter().any(stands)) {
                return true;
            }
        }
        false
    }
}

/// The place of the first letter in the alphabet.
fn initial(word: &[u8]) -> Option<usize> {
    let letter = word.first()?.to_ascii_lowercase();
    letter.checked_sub(b'a').map(usize::from)
}

/// Lower-case words of letters and digits, in order; "non-recurrent" is two.
pub(super) fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a word is one of these; a star ends a stem.
pub(super) fn is_any(word: &str, patterns: &[&str]) -> bool {
    patterns.iter().any(|pattern| is(word, pattern))
}

fn is(word: &str, pattern: &str) -> bool {
    // Nearly always the first letters differ already.
    word.bytes().next() == pattern.bytes().next()
        && match pattern.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == pattern,
        }
}

/// Whether neighbouring words are this phrase: alternatives stand between bars, a star ends a stem.
pub(super) fn says(words: &[&String], phrase: &[&str]) -> bool {
    words.windows(phrase.len()).any(|window| {
        window
            .iter()
            .zip(phrase)
            .all(|(word, alternatives)| alternatives.split('|').any(|pattern| is(word, pattern)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_set_aside_and_taken_out_is_a_release_of_reserves() {
        for name in [
            "Release of Reserves",
            "Release of contingency",
            "Reversal of Annual Leave Provision",
            "Provisions released (prior year)",
            "Release of the audit fee provision for 2021/22",
            "Contingency reserve",
            "Drawdown of earmarked reserves",
            "Reserves drawdown",
            "Deferred income release",
        ] {
            assert_eq!(of_words(name), Some(Nature::Reserves), "{name}");
        }
    }

    #[test]
    fn accounting_vacancies_and_avoided_cost_are_technical() {
        for name in [
            "Increase in Vacancy Factor",
            "Corporate vacancy controls",
            "Vacancies held in corporate teams",
            "Technical",
            "Non-recurrent technical adjustments",
            "Balance sheet review",
            "Old year accruals",
            "Non-recurrent flexibilities",
            "Cost avoidance: drugs",
            "Dental underspend, non-recurrent",
            "Interest receivable",
            "Interest on cash balances",
            "Grip & control",
            "Slippage on investments",
        ] {
            assert_eq!(of_words(name), Some(Nature::Technical), "{name}");
        }
    }

    #[test]
    fn money_from_others_is_income() {
        for name in [
            "Private patient unit growth",
            "Overseas visitors: charging at source",
            "Secure services: occupancy income",
            "Elective over-performance",
        ] {
            assert_eq!(of_words(name), Some(Nature::Income), "{name}");
        }
    }

    #[test]
    fn care_and_pay_are_told_from_what_stands_beside_them() {
        let line = |name: &str| crate::plan::Saving {
            category: None,
            division: None,
            ..crate::plan::example::scheme(name, 100, 10)
        };
        for name in [
            "Ward skill mix review",
            "Theatre productivity",
            "Biosimilar switch",
        ] {
            assert!(changes_care(&line(name)), "{name}");
        }
        for name in [
            "Non-clinical procurement",
            "Private patient parking",
            "Energy contract",
            "Clinical coding depth",
        ] {
            assert!(!changes_care(&line(name)), "{name}");
        }
        for name in ["Agency exit", "Establishment review", "Ward skill mix"] {
            assert!(saves_pay(&line(name)), "{name}");
        }
        for name in ["Non-pay review", "Blood bank contract", "Bank interest"] {
            assert!(!saves_pay(&line(name)), "{name}");
        }
        let mut categorised = line("Agency exit");
        categorised.category = Some("Non-pay".to_owned());
        assert!(!saves_pay(&categorised));
        assert!(avoids_cost(&line("Cost avoidance: drugs")));
        assert!(!avoids_cost(&line("Avoidable admissions")));
    }

    #[test]
    fn schemes_that_share_a_word_are_neither() {
        for name in [
            "Interest rate swap of theatre lists",
            "Fluid balance sheets: electronic observations",
            "Research accruals: faster trial set-up",
            "Low income families: smoking cessation",
            "Scientific, therapeutic and technical skill mix",
            "Technical officers in theatre sterile services",
            "Release time to care on the wards",
            "Releasing beds: provision of virtual wards",
            "Release of estate after the community provision review",
            "Reserve list for cancelled theatre slots",
            "Community service provision: release of leases",
            "Annual leave purchase scheme for staff",
            "Balancing valves and boiler controls",
            "Vacancy advertising through one agency",
            "Length of stay: 28 beds closed",
            "Avoidable admissions: urgent community response",
        ] {
            assert_eq!(of_words(name), None, "{name}");
        }
    }
}
