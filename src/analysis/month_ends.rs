//! Months as points in time: waits are counted at month end, so weeks between months are weeks between month ends.

use crate::plan::Month;

/// Months since year 0, so that months can be counted.
pub(super) fn ordinal(month: Month) -> i32 {
    i32::from(month.year) * 12 + i32::from(month.month) - 1
}

/// The month of an ordinal; `None` outside the years that can be written.
pub(super) fn month_at(ordinal: i32) -> Option<Month> {
    Some(Month {
        year: u16::try_from(ordinal.div_euclid(12)).ok()?,
        month: u8::try_from(ordinal.rem_euclid(12) + 1).ok()?,
    })
}

/// A day, counted from 1 March of year 0 (Gregorian throughout). Day 2 is a Friday, as 3 March of year 0 was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

impl Day {
    /// `day` is 1 or more; the 32nd of a month is a day of the next.
    pub(super) fn of(year: u16, month: u8, day: u8) -> Self {
        // Years begin in March, so that the leap day comes last (Hinnant's `days_from_civil`).
        let shifted = i64::from(month) + if month <= 2 { 9 } else { -3 };
        let year = i64::from(year) - i64::from(month <= 2);
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        Self(365 * year + leap_days + (153 * shifted + 2) / 5 + i64::from(day) - 1)
    }

    pub(super) fn last_of(month: Month) -> Self {
        let next = month.next();
        Self::of(next.year, next.month, 1).plus(-1)
    }

    pub(super) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    pub(super) fn is_weekday(self) -> bool {
        // Day 0 was a Wednesday.
        !matches!(self.0.rem_euclid(7), 3 | 4)
    }

    /// Negative where `later` is earlier.
    pub(super) fn days_to(self, later: Self) -> i64 {
        later.0 - self.0
    }
}

/// From one month end to another, in weeks.
pub(super) fn weeks_between(from: Month, to: Month) -> f64 {
    Day::last_of(from).days_to(Day::last_of(to)) as f64 / 7.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_ends_are_as_far_apart_as_the_calendar_has_them() {
        let month = |year, month| Month { year, month };
        // February 2024 had 29 days; 31 March 2023 to 31 March 2024 are 366.
        let days = |from, to| Day::last_of(from).days_to(Day::last_of(to));
        assert_eq!(days(month(2024, 1), month(2024, 2)), 29);
        assert_eq!(days(month(2023, 3), month(2024, 3)), 366);
        assert_eq!(days(month(2022, 12), month(2023, 1)), 31);
        assert_eq!(month_at(ordinal(month(2023, 12)) + 1), Some(month(2024, 1)));
    }

    #[test]
    fn weekdays_are_as_the_calendar_has_them() {
        // 1 January 2024 was a Monday, 6 January 2024 a Saturday.
        let january = |day| Day::of(2024, 1, day).is_weekday();
        assert_eq!(
            [1, 5, 6, 7, 8].map(january),
            [true, true, false, false, true]
        );
    }
}
