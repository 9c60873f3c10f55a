//! The checks, one file each. A rule judges the plan, never the grid.
//!
//! To add one: copy a rule file, name it after the fault, write its texts and its tests, and list it in [`RULES`].

mod bridge_does_not_foot;
mod cash_rests_on_support;
mod contingency_too_small;
mod cost_avoidance_counted_as_cash;
mod deficit_spent_early;
mod delegated_budget_overspent;
mod delegated_underspend_props_the_plan;
mod elective_income_above_activity;
mod files_reach_different_months;
mod forecast_better_than_pace;
mod forecast_equals_plan_while_adverse;
mod forecast_waits_for_march;
mod full_year_effect_below_in_year;
mod full_year_effect_left_blank;
mod income_and_expenditure_does_not_foot;
mod income_without_its_cost;
mod intra_system_disagrees;
mod long_waits_after_deadline;
mod long_waits_behind_plan;
mod long_waits_need_faster_clearance;
mod long_waits_rise;
mod past_figures_changed;
mod pay_savings_without_fewer_staff;
mod plan_balances_on_unidentified;
mod position_behind_plan;
mod position_organisations_differ_from_total;
mod risk_not_mitigated;
mod saving_a_thousand_times_out;
mod saving_against_its_sign;
mod savings_balancing_figure;
mod savings_before_start;
mod savings_behind_plan;
mod savings_beyond_own_record;
mod savings_beyond_the_field;
mod savings_counted_twice;
mod savings_cut_elective_capacity;
mod savings_delivered_yet_below_plan;
mod savings_flat_twelfths;
mod savings_from_income;
mod savings_from_reserves;
mod savings_headroom_thin;
mod savings_in_the_last_month;
mod savings_jump_in_month;
mod savings_listed_nowhere;
mod savings_months_differ_from_year;
mod savings_named_as_placeholders;
mod savings_on_few_lines;
mod savings_on_one_owner;
mod savings_one_off;
mod savings_owned_by_no_organisation;
mod savings_pace_must_rise;
mod savings_phased_late;
mod savings_round_figures;
mod savings_share_one_profile;
mod savings_target_uncovered;
mod savings_technical;
mod savings_undeveloped;
mod savings_unidentified;
mod savings_without_owner;
mod savings_without_project_plan;
mod savings_without_quality_assessment;
mod staff_above_plan;
mod status_contradicts_risk;
mod target_ratcheted_onto_nothing;
mod total_differs_from_parts;
mod underlying_worse_than_headline;
mod variance_differs_from_figures;
mod waiting_list_beyond_sustainable;
mod waiting_list_does_not_roll_forward;
mod waits_fall_in_the_last_month;
mod waits_fall_without_activity;
mod within_18_weeks_below_standard;

use crate::finding::{Explanation, Finding, Severity};
use crate::plan::{Case, Money, Position, Saving, Savings};
use crate::policy::{Policy, Threshold};
use crate::workbook::SheetAddress;
use std::collections::{HashMap, HashSet};

/// A rule is data: what it means, and a function that looks.
#[derive(Debug)]
pub struct Rule {
    pub about: Explanation,
    /// Names of the settings that decide whether it finds anything, and how grave that is.
    pub rests_on: &'static [&'static str],
    pub check: fn(&Case, &Policy) -> Outcome,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Found(Vec<Finding>),
    Passed,
    /// What the workbook would have to hold.
    CannotCheck {
        missing: &'static str,
    },
}

impl Outcome {
    /// One finding for a fault that many lines share.
    fn folded(findings: Vec<Finding>) -> Self {
        match Finding::folded(findings) {
            Some(one) => Self::Found(vec![one]),
            None => Self::Passed,
        }
    }

    /// Found if there is anything, else passed.
    fn of(findings: Vec<Finding>) -> Self {
        if findings.is_empty() {
            Self::Passed
        } else {
            Self::Found(findings)
        }
    }
}

/// What shares of the savings are taken of: the target, or all lines where none is stated.
fn asked(savings: &Savings) -> Money {
    savings
        .target
        .as_ref()
        .map_or_else(|| savings.total_value(), |target| target.value)
}

/// A warning or a note by the part of the savings a fault touches; `None` where it is not worth a board's time.
fn by_share(part: Money, savings: &Savings, policy: &Policy) -> Option<Severity> {
    let [note, warning] = policy.lines.worth_raising.value;
    let share = part.share_of(asked(savings))?;
    if share >= warning {
        Some(Severity::Warning)
    } else {
        (share >= note).then_some(Severity::Note)
    }
}

/// The sheets that ask something of their lines: at least half of these answer. A blank elsewhere leaves nothing out.
fn sheets_that_ask<'a>(
    lines: impl Iterator<Item = &'a Saving>,
    answers: impl Fn(&Saving) -> bool,
) -> HashSet<&'a SheetAddress> {
    let mut answered: HashMap<&SheetAddress, (usize, usize)> = HashMap::new();
    for line in lines {
        let (some, all) = answered.entry(&line.source.sheet).or_default();
        *some += usize::from(answers(line));
        *all += 1;
    }
    answered.retain(|_, (some, all)| *some > 0 && *some * 2 >= *all);
    answered.into_keys().collect()
}

/// What a sentence about the position begins with.
fn says(case: &Case) -> &'static str {
    let position = case.plan.position.as_ref();
    position.map_or("The plan declares", Position::says)
}

/// All rules, in display order. This list is the only registration.
pub static RULES: &[&Rule] = &[
    &savings_unidentified::RULE,
    &plan_balances_on_unidentified::RULE,
    &target_ratcheted_onto_nothing::RULE,
    &savings_balancing_figure::RULE,
    &savings_target_uncovered::RULE,
    &savings_listed_nowhere::RULE,
    &savings_headroom_thin::RULE,
    &savings_undeveloped::RULE,
    &savings_named_as_placeholders::RULE,
    &savings_owned_by_no_organisation::RULE,
    &savings_beyond_the_field::RULE,
    &savings_beyond_own_record::RULE,
    &savings_phased_late::RULE,
    &savings_in_the_last_month::RULE,
    &savings_jump_in_month::RULE,
    &savings_flat_twelfths::RULE,
    &savings_share_one_profile::RULE,
    &savings_before_start::RULE,
    &savings_one_off::RULE,
    &savings_from_reserves::RULE,
    &savings_technical::RULE,
    &savings_from_income::RULE,
    &income_without_its_cost::RULE,
    &cost_avoidance_counted_as_cash::RULE,
    &full_year_effect_below_in_year::RULE,
    &full_year_effect_left_blank::RULE,
    &savings_without_owner::RULE,
    &savings_on_one_owner::RULE,
    &savings_without_quality_assessment::RULE,
    &savings_without_project_plan::RULE,
    &pay_savings_without_fewer_staff::RULE,
    &status_contradicts_risk::RULE,
    &savings_on_few_lines::RULE,
    &savings_round_figures::RULE,
    &savings_counted_twice::RULE,
    &saving_a_thousand_times_out::RULE,
    &saving_against_its_sign::RULE,
    &savings_behind_plan::RULE,
    &savings_delivered_yet_below_plan::RULE,
    &savings_pace_must_rise::RULE,
    &savings_months_differ_from_year::RULE,
    &total_differs_from_parts::RULE,
    &variance_differs_from_figures::RULE,
    &position_organisations_differ_from_total::RULE,
    &income_and_expenditure_does_not_foot::RULE,
    &forecast_equals_plan_while_adverse::RULE,
    &forecast_better_than_pace::RULE,
    &forecast_waits_for_march::RULE,
    &position_behind_plan::RULE,
    &deficit_spent_early::RULE,
    &underlying_worse_than_headline::RULE,
    &risk_not_mitigated::RULE,
    &contingency_too_small::RULE,
    &bridge_does_not_foot::RULE,
    &cash_rests_on_support::RULE,
    &staff_above_plan::RULE,
    &delegated_underspend_props_the_plan::RULE,
    &intra_system_disagrees::RULE,
    &delegated_budget_overspent::RULE,
    &long_waits_after_deadline::RULE,
    &long_waits_behind_plan::RULE,
    &long_waits_rise::RULE,
    &waits_fall_in_the_last_month::RULE,
    &waiting_list_does_not_roll_forward::RULE,
    &files_reach_different_months::RULE,
    &within_18_weeks_below_standard::RULE,
    &long_waits_need_faster_clearance::RULE,
    &waits_fall_without_activity::RULE,
    &elective_income_above_activity::RULE,
    &savings_cut_elective_capacity::RULE,
    &waiting_list_beyond_sustainable::RULE,
    &past_figures_changed::RULE,
];

/// The rule of this id, as shown beside its findings.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.about.id == id).copied()
}

/// The settings a kind of finding rests on, as this policy has them; none for what is judged without a threshold.
pub fn thresholds(id: &str, policy: &Policy) -> Vec<Threshold> {
    let names = rule(id).map_or(&[][..], |rule| rule.rests_on);
    let all = policy.settings();
    names
        .iter()
        .filter_map(|name| all.iter().find(|one| one.name == *name).cloned())
        .collect()
}

#[cfg(test)]
fn found(outcome: Outcome) -> Vec<Finding> {
    match outcome {
        Outcome::Found(findings) => findings,
        other => panic!("nothing found: {other:?}"),
    }
}

#[cfg(test)]
fn addresses(finding: &Finding) -> Vec<String> {
    finding.cells.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year};
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_file_is_listed_under_its_own_name() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .replace('_', "-")
            })
            .filter(|name| name != "mod")
            .collect();
        let ids: BTreeSet<String> = RULES.iter().map(|rule| rule.about.id.to_owned()).collect();
        assert_eq!(ids.len(), RULES.len(), "ids are unique");
        assert_eq!(ids, files);
    }

    #[test]
    fn every_setting_a_rule_rests_on_is_one_of_the_policys() {
        for rule in RULES {
            let told = thresholds(rule.about.id, &Policy::default());
            assert_eq!(told.len(), rule.rests_on.len(), "{}", rule.about.id);
        }
    }

    #[test]
    fn every_text_of_every_rule_is_filled() {
        for rule in RULES {
            let about = &rule.about;
            for text in [
                about.title,
                about.summary,
                about.rationale,
                about.example,
                about.fix,
                about.question,
            ] {
                assert!(text.len() > 8, "{}: {text:?}", about.id);
            }
            assert!(
                about.question.ends_with('?'),
                "{}: a question ends with a question mark",
                about.id
            );
        }
    }

    #[test]
    fn no_rule_fires_on_a_clean_plan() {
        for rule in RULES {
            let outcome = (rule.check)(&clean_case(), &Policy::default());
            assert!(
                !matches!(outcome, Outcome::Found(_)),
                "{}: {outcome:?}",
                rule.about.id
            );
        }
    }

    #[test]
    fn every_rule_passes_a_clean_plan_that_holds_its_data() {
        let mut case = clean_case_in_year();
        case.earlier = vec![case.plan.clone()];
        for rule in RULES {
            let outcome = (rule.check)(&case, &Policy::default());
            let silent = outcome == Outcome::Passed
                // No share within 18 weeks was asked in the plan's year, one body has no contract with itself, and the clean
                // plan does not show the year before.
                || ([
                    "total-differs-from-parts",
                    "within-18-weeks-below-standard",
                    "intra-system-disagrees",
                    "elective-income-above-activity",
                ]
                    .contains(&rule.about.id)
                    && matches!(outcome, Outcome::CannotCheck { .. }));
            assert!(silent, "{}: {outcome:?}", rule.about.id);
        }
    }

    #[test]
    fn a_rule_that_lacks_its_data_says_so() {
        for rule in RULES {
            let outcome = (rule.check)(&Case::default(), &Policy::default());
            assert!(
                matches!(outcome, Outcome::CannotCheck { .. }),
                "{}: {outcome:?}",
                rule.about.id
            );
        }
    }
}
