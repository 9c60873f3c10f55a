//! A form to write a note in. The first time it also asks, in place, for a name and where notes are to be kept, and
//! says who will see them.

use super::{Desk, Draft};
use crate::app::command::Command;
use crate::app::reviewer::{Keep, system_name};
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::{Reviewer, ViewContext};
use crate::assessment::Names;
use egui::{Button, Frame, Key, Label, Margin, Modifiers, Stroke, TextEdit, Ui};

/// What a form asks for.
pub struct Form<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// Inside the empty field.
    pub hint: &'a str,
    /// On the button that sends it.
    pub send: &'a str,
    pub asks: Asks,
}

/// What there is to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    Text,
    /// Who is to answer, and by when.
    Owner,
    TextAndOwner,
    /// Only that it is meant.
    Nothing,
}

/// Draws the form; gives what was written once it is sent.
pub fn form_ui(
    ui: &mut Ui,
    form: &Form<'_>,
    desk: &mut Desk,
    context: &ViewContext<'_>,
) -> Option<Draft> {
    let (names, reviewer) = (&context.assessment.names, &context.reviewer);
    let colors = Colors::of(ui);
    let frame = Frame::new()
        .fill(colors.background)
        .stroke(Stroke::new(1.0, colors.border))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(12, 10));
    let mut written = None;
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = text(ui, form.title, Size::Body, Weight::SemiBold, colors.text);
        ui.add(Label::new(title).wrap());
        ui.add_space(px(ui, 4.0));
        let (draft, entered) = fields_ui(ui, form, names, desk);
        let ready = first_time_ui(ui, desk, reviewer);
        ui.add_space(px(ui, 6.0));
        ui.horizontal(|ui| {
            let told = if form.asks == Asks::Owner {
                &draft.owner
            } else {
                &draft.text
            };
            let full = (form.asks == Asks::Nothing || !told.trim().is_empty()) && ready;
            let button = ui.add_enabled(full, Button::new(form.send));
            let button = button
                .on_hover_text("Ctrl Enter")
                .on_disabled_hover_text("Fill in the form first");
            if button.clicked() || (entered && full) {
                settle_name(desk, context);
                desk.done(form.key);
                written = Some(draft);
            } else if ui.button("Cancel").clicked() {
                desk.done(form.key);
            }
        });
    });
    ui.add_space(px(ui, 10.0));
    written
}

/// What there is to fill in; what stands in it, and whether Ctrl Enter was pressed.
fn fields_ui(ui: &mut Ui, form: &Form<'_>, names: &Names, desk: &mut Desk) -> (Draft, bool) {
    let colors = Colors::of(ui);
    let mut entered = false;
    let takes_cursor = std::mem::take(&mut desk.wants_cursor);
    let draft = desk.draft(form.key);
    // What is being written holds names in full: no other words can stand in a field that is typed into.
    let masked = [&draft.text, &draft.owner].map(|words| names.are_in(words));
    let [text_masked, owner_masked] = masked;
    let mut changed = false;
    if form.asks == Asks::Nothing {
        let words = text(
            ui,
            form.hint,
            Size::Small,
            Weight::Regular,
            colors.secondary,
        );
        ui.add(Label::new(words).wrap());
    }
    if matches!(form.asks, Asks::Text | Asks::TextAndOwner) {
        let field = TextEdit::multiline(&mut draft.text)
            .hint_text(form.hint)
            .password(text_masked)
            .desired_rows(2)
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(8, 6));
        let response = ui.add(field).accessible_name(form.title);
        if takes_cursor {
            response.request_focus();
        }
        changed |= response.changed();
        // Enter starts a line; with Ctrl it sends.
        if response.has_focus() {
            entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        }
    }
    if matches!(form.asks, Asks::Owner | Asks::TextAndOwner) {
        ui.horizontal(|ui| {
            let width = (ui.available_width() - px(ui, 8.0)) / 2.0;
            for (value, name, masked) in [
                (&mut draft.owner, "Who is to answer", owner_masked),
                (&mut draft.due, "By when", false),
            ] {
                let field = TextEdit::singleline(value)
                    .hint_text(name)
                    .password(masked)
                    .desired_width(width - px(ui, 16.0))
                    .margin(Margin::symmetric(8, 5));
                changed |= ui.add(field).accessible_name(name).changed();
            }
        });
    }
    let draft = draft.clone();
    if masked.contains(&true) {
        let words = "Masked while names are hidden, since it holds one.";
        let words = text(ui, words, Size::Small, Weight::Regular, colors.secondary);
        ui.add(Label::new(words).wrap());
    }
    if changed {
        desk.touch();
    }
    (draft, entered)
}

/// Asks for what is not known yet; whether everything is.
fn first_time_ui(ui: &mut Ui, desk: &mut Desk, reviewer: &Reviewer) -> bool {
    let colors = Colors::of(ui);
    let small = |ui: &mut Ui, words: &str| {
        let words = text(ui, words, Size::Small, Weight::Regular, colors.secondary);
        ui.add(Label::new(words).wrap());
    };
    let mut ready = true;
    if reviewer.who.is_none() {
        let who = desk.who.get_or_insert_with(system_name);
        ui.add_space(px(ui, 8.0));
        small(ui, "Your name, as it stands under your notes. Asked once.");
        let field = TextEdit::singleline(who).desired_width(f32::INFINITY);
        ui.add(field.margin(Margin::symmetric(8, 5)))
            .accessible_name("Your name");
        ready &= !who.trim().is_empty();
    }
    if reviewer.asks_where {
        ui.add_space(px(ui, 8.0));
        small(
            ui,
            "Where to keep notes. Asked once; Find (Ctrl K) changes it later.",
        );
        let chosen = desk.keep.get_or_insert(Keep::Private);
        for keep in Keep::ALL {
            if ui.radio(*chosen == keep, keep.label()).clicked() {
                *chosen = keep;
            }
            ui.indent(keep.label(), |ui| small(ui, keep.seen_by()));
        }
    }
    ready
}

fn settle_name(desk: &mut Desk, context: &ViewContext<'_>) {
    let reviewer = &context.reviewer;
    if reviewer.who.is_none()
        && let Some(who) = desk.who.take()
    {
        context.send(Command::SignAs(who.trim().to_owned()));
    }
    if reviewer.asks_where
        && let Some(keep) = desk.keep.take()
    {
        context.send(Command::KeepNotes(keep));
    }
}
