//! Monthly measures under control charts: those of the plan's own bodies, the gravest first.

use super::is_own;
use super::spc::{Assurance, Improvement, Observed, Settings, SpcChart, Variation, spc};
use crate::plan::{Better, MeasureUnit, Month, MonthlyMeasure, Organisation, Origin, Plan};
use crate::policy::Policy;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeSet;

/// Fewer months than this are no process.
const MONTHS_MIN: usize = 6;
/// A process years old describes a service that is no more: Making Data Count advises two to three years.
pub const MONTHS_CHARTED: usize = 36;

/// A measure, and what its months say.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured<'p> {
    pub measure: &'p MonthlyMeasure,
    /// Of the latest actual months; `None` with too few of them. Shares are in per cent.
    pub control: Option<SpcChart>,
}

impl Measured<'_> {
    /// Worse by more than chance.
    pub fn is_worse(&self) -> bool {
        self.control
            .as_ref()
            .is_some_and(|chart| matches!(chart.variation, Variation::Concern(_)))
    }

    /// The plan is not met as things are.
    pub fn misses(&self) -> bool {
        self.control
            .as_ref()
            .is_some_and(|chart| chart.assurance == Some(Assurance::ConsistentFail))
    }

    /// Months that happened but lie before those charted.
    pub fn left_out(&self) -> usize {
        self.measure.actual.len().saturating_sub(MONTHS_CHARTED)
    }
}

/// More bodies on the sheets of a plan are a table of the country.
const BODIES_MAX: usize = 12;

/// The measures of the plan's own bodies or of those on its own sheets, else of the country, else of the first body: worse before worse to come, then
/// shares before counts, then in the order of the workbook.
pub fn measured<'p>(plan: &'p Plan, policy: &Policy) -> Vec<Measured<'p>> {
    let mut all: Vec<Measured<'p>> = subject(plan)
        .into_iter()
        .map(|measure| Measured {
            measure,
            control: control(measure, policy),
        })
        .collect();
    all.sort_by_key(|one| {
        (
            !one.is_worse(),
            !one.misses(),
            one.control.is_none(),
            one.measure.better == Better::Neither,
            one.measure.unit != MeasureUnit::Share,
        )
    });
    all
}

fn subject(plan: &Plan) -> Vec<&MonthlyMeasure> {
    let of = |is: &dyn Fn(&MonthlyMeasure) -> bool| -> Vec<&MonthlyMeasure> {
        plan.measures.iter().filter(|measure| is(measure)).collect()
    };
    let body = |measure: &MonthlyMeasure, is: &dyn Fn(&Organisation) -> bool| {
        measure.organisation.as_ref().is_some_and(is)
    };
    let own =
        of(&|measure| measure.organisation.is_none() || body(measure, &|body| is_own(plan, body)));
    if !own.is_empty() {
        return own;
    }
    let on_own_sheets = of(&|measure| measure.origin == Origin::OwnSheet);
    let bodies: BTreeSet<&str> = on_own_sheets
        .iter()
        .filter_map(|measure| Some(measure.organisation.as_ref()?.name.as_str()))
        .collect();
    if (1..=BODIES_MAX).contains(&bodies.len()) {
        return on_own_sheets;
    }
    let nation = of(&|measure| body(measure, &|body| body.name == "England"));
    if !nation.is_empty() {
        return nation;
    }
    let first = plan.measures.first().map(|measure| &measure.organisation);
    of(&|measure| Some(&measure.organisation) == first)
}

/// A value as charts hold it: a share in per cent.
pub fn charted(unit: MeasureUnit, value: Decimal) -> Option<f64> {
    let value = value.to_f64()?;
    Some(if unit == MeasureUnit::Share {
        value * 100.0
    } else {
        value
    })
}

/// Planned months never enter: the target that is stated, else the last of them, is what the process is held against.
fn control(measure: &MonthlyMeasure, policy: &Policy) -> Option<SpcChart> {
    if measure.actual.len() < MONTHS_MIN {
        return None;
    }
    let latest: Vec<(Month, f64)> = measure
        .actual
        .iter()
        .rev()
        .take(MONTHS_CHARTED)
        .filter_map(|(month, value)| Some((*month, charted(measure.unit, value.value)?)))
        .collect();
    let target = measure
        .target
        .as_ref()
        .or_else(|| measure.planned.values().next_back())
        .and_then(|planned| charted(measure.unit, planned.value));
    let improvement = match measure.better {
        Better::Higher => Improvement::Increase,
        Better::Lower => Improvement::Decrease,
        Better::Neither => Improvement::Neutral,
    };
    let settings = Settings {
        target: target.filter(|_| measure.better != Better::Neither),
        ..Settings::by(&policy.waits, &measure.name, improvement)
    };
    spc(&Observed::published(latest), &settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Sourced;
    use std::collections::BTreeMap;

    fn measure(name: &str, better: Better, values: &[i64]) -> MonthlyMeasure {
        let first = Month {
            year: 2020,
            month: 4,
        };
        let months = std::iter::successors(Some(first), |month| Some(month.next()));
        MonthlyMeasure {
            name: name.to_owned(),
            organisation: None,
            unit: MeasureUnit::Count,
            better,
            origin: Origin::OwnSheet,
            planned: BTreeMap::new(),
            actual: months
                .zip(values)
                .map(|(month, value)| (month, Sourced::new(Decimal::from(*value), Vec::new())))
                .collect(),
            target: None,
        }
    }

    fn plan(measures: Vec<MonthlyMeasure>) -> Plan {
        Plan {
            measures,
            ..Plan::default()
        }
    }

    #[test]
    fn what_got_worse_comes_first() {
        let mut rising = [20, 21].repeat(8);
        rising.push(90);
        let plan = plan(vec![
            measure("Attendances", Better::Neither, &rising),
            measure("Waits", Better::Lower, &rising),
            measure("Few", Better::Lower, &[1, 2, 3]),
        ]);
        let names: Vec<&str> = measured(&plan, &Policy::default())
            .iter()
            .map(|one| one.measure.name.as_str())
            .collect();
        assert_eq!(names, ["Waits", "Attendances", "Few"]);
        assert!(measured(&plan, &Policy::default())[0].is_worse());
    }

    #[test]
    fn planned_months_enter_no_limits_and_are_the_target() {
        let mut waits = measure("Waits", Better::Lower, &[20, 21, 20, 21, 20, 21, 20, 21]);
        waits.planned = BTreeMap::from([(
            Month {
                year: 2021,
                month: 3,
            },
            Sourced::new(Decimal::from(2), Vec::new()),
        )]);
        let plan = plan(vec![waits]);
        let [one] = measured(&plan, &Policy::default()).try_into().unwrap();
        let chart = one.control.as_ref().unwrap();
        assert_eq!(
            (chart.points().count(), chart.settings.target),
            (8, Some(2.0))
        );
        assert!(one.misses());
    }

    #[test]
    fn the_latest_three_years_are_charted() {
        let values: Vec<i64> = (0..50).collect();
        let plan = plan(vec![measure("Beds", Better::Neither, &values)]);
        let [one] = measured(&plan, &Policy::default()).try_into().unwrap();
        assert_eq!(
            one.control.as_ref().unwrap().points().count(),
            MONTHS_CHARTED
        );
        assert_eq!(one.left_out(), 14);
    }

    #[test]
    fn a_stated_target_goes_before_what_is_planned() {
        let mut waits = measure("Waits", Better::Lower, &[20, 21, 20, 21, 20, 21, 20, 21]);
        waits.target = Some(Sourced::new(Decimal::from(15), Vec::new()));
        let plan = plan(vec![waits]);
        let [one] = measured(&plan, &Policy::default()).try_into().unwrap();
        assert_eq!(one.control.as_ref().unwrap().settings.target, Some(15.0));
        assert!(one.misses());
    }

    #[test]
    fn every_body_on_the_plans_own_sheets_is_charted() {
        let of = |body: &str| MonthlyMeasure {
            organisation: Some(Organisation::named(body)),
            ..measure("Waits", Better::Lower, &[20, 21, 20, 21, 20, 21])
        };
        let plan = plan(vec![of("Ash NHS Trust"), of("Elm NHS Trust")]);
        assert_eq!(measured(&plan, &Policy::default()).len(), 2);
    }
}
