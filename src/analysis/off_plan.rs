//! Lines whose figures stand far from what was planned, or from the submission before: those that owe an explanation.

use super::compare::{Comparison, LinesBefore, SchemeChange, SchemeSide};
use crate::plan::{
    Cells, LineKind, Money, OrganisationPosition, Plan, PositionLine, Saving, Sourced,
};
use crate::policy::Policy;
use crate::workbook::CellRef;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a figure is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standard {
    /// Actual against plan, up to the same month.
    PlanToDate,
    /// Forecast against plan for the year.
    PlanForYear,
    /// The plan of the year against that of the submission before.
    LastSubmission,
}

/// Two figures of one line. Savings and income are positive, costs negative, so that less is worse.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    pub standard: Standard,
    pub planned: Sourced<Money>,
    pub now: Sourced<Money>,
}

/// A savings line or a line of an account that is beyond the policy's limits.
#[derive(Debug, Clone, PartialEq)]
pub struct OffPlan {
    /// As the workbook names it; empty where it does not.
    pub label: String,
    /// Whose account, where the plan is of several bodies.
    pub organisation: Option<String>,
    /// Of a savings line, where it says so.
    pub division: Option<String>,
    pub is_saving: bool,
    pub is_cost: bool,
    /// Those beyond the limits, the largest first; never empty.
    pub gaps: Vec<Gap>,
}

impl Gap {
    fn of(standard: Standard, planned: &Sourced<Money>, now: &Sourced<Money>) -> Self {
        Self {
            standard,
            planned: planned.clone(),
            now: now.clone(),
        }
    }

    /// What is less than planned is negative: less saved, less earned, or more spent.
    pub fn amount(&self) -> Money {
        self.now.value - self.planned.value
    }

    fn is_beyond(&self, policy: &Policy) -> bool {
        let [both, alone] = policy.in_year.explain_pounds.value;
        let amount = self.amount().abs();
        let share = || amount.share_of(self.planned.value.abs());
        amount > alone
            || (amount > both
                // Of nothing planned, anything is beyond every share.
                && share().is_none_or(|share| share > policy.in_year.explain_share.value))
    }
}

impl OffPlan {
    /// `None` where nothing is beyond the limits.
    fn of(label: &str, gaps: Vec<Gap>, policy: &Policy) -> Option<Self> {
        let mut gaps = gaps;
        gaps.retain(|gap| gap.is_beyond(policy));
        gaps.sort_by_key(|gap| (Reverse(gap.amount().abs()), gap.standard));
        (!gaps.is_empty()).then(|| Self {
            label: label.to_owned(),
            organisation: None,
            division: None,
            is_saving: false,
            is_cost: false,
            gaps,
        })
    }

    fn of_line(line: &PositionLine, gaps: Vec<Gap>, policy: &Policy) -> Option<Self> {
        let off = Self::of(&line.label, gaps, policy)?;
        let is_cost = match line.kind {
            // Income from interest stands among these too: what either is, its figures tell.
            LineKind::Financing | LineKind::Other => off
                .gaps
                .iter()
                .flat_map(|gap| [gap.planned.value, gap.now.value])
                .find(|value| !value.is_zero())
                .is_some_and(Money::is_negative),
            kind => kind.is_cost(),
        };
        Some(Self { is_cost, ..off })
    }

    /// Pounds of the largest gap, without sign.
    pub fn pounds(&self) -> Money {
        self.gaps
            .first()
            .map_or(Money::ZERO, |gap| gap.amount().abs())
    }

    /// The figures of this plan first, then what they are held against, the largest gap's before the others'.
    pub fn cells(&self) -> Cells {
        let now = self.gaps.iter().flat_map(|gap| gap.now.cells.iter());
        let planned = self.gaps.iter().flat_map(|gap| gap.planned.cells.iter());
        let mut cells = Cells::default();
        for cell in now.chain(planned) {
            if !cells.contains(cell) {
                cells.push(cell.clone());
            }
        }
        cells
    }
}

/// The largest first. `before` is the last submission, and `changes` what became of it.
pub fn off_plan(
    plan: &Plan,
    before: Option<(&Plan, &Comparison)>,
    policy: &Policy,
) -> Vec<OffPlan> {
    let several = plan.organisations.len() > 1;
    let named = |own: &crate::plan::Organisation| several.then(|| own.name.clone());
    let changes = before.map(|(_, changes)| by_line(changes));
    let mut all: Vec<OffPlan> = Vec::new();
    for line in plan.savings.iter().flat_map(|savings| &savings.lines) {
        let change = changes.as_ref().and_then(|all| all.get(&line.source));
        let gaps = of_saving(line, change.copied());
        all.extend(OffPlan::of(&line.name, gaps, policy).map(|off| OffPlan {
            organisation: line.organisation.as_ref().and_then(named),
            division: line.division.clone(),
            is_saving: true,
            ..off
        }));
    }
    let accounts = plan.position.iter().flat_map(|own| &own.organisations);
    for account in accounts {
        let before = before.map(|(before, _)| before);
        all.extend(
            of_account(account, before)
                .into_iter()
                .filter_map(|(line, gaps)| OffPlan::of_line(line, gaps, policy))
                .map(|off| OffPlan {
                    organisation: named(&account.organisation),
                    ..off
                }),
        );
    }
    all.sort_by_key(|off| Reverse(off.pounds()));
    all
}

/// What became of schemes that stood in the submission before; one that was split is told at the first of its parts.
fn by_line(changes: &Comparison) -> BTreeMap<&CellRef, &SchemeChange> {
    let known = changes.schemes.iter();
    known
        .filter(|change| !change.before.is_empty())
        .filter_map(|change| Some((&change.now.first()?.cell, change)))
        .collect()
}

fn of_saving(line: &Saving, change: Option<&SchemeChange>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if let (Some(plan), Some(actual)) = (&line.plan_to_date, &line.actual_to_date) {
        gaps.push(Gap::of(Standard::PlanToDate, plan, actual));
    }
    if let Some(forecast) = &line.forecast {
        gaps.push(Gap::of(Standard::PlanForYear, &line.value, forecast));
    }
    if let Some(change) = change {
        let sum = |sides: &[SchemeSide]| sides.iter().map(|side| &side.value).sum();
        let (planned, now) = (sum(&change.before), sum(&change.now));
        gaps.push(Gap::of(Standard::LastSubmission, &planned, &now));
    }
    gaps
}

/// The lines that are no sums of others; the result where the account has no other line to compare.
fn of_account<'p>(
    account: &'p OrganisationPosition,
    before: Option<&Plan>,
) -> Vec<(&'p PositionLine, Vec<Gap>)> {
    let before = before.and_then(|before| LinesBefore::of(before, account));
    let compared = |line: &'p PositionLine| {
        let mut gaps = Vec::new();
        if let (Some(plan), Some(actual)) = (&line.plan_to_date, &line.actual_to_date) {
            gaps.push(Gap::of(Standard::PlanToDate, plan, actual));
        }
        if let (Some(plan), Some(forecast)) = (&line.plan, &line.forecast) {
            gaps.push(Gap::of(Standard::PlanForYear, plan, forecast));
        }
        let was = before
            .as_ref()
            .and_then(|before| before.line(line)?.plan.as_ref());
        if let (Some(was), Some(plan)) = (was, &line.plan) {
            gaps.push(Gap::of(Standard::LastSubmission, was, plan));
        }
        (!gaps.is_empty()).then_some((line, gaps))
    };
    let is_result = |line: &&PositionLine| line.kind.is_result();
    let lines: Vec<_> = account
        .lines
        .iter()
        .filter(|line| !line.kind.is_total())
        .filter_map(compared)
        .collect();
    if !lines.is_empty() {
        return lines;
    }
    account
        .lines
        .iter()
        .filter(is_result)
        .filter_map(compared)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::compare;
    use crate::plan::example::{clean_case_in_year, pounds};

    fn off(plan: &Plan) -> Vec<OffPlan> {
        off_plan(plan, None, &Policy::default())
    }

    #[test]
    fn a_plan_on_plan_owes_nothing() {
        let case = clean_case_in_year();
        assert!(off(&case.plan).is_empty());
        let before = compare(&case.plan, &case.plan);
        let same = off_plan(&case.plan, Some((&case.plan, &before)), &Policy::default());
        assert!(same.is_empty());
    }

    #[test]
    fn a_saving_beyond_both_limits_owes_one_explanation_for_all_its_figures() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[0].actual_to_date = Some(pounds(2_000_000, "CIP!V10"));
            savings.lines[0].forecast = Some(pounds(4_000_000, "CIP!W10"));
        });
        let all = off(&case.plan);
        let [only] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(only.label, "Agency exit");
        assert_eq!(only.gaps[0].amount(), Money::from_pounds(-1_000_000));
        assert_eq!(only.gaps[0].standard, Standard::PlanForYear);
        let cells: Vec<String> = only.cells().iter().map(ToString::to_string).collect();
        assert_eq!(cells, ["CIP!W10", "CIP!V10", "CIP!G10", "CIP!U10"]);
    }

    #[test]
    fn many_pounds_of_a_large_line_owe_one_too_and_few_do_not() {
        let with = |forecast: i64| {
            clean_case_in_year().with_position(|position| {
                position.organisations[0].lines[1].forecast = Some(pounds(forecast, "I&E!S20"));
            })
        };
        // Under 5% of pay, and less than the amount that is asked about whatever the share.
        assert!(off(&with(-142_400_000).plan).is_empty());
        let all = off(&with(-142_600_000).plan);
        assert!(all[0].is_cost && all[0].gaps[0].amount().is_negative());
    }

    #[test]
    fn what_is_a_cost_its_kind_tells_and_not_what_was_planned_of_it() {
        let with = |kind: LineKind, plan: i64, forecast: i64| {
            let case = clean_case_in_year().with_position(|position| {
                let lines = &mut position.organisations[0].lines;
                lines.truncate(1);
                let line = &mut lines[0];
                (line.kind, line.plan_to_date, line.actual_to_date) = (kind, None, None);
                line.plan = Some(pounds(plan, "I&E!P20"));
                line.forecast = Some(pounds(forecast, "I&E!S20"));
            });
            off(&case.plan)[0].is_cost
        };
        assert!(with(LineKind::Pay, 0, -3_000_000), "nothing was planned");
        assert!(with(LineKind::Other, 0, -3_000_000));
        assert!(!with(LineKind::Other, 0, 3_000_000));
        assert!(with(LineKind::Financing, -4_000_000, -9_000_000));
        assert!(
            !with(LineKind::Financing, 4_000_000, 9_000_000),
            "interest received"
        );
        assert!(
            !with(LineKind::Surplus, -5_000_000, -8_000_000),
            "a deficit"
        );
    }

    #[test]
    fn what_moved_since_the_last_submission_is_asked_at_both_cells() {
        let before = clean_case_in_year().plan;
        let now = clean_case_in_year()
            .with_savings(|savings| savings.lines[1].value = pounds(3_600_000, "CIP!G11"))
            .with_position(|position| {
                position.organisations[0].lines[2].plan = Some(pounds(-64_000_000, "I&E!P30"));
            })
            .plan;
        let changes = compare(&before, &now);
        let all = off_plan(&now, Some((&before, &changes)), &Policy::default());
        let told: Vec<(&str, Standard)> = all
            .iter()
            .map(|off| (off.label.as_str(), off.gaps[0].standard))
            .collect();
        assert_eq!(
            told,
            [
                ("Non-pay", Standard::PlanForYear),
                ("Procurement", Standard::PlanForYear)
            ]
        );
        assert_eq!(all[0].gaps[1].standard, Standard::LastSubmission);
    }

    #[test]
    fn a_result_is_asked_about_only_where_no_line_is_given() {
        let case = clean_case_in_year().with_position(|position| {
            let lines = &mut position.organisations[0].lines;
            lines[4].actual_to_date = Some(pounds(-3_000_000, "I&E!R48"));
        });
        assert!(off(&case.plan).is_empty());
        let alone = case.with_position(|position| {
            position.organisations[0].lines.drain(..4);
        });
        assert_eq!(off(&alone.plan)[0].label, "Surplus/(deficit)");
    }
}
