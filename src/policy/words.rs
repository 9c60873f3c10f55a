//! What a house's own words mean: states of schemes, colours of risk, and words for savings that nobody has found.

use super::text::Text;
use super::{Setting, Threshold};
use crate::plan::{Risk, Status};

/// The words that a reviewer may want to read otherwise. What is not listed is read by the families of words that the
/// reading knows; what was taken off a list is read as nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct WordPolicy {
    /// A status as it stands in its cell, and its step of the national ladder.
    pub status_meanings: Setting<Vec<Meant<Status>>>,
    /// A risk or colour as it stands in its cell.
    pub risk_meanings: Setting<Vec<Meant<Risk>>>,
    /// A name with one of these words has no scheme behind it.
    pub unidentified_words: Setting<Vec<String>>,
}

/// A word, in small letters, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant<T> {
    pub word: String,
    pub means: T,
}

const DEVELOPED: &[&str] = &[
    "blue",
    "green",
    "complete",
    "delivered",
    "in delivery",
    "approved",
    "live",
    "closed",
    "gateway 3",
    "gateway 4",
    "gateway 5",
    "gateway 6",
];
const IN_PROGRESS: &[&str] = &[
    "amber",
    "in development",
    "scoped",
    "draft",
    "gateway 1",
    "gateway 2",
];
const OPPORTUNITY: &[&str] = &[
    "idea",
    "pipeline",
    "hopper",
    "concept",
    "not started",
    "gateway 0",
];
const UNIDENTIFIED: &[&str] = &["not identified", "no scheme", "gap"];

const LOW: &[&str] = &["green", "blue", "low"];
const MEDIUM: &[&str] = &["amber", "yellow", "medium"];
const HIGH: &[&str] = &["red", "black", "high"];

const WORDS: &[&str] = &[
    "unidentified",
    "not identified",
    "to be identified",
    "to be found",
    "balancing figure",
    "savings gap",
    "cip gap",
    "planning gap",
    "unmet target",
    "still to find",
    "schemes to follow",
    "stretch",
    "plug",
    "top slice",
    "ratchet",
];

fn meant<T: Copy>(lists: &[(&[&str], T)]) -> Vec<Meant<T>> {
    let entry = |(words, means): &(&[&str], T)| -> Vec<Meant<T>> {
        let words = words.iter();
        words
            .map(|word| Meant {
                word: (*word).to_owned(),
                means: *means,
            })
            .collect()
    };
    lists.iter().flat_map(entry).collect()
}

impl Default for WordPolicy {
    fn default() -> Self {
        Self {
            status_meanings: Setting::new(
                meant(&[
                    (DEVELOPED, Status::FullyDeveloped),
                    (IN_PROGRESS, Status::InProgress),
                    (OPPORTUNITY, Status::Opportunity),
                    (UNIDENTIFIED, Status::Unidentified),
                ]),
                "What a status, colour or gateway in a savings plan means; a word explained in the workbook itself comes first",
                "The national ladder; local ladders of published plans. Blue is complete in some houses and not started in others",
            ),
            risk_meanings: Setting::new(
                meant(&[(LOW, Risk::Low), (MEDIUM, Risk::Medium), (HIGH, Risk::High)]),
                "What a risk or colour in a savings plan means",
                "National returns: low, medium, high; BHRUT 2012 for blue as implemented and red as not begun",
            ),
            unidentified_words: Setting::new(
                WORDS.iter().map(|word| (*word).to_owned()).collect(),
                "Words in the name of a savings line that say nobody has found the saving; a word taken off the list says nothing",
                "Wordings of published plans and board papers, 2011 to 2025; others of the same families are known too",
            ),
        }
    }
}

impl WordPolicy {
    pub(super) fn thresholds(&self) -> Vec<Threshold> {
        let list = |items: Vec<String>| items.join("; ");
        vec![
            self.status_meanings
                .in_words("status-meanings", |all| list(all.write())),
            self.risk_meanings
                .in_words("risk-meanings", |all| list(all.write())),
            self.unidentified_words
                .in_words("unidentified-words", |all| list(all.clone())),
        ]
    }
}

/// A meaning by its name in small letters.
trait Named: Copy + 'static {
    const ALL: &'static [Self];
    fn name(self) -> String;
}

impl Named for Status {
    const ALL: &'static [Self] = &[
        Self::FullyDeveloped,
        Self::InProgress,
        Self::Opportunity,
        Self::Unidentified,
    ];

    fn name(self) -> String {
        self.label().to_lowercase()
    }
}

impl Named for Risk {
    const ALL: &'static [Self] = &[Self::Low, Self::Medium, Self::High];

    fn name(self) -> String {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
        .to_owned()
    }
}

impl<T: Named> Text for Vec<Meant<T>> {
    fn write(&self) -> Vec<String> {
        let line = |meant: &Meant<T>| format!("{} = {}", meant.word, meant.means.name());
        self.iter().map(line).collect()
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let one = |item: &String| {
            let (word, means) = item.split_once('=')?;
            let means = means.trim().to_lowercase();
            Some(Meant {
                word: plain(word)?,
                means: *T::ALL.iter().find(|one| one.name() == means)?,
            })
        };
        let all: Option<Self> = items.iter().map(one).collect();
        all.ok_or_else(|| {
            let names: Vec<String> = T::ALL.iter().map(|one| one.name()).collect();
            format!(
                "Write each as: word = meaning, the meaning one of {}",
                names.join(", ")
            )
        })
    }
}

impl Text for Vec<String> {
    fn write(&self) -> Vec<String> {
        self.clone()
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let all: Option<Self> = items.iter().map(|item| plain(item)).collect();
        all.ok_or_else(|| "Write words, such as: balancing figure".to_owned())
    }
}

/// In small letters; `None` without any letter.
fn plain(word: &str) -> Option<String> {
    let word = word.trim().to_lowercase();
    word.chars().any(char::is_alphanumeric).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meaning_is_written_and_read_back_and_an_unknown_one_is_refused() {
        let all = WordPolicy::default().status_meanings.value;
        let written = all.write();
        assert_eq!(written[0], "blue = fully developed");
        assert_eq!(Vec::<Meant<Status>>::read(&written), Ok(all));
        let wrong = Vec::<Meant<Risk>>::read(&["purple = unknown".to_owned()]).unwrap_err();
        assert_eq!(
            wrong,
            "Write each as: word = meaning, the meaning one of low, medium, high"
        );
    }
}
