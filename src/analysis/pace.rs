//! How fast long waits must clear to meet their deadline, beside how fast they lately did: from the published cohort where
//! there is one, else from the plan's own actual months.

use super::elective::elective;
use super::month_ends::{month_at, ordinal, weeks_between};
use super::waits_ahead::waits_ahead;
use crate::plan::{Cells, Month, Plan, Share, Weeks};
use crate::policy::{Allowance, Policy};
use rust_decimal::Decimal;

/// Months over which clearance is measured.
const MONTHS: i32 = 3;

#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    pub measure: Weeks,
    pub deadline: Month,
    /// Pathways to be cleared by then.
    pub size: u64,
    /// Pathways a week; a working week where published.
    pub required: Decimal,
    pub achieved: Decimal,
    /// Whether it is the published cohort; else the pathways over the limit, to whom more are added every week.
    pub published: bool,
    pub cells: Cells,
}

impl Pace {
    /// Required over achieved; `None` where none were cleared.
    pub fn times(&self) -> Option<Share> {
        if self.achieved <= Decimal::ZERO {
            return None;
        }
        self.required.checked_div(self.achieved).map(Share)
    }
}

/// Measures with a deadline of none ahead and four months counted, those that bind first.
pub fn paces(plan: &Plan, policy: &Policy) -> Vec<Pace> {
    let published = of_cohorts(plan, policy);
    if !published.is_empty() {
        return published;
    }
    of_actuals(plan, policy)
}

fn of_cohorts(plan: &Plan, policy: &Policy) -> Vec<Pace> {
    let Some(ahead) = waits_ahead(plan, policy).filter(|_| !plan.is_published_only()) else {
        return Vec::new();
    };
    let rate = |rate: f64| Decimal::try_from(rate).ok();
    ahead
        .measures
        .iter()
        .filter_map(|measure| {
            let deadline = measure
                .deadline
                .as_ref()
                .filter(|deadline| deadline.allowed == Allowance::None)?;
            let cohort = measure.cohort.filter(|cohort| cohort.is_closed)?;
            let clearance = measure.clearance?;
            let cells = ahead
                .series
                .latest()
                .and_then(|(_, counts)| counts.over.get(&measure.threshold))
                .map(|over| over.cells.clone());
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a count of pathways, not below zero"
            )]
            let size = cohort.size.likely.round().max(0.0) as u64;
            Some(Pace {
                measure: measure.threshold,
                deadline: deadline.month,
                size,
                required: rate(cohort.required_per_working_week(0.0)?)?,
                achieved: rate(clearance.per_working_week)?,
                published: true,
                cells: cells.unwrap_or_default(),
            })
        })
        .collect()
}

fn of_actuals(plan: &Plan, policy: &Policy) -> Vec<Pace> {
    let Some(waits) = &plan.elective else {
        return Vec::new();
    };
    let year = plan.year.as_ref().map(|year| year.value);
    let binds =
        |measure: Weeks| year.is_none_or(|year| Policy::binding_measures(year).contains(&measure));
    elective(waits, year, policy)
        .into_iter()
        .filter(|outlook| binds(outlook.measure))
        .filter_map(|outlook| {
            let deadline = outlook
                .deadline
                .filter(|deadline| deadline.allowed == Allowance::None)?;
            let seen = |month: Month| outlook.months.get(&month)?.actual.as_ref();
            let latest = *outlook
                .months
                .keys()
                .rev()
                .find(|month| seen(**month).is_some())?;
            let then = month_at(ordinal(latest) - MONTHS)?;
            let (now, before) = (seen(latest)?, seen(then)?);
            if deadline.month <= latest || now.value == 0 {
                return None;
            }
            let weekly = |pathways: i64, from: Month, to: Month| {
                let weeks = Decimal::try_from(weeks_between(from, to)).ok()?;
                Decimal::from(pathways).checked_div(weeks)
            };
            let of = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            let mut cells = now.cells.clone();
            cells.extend(before.cells.iter().cloned());
            Some(Pace {
                measure: outlook.measure,
                deadline: deadline.month,
                size: now.value,
                required: weekly(of(now.value), latest, deadline.month)?,
                achieved: weekly(of(before.value) - of(now.value), then, latest)?,
                published: false,
                cells,
            })
        })
        .collect()
}
