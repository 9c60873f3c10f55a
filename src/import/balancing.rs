//! Balancing figures found by arithmetic: the target less every other line, with nothing worked out behind it.

use crate::plan::{Evidence, Money, Phasing, Saving, Savings};

/// Marks lines that make the plan meet its target to the pound and that nobody owns or has phased, where the other
/// lines are owned and phased.
pub(super) fn mark(savings: &mut Savings) {
    let meets = savings
        .gap_to_target()
        .is_some_and(|gap| gap.abs() <= Money::from_pounds(1));
    if !meets || savings.lines.len() < 3 {
        return;
    }
    let most = |has: fn(&Saving) -> bool| {
        savings.lines.iter().filter(|line| has(line)).count() * 3 >= savings.lines.len() * 2
    };
    let owned = most(|line| line.owner.is_some());
    let phased = most(is_phased);
    let Some(target) = savings
        .target
        .as_ref()
        .and_then(|target| target.cells.first())
        .cloned()
    else {
        return;
    };
    for line in &mut savings.lines {
        let ownerless = owned && line.owner.is_none();
        let unphased = phased && !is_phased(line);
        let unworked = line.status.is_none() && line.start.is_none();
        if ownerless && unphased && unworked && !line.is_unidentified() {
            line.unidentified.push(Evidence {
                reason:
                    "it makes the plan meet the target exactly, and has neither owner nor months"
                        .to_owned(),
                cell: target.clone(),
                by_name: false,
            });
            line.doubts.clear();
        }
    }
}

fn is_phased(line: &Saving) -> bool {
    let some = |parts: &[Option<crate::plan::Sourced<Money>>]| {
        parts.iter().flatten().any(|part| !part.value.is_zero())
    };
    match &line.phasing {
        Some(Phasing::Months(months)) => some(months.as_slice()),
        Some(Phasing::Quarters(quarters)) => some(quarters.as_slice()),
        None => false,
    }
}
