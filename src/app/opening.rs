//! Opening files, off the window's thread: a folder or several files at once, and what is open already, dealt out to the
//! plans they make.

use super::job::{Outcome, PlanId};
use crate::assessment::{Assessment, assess_all};
use crate::policy::Policy;
use crate::review::Review;
use crate::workbook::{self, Watch, Workbook, files_of, side_by_side};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A plan that is open already: new files may belong to it.
#[derive(Debug, Clone)]
pub struct Known {
    pub plan: PlanId,
    pub workbooks: Arc<[Workbook]>,
    pub review: Review,
}

/// What opening came to.
#[derive(Debug, Default)]
pub struct Opening {
    /// Plans that are new or changed, and the open ones each takes the place of.
    pub plans: Vec<(Arc<Assessment>, Vec<PlanId>)>,
    /// The plans that were open when it began.
    pub beside: Vec<PlanId>,
    /// Files that were opened, in order.
    pub paths: Vec<PathBuf>,
    /// A sentence for each file that could not be.
    pub failed: Vec<String>,
}

/// Reads the files meant by `paths` and judges the plans they make together with what is open.
pub fn open(
    paths: &[PathBuf],
    known: &[Known],
    reader: Option<&Path>,
    watch: &Watch,
) -> anyhow::Result<Outcome> {
    let files = files_of(paths);
    anyhow::ensure!(
        !files.is_empty() || paths.is_empty(),
        "There are no workbooks in this folder. Choose a folder that holds Excel files, or the files themselves"
    );
    let read = side_by_side(&files, |path| match reader {
        Some(program) => workbook::open_in_child(program, path, watch),
        None => workbook::open(path, watch),
    });
    let mut opening = Opening::default();
    let mut workbooks = Vec::new();
    for (path, read) in files.iter().zip(read) {
        match read {
            Ok(workbook) => {
                opening.paths.push(path.clone());
                workbooks.push(workbook);
            }
            Err(error) if files.len() == 1 => return Err(error.into()),
            Err(error) => opening.failed.push(error.to_string()),
        }
    }
    anyhow::ensure!(
        !watch.is_cancelled(),
        "Opening was cancelled. What was open is as it was"
    );
    anyhow::ensure!(
        !workbooks.is_empty() || files.is_empty(),
        opening.failed.join("\n")
    );
    opening.beside = known.iter().map(|plan| plan.plan).collect();
    opening.plans = deal_out(workbooks, known);
    Ok(Outcome::Opened(opening))
}

/// The plans that new workbooks make with those already open; what stays as it was is left out.
fn deal_out(new: Vec<Workbook>, known: &[Known]) -> Vec<(Arc<Assessment>, Vec<PlanId>)> {
    let is_new = |workbook: &Workbook| new.iter().any(|one| one.path == workbook.path);
    let kept = known
        .iter()
        .flat_map(|plan| plan.workbooks.iter())
        .filter(|workbook| !is_new(workbook))
        .cloned();
    let all: Vec<Workbook> = kept.chain(new.iter().cloned()).collect();
    let review_of = |workbooks: &[Workbook]| {
        known
            .iter()
            .find(|plan| shares(&plan.workbooks, workbooks))
            .map_or_else(Review::default, |plan| plan.review.clone())
    };
    assess_all(all, &review_of, &Policy::default())
        .into_iter()
        .filter_map(|assessment| {
            let replaced: Vec<&Known> = known
                .iter()
                .filter(|plan| shares(&plan.workbooks, &assessment.workbooks))
                .collect();
            let as_it_was = matches!(replaced.as_slice(), [only] if is_same(&only.workbooks, &assessment.workbooks));
            let touched = assessment.workbooks.iter().any(is_new);
            (touched || !as_it_was).then(|| {
                let replaces = replaced.iter().map(|plan| plan.plan).collect();
                (Arc::new(assessment), replaces)
            })
        })
        .collect()
}

fn shares(one: &[Workbook], other: &[Workbook]) -> bool {
    one.iter()
        .any(|workbook| other.iter().any(|there| there.path == workbook.path))
}

fn is_same(one: &[Workbook], other: &[Workbook]) -> bool {
    one.len() == other.len()
        && one.iter().all(|workbook| {
            other.iter().any(|there| {
                there.path == workbook.path && there.fingerprint == workbook.fingerprint
            })
        })
}

/// What to tell of an opening in which not everything went as asked; `None` where it did.
pub fn told(opening: &Opening) -> Option<String> {
    if opening.failed.is_empty() {
        return None;
    }
    let opened = opening.paths.len();
    let all = opened + opening.failed.len();
    Some(format!(
        "{opened} of {all} files were opened. {}",
        opening.failed.join(" ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::samples::SAMPLES;

    fn sample(index: usize, path: &str) -> Workbook {
        let sample = &SAMPLES[index];
        let mut workbook = workbook::read(
            sample.file_name,
            Path::new(path),
            sample.bytes.to_vec(),
            &Watch::default(),
        )
        .unwrap();
        workbook.path = PathBuf::from(path);
        workbook
    }

    fn known(plan: PlanId, workbook: &Workbook) -> Known {
        Known {
            plan,
            workbooks: [workbook.clone()].into(),
            review: Review::default(),
        }
    }

    #[test]
    fn a_later_submission_joins_the_plan_that_is_open() {
        let (later, draft) = (sample(1, "/june.xlsx"), sample(2, "/draft.xlsx"));
        let plans = deal_out(vec![later], &[known(7, &draft)]);
        let [(assessment, replaces)] = plans.as_slice() else {
            panic!("{}", plans.len())
        };
        assert_eq!(replaces, &[7]);
        assert_eq!(assessment.workbooks.len(), 2);
        assert_eq!(assessment.case.earlier.len(), 1);
    }

    #[test]
    fn another_plan_leaves_the_open_one_as_it_was() {
        let (open, other) = (sample(1, "/system.xlsx"), sample(3, "/trust.xlsx"));
        let plans = deal_out(vec![other], &[known(7, &open)]);
        let [(_, replaces)] = plans.as_slice() else {
            panic!("{}", plans.len())
        };
        assert!(replaces.is_empty());
    }

    #[test]
    fn a_file_read_again_takes_its_own_place() {
        let open = sample(3, "/trust.xlsx");
        let plans = deal_out(vec![open.clone()], &[known(7, &open)]);
        assert_eq!(plans[0].1, [7]);
    }

    #[test]
    fn a_folder_without_workbooks_is_a_sentence() {
        let folder = std::env::temp_dir().join(format!("planproof-none-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let error = open(&[folder.clone()], &[], None, &Watch::default()).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(error.to_string().contains("no workbooks in this folder"));
    }
}
