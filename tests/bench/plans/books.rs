//! The workbooks that are read: invented, and the same every time.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::path::{Path, PathBuf};

const HEADS: [&str; 12] = [
    "Ref",
    "Scheme",
    "Division",
    "Owner",
    "Status",
    "Risk",
    "R/NR",
    "Category",
    "Start date",
    "Plan 2024/25",
    "Full year effect 2025/26",
    "Comment",
];
const MONTHS: [&str; 12] = [
    "Apr-24", "May-24", "Jun-24", "Jul-24", "Aug-24", "Sep-24", "Oct-24", "Nov-24", "Dec-24",
    "Jan-25", "Feb-25", "Mar-25",
];
const MORE: [&str; 6] = [
    "Workstream",
    "Cost centre",
    "Sponsor",
    "QIA signed off",
    "Pay or non-pay",
    "Evidence",
];

/// Which of two submissions: the later one has lines put in, taken out and changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Earlier,
    Later,
}

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn kept(path: PathBuf, write: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> PathBuf {
    if !path.exists() {
        let mut book = Workbook::new();
        write(&mut book).expect("a plan can be written");
        let unfinished = path.with_extension("unfinished");
        book.save(&unfinished)
            .expect("the target folder can be written to");
        std::fs::rename(&unfinished, &path).expect("a file of our own can be renamed");
    }
    path
}

/// Two submissions of one plan.
pub fn submissions(lines: u32) -> (PathBuf, PathBuf) {
    let write = |name: &str, which| {
        kept(place(name), |book| {
            let sheet = book.add_worksheet();
            savings(sheet, "Fenmarch NHS Trust", lines, 1, which)
        })
    };
    (
        write(&format!("plans-{lines}-march.xlsx"), Which::Earlier),
        write(&format!("plans-{lines}-june.xlsx"), Which::Later),
    )
}

/// A folder of plans of one trust each.
pub fn folder(workbooks: u32) -> PathBuf {
    let folder = place(&format!("plans-{workbooks}"));
    std::fs::create_dir_all(&folder).expect("the target folder can be written to");
    for number in 0..workbooks {
        kept(folder.join(format!("plan-{number:03}.xlsx")), |book| {
            let name = format!("{} NHS Trust", trust(number));
            savings(
                book.add_worksheet(),
                &name,
                60 + number % 140,
                number + 1,
                Which::Earlier,
            )?;
            account(book.add_worksheet(), &name, number)
        });
    }
    folder
}

/// A name of its own for each number: "Abermoor", "Berfield".
fn trust(number: u32) -> String {
    const STARTS: [&str; 20] = [
        "Aber", "Ber", "Cor", "Dun", "Elm", "Fen", "Gar", "Har", "Ing", "Kel", "Lan", "Mor", "Nor",
        "Oak", "Pen", "Ros", "Sel", "Tor", "Ul", "Wen",
    ];
    const ENDS: [&str; 20] = [
        "moor", "field", "beck", "dale", "ford", "gate", "holm", "keld", "ley", "mere", "ness",
        "port", "rigg", "side", "thorpe", "vale", "wick", "worth", "combe", "tarn",
    ];
    let pick =
        |list: &[&'static str; 20], at: u32| list.get(at as usize % 20).copied().unwrap_or("");
    format!("{}{}", pick(&STARTS, number), pick(&ENDS, number / 20))
}

fn savings(
    sheet: &mut Worksheet,
    body: &str,
    lines: u32,
    seed: u32,
    which: Which,
) -> Result<(), XlsxError> {
    sheet.set_name("Savings")?;
    sheet.write(0, 0, format!("{body} savings plan 2024/25, £000"))?;
    let heads = HEADS.iter().chain(&MONTHS).chain(&MORE);
    for (head, column) in heads.zip(0..) {
        sheet.write(3, column, *head)?;
    }
    let mut chance = Chance(u64::from(seed) * 7_919 + 1);
    let mut row = 4;
    for line in 0..lines {
        let later = which == Which::Later;
        let drawn = chance.below(100);
        let value = f64::from(chance.below(900) + 20);
        let (choice, other, start) = (chance.below(8), chance.below(30), chance.below(12));
        if later && drawn == 0 {
            continue;
        }
        let value = if later && drawn < 4 {
            value + 15.0
        } else {
            value
        };
        write_line(
            sheet,
            row,
            &format!("S-{line:05}"),
            value,
            [choice, other, start],
        )?;
        row += 1;
        if later && drawn == 50 {
            write_line(
                sheet,
                row,
                &format!("N-{line:05}"),
                value,
                [choice, other, start],
            )?;
            row += 1;
        }
    }
    Ok(())
}

fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    reference: &str,
    value: f64,
    [choice, other, start]: [u32; 3],
) -> Result<(), XlsxError> {
    const DIVISIONS: [&str; 8] = [
        "Planned care",
        "Urgent care",
        "Nursing",
        "Pharmacy",
        "Estates",
        "Corporate",
        "Diagnostics",
        "Community",
    ];
    const STATUS: [&str; 4] = [
        "Fully developed",
        "Plans in progress",
        "Opportunity",
        "Fully developed",
    ];
    let pick =
        |list: &[&'static str], at: u32| list.get(at as usize % list.len()).copied().unwrap_or("");
    let texts = [
        reference.to_owned(),
        format!(
            "{} {reference}",
            pick(
                &[
                    "Rota redesign",
                    "Contract review",
                    "Drug switch",
                    "Bed model",
                    "Agency exit"
                ],
                choice
            )
        ),
        pick(&DIVISIONS, choice).to_owned(),
        format!("Owner {other}"),
        pick(&STATUS, choice).to_owned(),
        pick(&["Low", "Medium", "High"], other).to_owned(),
        pick(&["R", "R", "NR"], choice).to_owned(),
        pick(&["Pay", "Non-pay", "Income"], other).to_owned(),
        pick(&MONTHS, start).to_owned(),
    ];
    for (text, column) in texts.iter().zip(0..) {
        sheet.write(row, column, text)?;
    }
    sheet.write(row, 9, value)?;
    sheet.write(row, 10, value * 1.2)?;
    sheet.write(row, 11, format!("Reviewed by owner {other}"))?;
    let months = f64::from(12 - start);
    for month in start..12 {
        sheet.write(row, u16::try_from(12 + month).unwrap_or(23), value / months)?;
    }
    for (text, column) in MORE.iter().zip(24..) {
        sheet.write(row, column, format!("{text} {choice}"))?;
    }
    Ok(())
}

fn account(sheet: &mut Worksheet, body: &str, number: u32) -> Result<(), XlsxError> {
    sheet.set_name("I&E")?;
    sheet.write(0, 0, format!("{body} income and expenditure 2024/25, £000"))?;
    sheet.write(2, 0, "Line")?;
    sheet.write(2, 1, "Plan 2024/25")?;
    let income = f64::from(200_000 + number * 900);
    let result = f64::from(number % 7) * -900.0;
    let pay = -(income * 0.65).round();
    let lines = [
        ("Income from patient care", income),
        ("Pay", pay),
        ("Non-pay", result - income - pay),
        ("Surplus / (deficit)", result),
    ];
    for ((label, value), row) in lines.into_iter().zip(3..) {
        sheet.write(row, 0, label)?;
        sheet.write(row, 1, value)?;
    }
    Ok(())
}

/// A small generator with a fixed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap_or(0)
    }
}
