//! The remarks on a workbook, of which so many are kept and the rest counted.

use super::limits;
use super::piece::Note;

#[derive(Debug, Default)]
pub(super) struct Notes {
    kept: Vec<Note>,
    left_out: usize,
}

impl Notes {
    pub(super) fn push(&mut self, note: Note) {
        if self.kept.len() < limits::NOTES {
            self.kept.push(note);
        } else {
            self.left_out += 1;
        }
    }

    /// The sentence of the first remark.
    pub(super) fn first(&self) -> Option<&str> {
        self.kept.first().map(|note| note.message.as_str())
    }

    pub(super) fn finish(mut self) -> Vec<Note> {
        if self.left_out > 0 {
            let message = format!("{} more remarks like these were left out.", self.left_out);
            self.kept.push(Note {
                message,
                cell: None,
            });
        }
        self.kept
    }
}
