//! Published waiting times: how many pathways of each body and each specialty have waited how long, month by month.
//! Pathways, not patients. Knows no file layout.

use super::{Month, Organisation, Sourced, WeekBands, Weeks, WeeksWaited};
use std::collections::BTreeMap;

/// The published waits of many bodies for one month, every total recomputed from the week bands where there are any.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedWaits {
    pub pathways: Pathways,
    pub by: PublishedBy,
    /// `None` where the file does not say.
    pub month: Option<Month>,
    pub organisations: Vec<PublishedOrganisation>,
}

/// What a return counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pathways {
    /// Still waiting at month end.
    Incomplete,
    Admitted,
    NonAdmitted,
    /// Clocks started in the month; nobody has waited yet.
    New,
}

/// Whose pathways stand side by side; the same pathway is in every one of these views once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedBy {
    Provider,
    Commissioner,
    /// The country as a whole.
    Nation,
}

/// One body of a return: all its specialties together, and each by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedOrganisation {
    pub organisation: Organisation,
    pub waits: Waits,
    /// The file's own total row, where it has one.
    pub stated_total: Option<Sourced<u64>>,
    /// By treatment function, in the file's order; empty where the file gives totals only.
    pub specialties: Vec<PublishedSpecialty>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PublishedSpecialty {
    /// Treatment function code, such as `C_110`.
    pub code: Option<String>,
    pub name: String,
    pub waits: Waits,
}

/// How many wait, and how long.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Waits {
    pub total: Sourced<u64>,
    /// 18 weeks or less; `None` where the file does not show it.
    pub within_18_weeks: Option<Sourced<u64>>,
    /// Longer than 18, 52, 65, 78 and 104 weeks, as far as the file goes.
    pub over: BTreeMap<Weeks, Sourced<u64>>,
    /// Empty where the file has no column for each week.
    pub bands: WeekBands,
    /// As the file states it, used where there are no bands.
    pub stated_median: Option<Sourced<WeeksWaited>>,
    pub stated_92nd_percentile: Option<Sourced<WeeksWaited>>,
}

/// One body over all months that the open files hold.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedHistory<'p> {
    pub organisation: &'p Organisation,
    pub pathways: Pathways,
    pub by: PublishedBy,
    pub months: BTreeMap<Month, &'p PublishedOrganisation>,
}

impl Pathways {
    pub fn label(self) -> &'static str {
        match self {
            Self::Incomplete => "Incomplete pathways",
            Self::Admitted => "Completed admitted pathways",
            Self::NonAdmitted => "Completed non-admitted pathways",
            Self::New => "New pathways",
        }
    }
}

impl Waits {
    /// Half have waited no longer.
    pub fn median(&self) -> Option<WeeksWaited> {
        self.bands
            .percentile(50)
            .or(self.stated_median.as_ref().map(|stated| stated.value))
    }

    /// 92 in 100 have waited no longer.
    pub fn ninety_second_percentile(&self) -> Option<WeeksWaited> {
        let stated = self.stated_92nd_percentile.as_ref();
        self.bands
            .percentile(92)
            .or(stated.map(|stated| stated.value))
    }

    /// All parts of a whole together.
    pub fn of_all<'w>(mut parts: impl Iterator<Item = &'w Self>) -> Self {
        let mut sum = parts.next().cloned().unwrap_or_default();
        for part in parts {
            sum.add(part);
        }
        sum
    }

    /// Adds another part of the same whole. What one of the two does not show, the sum does not show.
    pub fn add(&mut self, part: &Self) {
        join(&mut self.total, &part.total);
        match (&mut self.within_18_weeks, &part.within_18_weeks) {
            (Some(sum), Some(part)) => join(sum, part),
            (sum, _) => *sum = None,
        }
        self.over.retain(|weeks, _| part.over.contains_key(weeks));
        for (weeks, sum) in &mut self.over {
            if let Some(part) = part.over.get(weeks) {
                join(sum, part);
            }
        }
        self.bands.add(&part.bands);
        // A median of two lists is not to be had from their medians.
        self.stated_median = None;
        self.stated_92nd_percentile = None;
    }
}

fn join(sum: &mut Sourced<u64>, part: &Sourced<u64>) {
    sum.value = sum.value.saturating_add(part.value);
    sum.cells.append(&part.cells);
}

impl PublishedWaits {
    /// All bodies together: a measure that any of them lacks is not summed.
    pub fn whole(&self) -> Waits {
        Waits::of_all(self.organisations.iter().map(|body| &body.waits))
    }
}

/// The months of each body as one history, by code where there is one, else by name; bodies in order of first appearance.
pub fn histories(published: &[PublishedWaits]) -> Vec<PublishedHistory<'_>> {
    let mut all: Vec<PublishedHistory<'_>> = Vec::new();
    let mut places: BTreeMap<(Pathways, PublishedBy, &str), usize> = BTreeMap::new();
    for waits in published {
        let Some(month) = waits.month else { continue };
        for body in &waits.organisations {
            let organisation = &body.organisation;
            let key = organisation.code.as_deref().unwrap_or(&organisation.name);
            let at = *places
                .entry((waits.pathways, waits.by, key))
                .or_insert_with(|| {
                    all.push(PublishedHistory {
                        organisation,
                        pathways: waits.pathways,
                        by: waits.by,
                        months: BTreeMap::new(),
                    });
                    all.len() - 1
                });
            if let Some(history) = all.get_mut(at) {
                history.months.entry(month).or_insert(body);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(pathways: u64, over_52: Option<u64>) -> Waits {
        let of = |value| Sourced::new(value, Vec::new());
        Waits {
            total: of(pathways),
            within_18_weeks: Some(of(pathways)),
            over: over_52
                .map(|over| (Weeks(52), of(over)))
                .into_iter()
                .collect(),
            ..Waits::default()
        }
    }

    #[test]
    fn a_measure_that_one_part_lacks_is_not_summed() {
        let mut sum = waits(10, Some(2));
        sum.add(&waits(5, Some(1)));
        assert_eq!(sum.over[&Weeks(52)].value, 3);
        sum.add(&waits(5, None));
        assert_eq!((sum.total.value, sum.over.len()), (20, 0));
    }

    #[test]
    fn months_of_one_code_are_one_history_whatever_the_name() {
        let month = |month, name: &str| PublishedWaits {
            pathways: Pathways::Incomplete,
            by: PublishedBy::Provider,
            month: Some(Month { year: 2025, month }),
            organisations: vec![PublishedOrganisation {
                organisation: Organisation {
                    code: Some("RAA".to_owned()),
                    ..Organisation::named(name)
                },
                waits: waits(u64::from(month), None),
                stated_total: None,
                specialties: Vec::new(),
            }],
        };
        let published = [month(5, "ALDER NHS TRUST"), month(4, "Alder NHS Trust")];
        let histories = histories(&published);
        let [history] = histories.as_slice() else {
            panic!("{histories:?}")
        };
        let pathways: Vec<u64> = history
            .months
            .values()
            .map(|body| body.waits.total.value)
            .collect();
        assert_eq!(pathways, [4, 5]);
    }
}
