//! Planproof proof-reads an NHS operating plan before the board does.
//!
//! Data flows one way, and a module imports only from modules above it:
//!
//! ```text
//! disk       files written whole or not at all
//!    ↓
//! workbook   a file as addressed cells
//!    ↓
//! plan       what an operating plan is; every number knows its cell
//!    ↓
//! wording    number → text; nothing else formats a number
//!    ↓
//! finding    a fault, its explanation, its pounds, its cells
//!    ↓
//! policy     thresholds and national targets, each with its source
//!    ↓
//! review     what the reviewer decided
//!    ↓
//! import     cells → plan
//!    ↓
//! analysis   what the numbers imply; pure functions
//!    ↓
//! rules      the checks, one file each
//!    ↓
//! assessment everything computed once
//!    ↓
//! report     assessment → pages of blocks
//!    ↓
//! export     pages → files
//!    ↓
//! app, cli   pages → screen, findings → terminal
//! ```
//!
//! The order of the modules below is that order; a test holds it.

pub mod disk;

pub mod workbook;

pub mod plan;

pub mod wording;

pub mod finding;

pub mod policy;

pub mod review;

pub mod import;

pub mod analysis;

pub mod rules;

pub mod assessment;

pub mod report;

pub mod export;

pub mod app;

pub mod cli;
