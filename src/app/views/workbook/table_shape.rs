//! Where a table stands, which rows are its headers, and whose and of which year its figures are.

use super::WorkbookState;
use super::choice::{action_ui, caption_ui, choice_ui, choices_ui};
use super::table_panel::correct;
use crate::app::theme::{Size, Weight, font, px};
use crate::app::views::ViewContext;
use crate::import::TableCoverage;
use crate::plan::FinancialYear;
use crate::review::Change;
use crate::workbook::Area;
use egui::{TextEdit, Ui};

/// What is being typed, until it is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed {
    /// The table that is being typed about.
    area: Option<Area>,
    range: String,
    rows: String,
    organisation: String,
}

impl Typed {
    /// What stands there now, where another table was typed about before.
    fn of(&mut self, table: &TableCoverage) {
        if self.area == Some(table.area) {
            return;
        }
        let rows = table
            .header_rows
            .filter(|_| !table.reads_across)
            .map_or_else(String::new, |(first, last)| rows_in_words(first, last));
        *self = Self {
            area: Some(table.area),
            range: table.area.to_string(),
            rows,
            organisation: String::new(),
        };
    }
}

/// `4` or `4–5`, as in Excel.
fn rows_in_words(first: u32, last: u32) -> String {
    if first == last {
        (first + 1).to_string()
    } else {
        format!("{}–{}", first + 1, last + 1)
    }
}

/// The rows of `4`, `4-5`, `4–5` or `4:5`, as in Excel.
fn rows_named(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once(['-', '–', ':']).unwrap_or((text, text));
    let row = |text: &str| text.trim().parse::<u32>().ok().filter(|row| *row > 0);
    let (first, last) = (row(first)?, row(last)?);
    (first <= last).then_some((first, last))
}

pub fn shape_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    table: &TableCoverage,
    state: &mut WorkbookState,
) {
    state.typed.of(table);
    let selected = state.selected_area();
    let area = table.area;
    let typed = &mut state.typed;
    if !table.reads_across {
        caption_ui(ui, "Header rows");
        let entered = field_ui(
            ui,
            &mut typed.rows,
            &format!("Header rows of {area}"),
            "4–5",
        );
        let by_hand = entered.then(|| rows_named(&typed.rows)).flatten();
        let used = selected
            .filter(|_| {
                action_ui(
                    ui,
                    "Use the selected rows",
                    &format!("Header rows of {area} are the selected ones"),
                    selected.is_some(),
                )
            })
            .map(|area| (area.first_row + 1, area.last_row + 1));
        if let Some((first, last)) = by_hand.or(used) {
            let now = table
                .header_rows
                .map_or_else(String::new, |(first, last)| rows_in_words(first, last));
            let now = if now.is_empty() {
                now
            } else {
                format!("row {now}")
            };
            correct(context, table, Change::HeaderRows { first, last }, &now);
        }
    }
    caption_ui(ui, "Range, headers included");
    let entered = field_ui(ui, &mut typed.range, &format!("Range of {area}"), "A4:H30");
    let by_hand = entered.then(|| Area::from_a1(&typed.range)).flatten();
    let name = format!("Range of {area} is the selected cells");
    let used = selected.filter(|_| action_ui(ui, "Use the selected cells", &name, true));
    if let Some(range) = by_hand.or(used).filter(|range| *range != area) {
        correct(context, table, Change::Range(range.to_string()), "");
    }
    whose_ui(ui, context, table, state);
}

/// A short field; true when what stands in it was entered.
fn field_ui(ui: &mut Ui, text: &mut String, name: &str, hint: &str) -> bool {
    let edit = TextEdit::singleline(text)
        .hint_text(hint)
        .font(font(ui, Size::Small, Weight::Regular))
        .desired_width(px(ui, 120.0));
    let response = ui.add(edit).accessible_name(name);
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn whose_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    table: &TableCoverage,
    state: &mut WorkbookState,
) {
    let area = table.area;
    let plan = &context.assessment.case.plan;
    let said = table.corrected.iter().find_map(|one| match one.change {
        Change::Year(year) => Some(year),
        _ => None,
    });
    let now = said.or(plan.year.as_ref().map(|year| year.value.0));
    if let Some(now) = now {
        caption_ui(ui, "Year of its figures");
        choices_ui(ui, |ui| {
            for year in now.saturating_sub(1)..=now.saturating_add(1) {
                let label = FinancialYear(year).to_string();
                let name = format!("Year of {area} is {label}");
                if choice_ui(ui, &label, &name, year == now) && year != now {
                    let was = FinancialYear(now).to_string();
                    correct(context, table, Change::Year(year), &was);
                }
            }
        });
    }
    caption_ui(ui, "Whose figures");
    let said = table.corrected.iter().find_map(|one| match &one.change {
        Change::Organisation(name) => Some(name.clone()),
        _ => None,
    });
    let mut names: Vec<String> = plan
        .organisations
        .iter()
        .map(|organisation| organisation.name.clone())
        .take(12)
        .collect();
    names.push("System".to_owned());
    if let Some(said) = &said
        && !names.contains(said)
    {
        names.push(said.clone());
    }
    choices_ui(ui, |ui| {
        for name in names {
            let taken = said.as_ref() == Some(&name);
            if choice_ui(ui, &name, &format!("{area} is of {name}"), taken) && !taken {
                correct(context, table, Change::Organisation(name), "");
            }
        }
    });
    let typed = &mut state.typed.organisation;
    if field_ui(
        ui,
        typed,
        &format!("Another body of {area}"),
        "Another name",
    ) && !typed.trim().is_empty()
    {
        let name = typed.trim().to_owned();
        correct(context, table, Change::Organisation(name), "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_typed_as_in_excel() {
        assert_eq!(rows_named("4"), Some((4, 4)));
        assert_eq!(rows_named("4-5"), Some((4, 5)));
        assert_eq!(rows_named(" 4 – 5 "), Some((4, 5)));
        for wrong in ["", "0", "5-4", "A4", "4-"] {
            assert_eq!(rows_named(wrong), None, "{wrong}");
        }
        assert_eq!(rows_in_words(3, 4), "4–5");
    }
}
