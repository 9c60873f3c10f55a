//! What a house's words mean by the policy, where that differs from what the reading takes them for.

use super::text::{padded, words};
use super::vocabulary::{self, gateway};
use crate::plan::{Evidence, Risk, Saving, Status};
use crate::policy::{Meant, WordPolicy};
use std::collections::BTreeMap;

/// Differences alone: empty under the defaults, so that these cost nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct House {
    /// By the words of the cell; `None` where the word was taken off the list.
    status: BTreeMap<String, Option<Status>>,
    risk: BTreeMap<String, Option<Risk>>,
    more: Vec<String>,
    less: Vec<String>,
}

impl House {
    pub(super) fn of(policy: &WordPolicy) -> Self {
        let default = WordPolicy::default();
        let list = |own: &[String], other: &[String]| -> Vec<String> {
            let apart = own.iter().filter(|word| !other.contains(word));
            apart.map(|word| padded(&words(word))).collect()
        };
        let (own, known) = (
            &policy.unidentified_words.value,
            &default.unidentified_words.value,
        );
        Self {
            status: apart(
                &policy.status_meanings.value,
                &default.status_meanings.value,
            ),
            risk: apart(&policy.risk_meanings.value, &default.risk_meanings.value),
            more: list(own, known),
            less: list(known, own),
        }
    }

    /// What a status means: by the policy, where it says something of its own.
    pub(super) fn status(&self, word: &str) -> Option<Status> {
        let own = self.status.get(&key(word)).copied();
        own.unwrap_or_else(|| vocabulary::status(word))
    }

    pub(super) fn risk(&self, word: &str) -> Option<Risk> {
        let own = self.risk.get(&key(word)).copied();
        own.unwrap_or_else(|| vocabulary::risk(word))
    }

    /// Whether a word that was taken off the list stands in the name.
    pub(super) fn excuses(&self, name: &str) -> bool {
        if self.less.is_empty() {
            return false;
        }
        let name = padded(&words(name));
        self.less.iter().any(|word| name.contains(word.as_str()))
    }

    /// What the policy's own words say against a line.
    pub(super) fn says(&self, saving: &Saving) -> Option<Evidence> {
        if self.more.is_empty() {
            return None;
        }
        let name = padded(&words(&saving.name));
        let word = self.more.iter().find(|word| name.contains(word.as_str()))?;
        Some(Evidence {
            reason: format!(
                "by the policy, \u{201c}{}\u{201d} in a name says that there is no scheme",
                word.trim()
            ),
            cell: saving.source.clone(),
            // The rest of the name may well tell of somebody.
            by_name: false,
        })
    }
}

/// The words of a cell; "Gateway 2", "GW2" and "G2" are one.
fn key(word: &str) -> String {
    let all = words(word);
    match gateway(&all).filter(|_| all.len() <= 2) {
        Some(gate) => format!(" gateway {gate} "),
        None => padded(&all),
    }
}

/// Where the lists differ, with `None` for what only the second holds.
fn apart<T: Copy + PartialEq>(own: &[Meant<T>], known: &[Meant<T>]) -> BTreeMap<String, Option<T>> {
    let of = |list: &[Meant<T>], word: &str| {
        let found = list.iter().find(|meant| meant.word == word);
        found.map(|meant| meant.means)
    };
    own.iter()
        .chain(known)
        .map(|meant| meant.word.as_str())
        .filter(|word| of(own, word) != of(known, word))
        .map(|word| (key(word), of(own, word)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import_as;
    use crate::plan::{Risk, Savings, Status};
    use crate::policy::{Policy, WordPolicy};
    use crate::review::Review;

    fn read(settings: &[(&str, &[&str])]) -> Savings {
        let mut policy = Policy::default();
        for (name, items) in settings {
            let mut all: Vec<String> = policy
                .entries()
                .into_iter()
                .find(|entry| entry.name == *name)
                .unwrap()
                .default;
            for item in *items {
                match item.strip_prefix('-') {
                    Some(gone) => all.retain(|own| own != gone),
                    None => all.insert(0, (*item).to_owned()),
                }
            }
            policy.set(name, &all).unwrap();
        }
        let drawn = "Oak NHS Trust CIP 2025/26 £000\n\nScheme|Lead|Status|Risk|Plan\nBeds|COO|Purple|Red|600\nBank|CNO|Blue|Green|300\nStretch|||Amber|200\nMoonshot: rotas|CMO|Green|Amber|100\nFleet|CFO|GW2|Green|50\nLabs|CFO|GW2|Green|50";
        let book = workbook(vec![sheet("CIP", drawn)]);
        import_as(&[book], &Review::default(), &policy.words)
            .plan
            .savings
            .unwrap()
    }

    fn status(savings: &Savings, row: usize) -> Option<Status> {
        savings.lines[row]
            .status
            .as_ref()
            .and_then(|own| own.status)
    }

    #[test]
    fn the_default_words_change_nothing() {
        assert_eq!(
            super::House::of(&WordPolicy::default()),
            super::House::default()
        );
        let savings = read(&[]);
        assert_eq!(status(&savings, 0), None);
        assert_eq!(status(&savings, 1), Some(Status::FullyDeveloped));
        assert!(savings.lines[2].is_unidentified() && !savings.lines[3].is_unidentified());
    }

    #[test]
    fn a_house_says_what_its_colours_and_gateways_mean() {
        let savings = read(&[
            (
                "status-meanings",
                &[
                    "purple = unidentified",
                    "blue = opportunity",
                    "-blue = fully developed",
                    "-gateway 2 = plans in progress",
                ],
            ),
            ("risk-meanings", &["-red = high", "red = low"]),
        ]);
        assert!(savings.lines[0].is_unidentified());
        assert_eq!(status(&savings, 1), Some(Status::Opportunity));
        assert_eq!(status(&savings, 4), None, "taken off the list");
        assert_eq!(
            savings.lines[0].risk.as_ref().unwrap().risk,
            Some(Risk::Low)
        );
    }

    #[test]
    fn words_for_what_nobody_has_found_are_added_and_taken_away() {
        let savings = read(&[("unidentified-words", &["moonshot", "-stretch"])]);
        assert!(savings.lines[3].is_unidentified());
        assert!(
            savings.lines[3].unidentified[0]
                .reason
                .contains("by the policy")
        );
        assert!(
            !savings.lines[2].is_unidentified(),
            "{:?}",
            savings.lines[2].unidentified
        );
    }
}
