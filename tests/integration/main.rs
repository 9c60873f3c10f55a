//! Everything that is tested from outside the library, in one binary.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

mod app;
mod architecture;
mod cli;
mod layouts;
mod notes;
mod raster;
mod samples;
mod workbook;
