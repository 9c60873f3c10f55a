//! Arguments → window or command line → exit code.

use planproof::cli::{self, Invocation};
use planproof::workbook::OpenError;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse() {
        Invocation::Command(command) => cli::run(&command, &open),
        Invocation::Window { .. } => ExitCode::from(2),
    }
}

fn open(path: &Path) -> Result<planproof::workbook::Workbook, OpenError> {
    Err(OpenError::Missing {
        path: path.display().to_string(),
    })
}
