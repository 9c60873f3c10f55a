//! What was measured, as a table on standard output.

use crate::process::Cost;
use crate::work::Work;
use std::io::Write as _;
use std::path::Path;

/// What each kind of work cost, time after time.
pub type Found = Vec<(Work, Vec<Cost>)>;

/// Prints the medians of one workbook, with ratios to other readers' own.
pub fn print(title: &str, path: &Path, found: &Found) {
    let size = std::fs::metadata(path).map_or(0.0, |about| about.len() as f64 / 1e6);
    let medians: Vec<(Work, Option<Cost>)> = found
        .iter()
        .map(|(work, costs)| (*work, median(costs)))
        .collect();
    let of = |wanted: Work| median_of(found, wanted);
    // Of a table that stays text the bare reader alone meets the cells.
    let cells = of(Work::Csv)
        .or(of(Work::Open))
        .map_or(0.0, |cost| cost.cells);
    say(&format!(
        "\n{title}: {cells} cells, {size:.1} MB; medians of {} rounds in turns",
        found.first().map_or(0, |(_, costs)| costs.len())
    ));
    say(&format!(
        "{:<34}{:>10}{:>9}{:>11}{:>10}{:>10}{:>9}",
        "", "CPU ms", "x bare", "ns a cell", "wall ms", "MiB", "x range"
    ));
    let bare = of(Work::Stream).or(of(Work::Csv)).and_then(|cost| cost.cpu);
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
            shown(cost.cpu.zip(bare).map(|(own, other)| own / other), 2),
            shown(cost.cpu.map(|cpu| cpu * 1e6 / cells), 0),
            cost.wall,
            shown(cost.memory, 0),
            shown(cost.memory.zip(range).map(|(own, other)| own / other), 2),
        ));
    }
}

/// The median cost of a kind of work.
pub fn median_of(found: &Found, wanted: Work) -> Option<Cost> {
    let (_, costs) = found.iter().find(|(work, _)| *work == wanted)?;
    median(costs)
}

/// Each figure's own median.
fn median(costs: &[Cost]) -> Option<Cost> {
    let middle = |figure: &dyn Fn(&Cost) -> Option<f64>| middle(costs.iter().filter_map(figure));
    Some(Cost {
        cpu: middle(&|cost| cost.cpu),
        wall: middle(&|cost| Some(cost.wall))?,
        memory: middle(&|cost| cost.memory),
        cells: middle(&|cost| Some(cost.cells))?,
    })
}

/// The middle one of some figures.
pub fn middle(figures: impl Iterator<Item = f64>) -> Option<f64> {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

fn shown(figure: Option<f64>, places: usize) -> String {
    figure.map_or_else(
        || "not here".to_owned(),
        |figure| format!("{figure:.places$}"),
    )
}

pub fn say(line: &str) {
    // A pipe that nobody reads is no reason to stop.
    writeln!(std::io::stdout(), "{line}").unwrap_or_default();
}
