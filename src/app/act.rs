//! What each command does to the window's state.

use super::chrome::Overlay;
use super::command::Command;
use super::job::{Outcome, PlanId};
use super::on_disk::files;
use super::opening::{Known, Whole};
use super::place::{Place, View};
use super::present::Presentation;
use super::saving::Saved;
use super::shell::{App, Message, OpenPlan};
use super::widgets::find;
use crate::assessment::Assessment;
use crate::report::{Page, board_pages, effect};
use crate::review::{Decision, ReviewHistory};
use egui::{Context, ViewportCommand, gui_zoom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Through what was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Back,
    Forward,
}

impl App {
    pub(super) fn run_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Open => self.open_sheet(),
            Command::Browse => self.browse(),
            Command::BrowseFolder => self.browse_folder(),
            Command::OpenFiles(paths) => self.open_files(paths),
            Command::OpenSample(index) => {
                self.overlay = None;
                self.jobs.open_sample(index);
            }
            Command::Reload => self.reload(),
            Command::ClosePlan => self.close_plan(),
            Command::SwitchPlan(index) => {
                self.switch_to(index.min(self.plans.len().saturating_sub(1)));
            }
            Command::Plans => self.show_listing(),
            Command::OpenPlan(paths) => self.open_plan(paths),
            Command::KeepApart(path) => self.keep_apart(&path),
            Command::ReadTogether(paths) => self.read_together(&paths),
            Command::UndoDealing => self.deal_again(Way::Back),
            Command::CompareCells => self.compare_cells(),
            Command::Save(what) => self.ask_for_target(what),
            Command::Cancel => self.jobs.cancel(),
            Command::Decide(decision) => self.decide(decision),
            Command::Write(wish) => self.write(wish),
            Command::Comment => self.comment_at_hand(ctx),
            Command::CommentOn(cells) => self.comment_on(&cells),
            Command::Explain(index) => self.explain(index),
            Command::Policy => self.overlay = Some(Overlay::policy()),
            Command::SetPolicy(name, items) => self.set_policy(name, &items),
            Command::LoadPolicy(path) => self.load_policy(&path),
            Command::SavePolicy(path) => self.save_policy(&path),
            Command::SignOff => self.ask_to_sign_off(),
            Command::Notes => self.toggle_notes(),
            Command::OpenNote(id) => self.open_note(&id),
            Command::SignAs(who) => {
                self.settings.who = Some(who);
                self.settings.save_at_once = true;
            }
            Command::KeepNotes(keep) => self.keep_notes(keep),
            Command::Undo => self.go_step(Way::Back),
            Command::Redo => self.go_step(Way::Forward),
            Command::Find => find::request_find(ctx),
            Command::GoToCell => self.overlay = Some(Overlay::go_to_cell()),
            Command::Palette => self.overlay = Some(Overlay::palette()),
            Command::Shortcuts => self.overlay = Some(Overlay::Shortcuts),
            Command::Dismiss => {
                self.overlay = None;
                self.message = None;
            }
            Command::DismissChange => self.dismiss_change(),
            Command::Present => self.present(ctx),
            Command::HideNames => self.hide_or_show_names(),
            Command::BoardPack => self.ask_for_target(Saved::Pack),
            Command::Reveal(path) => reveal(ctx, &path),
            Command::ForgetRecent => self.settings.forget_files(),
            Command::Show(_)
            | Command::ShowCells(_)
            | Command::ShowFinding(_)
            | Command::FilterSavings(_)
            | Command::ShowScheme(_)
            | Command::ShowLines(_)
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

    /// Brings another plan that is open on screen.
    pub(super) fn switch_to(&mut self, index: usize) {
        if self.current != index {
            self.forget_what_was_told();
        }
        self.current = index;
        self.listing.is_shown = false;
    }

    /// What went wrong stays until it is dismissed; it names no scheme.
    pub(super) fn forget_what_was_told(&mut self) {
        self.message.take_if(|message| !message.adverse);
    }

    /// Moves within the current plan.
    fn go(&mut self, command: Command) {
        self.overlay = None;
        self.listing.is_shown = false;
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
            Command::ShowScheme(index) => plan.history.go(Place {
                scheme: Some(index),
                ..Place::of(View::Savings)
            }),
            Command::ShowLines(asked) => {
                for (facet, value) in asked {
                    plan.states.savings.ask(facet, value);
                }
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

    fn browse_folder(&mut self) {
        if self.native_dialogs {
            self.jobs.choose_folder();
        }
        // Where the system has no dialog, the path can be typed.
        self.overlay = Some(Overlay::open());
    }

    fn open_files(&mut self, paths: Vec<PathBuf>) {
        self.overlay = None;
        self.message = None;
        self.jobs.open(paths, self.known(), Whole::IfFew);
    }

    /// The plans that are open, samples aside: new files may belong to them.
    pub(super) fn known(&self) -> Vec<Known> {
        self.plans
            .iter()
            .filter(|plan| !plan.assessment.is_sample)
            .map(|plan| Known {
                plan: plan.id,
                assessment: Arc::clone(&plan.assessment),
                review: plan.review.now().clone(),
            })
            .collect()
    }

    fn reload(&mut self) {
        let paths = self.plan().map(files).unwrap_or_default();
        if !paths.is_empty() {
            self.open_files(paths);
        }
    }

    fn close_plan(&mut self) {
        self.keep_at_once();
        if self.current < self.plans.len() {
            self.plans.remove(self.current);
            self.forget_what_was_told();
            self.listing.forget_made();
            self.watch_files();
            self.current = self.current.saturating_sub(1);
        }
    }

    pub(super) fn decide(&mut self, decision: Decision) {
        let Some(plan) = self.plan_mut() else {
            return;
        };
        plan.told = decision.in_short();
        let reads = decision.changes_reading();
        let before = plan.review.now().clone();
        plan.review.decide(decision);
        let is_a_step = *plan.review.now() != before;
        if is_a_step {
            let at = self.next_step();
            self.deals.forget_future();
            if let Some(plan) = self.plan_mut() {
                plan.places.decided(at);
            }
        }
        self.take_in(reads);
    }

    /// One step back or forward through what was decided, told in words.
    pub(super) fn step(&mut self, way: Way) {
        let (step, what): (fn(&mut ReviewHistory) -> Option<&Decision>, &str) = match way {
            Way::Back => (ReviewHistory::undo, "Taken back"),
            Way::Forward => (ReviewHistory::redo, "Decided again"),
        };
        let Some(decision) = self.plan_mut().and_then(|plan| step(&mut plan.review)) else {
            return;
        };
        let text = format!("{what}: {}", decision.in_words());
        let reads = decision.changes_reading();
        self.forget_told();
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

    /// What was decided before is not told any more.
    fn forget_told(&mut self) {
        if let Some(plan) = self.plan_mut() {
            plan.told = None;
        }
    }

    /// Tells what the last decision changed, with the way back.
    fn tell_effect(&mut self, assessment: &Assessment, plan: PlanId) {
        let open = self.plans.iter_mut().find(|open| open.id == plan);
        let told = open.and_then(|open| Some((open.told.take()?, Arc::clone(&open.assessment))));
        if let Some((decided, before)) = told {
            self.message = Some(Message {
                text: format!("{decided}: {}", effect(&before, assessment)),
                adverse: false,
                offer: Some(Command::Undo),
            });
        }
    }

    /// Judges the current plan again by the review as it now stands.
    pub(super) fn reassess(&mut self) {
        let Some(plan) = self.plan() else {
            return;
        };
        let (workbooks, id) = (Arc::clone(&plan.assessment.workbooks), plan.id);
        let review = plan.review.now().clone();
        self.jobs.reassess(workbooks, review, id);
    }

    /// The board pages of what is on screen; none where nothing is open.
    pub(super) fn pages_to_present(&mut self) -> Vec<Page> {
        if self.listing.is_shown {
            self.listing_pages()
        } else {
            self.plan()
                .map(|plan| board_pages(&plan.assessment))
                .unwrap_or_default()
        }
    }

    fn present(&mut self, ctx: &Context) {
        let pages = self.pages_to_present();
        let was_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
        self.presentation = Presentation::of(pages, was_full);
        if let Some(presentation) = &mut self.presentation {
            presentation.hides_names = self.hides_names;
            self.overlay = None;
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    pub(super) fn leave_presentation(&mut self, ctx: &Context) {
        if let Some(presentation) = self.presentation.take() {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(presentation.was_full));
        }
    }

    pub(super) fn take_results(&mut self, ctx: &Context) {
        self.settings.zoom = ctx.zoom_factor();
        for outcome in self.jobs.finished() {
            match outcome {
                Outcome::Opened(opening) => self.take_opening(opening),
                Outcome::Reassessed { assessment, plan } => {
                    // What was decided meanwhile is being judged already.
                    let awaited = |open: &&OpenPlan| {
                        open.id == plan
                            && open.review.now().reads_as(&assessment.review)
                            && assessment.policy == self.jobs.policy
                            // What was read again meanwhile is not put back.
                            && Arc::ptr_eq(&open.assessment.workbooks, &assessment.workbooks)
                    };
                    if let Some(open) = self.plans.iter().find(awaited) {
                        // What was noted meanwhile is taken in as well.
                        let assessment = Arc::new(assessment.reviewed(open.review.now()));
                        let here = self.plan().map(|plan| plan.id);
                        self.tell_effect(&assessment, plan);
                        self.place(assessment, &[plan]);
                        self.current = here
                            .and_then(|id| self.plans.iter().position(|plan| plan.id == id))
                            .unwrap_or(self.current);
                    }
                }
                Outcome::FilesChosen(paths) => self.open_files(paths),
                Outcome::Many(files) => self.survey(files),
                Outcome::Surveyed(step) => self.listing.take(*step),
                Outcome::SurveyEnded => self.listing.end(),
                Outcome::CellsCompared { plan, pairs } => self.take_cells(plan, *pairs),
                Outcome::TargetChosen(what, path) => self.save_to(what, path),
                Outcome::NothingChosen | Outcome::DraftKept => {}
                Outcome::Kept { plan, kept } => self.take_written(plan, *kept),
                Outcome::NotKept { plan, text } => self.tell_not_kept(plan, text),
                Outcome::Written(what, path) => self.tell_written(what, path),
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

    /// Puts a plan where the first of those it replaces was; the others are part of it now.
    pub(super) fn place(&mut self, assessment: Arc<Assessment>, replaces: &[PlanId]) {
        let assessment = self.as_shown(assessment);
        self.listing.forget_made();
        let known = self
            .plans
            .iter()
            .position(|plan| replaces.contains(&plan.id));
        let first = known.and_then(|index| Some(self.plans.get(index)?.id));
        self.plans
            .retain(|plan| Some(plan.id) == first || !replaces.contains(&plan.id));
        let known = first.and_then(|id| self.plans.iter().position(|plan| plan.id == id));
        if let Some((index, plan)) =
            known.and_then(|index| Some((index, self.plans.get_mut(index)?)))
        {
            plan.keep_changes_of(&assessment);
            plan.assessment = assessment;
            plan.states.workbook.forget();
            plan.states.changes.forget();
            self.current = index;
            self.watch_files();
        } else {
            // The sample makes way for the first plan of one's own.
            self.plans.retain(|plan| !plan.assessment.is_sample);
            self.add_plan(assessment);
        }
    }
}

/// Hands the file to the program the system has for it.
fn reveal(ctx: &Context, path: &Path) {
    let url = format!("file://{}", path.display()).replace(' ', "%20");
    ctx.open_url(egui::OpenUrl::new_tab(url));
}
