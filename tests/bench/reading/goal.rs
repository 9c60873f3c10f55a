//! What was measured beside what was set out to be reached, each goal with its figure and whether it is met.

use crate::table::{Found, median_of, middle, say};
use crate::window::Drawn;
use crate::work::Work;

/// Processor time of opening alone, and of opening, recognising and judging, in times of calamine's bare stream.
const OPEN_TIMES: f64 = 0.7;
const WHOLE_TIMES: f64 = 1.4;
/// Memory of both processes for the cells, and with plan and assessment, in times of `worksheet_range`.
const CELLS_MEMORY: f64 = 0.6;
const WHOLE_MEMORY: f64 = 1.5;
/// Milliseconds.
const FIRST_PROGRESS: f64 = 100.0;
const CANCELLED: f64 = 200.0;
/// Wall time of an extract in times of the bare reader of tables, and both processes' memory in MiB.
const EXTRACT_TIMES: f64 = 3.0;
const EXTRACT_MEMORY: f64 = 500.0 * 1e6 / 1_048_576.0;
/// Wall time in times of LibreOffice's, and milliseconds of processor time beyond an empty window.
const WINDOW_TIMES: f64 = 0.25;
const WINDOW_CPU: f64 = 100.0;

pub fn judge_plan(found: &Found) {
    let cpu = |work| median_of(found, work).and_then(|cost| cost.cpu);
    let memory = |work| median_of(found, work).and_then(|cost| cost.memory);
    let ratio = |own: Option<f64>, other: Option<f64>| Some(own? / other?);
    let (stream, range) = (cpu(Work::Stream), memory(Work::Range));
    judge(
        "CPU of opening, times the stream",
        ratio(cpu(Work::Open), stream),
        OPEN_TIMES,
    );
    judge(
        "CPU of all, times the stream",
        ratio(cpu(Work::Whole), stream),
        WHOLE_TIMES,
    );
    judge(
        "memory of the cells, times the range",
        ratio(memory(Work::Open), range),
        CELLS_MEMORY,
    );
    judge(
        "memory of all, times the range",
        ratio(memory(Work::Whole), range),
        WHOLE_MEMORY,
    );
}

pub fn judge_waits((first, end): (f64, f64)) {
    judge("first progress, ms", Some(first), FIRST_PROGRESS);
    judge("end after cancelling, ms", Some(end), CANCELLED);
}

pub fn judge_extract(found: &Found) {
    let wall = |work| median_of(found, work).map(|cost| cost.wall);
    let times = wall(Work::Open)
        .zip(wall(Work::Csv))
        .map(|(own, bare)| own / bare);
    judge("wall time, times the bare reader", times, EXTRACT_TIMES);
    let memory = median_of(found, Work::Open).and_then(|cost| cost.memory);
    judge("memory of both processes, MiB", memory, EXTRACT_MEMORY);
}

pub fn judge_windows(
    plans: &[Drawn],
    empties: &[Drawn],
    others: &[f64],
    missing: Option<&'static str>,
) {
    let wall = middle(plans.iter().map(|drawn| drawn.wall));
    let empty = middle(empties.iter().map(|drawn| drawn.wall));
    if let (Some(wall), Some(empty)) = (wall, empty) {
        say(&format!(
            "answer drawn after {wall:.0} ms, an empty window after {empty:.0} ms"
        ));
    }
    let cpu = middle(plans.iter().map(|drawn| drawn.cpu));
    let bare = middle(empties.iter().map(|drawn| drawn.cpu));
    let more = cpu.zip(bare).map(|(own, bare)| own - bare);
    judge("CPU beyond an empty window, ms", more, WINDOW_CPU);
    if let Some(why) = missing {
        say(&format!("not held against LibreOffice: {why}"));
        return;
    }
    let other = middle(others.iter().copied());
    if let Some(other) = other {
        say(&format!(
            "LibreOffice showed its window after {other:.0} ms"
        ));
    }
    let times = wall.zip(other).map(|(own, other)| own / other);
    judge("wall time, times LibreOffice", times, WINDOW_TIMES);
}

/// Prints whether a figure stays within its goal.
fn judge(what: &str, figure: Option<f64>, most: f64) {
    let answer = match figure {
        Some(figure) if figure <= most => format!("{figure:>8.2}  goal {most:.2}  met"),
        Some(figure) => format!("{figure:>8.2}  goal {most:.2}  MISSED"),
        None => "not measured here".to_owned(),
    };
    say(&format!("  {what:<40}{answer}"));
}
