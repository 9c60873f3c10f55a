//! "Not yet found", "still to be determined", "yet to be scoped", "not known at present": what has still to be done,
//! put together from its parts, so that no wording of it needs a place in a list.

use super::text::{has, has_any, padded, words};
use super::voice::Voice;

/// Words that say of savings that they are missing, where "to be" or "not" stands before them.
const ABSENT: &str = "found; identified; known; named; find; identify; matched; attributed; linked; underpinned; backed";
/// Words that leave open what the savings are.
const OPEN: &str =
    "determined; defined; established; specified; decided; determine; define; decide";
/// Words that a scheme under way may bear too.
const PENDING: &str = "agreed; confirmed; devolved; developed; scoped; worked; allocated; assigned; designed; finalised; settled; \
    agree; confirm; develop; scope; design";

const BEFORE: &str =
    "still; yet; as; remains; remain; remaining; is; are; has; have; currently; were; was";
const BETWEEN: &str = "yet; been; be; currently; as; fully; formally";
const BEHIND: &str = "yet; as; at; present; this; the; stage; point; moment; time; currently; so; far; to; date; now; up; \
    through; out; with; by; between; across; division; divisions; directorate; directorates; care; clinical; group; groups; \
    partners; teams; budget; holders; providers; trusts; system; in; during; q1; q2; q3; q4; quarter; year; executive; \
    executives; exec; execs; leads; lead; managers; directors; senior; leaders; committee; board; finance; pmo; a; any; \
    named; specific; scheme; schemes; proposal; proposals; project; projects; plan; plans";

/// What the savings may be called before it is said that they are missing.
const NOUNS: &str = "saving; savings; scheme; schemes; proposal; proposals; project; projects; idea; ideas; plans; \
    opportunities; initiative; initiatives; measure; measures; action; actions; efficiency; efficiencies; cip; cips; \
    qipp; balance; gap; remainder; residual; target; reduction; reductions; programme; solution; solutions; \
    mitigation; mitigations; cres; value; shortfall; requirement";

/// Who may still have to find them: "Divisions still to identify".
const BODIES: &str = "division; divisions; directorate; directorates; department; departments; services; groups; teams; \
    trusts; providers; partners; places; units; executives; managers; leads";

/// How a phrase of this kind stands in a run of words.
struct Phrase<'a> {
    from: usize,
    to: usize,
    done: &'a str,
}

/// What the text says by such a phrase, if one ends it or one of its parts between dashes, colons and brackets.
pub(super) fn of_text(text: &str, attributes: &str) -> Voice {
    let mut before = String::new();
    let mut loudest = Voice::Silent;
    for part in parts(text) {
        let all = words(&part);
        if let Some(phrase) = phrase(&all).filter(|phrase| phrase.to == all.len()) {
            let own = all.get(..phrase.from).unwrap_or(&[]);
            // A lead or supplier may be open while the scheme is not.
            let of = own.last().unwrap_or(&before);
            let voice = if !of.is_empty() && has(attributes, of) {
                Voice::Silent
            } else {
                weigh(&phrase, own, all.len() == words(text).len())
            };
            loudest = loudest.max(voice);
        }
        if let Some(last) = all.last() {
            before.clone_from(last);
        }
    }
    loudest
}

fn weigh(phrase: &Phrase<'_>, own: &[String], whole: bool) -> Voice {
    let savings = own
        .iter()
        .rev()
        .take(2)
        .any(|word| has_any(&format!(" {word} "), NOUNS));
    let said = |list: &'static str| has_any(&format!(" {} ", phrase.done), list);
    let missing = match (own.is_empty(), whole) {
        (true, true) => true,
        (true, false) => !said(PENDING),
        (false, _) => {
            let theirs = own
                .last()
                .is_some_and(|word| has_any(&format!(" {word} "), BODIES));
            savings
                || (said("found; identified") && own.len() <= 4)
                || (said("find; identify; name") && theirs)
        }
    };
    if missing { Voice::Strong } else { Voice::Weak }
}

/// Whether a status says by such a phrase more than that savings are missing: a scheme still to be agreed is one.
pub(super) fn leaves_open(text: &str) -> bool {
    let all = words(text);
    phrase(&all).is_some_and(|phrase| !has_any(&format!(" {} ", phrase.done), ABSENT))
}

fn phrase(all: &[String]) -> Option<Phrase<'_>> {
    // It begins with one of them.
    if !all.iter().any(|word| word == "not" || word == "to") {
        return None;
    }
    let is = |at: usize, list: &'static str| {
        all.get(at)
            .is_some_and(|word| has_any(&format!(" {word} "), list))
    };
    let run =
        |from: usize, list: &'static str| (from..all.len()).take_while(|at| is(*at, list)).count();
    (0..all.len()).find_map(|at| {
        let done = if is(at, "not") {
            at + 1 + run(at + 1, BETWEEN)
        } else if is(at, "to") && is(at + 1, "be") {
            at + 2 + run(at + 2, "fully; formally")
        } else if is(at, "to") && at > 0 && is(at - 1, "yet; still") {
            at + 1
        } else {
            return None;
        };
        let known = is(done, ABSENT) || is(done, OPEN) || is(done, PENDING);
        let behind = run(done + 1, BEHIND);
        let before = (0..at).rev().take_while(|at| is(*at, BEFORE)).count();
        known.then(|| Phrase {
            from: at - before,
            to: done + 1 + behind,
            done: all.get(done).map_or("", String::as_str),
        })
    })
}

/// The text between dashes, colons, commas and brackets.
pub(super) fn parts(text: &str) -> Vec<String> {
    text.replace(" - ", ";")
        .split([
            ':', ';', ',', '(', ')', '[', ']', '\u{2013}', '\u{2014}', '\n',
        ])
        .map(str::to_owned)
        .filter(|part| !padded(&words(part)).trim().is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::voice::{self, Voice};
    use super::leaves_open;
    use crate::import::vocabulary::status;
    use crate::plan::Status;

    #[test]
    fn with_whom_it_has_to_be_worked_through_makes_no_difference() {
        for text in [
            "Schemes to be worked through with divisions",
            "Savings to be agreed with care groups",
            "To be identified by executive leads",
        ] {
            assert_eq!(super::of_text(text, ""), Voice::Strong, "{text}");
        }
    }

    #[test]
    fn savings_still_to_come_are_heard_in_any_wording() {
        for name in [
            "Schemes not yet found",
            "Savings not found at present",
            "Clinical services: proposals yet to be determined",
            "Corporate: not known at present",
            "Not known",
            "Ideas still to be scoped",
            "Efficiencies that remain to be defined",
            "Projects have not yet been identified",
            "Medicine \u{2013} still to be decided",
            "Surgery (yet to be named)",
            "Schemes yet to find",
            "Estates, not identified as yet",
        ] {
            assert_eq!(voice::of_text(name), Voice::Strong, "{name}");
        }
    }

    #[test]
    fn a_scheme_with_something_open_is_not_one_still_to_come() {
        for name in [
            "Patients not known to community teams",
            "Theatre lease - supplier not yet known",
            "Next of kin not known",
            "Laundry contract (start date not yet agreed)",
            "Community beds redesign - not yet agreed",
            "Agency rates: lead still to be named",
            "Letters not to be sent by post",
        ] {
            assert_ne!(voice::of_text(name), Voice::Strong, "{name}");
        }
    }

    #[test]
    fn a_status_that_waits_for_agreement_is_no_missing_scheme() {
        assert_eq!(status("Not yet found"), Some(Status::Unidentified));
        assert_eq!(status("Not known"), Some(Status::Unidentified));
        for open in ["Not yet agreed", "To be agreed", "Not done"] {
            assert_eq!(status(open), None, "{open}");
        }
        assert_ne!(status("Still to be scoped"), Some(Status::Unidentified));
        assert!(leaves_open("yet to be confirmed") && !leaves_open("yet to be found"));
    }
}
