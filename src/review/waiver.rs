//! A finding the reviewer accepts, with the reason, and what was at stake when it was accepted.

use super::{Id, Signed, Steps, Subject};
use crate::finding::{Finding, Stake};
use crate::plan::{Money, Share};
use crate::wording::{count, money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An accepted finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiver {
    pub id: Id,
    /// The id of the rule.
    pub rule: String,
    /// The finding's title and sentence as they were accepted.
    pub title: String,
    pub message: String,
    pub reason: String,
    #[serde(flatten)]
    pub by: Signed,
    pub stake: AcceptedStake,
    pub about: Subject,
    #[serde(skip_serializing_if = "Steps::is_empty")]
    pub steps: Steps,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What was at stake; at most one is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptedStake {
    /// Pounds, without sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pounds: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pathways: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Decimal>,
}

impl AcceptedStake {
    pub fn of(stake: Option<Stake>) -> Self {
        let mut own = Self::default();
        match stake {
            Some(Stake::Money(pounds)) => own.pounds = Some(pounds.abs().pounds()),
            Some(Stake::Pathways(pathways)) => own.pathways = Some(pathways),
            Some(Stake::Percent(percent)) => own.percent = Some(percent),
            None => {}
        }
        own
    }

    /// Whether `now` is more than this by more than the share that is tolerated. A figure where none was accepted is
    /// more; one of another kind cannot be compared, and so is looked at again.
    fn is_outgrown(&self, now: &Self, tolerance: Share) -> bool {
        let limit = |then: Decimal| then.checked_mul(Decimal::ONE + tolerance.0);
        let more = |then: Option<Decimal>, now: Option<Decimal>| match (then, now) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(then), Some(now)) => limit(then).is_some_and(|limit| now > limit),
        };
        more(self.pounds, now.pounds)
            || more(
                self.pathways.map(Decimal::from),
                now.pathways.map(Decimal::from),
            )
            || more(self.percent, now.percent)
    }

    fn in_words(&self) -> String {
        let pounds = self.pounds.map(|pounds| money(Money::from_pounds(pounds)));
        let pathways = self
            .pathways
            .map(|pathways| format!("{} pathways", count(pathways)));
        let percent = self
            .percent
            .map(|percent| format!("{}%", percent.round_dp(1).normalize()));
        pounds
            .or(pathways)
            .or(percent)
            .unwrap_or_else(|| "no figure".to_owned())
    }
}

impl Waiver {
    pub fn new(finding: &Finding, about: Subject, reason: impl Into<String>, by: Signed) -> Self {
        Self {
            id: by.id(),
            rule: finding.about.id.to_owned(),
            title: finding.about.title.to_owned(),
            message: finding.message.clone(),
            reason: reason.into(),
            stake: AcceptedStake::of(finding.stake),
            by,
            about,
            ..Self::default()
        }
    }

    pub fn is_in_force(&self) -> bool {
        !self.steps.is_withdrawn()
    }

    /// Says both figures where the finding has grown by more than the tolerance since it was accepted.
    pub fn outgrown(&self, finding: &Finding, tolerance: Share) -> Option<String> {
        let now = AcceptedStake::of(finding.stake);
        self.stake.is_outgrown(&now, tolerance).then(|| {
            format!(
                "It was accepted by {} at {} and is now {}.",
                self.by,
                self.stake.in_words(),
                now.in_words()
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pounds(pounds: i64) -> AcceptedStake {
        AcceptedStake::of(Some(Stake::Money(Money::from_pounds(pounds))))
    }

    #[test]
    fn growth_up_to_the_tolerance_stays_accepted() {
        let then = pounds(1_000_000);
        let tolerance = Share::percent(10);
        assert!(!then.is_outgrown(&pounds(1_100_000), tolerance));
        assert!(then.is_outgrown(&pounds(1_100_001), tolerance));
        assert!(!then.is_outgrown(&AcceptedStake::default(), tolerance));
        assert!(AcceptedStake::default().is_outgrown(&then, tolerance));
    }
}
