//! Whether a line of the savings plan has a scheme behind it. Evidence is weighed, because schemes are named after
//! gaps, stretchers and unidentified patients too.

use super::text::{has_any, padded, words};
use super::vocabulary::{savings_words, unidentified_word};
use crate::plan::Evidence;
use crate::workbook::CellRef;

/// Everything about a line that bears on the question.
#[derive(Debug, Clone, Default)]
pub(super) struct Signs {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) status_unidentified: bool,
    pub(super) identified_no: bool,
    pub(super) section_unidentified: bool,
    pub(super) below_the_line: bool,
    /// Value equals the target less all other lines, to the rounding.
    pub(super) balances: bool,
    /// A status that says work has been done.
    pub(super) developed: bool,
    pub(super) has_reference: bool,
    pub(super) has_owner: bool,
    /// Whether the table has an owner column, so that a blank says something.
    pub(super) owner_asked: bool,
    /// Whether the table has months or quarters and this line has none.
    pub(super) unphased: bool,
    /// Everything in the last quarter.
    pub(super) late: bool,
    /// Everything in equal parts, which a real scheme seldom has.
    pub(super) flat: bool,
    /// Risk is high, or its colour red.
    pub(super) high_risk: bool,
    /// Trustwide, all, system: nobody's.
    pub(super) nobodys: bool,
    pub(super) round: bool,
}

/// How strongly a name alone says that there is no scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Voice {
    Silent,
    /// Placeholder words, such as stretch or pipeline, that schemes also have in their names.
    Weak,
    /// The savings themselves are said to be missing.
    Strong,
}

/// The reasons to call a line unidentified, the telling one first; empty for a scheme.
pub(super) fn reasons(signs: &Signs, cell: &CellRef) -> Vec<Evidence> {
    let mut reasons = Vec::new();
    let mut push = |reason: String| {
        reasons.push(Evidence {
            reason,
            cell: cell.clone(),
        });
    };
    if signs.status_unidentified {
        push("status is Unidentified".to_owned());
    }
    if signs.identified_no {
        push("marked as not identified".to_owned());
    }
    if signs.section_unidentified {
        push("under a heading of unidentified schemes".to_owned());
    }
    if signs.below_the_line {
        push("stands below the total of identified schemes".to_owned());
    }
    let voice = voice(&signs.name, &signs.description);
    match voice {
        Voice::Strong => push(format!("its name says so: \u{201c}{}\u{201d}", signs.name)),
        Voice::Weak => {
            let second = second_signals(signs);
            if second.len() >= needed(signs) {
                push(format!(
                    "its name is a placeholder (\u{201c}{}\u{201d}), and {}",
                    signs.name,
                    second.join(" and ")
                ));
            }
        }
        Voice::Silent => {}
    }
    if signs.balances && (!signs.has_owner || signs.unphased) && !signs.developed {
        push("its value is the target less every other line".to_owned());
    }
    if signs.name.is_empty() && !signs.has_owner && !signs.has_reference {
        push("it has a value but no name".to_owned());
    }
    reasons
}

/// A worked scheme needs more than one further sign against it.
fn needed(signs: &Signs) -> usize {
    1 + usize::from(signs.developed) + usize::from(signs.has_owner)
}

fn second_signals(signs: &Signs) -> Vec<&'static str> {
    let mut signals = Vec::new();
    let mut add = |held: bool, words: &'static str| {
        if held {
            signals.push(words);
        }
    };
    add(
        signs.balances,
        "its value is the target less every other line",
    );
    add(signs.unphased, "it has no months");
    add(signs.owner_asked && !signs.has_owner, "nobody owns it");
    add(!signs.has_reference, "it has no reference");
    add(
        signs.late && signs.high_risk,
        "all of it is late and at high risk",
    );
    add(signs.nobodys, "it belongs to nobody");
    add(signs.round, "its value is round");
    add(signs.flat && signs.high_risk, "it is spread flat");
    signals
}

/// What the name says. A word that qualifies the savings, or stands alone, is strong; the same word about something
/// else ("Unidentified patients: charge recovery") is no sign.
fn voice(name: &str, description: &str) -> Voice {
    let name_voice = of_text(name);
    if name_voice == Voice::Strong {
        return name_voice;
    }
    let description_words = words(description);
    let short = description_words.len() <= 8;
    if short && of_text(description) == Voice::Strong {
        return Voice::Strong;
    }
    name_voice
}

fn of_text(text: &str) -> Voice {
    let all = words(text);
    let padded = padded(&all);
    if all.is_empty() || guarded(&padded) {
        return Voice::Silent;
    }
    if explicit(&all, &padded) || balancing(&all, &padded) {
        return Voice::Strong;
    }
    if has_any(&padded, WEAK) || alone(&all, VAGUE) {
        return Voice::Weak;
    }
    Voice::Silent
}

/// "Previously unidentified, now delivered" is a scheme.
fn guarded(padded: &str) -> bool {
    has_any(
        padded,
        &[
            "previously unidentified",
            "formerly unidentified",
            "now identified",
            "now delivered",
        ],
    )
}

/// Words that may stand beside a word of absence without making it a scheme about something else.
const NEUTRAL: &[&str] = &[
    "unidentified",
    "unident",
    "un",
    "identified",
    "identify",
    "not",
    "yet",
    "to",
    "be",
    "found",
    "confirmed",
    "determined",
    "agreed",
    "allocated",
    "developed",
    "tbc",
    "tbd",
    "tbi",
    "tba",
    "tbf",
    "scheme",
    "schemes",
    "saving",
    "savings",
    "cip",
    "cips",
    "qipp",
    "efficiency",
    "efficiencies",
    "plan",
    "plans",
    "programme",
    "programmes",
    "project",
    "projects",
    "opportunity",
    "opportunities",
    "idea",
    "ideas",
    "balance",
    "residual",
    "gap",
    "shortfall",
    "target",
    "stretch",
    "further",
    "additional",
    "other",
    "trust",
    "trustwide",
    "wide",
    "system",
    "division",
    "divisional",
    "corporate",
    "ics",
    "icb",
    "the",
    "of",
    "and",
    "for",
    "in",
    "at",
    "on",
    "from",
    "below",
    "line",
    "above",
    "remaining",
    "still",
    "unmet",
    "cost",
    "improvement",
    "reduction",
    "reductions",
    "planning",
    "pay",
    "non",
    "nonpay",
    "recurrent",
    "recurring",
    "nr",
    "rec",
    "value",
    "amount",
    "budget",
    "general",
    "unallocated",
    "undeveloped",
    "work",
    "up",
    "follow",
    "new",
    "is",
    "are",
    "all",
    "this",
    "year",
    "provider",
    "group",
    "care",
    "clinical",
    "operational",
    "directorate",
    "merger",
    "synergies",
    "synergy",
    "delivery",
    "required",
    "requirement",
    "financial",
    "recovery",
    "actions",
    "action",
    "mitigation",
    "mitigations",
    "currently",
    "yet",
    "no",
    "none",
    "unplanned",
    "central",
    "centrally",
    "held",
    "share",
    "portion",
    "element",
    "part",
    "remainder",
    "rest",
    "find",
    "achieve",
    "close",
    "transformation",
    "productivity",
    "surgery",
    "medicine",
    "estates",
    "workforce",
    "expenditure",
    "income",
    "total",
    "phase",
    "wave",
];

/// The savings are said to be missing: the phrase stands alone, or qualifies savings, or all other words are neutral.
fn explicit(all: &[String], padded: &str) -> bool {
    let absent = unidentified_word(padded)
        || has_any(
            padded,
            &[
                "to be found",
                "to be confirmed",
                "to be determined",
                "to be agreed",
                "to be allocated",
                "to be developed",
                "to be worked up",
                "yet to be",
                "tbc",
                "tbd",
                "tbi",
                "tba",
                "tbf",
                "unallocated",
                "undeveloped",
                "plans to follow",
                "schemes to follow",
                "balance to find",
                "balance to achieve",
                "balance to identify",
                "gap to target",
                "gap to close",
                "gap to find",
                "still to find",
                "unresolved gap",
                "no plans",
                "not found",
            ],
        );
    if !absent {
        return false;
    }
    // "Unidentified CIP gap", "Savings to be identified": the word is about the savings themselves.
    let about_savings = savings_words(padded) || has_any(padded, &["scheme", "schemes", "plans"]);
    let (neutral, foreign) = tally(all);
    if foreign == 0 {
        return true;
    }
    if attributed_elsewhere(all) {
        return false;
    }
    let trailing = trailing_absence(all);
    (about_savings && foreign <= neutral) || trailing
}

fn tally(all: &[String]) -> (usize, usize) {
    let neutral = all
        .iter()
        .filter(|word| {
            NEUTRAL.contains(&word.as_str())
                || word.chars().all(|c| c.is_ascii_digit())
                || word.starts_with('£')
        })
        .count();
    (neutral, all.len() - neutral)
}

/// "Outpatient model (not yet identified)", "Community beds - TBC": the name ends by saying that it is not there yet.
fn trailing_absence(all: &[String]) -> bool {
    let padded = padded(all);
    [
        "not yet identified",
        "not identified",
        "to be identified",
        "unidentified",
        "tbc",
        "tbd",
        "to be confirmed",
        "to be determined",
        "to be agreed",
        "to be found",
        "tbi",
        "yet to be identified",
    ]
    .iter()
    .any(|phrase| padded.trim_end().ends_with(&format!(" {phrase}")))
}

/// "Unidentified patients", "Unallocated car park spaces", "TBC - Tissue Bank Consolidation": the word of absence
/// leads and what follows names something that is no saving.
fn attributed_elsewhere(all: &[String]) -> bool {
    let leads = all.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "unidentified"
                | "unallocated"
                | "undeveloped"
                | "tbc"
                | "tbd"
                | "tbi"
                | "tba"
                | "unresolved"
        )
    });
    let next_foreign = all
        .get(1)
        .is_some_and(|word| !NEUTRAL.contains(&word.as_str()));
    leads && next_foreign
}

/// A figure that only makes the plan add up: a balancing figure, a plug, a stretch of the whole system.
fn balancing(all: &[String], padded: &str) -> bool {
    if has_any(
        padded,
        &[
            "balancing figure",
            "balancing item",
            "balancing line",
            "balancing adjustment",
            "balancing number",
            "planning gap",
            "savings gap",
            "saving gap",
            "cip gap",
            "qipp gap",
            "efficiency gap",
            "control total gap",
            "unmet cip",
            "unmet target",
            "unmet savings",
        ],
    ) {
        return true;
    }
    let (_, foreign) = tally(all);
    foreign == 0
        && (has_any(
            padded,
            &[
                "stretch",
                "plug",
                "gap",
                "shortfall",
                "top slice",
                "nhse ask",
                "ratchet",
                "balance",
            ],
        ) || has_any(
            padded,
            &[
                "additional savings",
                "further savings",
                "further efficiencies",
                "additional efficiencies",
                "extra savings",
                "residual savings",
                "residual gap",
            ],
        ))
}

/// Placeholder words: with a further sign they mean that there is no scheme.
const WEAK: &[&str] = &[
    "stretch",
    "plug",
    "balancing",
    "residual",
    "gap",
    "shortfall",
    "placeholder",
    "hopper",
    "contingency scheme",
    "recovery actions",
    "ratchet",
    "top slice",
    "balance of",
    "mitigations",
    "further savings",
    "additional savings",
    "general efficiency",
    "productivity target",
    "productivity gain",
    "unresolved",
];

const VAGUE: &[&str] = &[
    "various",
    "misc",
    "miscellaneous",
    "other",
    "other schemes",
    "pipeline",
    "ideas",
    "opportunities",
    "pipeline schemes",
    "placeholder",
];

fn alone(all: &[String], phrases: &[&str]) -> bool {
    let joined = all.join(" ");
    phrases.contains(&joined.as_str())
}

/// Whether a heading or title announces lines without schemes.
pub(super) fn heading(text: &str) -> bool {
    let all = words(text);
    all.len() <= 10 && explicit(&all, &padded(&all))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "Unallocated car park spaces let to council",
            "Back office target operating model",
            "Target-controlled infusion pumps: consumables",
            "Theatre Pipeline: decontamination pipework",
            "Plug-in telehealth hubs replace home visits",
            "Other people's parking: staff permit scheme",
            "Opportunity cost: car leasing to salary sacrifice",
            "Residual current device testing contract",
            "Gap-filling locums: rota redesign",
        ] {
            assert_ne!(of_text(name), Voice::Strong, "{name}");
        }
    }
}
