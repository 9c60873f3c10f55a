//! How much of the savings rests on how few lines, and on how few people.

use super::facet::{Facet, groups};
use crate::plan::{Money, Saving, Share, Sourced};
use std::cmp::Reverse;

/// The largest savings lines and what is left without them.
#[derive(Debug, Clone, PartialEq)]
pub struct Largest<'p> {
    /// Largest first.
    pub top: Vec<&'p Saving>,
    pub others: usize,
    pub rest: Sourced<Money>,
    pub total: Money,
    /// Part of all that the five largest make.
    pub five: Option<Share>,
    /// Whoever owns most, and how much; `None` where fewer than two owners are named.
    pub owner: Option<(String, Sourced<Money>)>,
}

impl Largest<'_> {
    pub fn share_of_top(&self) -> Option<Share> {
        (self.total - self.rest.value).share_of(self.total)
    }
}

/// The `count` largest lines of all.
pub fn largest<'p>(lines: &[&'p Saving], count: usize) -> Largest<'p> {
    let mut top: Vec<&Saving> = lines.to_vec();
    top.sort_by_key(|line| Reverse(line.value.value));
    let total: Money = lines.iter().map(|line| line.value.value).sum();
    let five: Money = top.iter().take(5).map(|line| line.value.value).sum();
    let rest = top.split_off(count.min(top.len()));
    Largest {
        others: rest.len(),
        rest: rest.iter().map(|line| &line.value).sum(),
        top,
        total,
        five: five.share_of(total),
        owner: owner(lines),
    }
}

fn owner(lines: &[&Saving]) -> Option<(String, Sourced<Money>)> {
    let named: Vec<(String, Vec<&Saving>)> = groups(lines, Facet::Owner)
        .into_iter()
        .filter_map(|(name, own)| Some((name?, own)))
        .collect();
    if named.len() < 2 {
        return None;
    }
    named
        .into_iter()
        .map(|(name, own)| {
            let sum: Sourced<Money> = own.iter().map(|line| &line.value).sum();
            (name, sum)
        })
        .max_by_key(|(_, sum)| sum.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::scheme;

    #[test]
    fn the_largest_and_the_rest_are_all() {
        let lines: Vec<Saving> = (1..=12)
            .map(|number| scheme(&format!("s{number}"), i64::from(number) * 100, number))
            .collect();
        let all: Vec<&Saving> = lines.iter().collect();
        let found = largest(&all, 10);
        assert_eq!(found.top.first().unwrap().name, "s12");
        assert_eq!((found.top.len(), found.others), (10, 2));
        // 100 and 200 of 7,800.
        assert_eq!(found.rest.value, Money::from_pounds(300));
        assert_eq!(found.total, Money::from_pounds(7_800));
        let top: Money = found.top.iter().map(|line| line.value.value).sum();
        assert_eq!(top + found.rest.value, found.total);
        // 1,200 + 1,100 + 1,000 + 900 + 800 of 7,800.
        assert_eq!(found.five, Money::from_pounds(5_000).share_of(found.total));
    }

    #[test]
    fn one_owner_of_all_is_not_told_from_others() {
        let lines = [scheme("a", 1, 10), scheme("b", 2, 11)];
        let all: Vec<&Saving> = lines.iter().collect();
        assert_eq!(largest(&all, 10).owner, None);
        let mut lines = lines;
        lines[0].owner = Some("CNO".to_owned());
        let all: Vec<&Saving> = lines.iter().collect();
        let (name, sum) = largest(&all, 10).owner.unwrap();
        assert_eq!((name.as_str(), sum.value), ("COO", Money::from_pounds(2)));
    }

    #[test]
    fn no_lines_have_no_largest() {
        let found = largest(&[], 10);
        assert!(found.top.is_empty() && found.five.is_none() && found.share_of_top().is_none());
    }
}
