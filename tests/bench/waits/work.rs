//! What is measured.

use planproof::analysis::{Improvement, Observed, Settings, spc};
use planproof::assessment::{Assessment, assess};
use planproof::plan::Month;
use planproof::policy::Policy;
use planproof::report;
use planproof::review::Review;
use planproof::workbook::{Sheet, Watch, Workbook, open_in_child};
use std::hint::black_box;
use std::path::Path;

/// Series of the control charts, and months of each.
pub const SERIES: u32 = 5_000;
pub const MONTHS: u32 = 36;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A provider workbook opened, recounted from its weeks, judged and put into charts.
    Chart,
    /// The bytes of the extract through the csv crate, of which nothing is kept.
    CsvBytes,
    /// The extract opened as the window does, through the reading process.
    OpenExtract,
    /// The same, then every body, specialty and part recounted from the weeks, and the page made.
    Extract,
    /// Limits, rules and icons of many series.
    Control,
}

impl Work {
    pub const ALL: [Self; 5] = [
        Self::Chart,
        Self::CsvBytes,
        Self::OpenExtract,
        Self::Extract,
        Self::Control,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Chart => "chart",
            Self::CsvBytes => "csv-bytes",
            Self::OpenExtract => "open-extract",
            Self::Extract => "extract",
            Self::Control => "control",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Chart => "provider workbook to chart",
            Self::CsvBytes => "extract: its bytes through the csv crate",
            Self::OpenExtract => "extract: opened through the child",
            Self::Extract => "extract: opened, recounted, to chart",
            Self::Control => "control charts of 5,000 series",
        }
    }

    /// Does it once; gives the number of things met and keeps the result until then.
    pub fn run(self, path: &Path) -> u64 {
        match self {
            Self::Chart | Self::Extract => {
                let judged = judged(path);
                let page = black_box(report::elective(&judged));
                assert!(!page.rows.is_empty(), "no waits were recognised");
                judged.case.plan.published.len() as u64
            }
            Self::CsvBytes => csv_bytes(path),
            Self::OpenExtract => met(&black_box(opened(path, &Watch::default()))),
            Self::Control => control(),
        }
    }
}

pub fn opened(path: &Path, watch: &Watch) -> Workbook {
    let program = std::env::current_exe().expect("this program has a name");
    open_in_child(&program, path, watch).expect("the file can be opened")
}

fn judged(path: &Path) -> Assessment {
    let workbook = opened(path, &Watch::default());
    assess([workbook].into(), &Review::default(), &Policy::default())
}

/// Cells, or rows of a table that is kept as text: opening it makes no cells of it.
fn met(workbook: &Workbook) -> u64 {
    let of_sheet = |sheet: &Sheet| match sheet.plain_rows(0) {
        Some(rows) => rows.count() as u64,
        None => sheet.cell_count() as u64,
    };
    workbook.sheets.iter().map(of_sheet).sum()
}

fn csv_bytes(path: &Path) -> u64 {
    let mut reader = csv::Reader::from_path(path).expect("the extract is there");
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader
        .read_byte_record(&mut record)
        .expect("the extract is sound")
    {
        fields += record.len() as u64;
    }
    fields
}

/// The same values as the pandas script makes.
pub fn value(series: u32, month: u32) -> f64 {
    f64::from((series * 31 + month * 17 + (series * month) % 13) % 101)
}

fn control() -> u64 {
    let first = Month {
        year: 2023,
        month: 4,
    };
    let months: Vec<Month> = std::iter::successors(Some(first), |month| Some(month.next()))
        .take(MONTHS as usize)
        .collect();
    let settings = Settings {
        improvement: Improvement::Decrease,
        target: Some(20.0),
        ..Settings::default()
    };
    let mut signals = 0;
    for series in 0..SERIES {
        let values = months
            .iter()
            .zip(0..)
            .map(|(month, at)| (*month, value(series, at)));
        let chart = spc(&Observed::published(values), &settings).expect("there are values");
        signals += chart
            .points()
            .filter(|point| point.signal.is_some())
            .count() as u64;
    }
    signals
}
