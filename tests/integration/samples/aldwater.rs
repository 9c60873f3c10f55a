//! Aldwater and Fellside ICS 2024/25, March draft and May submission: between the two the target rises, the deficit
//! goes, and all of the difference is savings that nobody has identified.

use super::aldwater_schemes::{FELLSIDE_LINES, HOSPITALS_LINES, ICB_LINES, PARTNERSHIP_LINES};
use super::formula::a1;
use super::house::{Book, House, Page, phase};
use super::scheme::{Row, UNIDENTIFIED, scheme};
use super::waits::{Block, falling, falling_to_zero};
use rust_xlsxwriter::Color;

const HOUSE: House = House {
    font: "Arial",
    size: 9.0,
    dark: 0x0000_5E4D,
    pale: 0x00E2_F0EA,
    money: "#,##0;[Red]-#,##0;\"-\"",
    author: "Aldwater and Fellside ICB planning team",
};

const ICB: &str = "NHS Aldwater and Fellside ICB";
const HOSPITALS: &str = "Aldwater Hospitals NHS Foundation Trust";
const FELLSIDE: &str = "Fellside General Hospitals NHS Trust";
const PARTNERSHIP: &str = "Aldwater and Fellside Partnership NHS Foundation Trust";

/// Which submission of the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Submission {
    MarchDraft,
    MayFinal,
}

struct Body {
    name: &'static str,
    tab: &'static str,
    lines: &'static [Row],
    /// Draft and final, £000.
    target: [i64; 2],
    surplus: [i64; 2],
    /// Income or allocation, pay or commissioned care, non-pay.
    lines_of_account: [i64; 2],
}

const BODIES: [Body; 4] = [
    Body {
        name: ICB,
        tab: "ICB savings",
        lines: &ICB_LINES,
        target: [26_400, 31_200],
        surplus: [1_400, 6_200],
        lines_of_account: [1_905_000, -1_486_300],
    },
    Body {
        name: HOSPITALS,
        tab: "AHT savings",
        lines: &HOSPITALS_LINES,
        target: [39_800, 48_900],
        surplus: [-13_800, -4_700],
        lines_of_account: [702_400, -448_900],
    },
    Body {
        name: FELLSIDE,
        tab: "FGH savings",
        lines: &FELLSIDE_LINES,
        target: [18_900, 24_100],
        surplus: [-6_700, -1_500],
        lines_of_account: [338_100, -219_600],
    },
    Body {
        name: PARTNERSHIP,
        tab: "AFP savings",
        lines: &PARTNERSHIP_LINES,
        target: [11_300, 14_400],
        surplus: [-3_100, 0],
        lines_of_account: [287_900, -206_700],
    },
];

pub fn workbook(submission: Submission) -> Vec<u8> {
    let mut book = Book::new(HOUSE, "Aldwater and Fellside ICS operating plan 2024/25");
    let (subtitle, position) = match submission {
        Submission::MarchDraft => (
            "Operating plan 2024/25: draft of 21 March 2024",
            "The draft plan is a deficit of £22.2m. Further savings are being worked up before the final submission.",
        ),
        Submission::MayFinal => (
            "Operating plan 2024/25: submission of 2 May 2024",
            "The plan is submitted at breakeven. The savings requirement has been raised from £96.4m to £118.6m since the March draft.",
        ),
    };
    book.cover(
        "Aldwater and Fellside Integrated Care System",
        subtitle,
        &[
            position,
            "Summary: savings target and planned position of each organisation, £000.",
            "One savings tab for each organisation, £000, months M1 (April) to M12 (March).",
            "I&E plan: income and expenditure by organisation and month, £000.",
            "Long waits: incomplete pathways at month end. Discharge delays: 24 months of actuals for context.",
            "Aldwater and Fellside are fictional, and so are all figures.",
        ],
    );
    let tabs: Vec<(Page, u32)> = BODIES
        .iter()
        .map(|body| savings(&book, body, submission))
        .collect();
    let summary = summary(&book, &tabs, submission);
    book.add(summary);
    for (page, _) in tabs {
        book.add(page);
    }
    let page = accounts(&book, submission);
    book.add(page);
    let page = waits(&book);
    book.add(page);
    let page = discharges(&book);
    book.add(page);
    book.finish()
}

fn at(submission: Submission) -> usize {
    usize::from(submission == Submission::MayFinal)
}

fn summary(book: &Book, tabs: &[(Page, u32)], submission: Submission) -> Page {
    let mut page = book.page("Summary", &[52.0, 20.0, 20.0, 20.0]);
    page.sheet.set_tab_color(Color::RGB(HOUSE.dark));
    page.text(
        0,
        0,
        "Savings target and planned position 2024/25, £000",
        &HOUSE.title(),
    );
    let heads = [
        "Organisation",
        "Savings target",
        "Savings in plan",
        "Surplus / (deficit)",
    ];
    page.texts(2, 0, &heads, &HOUSE.head());
    page.sheet.set_row_height(2, 28).unwrap();
    for (row, (body, (tab, total))) in (3..).zip(BODIES.iter().zip(tabs)) {
        page.text(row, 0, body.name, &HOUSE.text());
        page.whole(row, 1, body.target[at(submission)], &HOUSE.amount());
        page.formula(
            row,
            2,
            &format!("'{}'!{}", tab.name, a1(*total, 7)),
            &HOUSE.amount(),
        );
        page.whole(row, 3, body.surplus[at(submission)], &HOUSE.amount());
    }
    page.text(7, 0, "System", &HOUSE.total());
    for column in 1..4 {
        page.sum_down(7, column, 3, 6, &HOUSE.total());
    }
    page.text(9, 0, "System allocation 2024/25, £000", &HOUSE.text());
    page.whole(9, 1, 1_905_000, &HOUSE.amount());
    page.text(
        10,
        0,
        "Savings target as a share of allocation",
        &HOUSE.text(),
    );
    page.formula(10, 1, "B8/B10", &HOUSE.percent());
    page
}

/// The sheet, and the row of its total.
fn savings(book: &Book, body: &Body, submission: Submission) -> (Page, u32) {
    let mut widths = vec![10.0, 44.0, 24.0, 26.0, 17.0, 13.0, 16.0, 13.0];
    widths.extend([8.5; 12]);
    widths.push(13.0);
    let mut page = book.page(body.tab, &widths);
    page.text(0, 0, body.name, &HOUSE.title());
    page.text(1, 0, "Savings schemes 2024/25, £000", &HOUSE.note());
    let heads = [
        "Scheme ref",
        "Scheme",
        "Directorate",
        "Senior responsible owner",
        "Plan status",
        "Delivery risk",
        "Recurrent / Non-recurrent",
        "Plan 2024/25",
        "M1",
        "M2",
        "M3",
        "M4",
        "M5",
        "M6",
        "M7",
        "M8",
        "M9",
        "M10",
        "M11",
        "M12",
        "FYE 2025/26",
    ];
    page.texts(3, 0, &heads, &HOUSE.head());
    page.freeze(4, 2);
    let mut row = 4;
    for line in body.lines {
        let Some(line) = adjusted(line, submission) else {
            continue;
        };
        let line = scheme(&line);
        let recurrence = if line.recurrent {
            "Recurrent"
        } else {
            "Non-recurrent"
        };
        let texts = [
            line.reference,
            line.name,
            line.division,
            line.owner,
            line.status,
            line.risk,
            recurrence,
        ];
        page.texts(row, 0, &texts, &HOUSE.text());
        page.wholes(row, 8, &line.months(), &HOUSE.amount());
        page.sum_across(row, 7, 8, 19, &HOUSE.amount());
        page.whole(row, 20, line.full_year(), &HOUSE.amount());
        row += 1;
    }
    page.texts(
        row,
        0,
        &["", "Total savings", "", "", "", "", ""],
        &HOUSE.total(),
    );
    for column in 7..21 {
        page.sum_down(row, column, 4, row - 1, &HOUSE.total());
    }
    (page, row)
}

/// The line as it stood in that submission; none if it was not there yet.
fn adjusted(line: &Row, submission: Submission) -> Option<Row> {
    let mut line = *line;
    if submission == Submission::MayFinal {
        return Some(line);
    }
    match line.0 {
        "ICB-08" => return None,
        "AHT-02" => line.8 -= 400,
        "AHT-07" => line.8 += 400,
        "AHT-04" => {
            line.4 = "Opportunity";
            line.7 = 4;
        }
        "AHT-13" => line.8 = 4_600,
        "FGH-10" => line.8 = 2_900,
        "AFP-08" => line.8 = 1_800,
        _ => {}
    }
    debug_assert!(line.8 > 0 || line.4 == UNIDENTIFIED);
    Some(line)
}

fn accounts(book: &Book, submission: Submission) -> Page {
    let mut widths = vec![50.0, 42.0];
    widths.extend([10.5; 12]);
    widths.push(13.0);
    let mut page = book.page("I&E plan", &widths);
    page.text(
        0,
        0,
        "Income and expenditure plan 2024/25 by organisation and month, £000",
        &HOUSE.title(),
    );
    page.texts(2, 0, &["Organisation", "Line"], &HOUSE.head());
    for (column, month) in (2..).zip(1..=12) {
        page.text(2, column, &format!("M{month}"), &HOUSE.head());
    }
    page.text(2, 14, "Plan 2024/25", &HOUSE.head());
    page.freeze(3, 2);
    let mut results = Vec::new();
    for (row, body) in (3..).step_by(4).zip(&BODIES) {
        account(&mut page, row, body, submission);
        results.push(row + 3);
    }
    let row = results[3] + 1;
    page.texts(row, 0, &["System", "Surplus / (deficit)"], &HOUSE.total());
    for column in 2..15 {
        let parts: Vec<String> = results.iter().map(|result| a1(*result, column)).collect();
        page.formula(row, column, &parts.join("+"), &HOUSE.total());
    }
    page
}

/// Three lines and the result of one organisation.
fn account(page: &mut Page, row: u32, body: &Body, submission: Submission) {
    let [income, pay] = body.lines_of_account;
    let surplus = body.surplus[at(submission)];
    let labels = if body.name == ICB {
        [
            "Allocation",
            "Commissioned healthcare",
            "Prescribing, primary care and running costs",
        ]
    } else {
        ["Operating income", "Pay", "Non-pay and financing"]
    };
    let early = [13, 12, 11, 10, 9, 9, 8, 7, 7, 6, 5, 3];
    let weights = if surplus < 0 { early } else { [1; 12] };
    let (income, pay) = (phase(income, [1; 12]), phase(pay, [1; 12]));
    let months = phase(surplus, weights);
    let rest: Vec<i64> = (0..12)
        .map(|month| months[month] - income[month] - pay[month])
        .collect();
    for (row, (label, values)) in (row..).zip(labels.iter().zip([&income[..], &pay, &rest])) {
        page.texts(row, 0, &[body.name, label], &HOUSE.text());
        page.wholes(row, 2, values, &HOUSE.amount());
        page.sum_across(row, 14, 2, 13, &HOUSE.amount());
    }
    page.texts(
        row + 3,
        0,
        &[body.name, "Surplus / (deficit)"],
        &HOUSE.subtotal(),
    );
    for column in 2..15 {
        page.sum_down(row + 3, column, row, row + 2, &HOUSE.subtotal());
    }
}

fn waits(book: &Book) -> Page {
    let mut page = book.page("Long waits", &super::waits::WIDTHS);
    page.text(
        0,
        0,
        "Incomplete pathways at month end, plan 2024/25",
        &HOUSE.title(),
    );
    let blocks = [
        Block {
            measure: "Waiting over 52 weeks",
            providers: vec![
                (HOSPITALS, falling(3_140, 890)),
                (FELLSIDE, falling(1_205, 310)),
            ],
        },
        Block {
            measure: "Waiting over 65 weeks",
            providers: vec![
                (HOSPITALS, falling_to_zero(610, 6)),
                (FELLSIDE, falling_to_zero(185, 6)),
            ],
        },
        Block {
            measure: "Waiting over 78 weeks",
            providers: vec![(HOSPITALS, [0; 12]), (FELLSIDE, [0; 12])],
        },
    ];
    super::waits::write(&mut page, HOUSE, 2024, &blocks);
    page
}

/// Two years of a monthly series: a shift after the discharge lounge opened, and one month out of line.
fn discharges(book: &Book) -> Page {
    const DELAYED: [i64; 24] = [
        214, 208, 221, 217, 209, 223, 219, 228, 262, 231, 224, 218, 212, 207, 216, 198, 191, 187,
        194, 189, 203, 196, 190, 184,
    ];
    let mut page = book.page("Discharge delays", &[14.0, 26.0, 26.0]);
    page.text(
        0,
        0,
        "Discharge delays, actuals April 2022 to March 2024",
        &HOUSE.title(),
    );
    page.text(
        1,
        0,
        "Daily average of patients who no longer meet the criteria to reside, all acute sites",
        &HOUSE.note(),
    );
    let heads = [
        "Month",
        "Patients no longer meeting the criteria to reside",
        "Bed days lost in the month",
    ];
    page.texts(3, 0, &heads, &HOUSE.head());
    page.freeze(4, 1);
    let date = HOUSE.text().set_num_format("mmm-yy");
    let days = [30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31];
    for (index, delayed) in (0_u16..).zip(DELAYED) {
        let (row, month) = (4 + u32::from(index), (index + 3) % 12 + 1);
        let year = 2022 + (index + 3) / 12;
        let first = rust_xlsxwriter::ExcelDateTime::from_ymd(year, u8::try_from(month).unwrap(), 1)
            .unwrap();
        page.sheet
            .write_datetime_with_format(row, 0, &first, &date)
            .unwrap();
        page.whole(row, 1, delayed, &HOUSE.count());
        let leap = i64::from(year == 2024 && month == 2);
        let length = days[usize::from(index % 12)] + leap;
        page.formula(row, 2, &format!("{}*{length}", a1(row, 1)), &HOUSE.count());
    }
    page
}
