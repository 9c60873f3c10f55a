//! What is under way, with its progress and a way to stop it, and what there is to say.

use crate::app::command::Command;
use crate::app::on_disk::change_notice;
use crate::app::shell::App;
use crate::app::theme::{Colors, Size, Weight, text};
use crate::wording::count;
use egui::{Align, Button, Frame, Label, Layout, Margin, Stroke, Ui};
use std::time::Duration;

/// Room kept for the buttons at the right.
const BUTTONS: f32 = 130.0;

pub fn notice_ui(ui: &mut Ui, app: &App, sent: &mut Vec<Command>) {
    for job in app.jobs.under_way() {
        // Only while a job runs; an idle window is not redrawn.
        ui.ctx().request_repaint_after(Duration::from_millis(100));
        let watch = job.watch.as_ref();
        let progress = watch.map_or_else(String::new, |watch| {
            format!(
                ". {}, {} cells read",
                watch.stage(),
                count(watch.cells_read())
            )
        });
        let words = format!("{}{progress}", job.label);
        strip_ui(ui, &words, false, |ui| {
            if watch.is_some() && ui.add(Button::new("Cancel")).clicked() {
                sent.push(Command::Cancel);
            }
        });
    }
    if let Some((words, can_reload)) = app.plan().and_then(change_notice) {
        strip_ui(ui, &words, !can_reload, |ui| {
            let dismiss = ui.add(Button::new("×")).accessible_name("Dismiss");
            if dismiss.clicked() {
                sent.push(Command::DismissChange);
            }
            if can_reload && ui.add(Button::new(Command::Reload.label())).clicked() {
                sent.push(Command::Reload);
            }
        });
    }
    if let Some(message) = &app.message {
        // It may tell of a plan that is open beside the one on screen.
        let text = app.plans.iter().fold(message.text.clone(), |text, plan| {
            plan.assessment.names.text(&text).into_owned()
        });
        strip_ui(ui, &text, message.adverse, |ui| {
            let dismiss = ui.add(Button::new("×")).accessible_name("Dismiss");
            if dismiss.clicked() {
                sent.push(Command::Dismiss);
            }
            if let Some(offer) = &message.offer
                && ui.add(Button::new(offer.label())).clicked()
            {
                sent.push(offer.clone());
            }
        });
    }
}

fn strip_ui(ui: &mut Ui, words: &str, adverse: bool, buttons: impl FnOnce(&mut Ui)) {
    let colors = Colors::of(ui);
    let edge = if adverse {
        colors.adverse
    } else {
        colors.border
    };
    Frame::new()
        .fill(colors.card)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(14, 8))
        .outer_margin(Margin {
            right: 12,
            ..Margin::ZERO
        })
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let room = (ui.available_width() - BUTTONS).max(200.0);
                ui.vertical(|ui| {
                    ui.set_width(room);
                    let words = text(ui, words, Size::Body, Weight::Regular, colors.text);
                    ui.add(Label::new(words).wrap());
                });
                ui.with_layout(Layout::right_to_left(Align::Center), buttons);
            });
        });
    ui.add_space(10.0);
}
