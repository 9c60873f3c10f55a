//! Whether a remark that no scheme stands behind a line is over: it says that it was so, or goes on to say what was found.

use super::text::{has_any, is_one_of, padded, sentences, words};
use super::vocabulary::unidentified_word;
use super::{no_scheme, not_yet, voice};

/// Right before a word of absence they say that it was so; "Target was set in March" says nothing of the kind.
const PAST: &str =
    "was; were; had; previously; formerly; originally; initially; longer; sat; stood";
/// May stand between the two.
const BETWEEN: &str = "in; the; as; among; still; yet; entirely; wholly; fully; largely; partly; all; there; once; to; be; been";
/// Behind what is absent they say the same.
const PAST_BEHIND: &str = "previously; formerly; originally; initially";
/// What is absent goes on: "no scheme identified behind this".
const OF_IT: &str = "unidentified; unallocated; scheme; schemes; plan; plans; project; projects; savings; saving; cip; qipp; \
    identified; found; agreed; named; allocated; assigned; behind; against; it; this; line; yet; at; in; the; stage; place; \
    firm; be; been";
/// With these absence begins; "unidentified" by its stem.
const BEGINS: &str = "no; not; nothing; none; nil; without; nobody; noone; lacks; lacking; lack; unallocated; unassigned; \
    undeveloped; unplanned; to; yet";

/// What is said to be there.
const DONE: &str = "signed; found; replaced; resolved; superseded; agreed; approved; identified; awarded; let; delivered; delivering; \
    started; begun; began; live; running; underway; complete; completed";
const DONE_IN_TWO: [[&str; 2]; 3] = [["in", "delivery"], ["in", "place"], ["under", "way"]];
/// What stands behind a line. Its manager may have started and its negotiations have begun while it is not there.
const SCHEME: &str = "scheme; schemes; project; projects; contract; contracts; lease; leases; proposal; proposals; pid; pids; rota; \
    initiative; initiatives";
const NOW: &str = "now; since; meanwhile; subsequently";
/// Between the two they say nothing else.
const LINKS: &str =
    "is; are; was; were; has; have; had; been; now; since; both; all; fully; being; subsequently";
/// It is not there yet, or only in part.
const OPEN: &str = "not; no; none; nothing; yet; to be; being; unidentified; unresolved; unsigned; will; would; must; should; could; \
    may be; need; needs; awaiting; awaited; if; until; when; before; half; part; partly; some";
/// They lead from what was absent to what there is now.
const LEADS: &str = "now; since; meanwhile; subsequently; but; then; later; and";

/// Whether it was so, and is not any more: every clause that says it says that it was, or one behind it tells of what there
/// is. The other clauses may tell the past of what they like.
pub(super) fn is_over(text: &str) -> bool {
    let clauses: Vec<Vec<String>> = sentences(text)
        .iter()
        .flat_map(|sentence| not_yet::parts(sentence))
        .map(|clause| words(&clause))
        .collect();
    let says = |says: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
        let all = clauses.iter().enumerate();
        let all = all.filter(|(_, clause)| says(clause));
        all.map(|(at, _)| at).collect()
    };
    let mut missing =
        says(&|clause| unidentified_word(&padded(clause)) || no_scheme::is_said(clause));
    if missing.is_empty() {
        missing = says(&|clause| voice::absent(&padded(clause)));
    }
    if missing.is_empty() {
        missing.push(0);
    }
    let there = says(&is_there).pop();
    let is_past = |at: usize| {
        let clause = clauses.get(at).map_or(&[][..], Vec::as_slice);
        // "Unidentified (previously)"
        let next = clauses.get(at + 1).map_or(&[][..], Vec::as_slice);
        let behind = !next.is_empty() && next.iter().all(|word| is_one_of(word, PAST_BEHIND));
        behind || was(clause) || there.is_some_and(|there| there > at)
    };
    missing.into_iter().all(is_past)
}

/// "Was still unidentified", "no scheme originally", "unidentified but now replaced by theatres".
fn was(clause: &[String]) -> bool {
    let begins = |at: &usize| {
        let word = clause.get(*at).map_or("", String::as_str);
        let longer = clause.get(at + 1).is_some_and(|next| next == "longer");
        (is_one_of(word, BEGINS) && !longer) || word.starts_with("unident")
    };
    let at = (0..clause.len()).find(begins).unwrap_or(0);
    let (before, behind) = clause.split_at_checked(at).unwrap_or((&[], clause));
    let before = before.iter().rev();
    let mut before = before.skip_while(|word| is_one_of(word, BETWEEN));
    // What was to be identified is not; what used to be unidentified is.
    let is_to = behind.first().is_some_and(|word| word == "to");
    let past = before.next().is_some_and(|word| {
        if is_to {
            word == "used"
        } else {
            is_one_of(word, PAST)
        }
    });
    let goes_on = |word: &&String| is_one_of(word, OF_IT) || is_one_of(word, BEGINS);
    let then = behind.iter().find(|word| !goes_on(word));
    let lead = behind.iter().position(|word| is_one_of(word, LEADS));
    past || then.is_some_and(|word| is_one_of(word, PAST_BEHIND))
        || lead.is_some_and(|lead| is_there(behind.get(lead..).unwrap_or(&[])))
}

/// Whether it says that something is there: a contract signed, a scheme agreed, what was missing now found.
fn is_there(clause: &[String]) -> bool {
    let is = |at: usize, list: &str| clause.get(at).is_some_and(|word| is_one_of(word, list));
    let done = |at: usize| {
        let two = DONE_IN_TWO
            .iter()
            .any(|two| clause.get(at..at + 2).is_some_and(|own| own == two));
        is(at, DONE) || two
    };
    let behind = |at: usize| done((at..clause.len()).find(|at| !is(*at, LINKS)).unwrap_or(at));
    let opens = |at: usize| {
        (0..at).all(|before| is(before, LEADS) || is(before, "it; this; these; they; but"))
    };
    let told = (0..clause.len()).any(|at| {
        (is(at, SCHEME) && behind(at + 1)) || (is(at, NOW) && opens(at) && behind(at + 1))
    });
    // "Resolved", "now signed"
    let whole = clause.len() <= 2
        && clause
            .iter()
            .any(|word| is_one_of(word, "signed; resolved; found"));
    (told || whole) && !has_any(&padded(clause), OPEN)
}

#[cfg(test)]
mod tests {
    use super::is_over;
    use crate::import::fixture::{flagged, read};

    const STANDS: [&str; 22] = [
        "No scheme identified. Target was set in March.",
        "Unidentified. Options were discussed at CIP board.",
        "No schemes identified. Target originally allocated pro rata.",
        "No scheme identified since April",
        "Unidentified. The lead has since left.",
        "Nothing identified; the sums were shared out pro rata",
        "No scheme identified until the review reports.",
        "Unidentified. Budget now signed off by the executive.",
        "Unidentified, was to be theatres",
        "Scheme was to be identified by May",
        "No scheme identified. Contract not yet signed.",
        "Still to be found. Shares were agreed in January.",
        "Was unidentified at M2, scheme found in May. Scheme since withdrawn: unidentified",
        "Unidentified. Savings share agreed with the board.",
        "No scheme yet. Project manager started in May.",
        "No scheme identified. Contract negotiations started",
        "Unidentified. Line signed off by the director",
        "Still to be found. Lead found in June.",
        "To be identified. Scheme pipeline running behind",
        "Unidentified; finance lead replaced",
        "Unidentified (resolved at committee to leave it in)",
        "No scheme identified. Requirement approved by the board",
    ];

    #[test]
    fn a_past_told_of_something_else_leaves_it_so() {
        for text in STANDS {
            assert!(!is_over(text), "{text}");
        }
    }

    #[test]
    fn what_was_so_or_was_found_since_is_over() {
        for text in [
            "Was unidentified at month 2; project agreed by both hospitals",
            "Stood in the unidentified lines at first; runs since June",
            "Previously unidentified, since replaced",
            "No scheme originally. Starts in May.",
            "Unidentified (previously)",
            "There was no scheme until June",
            "Used to be unidentified",
            "No longer unidentified",
            "Unidentified at plan stage but now found in theatres",
            "No plans in the first draft; now signed",
            "No scheme identified. Contract signed in May.",
            "Unidentified. Now in delivery.",
            "Unidentified at M3. Ward scheme approved at board.",
            "Were to find this; contract let in July",
        ] {
            assert!(is_over(text), "{text}");
        }
    }

    #[test]
    fn a_line_whose_remark_goes_on_about_its_target_is_flagged() {
        for text in STANDS.into_iter().take(5) {
            let savings = read(&[(
                "CIP",
                &format!(
                    "Oak NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|Plan|Comments\nMedicine|R|300|{text}\n\
                     Surgery|R|500|On track\nBank|R|200|Was unidentified; rota signed in May\nDrugs|NR|90|On track"
                ),
            )])
            .savings
            .unwrap();
            assert_eq!(flagged(&savings), ["Medicine"], "{text}");
        }
    }
}
