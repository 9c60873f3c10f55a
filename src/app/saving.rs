//! What can be saved as a file: the board pack, and lists for a spreadsheet.

use super::chrome::Overlay;
use super::command::Command;
use super::shell::{App, Message};
use crate::assessment::Assessment;
use crate::export::lists;
use crate::export::pdf::{PackInfo, write_pack};
use crate::report::pack_pages;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    Pack,
    /// What changed since the last submission.
    Changes,
    /// The same, cell by cell.
    Cells,
    /// The list of many plans.
    Plans,
}

impl Saved {
    /// Over the sheet and the dialog.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pack => "Save the board pack",
            Self::Changes => "Save the list of changes",
            Self::Cells => "Save the list of changed cells",
            Self::Plans => "Save the list of plans",
        }
    }

    pub fn ending(self) -> &'static str {
        match self {
            Self::Pack => "pdf",
            Self::Changes | Self::Cells | Self::Plans => "csv",
        }
    }

    /// As the dialog calls the kind of file.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Pack => "PDF",
            Self::Changes | Self::Cells | Self::Plans => "Comma-separated list",
        }
    }

    pub fn field(self) -> &'static str {
        match self {
            Self::Pack => "Path of the board pack",
            Self::Changes | Self::Cells | Self::Plans => "Path of the list",
        }
    }

    pub fn explained(self) -> &'static str {
        match self {
            Self::Pack => {
                "A PDF with the pages you present. A name without a folder is saved in the folder you started from."
            }
            Self::Changes | Self::Cells | Self::Plans => {
                "A list that Excel opens, money in pounds. A name without a folder is saved in the folder you started from."
            }
        }
    }

    fn file_name(self, plan: &str) -> String {
        let what = match self {
            Self::Pack => "board pack",
            Self::Changes => "changes",
            Self::Cells => "changed cells",
            Self::Plans => "plans",
        };
        let name = if plan.is_empty() {
            what.to_owned()
        } else {
            format!("{plan} {what}")
        };
        let name: String = format!("{name}.{}", self.ending())
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
}

impl App {
    pub(super) fn ask_for_target(&mut self, what: Saved) {
        let plan = match (what, self.plan()) {
            (Saved::Plans, _) => String::new(),
            (_, Some(_)) if self.listing.is_shown => "plans".to_owned(),
            (_, Some(plan)) => title(&plan.assessment),
            (_, None) => return,
        };
        let file_name = what.file_name(&plan);
        if self.native_dialogs {
            self.jobs.choose_target(what, file_name.clone());
        }
        self.overlay = Some(Overlay::save(what, &file_name));
    }

    pub(super) fn save_to(&mut self, what: Saved, path: PathBuf) {
        self.overlay = None;
        if what == Saved::Plans {
            let list = self.listing_as_csv();
            self.jobs
                .export(what, path, move |path| Ok(lists::write(&list, path)?));
            return;
        }
        if what == Saved::Pack && self.listing.is_shown {
            let pages = self.listing_pages();
            self.jobs.export(what, path, move |path| {
                let title = "Plans".to_owned();
                Ok(write_pack(&pages, &PackInfo { title }, path)?)
            });
            return;
        }
        let Some(plan) = self.plan() else {
            return;
        };
        let assessment = Arc::clone(&plan.assessment);
        let list = match what {
            Saved::Changes => {
                let signed = assessment.signed_off_in_words();
                let changes = assessment.changes.as_ref();
                changes.map(|changes| lists::changes(changes, signed.as_deref(), &assessment.names))
            }
            Saved::Cells => plan.states.changes.as_csv(&assessment),
            Saved::Pack | Saved::Plans => None,
        };
        match (what, list) {
            (Saved::Pack, _) => self.jobs.export(what, path, move |path| {
                let about = PackInfo {
                    title: title(&assessment),
                };
                Ok(write_pack(&pack_pages(&assessment), &about, path)?)
            }),
            (_, Some(list)) => self
                .jobs
                .export(what, path, move |path| Ok(lists::write(&list, path)?)),
            (_, None) => {}
        }
    }

    pub(super) fn tell_written(&mut self, what: Saved, path: PathBuf) {
        let what = match what {
            Saved::Pack => "board pack",
            Saved::Changes | Saved::Cells | Saved::Plans => "list",
        };
        self.message = Some(Message {
            text: format!("The {what} was saved as {}", path.display()),
            adverse: false,
            offer: Some(Command::Reveal(path)),
        });
    }
}

/// The plan's name and year.
fn title(assessment: &Assessment) -> String {
    let plan = &assessment.case.plan;
    let year = plan
        .year
        .as_ref()
        .map_or_else(String::new, |year| format!(" {}", year.value));
    format!("{}{year}", plan.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_for_its_plan_without_signs_a_file_system_refuses() {
        let name = Saved::Changes.file_name("Tamarside ICS 2023/24");
        assert_eq!(name, "Tamarside ICS 2023-24 changes.csv");
        assert_eq!(Saved::Plans.file_name(""), "plans.csv");
    }
}
