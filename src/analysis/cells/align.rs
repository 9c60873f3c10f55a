//! Which row of one sheet is which of the other, and which column. Columns first, by their headings and by how many of
//! their values are the same, which rows put in between do not disturb; then rows, by all they say, then by their words.

use super::grid::{Grid, Mark, Seen, likeness};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Columns beyond this many are taken to stand where they stood: a table has fewer.
const MOST_COLUMNS: usize = 400;
/// Stretches of rows up to this many on either side are matched row with row by their cells.
const MOST_ROWS: usize = 120;
/// Columns or rows with less in common are not the same one.
const LEAST: f64 = 0.25;

/// What belongs together along one direction.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) pairs: Vec<(u32, u32)>,
    pub(super) gone: Vec<u32>,
    pub(super) added: Vec<u32>,
}

pub(super) struct Aligned {
    pub(super) rows: Line,
    pub(super) columns: Line,
}

pub(super) fn align(before: &Grid<'_>, now: &Grid<'_>) -> Aligned {
    let columns = columns(before, now);
    let rows = rows(before, now, &columns);
    Aligned { rows, columns }
}

fn columns(before: &Grid<'_>, now: &Grid<'_>) -> Line {
    let (old, new) = (&before.columns, &now.columns);
    if old.len().max(new.len()) > MOST_COLUMNS {
        let stays = |index: u32, others: &[super::grid::Column]| {
            others
                .binary_search_by_key(&index, |column| column.index)
                .is_ok()
        };
        return Line {
            pairs: old
                .iter()
                .filter(|own| stays(own.index, new))
                .map(|own| (own.index, own.index))
                .collect(),
            gone: old
                .iter()
                .map(|own| own.index)
                .filter(|index| !stays(*index, new))
                .collect(),
            added: new
                .iter()
                .map(|own| own.index)
                .filter(|index| !stays(*index, old))
                .collect(),
        };
    }
    let score = |was: usize, is: usize| -> f64 {
        let (Some(was), Some(is)) = (old.get(was), new.get(is)) else {
            return 0.0;
        };
        let heading = if was.heading.is_some() && was.heading == is.heading {
            1.0
        } else {
            0.0
        };
        heading + likeness(&was.sketch, &is.sketch)
    };
    let matched = in_order(old.len(), new.len(), LEAST, &score);
    let mut line = Line::default();
    for step in filled(old.len(), new.len(), &matched) {
        match step {
            Step::Both(was, is) => {
                if let (Some(was), Some(is)) = (old.get(was), new.get(is)) {
                    line.pairs.push((was.index, is.index));
                }
            }
            Step::Old(was) => line.gone.extend(old.get(was).map(|own| own.index)),
            Step::New(is) => line.added.extend(new.get(is).map(|own| own.index)),
        }
    }
    line
}

/// A row as far as the columns that both sheets have go.
struct Said {
    row: u32,
    whole: Mark,
    /// Of its words; `None` without any.
    words: Option<Mark>,
    cells: Vec<(u32, Mark)>,
}

fn said(grid: &Grid<'_>, place_of: &BTreeMap<u32, u32>, keep: bool) -> Vec<Said> {
    grid.rows
        .iter()
        .map(|(row, cells)| {
            let known: Vec<(u32, Seen)> = cells
                .iter()
                .filter_map(|(column, seen)| Some((*place_of.get(column)?, *seen)))
                .collect();
            let hash = |of: &mut dyn Iterator<Item = &(u32, Seen)>| {
                let mut hasher = DefaultHasher::new();
                let mut any = false;
                for (place, seen) in of {
                    any = true;
                    (place, seen.mark).hash(&mut hasher);
                }
                any.then(|| hasher.finish())
            };
            Said {
                row: *row,
                whole: hash(&mut known.iter()).unwrap_or(0),
                words: hash(&mut known.iter().filter(|(_, seen)| seen.is_text)),
                cells: if keep {
                    known
                        .iter()
                        .map(|(place, seen)| (*place, seen.mark))
                        .collect()
                } else {
                    Vec::new()
                },
            }
        })
        .collect()
}

fn rows(before: &Grid<'_>, now: &Grid<'_>, columns: &Line) -> Line {
    let places = |pick: fn(&(u32, u32)) -> u32| -> BTreeMap<u32, u32> {
        columns
            .pairs
            .iter()
            .zip(0..)
            .map(|(pair, place)| (pick(pair), place))
            .collect()
    };
    let old = said(before, &places(|(was, _)| *was), true);
    let new = said(now, &places(|(_, is)| *is), true);
    let mut matched: Vec<(usize, usize)> = Vec::new();
    stretch(
        &old,
        &new,
        (0, old.len()),
        (0, new.len()),
        Level::Whole,
        &mut matched,
    );
    matched.sort_unstable();
    let mut line = Line::default();
    for step in filled(old.len(), new.len(), &matched) {
        match step {
            Step::Both(was, is) => {
                if let (Some(was), Some(is)) = (old.get(was), new.get(is)) {
                    line.pairs.push((was.row, is.row));
                }
            }
            Step::Old(was) => line.gone.extend(old.get(was).map(|own| own.row)),
            Step::New(is) => line.added.extend(new.get(is).map(|own| own.row)),
        }
    }
    line
}

#[derive(Clone, Copy)]
enum Level {
    Whole,
    Words,
    Cells,
}

/// Matches a stretch of rows: equal ends, then what is alone of its kind on both sides and in the same order, then the
/// stretches between in turn.
fn stretch(
    old: &[Said],
    new: &[Said],
    was: (usize, usize),
    is: (usize, usize),
    level: Level,
    matched: &mut Vec<(usize, usize)>,
) {
    let key = |row: &Said| match level {
        Level::Whole => Some(row.whole),
        Level::Words | Level::Cells => row.words,
    };
    let same = |a: usize, b: usize| match (old.get(a), new.get(b)) {
        (Some(a), Some(b)) => key(a).is_some() && key(a) == key(b),
        _ => false,
    };
    let (mut from, mut to) = ((was.0, is.0), (was.1, is.1));
    while from.0 < to.0 && from.1 < to.1 && same(from.0, from.1) {
        matched.push(from);
        from = (from.0 + 1, from.1 + 1);
    }
    while from.0 < to.0 && from.1 < to.1 && same(to.0 - 1, to.1 - 1) {
        to = (to.0 - 1, to.1 - 1);
        matched.push(to);
    }
    if from.0 == to.0 || from.1 == to.1 {
        return;
    }
    if matches!(level, Level::Cells) {
        by_cells(old, new, (from.0, to.0), (from.1, to.1), matched);
        return;
    }
    let next = match level {
        Level::Whole => Level::Words,
        Level::Words | Level::Cells => Level::Cells,
    };
    let anchors = alone_in_order(old, new, (from.0, to.0), (from.1, to.1), &key);
    let (mut a, mut b) = from;
    for (x, y) in anchors.iter().copied().chain([to]) {
        // Without an anchor the same level would find nothing more.
        let deeper = if anchors.is_empty() { next } else { level };
        stretch(old, new, (a, x), (b, y), deeper, matched);
        if (x, y) != to {
            matched.push((x, y));
        }
        (a, b) = (x + 1, y + 1);
    }
}

/// What is alone of its kind in both stretches, and the longest run of it that stands in the same order.
fn alone_in_order(
    old: &[Said],
    new: &[Said],
    was: (usize, usize),
    is: (usize, usize),
    key: &dyn Fn(&Said) -> Option<Mark>,
) -> Vec<(usize, usize)> {
    let alone = |rows: &[Said], (from, to): (usize, usize)| {
        let mut found: BTreeMap<Mark, Option<usize>> = BTreeMap::new();
        for at in from..to {
            if let Some(mark) = rows.get(at).and_then(key) {
                found
                    .entry(mark)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(at));
            }
        }
        found
    };
    let later = alone(new, is);
    let mut pairs: Vec<(usize, usize)> = alone(old, was)
        .into_iter()
        .filter_map(|(mark, at)| Some((at?, (*later.get(&mark)?)?)))
        .collect();
    pairs.sort_unstable();
    longest_rising(&pairs)
}

/// The longest run of pairs whose second parts rise, by patience.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: &usize| pairs.get(*at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let place = tops.partition_point(|top| second(top) < pair.1);
        before.push(
            place
                .checked_sub(1)
                .and_then(|under| tops.get(under).copied()),
        );
        match tops.get_mut(place) {
            Some(top) => *top = at,
            None => tops.push(at),
        }
    }
    let mut run = Vec::with_capacity(tops.len());
    let mut at = tops.last().copied();
    while let Some(place) = at {
        run.extend(pairs.get(place).copied());
        at = before.get(place).copied().flatten();
    }
    run.reverse();
    run
}

/// Rows that share most of their cells, in order; longer stretches are left to stand as they are.
fn by_cells(
    old: &[Said],
    new: &[Said],
    was: (usize, usize),
    is: (usize, usize),
    matched: &mut Vec<(usize, usize)>,
) {
    let (rows, others) = (was.1 - was.0, is.1 - is.0);
    if rows.max(others) > MOST_ROWS {
        return;
    }
    let score = |a: usize, b: usize| match (old.get(was.0 + a), new.get(is.0 + b)) {
        (Some(a), Some(b)) => shared(&a.cells, &b.cells),
        _ => 0.0,
    };
    let found = in_order(rows, others, LEAST, &score);
    matched.extend(found.into_iter().map(|(a, b)| (was.0 + a, is.0 + b)));
}

/// The part of the cells of two rows that is the same.
fn shared(one: &[(u32, Mark)], other: &[(u32, Mark)]) -> f64 {
    let same = one.iter().filter(|cell| other.contains(cell)).count();
    let all = one.len().max(other.len()).max(1);
    same as f64 / all as f64
}

/// Pairs in rising order on both sides with the highest sum of scores; none below `least`.
fn in_order(
    olds: usize,
    news: usize,
    least: f64,
    score: &dyn Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let width = news + 1;
    let mut best = vec![0.0_f64; (olds + 1) * width];
    let mut scores = vec![0.0_f64; olds * news];
    let at = |table: &[f64], place: usize| table.get(place).copied().unwrap_or(0.0);
    for a in (0..olds).rev() {
        for b in (0..news).rev() {
            let own = score(a, b);
            if let Some(place) = scores.get_mut(a * news + b) {
                *place = own;
            }
            let taken = if own >= least {
                own + at(&best, (a + 1) * width + b + 1)
            } else {
                0.0
            };
            let skipped = at(&best, (a + 1) * width + b).max(at(&best, a * width + b + 1));
            if let Some(place) = best.get_mut(a * width + b) {
                *place = taken.max(skipped);
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < olds && b < news {
        let here = at(&best, a * width + b);
        let own = at(&scores, a * news + b);
        if own >= least && own + at(&best, (a + 1) * width + b + 1) >= here {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if at(&best, (a + 1) * width + b) >= here {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

enum Step {
    Both(usize, usize),
    Old(usize),
    New(usize),
}

/// All places in order: between matched ones, stretches of the same length on both sides stand where they stood.
fn filled(olds: usize, news: usize, matched: &[(usize, usize)]) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (x, y) in matched.iter().copied().chain([(olds, news)]) {
        let (gap, other) = (x.saturating_sub(a), y.saturating_sub(b));
        if gap == other {
            steps.extend((0..gap).map(|step| Step::Both(a + step, b + step)));
        } else {
            steps.extend((a..x).map(Step::Old));
            steps.extend((b..y).map(Step::New));
        }
        if x < olds || y < news {
            steps.push(Step::Both(x, y));
        }
        (a, b) = (x + 1, y + 1);
    }
    steps
}
