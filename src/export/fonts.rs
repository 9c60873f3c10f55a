//! The one typeface of the board pack, bundled so that every machine writes the same pages.

/// Inter, with tabular figures as its default.
pub static REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
pub static SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");
pub static BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-Bold.otf");
