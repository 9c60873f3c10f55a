//! What is wrong with the spreadsheet rather than with the plan: cells, formulas, what is hidden, how the file is kept.
//! Only tables that feed the plan are looked at, so that nobody has to read of scratch work.

mod block;
mod cells;
mod formula;
mod hidden;
mod kept;
mod texts;

pub use cells::{
    ERROR_IN_FIGURES, FORMULA_NEVER_CALCULATED, NUMBER_TYPED_AS_TEXT, WORDS_FOR_FIGURE,
};
pub use texts::{
    CALCULATED_BY_HAND, FORMULA_UNLIKE_NEIGHBOURS, FORMULAS_IN_CIRCLES, HIDDEN_FIGURES_IN_TABLE,
    HIDDEN_SHEETS, LINK_TO_ANOTHER_FILE, NUMBER_INSIDE_FORMULA, TYPED_AMONG_FORMULAS,
};

pub(in crate::import) use cells::look as look_at_cells;

use super::Imported;
use super::kind::Kind;
use super::page::{Found, Page};
use crate::finding::{Explanation, Finding};
use crate::plan::Cells;
use crate::wording::counted;
use crate::workbook::Workbook;
use block::Shown;

/// Everything of the kind, in display order.
pub static HYGIENE: [&Explanation; 12] = [
    &ERROR_IN_FIGURES,
    &NUMBER_TYPED_AS_TEXT,
    &FORMULA_NEVER_CALCULATED,
    &WORDS_FOR_FIGURE,
    &TYPED_AMONG_FORMULAS,
    &FORMULA_UNLIKE_NEIGHBOURS,
    &NUMBER_INSIDE_FORMULA,
    &LINK_TO_ANOTHER_FILE,
    &HIDDEN_FIGURES_IN_TABLE,
    &HIDDEN_SHEETS,
    &CALCULATED_BY_HAND,
    &FORMULAS_IN_CIRCLES,
];

/// Whether a finding of this kind belongs to the spreadsheet rather than to the plan.
pub fn is_hygiene(id: &str) -> bool {
    HYGIENE.iter().any(|about| about.id == id)
}

const NO_TABLE: &str = "a table that feeds the plan";
const NO_FORMULAS: &str = "formulas in the tables that feed the plan";
const NO_UPKEEP: &str = "an Excel file that says how it is calculated (.xlsx or .xlsm)";

/// What was looked for, and what came of it.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub(super) findings: Vec<Finding>,
    pub(super) passed: Vec<&'static Explanation>,
    pub(super) not_checked: Vec<(&'static Explanation, &'static str)>,
}

/// Whether figures of the plan were taken from this table.
pub(super) fn feeds_the_plan(found: &Found<'_, '_>) -> bool {
    let is_of_plan = found.verdict.kind != Kind::Other || !found.lines_from.is_empty();
    is_of_plan && found.repeat_of.is_none() && found.taken > 0
}

/// Looks at formulas, at what is hidden, and at how the files are kept; `cells` is what was found in cells already.
pub(super) fn look(
    workbooks: &[Workbook],
    pages: &[Page<'_>],
    found: &[Found<'_, '_>],
    cells: &[Finding],
) -> Looked {
    let feeding: Vec<&Found<'_, '_>> = found.iter().filter(|found| feeds_the_plan(found)).collect();
    let mut looked = Looked::default();
    if feeding.is_empty() {
        let all = HYGIENE.into_iter().map(|about| (about, NO_TABLE));
        looked.not_checked = all.collect();
        return looked;
    }
    for about in [
        &ERROR_IN_FIGURES,
        &NUMBER_TYPED_AS_TEXT,
        &FORMULA_NEVER_CALCULATED,
        &WORDS_FOR_FIGURE,
    ] {
        if !cells.iter().any(|finding| finding.about.id == about.id) {
            looked.passed.push(about);
        }
    }
    formulas(workbooks, &feeding, &mut looked);
    looked.take(
        &HIDDEN_FIGURES_IN_TABLE,
        hidden::in_tables(&feeding),
        workbooks.iter().any(|book| book.upkeep.is_some()),
    );
    looked.take(&HIDDEN_SHEETS, hidden::sheets(workbooks), true);
    let told = workbooks.iter().any(|book| book.upkeep.is_some());
    let place = pages.first().map(|page| page.grid.sheet.at(0, 0));
    looked.take(
        &CALCULATED_BY_HAND,
        kept::by_hand(workbooks, place.as_ref()),
        told,
    );
    looked.take(
        &FORMULAS_IN_CIRCLES,
        kept::in_circles(workbooks, place.as_ref()),
        told,
    );
    looked
}

impl Looked {
    fn take(&mut self, about: &'static Explanation, finding: Option<Finding>, told: bool) {
        match finding {
            Some(finding) => self.findings.push(finding),
            None if told => self.passed.push(about),
            None => self.not_checked.push((about, NO_UPKEEP)),
        }
    }
}

fn formulas(workbooks: &[Workbook], feeding: &[&Found<'_, '_>], looked: &mut Looked) {
    let shown: Vec<Shown> = feeding.iter().map(|found| Shown::of(found)).collect();
    let all = [
        &TYPED_AMONG_FORMULAS,
        &FORMULA_UNLIKE_NEIGHBOURS,
        &NUMBER_INSIDE_FORMULA,
        &LINK_TO_ANOTHER_FILE,
    ];
    if shown.iter().all(|one| one.formulas == 0) {
        looked
            .not_checked
            .extend(all.map(|about| (about, NO_FORMULAS)));
        return;
    }
    let join = |cells: fn(&Shown) -> &Cells| -> Cells {
        shown.iter().flat_map(|one| cells(one).to_vec()).collect()
    };
    let typed = join(|one| &one.typed_over);
    let unlike = join(|one| &one.unlike);
    let adjusted: Vec<_> = shown.iter().flat_map(|one| &one.adjusted).collect();
    let mut told = |about: &'static Explanation, cells: Cells, message: String| {
        if cells.is_empty() {
            looked.passed.push(about);
        } else {
            looked.findings.push(about.at(cells, message));
        }
    };
    let one_of = |cells: &Cells, one: &str, many: &str| counted(cells.len(), one, many);
    let said = format!(
        "{} typed between cells that hold one formula.",
        one_of(&typed, "figure is", "figures are")
    );
    told(&TYPED_AMONG_FORMULAS, typed, said);
    let said = format!(
        "{} from the formulas on both sides, which are alike.",
        one_of(&unlike, "formula differs", "formulas differ")
    );
    told(&FORMULA_UNLIKE_NEIGHBOURS, unlike, said);
    let cells: Cells = adjusted.iter().map(|(cell, _)| cell.clone()).collect();
    let first = adjusted.first().map_or("", |(_, number)| number.as_str());
    let said = format!(
        "{} a typed number, such as {first}.",
        one_of(&cells, "formula holds", "formulas hold")
    );
    told(&NUMBER_INSIDE_FORMULA, cells, said);
    let links = kept::links(workbooks, &shown);
    match links {
        Some(finding) => looked.findings.push(finding),
        None => looked.passed.push(&LINK_TO_ANOTHER_FILE),
    }
}

/// What was looked for in several workbooks: found in one is found, and passed in one is passed where it is not found.
pub(super) fn joined<'i>(
    imported: &(impl Iterator<Item = &'i Imported> + Clone),
    findings: &[Finding],
) -> (
    Vec<&'static Explanation>,
    Vec<(&'static Explanation, &'static str)>,
) {
    let found = |about: &Explanation| findings.iter().any(|finding| finding.about.id == about.id);
    let passed: Vec<&'static Explanation> = HYGIENE
        .into_iter()
        .filter(|about| !found(about))
        .filter(|about| {
            imported
                .clone()
                .any(|one| one.passed.iter().any(|own| own.id == about.id))
        })
        .collect();
    let not_checked = HYGIENE
        .into_iter()
        .filter(|about| !found(about) && !passed.iter().any(|own| own.id == about.id))
        .filter_map(|about| {
            imported.clone().find_map(|one| {
                let own = one.not_checked.iter().find(|(own, _)| own.id == about.id)?;
                Some((about, own.1))
            })
        })
        .collect();
    (passed, not_checked)
}

#[cfg(test)]
mod tests;
