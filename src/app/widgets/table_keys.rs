//! A table by keyboard: moving, following, copying.

use super::table::{ROW, TableState};
use super::table_order::as_tsv;
use super::{Picked, Picks};
use crate::app::theme::{px, whole};
use crate::report::{Row, Table};
use egui::{Event, EventFilter, Id, Key, Modifiers, Rect, Ui};

/// Arrows, Page, Home and End move; Enter goes to the cells; Ctrl+C copies the row, or all rows where none is selected.
pub(super) fn keys(
    ui: &mut Ui,
    picks: &mut Picks,
    focus: Id,
    area: Rect,
    table: &Table,
    rows: &[usize],
    state: &mut TableState,
) {
    if !ui.memory(|memory| memory.has_focus(focus)) {
        return;
    }
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus, filter));
    let page = whole(area.height() / px(ui, ROW)).max(2) - 1;
    let last = rows.len().saturating_sub(1);
    let now = state.selected;
    let moved = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let down = |by: usize| now.map_or(0, |at| (at + by).min(last));
        let up = |by: usize| now.map_or(0, |at| at.saturating_sub(by));
        [
            (Key::ArrowDown, down(1)),
            (Key::ArrowUp, up(1)),
            (Key::PageDown, down(page)),
            (Key::PageUp, up(page)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .filter_map(|(key, to)| pressed(key).then_some(to))
        .next_back()
    });
    if moved.is_some() && !rows.is_empty() {
        state.selected = moved;
        state.scroll_to = moved;
    }
    let chosen = state.selected.and_then(|place| rows.get(place)).copied();
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
        && let Some(row) = chosen.and_then(|index| table.rows.get(index))
    {
        follow(picks, row, None);
    }
    if ui.input(|input| input.events.contains(&Event::Copy)) {
        let copied = chosen.map_or_else(|| rows.to_vec(), |row| vec![row]);
        ui.ctx().copy_text(as_tsv(table, &copied));
    }
}

/// To where the clicked cell leads, else to its own source, else to the first that the row has.
pub(super) fn follow(picks: &mut Picks, row: &Row, column: Option<usize>) {
    let clicked = column.and_then(|column| row.cells.get(column));
    let first = || row.cells.iter().find_map(|cell| cell.opens.as_ref());
    let opens = match clicked {
        Some(cell) if cell.opens.is_some() || !cell.cells.is_empty() => cell.opens.as_ref(),
        _ => first(),
    };
    if let Some(opens) = opens {
        picks.pick(Picked::Opens(opens.clone()));
        return;
    }
    let own = column
        .and_then(|column| row.cells.get(column))
        .map(|cell| &cell.cells)
        .filter(|cells| !cells.is_empty());
    let any = || {
        row.cells
            .iter()
            .map(|cell| &cell.cells)
            .find(|cells| !cells.is_empty())
    };
    if let Some(cells) = own.or_else(any) {
        picks.pick(Picked::Cells(cells.clone()));
    }
}
