//! Everything the position implies, computed together under one set of assumptions. Another set, as a simulation would
//! draw it, is another call: nothing here looks outside its arguments.

use super::{
    Backing, Bridge, Deficits, Delivery, Endurance, Headline, RunRate, Walk, YearOfPlan, backing,
    bridge, deficits, delivery, endurance, run_rates, so_far, support, walk, years,
};
use crate::plan::Plan;
use crate::policy::Policy;
use crate::review::Assumptions;

/// What the pages on the position show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PositionOutlook {
    /// What it was computed under.
    pub assumptions: Assumptions,
    pub deficits: Deficits,
    /// `None` without a declared position or savings lines.
    pub bridge: Option<Bridge>,
    /// `None` where neither last year's outturn nor a forecast stands beside the plan.
    pub walk: Option<Walk>,
    /// Empty before the year is under way.
    pub run_rates: Vec<RunRate>,
    /// `None` where nothing is by month.
    pub endurance: Option<Endurance>,
    /// `None` without savings lines.
    pub delivery: Option<Delivery>,
    pub backing: Backing,
    /// The plan's year among those before and after it; empty where it stands alone.
    pub years: Vec<YearOfPlan>,
}

pub fn position_outlook(
    plan: &Plan,
    headline: &Headline,
    policy: &Policy,
    assumptions: &Assumptions,
) -> PositionOutlook {
    let support = support(plan);
    let position = plan.position.as_ref();
    let so_far = position.and_then(so_far);
    let closed = so_far.as_ref().map_or(0, |so_far| so_far.months);
    PositionOutlook {
        bridge: bridge(plan, headline, policy, support.as_ref(), assumptions),
        walk: walk(plan, support.as_ref(), assumptions),
        run_rates: position.map_or_else(Vec::new, |position| {
            run_rates(position, support.as_ref(), assumptions)
        }),
        endurance: endurance(plan, policy, support.as_ref(), assumptions),
        delivery: plan.savings.as_ref().map(|savings| {
            let own = delivery(savings, policy, closed);
            match &so_far {
                Some(so_far) => own.with_position_to_date(so_far.adverse.value),
                None => own,
            }
        }),
        backing: backing(plan),
        years: years(plan),
        deficits: deficits(plan, support, assumptions),
        assumptions: assumptions.clone(),
    }
}
