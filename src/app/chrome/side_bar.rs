//! Which plan, which view, and at the foot the state of the reading, so that no figure is trusted further than it was read.

use crate::app::command::Command;
use crate::app::place::View;
use crate::app::shell::App;
use crate::app::theme::{Colors, Size, Weight, font, text};
use crate::report::Reading;
use crate::wording::count;
use egui::accesskit::Role;
use egui::{Align, ComboBox, Label, Layout, Sense, Ui, WidgetInfo, pos2, vec2};

const LINE: f32 = 33.0;

pub fn side_bar_ui(ui: &mut Ui, app: &App, reading: Option<&Reading>, sent: &mut Vec<Command>) {
    let colors = Colors::of(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    plan_ui(ui, app, sent);
    ui.add_space(14.0);
    if app.plans.len() > 1 || app.listing.files() > 0 {
        let state = if app.listing.is_shown {
            State::Here
        } else {
            State::Elsewhere
        };
        if entry_ui(ui, &Command::Plans.label(), state, None) {
            sent.push(Command::Plans);
        }
        ui.add_space(6.0);
    }
    let here = app.view();
    for view in View::ALL {
        let count = app
            .plan()
            .filter(|_| view == View::Findings)
            .map(|plan| plan.assessment.findings.len());
        let state = match here {
            None => State::Off,
            Some(here) if here == view && !app.listing.is_shown => State::Here,
            Some(_) => State::Elsewhere,
        };
        if entry_ui(ui, view.label(), state, count) {
            sent.push(Command::Show(view));
        }
    }
    links_ui(ui, app, sent);
    let Some(reading) = reading else {
        return;
    };
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        let color = if reading.gaps {
            colors.adverse
        } else {
            colors.accent
        };
        let words = text(
            ui,
            &reading.not_understood,
            Size::Small,
            Weight::Regular,
            color,
        );
        let link = inset(ui, |ui| ui.link(words.underline()));
        if link.on_hover_text("See what was read and how").clicked() {
            sent.push(Command::Show(View::Workbook));
        }
        let totals = if reading.totals_differ {
            colors.adverse
        } else {
            colors.secondary
        };
        for (line, color) in [
            (&reading.totals, totals),
            (&reading.tables, colors.secondary),
        ] {
            let words = text(ui, line, Size::Small, Weight::Regular, color);
            inset(ui, |ui| ui.add(Label::new(words).wrap()));
        }
        let title = text(
            ui,
            "Reading",
            Size::Small,
            Weight::SemiBold,
            colors.secondary,
        );
        inset(ui, |ui| ui.label(title));
        ui.add_space(8.0);
        ui.separator();
    });
}

/// The ways to what stands beside the views: the notes, and what plans are judged by.
fn links_ui(ui: &mut Ui, app: &App, sent: &mut Vec<Command>) {
    let Some(plan) = app.plan() else {
        return;
    };
    let colors = Colors::of(ui);
    ui.add_space(8.0);
    let notes = plan.assessment.settled.count();
    let asked = plan.assessment.unexplained().count();
    let number = |many: usize| count(many as u64);
    let label = match (notes, asked) {
        (0, 0) => "Notes".to_owned(),
        (notes, 0) => format!("Notes ({})", number(notes)),
        (0, asked) => format!("Notes ({} to explain)", number(asked)),
        (notes, asked) => format!("Notes ({}, {} to explain)", number(notes), number(asked)),
    };
    let words = text(ui, label, Size::Small, Weight::Regular, colors.accent).underline();
    let link = inset(ui, |ui| ui.link(words));
    if link
        .on_hover_text("Comments, questions and what was accepted; Ctrl L")
        .clicked()
    {
        sent.push(Command::Notes);
    }
    ui.add_space(4.0);
    let changed = app.policy().changed().len();
    let words = match changed {
        0 => "Policy".to_owned(),
        many => format!("Policy ({many} changed)"),
    };
    let words = text(ui, words, Size::Small, Weight::Regular, colors.accent);
    let link = inset(ui, |ui| ui.link(words.underline()));
    if link.on_hover_text(Command::Policy.hint()).clicked() {
        sent.push(Command::Policy);
    }
}

fn inset<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin {
        left: 10,
        ..egui::Margin::ZERO
    };
    egui::Frame::new().inner_margin(margin).show(ui, add).inner
}

/// The plan's name and year; a choice where several are open.
fn plan_ui(ui: &mut Ui, app: &App, sent: &mut Vec<Command>) {
    let colors = Colors::of(ui);
    let name = text(ui, "Planproof", Size::Body, Weight::Bold, colors.text).size(17.0);
    inset(ui, |ui| ui.label(name));
    let Some(plan) = app.plan() else {
        return;
    };
    let title = |plan: &crate::plan::Plan| {
        plan.year.as_ref().map_or_else(
            || plan.name.clone(),
            |year| format!("{}, {}", plan.name, year.value),
        )
    };
    let shown = title(&plan.assessment.case.plan);
    if app.plans.len() == 1 {
        let words = text(ui, shown, Size::Small, Weight::Regular, colors.secondary);
        inset(ui, |ui| ui.add(Label::new(words).wrap()));
    } else {
        let words = text(ui, shown, Size::Small, Weight::Regular, colors.text);
        let combo = ComboBox::from_id_salt("plans")
            .selected_text(words)
            .width(ui.available_width())
            .truncate()
            .show_ui(ui, |ui| {
                for (index, plan) in app.plans.iter().enumerate() {
                    let label = title(&plan.assessment.case.plan);
                    if ui.selectable_label(index == app.current, label).clicked() {
                        sent.push(Command::SwitchPlan(index));
                    }
                }
            });
        combo.response.accessible_name("Plan");
    }
    if let Some(signed) = plan.assessment.signed_off_in_words() {
        let color = if plan
            .assessment
            .signed_off()
            .iter()
            .all(|one| one.is_current())
        {
            colors.secondary
        } else {
            colors.adverse
        };
        let words = text(ui, signed, Size::Small, Weight::SemiBold, color);
        inset(ui, |ui| ui.add(Label::new(words).wrap()));
    }
    if plan.assessment.is_sample {
        let words = "Sample, not your plan";
        let words = text(ui, words, Size::Small, Weight::SemiBold, colors.adverse);
        inset(ui, |ui| ui.label(words));
    }
}

/// Whether a line of the navigation is the one on screen; none can be gone to without a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Here,
    Elsewhere,
    Off,
}

/// A line of the navigation; the whole line answers.
fn entry_ui(ui: &mut Ui, label: &str, state: State, count: Option<usize>) -> bool {
    let (here, enabled) = (state == State::Here, state != State::Off);
    let colors = Colors::of(ui);
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), sense);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, here, label));
    let (fill, color, weight) = match (here, enabled) {
        (true, _) => (Some(colors.selected), colors.accent, Weight::SemiBold),
        (false, true) => (None, colors.text, Weight::Regular),
        (false, false) => (None, colors.faint, Weight::Regular),
    };
    let hovered = response.hovered() && enabled;
    if let Some(fill) = fill.or_else(|| hovered.then_some(colors.hovered)) {
        ui.painter().rect_filled(rect, 5.0, fill);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            5.0,
            egui::Stroke::new(1.5, colors.accent),
            egui::StrokeKind::Inside,
        );
    }
    if here {
        // A bar beside the current view, so that it does not hang on a tint.
        let bar = egui::Rect::from_min_size(rect.min + vec2(0.0, 7.0), vec2(3.0, LINE - 14.0));
        ui.painter().rect_filled(bar, 1.5, colors.accent);
    }
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(label.to_owned(), font(ui, Size::Body, weight), color);
    let y = rect.center().y - galley.size().y / 2.0;
    painter.galley(pos2(rect.left() + 10.0, y), galley, color);
    if let Some(count) = count.filter(|count| *count > 0) {
        let number = painter.layout_no_wrap(
            count.to_string(),
            font(ui, Size::Small, Weight::SemiBold),
            colors.on_adverse,
        );
        let width = (number.size().x + 12.0).max(22.0);
        let badge = egui::Rect::from_center_size(
            pos2(rect.right() - 8.0 - width / 2.0, rect.center().y),
            vec2(width, 19.0),
        );
        painter.rect_filled(badge, 9.5, colors.adverse);
        painter.galley(
            badge.center() - number.size() / 2.0,
            number,
            colors.on_adverse,
        );
    }
    response.clicked()
}
