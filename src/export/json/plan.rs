//! The plan's own part of the review: savings, position, long waits, published waits.

use super::{addresses, pounds, sourced};
use crate::analysis::Headline;
use crate::plan::{
    BaseKind, Elective, Evidence, Governance, Month, OrganisationPosition, Plan, PublishedWaits,
    Recurrence, Risk, Saving, Savings, StatedStep, Status,
};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Serialize)]
pub(super) struct SourcedJson {
    pub value: String,
    pub cells: Vec<String>,
}

/// An amount and what it is of.
#[derive(Debug, Serialize)]
pub(super) struct LabelledJson {
    pub label: String,
    #[serde(flatten)]
    pub amount: SourcedJson,
}

#[derive(Debug, Serialize)]
pub(super) struct SavingsJson {
    total: Option<String>,
    unidentified: Option<String>,
    target: Option<String>,
    target_cells: Vec<String>,
    /// Target less all lines, unidentified ones included; negative where over-programmed.
    gap_to_target: Option<String>,
    /// The gap where it is one.
    uncovered_target: Option<String>,
    /// Whether the position demonstrably counts on the whole target.
    target_in_position: bool,
    recurrent: Option<String>,
    /// Target, else total, as a part of operating income or allocation: `0.069`.
    share_of_base: Option<String>,
    lines: Vec<LineJson>,
}

#[derive(Debug, Serialize)]
struct LineJson {
    source: String,
    reference: Option<String>,
    name: String,
    organisation: Option<String>,
    division: Option<String>,
    value: String,
    cells: Vec<String>,
    unidentified: bool,
    /// Why it counts as unidentified.
    evidence: Vec<String>,
    /// What speaks weakly against a scheme behind it; the line is counted as one.
    doubts: Vec<String>,
    /// Whole-time equivalents it takes out.
    staff_reduction: Option<String>,
    governance: GovernanceJson,
    recurrence: Option<&'static str>,
    recurrent: Option<String>,
    status: Option<&'static str>,
    /// The workbook's own word.
    status_word: Option<String>,
    risk: Option<&'static str>,
    risk_word: Option<String>,
    owner: Option<String>,
}

/// What the line's own table asks of it, with the answer; null where the table does not ask.
#[derive(Debug, Serialize)]
struct GovernanceJson {
    quality_impact: Option<AnswerJson>,
    project_document: Option<AnswerJson>,
    milestones: Option<AnswerJson>,
    sign_off: Option<AnswerJson>,
    cash_releasing: Option<AnswerJson>,
}

#[derive(Debug, Serialize)]
struct AnswerJson {
    /// `yes`, `no`, `not needed`, `blank` or `unclear`.
    answer: &'static str,
    /// The workbook's own word.
    word: String,
    cell: String,
}

#[derive(Debug, Serialize)]
pub(super) struct PositionJson {
    surplus: Option<String>,
    cells: Vec<String>,
    without_unidentified: Option<String>,
    organisations: Vec<OrganisationJson>,
    /// Rival readings, where none could be taken for the declared position.
    candidates: Vec<CandidateJson>,
}

#[derive(Debug, Serialize)]
struct OrganisationJson {
    name: String,
    code: Option<String>,
    surplus: String,
    cells: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CandidateJson {
    label: String,
    #[serde(flatten)]
    value: SourcedJson,
}

#[derive(Debug, Serialize)]
pub(super) struct BaseJson {
    kind: &'static str,
    #[serde(flatten)]
    value: SourcedJson,
}

#[derive(Debug, Serialize)]
pub(super) struct ElectiveMonth {
    month: String,
    plan: Option<u64>,
    actual: Option<u64>,
}

#[derive(Debug, Serialize)]
pub(super) struct PublishedJson {
    title: &'static str,
    month: Option<String>,
    organisations: Vec<PublishedOrganisationJson>,
}

#[derive(Debug, Serialize)]
struct PublishedOrganisationJson {
    name: String,
    code: Option<String>,
    total: u64,
    within_18_weeks: Option<u64>,
    over: BTreeMap<String, u64>,
    stated_total: Option<u64>,
}

pub(super) fn savings(savings: &Savings, headline: &Headline) -> SavingsJson {
    // A sum over no lines is not known to be zero.
    let total = (!savings.lines.is_empty()).then(|| savings.total_value());
    let uncovered = headline.uncovered.as_ref();
    SavingsJson {
        total: total.map(pounds),
        unidentified: total.map(|_| pounds(savings.unidentified().value)),
        target: savings.target.as_ref().map(|target| pounds(target.value)),
        target_cells: savings
            .target
            .as_ref()
            .map(|target| addresses(&target.cells))
            .unwrap_or_default(),
        gap_to_target: total.and(savings.gap_to_target()).map(pounds),
        uncovered_target: total.and(uncovered).map(|gap| pounds(gap.amount.value)),
        target_in_position: savings.target_in_position.is_some(),
        recurrent: savings.recurrent().map(pounds),
        share_of_base: headline
            .share
            .as_ref()
            .map(|asked| asked.share.0.round_dp(4).normalize().to_string()),
        lines: savings.lines.iter().map(line).collect(),
    }
}

fn reasons(evidence: &[Evidence]) -> Vec<String> {
    let said = |one: &Evidence| format!("{} ({})", one.reason, one.cell);
    evidence.iter().map(said).collect()
}

fn governance(own: &Governance) -> GovernanceJson {
    let answer = |step: &Option<Box<StatedStep>>| {
        step.as_ref().map(|step| AnswerJson {
            answer: step.answer.label(),
            word: step.word.clone(),
            cell: step.cell.to_string(),
        })
    };
    GovernanceJson {
        quality_impact: answer(&own.quality_impact),
        project_document: answer(&own.project_document),
        milestones: answer(&own.milestones),
        sign_off: answer(&own.sign_off),
        cash_releasing: answer(&own.cash_releasing),
    }
}

fn line(saving: &Saving) -> LineJson {
    let status = saving.status.as_ref();
    let risk = saving.risk.as_ref();
    LineJson {
        source: saving.source.row_address(),
        reference: saving.reference.clone(),
        name: saving.name.clone(),
        organisation: saving.organisation.as_ref().map(|body| body.name.clone()),
        division: saving.division.clone(),
        value: pounds(saving.value.value),
        cells: addresses(&saving.value.cells),
        unidentified: saving.is_unidentified(),
        evidence: reasons(&saving.unidentified),
        doubts: reasons(&saving.doubts),
        staff_reduction: saving
            .staff
            .as_ref()
            .map(|staff| staff.value.normalize().to_string()),
        governance: governance(&saving.governance),
        recurrence: saving.recurrence.map(|recurrence| match recurrence {
            Recurrence::Recurrent => "recurrent",
            Recurrence::NonRecurrent => "non-recurrent",
            Recurrence::Part { .. } => "part",
        }),
        recurrent: saving.recurrent().map(pounds),
        status: saving.step().map(|status| match status {
            Status::FullyDeveloped => "fully developed",
            Status::InProgress => "plans in progress",
            Status::Opportunity => "opportunity",
            Status::Unidentified => "unidentified",
        }),
        status_word: status.map(|stated| stated.word.clone()),
        risk: risk.and_then(|stated| stated.risk).map(|risk| match risk {
            Risk::Low => "low",
            Risk::Medium => "medium",
            Risk::High => "high",
        }),
        risk_word: risk.map(|stated| stated.word.clone()),
        owner: saving.owner.clone(),
    }
}

/// `None` where the workbook declares no position at all, not even rival ones.
pub(super) fn position(plan: &Plan, headline: &Headline) -> Option<PositionJson> {
    let position = plan.position.as_ref()?;
    if position.declared.is_none()
        && position.candidates.is_empty()
        && position.organisations.is_empty()
    {
        return None;
    }
    let declared = position.declared.as_ref();
    let candidates = if declared.is_some() {
        &[]
    } else {
        position.candidates.as_slice()
    };
    Some(PositionJson {
        surplus: declared.map(|declared| pounds(declared.value)),
        cells: addresses(position.cells()),
        without_unidentified: headline
            .without_unidentified
            .as_ref()
            .map(|position| pounds(position.value)),
        organisations: position.organisations.iter().map(organisation).collect(),
        candidates: candidates
            .iter()
            .map(|candidate| CandidateJson {
                label: candidate.label.clone(),
                value: sourced(&candidate.value),
            })
            .collect(),
    })
}

fn organisation(position: &OrganisationPosition) -> OrganisationJson {
    OrganisationJson {
        name: position.organisation.name.clone(),
        code: position.organisation.code.clone(),
        surplus: pounds(position.surplus.value),
        cells: addresses(&position.surplus.cells),
    }
}

pub(super) fn base(plan: &Plan) -> Option<BaseJson> {
    let base = plan.position.as_ref()?.base.as_ref()?;
    Some(BaseJson {
        kind: match base.kind {
            BaseKind::OperatingIncome => "operating income",
            BaseKind::Allocation => "allocation",
        },
        value: sourced(&base.value),
    })
}

/// By measure (`65w`), each month with a plan or an actual.
pub(super) fn elective(elective: &Elective) -> Option<BTreeMap<String, Vec<ElectiveMonth>>> {
    let by_measure: BTreeMap<String, Vec<ElectiveMonth>> = elective
        .measures()
        .into_iter()
        .map(|measure| {
            let months = elective
                .total(measure)
                .into_iter()
                .filter(|(_, both)| both.plan.is_some() || both.actual.is_some())
                .map(|(month, both)| ElectiveMonth {
                    month: month.iso(),
                    plan: both.plan.map(|plan| plan.value),
                    actual: both.actual.map(|actual| actual.value),
                })
                .collect::<Vec<_>>();
            (format!("{}w", measure.0), months)
        })
        .filter(|(_, months)| !months.is_empty())
        .collect();
    (!by_measure.is_empty()).then_some(by_measure)
}

pub(super) fn published(waits: &PublishedWaits) -> PublishedJson {
    PublishedJson {
        title: waits.pathways.label(),
        month: waits.month.map(Month::iso),
        organisations: waits
            .organisations
            .iter()
            .map(|body| {
                let waits = &body.waits;
                PublishedOrganisationJson {
                    name: body.organisation.name.clone(),
                    code: body.organisation.code.clone(),
                    total: waits.total.value,
                    within_18_weeks: waits.within_18_weeks.as_ref().map(|within| within.value),
                    over: waits
                        .over
                        .iter()
                        .map(|(weeks, count)| (format!("{}w", weeks.0), count.value))
                        .collect(),
                    stated_total: body.stated_total.as_ref().map(|total| total.value),
                }
            })
            .collect(),
    }
}
