//! Notes from the wish to the file: signs what is written, takes it in, keeps it on a worker shortly after, takes in what
//! colleagues wrote, and keeps what is being typed.

use super::job::{Found, PlanId};
use super::notes::{Desk, Target, Wish};
use super::place::{Place, View};
use super::reviewer::Keep;
use super::shell::{App, Message, OpenPlan};
use super::views::Reviewer;
use super::widgets::cell_link::take_at_hand;
use crate::report::VarianceAsked;
use crate::review::{Ground, Id, Kept, Review, Seen, Shelf, Subject, keep};
use crate::workbook::CellRef;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What is typed is kept this long after the last frame it was not, in seconds.
const PAUSE: f64 = 0.8;

/// How far the review of one plan is kept.
#[derive(Debug, Default)]
pub struct Keeping {
    /// What the file held when it was last read or written.
    base: Review,
    /// `None` until there is something to keep.
    path: Option<PathBuf>,
    /// What is being written just now.
    under_way: Option<Review>,
    /// How much had been typed when the draft was last kept, and when that was.
    typed: (u64, f64),
}

impl Keeping {
    fn is_behind(&self, now: &Review) -> bool {
        // A plan is not worth a file for its name alone.
        let blank = now.is_blank() && self.path.is_none();
        let said = Review {
            plan: now.plan.clone(),
            ..self.base.clone()
        };
        !blank && *now != said && self.under_way.is_none()
    }
}

impl App {
    pub(super) fn reviewer(&self) -> Reviewer {
        let known = self.plan().is_some_and(|plan| plan.keeping.path.is_some());
        Reviewer {
            who: self.settings.who.clone(),
            asks_where: self.settings.keep.is_none() && !known,
        }
    }

    pub(super) fn write(&mut self, wish: Wish) {
        let by = self
            .clock
            .sign(self.settings.who.as_deref().unwrap_or_default());
        let decision = self
            .plan()
            .and_then(|plan| wish.signed(&plan.assessment, by));
        if let Some(decision) = decision {
            self.decide(decision);
        }
    }

    /// The review changed and the reading did not.
    pub(super) fn resettle(&mut self) {
        if let Some(plan) = self.plan_mut() {
            plan.assessment = Arc::new(plan.assessment.reviewed(plan.review.now()));
        }
    }

    pub(super) fn toggle_notes(&mut self) {
        if let Some(plan) = self.plan_mut() {
            plan.states.desk.is_listed = !plan.states.desk.is_listed;
        }
    }

    pub(super) fn ask_to_sign_off(&mut self) {
        self.overlay = None;
        if let Some(plan) = self.plan_mut() {
            plan.states.desk.is_listed = true;
            plan.states.desk.open(Desk::SIGN_OFF.to_owned());
        }
    }

    /// On what has the cursor or is chosen in the view, or else on the view.
    pub(super) fn comment_at_hand(&mut self, ctx: &Context) {
        let Some(plan) = self.plan() else {
            return;
        };
        let place = plan.history.here();
        let cells = take_at_hand(ctx).unwrap_or_else(|| match place.view {
            View::Workbook => {
                let selected = plan.states.workbook.selected();
                selected.map_or_else(|| place.cells.to_vec(), |cell| vec![cell.clone()])
            }
            View::Findings => {
                let finding = plan
                    .assessment
                    .findings
                    .get(place.finding.unwrap_or_default());
                finding.map_or_else(Vec::new, |finding| finding.cells.to_vec())
            }
            _ => Vec::new(),
        });
        self.comment_on(&cells);
    }

    pub(super) fn comment_on(&mut self, cells: &[CellRef]) {
        let Some(plan) = self.plan_mut() else {
            return;
        };
        let place = plan.history.here();
        let finding = (place.view == View::Findings)
            .then(|| {
                plan.assessment
                    .findings
                    .get(place.finding.unwrap_or_default())
            })
            .flatten();
        let filter = match place.view {
            View::Savings => plan.states.savings.filter().to_owned(),
            View::Findings => plan.states.findings.filter().to_owned(),
            _ => String::new(),
        };
        let seen = Seen {
            view: place.view.label().to_owned(),
            rule: finding.map(|finding| finding.about.id.to_owned()),
            filter,
            ..Seen::default()
        };
        let about = if cells.is_empty() {
            Subject::default()
        } else {
            let assessment = &plan.assessment;
            Ground::new(&assessment.case.plan, &assessment.workbooks).subject(cells)
        };
        plan.states.desk.comment(Target {
            about,
            seen,
            variance: None,
        });
    }

    /// The form for a comment that explains a variance, by its position among the assessment's.
    pub(super) fn explain(&mut self, index: usize) {
        let Some(plan) = self.plan() else {
            return;
        };
        let Some(line) = plan.assessment.off_plan.get(index) else {
            return;
        };
        let asked = VarianceAsked::of(line);
        self.comment_on(&line.off.cells());
        if let Some(target) = self
            .plan_mut()
            .and_then(|plan| plan.states.desk.target.as_mut())
        {
            target.variance = Some(asked);
        }
    }

    /// The view a note was made in, or the cells it is about.
    pub(super) fn open_note(&mut self, id: &Id) {
        let Some(plan) = self.plan_mut() else {
            return;
        };
        let settled = &plan.assessment.settled;
        let comment = settled.comments.iter().find(|one| one.note.id == *id);
        let question = settled.questions.iter().find(|one| one.note.id == *id);
        let cells = comment.and_then(|one| one.cells.clone());
        let cells = cells.or_else(|| question.and_then(|one| one.cells.clone()));
        let cells = cells.unwrap_or_default();
        let seen = comment.map(|one| one.note.seen.clone()).unwrap_or_default();
        let rule = seen
            .rule
            .or_else(|| question.and_then(|one| one.note.rule.clone()));
        let finding = rule.and_then(|rule| {
            let mut own = plan.assessment.findings.iter();
            let holds = |cell: &CellRef, all: &[CellRef]| all.contains(cell);
            own.position(|finding| {
                finding.about.id == rule
                    && (cells.is_empty() || cells.iter().any(|cell| holds(cell, &finding.cells)))
            })
        });
        let view = View::ALL.into_iter().find(|view| view.label() == seen.view);
        let view = match (view, finding) {
            // The finding it was made under is accepted or gone: its cells are what is left.
            (Some(View::Findings) | None, None) => View::Workbook,
            (Some(view), _) => view,
            (None, Some(_)) => View::Findings,
        };
        match view {
            View::Savings => plan.states.savings.filter_by(&seen.filter),
            View::Findings => plan.states.findings.filter_by(&seen.filter),
            _ => {}
        }
        plan.history.go(Place {
            view,
            cells: cells.into(),
            finding,
            scheme: None,
        });
        self.settings.view = view;
    }

    /// Where notes of this and of later plans are kept.
    pub(super) fn keep_notes(&mut self, keep: Keep) {
        self.overlay = None;
        self.settings.keep = Some(keep);
        self.settings.save_at_once = true;
        let reviews = self.jobs.reviews.clone();
        if let Some(plan) = self.plan_mut() {
            let path = place_for(&reviews, plan, keep);
            if path.is_some() && path != plan.keeping.path {
                plan.keeping.path = path.filter(|_| !plan.review.now().is_blank());
                plan.keeping.base = Review::default();
            }
        }
        self.keep_review();
    }

    /// Writes the review on a worker, unless that is under way or there is nothing new.
    pub(super) fn keep_review(&mut self) {
        let keep = self.settings.keep.unwrap_or(Keep::Private);
        let reviews = self.jobs.reviews.clone();
        let Some(plan) = self.plans.get_mut(self.current) else {
            return;
        };
        if let Some((path, base, now)) = due(&reviews, plan, keep) {
            let id = plan.id;
            self.jobs.keep(id, path, base, now);
        }
    }

    /// Before the plan or the window is closed: what is not on disk yet is written now.
    pub(super) fn keep_at_once(&mut self) {
        let choice = self.settings.keep.unwrap_or(Keep::Private);
        let reviews = self.jobs.reviews.clone();
        for plan in &mut self.plans {
            plan.keeping.under_way = None;
            if let Some((path, base, now)) = due(&reviews, plan, choice) {
                match keep(&path, &base, &now) {
                    Ok(kept) => plan.keeping.base = kept.review,
                    Err(error) => self.message = Some(adverse(error.to_string())),
                }
            }
            let text = plan.states.desk.to_text();
            if plan.keeping.typed.0 != plan.states.desk.typed() {
                // The window is going; there is nobody left to tell.
                _ = reviews.keep_draft(&plan.assessment.about(), &text);
            }
        }
    }

    /// A plan was opened: its kept review is what later changes are compared with.
    pub(super) fn take_kept(&mut self, found: Found) {
        let Some(plan) = self.plan_mut() else {
            return;
        };
        plan.keeping = Keeping {
            base: found.review.review,
            path: found.review.path,
            ..Keeping::default()
        };
        plan.states.desk = Desk::of(&found.draft);
        let mut told = found.review.told;
        if !found.draft.is_empty() {
            told.push(
                "What you were typing when the program last closed is still in its form."
                    .to_owned(),
            );
        }
        let lost = plan.assessment.settled.lost();
        if lost > 0 {
            told.push(format!(
                "{} in this version of the workbook; the list of notes (Ctrl L) shows which.",
                match lost {
                    1 => "1 note no longer finds its place".to_owned(),
                    many => format!("{many} notes no longer find their place"),
                }
            ));
        }
        if !told.is_empty() {
            self.message = Some(Message {
                text: told.join(" "),
                adverse: false,
                offer: None,
            });
        }
    }

    /// The review was written; what a colleague had written there is taken in.
    pub(super) fn take_written(&mut self, id: PlanId, kept: Kept) {
        let Some(plan) = self.plans.iter_mut().find(|plan| plan.id == id) else {
            return;
        };
        let before = plan.review.now().clone();
        plan.keeping.base = kept.review;
        let Some(sent) = plan.keeping.under_way.take() else {
            return;
        };
        // Compared with what was sent, all that is new in the file is a colleague's.
        plan.review.absorb(&sent, &plan.keeping.base);
        let after = plan.review.now();
        if count(after) > count(&before) || !after.reads_as(&before) {
            plan.assessment = Arc::new(plan.assessment.reviewed(after));
            self.message = Some(Message {
                text: "A colleague wrote to the review file meanwhile; their notes were taken in."
                    .to_owned(),
                adverse: false,
                offer: None,
            });
        }
        if !kept.told.is_empty() {
            self.message = Some(adverse(kept.told.join(" ")));
        }
        if sent != before {
            self.keep_review();
        } else if let Some(plan) = self.plans.iter_mut().find(|plan| plan.id == id) {
            plan.keeping.base = plan.review.now().clone();
        }
    }

    pub(super) fn tell_not_kept(&mut self, id: PlanId, text: String) {
        if let Some(plan) = self.plans.iter_mut().find(|plan| plan.id == id) {
            plan.keeping.under_way = None;
        }
        self.message = Some(adverse(text));
    }

    /// What is typed is kept soon after it is typed, so that a crash costs a word or two.
    pub(super) fn keep_drafts(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        let Some(plan) = self.plans.get_mut(self.current) else {
            return;
        };
        let typed = plan.states.desk.typed();
        let (kept, at) = plan.keeping.typed;
        if typed == kept {
            return;
        }
        if now - at < PAUSE {
            ctx.request_repaint_after(Duration::from_millis(800));
            return;
        }
        plan.keeping.typed = (typed, now);
        let (about, text) = (plan.assessment.about(), plan.states.desk.to_text());
        self.jobs.keep_draft(about, text);
    }
}

/// What is to be written where, if anything is; marks it as under way.
fn due(shelf: &Shelf, plan: &mut OpenPlan, keep: Keep) -> Option<(PathBuf, Review, Review)> {
    let mut now = plan.review.now().clone();
    if !plan.keeping.is_behind(&now) {
        return None;
    }
    let path = match plan.keeping.path.clone() {
        Some(path) => path,
        None => place_for(shelf, plan, keep)?,
    };
    plan.keeping.path = Some(path.clone());
    plan.keeping.under_way = Some(now.clone());
    now.plan.extend(&plan.assessment.about());
    Some((path, plan.keeping.base.clone(), now))
}

/// Beside the workbook where that was chosen and there is one.
fn place_for(shelf: &Shelf, plan: &OpenPlan, keep: Keep) -> Option<PathBuf> {
    let about = plan.assessment.about();
    let beside = || Shelf::beside(&about);
    match keep {
        Keep::Private => shelf.private(&about),
        // A sample has no folder.
        Keep::Beside => beside().or_else(|| shelf.private(&about)),
    }
}

fn adverse(text: String) -> Message {
    Message {
        text,
        adverse: true,
        offer: None,
    }
}

/// How many things a review says.
fn count(review: &Review) -> usize {
    let steps = review.waivers.iter().map(|one| one.steps.iter().count());
    let answers = review.questions.iter().map(|one| one.steps.iter().count());
    let replies = review.comments.iter().map(|one| one.steps.iter().count());
    let withdrawn = review.sign_offs.iter().map(|one| one.steps.iter().count());
    review.waivers.len()
        + review.questions.len()
        + review.comments.len()
        + review.sign_offs.len()
        + steps
            .chain(answers)
            .chain(replies)
            .chain(withdrawn)
            .sum::<usize>()
}
