//! One field that finds everything: commands, views, findings, schemes, amounts, sheets.

use crate::app::command::{Command, standing};
use crate::app::shell::App;
use crate::app::theme::{Colors, Size, Weight, font};
use crate::assessment::Assessment;
use crate::plan::Cells;
use crate::wording::money;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Response, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

const LINE: f32 = 32.0;
/// More would not be read.
const MOST: usize = 60;

struct Entry {
    label: String,
    note: String,
    command: Command,
}

pub fn palette_ui(
    ui: &mut Ui,
    app: &App,
    query: &mut String,
    chosen: &mut usize,
    sent: &mut Vec<Command>,
) {
    let (up, down) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowUp),
            input.consume_key(Modifiers::NONE, Key::ArrowDown),
        )
    });
    let field = ui
        .add(
            TextEdit::singleline(query)
                .hint_text("A scheme, an amount, a finding, a sheet, or what you want to do")
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(8, 6)),
        )
        .accessible_name("Find anything");
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !field.has_focus() {
        field.request_focus();
    }
    if field.changed() {
        *chosen = 0;
    }
    let found = found(ui, app, query);
    let last = found.len().saturating_sub(1);
    if down {
        *chosen = (*chosen + 1).min(last);
    }
    if up {
        *chosen = chosen.saturating_sub(1);
    }
    *chosen = (*chosen).min(last);
    ui.add_space(8.0);
    let moved = up || down;
    ScrollArea::vertical()
        .max_height(LINE * 11.0)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, entry) in found.iter().enumerate() {
                let response = entry_ui(ui, entry, place == *chosen);
                if moved && place == *chosen {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    sent.push(entry.command.clone());
                }
            }
            if found.is_empty() {
                ui.weak("Nothing of that name. Try fewer words.");
            }
        });
    if entered && let Some(entry) = found.into_iter().nth(*chosen) {
        sent.push(entry.command);
    }
}

fn found(ui: &Ui, app: &App, query: &str) -> Vec<Entry> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let mut entries: Vec<Entry> = standing()
        .into_iter()
        .map(|command| Entry {
            label: command.label(),
            note: command
                .shortcut()
                .map(|keys| {
                    let keys = ui.ctx().format_shortcut(&keys);
                    keys.replace('+', " ").replace("Questionmark", "?")
                })
                .unwrap_or_default(),
            command,
        })
        .collect();
    if let Some(plan) = app.plan() {
        entries.extend(of_plan(&plan.assessment));
    }
    entries.retain(|entry| {
        let text = format!("{} {}", entry.label, entry.note).to_lowercase();
        words.iter().all(|word| text.contains(word))
    });
    // Who types the name of a view means it, whatever else has the word in it.
    let name = words.join(" ");
    entries.sort_by_key(|entry| entry.label.to_lowercase() != name);
    entries.truncate(MOST);
    entries
}

fn of_plan(assessment: &Assessment) -> Vec<Entry> {
    let findings = assessment
        .findings
        .iter()
        .enumerate()
        .map(|(index, finding)| Entry {
            label: format!(
                "{}: {}",
                finding.about.title,
                assessment.names.text(&finding.message)
            ),
            note: "finding".to_owned(),
            command: Command::ShowFinding(index),
        });
    let lines = assessment
        .case
        .plan
        .savings
        .iter()
        .flat_map(|savings| &savings.lines)
        .map(|line| {
            let who = line
                .organisation
                .as_ref()
                .map_or_else(String::new, |who| format!(", {}", who.name));
            let mut cells = Cells::from(line.source.clone());
            cells.extend(line.value.cells.iter().cloned());
            Entry {
                label: format!("{}{who}", assessment.names.whole(&line.name)),
                note: money(line.value.value),
                command: Command::ShowCells(cells),
            }
        });
    let sheets = assessment
        .workbooks
        .iter()
        .flat_map(|workbook| &workbook.sheets)
        .map(|sheet| Entry {
            label: sheet.name().to_owned(),
            note: "sheet".to_owned(),
            command: Command::ShowCells(sheet.at(0, 0).into()),
        });
    findings.chain(lines).chain(sheets).collect()
}

fn entry_ui(ui: &mut Ui, entry: &Entry, chosen: bool) -> Response {
    let colors = Colors::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &entry.label));
    if chosen || response.hovered() {
        let fill = if chosen {
            colors.selected
        } else {
            colors.hovered
        };
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    let painter = ui.painter();
    let note = painter.layout_no_wrap(
        entry.note.clone(),
        font(ui, Size::Small, Weight::Regular),
        colors.secondary,
    );
    let room = rect.width() - note.size().x - 28.0;
    let mut job = egui::text::LayoutJob::simple(
        entry.label.clone(),
        font(ui, Size::Body, Weight::Regular),
        colors.text,
        room.max(40.0),
    );
    job.wrap.max_rows = 1;
    let label = painter.layout_job(job);
    let middle = rect.center().y;
    painter.galley(
        pos2(
            rect.right() - 8.0 - note.size().x,
            middle - note.size().y / 2.0,
        ),
        note,
        colors.secondary,
    );
    painter.galley(
        pos2(rect.left() + 8.0, middle - label.size().y / 2.0),
        label,
        colors.text,
    );
    response
}
