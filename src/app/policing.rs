//! What plans are judged by, as the reader changes it: remembered between runs, loaded from and saved to a file, and
//! applied to every open plan.

use super::settings::Settings;
use super::shell::{App, Message};
use crate::disk;
use crate::policy::Policy;
use std::path::Path;
use std::sync::Arc;

/// The defaults with what was changed in earlier runs; a setting of another version that cannot be read keeps its default.
pub fn remembered(settings: &Settings) -> Policy {
    let mut policy = Policy::default();
    for (name, items) in &settings.policy {
        if policy.set(name, items).is_err() {
            // It stands in the settings still, for the version that knows it.
        }
    }
    policy
}

impl App {
    pub fn policy(&self) -> &Policy {
        &self.jobs.policy
    }

    pub(super) fn set_policy(&mut self, name: &'static str, items: &[String]) {
        let mut policy = self.jobs.policy.clone();
        match policy.set(name, items) {
            Ok(()) => self.judge_by(policy),
            Err(error) => self.tell(error.to_string(), true),
        }
    }

    /// Every open plan is judged again.
    fn judge_by(&mut self, policy: Policy) {
        if policy == self.jobs.policy {
            return;
        }
        let changed = policy.changed();
        self.settings.policy = changed
            .into_iter()
            .map(|entry| (entry.name.to_owned(), entry.value))
            .collect();
        self.settings.save_at_once = true;
        self.jobs.policy = policy;
        for plan in &self.plans {
            let workbooks = Arc::clone(&plan.assessment.workbooks);
            self.jobs
                .reassess(workbooks, plan.review.now().clone(), plan.id);
        }
    }

    pub(super) fn load_policy(&mut self, path: &Path) {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let why = disk::unread(&error);
                return self.tell(
                    format!(
                        "The policy file could not be read: {why}: {}",
                        path.display()
                    ),
                    true,
                );
            }
        };
        match Policy::from_toml(&text) {
            Ok(policy) => {
                self.judge_by(policy);
                self.overlay = None;
                self.tell(format!("Judging by {}", path.display()), false);
            }
            Err(faults) => {
                let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
                self.overlay = None;
                self.tell(
                    format!("The policy file was not used. {}", said.join(". ")),
                    true,
                );
            }
        }
    }

    pub(super) fn save_policy(&mut self, path: &Path) {
        self.overlay = None;
        let is_policy = path.extension().is_some_and(|end| end == "toml");
        if !is_policy {
            return self.tell(
                "Choose a name that ends in .toml, so that nothing else is replaced.".to_owned(),
                true,
            );
        }
        match disk::replace(path, self.jobs.policy.to_toml().as_bytes()) {
            Ok(()) => self.tell(format!("The policy was saved as {}", path.display()), false),
            Err(error) => {
                let why = disk::reason(&error);
                self.tell(
                    format!("The policy could not be saved: {why}: {}", path.display()),
                    true,
                );
            }
        }
    }

    fn tell(&mut self, text: String, adverse: bool) {
        self.message = Some(Message {
            text,
            adverse,
            offer: None,
        });
    }
}
