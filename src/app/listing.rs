//! Many plans in a list: those of a folder that were read one after the other, and those that are open.

use super::job::{Jobs, Outcome};
use super::shell::{App, Message};
use super::widgets::table::TableState;
use crate::assessment::{Assessment, Listed, PlanSummary, Portfolio, Step, Surveyor, survey};
use crate::export::lists;
use crate::policy::Policy;
use crate::report::{Many, Page, Table, plans, plans_board, plans_in_order, plans_table};
use crate::workbook::{self, Watch};
use std::path::PathBuf;
use std::sync::Arc;

/// The list, and what the reader chose in it.
#[derive(Default)]
pub struct Listing {
    portfolio: Portfolio,
    /// Whether it is on screen in place of a plan.
    pub is_shown: bool,
    pub state: TableState,
    made: Option<Arc<Drawn>>,
}

/// The page above the list, and the list.
pub struct Drawn {
    pub page: Page,
    pub table: Arc<Table>,
}

impl Listing {
    pub fn take(&mut self, step: Step) {
        self.portfolio.take(step);
        self.made = None;
    }

    /// Files that were not read, because reading was stopped, are not waited for.
    pub fn end(&mut self) {
        self.portfolio.files = self.portfolio.read();
        self.made = None;
    }

    /// A plan was opened, closed or read again.
    pub fn forget_made(&mut self) {
        self.made = None;
    }

    /// Files of the folder that is being read; none before one is.
    pub fn files(&self) -> usize {
        self.portfolio.files
    }
}

impl Jobs {
    fn survey(&mut self, files: Vec<PathBuf>) {
        let watch = Watch::default();
        let (reviews, policy) = (self.reviews.clone(), self.policy.clone());
        let (dealing, reader) = (self.dealing.clone(), self.reader());
        let label = format!("Reading {} files", files.len());
        self.start_telling(label, Some(watch.clone()), move |tell| {
            let open = |path: &std::path::Path| match &reader {
                Some(program) => workbook::open_in_child(program, path, &watch),
                None => workbook::open(path, &watch),
            };
            let with = Surveyor {
                open: &open,
                review_of: &|first: &Assessment| reviews.open(&first.about()).review,
                policy: &policy,
                dealing: &dealing,
                is_cancelled: &|| watch.is_cancelled(),
            };
            survey(&files, &with, &|step| {
                tell(Outcome::Surveyed(Box::new(step)));
            });
            Ok(Outcome::SurveyEnded)
        });
    }
}

impl App {
    /// Reads files one after the other into the list.
    pub(super) fn survey(&mut self, files: Vec<PathBuf>) {
        self.listing = Listing {
            portfolio: Portfolio::of(files.len()),
            is_shown: true,
            ..Listing::default()
        };
        self.jobs.survey(files);
    }

    pub(super) fn show_listing(&mut self) {
        self.overlay = None;
        self.listing.is_shown = true;
        self.listing.made = None;
    }

    /// A plan of the list: the one that is open, else its files are opened.
    pub(super) fn open_plan(&mut self, paths: Vec<PathBuf>) {
        let open = self.plans.iter().position(|plan| {
            plan.assessment
                .workbooks
                .iter()
                .any(|workbook| paths.contains(&workbook.path))
        });
        if let Some(index) = open {
            self.switch_to(index);
        } else if paths.is_empty() {
            self.message = Some(Message {
                text: "This plan has no file to open.".to_owned(),
                adverse: true,
                offer: None,
            });
        } else {
            self.message = None;
            self.jobs
                .open(paths, self.known(), super::opening::Whole::Always);
        }
    }

    /// The page and the list, made anew where a file was read or a plan opened since.
    pub(super) fn drawn_listing(&mut self) -> Arc<Drawn> {
        if let Some(made) = &self.listing.made {
            return Arc::clone(made);
        }
        let made = Arc::new(self.with_many(|many| Drawn {
            page: plans(many),
            table: Arc::new(plans_table(many)),
        }));
        self.listing.made = Some(Arc::clone(&made));
        made
    }

    pub(super) fn listing_pages(&self) -> Vec<Page> {
        self.with_many(plans_board)
    }

    pub(super) fn listing_as_csv(&self) -> String {
        self.with_many(|many| lists::plans(&plans_in_order(many.listed)))
    }

    /// What was read of a folder, and the open plans that are none of it.
    fn with_many<R>(&self, look: impl FnOnce(&Many<'_>) -> R) -> R {
        let portfolio = &self.listing.portfolio;
        let is_read = |plan: &PlanSummary| {
            portfolio.listed().any(|listed| match listed {
                Listed::Plan(known) => known.files.iter().any(|file| plan.files.contains(file)),
                Listed::NoPlan { .. } | Listed::Unread { .. } => false,
            })
        };
        let open: Vec<Listed> = self
            .plans
            .iter()
            .filter(|plan| !plan.assessment.is_sample || portfolio.is_empty())
            .map(|plan| PlanSummary::of(&plan.assessment))
            .filter(|plan| !is_read(plan))
            .map(|plan| Listed::Plan(Box::new(plan)))
            .collect();
        let listed: Vec<&Listed> = portfolio.listed().chain(&open).collect();
        let policy: &Policy = &self.jobs.policy;
        look(&Many {
            listed: &listed,
            waiting: portfolio.files.saturating_sub(portfolio.read()),
            policy,
        })
    }
}
