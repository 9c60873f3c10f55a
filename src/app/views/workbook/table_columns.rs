//! What each column of a table was taken for, and what it may be taken for instead.

use super::table_panel::correct;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::import::{ColumnMeaning, TableCoverage, TableKind};
use crate::review::{Change, Meaning};
use crate::workbook::{Sheet, column_name};
use egui::{ComboBox, Grid, Label, Ui, vec2};
use std::cmp::Reverse;

/// Columns of a table that can be corrected here; a table with more is something else.
const COLUMNS_MAX: usize = 80;

/// Columns that are offered as the plan of a list that has none.
const OFFERS_MAX: usize = 5;

/// Where a list of savings gave no line for want of a plan, its columns of numbers, to be made the plan by one click.
pub fn plan_offer_ui(ui: &mut Ui, context: &ViewContext<'_>, table: &TableCoverage) {
    if table.kind != TableKind::Savings {
        return;
    }
    let numbers = table.columns.iter().filter(|column| column.numbers > 0);
    let mut offers: Vec<&ColumnMeaning> = numbers.collect();
    offers.sort_by_key(|column| Reverse(column.numbers));
    offers.truncate(OFFERS_MAX);
    if offers.is_empty() {
        return;
    }
    super::choice::caption_ui(ui, "The plan for the year is in");
    super::choice::choices_ui(ui, |ui| {
        for column in offers {
            let letter = letter(table, column);
            let words = format!("{letter}  {}", column.header);
            let name = format!("The plan of {} is in {letter}", table.area);
            if super::choice::choice_ui(ui, &words, &name, false) {
                means(context, table, column, Meaning::PlanValue);
            }
        }
    });
}

pub fn columns_ui(ui: &mut Ui, context: &ViewContext<'_>, sheet: &Sheet, table: &TableCoverage) {
    let what = if table.reads_across {
        "Rows"
    } else {
        "Columns"
    };
    super::choice::caption_ui(ui, &format!("{what} and what they mean"));
    let width = ui.available_width();
    ui.spacing_mut().button_padding = vec2(px(ui, 7.0), px(ui, 2.0));
    ui.spacing_mut().interact_size.y = px(ui, 24.0);
    Grid::new("columns")
        .num_columns(2)
        .spacing(vec2(px(ui, 6.0), px(ui, 4.0)))
        .show(ui, |ui| {
            for column in table.columns.iter().take(COLUMNS_MAX) {
                column_ui(ui, context, table, column, width);
                ui.end_row();
            }
        });
    if table.columns.len() > COLUMNS_MAX {
        super::choice::small_ui(
            ui,
            format!(
                "and {} more on {}",
                table.columns.len() - COLUMNS_MAX,
                sheet.name()
            ),
        );
    }
}

fn column_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    table: &TableCoverage,
    column: &ColumnMeaning,
    width: f32,
) {
    let colors = Colors::of(ui);
    let letter = letter(table, column);
    let corrected = table.corrected.iter().any(|one| {
        matches!(&one.change, Change::Column { letter: own, header, .. } if *own == letter && *header == column.header)
    });
    let weight = if corrected {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    let words = format!("{letter}  {}", column.header);
    let words = text(ui, words, Size::Small, weight, colors.text);
    let label = ui.scope(|ui| {
        ui.set_width((width * 0.42).max(px(ui, 90.0)));
        ui.add(Label::new(words).truncate());
    });
    label.response.on_hover_text(&column.header);
    let shown = text(
        ui,
        column.taken_for.label(),
        Size::Small,
        weight,
        colors.text,
    );
    let salt = (
        "meaning",
        table.area.first_row,
        table.area.first_column,
        column.column,
    );
    let combo = ComboBox::from_id_salt(salt)
        .selected_text(shown)
        .width((width * 0.5).max(px(ui, 90.0)))
        .truncate()
        .height(px(ui, 420.0))
        .show_ui(ui, |ui| {
            for meaning in Meaning::all() {
                let taken = meaning == column.taken_for;
                let name = format!("{letter} is {}", meaning.label());
                let words = text(
                    ui,
                    meaning.label(),
                    Size::Small,
                    Weight::Regular,
                    colors.text,
                );
                let picked = ui.selectable_label(taken, words).accessible_name(&name);
                if picked.clicked() && !taken {
                    means(context, table, column, meaning);
                }
            }
        });
    let kind = if table.reads_across { "row" } else { "column" };
    combo
        .response
        .accessible_name(format!("Meaning of {kind} {letter} of {}", table.area));
}

/// What the column is called in its sheet.
fn letter(table: &TableCoverage, column: &ColumnMeaning) -> String {
    if table.reads_across {
        (column.column + 1).to_string()
    } else {
        column_name(column.column)
    }
}

fn means(
    context: &ViewContext<'_>,
    table: &TableCoverage,
    column: &ColumnMeaning,
    meaning: Meaning,
) {
    let change = Change::Column {
        letter: letter(table, column),
        header: column.header.clone(),
        meaning,
    };
    correct(context, table, change, &column.taken_for.label());
}
