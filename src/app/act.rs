//! What each command does to the window's state.

use super::chrome::Overlay;
use super::command::Command;
use super::job::{Outcome, PlanId};
use super::place::{Place, View};
use super::present::Presentation;
use super::shell::{App, Message, OpenPlan};
use super::widgets::find;
use crate::assessment::Assessment;
use crate::export::pdf::{PackInfo, write_pack};
use crate::report::{board_pages, pack_pages};
use crate::review::{Decision, ReviewHistory};
use egui::{Context, ViewportCommand, gui_zoom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    pub(super) fn run_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Open => self.open_sheet(),
            Command::Browse => self.browse(),
            Command::OpenFiles(paths) => self.open_files(paths),
            Command::OpenSample(index) => {
                self.overlay = None;
                self.jobs.open_sample(index);
            }
            Command::Reload => self.reload(),
            Command::ClosePlan => self.close_plan(),
            Command::SwitchPlan(index) => {
                self.current = index.min(self.plans.len().saturating_sub(1));
            }
            Command::Cancel => self.jobs.cancel(),
            Command::Decide(decision) => self.decide(decision),
            Command::Write(wish) => self.write(wish),
            Command::Comment => self.comment_at_hand(ctx),
            Command::CommentOn(cells) => self.comment_on(&cells),
            Command::Policy => self.overlay = Some(Overlay::policy()),
            Command::SetPolicy(name, items) => self.set_policy(name, &items),
            Command::LoadPolicy(path) => self.load_policy(&path),
            Command::SavePolicy(path) => self.save_policy(&path),
            Command::Notes => self.toggle_notes(),
            Command::OpenNote(id) => self.open_note(&id),
            Command::SignAs(who) => self.settings.who = Some(who),
            Command::KeepNotes(keep) => self.keep_notes(keep),
            Command::Undo => self.step(ReviewHistory::undo, "Taken back"),
            Command::Redo => self.step(ReviewHistory::redo, "Decided again"),
            Command::Find => find::request_find(ctx),
            Command::GoToCell => self.overlay = Some(Overlay::go_to_cell()),
            Command::Palette => self.overlay = Some(Overlay::palette()),
            Command::Shortcuts => self.overlay = Some(Overlay::Shortcuts),
            Command::Dismiss => {
                self.overlay = None;
                self.message = None;
            }
            Command::Present => self.present(ctx),
            Command::BoardPack => self.ask_for_target(),
            Command::Reveal(path) => reveal(ctx, &path),
            Command::ForgetRecent => self.settings.recent.clear(),
            Command::Show(_)
            | Command::ShowCells(_)
            | Command::ShowFinding(_)
            | Command::FilterSavings(_)
            | Command::Back
            | Command::Forward => self.go(command),
            Command::FullScreen
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomReset
            | Command::Theme(_)
            | Command::Quit => self.change_window(ctx, &command),
        }
    }

    /// Moves within the current plan.
    fn go(&mut self, command: Command) {
        self.overlay = None;
        let Some(plan) = self.plan_mut() else {
            return;
        };
        match command {
            Command::Show(view) => plan.history.go(Place::of(view)),
            Command::ShowCells(cells) => plan.history.go(Place {
                cells,
                ..Place::of(View::Workbook)
            }),
            Command::ShowFinding(index) => plan.history.go(Place {
                finding: Some(index),
                ..Place::of(View::Findings)
            }),
            Command::FilterSavings(filter) => {
                plan.states.savings.filter_by(&filter);
                plan.history.go(Place::of(View::Savings));
            }
            Command::Back => plan.history.back(),
            Command::Forward => plan.history.forward(),
            _ => {}
        }
        let view = plan.history.here().view;
        self.settings.view = view;
    }

    fn change_window(&mut self, ctx: &Context, command: &Command) {
        match command {
            Command::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Command::ZoomIn => gui_zoom::zoom_in(ctx),
            Command::ZoomOut => gui_zoom::zoom_out(ctx),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
            Command::Theme(choice) => {
                self.settings.theme = *choice;
                ctx.set_theme(choice.preference());
            }
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            _ => {}
        }
        self.overlay = None;
    }

    fn open_sheet(&mut self) {
        self.overlay = Some(Overlay::open());
        self.browse();
    }

    fn browse(&mut self) {
        if self.native_dialogs {
            self.jobs.choose_files();
        }
    }

    fn open_files(&mut self, paths: Vec<PathBuf>) {
        self.overlay = None;
        self.message = None;
        for path in paths {
            let open = self
                .plans
                .iter()
                .find(|plan| is_of(&plan.assessment, &path));
            let known = open.map(|plan| (plan.id, plan.review.now().clone()));
            self.jobs.open(path, known);
        }
    }

    fn reload(&mut self) {
        let path = self
            .plan()
            .filter(|plan| !plan.assessment.is_sample)
            .and_then(|plan| plan.assessment.workbooks.first())
            .map(|workbook| workbook.path.clone());
        if let Some(path) = path {
            self.open_files(vec![path]);
        }
    }

    fn close_plan(&mut self) {
        self.keep_at_once();
        if self.current < self.plans.len() {
            self.plans.remove(self.current);
            self.current = self.current.saturating_sub(1);
        }
    }

    pub(super) fn decide(&mut self, decision: Decision) {
        let Some(plan) = self.plan_mut() else {
            return;
        };
        let reads = decision.changes_reading();
        plan.review.decide(decision);
        self.take_in(reads);
    }

    /// One step back or forward through what was decided, told in words.
    fn step(&mut self, step: fn(&mut ReviewHistory) -> Option<&Decision>, what: &str) {
        let Some(decision) = self.plan_mut().and_then(|plan| step(&mut plan.review)) else {
            return;
        };
        let text = format!("{what}: {}", decision.in_words());
        let reads = decision.changes_reading();
        self.message = Some(Message {
            text,
            adverse: false,
            offer: None,
        });
        self.take_in(reads);
    }

    /// The review changed: shows it, and keeps it.
    fn take_in(&mut self, reads: bool) {
        if reads {
            self.reassess();
        } else {
            self.resettle();
        }
        self.keep_review();
    }

    /// Judges the current plan again by the review as it now stands.
    fn reassess(&mut self) {
        let Some(plan) = self.plan() else {
            return;
        };
        let (workbooks, id) = (Arc::clone(&plan.assessment.workbooks), plan.id);
        let review = plan.review.now().clone();
        self.jobs.reassess(workbooks, review, id);
    }

    fn present(&mut self, ctx: &Context) {
        let Some(plan) = self.plan() else {
            return;
        };
        let was_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
        self.presentation = Presentation::of(board_pages(&plan.assessment), was_full);
        if self.presentation.is_some() {
            self.overlay = None;
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    pub(super) fn leave_presentation(&mut self, ctx: &Context) {
        if let Some(presentation) = self.presentation.take() {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(presentation.was_full));
        }
    }

    fn ask_for_target(&mut self) {
        let Some(plan) = self.plan() else {
            return;
        };
        let file_name = pack_name(&plan.assessment);
        if self.native_dialogs {
            self.jobs.choose_target(file_name.clone());
        }
        self.overlay = Some(Overlay::save(&file_name));
    }

    pub(super) fn write_pack_to(&mut self, path: PathBuf) {
        self.overlay = None;
        let Some(plan) = self.plan() else {
            return;
        };
        let assessment = Arc::clone(&plan.assessment);
        self.jobs.export(path, move |path| {
            let about = PackInfo {
                title: pack_title(&assessment),
            };
            Ok(write_pack(&pack_pages(&assessment), &about, path)?)
        });
    }

    pub(super) fn take_results(&mut self, ctx: &Context) {
        self.settings.zoom = ctx.zoom_factor();
        for outcome in self.jobs.finished() {
            match outcome {
                Outcome::Opened {
                    assessment,
                    replaces,
                    path,
                    kept,
                } => {
                    if let Some(path) = path {
                        self.settings.remember(&path);
                    }
                    self.place(assessment, replaces);
                    if let Some(kept) = kept {
                        self.take_kept(*kept);
                    }
                }
                Outcome::Reassessed { assessment, plan } => {
                    // What was decided meanwhile is being judged already.
                    let awaited = |open: &&OpenPlan| {
                        open.id == plan
                            && open.review.now().reads_as(&assessment.review)
                            && assessment.policy == self.jobs.policy
                    };
                    if let Some(open) = self.plans.iter().find(awaited) {
                        // What was noted meanwhile is taken in as well.
                        let assessment = Arc::new(assessment.reviewed(open.review.now()));
                        let here = self.plan().map(|plan| plan.id);
                        self.place(assessment, Some(plan));
                        self.current = here
                            .and_then(|id| self.plans.iter().position(|plan| plan.id == id))
                            .unwrap_or(self.current);
                    }
                }
                Outcome::FilesChosen(paths) => self.open_files(paths),
                Outcome::TargetChosen(path) => self.write_pack_to(path),
                Outcome::NothingChosen | Outcome::DraftKept => {}
                Outcome::Kept { plan, kept } => self.take_written(plan, *kept),
                Outcome::NotKept { plan, text } => self.tell_not_kept(plan, text),
                Outcome::Written(path) => self.tell_written(path),
                Outcome::Failed(text) => {
                    self.message = Some(Message {
                        text,
                        adverse: true,
                        offer: None,
                    });
                }
            }
        }
    }

    fn place(&mut self, assessment: Arc<Assessment>, replaces: Option<PlanId>) {
        let known = replaces.and_then(|id| self.plans.iter().position(|plan| plan.id == id));
        if let Some((index, plan)) =
            known.and_then(|index| Some((index, self.plans.get_mut(index)?)))
        {
            plan.assessment = assessment;
            plan.states.workbook.forget();
            self.current = index;
        } else {
            // The sample makes way for the first plan of one's own.
            self.plans.retain(|plan| !plan.assessment.is_sample);
            self.add_plan(assessment);
        }
    }

    fn tell_written(&mut self, path: PathBuf) {
        self.message = Some(Message {
            text: format!("The board pack was saved as {}", path.display()),
            adverse: false,
            offer: Some(Command::Reveal(path)),
        });
    }
}

fn is_of(assessment: &Assessment, path: &Path) -> bool {
    !assessment.is_sample
        && assessment
            .workbooks
            .first()
            .is_some_and(|workbook| workbook.path == path)
}

/// The plan's name and year.
fn pack_title(assessment: &Assessment) -> String {
    let plan = &assessment.case.plan;
    let year = plan
        .year
        .as_ref()
        .map_or_else(String::new, |year| format!(" {}", year.value));
    format!("{}{year}", plan.name)
}

/// "Tamarside ICS 2023-24 board pack.pdf", without the signs a file system refuses.
fn pack_name(assessment: &Assessment) -> String {
    let name: String = format!("{} board pack.pdf", pack_title(assessment))
        .chars()
        .map(|sign| {
            if r#"/\:*?"<>|"#.contains(sign) {
                '-'
            } else {
                sign
            }
        })
        .collect();
    name.trim().to_owned()
}

/// Hands the file to the program the system has for it.
fn reveal(ctx: &Context, path: &Path) {
    let url = format!("file://{}", path.display()).replace(' ', "%20");
    ctx.open_url(egui::OpenUrl::new_tab(url));
}
