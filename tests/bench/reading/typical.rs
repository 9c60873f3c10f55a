//! A plan of the usual size: twelve sheets for a system of eight organisations, all invented, the same every time.

use crate::chance::Chance;
use crate::plans;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use std::path::{Path, PathBuf};

const LINES: u32 = 600;
const ORGANISATIONS: [&str; 8] = [
    "Alderbrook",
    "Stonebeck",
    "Thornmere",
    "Saltholme",
    "Northmoor",
    "Eastdale",
    "Fenmarsh",
    "Marlwood",
];
const MONTHS: [&str; 12] = [
    "Apr-24", "May-24", "Jun-24", "Jul-24", "Aug-24", "Sep-24", "Oct-24", "Nov-24", "Dec-24",
    "Jan-25", "Feb-25", "Mar-25",
];
/// Accounts on the sheet of an organisation.
const ACCOUNTS: u32 = 200;

/// The plan; written where it is not there yet.
pub fn plan() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reading-twelve-sheets.xlsx");
    if !path.exists() {
        let mut book = Workbook::new();
        fill(&mut book).expect("a plan can be written");
        let unfinished = path.with_extension("unfinished");
        book.save(&unfinished)
            .expect("the target folder can be written to");
        std::fs::rename(&unfinished, &path).expect("a file of our own can be renamed");
    }
    path
}

fn fill(book: &mut Workbook) -> Result<(), XlsxError> {
    let mut chance = Chance(12);
    let cover = book.add_worksheet().set_name("Cover")?;
    for (row, text) in (0..).zip([
        "Mid Fenland system operating plan 2024/25",
        "All figures in £000",
        "Final submission",
    ]) {
        cover.write(row, 0, text)?;
    }
    plans::fill(book.add_worksheet(), LINES)?;
    for organisation in ORGANISATIONS {
        let sheet = book
            .add_worksheet()
            .set_name(format!("I&E {organisation}"))?;
        statement(sheet, organisation, &mut chance)?;
    }
    let workforce = book.add_worksheet().set_name("Workforce")?;
    by_month(workforce, "Workforce plan 2024/25, WTE", 60, &mut chance)?;
    let waits = book.add_worksheet().set_name("Trajectories")?;
    by_month(
        waits,
        "Patients waiting over 52 weeks, plan 2024/25",
        40,
        &mut chance,
    )
}

fn statement(
    sheet: &mut Worksheet,
    organisation: &str,
    chance: &mut Chance,
) -> Result<(), XlsxError> {
    let amount = Format::new().set_num_format("#,##0;(#,##0)");
    let head = Format::new().set_bold();
    sheet.write_with_format(
        0,
        0,
        format!("{organisation} income and expenditure plan 2024/25, £000"),
        &head,
    )?;
    heads(sheet, "Account", &head)?;
    let mut yearly = [0.0; 2];
    for account in 0..ACCOUNTS {
        let row = 4 + account;
        let is_income = account < ACCOUNTS / 2;
        let kind = if is_income {
            "Income from patient care"
        } else {
            "Operating expenses"
        };
        sheet.write(row, 0, format!("{kind}, line {}", account + 1))?;
        let mut year = 0.0;
        for month in 0..12 {
            let value = f64::from(1_000 + chance.below(9_000));
            year += value;
            sheet.write_with_format(
                row,
                1 + month,
                if is_income { value } else { -value },
                &amount,
            )?;
        }
        let signed = if is_income { year } else { -year };
        if let Some(sum) = yearly.get_mut(usize::from(!is_income)) {
            *sum += signed;
        }
        let sum = Formula::new(format!("=SUM(B{0}:M{0})", row + 1)).set_result(signed.to_string());
        sheet.write_formula_with_format(row, 13, sum, &amount)?;
    }
    for (row, name, value) in [
        (ACCOUNTS + 5, "Total income", yearly.first()),
        (ACCOUNTS + 6, "Total expenditure", yearly.last()),
    ] {
        sheet.write_with_format(row, 0, name, &head)?;
        sheet.write_with_format(row, 13, value.copied().unwrap_or_default(), &amount)?;
    }
    sheet.write_with_format(ACCOUNTS + 7, 0, "Surplus / (deficit)", &head)?;
    sheet.write_with_format(ACCOUNTS + 7, 13, yearly.iter().sum::<f64>(), &amount)?;
    Ok(())
}

fn by_month(
    sheet: &mut Worksheet,
    title: &str,
    rows: u32,
    chance: &mut Chance,
) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    sheet.write_with_format(0, 0, title, &head)?;
    heads(sheet, "Organisation", &head)?;
    for line in 0..rows {
        sheet.write(
            4 + line,
            0,
            format!("{} {}", chance.one_of(&ORGANISATIONS), line + 1),
        )?;
        for month in 0..12 {
            sheet.write(4 + line, 1 + month, chance.below(4_000))?;
        }
    }
    Ok(())
}

fn heads(sheet: &mut Worksheet, first: &str, head: &Format) -> Result<(), XlsxError> {
    sheet.write_with_format(3, 0, first, head)?;
    for (column, month) in (1..).zip(MONTHS) {
        sheet.write_with_format(3, column, month, head)?;
    }
    sheet.write_with_format(3, 13, "Plan 2024/25", head)?;
    Ok(())
}
