//! From what the reviewer wants written to a signed decision.

use crate::assessment::Assessment;
use crate::review::{
    Comment, Decision, Ground, Id, Question, Seen, SignOff, Signed, Step, Subject, Waiver,
};

/// What the reviewer wants written; signed and dated when it is carried out.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// Position in the assessment's findings, and the reason.
    Accept(usize, String),
    Ask {
        /// Position in the assessment's findings; `None` for a question about the plan.
        finding: Option<usize>,
        text: String,
        owner: String,
        due: String,
        /// The page that was presented.
        raised_at: Option<String>,
    },
    Comment {
        text: String,
        about: Box<Subject>,
        seen: Box<Seen>,
    },
    /// The plan as it stands is signed off.
    SignOff,
    Answer(Id, String),
    /// Who is to answer, and by when.
    Assign(Id, String, String),
    Close(Id),
    Reopen(Id),
    Withdraw(Id),
}

impl Wish {
    /// As a decision; `None` where the finding is no longer there.
    pub fn signed(self, assessment: &Assessment, by: Signed) -> Option<Decision> {
        let subject = |index: usize| {
            let finding = assessment.findings.get(index)?;
            let ground = Ground::new(&assessment.case.plan, &assessment.workbooks);
            Some((finding, ground.subject(&finding.cells)))
        };
        let step = |id: Id, step: Step| Decision::Follow(id, Box::new(step));
        Some(match self {
            Self::Accept(index, reason) => {
                let (finding, about) = subject(index)?;
                Decision::Accept(Box::new(Waiver::new(finding, about, reason, by)))
            }
            Self::Ask {
                finding,
                text,
                owner,
                due,
                raised_at,
            } => {
                let mut question = Question::new(text, by);
                if let Some((finding, about)) = finding.and_then(subject) {
                    question.rule = Some(finding.about.id.to_owned());
                    question.about = about;
                }
                question.owner = owner;
                question.due = due;
                question.raised_at = raised_at;
                Decision::Ask(Box::new(question))
            }
            Self::Comment { text, about, seen } => {
                Decision::Comment(Box::new(Comment::new(text, *about, *seen, by)))
            }
            Self::SignOff => Decision::SignOff(Box::new(SignOff::new(assessment.read_as(), by))),
            Self::Answer(id, text) => step(id, Step::answer(text, by)),
            Self::Assign(id, owner, due) => step(id, Step::assign(owner, due, by)),
            Self::Close(id) => step(id, Step::close(by)),
            Self::Reopen(id) => step(id, Step::reopen(by)),
            Self::Withdraw(id) => step(id, Step::withdraw(by)),
        })
    }
}
