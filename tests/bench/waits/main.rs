//! Waiting times read, counted and charted, beside the same done in pandas: `cargo bench --bench waits`. Everything is
//! measured in one run, in turns, each time in a process of its own. Where there is no python3 with pandas, or
//! `PLANPROOF_PYTHON` names none, that side is left out and said to be.

#![expect(
    clippy::expect_used,
    reason = "a measurement that cannot be taken may panic"
)]

mod files;
mod pandas;
#[path = "../reading/process.rs"]
mod process;
#[path = "../system.rs"]
mod system;
mod work;

use planproof::workbook::{READ_ARGUMENT, serve};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use work::Work;

const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(first), Some(path)) if first == READ_ARGUMENT => serve(Path::new(&path)),
        (Some(first), Some(name)) if first == process::MEASURE_ARGUMENT => {
            let rest: Vec<String> = arguments.collect();
            process::measure_here(&name, &rest)
        }
        _ => {
            compare();
            ExitCode::SUCCESS
        }
    }
}

/// One line of the table: what was done, on which file, and the pandas script for the same.
struct Line {
    work: Work,
    path: std::path::PathBuf,
    script: Option<&'static str>,
}

fn compare() {
    let (workbook, extract) = (files::provider_workbook(), files::extract());
    let line = |work, path: &Path, script| Line {
        work,
        path: path.to_owned(),
        script,
    };
    let lines = [
        line(Work::Chart, &workbook, Some(pandas::PROVIDERS)),
        line(Work::CsvBytes, &extract, None),
        line(Work::OpenExtract, &extract, None),
        line(Work::Extract, &extract, Some(pandas::EXTRACT)),
        line(Work::Control, &extract, Some(pandas::CONTROL)),
    ];
    if let Err(why) = pandas::version() {
        say(&format!("pandas was not measured: {why}"));
    }
    say(&format!(
        "\nmedians of {ROUNDS} rounds in turns\n{:<46}{:>11}{:>10}{:>10}{:>8}{:>12}{:>10}",
        "", "met", "CPU ms", "wall ms", "MiB", "pandas CPU", "x pandas"
    ));
    let mut own: Vec<Vec<process::Cost>> = lines.iter().map(|_| Vec::new()).collect();
    let mut theirs: Vec<Vec<f64>> = lines.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for ((line, own), theirs) in lines.iter().zip(&mut own).zip(&mut theirs) {
            own.extend(process::measure(line.work, &line.path));
            theirs.extend(
                line.script
                    .and_then(|script| pandas::cpu(script, &line.path)),
            );
        }
    }
    let mut measured = Vec::new();
    for ((line, own), theirs) in lines.iter().zip(&own).zip(&theirs) {
        measured.push((line.work, print(line, own, theirs)));
    }
    judge_all(&measured);
    let (first, end) = process::waits(&extract);
    say(&format!(
        "extract: first progress after {first:.0} ms; cancelled within {end:.0} ms"
    ));
}

/// Each of the three beside pandas, in processor time.
const TIMES_PANDAS: f64 = 0.2;
/// Opening the extract, beside its bytes through the csv crate, in wall time.
const TIMES_CSV: f64 = 3.0;
/// Opening and recounting the extract, in MiB: 500 MB.
const EXTRACT_MEMORY: f64 = 477.0;

/// What a line came to, for its goals.
#[derive(Clone, Copy)]
struct Came {
    wall: Option<f64>,
    memory: Option<f64>,
    times_pandas: Option<f64>,
}

fn judge_all(measured: &[(Work, Came)]) {
    let of = |work: Work| {
        let found = measured.iter().find(|(own, _)| *own == work);
        found.map(|(_, came)| *came)
    };
    for work in [Work::Chart, Work::Extract, Work::Control] {
        let times = of(work).and_then(|came| came.times_pandas);
        judge(
            &format!("{}, times pandas", work.label()),
            times,
            TIMES_PANDAS,
        );
    }
    let wall = |work| of(work).and_then(|came| came.wall);
    let times = wall(Work::OpenExtract)
        .zip(wall(Work::CsvBytes))
        .map(|(own, bare)| own / bare);
    judge("extract opened, times the csv crate", times, TIMES_CSV);
    let memory = of(Work::Extract).and_then(|came| came.memory);
    judge("extract recounted, MiB", memory, EXTRACT_MEMORY);
}

/// Prints whether a figure stays within its goal.
fn judge(what: &str, figure: Option<f64>, most: f64) {
    let answer = match figure {
        Some(figure) if figure <= most => format!("{figure:>8.2}  goal {most:.2}  met"),
        Some(figure) => format!("{figure:>8.2}  goal {most:.2}  MISSED"),
        None => "not measured here".to_owned(),
    };
    say(&format!("  {what:<50}{answer}"));
}

fn print(line: &Line, own: &[process::Cost], theirs: &[f64]) -> Came {
    let middle = |figures: Vec<f64>| {
        let mut figures = figures;
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied()
    };
    let cpu = middle(own.iter().filter_map(|cost| cost.cpu).collect());
    let wall = middle(own.iter().map(|cost| cost.wall).collect());
    let memory = middle(own.iter().filter_map(|cost| cost.memory).collect());
    // Returns, rows, fields or signals: that the work was done.
    let met = middle(own.iter().map(|cost| cost.cells).collect());
    let pandas = middle(theirs.to_vec());
    let shown = |figure: Option<f64>, decimals: usize| {
        figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.decimals$}"))
    };
    say(&format!(
        "{:<46}{:>11}{:>10}{:>10}{:>8}{:>12}{:>10}",
        line.work.label(),
        shown(met, 0),
        shown(cpu, 1),
        shown(wall, 1),
        shown(memory, 0),
        shown(pandas, 0),
        shown(cpu.zip(pandas).map(|(own, other)| own / other), 3),
    ));
    Came {
        wall,
        memory,
        times_pandas: cpu.zip(pandas).map(|(own, other)| own / other),
    }
}

fn say(text: &str) {
    writeln!(std::io::stdout(), "{text}").expect("standard output can be written to");
}
