use super::*;
use crate::analysis::Facet;
use crate::assessment::judge;
use crate::plan::example::{clean_case, clean_case_in_year, scheme};
use crate::plan::{Recurrence, Risk, StatedRisk};
use crate::policy::Policy;
use crate::report::{Chart, Opens, Table};

fn blocks(page: &Page) -> impl Iterator<Item = &Block> {
    page.rows.iter().flatten()
}

fn charts(page: &Page) -> Vec<&Chart> {
    blocks(page)
        .filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
        .collect()
}

fn tables(page: &Page) -> Vec<&Table> {
    blocks(page)
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

/// Two divisions, one unidentified line, a one-off of high risk.
fn mixed() -> Assessment {
    let case = clean_case_in_year()
        .with_savings(|savings| {
            savings.lines[0].division = Some("Surgery".to_owned());
            savings.lines[1].division = Some("Estates".to_owned());
            savings.lines[1].recurrence = Some(Recurrence::NonRecurrent);
            if let Some(risk) = &mut savings.lines[1].risk {
                risk.risk = Some(Risk::High);
                "Red".clone_into(&mut risk.word);
            }
        })
        .with_unidentified(2_000_000, 12);
    judge(case, Vec::new(), &Policy::default())
}

fn of(assessment: &Assessment, part: SavingsPart) -> Page {
    let choice = SavingsChoice {
        part,
        split: Some(Facet::Division),
        ..SavingsChoice::default()
    };
    savings(assessment, &choice)
}

#[test]
fn every_side_says_its_finding_and_every_chart_has_its_table_and_its_words() {
    let assessment = mixed();
    let titles: Vec<String> = SavingsPart::ALL
        .into_iter()
        .map(|part| {
            let page = of(&assessment, part);
            for chart in charts(&page) {
                assert!(
                    !chart.alt.is_empty() && !chart.twin.rows.is_empty(),
                    "{part:?}"
                );
            }
            page.title
        })
        .collect();
    assert_eq!(titles[0], "£2.0m of £10.0m savings has no scheme behind it");
    // £3.0m is one-off; nothing says what the rest is worth in a full year beyond this one.
    assert_eq!(titles[2], "Next year starts £3.0m short of these savings");
    assert_eq!(titles[3], "Surgery is 50% of the savings");
    assert_eq!(titles[4], "The savings rest on 3 lines");
    assert_eq!(titles[5], "Savings are forecast as planned");
}

#[test]
fn the_grid_of_risk_and_status_links_each_figure_to_its_lines_and_cells() {
    let page = of(&mixed(), SavingsPart::Real);
    let grid = tables(&page)
        .into_iter()
        .find(|table| table.columns[0].label == "Delivery risk")
        .unwrap();
    assert_eq!(grid.title, "£3.0m is called fully developed at high risk");
    let high = &grid.rows[0];
    assert_eq!(high.cells[0].text, "High");
    assert_eq!(high.cells[1].text, "3.0 (1)");
    assert_eq!(high.cells[1].cells.len(), 1);
    assert_eq!(
        high.cells[1].opens,
        Some(Opens::Lines(vec![
            (Facet::Risk, Some("High".to_owned())),
            (Facet::Status, Some("Fully developed".to_owned())),
        ]))
    );
    let all = grid.rows.last().unwrap();
    assert_eq!(all.cells.last().unwrap().text, "10.0");
}

#[test]
fn what_is_asked_narrows_every_side_and_is_said_in_the_subtitle() {
    let assessment = mixed();
    let mut choice = SavingsChoice::default();
    choice.only.ask(Facet::Division, Some("Estates".to_owned()));
    let page = savings(&assessment, &choice);
    assert_eq!(page.title, "A scheme stands behind all £3.0m of savings");
    assert!(
        page.subtitle.ends_with("only Estates: 1 of 3 lines"),
        "{}",
        page.subtitle
    );
    assert_eq!(savings_lines(&assessment, &choice.only).rows.len(), 1);
    choice
        .only
        .ask(Facet::Status, Some("Opportunity".to_owned()));
    assert_eq!(savings(&assessment, &choice).title, "No line is both");
}

#[test]
fn the_table_of_places_adds_up() {
    let page = of(&mixed(), SavingsPart::Places);
    let table = tables(&page)[0];
    let numbers: Vec<f64> = table
        .rows
        .iter()
        .filter_map(|row| row.cells[2].number)
        .collect();
    let (all, parts) = numbers.split_last().unwrap();
    assert!((parts.iter().sum::<f64>() - all).abs() < 1e-6);
}

#[test]
fn ten_lines_are_told_and_the_rest_is_one() {
    let case = clean_case().with_savings(|savings| {
        savings.lines = (1..=30)
            .map(|row| scheme(&format!("s{row}"), 100_000 * i64::from(row), row))
            .collect();
    });
    let assessment = judge(case, Vec::new(), &Policy::default());
    let page = of(&assessment, SavingsPart::Largest);
    // 21 to 30 of 1 to 30: 255 of 465.
    assert_eq!(page.title, "Ten largest lines make 55% of the savings");
    let twin = &charts(&page)[0].twin;
    assert_eq!(twin.rows.len(), 11);
    assert_eq!(twin.rows[0].cells[0].opens, Some(Opens::Scheme(29)));
}

#[test]
fn a_card_holds_the_figures_the_months_and_the_findings_of_its_line_and_no_other() {
    let assessment = mixed();
    let card = scheme_card(&assessment, 2).unwrap();
    assert_eq!(card.title, "S12: Unidentified");
    let about = blocks(&card).find_map(|block| match block {
        Block::Findings { items, .. } => Some(items),
        _ => None,
    });
    let items = about.unwrap();
    assert!(items.iter().any(|item| item.id == "savings-unidentified"));
    let months = tables(&card)
        .into_iter()
        .find(|table| table.title == "Planned by month")
        .unwrap();
    assert_eq!(months.rows[0].cells.len(), 12);
    assert!(scheme_card(&assessment, 3).is_none());
}

#[test]
fn a_plan_without_savings_says_so() {
    let mut case = clean_case();
    case.plan.savings = None;
    let assessment = judge(case, Vec::new(), &Policy::default());
    assert_eq!(
        of(&assessment, SavingsPart::Real).title,
        "No savings schemes were found"
    );
    assert!(board_pages(&assessment).is_empty());
}

#[test]
fn a_risk_word_without_a_place_on_the_scale_stands_in_the_lines_and_not_in_the_grid() {
    let case = clean_case().with_savings(|savings| {
        savings.lines[0].risk = Some(StatedRisk {
            risk: None,
            word: "Purple".to_owned(),
            cell: savings.lines[0].source.clone(),
        });
    });
    let assessment = judge(case, Vec::new(), &Policy::default());
    let page = of(&assessment, SavingsPart::Real);
    assert!(
        tables(&page)
            .iter()
            .all(|table| table.columns[0].label != "Delivery risk")
    );
    let lines = savings_lines(&assessment, &crate::analysis::Only::default());
    assert!(lines.rows[0].cells.iter().any(|cell| cell.text == "Purple"));
}
