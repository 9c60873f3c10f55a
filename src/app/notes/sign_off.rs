//! Signing the plan off as read, and whether it still is what was signed.

use super::entry::{body, small};
use super::form::{Asks, Form, form_ui};
use super::{Desk, Wish};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use egui::{Label, Ui};

pub fn sign_off_ui(ui: &mut Ui, context: &ViewContext<'_>, desk: &mut Desk) {
    let assessment = context.assessment;
    for one in assessment.signed_off() {
        let said = one.in_words(&assessment.names);
        if one.is_current() {
            body(ui, said, Weight::SemiBold);
        } else {
            let color = Colors::of(ui).adverse;
            let words = text(ui, said, Size::Body, Weight::SemiBold, color);
            ui.add(Label::new(words).wrap());
        }
        small(ui, fingerprints(&one.sign_off.read));
        if ui.small_button("Withdraw sign-off").clicked() {
            let id = one.sign_off.id.clone();
            context.send(Command::Write(Wish::Withdraw(id)));
        }
        ui.add_space(px(ui, 4.0));
    }
    let own = context.reviewer.who.as_deref();
    let signed = assessment
        .signed_off()
        .iter()
        .any(|one| one.is_current() && own == Some(one.sign_off.by.who.as_str()));
    if desk.is_open(Desk::SIGN_OFF) {
        let form = Form {
            key: Desk::SIGN_OFF,
            title: "Sign this plan off as read",
            hint: "Your name, the day and fingerprints of the workbooks, of the decisions and of the policy stand in every page and export. After any change they say that it was signed before.",
            send: "Sign off",
            asks: Asks::Nothing,
        };
        if form_ui(ui, &form, desk, context).is_some() {
            context.send(Command::Write(Wish::SignOff));
        }
    } else if !signed && ui.button("Sign off…").clicked() {
        desk.open(Desk::SIGN_OFF.to_owned());
    }
    ui.add_space(px(ui, 6.0));
    ui.separator();
}

/// Enough of each fingerprint to compare by eye; the pack and the review file have them whole.
fn fingerprints(read: &crate::review::ReadAs) -> String {
    let short = |print: &str| print.chars().take(8).collect::<String>();
    let books = read
        .workbooks
        .iter()
        .map(|(name, print)| format!("{name} {}", short(print)));
    let books: Vec<String> = books.collect();
    format!("{}; decisions {}", books.join(", "), short(&read.decisions))
}
