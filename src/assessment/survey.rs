//! Many plans at once: each workbook is read, judged and let go, and what came of it is told as it comes. Workbooks that
//! turn out to make one plan are then read together. Memory grows with the plans' summaries, not with their cells.

use super::{Assessment, PlanSummary, assess_plan};
use crate::import::{Card, groups, plans, together};
use crate::policy::Policy;
use crate::review::{Dealing, Review};
use crate::workbook::{OpenError, Sheet, Workbook, side_by_side};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Cells that may be kept until it is known which workbooks make one plan; what is beyond is opened a second time.
const KEPT: usize = 3_000_000;

/// How workbooks are opened and judged.
pub struct Surveyor<'a> {
    pub open: &'a (dyn Fn(&Path) -> Result<Workbook, OpenError> + Sync),
    /// What the reviewer decided about a plan, which is given as it reads without any decision.
    pub review_of: &'a (dyn Fn(&Assessment) -> Review + Sync),
    pub policy: &'a Policy,
    /// What was decided about which workbooks make one plan.
    pub dealing: &'a Dealing,
    /// Asked before each workbook.
    pub is_cancelled: &'a (dyn Fn() -> bool + Sync),
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Listed {
    Plan(Box<PlanSummary>),
    /// The file was read, and nothing of a plan is in it.
    NoPlan {
        path: PathBuf,
        published: bool,
    },
    /// The file could not be read; why, in a sentence.
    Unread {
        path: PathBuf,
        why: String,
    },
}

/// What came of some of the files.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Places among the files; several where they make one plan, each of which was told of before.
    pub files: Vec<usize>,
    pub listed: Listed,
}

/// The plans of many files, as far as they are read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Portfolio {
    lines: Vec<Step>,
    /// All files that were asked for.
    pub files: usize,
    read: usize,
}

impl Portfolio {
    pub fn of(files: usize) -> Self {
        Self {
            files,
            ..Self::default()
        }
    }

    /// Takes a step in; a plan of several files takes the place of its files.
    pub fn take(&mut self, step: Step) {
        if let [only] = step.files.as_slice()
            && !self.lines.iter().any(|line| line.files.contains(only))
        {
            self.read += 1;
        }
        self.lines
            .retain(|line| !line.files.iter().any(|file| step.files.contains(file)));
        let place = self.lines.partition_point(|line| line.files < step.files);
        self.lines.insert(place, step);
    }

    /// Files read so far, those that could not be among them.
    pub fn read(&self) -> usize {
        self.read
    }

    /// In the order of the files.
    pub fn listed(&self) -> impl Iterator<Item = &Listed> {
        self.lines.iter().map(|line| &line.listed)
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// Reads and judges the files on all cores and tells each step; returns early where it is cancelled.
pub fn survey(files: &[PathBuf], with: &Surveyor<'_>, tell: &(dyn Fn(Step) + Sync)) {
    let kept_cells = AtomicUsize::new(0);
    let items: Vec<(usize, &PathBuf)> = files.iter().enumerate().collect();
    let read = side_by_side(&items, |(at, path)| {
        if (with.is_cancelled)() {
            return None;
        }
        let (listed, known) = guarded(path, || read_one(path, with));
        let files = vec![*at];
        tell(Step { files, listed });
        let (card, workbook) = known?;
        let cells: usize = workbook.sheets.iter().map(Sheet::cell_count).sum();
        let held = kept_cells.fetch_add(cells, Ordering::Relaxed) + cells <= KEPT;
        Some((*at, card, Mutex::new(held.then_some(workbook))))
    });
    let read: Vec<_> = read.into_iter().flatten().collect();
    let cards: Vec<&Card> = read.iter().map(|(_, card, _)| card).collect();
    let together: Vec<Vec<usize>> = groups(&cards, with.dealing)
        .into_iter()
        .filter(|group| group.len() > 1)
        .collect();
    side_by_side(&together, |group| {
        if (with.is_cancelled)() {
            return;
        }
        let parts: Vec<&(usize, Card, Mutex<Option<Workbook>>)> =
            group.iter().filter_map(|at| read.get(*at)).collect();
        let listed = join(&parts, files, with);
        let files = parts.iter().map(|(at, ..)| *at).collect();
        tell(Step { files, listed });
    });
}

type Known = Option<(Card, Workbook)>;

/// A fault of this program over one file costs that file's line and nothing else.
fn guarded(path: &Path, work: impl FnOnce() -> (Listed, Known)) -> (Listed, Known) {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_panic| {
        let why = format!(
            "This is a fault of Planproof, not of your file. Please report it: {}",
            path.display()
        );
        let path = path.to_path_buf();
        (Listed::Unread { path, why }, None)
    })
}

fn read_one(path: &Path, with: &Surveyor<'_>) -> (Listed, Known) {
    let workbook = match (with.open)(path) {
        Ok(workbook) => workbook,
        Err(error) => {
            let (path, why) = (path.to_path_buf(), error.to_string());
            return (Listed::Unread { path, why }, None);
        }
    };
    let Some(files) = plans(vec![workbook]).pop() else {
        let (path, published) = (path.to_path_buf(), false);
        return (Listed::NoPlan { path, published }, None);
    };
    let card = files
        .workbooks
        .first()
        .zip(files.imported.as_ref())
        .map(|(workbook, imported)| Card::of(workbook, &imported.plan));
    let (assessment, ()) = assess_plan(files, &|first| ((with.review_of)(first), ()), with.policy);
    let listed = listed(&assessment, path);
    let workbook = assessment.workbooks.iter().next().cloned();
    (listed, card.zip(workbook))
}

fn listed(assessment: &Assessment, path: &Path) -> Listed {
    if assessment.case.plan.is_published_only() {
        Listed::NoPlan {
            path: path.to_path_buf(),
            published: !assessment.case.plan.is_empty(),
        }
    } else {
        Listed::Plan(Box::new(PlanSummary::of(assessment)))
    }
}

/// The plan that several files make; those that were not kept are opened again.
fn join(
    parts: &[&(usize, Card, Mutex<Option<Workbook>>)],
    files: &[PathBuf],
    with: &Surveyor<'_>,
) -> Listed {
    let first = parts
        .first()
        .and_then(|(at, ..)| files.get(*at))
        .cloned()
        .unwrap_or_default();
    let mut workbooks = Vec::with_capacity(parts.len());
    for (at, _, kept) in parts {
        let kept = kept.lock().ok().and_then(|mut kept| kept.take());
        let opened = match (kept, files.get(*at)) {
            (Some(workbook), _) => Ok(workbook),
            (None, Some(path)) => (with.open)(path),
            (None, None) => continue,
        };
        match opened {
            Ok(workbook) => workbooks.push(workbook),
            Err(error) => {
                return Listed::Unread {
                    path: first,
                    why: error.to_string(),
                };
            }
        }
    }
    let cards: Vec<&Card> = parts.iter().map(|(_, card, _)| card).collect();
    let judged = || {
        let files = together(workbooks, &cards);
        let review_of = |plan: &Assessment| ((with.review_of)(plan), ());
        let (assessment, ()) = assess_plan(files, &review_of, with.policy);
        (listed(&assessment, &first), None)
    };
    guarded(&first, judged).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Money;
    use crate::workbook::samples::SAMPLES;
    use crate::workbook::{Watch, read};

    /// Opens samples by their place in the list, and refuses any other name.
    fn open(path: &Path) -> Result<Workbook, OpenError> {
        let name = path.to_string_lossy();
        let sample = name
            .split('.')
            .next()
            .and_then(|number| number.parse::<usize>().ok())
            .and_then(|index| SAMPLES.get(index));
        let bytes = sample.map_or_else(Vec::new, |sample| sample.bytes.to_vec());
        let mut workbook = read(&name, path, bytes, &Watch::default())?;
        workbook.path = path.to_path_buf();
        Ok(workbook)
    }

    fn surveyed(names: &[&str], cancelled: bool) -> Portfolio {
        let files: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        let portfolio = Mutex::new(Portfolio::of(files.len()));
        let with = Surveyor {
            open: &open,
            review_of: &|_| Review::default(),
            policy: &Policy::default(),
            dealing: &Dealing::default(),
            is_cancelled: &|| cancelled,
        };
        survey(&files, &with, &|step| portfolio.lock().unwrap().take(step));
        portfolio.into_inner().unwrap()
    }

    #[test]
    fn each_file_is_a_line_and_a_bad_one_is_its_sentence() {
        let portfolio = surveyed(&["0.xlsx", "broken.xlsx", "3.xlsx"], false);
        assert_eq!((portfolio.read(), portfolio.files), (3, 3));
        let lines: Vec<&Listed> = portfolio.listed().collect();
        assert_eq!(lines.len(), 3);
        let Listed::Plan(first) = lines[0] else {
            panic!("{:?}", lines[0])
        };
        assert_eq!(
            first.declared.as_ref().unwrap().value,
            Money::from_pounds(-42_000_000)
        );
        assert!(
            matches!(lines[1], Listed::Unread { why, .. } if why.contains("broken.xlsx")),
            "{:?}",
            lines[1]
        );
    }

    #[test]
    fn two_submissions_of_one_plan_become_one_line() {
        let portfolio = surveyed(&["1.xlsx", "3.xlsx", "2.xlsx"], false);
        assert_eq!(portfolio.read(), 3);
        let plans: Vec<usize> = portfolio
            .listed()
            .map(|line| match line {
                Listed::Plan(plan) => plan.files.len(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(plans, [2, 1]);
    }

    #[test]
    fn a_cancelled_survey_reads_nothing_more() {
        let portfolio = surveyed(&["0.xlsx", "3.xlsx"], true);
        assert!(portfolio.is_empty() && portfolio.read() == 0);
    }
}
