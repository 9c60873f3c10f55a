//! The savings told apart by one facet: each group with what there is to know of it. The groups add up to all.

use super::facet::{Facet, groups};
use super::lasting::{Lasting, lasting};
use super::{PhasedSavings, StatusMix, phased};
use crate::plan::{Money, Saving, Sourced};
use std::cmp::Reverse;

/// The lines that say the same of a facet.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// `None` for the lines that say nothing of it.
    pub name: Option<String>,
    pub lines: usize,
    pub total: Sourced<Money>,
    pub mix: StatusMix,
    pub phased: Option<PhasedSavings>,
    pub lasting: Option<Lasting>,
    /// Forecast of the lines that give one, and their plan.
    pub forecast: Option<(Sourced<Money>, Sourced<Money>)>,
}

impl Group {
    /// All of the lines as one, without a name.
    pub fn of_all(lines: &[&Saving]) -> Self {
        group(None, lines)
    }
}

/// Largest first; what says nothing last.
pub fn split(lines: &[&Saving], facet: Facet) -> Vec<Group> {
    let mut all: Vec<Group> = groups(lines, facet)
        .into_iter()
        .map(|(name, own)| group(name, &own))
        .collect();
    all.sort_by_key(|group| (group.name.is_none(), Reverse(group.total.value)));
    all
}

/// Whether the lines differ in it: two groups, or one beside lines that say nothing.
pub fn tells_apart(lines: &[&Saving], facet: Facet) -> bool {
    let mut said = lines.iter().map(|line| facet.of(line));
    let Some(first) = said.next() else {
        return false;
    };
    said.any(|other| other != first)
}

fn group(name: Option<String>, own: &[&Saving]) -> Group {
    let with_forecast = || own.iter().filter(|line| line.forecast.is_some());
    let forecast = with_forecast().next().map(|_| {
        let forecast = with_forecast()
            .filter_map(|line| line.forecast.as_ref())
            .sum();
        (forecast, with_forecast().map(|line| &line.value).sum())
    });
    Group {
        name,
        lines: own.len(),
        total: own.iter().map(|line| &line.value).sum(),
        mix: StatusMix::of(own.iter().copied()),
        phased: phased(own),
        lasting: lasting(own),
        forecast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Status;
    use crate::plan::example::scheme;
    use proptest::prelude::*;

    #[test]
    fn a_facet_that_all_lines_share_tells_nothing_apart() {
        let mut lines = [scheme("a", 1, 10), scheme("b", 2, 11)];
        let all: Vec<&Saving> = lines.iter().collect();
        assert!(!tells_apart(&all, Facet::Owner) && !tells_apart(&[], Facet::Owner));
        lines[1].owner = None;
        let all: Vec<&Saving> = lines.iter().collect();
        assert!(tells_apart(&all, Facet::Owner));
    }

    proptest! {
        #[test]
        fn the_groups_of_any_facet_add_up_to_all(
            drawn in proptest::collection::vec((0_i64..9_000, 0_usize..5, 0_u8..4, any::<bool>()), 1..40)
        ) {
            let lines: Vec<Saving> = drawn
                .iter()
                .zip(10..)
                .map(|((value, step, owner, phased), row)| {
                    let mut line = scheme("s", *value, row);
                    let status = Status::ALL.get(*step).copied();
                    line.status = line.status.filter(|_| status.is_some());
                    if let Some(stated) = &mut line.status {
                        stated.status = status;
                    }
                    line.owner = (*owner > 0).then(|| format!("Owner {owner}"));
                    line.phasing = line.phasing.filter(|_| *phased);
                    line
                })
                .collect();
            let all: Vec<&Saving> = lines.iter().collect();
            let whole: Money = lines.iter().map(|line| line.value.value).sum();
            for facet in Facet::ALL {
                let groups = split(&all, facet);
                let sum: Money = groups.iter().map(|group| group.total.value).sum();
                prop_assert_eq!(sum, whole);
                for group in &groups {
                    prop_assert_eq!(group.mix.total(), group.total.value);
                }
                prop_assert_eq!(groups.iter().map(|group| group.lines).sum::<usize>(), lines.len());
            }
        }
    }
}
