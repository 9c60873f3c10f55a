//! Tamarside ICS 2023/24: a deficit of £42m, late and one-off savings, a balancing figure, waits that do not land.

use super::formula::a1;
use super::house::{Book, House, Page, phase};
use super::scheme::{
    DEVELOPED as D, OPPORTUNITY as O, PROGRESS as P, Row, UNIDENTIFIED as U, scheme,
};
use super::waits::{Block, falling};

const HOUSE: House = House {
    font: "Calibri",
    size: 10.0,
    dark: 0x001F_3864,
    pale: 0x00DD_E6F2,
    money: "#,##0;(#,##0);-",
    author: "Tamarside system finance",
};

const ICB: &str = "NHS Tamarside ICB";
const ROYAL: &str = "Tamarside Royal Hospitals NHS Trust";
const NORTH: &str = "North Tamar District Hospitals NHS Foundation Trust";
const PARTNERSHIP: &str = "Tamarside Partnership NHS Trust";
const MOORLAND: &str = "Moorland Community Health CIC";

#[rustfmt::skip]
const ROYAL_SCHEMES: [Row; 16] = [
    ("TRH-01", "Theatre productivity and late starts", "Surgery", "Chief Operating Officer", D, "Low", true, 2, 2_460),
    ("TRH-02", "Outpatient follow-up reduction", "Medicine", "Chief Operating Officer", P, "Medium", true, 4, 1_890),
    ("TRH-03", "Agency nursing moved to framework rates", "Nursing", "Chief Nurse", D, "Medium", true, 1, 3_720),
    ("TRH-04", "Medical locum control and job planning", "Medical workforce", "Medical Director", P, "High", true, 3, 4_150),
    ("TRH-05", "Medicines: biosimilar switching", "Pharmacy", "Chief Pharmacist", D, "Low", true, 1, 1_840),
    ("TRH-06", "Procurement: orthopaedic implants", "Procurement", "Director of Finance", P, "Medium", true, 4, 1_275),
    ("TRH-07", "Ward establishment review", "Nursing", "Chief Nurse", O, "High", true, 7, 5_600),
    ("TRH-08", "Length of stay: escalation beds closed", "Medicine", "Chief Operating Officer", O, "High", true, 7, 6_300),
    ("TRH-09", "Corporate services restructure", "Corporate", "Chief People Officer", P, "Medium", true, 6, 2_140),
    ("TRH-10", "Estates: energy contract and LED lighting", "Estates", "Director of Estates", D, "Low", true, 1, 685),
    ("TRH-11", "Pathology network repatriation", "Clinical support", "Chief Operating Officer", P, "Medium", true, 5, 940),
    ("TRH-12", "Vacancy control panel", "Workforce", "Chief People Officer", D, "Medium", false, 1, 3_400),
    ("TRH-13", "Balance sheet review: accrual release", "Finance", "Director of Finance", D, "Low", false, 12, 4_500),
    ("TRH-14", "Private patient income", "Commercial", "Director of Finance", O, "High", true, 7, 1_200),
    ("TRH-15", "Non-recurrent grip and control", "Finance", "Director of Finance", P, "Medium", false, 10, 2_500),
    ("TRH-16", "Unidentified CIP", "Trustwide", "", U, "High", true, 10, 9_800),
];

#[rustfmt::skip]
const NORTH_SCHEMES: [Row; 15] = [
    ("NTD-01", "Theatre list utilisation", "Planned care", "Chief Operating Officer", P, "Medium", true, 3, 1_310),
    ("NTD-02", "Agency premium reduction", "Workforce", "Chief People Officer", D, "Medium", true, 1, 2_460),
    ("NTD-03", "Bed base reconfiguration", "Urgent care", "Chief Operating Officer", O, "High", true, 8, 3_900),
    ("NTD-04", "Digital outpatient letters", "Planned care", "Chief Information Officer", D, "Low", true, 1, 420),
    ("NTD-05", "Medicines optimisation", "Pharmacy", "Chief Pharmacist", D, "Low", true, 2, 1_150),
    ("NTD-06", "Procurement: clinical consumables", "Corporate", "Chief Finance Officer", P, "Medium", true, 4, 980),
    ("NTD-07", "Imaging insourcing", "Clinical support", "Chief Operating Officer", P, "Medium", true, 6, 1_240),
    ("NTD-08", "Consultant job planning", "Medical workforce", "Medical Director", O, "High", true, 7, 2_200),
    ("NTD-09", "Back office shared with Tamarside Royal", "Corporate", "Chief Finance Officer", O, "High", true, 10, 1_640),
    ("NTD-10", "Slippage on recruitment", "Workforce", "Chief People Officer", D, "Low", false, 1, 2_900),
    ("NTD-11", "Release of prior-year provisions", "Finance", "Chief Finance Officer", D, "Low", false, 12, 5_200),
    ("NTD-12", "Business rates rebate", "Estates", "Director of Estates", P, "Medium", false, 9, 1_450),
    ("NTD-13", "Overseas visitor income recovery", "Finance", "Chief Finance Officer", P, "Medium", true, 3, 350),
    ("NTD-14", "Land sale overage", "Estates", "Director of Estates", O, "High", false, 12, 2_500),
    ("NTD-15", "Schemes to be identified", "Trustwide", "", U, "High", true, 10, 6_400),
];

#[rustfmt::skip]
const PARTNERSHIP_SCHEMES: [Row; 8] = [
    ("TPT-01", "Out-of-area placements repatriated", "Adult mental health", "Chief Operating Officer", P, "Medium", true, 3, 3_260),
    ("TPT-02", "Agency medical staffing", "Medical workforce", "Medical Director", O, "High", true, 6, 2_480),
    ("TPT-03", "Rostering and bank first", "Nursing", "Chief Nurse", D, "Low", true, 1, 1_370),
    ("TPT-04", "Community team skill mix", "Community", "Chief Operating Officer", P, "Medium", true, 4, 1_820),
    ("TPT-05", "Two leases ended", "Estates", "Director of Finance", D, "Low", true, 7, 760),
    ("TPT-06", "Digital dictation", "Corporate", "Director of Finance", P, "Low", true, 3, 290),
    ("TPT-07", "Vacancy slippage", "Workforce", "Director of People", D, "Medium", false, 1, 2_650),
    ("TPT-08", "Interest receivable", "Finance", "Director of Finance", D, "Low", false, 1, 1_660),
];

#[rustfmt::skip]
const MOORLAND_SCHEMES: [Row; 9] = [
    ("MCH-01", "Community hospital bed model", "Inpatients", "Director of Operations", O, "High", true, 8, 2_950),
    ("MCH-02", "District nursing caseload tool", "Community", "Director of Nursing", D, "Low", true, 2, 1_120),
    ("MCH-03", "Continence and wound products", "Procurement", "Director of Finance", D, "Low", true, 1, 480),
    ("MCH-04", "Fleet and mileage", "Corporate", "Director of Finance", P, "Low", true, 4, 390),
    ("MCH-05", "Management structure", "Corporate", "Chief Executive", P, "Medium", true, 5, 1_260),
    ("MCH-06", "Therapy skill mix", "Therapies", "Director of Nursing", P, "Medium", true, 6, 1_050),
    ("MCH-07", "Accrued annual leave reduction", "Finance", "Director of Finance", D, "Low", false, 12, 1_800),
    ("MCH-08", "Non-recurrent vacancy savings", "Workforce", "Director of People", D, "Medium", false, 1, 1_200),
    ("MCH-09", "Integrated urgent response", "Community", "Director of Operations", U, "High", true, 10, 2_150),
];

#[rustfmt::skip]
const ICB_SCHEMES: [Row; 8] = [
    ("ICB-01", "Continuing healthcare: package reviews", "All-age continuing care", "Chief Nurse", P, "Medium", true, 3, 7_420),
    ("ICB-02", "Prescribing: branded generics and biosimilars", "Medicines", "Chief Pharmacist", D, "Low", true, 1, 5_860),
    ("ICB-03", "Section 117 aftercare agreements", "Mental health", "Chief Nurse", O, "High", true, 7, 3_150),
    ("ICB-04", "Independent sector contract volumes", "Acute commissioning", "Chief Delivery Officer", P, "Medium", false, 2, 4_300),
    ("ICB-05", "Running costs: structure", "Corporate", "Chief Executive", D, "Low", true, 4, 2_270),
    ("ICB-06", "Better Care Fund review", "Place", "Chief Delivery Officer", O, "High", true, 7, 2_600),
    ("ICB-07", "Patient transport retender", "Urgent care", "Chief Delivery Officer", P, "Medium", true, 6, 1_340),
    ("ICB-08", "Contract reserves released", "Finance", "Chief Finance Officer", D, "Low", false, 12, 6_500),
];

const HEADS: [&str; 9] = [
    "Ref",
    "Organisation",
    "Scheme",
    "Division",
    "Executive lead",
    "Status",
    "Risk",
    "R / NR",
    "Start",
];

pub fn workbook() -> Vec<u8> {
    let mut book = Book::new(HOUSE, "Tamarside ICS operating plan 2023/24");
    book.cover(
        "Tamarside Integrated Care System",
        "Operating plan 2023/24: finance, efficiency and elective recovery",
        &[
            "The system plans a deficit of £42.0m after efficiencies of £159.4m, 6.9% of its allocation.",
            "Efficiency plan: every scheme of the board and the four providers, £000, by month. Delivery increases through the year as transformation schemes mature.",
            "I&E: income and expenditure by organisation, and the planned surplus or deficit by month, £000.",
            "Long waits: incomplete pathways at month end. A number of two-year waits remain in complex spinal and bariatric surgery where capacity is not available in the region.",
            "Tamarside is a fictional system. Its deficit and its missed 65-week target follow public reports about one English system in 2023/24; everything else is invented.",
        ],
    );
    let plan = efficiency(&book);
    book.add(plan);
    let page = income(&book);
    book.add(page);
    let page = super::tamarside_position::sheet(&book, HOUSE);
    book.add(page);
    let page = waits(&book);
    book.add(page);
    book.finish()
}

fn efficiency(book: &Book) -> Page {
    let mut widths = vec![8.0, 30.0, 42.0, 22.0, 25.0, 17.0, 9.0, 8.0, 11.0, 12.0];
    widths.extend([9.0; 12]);
    widths.push(12.0);
    let mut page = book.page("Efficiency plan", &widths);
    page.text(
        0,
        0,
        "Efficiency plan 2023/24 by scheme, £000",
        &HOUSE.title(),
    );
    page.text(2, 0, "Efficiency target 2023/24", &HOUSE.bold());
    page.whole(2, 9, 159_390, &HOUSE.total());
    page.text(3, 0, "As a share of system allocation", &HOUSE.bold());
    page.formula(3, 9, "J3/2310000", &HOUSE.percent());
    page.texts(5, 0, &HEADS, &HOUSE.head());
    page.text(5, 9, "Plan 2023/24", &HOUSE.head());
    page.month_heads(5, 10, 2023, &HOUSE.head());
    page.text(5, 22, "Full-year effect", &HOUSE.head());
    page.freeze(6, 3);

    let mut row = 6;
    let mut areas = Vec::new();
    for (organisation, schemes) in [
        (ROYAL, &ROYAL_SCHEMES[..]),
        (NORTH, &NORTH_SCHEMES[..]),
        (PARTNERSHIP, &PARTNERSHIP_SCHEMES[..]),
        (MOORLAND, &MOORLAND_SCHEMES[..]),
        (ICB, &ICB_SCHEMES[..]),
    ] {
        let first = row;
        for line in schemes {
            scheme_row(&mut page, row, organisation, line);
            row += 1;
        }
        if organisation == ICB {
            balancing_row(&mut page, row, &areas, first);
            row += 1;
        }
        areas.push((first, row - 1));
        page.texts(
            row,
            0,
            &["", organisation, "Subtotal", "", "", "", "", "", ""],
            &HOUSE.subtotal(),
        );
        for column in 9..23 {
            page.sum_down(row, column, first, row - 1, &HOUSE.subtotal());
        }
        if organisation == MOORLAND {
            // Typed over the formula, with two digits changed round.
            page.whole(row, 9, 12_040, &HOUSE.subtotal());
        }
        row += 1;
    }
    page.texts(
        row,
        0,
        &["", "", "Total efficiency plan", "", "", "", "", "", ""],
        &HOUSE.total(),
    );
    for column in 9..23 {
        let parts: Vec<String> = areas
            .iter()
            .map(|(first, last)| format!("SUM({}:{})", a1(*first, column), a1(*last, column)))
            .collect();
        page.formula(row, column, &parts.join("+"), &HOUSE.total());
    }
    page
}

fn scheme_row(page: &mut Page, row: u32, organisation: &str, line: &Row) {
    let line = scheme(line);
    let recurrence = if line.recurrent { "R" } else { "NR" };
    let texts = [
        line.reference,
        organisation,
        line.name,
        line.division,
        line.owner,
        line.status,
        line.risk,
        recurrence,
        line.start_name(),
    ];
    page.texts(row, 0, &texts, &HOUSE.text());
    let mut months = line.months();
    if line.reference == "NTD-07" {
        // February and March were cut and the year was not.
        months[10] -= 90;
        months[11] -= 90;
    }
    page.wholes(row, 10, &months, &HOUSE.amount());
    if line.reference == "NTD-07" {
        page.whole(row, 9, line.value, &HOUSE.amount());
    } else {
        page.sum_across(row, 9, 10, 21, &HOUSE.amount());
    }
    page.whole(row, 22, line.full_year(), &HOUSE.amount());
}

/// The target less everything else, and spread over the last quarter.
fn balancing_row(page: &mut Page, row: u32, areas: &[(u32, u32)], first: u32) {
    let texts = [
        "ICB-09",
        ICB,
        "System efficiency: balance to target",
        "System",
        "",
        U,
        "High",
        "NR",
        "January",
    ];
    page.texts(row, 0, &texts, &HOUSE.text());
    let others: Vec<String> = areas
        .iter()
        .chain([&(first, row - 1)])
        .map(|(first, last)| format!("SUM({}:{})", a1(*first, 9), a1(*last, 9)))
        .collect();
    page.formula(row, 9, &format!("J3-{}", others.join("-")), &HOUSE.amount());
    page.wholes(row, 10, &[0; 9], &HOUSE.amount());
    page.wholes(row, 19, &[4_253, 4_253, 4_254], &HOUSE.amount());
    page.whole(row, 22, 0, &HOUSE.amount());
}

fn income(book: &Book) -> Page {
    let mut widths = vec![44.0];
    widths.extend([15.0; 13]);
    let mut page = book.page("I&E", &widths);
    page.text(
        0,
        0,
        "Income and expenditure plan 2023/24, £000",
        &HOUSE.title(),
    );
    page.texts(
        2,
        0,
        &["£000", ICB, ROYAL, NORTH, PARTNERSHIP, MOORLAND, "System"],
        &HOUSE.head(),
    );
    page.sheet.set_row_height(2, 54).unwrap();
    #[rustfmt::skip]
    let lines: [(&str, [i64; 5]); 8] = [
        ("Allocation", [2_310_000, 0, 0, 0, 0]),
        ("Income from patient care activities", [0, 612_400, 318_900, 298_200, 141_600]),
        ("Other operating income", [0, 48_300, 22_600, 14_800, 6_300]),
        ("Commissioned healthcare", [-1_842_300, 0, 0, 0, 0]),
        ("Prescribing, primary care and running costs", [-464_200, 0, 0, 0, 0]),
        ("Pay", [0, -421_600, -226_300, -229_700, -104_900]),
        ("Non-pay", [0, -235_200, -113_900, -79_200, -45_600]),
        ("Depreciation and financing", [0, -28_700, -13_900, -6_400, -3_200]),
    ];
    for (row, (label, values)) in (3..).zip(lines) {
        page.text(row, 0, label, &HOUSE.text());
        for (column, value) in (1..).zip(values) {
            if value == 0 {
                page.text(row, column, "", &HOUSE.amount());
            } else {
                page.whole(row, column, value, &HOUSE.amount());
            }
        }
    }
    page.text(11, 0, "Surplus / (deficit) for the year", &HOUSE.total());
    for column in 1..6 {
        page.sum_down(11, column, 3, 10, &HOUSE.total());
    }
    page.sum_across(11, 6, 1, 5, &HOUSE.total());

    page.text(
        14,
        0,
        "Planned surplus / (deficit) by month, £000",
        &HOUSE.bold(),
    );
    page.text(15, 0, "Organisation", &HOUSE.head());
    page.month_heads(15, 1, 2023, &HOUSE.head());
    page.text(15, 13, "Year 2023/24", &HOUSE.head());
    let late = [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 3, 2];
    for (row, (name, surplus, weights)) in (16..).zip([
        (ICB, 3_500, [1; 12]),
        (ROYAL, -24_800, late),
        (NORTH, -12_600, late),
        (PARTNERSHIP, -2_300, [1; 12]),
        (MOORLAND, -5_800, late),
    ]) {
        page.text(row, 0, name, &HOUSE.text());
        page.wholes(row, 1, &phase(surplus, weights), &HOUSE.amount());
        page.sum_across(row, 13, 1, 12, &HOUSE.amount());
    }
    page.text(21, 0, "System", &HOUSE.total());
    for column in 1..14 {
        page.sum_down(21, column, 16, 20, &HOUSE.total());
    }
    page
}

fn waits(book: &Book) -> Page {
    let mut page = book.page("Long waits", &super::waits::WIDTHS);
    page.text(
        0,
        0,
        "Incomplete pathways at month end, plan 2023/24",
        &HOUSE.title(),
    );
    let blocks = [
        Block {
            measure: "Over 65 weeks",
            providers: vec![(ROYAL, falling(5_120, 412)), (NORTH, falling(2_480, 228))],
        },
        Block {
            measure: "Over 78 weeks",
            providers: vec![(ROYAL, falling(940, 31)), (NORTH, falling(420, 15))],
        },
        Block {
            measure: "Over 104 weeks",
            providers: vec![(ROYAL, falling(86, 8)), (NORTH, falling(31, 3))],
        },
    ];
    super::waits::write(&mut page, HOUSE, 2023, &blocks);
    page
}
