//! A box to find something in the view; Ctrl+F puts the cursor into it.

use crate::app::theme::px;
use egui::{Context, Id, Key, TextEdit, Ui};

fn wish() -> Id {
    Id::unique("find wish")
}

/// The next box drawn takes the cursor.
pub fn request_find(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(wish(), true));
}

/// A box named for what it searches; Esc empties it.
pub fn find_ui(ui: &mut Ui, name: &str, filter: &mut String) {
    let response = ui
        .add(
            TextEdit::singleline(filter)
                .hint_text(name)
                .desired_width(px(ui, 210.0))
                .margin(egui::Margin::symmetric(8, 5)),
        )
        .accessible_name(name);
    let asked = ui.data_mut(|data| data.remove_temp::<bool>(wish()).unwrap_or(false));
    if asked {
        response.request_focus();
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        filter.clear();
    }
    if !filter.is_empty()
        && ui
            .small_button("×")
            .on_hover_text("Show everything again")
            .accessible_name("Clear find")
            .clicked()
    {
        filter.clear();
    }
}
