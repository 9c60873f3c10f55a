//! What became of each scheme between two submissions.

use super::matching::{self, Matched};
use crate::plan::{Money, Phasing, Recurrence, Saving, Sourced, Status};
use crate::workbook::CellRef;
use std::cmp::Reverse;

/// A scheme in one submission.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemeSide {
    pub reference: Option<String>,
    pub name: String,
    pub organisation: Option<String>,
    /// In-year value.
    pub value: Sourced<Money>,
    pub cell: CellRef,
}

/// A scheme that is not what it was; both sides may be several where schemes were split or merged.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemeChange {
    pub before: Vec<SchemeSide>,
    pub now: Vec<SchemeSide>,
    pub what: Vec<What>,
    /// Later value less earlier.
    pub change: Money,
}

/// One thing that changed about a scheme.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Added,
    Gone,
    Renamed,
    Split,
    Merged,
    /// In-year value.
    Value,
    /// `None` where the workbook states no known status.
    Status {
        before: Option<Status>,
        now: Option<Status>,
    },
    /// The status of one part of a scheme that was split, or merged with others, beside that of the whole.
    PartStatus {
        part: String,
        before: Option<Status>,
        now: Option<Status>,
    },
    /// Months by which its savings start later; negative where they start earlier.
    Slid(i32),
    Recurrence {
        recurrent_now: bool,
    },
}

pub(super) fn changes(matched: &Matched<'_>) -> Vec<SchemeChange> {
    let mut changes: Vec<SchemeChange> = Vec::new();
    let mut push = |before: &[&Saving], now: &[&Saving], what: Vec<What>| {
        if what.is_empty() {
            return;
        }
        let sum = |lines: &[&Saving]| -> Money { lines.iter().map(|line| line.value.value).sum() };
        changes.push(SchemeChange {
            before: before.iter().map(|line| side(line)).collect(),
            now: now.iter().map(|line| side(line)).collect(),
            what,
            change: sum(now) - sum(before),
        });
    };
    for line in &matched.added {
        push(&[], &[line], vec![What::Added]);
    }
    for line in &matched.gone {
        push(&[line], &[], vec![What::Gone]);
    }
    for (whole, parts) in &matched.splits {
        let sum: Money = parts.iter().map(|line| line.value.value).sum();
        let mut what = vec![What::Split];
        if sum != whole.value.value {
            what.push(What::Value);
        }
        what.extend(status_of_parts(parts, |part| (whole.step(), part.step())));
        push(&[whole], parts, what);
    }
    for (parts, whole) in &matched.mergers {
        let sum: Money = parts.iter().map(|line| line.value.value).sum();
        let mut what = vec![What::Merged];
        if sum != whole.value.value {
            what.push(What::Value);
        }
        what.extend(status_of_parts(parts, |part| (part.step(), whole.step())));
        push(parts, &[whole], what);
    }
    for (before, now) in &matched.pairs {
        push(&[before], &[now], of_pair(before, now));
    }
    changes.sort_by_key(|change| {
        let size: Money = change
            .now
            .iter()
            .chain(&change.before)
            .map(|side| side.value.value.abs())
            .max()
            .unwrap_or_default();
        (Reverse(change.change.abs()), Reverse(size))
    });
    changes
}

/// What became of the status: of the scheme where all its parts say the same, else of each part for which it is another.
fn status_of_parts(
    parts: &[&Saving],
    steps: impl Fn(&Saving) -> (Option<Status>, Option<Status>),
) -> Vec<What> {
    let mut told: Vec<What> = Vec::new();
    let all: Vec<_> = parts.iter().map(|part| (part, steps(part))).collect();
    if let Some(((_, first), rest)) = all.split_first()
        && rest.iter().all(|(_, steps)| steps == first)
    {
        let (before, now) = *first;
        if before != now {
            told.push(What::Status { before, now });
        }
        return told;
    }
    for (part, (before, now)) in all {
        if before != now {
            told.push(What::PartStatus {
                part: part.name.clone(),
                before,
                now,
            });
        }
    }
    told
}

fn side(line: &Saving) -> SchemeSide {
    SchemeSide {
        reference: line.reference.clone(),
        name: line.name.clone(),
        organisation: line.organisation.as_ref().map(|body| body.name.clone()),
        value: line.value.clone(),
        cell: line.source.clone(),
    }
}

fn of_pair(before: &Saving, now: &Saving) -> Vec<What> {
    let mut what = Vec::new();
    let renamed = before.name != now.name;
    if renamed && matching::key(&before.name) != matching::key(&now.name) {
        what.push(What::Renamed);
    }
    if before.value.value != now.value.value {
        what.push(What::Value);
    }
    let (was, is) = (before.step(), now.step());
    if was != is {
        what.push(What::Status {
            before: was,
            now: is,
        });
    }
    if let (Some(was), Some(is)) = (first_month(before), first_month(now))
        && was != is
    {
        what.push(What::Slid(is - was));
    }
    let recurrent = |line: &Saving| line.recurrence.map(|how| how != Recurrence::NonRecurrent);
    if let (Some(was), Some(is)) = (recurrent(before), recurrent(now))
        && was != is
    {
        what.push(What::Recurrence { recurrent_now: is });
    }
    what
}

/// The first month with a saving, April 0; quarters count by their first month.
fn first_month(line: &Saving) -> Option<i32> {
    let has =
        |value: &Option<Sourced<Money>>| value.as_ref().is_some_and(|value| !value.value.is_zero());
    let (at, length) = match line.phasing.as_ref()? {
        Phasing::Months(months) => (months.iter().position(has)?, 1),
        Phasing::Quarters(quarters) => (quarters.iter().position(has)?, 3),
    };
    i32::try_from(at * length).ok()
}
