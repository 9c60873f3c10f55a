//! Two tables of one kind under the same headers, of which one calls itself a draft: what was handed in last counts.

use super::kind::Kind;
use super::page::Found;
use super::text::{has_any, is_one_of, name_key, padded, words};
use super::{periods, weeks};
use std::collections::BTreeSet;

const DRAFT: &str = "draft; superseded; previous submission; previous version; first submission; earlier version; \
    first cut; old version; replaced";
const LATER: &str = "final; submitted; approved; resubmission; revised; current; agreed; latest";

/// Words of a version that name nothing it is of.
const OF_A_VERSION: &str = "submission; submissions; version; versions; plan; plans; plan's; planned; trajectory; trajectories; return; \
    the; as; by; for; of; in; to; on; is; was; and; this; not; board; committee; previous; first; earlier; old; cut; only; comparison; \
    shown; draft; drafts; operating; before; after; with; without; support; region; nhse; england";

/// Sets accounts and waits aside that another table of the same sheet takes the place of.
pub(super) fn settle(found: &mut [Found<'_, '_>]) {
    let says = |one: &Found<'_, '_>, phrases: &'static str| {
        one.table
            .captions()
            .next()
            .is_some_and(|caption| has_any(&padded(&words(caption)), phrases))
    };
    let named = |one: &Found<'_, '_>| named(one.table.captions().next().unwrap_or(""));
    let measure = |one: &Found<'_, '_>| weeks::counted(one.table.captions().next().unwrap_or(""));
    // What one says of itself and the other does not sets them apart, unless they have the same lines.
    let alike = |one: &Found<'_, '_>, other: &Found<'_, '_>| {
        let (own, others) = (named(one), named(other));
        measure(one) == measure(other)
            && (own == others
                || ((own.is_subset(&others) || others.is_subset(&own))
                    && lines(one) == lines(other)))
    };
    let judged = |one: &Found<'_, '_>| {
        matches!(one.verdict.kind, Kind::Position | Kind::Elective) && one.repeat_of.is_none()
    };
    let drafts: Vec<usize> = found
        .iter()
        .enumerate()
        .filter(|(_, one)| judged(one) && says(one, DRAFT))
        .map(|(at, _)| at)
        .collect();
    for at in drafts {
        let replaced = found.get(at).is_some_and(|draft| {
            found.iter().any(|later| {
                later.page == draft.page
                    && later.verdict.kind == draft.verdict.kind
                    && judged(later)
                    && !says(later, DRAFT)
                    && says(later, LATER)
                    && alike(later, draft)
                    && later.table.has_headers_of(&draft.table, 0)
            })
        });
        if let Some(draft) = found.get_mut(at).filter(|_| replaced) {
            draft.outdated = true;
            draft.repeat_of = Some("it is a draft of a table that stands here too".to_owned());
        }
    }
}

/// What a caption names beside the version: a body, a measure, a table.
pub(super) fn named(caption: &str) -> BTreeSet<String> {
    let plain = |word: &String| {
        is_one_of(word, OF_A_VERSION)
            || has_any(&padded(std::slice::from_ref(word)), DRAFT)
            || has_any(&padded(std::slice::from_ref(word)), LATER)
            || word.len() == 1
            || word.chars().any(|c| c.is_ascii_digit())
            || periods::calendar_month(word).is_some()
    };
    let all = words(caption);
    all.into_iter().filter(|word| !plain(word)).collect()
}

/// What the rows are called.
fn lines(one: &Found<'_, '_>) -> BTreeSet<String> {
    let Some(first) = one.table.columns.first() else {
        return BTreeSet::new();
    };
    let rows = one.table.region.rows.iter();
    rows.filter_map(|row| one.table.grid.text(*row, first.index))
        .map(name_key)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::{Month, Weeks};

    fn planned(first: &str, second: &str) -> u64 {
        let table = |over: &str, count: u32| {
            format!(
                "{over}\nProvider|Apr-25|May-25|Jun-25\nOak NHS Trust|{count}|{}|{}",
                count - 10,
                count - 20
            )
        };
        let drawn = format!(
            "Pathways over 52 weeks, 2025/26\n\n{}\n\n\n{}",
            table(first, 90),
            table(second, 80)
        );
        let april = Month {
            year: 2025,
            month: 4,
        };
        let elective = read(&[("Waits over 52 weeks", &drawn)]).elective.unwrap();
        elective.total(Weeks(52))[&april]
            .plan
            .as_ref()
            .unwrap()
            .value
    }

    #[test]
    fn the_final_submission_takes_the_place_of_the_draft_above_it() {
        assert_eq!(planned("A. Draft submission", "B. Final submission"), 80);
        assert_eq!(planned("Superseded in May", "As approved by the Board"), 80);
        assert_eq!(
            planned("First cut before insourcing", "Agreed with NHSE"),
            80
        );
        assert_eq!(planned("Draft recovery plan", "Latest plan"), 80);
    }

    #[test]
    fn a_draft_of_some_other_lines_stays() {
        let account = |over: &str, line: &str, result: i64| {
            format!(
                "{over}\nLine|Plan 2025/26\nIncome|1000\nPay|-700\n{line}|{}\nSurplus/(deficit)|{result}",
                result - 300
            )
        };
        let declared = |line: &str| {
            let drawn = format!(
                "Elm NHS Trust plan 2025/26, £000\n\n{}\n\n\n{}",
                account("First cut of the budget of estates", "Non-pay", -50),
                account("Final", line, -20)
            );
            let position = read(&[("I&E", &drawn)]).position;
            position
                .and_then(|position| position.declared)
                .map(|own| own.value)
        };
        let last = Some(crate::plan::Money::from_pounds(-20_000));
        assert_eq!(declared("Non-pay"), last);
        assert_ne!(declared("Drugs"), last);
    }

    #[test]
    fn the_draft_of_another_body_or_measure_stays() {
        let account = |over: &str, result: i64| {
            format!(
                "{over}\nLine|Plan 2025/26\nIncome|1000\nPay|-700\nNon-pay|{}\nSurplus/(deficit)|{result}",
                result - 300
            )
        };
        let drawn = format!(
            "Plans 2025/26, £000\n\n{}\n\n\n{}",
            account("Oak NHS Trust - draft submission", -50),
            account("Elm NHS Trust - final submission", -20)
        );
        let position = read(&[("I&E", &drawn)]).position.unwrap();
        assert_eq!(position.organisations.len(), 2);
        let waits = |over: &str, count: u32| {
            format!("{over}\nProvider|Apr-25|May-25|Jun-25\nOak NHS Trust|{count}|9|8")
        };
        let drawn = format!(
            "Elective 2025/26\n\n{}\n\n\n{}",
            waits("52+ weeks (draft trajectory)", 60),
            waits("65+ weeks (agreed trajectory)", 10)
        );
        let elective = read(&[("Waits", &drawn)]).elective.unwrap();
        assert!(!elective.total(Weeks(52)).is_empty() && !elective.total(Weeks(65)).is_empty());
    }

    #[test]
    fn a_draft_alone_is_the_plan() {
        assert_eq!(
            planned("A. Draft submission", "A. Draft submission, copy"),
            90
        );
    }
}
