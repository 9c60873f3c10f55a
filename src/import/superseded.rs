//! Two tables of one kind under the same headers, of which one calls itself a draft: what was handed in last counts.

use super::kind::Kind;
use super::page::Found;
use super::text::{has_any, is_one_of, padded, words};
use super::{periods, weeks};
use std::collections::BTreeSet;

const DRAFT: &str = "draft; superseded; previous submission; previous version; first submission; earlier version; \
    first cut; old version; replaced";
const LATER: &str = "final; submitted; approved; resubmission; revised; current; agreed; latest";

/// Words of a version that name nothing it is of.
const OF_A_VERSION: &str = "submission; submissions; version; versions; plan; plans; plan's; planned; trajectory; trajectories; return; \
    the; as; by; for; of; in; to; on; is; was; and; this; not; board; committee; previous; first; earlier; old; cut; only; comparison; \
    shown; draft; drafts";

/// Sets accounts and waits aside that another table of the same sheet takes the place of.
pub(super) fn settle(found: &mut [Found<'_, '_>]) {
    let says = |one: &Found<'_, '_>, phrases: &'static str| {
        one.table
            .captions()
            .next()
            .is_some_and(|caption| has_any(&padded(&words(caption)), phrases))
    };
    // What a caption names beside the version: a body, a measure, a table.
    let named = |one: &Found<'_, '_>| -> BTreeSet<String> {
        let caption = one.table.captions().next().unwrap_or("");
        let all = words(caption);
        let measure = weeks::counted(caption).map(|weeks| weeks.0.to_string());
        let plain = |word: &String| {
            is_one_of(word, OF_A_VERSION)
                || has_any(&padded(std::slice::from_ref(word)), DRAFT)
                || has_any(&padded(std::slice::from_ref(word)), LATER)
                || word.len() == 1
                || word.chars().any(|c| c.is_ascii_digit())
                || periods::calendar_month(word).is_some()
        };
        all.into_iter()
            .filter(|word| !plain(word))
            .chain(measure)
            .collect()
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
                    && named(later) == named(draft)
                    && later.table.has_headers_of(&draft.table, 0)
            })
        });
        if let Some(draft) = found.get_mut(at).filter(|_| replaced) {
            draft.outdated = true;
            draft.repeat_of = Some("it is a draft of a table that stands here too".to_owned());
        }
    }
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
