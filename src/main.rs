//! Arguments → window, command line or reading process → exit code.

use planproof::cli::{self, Invocation};
use planproof::workbook::{self, OpenError, READ_ARGUMENT, Watch, Workbook};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if let (Some(first), Some(path)) = (arguments.next(), arguments.next())
        && first == READ_ARGUMENT
    {
        return workbook::serve(Path::new(&path));
    }
    match cli::parse() {
        Invocation::Command(command) => cli::run(&command, &open),
        Invocation::Window { .. } => ExitCode::from(2),
    }
}

/// Reads in a process of its own where this program can be started again.
fn open(path: &Path) -> Result<Workbook, OpenError> {
    match std::env::current_exe() {
        Ok(program) => workbook::open_in_child(&program, path, &Watch::default()),
        Err(_unknown) => workbook::open(path, &Watch::default()),
    }
}
