use super::*;
use crate::assessment::judge;
use crate::plan::example::{clean_case, pounds};
use crate::plan::{Absent, Case, Organisation, OrganisationPosition};
use crate::policy::Policy;
use crate::report::ChartKind;

fn two(absent: bool) -> Case {
    let mut case = clean_case().with_position(|position| {
        position.organisations.push(OrganisationPosition {
            organisation: Organisation::named("NHS Fenmarch ICB"),
            surplus: pounds(-4_000_000, "I&E!Q48"),
            monthly: Default::default(),
            course: Default::default(),
            reported: 0,
            lines: Vec::new(),
        });
    });
    if absent {
        case.absent.push(Absent {
            body: Organisation::named("Elm NHS Trust"),
            named_at: Vec::new(),
            figures_from_another: false,
            row_left_empty: false,
        });
    }
    case
}

#[test]
fn the_worst_body_is_the_finding_and_the_sum_is_ours_beside_the_declared_one() {
    let page = system(&judge(two(true), Vec::new(), &Policy::default()));
    assert_eq!(
        page.title,
        "NHS Fenmarch ICB is £4.0m short of balance; 1 of 2 are short"
    );
    let Block::Chart(chart) = &page.rows[0][0] else {
        panic!("{:?}", page.rows)
    };
    assert_eq!(chart.title, "NHS Fenmarch ICB drives 100% of the shortfall");
    // Nobody who is short states an income, and no dot is drawn or told of.
    let ChartKind::Bars { rows, .. } = &chart.kind else {
        panic!("{:?}", chart.kind)
    };
    assert!(rows.iter().all(|row| row.dot.is_none()));
    assert!(!chart.subtitle.contains("Dots"), "{}", chart.subtitle);
    let Block::Table(league) = &page.rows[1][0] else {
        panic!("{:?}", page.rows)
    };
    let last: Vec<(&str, &str)> = league
        .rows
        .iter()
        .rev()
        .take(3)
        .map(|row| (row.cells[0].text.as_str(), row.cells[1].text.as_str()))
        .collect();
    assert_eq!(
        last,
        [
            ("Difference", "4.0"),
            ("Declared for the whole", "0.0"),
            ("Sum of the bodies", "(4.0)")
        ]
    );
    let said = page.rows.iter().flatten().any(|block| {
        matches!(block, Block::Note(note) if note.text.starts_with("Elm NHS Trust is missing"))
    });
    assert!(said);
}

#[test]
fn one_body_by_itself_is_told_how_to_become_a_system() {
    let assessment = judge(clean_case(), Vec::new(), &Policy::default());
    assert!(board_page(&assessment).is_none());
    assert_eq!(
        system(&assessment).title,
        "Westmoor NHS Trust stands alone here"
    );
}
