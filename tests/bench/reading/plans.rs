//! The plans that are read: one large sheet of savings lines, all invented, the same every time.

use crate::chance::Chance;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use std::path::{Path, PathBuf};

const HEADS: [&str; 30] = [
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
    "Apr-24",
    "May-24",
    "Jun-24",
    "Jul-24",
    "Aug-24",
    "Sep-24",
    "Oct-24",
    "Nov-24",
    "Dec-24",
    "Jan-25",
    "Feb-25",
    "Mar-25",
    "Full year effect 2025/26",
    "Workstream",
    "Cost centre",
    "Sponsor",
    "QIA signed off",
    "Pay or non-pay",
    "Comment",
    "Evidence",
];
const FIRST_LINE: u32 = 4;
const YEAR: u16 = 9;
const FIRST_MONTH: u16 = 10;

/// The plan with so many lines; written where it is not there yet.
pub fn plan_of(lines: u32) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("reading-{lines}-lines.xlsx"));
    if !path.exists() {
        let mut book = Workbook::new();
        fill(book.add_worksheet(), lines).expect("a plan can be written");
        let unfinished = path.with_extension("unfinished");
        book.save(&unfinished)
            .expect("the target folder can be written to");
        std::fs::rename(&unfinished, &path).expect("a file of our own can be renamed");
    }
    path
}

struct Formats {
    text: Format,
    amount: Format,
    total: Format,
    day: Format,
}

/// Writes so many lines of savings, with heads and totals.
pub fn fill(sheet: &mut Worksheet, lines: u32) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    let formats = Formats {
        text: Format::new().set_text_wrap(),
        amount: Format::new().set_num_format("#,##0.0"),
        total: Format::new().set_num_format("#,##0.0").set_bold(),
        day: Format::new().set_num_format("dd/mm/yyyy"),
    };
    sheet.set_name("Savings")?;
    sheet.write_with_format(0, 0, "Savings plan 2024/25, £000", &head)?;
    for (column, text) in (0..).zip(HEADS) {
        sheet.write_with_format(FIRST_LINE - 1, column, text, &head)?;
    }
    let mut chance = Chance(u64::from(lines));
    for line in 0..lines {
        write_line(sheet, line, &formats, &mut chance)?;
    }
    let total = FIRST_LINE + lines;
    sheet.write_with_format(total, 1, "Total", &head)?;
    for column in YEAR..FIRST_MONTH + 12 {
        let letter = planproof::workbook::column_name(column.into());
        let sum = format!("=SUM({letter}{}:{letter}{total})", FIRST_LINE + 1);
        sheet.write_formula_with_format(total, column, Formula::new(sum), &formats.total)?;
    }
    Ok(())
}

fn write_line(
    sheet: &mut Worksheet,
    line: u32,
    formats: &Formats,
    chance: &mut Chance,
) -> Result<(), XlsxError> {
    const DIVISIONS: [&str; 8] = [
        "Planned care",
        "Urgent care",
        "Nursing",
        "Pharmacy",
        "Diagnostics",
        "Community",
        "Estates",
        "Corporate",
    ];
    const OWNERS: [&str; 6] = [
        "Helen Ashworth",
        "Imran Sadiq",
        "Owen Maddock",
        "Grace Adeyemi",
        "Priya Raman",
        "Peter Lund",
    ];
    const STATUSES: [&str; 4] = [
        "Fully developed",
        "Plans in progress",
        "Opportunity",
        "Unidentified",
    ];
    const RISKS: [&str; 3] = ["Low", "Medium", "High"];
    const MATTERS: [&str; 7] = [
        "Agency",
        "Theatre lists",
        "Rostering",
        "Contract",
        "Medicines",
        "Length of stay",
        "Energy",
    ];
    let row = FIRST_LINE + line;
    let division = chance.one_of(&DIVISIONS);
    let matter = chance.one_of(&MATTERS);
    let texts = [
        (0, format!("S{:06}", line + 1)),
        (
            1,
            format!(
                "{matter} in {} {}",
                division.to_lowercase(),
                chance.below(40_000)
            ),
        ),
        (2, division.to_owned()),
        (3, chance.one_of(&OWNERS).to_owned()),
        (4, chance.one_of(&STATUSES).to_owned()),
        (5, chance.one_of(&RISKS).to_owned()),
        (6, if chance.below(4) == 0 { "NR" } else { "R" }.to_owned()),
        (7, matter.to_owned()),
        (23, format!("Workstream {}", chance.below(12))),
        (25, chance.one_of(&OWNERS).to_owned()),
        (
            26,
            if chance.below(3) == 0 { "No" } else { "Yes" }.to_owned(),
        ),
        (
            27,
            if chance.below(2) == 0 {
                "Pay"
            } else {
                "Non-pay"
            }
            .to_owned(),
        ),
    ];
    for (column, text) in &texts {
        sheet.write_with_format(row, *column, text, &formats.text)?;
    }
    write_figures(sheet, row, formats, chance)
}

fn write_figures(
    sheet: &mut Worksheet,
    row: u32,
    formats: &Formats,
    chance: &mut Chance,
) -> Result<(), XlsxError> {
    let first = chance.below(12);
    // A scheme saves nothing before it starts, and its months are blank then.
    sheet.write_with_format(
        row,
        8,
        45_383.0 + 30.5 * f64::from(first).floor(),
        &formats.day,
    )?;
    let mut tenths = 0;
    for month in first..12 {
        let saved = 5 + chance.below(900);
        tenths += saved;
        let column = FIRST_MONTH + u16::try_from(month).unwrap_or(0);
        sheet.write_with_format(row, column, f64::from(saved) / 10.0, &formats.amount)?;
    }
    let sum = Formula::new(format!("=SUM(K{0}:V{0})", row + 1))
        .set_result((f64::from(tenths) / 10.0).to_string());
    sheet.write_formula_with_format(row, YEAR, sum, &formats.total)?;
    sheet.write_with_format(row, 22, f64::from(tenths) / 5.0, &formats.amount)?;
    sheet.write_with_format(row, 24, 400_000 + chance.below(900), &formats.text)?;
    if chance.below(4) == 0 {
        let comment = format!(
            "Agreed in meeting {} of week {}",
            chance.below(9),
            chance.below(52)
        );
        sheet.write_with_format(row, 28, comment, &formats.text)?;
    }
    if chance.below(10) == 0 {
        sheet.write_with_format(
            row,
            29,
            format!("Paper {}", chance.below(5_000)),
            &formats.text,
        )?;
    }
    Ok(())
}
