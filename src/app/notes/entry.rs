//! One question with its answers, as it stands under its finding and in the list at the side.

use super::form::{Asks, Form, form_ui};
use super::{Desk, Wish};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::assessment::Names;
use crate::review::{Question, Steps};
use egui::{Label, Ui};

pub fn small(ui: &mut Ui, words: impl Into<String>) {
    let color = Colors::of(ui).secondary;
    let words = text(ui, words, Size::Small, Weight::Regular, color);
    ui.add(Label::new(words).wrap());
}

pub fn body(ui: &mut Ui, words: impl Into<String>, weight: Weight) {
    let color = Colors::of(ui).text;
    let words = text(ui, words, Size::Body, weight, color);
    ui.add(Label::new(words).wrap());
}

/// The words, who is to answer, what was answered, and what can be done next.
pub fn question_ui(ui: &mut Ui, context: &ViewContext<'_>, question: &Question, desk: &mut Desk) {
    let names = &context.assessment.names;
    body(ui, names.text(&question.text), Weight::SemiBold);
    let state = if question.is_open() {
        question.owner_in_words()
    } else {
        "Closed".to_owned()
    };
    let asked = format!("{}. Asked by ", names.text(&state));
    small(ui, format!("{asked}{}", names.signed(&question.by)));
    if let Some(page) = &question.raised_at {
        small(ui, format!("Raised in the room at “{}”", names.text(page)));
    }
    for (answer, by) in question.steps.answers() {
        body(ui, names.text(answer), Weight::Regular);
        small(ui, names.signed(by).to_string());
    }
    conflict_ui(ui, names, &question.steps);
    let key = Desk::answer_key(&question.id);
    if desk.is_open(&key) {
        let form = Form {
            key: &key,
            title: "Answer",
            hint: "What was answered",
            send: "Keep the answer",
            asks: Asks::Text,
        };
        let written = form_ui(ui, &form, desk, context);
        if let Some(draft) = written {
            let answer = Wish::Answer(question.id.clone(), draft.text);
            context.send(Command::Write(answer));
        }
        return;
    }
    let assign = Desk::assign_key(&question.id);
    if desk.is_open(&assign) {
        let form = Form {
            key: &assign,
            title: "Who is to answer",
            hint: "",
            send: "Give to them",
            asks: Asks::Owner,
        };
        let written = form_ui(ui, &form, desk, context);
        if let Some(draft) = written {
            let (owner, due) = (draft.owner.trim().to_owned(), draft.due.trim().to_owned());
            let assigned = Wish::Assign(question.id.clone(), owner, due);
            context.send(Command::Write(assigned));
        }
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if !question.is_open() {
            if ui.small_button("Open again").clicked() {
                context.send(Command::Write(Wish::Reopen(question.id.clone())));
            }
            return;
        }
        if ui.small_button("Answer…").clicked() {
            desk.open(key);
        }
        if ui.small_button("Owner…").clicked() {
            question.owner().clone_into(&mut desk.draft(&assign).owner);
            question.due().clone_into(&mut desk.draft(&assign).due);
            desk.open(assign);
        }
        if ui.small_button("Close").clicked() {
            context.send(Command::Write(Wish::Close(question.id.clone())));
        }
        if ui.small_button("Withdraw").clicked() {
            context.send(Command::Write(Wish::Withdraw(question.id.clone())));
        }
    });
    ui.add_space(px(ui, 8.0));
}

/// Two people went on apart from each other: said until somebody has looked at both.
pub fn conflict_ui(ui: &mut Ui, names: &Names, steps: &Steps) {
    if let Some((one, other)) = steps.conflict() {
        let (one, other) = (names.signed(one), names.signed(other));
        let words =
            format!("{one} and {other} wrote apart from each other. Both are kept; look at both.");
        let color = Colors::of(ui).adverse;
        let words = text(ui, words, Size::Small, Weight::SemiBold, color);
        ui.add(Label::new(words).wrap());
    }
}
