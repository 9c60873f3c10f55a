//! Arguments → window or command line → exit code.

use planproof::app::{self, Start};
use planproof::cli::{self, Invocation};
use planproof::workbook::{OpenError, Watch, Workbook};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse() {
        Invocation::Command(command) => cli::run(&command, &open),
        Invocation::Window { paths } => match app::run(Start { paths }) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => cli::refuse(&error),
        },
    }
}

fn open(path: &Path) -> Result<Workbook, OpenError> {
    planproof::workbook::open(path, &Watch::default())
}
