//! What stands around Brackendale's report: staff, cash, earlier years' savings, elective activity.

use super::brackendale::HOUSE;
use super::house::{Book, Page};

/// Planned month ends, April first: flat, while the schemes take out 96.
const PLANNED: [i64; 12] = [
    5_880, 5_880, 5_878, 5_880, 5_882, 5_880, 5_880, 5_878, 5_880, 5_880, 5_880, 5_880,
];
const ACTUAL: [i64; 6] = [5_884, 5_896, 5_911, 5_938, 5_957, 5_971];

pub fn workforce(book: &Book, trust: &str) -> Page {
    let mut widths = vec![26.0, 11.0];
    widths.extend([9.0; 12]);
    let mut page = book.page("Workforce", &widths);
    page.text(0, 0, trust, &HOUSE.title());
    page.text(
        1,
        0,
        "Workforce 2025/26, whole-time equivalents (WTE) at month end",
        &HOUSE.note(),
    );
    page.texts(3, 0, &["Staff group", "Basis"], &HOUSE.head());
    page.month_heads(3, 2, 2025, &HOUSE.head());
    page.texts(4, 0, &["Total WTE", "Plan"], &HOUSE.text());
    page.wholes(4, 2, &PLANNED, &HOUSE.count());
    page.texts(5, 0, &["Total WTE", "Actual"], &HOUSE.text());
    page.wholes(5, 2, &ACTUAL, &HOUSE.count());
    page
}

/// The balance at each month end; without £0.8m of support a month it runs out in November.
const HELD: [i64; 12] = [
    18_200, 15_900, 13_400, 11_000, 9_100, 7_700, 6_900, 6_000, 7_800, 8_600, 9_900, 10_400,
];

pub fn cash(book: &Book) -> Page {
    let mut widths = vec![30.0];
    widths.extend([9.5; 12]);
    let mut page = book.page("Cash", &widths);
    page.text(
        0,
        0,
        "Cash flow 2025/26: actual to September, then plan, £000",
        &HOUSE.title(),
    );
    page.text(2, 0, "£000", &HOUSE.head());
    page.month_heads(2, 1, 2025, &HOUSE.head());
    page.text(3, 0, "Opening cash", &HOUSE.text());
    page.text(4, 0, "Net cash flow", &HOUSE.text());
    page.text(5, 0, "Closing cash balance", &HOUSE.total());
    page.whole(3, 1, 20_300, &HOUSE.amount());
    let mut before = 20_300;
    for (column, held) in (1..).zip(HELD) {
        if column > 1 {
            let text = super::formula::a1(5, column - 1);
            page.formula(3, column, &text, &HOUSE.amount());
        }
        page.whole(4, column, held - before, &HOUSE.amount());
        page.sum_down(5, column, 3, 4, &HOUSE.total());
        before = held;
    }
    page
}

pub fn record(book: &Book) -> Page {
    let mut page = book.page("Track record", &[16.0, 14.0, 14.0]);
    page.text(0, 0, "CIP delivered in earlier years, £000", &HOUSE.title());
    page.texts(2, 0, &["Year", "Target", "Delivered"], &HOUSE.head());
    for (row, (year, target, delivered)) in (3..).zip([
        ("2022/23", 11_800, 9_100),
        ("2023/24", 13_500, 10_400),
        ("2024/25", 14_900, 11_200),
    ]) {
        page.text(row, 0, year, &HOUSE.text());
        page.wholes(row, 1, &[target, delivered], &HOUSE.amount());
    }
    page
}

const MONTHS: [&str; 12] = [
    "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
];

/// Day cases as they were in 2024/25 and as they are planned: 4% more.
pub fn activity(book: &Book, trust: &str) -> Page {
    let mut widths = vec![20.0];
    widths.extend([9.0; 24]);
    let mut page = book.page("Elective activity", &widths);
    page.text(0, 0, trust, &HOUSE.title());
    page.text(
        1,
        0,
        "Elective activity: 2024/25 actual and 2025/26 plan",
        &HOUSE.note(),
    );
    page.text(3, 0, "Activity", &HOUSE.head());
    page.text(4, 0, "Day cases", &HOUSE.text());
    for (column, month) in (1..).zip(MONTHS) {
        let late = matches!(month, "Jan" | "Feb" | "Mar");
        let (before, now) = if late { (25, 26) } else { (24, 25) };
        page.text(
            3,
            column,
            &format!("{month}-{before} actual"),
            &HOUSE.head(),
        );
        page.text(
            3,
            column + 12,
            &format!("{month}-{now} plan"),
            &HOUSE.head(),
        );
        page.whole(4, column, 2_500, &HOUSE.count());
        page.whole(4, column + 12, 2_600, &HOUSE.count());
    }
    page
}
