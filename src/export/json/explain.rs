//! Lines far off their plan, and what was said of each.

use super::plan::SourcedJson;
use super::{addresses, pounds, sourced};
use crate::analysis::{Gap, Standard};
use crate::assessment::{Explained, Said};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct OffPlanJson {
    line: String,
    organisation: Option<String>,
    /// The largest first.
    gaps: Vec<GapJson>,
    explained: bool,
    said: Vec<SaidJson>,
}

#[derive(Debug, Serialize)]
struct GapJson {
    against: &'static str,
    planned: SourcedJson,
    now: SourcedJson,
    /// Less saved, less earned or more spent than planned is negative.
    amount: String,
}

#[derive(Debug, Serialize)]
struct SaidJson {
    text: String,
    /// Null where the words stand in the workbook.
    who: Option<String>,
    when: Option<String>,
    cells: Vec<String>,
}

pub fn off_plan(line: &Explained) -> OffPlanJson {
    OffPlanJson {
        line: line.off.label.clone(),
        organisation: line.off.organisation.clone(),
        gaps: line.off.gaps.iter().map(gap).collect(),
        explained: line.is_explained(),
        said: line.said.iter().map(said).collect(),
    }
}

fn gap(gap: &Gap) -> GapJson {
    GapJson {
        against: match gap.standard {
            Standard::PlanToDate => "plan_to_date",
            Standard::PlanForYear => "plan_for_year",
            Standard::LastSubmission => "last_submission",
        },
        planned: sourced(&gap.planned),
        now: sourced(&gap.now),
        amount: pounds(gap.amount()),
    }
}

fn said(said: &Said) -> SaidJson {
    SaidJson {
        text: said.text.clone(),
        who: said.by.as_ref().map(|by| by.who.clone()),
        when: said.by.as_ref().map(|by| by.when.to_string()),
        cells: addresses(&said.cells),
    }
}
