//! How fast and how lean reading is, beside what it is made of. Everything is measured in one run, in turns, each time in a
//! process of its own: `cargo bench --bench reading`, or with the numbers of lines wanted behind `--`.

#![expect(
    clippy::expect_used,
    reason = "a measurement that cannot be taken may panic"
)]

mod plans;
mod process;
#[path = "../system.rs"]
mod system;
mod table;
mod work;

use planproof::workbook::{READ_ARGUMENT, serve};
use std::path::Path;
use std::process::ExitCode;
use work::Work;

/// Lines of the plans, and how often each is measured.
const PLANS: [(u32, usize); 4] = [(1_000, 7), (10_000, 7), (50_000, 7), (500_000, 3)];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(first), Some(path)) if first == READ_ARGUMENT => serve(Path::new(&path)),
        (Some(first), Some(name)) if first == process::MEASURE_ARGUMENT => {
            let rest: Vec<String> = arguments.collect();
            process::measure_here(&name, &rest)
        }
        (first, second) => {
            let wanted: Vec<u32> = first
                .into_iter()
                .chain(second)
                .chain(arguments)
                .filter_map(|argument| argument.parse().ok())
                .collect();
            for (lines, rounds) in PLANS {
                if wanted.is_empty() || wanted.contains(&lines) {
                    compare(lines, rounds);
                }
            }
            ExitCode::SUCCESS
        }
    }
}

/// Measures all kinds of work on one plan, in turns, so that whatever else the computer does meets all of them alike.
fn compare(lines: u32, rounds: usize) {
    let path = plans::plan_of(lines);
    let mut found: Vec<(Work, Vec<process::Cost>)> =
        Work::ALL.map(|work| (work, Vec::new())).into();
    for _ in 0..rounds {
        for (work, costs) in &mut found {
            costs.extend(process::measure(*work, &path));
        }
    }
    table::print(lines, &path, &found);
    table::print_waits(process::waits(&path));
}
