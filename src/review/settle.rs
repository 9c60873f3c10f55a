//! The review taken in: which findings are accepted, which come back because more is at stake, where each note stands
//! in the workbooks at hand, and what no longer finds its place. Nothing is dropped.

use super::{Comment, Ground, Question, Review, Subject, Waiver};
use crate::finding::{Explanation, Finding, Severity};
use crate::plan::{Plan, Share};
use crate::workbook::{CellRef, Workbook};

pub static WAIVER_OF_UNKNOWN_RULE: Explanation = Explanation {
    id: "waiver-of-unknown-rule",
    severity: Severity::Note,
    title: "Accepted finding of an unknown rule",
    summary: "The review file accepts a finding of a rule that this version does not have.",
    rationale: "A rule may have been renamed, or the file may come from a newer version. Whatever was accepted under the old name is being asked about again, or is no longer looked for at all.",
    example: "The file accepts \u{201c}savings-late\u{201d}, and there is no rule of that name.",
    fix: "See in the list of rules what it is called now, accept the finding again there, and withdraw the old acceptance.",
    question: "Is what was accepted then still looked for, and is it still acceptable?",
};

/// What taking in a review can find.
pub const FAULTS: [&Explanation; 1] = [&WAIVER_OF_UNKNOWN_RULE];

/// The review as it stands in one plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settled {
    pub accepted: Vec<Accepted>,
    /// Waivers in force of faults that are no longer found, whether or not their cells are.
    pub idle: Vec<Placed<Waiver>>,
    pub questions: Vec<Placed<Question>>,
    pub comments: Vec<Placed<Comment>>,
}

/// A finding that is accepted, and by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    pub finding: Finding,
    /// The earliest first; two people may have accepted it apart from each other.
    pub waivers: Vec<Waiver>,
}

/// A note and its cells in the workbooks at hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed<T> {
    pub note: T,
    /// `None` where it no longer finds its place; empty where it is about the plan as a whole.
    pub cells: Option<Vec<CellRef>>,
}

impl Settled {
    /// How many notes no longer find their place.
    pub fn lost(&self) -> usize {
        fn lost<T>(notes: &[Placed<T>]) -> usize {
            notes.iter().filter(|note| note.cells.is_none()).count()
        }
        lost(&self.idle) + lost(&self.questions) + lost(&self.comments)
    }

    /// How many notes there are to list.
    pub fn count(&self) -> usize {
        self.questions.len() + self.comments.len() + self.accepted.len() + self.idle.len()
    }

    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

/// What there is to settle a review with.
pub struct Settling<'a> {
    pub plan: &'a Plan,
    pub workbooks: &'a [Workbook],
    /// A finding that grew by more than this since it was accepted is asked about again.
    pub tolerance: Share,
    /// Whether there is a rule of this id.
    pub is_known: &'a dyn Fn(&str) -> bool,
}

/// Sorts findings into those still to ask about, which are returned, and those accepted.
pub fn settle(
    with: &Settling<'_>,
    review: &Review,
    findings: Vec<Finding>,
) -> (Vec<Finding>, Settled) {
    let ground = Ground::new(with.plan, with.workbooks);
    let in_force = review.waivers.iter().filter(|waiver| waiver.is_in_force());
    let waivers: Vec<(&Waiver, Option<Vec<CellRef>>)> = in_force
        .map(|waiver| (waiver, ground.find(&waiver.about)))
        .collect();
    let mut used = vec![false; waivers.len()];
    let mut open = Vec::new();
    let mut settled = Settled::default();
    for mut finding in findings {
        let mut own = Vec::new();
        let mut outgrown = None;
        for ((waiver, cells), used) in waivers.iter().zip(&mut used) {
            if !meets(waiver, cells.as_deref(), &finding) {
                continue;
            }
            *used = true;
            match waiver.outgrown(&finding, with.tolerance) {
                Some(sentence) => outgrown = Some(sentence),
                None => own.push((*waiver).clone()),
            }
        }
        if own.is_empty() {
            if let Some(sentence) = outgrown {
                finding.message = format!("{} {sentence}", finding.message);
            }
            open.push(finding);
        } else {
            settled.accepted.push(Accepted {
                finding,
                waivers: own,
            });
        }
    }
    for ((waiver, cells), used) in waivers.into_iter().zip(used) {
        if !(with.is_known)(&waiver.rule) {
            open.push(unknown(waiver, cells.clone().unwrap_or_default()));
        }
        if !used {
            settled.idle.push(Placed {
                note: waiver.clone(),
                cells,
            });
        }
    }
    let place = |about: &Subject| ground.find(about);
    settled.questions = review
        .questions
        .iter()
        .filter(|question| !question.steps.is_withdrawn())
        .map(|question| Placed {
            cells: place(&question.about),
            note: question.clone(),
        })
        .collect();
    settled.comments = review
        .comments
        .iter()
        .filter(|comment| !comment.steps.is_withdrawn())
        .map(|comment| Placed {
            cells: place(&comment.about),
            note: comment.clone(),
        })
        .collect();
    (open, settled)
}

/// Whether this waiver is of this finding: one of the rule, at a cell it was accepted for.
fn meets(waiver: &Waiver, cells: Option<&[CellRef]>, finding: &Finding) -> bool {
    let about = |cells: &[CellRef]| {
        let together = cells.iter().any(|cell| finding.cells.contains(cell));
        together || (cells.is_empty() && finding.cells.is_empty())
    };
    waiver.rule == finding.about.id && cells.is_some_and(about)
}

fn unknown(waiver: &Waiver, cells: Vec<CellRef>) -> Finding {
    let message = format!(
        "{} accepted \u{201c}{}\u{201d}, a rule that this version does not have. The reason given was: {}",
        waiver.by, waiver.rule, waiver.reason
    );
    WAIVER_OF_UNKNOWN_RULE.at(cells.into(), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Stake;
    use crate::plan::Money;
    use crate::plan::example::clean_plan;
    use crate::review::{Moment, Signed, Step};

    static RULE: Explanation = Explanation {
        id: "a-fault",
        severity: Severity::Warning,
        title: "A fault",
        summary: "",
        rationale: "",
        example: "",
        fix: "",
        question: "",
    };

    fn line() -> CellRef {
        clean_plan().savings.unwrap().lines[0].source.clone()
    }

    fn found(pounds: i64) -> Finding {
        let stake = Stake::Money(Money::from_pounds(pounds));
        RULE.at(line().into(), "Found.").worth(stake)
    }

    fn by(who: &str) -> Signed {
        Signed::new(who, Moment::at(1_700_000_000_000))
    }

    fn settled(review: &Review, findings: Vec<Finding>) -> (Vec<Finding>, Settled) {
        let plan = clean_plan();
        let with = Settling {
            plan: &plan,
            workbooks: &[],
            tolerance: Share::percent(10),
            is_known: &|id| id == "a-fault",
        };
        settle(&with, review, findings)
    }

    fn accepting(pounds: i64) -> Review {
        let plan = clean_plan();
        let about = Ground::new(&plan, &[]).subject(&[line()]);
        let waiver = Waiver::new(&found(pounds), about, "Known", by("Ann"));
        Review {
            waivers: vec![waiver],
            ..Review::default()
        }
    }

    #[test]
    fn an_accepted_finding_is_counted_out_and_kept_with_its_reason() {
        let (open, settled) = settled(&accepting(100), vec![found(100)]);
        assert!(open.is_empty());
        assert_eq!(settled.accepted[0].waivers[0].reason, "Known");
    }

    #[test]
    fn an_accepted_finding_that_grew_comes_back_with_both_figures() {
        let (open, settled) = settled(&accepting(10_000_000), vec![found(12_000_000)]);
        assert!(settled.accepted.is_empty());
        assert_eq!(
            open[0].message,
            "Found. It was accepted by Ann, 14 Nov 2023 at \u{a3}10.0m and is now \u{a3}12.0m."
        );
    }

    #[test]
    fn a_withdrawn_acceptance_accepts_nothing() {
        let mut review = accepting(100);
        review.waivers[0].steps.add(&Step::withdraw(by("Ann")));
        assert_eq!(settled(&review, vec![found(100)]).0.len(), 1);
    }

    #[test]
    fn a_waiver_of_an_unknown_rule_is_a_finding_with_its_reason() {
        let mut review = accepting(100);
        review.waivers[0].rule = "savings-late".to_owned();
        let (open, _) = settled(&review, vec![]);
        assert_eq!(open[0].about.id, "waiver-of-unknown-rule");
        assert!(open[0].message.contains("savings-late") && open[0].message.contains("Known"));
    }

    #[test]
    fn a_note_whose_scheme_is_gone_is_counted_and_kept() {
        let mut review = accepting(100);
        for anchor in &mut review.waivers[0].about.cells {
            anchor.reference = Some("gone".to_owned());
            anchor.scheme = None;
        }
        let (open, settled) = settled(&review, vec![found(100)]);
        assert_eq!((open.len(), settled.lost(), settled.idle.len()), (1, 1, 1));
    }
}
