//! Words of absence in a name that are said of something else: initials that are spelt out, and what is missing where it is
//! only looked into.

use super::text::{first_word, has, words};

/// "GAP (Gait And Posture) clinic" is no gap: initials that the bracket behind them spells out are left out.
pub(super) fn without_initials(text: &str) -> String {
    let spelt = || {
        let (before, rest) = text.split_once('(')?;
        let (inside, behind) = rest.split_once(')')?;
        let initials = words(before.split_whitespace().next_back()?);
        let spelt: String = words(inside)
            .iter()
            .filter_map(|word| word.chars().next())
            .collect();
        (spelt.len() > 1 && initials == [spelt]).then(|| {
            let head = before.trim_end();
            let cut = head.rfind(char::is_whitespace).unwrap_or(0);
            format!("{} {inside} {behind}", head.get(..cut).unwrap_or(""))
        })
    };
    spelt().unwrap_or_else(|| text.to_owned())
}

/// "Gap analysis of the hysteroscopy tariff" is work on a gap and no gap: a word of what is missing that is only said of
/// what is looked into is left out.
pub(super) fn without_looked_into(text: &str) -> String {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let is_missing = |token: &str| {
        let whole = token.ends_with(char::is_alphanumeric);
        whole && matches!(words(token).as_slice(), [only] if has(MISSING, only))
    };
    let is_work = |token: &str| first_word(token).is_some_and(|word| has(WORK, &word));
    // A hyphen makes one word of the two.
    let joined = |token: &str| matches!(words(token).as_slice(), [missing, work] if has(MISSING, missing) && has(WORK, work));
    let next = tokens.iter().skip(1).map(Some).chain([None]);
    let left: Vec<&str> = tokens
        .iter()
        .zip(next)
        .filter(|(token, next)| !(is_missing(token) && next.is_some_and(|next| is_work(next))))
        .map(
            |(token, _)| match token.split_once(['-', '\u{2010}', '\u{2011}']) {
                Some((_, work)) if joined(token) => work,
                _ => *token,
            },
        )
        .collect();
    if left == tokens {
        return text.to_owned();
    }
    left.join(" ")
}

/// What a plan lacks, or is asked for beyond what it has.
const MISSING: &str =
    " gap gaps shortfall shortfalls residual balance balancing stretch pipeline plug ";

/// What is done about something by looking into it.
const WORK: &str = " analysis analyses analytics assessment assessments audit audits benchmarking diagnostic diagnostics \
    mapping modelling review reviews study studies survey surveys ";

#[cfg(test)]
mod tests {
    use crate::import::voice::{Voice, of_text};

    #[test]
    fn a_gap_that_is_looked_into_is_work_and_one_that_is_to_be_closed_is_a_gap() {
        for name in [
            "Gap analysis of outpatient hysteroscopy tariff",
            "Coding: gap-analysis by specialty",
            "Savings gap analysis",
            "Balance sheet review",
            "Pipeline review of locum bookings",
        ] {
            assert_eq!(of_text(name), Voice::Silent, "{name}");
        }
        for (name, voice) in [
            ("Gap", Voice::Strong),
            ("CIP gap", Voice::Strong),
            ("Gap to be closed", Voice::Strong),
            ("Gap: analysis to follow", Voice::Weak),
            ("Unidentified: gap analysis", Voice::Strong),
            ("Residual gap after pathway review", Voice::Weak),
        ] {
            assert_eq!(of_text(name), voice, "{name}");
        }
    }

    #[test]
    fn initials_spelt_out_are_not_the_word_they_look_like() {
        assert_eq!(
            of_text("GAP (Gait And Posture) clinic charges"),
            Voice::Silent
        );
        assert_eq!(of_text("Clinics: GAP (gait and posture)"), Voice::Silent);
        assert_eq!(of_text("Gap (plans to follow)"), Voice::Strong);
    }
}
