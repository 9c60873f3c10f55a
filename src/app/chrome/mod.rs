//! What stands around the views: side bar, top bar, notices, and the sheets that open above them.

mod notice;
mod overlay;
mod palette;
mod paths;
mod policy;
mod shortcuts;
mod side_bar;
mod top_bar;
mod welcome;

pub use notice::notice_ui;
pub use overlay::{Overlay, overlay_ui};
pub use side_bar::side_bar_ui;
pub use top_bar::top_bar_ui;
pub use welcome::welcome_ui;
