//! Which scheme of one submission is which of the other: by reference, then by name, then as parts of a split or a merger,
//! then by value. Lines with no scheme behind them are not matched: they are compared as sums.

use crate::plan::{Money, Saving, Savings};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::hash::Hash;

/// Schemes of two submissions that are the same, and those that have no counterpart.
#[derive(Debug, Default)]
pub(super) struct Matched<'p> {
    pub(super) pairs: Vec<(&'p Saving, &'p Saving)>,
    /// One earlier scheme and the later ones it was split into.
    pub(super) splits: Vec<(&'p Saving, Vec<&'p Saving>)>,
    /// Earlier schemes and the later one they were merged into.
    pub(super) mergers: Vec<(Vec<&'p Saving>, &'p Saving)>,
    pub(super) gone: Vec<&'p Saving>,
    pub(super) added: Vec<&'p Saving>,
}

pub(super) fn lines<'p>(before: &'p Savings, now: &'p Savings) -> Matched<'p> {
    let schemes = |savings: &'p Savings| -> Vec<&'p Saving> {
        savings
            .lines
            .iter()
            .filter(|line| !line.is_unidentified())
            .collect()
    };
    let mut matched = Matched {
        gone: schemes(before),
        added: schemes(now),
        ..Matched::default()
    };
    matched.pair_unchanged();
    matched.pair_by(|line| Some((body(line), reference(line)?, String::new())));
    matched.pair_by(|line| Some((body(line), key(&line.name), division(line))));
    matched.pair_by(|line| Some((body(line), key(&line.name), String::new())));
    matched.find_parts();
    // A new name for the same money of the same division.
    matched.pair_by(|line| {
        let value = line.value.value;
        (!value.is_zero()).then(|| {
            (
                body(line),
                value.pounds().normalize().to_string(),
                division(line),
            )
        })
    });
    // Bodies that only one submission knows may have come in place of each other.
    let bodies =
        |savings: &Savings| -> BTreeSet<String> { savings.lines.iter().map(body).collect() };
    let (earlier, later) = (bodies(before), bodies(now));
    matched.pair_by(|line| {
        let own = body(line);
        let stayed = earlier.contains(&own) && later.contains(&own);
        (!stayed).then(|| (String::new(), key(&line.name), String::new()))
    });
    matched
}

type Key = (String, String, String);

impl Matched<'_> {
    /// Pairs lines that say the same in all that names them and in value, first with first where several do.
    fn pair_unchanged(&mut self) {
        // Most lines are as they were, to the letter: none of their words need be taken apart.
        fn identity(line: &Saving) -> impl Hash + Eq + '_ {
            (
                line.organisation.as_ref().map(|body| body.name.as_str()),
                line.reference.as_deref(),
                line.name.as_str(),
                line.division.as_deref(),
                line.value.value,
            )
        }
        let mut waiting: HashMap<_, VecDeque<usize>> = HashMap::with_capacity(self.added.len());
        for (at, line) in self.added.iter().enumerate() {
            waiting.entry(identity(line)).or_default().push_back(at);
        }
        let mut taken = Taken::of(self);
        for (old, before) in self.gone.iter().enumerate() {
            let new = waiting
                .get_mut(&identity(before))
                .and_then(VecDeque::pop_front);
            if let Some(new) = new
                && let Some(now) = self.added.get(new)
            {
                self.pairs.push((before, now));
                taken.pair(old, new);
            }
        }
        drop(waiting);
        taken.leave(self);
    }

    /// Pairs what is alone under its key on both sides.
    fn pair_by(&mut self, key: impl Fn(&Saving) -> Option<Key>) {
        let earlier = alone(&self.gone, &key);
        let later = alone(&self.added, &key);
        let mut taken = Taken::of(self);
        for (name, old) in &earlier {
            if name.1.is_empty() {
                continue;
            }
            let Some(new) = later.get(name) else { continue };
            if let (Some(before), Some(now)) = (self.gone.get(*old), self.added.get(*new)) {
                self.pairs.push((before, now));
                taken.pair(*old, *new);
            }
        }
        taken.leave(self);
    }

    /// Schemes that became several, and several that became one.
    fn find_parts(&mut self) {
        for (whole, parts) in parts(&self.gone, &self.added) {
            self.gone.retain(|line| !std::ptr::eq(*line, whole));
            self.added
                .retain(|line| !parts.iter().any(|part| std::ptr::eq(*part, *line)));
            self.splits.push((whole, parts));
        }
        for (whole, parts) in parts(&self.added, &self.gone) {
            self.added.retain(|line| !std::ptr::eq(*line, whole));
            self.gone
                .retain(|line| !parts.iter().any(|part| std::ptr::eq(*part, *line)));
            self.mergers.push((parts, whole));
        }
    }
}

/// Positions of the lines whose key no other line has.
fn alone(lines: &[&Saving], key: &impl Fn(&Saving) -> Option<Key>) -> BTreeMap<Key, usize> {
    let mut found: BTreeMap<Key, Option<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(key) = key(line) {
            found
                .entry(key)
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
    }
    found
        .into_iter()
        .filter_map(|(key, at)| Some((key, at?)))
        .collect()
}

/// Which lines of both sides have found their counterpart.
struct Taken {
    gone: Vec<bool>,
    added: Vec<bool>,
}

impl Taken {
    fn of(matched: &Matched<'_>) -> Self {
        Self {
            gone: vec![false; matched.gone.len()],
            added: vec![false; matched.added.len()],
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        for (side, at) in [(&mut self.gone, old), (&mut self.added, new)] {
            if let Some(taken) = side.get_mut(at) {
                *taken = true;
            }
        }
    }

    /// Leaves what has found none.
    fn leave(self, matched: &mut Matched<'_>) {
        for (lines, taken) in [
            (&mut matched.gone, self.gone),
            (&mut matched.added, self.added),
        ] {
            let mut taken = taken.into_iter();
            lines.retain(|_| taken.next() != Some(true));
        }
    }
}

/// A scheme is split into no more parts than this by its words alone.
const MOST_PARTS: usize = 12;

/// Two or more lines that carry on one line's reference (`MC03` as `MC03a` and `MC03b`), or whose values make up its value
/// and whose names share its words.
fn parts<'p>(wholes: &[&'p Saving], lines: &[&'p Saving]) -> Vec<(&'p Saving, Vec<&'p Saving>)> {
    let index = Index::of(lines);
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for whole in wholes {
        let by_reference = index.carrying_on(whole, &taken);
        let parts: BTreeSet<usize> = if by_reference.len() >= 2 {
            by_reference
        } else {
            let by_words = index.sharing_words(whole, &taken);
            let sum: Money = by_words
                .iter()
                .filter_map(|at| lines.get(*at))
                .map(|line| line.value.value)
                .sum();
            if by_words.len() < 2 || sum != whole.value.value {
                continue;
            }
            by_words
        };
        let own = parts.iter().filter_map(|at| lines.get(*at).copied());
        found.push((*whole, own.collect()));
        taken.extend(parts);
    }
    found
}

/// Lines by what a whole could be told by, so that fifty thousand are not each held against all others.
struct Index<'l, 'p> {
    lines: &'l [&'p Saving],
    /// By body and by each beginning that a reference may carry on.
    references: BTreeMap<(String, String), Vec<usize>>,
    /// By body and by each longer word of the name.
    words: BTreeMap<(String, String), Vec<usize>>,
}

impl<'l, 'p> Index<'l, 'p> {
    fn of(lines: &'l [&'p Saving]) -> Self {
        let mut index = Self {
            lines,
            references: BTreeMap::new(),
            words: BTreeMap::new(),
        };
        for (at, line) in lines.iter().enumerate() {
            let body = body(line);
            if let Some(reference) = reference(line) {
                for cut in 1..=LONGEST_REST {
                    let beginning = reference
                        .len()
                        .checked_sub(cut)
                        .and_then(|end| reference.get(..end))
                        .filter(|beginning| !beginning.is_empty());
                    if let Some(beginning) = beginning {
                        let place = (body.clone(), beginning.to_owned());
                        index.references.entry(place).or_default().push(at);
                    }
                }
            }
            for word in long_words(&line.name) {
                index
                    .words
                    .entry((body.clone(), word))
                    .or_default()
                    .push(at);
            }
        }
        index
    }

    fn carrying_on(&self, whole: &Saving, taken: &BTreeSet<usize>) -> BTreeSet<usize> {
        let Some(reference) = reference(whole) else {
            return BTreeSet::new();
        };
        let known = self.references.get(&(body(whole), reference));
        known
            .into_iter()
            .flatten()
            .copied()
            .filter(|at| !taken.contains(at))
            .filter(|at| {
                self.lines
                    .get(*at)
                    .is_some_and(|line| carries_on(whole, line))
            })
            .collect()
    }

    /// Nothing where more share them than a scheme is split into.
    fn sharing_words(&self, whole: &Saving, taken: &BTreeSet<usize>) -> BTreeSet<usize> {
        let body = body(whole);
        let mut found = BTreeSet::new();
        for word in long_words(&whole.name) {
            let known = self.words.get(&(body.clone(), word));
            for at in known.into_iter().flatten() {
                if !taken.contains(at) {
                    found.insert(*at);
                }
                if found.len() > MOST_PARTS {
                    return BTreeSet::new();
                }
            }
        }
        found
    }
}

/// Signs that a part's reference may have beyond its whole's.
const LONGEST_REST: usize = 3;

fn carries_on(whole: &Saving, part: &Saving) -> bool {
    let (Some(whole), Some(part)) = (reference(whole), reference(part)) else {
        return false;
    };
    // `S1` is carried on by `S1a` and `S1 2`, not by `S12`.
    part.strip_prefix(&whole).is_some_and(|rest| {
        !rest.is_empty()
            && rest.len() <= LONGEST_REST
            && !(whole.ends_with(|c: char| c.is_ascii_digit())
                && rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// The words of a name that tell it from others.
fn long_words(name: &str) -> BTreeSet<String> {
    key(name)
        .split(' ')
        .filter(|word| word.len() > 3)
        .map(str::to_owned)
        .collect()
}

fn body(line: &Saving) -> String {
    line.organisation
        .as_ref()
        .map_or_else(String::new, |body| key(&body.name))
}

fn division(line: &Saving) -> String {
    line.division.as_deref().map_or_else(String::new, key)
}

fn reference(line: &Saving) -> Option<String> {
    let reference = line.reference.as_deref().map(key)?;
    (!reference.is_empty()).then_some(reference)
}

/// Lower-case words: equal for texts that differ only in case, spacing or punctuation.
pub(super) fn key(text: &str) -> String {
    let lower = text.to_lowercase().replace('&', " and ");
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
