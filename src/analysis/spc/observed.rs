//! What happened, month by month: the only thing limits may be computed from.

use crate::plan::{Month, PlanActual};
use std::collections::BTreeMap;

/// Values that were observed, by month. There is no way in for a planned value: limits around a plan would describe its
/// author's spreadsheet, not the service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observed {
    months: BTreeMap<Month, f64>,
}

impl Observed {
    /// The actuals of a long-wait table; months that were only planned stay out.
    pub fn waits(months: &BTreeMap<Month, PlanActual>) -> Self {
        let actual = |(month, both): (&Month, &PlanActual)| {
            Some((*month, both.actual.as_ref()?.value as f64))
        };
        Self::published(months.iter().filter_map(actual))
    }

    /// Figures published after the month had ended. What is no number stays out.
    pub fn published(months: impl IntoIterator<Item = (Month, f64)>) -> Self {
        Self {
            months: months
                .into_iter()
                .filter(|(_, value)| value.is_finite())
                .collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.months.len()
    }

    pub fn is_empty(&self) -> bool {
        self.months.is_empty()
    }

    /// The stretches that begin at these months, the first at the first value.
    pub(super) fn split_at(&self, starts: &[Month]) -> Vec<Vec<(Month, f64)>> {
        let mut parts: Vec<Vec<(Month, f64)>> = Vec::new();
        for (&month, &value) in &self.months {
            match parts.last_mut() {
                Some(part) if !starts.contains(&month) => part.push((month, value)),
                _ => parts.push(vec![(month, value)]),
            }
        }
        parts
    }

    /// Months between the first and the last without a value.
    pub(super) fn missing(&self) -> Vec<Month> {
        let (Some((&first, _)), Some((&last, _))) =
            (self.months.first_key_value(), self.months.last_key_value())
        else {
            return Vec::new();
        };
        std::iter::successors(Some(first), |month| Some(month.next()))
            .take_while(|month| *month < last)
            .filter(|month| !self.months.contains_key(month))
            .collect()
    }

    /// One value a month from January 2020 on.
    #[cfg(test)]
    pub(crate) fn example(values: &[f64]) -> Self {
        let first = Month {
            year: 2020,
            month: 1,
        };
        let months = std::iter::successors(Some(first), |month| Some(month.next()));
        Self::published(months.zip(values.iter().copied()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Sourced;

    fn month(month: u8) -> Month {
        Month { year: 2024, month }
    }

    #[test]
    fn a_planned_month_is_not_observed() {
        let given = |plan: Option<u64>, actual: Option<u64>| PlanActual {
            plan: plan.map(|value| Sourced::new(value, Vec::new())),
            actual: actual.map(|value| Sourced::new(value, Vec::new())),
        };
        let months = BTreeMap::from([
            (month(4), given(Some(90), Some(100))),
            (month(5), given(Some(80), None)),
        ]);
        assert_eq!(
            Observed::waits(&months),
            Observed::published([(month(4), 100.0)])
        );
    }

    #[test]
    fn months_without_a_value_are_named() {
        let observed = Observed::published([
            (month(1), 1.0),
            (month(3), 2.0),
            (month(4), f64::NAN),
            (month(5), 3.0),
        ]);
        assert_eq!(observed.missing(), [month(2), month(4)]);
    }
}
