//! What stands around Tamarside's position: limit and support, the bridge from last year, risks, reserves, and what its
//! authors say of it themselves.

use super::house::{Book, House, Page};

/// Label, and thousands of pounds.
type Line = (&'static str, i64);

#[rustfmt::skip]
const KEY_FIGURES: [Line; 3] = [
    ("Control total agreed with NHS England", -42_000),
    ("Deficit support funding, non-recurrent, within the board's allocation", 18_000),
    ("Cash at 31 March 2024, all organisations", 61_300),
];

/// The fourth line is typed, and £1.1m from where the lines before it lead.
#[rustfmt::skip]
const BRIDGE: [Line; 11] = [
    ("2022/23 outturn deficit", -31_600),
    ("Non-recurrent items of 2022/23", -46_300),
    ("Underlying position 2022/23", -79_000),
    ("Allocation growth", 96_300),
    ("Deficit support funding", 18_000),
    ("Pay award and inflation", -118_700),
    ("Demand, drugs and continuing care", -98_400),
    ("Investments agreed", -19_590),
    ("Efficiencies with a scheme", 128_280),
    ("Efficiencies not yet identified", 31_110),
    ("2023/24 planned deficit", -42_000),
];

#[rustfmt::skip]
const RISKS: [(&str, i64, i64); 4] = [
    ("Slippage on efficiencies", 24_000, 5_200),
    ("Pay award above the funded rate", 14_200, 6_000),
    ("Elective income if 107% is not reached", 11_500, 3_500),
    ("Continuing care and drugs demand", 9_800, 4_100),
];

/// Opening and what is taken; the same releases stand among the schemes.
#[rustfmt::skip]
const RESERVES: [(&str, i64, i64); 4] = [
    ("Contract reserves", 8_900, 6_500),
    ("Prior-year provisions", 6_100, 5_200),
    ("Accruals under review", 5_300, 4_500),
    ("Accrued annual leave", 4_200, 1_800),
];

const NOTES: [&str; 2] = [
    "The efficiency plan is the largest the system has set itself. We do not have confidence that we can deliver it in full.",
    "Reserves are released in March, once the year's other risks are known.",
];

pub fn sheet(book: &Book, house: House) -> Page {
    let mut page = book.page("Around the position", &[62.0, 17.0, 17.0, 17.0]);
    page.text(0, 0, "Around the position 2023/24, £000", &house.title());
    for (row, note) in (2..).zip(NOTES) {
        page.text(row, 0, note, &house.note());
    }
    for (row, (label, value)) in (5..).zip(KEY_FIGURES) {
        page.text(row, 0, label, &house.text());
        page.whole(row, 1, value, &house.amount());
    }

    page.text(
        9,
        0,
        "Bridge from 2022/23 outturn to 2023/24 plan",
        &house.bold(),
    );
    page.texts(10, 0, &["Step", "£000"], &house.head());
    for (row, (label, value)) in (11..).zip(BRIDGE) {
        let strong = matches!(row, 11 | 13 | 21);
        let (text, amount) = if strong {
            (house.subtotal(), house.subtotal())
        } else {
            (house.text(), house.amount())
        };
        page.text(row, 0, label, &text);
        page.whole(row, 1, value, &amount);
    }

    page.text(
        23,
        0,
        "Risks to the plan and their mitigation",
        &house.bold(),
    );
    page.texts(
        24,
        0,
        &["Risk", "Gross £000", "Mitigation £000", "Net £000"],
        &house.head(),
    );
    for (row, (label, gross, mitigation)) in (25..).zip(RISKS) {
        page.text(row, 0, label, &house.text());
        page.wholes(row, 1, &[gross, mitigation], &house.amount());
        page.formula(row, 3, &format!("B{0}-C{0}", row + 1), &house.amount());
    }
    page.text(29, 0, "Total", &house.total());
    for column in 1..4 {
        page.sum_down(29, column, 25, 28, &house.total());
    }

    page.text(31, 0, "Reserves and provisions", &house.bold());
    page.texts(
        32,
        0,
        &[
            "Reserve",
            "Opening 1 April 2023 £000",
            "Released in year £000",
            "Closing 31 March 2024 £000",
        ],
        &house.head(),
    );
    for (row, (label, opening, released)) in (33..).zip(RESERVES) {
        page.text(row, 0, label, &house.text());
        page.wholes(row, 1, &[opening, released], &house.amount());
        page.formula(row, 3, &format!("B{0}-C{0}", row + 1), &house.amount());
    }
    page.text(37, 0, "Total", &house.total());
    for column in 1..4 {
        page.sum_down(37, column, 33, 36, &house.total());
    }
    page
}
