//! What the reviewer decided about a plan: what they accept, what they ask and of whom, what they noted. Knows nothing
//! of how the plan was read and of clocks; only `shelf` knows of files.

mod about;
mod anchor;
mod assumptions;
mod comment;
mod dealing;
mod decision;
mod difference;
mod ground;
mod history;
mod mapping;
mod meaning;
mod merge;
#[cfg(test)]
mod merge_tests;
mod question;
mod settle;
mod shelf;
mod sign_off;
mod signed;
mod step;
mod waiver;

pub use about::{About, Likeness};
pub use anchor::{Anchor, Subject};
pub use assumptions::Assumptions;
pub use comment::{Comment, Seen};
pub use dealing::Dealing;
pub use decision::Decision;
pub use difference::{Between, Differences};
pub use ground::{Ground, plain};
pub use history::ReviewHistory;
pub use mapping::{Change, Correction, Mapping, TableMark};
pub use meaning::{KindRead, Meaning, SignRead, UnitRead};
pub use question::Question;
pub use settle::{Accepted, FAULTS, Placed, Settled, Settling, settle};
pub use shelf::{KeepError, Kept, Shelf, keep};
pub use sign_off::{ReadAs, SignOff};
pub use signed::{Id, Moment, Signed};
pub use step::{Step, Steps};
pub use waiver::{AcceptedStake, Waiver};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Rises when a key changes its meaning; new keys do not raise it.
pub const SCHEMA: u32 = 1;

/// The reviewer's decisions, keyed by what is shown to the reviewer (addresses, headers, names), so that they can be read
/// in the file. A file of another version is read as far as it goes, and what is not known here is written back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    pub schema: u32,
    /// Which plan this is about.
    pub plan: About,
    /// How tables are read otherwise than they were taken for.
    pub mapping: Mapping,
    pub waivers: Vec<Waiver>,
    pub questions: Vec<Question>,
    pub comments: Vec<Comment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// What figures are computed under.
    #[serde(skip_serializing_if = "Assumptions::is_default")]
    pub assumptions: Assumptions,
    /// Which two bars of each chart are compared.
    #[serde(skip_serializing_if = "Differences::is_empty")]
    pub differences: Differences,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

const OLD_POSITION: &str = "declared_position";

impl Default for Review {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            plan: About::default(),
            mapping: Mapping::default(),
            waivers: Vec::new(),
            questions: Vec::new(),
            comments: Vec::new(),
            sign_offs: Vec::new(),
            assumptions: Assumptions::default(),
            differences: Differences::default(),
            rest: Map::new(),
        }
    }
}

impl Review {
    /// Takes a decision in. The same decision twice changes nothing the second time.
    pub fn apply(&mut self, decision: &Decision) {
        match decision {
            Decision::Assume(assumptions) => self.assumptions = (**assumptions).clone(),
            Decision::Compare(chart, between) => self.differences.set(chart, between.clone()),
            Decision::Correct(correction) => self.mapping.make(correction),
            Decision::TakeBack(correction) => self.mapping.take_back(correction),
            Decision::Accept(waiver) => {
                if self.waivers.iter().all(|known| known.id != waiver.id) {
                    self.waivers.push((**waiver).clone());
                }
            }
            Decision::Ask(question) => {
                if self.questions.iter().all(|known| known.id != question.id) {
                    self.questions.push((**question).clone());
                }
            }
            Decision::Comment(comment) => {
                if self.comments.iter().all(|known| known.id != comment.id) {
                    self.comments.push((**comment).clone());
                }
            }
            Decision::SignOff(sign_off) => {
                if self.sign_offs.iter().all(|known| known.id != sign_off.id) {
                    self.sign_offs.push((**sign_off).clone());
                }
            }
            Decision::Follow(id, step) => {
                if let Some(steps) = self.steps_of(id) {
                    steps.add(step);
                }
            }
        }
    }

    fn steps_of(&mut self, id: &Id) -> Option<&mut Steps> {
        let waivers = self
            .waivers
            .iter_mut()
            .map(|entry| (&entry.id, &mut entry.steps));
        let questions = self
            .questions
            .iter_mut()
            .map(|entry| (&entry.id, &mut entry.steps));
        let comments = self
            .comments
            .iter_mut()
            .map(|entry| (&entry.id, &mut entry.steps));
        let sign_offs = self
            .sign_offs
            .iter_mut()
            .map(|entry| (&entry.id, &mut entry.steps));
        let mut all = waivers.chain(questions).chain(comments).chain(sign_offs);
        all.find(|(own, _)| *own == id).map(|(_, steps)| steps)
    }

    /// A position chosen by its address alone, as it used to be kept, stands among the corrections.
    pub(super) fn renewed(mut self) -> Self {
        let address = self.rest.remove(OLD_POSITION);
        let chosen = address
            .as_ref()
            .and_then(Value::as_str)
            .and_then(|address| {
                let (sheet, cell) = address.rsplit_once('!')?;
                let sheet = sheet.trim_matches('\'').replace("''", "'");
                let sheet = sheet.rsplit_once(']').map_or(&*sheet, |(_, sheet)| sheet);
                Some(Correction {
                    table: TableMark {
                        sheet: sheet.to_owned(),
                        area: cell.to_owned(),
                        headers: Vec::new(),
                    },
                    change: Change::DeclaredPosition,
                    instead_of: String::new(),
                })
            });
        if let Some(chosen) = chosen {
            self.mapping.make(&chosen);
        }
        self
    }

    /// Whether the workbooks read the same under both.
    pub fn reads_as(&self, other: &Self) -> bool {
        self.mapping == other.mapping
    }

    /// Whether there is nothing in it worth keeping.
    pub fn is_blank(&self) -> bool {
        let bare = Self {
            plan: self.plan.clone(),
            schema: self.schema,
            ..Self::default()
        };
        *self == bare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_kept_by_its_address_is_a_correction() {
        let text = r#"{"schema":1,"declared_position":"'[Plan v2.xlsx]Trust''s I&E'!P48"}"#;
        let review: Review = serde_json::from_str(text).unwrap();
        let review = review.renewed();
        let [only] = review.mapping.corrections.as_slice() else {
            panic!("{:?}", review.mapping)
        };
        assert_eq!(only.table.address(), "'Trust''s I&E'!P48");
        assert_eq!(only.change, Change::DeclaredPosition);
        assert!(review.rest.is_empty());
        let none: Review = serde_json::from_str(r#"{"declared_position":null}"#).unwrap();
        assert!(none.renewed().is_blank());
    }
}
