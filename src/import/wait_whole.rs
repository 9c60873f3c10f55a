//! Several tables of waits of which one is the sum of the others: a trust's, beside those of its sites or services.

use super::elective::Fact;
use crate::plan::{Month, Weeks};
use std::collections::BTreeMap;

/// What one table counts, by measure and month.
type Counts = BTreeMap<(Weeks, bool, Month), u64>;

/// Fewer counts may add up by chance.
pub(super) const COUNTS_MIN: usize = 6;

/// Marks the table that is the sum of all others, count by count, as that of the whole: its parts are counted.
pub(super) fn mark(tables: &mut [Vec<Fact>]) {
    mark_other_cut(tables);
    let counts: Vec<Counts> = tables.iter().map(|facts| counts(facts)).collect();
    let told = |counts: &Counts| !counts.is_empty();
    if counts.iter().filter(|counts| told(counts)).count() < 3 {
        return;
    }
    let mut sums = Counts::new();
    for (key, count) in counts.iter().flatten() {
        let sum = sums.entry(*key).or_default();
        *sum = sum.saturating_add(*count);
    }
    let is_sum = |own: &Counts| {
        let agrees = |(key, count): (&(Weeks, bool, Month), &u64)| {
            sums.get(key).is_some_and(|sum| sum - count == *count)
        };
        own.len() >= COUNTS_MIN
            && own.len() == sums.len()
            && own.values().any(|count| *count > 0)
            && own.iter().all(agrees)
    };
    if let Some(at) = counts.iter().position(is_sum)
        && let Some(whole) = tables.get_mut(at)
    {
        for fact in whole {
            fact.whole = true;
        }
    }
}

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

fn counts(facts: &[Fact]) -> Counts {
    let mut counts = Counts::new();
    for fact in facts.iter().filter(|fact| !fact.whole) {
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

    fn sheet(what: &str, counts: [u32; 3]) -> String {
        let rows: Vec<String> = ["April 2024", "May 2024", "June 2024"]
            .iter()
            .zip(counts)
            .map(|(month, count)| format!("{month}|{}|{}|{}", count * 10, count, count / 2))
            .collect();
        format!(
            "Oak Orthopaedic NHS FT\nRTT incomplete pathways 2024/25, {what}\n\n\
             Month end|Over 18 weeks|Over 52 weeks|Over 65 weeks\n{}",
            rows.join("\n")
        )
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
        let april = Month {
            year: 2024,
            month: 4,
        };
        let read = read(&[("By site", &by_site), ("By specialty", &by_specialty)]);
        let total = read.elective.unwrap().total(Weeks(52));
        assert_eq!(total[&april].actual.as_ref().unwrap().value, 100);
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
        let april = Month {
            year: 2024,
            month: 4,
        };
        let waiting: u64 = elective
            .trajectories
            .iter()
            .filter(|one| one.measure == Weeks(52))
            .filter_map(|one| one.months.get(&april)?.plan.as_ref())
            .map(|count| count.value)
            .sum();
        assert_eq!(waiting, 40);
    }
}
