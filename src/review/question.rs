//! A question the reviewer put to somebody: who is to answer, by when, what the answer was, and whether it is closed.

use super::{Id, Signed, Steps, Subject};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    pub id: Id,
    pub text: String,
    /// Who was to answer at first; empty where nobody was named yet.
    pub owner: String,
    /// By when at first, as the reviewer said it; empty where no day was named.
    pub due: String,
    #[serde(flatten)]
    pub by: Signed,
    /// The id of the rule whose finding it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The title of the page that was presented when it was raised in the room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raised_at: Option<String>,
    pub about: Subject,
    #[serde(skip_serializing_if = "Steps::is_empty")]
    pub steps: Steps,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Question {
    pub fn new(text: impl Into<String>, by: Signed) -> Self {
        Self {
            id: by.id(),
            text: text.into(),
            by,
            ..Self::default()
        }
    }

    pub fn is_open(&self) -> bool {
        !self.steps.is_closed()
    }

    /// Who is to answer as things stand; empty where nobody was named yet.
    pub fn owner(&self) -> &str {
        self.steps.owner().unwrap_or(&self.owner)
    }

    /// By when, as things stand.
    pub fn due(&self) -> &str {
        self.steps.due().unwrap_or(&self.due)
    }

    /// `A Jones, by 30 Nov`; `No owner yet`.
    pub fn owner_in_words(&self) -> String {
        let owner = match self.owner() {
            "" => "No owner yet",
            owner => owner,
        };
        match self.due() {
            "" => owner.to_owned(),
            due => format!("{owner}, by {due}"),
        }
    }
}
