//! Arguments → window or command line → exit code.

use planproof::workbook::{READ_ARGUMENT, serve};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(first), Some(path)) if first == READ_ARGUMENT => serve(Path::new(&path)),
        _ => ExitCode::SUCCESS,
    }
}
