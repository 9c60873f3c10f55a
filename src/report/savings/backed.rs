//! What may be said of savings none of which is marked unidentified: an opportunity is no scheme yet, and a line that
//! states no status may be anything.

use crate::analysis::StatusMix;
use crate::assessment::Assessment;
use crate::plan::{Money, Status};
use crate::wording::Quote;

/// How far the savings go that are not marked unidentified.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Backed {
    /// So much is only an opportunity.
    Opportunity(Money),
    /// No line says how far it has got, or some do not.
    NotStated,
    /// Each has a plan, or one in progress.
    Schemes,
}

/// Of all lines of the plan.
pub(crate) fn backed(assessment: &Assessment) -> Backed {
    let outlook = assessment.savings.as_ref();
    outlook.map_or(Backed::NotStated, |own| Backed::of(&own.mix))
}

impl Backed {
    pub(crate) fn of(mix: &StatusMix) -> Self {
        let opportunity = mix.at(Some(Status::Opportunity));
        if opportunity.is_positive() {
            Self::Opportunity(opportunity)
        } else if mix.at(None).is_positive() {
            Self::NotStated
        } else {
            Self::Schemes
        }
    }

    /// Of all savings, as a title.
    pub(crate) fn title(self, total: Money, quote: Quote) -> String {
        let total = quote.sentence(total);
        match self {
            Self::Opportunity(part) => {
                let part = quote.sentence(part);
                format!("{part} of {total} savings is only an opportunity")
            }
            Self::NotStated => format!("No line of {total} savings is marked unidentified"),
            Self::Schemes => format!("A scheme stands behind all {total} of savings"),
        }
    }

    /// Of the position that rests on them, as a title; the subject begins it: "The £42.0m deficit".
    pub(crate) fn of_position(self, subject: &str, quote: Quote) -> String {
        match self {
            Self::Opportunity(part) => format!(
                "{subject} rests on {} of savings that are only an opportunity",
                quote.sentence(part)
            ),
            Self::NotStated => format!("{subject} rests on no savings marked unidentified"),
            Self::Schemes => format!("{subject} has a scheme behind every saving"),
        }
    }

    /// Beneath a figure of nil.
    pub(crate) fn detail(self, quote: Quote) -> String {
        match self {
            Self::Opportunity(part) => {
                format!("{} is only an opportunity", quote.sentence(part))
            }
            Self::NotStated => "no line is marked so".to_owned(),
            Self::Schemes => "every line has a scheme".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Cells, Sourced};

    fn mix(steps: &[(Option<Status>, i64)]) -> StatusMix {
        let step = |(status, pounds): &(Option<Status>, i64)| {
            let value = Sourced::new(Money::from_pounds(*pounds), Cells::default());
            (*status, value)
        };
        StatusMix {
            steps: steps.iter().map(step).collect(),
            ..StatusMix::default()
        }
    }

    #[test]
    fn only_what_is_worked_up_is_called_a_scheme() {
        let (developed, idea) = (Some(Status::FullyDeveloped), Some(Status::Opportunity));
        let title = |steps: &[(Option<Status>, i64)]| {
            Backed::of(&mix(steps)).title(Money::from_pounds(7_600_000), Quote::Millions)
        };
        assert_eq!(
            title(&[(developed, 6_400_000), (idea, 1_200_000)]),
            "£1.2m of £7.6m savings is only an opportunity"
        );
        assert_eq!(
            title(&[(developed, 1_000_000), (None, 6_600_000)]),
            "No line of £7.6m savings is marked unidentified"
        );
        assert_eq!(
            title(&[(developed, 7_600_000)]),
            "A scheme stands behind all £7.6m of savings"
        );
    }
}
