//! Pages → files. Does no arithmetic on the plan.

pub mod json;
pub mod lists;
pub mod pack;
pub mod pdf;
pub mod sarif;
pub mod text;

mod error;
mod file;
mod fonts;

pub use error::ExportError;
