//! Arguments → window or command line → exit code.

use planproof::cli::{self, Invocation};
use planproof::workbook::{OpenError, Watch, Workbook};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse() {
        Invocation::Command(command) => cli::run(&command, &open),
        Invocation::Window { .. } => ExitCode::from(2),
    }
}

fn open(path: &Path) -> Result<Workbook, OpenError> {
    planproof::workbook::open(path, &Watch::default())
}
