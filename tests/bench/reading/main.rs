//! How fast and how lean reading is, beside what it is made of. Everything is measured in one run, in turns, each time in a
//! process of its own: `cargo bench --bench reading`, or with what is wanted behind `--`: numbers of lines,
//! `extract`, `window`.

#![expect(
    clippy::expect_used,
    reason = "a measurement that cannot be taken may panic"
)]

mod chance;
mod extract;
mod goal;
mod plans;
mod process;
#[path = "../system.rs"]
mod system;
mod table;
mod typical;
mod window;
mod work;

use planproof::workbook::{READ_ARGUMENT, serve};
use std::path::Path;
use std::process::ExitCode;
use work::Work;

/// Lines of the plans, and how often each is measured.
const PLANS: [(u32, usize); 4] = [(1_000, 7), (10_000, 7), (50_000, 7), (500_000, 3)];

/// How often the extract and the windows are measured.
const EXTRACT_ROUNDS: usize = 3;
const WINDOW_ROUNDS: usize = 7;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(first), Some(path)) if first == READ_ARGUMENT => serve(Path::new(&path)),
        (Some(first), Some(name)) if first == process::MEASURE_ARGUMENT => {
            let rest: Vec<String> = arguments.collect();
            process::measure_here(&name, &rest)
        }
        (Some(first), plan) if first == window::WINDOW_ARGUMENT => {
            window::show(plan.map(Into::into))
        }
        (first, second) => {
            let wanted: Vec<String> = first
                .into_iter()
                .chain(second)
                .chain(arguments)
                .filter(|argument| !argument.starts_with('-'))
                .collect();
            let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|own| own == name);
            for (lines, rounds) in PLANS {
                if is_wanted(&lines.to_string()) {
                    compare(lines, rounds);
                }
            }
            if is_wanted("extract") {
                compare_extract();
            }
            if is_wanted("window") {
                compare_windows();
            }
            ExitCode::SUCCESS
        }
    }
}

/// Measures these kinds of work in turns, so that whatever else the computer does meets all of them alike.
fn in_turns(works: &[Work], rounds: usize, path: &Path) -> table::Found {
    let mut found: table::Found = works.iter().map(|work| (*work, Vec::new())).collect();
    for _ in 0..rounds {
        for (work, costs) in &mut found {
            costs.extend(process::measure(*work, path));
        }
    }
    found
}

fn compare(lines: u32, rounds: usize) {
    let path = plans::plan_of(lines);
    let found = in_turns(&Work::OF_PLANS, rounds, &path);
    table::print(&format!("{lines} lines by 30 columns"), &path, &found);
    goal::judge_plan(&found);
    goal::judge_waits(process::waits(&path));
}

fn compare_extract() {
    let path = extract::extract();
    let found = in_turns(&Work::OF_EXTRACTS, EXTRACT_ROUNDS, &path);
    table::print(
        "National extract as text, 180000 rows by 121 columns",
        &path,
        &found,
    );
    goal::judge_extract(&found);
}

fn compare_windows() {
    let path = typical::plan();
    table::say(
        "\nPlan of twelve sheets, from the start of the program to the answer on the screen",
    );
    let Some(display) = window::Display::start() else {
        table::say("not measured here: Xvfb is not installed");
        return;
    };
    let (mut plans, mut empties, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut missing = None;
    for _ in 0..WINDOW_ROUNDS {
        plans.extend(window::drawn(&display, Some(&path)));
        empties.extend(window::drawn(&display, None));
        match missing {
            Some(_) => {}
            None => match window::libre_office(&display, &path) {
                Ok(wall) => others.push(wall),
                Err(why) => missing = Some(why),
            },
        }
    }
    goal::judge_windows(&plans, &empties, &others, missing);
}
