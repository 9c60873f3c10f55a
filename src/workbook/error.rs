//! Why a file could not be opened, in sentences that say what to do next.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A file that cannot be opened at all. Anything wrong inside a workbook that does open is a finding instead.
#[derive(Debug, Error, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenError {
    #[error(
        "There is no file or folder of this name. Check the spelling, or that the drive is connected: {path}"
    )]
    Missing { path: String },
    #[error("This is a folder, not a workbook. Open the workbooks in it: {path}")]
    Folder { path: String },
    #[error(
        "The file cannot be read: {why}. Check that you may open it, or copy it to your own folder first: {path}"
    )]
    Unreadable { why: String, path: String },
    #[error("{what} Then open it again, or open a copy in your own folder: {path}")]
    Busy { what: String, path: String },
    #[error(
        "This is not the plan but the note a program keeps beside it while it is open. Open {workbook} instead: {path}"
    )]
    OwnerNote { workbook: String, path: String },
    #[error(
        "This workbook is password-protected. Save a copy without the password and open that: {path}"
    )]
    Encrypted { path: String },
    #[error(
        "{what} Open it in Excel and save it as an Excel workbook (.xlsx), then open that: {path}"
    )]
    NotAWorkbook { what: String, path: String },
    #[error("{what} Ask its author for the Excel workbook behind it: {path}")]
    NotASpreadsheet { what: String, path: String },
    #[error(
        "{what} It was not opened, to keep this computer safe. Ask the sender for a clean copy: {path}"
    )]
    TooLarge { what: String, path: String },
    #[error(
        "The workbook is damaged: {what}. Open it in Excel, let Excel repair it, save it, and open that: {path}"
    )]
    Damaged { what: String, path: String },
    #[error("Opening was cancelled: {path}")]
    Cancelled { path: String },
}
