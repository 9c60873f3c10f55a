//! The plan's year beside the year before and the years after: how the result moves, and what comes in, is spent and saved.

mod chart;
mod table;
mod title;

use super::{Block, Chart, Page, PageId, Table, page, plan_label};
use crate::analysis::YearOfPlan;
use crate::assessment::Assessment;
use chart::chart;
use table::table;

/// "2022/23 outturn", "2023/24 plan".
fn heading(year: &YearOfPlan) -> String {
    let kind = match year.offset {
        ..0 => "outturn",
        _ => "plan",
    };
    let named = match (&year.year, year.offset) {
        (Some(year), _) => year.to_string(),
        (None, -1) => "The year before".to_owned(),
        (None, 0) => "This year".to_owned(),
        (None, many) => format!("{many:+} years"),
    };
    format!("{named} {kind}")
}

/// On the board's screen: only where years beyond the plan's own are planned.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let chart = chart(assessment)?;
    let (title, subtitle) = (
        chart.title.clone(),
        format!("{}, {}", chart.subtitle, plan_label(assessment)),
    );
    let table = Table {
        title: String::new(),
        subtitle: String::new(),
        ..chart.twin.clone()
    };
    let chart = Chart {
        title: String::new(),
        subtitle: String::new(),
        ..chart
    };
    // The columns say the results: the table is worth its room where it says more.
    let mut rows = vec![vec![Block::Chart(chart)]];
    if table.columns.len() > 2 {
        rows.push(vec![Block::Table(table)]);
    }
    Some(page(assessment, PageId::Years, title, subtitle, rows))
}

/// The chart and the table of all bodies, as far as there are years to tell of.
pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let chart = chart(assessment).map(|chart| vec![Block::Chart(chart)]);
    let table = table(assessment).map(|table| vec![Block::Table(table)]);
    chart.into_iter().chain(table).collect()
}

#[cfg(test)]
mod tests {
    use super::table::WHOLE;
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::{clean_case, pounds};
    use crate::plan::{LineKind, OtherYear, OtherYearLine};
    use crate::policy::Policy;
    use crate::report::ChartKind;
    use crate::report::{board_pages, position};

    /// A plan for 2023/24 that comes to `first`, with these results of other years.
    fn assessed(first: i64, others: &[(i8, i64)]) -> Assessment {
        let mut case = clean_case();
        case.plan.position.as_mut().unwrap().declared = Some(pounds(first, "I&E!P48"));
        let line = |label: &str, kind, value, cell: &str| OtherYearLine {
            label: label.to_owned(),
            kind,
            value: pounds(value, cell),
        };
        let year = |(offset, result): &(i8, i64)| OtherYear {
            offset: *offset,
            organisation: None,
            surplus: pounds(*result, &format!("I&E!Q{}", 50 + i32::from(*offset))),
            lines: vec![
                line("Income", LineKind::Income, 210_000_000, "I&E!Q12"),
                line("Efficiency savings", LineKind::Other, 9_000_000, "I&E!Q30"),
                line("Pay", LineKind::Pay, *result - 219_000_000, "I&E!Q20"),
            ],
        };
        case.plan.around.other_years = others.iter().map(year).collect();
        judge(case, Vec::new(), &Policy::default())
    }

    fn titled(first: i64, others: &[(i8, i64)]) -> String {
        chart(&assessed(first, others)).map_or_else(String::new, |chart| chart.title)
    }

    #[test]
    fn the_title_says_how_the_result_moves_to_the_last_year() {
        let later = |value: i64| [(1, value), (2, value)];
        assert_eq!(
            titled(-4_200_000, &[(1, -7_000_000), (2, -11_000_000)]),
            "The deficit grows from £4.2m to £11.0m by 2025/26"
        );
        assert_eq!(
            titled(-9_000_000, &[(1, -4_000_000)]),
            "The deficit falls from £9.0m to £4.0m by 2024/25"
        );
        assert_eq!(
            titled(2_000_000, &later(-8_000_000)),
            "The £2.0m surplus turns into a £8.0m deficit by 2025/26"
        );
        assert_eq!(
            titled(0, &later(-8_000_000)),
            "Breakeven turns into a £8.0m deficit by 2025/26"
        );
        assert_eq!(
            titled(-6_000_000, &later(0)),
            "The £6.0m deficit is gone by 2025/26"
        );
        assert_eq!(titled(0, &later(0)), "The plan breaks even up to 2025/26");
        assert_eq!(
            titled(-6_000_000, &later(-6_010_000)),
            "The deficit stays at £6.0m up to 2025/26"
        );
        assert_eq!(
            titled(-4_000_000, &[(1, -20_000_000), (2, -3_000_000)]),
            "The deficit peaks at £20.0m in 2024/25"
        );
        // What the year before came to is told by the walk.
        assert_eq!(titled(-4_000_000, &[(-1, -20_000_000)]), "");
    }

    #[test]
    fn a_year_not_stated_has_no_column_and_the_arrow_leads_from_the_plan_to_the_last() {
        let assessment = assessed(-4_200_000, &[(-1, -2_000_000), (2, -11_000_000)]);
        let page = board_pages(&assessment)
            .into_iter()
            .find(|page| page.id == PageId::Years)
            .unwrap();
        let [Block::Chart(chart)] = page.rows[0].as_slice() else {
            panic!("no chart")
        };
        let ChartKind::Waterfall { steps, .. } = &chart.kind else {
            panic!("no columns")
        };
        let labels: Vec<&str> = steps.iter().map(|step| step.label.as_str()).collect();
        assert_eq!(labels, ["2022/23 outturn", "2023/24 plan", "2025/26 plan"]);
        assert!(!steps[0].leads_to(&steps[1]));
        let shown = chart.comparable.as_ref().unwrap().shown.as_ref().unwrap();
        assert_eq!(
            (shown.text.as_str(), shown.share.as_str()),
            ("−£6.8m", "−161.9%")
        );
        assert_eq!(shown.cells.len(), 2);
        assert!(
            chart
                .alt
                .contains("2025/26 plan −£11.0m, savings £9.0m, 4.3% of income")
        );
        assert!(
            chart
                .alt
                .contains("Difference from 2023/24 plan to 2025/26 plan")
        );
    }

    #[test]
    fn the_twin_and_the_table_tell_what_comes_in_and_is_saved_with_cells() {
        let assessment = assessed(-4_200_000, &[(1, -11_000_000)]);
        let chart = chart(&assessment).unwrap();
        let heads: Vec<&str> = chart
            .twin
            .columns
            .iter()
            .map(|own| own.label.as_str())
            .collect();
        assert_eq!(
            heads,
            [
                "Year",
                "Surplus or (deficit)",
                "Income and allocation",
                "Costs",
                "Savings",
                "of income"
            ]
        );
        let next: Vec<&str> = chart.twin.rows[1]
            .cells
            .iter()
            .map(|own| own.text.as_str())
            .collect();
        assert_eq!(
            next,
            ["2024/25 plan", "(11.0)", "210.0", "(221.0)", "9.0", "4.3%"]
        );
        assert_eq!(chart.twin.rows[1].cells[3].cells.len(), 2);
        let table = table(&assessment).unwrap();
        let labels: Vec<&str> = table
            .rows
            .iter()
            .map(|row| row.cells[0].text.as_str())
            .collect();
        assert_eq!(
            labels,
            [
                WHOLE,
                "Income and allocation",
                "Costs",
                "Savings",
                "Savings as a share of income"
            ]
        );
        let page = position(&assessment);
        let charts = page.rows.iter().flatten().filter(
            |block| matches!(block, Block::Chart(own) if own.title.ends_with("by 2024/25")),
        );
        assert_eq!(charts.count(), 1);
    }
}
