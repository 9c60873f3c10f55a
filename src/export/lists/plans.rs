//! Many plans, one line each, in the order given; what could not be read with its reason.

use super::{Lines, pounds, share, text};
use crate::assessment::{Listed, PlanSummary};
use crate::plan::Money;
use std::path::Path;

/// Many plans, one line each, in the order given; what could not be read with its reason.
pub fn plans(listed: &[&Listed]) -> String {
    let mut lines = Lines::head(&[
        "Plan",
        "Year",
        "Stands",
        "Declared",
        "Without unidentified",
        "Savings",
        "Savings asked",
        "Base",
        "Share of base",
        "Unidentified",
        "Questions",
        "Signed off",
        "Files",
        "Not read because",
    ]);
    for one in listed {
        match one {
            Listed::Plan(plan) => lines.add(&of_plan(plan)),
            Listed::NoPlan { path, .. } => lines.add(&without_plan(path, "no plan in it", "")),
            Listed::Unread { path, why } => lines.add(&without_plan(path, "not read", why)),
        }
    }
    lines.0
}

fn of_plan(plan: &PlanSummary) -> [String; 14] {
    let of =
        |figure: &Option<crate::plan::Sourced<Money>>| pounds(figure.as_ref().map(|own| own.value));
    let files: Vec<String> = plan
        .files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    [
        text(&plan.name),
        text(&plan.year.map_or_else(String::new, |year| year.to_string())),
        text(plan.verdict().label()),
        of(&plan.declared),
        pounds(plan.without_unidentified),
        of(&plan.savings),
        of(&plan.asked),
        pounds(plan.base.as_ref().map(|base| base.value.value)),
        share(plan.share),
        of(&plan.unidentified),
        plan.questions().to_string(),
        text(plan.signed_off.as_deref().unwrap_or_default()),
        text(&files.join("; ")),
        String::new(),
    ]
}

fn without_plan(path: &Path, stands: &str, why: &str) -> [String; 14] {
    let mut fields: [String; 14] = std::array::from_fn(|_| String::new());
    let [first, _, third, .., files, last] = &mut fields;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    *first = text(&name);
    *third = text(stands);
    *files = text(&path.display().to_string());
    *last = text(why);
    fields
}
