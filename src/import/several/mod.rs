//! Several workbooks: which of them make one plan, which repeat another or came before it, and who is missing. Each is
//! read on its own terms first (unit, sign, year), then their plans are joined; no cell of one explains a cell of another.

mod absent;
mod elective;
mod faults;
mod join;
mod naming;
mod order;
mod position;
mod read;
mod relate;
mod savings;
#[cfg(test)]
mod tests;

pub use faults::{RETURN_GIVEN_TWICE, RETURN_MISSING, SUBMISSION_SUPERSEDED};

use super::{Imported, assemble};
use crate::review::Review;
use crate::workbook::{Workbook, side_by_side};
use read::Read;

/// The workbooks of one plan, and their reading where it is settled already.
#[derive(Debug, Clone, Default)]
pub struct PlanFiles {
    pub workbooks: Vec<Workbook>,
    /// What a workbook that stands alone was read as, without any decision of a reviewer.
    pub imported: Option<Imported>,
}

/// Deals workbooks out to the plans they belong to, in the order of each plan's first workbook. Where several are counted,
/// their addresses name their files; where one is, only those of the others do.
pub fn plans(workbooks: Vec<Workbook>) -> Vec<PlanFiles> {
    let alone = |mut workbook: Workbook| {
        workbook.set_among_several(false);
        workbook
    };
    let workbooks: Vec<Workbook> = workbooks.into_iter().map(alone).collect();
    if workbooks.len() == 1 {
        // It has nothing to be compared with.
        return vec![PlanFiles {
            imported: Some(assemble::import(&workbooks, &Review::default())),
            workbooks,
        }];
    }
    let reads = read_each(&workbooks, &Review::default());
    let groups: Vec<Vec<(usize, bool)>> = relate::groups(&reads)
        .into_iter()
        .map(|group| with_names(group, &reads))
        .collect();
    let mut imported: Vec<Option<Imported>> =
        reads.into_iter().map(|read| Some(read.imported)).collect();
    let mut workbooks: Vec<Option<Workbook>> = workbooks.into_iter().map(Some).collect();
    groups
        .into_iter()
        .map(|group| PlanFiles {
            imported: match group.as_slice() {
                [(only, _)] => imported.get_mut(*only).and_then(Option::take),
                _ => None,
            },
            workbooks: group
                .iter()
                .filter_map(|(at, named)| {
                    let mut workbook = workbooks.get_mut(*at)?.take()?;
                    workbook.set_among_several(*named);
                    Some(workbook)
                })
                .collect(),
        })
        .collect()
}

/// The workbooks of a plan, each with whether its addresses must name its file.
fn with_names(group: Vec<usize>, reads: &[Read<'_>]) -> Vec<(usize, bool)> {
    if group.len() < 2 {
        return group.into_iter().map(|at| (at, false)).collect();
    }
    let counted = join::counted(group.iter().filter_map(|at| reads.get(*at)));
    let several = counted.iter().filter(|counted| **counted).count() > 1;
    group
        .into_iter()
        .zip(counted)
        .map(|(at, counted)| (at, several || !counted))
        .collect()
}

/// The workbooks of one plan, joined.
pub(super) fn import(workbooks: &[Workbook], review: &Review) -> Imported {
    join::join(&read_each(workbooks, review))
}

fn read_each<'w>(workbooks: &'w [Workbook], review: &Review) -> Vec<Read<'w>> {
    side_by_side(&workbooks.iter().collect::<Vec<_>>(), |workbook| {
        let imported = assemble::import(std::slice::from_ref(*workbook), review);
        Read::new(workbook, imported)
    })
}
