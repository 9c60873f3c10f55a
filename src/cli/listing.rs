//! Two answers in a line each: what changed between two submissions, and the plans of a folder.

use super::{Basis, COULD_NOT, FOUND, NO_WORKBOOKS, Open, complain, print};
use crate::analysis::{compare, compare_cells};
use crate::assessment::{Assessment, Listed, Names, Portfolio, Surveyor, survey};
use crate::export::{lists, text};
use crate::report::{ComparedCells, Many, plans, plans_in_order, plans_table};
use crate::review::{Dealing, Review, Shelf};
use crate::workbook::files_of;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

/// What changed from one file to the other, whatever their names say of their order. Each is read as its review corrects it.
pub(super) fn changes(
    before: &Path,
    now: &Path,
    cells: bool,
    basis: &Basis,
    open: Open<'_>,
) -> anyhow::Result<ExitCode> {
    let (before, now) = (open(before)?, open(now)?);
    if cells {
        let changes = compare_cells(&before, &now);
        let pair = ComparedCells {
            changes: &changes,
            before: &before,
            now: &now,
        };
        print(&lists::cell_changes(&[pair], &Names::default()))?;
        return Ok(exit(!changes.is_empty()));
    }
    let policy = basis.policy()?;
    let (before, now) = (basis.assess(before, &policy), basis.assess(now, &policy));
    let comparison = compare(&before.case.plan, &now.case.plan);
    let signed = now.signed_off_in_words();
    print(&lists::changes(
        &comparison,
        signed.as_deref(),
        &Names::default(),
    ))?;
    Ok(exit(!comparison.is_empty()))
}

fn exit(found: bool) -> ExitCode {
    ExitCode::from(if found { FOUND } else { 0 })
}

/// Every plan of the folders in a line, furthest from balance first; each file is read and let go.
pub(super) fn list(
    paths: &[PathBuf],
    as_csv: bool,
    basis: &Basis,
    open: Open<'_>,
) -> anyhow::Result<ExitCode> {
    let policy = basis.policy()?;
    let files = files_of(paths);
    if files.is_empty() {
        complain(NO_WORKBOOKS);
        return Ok(ExitCode::from(COULD_NOT));
    }
    let portfolio = Mutex::new(Portfolio::of(files.len()));
    let shelf = Shelf::of_user();
    let review_of = |first: &Assessment| {
        if basis.no_review {
            Review::default()
        } else {
            shelf.open(&first.about()).review
        }
    };
    let with = Surveyor {
        open,
        review_of: &review_of,
        policy: &policy,
        dealing: &Dealing::default(),
        is_cancelled: &|| false,
    };
    survey(&files, &with, &|step| {
        if let Ok(mut portfolio) = portfolio.lock() {
            portfolio.take(step);
        }
    });
    let portfolio = portfolio.into_inner().unwrap_or_default();
    let listed: Vec<&Listed> = portfolio.listed().collect();
    let mut all_read = !listed.is_empty();
    for one in &listed {
        if let Listed::Unread { why, .. } = one {
            complain(why);
            all_read = false;
        }
    }
    let many = Many {
        listed: &listed,
        waiting: 0,
        policy: &policy,
    };
    if as_csv {
        print(&lists::plans(&plans_in_order(&listed)))?;
    } else {
        print(&text::plans_text(&plans(&many), &plans_table(&many)))?;
    }
    Ok(if all_read {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(COULD_NOT)
    })
}
