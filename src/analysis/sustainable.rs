//! Whether a list can be kept within a waiting-time target once the long waits are gone: the arithmetic of
//! `NHSRwaitinglist` 0.1.2, whose published answers are the tests.
//!
//! Rates are pathways a week, waits are weeks. Queueing theory knows averages and chance, not who is booked first.

/// A list as its rates describe it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Queue {
    /// Clock starts a week.
    pub demand: f64,
    /// Clock stops a week.
    pub capacity: f64,
    /// Pathways waiting.
    pub size: f64,
    /// Nobody should wait longer, in weeks.
    pub target_wait: f64,
}

/// The mean wait must be this small a part of the target for 1.8% to miss it, if waits are served by chance…
const QUARTER: f64 = 4.0;

/// … and this small a part for 0.2%.
const SIXTH: f64 = 6.0;

/// A list larger than this many times its sustainable size needs relief before it can be kept.
const RELIEF: f64 = 2.0;

/// Weeks in which relief is to bring the list down, where nothing else is said.
pub const RELIEF_WEEKS: f64 = 26.0;

impl Queue {
    /// Joining for each that leaves; above one the list grows. `None` where nobody leaves.
    pub fn load(&self) -> Option<f64> {
        (self.capacity > 0.0).then(|| self.demand / self.capacity)
    }

    /// The sustainable list: between a sixth and a quarter of the target at this demand (Little's law). Meaningful only
    /// where capacity is above demand. A range, because one number would promise what chance does not keep.
    pub fn sustainable_size(&self) -> (f64, f64) {
        (
            target_size(self.demand, self.target_wait, SIXTH),
            self.largest(),
        )
    }

    fn largest(&self) -> f64 {
        target_size(self.demand, self.target_wait, QUARTER)
    }

    /// Whether the list must be brought down before it can be kept.
    pub fn needs_relief(&self) -> bool {
        self.size > RELIEF * self.largest()
    }

    /// Clock stops a week that bring the list to its largest sustainable size within so many weeks.
    pub fn relief_capacity(&self, weeks: f64) -> f64 {
        self.demand + (self.size - self.largest()) / weeks
    }

    /// Clock stops a week that keep the target once the list is down, where starts and stops vary as chance has it.
    pub fn target_capacity(&self) -> f64 {
        target_capacity(self.demand, self.target_wait, QUARTER, 1.0, 1.0)
    }
}

/// Little's law at a mean wait of `target` / `factor`.
fn target_size(demand: f64, target: f64, factor: f64) -> f64 {
    demand * target / factor
}

/// Kingman's and Marchal's formula; coefficients of variation of the time between starts and between stops.
fn target_capacity(demand: f64, target: f64, factor: f64, cv_demand: f64, cv_capacity: f64) -> f64 {
    demand + f64::midpoint(cv_demand * cv_demand, cv_capacity * cv_capacity) * factor / target
}

/// Twice the mean wait over the target; above one the target will most likely be missed.
pub fn pressure(mean_wait: f64, target_wait: f64) -> f64 {
    2.0 * mean_wait / target_wait
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(demand: f64, size: f64, target_wait: f64) -> Queue {
        Queue {
            demand,
            capacity: 27.0,
            size,
            target_wait,
        }
    }

    fn near(ours: f64, theirs: f64) -> bool {
        (ours - theirs).abs() < 5e-7 * theirs.abs().max(1.0)
    }

    #[test]
    fn published_examples_of_list_sizes() {
        assert!(near(queue(30.0, 0.0, 52.0).sustainable_size().1, 390.0));
        let (low, high) = queue(30.0, 0.0, 50.0).sustainable_size();
        assert!(near(low, 250.0) && near(high, 375.0));
    }

    #[test]
    fn published_examples_of_relief() {
        let list = queue(30.0, 1_200.0, 52.0);
        assert!(list.needs_relief() && !queue(30.0, 780.0, 52.0).needs_relief());
        assert!((list.relief_capacity(RELIEF_WEEKS) - 61.153_846).abs() < 1e-6);
        // 33 a week, 800 waiting, 200 the aim, 30 weeks: 53.
        assert!(near(
            queue(33.0, 800.0, 200.0 * 4.0 / 33.0).relief_capacity(30.0),
            53.0
        ));
        assert!(near(
            queue(35.0, 250.0, 100.0 * 4.0 / 35.0).relief_capacity(15.0),
            45.0
        ));
    }

    #[test]
    fn published_examples_of_load_pressure_and_capacity() {
        assert!(near(queue(30.0, 0.0, 52.0).load().unwrap(), 1.111_111_11));
        assert!(near(pressure(63.0, 52.0), 2.423_076_92) && near(pressure(42.0, 24.0), 3.5));
        assert!((target_capacity(30.0, 52.0, 3.0, 1.1, 1.2) - 30.076_442).abs() < 1e-6);
        assert!(near(
            target_capacity(42.0, 65.0, 2.0, 1.2, 1.5),
            42.056_769_2
        ));
        assert!(near(target_capacity(35.0, 50.0, 1.0, 1.3, 1.6), 35.042_5));
        assert!(near(
            queue(30.0, 0.0, 52.0).target_capacity(),
            30.0 + 4.0 / 52.0
        ));
    }

    #[test]
    fn a_list_that_nobody_leaves_has_no_load() {
        let list = Queue {
            capacity: 0.0,
            ..queue(30.0, 100.0, 52.0)
        };
        assert_eq!(list.load(), None);
    }
}
