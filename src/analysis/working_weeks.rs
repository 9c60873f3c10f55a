//! Weeks in which planned operations take place: calendar weeks less what Christmas and Easter take.
//!
//! Planned theatre lists all but stop from Christmas Day to New Year's Day, and on Good Friday and Easter Monday. Other
//! bank holidays take single days that lists are commonly moved around, and are not counted.

use super::month_ends::Day;
use crate::plan::Month;

/// The time from one month end to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorkingWeeks {
    /// Whole calendar weeks.
    pub weeks: u32,
    /// Weeks of five working days lost between Christmas Day and New Year's Day.
    pub lost_at_christmas: f64,
    /// And on Good Friday and Easter Monday.
    pub lost_at_easter: f64,
}

impl WorkingWeeks {
    /// `None` where `to` is not after `from`.
    pub fn between(from: Month, to: Month) -> Option<Self> {
        let (first, last) = (Day::last_of(from).plus(1), Day::last_of(to));
        let days = first.days_to(last) + 1;
        let weeks = u32::try_from(days / 7).ok().filter(|_| days > 0)?;
        let within = |day: Day| day >= first && day <= last;
        let years = from.year..=to.year;
        let easter = years.clone().flat_map(|year| {
            let sunday = easter_sunday(year);
            [sunday.plus(-2), sunday.plus(1)]
        });
        // From the Christmas of the year before, whose New Year's Day may be the first day counted.
        let christmas = (from.year.saturating_sub(1)..=to.year)
            .flat_map(|year| (0..8).map(move |day| Day::of(year, 12, 25).plus(day)));
        let weeks_of = |days: usize| days as f64 / 5.0;
        Some(Self {
            weeks,
            lost_at_christmas: weeks_of(
                christmas
                    .filter(|day| day.is_weekday() && within(*day))
                    .count(),
            ),
            lost_at_easter: weeks_of(easter.filter(|day| within(*day)).count()),
        })
    }

    /// Calendar weeks less those lost; never below zero.
    pub fn working(&self) -> f64 {
        (f64::from(self.weeks) - self.lost_at_christmas - self.lost_at_easter).max(0.0)
    }
}

/// By the anonymous Gregorian rule (Meeus, Jones, Butcher).
fn easter_sunday(year: u16) -> Day {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let moved = (century + 8) / 25;
    let correction = (century - moved + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    Day::of(
        year,
        u8::try_from(month).unwrap_or(3),
        u8::try_from(day).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(from: (u16, u8), to: (u16, u8)) -> Option<WorkingWeeks> {
        let month = |(year, month)| Month { year, month };
        WorkingWeeks::between(month(from), month(to))
    }

    fn same(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9
    }

    #[test]
    fn easter_falls_where_the_calendar_has_it() {
        let known = [
            (2008, 3, 23),
            (2011, 4, 24),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
        ];
        for (year, month, day) in known {
            assert_eq!(easter_sunday(year), Day::of(year, month, day), "{year}");
        }
    }

    #[test]
    fn october_to_march_loses_christmas_and_an_early_easter() {
        // 1 November 2023 to 31 March 2024: 152 days. 25 to 29 December and 1 January are six working days;
        // Good Friday was 29 March 2024, Easter Monday is past the end.
        let span = between((2023, 10), (2024, 3)).unwrap();
        assert_eq!(span.weeks, 21);
        assert!(same(span.lost_at_christmas, 1.2) && same(span.lost_at_easter, 0.2));
        assert!(same(span.working(), 19.6));
    }

    #[test]
    fn new_years_day_is_lost_to_a_count_from_december() {
        // 1 January 2025 was a Wednesday; Easter of 2025 is in April.
        let span = between((2024, 12), (2025, 3)).unwrap();
        assert!(same(span.lost_at_christmas, 0.2) && same(span.lost_at_easter, 0.0));
    }

    #[test]
    fn no_time_is_left_after_the_deadline() {
        assert_eq!(between((2024, 3), (2024, 3)), None);
        assert_eq!(between((2024, 3), (2024, 1)), None);
    }
}
