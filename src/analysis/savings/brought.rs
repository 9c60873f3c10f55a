//! What the savings have brought so far and are expected to bring, beside what was planned: only lines that give both count.

use crate::plan::{Money, Saving, Share, Sourced};

/// Planned and brought by the same lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Against {
    pub plan: Sourced<Money>,
    /// Actual or forecast.
    pub brought: Sourced<Money>,
    /// Lines that give both.
    pub lines: usize,
}

impl Against {
    /// Brought less planned: negative is a shortfall.
    pub fn variance(&self) -> Money {
        self.brought.value - self.plan.value
    }

    /// Brought as a part of planned.
    pub fn rate(&self) -> Option<Share> {
        self.brought.value.share_of(self.plan.value)
    }

    fn take(&mut self, plan: &Sourced<Money>, brought: &Sourced<Money>) {
        self.plan.value += plan.value;
        self.plan.cells.extend(plan.cells.iter().cloned());
        self.brought.value += brought.value;
        self.brought.cells.extend(brought.cells.iter().cloned());
        self.lines += 1;
    }
}

/// Plan against actual to date, and plan for the year against forecast.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought<'p> {
    pub to_date: Option<Against>,
    pub year: Option<Against>,
    /// Lines that give an actual or a forecast, the largest shortfall first: of the forecast, else to date.
    pub lines: Vec<&'p Saving>,
    /// Lines that give neither.
    pub silent: Sourced<Money>,
    /// Lines behind plan to date whose forecast is the plan all the same.
    pub hopeful: Sourced<Money>,
}

/// Actual less plan to date; `None` where either is not given.
pub fn variance_to_date(line: &Saving) -> Option<Money> {
    let (plan, actual) = (line.plan_to_date.as_ref()?, line.actual_to_date.as_ref()?);
    Some(actual.value - plan.value)
}

/// Forecast less plan for the year; `None` where no forecast is given.
pub fn variance_of_year(line: &Saving) -> Option<Money> {
    Some(line.forecast.as_ref()?.value - line.value.value)
}

/// `None` where no line gives an actual beside its plan to date, or a forecast.
pub fn brought<'p>(lines: &[&'p Saving]) -> Option<Brought<'p>> {
    let (mut to_date, mut year) = (Against::default(), Against::default());
    let mut found = Brought::default();
    for line in lines {
        if let (Some(plan), Some(actual)) = (&line.plan_to_date, &line.actual_to_date) {
            to_date.take(plan, actual);
        }
        if let Some(forecast) = &line.forecast {
            year.take(&line.value, forecast);
        }
        let (so_far, whole) = (variance_to_date(line), variance_of_year(line));
        if so_far.is_none() && whole.is_none() {
            found.silent.value += line.value.value;
            found.silent.cells.extend(line.value.cells.iter().cloned());
            continue;
        }
        found.lines.push(line);
        if so_far.is_some_and(Money::is_negative) && whole.is_some_and(Money::is_zero) {
            found.hopeful.value += line.value.value;
            found.hopeful.cells.extend(
                line.forecast
                    .iter()
                    .flat_map(|forecast| forecast.cells.iter().cloned()),
            );
        }
    }
    if found.lines.is_empty() {
        return None;
    }
    found.lines.sort_by_key(|line| {
        let variance = variance_of_year(line).or_else(|| variance_to_date(line));
        (variance.unwrap_or_default(), variance_to_date(line))
    });
    found.to_date = (to_date.lines > 0).then_some(to_date);
    found.year = (year.lines > 0).then_some(year);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{pounds, scheme};

    fn told(name: &str, row: u32, to_date: Option<(i64, i64)>, forecast: Option<i64>) -> Saving {
        let mut line = scheme(name, 1_000, row);
        if let Some((plan, actual)) = to_date {
            line.plan_to_date = Some(pounds(plan, &format!("CIP!U{row}")));
            line.actual_to_date = Some(pounds(actual, &format!("CIP!V{row}")));
        }
        line.forecast = forecast.map(|value| pounds(value, &format!("CIP!W{row}")));
        line
    }

    #[test]
    fn only_lines_that_give_both_are_set_against_each_other_and_the_worst_stands_first() {
        let lines = [
            told("on plan", 10, Some((500, 500)), Some(1_000)),
            told("behind, hopeful", 11, Some((500, 200)), Some(1_000)),
            told("behind, honest", 12, Some((500, 300)), Some(700)),
            told("silent", 13, None, None),
        ];
        let all: Vec<&Saving> = lines.iter().collect();
        let found = brought(&all).unwrap();
        let to_date = found.to_date.unwrap();
        assert_eq!(to_date.plan.value, Money::from_pounds(1_500));
        assert_eq!(to_date.variance(), Money::from_pounds(-500));
        let year = found.year.unwrap();
        assert_eq!((year.lines, year.rate()), (3, Some(Share::percent(90))));
        assert_eq!(found.silent.value, Money::from_pounds(1_000));
        assert_eq!(found.hopeful.value, Money::from_pounds(1_000));
        let order: Vec<&str> = found.lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(order, ["behind, honest", "behind, hopeful", "on plan"]);
    }

    #[test]
    fn a_plan_before_its_year_has_nothing_to_set_against_it() {
        let line = scheme("a", 1, 10);
        assert_eq!(brought(&[&line]), None);
    }
}
