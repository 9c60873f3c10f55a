//! What is being typed: kept apart from the review until it is sent, and outlives a crash.

use crate::report::VarianceAsked;
use crate::review::{Id, Seen, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed into one form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub text: String,
    pub owner: String,
    pub due: String,
}

impl Draft {
    fn is_blank(&self) -> bool {
        let all = [&self.text, &self.owner, &self.due];
        all.iter().all(|text| text.trim().is_empty())
    }
}

/// What the comment being written is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    pub about: Subject,
    pub seen: Seen,
    /// What is asked for, where it explains a variance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variance: Option<VarianceAsked>,
}

/// Every form of one plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    drafts: BTreeMap<String, Draft>,
    /// The form that is open, by the key of its draft.
    open: Option<String>,
    pub target: Option<Target>,
    /// Whether the list of notes stands at the side.
    #[serde(skip)]
    pub is_listed: bool,
    /// Counts what was typed, to notice that there is something to keep.
    #[serde(skip)]
    typed: u64,
    /// The name as it is being typed, where it is asked for.
    #[serde(skip)]
    pub who: Option<String>,
    #[serde(skip)]
    pub keep: Option<super::super::reviewer::Keep>,
    /// A form that was just opened takes the cursor.
    #[serde(skip)]
    pub wants_cursor: bool,
}

impl Desk {
    /// What was being typed when the program last ended; anything unreadable is nothing.
    pub fn of(text: &str) -> Self {
        let mut desk: Self = serde_json::from_str(text).unwrap_or_default();
        desk.is_listed = desk.target.is_some();
        desk
    }

    /// For the file; empty where nothing is being typed.
    pub fn to_text(&self) -> String {
        if self.drafts.values().all(Draft::is_blank) {
            return String::new();
        }
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    pub fn accept_key(rule: &str, place: &str) -> String {
        format!("accept {rule} {place}")
    }

    pub fn ask_key(rule: &str, place: &str) -> String {
        format!("ask {rule} {place}")
    }

    pub fn answer_key(question: &Id) -> String {
        format!("answer {question}")
    }

    pub fn assign_key(question: &Id) -> String {
        format!("assign {question}")
    }

    pub const COMMENT: &'static str = "comment";
    pub const SIGN_OFF: &'static str = "sign off";

    pub fn open(&mut self, key: String) {
        self.open = Some(key);
        self.wants_cursor = true;
    }

    pub fn is_open(&self, key: &str) -> bool {
        self.open.as_deref() == Some(key)
    }

    /// Opens the form for a comment; what was typed stays.
    pub fn comment(&mut self, target: Target) {
        self.is_listed = true;
        self.target = Some(target);
        self.open(Self::COMMENT.to_owned());
    }

    pub fn draft(&mut self, key: &str) -> &mut Draft {
        self.drafts.entry(key.to_owned()).or_default()
    }

    pub fn touch(&mut self) {
        self.typed += 1;
    }

    pub fn typed(&self) -> u64 {
        self.typed
    }

    /// Sent or given up.
    pub fn done(&mut self, key: &str) {
        self.drafts.remove(key);
        if self.is_open(key) {
            self.open = None;
        }
        if key == Self::COMMENT {
            self.target = None;
        }
        self.touch();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_there_again_and_nothing_is_kept_of_nothing() {
        let mut desk = Desk::default();
        assert_eq!(desk.to_text(), "");
        desk.open("answer q".to_owned());
        assert_eq!(desk.to_text(), "");
        desk.draft("answer q").text = "Half a sen".to_owned();
        let mut again = Desk::of(&desk.to_text());
        assert!(again.is_open("answer q"));
        assert_eq!(again.draft("answer q").text, "Half a sen");
        assert_eq!(Desk::of("{ broken"), Desk::default());
        again.done("answer q");
        assert_eq!(again.to_text(), "");
    }
}
