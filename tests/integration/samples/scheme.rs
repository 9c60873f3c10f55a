//! A savings line as the sample workbooks write it.

use super::house::phase;

/// One line, in the unit its workbook quotes.
pub struct Scheme {
    pub reference: &'static str,
    pub name: &'static str,
    pub division: &'static str,
    pub owner: &'static str,
    pub status: &'static str,
    pub risk: &'static str,
    pub recurrent: bool,
    /// Month of the year in which it starts, 1 is April.
    pub start: usize,
    pub value: i64,
}

pub const DEVELOPED: &str = "Fully developed";
pub const PROGRESS: &str = "Plans in progress";
pub const OPPORTUNITY: &str = "Opportunity";
pub const UNIDENTIFIED: &str = "Unidentified";

impl Scheme {
    pub fn months(&self) -> [i64; 12] {
        let mut weights = [10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 11, 11];
        for weight in weights.iter_mut().take(self.start - 1) {
            *weight = 0;
        }
        phase(self.value, weights)
    }

    /// A recurrent saving that starts late saves more next year.
    pub fn full_year(&self) -> i64 {
        if !self.recurrent || self.status == UNIDENTIFIED {
            return 0;
        }
        let months = i64::try_from(13 - self.start).unwrap();
        // No line of a sample more than doubles.
        (self.value * 12 / months).min(self.value * 2)
    }

    pub fn start_name(&self) -> &'static str {
        const NAMES: [&str; 12] = [
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
            "January",
            "February",
            "March",
        ];
        NAMES[self.start - 1]
    }
}

/// A compact line of a table of schemes.
pub type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    bool,
    usize,
    i64,
);

pub fn scheme(row: &Row) -> Scheme {
    let (reference, name, division, owner, status, risk, recurrent, start, value) = *row;
    Scheme {
        reference,
        name,
        division,
        owner,
        status,
        risk,
        recurrent,
        start,
        value,
    }
}
