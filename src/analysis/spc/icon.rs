//! What the two icons of Making Data Count say, in words a board need not learn.

use super::{Improvement, Limits, PointType, Settings};

/// What the latest point says of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variation {
    CommonCause,
    /// The letter follows the way that is better, as the package draws it, not the rule that fired.
    Improvement(Letter),
    Concern(Letter),
    NeutralHigh,
    NeutralLow,
}

/// The letter in an icon: values run high or low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Letter {
    High,
    Low,
}

/// Whether the process, left as it is, meets the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// The target lies within the limits: met in some months, missed in others, by chance.
    HitAndMiss,
    ConsistentPass,
    ConsistentFail,
}

/// Either icon, for drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    Variation(Variation),
    Assurance(Assurance),
}

impl Variation {
    /// A few words to set beside the icon.
    pub fn name(self) -> &'static str {
        match self {
            Self::CommonCause => "No significant change",
            Self::Improvement(_) => "Improving",
            Self::Concern(_) => "Getting worse",
            Self::NeutralHigh => "Rising",
            Self::NeutralLow => "Falling",
        }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::CommonCause => "The latest month is within what this measure does by chance.",
            Self::Improvement(Letter::High) => {
                "The latest month is better by more than chance; higher is better."
            }
            Self::Improvement(Letter::Low) => {
                "The latest month is better by more than chance; lower is better."
            }
            Self::Concern(Letter::High) => {
                "The latest month is worse by more than chance; lower is better."
            }
            Self::Concern(Letter::Low) => {
                "The latest month is worse by more than chance; higher is better."
            }
            Self::NeutralHigh => "The latest month is higher by more than chance.",
            Self::NeutralLow => "The latest month is lower by more than chance.",
        }
    }
}

impl Assurance {
    pub fn name(self) -> &'static str {
        match self {
            Self::HitAndMiss => "Hit and miss",
            Self::ConsistentPass => "Will meet the target",
            Self::ConsistentFail => "Will miss the target",
        }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::HitAndMiss => {
                "The target lies within the limits: some months meet it, some miss it, by chance."
            }
            Self::ConsistentPass => "Left as it is, the process meets the target every month.",
            Self::ConsistentFail => {
                "Left as it is, the process misses the target every month; only a change of process will meet it."
            }
        }
    }
}

impl Icon {
    pub fn name(self) -> &'static str {
        match self {
            Self::Variation(variation) => variation.name(),
            Self::Assurance(assurance) => assurance.name(),
        }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::Variation(variation) => variation.in_words(),
            Self::Assurance(assurance) => assurance.in_words(),
        }
    }
}

pub(super) fn variation(latest: PointType, improvement: Improvement) -> Variation {
    let (better, worse) = if improvement == Improvement::Increase {
        (Letter::High, Letter::Low)
    } else {
        (Letter::Low, Letter::High)
    };
    match latest {
        PointType::CommonCause => Variation::CommonCause,
        PointType::Improvement => Variation::Improvement(better),
        PointType::Concern => Variation::Concern(worse),
        PointType::NeutralHigh => Variation::NeutralHigh,
        PointType::NeutralLow => Variation::NeutralLow,
    }
}

/// A target on a limit is within it. Where there are no limits nothing is said; the package would say hit and miss.
pub(super) fn assurance(limits: &Limits, settings: &Settings) -> Option<Assurance> {
    let (target, range) = (settings.target?, limits.range?);
    let (above, below) = match settings.improvement {
        Improvement::Increase => (Assurance::ConsistentFail, Assurance::ConsistentPass),
        Improvement::Decrease => (Assurance::ConsistentPass, Assurance::ConsistentFail),
        Improvement::Neutral => return None,
    };
    Some(if target > range.upper {
        above
    } else if target < range.lower {
        below
    } else {
        Assurance::HitAndMiss
    })
}

#[cfg(test)]
mod tests {
    use super::super::limits::Range;
    use super::*;

    fn assured(lower: f64, upper: f64, improvement: Improvement) -> Option<Assurance> {
        let range = Range {
            lower,
            upper,
            near_lower: lower,
            near_upper: upper,
        };
        let limits = Limits {
            mean: f64::midpoint(lower, upper),
            range: Some(range),
        };
        assurance(
            &limits,
            &Settings {
                improvement,
                target: Some(4.0),
                ..Settings::default()
            },
        )
    }

    /// The package's own test of assurance.
    #[test]
    fn a_target_beyond_the_limits_is_always_met_or_always_missed() {
        let all =
            |way| [(1.0, 3.0), (5.0, 7.0), (1.0, 5.0)].map(|(low, high)| assured(low, high, way));
        let (pass, fail, either) = (
            Some(Assurance::ConsistentPass),
            Some(Assurance::ConsistentFail),
            Some(Assurance::HitAndMiss),
        );
        assert_eq!(all(Improvement::Increase), [fail, pass, either]);
        assert_eq!(all(Improvement::Decrease), [pass, fail, either]);
        assert_eq!(all(Improvement::Neutral), [None; 3]);
    }

    #[test]
    fn the_letter_follows_the_way_that_is_better() {
        assert_eq!(
            variation(PointType::Concern, Improvement::Increase),
            Variation::Concern(Letter::Low)
        );
        assert_eq!(
            variation(PointType::Concern, Improvement::Decrease),
            Variation::Concern(Letter::High)
        );
    }
}
