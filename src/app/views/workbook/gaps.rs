//! What was not understood, on whatever sheet: one after the other, or as a list.

use super::WorkbookState;
use super::choice::{action_ui, small_ui};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::report::{Link, link_text};
use crate::wording::money;
use crate::workbook::CellRef;
use egui::{Label, Ui};

/// Everything that looked as if it belonged to the plan and could not be read.
pub fn gaps_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    state: &mut WorkbookState,
) {
    let assessment = context.assessment;
    let gaps = &assessment.coverage.not_understood;
    heading_ui(
        ui,
        "Not understood",
        &assessment.coverage.numbers().in_words(),
    );
    ui.add_space(px(ui, 6.0));
    if !gaps.is_empty() {
        step_ui(ui, gaps.len(), state);
    }
    let notes: Vec<_> = assessment
        .workbooks
        .iter()
        .flat_map(|workbook| &workbook.notes)
        .collect();
    if gaps.is_empty() && notes.is_empty() {
        small_ui(ui, "Nothing was left over.");
    }
    for (at, gap) in gaps.iter().enumerate() {
        let here = state.gap == Some(at);
        let amount = gap
            .amount
            .map_or_else(String::new, |amount| format!("{}: ", money(amount)));
        let pointer = if here { "▶ " } else { "" };
        let weight = if here {
            Weight::SemiBold
        } else {
            Weight::Regular
        };
        let color = Colors::of(ui).text;
        let why = assessment.names.text(&gap.why);
        let words = format!("{pointer}{amount}{why}");
        let words = text(ui, words, Size::Small, weight, color);
        ui.add(Label::new(words).wrap());
        link_ui(ui, picks, &gap.cells);
        if here && let Some(first) = gap.cells.first() {
            state.jump_to(first);
        }
    }
    for note in notes {
        small_ui(ui, assessment.names.text(&note.message).into_owned());
        link_ui(ui, picks, note.cell.as_slice());
    }
}

/// From one to the next and back again.
fn step_ui(ui: &mut Ui, count: usize, state: &mut WorkbookState) {
    ui.horizontal_wrapped(|ui| {
        let before = action_ui(ui, "‹ Previous", "Previous not understood", true);
        let next = action_ui(ui, "Next ›", "Next not understood", true);
        let at = state.gap;
        if next {
            state.gap = Some(at.map_or(0, |at| (at + 1) % count));
        }
        if before {
            state.gap = Some(at.map_or(count - 1, |at| (at + count - 1) % count));
        }
        let shown = state.gap.map_or_else(
            || format!("{count} in all"),
            |at| format!("{} of {count}", at + 1),
        );
        small_ui(ui, shown);
    });
    ui.add_space(px(ui, 6.0));
}

fn link_ui(ui: &mut Ui, picks: &mut Picks, cells: &[CellRef]) {
    if let Some(words) = link_text(cells) {
        let link = Link {
            text: words,
            cells: cells.to_vec().into(),
        };
        cell_link_ui(ui, picks, &link);
    }
    ui.add_space(px(ui, 6.0));
}
