//! Arguments → window, command line or reading process → exit code.
//!
//! On Windows one program serves both. It is a console program, because only then do `review` and `explain` print where
//! they were typed. So that the window leaves no console standing behind it, it is opened by a second process of the
//! same program that has none, and the first one ends: the console of a double-click closes at once, a terminal is free
//! again. Hiding the console instead would also hide a terminal that the user is working in, and taking it over from a
//! window program needs unsafe code.

use planproof::app::{self, Start};
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
        Invocation::Window { .. } if left_console() => ExitCode::SUCCESS,
        Invocation::Window { paths } => match app::run(Start {
            paths: paths.clone(),
        }) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => cli::without_window(&error, &paths, &open),
        },
    }
}

/// Reads in a process of its own where this program can be started again.
fn open(path: &Path) -> Result<Workbook, OpenError> {
    match std::env::current_exe() {
        Ok(program) => workbook::open_in_child(&program, path, &Watch::default()),
        Err(_unknown) => workbook::open(path, &Watch::default()),
    }
}

/// Starts this program again without a console; whether it did.
#[cfg(windows)]
fn left_console() -> bool {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    const MARK: &str = "PLANPROOF_WITHOUT_CONSOLE";
    if std::env::var_os(MARK).is_some() {
        return false;
    }
    let started = std::env::current_exe().and_then(|program| {
        std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(MARK, "1")
            .creation_flags(CREATE_NO_WINDOW)
            .spawn()
    });
    started.is_ok()
}

/// Elsewhere a window needs no console, and a console no window.
#[cfg(not(windows))]
fn left_console() -> bool {
    false
}
