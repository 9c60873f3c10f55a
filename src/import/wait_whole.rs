//! Several tables of waits of which one is the sum of the others: a trust's, beside those of its sites or services.

use super::elective::Fact;
use super::text::words;
use super::wait_totals::{call_by_tab, tab};
use crate::plan::{Month, Weeks};
use std::collections::{BTreeMap, BTreeSet};

/// What one table counts, by measure and month.
type Counts = BTreeMap<(Weeks, bool, Month), u64>;

/// Fewer counts may add up by chance.
pub(super) const COUNTS_MIN: usize = 6;

/// Marks the table that is the sum of all others, count by count, as that of the whole: its parts are counted, and told
/// apart. The captions are what stands over each table.
pub(super) fn mark(tables: &mut [Vec<Fact>], captions: &[String]) {
    mark_other_cut(tables);
    if let Some(at) = whole(tables) {
        call_parts(tables, at, captions);
        for fact in tables.get_mut(at).into_iter().flatten() {
            fact.whole = true;
        }
    }
}

/// The table that others add up to, be it known as that of the whole or not.
fn whole(tables: &[Vec<Fact>]) -> Option<usize> {
    let parts: Vec<Counts> = tables.iter().map(|facts| counts(facts)).collect();
    let mut sums = Counts::new();
    for (key, count) in parts.iter().flatten() {
        let sum = sums.entry(*key).or_default();
        *sum = sum.saturating_add(*count);
    }
    let is_sum = |at: usize, facts: &[Fact]| {
        let own = counted(facts.iter());
        let nothing = Counts::new();
        let part = parts.get(at).unwrap_or(&nothing);
        let others = parts.iter().filter(|other| !other.is_empty()).count();
        let agrees = |(key, count): (&(Weeks, bool, Month), &u64)| {
            let here = part.get(key).copied().unwrap_or(0);
            sums.get(key).is_some_and(|sum| sum - here == *count)
        };
        others >= 2 + usize::from(!part.is_empty())
            && own.len() >= COUNTS_MIN
            && own.len() == sums.len()
            && own.values().any(|count| *count > 0)
            && own.iter().all(agrees)
    };
    let mut tables = tables.iter().enumerate();
    tables
        .find(|(at, facts)| is_sum(*at, facts))
        .map(|(at, _)| at)
}

/// What adds up to the whole is its parts, whatever their sheets are called: "Other specialties" is one beside "Eyes". Several
/// parts on one sheet are told apart by what stands over them.
fn call_parts(tables: &mut [Vec<Fact>], whole: usize, captions: &[String]) {
    let parts: Vec<usize> = tables
        .iter()
        .enumerate()
        .filter(|(at, facts)| *at != whole && facts.iter().any(|fact| !fact.whole))
        .map(|(at, _)| at)
        .collect();
    let by_tab = |at: &usize| -> Option<String> {
        let tabs: BTreeSet<_> = tables.get(*at)?.iter().map(tab).collect();
        let mut tabs = tabs.into_iter();
        let only = tabs.next().filter(|_| tabs.next().is_none())?;
        Some(only?.to_string())
    };
    let by_caption = |at: &usize| -> Option<String> {
        let caption = captions.get(*at)?;
        let named = (1..=CAPTION_WORDS_MAX).contains(&words(caption).len());
        named.then(|| caption.clone())
    };
    let called = |name: &dyn Fn(&usize) -> Option<String>| -> Option<Vec<String>> {
        let names: Vec<String> = parts.iter().map(name).collect::<Option<_>>()?;
        let distinct: BTreeSet<&String> = names.iter().collect();
        (distinct.len() == names.len()).then_some(names)
    };
    let Some(names) = called(&by_tab).or_else(|| called(&by_caption)) else {
        return;
    };
    for (at, name) in parts.iter().zip(names) {
        let facts = tables.get_mut(*at).into_iter().flatten();
        for fact in facts.filter(|fact| !fact.whole && fact.specialty.is_none()) {
            call_by_tab(fact, &name);
        }
    }
}

/// A caption of more words is no name of a part.
const CAPTION_WORDS_MAX: usize = 6;

/// The same patients by site and then by specialty: the table of fewer counts is another cut of the other one.
fn mark_other_cut(tables: &mut [Vec<Fact>]) {
    let cut = |facts: &[Fact]| {
        facts
            .iter()
            .any(|fact| !fact.whole && fact.specialty.is_some())
    };
    let told: Vec<(bool, Counts)> = tables
        .iter()
        .map(|facts| (cut(facts), counts(facts)))
        .collect();
    let is_same = |own: &Counts, other: &Counts| {
        own.len() >= COUNTS_MIN
            && own.values().any(|count| *count > 0)
            && own.iter().all(|(key, count)| other.get(key) == Some(count))
    };
    for (at, (by_specialty, own)) in told.iter().enumerate() {
        let again = told
            .iter()
            .enumerate()
            .any(|(other_at, (other_cut, other))| {
                let larger = (other.len(), other_at) > (own.len(), at);
                at != other_at && by_specialty != other_cut && larger && is_same(own, other)
            });
        for fact in tables.get_mut(at).filter(|_| again).into_iter().flatten() {
            fact.whole = true;
        }
    }
}

/// Of the parts; what is known to be of the whole stands beside them.
fn counts(facts: &[Fact]) -> Counts {
    counted(facts.iter().filter(|fact| !fact.whole))
}

fn counted<'f>(facts: impl Iterator<Item = &'f Fact>) -> Counts {
    let mut counts = Counts::new();
    for fact in facts {
        let count = counts
            .entry((fact.measure, fact.actual, fact.month))
            .or_default();
        *count = count.saturating_add(fact.value.value);
    }
    counts
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;
    use crate::plan::{Month, Weeks};

    const APRIL: Month = Month {
        year: 2024,
        month: 4,
    };

    fn table(over: &str, counts: [u32; 3]) -> String {
        let rows: Vec<String> = ["April 2024", "May 2024", "June 2024"]
            .iter()
            .zip(counts)
            .map(|(month, count)| format!("{month}|{}|{}|{}", count * 10, count, count / 2))
            .collect();
        format!(
            "{over}\nMonth end|Over 18 weeks|Over 52 weeks|Over 65 weeks\n{}",
            rows.join("\n")
        )
    }

    fn sheet(what: &str, counts: [u32; 3]) -> String {
        let over = format!("Oak Orthopaedic NHS FT\nRTT incomplete pathways 2024/25, {what}\n");
        table(&over, counts)
    }

    #[test]
    fn the_same_patients_by_site_and_by_specialty_are_counted_once() {
        let months = ["April", "May", "June", "July", "August", "September"];
        let rows = |of: &dyn Fn(usize) -> String| -> String {
            let rows = months.iter().enumerate();
            let rows = rows.map(|(at, month)| format!("\n{month} 2024|{}", of(at)));
            rows.collect()
        };
        let head = "Oak Orthopaedic NHS FT\nPathways over 52 weeks 2024/25";
        let by_specialty = format!(
            "{head}, actual\n\nMonth end|Orthopaedics|Ear nose and throat{}",
            rows(&|at| format!("{}|{}", 70 - 5 * at, 30 - 2 * at))
        );
        let by_site = format!(
            "{head}\n\nMonth end|Oak Hospital||Copse Hospital|\n|Plan|Actual|Plan|Actual{}",
            rows(&|at| format!("50|{}|30|{}", 60 - 4 * at, 40 - 3 * at))
        );
        let read = read(&[("By site", &by_site), ("By specialty", &by_specialty)]);
        let total = read.elective.unwrap().total(Weeks(52));
        assert_eq!(total[&APRIL].actual.as_ref().unwrap().value, 100);
    }

    #[test]
    fn a_trusts_table_beside_those_of_its_sites_is_their_sum_and_counted_once() {
        let sheets = [
            ("Trust", sheet("both sites", [40, 30, 20])),
            ("Oak", sheet("Oak site", [30, 24, 18])),
            ("Copse", sheet("Copse site", [10, 6, 2])),
        ];
        let drawn: Vec<(&str, &str)> = sheets
            .iter()
            .map(|(name, drawn)| (*name, drawn.as_str()))
            .collect();
        let elective = read(&drawn).elective.unwrap();
        let waiting: u64 = elective
            .trajectories
            .iter()
            .filter(|one| one.measure == Weeks(52))
            .filter_map(|one| one.months.get(&APRIL)?.plan.as_ref())
            .map(|count| count.value)
            .sum();
        assert_eq!(waiting, 40);
    }

    #[test]
    fn the_tables_of_sites_below_each_other_are_told_apart_by_what_stands_over_them() {
        let drawn = format!(
            "Oak Orthopaedic NHS FT\nRTT incomplete pathways 2024/25, trajectory\n\n{}\n\n\n{}\n\n\n{}",
            table("Copse wing", [30, 24, 18]),
            table("Lane wing", [10, 6, 2]),
            table("Whole trust", [40, 30, 20])
        );
        let elective = read(&[("Waits", &drawn)]).elective.unwrap();
        let total = elective.total(Weeks(52));
        assert_eq!(total[&APRIL].plan.as_ref().unwrap().value, 40);
        let parts: Vec<_> = elective
            .trajectories
            .iter()
            .filter_map(|one| one.specialty.as_deref())
            .collect();
        assert!(
            parts.contains(&"Copse wing") && parts.contains(&"Lane wing"),
            "{parts:?}"
        );
    }

    #[test]
    fn whatever_is_left_has_a_sheet_of_its_own_and_counts() {
        let sheets = [
            ("Trust", sheet("all services", [40, 30, 20])),
            ("Eyes", sheet("eyes", [24, 20, 14])),
            ("Joints", sheet("joints", [10, 6, 4])),
            ("Other specialties", sheet("all others", [6, 4, 2])),
        ];
        let drawn: Vec<(&str, &str)> = sheets
            .iter()
            .map(|(tab, drawn)| (*tab, drawn.as_str()))
            .collect();
        let waits = read(&drawn).elective.unwrap();
        let total = waits.total(Weeks(52));
        assert_eq!(total[&APRIL].plan.as_ref().unwrap().value, 40);
    }
}
