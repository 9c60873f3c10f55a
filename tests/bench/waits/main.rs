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
    for ((line, own), theirs) in lines.iter().zip(&own).zip(&theirs) {
        print(line, own, theirs);
    }
    let (first, end) = process::waits(&extract);
    say(&format!(
        "extract: first progress after {first:.0} ms; cancelled within {end:.0} ms"
    ));
}

fn print(line: &Line, own: &[process::Cost], theirs: &[f64]) {
    let middle = |figures: Vec<f64>| {
        let mut figures = figures;
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied()
    };
    let cpu = middle(own.iter().filter_map(|cost| cost.cpu).collect());
    let wall = middle(own.iter().map(|cost| cost.wall).collect());
    let memory = middle(own.iter().filter_map(|cost| cost.memory).collect());
    // Returns, cells, fields or signals: that the work was done.
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
}

fn say(text: &str) {
    writeln!(std::io::stdout(), "{text}").expect("standard output can be written to");
}
