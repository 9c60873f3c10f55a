//! Arguments → window or command line → exit code.
//!
//! On Windows one program serves both. It is a console program, because only then do `review` and `explain` print where
//! they were typed. So that the window leaves no console standing behind it, it is opened by a second process of the
//! same program that has none, and the first one ends: the console of a double-click closes at once, a terminal is free
//! again. Hiding the console instead would also hide a terminal that the user is working in, and taking it over from a
//! window program needs unsafe code.

use planproof::cli::{self, Invocation};
use planproof::workbook::{self, Watch};
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse() {
        Invocation::Command(command) => {
            cli::run(&command, &|path| workbook::open(path, &Watch::default()))
        }
        Invocation::Window { .. } if left_console() => ExitCode::SUCCESS,
        Invocation::Window { .. } => cli::no_window("This build has no window"),
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
