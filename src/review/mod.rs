//! What the reviewer decided about a plan. Knows nothing of how the plan was read.

use serde::{Deserialize, Serialize};

/// The reviewer's decisions, keyed by the addresses shown to the reviewer so that they can be read in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Where rival cells could be the declared position: the address of the one chosen, such as `'I&E'!P48`.
    pub declared_position: Option<String>,
}
