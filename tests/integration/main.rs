//! Everything that is tested from outside the library, in one binary.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

mod app;
mod architecture;
mod cell_notes;
mod cli;
mod corrections;
mod differences;
mod elective;
mod hostile;
mod layouts;
mod links;
mod metamorphic;
mod notes;
mod on_disk;
mod published;
mod published_cuts;
mod raster;
mod rests_on;
mod samples;
mod sharing;
mod sign_off;
mod waits_beside;
mod workbook;
mod years;
