//! What the reviewer decided about a plan. Knows nothing of how the plan was read, of clocks or of files.

mod decision;
mod history;
mod mapping;
mod meaning;

pub use decision::Decision;
pub use history::ReviewHistory;
pub use mapping::{Change, Correction, Mapping, TableMark};
pub use meaning::{KindRead, Meaning, SignRead, UnitRead};

use serde::{Deserialize, Serialize};

/// The reviewer's decisions, keyed by what is shown to the reviewer (addresses, headers, names), so that they can be read
/// in the file. A file of another version is read as far as it goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Where rival cells could be the declared position: the address of the one chosen, such as `'I&E'!P48`.
    pub declared_position: Option<String>,
    /// How tables are read otherwise than they were taken for.
    pub mapping: Mapping,
}

impl Review {
    /// Takes a decision in. The same decision twice changes nothing the second time.
    pub fn apply(&mut self, decision: &Decision) {
        match decision {
            Decision::DeclarePosition(address) => self.declared_position = Some(address.clone()),
            Decision::Correct(correction) => self.mapping.make(correction),
            Decision::TakeBack(correction) => self.mapping.take_back(correction),
        }
    }
}
