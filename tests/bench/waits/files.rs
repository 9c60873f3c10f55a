//! Files of the published shapes, with invented figures: the same bytes each time, kept in the target folder.

use rust_xlsxwriter::Workbook;
use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

/// Rows of each part in a real month's extract.
const PARTS: [(&str, &str, u32); 5] = [
    (
        "Part_1A",
        "Completed Pathways For Admitted Patients",
        18_803,
    ),
    (
        "Part_1B",
        "Completed Pathways For Non-Admitted Patients",
        32_351,
    ),
    ("Part_2", "Incomplete Pathways", 63_355),
    ("Part_2A", "Incomplete Pathways with DTA", 30_548),
    ("Part_3", "New RTT Periods - All Patients", 37_354),
];
const PROVIDERS: u32 = 480;
const COMMISSIONERS: u32 = 106;
const FUNCTIONS: u32 = 23;
const WEEKS: u32 = 104;

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("waits");
    std::fs::create_dir_all(&folder).expect("the target folder can be written to");
    folder
}

/// Fewer the longer they wait, and none in most of the last weeks.
fn pathways(row: u32, week: u32) -> u32 {
    let size = (row * 7_919 + 13) % 97;
    let left = size * 40 / (week + 8);
    let uneven = (row * 31 + week * 17) % 5;
    left.saturating_sub(uneven + week / 9)
}

/// The monthly extract of the country: every part, provider, commissioner and treatment function.
pub fn extract() -> PathBuf {
    let path = folder().join("20260131-RTT-January-2026-full-extract.csv");
    if path.exists() {
        return path;
    }
    let file = std::fs::File::create(&path).expect("the extract can be written");
    let mut out = BufWriter::new(file);
    let mut line = String::from(
        "Period,Provider Parent Org Code,Provider Parent Name,Provider Org Code,Provider Org Name,Commissioner Parent Org Code,Commissioner Parent Name,Commissioner Org Code,Commissioner Org Name,RTT Part Type,RTT Part Description,Treatment Function Code,Treatment Function Name",
    );
    for week in 0..WEEKS {
        _ = write!(line, ",Gt {week:02} To {:02} Weeks SUM 1", week + 1);
    }
    line.push_str(",Gt 104 Weeks SUM 1,Total,Patients with unknown clock start date,Total All\n");
    out.write_all(line.as_bytes())
        .expect("the extract can be written");
    for (part, description, rows) in PARTS {
        for row in 0..rows {
            line.clear();
            write_row(&mut line, (part, description), row);
            out.write_all(line.as_bytes())
                .expect("the extract can be written");
        }
    }
    out.flush().expect("the extract can be written");
    path
}

fn write_row(line: &mut String, (part, description): (&str, &str), row: u32) {
    let function = row % (FUNCTIONS + 1);
    let place = row / (FUNCTIONS + 1);
    let (provider, commissioner) = (
        place % PROVIDERS,
        (place * 7 + place / PROVIDERS) % COMMISSIONERS,
    );
    let board = commissioner % 42;
    _ = write!(
        line,
        "RTT-January-2026,Q{board:02},NHS NUMBER {board} INTEGRATED CARE BOARD,R{provider:03},HOSPITAL NUMBER {provider} NHS FOUNDATION TRUST,Q{board:02},NHS NUMBER {board} INTEGRATED CARE BOARD,{commissioner:02}X,NHS NUMBER {board} ICB - {commissioner:02}X,{part},{description},"
    );
    if function == FUNCTIONS {
        line.push_str("C_999,Total");
    } else {
        _ = write!(
            line,
            "C_{},Treatment Function {function} Service",
            100 + function
        );
    }
    // A total row holds what the functions before it hold.
    let first = row - function;
    let of = |week: u32| {
        if function == FUNCTIONS {
            (first..row).map(|part| pathways(part, week)).sum()
        } else {
            pathways(row, week)
        }
    };
    let mut total = 0;
    for week in 0..=WEEKS {
        let count = if part == "Part_3" { 0 } else { of(week) };
        total += count;
        if count > 0 {
            _ = write!(line, ",{count}");
        } else {
            line.push(',');
        }
    }
    if part == "Part_3" {
        total = of(0) + of(1);
        _ = writeln!(line, ",,,{total}");
    } else {
        _ = writeln!(line, ",{total},,{total}");
    }
}

/// A workbook of incomplete pathways by provider, in the official layout.
pub fn provider_workbook() -> PathBuf {
    let path = folder().join("Incomplete-Provider-Jan26.xlsx");
    if path.exists() {
        return path;
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Provider").expect("a short name");
    let mut put = |row: u32, column: u16, text: &str| {
        sheet
            .write(row, column, text)
            .expect("a text can be written");
    };
    put(0, 1, "Title:");
    put(0, 2, "Monthly RTT Incomplete Pathways, England");
    put(1, 1, "Summary:");
    put(
        1,
        2,
        "Incomplete pathways by provider and treatment function",
    );
    put(4, 1, "Period:");
    put(4, 2, "January 2026");
    put(5, 1, "Source:");
    put(5, 2, "Monthly RTT return");
    let heads = [
        "Region Code",
        "Provider Code",
        "Provider Name",
        "Treatment Function Code",
        "Treatment Function",
    ];
    for (column, head) in (1..).zip(heads) {
        put(13, column, head);
    }
    for week in 0_u16..104 {
        put(13, 6 + week, &format!(">{week}-{}", week + 1));
    }
    put(13, 110, "104 plus");
    let tails = [
        "Total number of incomplete pathways",
        "Total within 18 weeks",
        "% within 18 weeks",
        "Average (median) waiting time (in weeks)",
        "92nd percentile waiting time (in weeks)",
        "Total 52 plus weeks",
        "Total 78 plus weeks",
        "Total 65 plus weeks",
        "% 52 plus weeks",
    ];
    for (column, tail) in (111..).zip(tails) {
        put(13, column, tail);
    }
    for row in 0..5_000_u32 {
        let (provider, function) = (row / FUNCTIONS, row % FUNCTIONS);
        let at = 14 + row;
        put(at, 1, "Y56");
        put(at, 2, &format!("R{provider:03}"));
        put(
            at,
            3,
            &format!("HOSPITAL NUMBER {provider} NHS FOUNDATION TRUST"),
        );
        put(at, 4, &format!("C_{}", 100 + function));
        put(at, 5, &format!("Treatment Function {function} Service"));
    }
    for row in 0..5_000_u32 {
        let at = 14 + row;
        let mut counts = [0_u32; 105];
        for (week, count) in (0..).zip(&mut counts) {
            *count = pathways(row, week);
        }
        for (column, count) in (6_u16..).zip(counts) {
            sheet
                .write(at, column, count)
                .expect("a number can be written");
        }
        let over = |weeks: usize| counts.iter().skip(weeks).sum::<u32>();
        for (column, count) in [
            (111, over(0)),
            (112, over(0) - over(18)),
            (116, over(52)),
            (117, over(78)),
            (118, over(65)),
        ] {
            sheet
                .write(at, column, count)
                .expect("a number can be written");
        }
    }
    book.save(&path).expect("the workbook can be written");
    path
}
