//! Measures a piece of work in a process of its own: processor time of it and of its own reading process, wall time, and
//! the most memory that each of the two took.

use crate::system;
use crate::work::{Work, opened};
use planproof::workbook::{OpenError, Watch, open_in_child};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

pub const MEASURE_ARGUMENT: &str = "--measure";
/// Short work is repeated for so long, so that the clock of the kernel (10 ms) does not matter.
const LEAST: Duration = Duration::from_millis(1_500);

/// What one time of a piece of work costs.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// User and system time of both processes, in milliseconds; `None` where it is not measured.
    pub cpu: Option<f64>,
    /// In milliseconds.
    pub wall: f64,
    /// The peaks of both processes, added, in MiB; `None` where it is not measured.
    pub memory: Option<f64>,
    pub cells: f64,
}

/// Starts this program again to measure there.
pub fn measure(work: Work, path: &Path) -> Option<Cost> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new(program)
        .arg(MEASURE_ARGUMENT)
        .arg(work.name())
        .arg(path)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let mut next = || numbers.next()?.ok();
    let (cpu, wall, memory, cells) = (next()?, next()?, next()?, next()?);
    Some(Cost {
        cpu: Some(cpu).filter(|cpu| *cpu >= 0.0),
        wall,
        memory: Some(memory).filter(|memory| *memory >= 0.0),
        cells,
    })
}

/// The other side of `measure`: does the work and prints what it cost.
pub fn measure_here(name: &str, rest: &[String]) -> ExitCode {
    let (Some(work), Some(path)) = (
        Work::ALL.into_iter().find(|work| work.name() == name),
        rest.first(),
    ) else {
        return ExitCode::FAILURE;
    };
    let path = Path::new(path);
    let is_over = AtomicBool::new(false);
    let child_peak = AtomicU64::new(0);
    let (cells, times, wall, cpu, memory) = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                child_peak.fetch_max(system::children_peak(), Ordering::Relaxed);
                std::thread::park_timeout(Duration::from_millis(2));
            }
        });
        let begun = now();
        let before = system::cpu();
        let mut cells = work.run(path);
        // Of one time, as after the start of the program.
        let memory = system::own_peak()
            .map(|own| (own + child_peak.load(Ordering::Relaxed)) as f64 / 1_024.0);
        let mut times = 1_u32;
        while now().duration_since(begun) < LEAST {
            cells = work.run(path);
            times += 1;
        }
        let wall = now().duration_since(begun);
        let cpu = system::cpu()
            .zip(before)
            .map(|(after, before)| after - before);
        is_over.store(true, Ordering::Relaxed);
        (cells, times, wall, cpu, memory)
    });
    let times = f64::from(times);
    let written = writeln!(
        std::io::stdout(),
        "{} {} {} {cells}",
        cpu.map_or(-1.0, |cpu| cpu * 1_000.0 / times),
        wall.as_secs_f64() * 1_000.0 / times,
        memory.unwrap_or(-1.0),
    );
    if written.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Milliseconds to the first sign of progress, and from the wish to stop to the end.
pub fn waits(path: &Path) -> (f64, f64) {
    let watch = Watch::default();
    let begun = now();
    let first = std::thread::scope(|scope| {
        let reading = scope.spawn(|| opened(path, &watch));
        while watch.stage() == "Waiting" && !reading.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        now().duration_since(begun)
    });
    let watch = Watch::default();
    let end = std::thread::scope(|scope| {
        let reading = scope.spawn(|| {
            let program = std::env::current_exe().expect("this program has a name");
            open_in_child(&program, path, &watch)
        });
        while watch.cells_read() == 0 && !reading.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let wished = now();
        watch.cancel();
        let ended = reading.join().expect("opening does not panic");
        assert!(
            matches!(ended, Ok(_) | Err(OpenError::Cancelled { .. })),
            "an opening ends as it was told"
        );
        now().duration_since(wished)
    });
    (first.as_secs_f64() * 1_000.0, end.as_secs_f64() * 1_000.0)
}

#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
pub fn now() -> Instant {
    Instant::now()
}
