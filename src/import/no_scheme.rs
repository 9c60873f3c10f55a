//! "No schemes against it", "without a named project", "nothing behind it yet": what there is not, put together from
//! its parts, so that no wording of it needs a place in a list.

use super::periods;
use super::text::is_one_of;

pub(super) const NEGATION: &str = "no; without; lacks; lacking; lack; not";
/// Of themselves they leave open what there is not.
pub(super) const NOTHING: &str = "nothing; none; nil";
/// What may be said of the scheme that is not there.
const SAID_OF_IT: &str = "a; an; any; the; of; firm; named; agreed; identified; specific; detailed; underlying; actual; \
    real; worked; formal; single; current; developed; clear; known; defined; supporting; corresponding; savings; saving; \
    cip; qipp; efficiency; delivery";
const SCHEME: &str = "scheme; schemes; project; projects; proposal; proposals; plan; plans; idea; ideas; initiative; \
    initiatives";
/// What may stand behind it without saying anything else.
const BEHIND: &str = "against; behind; attached; underneath; under; beneath; to; it; them; this; that; these; yet; so; far; \
    currently; as; at; present; for; the; value; sum; line; amount; figure; values; sums; lines; amounts; figures; money; total; has; have; had; been; is; are; \
    date; exists; exist; identified; found; named; agreed; assigned; allocated; in; place; there; of; now; still; today; \
    stage; support; put; forward; proposed; submitted; received; offered; developed; come; came; brought; available; listed";
/// What stands in for the savings where nothing else is said of them.
const SUM: &str = "amount; amounts; sum; sums; money; value; figure; balance; remainder; residual; rest; share; target; element; \
    portion; gap; values; partner; partners; qipp; savings; saving; cip; line; trust; system; division; divisional; a; an; the; this; of; is; for; in; held; included; put; still; plan; plans; budget; budgets; on";
/// What may lead from the savings to what they lack.
const LEADS: &str = "with; but; and; has; have; as; yet; which; who; that";
const COVERED: &str =
    "covered; backed; supported; underpinned; matched; linked; attached; explained";
pub(super) const AWAITED: &str =
    "awaited; outstanding; pending; missing; follow; come; needed; wanted; sought";
const PLURAL: &str = "schemes; plans; proposals; projects; ideas; initiatives; savings; pids";

/// What a scheme may lack and be one: "no project document", "without a scheme lead".
const OF_A_SCHEME: &str = "document; documents; documentation; manager; managers; lead; leads; sponsor; sponsors; board; charter; \
    mandate; brief; approval; approvals; code; codes; number; numbers; name; names; owner; owners; initiation; team; support; \
    budget; slippage; changes; cost; costs; risk; risks; start; date; dates";
/// Who has none: "nobody has come up with anything yet".
pub(super) const NOBODY: &str = "nobody; noone";
const HAS: &str = "has; have; had; knows; owns; come; came; up; with; put; forward; found; proposed; offered; identified; named; \
    written; worked; drawn; submitted; got; yet; so; far; still";
const ANYTHING: &str = "anything; one; any; idea; ideas; proposal; proposals";

fn is(word: &str, list: &str) -> bool {
    is_one_of(word, list)
}

/// Where such words begin and end: "no firm scheme" in "a sum with no firm scheme behind it".
fn phrase(all: &[String]) -> Option<(usize, usize)> {
    (0..all.len()).find_map(|at| {
        let said = |at: usize, list: &str| all.get(at).is_some_and(|word| is(word, list));
        if said(at, NOBODY) {
            const SAVING: &str = "saving; savings";
            let passes =
                |next: usize| said(next, HAS) || (said(next, SAID_OF_IT) && !said(next, SAVING));
            let noun = (at + 1..all.len()).find(|next| !passes(*next))?;
            let none =
                noun > at + 1 && (said(noun, SCHEME) || said(noun, ANYTHING) || said(noun, SAVING));
            return none.then_some((at, noun + 1));
        }
        // "No. of schemes" counts them, and "with and without plans" leaves it open.
        let counts = said(at, "no") && said(at + 1, "of");
        let either = at >= 2 && said(at - 1, "and; or") && said(at - 2, "with");
        if !said(at, NEGATION) || counts || either {
            return None;
        }
        // "not yet covered by schemes"
        let covered = (at + 1..all.len()).find(|next| !said(*next, "yet; fully; currently"))?;
        let from = if said(covered, COVERED) && said(covered + 1, "by; to; with") {
            covered + 2
        } else {
            at + 1
        };
        // "No saving has been identified"
        let linked = |next: &usize| !said(*next, "has; have; is; are; been; yet; so; far; as");
        let done = (at + 2..all.len())
            .find(linked)
            .filter(|done| *done > at + 2);
        if said(at + 1, "saving; savings")
            && done.is_some_and(|done| said(done, "identified; found; proposed; named"))
        {
            return done.map(|done| (at, done + 1));
        }
        let noun = (from..all.len()).find(|next| !said(*next, SAID_OF_IT))?;
        (said(noun, SCHEME) && !said(noun + 1, OF_A_SCHEME)).then_some((at, noun + 1))
    })
}

/// The words without what a scheme may lack and be one: "no project document", "without a scheme lead".
pub(super) fn without_parts(all: &[String]) -> Vec<String> {
    let is_part = |at: usize| {
        let said = |at: usize, list: &str| all.get(at).is_some_and(|word| is(word, list));
        let of_it = |at: usize| said(at, SCHEME) && said(at + 1, OF_A_SCHEME);
        of_it(at) || (at > 0 && of_it(at - 1))
    };
    let kept = all.iter().enumerate().filter(|(at, _)| !is_part(*at));
    kept.map(|(_, word)| word.clone()).collect()
}

/// Whether the words say that there is no scheme, of a sum or of themselves, and nothing else.
pub(super) fn is_all(all: &[String]) -> bool {
    phrase(all).is_some_and(|(from, to)| {
        let (lead, before) = match all.get(..from).and_then(<[String]>::split_last) {
            Some((last, before)) => (Some(last), before),
            None => (None, all.get(..from).unwrap_or(&[])),
        };
        before.iter().all(|word| is(word, SUM))
            && lead.is_none_or(|word| is(word, SUM) || is(word, LEADS))
            && only_behind(all, to)
    })
}

/// Whether a name ends by saying that nothing stands behind it, whatever it began with: "Late allocation with no scheme
/// behind it".
pub(super) fn ends_a_name(all: &[String]) -> bool {
    phrase(all).is_some_and(|(from, to)| {
        let rest = all.get(to..).unwrap_or(&[]);
        let linked = from
            .checked_sub(1)
            .and_then(|at| all.get(at))
            .is_some_and(|word| is(word, "with; has; have; having; but; and; yet"))
            || all.get(from).is_some_and(|word| word == "without");
        linked
            && only_behind(all, to)
            // "With no project support attached" lacks support, and not a project.
            && rest.iter().find(|word| *word != "yet").is_some_and(|word| {
                is(
                    word,
                    "behind; against; underneath; attached; under; beneath",
                )
            })
    })
}

/// Whether the words, as the state of a scheme, say that there is nothing: "Nothing yet", "None so far".
pub(super) fn is_state(all: &[String]) -> bool {
    is_all(all)
        || (all.len() > 1
            && is(all.first().map_or("", String::as_str), NOTHING)
            && only_behind(all, 1))
}

/// Whether such words say so of the work: "Nothing put forward yet", not "None to date", which may be said of delivery.
pub(super) fn is_state_of_work(all: &[String]) -> bool {
    const WORK: &str =
        "identified; found; named; proposed; submitted; offered; developed; forward; behind";
    is_state(all) && all.iter().any(|word| is(word, WORK))
}

/// Whether an explanation says somewhere that no scheme stands behind what it explains: an idea has no plan, or no project
/// plan, and is a scheme all the same.
pub(super) fn is_said(all: &[String]) -> bool {
    const PLAN: &str = "plan; plans";
    let plans = |at: usize| all.get(at).is_some_and(|word| is(word, PLAN));
    match phrase(all) {
        Some((_, to)) => !plans(to) && !plans(to.saturating_sub(1)),
        None => is_state(all) && !all.iter().any(|word| is(word, PLAN)),
    }
}

/// "Plans awaited", "schemes to follow": what a name ends with where there are none yet.
pub(super) fn is_awaited(all: &[String]) -> bool {
    let Some((last, rest)) = all.split_last() else {
        return false;
    };
    if all.first().is_some_and(|word| word == "awaiting") {
        return is(last, PLURAL) && rest.iter().skip(1).all(|word| is(word, SAID_OF_IT));
    }
    let rest = match rest.split_last() {
        Some((to, before)) if to == "to" || to == "are" || to == "still" => before,
        _ => rest,
    };
    let noun = rest.last().is_some_and(|word| is(word, PLURAL));
    is(last, AWAITED)
        && noun
        && rest.iter().all(|word| {
            is(word, PLURAL) || is(word, SAID_OF_IT) || is(word, "further; other; divisional")
        })
}

fn only_behind(all: &[String], from: usize) -> bool {
    let rest = all.get(from..).unwrap_or(&[]);
    // "At submission", "when this paper was written": as of when it is said is no more than that.
    let to = rest
        .iter()
        .position(|word| is(word, "when; by; before; at; as; on; in"));
    let (said, when) = rest.split_at(to.unwrap_or(rest.len()));
    said.iter().all(|word| is(word, BEHIND))
        && when.len() <= WHEN_WORDS_MAX
        && when.iter().all(|word| {
            is(word, BEHIND)
                || is(word, WHEN)
                || word.chars().all(|c| c.is_ascii_digit())
                || periods::calendar_month(word).is_some()
        })
}

/// As of when something is said.
const WHEN: &str = "when; by; before; at; as; on; in; of; this; the; time; point; moment; date; submission; writing; drafting; \
    printing; planning; paper; report; plan; budget; board; draft; was; were; went; written; prepared; drafted; submitted; \
    issued; published; printed; set; approved; month; end; year; half; start";
const WHEN_WORDS_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::words;

    #[test]
    fn no_scheme_is_said_in_many_words() {
        for text in [
            "no schemes against it",
            "without a named project",
            "no firm plans behind this yet",
            "No identified scheme",
            "not a scheme",
            "Amount without projects",
            "Balance not yet covered by plans",
            "no schemes put forward",
            "No scheme identified to date",
            "No proposals received",
            "No project behind these amounts yet",
            "nobody has a scheme for it yet",
            "Nobody has come up with anything",
            "nobody has found the savings yet",
            "Amounts in the plan without a project",
            "No scheme identified at submission",
            "No plans in place when the budget was set",
            "No project yet as at 31 March",
        ] {
            assert!(is_all(&words(text)), "{text}");
        }
        for text in [
            "no smoking project",
            "Business plan",
            "nothing yet",
            "no plan B",
            "Plan not supported by staff",
            "Agency without a plan",
            "Nobody waits: outpatient scheme",
            "Plan B without a project",
            "Divisional savings and no. of schemes",
            "No project document",
            "No scheme lead",
            "Savings with and without plans",
            "No plan at ward level",
            "No scheme before the new wing opens",
        ] {
            assert!(!is_all(&words(text)), "{text}");
        }
    }

    #[test]
    fn a_name_may_end_by_saying_that_nothing_stands_behind_it() {
        assert!(ends_a_name(&words(
            "Late allocation with no scheme behind it"
        )));
        assert!(ends_a_name(&words(
            "Surgery share without any schemes against it"
        )));
        assert!(!ends_a_name(&words("Wards with no named plan B")));
        assert!(!ends_a_name(&words(
            "Outpatient redesign with no project support attached"
        )));
        assert!(!ends_a_name(&words("Travel scheme behind no project")));
    }

    #[test]
    fn an_explanation_speaks_of_schemes_and_not_of_plans_for_them() {
        for text in [
            "no project behind it, held to balance the plan",
            "a figure in the plan without any scheme",
        ] {
            assert!(is_said(&words(text)), "{text}");
        }
        for text in ["idea with no plan", "an idea, no project plan yet"] {
            assert!(!is_said(&words(text)), "{text}");
        }
    }

    #[test]
    fn a_state_of_nothing_yet_says_so_and_a_bare_none_does_not() {
        assert!(is_state(&words("Nothing yet")));
        assert!(is_state(&words("None so far")));
        assert!(!is_state(&words("None")));
        assert!(!is_state(&words("Not started")));
        assert!(!is_state(&words("Nothing outstanding")));
    }

    #[test]
    fn plans_are_awaited_and_parts_are_not() {
        assert!(is_awaited(&words("plans awaited")));
        assert!(is_awaited(&words("Further schemes to come")));
        assert!(is_awaited(&words("Awaiting schemes")));
        assert!(!is_awaited(&words("Spare parts pending")));
        assert!(!is_awaited(&words("Pending plans")));
    }
}
