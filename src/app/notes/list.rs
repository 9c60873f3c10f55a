//! The list of notes at the side: who, when, about what; a click brings back the view a note was made in.

use super::entry::{body, conflict_ui, question_ui, small};
use super::explain::to_explain_ui;
use super::form::{Asks, Form, form_ui};
use super::on_finding::lost_in_words;
use super::sign_off::sign_off_ui;
use super::{Desk, Wish};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::page::beside_bar;
use crate::review::{Comment, Placed};
use egui::{Align, Button, Label, Layout, ScrollArea, Ui};

pub fn list_ui(ui: &mut Ui, context: &ViewContext<'_>, desk: &mut Desk) {
    let settled = &context.assessment.settled;
    ui.horizontal(|ui| {
        heading_ui(ui, "Notes", "");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui
                .add(Button::new("×"))
                .accessible_name("Close notes")
                .clicked()
            {
                desk.is_listed = false;
            }
            if ui.button("New comment…").clicked() {
                context.send(Command::Comment);
            }
        });
    });
    ui.add_space(px(ui, 6.0));
    comment_form_ui(ui, context, desk);
    let area = ScrollArea::vertical().auto_shrink(false);
    area.content_margin(beside_bar()).show(ui, |ui| {
        if settled.lost() > 0 {
            let color = Colors::of(ui).adverse;
            let words = lost_in_words(settled.lost());
            ui.add(Label::new(text(ui, words, Size::Small, Weight::SemiBold, color)).wrap());
            ui.add_space(px(ui, 6.0));
        }
        if settled.is_empty() && context.assessment.off_plan.is_empty() {
            small(
                ui,
                "No notes yet. Ctrl M comments on the cell or finding at hand; a right click on a cell or its link does too.",
            );
        }
        sign_off_ui(ui, context, desk);
        to_explain_ui(ui, context);
        for one in settled.comments.iter().rev() {
            ui.push_id(&one.note.id, |ui| comment_ui(ui, context, one));
        }
        if !settled.questions.is_empty() {
            ui.separator();
            heading_ui(ui, "Questions", "");
        }
        for one in settled.questions.iter().rev() {
            ui.push_id(&one.note.id, |ui| {
                question_ui(ui, context, &one.note, desk);
                place_ui(ui, context, one.cells.as_ref(), &one.note.about.in_words(), || {
                    Command::OpenNote(one.note.id.clone())
                });
                ui.add_space(px(ui, 8.0));
            });
        }
        if !settled.accepted.is_empty() {
            ui.separator();
            heading_ui(ui, &format!("Accepted ({})", settled.accepted.len()), "");
        }
        for one in &settled.accepted {
            body(ui, one.finding.about.title, Weight::SemiBold);
            for waiver in &one.waivers {
                small(ui, format!("{} ({})", waiver.reason, waiver.by));
            }
        }
        for one in settled.idle.iter().filter(|one| one.cells.is_none()) {
            body(ui, &one.note.title, Weight::SemiBold);
            small(ui, format!("{} ({}). No longer finds its place: {}", one.note.reason, one.note.by, context.assessment.names.text(&one.note.about.in_words())));
        }
    });
}

fn comment_form_ui(ui: &mut Ui, context: &ViewContext<'_>, desk: &mut Desk) {
    let Some(target) = desk.target.clone() else {
        return;
    };
    let about = target.about.in_words();
    let title = if !target.asked.is_empty() {
        format!("Explain {}", target.asked)
    } else if about.is_empty() {
        format!("Comment on {}", target.seen.view)
    } else {
        format!("Comment on {about}")
    };
    let form = Form {
        key: Desk::COMMENT,
        title: &title,
        hint: "What there is to say",
        send: "Comment",
        asks: Asks::Text,
    };
    let mut sent = Vec::new();
    let written = form_ui(ui, &form, desk, &context.reviewer, &mut sent);
    sent.extend(written.map(|draft| {
        Command::Write(Wish::Comment {
            text: draft.text,
            about: Box::new(target.about),
            seen: Box::new(target.seen),
        })
    }));
    for command in sent {
        context.send(command);
    }
}

fn comment_ui(ui: &mut Ui, context: &ViewContext<'_>, one: &Placed<Comment>) {
    let said = context.assessment.names.text(&one.note.text);
    body(ui, said.as_ref(), Weight::Regular);
    small(ui, one.note.by.to_string());
    conflict_ui(ui, &one.note.steps);
    let about = match one.note.about.in_words() {
        about if about.is_empty() => format!("The view {}", one.note.seen.view),
        about => about,
    };
    place_ui(ui, context, one.cells.as_ref(), &about, || {
        Command::OpenNote(one.note.id.clone())
    });
    if ui.small_button("Withdraw").clicked() {
        context.send(Command::Write(Wish::Withdraw(one.note.id.clone())));
    }
    ui.add_space(px(ui, 10.0));
}

/// Where the note stands, as a way there; or that it stands nowhere any more.
fn place_ui<T>(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    cells: Option<&T>,
    about: &str,
    open: impl FnOnce() -> Command,
) {
    if about.is_empty() {
        return;
    }
    let about = context.assessment.names.text(about);
    let colors = Colors::of(ui);
    if cells.is_none() {
        let words = format!("No longer finds its place: {about}");
        let words = text(ui, words, Size::Small, Weight::SemiBold, colors.adverse);
        ui.add(Label::new(words).wrap());
        return;
    }
    let words = text(
        ui,
        about.as_ref(),
        Size::Small,
        Weight::Regular,
        colors.accent,
    )
    .underline();
    let link = ui
        .link(words)
        .on_hover_text("Back to the view it was made in");
    if link.clicked() {
        context.send(open());
    }
}
