//! Bodies that a workbook lists, and those of them that handed in nothing.

use super::super::names;
use super::super::text::one_line;
use super::read::{Read, is_same, key};
use crate::plan::{Absent, Organisation, OrganisationKind, Plan};
use crate::workbook::{CellRef, Visibility, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// A name stands alone in its cell; a longer text speaks of a body.
const NAME_MAX: usize = 90;

/// Bodies named in cells of their own, one under the other or side by side: a list of two or more.
pub(super) fn listed(workbook: &Workbook) -> Vec<(Organisation, CellRef)> {
    let mut all: Vec<(Organisation, CellRef)> = Vec::new();
    for sheet in workbook
        .sheets
        .iter()
        .filter(|sheet| sheet.visibility == Visibility::Visible)
    {
        let mut found: Vec<(Organisation, CellRef)> = Vec::new();
        for (row, cells) in sheet.rows() {
            for (column, cell) in cells.iter() {
                let Some(text) = cell.text().filter(|text| text.len() <= NAME_MAX) else {
                    continue;
                };
                if let Some(body) = named(&one_line(text)) {
                    found.push((body, sheet.at(row, column)));
                }
            }
        }
        // A list is a row or a column that names two bodies or more; each name is one for it however often it stands there.
        let mut lines: BTreeMap<(bool, u32), BTreeSet<String>> = BTreeMap::new();
        for (body, at) in &found {
            for line in [(true, at.row), (false, at.column)] {
                lines.entry(line).or_default().insert(key(body));
            }
        }
        let several = |line: (bool, u32)| lines.get(&line).is_some_and(|names| names.len() > 1);
        let mut known: BTreeSet<String> = BTreeSet::new();
        let in_list: Vec<_> = found
            .into_iter()
            .filter(|(_, at)| several((true, at.row)) || several((false, at.column)))
            .filter(|(body, _)| known.insert(key(body)))
            .collect();
        all.extend(in_list);
    }
    all
}

/// A body whose name, with its code perhaps, is all that the cell says.
fn named(text: &str) -> Option<Organisation> {
    if OrganisationKind::of(text) == OrganisationKind::Unknown {
        return None;
    }
    let body = names::labelled(text);
    let whole = names::in_title(&body.name).filter(|found| found.name == body.name)?;
    matches!(
        whole.kind,
        OrganisationKind::Provider | OrganisationKind::CommissioningBody
    )
    .then_some(body)
}

/// Bodies that the lead lists or gives figures of, and of which no workbook is open. Nobody is missed where only the lead's
/// own workbook is: then it speaks for all.
pub(super) fn absent(lead: &Read<'_>, others: &[&Read<'_>], plan: &Plan) -> Vec<Absent> {
    if others.is_empty() {
        return Vec::new();
    }
    let mut absent: Vec<Absent> = Vec::new();
    for body in &lead.members {
        let handed_in = others.iter().any(|read| read.is_of(body));
        // The board of a system hands in the system's workbook.
        let is_own = lead.body.as_ref().is_some_and(|own| {
            body.kind == OrganisationKind::CommissioningBody && key(own) == key(body)
        });
        if handed_in || is_own || body.kind == OrganisationKind::Unknown {
            continue;
        }
        let figures = plan.position.as_ref().and_then(|position| {
            position
                .organisations
                .iter()
                .find(|own| is_same(&own.organisation, body))
        });
        let mut named_at: Vec<CellRef> = lead
            .listed
            .iter()
            .filter(|(listed, _)| is_same(listed, body))
            .map(|(_, at)| at.clone())
            .collect();
        if named_at.is_empty() {
            named_at.extend(
                figures
                    .iter()
                    .flat_map(|own| own.surplus.cells.iter().cloned()),
            );
        }
        absent.push(Absent {
            body: body.clone(),
            named_at,
            figures_from_another: figures.is_some(),
            row_left_empty: false,
        });
    }
    absent
}
