//! Assessment → pages of blocks: decides what is said and in which order. Knows no egui and no files.
//!
//! The window, the presentation and the board pack draw the same pages, so they cannot disagree.

mod backing;
mod basis;
mod body_name;
mod bridge;
mod cell_changes;
mod cell_text;
mod changes;
mod chart;
mod deficits;
mod delegated;
mod delivery;
mod difference;
mod effect;
mod elective;
mod elective_money;
mod endurance;
mod explain;
mod explanation;
mod feeds;
mod findings;
mod glide_path;
mod headline_figures;
mod in_year;
mod link;
mod measures;
mod month_lines;
mod neutral;
mod other_years;
mod overview;
mod page;
mod plans;
mod position;
mod published;
mod reading;
mod returns;
mod review;
mod run_rate;
mod savings;
mod spc;
mod system;
mod wait_parts;
mod waits_ahead;
mod walk;
mod waterfall;
mod within_18;

pub use basis::basis;
pub use cell_changes::{ComparedCells, cell_changes};
pub use cell_text::{
    notes_to_all as cell_notes_to_all, shown as cell_shown, shown_to_all as cell_shown_to_all,
    stored as cell_stored,
};
pub use changes::{changes, scheme_change_in_words};
pub use chart::{
    AxisTick, Band, BarRow, BarSegment, Chart, ChartKind, Fill, LinePoint, LineSeries, LineStyle,
    PointMark, WaterfallPart, WaterfallStep, YAxis, apart,
};
pub use difference::{Comparable, ComparableBar, Difference};
pub use effect::effect;
pub use elective::elective;
pub use explain::{VarianceAsked, VarianceItem, explain_limits, to_explain, variance_items};
pub use explanation::explanation_sections;
pub use feeds::{Feed, Recomputed, feeds, recomputed};
pub use findings::{MOST, findings, shown_finding, story_items};
pub use link::link_text;
pub use overview::overview;
pub use page::{
    Align, Block, Column, Figure, FindingItem, IconItem, IconSign, Link, Note, Opens, Page, PageId,
    Row, Scale, ScaleMark, Table, TableCell, Tone,
};
pub use plans::{Many, plans, plans_board, plans_in_order, plans_table};
pub use position::position;
pub use reading::{Reading, reading, reading_line};
pub use savings::{SavingsChoice, SavingsPart, savings, savings_lines, savings_split, scheme_card};
pub use system::system;

use crate::assessment::Assessment;
use crate::plan::Money;
use crate::wording::Quote;

/// The board pack: the pages of the presentation, and what they rest on.
pub fn pack_pages(assessment: &Assessment) -> Vec<Page> {
    let mut pages = board_pages(assessment);
    pages.extend(explain::pack_page(assessment));
    pages.extend(review::asked(assessment));
    pages.extend(review::accepted(assessment));
    pages.push(findings::checked(assessment));
    pages.push(basis(assessment));
    pages
}

/// The pages of the presentation, in order; a page with nothing to show is left out.
pub fn board_pages(assessment: &Assessment) -> Vec<Page> {
    let mut pages = vec![overview::board_page(assessment)];
    pages.extend(walk::board_page(assessment));
    pages.extend(bridge::board_page(assessment));
    pages.extend(savings::board_pages(assessment));
    let others = [
        endurance::board_page(assessment),
        other_years::board_page(assessment),
        deficits::board_page(assessment),
        position::board_page(assessment),
        system::board_page(assessment),
        delegated::board_page(assessment),
        elective::board_page(assessment),
        elective::board_list(assessment),
        elective::board_money(assessment),
        wait_parts::board_page(assessment),
        waits_ahead::board_page(assessment),
        published::board_page(assessment),
        measures::board_page(assessment),
        changes::board_page(assessment),
        findings::board_page(assessment),
    ];
    pages.extend(others.into_iter().flatten());
    pages
}

/// The unit in which this plan's figures are shown on every page.
fn quote(assessment: &Assessment) -> Quote {
    let declared = assessment
        .headline
        .declared
        .as_ref()
        .map_or(Money::ZERO, |declared| declared.value.abs());
    let savings = assessment
        .savings
        .as_ref()
        .map_or(Money::ZERO, |savings| savings.total.value.abs());
    Quote::for_largest(declared.max(savings))
}

/// "Tamarside ICS, 2023/24", for subtitles and feet.
fn plan_label(assessment: &Assessment) -> String {
    let plan = &assessment.case.plan;
    match &plan.year {
        Some(year) => format!("{}, {}", plan.name, year.value),
        None => plan.name.clone(),
    }
}

/// "declared", or "forecast" where a forecast stands in the plan's place.
fn told_as(assessment: &Assessment) -> &'static str {
    match &assessment.case.plan.position {
        Some(position) if position.is_forecast => "forecast",
        _ => "declared",
    }
}

/// A page of this assessment, with its mark and the source in its foot; without names where they are hidden.
fn page(
    assessment: &Assessment,
    id: PageId,
    title: String,
    subtitle: String,
    rows: Vec<Vec<Block>>,
) -> Page {
    let files: Vec<&str> = assessment
        .workbooks
        .iter()
        .map(|workbook| &*workbook.name)
        .collect();
    let source = if files.is_empty() {
        plan_label(assessment)
    } else {
        format!("{}. Source: {}", plan_label(assessment), files.join(", "))
    };
    let source = match assessment.signed_off_in_words() {
        Some(signed) => format!("{source}. {signed}"),
        None => source,
    };
    let mark = assessment.is_sample.then_some("Sample, not your plan");
    let mut rows = rows;
    for block in rows.iter_mut().flatten() {
        if let Block::Chart(chart) = block {
            difference::settle(chart, &assessment.review.differences, quote(assessment));
        }
    }
    let page = Page {
        id,
        title,
        subtitle,
        rows,
        source,
        mark,
    };
    neutral::page(assessment, page)
}

fn note(text: impl Into<String>) -> Block {
    Block::Note(Note {
        text: text.into(),
        tone: Tone::Muted,
        link: None,
    })
}
