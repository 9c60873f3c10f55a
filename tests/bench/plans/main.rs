//! Two long submissions compared, and a folder of plans assessed, each beside the same done by pandas, all in one run:
//! `cargo bench --bench plans`. Python is taken from `PYTHON`, else `python3`; without pandas its part is left out and said.

#![expect(
    clippy::expect_used,
    reason = "a measurement that cannot be taken may panic"
)]

mod books;
mod pandas;
#[path = "../system.rs"]
mod system;
mod work;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const MEASURE: &str = "--measure";
/// Lines of each submission, and workbooks of the folder.
const LINES: u32 = 50_000;
const WORKBOOKS: u32 = 250;
/// How often each is measured, in turns.
const ROUNDS: usize = 3;

/// Processor time and wall time, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    pub cpu: f64,
    pub wall: f64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, what, paths @ ..] = arguments.as_slice()
        && first == MEASURE
    {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let cost = work::done(what, &paths);
        return match writeln!(std::io::stdout(), "{} {}", cost.cpu, cost.wall) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    let (before, now) = books::submissions(LINES);
    let folder = books::folder(WORKBOOKS);
    compare(&before, &now);
    assess(&folder);
    ExitCode::SUCCESS
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("somebody reads what is measured");
}

fn compare(before: &Path, now: &Path) {
    say(&format!(
        "Two submissions of {LINES} lines by 30 columns, seconds of processor time (best of {ROUNDS})"
    ));
    let both = [before.to_path_buf(), now.to_path_buf()];
    let mut least = [f64::MAX; 4];
    let mut theirs = [f64::MAX; 2];
    for _ in 0..ROUNDS {
        for (best, what) in least.iter_mut().zip(["open", "meaning", "cells", "all"]) {
            *best = best.min(measured(what, &both, None).cpu);
        }
        if let Some([whole, compared]) = pandas::compare(before, now) {
            theirs = [theirs[0].min(whole), theirs[1].min(compared)];
        }
    }
    let [open, meaning, cells, all] = least;
    say(&format!(
        "  opening both                                {open:8.2}"
    ));
    say(&format!(
        "  comparing in meaning, once read             {meaning:8.2}"
    ));
    say(&format!(
        "  comparing cell by cell, once open           {cells:8.2}"
    ));
    say(&format!(
        "  opening, reading and comparing in meaning   {all:8.2}"
    ));
    if theirs[0] < f64::MAX {
        say(&format!(
            "  pandas, reading and comparing               {:8.2}",
            theirs[0]
        ));
        say(&format!(
            "  pandas, comparing once read                 {:8.2}",
            theirs[1]
        ));
        say(&format!(
            "  all against pandas: {:.2}; comparing alone: {:.2}",
            all / theirs[0],
            meaning / theirs[1]
        ));
    } else {
        say("  pandas was not found; its part was not run");
    }
}

fn assess(folder: &Path) {
    say(&format!(
        "{WORKBOOKS} workbooks assessed, seconds (best of {ROUNDS})"
    ));
    let mut one = Cost {
        cpu: f64::MAX,
        wall: f64::MAX,
    };
    let mut two = one;
    let mut theirs = f64::MAX;
    for _ in 0..ROUNDS {
        for (best, cores) in [(&mut one, "0"), (&mut two, "0,1")] {
            let cost = measured("assess", &[folder.to_path_buf()], Some(cores));
            *best = Cost {
                cpu: best.cpu.min(cost.cpu),
                wall: best.wall.min(cost.wall),
            };
        }
        theirs = theirs.min(pandas::read_all(folder).unwrap_or(f64::MAX));
    }
    say(&format!(
        "  on one core    processor {:8.2}   wall {:8.2}",
        one.cpu, one.wall
    ));
    say(&format!(
        "  on two cores   processor {:8.2}   wall {:8.2}",
        two.cpu, two.wall
    ));
    say(&format!(
        "  two cores are {:.2} times as fast as one",
        one.wall / two.wall
    ));
    if theirs < f64::MAX {
        say(&format!(
            "  pandas, reading all and adding up: {theirs:.2} of processor; ours is {:.2} of that",
            one.cpu / theirs
        ));
    }
}

/// This program again, on these cores where the system can be told.
fn measured(what: &str, paths: &[PathBuf], cores: Option<&str>) -> Cost {
    let program = std::env::current_exe().expect("this program has a name");
    let mut command = match cores {
        Some(cores) if cfg!(target_os = "linux") => {
            let mut command = Command::new("taskset");
            command.args(["-c", cores]).arg(program);
            command
        }
        _ => Command::new(program),
    };
    let output = command
        .args([MEASURE, what])
        .args(paths)
        .output()
        .expect("this program can be started again");
    let text = String::from_utf8(output.stdout).expect("numbers are text");
    let mut numbers = text
        .split_whitespace()
        .filter_map(|number| number.parse::<f64>().ok());
    Cost {
        cpu: numbers.next().expect("a measurement has a processor time"),
        wall: numbers.next().expect("a measurement has a wall time"),
    }
}
