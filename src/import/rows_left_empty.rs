//! Bodies that have a row beside the results of others and no result in it: missing, and never nil.

use super::header::Role;
use super::kind::Kind;
use super::names;
use super::page::Found;
use super::position::{label_column, lines_down};
use crate::plan::{Absent, OrganisationKind, Position};

/// Below so many bodies with a result a table is no list of them.
const GIVEN_MIN: usize = 2;

pub(super) fn read(found: &[Found<'_, '_>], position: Option<&Position>) -> Vec<Absent> {
    let Some(position) = position else {
        return Vec::new();
    };
    let mut all: Vec<Absent> = Vec::new();
    for one in found
        .iter()
        .filter(|one| one.verdict.kind == Kind::Position && one.repeat_of.is_none())
    {
        let (given, empty) = rows(one, position);
        // A form may list every body there could be.
        if given < GIVEN_MIN || empty.len() > given {
            continue;
        }
        for absent in empty {
            if !all
                .iter()
                .any(|known| names::same(&known.body, &absent.body))
            {
                all.push(absent);
            }
        }
    }
    all
}

/// How many bodies of the plan's position have a row, and those that have one and are not in it.
fn rows(one: &Found<'_, '_>, position: &Position) -> (usize, Vec<Absent>) {
    let table = &one.table;
    let column = table.by_role(Role::Organisation);
    let Some(column) = column.or_else(|| label_column(table).filter(|_| !lines_down(table))) else {
        return (0, Vec::new());
    };
    let mut given = 0;
    let mut empty = Vec::new();
    for row in &table.region.rows {
        let Some(label) = table.grid.label(*row, column.index) else {
            continue;
        };
        let body = names::labelled(&label);
        if !matches!(
            body.kind,
            OrganisationKind::Provider | OrganisationKind::CommissioningBody
        ) {
            continue;
        }
        let known = position.organisations.iter();
        if known
            .map(|own| &own.organisation)
            .any(|own| names::same(own, &body))
        {
            given += 1;
        } else {
            empty.push(Absent {
                body,
                named_at: vec![table.grid.at(*row, column.index)],
                figures_from_another: false,
                row_left_empty: true,
            });
        }
    }
    (given, empty)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::review::Review;

    #[test]
    fn a_body_whose_row_is_left_empty_is_missing_and_not_nil() {
        let drawn = |looe: &str| {
            format!(
                "Tamar ICS plan 2025/26, £m\n\nOrganisation|Surplus/(deficit)|Control total\nNHS Tamar Integrated Care Board|12|12\nFowey NHS Trust|-28.5|-20\nLooe NHS Trust|{looe}|1\nSystem total|-16.5|-7"
            )
        };
        let read =
            |drawn: &str| import(&[workbook(vec![sheet("Plan", drawn)])], &Review::default());
        let imported = read(&drawn(""));
        let [looe] = imported.absent.as_slice() else {
            panic!("{:?}", imported.absent)
        };
        assert_eq!(looe.body.name, "Looe NHS Trust");
        assert_eq!(looe.named_at[0].to_string(), "Plan!A6");
        assert!(
            imported
                .findings
                .iter()
                .any(|finding| finding.about.id == "return-missing")
        );
        let nil = read(&drawn("0"));
        assert!(nil.absent.is_empty());
        assert_eq!(nil.plan.position.unwrap().organisations.len(), 3);
    }
}
