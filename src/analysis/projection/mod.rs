//! Where the long waits are going: pathways over 52, 65 and 78 weeks up to a deadline, with a range, and what the same
//! method would have said in months whose outcome is known.
//!
//! Rests on counts alone: knows no plan, no capacity and no intention. What a drive before a deadline can do is in the
//! range, not in the middle of it.

mod back_test;
mod choice;
mod others;
#[cfg(test)]
mod real_lists;
mod study;
mod survival;

pub use back_test::{Error, ErrorsAhead};
pub use choice::{Choice, ENOUGH_MONTHS};
pub use study::{FARTHEST, STUDIED};

use super::month_ends::{month_at, ordinal};
use super::wait_series::WaitSeries;
use crate::plan::{Month, Weeks};

/// How a projection is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Those who wait already, less those treated on the way as in recent months.
    Cohort,
    /// A straight line through the last six months.
    StraightLine,
    /// As many as now.
    NoChange,
}

impl Method {
    pub const ALL: [Self; 3] = [Self::Cohort, Self::StraightLine, Self::NoChange];

    pub fn name(self) -> &'static str {
        match self {
            Self::Cohort => "cohort survival",
            Self::StraightLine => "straight line",
            Self::NoChange => "no change",
        }
    }
}

/// Pathways over a threshold, month by month to a deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    pub threshold: Weeks,
    /// The last month counted, and the count.
    pub from: Month,
    pub now: u64,
    /// The month the last projection is for.
    pub deadline: Month,
    /// One for each month after `from`, the deadline last.
    pub path: Vec<Projected>,
    pub method: Method,
    pub choice: Choice,
    /// What each method would have said, by distance, as far as outcomes are known. Nearest first.
    pub back_test: Vec<ErrorsAhead>,
    /// Months of history the projection rests on.
    pub history: usize,
    /// Whether ages are known by the week, or read between published thresholds.
    pub by_week: bool,
    /// Months at which the list changed what it counts; nothing was carried across them.
    pub breaks: Vec<Month>,
}

/// Pathways at a month's end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projected {
    pub month: Month,
    pub expected: f64,
    /// About 8 in 10 outcomes lay between these on the lists studied.
    pub low: f64,
    pub high: f64,
}

/// Why there is no projection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotProject {
    /// How well it projects is known for 52, 65 and 78 weeks only.
    NotStudied,
    /// The last month counted is the deadline or later.
    DeadlinePassed,
    /// How well it projects is known for [`FARTHEST`] months only.
    TooFar,
    /// Counts over this threshold in two months in a row at least.
    TooFewCounts,
}

impl CannotProject {
    /// What is missing, for the middle of a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NotStudied => "a measure of 52, 65 or 78 weeks",
            Self::DeadlinePassed => "a deadline after the last month counted",
            Self::TooFar => "a count within twelve months of the deadline",
            Self::TooFewCounts => "counts of two months in a row at least",
        }
    }
}

impl Projection {
    pub fn at_deadline(&self) -> Option<&Projected> {
        self.path.last()
    }
}

/// A series as it was known at the end of one month: nothing later can be seen through it.
struct Series<'s> {
    all: &'s WaitSeries,
    now: i32,
}

impl<'s> Series<'s> {
    fn up_to(all: &'s WaitSeries, now: i32) -> Self {
        Self { all, now }
    }

    fn longer_than(&self, month: i32, weeks: u16) -> Option<u64> {
        self.known(month)?.longer_than(weeks)
    }

    fn longer_than_about(&self, month: i32, age: f64) -> Option<f64> {
        self.known(month)?.longer_than_about(age)
    }

    fn known(&self, month: i32) -> Option<&super::wait_series::WaitCounts> {
        self.all.at(month).filter(|_| month <= self.now)
    }

    fn breaks_at(&self, month: i32) -> bool {
        month <= self.now && self.all.breaks_at(month)
    }

    fn project(&self, method: Method, threshold: u16, ahead: i32) -> Option<f64> {
        match method {
            Method::Cohort => survival::cohort(self, f64::from(threshold), ahead),
            Method::StraightLine => others::straight_line(self, threshold, ahead),
            Method::NoChange => others::no_change(self, threshold),
        }
    }
}

/// To the deadline, by the method this list's own history speaks for.
pub fn project(
    series: &WaitSeries,
    threshold: Weeks,
    deadline: Month,
) -> Result<Projection, CannotProject> {
    if !STUDIED.contains(&threshold) {
        return Err(CannotProject::NotStudied);
    }
    let (from, latest) = series.latest().ok_or(CannotProject::TooFewCounts)?;
    let now = latest
        .longer_than(threshold.0)
        .ok_or(CannotProject::TooFewCounts)?;
    let known = Series::up_to(series, ordinal(from));
    let ahead = u8::try_from((ordinal(deadline) - known.now).max(0)).unwrap_or(u8::MAX);
    if ahead == 0 {
        return Err(CannotProject::DeadlinePassed);
    }
    if ahead > FARTHEST {
        return Err(CannotProject::TooFar);
    }
    let mut back_test = Vec::new();
    let mut chosen = (
        Method::Cohort,
        Choice::TooLittleHistory {
            months: series.months.len(),
        },
    );
    for months_ahead in 1..=FARTHEST {
        let trials = back_test::trials(series, threshold.0, i32::from(months_ahead));
        if months_ahead == ahead {
            chosen = choice::choose(&trials, series.months.len());
        }
        back_test.extend(back_test::errors_ahead(&trials, months_ahead));
    }
    let (method, choice) = chosen;
    let path = (1..=ahead)
        .map(|step| projected(&known, method, threshold, step))
        .collect::<Option<Vec<Projected>>>()
        .ok_or(CannotProject::TooFewCounts)?;
    Ok(Projection {
        threshold,
        from,
        now,
        deadline,
        path,
        method,
        choice,
        back_test,
        history: series.months.len(),
        by_week: !latest.bands.is_empty(),
        breaks: series.breaks(),
    })
}

/// The range is the cohort method's, the only one studied, stretched to hold what another method says.
fn projected(known: &Series<'_>, method: Method, threshold: Weeks, step: u8) -> Option<Projected> {
    let ahead = i32::from(step);
    let cohort = known.project(Method::Cohort, threshold.0, ahead)?;
    let expected = known.project(method, threshold.0, ahead)?;
    let (low, high) = study::range(threshold, step, cohort)?;
    Some(Projected {
        month: month_at(known.now + ahead)?,
        expected,
        low: low.min(expected),
        high: high.max(expected),
    })
}
