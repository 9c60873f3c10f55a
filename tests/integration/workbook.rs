//! Published and hostile workbooks through the reader. Needs the folder named by `PLANPROOF_CORPUS`.

use planproof::workbook::{
    Cell, OpenError, Sheet, Value, Visibility, Watch, Workbook, open, open_in_child,
};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_planproof");

fn corpus(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("PLANPROOF_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        say(&format!(
            "not run: {test} (set PLANPROOF_CORPUS to the folder of workbooks)"
        ));
    }
    folder
}

fn say(line: &str) {
    let line = format!("{line}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            !path
                .extension()
                .is_some_and(|end| end == "md" || end == "json")
        })
        .collect();
    files.sort();
    files
}

fn opened(folder: &Path, name: &str) -> Workbook {
    let book = open(&folder.join("real").join(name), &Watch::default()).unwrap();
    assert_eq!(book.notes, [], "{name}");
    book
}

fn value<'a>(book: &'a Workbook, sheet: &str, row: u32, column: u32) -> Value<'a> {
    let sheet = book
        .sheets
        .iter()
        .find(|found| found.name() == sheet)
        .unwrap();
    let cell = sheet.cell(row - 1, column);
    cell.unwrap_or_else(|| panic!("no cell in row {row}, column {column}"))
        .value
}

/// The sum of a column over the rows whose label column reads like this.
fn total(sheet: &Sheet, labels: u32, label: &str, column: u32) -> f64 {
    let is_labelled = |row: &u32| sheet.cell(*row, labels).and_then(Cell::text) == Some(label);
    sheet
        .row_numbers()
        .filter(|row| is_labelled(row))
        .filter_map(|row| match sheet.cell(row, column)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        })
        .sum()
}

#[test]
fn published_workbooks_give_their_published_figures() {
    let Some(folder) = corpus("published_workbooks_give_their_published_figures") else {
        return;
    };
    let emergency = opened(&folder, "AE-by-provider-June-2025.xlsx");
    assert_eq!(
        value(&emergency, "Provider Level Data", 17, 3),
        Value::Text("England")
    );
    assert_eq!(
        value(&emergency, "Provider Level Data", 17, 7),
        Value::Number(2_350_478.0)
    );
    let hidden: Vec<&str> = emergency
        .sheets
        .iter()
        .filter(|sheet| sheet.visibility == Visibility::Hidden)
        .map(Sheet::name)
        .collect();
    assert_eq!(hidden, ["System Mapping", "Acute Trust Mapping"]);
    assert_eq!(emergency.sheets[2].merges.len(), 7);

    let series = opened(&folder, "RTT-Overview-Timeseries-October22.xlsx");
    let within = value(&series, "Full Time Series", 198, 5);
    let beyond = value(&series, "Full Time Series", 198, 8);
    assert_eq!(
        (within, beyond),
        (Value::Number(4_182_612.0), Value::Number(2_771_035.0))
    );
    assert_eq!(
        value(&series, "Full Time Series", 198, 2),
        Value::Date(44_835.0)
    );
    assert!(
        series.sheets[0].formula_count() > 0,
        "the October edition still has its formulas"
    );

    let waits = opened(&folder, "Incomplete-Provider-Jan26-derived.xlsx");
    let all = total(&waits.sheets[0], 4, "C_999", 111);
    assert!((all - 6_757_232.0).abs() < 0.5, "{all}");
}

#[test]
fn an_old_xls_keeps_its_hidden_errors() {
    let Some(folder) = corpus("an_old_xls_keeps_its_hidden_errors") else {
        return;
    };
    let book = opened(&folder, "AE-England-2010-2019.xls");
    let errors = |sheet: &Sheet| {
        let cells = sheet.rows().flat_map(|(_, row)| row.iter());
        cells
            .filter(|(_, cell)| matches!(cell.value, Value::Error(_)))
            .count()
    };
    let n_errors: usize = book
        .sheets
        .iter()
        .filter(|sheet| sheet.visibility != Visibility::Visible)
        .map(errors)
        .sum();
    assert_eq!(n_errors, 1_346);
}

#[test]
fn a_workbook_read_in_a_process_of_its_own_is_the_same() {
    let Some(folder) = corpus("a_workbook_read_in_a_process_of_its_own_is_the_same") else {
        return;
    };
    let path = folder
        .join("real")
        .join("scottish-budget-2025-26-level-4.xlsx");
    let watch = Watch::default();
    let apart = open_in_child(Path::new(PROGRAM), &path, &watch).unwrap();
    let here = open(&path, &Watch::default()).unwrap();
    assert_eq!(format!("{apart:?}"), format!("{here:?}"));
}

#[test]
fn cancelling_ends_the_reading_process_at_once() {
    let Some(folder) = corpus("cancelling_ends_the_reading_process_at_once") else {
        return;
    };
    let path = folder.join("real").join("NonAdmitted-Provider-Sep25.xlsx");
    let watch = Watch::default();
    let (ended, took) = std::thread::scope(|scope| {
        let reading = scope.spawn(|| open_in_child(Path::new(PROGRAM), &path, &watch));
        while watch.cells_read() == 0 && !reading.is_finished() {
            std::thread::sleep(Duration::from_millis(10));
        }
        let cancelled = now();
        watch.cancel();
        (reading.join().unwrap(), now().duration_since(cancelled))
    });
    assert!(
        matches!(ended, Err(OpenError::Cancelled { .. })),
        "{:?}",
        ended.map(|book| book.name)
    );
    say(&format!("cancelling took {took:?}"));
}

/// The most memory a process that reads this file has held so far, in bytes; 0 where that is not known.
fn memory_of_reader(path: &Path) -> u64 {
    let path = path.display().to_string();
    let Ok(processes) = fs::read_dir("/proc") else {
        return 0;
    };
    let peak = |process: PathBuf| {
        let line = fs::read(process.join("cmdline")).ok()?;
        let status = fs::read_to_string(process.join("status")).ok()?;
        let is_reader = String::from_utf8_lossy(&line).contains(&path);
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kilobytes: u64 = peak.trim().strip_suffix(" kB")?.trim().parse().ok()?;
        is_reader.then_some(kilobytes << 10)
    };
    processes
        .filter_map(|entry| peak(entry.ok()?.path()))
        .max()
        .unwrap_or(0)
}

/// Opens a file in a process of its own; with its answer the time it took and the memory that process held at most.
fn measured(path: &Path) -> (Result<Workbook, OpenError>, Duration, u64) {
    std::thread::scope(|scope| {
        let begun = now();
        let reading = scope.spawn(|| open_in_child(Path::new(PROGRAM), path, &Watch::default()));
        let mut memory = 0;
        while !reading.is_finished() {
            memory = memory.max(memory_of_reader(path));
            std::thread::sleep(Duration::from_millis(10));
        }
        let answer = reading.join().unwrap();
        (answer, now().duration_since(begun), memory)
    })
}

#[test]
fn every_hostile_workbook_is_answered_within_bounds() {
    let Some(folder) = corpus("every_hostile_workbook_is_answered_within_bounds") else {
        return;
    };
    let (mut n_opened, mut n_refused) = (0, 0);
    let (mut stopped, mut odd) = (Vec::new(), Vec::new());
    let (mut slowest, mut largest) = ((Duration::ZERO, String::new()), (0, String::new()));
    for path in workbooks(&folder.join("hostile")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (answer, took, memory) = measured(&path);
        match answer {
            Ok(book) => {
                n_opened += 1;
                let is_told = book.notes.iter().all(|note| note.message.ends_with('.'));
                assert!(is_told, "{name}: {:?}", book.notes);
            }
            Err(error) => {
                let sentence = error.to_string();
                assert!(
                    sentence.ends_with(&path.display().to_string()),
                    "{sentence}"
                );
                if sentence.contains("broke off, as when") || sentence.contains("got nowhere") {
                    stopped.push(name.clone());
                } else {
                    n_refused += 1;
                }
            }
        }
        if took > Duration::from_secs(30) || memory > 4 << 30 {
            odd.push(format!("{name}: {took:?}, {} MB", memory >> 20));
        }
        slowest = slowest.max((took, name.clone()));
        largest = largest.max((memory, name));
    }
    say(&format!(
        "hostile workbooks: {n_opened} opened, {n_refused} refused, {} stopped {stopped:?}; slowest {slowest:?}; \
         most memory {} MB ({})",
        stopped.len(),
        largest.0 >> 20,
        largest.1
    ));
    assert_eq!(odd, Vec::<String>::new());
    assert!(n_opened > 0 && n_refused > 0);
}

/// What the reader would give wrongly without a word is read rightly, or told.
#[test]
fn no_hostile_workbook_is_misread_in_silence() {
    let Some(folder) = corpus("no_hostile_workbook_is_misread_in_silence") else {
        return;
    };
    for name in [
        "d20_cdata.xlsx",
        "d24_comment_in_value.xlsx",
        "c11_01_rowref.xlsx",
        "a31_bad_crc.xlsx",
        "e03_1_sst_index.xlsx",
        "e03_2_sst_index.xlsx",
        "f21_dup_sheet_names.xlsx",
        "g20_dup_tables.ods",
        "g24_nested_subtable.ods",
        "f09_rel_cycle.xlsx",
    ] {
        match open(&folder.join("hostile").join(name), &Watch::default()) {
            Ok(book) => assert_ne!(book.notes, [], "{name}: {book:?}"),
            Err(error) => assert!(error.to_string().contains(name)),
        }
    }
    for name in ["d09_utf16_sheet.xlsx", "g21_text_in_row.ods"] {
        let book = open(&folder.join("hostile").join(name), &Watch::default()).unwrap();
        assert!(book.sheets[0].cell_count() > 0, "{name}");
    }
}

#[expect(clippy::disallowed_methods, reason = "the test is about time")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn the_same_sheet_reads_alike_in_every_format() {
    let Some(folder) = corpus("the_same_sheet_reads_alike_in_every_format") else {
        return;
    };
    for name in [
        "i00_baseline.xlsb",
        "b21_xls.xlsx",
        "b22_ods.xlsx",
        "b24_xlsx_real.xls",
    ] {
        let book = open(&folder.join("hostile").join(name), &Watch::default()).unwrap();
        assert_eq!(
            value(&book, "Sheet1", 1, 0),
            Value::Date(44_197.0),
            "{name}"
        );
        let counted = [1, 2, 3].map(|row| value(&book, "Sheet1", row, 1));
        assert_eq!(counted, [15.0, 16.0, 17.0].map(Value::Number), "{name}");
        let Value::Number(duration) = value(&book, "Sheet1", 3, 0) else {
            panic!("a length of time is a number of days: {name}");
        };
        assert!((0.0..11.0).contains(&duration), "{name}: {duration}");
    }
}
