//! Several workbooks: which of them make one plan, which repeat another or came before it, and who is missing. Each is
//! read on its own terms first (unit, sign, year), then their plans are joined; no cell of one explains a cell of another.

mod absent;
mod around;
mod card;
mod deal;
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

pub use card::Card;
pub use deal::{OpenFiles, PlanFiles, plans, plans_beside, together};
pub(super) use faults::missing;
pub use faults::{RETURN_GIVEN_TWICE, RETURN_MISSING, SUBMISSION_SUPERSEDED};

use super::{Imported, assemble};
use crate::policy::WordPolicy;
use crate::review::Review;
use crate::workbook::{Workbook, side_by_side};
use read::Read;
pub use relate::groups;

/// The workbooks of one plan, joined.
pub(super) fn import(workbooks: &[Workbook], review: &Review, words: &WordPolicy) -> Imported {
    join::join(&read_each(workbooks, review, words))
}

fn read_each<'w>(workbooks: &'w [Workbook], review: &Review, words: &WordPolicy) -> Vec<Read<'w>> {
    side_by_side(&workbooks.iter().collect::<Vec<_>>(), |workbook| {
        let imported = assemble::import(std::slice::from_ref(*workbook), review, words);
        Read::new(workbook, imported)
    })
}
