//! What part of the list must have waited 18 weeks or less, by plan year.

use super::Policy;
use crate::plan::{FinancialYear, Month, Share};

/// The requirement in force when plans for a year were submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithinRequirement {
    pub month: Month,
    /// Reached by the country, or by everybody where no gain is asked.
    pub floor: Share,
    /// Percentage points above where the body stood before the year.
    pub gain: Option<Share>,
    /// Whether the floor binds a body that makes its gain.
    pub floor_binds: bool,
    pub source: &'static str,
}

impl WithinRequirement {
    /// The share required of a body that stood at `baseline`; the floor where that is not known.
    pub fn required(&self, baseline: Option<Share>) -> Share {
        match (baseline, self.gain) {
            (Some(baseline), Some(gain)) => {
                let raised = Share((baseline.0 + gain.0).min(standard().0));
                if self.floor_binds {
                    raised.max(self.floor)
                } else {
                    raised
                }
            }
            _ => self.floor,
        }
    }
}

/// The constitutional standard: nobody is asked to go beyond it.
fn standard() -> Share {
    Share::percent(92)
}

impl Policy {
    /// The part of the list that a plan for `year` must bring within 18 weeks.
    pub fn within_18_weeks(&self, year: FinancialYear) -> Option<WithinRequirement> {
        let requirement = |floor, gain: Option<i64>, floor_binds, source| WithinRequirement {
            month: year.last_month(),
            floor,
            gain: gain.map(Share::percent),
            floor_binds,
            source,
        };
        match year.0 {
            2025 => Some(requirement(
                Share::percent(65),
                Some(5),
                false,
                "planning guidance 2025/26: 65% nationally, 5 points more at every trust",
            )),
            2026 => Some(requirement(
                Share::percent(65),
                Some(7),
                true,
                "planning framework 2026/27: 7 points more or 65%, whichever is greater",
            )),
            2028 => Some(requirement(
                standard(),
                None,
                true,
                "planning framework 2026 to 2029: 92% by March 2029",
            )),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_points_or_sixty_five_whichever_is_greater() {
        let rule = Policy::default()
            .within_18_weeks(FinancialYear(2026))
            .unwrap();
        let required = |baseline| rule.required(Some(Share::percent(baseline)));
        assert_eq!(required(50), Share::percent(65));
        assert_eq!(required(61), Share::percent(68));
        assert_eq!(required(90), Share::percent(92));
        assert_eq!(rule.required(None), Share::percent(65));
    }

    #[test]
    fn in_the_first_year_five_points_are_asked_of_each_body() {
        let rule = Policy::default()
            .within_18_weeks(FinancialYear(2025))
            .unwrap();
        assert_eq!(rule.required(Some(Share::percent(50))), Share::percent(55));
        assert_eq!(rule.required(None), Share::percent(65));
    }
}
