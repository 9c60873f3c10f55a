//! Long lists a stretch at a time: what nobody has asked for is neither laid out nor drawn.

use super::entry::small;
use crate::wording::count;
use egui::{Id, Ui};

/// As many as are read in one go.
const STRETCH: usize = 20;

/// The first of the items and, below them, a way to the next.
pub(super) fn folded_ui<T>(
    ui: &mut Ui,
    salt: &str,
    items: impl ExactSizeIterator<Item = T>,
    mut draw: impl FnMut(&mut Ui, T),
) {
    let id: Id = ui.scope_id().with(salt);
    let shown = ui
        .data(|data| data.get_temp::<usize>(id))
        .unwrap_or(STRETCH);
    let all = items.len();
    for item in items.take(shown) {
        draw(ui, item);
    }
    let rest = all.saturating_sub(shown);
    if rest == 0 {
        return;
    }
    let next = rest.min(STRETCH);
    ui.horizontal(|ui| {
        if ui.small_button(format!("Show {next} more")).clicked() {
            ui.data_mut(|data| data.insert_temp(id, shown + STRETCH));
        }
        small(
            ui,
            format!("{} of {} shown", count(shown as u64), count(all as u64)),
        );
    });
}
