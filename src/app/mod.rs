//! Pages → screen; the only user of egui and eframe.

mod act;
mod chrome;
mod command;
mod comparing;
mod dealing;
mod file_watch;
mod icon;
mod job;
mod keeping;
mod listing;
mod notes;
mod on_disk;
mod opening;
mod place;
mod policing;
mod present;
mod reviewer;
mod run;
mod saving;
mod settings;
mod sharing;
mod shell;
mod steps;
pub mod theme;
mod uk_time;
mod views;
mod widgets;

pub use command::Command;
pub use place::View;
pub use reviewer::Keep;
pub use run::{RunError, Start, run};
pub use settings::{Settings, ThemeChoice};
pub use shell::App;
