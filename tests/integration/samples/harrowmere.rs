//! Harrowmere 2025/26 after seven months: the position falls behind, the forecast stays where the plan was, and March is to
//! bring it all back.

use super::formula::a1;
use super::harrowmere_schemes::{LINES, Line};
use super::house::{Book, House, Page};

const HOUSE: House = House {
    font: "Arial",
    size: 10.0,
    dark: 0x0000_4B50,
    pale: 0x00E3_F1F1,
    money: "#,##0;(#,##0);-",
    author: "Harrowmere system finance",
};

pub const ICB: &str = "NHS Harrowmere ICB";
pub const HOSPITALS: &str = "Harrowmere Hospitals NHS Trust";
pub const COMMUNITY: &str = "Fenwick Community NHS Foundation Trust";

/// Last year's outturn, plan, plan to date, actual to date, forecast; thousands of pounds.
type Figures = [i64; 5];
/// Sheet, body, and its lines.
type Account = (
    &'static str,
    &'static str,
    &'static [(&'static str, Figures)],
);

#[rustfmt::skip]
const ACCOUNTS: [Account; 3] = [
    ("ICB", ICB, &[
        ("Allocation", [1_128_000, 1_200_000, 700_000, 700_000, 1_200_000]),
        ("Commissioned services", [-1_013_400, -1_078_200, -628_950, -628_600, -1_077_600]),
        ("Prescribing", [-96_100, -101_400, -59_150, -60_150, -102_600]),
        ("Running costs", [-18_500, -18_000, -10_500, -10_200, -17_400]),
    ]),
    ("Hospitals", HOSPITALS, &[
        ("Income from patient care", [528_000, 552_000, 322_000, 320_600, 552_000]),
        ("Other operating income", [43_200, 45_600, 26_600, 26_900, 45_600]),
        ("Pay", [-392_400, -399_600, -234_500, -243_300, -404_000]),
        ("Non-pay", [-178_800, -187_200, -109_900, -111_200, -182_800]),
        ("Financing costs", [-17_600, -18_000, -10_500, -10_500, -18_000]),
    ]),
    ("Community", COMMUNITY, &[
        ("Income from patient care", [216_000, 224_400, 130_900, 130_900, 224_400]),
        ("Other operating income", [14_400, 15_600, 9_100, 9_000, 15_600]),
        ("Pay", [-182_400, -186_000, -108_500, -109_600, -187_400]),
        ("Non-pay", [-45_600, -47_400, -27_650, -27_400, -46_000]),
        ("Financing costs", [-6_000, -6_000, -3_500, -3_500, -6_000]),
    ]),
];

#[rustfmt::skip]
const PLANNED: [(&str, [i64; 12]); 3] = [
    (ICB, [200; 12]),
    (HOSPITALS, [-1_100, -1_050, -1_000, -900, -850, -750, -650, -600, -550, -500, -450, 1_200]),
    (COMMUNITY, [50; 12]),
];

/// Seven months as they were, five as forecast: March makes good what the others do not.
#[rustfmt::skip]
const RUN: [(&str, [i64; 12]); 3] = [
    (ICB, [150, 150, 150, 150, 150, 150, 150, 200, 200, 200, 200, 550]),
    (HOSPITALS, [-2_500, -2_500, -2_500, -2_500, -2_500, -2_500, -2_500, -1_500, -1_500, -1_500, -1_500, 16_300]),
    (COMMUNITY, [-120, -110, -100, -90, -70, -60, -50, 100, 100, 100, 100, 800]),
];

/// Planned savings and what was delivered, £000.
const RECORD: [(&str, i64, i64); 3] = [
    ("2022/23", 38_000, 33_400),
    ("2023/24", 44_000, 37_800),
    ("2024/25", 50_000, 41_500),
];

/// Whole-time equivalents planned in March 2025 and March 2026, and in post at the end of October 2025.
const STAFF: [(&str, i64, i64, i64); 3] = [
    (ICB, 420, 372, 391),
    (HOSPITALS, 7_200, 7_140, 7_310),
    (COMMUNITY, 3_360, 3_324, 3_352),
];

pub fn workbook() -> Vec<u8> {
    let mut book = Book::new(HOUSE, "Harrowmere finance report month 7 2025/26");
    book.cover(
        "Harrowmere Integrated Care System",
        "Finance report to the end of October 2025 (month 7), 2025/26",
        &[
            "The system is £12.5m behind its plan to date. All bodies forecast that they will end the year on plan.",
            "All figures in £000 unless they say otherwise. Income and surplus are positive, expenditure and deficit negative.",
            "Recovery actions are being agreed with NHS England; most of their effect falls in March.",
            "Harrowmere is fictional, and so are all figures and names.",
        ],
    );
    let mut results = Vec::new();
    let mut pages = Vec::new();
    for (sheet, body, lines) in ACCOUNTS {
        let page = account(&book, sheet, body, lines);
        let row = u32::try_from(lines.len()).unwrap() + 4;
        results.push((page.name.clone(), body, row));
        pages.push(page);
    }
    let page = summary(&book, &results);
    book.add(page);
    for page in pages {
        book.add(page);
    }
    let page = by_month(&book);
    book.add(page);
    let page = savings(&book);
    book.add(page);
    let page = staff(&book);
    book.add(page);
    let page = waits(&book);
    book.add(page);
    book.finish()
}

const HEADS: [&str; 8] = [
    "£000",
    "Outturn 2024/25",
    "Annual plan 2025/26",
    "YTD plan",
    "YTD actual",
    "YTD variance",
    "Forecast outturn 2025/26",
    "Forecast variance",
];

fn heads(page: &mut Page, row: u32, first: &str) {
    page.texts(row, 0, &HEADS, &HOUSE.head());
    page.text(row, 0, first, &HOUSE.head());
    page.sheet.set_row_height(row, 30).unwrap();
}

/// Actual less plan, so that worse is negative.
fn variances(page: &mut Page, row: u32, format: &rust_xlsxwriter::Format) {
    for (column, over, under) in [(5, 4, 3), (7, 6, 2)] {
        let text = format!("{}-{}", a1(row, over), a1(row, under));
        page.formula(row, column, &text, format);
    }
}

fn account(book: &Book, sheet: &str, body: &str, lines: &[(&str, Figures)]) -> Page {
    let mut page = book.page(
        &format!("{sheet} M7"),
        &[44.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0],
    );
    page.text(0, 0, body, &HOUSE.title());
    page.text(
        1,
        0,
        "Income and expenditure to month 7, October 2025, £000",
        &HOUSE.bold(),
    );
    heads(&mut page, 3, "£000");
    let mut row = 4;
    for (label, [outturn, plan, plan_to_date, actual, forecast]) in lines {
        page.text(row, 0, label, &HOUSE.text());
        page.wholes(
            row,
            1,
            &[*outturn, *plan, *plan_to_date, *actual],
            &HOUSE.amount(),
        );
        page.whole(row, 6, *forecast, &HOUSE.amount());
        variances(&mut page, row, &HOUSE.amount());
        row += 1;
    }
    page.text(row, 0, "Surplus / (deficit)", &HOUSE.total());
    for column in [1, 2, 3, 4, 6] {
        page.sum_down(row, column, 4, row - 1, &HOUSE.total());
    }
    variances(&mut page, row, &HOUSE.total());
    page
}

/// The results of the bodies' sheets, one below the other, and their sum.
fn summary(book: &Book, results: &[(String, &str, u32)]) -> Page {
    let mut page = book.page("Summary", &[44.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0]);
    page.text(
        0,
        0,
        "Surplus / (deficit) by organisation, month 7 of 2025/26, £000",
        &HOUSE.title(),
    );
    heads(&mut page, 2, "Organisation");
    let mut row = 3;
    for (sheet, body, result) in results {
        page.text(row, 0, body, &HOUSE.text());
        for column in [1, 2, 3, 4, 6] {
            let text = format!("'{sheet}'!{}", a1(*result, column));
            page.formula(row, column, &text, &HOUSE.amount());
        }
        variances(&mut page, row, &HOUSE.amount());
        row += 1;
    }
    page.text(row, 0, "System surplus / (deficit)", &HOUSE.total());
    for column in [1, 2, 3, 4, 6] {
        page.sum_down(row, column, 3, row - 1, &HOUSE.total());
    }
    variances(&mut page, row, &HOUSE.total());

    page.text(
        row + 3,
        0,
        "Savings delivered in earlier years, £000",
        &HOUSE.bold(),
    );
    page.texts(row + 4, 0, &["Year", "Planned", "Delivered"], &HOUSE.head());
    for (row, (year, planned, delivered)) in (row + 5..).zip(RECORD) {
        page.text(row, 0, year, &HOUSE.text());
        page.wholes(row, 1, &[planned, delivered], &HOUSE.amount());
    }
    page
}

fn by_month(book: &Book) -> Page {
    let mut widths = vec![44.0];
    widths.extend([10.0; 13]);
    let mut page = book.page("By month", &widths);
    page.text(
        0,
        0,
        "Surplus / (deficit) by month 2025/26, £000",
        &HOUSE.title(),
    );
    let mut row = 2;
    for (title, months) in [
        ("Planned surplus / (deficit)", PLANNED),
        (
            "Actual surplus / (deficit) to October, forecast from November",
            RUN,
        ),
    ] {
        page.text(row, 0, title, &HOUSE.bold());
        page.text(row + 1, 0, "Organisation", &HOUSE.head());
        page.month_heads(row + 1, 1, 2025, &HOUSE.head());
        page.text(row + 1, 13, "2025/26", &HOUSE.head());
        row += 2;
        let first = row;
        for (body, values) in months {
            page.text(row, 0, body, &HOUSE.text());
            page.wholes(row, 1, &values, &HOUSE.amount());
            page.sum_across(row, 13, 1, 12, &HOUSE.amount());
            row += 1;
        }
        page.text(row, 0, "System", &HOUSE.total());
        for column in 1..14 {
            page.sum_down(row, column, first, row - 1, &HOUSE.total());
        }
        row += 2;
    }
    page
}

const SAVINGS_HEADS: [&str; 13] = [
    "Ref",
    "Organisation",
    "Scheme",
    "Lead",
    "Category",
    "Status",
    "Risk",
    "Recurrent?",
    "Annual plan 2025/26",
    "YTD plan",
    "YTD actual",
    "Forecast 2025/26",
    "Full-year effect",
];
/// The first month's column.
const APRIL: u16 = 13;

fn savings(book: &Book) -> Page {
    let mut widths = vec![
        8.0, 38.0, 40.0, 16.0, 14.0, 18.0, 10.0, 14.0, 13.0, 12.0, 12.0, 13.0, 13.0,
    ];
    widths.extend([9.0; 12]);
    let mut page = book.page("Savings M7", &widths);
    page.text(
        0,
        0,
        "Efficiency programme to month 7, 2025/26, £000",
        &HOUSE.title(),
    );
    page.text(2, 2, "Efficiency target 2025/26", &HOUSE.bold());
    page.whole(2, 8, 57_000, &HOUSE.total());
    page.texts(4, 0, &SAVINGS_HEADS, &HOUSE.head());
    page.month_heads(4, APRIL, 2025, &HOUSE.head());
    page.freeze(5, 3);
    let mut row = 5;
    for line in &LINES {
        write_line(&mut page, row, line);
        row += 1;
    }
    page.texts(
        row,
        0,
        &["", "", "Total efficiency programme", "", "", "", "", ""],
        &HOUSE.total(),
    );
    for column in 8..APRIL + 12 {
        page.sum_down(row, column, 5, row - 1, &HOUSE.total());
    }
    page
}

fn write_line(page: &mut Page, row: u32, line: &Line) {
    let recurrent = if line.recurrent {
        "Recurrent"
    } else {
        "Non-recurrent"
    };
    let texts = [
        line.reference,
        line.body,
        line.name,
        line.lead,
        line.category,
        line.status,
        line.risk,
        recurrent,
    ];
    page.texts(row, 0, &texts, &HOUSE.text());
    page.wholes(row, APRIL, &line.months(), &HOUSE.amount());
    page.sum_across(row, 8, APRIL, APRIL + 11, &HOUSE.amount());
    page.sum_across(row, 9, APRIL, APRIL + 6, &HOUSE.amount());
    page.whole(row, 10, line.delivered, &HOUSE.amount());
    page.whole(row, 11, line.forecast, &HOUSE.amount());
    page.whole(row, 12, line.full_year, &HOUSE.amount());
}

fn staff(book: &Book) -> Page {
    let mut widths = vec![44.0];
    widths.extend([9.0; 13]);
    let mut page = book.page("Workforce", &widths);
    page.text(
        0,
        0,
        "Workforce, whole-time equivalents (WTE) at month end",
        &HOUSE.title(),
    );
    for (row, title, months) in [(2, "Planned WTE", 13_u16), (8, "Actual WTE", 8)] {
        page.text(row, 0, title, &HOUSE.bold());
        page.text(row + 1, 0, "Organisation", &HOUSE.head());
        for column in 0..months {
            let (year, month) = if column > 9 {
                (2026, column - 9)
            } else {
                (2025, 3 + column)
            };
            let date =
                rust_xlsxwriter::ExcelDateTime::from_ymd(year, u8::try_from(month).unwrap(), 1)
                    .unwrap();
            let format = HOUSE.head().set_num_format("mmm-yy");
            page.sheet
                .write_datetime_with_format(row + 1, column + 1, &date, &format)
                .unwrap();
        }
        for (row, (body, start, end, now)) in (row + 2..).zip(STAFF) {
            page.text(row, 0, body, &HOUSE.text());
            let to = if months == 13 { end } else { now };
            let steps = i64::from(months) - 1;
            for column in 0..months {
                let value = start + (to - start) * i64::from(column) / steps;
                page.whole(row, column + 1, value, &HOUSE.count());
            }
        }
    }
    page
}

fn waits(book: &Book) -> Page {
    let mut page = book.page("Waiting list", &super::waits::WIDTHS);
    page.text(
        0,
        0,
        "Incomplete pathways at month end 2025/26",
        &HOUSE.title(),
    );
    let planned = [
        1_840, 1_780, 1_720, 1_660, 1_590, 1_520, 1_450, 1_380, 1_300, 1_220, 1_060, 640,
    ];
    let actual = [1_846, 1_822, 1_805, 1_790, 1_772, 1_769, 1_751];
    let mut row = 2;
    for (title, planned, actual) in [
        ("Waiting over 52 weeks", planned, actual),
        (
            "Total waiting list",
            [
                64_800, 64_700, 64_600, 64_500, 64_400, 64_300, 64_200, 64_100, 64_000, 63_900,
                63_800, 63_700,
            ],
            [64_910, 64_980, 65_020, 65_100, 65_060, 65_120, 65_190],
        ),
    ] {
        page.text(row, 0, &format!("{title}: {HOSPITALS}"), &HOUSE.bold());
        page.text(row + 1, 0, "Plan or actual", &HOUSE.head());
        page.month_heads(row + 1, 1, 2025, &HOUSE.head());
        page.text(row + 2, 0, "Plan", &HOUSE.text());
        page.wholes(row + 2, 1, &planned, &HOUSE.count());
        page.text(row + 3, 0, "Actual", &HOUSE.text());
        page.wholes(row + 3, 1, &actual, &HOUSE.count());
        row += 6;
    }
    page
}
