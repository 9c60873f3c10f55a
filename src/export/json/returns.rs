//! Who handed in what, and what was handed in before.

use super::pounds;
use crate::plan::{Absent, Case, Plan, Return, Standing};
use serde::Serialize;

/// One workbook and what became of it.
#[derive(Debug, Serialize)]
pub(super) struct ReturnJson {
    workbook: String,
    body: Option<String>,
    /// `counted`, `same-return`, `earlier-submission`, `published`, `no-plan`.
    standing: &'static str,
    why: String,
}

/// A body that handed in nothing.
#[derive(Debug, Serialize)]
pub(super) struct MissingJson {
    body: String,
    /// Whether another body's workbook gives its position; without, the sums are without it.
    position_from_another: bool,
    named_at: Vec<String>,
}

/// An earlier submission, in its three chief figures; null where it does not hold them.
#[derive(Debug, Serialize)]
pub(super) struct EarlierJson {
    surplus: Option<String>,
    savings: Option<String>,
    unidentified: Option<String>,
}

pub(super) fn returns(case: &Case) -> Vec<ReturnJson> {
    case.returns.iter().map(one).collect()
}

fn one(given: &Return) -> ReturnJson {
    ReturnJson {
        workbook: given.workbook.to_string(),
        body: given.body.as_ref().map(|body| body.name.clone()),
        standing: match given.standing {
            Standing::Counted => "counted",
            Standing::SameAs(_) => "same-return",
            Standing::Earlier => "earlier-submission",
            Standing::Published => "published",
            Standing::NoPlan => "no-plan",
        },
        why: given.why.clone(),
    }
}

pub(super) fn missing(absent: &Absent) -> MissingJson {
    MissingJson {
        body: absent.body.name.clone(),
        position_from_another: absent.figures_from_another,
        named_at: absent.named_at.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn earlier(plan: &Plan) -> EarlierJson {
    let declared = plan
        .position
        .as_ref()
        .and_then(|position| position.declared.as_ref());
    let savings = plan.savings.as_ref();
    EarlierJson {
        surplus: declared.map(|declared| pounds(declared.value)),
        savings: savings.map(|savings| pounds(savings.total_value())),
        unidentified: savings.map(|savings| pounds(savings.unidentified().value)),
    }
}
