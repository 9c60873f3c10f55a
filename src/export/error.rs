//! Why a file could not be written, in sentences that say what to do next.

use thiserror::Error;

#[derive(Debug, Error)]
pub enum ExportError {
    #[error("The fonts of the board pack are damaged. Install the program again")]
    Fonts,
    #[error("The board pack breaks a rule of accessible PDF ({rules}). Please report this")]
    NotAccessible { rules: String },
    #[error("There is nothing in this workbook to put into a board pack")]
    NoPages,
    #[error(
        "There is already another kind of file of this name, and it was left alone. Choose a name that ends in .pdf: {path}"
    )]
    OtherFile { path: String },
    #[error(
        "The file could not be written: {why}. Choose another folder, or close the file elsewhere: {path}"
    )]
    NotWritten { why: String, path: String },
}
