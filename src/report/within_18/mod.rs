//! The part of the list within 18 weeks as a line against what the year asks.

mod control;
mod tables;

use super::link::link;
use super::month_lines::{MonthLine, MonthLines, MonthValue, drawn_percent};
use super::{Block, Chart, Figure, LineStyle, Tone};
use crate::analysis::{SaidBy, StoodAt, WithinLanding, WithinOutlook};
use crate::assessment::Assessment;
use crate::plan::{PlannedShare, Share, Sourced};
use crate::wording::{count, percent};

/// Bodies of which lines are drawn at most.
const CHARTS_MAX: usize = 6;

/// Below the charts: every body and specialty, and whether their share has changed.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let mut rows = tables::rows(assessment);
    rows.extend(control::rows(assessment));
    rows
}

pub(super) fn charts(assessment: &Assessment) -> Vec<Chart> {
    assessment
        .within_18
        .iter()
        .take(CHARTS_MAX)
        .map(chart)
        .collect()
}

/// The finding of the body furthest short.
pub(super) fn title(assessment: &Assessment) -> Option<String> {
    assessment.within_18.first().map(sentence)
}

/// The large number of the whole plan, or of its only body; of several, how many fall short.
pub(super) fn figure(assessment: &Assessment) -> Option<Figure> {
    let [outlook] = assessment.within_18.as_slice() else {
        return figure_of_several(&assessment.within_18);
    };
    let (share, tone, how) = landed(&outlook.landing)?;
    let month = outlook.standard.month();
    Some(Figure {
        label: "Within 18 weeks".to_owned(),
        value: percent(share.value),
        tone,
        detail: format!(
            "{}, {how}; {}{}",
            month.short(),
            asked(outlook),
            outlook
                .baseline
                .as_ref()
                .map_or_else(String::new, |stood| format!(", from {}", stood_at(stood)))
        ),
        link: link(&share.cells),
        scale: None,
    })
}

fn figure_of_several(outlooks: &[WithinOutlook]) -> Option<Figure> {
    let first = outlooks.first()?;
    let (share, ..) = landed(&first.landing)?;
    let told = Told::of(outlooks);
    let name = first
        .organisation
        .as_ref()
        .map_or("the plan", |own| &own.name);
    Some(Figure {
        label: "Short of what is asked within 18 weeks".to_owned(),
        value: if told.judged > 0 {
            format!("{} of {}", told.missing, told.judged)
        } else {
            "cannot say".to_owned()
        },
        tone: if told.missing > 0 {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: format!(
            "organisations, {}{}; {name} {}, {}",
            first.standard.month().short(),
            told.open(),
            percent(share.value),
            asked(first)
        ),
        link: link(&share.cells),
        scale: None,
    })
}

/// How many bodies fall short, of how many that can be judged, and of how many it depends on where they stood.
struct Told {
    missing: usize,
    judged: usize,
    depend: usize,
}

impl Told {
    fn of(outlooks: &[WithinOutlook]) -> Self {
        let of = |is: fn(&WithinLanding) -> bool| {
            let landings = outlooks.iter().map(|own| &own.landing);
            landings.filter(|landing| is(landing)).count()
        };
        let missing = of(|landing| {
            matches!(
                landing,
                WithinLanding::PlannedMiss { .. } | WithinLanding::ActualMiss { .. }
            )
        });
        Self {
            missing,
            judged: missing + of(|landing| matches!(landing, WithinLanding::Lands { .. })),
            depend: of(|landing| matches!(landing, WithinLanding::DependsOnBaseline { .. })),
        }
    }

    fn title(&self, whose: &str) -> String {
        if self.judged == 0 {
            return "Within 18 weeks by organisation".to_owned();
        }
        let verb = if self.missing == 1 { "falls" } else { "fall" };
        format!(
            "{} of {} {verb} short of {whose}",
            self.missing, self.judged
        )
    }

    /// What is left open, behind a sentence.
    fn open(&self) -> String {
        match self.depend {
            0 => String::new(),
            1 => "; 1 depends on where it stood".to_owned(),
            many => format!("; {} depend on where they stood", count(many as u64)),
        }
    }
}

fn landed(landing: &WithinLanding) -> Option<(&Sourced<Share>, Tone, &'static str)> {
    match landing {
        WithinLanding::Lands { plan } | WithinLanding::DependsOnBaseline { plan } => {
            Some((plan, Tone::Neutral, "planned"))
        }
        WithinLanding::PlannedMiss { plan } => Some((plan, Tone::Adverse, "planned")),
        WithinLanding::ActualMiss { actual } => Some((actual, Tone::Adverse, "actual")),
        WithinLanding::CannotSay => None,
    }
}

/// "70.0% asked"; where nobody says where the body stood, only what is asked of every body, or of all together.
fn asked(outlook: &WithinOutlook) -> String {
    let required = outlook.required.map_or_else(String::new, percent);
    if outlook.baseline.is_some() || outlook.standard.gain.is_none() {
        format!("{required} asked")
    } else if outlook.standard.at_least.is_some() {
        format!("at least {required} asked")
    } else {
        format!("{required} asked nationally")
    }
}

fn sentence(outlook: &WithinOutlook) -> String {
    let at = outlook.standard.month();
    let whose = outlook
        .organisation
        .as_ref()
        .map_or_else(String::new, |body| format!("{}: ", body.name));
    let asked = asked(outlook);
    match &outlook.landing {
        WithinLanding::Lands { plan } | WithinLanding::DependsOnBaseline { plan } => format!(
            "{whose}{} within 18 weeks in {at}, {asked}",
            percent(plan.value),
        ),
        WithinLanding::PlannedMiss { plan } => format!(
            "{whose}{} within 18 weeks in {at} against {asked}",
            percent(plan.value),
        ),
        WithinLanding::ActualMiss { actual } => format!(
            "{whose}{} were within 18 weeks in {at} against {asked}",
            percent(actual.value),
        ),
        WithinLanding::CannotSay => format!("{whose}no share within 18 weeks for {at}"),
    }
}

/// "stood at 62.0% in March 2026", or what not knowing it means.
fn stood(outlook: &WithinOutlook) -> String {
    match (&outlook.baseline, outlook.enough_from()) {
        (Some(stood), _) => format!("stood at {}", stood_at(stood)),
        (None, Some(enough)) => format!(
            "where it stood before is not known, give it in the policy: the plan is enough if it stood at {} or less",
            percent(enough)
        ),
        (None, None) => "where it stood before is not known, give it in the policy".to_owned(),
    }
}

/// "62.0% in March 2026, as published"
fn stood_at(stood: &StoodAt) -> String {
    let month = stood
        .month
        .map_or_else(String::new, |month| format!(" in {month}"));
    let by = match stood.by {
        SaidBy::Policy => ", the policy's baseline",
        SaidBy::Plan => "",
        SaidBy::Publication => ", as published",
    };
    format!("{}{month}{by}", percent(stood.share.value))
}

fn chart(outlook: &WithinOutlook) -> Chart {
    let line = |label, style, pick: fn(&PlannedShare) -> Option<&Sourced<Share>>| {
        MonthLine::of(label, style, &outlook.months, |both| {
            pick(both).map(MonthValue::share)
        })
    };
    let standard = &outlook.standard;
    let month = standard.month();
    MonthLines {
        title: sentence(outlook),
        subtitle: format!(
            "% of the list, month end; {}. Asked: {} ({})",
            stood(outlook),
            standard.in_words(),
            standard.source
        ),
        alt: "Line of the share within 18 weeks by month, plan dashed, actual solid.".to_owned(),
        twin_title: "Within 18 weeks".to_owned(),
        twin_subtitle: "part of the list at month end".to_owned(),
        months: outlook.months.keys().copied().collect(),
        lines: vec![
            line("plan", LineStyle::Plan, |both| both.plan.as_ref()),
            line("actual", LineStyle::Actual, |both| both.actual.as_ref()),
        ],
        bands: outlook
            .required
            .map(|required| (month, format!("asked: {}", percent(required))))
            .into_iter()
            .collect(),
        strong: [month].into(),
        reach: outlook.required.map_or(0.0, drawn_percent),
    }
    .chart()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::cell;
    use crate::plan::{Case, Elective, FinancialYear, Month, Plan, ShareTrajectory};
    use crate::policy::Policy;
    use std::collections::BTreeMap;

    #[test]
    fn only_bodies_that_can_be_judged_are_counted() {
        let told = |missing, judged, depend| Told {
            missing,
            judged,
            depend,
        };
        assert_eq!(
            told(1, 3, 0).title("what is asked"),
            "1 of 3 falls short of what is asked"
        );
        assert_eq!(told(1, 3, 0).open(), "");
        assert_eq!(told(0, 2, 3).open(), "; 3 depend on where they stood");
        assert_eq!(
            told(0, 0, 3).title("what is asked"),
            "Within 18 weeks by organisation"
        );
    }

    #[test]
    fn a_share_below_what_is_asked_is_told_as_such() {
        let march = Month {
            year: 2026,
            month: 3,
        };
        let share = PlannedShare {
            plan: Some(Sourced::at(Share::percent(61), cell("Waits!N3"))),
            actual: None,
        };
        let plan = Plan {
            year: Some(Sourced::new(FinancialYear(2025), Vec::new())),
            elective: Some(Elective {
                within_18_weeks: vec![ShareTrajectory {
                    organisation: None,
                    specialty: None,
                    months: BTreeMap::from([(march, share)]),
                }],
                ..Elective::default()
            }),
            ..Plan::default()
        };
        let assessment = judge(
            Case {
                plan,
                ..Case::default()
            },
            Vec::new(),
            &Policy::default(),
        );
        let charts = charts(&assessment);
        assert_eq!(
            charts[0].title,
            "61.0% within 18 weeks in March 2026 against 65.0% asked nationally"
        );
        let figure = figure(&assessment).unwrap();
        assert_eq!(
            (figure.tone, figure.value.as_str()),
            (Tone::Adverse, "61.0%")
        );
    }
}
