//! What of this year's savings is there again next year, and the gap that next year starts with.

use crate::plan::{Money, Recurrence, Saving, Sourced};

/// This year's savings by what becomes of them. The first three add up to all of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lasting {
    pub recurrent: Sourced<Money>,
    pub one_off: Sourced<Money>,
    /// Lines that do not say whether they recur.
    pub not_said: Sourced<Money>,
    /// What the recurrent lines with a full-year effect save this year.
    pub part_year: Sourced<Money>,
    /// What the same lines save in a full year.
    pub full_year: Sourced<Money>,
    /// What the recurrent lines save this year that state no full-year effect.
    pub without_full_year: Sourced<Money>,
}

impl Lasting {
    pub fn total(&self) -> Money {
        self.recurrent.value + self.one_off.value + self.not_said.value
    }

    /// What the recurrent lines bring next year on top of this year; negative where they bring less.
    pub fn growth(&self) -> Money {
        self.full_year.value - self.part_year.value
    }

    /// What has to be found again next year to keep this year's position: the one-off savings, less what recurrent ones
    /// bring on top. Negative where more comes than goes.
    pub fn carried_gap(&self) -> Money {
        self.one_off.value - self.growth()
    }
}

/// `None` where no line says whether it recurs, and none states a full-year effect.
pub fn lasting(lines: &[&Saving]) -> Option<Lasting> {
    let mut all = Lasting::default();
    let mut said = false;
    for line in lines {
        let Some(recurrent) = line.recurrent() else {
            add(&mut all.not_said, line.value.value, &line.value);
            continue;
        };
        said = true;
        if !recurrent.is_zero() {
            add(&mut all.recurrent, recurrent, &line.value);
        }
        let rest = line.value.value - recurrent;
        if !rest.is_zero() {
            add(&mut all.one_off, rest, &line.value);
        }
    }
    for line in lines {
        // A line that does not recur has no full year, whatever its cell says.
        if line.recurrence == Some(Recurrence::NonRecurrent) {
            continue;
        }
        let in_year = line.recurrent().unwrap_or(line.value.value);
        match &line.full_year_effect {
            Some(full_year) => {
                said = true;
                add(&mut all.part_year, in_year, &line.value);
                add(&mut all.full_year, full_year.value, full_year);
            }
            None if line.recurrence.is_some() && !in_year.is_zero() => {
                add(&mut all.without_full_year, in_year, &line.value);
            }
            None => {}
        }
    }
    said.then_some(all)
}

fn add(sum: &mut Sourced<Money>, value: Money, from: &Sourced<Money>) {
    sum.value += value;
    sum.cells.extend(from.cells.iter().cloned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{pounds, scheme};

    /// £5.0m that recurs and is worth £7.0m in a full year; £3.0m one-off; £2.0m of which £0.5m recurs, worth £0.8m.
    fn three() -> Vec<Saving> {
        let mut lines = vec![
            scheme("a", 5_000_000, 10),
            scheme("b", 3_000_000, 11),
            scheme("c", 2_000_000, 12),
        ];
        lines[0].full_year_effect = Some(pounds(7_000_000, "CIP!T10"));
        lines[1].recurrence = Some(Recurrence::NonRecurrent);
        lines[1].full_year_effect = Some(pounds(3_000_000, "CIP!T11"));
        lines[2].recurrence = Some(Recurrence::Part {
            recurrent: Money::from_pounds(500_000),
        });
        lines[2].full_year_effect = Some(pounds(800_000, "CIP!T12"));
        lines
    }

    #[test]
    fn next_year_starts_with_the_one_offs_less_the_rest_of_the_full_year() {
        let lines = three();
        let all: Vec<&Saving> = lines.iter().collect();
        let lasting = lasting(&all).unwrap();
        let pounds = Money::from_pounds;
        assert_eq!(lasting.recurrent.value, pounds(5_500_000));
        // £3.0m and £1.5m.
        assert_eq!(lasting.one_off.value, pounds(4_500_000));
        // £7.0m − £5.0m, and £0.8m − £0.5m.
        assert_eq!(lasting.growth(), pounds(2_300_000));
        assert_eq!(lasting.carried_gap(), pounds(2_200_000));
        assert_eq!(lasting.total(), pounds(10_000_000));
    }

    #[test]
    fn a_line_that_says_nothing_is_neither_and_one_without_a_full_year_brings_no_growth() {
        let mut lines = three();
        lines[0].recurrence = None;
        lines[0].full_year_effect = None;
        lines[2].full_year_effect = None;
        let all: Vec<&Saving> = lines.iter().collect();
        let lasting = lasting(&all).unwrap();
        assert_eq!(lasting.not_said.value, Money::from_pounds(5_000_000));
        assert_eq!(lasting.without_full_year.value, Money::from_pounds(500_000));
        assert_eq!(lasting.growth(), Money::ZERO);
    }

    #[test]
    fn where_nothing_is_said_of_next_year_there_is_nothing_to_tell() {
        let mut line = scheme("a", 5, 10);
        line.recurrence = None;
        assert_eq!(super::lasting(&[&line]), None);
    }
}
