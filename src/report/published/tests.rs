use super::*;
use crate::assessment::judge;
use crate::plan::example::clean_plan;
use crate::plan::{
    Case, Organisation, Plan, PublishedBy, PublishedOrganisation, PublishedWaits, Sourced,
    WeekBands, Weeks,
};
use crate::policy::Policy;

fn body(name: &str, pathways: u32) -> PublishedOrganisation {
    let mut counts = vec![0; 105];
    counts[0] = pathways;
    counts[60] = pathways;
    let of = |value: u32| Sourced::new(u64::from(value), Vec::new());
    PublishedOrganisation {
        organisation: Organisation::named(name),
        waits: Waits {
            total: of(pathways * 2),
            within_18_weeks: Some(of(pathways)),
            over: [(Weeks(52), of(pathways))].into(),
            bands: WeekBands::new(counts, true),
            ..Waits::default()
        },
        stated_total: None,
        specialties: Vec::new(),
    }
}

fn published(months: &[u8]) -> Vec<PublishedWaits> {
    let month = |month: &u8| PublishedWaits {
        pathways: Pathways::Incomplete,
        by: PublishedBy::Provider,
        month: Some(Month {
            year: 2024,
            month: *month,
        }),
        organisations: vec![body("Alder NHS Trust", 100), body("Birch NHS Trust", 300)],
    };
    months.iter().map(month).collect()
}

fn assessed(plan: Plan) -> Assessment {
    judge(
        Case {
            plan,
            ..Case::default()
        },
        Vec::new(),
        &Policy::default(),
    )
}

#[test]
fn the_title_says_who_waits_within_eighteen_weeks_in_the_latest_month() {
    let plan = Plan {
        published: published(&[1, 2]),
        ..Plan::default()
    };
    assert_eq!(
        title(&assessed(plan)),
        "2 organisations: 50.0% of 800 within 18 weeks, February 2024"
    );
}

#[test]
fn the_plans_own_body_stands_first_and_strong() {
    let mut plan = clean_plan();
    plan.organisations.push(Organisation::named("Alder NHS FT"));
    plan.published = published(&[1]);
    let returns = latest_returns(&plan);
    let table = table::bodies(&returns[0], 1);
    assert_eq!(table.rows[0].cells[0].text, "Alder");
    assert!(table.rows[0].strong);
    assert!(table.subtitle.contains("1 of 2"));
}

#[test]
fn several_months_are_one_line_with_a_table_twin() {
    let plan = Plan {
        published: published(&[1, 2, 3]),
        ..Plan::default()
    };
    let charts = history::charts(&plan);
    assert_eq!(charts.len(), 2);
    assert_eq!(charts[0].twin.rows.len(), 3);
    assert!(charts[1].title.contains("50.0%"));
}

#[test]
fn the_board_pack_has_a_page_of_what_was_published() {
    let plan = Plan {
        published: published(&[1]),
        ..Plan::default()
    };
    let pages = crate::report::pack_pages(&assessed(plan));
    assert!(pages.iter().any(|page| page.id == PageId::Published));
    let without = crate::report::pack_pages(&assessed(clean_plan()));
    assert!(without.iter().all(|page| page.id != PageId::Published));
}

#[test]
fn one_published_month_fills_the_first_presented_page() {
    let plan = Plan {
        published: published(&[1]),
        ..Plan::default()
    };
    let pages = crate::report::board_pages(&assessed(plan));
    let charts: Vec<&Chart> = pages[0]
        .rows
        .iter()
        .flatten()
        .filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
        .collect();
    let titles: Vec<&str> = charts.iter().map(|chart| chart.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Half have waited 1.0 weeks or less, 92 in 100 up to 60.8",
            "Birch has 75% of the 400 over 52 weeks",
        ]
    );
    // Every pathway stands in one bar.
    let shown: f64 = charts[0]
        .twin
        .rows
        .iter()
        .map(|row| row.cells[1].number.unwrap())
        .sum();
    assert!((shown - 800.0).abs() < 1e-9);
    let Block::Figures(figures) = &pages[0].rows[0][0] else {
        panic!("no figures")
    };
    let labels: Vec<&str> = figures.iter().map(|figure| figure.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Pathways",
            "Within 18 weeks",
            "Median wait, weeks",
            "Over 52 weeks"
        ]
    );
    assert_eq!(pages[1].title, "Birch has the longest list, 600 pathways");
}

#[test]
fn measures_that_are_not_published_have_no_column() {
    let plan = Plan {
        published: published(&[1]),
        ..Plan::default()
    };
    let table = table::bodies(&latest_returns(&plan)[0], 9);
    let heads: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.label.as_str())
        .collect();
    assert_eq!(
        heads,
        [
            "Organisation",
            "Pathways",
            "Within 18",
            "Over 52",
            "52 as %",
            "Median",
            "92nd"
        ]
    );
    assert!(table.rows.iter().all(|row| row.cells.len() == heads.len()));
}
