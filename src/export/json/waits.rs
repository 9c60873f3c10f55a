//! Whether the waits land: what is asked within 18 weeks, the list it takes, who will wait too long, what it costs, and the
//! measures under control.

use super::outlook::share;
use super::plan::LabelledJson;
use super::{addresses, sourced};
use crate::analysis::{
    Assurance, GlidePath, MeasureAhead, Measured, SaidBy, WaitsAhead, WithinLanding, WithinOutlook,
    elective_money, measured, roll_forward,
};
use crate::assessment::Assessment;
use crate::plan::{Month, Plan, Share, Sourced};
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct WaitsJson {
    /// One for each body, the furthest short first.
    within_18_weeks: Vec<WithinJson>,
    list: Option<ListJson>,
    roll_forward: Option<RollForwardJson>,
    /// From published counts, by measure.
    ahead: Vec<AheadJson>,
    money: MoneyJson,
    control_charts: Vec<ControlJson>,
}

#[derive(Debug, Serialize)]
struct WithinJson {
    /// Null for the whole plan.
    organisation: Option<String>,
    month: String,
    /// `lands`, `planned miss`, `missed`, `depends on where it stood`, or `not given`.
    landing: &'static str,
    share: Option<String>,
    required: Option<String>,
    stood_at: Option<String>,
    stood_in: Option<String>,
    /// `policy`, `plan` or `publication`.
    said_by: Option<&'static str>,
    cells: Vec<String>,
}

/// Pathways; rates a week. Pairs are ranges: strictly in turn and as chance has it, the smaller first.
#[derive(Debug, Serialize)]
struct ListJson {
    counted_in: String,
    pathways: u64,
    asked_for: String,
    share_asked: String,
    needed: [f64; 2],
    planned: Option<u64>,
    monthly_fall_needed: [f64; 2],
    monthly_fall_planned: Option<f64>,
    joining_a_week: f64,
    stops_planned_a_week: Option<f64>,
    stops_seen_a_week: Option<f64>,
    taken_off_untreated_a_week: Option<f64>,
    stops_needed_a_week: [f64; 2],
    can_be_kept: [f64; 2],
    cells: Vec<String>,
}

#[derive(Debug, Serialize)]
struct RollForwardJson {
    from: String,
    to: String,
    opening: u64,
    starts: u64,
    stops: u64,
    removals: Option<u64>,
    left_without_a_reason: i64,
    closing: u64,
    cells: Vec<String>,
}

#[derive(Debug, Serialize)]
struct AheadJson {
    measure: String,
    to: String,
    /// Whether that month is the deadline.
    is_deadline: bool,
    /// Who will have waited longer by then unless treated; the smallest, the likely and the largest number.
    unless_treated: Option<[f64; 3]>,
    to_be_treated_a_working_week: Option<f64>,
    treated_a_working_week_lately: Option<f64>,
    /// Low, expected, high.
    projected: Option<[f64; 3]>,
    method: Option<&'static str>,
    /// What a projection would need.
    not_projected_without: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct MoneyJson {
    activity: Vec<ActivityJson>,
    income: Vec<LabelledJson>,
    premium: Vec<LabelledJson>,
    savings_that_cut_capacity: Vec<LabelledJson>,
}

#[derive(Debug, Serialize)]
struct ActivityJson {
    name: String,
    planned: String,
    /// Of the same months as `planned_of_those_months`.
    year_before: Option<String>,
    planned_of_those_months: String,
    cells: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ControlJson {
    measure: String,
    organisation: Option<String>,
    months: usize,
    latest_month: Option<String>,
    latest: Option<f64>,
    mean: Option<f64>,
    lower_limit: Option<f64>,
    upper_limit: Option<f64>,
    target: Option<f64>,
    variation: &'static str,
    assurance: Option<&'static str>,
    /// Too few months for firm limits.
    trial_limits: bool,
}

/// `None` for a plan that says nothing of waits or of other measures.
pub(super) fn waits(assessment: &Assessment) -> Option<WaitsJson> {
    let plan = &assessment.case.plan;
    if plan.elective.is_none() && plan.published.is_empty() && plan.measures.is_empty() {
        return None;
    }
    let policy = &assessment.policy;
    Some(WaitsJson {
        within_18_weeks: assessment.within_18.iter().map(within).collect(),
        list: assessment.glide_path.as_ref().map(list),
        roll_forward: rolled(plan),
        ahead: assessment.waits_ahead.iter().flat_map(all_ahead).collect(),
        money: money(plan),
        control_charts: measured(plan, policy).iter().filter_map(control).collect(),
    })
}

/// Tenths: no rate is known better.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn pair((low, high): (f64, f64)) -> [f64; 2] {
    [tenths(low), tenths(high)]
}

fn within(outlook: &WithinOutlook) -> WithinJson {
    let (landing, given): (_, Option<&Sourced<Share>>) = match &outlook.landing {
        WithinLanding::Lands { plan } => ("lands", Some(plan)),
        WithinLanding::PlannedMiss { plan } => ("planned miss", Some(plan)),
        WithinLanding::ActualMiss { actual } => ("missed", Some(actual)),
        WithinLanding::DependsOnBaseline { plan } => ("depends on where it stood", Some(plan)),
        WithinLanding::CannotSay => ("not given", None),
    };
    let stood = outlook.baseline.as_ref();
    WithinJson {
        organisation: outlook.organisation.as_ref().map(|body| body.name.clone()),
        month: outlook.standard.month().iso(),
        landing,
        share: given.map(|given| share(given.value)),
        required: outlook.required.map(share),
        stood_at: stood.map(|stood| share(stood.share.value)),
        stood_in: stood.and_then(|stood| stood.month).map(Month::iso),
        said_by: stood.map(|stood| match stood.by {
            SaidBy::Policy => "policy",
            SaidBy::Plan => "plan",
            SaidBy::Publication => "publication",
        }),
        cells: given.map_or_else(Vec::new, |given| addresses(&given.cells)),
    }
}

fn list(path: &GlidePath) -> ListJson {
    let (month, now) = &path.now;
    let rate = |rate: &Option<crate::analysis::Rate>| rate.as_ref().map(|own| tenths(own.per_week));
    ListJson {
        counted_in: month.iso(),
        pathways: now.value,
        asked_for: path.at.iso(),
        share_asked: share(path.share),
        needed: pair(path.list_needed),
        planned: path.planned.as_ref().map(|planned| planned.value),
        monthly_fall_needed: pair(path.required_fall()),
        monthly_fall_planned: path.planned_fall().map(tenths),
        joining_a_week: tenths(path.demand.per_week),
        stops_planned_a_week: rate(&path.planned_stops),
        stops_seen_a_week: rate(&path.stopped),
        taken_off_untreated_a_week: rate(&path.removed),
        stops_needed_a_week: pair(path.stops_needed()),
        can_be_kept: pair(path.sustainable),
        cells: addresses(&now.cells),
    }
}

fn rolled(plan: &Plan) -> Option<RollForwardJson> {
    let rolled = roll_forward(plan)?;
    Some(RollForwardJson {
        from: rolled.from.iso(),
        to: rolled.to.iso(),
        opening: rolled.opening,
        starts: rolled.starts,
        stops: rolled.stops,
        removals: rolled.removals,
        left_without_a_reason: rolled.unexplained(),
        closing: rolled.closing,
        cells: addresses(&rolled.cells),
    })
}

fn all_ahead(ahead: &WaitsAhead) -> impl Iterator<Item = AheadJson> {
    ahead
        .measures
        .iter()
        .map(|measure| measure_ahead(ahead, measure))
}

fn measure_ahead(ahead: &WaitsAhead, measure: &MeasureAhead) -> AheadJson {
    // A cohort that newcomers can still join says nothing of the long waits.
    let cohort = measure.cohort.filter(|cohort| cohort.is_closed);
    let may_remain = measure.may_remain(ahead).unwrap_or(0.0);
    let projection = measure.projection.as_ref();
    AheadJson {
        measure: format!("{}w", measure.threshold.0),
        to: measure.to.iso(),
        is_deadline: measure.deadline.is_some(),
        unless_treated: cohort.map(|cohort| {
            let size = cohort.size;
            [size.low as f64, tenths(size.likely), size.high as f64]
        }),
        to_be_treated_a_working_week: cohort
            .and_then(|cohort| cohort.required_per_working_week(may_remain))
            .map(tenths),
        treated_a_working_week_lately: measure
            .clearance
            .filter(|_| cohort.is_some())
            .map(|clearance| tenths(clearance.per_working_week)),
        projected: projection.ok().and_then(|own| {
            let at = own.at_deadline()?;
            Some([at.low, at.expected, at.high].map(tenths))
        }),
        method: projection.ok().map(|own| own.method.name()),
        not_projected_without: projection.err().map(|missing| missing.in_words()),
    }
}

fn money(plan: &Plan) -> MoneyJson {
    let found = elective_money(plan);
    let named = |(name, amount): &(&str, Sourced<crate::plan::Money>)| LabelledJson {
        label: (*name).to_owned(),
        amount: sourced(amount),
    };
    let number = |value: Decimal| value.normalize().to_string();
    MoneyJson {
        activity: found
            .activity
            .iter()
            .map(|own| ActivityJson {
                name: own.measure.name.clone(),
                planned: number(own.planned.value),
                year_before: own.before.as_ref().map(|before| number(before.value)),
                planned_of_those_months: number(own.planned_of_those_months.value),
                cells: addresses(&own.planned.cells),
            })
            .collect(),
        income: found.income.iter().map(named).collect(),
        premium: found.premium.iter().map(named).collect(),
        savings_that_cut_capacity: found
            .cuts
            .iter()
            .map(|line| LabelledJson {
                label: line.name.clone(),
                amount: sourced(&line.value),
            })
            .collect(),
    }
}

fn control(one: &Measured<'_>) -> Option<ControlJson> {
    let chart = one.control.as_ref()?;
    let limits = chart.latest().map(|process| process.limits);
    let range = limits.and_then(|limits| limits.range);
    let last = chart.points().last();
    Some(ControlJson {
        measure: one.measure.name.clone(),
        organisation: one
            .measure
            .organisation
            .as_ref()
            .map(|body| body.name.clone()),
        months: chart.points().count(),
        latest_month: last.map(|point| point.month.iso()),
        latest: last.map(|point| point.value),
        mean: limits.map(|limits| limits.mean),
        lower_limit: range.map(|range| range.lower),
        upper_limit: range.map(|range| range.upper),
        target: chart.settings.target,
        variation: chart.variation.name(),
        assurance: chart.assurance.map(Assurance::name),
        trial_limits: chart.is_trial(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::export::json::review_json;
    use crate::plan::Case;
    use crate::plan::example_waits::moving;
    use crate::policy::Policy;
    use serde_json::json;

    #[test]
    fn the_list_and_what_moves_it_are_told_to_programs() {
        let case = Case {
            plan: moving(1_050, Some(50)),
            ..Case::default()
        };
        let review = review_json(&[judge(case, Vec::new(), &Policy::default())]);
        let waits = &review["waits"];
        assert_eq!(waits["list"]["pathways"], 10_000);
        assert_eq!(waits["list"]["monthly_fall_planned"], 100.0);
        // 12,000 starts in the 366 days of the year.
        assert_eq!(waits["list"]["joining_a_week"], 229.5);
        assert_eq!(waits["list"]["taken_off_untreated_a_week"], 11.5);
        assert_eq!(waits["roll_forward"]["removals"], 600);
        assert_eq!(waits["roll_forward"]["left_without_a_reason"], 0);
        assert_eq!(waits["within_18_weeks"], json!([]));
    }

    #[test]
    fn a_plan_without_waits_says_nothing_of_them() {
        let review = review_json(&[Assessment::default()]);
        assert_eq!(review["waits"], serde_json::Value::Null);
    }
}
