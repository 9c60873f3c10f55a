//! The list of notes at the side: who, when, about what; a click brings back the view a note was made in.

use super::entry::{body, conflict_ui, question_ui, small};
use super::explain::to_explain_ui;
use super::fold::folded_ui;
use super::form::{Asks, Form, form_ui};
use super::on_finding::lost_in_words;
use super::sign_off::sign_off_ui;
use super::{Desk, Wish};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::{Made, ViewContext};
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::page::beside_bar;
use crate::assessment::Names;
use crate::report::VarianceItem;
use crate::review::{Comment, Placed, Subject};
use egui::{Align, Button, Label, Layout, ScrollArea, Ui};

pub fn list_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    desk: &mut Desk,
    variances: &mut Made<Vec<VarianceItem>>,
) {
    let settled = &context.assessment.settled;
    let names = &context.assessment.names;
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
        to_explain_ui(ui, context, variances);
        folded_ui(ui, "comments", settled.comments.iter().rev(), |ui, one| {
            ui.push_id(&one.note.id, |ui| comment_ui(ui, context, one));
        });
        if !settled.questions.is_empty() {
            ui.separator();
            heading_ui(ui, "Questions", "");
        }
        folded_ui(ui, "questions", settled.questions.iter().rev(), |ui, one| {
            ui.push_id(&one.note.id, |ui| {
                question_ui(ui, context, &one.note, desk);
                let about = place_in_words(names, &one.note.about);
                place_ui(ui, context, one.cells.as_ref(), about, || {
                    Command::OpenNote(one.note.id.clone())
                });
                ui.add_space(px(ui, 8.0));
            });
        });
        if !settled.accepted.is_empty() {
            ui.separator();
            heading_ui(ui, &format!("Accepted ({})", settled.accepted.len()), "");
        }
        folded_ui(ui, "accepted", settled.accepted.iter(), |ui, one| {
            body(ui, one.finding.about.title, Weight::SemiBold);
            for waiver in &one.waivers {
                let (reason, by) = (names.text(&waiver.reason), names.signed(&waiver.by));
                small(ui, format!("{reason} ({by})"));
            }
        });
        for one in settled.idle.iter().filter(|one| one.cells.is_none()) {
            body(ui, names.text(&one.note.title), Weight::SemiBold);
            let reason = format!(
                "{} ({}). No longer finds its place: {}",
                names.text(&one.note.reason),
                names.signed(&one.note.by),
                place_in_words(names, &one.note.about)
            );
            small(ui, reason);
        }
    });
}

fn comment_form_ui(ui: &mut Ui, context: &ViewContext<'_>, desk: &mut Desk) {
    let Some(target) = desk.target.clone() else {
        return;
    };
    let names = &context.assessment.names;
    let about = place_in_words(names, &target.about);
    let title = if let Some(asked) = &target.variance {
        format!("Explain {}", asked.in_words(names))
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
    if let Some(draft) = form_ui(ui, &form, desk, context) {
        context.send(Command::Write(Wish::Comment {
            text: draft.text,
            about: Box::new(target.about),
            seen: Box::new(target.seen),
        }));
    }
}

/// Where a note stands; its scheme's name may be an ordinary word.
fn place_in_words(names: &Names, about: &Subject) -> String {
    let words = about.in_words();
    let scheme = about.cells.first().and_then(|own| own.scheme.as_deref());
    let led_by = scheme.and_then(|scheme| Some((scheme, words.strip_prefix(scheme)?)));
    match led_by {
        Some((scheme, rest)) => format!("{}{rest}", names.whole(scheme)),
        None => names.text(&words).into_owned(),
    }
}

fn comment_ui(ui: &mut Ui, context: &ViewContext<'_>, one: &Placed<Comment>) {
    let names = &context.assessment.names;
    body(ui, names.text(&one.note.text), Weight::Regular);
    small(ui, names.signed(&one.note.by).to_string());
    conflict_ui(ui, names, &one.note.steps);
    let about = match place_in_words(names, &one.note.about) {
        about if about.is_empty() => format!("The view {}", one.note.seen.view),
        about => about,
    };
    place_ui(ui, context, one.cells.as_ref(), about, || {
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
    about: String,
    open: impl FnOnce() -> Command,
) {
    if about.is_empty() {
        return;
    }
    let colors = Colors::of(ui);
    if cells.is_none() {
        let words = format!("No longer finds its place: {about}");
        let words = text(ui, words, Size::Small, Weight::SemiBold, colors.adverse);
        ui.add(Label::new(words).wrap());
        return;
    }
    let words = text(ui, about, Size::Small, Weight::Regular, colors.accent).underline();
    let link = ui
        .link(words)
        .on_hover_text("Back to the view it was made in");
    if link.clicked() {
        context.send(open());
    }
}
