//! Waits of a measure by month, plan and actual, with the deadline they are judged by.

use super::super::month_lines::{MonthLine, MonthLines, MonthValue};
use super::super::{Chart, LineStyle, published};
use super::words::{limit, sentence};
use crate::analysis::MeasureOutlook;
use crate::assessment::Assessment;
use crate::plan::{PlanActual, Sourced};
use crate::policy::Allowance;
use crate::wording::{count, plain_percent};

pub(in crate::report) fn first_chart(assessment: &Assessment) -> Option<Chart> {
    let first = assessment.waits.first()?;
    Some(chart(assessment, first))
}

pub(super) fn chart(assessment: &Assessment, outlook: &MeasureOutlook) -> Chart {
    let weeks = outlook.measure.0;
    let line = |label, style, pick: fn(&PlanActual) -> Option<&Sourced<u64>>| {
        MonthLine::of(label, style, &outlook.months, |both| {
            pick(both).map(MonthValue::pathways)
        })
    };
    MonthLines {
        title: sentence(outlook),
        subtitle: format!(
            "Pathways at month end{}{}",
            judged(outlook),
            published::said_of(&assessment.case.plan, &outlook.months)
        ),
        alt: format!(
            "Line of pathways waiting over {weeks} weeks by month, plan dashed, actual solid.{}",
            start(outlook)
        ),
        twin_title: format!("Waiting over {weeks} weeks"),
        twin_subtitle: format!("pathways at month end{}", in_force(outlook)),
        months: outlook.months.keys().copied().collect(),
        lines: [
            line("plan", LineStyle::Plan, |both| both.plan.as_ref()),
            line("actual", LineStyle::Actual, |both| both.actual.as_ref()),
        ]
        .into_iter()
        .chain(outlook.allowed.as_ref().map(|allowed| {
            let months = outlook.months.iter();
            MonthLine::of("limit", LineStyle::Limit, months, |_| {
                Some(MonthValue::pathways(allowed))
            })
        }))
        .collect(),
        bands: outlook
            .deadline
            .iter()
            .map(|deadline| {
                // One that had passed before the year binds at the end of it.
                let at = outlook.judged_at.unwrap_or(deadline.month);
                (at.max(deadline.month), limit(deadline))
            })
            .chain(
                outlook
                    .later
                    .iter()
                    .map(|later| (later.month, "moved to here later".to_owned())),
            )
            .collect(),
        strong: outlook.judged_at.into_iter().collect(),
        reach: 0.0,
    }
    .chart()
}

/// "; deadline March 2024, later moved to September 2024", "; none allowed since March 2023": where the deadline is from stands with the table.
fn judged(outlook: &MeasureOutlook) -> String {
    let Some(deadline) = &outlook.deadline else {
        return String::new();
    };
    let later = outlook
        .later
        .iter()
        .map(|later| format!(", later moved to {}", later.month));
    // A share of a list that nobody states is no number.
    let unknown = if outlook.allowed.is_none() && deadline.allowed != Allowance::None {
        "; the size of the list is not given"
    } else {
        ""
    };
    let by = if outlook.judged_at.is_some_and(|at| at > deadline.month) {
        let allowed = match deadline.allowed {
            Allowance::None => "none".to_owned(),
            Allowance::ShareOfList(share) => format!("{} of the list", plain_percent(share)),
        };
        format!("{allowed} allowed since {}", deadline.month)
    } else {
        format!("deadline {}", deadline.month)
    };
    format!("; {by}{}{unknown}", later.collect::<String>())
}

/// "; judged by March 2024 (NHS England delivery plan), later moved to September 2024 (planning guidance 2024/25)"
fn in_force(outlook: &MeasureOutlook) -> String {
    let Some(deadline) = &outlook.deadline else {
        return String::new();
    };
    let later = outlook.later.iter().map(|later| {
        format!(
            ", later moved to {}, {} ({})",
            later.month,
            limit(later),
            later.source
        )
    });
    format!(
        "; judged by {}, in force since {} ({}){}",
        deadline.month,
        deadline.since,
        deadline.source,
        later.collect::<String>()
    )
}

/// " From 1,200 in April 2024."
fn start(outlook: &MeasureOutlook) -> String {
    let first = outlook.months.iter().find_map(|(month, both)| {
        let given = both.actual.as_ref().or(both.plan.as_ref())?;
        Some(format!(" From {} in {month}.", count(given.value)))
    });
    first.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::cell;
    use crate::plan::{Case, Elective, FinancialYear, Month, Plan, Trajectory, Weeks};
    use crate::policy::Policy;
    use crate::report::ChartKind;

    /// A plan of 2025/26 with 80 over 52 weeks, and a list of so many.
    fn drawn(list: Option<u64>) -> Chart {
        drawn_in(2025, list)
    }

    fn drawn_in(year: u16, list: Option<u64>) -> Chart {
        let year = FinancialYear(year);
        let of = |measure, value: u64, at: &str| Trajectory {
            measure,
            organisation: None,
            specialty: None,
            months: [2, 3]
                .map(|month| {
                    let plan = Some(Sourced::at(value, cell(at)));
                    (
                        Month {
                            year: year.last_month().year,
                            month,
                        },
                        PlanActual { plan, actual: None },
                    )
                })
                .into(),
        };
        let plan = Plan {
            year: Some(Sourced::at(year, cell("Waits!A1"))),
            elective: Some(Elective {
                trajectories: [of(Weeks(52), 80, "Waits!N5")]
                    .into_iter()
                    .chain(list.map(|list| of(Weeks::LIST, list, "Waits!N4")))
                    .collect(),
                ..Elective::default()
            }),
            ..Plan::default()
        };
        let case = Case {
            plan,
            ..Case::default()
        };
        first_chart(&judge(case, Vec::new(), &Policy::default())).unwrap()
    }

    #[test]
    fn a_limit_that_is_a_share_of_the_list_is_a_line() {
        let chart = drawn(Some(9_000));
        let ChartKind::Lines { series, .. } = &chart.kind else {
            panic!("{:?}", chart.kind)
        };
        let limit = series.iter().find(|own| own.label == "limit").unwrap();
        assert_eq!(limit.style, LineStyle::Limit);
        let points = limit.points.iter();
        let drawn: Vec<(f64, String)> = points
            .map(|point| (point.y, point.cells[0].to_string()))
            .collect();
        assert_eq!(drawn, vec![(90.0, "Waits!N4".to_owned()); 2]);
        assert!(!chart.subtitle.contains("not given"));
    }

    #[test]
    fn without_the_list_its_share_is_said_to_be_unknown() {
        let chart = drawn(None);
        let ChartKind::Lines { series, .. } = &chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!(series.len(), 1);
        assert!(chart.subtitle.contains("the size of the list is not given"));
    }

    #[test]
    fn a_deadline_that_had_passed_binds_at_the_end_of_the_year() {
        let chart = drawn_in(2026, Some(9_000));
        assert_eq!(
            chart.subtitle,
            "Pathways at month end; 1% of the list allowed since March 2026"
        );
        let ChartKind::Lines { bands, .. } = &chart.kind else {
            panic!("{:?}", chart.kind)
        };
        // February and March 2027.
        assert!((bands[0].from..bands[0].to).contains(&1.0));
        assert!(drawn(Some(9_000)).subtitle.contains("deadline March 2026"));
    }
}
