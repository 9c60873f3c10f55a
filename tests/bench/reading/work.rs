//! What is measured.

use calamine::{Reader as _, Xlsx, open_workbook};
use planproof::assessment::assess;
use planproof::policy::Policy;
use planproof::review::Review;
use planproof::workbook::{Sheet, Watch, Workbook, open_in_child};
use std::hint::black_box;
use std::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// calamine's stream of values, of which nothing is kept.
    Stream,
    /// calamine's sheets as full rectangles.
    Range,
    /// The bytes of a plain text through the reader of tables, of which nothing is kept.
    Csv,
    /// Opening a workbook as the window does, through the reading process.
    Open,
    /// The same, then recognising the plan and judging it.
    Whole,
}

impl Work {
    /// What is measured of a plan.
    pub const OF_PLANS: [Self; 4] = [Self::Stream, Self::Range, Self::Open, Self::Whole];
    /// What is measured of an extract.
    pub const OF_EXTRACTS: [Self; 2] = [Self::Csv, Self::Open];
    pub const ALL: [Self; 5] = [
        Self::Stream,
        Self::Range,
        Self::Csv,
        Self::Open,
        Self::Whole,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Stream => "stream",
            Self::Range => "range",
            Self::Csv => "csv",
            Self::Open => "open",
            Self::Whole => "whole",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Stream => "calamine's stream, nothing kept",
            Self::Range => "calamine's worksheet_range",
            Self::Csv => "bytes through the csv crate",
            Self::Open => "opened here, through the child",
            Self::Whole => "opened, recognised and judged",
        }
    }

    /// Does it once; gives the number of cells met and keeps the result until then.
    pub fn run(self, path: &Path) -> u64 {
        match self {
            Self::Stream => stream(path),
            Self::Range => range(path),
            Self::Csv => csv_bytes(path),
            Self::Open => met(&black_box(opened(path, &Watch::default()))),
            Self::Whole => {
                let workbook = opened(path, &Watch::default());
                let judged = assess([workbook].into(), &Review::default(), &Policy::default());
                let lines = judged
                    .case
                    .plan
                    .savings
                    .as_ref()
                    .map_or(0, |own| own.lines.len());
                assert!(lines > 0, "the plan was not recognised");
                judged.workbooks.iter().map(met).sum()
            }
        }
    }
}

pub fn opened(path: &Path, watch: &Watch) -> Workbook {
    let program = std::env::current_exe().expect("this program has a name");
    open_in_child(&program, path, watch).expect("the plan can be opened")
}

/// Cells, or rows of a table that is kept as text: opening it makes no cells of it.
fn met(workbook: &Workbook) -> u64 {
    let of_sheet = |sheet: &Sheet| match sheet.plain_rows(0) {
        Some(rows) => rows.count() as u64,
        None => sheet.cell_count() as u64,
    };
    workbook.sheets.iter().map(of_sheet).sum()
}

fn stream(path: &Path) -> u64 {
    let mut book: Xlsx<_> = open_workbook(path).expect("calamine opens the plan");
    let mut count = 0;
    for name in book.sheet_names() {
        let mut cells = book
            .worksheet_cells_reader(&name)
            .expect("the sheet is there");
        while let Some(cell) = cells.next_cell().expect("the sheet is sound") {
            black_box(cell.get_value());
            count += 1;
        }
    }
    count
}

fn range(path: &Path) -> u64 {
    let mut book: Xlsx<_> = open_workbook(path).expect("calamine opens the plan");
    let sheets = black_box(book.worksheets());
    sheets
        .iter()
        .map(|(_, range)| range.used_cells().count() as u64)
        .sum()
}

fn csv_bytes(path: &Path) -> u64 {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(path)
        .expect("the extract can be opened");
    let mut record = csv::ByteRecord::new();
    let mut count = 0;
    while reader
        .read_byte_record(&mut record)
        .expect("the extract is sound")
    {
        count += black_box(&record).len() as u64;
    }
    count
}
