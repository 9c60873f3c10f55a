//! Pages → screen; the only user of egui and eframe.

mod act;
mod chrome;
mod command;
mod icon;
mod job;
mod opening;
mod place;
mod present;
mod run;
mod settings;
mod shell;
pub mod theme;
mod views;
mod widgets;

pub use command::Command;
pub use place::View;
pub use run::{RunError, Start, run};
pub use settings::{Settings, ThemeChoice};
pub use shell::App;
