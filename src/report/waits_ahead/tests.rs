//! The words and rows of the pages, on a list that does not change.

use super::super::{Chart, ChartKind};
use super::*;
use crate::analysis::{WaitCounts, WaitSeries, WorkingWeeks, cohort, project};
use crate::plan::{FinancialYear, Sourced};
use crate::policy::Policy;

/// Eight months to October 2023, as many over 65 weeks in each.
fn ahead(over_65: u64) -> WaitsAhead {
    let first = Month {
        year: 2023,
        month: 3,
    };
    let to = Month {
        year: 2024,
        month: 3,
    };
    let of = |value| Sourced::new(value, Vec::new());
    let counts = WaitCounts {
        total: of(100_000),
        over: BTreeMap::from([
            (Weeks(18), of(40_000)),
            (Weeks(52), of(4 * over_65)),
            (Weeks(65), of(over_65)),
        ]),
        bands: Vec::new(),
    };
    let months = std::iter::successors(Some(first), |month| Some(month.next()));
    let series = WaitSeries {
        months: months
            .take(8)
            .map(|month| (month, counts.clone()))
            .collect(),
    };
    let (latest, counts) = series.latest().unwrap();
    let measure = MeasureAhead {
        threshold: Weeks(65),
        to,
        deadline: Policy::default().deadline(Weeks(65), FinancialYear(2023)),
        projection: project(&series, Weeks(65), to),
        cohort: cohort(counts, latest, Weeks(65), to),
        clearance: None,
    };
    WaitsAhead {
        whose: Whose::Body("NHS Anywhere ICB".to_owned()),
        measures: vec![measure],
        within_18_weeks: None,
        series,
    }
}

fn charted(ahead: &WaitsAhead) -> Chart {
    let measure = &ahead.measures[0];
    projection::chart(ahead, measure, measure.projection.as_ref().unwrap())
}

#[test]
fn the_title_says_how_many_and_what_it_takes() {
    let ahead = ahead(2_000);
    let at = *ahead.measures[0]
        .projection
        .as_ref()
        .unwrap()
        .at_deadline()
        .unwrap();
    let weeks = WorkingWeeks::between(
        Month {
            year: 2023,
            month: 10,
        },
        at.month,
    )
    .unwrap()
    .weeks;
    let more = about(at.expected / f64::from(weeks));
    assert_eq!(
        charted(&ahead).title,
        format!(
            "About {} over 65 weeks in March 2024 unless {more} more a week are treated",
            about(at.expected)
        )
    );
}

#[test]
fn a_list_without_long_waits_says_so_and_a_handful_is_not_projected() {
    let said = |over_65| {
        let ahead = ahead(over_65);
        let missing = ahead.measures[0].projection.clone().unwrap_err();
        not_projected(&ahead, &ahead.measures[0], missing)
    };
    assert_eq!(said(0), "Nobody waited over 65 weeks in October 2023.");
    assert_eq!(
        said(12),
        "Waits over 65 weeks (12 in October 2023) are not projected to March 2024: that needs 50 pathways or more over \
         that threshold now, since fewer hang on single patients."
    );
}

#[test]
fn the_range_says_how_often_it_held_where_it_was_not_drawn() {
    let ahead = ahead(2_000);
    let projection = ahead.measures[0].projection.as_ref().unwrap();
    let held = projection.held;
    assert!(!held.small && held.later.is_some());
    let said = worth::worth(projection);
    for part in [
        format!("5 months ahead it held {} in 10", held.kept_aside / 10),
        format!("it held {} in 10 of the year", held.later.unwrap() / 10),
    ] {
        assert!(said.contains(&part), "{said}");
    }
    assert_eq!(worth::in_ten(99), 9);
}

#[test]
fn the_twin_holds_every_month_counted_and_projected() {
    let chart = charted(&ahead(2_000));
    assert_eq!(chart.twin.rows.len(), 8 + 5);
    let ChartKind::Lines {
        x_labels, bands, ..
    } = &chart.kind
    else {
        panic!("no lines")
    };
    assert_eq!((x_labels.len(), bands.len()), (13, 1));
    assert!(chart.alt.contains("between"));
}

#[test]
fn the_figures_are_the_cohort_its_pace_and_what_is_projected() {
    let ahead = ahead(2_000);
    let labels: Vec<String> = figures::figures(&ahead, &ahead.measures[0])
        .into_iter()
        .map(|figure| figure.label)
        .collect();
    assert_eq!(
        labels,
        [
            "Over 65 weeks by March 2024 unless treated",
            "To be treated a working week",
            "Projected over 65 weeks, March 2024"
        ]
    );
}

#[test]
fn a_projection_is_said_no_more_exactly_than_it_is() {
    let said = [0.4, 57.0, 1_234.0, 57_849.0, 311_499.0].map(about);
    assert_eq!(said, ["0", "57", "1,200", "57,800", "311,000"]);
}
