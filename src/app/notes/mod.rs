//! What the reviewer writes about a plan: the forms, the list at the side, and what was typed and not yet sent.

mod desk;
mod entry;
mod explain;
mod fold;
mod form;
mod list;
mod on_finding;
mod sign_off;
mod write;

pub use desk::{Desk, Draft, Target};
pub use list::list_ui;
pub use on_finding::{accepted_ui, finding_notes_ui};
pub use write::Wish;
