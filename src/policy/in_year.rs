//! What to ask of the position and the long waits once the year is under way.

use super::{Setting, Threshold, say_money, say_share};
use crate::plan::{Money, Share};
use rust_decimal::Decimal;

#[derive(Debug, Clone, PartialEq)]
pub struct InYearPolicy {
    /// Two positions or budgets that should agree may differ by this much.
    pub position_tolerance: Setting<Money>,
    /// What two bodies of a system plan to pay and to receive may differ by this much.
    pub intra_system_difference: Setting<Money>,
    /// And by this share of what is to be paid.
    pub intra_system_share: Setting<Share>,
    /// A position to date worse than plan by more than this share of income or allocation to date.
    pub adverse_share: Setting<Share>,
    /// The part of the year's deficit spent, over the part of the year gone.
    pub deficit_pace: Setting<Share>,
    /// The fall in long waits planned for the last two months, as a share of the whole fall.
    pub late_fall_share: Setting<Share>,
    /// Long waits above plan by more than this share are a warning, below it a note.
    pub waits_above_plan: Setting<Share>,
    /// What a remaining month must bring over what a month has brought: a note, then a warning.
    pub delivery_pace: Setting<[Share; 2]>,
    /// Staff above plan, or a fall short of what the schemes say, by this share of the staff.
    pub staff_tolerance: Setting<Share>,
    /// Elective income may grow by this much more than elective activity.
    pub income_over_activity: Setting<Share>,
    /// A line further off its plan than the first, and by `explain_share` of it, is to be explained; beyond the second,
    /// whatever the share.
    pub explain_pounds: Setting<[Money; 2]>,
    pub explain_share: Setting<Share>,
}

impl InYearPolicy {
    /// How much worse than planned a position may be without a question, by the income or allocation of the same months;
    /// `None` where that is not given.
    pub fn adverse_limit(&self, income: Option<Money>) -> Money {
        let tolerance = self.position_tolerance.value;
        income.map_or(tolerance, |income| {
            (income * self.adverse_share.value).max(tolerance)
        })
    }

    /// Whether this many more than were planned to wait are a warning.
    pub fn waits_far_above(&self, planned: u64, above: u64) -> bool {
        Decimal::from(above) > self.waits_above_plan.value.0 * Decimal::from(planned)
    }
}

impl Default for InYearPolicy {
    fn default() -> Self {
        let percent = Share::percent;
        Self {
            position_tolerance: Setting::new(
                Money::from_pounds(100_000),
                "Positions or budgets that should agree may differ by this much",
                "Judgement; board papers quote £m to one decimal",
            ),
            intra_system_difference: Setting::new(
                Money::from_pounds(500_000),
                "What one body plans to pay another and what that one expects may differ by this much",
                "Judgement, after the agreement of balances between NHS bodies",
            ),
            intra_system_share: Setting::new(
                Share(Decimal::new(1, 3)),
                "And by this share of what is to be paid",
                "Judgement, after the agreement of balances between NHS bodies",
            ),
            adverse_share: Setting::new(
                percent(1),
                "A position to date worse than plan by more than this share of income to date needs a forecast of its own",
                "Judgement; systems were 1.0% of allocation worse than plan in month 4 of 2024/25",
            ),
            deficit_pace: Setting::new(
                percent(150),
                "A deficit spent at more than this share of an even pace is spent early",
                "Judgement; Cheshire and Merseyside had spent 92% of its 2024/25 deficit by month 4",
            ),
            late_fall_share: Setting::new(
                percent(50),
                "A fall in long waits planned for the last two months above this share comes too late",
                "Judgement; even months would be 18%",
            ),
            waits_above_plan: Setting::new(
                percent(10),
                "Long waits above plan by more than this share are a warning, below it a note",
                "Judgement",
            ),
            delivery_pace: Setting::new(
                [percent(150), percent(200)],
                "A remaining month that must save more than this part of a month so far is a note, then a warning",
                "Judgement; Cheshire and Merseyside had delivered 21% of its 2024/25 savings by month 4",
            ),
            staff_tolerance: Setting::new(
                percent(1),
                "Staff above plan, or a planned fall short of the schemes' own, by more than this share is worth a question",
                "Judgement; Cheshire and Merseyside stood 1,110 whole-time equivalents above plan in 2024/25",
            ),
            income_over_activity: Setting::new(
                percent(5),
                "Elective income may grow by this much more than elective activity, for prices and case mix",
                "Judgement",
            ),
            explain_pounds: Setting::new(
                [Money::from_pounds(250_000), Money::from_pounds(2_500_000)],
                "A line off its plan, or off the last submission, by the first of these and by the share is to be explained; by the second, whatever the share",
                "Judgement; finance reports explain what is large both in pounds and in per cent",
            ),
            explain_share: Setting::new(
                percent(5),
                "The share of its plan by which a line must also be off to be explained",
                "Judgement; finance reports explain what is large both in pounds and in per cent",
            ),
        }
    }
}

impl InYearPolicy {
    pub(super) fn thresholds(&self) -> Vec<Threshold> {
        vec![
            self.position_tolerance
                .in_words("position-tolerance", say_money),
            self.intra_system_difference
                .in_words("intra-system-difference", say_money),
            self.intra_system_share
                .in_words("intra-system-share", |share| {
                    crate::wording::plain_percent(*share)
                }),
            self.adverse_share.in_words("adverse-share", say_share),
            self.deficit_pace.in_words("deficit-pace", say_share),
            self.late_fall_share.in_words("late-fall-share", say_share),
            self.waits_above_plan
                .in_words("waits-above-plan", say_share),
            self.delivery_pace
                .in_words("delivery-pace", |[note, warning]| {
                    format!("{}, {}", say_share(note), say_share(warning))
                }),
            self.staff_tolerance.in_words("staff-tolerance", say_share),
            self.income_over_activity
                .in_words("income-over-activity", say_share),
            self.explain_pounds
                .in_words("explain-pounds", |[both, alone]| {
                    format!("{}, {}", say_money(both), say_money(alone))
                }),
            self.explain_share.in_words("explain-share", say_share),
        ]
    }
}
