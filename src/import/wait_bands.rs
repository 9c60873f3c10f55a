//! Waits counted in bands, "0 to 18 weeks", "18 to 26 weeks", … "over 104 weeks": added up from the longest down they are
//! those who wait longer than where each band begins, and all of them the list.

use super::elective::Fact;
use super::text::{name_key, words};
use super::weeks::{self, MEASURES, is_week};
use crate::plan::{Month, Sourced, Weeks};
use std::collections::BTreeMap;

/// The weeks between which a text counts: "52 to 65 weeks", "65-78 wks", "52 to <65 weeks", "26-39 weeks".
pub(super) fn between(text: &str) -> Option<(Weeks, Weeks)> {
    band(text, false)
}

/// The same under a header that speaks of weeks, where "52-65" is enough.
pub(super) fn bare_band(text: &str) -> Option<(Weeks, Weeks)> {
    band(text, true)
}

fn band(text: &str, headed: bool) -> Option<(Weeks, Weeks)> {
    if weeks::is_within_18(text) {
        return Some((Weeks::LIST, Weeks(18)));
    }
    if !text.starts_with(|first: char| first.is_ascii_digit()) && !text.contains("etween") {
        return None;
    }
    let all = words(text);
    let number = |word: &String| -> Option<u16> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let rest = word.get(digits.len()..).unwrap_or("");
        let number = digits.parse().ok()?;
        (rest.is_empty() || is_week(rest)).then_some(number)
    };
    let numbers: Vec<u16> = all.iter().filter_map(number).collect();
    let plain = all.iter().all(|word| {
        number(word).is_some()
            || is_week(word)
            || matches!(
                word.as_str(),
                "to" | "and" | "between" | "under" | "less" | "than" | "waiting" | "waits"
            )
    });
    let told = headed
        || all.iter().any(|word| {
            is_week(word)
                || word.len() > 2 && is_week(word.trim_start_matches(|c: char| c.is_ascii_digit()))
        });
    match numbers.as_slice() {
        [from, to] if plain && told && from < to && *to <= LONGEST => {
            Some((Weeks(*from), Weeks(*to)))
        }
        _ => None,
    }
}

/// Published returns count by the week up to here.
const LONGEST: u16 = 104;

type Key = (String, String, bool, bool, Month);

/// Puts counts over thresholds in the place of bands that reach up to one; bands with nothing above them say nothing of
/// it. Where the table states such a count, it is not put together again.
pub(super) fn added_up(facts: Vec<Fact>) -> Vec<Fact> {
    if facts.iter().all(|fact| fact.below.is_none()) {
        return facts;
    }
    let key = |fact: &Fact| -> Key {
        let body = fact.organisation.as_ref().map(|body| name_key(&body.name));
        let part = fact.specialty.as_deref().map(name_key);
        let named = (body.unwrap_or_default(), part.unwrap_or_default());
        (named.0, named.1, fact.whole, fact.actual, fact.month)
    };
    let mut over: BTreeMap<(Key, Weeks), Sourced<u64>> = BTreeMap::new();
    let (mut bands, mut kept): (Vec<Fact>, Vec<Fact>) =
        facts.into_iter().partition(|fact| fact.below.is_some());
    for fact in &kept {
        over.entry((key(fact), fact.measure))
            .or_insert_with(|| fact.value.clone());
    }
    // From the longest down: each stands on the one above it.
    bands.sort_by_key(|fact| std::cmp::Reverse(fact.measure));
    for mut fact in bands {
        let Some(below) = fact.below.take() else {
            continue;
        };
        let own = (key(&fact), fact.measure);
        let next = |weeks: u16| over.get(&(own.0.clone(), Weeks(weeks)));
        // "26 to 39 weeks" and "40 to 51 weeks" leave nobody out.
        let Some(above) = next(below.0).or_else(|| next(below.0.saturating_add(1))) else {
            continue;
        };
        if over.contains_key(&own) {
            continue;
        }
        let cells = fact.value.cells.iter().chain(above.cells.iter()).cloned();
        let sum = fact.value.value.saturating_add(above.value);
        fact.value = Sourced::new(sum, cells.collect::<Vec<_>>());
        over.insert(own, fact.value.clone());
        kept.push(fact);
    }
    kept.retain(|fact| fact.measure == Weeks::LIST || MEASURES.contains(&fact.measure.0));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::read;

    #[test]
    fn a_band_says_where_it_begins_and_ends() {
        let weeks = |from, to| Some((Weeks(from), Weeks(to)));
        assert_eq!(between("52 to 65 weeks"), weeks(52, 65));
        assert_eq!(between("65-78 wks"), weeks(65, 78));
        assert_eq!(between("78 to <104 weeks"), weeks(78, 104));
        assert_eq!(between("Between 52 and 65 weeks"), weeks(52, 65));
        assert_eq!(between("26-39 weeks"), weeks(26, 39));
        for text in [
            "Over 104 weeks",
            "52 weeks",
            "52 to 65 patients",
            "65 to 52 weeks",
            "52-65",
        ] {
            assert_eq!(between(text), None, "{text}");
        }
    }

    fn drawn(rows: &str) -> String {
        format!(
            "Kelder elective return 2024/25: plan\n\nProvider|Weeks waited|Apr 2024|May 2024\n{rows}"
        )
    }

    #[test]
    fn bands_add_up_to_those_who_wait_longer() {
        let rows = "Ash NHS Trust|52 to 65 weeks|100|90\nAsh NHS Trust|65 to 78 weeks|20|10\n\
                    Ash NHS Trust|78 to 104 weeks|5|2\nAsh NHS Trust|Over 104 weeks|1|0\n\
                    Ash NHS Trust|All over 52 weeks|126|102";
        let elective = read(&[("Plan", &drawn(rows))]).elective.unwrap();
        let measures: Vec<u16> = elective.measures().iter().map(|weeks| weeks.0).collect();
        assert_eq!(measures, [52, 65, 78, 104]);
        let april = Month {
            year: 2024,
            month: 4,
        };
        let over = |weeks: u16| elective.total(Weeks(weeks))[&april].plan.clone().unwrap();
        assert_eq!(
            [52, 65, 78, 104].map(|weeks| over(weeks).value),
            [126, 26, 6, 1]
        );
        assert_eq!(over(65).cells.len(), 3);
        assert_eq!(over(52).cells.len(), 1);
    }

    #[test]
    fn bands_that_reach_no_open_end_count_nobody_over_anything() {
        let rows = "Ash NHS Trust|52 to 65 weeks|100|90\nAsh NHS Trust|65 to 78 weeks|20|10";
        assert!(read(&[("Plan", &drawn(rows))]).elective.is_none());
    }

    #[test]
    fn bands_between_measures_count_nobody_over_the_week_they_end_with() {
        let rows = "Ash NHS Trust|0-18 weeks|600|610\nAsh NHS Trust|18-26 weeks|200|190\n\
                    Ash NHS Trust|26-39 weeks|100|90\nAsh NHS Trust|40-52 weeks|50|40\n\
                    Ash NHS Trust|52-65 weeks|20|10\nAsh NHS Trust|65+ weeks|5|2";
        let elective = read(&[("Plan", &drawn(rows))]).elective.unwrap();
        let april = Month {
            year: 2024,
            month: 4,
        };
        let over = |weeks: Weeks| elective.total(weeks)[&april].plan.clone().unwrap().value;
        assert_eq!(
            [Weeks::LIST, Weeks(18), Weeks(52), Weeks(65)].map(over),
            [975, 375, 25, 5]
        );
        assert_eq!(elective.measures(), [Weeks(18), Weeks(52), Weeks(65)]);
    }

    #[test]
    fn bands_in_columns_and_under_a_header_of_weeks_add_up_to_each_measure() {
        let over = |drawn: &str, weeks: u16| {
            let drawn = format!("Elm NHS Trust waiting list plan 2025/26\n\n{drawn}");
            let elective = read(&[("RTT", &drawn)]).elective.unwrap();
            let months = elective.total(crate::plan::Weeks(weeks));
            months
                .values()
                .next()
                .and_then(|both| both.plan.as_ref().map(|plan| plan.value))
        };
        let across = "Month|0-18 weeks|18-26 weeks|26-52 weeks|52-65 weeks|65+ weeks\nApr-25|9000|2000|1500|250|50\nMay-25|9100|1950|1450|240|40";
        let down = "Weeks waiting|Apr-25|May-25\n0-18|9000|9100\n18-26|2000|1950\n26-52|1500|1450\n52-65|250|240\n65+|50|40\nTotal|12800|12780";
        let within = "Month|Within 18 weeks|Over 18 weeks|Over 52 weeks|Over 65 weeks\nApr-25|9000|3800|300|50\nMay-25|9100|3680|280|40";
        for drawn in [across, down, within] {
            assert_eq!(over(drawn, 0), Some(12_800));
            assert_eq!(over(drawn, 65), Some(50));
            assert_eq!(over(drawn, 52), Some(300));
            assert_eq!(over(drawn, 18), Some(3_800));
        }
    }
}
