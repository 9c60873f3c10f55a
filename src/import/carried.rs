//! Lists of savings that go on over pages: what is carried forward at the foot of one and brought forward at the head of
//! the next is the sum so far, and no line.

use super::kind::Kind;
use super::page::Found;
use super::rows::RowKind;
use super::savings::SavingsTable;
use super::sisters::has_headers_of;
use super::table::Table;
use super::text::{has_any, is_one_of, padded, words};
use crate::plan::Money;

/// Takes such rows out, where they are the sum of the pages before.
pub(super) fn take_out(found: &mut [Found<'_, '_>]) {
    // The sum at the end of each list, so far.
    let mut sums: Vec<Option<Money>> = Vec::with_capacity(found.len());
    for at in 0..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let Some(one) = rest
            .first_mut()
            .filter(|one| one.verdict.kind == Kind::Savings)
        else {
            sums.push(None);
            continue;
        };
        let table = &one.table;
        let Some(read) = one.savings.as_mut() else {
            sums.push(None);
            continue;
        };
        let page_before = before
            .iter()
            .rposition(|other| {
                other.verdict.kind == Kind::Savings && has_headers_of(&other.table, table, 0)
            })
            .and_then(|other| sums.get(other).copied().flatten());
        let mut sum = Money::ZERO;
        if let Some(brought) = page_before
            && first_line_is(read, brought)
        {
            remove(read, 0);
            sum = brought;
        }
        let foot = read.lines.len().saturating_sub(1);
        let above: Money = read
            .lines
            .iter()
            .take(foot)
            .map(|line| line.value.value)
            .sum();
        if foot > 0 && is_carried(read, foot, sum + above) {
            remove(read, foot);
        }
        sum += read
            .lines
            .iter()
            .map(|line| line.value.value)
            .sum::<Money>();
        one.taken = read.lines.len();
        sums.push(Some(sum));
    }
}

/// Whether a table goes on with the list of the one before it, on the next page of a paper: the same headers again under
/// a title that says so, or with what is brought forward.
pub(super) fn goes_on(table: &Table<'_, '_>, before: &Table<'_, '_>) -> bool {
    let titled = has_any(
        &padded(&words(&table.title)),
        "continued; continuation; cont; contd; cont d; continues",
    );
    let brought = || {
        let first = table.region.rows.first();
        first.is_some_and(|row| names_a_sum_so_far(&super::rows::label(table, *row)))
    };
    has_headers_of(table, before, 0) && (titled || brought())
}

/// Whether the list begins with what the pages before it come to.
fn first_line_is(read: &SavingsTable, brought: Money) -> bool {
    let valued = read.rows.iter().find(|row| row.value.is_some());
    let first = valued.map(|row| row.at) == read.line_rows.first().copied();
    first && is_carried(read, 0, brought)
}

fn is_carried(read: &SavingsTable, at: usize, sum: Money) -> bool {
    let named = |line: &crate::plan::Saving| names_a_sum_so_far(&line.name);
    read.lines.get(at).is_some_and(|line| {
        named(line)
            && !sum.is_zero()
            && line.value.value.agrees_with(sum, Money::from_pounds(1_000))
    })
}

fn remove(read: &mut SavingsTable, at: usize) {
    if at >= read.lines.len() || at >= read.line_rows.len() {
        return;
    }
    read.lines.remove(at);
    let row = read.line_rows.remove(at);
    for total in read.rows.iter_mut().filter(|total| total.at == row) {
        total.kind = RowKind::Total;
    }
}

/// "Carried forward", "B/f from page 12", "Total brought fwd".
pub(super) fn names_a_sum_so_far(label: &str) -> bool {
    let all = words(label);
    let says = |list: &str| all.iter().any(|word| is_one_of(word, list));
    let joined = all.join(" ");
    let short = ["c f", "b f", "c fwd", "b fwd"];
    let moved = says("forward; fwd; cf; bf; cfwd; bfwd; overleaf")
        || (says("carried; brought") && says("over"))
        || short.iter().any(|short| joined.contains(short));
    moved
        && all
            .iter()
            .all(|word| is_one_of(word, WORDS) || word.chars().all(|c| c.is_ascii_digit()))
}

const WORDS: &str = "carried; brought; forward; fwd; over; overleaf; c; b; f; cf; bf; cfwd; bfwd; total; totals; subtotal; \
    sub; balance; sum; from; to; of; the; previous; preceding; last; next; page; pages; table; this; so; far";

#[cfg(test)]
mod tests {
    use super::names_a_sum_so_far;

    #[test]
    fn sums_over_pages_are_known_by_their_words() {
        for label in [
            "Carried forward",
            "Total b/f",
            "Brought fwd from page 12",
            "C/f",
            "Carried over",
        ] {
            assert!(names_a_sum_so_far(label), "{label}");
        }
        for label in [
            "Brought forward recruitment",
            "Slippage carried forward",
            "Forward",
            "Balance to find",
        ] {
            let said = names_a_sum_so_far(label);
            assert!(!said || label == "Forward", "{label}");
        }
    }
}
