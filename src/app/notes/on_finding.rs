//! What can be decided about a finding: accept it with a reason, ask somebody, comment; and what was decided already.

use super::entry::{body, question_ui, small};
use super::form::{Asks, Form, form_ui};
use super::{Desk, Wish};
use crate::app::command::Command;
use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::views::ViewContext;
use crate::app::widgets::block::heading_ui;
use crate::finding::Finding;
use crate::report;
use egui::{CollapsingHeader, Label, Ui};

pub fn finding_notes_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    index: usize,
    finding: &Finding,
    desk: &mut Desk,
) {
    let rule = finding.about.id;
    let place = finding
        .cells
        .first()
        .map_or_else(String::new, ToString::to_string);
    let (accept, ask) = (Desk::accept_key(rule, &place), Desk::ask_key(rule, &place));
    if desk.is_open(&accept) {
        let form = Form {
            key: &accept,
            title: "Accept, because",
            hint: "Why this need not be asked about again",
            send: "Accept",
            asks: Asks::Text,
        };
        let written = form_ui(ui, &form, desk, context);
        if let Some(draft) = written {
            context.send(Command::Write(Wish::Accept(index, draft.text)));
        }
    } else if desk.is_open(&ask) {
        let form = Form {
            key: &ask,
            title: "Ask",
            hint: "The question",
            send: "Ask",
            asks: Asks::TextAndOwner,
        };
        let written = form_ui(ui, &form, desk, context);
        if let Some(draft) = written {
            context.send(Command::Write(Wish::Ask {
                finding: Some(index),
                text: draft.text,
                owner: draft.owner.trim().to_owned(),
                due: draft.due.trim().to_owned(),
                raised_at: None,
            }));
        }
    } else {
        ui.horizontal_wrapped(|ui| {
            let button = |ui: &mut Ui, label: &str, hint: &str| {
                ui.button(label).on_hover_text(hint).clicked()
            };
            if button(
                ui,
                "Accept…",
                "Keep it, with a reason, and ask about it no more",
            ) {
                desk.open(accept);
            }
            if button(ui, "Ask somebody…", "Name who is to answer and by when") {
                if desk.draft(&ask).text.is_empty() {
                    finding
                        .about
                        .question
                        .clone_into(&mut desk.draft(&ask).text);
                }
                desk.open(ask);
            }
            if button(ui, "Comment…", "Write a note on these cells") {
                context.send(Command::CommentOn(finding.cells.to_vec()));
            }
        });
        ui.add_space(px(ui, 10.0));
    }
    let settled = &context.assessment.settled;
    let own = settled.questions.iter().filter(|one| {
        let cells = one.cells.as_deref().unwrap_or_default();
        one.note.rule.as_deref() == Some(rule)
            && (cells.is_empty() || cells.iter().any(|cell| finding.cells.contains(cell)))
    });
    for one in own {
        question_ui(ui, context, &one.note, desk);
    }
}

/// Accepted findings, folded away with their reasons: counted out, never out of sight.
pub fn accepted_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let settled = &context.assessment.settled;
    let names = &context.assessment.names;
    let idle: Vec<_> = settled.idle.iter().collect();
    if settled.accepted.is_empty() && idle.is_empty() {
        return;
    }
    let colors = Colors::of(ui);
    if !settled.accepted.is_empty() {
        let title = format!("Accepted ({})", settled.accepted.len());
        let title = text(ui, title, Size::Body, Weight::Bold, colors.text);
        CollapsingHeader::new(title)
            .id_salt("accepted")
            .show(ui, |ui| {
                for one in &settled.accepted {
                    let item = report::shown_finding(context.assessment, 0, &one.finding);
                    body(
                        ui,
                        format!("{}  {}", item.title, item.stake),
                        Weight::SemiBold,
                    );
                    small(ui, &item.message);
                    for waiver in &one.waivers {
                        body(ui, names.text(&waiver.reason), Weight::Regular);
                        small(ui, format!("Accepted by {}", names.signed(&waiver.by)));
                        let again = ui.small_button("Ask about it again");
                        if again
                            .on_hover_text(
                                "Withdraw the acceptance; who gave it and why stays in the file",
                            )
                            .clicked()
                        {
                            context.send(Command::Write(Wish::Withdraw(waiver.id.clone())));
                        }
                    }
                    ui.add_space(px(ui, 8.0));
                }
            });
        ui.add_space(px(ui, 10.0));
    }
    if !idle.is_empty() {
        heading_ui(ui, "Accepted before and no longer found", "");
        for one in idle {
            let lost = if one.cells.is_none() {
                " Its cells are no longer found either."
            } else {
                ""
            };
            let reason = format!(
                "{} ({}).{lost}",
                names.text(&format!("{}: {}", one.note.title, one.note.reason)),
                names.signed(&one.note.by)
            );
            small(ui, reason);
            let withdraw = ui.push_id(&one.note.id, |ui| ui.small_button("Withdraw acceptance"));
            if withdraw.inner.clicked() {
                context.send(Command::Write(Wish::Withdraw(one.note.id.clone())));
            }
        }
        ui.add_space(px(ui, 10.0));
    }
    if settled.lost() > 0 {
        let words = text(
            ui,
            lost_in_words(settled.lost()),
            Size::Small,
            Weight::SemiBold,
            colors.adverse,
        );
        ui.add(Label::new(words).wrap());
        ui.add_space(px(ui, 10.0));
    }
}

/// `3 notes no longer find their place`.
pub fn lost_in_words(lost: usize) -> String {
    match lost {
        1 => "1 note no longer finds its place".to_owned(),
        many => format!("{many} notes no longer find their place"),
    }
}
