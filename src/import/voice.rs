//! What a name says of itself: that the savings are missing, that it is a placeholder, or nothing of the kind.
//! A word of absence that qualifies the savings, or stands alone, is strong; the same word about something else
//! ("Unidentified patients: charge recovery") is no sign.

use super::phrases::KnownWords;
use super::text::{first_word, has, has_any, padded, padded_words, words};
use super::vocabulary::{savings_words, unidentified_word};
use super::{as_at, negations, no_scheme, not_yet, said_of_others, vocabulary};
use std::sync::LazyLock;

pub(super) use super::announced::{heading, remark};

/// How strongly a name alone says that there is no scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Voice {
    Silent,
    /// Placeholder words, such as stretch or pipeline, that schemes also have in their names.
    Weak,
    /// The savings themselves are said to be missing.
    Strong,
}

pub(super) fn of_name(name: &str) -> Voice {
    if !may_speak(name) {
        return Voice::Silent;
    }
    let all = words(name);
    let awaited = not_yet::parts(name)
        .iter()
        .any(|part| no_scheme::is_awaited(&words(part)));
    if awaited || no_scheme::is_state(&all) || ends_in_a_state(name) {
        Voice::Strong
    } else {
        of_text(name)
    }
}

/// "Further schemes: none identified at submission", "Still looking - wards": where a name has two parts, one may say that
/// there is none and the other name no scheme.
fn ends_in_a_state(name: &str) -> bool {
    // "Medicine (nothing put forward yet)"
    let inside = name
        .trim()
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once('('));
    if inside.is_some_and(|(_, state)| no_scheme::is_state_of_work(&words(state))) {
        return true;
    }
    let split = [": ", " - ", " \u{2013} ", " \u{2014} "]
        .iter()
        .find_map(|mark| name.split_once(mark));
    split.is_some_and(|(head, state)| {
        let head = words(head);
        let looking =
            matches!(head.as_slice(), [still, looking] if still == "still" && looking == "looking");
        let neutral = !head.is_empty() && head.iter().all(|word| is_neutral(word));
        looking || (neutral && no_scheme::is_state(&words(state)))
    })
}

/// Whether a name tells of nothing but an amount: "Trust-wide sum", "Balance required by NHSE". A name of words that say
/// nothing else is no sign by itself: with several others it is one.
pub(super) fn is_nondescript(name: &str) -> bool {
    static WORDS: LazyLock<KnownWords> = LazyLock::new(|| AMOUNTS.split_whitespace().collect());
    let amount = |word: &String| WORDS.contains(word.as_str());
    // Of most names the first word already says something else.
    let said = |word: &String| !is_neutral(word) && !amount(word);
    if first_word(name).as_ref().is_some_and(said) {
        return false;
    }
    let all = words(name);
    all.iter().any(amount) && all.iter().all(|word| is_neutral(word) || amount(word))
}

const AMOUNTS: &str = " amount sum value balance remainder residual rest share further additional extra more other required \
    requirement needed ask target element portion measures sought expected contribution ";

pub(super) fn of_text(text: &str) -> Voice {
    if !may_speak(text) {
        return Voice::Silent;
    }
    let text = negations::joined(as_at::without(text));
    let text = said_of_others::without_initials(&said_of_others::without_looked_into(&text));
    let text = text.as_str();
    let all = words(text);
    let padded = padded(&all);
    if all.is_empty() || has_any(&padded, GUARDS) {
        return Voice::Silent;
    }
    let neutral = all.iter().all(|word| is_neutral(word));
    let absent = absent(&padded);
    if not_yet::parts(text)
        .iter()
        .any(|part| no_scheme::is_all(&words(part)))
        || no_scheme::ends_a_name(&all)
    {
        return Voice::Strong;
    }
    if has_any(&padded, BALANCING)
        || not_yet::parts(text)
            .iter()
            .any(|part| fills_up(&words(part)))
        || (neutral && (absent || has_any(&padded, STRONG_ALONE)))
        || (absent
            && (attributive(&all)
                || postpositive(&all)
                || trailing(text, &all)
                || leading(text, &all)))
    {
        return Voice::Strong;
    }
    if absent || has_any(&padded, WEAK) || VAGUE.split("; ").any(|vague| padded.trim() == vague) {
        return Voice::Weak.max(not_yet::of_text(text, ATTRIBUTES));
    }
    not_yet::of_text(text, ATTRIBUTES)
}

/// Whether any word is one that what is listened for begins with, here, in `no_scheme` and in `not_yet`: few names of
/// schemes have one, and the others need no further look.
pub(super) fn may_speak(text: &str) -> bool {
    static FIRST: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let phrases = [
            BALANCING,
            STRONG_ALONE,
            WEAK,
            VAGUE,
            ATTRIBUTIVE,
            POSTPOSITIVE,
            vocabulary::UNIDENTIFIED,
            no_scheme::NEGATION,
            no_scheme::NOBODY,
            no_scheme::NOTHING,
            no_scheme::AWAITED,
            "awaiting; not; to",
        ];
        let phrases = phrases.iter().flat_map(|list| list.split("; "));
        phrases
            .filter_map(|phrase| phrase.split(' ').next())
            .collect()
    });
    static WHOLE: LazyLock<KnownWords> = LazyLock::new(|| {
        let whole = FIRST.iter().filter(|word| !word.ends_with('*'));
        whole.copied().collect()
    });
    static STEMS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let stems = FIRST.iter().filter_map(|word| word.strip_suffix('*'));
        stems.collect()
    });
    let all = padded_words(text);
    all.split_ascii_whitespace()
        .any(|word| WHOLE.contains(word) || STEMS.iter().any(|stem| word.starts_with(stem)))
}

/// "Previously unidentified, now delivered" is a scheme.
const GUARDS: &str = "previously unidentified; formerly unidentified; now identified; now delivered; now fully identified";

/// A figure that only makes the plan add up.
const BALANCING: &str = "balancing figure; balancing item; balancing line; balancing adjustment; balancing number; \
    planning gap; savings gap; saving gap; cip gap; qipp gap; efficiency gap; control total gap; unmet cip; \
    unmet target; unmet savings; savings shortfall; cip shortfall; qipp shortfall; efficiency shortfall; \
    gap to target; gap to close; gap to find; balance to find; balance to achieve; balance to identify; \
    still to find; still to be found; plans to follow; schemes to follow; nhse ask";

/// "Balance to QIPP requirement", "Rest of the 4% target": what is left of what was asked, and nothing worked out.
fn fills_up(all: &[String]) -> bool {
    let rest = all.first().is_some_and(|word| {
        has(
            " balance balancing residual remainder rest remaining shortfall ",
            word,
        )
    });
    let asked = all
        .last()
        .is_some_and(|word| has(" requirement target ask ", word));
    rest && asked
        && all.iter().any(|word| has(" to of against ", word))
        && all
            .iter()
            .all(|word| is_neutral(word) || has(" to balancing remaining ", word))
}

/// Strong where nothing else is said.
const STRONG_ALONE: &str = "stretch; plug; gap; shortfall; top slice; ratchet; additional savings; further savings; \
    further efficiencies; additional efficiencies; extra savings; residual savings; further cip; additional cip; \
    further qipp; additional qipp; additional ask; further efficiency; additional efficiency; cip required; \
    rest of target; rest of the target; remainder of target; remainder of the target; balance of target; balance of the target; target balance; \
    savings required; efficiencies required";

/// Placeholder words: with a further sign they mean that there is no scheme.
const WEAK: &str = "stretch; plug; balancing; residual; gap; shortfall; placeholder; hopper; contingency scheme; \
    recovery actions; ratchet; top slice; balance of; mitigations; further savings; additional savings; \
    general efficiency; productivity target; productivity gain; unresolved; schemes under development";

const VAGUE: &str = "various; misc; miscellaneous; other; other schemes; pipeline; ideas; opportunities; \
    pipeline schemes; placeholder; new schemes; new ideas; future schemes";

/// Words that may stand beside a word of absence without making it a scheme about something else.
const NEUTRAL: &str = " unidentified unident un identified identify not yet to be found confirmed determined agreed \
    allocated developed tbc tbd tbi tba tbf scheme schemes saving savings cip cips qipp efficiency efficiencies plan \
    plans programme programmes project projects opportunity opportunities idea ideas balance residual gap shortfall \
    target stretch further additional other trust trustwide wide system division divisional divisions corporate ics \
    icb the of and for in at on from below line above remaining still unmet cost improvement reduction reductions \
    planning pay non nonpay recurrent recurring nr rec value amount budget general unallocated undeveloped work up \
    follow new is are all this year provider providers group care clinical operational directorate directorates \
    merger synergies synergy delivery required requirement financial recovery actions action mitigation mitigations \
    currently no none unassigned devolved unplanned central centrally held share portion element part remainder rest find achieve close \
    transformation productivity surgery surgical medicine medical estates workforce expenditure income total phase \
    nhse england board measures needed sought wave extra ask placeholder closed filled bridged resolved against quarter pipeline with detail by ";

fn is_neutral(word: &str) -> bool {
    static WORDS: LazyLock<KnownWords> = LazyLock::new(|| NEUTRAL.split_whitespace().collect());
    WORDS.contains(word) || word.chars().all(|c| c.is_ascii_digit()) || word.starts_with('£')
}

/// The words of absence, whatever they are said of.
pub(super) fn absent(padded: &str) -> bool {
    unidentified_word(padded)
        || has_any(padded, ATTRIBUTIVE)
        || has_any(padded, POSTPOSITIVE)
        || has_any(padded, BALANCING)
}

/// "Unplanned care: urgent community response", "Unallocated study leave": the word is said of what the scheme is about,
/// and the name goes on to say what that is.
pub(super) fn is_of_something_else(name: &str) -> bool {
    let all = words(name);
    let first = all.first().is_some_and(|word| has(OF_OTHERS, word));
    first && !attributive(&all) && all.iter().any(|word| !is_neutral(word))
}

/// Words of absence that care, beds and budgets are described by as often as savings are.
const OF_OTHERS: &str = " unallocated unassigned undeveloped unplanned ";

/// Stand before what is absent.
const ATTRIBUTIVE: &str =
    "unidentified; unident; un identified; unallocated; unassigned; undeveloped; unplanned";

/// Stand behind what is absent.
const POSTPOSITIVE: &str = "to be identified; to find; not identified; not yet identified; yet to be identified; to be found; \
    to be confirmed; to be determined; to be agreed; to be allocated; to be assigned; to be apportioned; to be developed; to be worked up; not found; \
    yet to be; tbc; tbd; tbi; tba; tbf; no plan; no plans; no scheme; no schemes; no project; without schemes; unidentified; not yet allocated";

fn is_savings_noun(word: &str) -> bool {
    savings_words(&format!(" {word} "))
        || matches!(
            word,
            "scheme"
                | "schemes"
                | "plans"
                | "target"
                | "balance"
                | "gap"
                | "residual"
                | "remainder"
                | "programme"
                | "requirement"
                | "stretch"
                | "reductions"
                | "opportunities"
                | "synergies"
        )
}

/// "Unidentified CIP", "unallocated divisional savings": what is absent is the savings.
fn attributive(all: &[String]) -> bool {
    all.iter().enumerate().any(|(at, word)| {
        let absent = unidentified_word(&format!(" {word} "))
            || word != "un" && ATTRIBUTIVE.split([';', ' ']).any(|part| part == word);
        absent
            && all
                .iter()
                .skip(at + 1)
                .take(2)
                .any(|next| is_savings_noun(next))
            && all.get(at + 1).is_some_and(|next| is_neutral(next))
    })
}

/// "Savings to be identified", "schemes TBC": the savings come first, what they lack right behind.
fn postpositive(all: &[String]) -> bool {
    (0..all.len())
        .filter(|at| all.get(*at).is_some_and(|word| is_savings_noun(word)))
        .any(|at| {
            let behind = all.get(at + 1..).unwrap_or(&[]);
            [0, 1].into_iter().any(|skip| {
                let rest = format!(
                    "{} ",
                    behind
                        .iter()
                        .skip(skip)
                        .cloned()
                        .collect::<Vec<_>>()
                        .join(" ")
                );
                let bridged = behind
                    .iter()
                    .take(skip)
                    .all(|word| is_neutral(word) && word != "from" && word != "on");
                bridged
                    && POSTPOSITIVE
                        .split("; ")
                        .any(|phrase| rest.starts_with(&format!("{phrase} ")))
            })
        })
}

/// "Outpatient model (not yet identified)", "Community beds - TBC": the name ends by saying that it is not there yet,
/// of itself and not of its supplier, lead or date.
fn trailing(text: &str, all: &[String]) -> bool {
    let padded = padded(all);
    let Some(phrase) = POSTPOSITIVE
        .split("; ")
        .filter(|phrase| padded.trim_end().ends_with(&format!(" {phrase}")))
        .max_by_key(|phrase| phrase.len())
    else {
        return false;
    };
    let count = phrase.split(' ').count();
    let before = all
        .len()
        .checked_sub(count + 1)
        .and_then(|at| all.get(at))
        .map_or("", String::as_str);
    if has(ATTRIBUTES, before) {
        return false;
    }
    // An abbreviation needs its dash or bracket: "Repatriation of TBI" is about brain injuries.
    phrase.contains(' ') || phrase == "unidentified" || {
        let lower = text.to_lowercase();
        lower
            .rfind(phrase)
            .and_then(|at| lower.get(..at))
            .is_some_and(|head| {
                head.trim_end()
                    .ends_with(['-', '–', '—', '(', '[', ':', ','])
            })
    }
}

/// What may be open while the scheme is not.
pub(super) const ATTRIBUTES: &str = " supplier suppliers lead owner sro date dates start site location venue contract price pricing timing \
    phasing detail details qia provider name partner partners sponsor manager tenant buyer lender approval location number \
    patients patient rota ";

/// "Unidentified - Women & Children", "B. No scheme identified yet - by directorate": alone before a dash, colon or
/// bracket, behind a letter or number of a list.
fn leading(text: &str, all: &[String]) -> bool {
    let head = text
        .split([':', ';', ',', '(', '[', '\u{2013}', '\u{2014}'])
        .next()
        .unwrap_or(text);
    let head = words(head.split(" - ").next().unwrap_or(head));
    let listed = head
        .first()
        .is_some_and(|word| word.len() == 1 || word.parse::<u8>().is_ok());
    let said = head.get(usize::from(listed)..).unwrap_or(&[]);
    if said.len() < all.len()
        && unidentified_word(&padded(said))
        && !has(&padded(said), "tbi")
        && said.iter().all(|word| is_neutral(word))
    {
        return true;
    }
    let first = all.first().map_or("", String::as_str);
    let behind = text.trim_start().get(first.len()..).unwrap_or("");
    // "Unidentified-patient coding" is one word of two.
    let compound = behind
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_lowercase()));
    matches!(first, "unidentified" | "unident")
        && !compound
        && behind
            .trim_start()
            .starts_with(['-', '–', '—', ':', ',', '(', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_the_requirement_fills_the_plan_up() {
        for name in [
            "Remainder of the CIP ask",
            "Balance against the 3% target, plans awaited",
            "Rest of the target",
        ] {
            assert_eq!(of_name(name), Voice::Strong, "{name}");
        }
        for name in [
            "Balance sheet review to meet the requirement",
            "Balancing rotas of two wards",
            "Rest and recovery rooms",
        ] {
            assert_ne!(of_name(name), Voice::Strong, "{name}");
        }
    }

    #[test]
    fn what_care_and_budgets_are_called_is_not_said_of_the_savings() {
        for name in [
            "Unplanned care: urgent community response",
            "Unallocated study leave budget removed",
            "Unallocated Saturday sessions \u{2013} cease premium rate",
        ] {
            assert!(is_of_something_else(name), "{name}");
        }
        for name in [
            "Unallocated divisional savings",
            "Unplanned savings Kingsmoor",
            "Unallocated",
            "Stretch hosiery framework",
        ] {
            assert!(!is_of_something_else(name), "{name}");
        }
    }

    #[test]
    fn names_that_say_the_savings_are_missing_are_heard() {
        for name in [
            "Unidentified",
            "Unidentified efficiencies",
            "Savings to be identified",
            "Savings not yet identified",
            "Unidentified CIP",
            "Merger synergies - schemes to be identified",
            "Outpatient model (not yet identified)",
            "System stretch - schemes to be identified",
            "Unidentified CIP gap",
            "Balancing figure - plans to follow",
            "Unidentified QIPP",
            "Below the line: savings to be identified",
            "Not yet identified",
            "TBC",
            "Unallocated CIP target",
            "CIP gap",
            "Balance to find",
            "TBD - system savings",
            "System stretch",
            "Un-identified schemes",
            "Further savings to be confirmed",
            "Unidentified - Women & Children",
            "Community beds redesign - TBC",
            "Unallocated target",
            "Savings requirement not yet allocated",
            "Further CIP required",
            "Stretch",
            "Additional ask",
            "Unidentified pay savings",
            "Prescribing: schemes to be identified",
            "Residual gap to be closed",
            "Placeholder - schemes to be worked up",
            "Unidentified cost reductions",
            "No scheme - Infirmary",
            "B. No scheme identified yet - by subjective",
            "Savings to find",
        ] {
            assert_eq!(of_text(name), Voice::Strong, "{name}");
        }
    }

    #[test]
    fn schemes_named_after_the_words_are_not_accused() {
        for name in [
            "Stretcher and trolley lease retender",
            "TBC - Tissue Bank Consolidation onto one site",
            "Patient identification wristbands - one supplier",
            "Energy: balancing valves and LED lighting",
            "Unidentified patients (no NHS number): charge recovery",
            "Unidentified-patient coding: overseas visitor income",
            "Unallocated car park spaces let to council",
            "Back office target operating model",
            "Target-controlled infusion pumps: consumables",
            "Theatre Pipeline: decontamination pipework",
            "Plug-in telehealth hubs replace home visits",
            "Other people's parking: staff permit scheme",
            "Opportunity cost: car leasing to salary sacrifice",
            "Residual current device testing contract",
            "Gap-filling locums: rota redesign",
            "Savings from unallocated beds",
            "Repatriation of TBI",
            "Theatre lease - supplier TBC",
            "Unidentified leaver overpayment recovery",
            "Stretch wrap and pallets tender",
            "Residual waste contract",
            "Target weight clinic follow-up",
            "Shortfall in car park income recovered",
            "Plugging data gaps in coding income",
            "Pipeline compressors maintenance",
            "Idea Street building lease exit",
            "Opportunity House rent",
            "Balance clinic skill mix",
        ] {
            assert_ne!(of_text(name), Voice::Strong, "{name}");
        }
    }
}
