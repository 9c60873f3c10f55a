//! What part of the list must have waited 18 weeks or less, by plan year, and where a body stood before.

use super::text::{Text, read_share, read_source, read_year, write_share};
use super::{Policy, text};
use crate::plan::{FinancialYear, Month, Organisation, Share};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What plans for one year were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithinStandard {
    pub year: FinancialYear,
    /// Percentage points above where the body stood before the year.
    pub gain: Option<Share>,
    /// Every body's least, whatever its gain.
    pub at_least: Option<Share>,
    /// Of the country as a whole; asked of a body whose baseline is not known where there is no least.
    pub national: Option<Share>,
    pub source: Cow<'static, str>,
}

/// Where a body stood before the plan's year, as the reader of the policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// A name or an ODS code; `None` for whichever plan is open.
    pub body: Option<String>,
    pub share: Share,
}

impl WithinStandard {
    /// Of the NHS constitution: nobody is asked to go beyond it.
    pub fn constitutional() -> Share {
        Share::percent(92)
    }

    /// The month the standard is for: the end of its year.
    pub fn month(&self) -> Month {
        self.year.last_month()
    }

    /// The share required of a body that stood at `baseline`; `None` where that is needed and not known.
    pub fn required(&self, baseline: Option<Share>) -> Option<Share> {
        match (baseline, self.gain) {
            (Some(baseline), Some(gain)) => {
                let raised = Share((baseline.0 + gain.0).min(Self::constitutional().0));
                Some(
                    self.at_least
                        .map_or(raised, |at_least| raised.max(at_least)),
                )
            }
            _ => self.at_least.or(self.national),
        }
    }

    /// "7 points more or 65%, whichever is greater"
    pub fn in_words(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.gain.map(write_points));
        match (self.gain, self.at_least) {
            (Some(_), Some(at_least)) => {
                parts = vec![format!(
                    "{} or {}, whichever is greater",
                    parts.join(""),
                    write_share(at_least)
                )];
            }
            (None, Some(at_least)) => parts.push(write_share(at_least)),
            _ => {}
        }
        parts.extend(
            self.national
                .map(|share| format!("{} nationally", write_share(share))),
        );
        parts.join("; ")
    }
}

pub(super) fn national_standards() -> Vec<WithinStandard> {
    let standard = |year, [gain, at_least, national]: [Option<i64>; 3], source| WithinStandard {
        year: FinancialYear(year),
        gain: gain.map(Share::percent),
        at_least: at_least.map(Share::percent),
        national: national.map(Share::percent),
        source: Cow::Borrowed(source),
    };
    vec![
        standard(2025, [Some(5), None, Some(65)], "planning guidance 2025/26"),
        standard(
            2026,
            [Some(7), Some(65), Some(70)],
            "medium term planning framework 2026/27 to 2028/29",
        ),
        standard(
            2028,
            [None, Some(92), None],
            "medium term planning framework 2026/27 to 2028/29",
        ),
    ]
}

impl Policy {
    /// The part of the list that a plan for `year` must bring within 18 weeks.
    pub fn within_18_weeks(&self, year: FinancialYear) -> Option<&WithinStandard> {
        let all = &self.waits.within_18_weeks.value;
        all.iter().find(|standard| standard.year == year)
    }

    /// Where this body stood, as the policy says: by its own name or code, else what holds for whichever plan is open.
    pub fn baseline_18_weeks(&self, body: Option<&Organisation>) -> Option<Share> {
        let all = &self.waits.baseline_18_weeks.value.0;
        let named = |said: &&Baseline| {
            said.body.as_ref().zip(body).is_some_and(|(said, body)| {
                body.code
                    .as_ref()
                    .is_some_and(|code| code.eq_ignore_ascii_case(said))
                    || Organisation::named(said.clone()).is_same_body(body)
            })
        };
        all.iter()
            .find(named)
            .or_else(|| all.iter().find(|said| said.body.is_none()))
            .map(|said| said.share)
    }
}

/// "7 points more"
fn write_points(gain: Share) -> String {
    format!(
        "{} points more",
        (gain.0 * Decimal::ONE_HUNDRED).normalize()
    )
}

const STANDARD: &str = "Write each as: 2026/27: 7 points more, at least 65%, 70% nationally, source: planning framework; or: 2028/29: at least 92%";

impl Text for Vec<WithinStandard> {
    fn write(&self) -> Vec<String> {
        let standard = |standard: &WithinStandard| {
            let parts = [
                standard.gain.map(write_points),
                standard
                    .at_least
                    .map(|share| format!("at least {}", write_share(share))),
                standard
                    .national
                    .map(|share| format!("{} nationally", write_share(share))),
                Some(format!("source: {}", standard.source)),
            ];
            let said: Vec<String> = parts.into_iter().flatten().collect();
            format!("{}: {}", standard.year, said.join(", "))
        };
        self.iter().map(standard).collect()
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let all: Option<Self> = items.iter().map(|item| read_standard(item)).collect();
        all.ok_or_else(|| STANDARD.to_owned())
    }
}

fn read_standard(text: &str) -> Option<WithinStandard> {
    let (text, source) = read_source(text);
    let (year, parts) = text.split_once(':')?;
    let mut standard = WithinStandard {
        year: read_year(year)?,
        gain: None,
        at_least: None,
        national: None,
        source,
    };
    for part in parts.split(',').map(str::trim) {
        if let Some(points) = part.strip_suffix(" points more") {
            standard.gain = Some(read_share(&format!("{points}%"))?);
        } else if let Some(share) = part.strip_prefix("at least ") {
            standard.at_least = Some(read_share(share)?);
        } else {
            standard.national = Some(read_share(part.strip_suffix(" nationally")?)?);
        }
    }
    Some(standard)
}

/// Baselines as the reader of the policy gives them; none by default: the plan and the published waits say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baselines(pub Vec<Baseline>);

const FROM_THE_PLAN: &str = "from the plan";

impl Text for Baselines {
    fn write(&self) -> Vec<String> {
        let one = |said: &Baseline| match &said.body {
            Some(body) => format!("{body}: {}", write_share(said.share)),
            None => write_share(said.share),
        };
        text::or_word(self.0.iter().map(one), FROM_THE_PLAN)
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let one = |item: &str| {
            let (body, share) = match item.rsplit_once(':') {
                Some((body, share)) => (Some(body.trim().to_owned()), share),
                None => (None, item),
            };
            Some(Baseline {
                body,
                share: read_share(share).filter(|share| share.0 <= Decimal::ONE)?,
            })
        };
        text::listed(items, FROM_THE_PLAN, one).map(Self).ok_or_else(|| {
            "Write from the plan, or a percentage such as 58.3%, or one for each body: Westmoor NHS Trust: 58.3%; RXX: 61%".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn required(year: u16, baseline: Option<i64>) -> Option<Share> {
        let policy = Policy::default();
        let standard = policy.within_18_weeks(FinancialYear(year)).unwrap();
        standard.required(baseline.map(Share::percent))
    }

    #[test]
    fn seven_points_or_sixty_five_whichever_is_greater() {
        let of = |baseline| required(2026, Some(baseline)).unwrap();
        assert_eq!(of(50), Share::percent(65));
        assert_eq!(of(61), Share::percent(68));
        assert_eq!(of(90), Share::percent(92));
        assert_eq!(required(2026, None), Some(Share::percent(65)));
    }

    #[test]
    fn in_the_first_year_five_points_are_asked_of_each_body() {
        assert_eq!(required(2025, Some(50)), Some(Share::percent(55)));
        assert_eq!(required(2025, None), Some(Share::percent(65)));
        assert_eq!(required(2028, Some(70)), Some(Share::percent(92)));
    }

    #[test]
    fn a_baseline_is_given_for_one_body_or_for_any() {
        let mut policy = Policy::default();
        let trust = Organisation::named("Westmoor NHS Trust");
        assert_eq!(policy.baseline_18_weeks(Some(&trust)), None);
        let items = ["58.3%; Westmoor NHS Trust: 61%".to_owned()];
        policy.set("baseline-18-weeks", &items).unwrap();
        assert_eq!(
            policy.baseline_18_weeks(Some(&trust)),
            Some(Share::percent(61))
        );
        assert_eq!(
            policy.baseline_18_weeks(None),
            Some(Share(Decimal::new(583, 3)))
        );
    }

    #[test]
    fn a_standard_is_told_in_words() {
        let policy = Policy::default();
        let words = |year| {
            policy
                .within_18_weeks(FinancialYear(year))
                .unwrap()
                .in_words()
        };
        assert_eq!(
            words(2026),
            "7 points more or 65%, whichever is greater; 70% nationally"
        );
        assert_eq!(words(2025), "5 points more; 65% nationally");
        assert_eq!(words(2028), "92%");
    }
}
