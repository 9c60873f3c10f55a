//! Every colour, size and font of the window. Knows nothing of what is shown with them.

mod colors;
mod lengths;
mod style;
mod text;

pub use colors::{Colors, FillPaint, LIGHT};
pub use lengths::{part_of, whole};
pub use style::{install, present, projector};
pub use text::{Size, Weight, font, px, scale, text};
