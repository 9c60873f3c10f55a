//! How long the list may be, what fall and what capacity that takes, and whether the plan has them.

use super::link::link;
use super::link::{column, text_cell};
use super::{Align, Block, Figure, Row, Table, TableCell, Tone, note};
use crate::analysis::{GlidePath, RELIEF_WEEKS, Rate, roll_forward};
use crate::assessment::Assessment;
use crate::plan::Cells;
use crate::wording::{count, percent, plain, times};

pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let plan = &assessment.case.plan;
    let mut rows = Vec::new();
    if let Some(path) = &assessment.glide_path {
        rows.push(vec![Block::Figures(figures(path))]);
        rows.push(vec![Block::Table(balance(path))]);
        rows.push(vec![note(words(path))]);
    }
    if let Some(rolled) = roll_forward(plan) {
        rows.push(vec![Block::Table(rolled_table(&rolled))]);
    }
    rows
}

/// The figures and what moves the list, under what they come to, for a page of the board.
pub(super) fn board_rows(assessment: &Assessment) -> Option<(String, Vec<Vec<Block>>)> {
    let path = assessment.glide_path.as_ref()?;
    let rows = vec![
        vec![Block::Figures(figures(path))],
        vec![Block::Table(balance(path))],
    ];
    Some((title(path), rows))
}

/// "The list must fall by 0 to 391 a month; 150 is planned"
fn title(path: &GlidePath) -> String {
    if path.required_fall().1 <= 0.0 {
        return "The list is short enough for the share asked".to_owned();
    }
    let needed = fall(path.required_fall());
    match path.planned_fall() {
        Some(planned) if planned < 0.0 => format!(
            "The list must fall by {needed} a month; planned to grow by {}",
            about(-planned)
        ),
        Some(planned) => format!(
            "The list must fall by {needed} a month; {} is planned",
            about(planned)
        ),
        None => format!("The list must fall by {needed} a month"),
    }
}

/// Three figures that matter: 4,230 is as exact as "4,200", and says more than it knows.
fn about(value: f64) -> String {
    let mut unit = 1.0;
    while value.abs() / unit >= 1_000.0 {
        unit *= 10.0;
    }
    plain((value / unit).round() * unit)
}

fn range((low, high): (f64, f64)) -> String {
    format!("{} to {}", about(low), about(high))
}

fn figures(path: &GlidePath) -> Vec<Figure> {
    let figure = |label: String, value: String, detail: String, cells: &Cells, tone| Figure {
        label,
        value,
        tone,
        detail,
        link: link(cells),
        scale: None,
    };
    let (least, _) = path.required_fall();
    let planned = path.planned_fall();
    let short = planned.is_some_and(|planned| planned < least);
    let (stops_least, _) = path.stops_needed();
    let planned_stops = path.planned_stops.as_ref().map(|rate| rate.per_week);
    let too_few = planned_stops.is_some_and(|planned| planned < stops_least);
    let mut cells = path.now.1.cells.clone();
    cells.extend(path.planned.iter().flat_map(|list| list.cells.clone()));
    vec![
        figure(
            format!("List needed, {}", path.at.short()),
            range(path.list_needed),
            format!(
                "for {} within 18 weeks; {} in {}",
                percent(path.share),
                count(path.now.1.value),
                path.now.0.short()
            ),
            &path.now.1.cells,
            Tone::Neutral,
        ),
        figure(
            "Must fall by a month".to_owned(),
            fall(path.required_fall()),
            planned.map_or_else(
                || "the plan gives no list".to_owned(),
                |planned| {
                    if planned < 0.0 {
                        format!("planned to grow by {} a month", about(-planned))
                    } else {
                        format!("planned {} a month", about(planned))
                    }
                },
            ),
            &cells,
            if short { Tone::Adverse } else { Tone::Neutral },
        ),
        figure(
            "Clock stops needed a week".to_owned(),
            range(path.stops_needed()),
            stops(path),
            &path.demand.cells,
            if too_few {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
        ),
        figure(
            "Could be kept for good at".to_owned(),
            range(path.sustainable),
            format!("the list is {} that", times(path.times_sustainable())),
            &path.demand.cells,
            Tone::Neutral,
        ),
    ]
}

/// A list that may grow needs no fall.
fn fall((least, most): (f64, f64)) -> String {
    if most <= 0.0 {
        "nothing".to_owned()
    } else {
        range((least.max(0.0), most))
    }
}

fn stops(path: &GlidePath) -> String {
    let stops = match (&path.planned_stops, &path.stopped) {
        (Some(planned), _) => format!("planned {}", about(planned.per_week)),
        (None, Some(seen)) => format!("{} lately", about(seen.per_week)),
        (None, None) => "clock stops are not given".to_owned(),
    };
    match &path.removed {
        Some(removed) => format!(
            "{stops}, beside {} taken off untreated",
            about(removed.per_week)
        ),
        None => stops,
    }
}

fn balance_row(name: &str, value: f64, over: String, cells: &Cells) -> Row {
    Row {
        cells: vec![
            text_cell(name),
            TableCell {
                text: about(value),
                number: Some(value),
                cells: cells.clone(),
                tone: Tone::Neutral,
                ..TableCell::default()
            },
            text_cell(over),
        ],
        strong: false,
    }
}

/// What joins, what leaves, and what is needed, a week.
fn balance(path: &GlidePath) -> Table {
    let seen = |name: &str, rate: &Rate| {
        let over = format!("{} to {}", rate.from.short(), rate.to.short());
        balance_row(name, rate.per_week, over, &rate.cells)
    };
    let needed =
        |name: &str, value: f64, until: String| balance_row(name, value, until, &Cells::default());
    let (low, high) = path.stops_needed();
    let mut rows = vec![seen("Joining", &path.demand)];
    rows.extend(
        path.stopped
            .as_ref()
            .map(|rate| seen("Stopped lately", rate)),
    );
    let planned = path.planned_stops.as_ref();
    rows.extend(planned.map(|rate| seen("Stops planned", rate)));
    rows.extend(
        path.removed
            .as_ref()
            .map(|rate| seen("Taken off without treatment", rate)),
    );
    let spare = path.planned_spare();
    rows.extend(spare.map(|spare| needed("Planned to leave, less joining", spare, String::new())));
    let until = || format!("until {}", path.at.short());
    rows.extend([
        needed("Stops needed, served in turn", low, until()),
        needed("Stops needed, served as chance has it", high, until()),
        needed(
            "Stops needed to reach a list that can be kept",
            path.stops_for_relief(RELIEF_WEEKS),
            format!("within {} weeks", plain(RELIEF_WEEKS)),
        ),
    ]);
    Table {
        title: "What joins the list and what must leave it".to_owned(),
        subtitle: "pathways a week".to_owned(),
        columns: vec![
            column("", Align::Left, 2.6),
            column("A week", Align::Right, 1.0),
            column("Over", Align::Left, 1.6),
        ],
        rows,
    }
}

fn words(path: &GlidePath) -> String {
    format!(
        "The list needed is a range because it depends on who is booked first: {} if patients are treated strictly in turn, {} if \
         they are treated as chance has it. Fewer referrals lower the share within 18 weeks at first, because those who have just \
         joined are within it; treating the longest waits raises it only as fast as they are fewer than those who reach 18 weeks.",
        about(path.list_needed.1),
        about(path.list_needed.0)
    )
}

fn rolled_table(rolled: &crate::analysis::RollForward) -> Table {
    let row = |name: String, value: i64, strong| Row {
        cells: vec![
            text_cell(name),
            TableCell {
                text: plain(value as f64),
                number: Some(value as f64),
                cells: Cells::default(),
                tone: Tone::Neutral,
                ..TableCell::default()
            },
        ],
        strong,
    };
    let of = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let mut rows = vec![
        row(
            format!("List before {}", rolled.from),
            of(rolled.opening),
            false,
        ),
        row("Clock starts".to_owned(), of(rolled.starts), false),
        row("Clock stops".to_owned(), -of(rolled.stops), false),
    ];
    rows.extend(
        rolled
            .removals
            .map(|removals| row("Removals".to_owned(), -of(removals), false)),
    );
    rows.push(row(
        "Left without a reason".to_owned(),
        -rolled.unexplained(),
        false,
    ));
    rows.push(row(
        format!("List in {}", rolled.to),
        of(rolled.closing),
        true,
    ));
    if let Some(last) = rows.last_mut().and_then(|row| row.cells.last_mut()) {
        last.cells = rolled.cells.clone();
    }
    Table {
        title: if rolled.is_close() {
            "The list follows from what joins and leaves it".to_owned()
        } else {
            format!(
                "{} pathways move the planned list without a reason",
                count(rolled.unexplained().unsigned_abs())
            )
        },
        subtitle: "planned pathways".to_owned(),
        columns: vec![
            column("", Align::Left, 2.6),
            column("Pathways", Align::Right, 1.0),
        ],
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::Case;
    use crate::plan::example_waits::moving;
    use crate::policy::Policy;

    #[test]
    fn a_list_is_told_as_a_range_with_the_fall_it_takes() {
        let case = Case {
            plan: moving(1_050, None),
            ..Case::default()
        };
        let rows = rows(&judge(case, Vec::new(), &Policy::default()));
        let Block::Figures(figures) = &rows[0][0] else {
            panic!("{rows:?}")
        };
        assert_eq!(figures[0].value, "1,640 to 4,490");
        assert_eq!(figures[1].tone, Tone::Adverse);
        assert!(figures[1].detail.contains("planned 100 a month"));
        let Block::Table(rolled) = &rows[3][0] else {
            panic!("{rows:?}")
        };
        assert_eq!(
            rolled.title,
            "600 pathways move the planned list without a reason"
        );
        let sum: f64 = rolled.rows[..rolled.rows.len() - 1]
            .iter()
            .filter_map(|row| row.cells[1].number)
            .sum();
        assert!((sum - 8_800.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_pack_has_the_list_with_the_fall_it_takes_as_its_title() {
        let case = Case {
            plan: moving(1_050, Some(50)),
            ..Case::default()
        };
        let assessment = judge(case, Vec::new(), &Policy::default());
        let pages = crate::report::pack_pages(&assessment);
        let page = pages
            .iter()
            .find(|page| page.id == crate::report::PageId::ElectiveList)
            .unwrap();
        assert_eq!(
            page.title,
            "The list must fall by 459 to 697 a month; 100 is planned"
        );
    }

    #[test]
    fn large_numbers_are_said_to_three_figures() {
        assert_eq!(
            (about(4_489.6), about(97.4)),
            ("4,490".to_owned(), "97".to_owned())
        );
    }
}
