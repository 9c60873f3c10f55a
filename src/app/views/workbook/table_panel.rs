//! One table of the sheet: what it was taken for, why, and everything about it that the reviewer can correct.

use super::WorkbookState;
use super::choice::{capital, caption_ui, choice_ui, choices_ui, small_ui};
use super::table_columns::{columns_ui, plan_offer_ui};
use super::table_shape::shape_ui;
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::Picks;
use crate::app::widgets::cell_link::cell_link_ui;
use crate::import::{Class, TableCoverage, TableKind};
use crate::report::Link;
use crate::review::{Change, Correction, Decision, KindRead, SignRead, UnitRead};
use crate::wording::{counted, money};
use crate::workbook::Sheet;
use egui::{Label, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

pub fn table_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    picks: &mut Picks,
    sheet: &Sheet,
    table: &TableCoverage,
    here: bool,
    state: &mut WorkbookState,
) {
    head_ui(ui, picks, sheet, table);
    about_ui(ui, table);
    ui.push_id(
        ("table", table.area.first_row, table.area.first_column),
        |ui| {
            if is_unread(table) {
                plan_offer_ui(ui, context, table);
            }
            if is_return(table) {
                small_ui(ui, "A published return is read as it was published.");
                kind_ui(ui, context, table);
            } else if here {
                kind_ui(ui, context, table);
                if kind_read(table.kind) != Some(KindRead::NotPartOfThePlan) {
                    money_ui(ui, context, table);
                }
                columns_ui(ui, context, sheet, table);
                shape_ui(ui, context, table, state);
            } else {
                kind_ui(ui, context, table);
            }
        },
    );
    ui.add_space(px(ui, 14.0));
}

fn head_ui(ui: &mut Ui, picks: &mut Picks, sheet: &Sheet, table: &TableCoverage) {
    let colors = Colors::of(ui);
    ui.horizontal_wrapped(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(px(ui, 14.0), px(ui, 14.0)), Sense::hover());
        paint_swatch(ui, rect, table);
        let label = text(
            ui,
            capital(table.kind.label()),
            Size::Body,
            Weight::SemiBold,
            colors.text,
        );
        ui.label(label);
        let link = Link {
            text: table.area.to_string(),
            cells: sheet
                .at(table.area.first_row, table.area.first_column)
                .into(),
        };
        cell_link_ui(ui, picks, &link);
    });
}

fn paint_swatch(ui: &Ui, rect: Rect, table: &TableCoverage) {
    let colors = Colors::of(ui);
    ui.painter().rect(
        rect,
        2.0,
        colors.table(table.kind),
        Stroke::new(1.5, colors.table_edge(table.kind)),
        StrokeKind::Inside,
    );
}

fn about_ui(ui: &mut Ui, table: &TableCoverage) {
    let sure = match table.confidence {
        sure if sure >= 0.8 => "Read with confidence",
        sure if sure >= 0.5 => "Probably read rightly",
        _ => "Unsure: please check",
    };
    let lines = counted(table.lines, "line", "lines");
    match table.kind {
        TableKind::Other => {}
        // Pathways have no unit of money.
        TableKind::Elective | TableKind::Measures | TableKind::PublishedWaits => {
            small_ui(ui, format!("{sure}, {lines}"));
        }
        _ => small_ui(ui, format!("{sure}, in {}, {lines}", table.unit.label())),
    }
    if is_unread(table) {
        let color = Colors::of(ui).adverse;
        let words = "▼ Nothing could be taken from it: say what its columns mean";
        let words = text(ui, words, Size::Small, Weight::SemiBold, color);
        ui.add(Label::new(words).wrap());
    }
    small_ui(ui, table.numbers.in_words());
    let aside = table.numbers.of(Class::Elsewhere);
    if aside > 0 && !table.set_aside.is_zero() {
        small_ui(
            ui,
            format!("{} in what is not part of the plan", money(table.set_aside)),
        );
    }
    if !table.evidence.is_empty() {
        small_ui(ui, capital(&table.evidence.join("; ")));
    }
}

/// Whether it is a published return, in which no column is corrected.
fn is_return(table: &TableCoverage) -> bool {
    table.columns.is_empty()
}

/// Whether a table of the plan gave it nothing.
fn is_unread(table: &TableCoverage) -> bool {
    let of_plan = !matches!(
        table.kind,
        TableKind::Other | TableKind::Repeat | TableKind::PublishedWaits
    );
    of_plan && table.lines == 0
}

/// The kind among those the reviewer chooses from; a repeat is none of them.
fn kind_read(kind: TableKind) -> Option<KindRead> {
    match kind {
        TableKind::Savings => Some(KindRead::Savings),
        TableKind::Position => Some(KindRead::IncomeAndExpenditure),
        TableKind::Elective => Some(KindRead::LongWaits),
        TableKind::PublishedWaits => Some(KindRead::Published),
        // No correction makes a table of measures; it may be set aside as any other.
        TableKind::Around | TableKind::Measures | TableKind::Repeat => None,
        TableKind::Other => Some(KindRead::NotPartOfThePlan),
    }
}

/// Sends the correction; one that says again what the reading took it for takes the earlier one back.
pub fn correct(context: &ViewContext<'_>, table: &TableCoverage, change: Change, now: &str) {
    let Some(mark) = &table.mark else {
        return;
    };
    let correction = Correction {
        table: mark.clone(),
        change,
        instead_of: now.to_owned(),
    };
    let earlier = table.corrected.iter().find(|known| {
        known.change.is_about_same(&correction.change)
            && !known.instead_of.is_empty()
            && correction.change.value_in_words() == known.instead_of
    });
    let decision = match earlier {
        Some(earlier) => Decision::TakeBack(Box::new(earlier.clone())),
        None => Decision::Correct(Box::new(correction)),
    };
    context.send(Command::Decide(decision));
}

fn kind_ui(ui: &mut Ui, context: &ViewContext<'_>, table: &TableCoverage) {
    caption_ui(ui, "Taken for");
    let now = kind_read(table.kind);
    choices_ui(ui, |ui| {
        for kind in KindRead::ALL {
            let taken = now == Some(kind);
            let name = format!("{} is {}", table.area, kind.label());
            if choice_ui(ui, kind.label(), &name, taken) && !taken {
                let was = now.map_or(table.kind.label(), KindRead::label);
                correct(context, table, Change::Kind(kind), was);
            }
        }
    });
}

fn money_ui(ui: &mut Ui, context: &ViewContext<'_>, table: &TableCoverage) {
    if !matches!(
        table.kind,
        TableKind::Savings | TableKind::Position | TableKind::Repeat
    ) {
        return;
    }
    let area = table.area;
    caption_ui(ui, "Unit its numbers are stored in");
    choices_ui(ui, |ui| {
        for unit in UnitRead::ALL {
            let taken = table.unit == unit.unit();
            let label = unit.unit().label();
            if choice_ui(ui, label, &format!("Unit of {area} is {label}"), taken) && !taken {
                correct(context, table, Change::Unit(unit), table.unit.label());
            }
        }
    });
    caption_ui(ui, "Sign of its numbers");
    choices_ui(ui, |ui| {
        let said = table.corrected.iter().find_map(|one| match one.change {
            Change::Sign(sign) => Some(sign),
            _ => None,
        });
        for sign in SignRead::ALL {
            let taken = said == Some(sign);
            let name = format!("Sign of {area} is {}", sign.label());
            if choice_ui(ui, sign.label(), &name, taken) && !taken {
                correct(context, table, Change::Sign(sign), "");
            }
        }
    });
}
