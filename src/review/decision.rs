//! One thing the reviewer decided, as data: every change to a review is one of these, so that each can be undone, told
//! and logged in the same way.

use super::{Assumptions, Between, Comment, Correction, Id, Question, SignOff, Step, Waiver};
use crate::wording::quoted;

/// A decision of the reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Reads a table otherwise than it was taken for.
    Correct(Box<Correction>),
    /// Reads it again as it was taken for before that correction.
    TakeBack(Box<Correction>),
    /// A finding is accepted, with a reason.
    Accept(Box<Waiver>),
    /// A question is put to somebody.
    Ask(Box<Question>),
    Comment(Box<Comment>),
    /// The plan is signed off as read.
    SignOff(Box<SignOff>),
    /// Figures are computed under these choices.
    Assume(Box<Assumptions>),
    /// The difference between two bars of a chart is shown, or none.
    Compare(String, Option<Between>),
    /// Something happens to an entry: it is answered, closed or taken back.
    Follow(Id, Box<Step>),
}

impl Decision {
    /// What was done, as it stands after "Undo": sentence case, no full stop.
    pub fn in_words(&self) -> String {
        match self {
            Self::Correct(correction) => correction.in_words(),
            Self::TakeBack(correction) => {
                format!("No longer so: {}", correction.in_words())
            }
            Self::Accept(waiver) => format!("Accepted {}", quoted(&waiver.title)),
            Self::Ask(question) => format!("Asked {}", quoted(&question.text)),
            Self::Comment(comment) => format!("Commented {}", quoted(&comment.text)),
            Self::SignOff(_) => "Signed the plan off".to_owned(),
            Self::Assume(assumptions) => {
                match (assumptions.without_support, assumptions.by_organisation) {
                    (true, true) => "Position without deficit support, by organisation".to_owned(),
                    (true, false) => "Position without deficit support".to_owned(),
                    (false, true) => "Position with deficit support, by organisation".to_owned(),
                    (false, false) => "Position with deficit support".to_owned(),
                }
            }
            // Without the names of the bars, which may be hidden.
            Self::Compare(_, Some(_)) => "Difference between two bars shown".to_owned(),
            Self::Compare(_, None) => "Difference between two bars taken away".to_owned(),
            Self::Follow(_, step) => match (&step.answer, step.closed, step.withdrawn) {
                (Some(answer), _, _) => format!("Answered {}", quoted(answer)),
                (_, Some(true), _) => "Closed a question".to_owned(),
                (_, Some(false), _) => "Opened a question again".to_owned(),
                (_, _, Some(true)) => "Withdrew a note".to_owned(),
                _ => match &step.owner {
                    Some(owner) => format!("Gave a question to {owner}"),
                    None => "Changed a note".to_owned(),
                },
            },
        }
    }

    /// In few words, where what it changed in the plan is worth telling at once.
    pub fn in_short(&self) -> Option<String> {
        match self {
            Self::Correct(correction) => Some(correction.change.in_short()),
            Self::TakeBack(_) => Some("Taken back".to_owned()),
            Self::Accept(_)
            | Self::Ask(_)
            | Self::Comment(_)
            | Self::SignOff(_)
            | Self::Assume(_)
            | Self::Compare(..)
            | Self::Follow(..) => None,
        }
    }

    /// Whether the workbooks have to be read again for it to show.
    pub fn changes_reading(&self) -> bool {
        match self {
            Self::Correct(_) | Self::TakeBack(_) => true,
            Self::Accept(_)
            | Self::Ask(_)
            | Self::Comment(_)
            | Self::SignOff(_)
            | Self::Assume(_)
            | Self::Compare(..)
            | Self::Follow(..) => false,
        }
    }
}
