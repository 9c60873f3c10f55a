//! Pathways by whole weeks waited, as the national returns count them: band `n` holds waits of more than `n` and up to
//! `n` + 1 weeks; the last may be open.

/// Compact counts by week; empty where a file has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeekBands {
    /// From week 0; the last is the open band if there is one.
    counts: Vec<u32>,
    open: bool,
}

/// A median or a percentile of waits, in weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeeksWaited {
    Weeks(f64),
    /// It falls in the open band: longer than this, how much longer cannot be said.
    Over(u16),
}

impl WeekBands {
    /// `counts` from week 0 on; with `open`, the last count is of all who waited longer than the bands before it.
    pub fn new(counts: Vec<u32>, open: bool) -> Self {
        Self { counts, open }
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Count by week, from week 0.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// The week from which the last band is open.
    pub fn open_from(&self) -> Option<u16> {
        let last = self.counts.len().checked_sub(1)?;
        u16::try_from(last).ok().filter(|_| self.open)
    }

    pub fn total(&self) -> u64 {
        self.counts.iter().copied().map(u64::from).sum()
    }

    /// Pathways that have waited longer than so many weeks; `None` where no band begins there.
    pub fn longer_than(&self, weeks: u16) -> Option<u64> {
        let beyond = self.counts.get(usize::from(weeks)..)?;
        (!beyond.is_empty()).then(|| beyond.iter().copied().map(u64::from).sum())
    }

    /// Linear within the band in which the cumulative count reaches `percent` of all, as the national returns do it.
    pub fn percentile(&self, percent: u8) -> Option<WeeksWaited> {
        let total = self.total();
        if total == 0 {
            return None;
        }
        let wanted = total as f64 * f64::from(percent) / 100.0;
        let mut before = 0_u64;
        for (week, count) in (0_u16..).zip(&self.counts) {
            let through = before + u64::from(*count);
            if *count > 0 && through as f64 >= wanted {
                return Some(if self.open_from() == Some(week) {
                    WeeksWaited::Over(week)
                } else {
                    WeeksWaited::Weeks(
                        f64::from(week) + (wanted - before as f64) / f64::from(*count),
                    )
                });
            }
            before = through;
        }
        None
    }

    /// Adds the other's counts; bands that do not match leave none.
    pub fn add(&mut self, other: &Self) {
        if self.counts.len() != other.counts.len() || self.open != other.open {
            *self = Self::default();
            return;
        }
        for (sum, count) in self.counts.iter_mut().zip(&other.counts) {
            *sum = sum.saturating_add(*count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_median_is_interpolated_in_its_band() {
        // Ten pathways: four by week 1, the fifth is a sixth of the way through week 1 to 2.
        let bands = WeekBands::new(vec![4, 6, 0], true);
        let Some(WeeksWaited::Weeks(median)) = bands.percentile(50) else {
            panic!("{bands:?}")
        };
        assert!((median - (1.0 + 1.0 / 6.0)).abs() < 1e-12);
    }

    #[test]
    fn a_percentile_in_the_open_band_is_only_known_to_lie_beyond_it() {
        let bands = WeekBands::new(vec![1, 0, 9], true);
        assert_eq!(bands.percentile(92), Some(WeeksWaited::Over(2)));
        assert_eq!(WeekBands::default().percentile(50), None);
    }

    #[test]
    fn nobody_is_counted_over_a_week_that_the_bands_do_not_reach() {
        let bands = WeekBands::new(vec![5; 53], true);
        assert_eq!(bands.longer_than(52), Some(5));
        assert_eq!(bands.longer_than(65), None);
    }

    proptest! {
        #[test]
        fn a_percentile_never_falls_as_the_share_rises(counts in proptest::collection::vec(0_u32..9, 1..40)) {
            let bands = WeekBands::new(counts, false);
            let weeks = |percent| match bands.percentile(percent) {
                Some(WeeksWaited::Weeks(weeks)) => weeks,
                _ => 0.0,
            };
            prop_assert!((1_u8..100).all(|percent| weeks(percent) <= weeks(percent + 1)));
        }
    }
}
