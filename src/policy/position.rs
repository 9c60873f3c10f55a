//! What to ask of what stands around the position: one-offs, risks, contingency, the bridge from last year.

use super::{Setting, Threshold, say_money, say_share};
use crate::plan::{Money, Share};

/// All shares but that of a bridge are of operating income or allocation.
#[derive(Debug, Clone, PartialEq)]
pub struct PositionPolicy {
    /// How much worse the underlying position may be than the declared one.
    pub underlying_gap: Setting<Share>,
    /// The same in pounds, where the workbook gives no income or allocation to take a share of.
    pub underlying_gap_pounds: Setting<Money>,
    /// Risk left after mitigation above this share is a warning, below it a note.
    pub risk_share: Setting<Share>,
    /// The least contingency.
    pub contingency_share: Setting<Share>,
    /// Part of a bridge's changes that may go under "other".
    pub unexplained_share: Setting<Share>,
}

impl Default for PositionPolicy {
    fn default() -> Self {
        Self {
            underlying_gap: Setting::new(
                Share::percent(1),
                "An underlying position worse than the declared one by more than this share of income is asked about",
                "Judgement; the 2025/26 plans balance with £2.2bn of deficit support (NHS England, May 2025)",
            ),
            underlying_gap_pounds: Setting::new(
                Money::from_pounds(5_000_000),
                "Where neither income nor allocation is given, an underlying position worse by more than this is asked about",
                "Judgement; the share above of the income of a trust of middling size, about £500m",
            ),
            risk_share: Setting::new(
                Share::percent(1),
                "Risk that is not mitigated is a warning above this share of income, below it a note",
                "Judgement; Buckinghamshire, Oxfordshire and Berkshire West carried £92.9m in October 2023",
            ),
            contingency_share: Setting::new(
                Share(rust_decimal::Decimal::new(5, 3)),
                "A contingency below this share of income leaves nothing for what goes wrong",
                "Half a per cent of allocation was a business rule of clinical commissioning groups",
            ),
            unexplained_share: Setting::new(
                Share::percent(10),
                "Of the changes in a bridge, more than this share under \"other\" explains too little",
                "Judgement; national plan returns ask for a bridge from outturn to plan",
            ),
        }
    }
}

impl PositionPolicy {
    pub(super) fn thresholds(&self) -> Vec<Threshold> {
        vec![
            self.underlying_gap.in_words("underlying-gap", say_share),
            self.underlying_gap_pounds
                .in_words("underlying-gap-pounds", say_money),
            self.risk_share.in_words("risk-share", say_share),
            self.contingency_share
                .in_words("contingency-share", |share| {
                    crate::wording::plain_percent(*share)
                }),
            self.unexplained_share
                .in_words("unexplained-share", say_share),
        ]
    }
}
