//! What was measured, as a table on standard output.

use crate::process::Cost;
use crate::work::Work;
use std::io::Write as _;
use std::path::Path;

/// Prints the medians of one plan, with ratios to calamine's own.
pub fn print(lines: u32, path: &Path, found: &[(Work, Vec<Cost>)]) {
    let size = std::fs::metadata(path).map_or(0.0, |about| about.len() as f64 / 1e6);
    let medians: Vec<(Work, Option<Cost>)> = found
        .iter()
        .map(|(work, costs)| (*work, median(costs)))
        .collect();
    let of = |wanted: Work| {
        medians
            .iter()
            .find(|(work, _)| *work == wanted)
            .and_then(|(_, cost)| *cost)
    };
    let cells = of(Work::Open).map_or(0.0, |cost| cost.cells);
    say(&format!(
        "\n{lines} lines by 30 columns: {cells} filled cells, {size:.1} MB; medians of {} rounds in turns",
        found.first().map_or(0, |(_, costs)| costs.len())
    ));
    say(&format!(
        "{:<34}{:>10}{:>9}{:>11}{:>10}{:>10}{:>9}",
        "", "CPU ms", "x stream", "ns a cell", "wall ms", "MiB", "x range"
    ));
    let stream = of(Work::Stream).and_then(|cost| cost.cpu);
    let range = of(Work::Range).and_then(|cost| cost.memory);
    for (work, cost) in &medians {
        let Some(cost) = cost else {
            say(&format!("{:<34} failed", work.label()));
            continue;
        };
        say(&format!(
            "{:<34}{:>10}{:>9}{:>11}{:>10.0}{:>10}{:>9}",
            work.label(),
            shown(cost.cpu, 0),
            shown(cost.cpu.zip(stream).map(|(own, other)| own / other), 2),
            shown(cost.cpu.map(|cpu| cpu * 1e6 / cells), 0),
            cost.wall,
            shown(cost.memory, 0),
            shown(cost.memory.zip(range).map(|(own, other)| own / other), 2),
        ));
    }
}

/// Prints how long the first sign of progress and the end of a cancelled opening took.
pub fn print_waits((first, end): (f64, f64)) {
    say(&format!(
        "first progress after {first:.0} ms; cancelled within {end:.0} ms"
    ));
}

/// Each figure's own median.
fn median(costs: &[Cost]) -> Option<Cost> {
    let middle = |figure: &dyn Fn(&Cost) -> Option<f64>| {
        let mut figures: Vec<f64> = costs.iter().filter_map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied()
    };
    Some(Cost {
        cpu: middle(&|cost| cost.cpu),
        wall: middle(&|cost| Some(cost.wall))?,
        memory: middle(&|cost| cost.memory),
        cells: middle(&|cost| Some(cost.cells))?,
    })
}

fn shown(figure: Option<f64>, places: usize) -> String {
    figure.map_or_else(
        || "not here".to_owned(),
        |figure| format!("{figure:.places$}"),
    )
}

fn say(line: &str) {
    // A pipe that nobody reads is no reason to stop.
    writeln!(std::io::stdout(), "{line}").unwrap_or_default();
}
