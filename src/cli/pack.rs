//! The board pack of one plan, whatever the number of its workbooks.

use super::{Basis, COULD_NOT, Open, assess_files, complain, print};
use crate::assessment::Assessment;
use crate::export::{pack, pdf};
use crate::report::pack_pages;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes the pack where all workbooks could be read and belong to one plan.
pub(super) fn pack(
    paths: &[PathBuf],
    output: Option<&Path>,
    basis: &Basis,
    open: Open<'_>,
) -> anyhow::Result<ExitCode> {
    let policy = basis.policy()?;
    let (assessments, all_opened) = assess_files(paths, basis, &policy, open);
    if !all_opened {
        if !assessments.is_empty() {
            complain(
                "The board pack was not written: it would show the plan without what is in that file.",
            );
        }
        return Ok(ExitCode::from(COULD_NOT));
    }
    let (plans, others): (Vec<Assessment>, Vec<Assessment>) = assessments
        .into_iter()
        .partition(|one| !one.case.plan.is_empty());
    let [plan] = plans.as_slice() else {
        anyhow::bail!(not_one(&plans, &others));
    };
    let out = output.map_or_else(|| PathBuf::from(pack::file_name(plan)), Path::to_path_buf);
    pdf::write_pack(&pack_pages(plan), &pack::info(plan), &out)?;
    print(&format!("{}\n", out.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Why there is nothing to write, or no one thing.
fn not_one(plans: &[Assessment], others: &[Assessment]) -> String {
    if plans.is_empty() {
        let files = files(others);
        return format!(
            "No plan was found in what was named, so there is nothing to put into a board pack: {files}"
        );
    }
    let named: Vec<String> = plans
        .iter()
        .map(|one| {
            let name = one.case.plan.name.trim();
            let files = files(std::slice::from_ref(one));
            if name.is_empty() {
                files
            } else {
                format!("{name} ({files})")
            }
        })
        .collect();
    format!(
        "A board pack is of one plan, and these workbooks hold {}. Name the workbooks of one of them: {}",
        plans.len(),
        named.join("; ")
    )
}

fn files(assessments: &[Assessment]) -> String {
    let names: Vec<&str> = assessments
        .iter()
        .flat_map(|one| one.workbooks.iter())
        .map(|workbook| &*workbook.name)
        .collect();
    names.join(", ")
}
