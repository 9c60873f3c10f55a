//! What is remembered between runs: theme, zoom, recent files, last view. No figure of any plan.

use super::place::View;
use super::reviewer::Keep;
use crate::review::Dealing;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many files are remembered.
const RECENT: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

impl ThemeChoice {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub fn label(self) -> &'static str {
        match self {
            Self::System => "Theme of the system",
            Self::Light => "Light theme",
            Self::Dark => "Dark theme",
        }
    }

    pub fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Light => egui::ThemePreference::Light,
            Self::Dark => egui::ThemePreference::Dark,
        }
    }
}

/// The only state written to disk by the window; an older or newer file is read as far as it goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub theme: ThemeChoice,
    pub zoom: f32,
    /// Last opened first.
    pub recent: Vec<PathBuf>,
    /// What was opened last, together.
    pub last: Vec<PathBuf>,
    pub view: View,
    /// The name under notes; `None` until it was asked for.
    pub who: Option<String>,
    /// Where notes are kept; `None` until it was asked.
    pub keep: Option<Keep>,
    /// The settings of the policy that differ from the default, by name, as text.
    pub policy: BTreeMap<String, Vec<String>>,
    /// Which workbooks are kept apart, and which are read together.
    pub dealing: Dealing,
    /// Whether something was set that is not to wait for the next save.
    #[serde(skip)]
    pub save_at_once: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            zoom: 1.0,
            recent: Vec::new(),
            last: Vec::new(),
            view: View::default(),
            who: None,
            keep: None,
            policy: BTreeMap::new(),
            dealing: Dealing::default(),
            save_at_once: false,
        }
    }
}

impl Settings {
    /// Files opened together: they are opened together again at the next start.
    pub fn remember_all(&mut self, paths: &[PathBuf]) {
        for path in paths.iter().rev().take(RECENT) {
            self.remember(path);
        }
        if !paths.is_empty() {
            self.last = paths.to_vec();
        }
    }

    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }

    pub fn forget_files(&mut self) {
        self.recent.clear();
        self.last.clear();
        self.dealing = Dealing::default();
    }

    /// Zoom as stored, kept to what can still be worked with.
    pub fn usable_zoom(&self) -> f32 {
        if self.zoom.is_finite() {
            self.zoom.clamp(0.5, 3.0)
        } else {
            1.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opened_again_moves_to_the_top() {
        let mut settings = Settings::default();
        for name in ["a", "b", "a"] {
            settings.remember(Path::new(name));
        }
        assert_eq!(settings.recent, [PathBuf::from("a"), PathBuf::from("b")]);
    }

    #[test]
    fn few_files_are_remembered() {
        let mut settings = Settings::default();
        for number in 0..20 {
            settings.remember(Path::new(&format!("{number}")));
        }
        assert_eq!(settings.recent.len(), RECENT);
    }

    #[test]
    fn settings_of_another_version_are_read_as_far_as_they_go() {
        let read: Settings = serde_json::from_str(r#"{"theme":"Dark","gone":1}"#).unwrap();
        assert_eq!(read.theme, ThemeChoice::Dark);
        assert!((read.usable_zoom() - 1.0).abs() < 0.001);
    }
}
