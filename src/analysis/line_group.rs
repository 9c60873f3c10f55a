//! Some lines of the savings plan that share something, largest first.

use crate::plan::{Cells, Money, Saving, Sourced};
use crate::wording::{counted, money, quoted};
use std::cmp::Reverse;

#[derive(Debug, Clone, Default)]
pub struct LineGroup<'a> {
    pub lines: Vec<&'a Saving>,
}

impl<'a> FromIterator<&'a Saving> for LineGroup<'a> {
    fn from_iter<I: IntoIterator<Item = &'a Saving>>(lines: I) -> Self {
        let mut lines: Vec<&Saving> = lines.into_iter().collect();
        lines.sort_by_key(|line| Reverse(line.value.value));
        Self { lines }
    }
}

impl<'a> LineGroup<'a> {
    /// Of several groups the one that is worth most; the last of equals.
    pub fn most_valuable(groups: impl Iterator<Item = Vec<&'a Saving>>) -> Option<Self> {
        let value = |lines: &Vec<&Saving>| -> Money {
            let values = lines.iter().map(|line| line.value.value);
            values.sum()
        };
        Some(groups.max_by_key(value)?.into_iter().collect())
    }

    /// So many of the largest lines.
    pub fn largest(lines: Vec<&'a Saving>, most: usize) -> Self {
        let place = |(at, line): &(usize, &Saving)| (Reverse(line.value.value), *at);
        let mut lines: Vec<(usize, &Saving)> = lines.into_iter().enumerate().collect();
        if lines.len() > most {
            lines.select_nth_unstable_by_key(most, place);
            lines.truncate(most);
        }
        lines.sort_unstable_by_key(place);
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

impl LineGroup<'_> {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn value(&self) -> Money {
        self.lines.iter().map(|line| line.value.value).sum()
    }

    /// The values' cells, largest line first.
    pub fn cells(&self) -> Cells {
        let values: Sourced<Money> = self.lines.iter().map(|line| &line.value).sum();
        values.cells
    }

    /// The start of a sentence about these lines: what one line does, and what several do.
    pub fn said(&self, one: &str, many: &str) -> String {
        let largest = self.lines.first().map_or_else(String::new, |line| {
            format!("{} with {}", quoted(&line.name), money(line.value.value))
        });
        if self.lines.len() == 1 {
            format!("1 line, {largest}, {one}")
        } else {
            format!(
                "{}, {} in all and the largest {largest}, {many}",
                counted(self.lines.len(), "line", "lines"),
                money(self.value()),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::scheme;

    #[test]
    fn the_largest_line_stands_first_and_is_named() {
        let lines = [scheme("Small", 100_000, 10), scheme("Large", 2_000_000, 11)];
        let group: LineGroup = lines.iter().collect();
        assert_eq!(group.cells()[0].to_string(), "CIP!G11");
        assert_eq!(
            group.said("has no owner.", "have no owner."),
            "2 lines, £2.1m in all and the largest \u{201c}Large\u{201d} with £2.0m, have no owner."
        );
        let group: LineGroup = lines.iter().take(1).collect();
        assert_eq!(
            group.said("has no owner.", "have no owner."),
            "1 line, \u{201c}Small\u{201d} with £100k, has no owner."
        );
    }
}
