//! A comment on a figure, and the view it was made in, so that opening the comment brings that view back.

use super::{Id, Signed, Steps, Subject};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comment {
    pub id: Id,
    pub text: String,
    #[serde(flatten)]
    pub by: Signed,
    pub about: Subject,
    /// What was on screen.
    pub seen: Seen,
    #[serde(skip_serializing_if = "Steps::is_empty")]
    pub steps: Steps,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A view and what was shown of it. Views are named in words, so that a view of a newer version is only a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Such as `Savings`.
    pub view: String,
    /// The id of the rule whose finding was open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What the view's list was narrowed to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Comment {
    pub fn new(text: impl Into<String>, about: Subject, seen: Seen, by: Signed) -> Self {
        Self {
            id: by.id(),
            text: text.into(),
            by,
            about,
            seen,
            ..Self::default()
        }
    }
}
