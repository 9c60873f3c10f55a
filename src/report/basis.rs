//! What the pack rests on: the files, and the assumptions in effect with their sources.

use super::link::{column, text_cell};
use super::{Align, Block, Page, PageId, Row, Table, page, plan_label, reading_line};
use crate::assessment::Assessment;
use crate::policy::Policy;
use crate::wording::{money, whole_percent};

pub fn basis(assessment: &Assessment) -> Page {
    let reading = reading_line(assessment);
    let rows = vec![
        vec![Block::Table(sources(assessment))],
        vec![Block::Table(policy(&assessment.policy))],
    ];
    let subtitle = format!(
        "{}. {}; {}; {}.",
        plan_label(assessment),
        reading.tables,
        reading.totals,
        reading.not_understood
    );
    page(
        assessment,
        PageId::Reading,
        "What this rests on".to_owned(),
        subtitle,
        rows,
    )
}

fn sources(assessment: &Assessment) -> Table {
    let rows = assessment.workbooks.iter().map(|workbook| Row {
        cells: vec![
            text_cell(&*workbook.name),
            text_cell(workbook.fingerprint.clone()),
        ],
        strong: false,
    });
    Table {
        title: "Files read".to_owned(),
        subtitle: "the fingerprint proves that two readers saw the same file".to_owned(),
        columns: vec![
            column("File", Align::Left, 1.6),
            column("SHA-256", Align::Left, 3.0),
        ],
        rows: rows.collect(),
    }
}

fn policy(policy: &Policy) -> Table {
    let norms = policy.savings_norms.value.map(whole_percent).join(", ");
    let rates: Vec<String> = policy
        .delivery_rates
        .value
        .iter()
        .map(|(status, rate)| format!("{} {}", status.label(), whole_percent(*rate)))
        .collect();
    let rows = [
        (
            policy.unidentified_share.meaning,
            whole_percent(policy.unidentified_share.value),
            policy.unidentified_share.source,
        ),
        (
            policy.balancing_tolerance.meaning,
            money(policy.balancing_tolerance.value),
            policy.balancing_tolerance.source,
        ),
        (
            policy.second_half_share.meaning,
            whole_percent(policy.second_half_share.value),
            policy.second_half_share.source,
        ),
        (
            policy.last_quarter_share.meaning,
            whole_percent(policy.last_quarter_share.value),
            policy.last_quarter_share.source,
        ),
        (
            policy.one_off_share.meaning,
            whole_percent(policy.one_off_share.value),
            policy.one_off_share.source,
        ),
        (
            policy.savings_norms.meaning,
            norms,
            policy.savings_norms.source,
        ),
        (
            policy.delivery_rates.meaning,
            rates.join(", "),
            policy.delivery_rates.source,
        ),
        (
            policy.deadlines.meaning,
            "104, 78, 65 and 52 weeks".to_owned(),
            policy.deadlines.source,
        ),
    ];
    let row = |(meaning, value, source): (&str, String, &str)| Row {
        cells: vec![text_cell(meaning), text_cell(value), text_cell(source)],
        strong: false,
    };
    let thresholds = policy
        .thresholds()
        .into_iter()
        .map(|threshold| (threshold.meaning, threshold.value, threshold.source));
    Table {
        title: "Assumptions".to_owned(),
        subtitle: "ours, not NHS policy, unless the source says so".to_owned(),
        columns: vec![
            column("What it decides", Align::Left, 2.6),
            column("Value", Align::Left, 1.6),
            column("Source", Align::Left, 2.6),
        ],
        rows: rows.into_iter().chain(thresholds).map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::report::board_pages;

    #[test]
    fn the_pack_ends_with_what_it_rests_on() {
        let assessment = judge(
            clean_case().with_unidentified(2_137_000, 12),
            Vec::new(),
            &Policy::default(),
        );
        let titles: Vec<String> = board_pages(&assessment)
            .into_iter()
            .map(|page| page.title)
            .collect();
        assert_eq!(
            titles.last().map(String::as_str),
            Some("What this rests on")
        );
        assert!(titles.iter().all(|title| !title.is_empty()));
        assert!((4..=8).contains(&titles.len()), "{titles:?}");
    }
}
