//! What figures are computed under, where the reviewer may choose: nothing here changes how the workbooks are read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The choices under which the pages on the position are computed. A choice of a newer version is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assumptions {
    /// Whether deficit support funding is taken out of the position.
    pub without_support: bool,
    /// Whether the steps of bridges are told by organisation.
    pub by_organisation: bool,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Assumptions {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// What either of two copies chose.
    pub(super) fn merge(&mut self, other: &Self) {
        self.without_support |= other.without_support;
        self.by_organisation |= other.by_organisation;
    }
}
