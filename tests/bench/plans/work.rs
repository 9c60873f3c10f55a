//! What is measured, in a process of its own.

use crate::{Cost, system};
use planproof::analysis::{compare, compare_cells};
use planproof::assessment::{Portfolio, Surveyor, survey};
use planproof::import;
use planproof::plan::Plan;
use planproof::policy::Policy;
use planproof::review::{Dealing, Review};
use planproof::workbook::{self, Watch, Workbook, files_of};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

/// Does the work of this name and says what the part that is meant cost.
pub fn done(what: &str, paths: &[PathBuf]) -> Cost {
    match what {
        "open" => timed(|| opened(paths)).1,
        "meaning" => {
            let plans: Vec<Plan> = opened(paths).iter().map(plan).collect();
            let [before, now] = plans.as_slice() else {
                panic!("two submissions are compared")
            };
            timed(|| compare(before, now)).1
        }
        "cells" => {
            let books = opened(paths);
            let [before, now] = books.as_slice() else {
                panic!("two submissions are compared")
            };
            timed(|| compare_cells(before, now)).1
        }
        "all" => {
            let (changes, cost) = timed(|| {
                let plans: Vec<Plan> = opened(paths).iter().map(plan).collect();
                let [before, now] = plans.as_slice() else {
                    panic!("two submissions are compared")
                };
                compare(before, now)
            });
            assert!(!changes.schemes.is_empty(), "the submissions differ");
            cost
        }
        _ => timed(|| assessed(paths)).1,
    }
}

fn opened(paths: &[PathBuf]) -> Vec<Workbook> {
    paths.iter().map(|path| open(path)).collect()
}

fn open(path: &Path) -> Workbook {
    workbook::open(path, &Watch::default()).expect("a workbook of our own can be read")
}

fn plan(book: &Workbook) -> Plan {
    import::import(std::slice::from_ref(book), &Review::default()).plan
}

fn assessed(paths: &[PathBuf]) -> Portfolio {
    let files = files_of(paths);
    let portfolio = Mutex::new(Portfolio::of(files.len()));
    let with = Surveyor {
        open: &|path| workbook::open(path, &Watch::default()),
        review_of: &|_| Review::default(),
        policy: &Policy::default(),
        dealing: &Dealing::default(),
        is_cancelled: &|| false,
    };
    survey(&files, &with, &|step| {
        portfolio.lock().expect("no step panics").take(step);
    });
    let portfolio = portfolio.into_inner().expect("no step panics");
    assert_eq!(portfolio.read(), files.len(), "every file is a line");
    portfolio
}

#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (before, begun) = (system::cpu().unwrap_or(0.0), Instant::now());
    let result = black_box(work());
    let wall = begun.elapsed().as_secs_f64();
    let cpu = system::cpu().map_or(wall, |after| after - before);
    (result, Cost { cpu, wall })
}
