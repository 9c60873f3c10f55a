//! Stonebeck 2024/25: a clean plan. Every scheme has an owner, the year is phased about evenly, every sum adds up.

use super::house::{Book, House, Page, phase};
use super::scheme::{DEVELOPED as D, PROGRESS as P, Row, scheme};
use super::waits::{Block, falling_to_zero};

const HOUSE: House = House {
    font: "Verdana",
    size: 9.0,
    dark: 0x0012_436D,
    pale: 0x00E8_EEF4,
    money: "#,##0;-#,##0;-",
    author: "Stonebeck finance",
};

const TRUST: &str = "Stonebeck Hospitals and Community NHS Trust";

#[rustfmt::skip]
const SCHEMES: [Row; 28] = [
    ("SB01", "Theatre list booking six weeks ahead", "Planned care", "Helen Ashworth", D, "Low", true, 1, 1_137),
    ("SB02", "Day surgery at Stonebeck Cottage Hospital", "Planned care", "Helen Ashworth", D, "Low", true, 1, 864),
    ("SB03", "Patient-initiated follow-up", "Planned care", "Helen Ashworth", P, "Low", true, 2, 642),
    ("SB04", "Orthopaedic implant contract", "Planned care", "Imran Sadiq", D, "Low", true, 1, 713),
    ("SB05", "Ophthalmology one-stop clinic", "Planned care", "Helen Ashworth", P, "Medium", true, 2, 486),
    ("SB06", "Acute frailty unit", "Urgent care", "Owen Maddock", D, "Medium", true, 1, 1_093),
    ("SB07", "Medical rota without locums", "Urgent care", "Owen Maddock", D, "Medium", true, 1, 1_276),
    ("SB08", "Discharge to assess", "Urgent care", "Owen Maddock", P, "Medium", true, 2, 937),
    ("SB09", "Emergency department streaming", "Urgent care", "Owen Maddock", P, "Low", true, 1, 528),
    ("SB10", "Nursing bank replaces agency", "Nursing", "Grace Adeyemi", D, "Low", true, 1, 1_341),
    ("SB11", "E-rostering of specialist nurses", "Nursing", "Grace Adeyemi", D, "Low", true, 1, 419),
    ("SB12", "Enhanced care review", "Nursing", "Grace Adeyemi", P, "Low", true, 1, 562),
    ("SB13", "Biosimilar switch: adalimumab and others", "Pharmacy", "Priya Raman", D, "Low", true, 1, 878),
    ("SB14", "Homecare medicines contract", "Pharmacy", "Priya Raman", D, "Low", true, 1, 344),
    ("SB15", "Ward stock on electronic cabinets", "Pharmacy", "Priya Raman", P, "Low", true, 2, 217),
    ("SB16", "Pathology test demand", "Diagnostics", "Martin Okell", D, "Low", true, 1, 463),
    ("SB17", "Radiology reporting in house", "Diagnostics", "Martin Okell", P, "Medium", true, 1, 589),
    ("SB18", "Community nursing rounds", "Community", "Fiona Telfer", D, "Low", true, 1, 733),
    ("SB19", "Therapy single point of access", "Community", "Fiona Telfer", P, "Low", true, 2, 398),
    ("SB20", "Wound care formulary", "Community", "Fiona Telfer", D, "Low", true, 1, 256),
    ("SB21", "Community estate: Mill Street lease ended", "Community", "Peter Lund", D, "Low", true, 1, 312),
    ("SB22", "Heat pumps and LED lighting", "Estates", "Peter Lund", D, "Low", true, 1, 447),
    ("SB23", "Cleaning contract retendered", "Estates", "Peter Lund", D, "Low", true, 1, 524),
    ("SB24", "Catering production on one site", "Estates", "Peter Lund", P, "Low", true, 2, 283),
    ("SB25", "Payroll shared with two trusts", "Corporate", "Imran Sadiq", D, "Low", true, 1, 371),
    ("SB26", "Software licences rationalised", "Corporate", "Imran Sadiq", D, "Low", true, 1, 458),
    ("SB27", "Printing and postage", "Corporate", "Imran Sadiq", D, "Low", true, 1, 197),
    ("SB28", "Staggered start of new posts", "Corporate", "Grace Adeyemi", D, "Low", false, 1, 1_182),
];

pub fn workbook() -> Vec<u8> {
    let mut book = Book::new(HOUSE, "Stonebeck operating plan 2024/25");
    book.cover(
        TRUST,
        "Operating plan 2024/25, approved by the board in May 2024",
        &[
            "The trust plans a surplus of £1.2m on income of £452.8m.",
            "Savings: 28 schemes of £17.65m in all, each with an owner, each signed off for quality.",
            "Nobody waits over 65 weeks after September 2024, and nobody over 52 weeks at the end of March 2025.",
            "Stonebeck is fictional, and so are all figures and names.",
        ],
    );
    let page = accounts(&book);
    book.add(page);
    let page = savings(&book);
    book.add(page);
    let page = waits(&book);
    book.add(page);
    book.finish()
}

fn accounts(book: &Book) -> Page {
    let mut widths = vec![46.0];
    widths.extend([11.0; 12]);
    widths.push(13.0);
    let mut page = book.page("Income and expenditure", &widths);
    page.text(0, 0, TRUST, &HOUSE.title());
    page.text(
        1,
        0,
        "Income and expenditure plan 2024/25, £000",
        &HOUSE.note(),
    );
    page.text(3, 0, "£000", &HOUSE.head());
    page.month_heads(3, 1, 2024, &HOUSE.head());
    page.text(3, 13, "Plan 2024/25", &HOUSE.head());
    page.freeze(4, 1);
    let lines = [
        ("Income from patient care activities", 428_300),
        ("Other operating income", 24_500),
        ("Pay", -297_400),
        ("Non-pay", -140_900),
        ("Depreciation and financing", -13_300),
    ];
    for (row, (label, value)) in (4..).zip(lines) {
        page.text(row, 0, label, &HOUSE.text());
        page.wholes(row, 1, &phase(value, [1; 12]), &HOUSE.amount());
        page.sum_across(row, 13, 1, 12, &HOUSE.amount());
    }
    page.text(9, 0, "Surplus / (deficit)", &HOUSE.total());
    for column in 1..14 {
        page.sum_down(9, column, 4, 8, &HOUSE.total());
    }
    page
}

fn savings(book: &Book) -> Page {
    let mut widths = vec![8.0, 46.0, 17.0, 20.0, 19.0, 11.0, 16.0, 13.0, 13.0];
    widths.extend([8.5; 12]);
    widths.push(13.0);
    let mut page = book.page("Savings", &widths);
    page.text(0, 0, "Savings plan 2024/25, £000", &HOUSE.title());
    page.texts(2, 0, &["", "Savings target 2024/25"], &HOUSE.bold());
    page.whole(2, 8, 17_650, &HOUSE.total());
    let heads = [
        "Ref",
        "Scheme",
        "Division",
        "Owner",
        "Status",
        "Risk",
        "Recurrence",
        "Start",
        "Plan 2024/25",
    ];
    page.texts(4, 0, &heads, &HOUSE.head());
    page.month_heads(4, 9, 2024, &HOUSE.head());
    page.text(4, 21, "Full-year effect", &HOUSE.head());
    page.freeze(5, 2);
    for (row, line) in (5..).zip(&SCHEMES) {
        let line = scheme(line);
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
            line.start_name(),
        ];
        page.texts(row, 0, &texts, &HOUSE.text());
        page.wholes(row, 9, &line.months(), &HOUSE.amount());
        page.sum_across(row, 8, 9, 20, &HOUSE.amount());
        page.whole(row, 21, line.full_year(), &HOUSE.amount());
    }
    page.texts(
        33,
        0,
        &["", "Total savings", "", "", "", "", "", ""],
        &HOUSE.total(),
    );
    for column in 8..22 {
        page.sum_down(33, column, 5, 32, &HOUSE.total());
    }
    page
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
            measure: "Over 52 weeks",
            providers: vec![(TRUST, falling_to_zero(748, 12))],
        },
        Block {
            measure: "Over 65 weeks",
            providers: vec![(TRUST, falling_to_zero(96, 6))],
        },
        Block {
            measure: "Over 78 weeks",
            providers: vec![(TRUST, [0; 12])],
        },
    ];
    super::waits::write(&mut page, HOUSE, 2024, &blocks);
    page
}
