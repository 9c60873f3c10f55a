//! Long waits for elective care: how many pathways wait longer than so many weeks, by month.

use super::{Cells, Month, Organisation, Share, Sourced};
use crate::workbook::CellRef;
use std::collections::BTreeMap;

/// Trajectories by measure, organisation and specialty, each counted once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Elective {
    pub trajectories: Vec<Trajectory>,
    /// The part of the list within 18 weeks, where the plan states it as a share.
    pub within_18_weeks: Vec<ShareTrajectory>,
    /// What the workbook says in words of where a long wait will be.
    pub declared: Vec<Declared>,
}

/// A sentence of the workbook on when a long wait ends, or that it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    pub measure: Weeks,
    /// By when, where it says.
    pub by: Option<Month>,
    /// Whether it says that the end will not be reached by then.
    pub misses: bool,
    /// As the workbook says it.
    pub words: String,
    pub cell: CellRef,
}

/// The share of one body's list that has waited 18 weeks or less, by month end.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareTrajectory {
    /// `None` for the whole plan.
    pub organisation: Option<Organisation>,
    /// `None` for all of the body's list.
    pub specialty: Option<String>,
    pub months: BTreeMap<Month, PlannedShare>,
}

/// A blank is `None`, not zero.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlannedShare {
    pub plan: Option<Sourced<Share>>,
    pub actual: Option<Sourced<Share>>,
}

/// Pathways waiting more than this many weeks: 18, 52, 65, 78 or 104; 0 is the whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weeks(pub u16);

/// One row of a long-wait table: incomplete pathways at month end.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    pub measure: Weeks,
    pub organisation: Option<Organisation>,
    pub specialty: Option<String>,
    pub months: BTreeMap<Month, PlanActual>,
}

/// Pathways, not patients. A blank is `None`, not zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanActual {
    pub plan: Option<Sourced<u64>>,
    pub actual: Option<Sourced<u64>>,
}

impl Weeks {
    /// Everybody on the list.
    pub const LIST: Self = Self(0);
}

impl Elective {
    /// The long waits that the plan counts; the size of the list is no long wait.
    pub fn measures(&self) -> Vec<Weeks> {
        let mut measures: Vec<Weeks> = self
            .trajectories
            .iter()
            .map(|trajectory| trajectory.measure)
            .filter(|measure| *measure != Weeks::LIST)
            .collect();
        measures.sort_unstable();
        measures.dedup();
        measures
    }

    /// The whole plan's pathways by month: the sum over organisations and specialties of what is given.
    pub fn total(&self, measure: Weeks) -> BTreeMap<Month, PlanActual> {
        let mut total: BTreeMap<Month, PlanActual> = BTreeMap::new();
        for trajectory in self
            .trajectories
            .iter()
            .filter(|trajectory| trajectory.measure == measure)
        {
            for (month, part) in &trajectory.months {
                let sum = total.entry(*month).or_default();
                add(&mut sum.plan, part.plan.as_ref());
                add(&mut sum.actual, part.actual.as_ref());
            }
        }
        total
    }
}

fn add(sum: &mut Option<Sourced<u64>>, part: Option<&Sourced<u64>>) {
    let Some(part) = part else { return };
    let sum = sum.get_or_insert_default();
    sum.value = sum.value.saturating_add(part.value);
    sum.cells.extend(part.cells.iter().cloned());
}

impl Trajectory {
    pub fn cells(&self) -> Cells {
        let both = |both: &PlanActual| {
            both.plan
                .iter()
                .chain(both.actual.iter())
                .flat_map(|pathways| pathways.cells.clone())
                .collect::<Vec<_>>()
        };
        self.months.values().flat_map(both).collect()
    }
}
