//! The cohort projection: those who will have waited too long are those who wait already, less those treated on the way.
//!
//! Everyone who will have waited longer than 65 weeks in March has waited longer than 52 weeks three months before. Each
//! month a part of those of each age stays on the list; that part is read off recent months and carried forward.

use super::Series;
use crate::analysis::month_ends::{month_at, weeks_between};

/// Recent months whose survival is carried forward.
const RECENT: i32 = 3;

/// How much of what set the same month of last year apart from its year is expected again: half, since a year is one
/// case only. Christmas and year ends come back; strikes and drives do not.
const SEASON: f64 = 0.5;

/// Months of last year that must be known to say what set one month apart.
const SEASON_MONTHS: usize = 6;

/// The change of survival over the last year goes on, and fades to this part of itself with each month.
const FADE: f64 = 0.9;

/// Nobody's survival in a month is put below this (natural logarithm of one in a thousand).
const LEAST: f64 = -6.907_755_278_982_137;

/// Pathways over `threshold` weeks `ahead` months after the last month known; `None` where too little is known.
pub(super) fn cohort(known: &Series<'_>, threshold: f64, ahead: i32) -> Option<f64> {
    let steps: Vec<f64> = (0..ahead)
        .map(|step| weeks(known.now + step, known.now + step + 1))
        .collect::<Option<_>>()?;
    // The age at which the cohort stands on the list now. Those who join later are taken to join as the whole list is.
    let mut age = threshold - steps.iter().sum::<f64>();
    let mut start = 0;
    for step in &steps {
        if age >= 0.0 {
            break;
        }
        age += step;
        start += 1;
    }
    let mut left = known.longer_than_about(known.now, age)?;
    for (step, weeks) in (0..).zip(&steps).skip(start) {
        age = (age + weeks).min(threshold);
        left *= monthly_survival(known, age, *weeks, step)?.exp();
    }
    Some(left)
}

/// The logarithm of the part of those of an age that is still waiting `weeks` later, at `age`, in the month after next
/// when `step` is 1.
fn monthly_survival(known: &Series<'_>, age: f64, weeks: f64, step: i32) -> Option<f64> {
    let over = |end, months, at_least| {
        let rate = weekly_survival(known, end, age, months, at_least)?;
        Some((rate * weeks).max(LEAST))
    };
    let now = known.now;
    let mut survival = over(now, RECENT, 1)?;
    if let Some(year_ago) = over(now - 12, RECENT, 1) {
        let a_month = (survival - year_ago) / 12.0;
        let mut fading = 1.0;
        for _ in 0..=step {
            fading *= FADE;
            survival += a_month * fading;
        }
    }
    let mut same_month = now + step + 1 - 12;
    while same_month > now {
        same_month -= 12;
    }
    let its_year = now.min(same_month + 5);
    if let (Some(month), Some(year)) = (over(same_month, 1, 1), over(its_year, 12, SEASON_MONTHS)) {
        survival += SEASON * (month - year);
    }
    Some(survival.min(0.0))
}

/// The logarithm of survival a week up to `age`, over the `months` that end with `end`; months that are missing or across
/// which the list changed what it counts are passed over.
fn weekly_survival(
    known: &Series<'_>,
    end: i32,
    age: f64,
    months: i32,
    at_least: usize,
) -> Option<f64> {
    let (mut before, mut after, mut time, mut pairs) = (0.0, 0.0, 0.0, 0);
    for month in (end - months + 1..=end).rev() {
        if known.breaks_at(month) {
            continue;
        }
        let Some(passed) = weeks(month - 1, month) else {
            continue;
        };
        let counts = known
            .longer_than_about(month - 1, age - passed)
            .zip(known.longer_than_about(month, age));
        if let Some((younger, older)) = counts {
            before += younger;
            after += older;
            time += passed;
            pairs += 1;
        }
    }
    if pairs < at_least || time <= 0.0 {
        return None;
    }
    // Where nobody was of that age nobody is left; kept finite, as `LEAST` bounds it again.
    let part = if before > 0.0 {
        (after.max(0.0) / before).max(1e-9)
    } else {
        1e-9
    };
    Some(part.ln() * f64::from(u32::try_from(pairs).ok()?) / time)
}

/// From one month end to another.
fn weeks(from: i32, to: i32) -> Option<f64> {
    Some(weeks_between(month_at(from)?, month_at(to)?))
}
