//! The NHS financial year: April to March; month 1 is April.

use std::fmt;

/// A financial year, named by the calendar year in which it starts: 2023 is 2023/24.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear(pub u16);

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    pub year: u16,
    /// 1 is January.
    pub month: u8,
}

/// Twelve of something, April first.
pub type Monthly<T> = [T; 12];

const NAMES: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

const FULL_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl FinancialYear {
    /// Month `number` of the year, 1 (April) to 12 (March).
    pub fn month(self, number: u8) -> Month {
        let number = number.clamp(1, 12);
        if number <= 9 {
            Month {
                year: self.0,
                month: number + 3,
            }
        } else {
            Month {
                year: self.0 + 1,
                month: number - 9,
            }
        }
    }

    pub fn months(self) -> Monthly<Month> {
        std::array::from_fn(|index| self.month(u8::try_from(index + 1).unwrap_or(12)))
    }

    /// March, in which the year ends.
    pub fn last_month(self) -> Month {
        self.month(12)
    }

    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// Shows as `2023/24`.
impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1) % 100)
    }
}

/// Shows as `March 2024`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name(), self.year)
    }
}

impl Month {
    pub fn financial_year(self) -> FinancialYear {
        FinancialYear(if self.month >= 4 {
            self.year
        } else {
            self.year.saturating_sub(1)
        })
    }

    /// 1 (April) to 12 (March).
    pub fn number_in_year(self) -> u8 {
        if self.month >= 4 {
            self.month - 3
        } else {
            self.month + 9
        }
    }

    /// The calendar month that a word names, 1 for January: its name or the start of it, three letters or more, in any case
    /// (`Sept`; not `decision`).
    pub fn named(word: &str) -> Option<u8> {
        let starts = |name: &&str| {
            name.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let at = FULL_NAMES
            .iter()
            .position(|name| word.len() >= 3 && starts(name))?;
        u8::try_from(at + 1).ok()
    }

    /// `March`
    pub fn name(self) -> &'static str {
        FULL_NAMES
            .get(usize::from(self.month).saturating_sub(1))
            .copied()
            .unwrap_or("?")
    }

    /// `Mar`
    pub fn short_name(self) -> &'static str {
        NAMES
            .get(usize::from(self.month).saturating_sub(1))
            .copied()
            .unwrap_or("?")
    }

    /// `Mar 2024`
    pub fn short(self) -> String {
        format!("{} {}", self.short_name(), self.year)
    }

    /// `2024-03`, the form of the machine-readable review.
    pub fn iso(self) -> String {
        format!("{}-{:02}", self.year, self.month)
    }

    /// `Mar 24`, for the axis of a chart.
    pub fn tick(self) -> String {
        format!("{} {:02}", self.short_name(), self.year % 100)
    }

    pub fn previous(self) -> Self {
        if self.month == 1 {
            Self {
                year: self.year.saturating_sub(1),
                month: 12,
            }
        } else {
            Self {
                month: self.month - 1,
                ..self
            }
        }
    }

    pub fn next(self) -> Self {
        if self.month == 12 {
            Self {
                year: self.year + 1,
                month: 1,
            }
        } else {
            Self {
                year: self.year,
                month: self.month + 1,
            }
        }
    }

    /// The month in which an Excel serial day falls (1900 system); `None` outside 1990 to 2100.
    pub fn from_excel_serial(serial: f64) -> Option<Self> {
        Self::and_day(serial).map(|(month, _)| month)
    }

    /// The day of its month, 1 to 31, on which an Excel serial day falls; `None` outside 1990 to 2100.
    pub fn day_of(serial: f64) -> Option<u8> {
        Self::and_day(serial).map(|(_, day)| day)
    }

    fn and_day(serial: f64) -> Option<(Self, u8)> {
        // 32,874 is 1 January 1990, 73,415 is 1 January 2101.
        if !(32_874.0..73_415.0).contains(&serial) {
            return None;
        }
        // Days from 1 March 0000 in the proleptic Gregorian calendar (Hinnant's `civil_from_days`).
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range is checked above"
        )]
        let days = serial.floor() as i64 - 25_569 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let own = Self {
            year: u16::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
        };
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        Some((own, u8::try_from(day).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn march_belongs_to_the_year_before() {
        assert_eq!(
            Month {
                year: 2024,
                month: 3
            }
            .financial_year(),
            FinancialYear(2023)
        );
        assert_eq!(
            FinancialYear(2023).last_month(),
            Month {
                year: 2024,
                month: 3
            }
        );
        assert_eq!(FinancialYear(2023).to_string(), "2023/24");
        assert_eq!(FinancialYear(1999).to_string(), "1999/00");
    }

    #[test]
    fn excel_serials_become_months() {
        assert_eq!(
            Month::from_excel_serial(45_046.0),
            Some(Month {
                year: 2023,
                month: 4
            })
        ); // 30 April 2023
        assert_eq!(Month::day_of(45_046.0), Some(30));
        assert_eq!(Month::day_of(45_047.0), Some(1));
        assert_eq!(
            Month::from_excel_serial(45_351.0),
            Some(Month {
                year: 2024,
                month: 2
            })
        ); // 29 February 2024
        assert_eq!(
            Month::from_excel_serial(45_382.5),
            Some(Month {
                year: 2024,
                month: 3
            })
        ); // 31 March 2024
        assert_eq!(Month::from_excel_serial(1_240.0), None);
        assert_eq!(Month::from_excel_serial(f64::NAN), None);
    }
}
