//! The workbooks of two submissions cell by cell, on a thread of their own, when they are asked for.

use super::job::{Jobs, Outcome, PlanId};
use super::place::{Place, View};
use super::shell::App;
use crate::analysis::{CellChanges, compare_cells};
use crate::assessment::Assessment;
use crate::report::ComparedCells;
use std::sync::Arc;

/// Each pair of workbooks by their places among those of the plan, and what stands otherwise in the later one.
#[derive(Debug)]
pub struct ComparedPairs {
    /// What was compared: of any other reading the places may be others.
    pub of: Arc<Assessment>,
    pub pairs: Vec<(usize, usize, CellChanges)>,
}

impl ComparedPairs {
    /// The pairs with their workbooks.
    pub fn with_workbooks(&self) -> Vec<ComparedCells<'_>> {
        self.pairs
            .iter()
            .filter_map(|(before, now, changes)| {
                Some(ComparedCells {
                    changes,
                    before: self.of.workbooks.get(*before)?,
                    now: self.of.workbooks.get(*now)?,
                })
            })
            .collect()
    }
}

impl Jobs {
    fn compare_cells(&mut self, assessment: Arc<Assessment>, plan: PlanId) {
        self.start("Comparing cell by cell".to_owned(), None, move || {
            let pairs = assessment
                .resubmitted()
                .into_iter()
                .filter_map(|(before, now)| {
                    let changes = compare_cells(
                        assessment.workbooks.get(before)?,
                        assessment.workbooks.get(now)?,
                    );
                    Some((before, now, changes))
                })
                .collect();
            Ok(Outcome::CellsCompared {
                plan,
                pairs: Box::new(ComparedPairs {
                    of: assessment,
                    pairs,
                }),
            })
        });
    }
}

impl App {
    pub(super) fn compare_cells(&mut self) {
        self.overlay = None;
        let Some(plan) = self.plan_mut() else {
            return;
        };
        plan.history.go(Place::of(View::Changes));
        let (assessment, id) = (Arc::clone(&plan.assessment), plan.id);
        self.jobs.compare_cells(assessment, id);
    }

    /// Dropped where the plan was read again or closed meanwhile.
    pub(super) fn take_cells(&mut self, plan: PlanId, pairs: ComparedPairs) {
        let open = self.plans.iter_mut().find(|open| open.id == plan);
        if let Some(open) =
            open.filter(|open| Arc::ptr_eq(&open.assessment.workbooks, &pairs.of.workbooks))
        {
            open.states.changes.take(pairs);
        }
    }
}
