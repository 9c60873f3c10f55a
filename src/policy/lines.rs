//! What to ask of single savings lines and of their mix.

use super::{Setting, Threshold, say_money, say_share};
use crate::plan::{Money, Share};

/// All shares are of the savings target, or of all lines where no target is stated.
#[derive(Debug, Clone, PartialEq)]
pub struct LinePolicy {
    /// Lines that share a fault: from the first share on a note, from the second a warning.
    pub worth_raising: Setting<[Share; 2]>,
    /// Savings not developed beyond an opportunity.
    pub undeveloped_share: Setting<Share>,
    /// The same once savings have been delivered for more than three months.
    pub undeveloped_in_year: Setting<Share>,
    /// Savings asked over the average of what the three years before delivered.
    pub record_step: Setting<Share>,
    /// Savings from accounting, held vacancies or avoided cost.
    pub technical_share: Setting<Share>,
    /// Savings that are more income rather than less cost.
    pub income_share: Setting<Share>,
    /// The five largest of at least fifteen lines.
    pub concentration_share: Setting<Share>,
    /// Phased savings planned for March alone.
    pub last_month_share: Setting<Share>,
    /// Savings that one of five or more owners answers for.
    pub owner_share: Setting<Share>,
    /// A line is round if it is at least twice this and a multiple of it.
    pub round_figure: Setting<Money>,
    /// Savings in round lines.
    pub round_share: Setting<Share>,
    /// A month's savings over those of the month before.
    pub month_step: Setting<Share>,
    /// What lines exceed the target by, as a share of it, to have room for what slips.
    pub headroom_share: Setting<Share>,
    /// Savings delivered or forecast below plan, as a share of that plan.
    pub behind_share: Setting<Share>,
}

impl Default for LinePolicy {
    fn default() -> Self {
        let percent = Share::percent;
        Self {
            worth_raising: Setting::new(
                [percent(1), percent(10)],
                "A fault shared by savings lines is a note from the first share of the savings and a warning from the second",
                "Judgement; a board has time for few questions",
            ),
            undeveloped_share: Setting::new(
                percent(25),
                "Savings that are unidentified or only an opportunity above this share are too many",
                "Judgement; Humber and North Yorkshire had 17% at opportunity in month 5 of 2024/25",
            ),
            undeveloped_in_year: Setting::new(
                percent(10),
                "The same from July on, once savings are being delivered",
                "Judgement; Humber and North Yorkshire had 17% at opportunity in month 5 of 2024/25",
            ),
            record_step: Setting::new(
                percent(150),
                "Savings asked above this share of the average of the three years before are far more than was ever delivered",
                "Judgement",
            ),
            technical_share: Setting::new(
                percent(10),
                "Savings from accounting, held vacancies or avoided cost above this share are too many",
                "Judgement; Nuffield Trust took £0.8bn of one-offs and £0.3bn of accounting out of the 2016/17 position",
            ),
            income_share: Setting::new(
                percent(20),
                "Savings that are more income rather than less cost above this share are too many",
                "Judgement",
            ),
            concentration_share: Setting::new(
                percent(50),
                "The five largest of fifteen or more savings lines above this share make the plan rest on few",
                "Judgement",
            ),
            last_month_share: Setting::new(
                percent(15),
                "Phased savings planned for March alone above this share are a hope or a transaction",
                "Judgement; an even month would be 8%, and North West systems spoke of planned transactions in month 12 of 2024/25",
            ),
            owner_share: Setting::new(
                percent(25),
                "Savings that one of five or more owners answers for above this share hang on one person",
                "Judgement",
            ),
            round_figure: Setting::new(
                Money::from_pounds(500_000),
                "A savings line of at least twice this, and a multiple of it, is a round figure",
                "Judgement",
            ),
            round_share: Setting::new(
                percent(25),
                "Savings in round figures above this share look like estimates",
                "Judgement",
            ),
            month_step: Setting::new(
                percent(150),
                "A month's savings above this share of the month before are a jump",
                "Judgement",
            ),
            headroom_share: Setting::new(
                percent(10),
                "A plan that lists more than its target has room for what slips from this share of the target on",
                "Judgement; turnaround programmes of NHS trusts have spoken of 10% to 15%",
            ),
            behind_share: Setting::new(
                percent(5),
                "Savings delivered or forecast further below plan than this are behind",
                "Judgement; systems delivered 94% of their planned savings in 2024/25",
            ),
        }
    }
}

impl LinePolicy {
    pub(super) fn thresholds(&self) -> Vec<Threshold> {
        vec![
            self.worth_raising
                .in_words("lines-worth-raising", |[note, warning]| {
                    format!("{}, {}", say_share(note), say_share(warning))
                }),
            self.undeveloped_share
                .in_words("undeveloped-share", say_share),
            self.undeveloped_in_year
                .in_words("undeveloped-share-in-year", say_share),
            self.record_step.in_words("record-step", say_share),
            self.technical_share.in_words("technical-share", say_share),
            self.income_share.in_words("income-share", say_share),
            self.concentration_share
                .in_words("concentration-share", say_share),
            self.last_month_share
                .in_words("last-month-share", say_share),
            self.owner_share.in_words("owner-share", say_share),
            self.round_figure.in_words("round-figure", say_money),
            self.round_share.in_words("round-share", say_share),
            self.month_step.in_words("month-step", say_share),
            self.headroom_share.in_words("headroom-share", say_share),
            self.behind_share.in_words("behind-share", say_share),
        ]
    }
}
