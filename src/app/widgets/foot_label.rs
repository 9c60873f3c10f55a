//! The name of a column below it: broken between words, never within one; shortened where even that is too wide.

use crate::app::theme::{Colors, Size, Weight, font, px};
use egui::text::LayoutJob;
use egui::{Align, Galley, Ui};
use std::sync::Arc;

const MOST_LINES: usize = 4;

/// Of the size of small text, and what it may be set down to where columns are many and nobody can enlarge the page.
const SCALES: [f32; 3] = [1.0, 0.86, 0.74];

/// The largest size at which every word of all names fits a line of this width, else the smallest.
pub fn foot_scale<'a>(ui: &Ui, names: impl Iterator<Item = &'a str> + Clone, width: f32) -> f32 {
    let widest = names
        .flat_map(pieces)
        .map(|(_, word)| lay(ui, word, 1.0).size().x)
        .fold(0.0, f32::max);
    let [.., least] = SCALES;
    let fits = |scale: &f32| widest * scale <= width;
    SCALES.into_iter().find(fits).unwrap_or(least)
}

/// Centred on where it is painted; lines as wide as `width`, one word alone as wide as `most`.
pub fn foot_label(ui: &Ui, words: &str, width: f32, most: f32, scale: f32) -> Arc<Galley> {
    let width = width.max(px(ui, 10.0));
    let lines = broken(words, width, most, |words| lay(ui, words, scale).size().x);
    lay(ui, &lines.join("\n"), scale)
}

fn lay(ui: &Ui, words: &str, scale: f32) -> Arc<Galley> {
    let mut small = font(ui, Size::Small, Weight::Regular);
    small.size *= scale;
    let mut job = LayoutJob::simple(
        words.to_owned(),
        small,
        Colors::of(ui).secondary,
        f32::INFINITY,
    );
    job.halign = Align::Center;
    ui.painter().layout_job(job)
}

/// Lines no wider than `width`, the last ending in "…" where words are left out.
fn broken(words: &str, width: f32, most: f32, measure: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut cut = false;
    for (joint, word) in pieces(words) {
        let longer = lines.last().map(|line| format!("{line}{joint}{word}"));
        if let (Some(line), Some(longer)) = (lines.last_mut(), longer)
            && measure(&longer) <= width
        {
            *line = longer;
        } else if lines.len() < MOST_LINES && measure(word) <= most {
            lines.push(word.to_owned());
        } else {
            cut = true;
            break;
        }
    }
    if cut {
        ellipsis(&mut lines, width, measure);
    }
    lines
}

/// Words with the blank before them; a word with a hyphen may break behind it.
fn pieces(words: &str) -> impl Iterator<Item = (&'static str, &str)> {
    words.split_whitespace().flat_map(|word| {
        let mut joint = " ";
        word.split_inclusive('-')
            .map(move |piece| (std::mem::take(&mut joint), piece))
    })
}

/// Takes words off the end until the sign has room.
fn ellipsis(lines: &mut Vec<String>, width: f32, measure: impl Fn(&str) -> f32) {
    loop {
        let alone = lines.len() == 1;
        let Some(line) = lines.last_mut() else {
            break;
        };
        let shortened = format!("{line}…");
        let fewer = line.rsplit_once(' ').map(|(fewer, _)| fewer.to_owned());
        // One word alone: the sign may stand over, the word is worth more.
        if measure(&shortened) <= width || (alone && fewer.is_none()) {
            *line = shortened;
            return;
        }
        match fewer {
            Some(fewer) => *line = fewer,
            None => {
                lines.pop();
            }
        }
    }
    lines.push("…".to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: f32, words: &str) -> Vec<String> {
        broken(words, width, width + 1.0, |words| {
            words.chars().count() as f32
        })
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(
            at(11.0, "Without unidentified savings"),
            ["Without", "unidentified", "savings"]
        );
    }

    #[test]
    fn no_word_is_broken_and_what_is_left_out_is_marked() {
        assert_eq!(at(7.0, "Moorland Community Health"), ["Moorland…"]);
        assert_eq!(at(5.0, "Community"), ["…"]);
        assert_eq!(
            at(10.0, "Non-recurrent items"),
            ["Non-", "recurrent", "items"]
        );
        assert_eq!(at(20.0, "Non-recurrent items"), ["Non-recurrent items"]);
        assert_eq!(
            at(10.0, "North Tamar District Hospitals NHS Foundation Trust"),
            ["North", "Tamar", "District", "Hospitals…"]
        );
    }
}
