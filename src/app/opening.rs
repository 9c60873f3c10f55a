//! Opening files, off the window's thread: a folder or several files at once, and what is open already, dealt out to the
//! plans they make.

use super::job::{Found, Outcome, PlanId, found};
use crate::assessment::{Assessment, assess_plans};
use crate::import::{OpenFiles, plans_beside};
use crate::policy::Policy;
use crate::review::{Dealing, Review, Shelf};
use crate::workbook::{self, Watch, Workbook, files_of, side_by_side};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A plan that is open already: new files may belong to it.
#[derive(Debug, Clone)]
pub struct Known {
    pub plan: PlanId,
    pub assessment: Arc<Assessment>,
    /// What was decided about it, the latest included.
    pub review: Review,
}

/// Files beyond this many are listed, not opened: no plan is made of so many workbooks.
const FEW: usize = 24;

/// Whether files are opened whole however many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    IfFew,
    Always,
}

/// What new files are held against.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    pub known: &'a [Known],
    /// Where the review of a plan that is not open yet may be.
    pub reviews: &'a Shelf,
    pub policy: &'a Policy,
    /// What was decided about which workbooks make one plan.
    pub dealing: &'a Dealing,
}

/// A plan that is new or changed.
#[derive(Debug)]
pub struct Opened {
    pub assessment: Arc<Assessment>,
    /// The open plans whose place it takes.
    pub replaces: Vec<PlanId>,
    /// What was kept of it; `None` where it takes the place of a plan that was open already.
    pub kept: Option<Box<Found>>,
}

/// What opening came to.
#[derive(Debug, Default)]
pub struct Opening {
    pub plans: Vec<Opened>,
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
    basis: &Basis<'_>,
    whole: Whole,
    reader: Option<&Path>,
    watch: &Watch,
) -> anyhow::Result<Outcome> {
    let files = files_of(paths);
    anyhow::ensure!(
        !files.is_empty() || paths.is_empty(),
        "There are no workbooks in this folder. Choose a folder that holds Excel files, or the files themselves"
    );
    if whole == Whole::IfFew && files.len() > FEW {
        return Ok(Outcome::Many(files));
    }
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
    opening.beside = basis.known.iter().map(|plan| plan.plan).collect();
    opening.plans = deal_out(workbooks, basis);
    Ok(Outcome::Opened(opening))
}

/// The plans that new workbooks make with those already open; what stays as it was is left out, and not read again.
fn deal_out(new: Vec<Workbook>, basis: &Basis<'_>) -> Vec<Opened> {
    let open: Vec<OpenFiles<'_>> = basis
        .known
        .iter()
        .map(|known| OpenFiles {
            workbooks: &known.assessment.workbooks,
            cards: &known.assessment.cards,
            plan: &known.assessment.case.plan,
        })
        .collect();
    let review_of = |first: &Assessment| {
        let mut open = before(basis, &first.workbooks);
        let Some(one) = open.next() else {
            let found = found(first, basis.reviews);
            return (found.review.review.clone(), Some(Box::new(found)));
        };
        // Plans that turn out to be one bring their reviews together.
        let mut review = one.review.clone();
        for other in open {
            review.merge(&other.review);
        }
        (review, None)
    };
    let plans: Vec<Opened> = assess_plans(
        plans_beside(new, &open, basis.dealing),
        &review_of,
        basis.policy,
    )
    .into_iter()
    .map(|(assessment, kept)| Opened {
        replaces: before(basis, &assessment.workbooks)
            .map(|known| known.plan)
            .collect(),
        assessment: Arc::new(assessment),
        kept,
    })
    .collect();
    claimed_once(plans, basis)
}

/// A plan that fell apart is taken over by the largest of its parts; the others are plans of their own.
fn claimed_once(mut plans: Vec<Opened>, basis: &Basis<'_>) -> Vec<Opened> {
    let mut order: Vec<usize> = (0..plans.len()).collect();
    let size = |plans: &[Opened], at: usize| {
        plans
            .get(at)
            .map_or(0, |plan| plan.assessment.workbooks.len())
    };
    order.sort_by_key(|at| std::cmp::Reverse(size(&plans, *at)));
    let mut claimed: Vec<PlanId> = Vec::new();
    for at in order {
        let Some(plan) = plans.get_mut(at) else {
            continue;
        };
        let was_open = !plan.replaces.is_empty();
        plan.replaces.retain(|id| !claimed.contains(id));
        claimed.extend(&plan.replaces);
        if was_open && plan.replaces.is_empty() {
            plan.kept = Some(Box::new(found(&plan.assessment, basis.reviews)));
        }
    }
    plans
}

/// The open plans that hold any of these workbooks.
fn before<'b>(basis: &Basis<'b>, workbooks: &[Workbook]) -> impl Iterator<Item = &'b Known> {
    basis
        .known
        .iter()
        .filter(|known| shares(&known.assessment.workbooks, workbooks))
}

fn shares(one: &[Workbook], other: &[Workbook]) -> bool {
    one.iter()
        .any(|workbook| other.iter().any(|there| there.path == workbook.path))
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
    use crate::assessment::assess;
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
        let review = Review::default();
        let assessment = assess([workbook.clone()].into(), &review, &Policy::default());
        Known {
            plan,
            assessment: Arc::new(assessment),
            review,
        }
    }

    fn beside(new: Vec<Workbook>, known: &[Known]) -> Vec<Opened> {
        let basis = Basis {
            known,
            reviews: &Shelf::default(),
            policy: &Policy::default(),
            dealing: &Dealing::default(),
        };
        deal_out(new, &basis)
    }

    #[test]
    fn a_later_submission_joins_the_plan_that_is_open() {
        let (later, draft) = (sample(1, "/june.xlsx"), sample(2, "/draft.xlsx"));
        let plans = beside(vec![later], &[known(7, &draft)]);
        let [
            Opened {
                assessment,
                replaces,
                ..
            },
        ] = plans.as_slice()
        else {
            panic!("{}", plans.len())
        };
        assert_eq!(replaces, &[7]);
        assert_eq!(assessment.workbooks.len(), 2);
        assert_eq!(assessment.case.earlier.len(), 1);
    }

    #[test]
    fn another_plan_leaves_the_open_one_as_it_was() {
        let (open, other) = (sample(1, "/system.xlsx"), sample(3, "/trust.xlsx"));
        let plans = beside(vec![other], &[known(7, &open)]);
        let [Opened { replaces, kept, .. }] = plans.as_slice() else {
            panic!("{}", plans.len())
        };
        assert!(replaces.is_empty() && kept.is_some());
    }

    #[test]
    fn what_is_open_is_left_alone_where_nothing_joins_or_leaves_it() {
        let (draft, later) = (sample(1, "/june.xlsx"), sample(2, "/draft.xlsx"));
        let both = beside(vec![draft, later], &[]);
        let [joined] = both.as_slice() else {
            panic!("{}", both.len())
        };
        let known = Known {
            plan: 7,
            assessment: Arc::clone(&joined.assessment),
            review: Review::default(),
        };
        assert!(beside(Vec::new(), std::slice::from_ref(&known)).is_empty());
        let other = beside(vec![sample(3, "/trust.xlsx")], &[known]);
        assert_eq!(other.len(), 1);
        assert!(other[0].replaces.is_empty());
    }

    #[test]
    fn what_is_kept_apart_leaves_its_plan_and_what_is_read_together_joins() {
        let both = beside(vec![sample(1, "/june.xlsx"), sample(2, "/draft.xlsx")], &[]);
        let open = Known {
            plan: 7,
            assessment: Arc::clone(&both[0].assessment),
            review: Review::default(),
        };
        let mut dealing = Dealing::default();
        dealing.keep_apart(Path::new("/draft.xlsx"));
        let dealt = |known: &[Known], dealing: &Dealing| {
            let basis = Basis {
                known,
                reviews: &Shelf::default(),
                policy: &Policy::default(),
                dealing,
            };
            deal_out(Vec::new(), &basis)
        };
        let apart = dealt(&[open], &dealing);
        assert_eq!(apart.len(), 2);
        let claims: Vec<usize> = apart.iter().map(|plan| plan.replaces.len()).collect();
        assert_eq!(claims.iter().sum::<usize>(), 1);
        assert!(
            apart
                .iter()
                .all(|plan| plan.assessment.case.earlier.is_empty())
        );
        let known: Vec<Known> = apart
            .iter()
            .zip(8..)
            .map(|(plan, id)| Known {
                plan: id,
                assessment: Arc::clone(&plan.assessment),
                review: Review::default(),
            })
            .collect();
        dealing.read_together(&[PathBuf::from("/june.xlsx"), PathBuf::from("/draft.xlsx")]);
        let joined = dealt(&known, &dealing);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].assessment.case.earlier.len(), 1);
        assert_eq!(joined[0].replaces.len(), 2);
    }

    #[test]
    fn a_file_read_again_takes_its_own_place() {
        let open = sample(3, "/trust.xlsx");
        let plans = beside(vec![open.clone()], &[known(7, &open)]);
        assert_eq!(plans[0].replaces, [7]);
        assert!(plans[0].kept.is_none());
    }

    #[test]
    fn a_folder_without_workbooks_is_a_sentence() {
        let folder = std::env::temp_dir().join(format!("planproof-none-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let error = {
            let basis = Basis {
                known: &[],
                reviews: &Shelf::default(),
                policy: &Policy::default(),
                dealing: &Dealing::default(),
            };
            open(
                std::slice::from_ref(&folder),
                &basis,
                Whole::IfFew,
                None,
                &Watch::default(),
            )
        }
        .unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(error.to_string().contains("no workbooks in this folder"));
    }
}
