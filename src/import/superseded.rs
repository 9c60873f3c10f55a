//! Two tables of one kind under the same headers, of which one calls itself a draft: what was handed in last counts.

use super::kind::Kind;
use super::page::Found;
use super::text::{has_any, padded, words};

const DRAFT: &str = "draft; superseded; previous submission; previous version; first submission; earlier version; \
    first cut; old version; replaced";
const LATER: &str = "final; submitted; approved; resubmission; revised; current; agreed; latest";

/// Sets accounts and waits aside that another table of the same sheet takes the place of.
pub(super) fn settle(found: &mut [Found<'_, '_>]) {
    let says = |one: &Found<'_, '_>, phrases: &'static str| {
        one.table
            .captions()
            .next()
            .is_some_and(|caption| has_any(&padded(&words(caption)), phrases))
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
    fn a_draft_alone_is_the_plan() {
        assert_eq!(
            planned("A. Draft submission", "A. Draft submission, copy"),
            90
        );
    }
}
