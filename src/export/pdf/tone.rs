//! How a number that is good or bad news is coloured; the words and signs beside it say the same.

use super::style::{ADVERSE, Colour, FAVOURABLE, SECONDARY, TEXT};
use crate::report::Tone;

pub fn colour(tone: Tone) -> Colour {
    match tone {
        Tone::Neutral => TEXT,
        Tone::Adverse => ADVERSE,
        Tone::Favourable => FAVOURABLE,
        Tone::Muted => SECONDARY,
    }
}
