//! The window's state and one frame of it: take finished jobs, draw, run the commands sent. Nothing else changes state.

use super::chrome::{self, Overlay};
use super::command::{self, Command};
use super::file_watch::{Change, FileWatch};
use super::job::{Jobs, PlanId};
use super::keeping::Keeping;
use super::listing::Listing;
use super::notes::{Wish, list_ui};
use super::place::{History, View};
use super::policing::remembered;
use super::present::{Presentation, Shown};
use super::reviewer::Clock;
use super::settings::Settings;
use super::steps::{Deals, Places};
use super::theme;
use super::views::{self, States, ViewContext};
use crate::assessment::Assessment;
use crate::report::reading_line;
use crate::review::{Review, ReviewHistory, Shelf};
use egui::{CentralPanel, Frame, Margin, Panel, Ui};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

const SETTINGS: &str = "settings";
const SIDE: f32 = 192.0;
const TOP: f32 = 46.0;
/// How often the files of the open plans are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const NOTES: f32 = 290.0;

/// A plan that is open, and where its reader is.
pub struct OpenPlan {
    pub id: PlanId,
    pub assessment: Arc<Assessment>,
    /// What the reviewer decided; the assessment follows it as soon as it is computed.
    pub review: ReviewHistory,
    /// Where each of these decisions stands among all.
    pub places: Places,
    pub history: History,
    pub states: States,
    /// What became of its files since they were opened, until that is dismissed.
    pub changes: BTreeMap<PathBuf, Change>,
    /// What was decided, until what came of it can be told.
    pub told: Option<String>,
    /// How far the review is on disk.
    pub keeping: Keeping,
}

/// Something to tell, until it is dismissed or something else is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub text: String,
    pub adverse: bool,
    pub offer: Option<Command>,
}

/// The whole window.
pub struct App {
    pub(super) plans: Vec<OpenPlan>,
    pub(super) current: usize,
    pub(super) settings: Settings,
    pub(super) jobs: Jobs,
    pub(super) files: FileWatch,
    /// Many plans in a list.
    pub(super) listing: Listing,
    /// How workbooks were dealt out before each decision about it.
    pub(super) deals: Deals,
    /// Steps taken so far, decisions and ways back alike.
    pub(super) steps: u64,
    pub(super) was_focused: bool,
    pub(super) overlay: Option<Overlay>,
    pub(super) presentation: Option<Presentation>,
    /// Whether schemes and owners go by neutral labels.
    pub(super) hides_names: bool,
    pub(super) message: Option<Message>,
    /// Off in tests, where a dialog of the system would wait for ever.
    pub(super) native_dialogs: bool,
    pub(super) next_plan: PlanId,
    pub(super) clock: Clock,
}

impl App {
    /// The window, which then opens these files, or the last ones where there are none.
    pub fn new(creation: &eframe::CreationContext<'_>, paths: Vec<PathBuf>) -> Self {
        let settings = creation
            .storage
            .and_then(|storage| eframe::get_value(storage, SETTINGS))
            .unwrap_or_default();
        let reader = std::env::current_exe().ok();
        let mut app = Self::bare(&creation.egui_ctx, settings, reader, LOOK_EVERY);
        app.native_dialogs = true;
        app.jobs.reviews = Shelf::of_user();
        // Whether they are still there is found off this thread: their drive may take long to say so.
        let last = app.settings.last.clone();
        if !paths.is_empty() {
            app.run_command(&creation.egui_ctx, Command::OpenFiles(paths));
        } else if !last.is_empty() {
            app.run_command(&creation.egui_ctx, Command::OpenFiles(last));
        } else {
            app.run_command(&creation.egui_ctx, Command::OpenSample(0));
        }
        app
    }

    /// A window without system dialogs and with these plans open, to be driven by a test.
    pub fn for_test(ctx: &egui::Context, assessments: Vec<Assessment>, settings: Settings) -> Self {
        let mut app = Self::bare(ctx, settings, None, Duration::from_millis(25));
        for assessment in assessments {
            app.add_plan(Arc::new(assessment));
        }
        app.current = 0;
        app
    }

    /// Keeps reviews on this shelf, as the window does on the user's.
    pub fn with_shelf(mut self, reviews: Shelf) -> Self {
        self.jobs.reviews = reviews;
        self
    }

    fn bare(
        ctx: &egui::Context,
        settings: Settings,
        reader: Option<PathBuf>,
        look_every: Duration,
    ) -> Self {
        theme::install(ctx);
        ctx.set_theme(settings.theme.preference());
        ctx.set_zoom_factor(settings.usable_zoom());
        let mut jobs = Jobs::new(ctx, reader);
        jobs.policy = remembered(&settings);
        jobs.dealing = settings.dealing.clone();
        Self {
            plans: Vec::new(),
            current: 0,
            settings,
            jobs,
            listing: Listing::default(),
            deals: Deals::default(),
            steps: 0,
            files: FileWatch::new(ctx, look_every),
            was_focused: false,
            overlay: None,
            presentation: None,
            hides_names: false,
            message: None,
            native_dialogs: false,
            next_plan: 0,
            clock: Clock::default(),
        }
    }

    pub(super) fn add_plan(&mut self, assessment: Arc<Assessment>) {
        let assessment = self.as_shown(assessment);
        self.listing.forget_made();
        self.next_plan += 1;
        // What changed is no first sight of a plan that nothing is open to compare with.
        let first_view = match self.settings.view {
            View::Changes if assessment.changes.is_none() => View::Overview,
            view => view,
        };
        self.plans.push(OpenPlan {
            id: self.next_plan,
            review: ReviewHistory::starting_from(assessment.review.clone()),
            places: Places::default(),
            assessment,
            history: History::starting_at(first_view),
            states: States::default(),
            changes: BTreeMap::new(),
            told: None,
            keeping: Keeping::default(),
        });
        self.current = self.plans.len() - 1;
        self.watch_files();
    }

    pub(super) fn plan(&self) -> Option<&OpenPlan> {
        self.plans.get(self.current)
    }

    pub(super) fn plan_mut(&mut self) -> Option<&mut OpenPlan> {
        self.plans.get_mut(self.current)
    }

    /// The view on screen.
    pub fn view(&self) -> Option<View> {
        self.plan().map(|plan| plan.history.here().view)
    }

    /// What the reviewer decided about the plan on screen.
    pub fn review(&self) -> Option<&Review> {
        self.plan().map(|plan| &plan.assessment.review)
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn is_presenting(&self) -> bool {
        self.presentation.is_some()
    }

    fn frame_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.take_results(&ctx);
        self.heed_files(&ctx);
        let mut sent = Vec::new();
        if self.presentation.is_some() {
            sent.extend(self.present_ui(ui));
        } else {
            sent.extend(command::pressed(&ctx));
            let dropped = dropped_files(&ctx);
            if !dropped.is_empty() {
                sent.push(Command::OpenFiles(dropped));
            }
            self.window_ui(ui, &mut sent);
            chrome::overlay_ui(&ctx, self, &mut sent);
        }
        for command in sent {
            self.run_command(&ctx, command);
        }
        self.keep_drafts(&ctx);
    }

    fn window_ui(&mut self, ui: &mut Ui, sent: &mut Vec<Command>) {
        let colors = theme::Colors::of(ui);
        let bar = Frame::new().fill(colors.bar);
        let left = bar.inner_margin(Margin::symmetric(10, 12));
        let side = Panel::left("side").exact_size(SIDE).resizable(false);
        side.frame(left).show(ui, |ui| {
            let reading = self.plan().map(|plan| reading_line(&plan.assessment));
            chrome::side_bar_ui(ui, self, reading.as_ref(), sent);
        });
        let above = bar.inner_margin(Margin::symmetric(20, 8));
        Panel::top("top")
            .exact_size(TOP)
            .resizable(false)
            .frame(above)
            .show(ui, |ui| chrome::top_bar_ui(ui, self, sent));
        self.notes_ui(ui, sent);
        let frame = Frame::new().fill(colors.background).inner_margin(Margin {
            left: 20,
            right: 8,
            top: 16,
            bottom: 8,
        });
        CentralPanel::default().frame(frame).show(ui, |ui| {
            chrome::notice_ui(ui, self, sent);
            self.content_ui(ui, sent);
        });
    }

    /// The list of notes stands at the side, so that what they are about stays in sight.
    fn notes_ui(&mut self, ui: &mut Ui, sent: &mut Vec<Command>) {
        let reviewer = self.reviewer();
        let is_of_one = !self.listing.is_shown;
        let plan = self.plans.get_mut(self.current);
        let Some(plan) = plan.filter(|plan| is_of_one && plan.states.desk.is_listed) else {
            return;
        };
        let context = ViewContext::new(&plan.assessment, plan.history.here(), reviewer);
        let frame = Frame::new()
            .fill(theme::Colors::of(ui).card)
            .inner_margin(Margin::same(14));
        Panel::right("notes")
            .exact_size(NOTES)
            .resizable(false)
            .frame(frame)
            .show(ui, |ui| {
                let states = &mut plan.states;
                list_ui(ui, &context, &mut states.desk, &mut states.variances);
            });
        sent.extend(context.sent());
    }

    fn content_ui(&mut self, ui: &mut Ui, sent: &mut Vec<Command>) {
        if self.listing.is_shown {
            let drawn = self.drawn_listing();
            views::plans_ui(ui, &drawn, &mut self.listing.state, sent);
            return;
        }
        let reviewer = self.reviewer();
        let others = self.others();
        let Some(plan) = self.plans.get_mut(self.current) else {
            chrome::welcome_ui(ui, &self.settings, sent);
            return;
        };
        let mut context = ViewContext::new(&plan.assessment, plan.history.here(), reviewer);
        context.others = others;
        ui.push_id(plan.id, |ui| {
            views::view_ui(ui, &context, &mut plan.states);
        });
        sent.extend(context.sent());
    }

    /// The other open plans, samples aside, with their files.
    fn others(&self) -> Vec<(String, Vec<PathBuf>)> {
        self.plans
            .iter()
            .enumerate()
            .filter(|(at, plan)| *at != self.current && !plan.assessment.is_sample)
            .map(|(_, plan)| {
                let workbooks = plan.assessment.workbooks.iter();
                let paths = workbooks.map(|workbook| workbook.path.clone()).collect();
                (plan.assessment.case.plan.name.clone(), paths)
            })
            .collect()
    }

    fn present_ui(&mut self, ui: &mut Ui) -> Option<Command> {
        let plan = self.plans.get(self.current);
        let names = plan.map(|plan| plan.assessment.names.clone());
        let names = names.unwrap_or_default();
        match self.presentation.as_mut()?.ui(ui, &names) {
            Shown::Stays => None,
            Shown::Names => Some(Command::HideNames),
            Shown::Left => {
                self.leave_presentation(ui.ctx());
                None
            }
            Shown::Raised { question, page } => Some(Command::Write(Wish::Ask {
                finding: None,
                text: question,
                owner: String::new(),
                due: String::new(),
                raised_at: Some(page),
            })),
        }
    }
}

fn dropped_files(ctx: &egui::Context) -> Vec<PathBuf> {
    ctx.input(|input| {
        input
            .raw
            .dropped_files
            .iter()
            .map(|file| file.path().to_owned())
            .collect()
    })
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.frame_ui(ui);
        // What is asked for once, and what plans are judged by, is on disk at once: a crash neither asks nor judges anew.
        if std::mem::take(&mut self.settings.save_at_once)
            && let Some(storage) = frame.storage_mut()
        {
            self.save(storage);
            storage.flush();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, SETTINGS, &self.settings);
    }

    #[cfg(feature = "glow")]
    fn on_exit(&mut self, _graphics: Option<&eframe::glow::Context>) {
        self.keep_at_once();
    }

    #[cfg(not(feature = "glow"))]
    fn on_exit(&mut self) {
        self.keep_at_once();
    }

    /// Places of scroll bars and the like are not worth keeping; what is, is in the settings.
    fn persist_egui_memory(&self) -> bool {
        false
    }
}
