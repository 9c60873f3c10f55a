//! Savings tables that list the lines of other tables again: consolidated sheets, pivots, older copies.

use super::column_words;
use super::header::Role;
use super::kind::Kind;
use super::page::Found;
use super::rows::RowKind;
use super::savings::SavingsTable;
use super::superseded;
use super::text::{has_any, name_key, padded, words};
use crate::plan::{Money, Saving};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Marks every table whose lines are mostly those of a more detailed one.
pub(super) fn mark(found: &mut [Found<'_, '_>]) {
    let mut order: Vec<usize> = (0..found.len())
        .filter(|at| lines(found, *at) > 0)
        .collect();
    order.sort_by_key(|at| {
        let detail = found.get(*at).map_or(0, |found| {
            found
                .savings
                .as_ref()
                .map_or(0, |read| read.detail(found.table.columns.len()))
        });
        (std::cmp::Reverse(detail), *at)
    });
    mark_old(found);
    mark_drafts(found);
    mark_summaries(found, &order);
    mark_consolidations(found, &order);
    if order.len() < 2 {
        return;
    }
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for at in order.iter().copied() {
        let Some(one) = found.get_mut(at) else {
            continue;
        };
        let Some(read) = one.savings.as_ref().filter(|_| one.repeat_of.is_none()) else {
            continue;
        };
        let known = read
            .lines
            .iter()
            .filter(|line| keys(line).iter().any(|key| seen.contains(key)))
            .count();
        if known >= 2 && known * 10 >= read.lines.len() * 7 {
            one.repeat_of = Some(format!(
                "{known} of its {} lines stand on other sheets too",
                read.lines.len()
            ));
        }
        if let Some(read) = &one.savings
            && one.repeat_of.is_none()
        {
            seen.extend(read.lines.iter().flat_map(keys));
        }
    }
    let restated: Vec<usize> = order
        .into_iter()
        .filter(|at| restates(found, *at))
        .collect();
    for at in restated {
        if let Some(one) = found.get_mut(at) {
            one.repeat_of =
                Some("each of its figures is the total of schemes listed elsewhere".to_owned());
        }
    }
}

/// Sheets whose names say that they are no longer the plan.
fn mark_old(found: &mut [Found<'_, '_>]) {
    let old = |one: &Found<'_, '_>| {
        let name = padded(&words(one.table.grid.sheet.name()));
        has_any(
            &name,
            "old; superseded; archive; archived; previous; prior; backup; do not use; pivot; copy; last year",
        )
    };
    let read = |one: &Found<'_, '_>| one.taken > 0 || one.verdict.kind != Kind::Savings;
    for kind in [Kind::Savings, Kind::Position, Kind::Elective] {
        let current = found
            .iter()
            .any(|one| one.verdict.kind == kind && read(one) && !old(one));
        for one in found
            .iter_mut()
            .filter(|one| current && one.verdict.kind == kind && old(one))
        {
            one.outdated = true;
            one.repeat_of =
                Some("its sheet's name says that it is a copy or an older version".to_owned());
        }
    }
}

/// Lists that call themselves a draft, or a version before another's, and name mostly the schemes of that other.
fn mark_drafts(found: &mut [Found<'_, '_>]) {
    let told =
        |one: &Found<'_, '_>| format!("{} | {}", one.table.grid.sheet.name(), one.table.title);
    let draft = |one: &Found<'_, '_>| {
        has_any(
            &padded(&words(&told(one))),
            "draft; superseded; previous submission; previous version; first submission; earlier version",
        )
    };
    let version = |one: &Found<'_, '_>| column_words::version(&told(one));
    let names = |one: &Found<'_, '_>| -> BTreeSet<String> {
        let lines = one.savings.iter().flat_map(|read| &read.lines);
        lines.map(|line| name_key(&line.name)).collect()
    };
    if !found.iter().any(|one| draft(one) || version(one).is_some()) {
        return;
    }
    let detail = |one: &Found<'_, '_>| {
        let read = one.savings.as_ref();
        read.map_or(0, |read| read.detail(one.table.columns.len()))
    };
    let current: Vec<_> = found
        .iter()
        .filter(|one| one.repeat_of.is_none())
        .map(|one| {
            let of = superseded::named(&told(one));
            (detail(one), names(one), (draft(one), version(one)), of)
        })
        .collect();
    for one in found.iter_mut().filter(|one| one.repeat_of.is_none()) {
        let (own, is_draft, number) = (names(one), draft(one), version(one));
        let of = superseded::named(&told(one));
        let shared = |other: &BTreeSet<String>| own.intersection(other).count();
        // What says less is a summary of the draft, and does not take its place.
        let least = detail(one);
        let replaces = |(said, other, (other_is_draft, other_number), other_of): &(
            _,
            _,
            (bool, Option<_>),
            BTreeSet<_>,
        )| {
            let later = (is_draft && !other_is_draft)
                || matches!((number, other_number), (Some(own), Some(other)) if own < *other);
            // The draft of another body or division has schemes of the same names.
            let of_the_same = of.is_subset(other_of) || other_of.is_subset(&of);
            later && of_the_same && *said >= least && shared(other) * 10 >= own.len() * 7
        };
        if own.len() >= 2 && current.iter().any(replaces) {
            one.outdated = true;
            one.repeat_of = Some("it is a draft of a list that stands here too".to_owned());
        }
    }
}

/// Lists that hold the lines of several others, most of which say more of them: a master list beside the tabs of its bodies.
fn mark_consolidations(found: &mut [Found<'_, '_>], order: &[usize]) {
    type Keys = BTreeSet<(String, String)>;
    let lists: Vec<(usize, usize, Vec<Keys>)> = order
        .iter()
        .filter_map(|at| {
            let one = found.get(*at).filter(|one| one.repeat_of.is_none())?;
            let read = one.savings.as_ref()?;
            let keys = read
                .lines
                .iter()
                .map(|line| keys(line).into_iter().collect());
            Some((*at, read.detail(one.table.columns.len()), keys.collect()))
        })
        .collect();
    let all = |lines: &[Keys]| -> Keys { lines.iter().flatten().cloned().collect() };
    let within = |lines: &[Keys], whole: &Keys| {
        let known = lines.iter().filter(|line| !line.is_disjoint(whole));
        known.count()
    };
    let mut whole = Vec::new();
    for (at, detail, own) in lists
        .iter()
        .filter(|(.., own)| own.len() >= CONSOLIDATED_MIN)
    {
        let held = all(own);
        let parts: Vec<&(usize, usize, Vec<Keys>)> = lists
            .iter()
            .filter(|(other, _, part)| {
                other != at
                    && part.len() >= 2
                    && part.len() * 10 <= own.len() * 8
                    && within(part, &held) * 10 >= part.len() * 9
            })
            .collect();
        let told: Keys = parts.iter().flat_map(|(.., part)| all(part)).collect();
        let count = |fuller: bool| -> usize {
            let parts = parts.iter().filter(|(_, said, _)| !fuller || said > detail);
            parts.map(|(.., part)| part.len()).sum()
        };
        if parts.len() >= 2
            && within(own, &told) * 10 >= own.len() * 9
            && count(true) * 2 >= count(false)
        {
            whole.push(*at);
        }
    }
    for at in whole {
        if let Some(one) = found.get_mut(at) {
            let count = one.savings.as_ref().map_or(0, |read| read.lines.len());
            one.repeat_of = Some(format!(
                "its {count} lines stand on the sheets of its parts"
            ));
        }
    }
}

/// Fewer lines stand on several sheets by chance.
const CONSOLIDATED_MIN: usize = 4;

/// Tables of labels and values alone whose sum is that of a table of schemes: the same savings by status or division.
fn mark_summaries(found: &mut [Found<'_, '_>], order: &[usize]) {
    let sum = |one: &Found<'_, '_>| {
        one.savings
            .as_ref()
            .map(|read| {
                read.lines
                    .iter()
                    .map(|line| line.value.value)
                    .sum::<Money>()
            })
            .unwrap_or_default()
    };
    let bare = |one: &Found<'_, '_>| {
        one.table.by_role(Role::Name).is_none()
            && one.savings.as_ref().is_some_and(|read| {
                read.rows
                    .iter()
                    .filter(|row| row.kind == RowKind::Line)
                    .all(|row| row.bare)
            })
    };
    let detailed: Vec<Money> = order
        .iter()
        .filter_map(|at| found.get(*at))
        .filter(|one| !bare(one) && one.repeat_of.is_none())
        .map(sum)
        .collect();
    let whole: Money = detailed.iter().copied().sum();
    for at in order {
        let Some(one) = found.get_mut(*at).filter(|one| bare(one)) else {
            continue;
        };
        if let Some(read) = &one.savings
            && states_the_programme(read, &[detailed.as_slice(), &[whole]].concat())
        {
            one.repeat_of = Some(
                "it states what the schemes listed elsewhere come to, beside their target"
                    .to_owned(),
            );
            continue;
        }
        let own = sum(one);
        let near = |other: &Money| {
            own.agrees_with(
                *other,
                Money::from_pounds(own.abs().pounds() / Decimal::from(200)),
            )
        };
        if !own.is_zero() && (detailed.iter().any(near) || near(&whole)) {
            one.repeat_of = Some(
                "its figures add up to the same savings as the schemes listed elsewhere".to_owned(),
            );
        }
    }
}

/// Whether a panel of figures states a target and, in a row of its own, what the schemes listed elsewhere come to: what
/// else it says is said of these.
fn states_the_programme(read: &SavingsTable, sums: &[Money]) -> bool {
    let states = |row: &&super::rows::Row| {
        let value = row.value.as_ref().map(|value| value.value.abs());
        value.is_some_and(|value| !value.is_zero() && sums.iter().any(|sum| near(value, sum.abs())))
    };
    // One line of many may be as large by chance.
    let names_them = |row: &super::rows::Row| {
        has_any(
            &padded(&words(&row.label)),
            "programme; programmes; schemes; projects; identified; list; register; lines",
        )
    };
    !read.targets.is_empty()
        && read
            .rows
            .iter()
            .filter(|row| matches!(row.kind, RowKind::Line | RowKind::Memo))
            .any(|row| names_them(row) && states(&row))
}

/// Whether every line of a table is the total of a table, a section, a division or a person's schemes listed elsewhere in
/// more lines, and all of them together are all of those.
fn restates(found: &[Found<'_, '_>], at: usize) -> bool {
    let values = |read: &SavingsTable| -> Vec<Money> {
        read.lines.iter().map(|line| line.value.value).collect()
    };
    let current = found.get(at).filter(|one| one.repeat_of.is_none());
    let Some(own) = current.and_then(|one| one.savings.as_ref()) else {
        return false;
    };
    let own_values = values(own);
    let others: Vec<&SavingsTable> = found
        .iter()
        .enumerate()
        .filter(|(other, one)| *other != at && one.repeat_of.is_none())
        .filter_map(|(_, one)| one.savings.as_ref())
        .filter(|read| !read.lines.is_empty())
        .collect();
    let listed: usize = others.iter().map(|read| read.lines.len()).sum();
    if own_values.len() < 2 || listed <= own_values.len() {
        return false;
    }
    let all: Money = own_values.iter().copied().sum();
    let sums: Vec<Money> = others
        .iter()
        .map(|read| values(read).into_iter().sum())
        .collect();
    let whole = near(all, sums.iter().copied().sum()) || sums.iter().any(|sum| near(all, *sum));
    if all.is_zero() || !whole {
        return false;
    }
    let mut parts: BTreeMap<String, Money> = BTreeMap::new();
    let mut totals = sums;
    for read in &others {
        let stated = read.totals.iter().map(|total| total.stated.value.abs());
        totals.extend(stated);
        for line in &read.lines {
            let organisation = line.organisation.as_ref().map(|one| &one.name);
            let labels = [line.division.as_ref(), line.category.as_ref(), organisation];
            let labels = labels.into_iter().chain([line.owner.as_ref()]).enumerate();
            for (kind, label) in labels.filter_map(|(kind, label)| Some((kind, label?))) {
                let key = format!("{kind} {}", name_key(label));
                let sum = parts.entry(key).or_default();
                *sum += line.value.value;
            }
        }
    }
    totals.extend(parts.into_values());
    own_values
        .iter()
        .filter(|value| !value.is_zero())
        .all(|value| totals.iter().any(|total| near(*value, *total)))
}

/// Two sums of the same lines, one of them of rounded figures.
pub(super) fn near(one: Money, other: Money) -> bool {
    let slack = Money::from_pounds(one.abs().pounds() / Decimal::from(500));
    one.agrees_with(other, slack)
}

fn lines(found: &[Found<'_, '_>], at: usize) -> usize {
    found
        .get(at)
        .and_then(|found| found.savings.as_ref())
        .map_or(0, |read: &SavingsTable| read.lines.len())
}

/// What tells a line apart: its reference with its name, and its name with its value.
pub(super) fn keys(line: &Saving) -> Vec<(String, String)> {
    let name = name_key(&line.name);
    let mut keys = vec![(
        name.clone(),
        line.value
            .value
            .pounds()
            .round_dp(0)
            .normalize()
            .to_string(),
    )];
    if let Some(reference) = &line.reference
        && !name.is_empty()
        && reference.len() > 1
    {
        keys.push((name, reference.to_lowercase()));
    }
    keys
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};
    use crate::plan::Money;

    fn total(heads: [(&str, &str); 2], second: &str) -> Money {
        let list = |title: &str, rows: &str| {
            format!("Ash NHS Trust CIP 2026/27 £k, {title}\nScheme|Lead|R/NR|Plan\n{rows}")
        };
        let [(one, first_title), (other, second_title)] = heads;
        let first = list(
            first_title,
            "Wards|AB|R|500\nBank|CD|NR|200\nDrugs|EF|R|300",
        );
        let second = list(second_title, second);
        let plan = read(&[(one, &first), (other, &second)]);
        plan.savings.unwrap().total().value
    }

    #[test]
    fn a_master_list_repeats_the_tabs_that_say_more() {
        let tab = |body: &str, head: &str, rows: &str| format!("{body}\n\n{head}\n{rows}");
        let full = "Ref|Scheme|Lead|R/NR|Plan £k|Q1|Q2|Q3|Q4";
        let ash = tab(
            "Ash NHS Trust CIP 2026/27",
            full,
            "1|Wards|AB|R|400|100|100|100|100\n2|Bank|CD|R|200|50|50|50|50\n3|Beds|CD|R|40|10|10|10|10",
        );
        let oak = tab(
            "Oak NHS Trust CIP 2026/27",
            "CYE £k|Scheme|R/NR",
            "90|Linen|R\n70|Waste|NR",
        );
        let master = tab(
            "Group CIP 2026/27",
            "Trust|Tab|Scheme|Kind|Plan £k|R/NR",
            "A|A1|Wards|Pay|400|R\nA|A1|Bank|Pay|200|R\nA|A1|Beds|Pay|40|R\nO|O1|Linen|Non-pay|90|R\nO|O1|Waste|Non-pay|70|NR",
        );
        let plan = read(&[("Master", &master), ("Ash", &ash), ("Oak", &oak)]);
        let savings = plan.savings.unwrap();
        assert_eq!(savings.total().value, pounds(800_000));
        assert!(
            savings
                .lines
                .iter()
                .all(|line| &*line.source.sheet.sheet != "Master")
        );
    }

    #[test]
    fn of_numbered_versions_of_one_list_the_last_counts() {
        let later = "Wards|AB|R|550\nBank|CD|NR|250\nDrugs|EF|R|300\nLinen|GH|R|100";
        for heads in [
            [("Plan v1", "x"), ("Plan v2", "x")],
            [("A", "submission 1"), ("B", "submission 2")],
        ] {
            assert_eq!(total(heads, later), pounds(1_200_000));
        }
        // The second part of a plan is no version of the first.
        let others = "Lists|AB|R|550\nTheatres|CD|NR|250";
        let heads = [("Plan v1", "x"), ("Plan v2", "x")];
        assert_eq!(total(heads, others), pounds(1_800_000));
    }
}
