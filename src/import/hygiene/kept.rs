//! How the file is kept: links to other files, manual calculation, formulas in circles.

use super::block::Shown;
use super::texts::{CALCULATED_BY_HAND, FORMULAS_IN_CIRCLES, LINK_TO_ANOTHER_FILE};
use crate::finding::Finding;
use crate::plan::Cells;
use crate::wording::{counted, quoted};
use crate::workbook::{CellRef, Workbook};
use std::collections::BTreeMap;

/// Formulas of the plan's tables that read files which are not open.
pub(super) fn links(workbooks: &[Workbook], shown: &[Shown]) -> Option<Finding> {
    let mut files: BTreeMap<String, Vec<CellRef>> = BTreeMap::new();
    for (cell, called) in shown.iter().flat_map(|one| &one.linked) {
        let own = workbooks
            .iter()
            .find(|book| book.name == cell.sheet.workbook);
        let name = own
            .and_then(|book| {
                let number: usize = called.parse().ok()?;
                let links = &book.upkeep.as_ref()?.links;
                links.get(number.checked_sub(1)?)?.clone()
            })
            .unwrap_or_else(|| called.clone());
        let is_open = workbooks.iter().any(|book| *book.name == *name);
        if !is_open {
            files.entry(name).or_default().push(cell.clone());
        }
    }
    let (most, _) = files.iter().max_by_key(|(_, cells)| cells.len())?;
    let count = files.values().map(Vec::len).sum();
    let others = match files.len() - 1 {
        0 => String::new(),
        more => format!(" and {}", counted(more, "other file", "other files")),
    };
    // A number without a name says nothing to a reader.
    let named = if most.parse::<usize>().is_ok() {
        "another file".to_owned()
    } else {
        quoted(most)
    };
    let message = format!(
        "{} figures from {named}{others}, which is not open here.",
        counted(
            count,
            "formula of the plan reads",
            "formulas of the plan read"
        )
    );
    let cells: Cells = files.into_values().flatten().collect();
    Some(LINK_TO_ANOTHER_FILE.at(cells, message))
}

pub(super) fn by_hand(workbooks: &[Workbook], place: Option<&CellRef>) -> Option<Finding> {
    let is_so = workbooks.iter().any(|book| {
        book.upkeep
            .as_ref()
            .is_some_and(|kept| kept.calculates_by_hand)
    });
    is_so.then(|| {
        CALCULATED_BY_HAND.at(
            place.into_iter().cloned().collect(),
            "The workbook was saved with manual calculation: what its formulas show may be old.",
        )
    })
}

pub(super) fn in_circles(workbooks: &[Workbook], place: Option<&CellRef>) -> Option<Finding> {
    let is_so = workbooks.iter().any(|book| {
        book.upkeep
            .as_ref()
            .is_some_and(|kept| kept.goes_in_circles)
    });
    is_so.then(|| {
        FORMULAS_IN_CIRCLES.at(
            place.into_iter().cloned().collect(),
            "The workbook lets formulas read their own result, so Excel does not warn where one does.",
        )
    })
}
