//! Who wrote something and when. Knows no clock: the moment is passed in.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// A moment in Coordinated Universal Time as it stands in the file: `2026-11-22T16:22:43.120Z`. Text that is no such
/// moment is kept as it is, so that a file edited by hand loses nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(String);

impl Moment {
    /// From milliseconds since the beginning of 1970.
    pub fn at(milliseconds: i64) -> Self {
        let (days, rest) = (milliseconds.div_euclid(DAY), milliseconds.rem_euclid(DAY));
        let (year, month, day) = date(days);
        let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
        let (second, thousandth) = (rest / 1000 % 60, rest % 1000);
        Self(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{thousandth:03}Z"
        ))
    }

    /// `22 Nov 2026`; the text itself where it is no date.
    pub fn day(&self) -> String {
        const NAMES: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let part = |from: usize, to: usize| self.0.get(from..to)?.parse::<usize>().ok();
        let said = || {
            let name = NAMES.get(part(5, 7)?.checked_sub(1)?)?;
            Some(format!("{} {name} {}", part(8, 10)?, part(0, 4)?))
        };
        said().unwrap_or_else(|| self.0.clone())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Year, month and day of the Gregorian calendar from days since 1 January 1970, in years that begin in March, so that
/// the leap day is the last.
fn date(days: i64) -> (i64, i64, i64) {
    let from_march_0 = days + 719_468;
    let era = from_march_0.div_euclid(146_097);
    let day_of_era = from_march_0.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Who and when; stands with everything the reviewer writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Signed {
    pub who: String,
    pub when: Moment,
}

impl Signed {
    pub fn new(who: impl Into<String>, when: Moment) -> Self {
        Self {
            who: who.into(),
            when,
        }
    }

    /// A name for what is written now. Nobody writes two things in one thousandth of a second, so that two people's
    /// files never give one name to two things.
    pub fn id(&self) -> Id {
        Id(format!("{} {}", self.when, self.who))
    }
}

/// `J Smith, 22 Nov 2026`.
impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.who.as_str() {
            "" => write!(f, "{}", self.when.day()),
            who => write!(f, "{who}, {}", self.when.day()),
        }
    }
}

/// What one entry or one step of a review goes by, in every copy of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_so_that_text_sorts_as_time_does() {
        let leap = Moment::at(1_709_164_800_000);
        assert_eq!(leap.to_string(), "2024-02-29T00:00:00.000Z");
        assert_eq!(Moment::at(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Moment::at(-1).to_string(), "1969-12-31T23:59:59.999Z");
        assert_eq!(
            Moment::at(1_795_364_563_120).to_string(),
            "2026-11-22T16:22:43.120Z"
        );
        assert!(Moment::at(999) < Moment::at(1000));
    }

    #[test]
    fn a_day_is_said_as_people_say_it_and_other_text_is_left_alone() {
        assert_eq!(Moment::at(1_709_164_800_000).day(), "29 Feb 2024");
        assert_eq!(Moment("last Tuesday".to_owned()).day(), "last Tuesday");
        assert_eq!(Moment("2024-13-01".to_owned()).day(), "2024-13-01");
    }
}
