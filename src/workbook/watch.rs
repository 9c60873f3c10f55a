//! How far a reading has come, and the wish to stop it. Shared between the reader and whoever waits for it.

use super::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};

/// Follows one opening. Clones follow the same one.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    cancelled: AtomicBool,
    cells: AtomicU64,
    stage: AtomicU8,
    sheets: AtomicU32,
    sheets_read: AtomicU32,
    looks: AtomicU64,
}

/// How far a reading in another process has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Progress {
    cells: u64,
    stage: u8,
    sheets: u32,
    sheets_read: u32,
    /// Steps that count nothing else, so that a long look-through is not taken for a standstill.
    looks: u64,
}

/// What a reading is doing, in the order it does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Loading = 1,
    Checking = 2,
    Opening = 3,
    Reading = 4,
    Done = 5,
}

impl Watch {
    /// Asks the reading to stop; it ends with `OpenError::Cancelled` soon after.
    pub fn cancel(&self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.state.cancelled.load(Ordering::Relaxed)
    }

    pub fn cells_read(&self) -> u64 {
        self.state.cells.load(Ordering::Relaxed)
    }

    /// Sheets read so far and sheets in all; the latter is 0 until the workbook's list of tabs is known.
    pub fn sheets(&self) -> (u32, u32) {
        (
            self.state.sheets_read.load(Ordering::Relaxed),
            self.state.sheets.load(Ordering::Relaxed),
        )
    }

    /// What is being done now, for a progress line.
    pub fn stage(&self) -> &'static str {
        match self.state.stage.load(Ordering::Relaxed) {
            0 => "Waiting",
            1 => "Loading the file",
            2 => "Checking the file",
            3 => "Opening the workbook",
            4 => "Reading the sheets",
            _ => "Done",
        }
    }

    pub(super) fn enter(&self, stage: Stage) {
        self.state.stage.store(stage as u8, Ordering::Relaxed);
    }

    pub(super) fn expect_sheets(&self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.state.sheets.store(count, Ordering::Relaxed);
    }

    pub(super) fn sheet_read(&self) {
        self.state.sheets_read.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts more cells; fails when the reading is no longer wanted.
    pub(super) fn add_cells(&self, count: u64) -> Result<(), Refusal> {
        self.state.cells.fetch_add(count, Ordering::Relaxed);
        self.check()
    }

    pub(super) fn progress(&self) -> Progress {
        let state = &self.state;
        Progress {
            cells: state.cells.load(Ordering::Relaxed),
            stage: state.stage.load(Ordering::Relaxed),
            sheets: state.sheets.load(Ordering::Relaxed),
            sheets_read: state.sheets_read.load(Ordering::Relaxed),
            looks: state.looks.load(Ordering::Relaxed),
        }
    }

    /// Takes over what another process reports of its reading.
    pub(super) fn show(&self, progress: &Progress) {
        let state = &self.state;
        state.cells.store(progress.cells, Ordering::Relaxed);
        state.stage.store(progress.stage, Ordering::Relaxed);
        state.sheets.store(progress.sheets, Ordering::Relaxed);
        state
            .sheets_read
            .store(progress.sheets_read, Ordering::Relaxed);
    }

    /// Fails when the reading is no longer wanted.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        self.state.looks.fetch_add(1, Ordering::Relaxed);
        if self.is_cancelled() {
            Err(Refusal::Cancelled)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_follow_the_same_reading() {
        let watch = Watch::default();
        let other = watch.clone();
        watch.add_cells(1).unwrap();
        other.enter(Stage::Reading);
        other.cancel();
        assert_eq!(other.cells_read(), 1);
        assert_eq!(watch.stage(), "Reading the sheets");
        assert!(watch.is_cancelled());
        assert_eq!(watch.check(), Err(Refusal::Cancelled));
    }
}
