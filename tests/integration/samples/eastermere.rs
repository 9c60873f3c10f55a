//! Eastermere 2025/26: a board and its only provider, one trust since three others joined it; spend moves from
//! hospital to community, in pounds, and part of the target has no line at all.

use super::formula::a1;
use super::house::{Book, House, Page, phase};
use super::scheme::{
    DEVELOPED as D, OPPORTUNITY as O, PROGRESS as P, Row, UNIDENTIFIED as U, scheme,
};
use super::waits::{Block, falling};
use rust_decimal::Decimal;

const HOUSE: House = House {
    font: "Cambria",
    size: 10.0,
    dark: 0x004A_235A,
    pale: 0x00EF_E6F3,
    money: "£#,##0;-£#,##0;–",
    author: "Eastermere University Hospitals finance",
};

const MILLIONS: &str = "0.0;(0.0);-";
const ICB: &str = "NHS Eastermere ICB";
const TRUST: &str = "Eastermere University NHS Foundation Trust";

#[rustfmt::skip]
const GROUPS: [(&str, &[Row]); 7] = [
    ("Surgery and critical care", &[
        ("E-101", "Theatre timetable across three sites", "", "J. Penrose", P, "Amber", true, 3, 3_184_500),
        ("E-102", "Elective hub at Port Erring", "", "J. Penrose", P, "Amber", true, 7, 2_716_000),
        ("E-103", "Critical care staffing model", "", "R. Okafor", O, "Red", true, 8, 1_948_200),
        ("E-104", "Implant price benchmark", "", "T. Lindqvist", D, "Green", true, 1, 1_127_400),
        ("E-105", "Weekend lists moved into the week", "", "J. Penrose", P, "Amber", true, 4, 1_362_800),
    ]),
    ("Medicine and urgent care", &[
        ("E-201", "Same-day emergency care at all three sites", "", "A. Haldane", P, "Amber", true, 5, 2_845_300),
        ("E-202", "Single acute medical rota", "", "A. Haldane", O, "Red", true, 9, 3_418_700),
        ("E-203", "Agency medical rates", "", "R. Okafor", D, "Green", true, 1, 2_263_100),
        ("E-204", "Frailty beds replaced by virtual ward", "", "M. Castellan", P, "Amber", true, 6, 3_076_900),
        ("E-205", "Endoscopy list fill", "", "J. Penrose", D, "Green", true, 1, 684_500),
    ]),
    ("Women and children", &[
        ("E-301", "Neonatal cot configuration", "", "S. Imrie", O, "Amber", true, 8, 1_217_600),
        ("E-302", "Maternity triage on one site overnight", "", "S. Imrie", P, "Amber", true, 6, 948_300),
        ("E-303", "Paediatric bank rates", "", "R. Okafor", D, "Green", true, 1, 512_700),
    ]),
    ("Community and frailty", &[
        ("E-401", "Community hospital beds to home care", "", "M. Castellan", P, "Amber", true, 6, 2_934_400),
        ("E-402", "District nursing scheduling", "", "M. Castellan", D, "Green", true, 2, 1_176_200),
        ("E-403", "Therapy teams joined up", "", "M. Castellan", P, "Amber", true, 4, 1_043_800),
        ("E-404", "Equipment recycling", "", "T. Lindqvist", D, "Green", true, 1, 386_500),
    ]),
    ("Diagnostics and pharmacy", &[
        ("E-501", "One pathology laboratory", "", "K. Aldous", O, "Red", true, 10, 2_127_900),
        ("E-502", "Biosimilars and homecare", "", "K. Aldous", D, "Green", true, 1, 2_486_300),
        ("E-503", "Radiology outsourcing ended", "", "K. Aldous", P, "Amber", true, 5, 1_534_600),
        ("E-504", "Aseptic unit consolidation", "", "K. Aldous", O, "Red", true, 10, 623_400),
    ]),
    ("Corporate and estates", &[
        ("E-601", "One corporate structure after the mergers", "", "T. Lindqvist", P, "Amber", true, 7, 4_261_700),
        ("E-602", "Legacy IT contracts ended", "", "T. Lindqvist", D, "Green", true, 4, 1_896_200),
        ("E-603", "Hallowdene headquarters sold", "", "D. Farrow", P, "Amber", false, 12, 3_450_000),
        ("E-604", "Energy: combined purchasing", "", "D. Farrow", D, "Green", true, 1, 1_314_800),
        ("E-605", "Release of legacy provisions", "", "T. Lindqvist", D, "Green", false, 12, 2_275_000),
        ("E-606", "Merger benefits to be confirmed", "", "", U, "Red", true, 10, 2_400_000),
    ]),
    ("NHS Eastermere ICB", &[
        ("B-01", "Continuing healthcare: local rates", "", "P. Nakamura", P, "Amber", true, 3, 1_742_600),
        ("B-02", "Prescribing", "", "P. Nakamura", D, "Green", true, 1, 1_468_900),
        ("B-03", "Running costs", "", "P. Nakamura", D, "Green", true, 4, 521_700),
    ]),
];

pub fn workbook() -> Vec<u8> {
    let mut book = Book::new(HOUSE, "Eastermere operating plan 2025/26");
    book.cover(
        "Eastermere University NHS Foundation Trust and NHS Eastermere ICB",
        "Operating plan 2025/26",
        &[
            "On 1 April 2025 three trusts joined Eastermere: Hallowdene Hospitals, Port Erring General and Vale Community. Their 2024/25 outturn is shown beside the plan for comparison and is not part of it.",
            "Position: £m to one decimal. Efficiency: whole pounds by scheme and month.",
            "Care setting: the plan moves £18.6m a year from hospital beds to community services.",
            "Delivery ratings: Green = on track, Amber = needs attention, Red = at risk.",
            "Eastermere is fictional, and so are all figures and names.",
        ],
    );
    let page = position(&book);
    book.add(page);
    let page = efficiency(&book);
    book.add(page);
    let page = settings(&book);
    book.add(page);
    let page = waits(&book);
    book.add(page);
    book.finish()
}

fn position(book: &Book) -> Page {
    let mut widths = vec![42.0];
    widths.extend([15.0; 8]);
    let mut page = book.page("Position", &widths);
    page.text(0, 0, "Income and expenditure, £m", &HOUSE.title());
    let heads = [
        "£m",
        "Eastermere legacy outturn 2024/25",
        "Hallowdene Hospitals outturn 2024/25",
        "Port Erring General outturn 2024/25",
        "Vale Community outturn 2024/25",
        "Combined outturn 2024/25",
        "Eastermere University NHS FT plan 2025/26",
        "NHS Eastermere ICB plan 2025/26",
        "System plan 2025/26",
    ];
    page.texts(2, 0, &heads, &HOUSE.head());
    page.sheet.set_row_height(2, 58).unwrap();
    let tenths = HOUSE.amount().set_num_format(MILLIONS);
    let total = HOUSE.total().set_num_format(MILLIONS);
    // Tenths of a million.
    #[rustfmt::skip]
    let lines: [(&str, [i64; 7]); 7] = [
        ("Allocation", [0, 0, 0, 0, 0, 0, 14_120]),
        ("Income from patient care", [4_412, 2_386, 1_297, 988, 0, 9_316, 0]),
        ("Other operating income", [298, 147, 71, 49, 0, 558, 0]),
        ("Commissioned services", [0, 0, 0, 0, 0, 0, -14_100]),
        ("Pay", [-3_061, -1_688, -929, -734, 0, -6_413, 0]),
        ("Non-pay", [-1_586, -839, -441, -282, 0, -3_275, 0]),
        ("Financing costs", [-154, -82, -43, -21, 0, -300, 0]),
    ];
    for (row, (label, values)) in (3..).zip(lines) {
        page.text(row, 0, label, &HOUSE.text());
        for (column, value) in (1..).zip(values) {
            if column == 5 && !label.starts_with('A') && !label.starts_with("Com") {
                page.sum_across(row, 5, 1, 4, &tenths);
            } else if value == 0 {
                page.text(row, column, "", &tenths);
            } else {
                page.number(row, column, Decimal::new(value, 1), &tenths);
            }
        }
    }
    page.text(10, 0, "Surplus / (deficit)", &total);
    for column in 1..8 {
        page.sum_down(10, column, 3, 9, &total);
    }
    page.sum_across(10, 8, 6, 7, &total);

    page.text(
        13,
        0,
        "Planned surplus / (deficit) by month, £m",
        &HOUSE.bold(),
    );
    page.text(14, 0, "Organisation", &HOUSE.head());
    page.month_heads(14, 1, 2025, &HOUSE.head());
    page.text(14, 13, "Plan 2025/26", &HOUSE.head());
    let late = [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 3, 2];
    for (row, (name, surplus, weights)) in (15..).zip([(TRUST, -114, late), (ICB, 20, [1; 12])]) {
        page.text(row, 0, name, &HOUSE.text());
        for (column, value) in (1..).zip(phase(surplus, weights)) {
            page.number(row, column, Decimal::new(value, 1), &tenths);
        }
        page.sum_across(row, 13, 1, 12, &tenths);
    }
    page.text(17, 0, "System", &total);
    for column in 1..14 {
        page.sum_down(17, column, 15, 16, &total);
    }
    page
}

fn efficiency(book: &Book) -> Page {
    let mut widths = vec![9.0, 44.0, 16.0, 18.0, 10.0, 14.0, 12.0, 15.0];
    widths.extend([12.0; 12]);
    widths.push(15.0);
    let mut page = book.page("Efficiency", &widths);
    page.text(0, 0, "Efficiency programme 2025/26, £", &HOUSE.title());
    page.texts(2, 0, &["", "Efficiency target 2025/26"], &HOUSE.bold());
    page.whole(2, 7, 61_200_000, &HOUSE.total());
    let heads = [
        "Scheme ref",
        "Scheme",
        "Lead",
        "Development status",
        "Rating",
        "Recurrent?",
        "Go live",
        "Plan 2025/26 £",
    ];
    page.texts(4, 0, &heads, &HOUSE.head());
    page.month_heads(4, 8, 2025, &HOUSE.head());
    page.text(4, 20, "FYE £", &HOUSE.head());
    page.freeze(5, 2);
    let mut row = 5;
    let mut subtotals = Vec::new();
    for (group, lines) in GROUPS {
        page.text(row, 0, group, &HOUSE.section());
        for column in 1..21 {
            page.text(row, column, "", &HOUSE.section());
        }
        let first = row + 1;
        for line in lines {
            row += 1;
            let line = scheme(line);
            let recurrence = if line.recurrent {
                "Recurrent"
            } else {
                "Non-recurrent"
            };
            let texts = [
                line.reference,
                line.name,
                line.owner,
                line.status,
                line.risk,
                recurrence,
                line.start_name(),
            ];
            page.texts(row, 0, &texts, &HOUSE.text());
            page.wholes(row, 8, &line.months(), &HOUSE.amount());
            page.sum_across(row, 7, 8, 19, &HOUSE.amount());
            page.whole(row, 20, line.full_year(), &HOUSE.amount());
        }
        row += 1;
        page.texts(
            row,
            0,
            &["", &format!("Subtotal: {group}"), "", "", "", "", ""],
            &HOUSE.subtotal(),
        );
        for column in 7..21 {
            page.sum_down(row, column, first, row - 1, &HOUSE.subtotal());
        }
        subtotals.push(row);
        row += 2;
    }
    page.texts(
        row,
        0,
        &["", "Total efficiency programme", "", "", "", "", ""],
        &HOUSE.total(),
    );
    for column in 7..21 {
        let parts: Vec<String> = subtotals.iter().map(|part| a1(*part, column)).collect();
        page.formula(row, column, &parts.join("+"), &HOUSE.total());
    }
    page
}

/// What is spent where, by quarter: hospital falls, community rises.
fn settings(book: &Book) -> Page {
    let mut page = book.page("Care setting", &[40.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0]);
    page.text(0, 0, "Where the money is spent, £m", &HOUSE.title());
    let heads = [
        "Care setting",
        "Outturn 2024/25",
        "Apr-Jun",
        "Jul-Sep",
        "Oct-Dec",
        "Jan-Mar",
        "2025/26",
    ];
    page.texts(2, 0, &heads, &HOUSE.head());
    page.sheet.set_row_height(2, 28).unwrap();
    let tenths = HOUSE.amount().set_num_format(MILLIONS);
    let total = HOUSE.total().set_num_format(MILLIONS);
    for (row, (label, values)) in (3..).zip([
        ("Hospital services", [7_846, 1_943, 1_926, 1_904, 1_887]),
        ("Community services", [1_512, 396, 414, 433, 455]),
        ("Shared and corporate services", [630, 158, 157, 157, 158]),
    ]) {
        page.text(row, 0, label, &HOUSE.text());
        for (column, value) in (1..).zip(values) {
            page.number(row, column, Decimal::new(value, 1), &tenths);
        }
        page.sum_across(row, 6, 2, 5, &tenths);
    }
    page.text(6, 0, "Operating expenditure", &total);
    for column in 1..7 {
        page.sum_down(6, column, 3, 5, &total);
    }
    page
}

fn waits(book: &Book) -> Page {
    let mut page = book.page("Waiting list", &super::waits::WIDTHS);
    page.text(
        0,
        0,
        "Incomplete pathways at month end, plan 2025/26",
        &HOUSE.title(),
    );
    let blocks = [
        Block {
            measure: "Total waiting list",
            providers: vec![(TRUST, falling(84_300, 79_800))],
        },
        Block {
            measure: "Waiting over 18 weeks",
            providers: vec![(TRUST, falling(35_900, 27_900))],
        },
        Block {
            measure: "Waiting over 52 weeks",
            providers: vec![(TRUST, falling(2_460, 1_120))],
        },
    ];
    super::waits::write(&mut page, HOUSE, 2025, &blocks);
    page
}
