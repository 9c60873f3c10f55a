//! The clock on the wall of an NHS office: UK time, summer time included, whatever the computer is set to.

use crate::plan::Month;
use std::time::{SystemTime, UNIX_EPOCH};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// "at 14:32", or "on 21 November at 14:32" where that was another day than `now`.
pub fn moment(then: SystemTime, now: SystemTime) -> String {
    let (then, now) = (uk_seconds(then), uk_seconds(now));
    let second = then.rem_euclid(DAY);
    let clock = format!("at {:02}:{:02}", second / HOUR, second % HOUR / 60);
    let day = then.div_euclid(DAY);
    if day == now.div_euclid(DAY) {
        return clock;
    }
    let (year, month, day) = date(day);
    let month = Month {
        year: u16::try_from(year).unwrap_or_default(),
        month: u8::try_from(month).unwrap_or_default(),
    };
    format!("on {day} {} {clock}", month.name())
}

/// Seconds since 1970 as a clock in the UK counts them.
fn uk_seconds(moment: SystemTime) -> i64 {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    let utc = i64::try_from(since.as_secs()).unwrap_or(i64::MAX / 2);
    let (year, _, _) = date(utc.div_euclid(DAY));
    // From one o'clock on the last Sunday of March to one o'clock on the last Sunday of October.
    let summer = last_sunday(year, 3) * DAY + HOUR..last_sunday(year, 10) * DAY + HOUR;
    if summer.contains(&utc) {
        utc + HOUR
    } else {
        utc
    }
}

/// The last Sunday of a month of 31 days, in days since 1970.
fn last_sunday(year: i64, month: i64) -> i64 {
    let last = days_since_1970(year, month, 31);
    // The first day of 1970 was a Thursday.
    last - (last + 4).rem_euclid(7)
}

/// Counts from March, so that the leap day falls at the end of the year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 719_469
}

/// Year, month and day of a day since 1970.
fn date(days: i64) -> (i64, i64, i64) {
    let mut year = 1970 + days.div_euclid(366);
    while days_since_1970(year + 1, 1, 1) <= days {
        year += 1;
    }
    let month = (1..=12)
        .rev()
        .find(|month| days_since_1970(year, *month, 1) <= days)
        .unwrap_or(1);
    (year, month, days - days_since_1970(year, month, 1) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn winter_and_summer_have_their_own_clocks() {
        // 13 January and 13 July 2026, both 14:32 by Greenwich.
        assert_eq!(moment(at(1_768_314_720), at(1_768_320_000)), "at 14:32");
        assert_eq!(moment(at(1_783_953_120), at(1_783_953_900)), "at 15:32");
    }

    #[test]
    fn the_clock_changes_at_one_on_the_last_sunday() {
        // 29 March 2026, 00:59 and 01:00 by Greenwich; 25 October 2026 likewise.
        let clock = |seconds| moment(at(seconds), at(seconds));
        assert_eq!(clock(1_774_745_940), "at 00:59");
        assert_eq!(clock(1_774_746_000), "at 02:00");
        assert_eq!(clock(1_792_889_940), "at 01:59");
        assert_eq!(clock(1_792_890_000), "at 01:00");
    }

    #[test]
    fn another_day_is_named() {
        let evening = 1_709_245_800;
        assert_eq!(
            moment(at(evening), at(evening + 86_400)),
            "on 29 February at 22:30"
        );
    }
}
