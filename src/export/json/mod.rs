//! The machine-readable review: what was read, what it adds up to, what was found.
//! Its shape is its own, so that the inner types can change without breaking anyone's script.

mod evaluation;
mod explain;
mod outlook;
mod plan;
mod reading;
mod returns;
mod review;
mod waits;
mod years;

pub use evaluation::{EvaluationJson, evaluation};
pub(super) use review::{SignedOffJson, signed_off};

use crate::assessment::{Assessment, Story};
use crate::finding::{Finding, Stake};
use crate::import::is_hygiene;
use crate::plan::Money;
use crate::policy::{Policy, Threshold};
use crate::workbook::CellRef;
use plan::{ElectiveMonth, PositionJson, PublishedJson, SavingsJson, SourcedJson};
use reading::{CoverageJson, SourceJson};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use std::collections::BTreeMap;

/// Rises when a key changes its meaning or goes away; new keys do not raise it.
const SCHEMA: u32 = 1;

/// What `review --format json` prints: one plan as it is, several as a list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ReviewJson {
    One(Box<PlanJson>),
    Several { schema: u32, plans: Vec<PlanJson> },
}

/// One plan. Money is a decimal string in pounds; what the workbook does not hold is null.
#[derive(Debug, Serialize)]
pub struct PlanJson {
    schema: u32,
    name: String,
    financial_year: Option<String>,
    savings: Option<SavingsJson>,
    position: Option<PositionJson>,
    /// What the position implies, under the review's assumptions.
    outlook: outlook::OutlookJson,
    /// What savings are a share of.
    base: Option<plan::BaseJson>,
    elective: Option<BTreeMap<String, Vec<ElectiveMonth>>>,
    /// Whether the waits land; null for a plan that says nothing of them.
    waits: Option<waits::WaitsJson>,
    published: Vec<PublishedJson>,
    /// One for each workbook; empty for a plan of one.
    returns: Vec<returns::ReturnJson>,
    missing: Vec<returns::MissingJson>,
    earlier_submissions: Vec<returns::EarlierJson>,
    findings: Vec<FindingJson>,
    /// The same with what belongs together under one head, in the order to ask.
    stories: Vec<StoryJson>,
    /// Lines beyond the policy's limits of variance, the largest first.
    to_explain: Vec<explain::OffPlanJson>,
    checks: ChecksJson,
    review: review::SettledJson,
    sources: Vec<SourceJson>,
    coverage: CoverageJson,
    policy: Vec<SettingJson>,
}

#[derive(Debug, Serialize)]
struct StoryJson {
    title: String,
    severity: &'static str,
    /// Pounds at stake, those of the telling finding: members overlap and are not added up.
    amount: Option<String>,
    /// Positions in `findings`, the telling one first.
    findings: Vec<usize>,
    rules: Vec<&'static str>,
    /// The one group of what is wrong with the spreadsheet rather than with the plan; the last.
    spreadsheet: bool,
}

/// Rules that found nothing, and rules that lacked what they need.
#[derive(Debug, Serialize)]
struct ChecksJson {
    passed: Vec<&'static str>,
    not_checked: Vec<NotCheckedJson>,
}

#[derive(Debug, Serialize)]
struct NotCheckedJson {
    rule: &'static str,
    missing: &'static str,
}

#[derive(Debug, Serialize)]
struct FindingJson {
    rule: &'static str,
    severity: &'static str,
    title: &'static str,
    message: String,
    /// Pounds at stake.
    amount: Option<String>,
    pathways: Option<u64>,
    percent: Option<String>,
    cells: Vec<String>,
    question: &'static str,
    /// `plan`, or `spreadsheet` for faults of the workbook as such.
    group: &'static str,
}

/// One setting of the policy.
#[derive(Debug, Serialize)]
pub struct SettingJson {
    /// The name of the policy's field, with hyphens.
    name: &'static str,
    value: String,
    /// Where the reviewer changed it.
    default: Option<String>,
    meaning: &'static str,
    source: &'static str,
}

/// The review as a value, for whoever wants to look into it.
pub fn review_json(assessments: &[Assessment]) -> serde_json::Value {
    serde_json::json!(review(assessments))
}

/// The review, to be written with its keys in reading order: one plan as it is, several as a list.
pub fn review(assessments: &[Assessment]) -> ReviewJson {
    match assessments {
        [one] => ReviewJson::One(Box::new(plan_json(one))),
        several => review_list(several),
    }
}

/// A list however many plans there are: when several files were asked for and not all could be opened.
pub fn review_list(assessments: &[Assessment]) -> ReviewJson {
    ReviewJson::Several {
        schema: SCHEMA,
        plans: assessments.iter().map(plan_json).collect(),
    }
}

fn plan_json(assessment: &Assessment) -> PlanJson {
    let plan = &assessment.case.plan;
    PlanJson {
        schema: SCHEMA,
        name: plan.name.clone(),
        financial_year: plan.year.as_ref().map(|year| year.value.to_string()),
        savings: plan
            .savings
            .as_ref()
            .map(|savings| plan::savings(savings, &assessment.headline)),
        position: plan::position(plan, &assessment.headline),
        outlook: outlook::outlook(assessment),
        base: plan::base(plan),
        elective: plan.elective.as_ref().and_then(plan::elective),
        waits: waits::waits(assessment),
        published: plan.published.iter().map(plan::published).collect(),
        returns: returns::returns(&assessment.case),
        missing: assessment
            .case
            .absent
            .iter()
            .map(returns::missing)
            .collect(),
        earlier_submissions: assessment
            .case
            .earlier
            .iter()
            .map(returns::earlier)
            .collect(),
        findings: assessment.findings.iter().map(finding).collect(),
        stories: stories(assessment),
        to_explain: assessment.off_plan.iter().map(explain::off_plan).collect(),
        checks: checks(assessment),
        review: review::settled(assessment),
        sources: reading::sources(assessment),
        coverage: reading::coverage(&assessment.coverage),
        policy: settings(&assessment.policy),
    }
}

/// The policy in force, every setting of it.
pub(super) fn settings(policy: &Policy) -> Vec<SettingJson> {
    let changed = policy.changed();
    let default = |name: &str| {
        let entry = changed.iter().find(|entry| entry.name == name)?;
        Some(entry.default.join(", "))
    };
    let setting = |threshold: Threshold| SettingJson {
        name: threshold.name,
        default: default(threshold.name),
        value: threshold.value,
        meaning: threshold.meaning,
        source: threshold.source,
    };
    policy.settings().into_iter().map(setting).collect()
}

fn checks(assessment: &Assessment) -> ChecksJson {
    ChecksJson {
        passed: assessment.passed.iter().map(|about| about.id).collect(),
        not_checked: assessment
            .not_checked
            .iter()
            .map(|(about, missing)| NotCheckedJson {
                rule: about.id,
                missing,
            })
            .collect(),
    }
}

fn stories(assessment: &Assessment) -> Vec<StoryJson> {
    let story = |story: Story| {
        let of = |index: &usize| assessment.findings.get(*index);
        StoryJson {
            severity: story.severity.label(),
            amount: match story.stake {
                Some(Stake::Money(money)) => Some(pounds(money)),
                _ => None,
            },
            rules: story
                .members
                .iter()
                .filter_map(of)
                .map(|one| one.about.id)
                .collect(),
            spreadsheet: story.is_spreadsheet,
            title: story.title,
            findings: story.members,
        }
    };
    assessment.stories().into_iter().map(story).collect()
}

/// What is at stake, each under its own unit: pounds as a decimal string, pathways, percent.
pub(super) fn stakes(finding: &Finding) -> (Option<String>, Option<u64>, Option<String>) {
    match finding.stake {
        Some(Stake::Money(money)) => (Some(pounds(money)), None, None),
        Some(Stake::Pathways(count)) => (None, Some(count), None),
        Some(Stake::Percent(part)) => (None, None, Some(part.normalize().to_string())),
        None => (None, None, None),
    }
}

fn finding(finding: &Finding) -> FindingJson {
    let (amount, pathways, percent) = stakes(finding);
    FindingJson {
        rule: finding.about.id,
        severity: finding.severity.label(),
        title: finding.about.title,
        message: finding.message.clone(),
        amount,
        pathways,
        percent,
        cells: addresses(&finding.cells),
        question: finding.about.question,
        group: group(finding),
    }
}

/// Whether a finding is about the plan or about the spreadsheet it stands in.
pub(super) fn group(finding: &Finding) -> &'static str {
    if is_hygiene(finding.about.id) {
        "spreadsheet"
    } else {
        "plan"
    }
}

/// `-42000000.00`
fn pounds(money: Money) -> String {
    let rounded = money
        .pounds()
        .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    // Less than half a penny below zero is not minus nothing.
    let rounded = if rounded.is_zero() {
        Decimal::ZERO
    } else {
        rounded
    };
    format!("{rounded:.2}")
}

fn addresses(cells: &[CellRef]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

fn sourced(value: &crate::plan::Sourced<Money>) -> SourcedJson {
    SourcedJson {
        value: pounds(value.value),
        cells: addresses(&value.cells),
    }
}

#[cfg(test)]
mod tests;
