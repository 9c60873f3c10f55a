//! Where the long waits are going: pathways over 52, 65 and 78 weeks up to a deadline, with a range, and what the same
//! method would have said in months whose outcome is known.
//!
//! Rests on counts alone: knows no plan, no capacity and no intention. What a drive before a deadline can do is in the
//! range, not in the middle of it.

mod back_test;
mod choice;
#[cfg(test)]
mod made_lists;
mod others;
mod range;
#[cfg(test)]
mod real_lists;
mod study;
mod survival;

pub use back_test::{Error, ErrorsAhead};
pub use choice::{Choice, ENOUGH_MONTHS};
pub use range::Held;
pub use study::{FARTHEST, FEWEST, FEWEST_MONTHS, STUDIED};

use super::month_ends::{month_at, ordinal};
use super::wait_series::WaitSeries;
use crate::plan::{Month, Weeks};

/// Months looked back over for enough of them.
const HISTORY: i32 = 24;

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
    /// How often ranges like the one at the deadline held where they had not been drawn from.
    pub held: Held,
}

/// Pathways at a month's end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projected {
    pub month: Month,
    pub expected: f64,
    /// How many outcomes lay between these on lists that had no part in drawing them is in [`Projection::held`].
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
    /// Nobody is over the threshold in the last month counted.
    Nobody,
    /// Fewer than `FEWEST` pathways are over the threshold in the last month counted.
    TooFewPathways,
    /// Fewer than `FEWEST_MONTHS` months were counted since the list last changed what it counts, or of the last three
    /// steps from month to month fewer than two are known.
    TooLittleHistory,
    /// Ages or counts that the method needs are not published.
    TooFewCounts,
}

impl CannotProject {
    /// What is missing, for the middle of a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NotStudied => "a measure of 52, 65 or 78 weeks",
            Self::DeadlinePassed => "a deadline after the last month counted",
            Self::TooFar => "a count within twelve months of the deadline",
            Self::Nobody => "somebody who waits that long now",
            Self::TooFewPathways => {
                "50 pathways or more over that threshold now, since fewer hang on single patients"
            }
            Self::TooLittleHistory => {
                "more history: four months counted in the same way, and of the last three months no more than one missing"
            }
            Self::TooFewCounts => "counts over 18 weeks and over this threshold",
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

    /// Whether enough months since the last break, and recent ones, tell how fast the list is treated.
    fn shows_a_pace(&self) -> bool {
        let counted = |month: &i32| self.known(*month).is_some();
        let since = (self.now - HISTORY..=self.now)
            .rev()
            .find(|month| self.breaks_at(*month))
            .unwrap_or(self.now - HISTORY);
        let months = (since..=self.now).filter(counted).count();
        let steps = (self.now - 2..=self.now)
            .filter(|month| counted(month) && counted(&(month - 1)) && !self.breaks_at(*month))
            .count();
        months >= FEWEST_MONTHS && steps >= 2
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
    if now < FEWEST {
        return Err(if now == 0 {
            CannotProject::Nobody
        } else {
            CannotProject::TooFewPathways
        });
    }
    if !known.shows_a_pace() {
        return Err(CannotProject::TooLittleHistory);
    }
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
        held: range::held(threshold, ahead, now).ok_or(CannotProject::NotStudied)?,
    })
}

/// The range is the cohort method's, the only one studied, stretched to hold what another method says.
fn projected(known: &Series<'_>, method: Method, threshold: Weeks, step: u8) -> Option<Projected> {
    let ahead = i32::from(step);
    let cohort = known.project(Method::Cohort, threshold.0, ahead)?;
    let expected = known.project(method, threshold.0, ahead)?;
    let now = known.longer_than(known.now, threshold.0)?;
    let (low, high) = range::range(threshold, step, now, cohort)?;
    Some(Projected {
        month: month_at(known.now + ahead)?,
        expected,
        low: low.min(expected),
        high: high.max(expected),
    })
}
