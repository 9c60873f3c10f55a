//! What the position implies: the deficits told apart, bridges, run rate, the year by month, what is one-off. Under the
//! assumptions of the review, which are said first.

use super::plan::{LabelledJson, SourcedJson};
use super::years::{YearJson, years};
use super::{pounds, sourced};
use crate::analysis::{
    AgainstKind, Backing, Bridge, Delivery, Endurance, Risks, RunRate, StepKind, Support,
    SupportShown, Underlying, WalkBy,
};
use crate::assessment::Assessment;
use crate::plan::{Share, Status};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct OutlookJson {
    /// Whether deficit support is in the figures below; null where the workbook names none.
    with_deficit_support: Option<bool>,
    deficit_support: Option<SupportJson>,
    in_year: Option<SourcedJson>,
    against_plan: Option<AgainstJson>,
    underlying: Option<UnderlyingJson>,
    control_total: Option<SourcedJson>,
    risks: Option<RisksJson>,
    /// The position at the policy's delivery rates.
    at_delivery_rates: Option<String>,
    delivery: Option<DeliveryJson>,
    /// From declared to what is behind it.
    bridge: Vec<StepJson>,
    /// From last year's outturn to the plan and the forecast.
    walk: Option<WalkJson>,
    run_rates: Vec<RunRateJson>,
    by_month: Option<ByMonthJson>,
    one_off: OneOffJson,
    /// The plan's year among those before and after it; empty where it stands alone.
    years: Vec<YearJson>,
    /// The workbook's own doubts, word for word.
    doubts: Vec<DoubtJson>,
}

#[derive(Debug, Serialize)]
struct SupportJson {
    #[serde(flatten)]
    amount: SourcedJson,
    shown: &'static str,
}

#[derive(Debug, Serialize)]
struct AgainstJson {
    /// "forecast" or "to date".
    kind: &'static str,
    #[serde(flatten)]
    amount: SourcedJson,
}

#[derive(Debug, Serialize)]
struct UnderlyingJson {
    #[serde(flatten)]
    position: SourcedJson,
    stated: Option<SourcedJson>,
    steps: Vec<LabelledJson>,
}

#[derive(Debug, Serialize)]
struct RisksJson {
    gross: Option<SourcedJson>,
    mitigation: Option<SourcedJson>,
    net: Option<SourcedJson>,
    stated_net: Option<SourcedJson>,
}

#[derive(Debug, Serialize)]
struct StepJson {
    label: String,
    kind: &'static str,
    #[serde(flatten)]
    amount: SourcedJson,
    /// What of it falls in month 12 alone.
    in_march: Option<String>,
    organisations: Vec<LabelledJson>,
}

#[derive(Debug, Serialize)]
struct WalkJson {
    by: &'static str,
    steps: Vec<StepJson>,
}

#[derive(Debug, Serialize)]
struct RunRateJson {
    /// Null for all together.
    organisation: Option<String>,
    months_gone: u8,
    to_date: SourcedJson,
    plan: SourcedJson,
    straight_line: String,
    gap: String,
    gap_of_turnover: Option<String>,
    monthly_improvement_needed: String,
}

#[derive(Debug, Serialize)]
struct ByMonthJson {
    /// Whether the position itself is by month; else the figures are the distance from plan.
    position_by_month: bool,
    actual_months: u8,
    counted_in_march_only: String,
    /// 1 is April; null where the plan is never left.
    leaves_plan: LeavesJson,
    months: Vec<MonthJson>,
}

#[derive(Debug, Serialize)]
struct LeavesJson {
    declared: Option<u8>,
    without_unidentified: Option<u8>,
    at_delivery_rates: Option<u8>,
}

#[derive(Debug, Serialize)]
struct MonthJson {
    month: u8,
    plan: String,
    declared: String,
    without_unidentified: String,
    at_delivery_rates: Option<String>,
}

#[derive(Debug, Serialize)]
struct DeliveryJson {
    planned: String,
    expected: String,
    /// Part of everything ahead with a scheme that must be delivered to land the plan: above 1 it cannot.
    needed_of_schemes: Option<String>,
    /// Lines below nil, which no rate relieves; they are in planned and expected, and in no status. Null where there are none.
    costs_in_full: Option<String>,
    by_status: Vec<StatusJson>,
}

#[derive(Debug, Serialize)]
struct StatusJson {
    status: Option<&'static str>,
    planned: String,
    expected: String,
    rate: Option<String>,
    needed_alone: Option<String>,
}

#[derive(Debug, Serialize)]
struct OneOffJson {
    total: SourcedJson,
    left_for_next_year: Option<SourcedJson>,
    set_aside_in_year: Option<SourcedJson>,
    lines: Vec<LabelledJson>,
}

#[derive(Debug, Serialize)]
struct DoubtJson {
    text: String,
    cell: String,
}

pub(super) fn outlook(assessment: &Assessment) -> OutlookJson {
    let own = &assessment.outlook;
    let deficits = &own.deficits;
    let all = |value: &Option<_>| value.as_ref().map(sourced);
    OutlookJson {
        with_deficit_support: deficits
            .support
            .as_ref()
            .map(|_| !own.assumptions.without_support),
        deficit_support: deficits.support.as_ref().map(support),
        in_year: all(&deficits.in_year),
        against_plan: deficits.against_plan.as_ref().map(|against| AgainstJson {
            kind: match against.kind {
                AgainstKind::Forecast => "forecast",
                AgainstKind::ToDate => "to date",
            },
            amount: sourced(&against.amount),
        }),
        underlying: deficits.underlying.as_ref().map(underlying),
        control_total: all(&deficits.control_total),
        risks: deficits.risks.as_ref().map(risks),
        at_delivery_rates: assessment
            .headline
            .usual_delivery
            .as_ref()
            .map(|usual| pounds(usual.position)),
        delivery: own.delivery.as_ref().map(delivery),
        bridge: own.bridge.as_ref().map(steps).unwrap_or_default(),
        walk: own.walk.as_ref().map(|walk| WalkJson {
            by: match walk.by {
                WalkBy::Workbook => "the workbook's steps",
                WalkBy::AccountLines => "account lines",
                WalkBy::Nothing => "nothing",
            },
            steps: steps(&walk.bridge),
        }),
        run_rates: own.run_rates.iter().map(run_rate).collect(),
        by_month: own.endurance.as_ref().map(by_month),
        one_off: one_off(&own.backing),
        years: years(&own.years),
        doubts: assessment
            .case
            .plan
            .around
            .doubts
            .iter()
            .map(|doubt| DoubtJson {
                text: doubt.text.clone(),
                cell: doubt.cell.to_string(),
            })
            .collect(),
    }
}

fn support(support: &Support) -> SupportJson {
    SupportJson {
        amount: sourced(&support.amount),
        shown: match support.shown {
            SupportShown::AsALine => "as a line of the account",
            SupportShown::ByBothPositions => "by both positions",
            SupportShown::Assumed => "assumed",
        },
    }
}

fn risks(risks: &Risks) -> RisksJson {
    RisksJson {
        gross: risks.gross.as_ref().map(sourced),
        mitigation: risks.mitigation.as_ref().map(sourced),
        net: risks.net.as_ref().map(sourced),
        stated_net: risks.stated_net.as_ref().map(sourced),
    }
}

fn one_off(backing: &Backing) -> OneOffJson {
    OneOffJson {
        total: sourced(&backing.total()),
        left_for_next_year: backing.left.as_ref().map(sourced),
        set_aside_in_year: backing.in_the_year.as_ref().map(sourced),
        lines: backing
            .lines
            .iter()
            .map(|line| LabelledJson {
                label: line.label.clone(),
                amount: sourced(&line.amount),
            })
            .collect(),
    }
}

fn underlying(underlying: &Underlying) -> UnderlyingJson {
    UnderlyingJson {
        position: sourced(&underlying.position),
        stated: underlying.stated.as_ref().map(sourced),
        steps: underlying
            .steps
            .iter()
            .map(|step| LabelledJson {
                label: step.label.clone(),
                amount: sourced(&step.amount),
            })
            .collect(),
    }
}

fn steps(bridge: &Bridge) -> Vec<StepJson> {
    bridge
        .steps
        .iter()
        .map(|step| StepJson {
            label: step.label.clone(),
            kind: match step.kind {
                StepKind::Total => "total",
                StepKind::Unidentified => "unidentified",
                StepKind::Uncovered => "uncovered",
                StepKind::Support => "support",
                StepKind::Shortfall => "shortfall",
                StepKind::ToDate => "to date",
                StepKind::Growth => "growth",
                StepKind::Savings => "savings",
                StepKind::OneOff => "one-off",
                StepKind::Change => "change",
                StepKind::Unexplained => "unexplained",
            },
            amount: sourced(&step.amount),
            in_march: (!step.in_march.is_zero()).then(|| pounds(step.in_march)),
            organisations: step
                .parts
                .iter()
                .map(|part| LabelledJson {
                    label: part.organisation.clone(),
                    amount: sourced(&part.amount),
                })
                .collect(),
        })
        .collect()
}

fn run_rate(rate: &RunRate) -> RunRateJson {
    RunRateJson {
        organisation: rate.organisation.clone(),
        months_gone: rate.months,
        to_date: sourced(&rate.to_date),
        plan: sourced(&rate.plan),
        straight_line: pounds(rate.straight_line()),
        gap: pounds(rate.gap()),
        gap_of_turnover: rate.gap_of_turnover().map(share),
        monthly_improvement_needed: pounds(rate.improvement()),
    }
}

fn by_month(endurance: &Endurance) -> ByMonthJson {
    ByMonthJson {
        position_by_month: endurance.by_month,
        actual_months: endurance.closed,
        counted_in_march_only: pounds(endurance.in_march),
        leaves_plan: LeavesJson {
            declared: endurance.leaves.declared,
            without_unidentified: endurance.leaves.without_unidentified,
            at_delivery_rates: endurance.leaves.usual,
        },
        months: endurance
            .months
            .iter()
            .map(|month| MonthJson {
                month: month.number,
                plan: pounds(month.plan.value),
                declared: pounds(month.declared.value),
                without_unidentified: pounds(month.without_unidentified.value),
                at_delivery_rates: month.usual.as_ref().map(|usual| pounds(usual.value)),
            })
            .collect(),
    }
}

fn delivery(delivery: &Delivery) -> DeliveryJson {
    DeliveryJson {
        planned: pounds(delivery.planned()),
        expected: pounds(delivery.expected()),
        needed_of_schemes: delivery.needed_of_schemes().map(share),
        costs_in_full: (delivery.costs.lines > 0).then(|| pounds(delivery.costs.planned)),
        by_status: delivery
            .by_status
            .iter()
            .map(|own| StatusJson {
                status: own.status.map(Status::label),
                planned: pounds(own.planned),
                expected: pounds(own.expected()),
                rate: own.rate().map(share),
                needed_alone: own.needed.map(share),
            })
            .collect(),
    }
}

/// `0.854`
pub(super) fn share(share: Share) -> String {
    share.0.round_dp(4).normalize().to_string()
}
