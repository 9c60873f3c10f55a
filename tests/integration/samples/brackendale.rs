//! Brackendale 2025/26 at month 6: a finance report with plan, actual, variance and forecast, a scheme tracker with staff,
//! quality assessments and costs, cash by month, and what the savings of earlier years brought.

use super::brackendale_around::{activity, cash, record, workforce};
use super::house::{Book, House, Page};

pub(super) const HOUSE: House = House {
    font: "Arial",
    size: 9.5,
    dark: 0x0022_4A5A,
    pale: 0x00E6_EFF2,
    money: "#,##0;(#,##0);-",
    author: "Brackendale finance",
};

const TRUST: &str = "Brackendale Hospitals NHS Foundation Trust";

/// Last year's outturn, this year's plan, plan and actual to September, forecast; and why it is off.
type Line = (&'static str, [i64; 5], &'static str);

#[rustfmt::skip]
const ACCOUNT: [Line; 9] = [
    ("Contract income", [371_500, 388_800, 194_400, 194_250, 388_500], ""),
    ("Deficit support funding", [12_000, 9_600, 4_800, 4_800, 9_600], ""),
    ("Elective recovery income", [26_000, 31_200, 15_600, 14_400, 30_000], "410 fewer day cases than planned while theatre 3 was closed"),
    ("Other operating income", [21_900, 22_400, 11_200, 11_260, 22_500], ""),
    ("Pay", [-286_100, -298_600, -149_300, -152_900, -301_800], "TBC"),
    ("Drugs", [-36_300, -38_200, -19_100, -19_700, -38_600], ""),
    ("Clinical supplies and services", [-44_000, -46_300, -23_150, -23_000, -45_900], ""),
    ("Premises and other non-pay", [-53_400, -55_900, -27_950, -27_800, -55_400], ""),
    ("Depreciation and financing", [-12_600, -13_000, -6_500, -6_500, -13_000], ""),
];
/// The row of drugs, whose variance is typed with its sign the wrong way round.
const DRUGS: usize = 5;

struct Scheme {
    reference: &'static str,
    name: &'static str,
    division: &'static str,
    lead: &'static str,
    status: &'static str,
    risk: &'static str,
    recurrent: bool,
    quality: &'static str,
    /// `None` where the cell is blank.
    cost: Option<i64>,
    /// Whole-time equivalents.
    staff: i64,
    /// Plan, plan to date, actual to date, forecast, full-year effect.
    figures: [i64; 5],
    reason: &'static str,
}

const fn scheme(
    said: [&'static str; 7],
    recurrent: bool,
    cost: Option<i64>,
    staff: i64,
    figures: [i64; 5],
    reason: &'static str,
) -> Scheme {
    let [reference, name, division, lead, status, risk, quality] = said;
    Scheme {
        reference,
        name,
        division,
        lead,
        status,
        risk,
        recurrent,
        quality,
        cost,
        staff,
        figures,
        reason,
    }
}

const D: &str = "Fully developed";
const P: &str = "Plans in progress";

#[rustfmt::skip]
const SCHEMES: [Scheme; 16] = [
    scheme(["BD01", "Ward 7 closed, patients moved to the virtual ward", "Medicine", "A. Fenwick", D, "Medium", "Not started"], true, Some(120), 34, [2_420, 1_210, 1_150, 2_360, 2_420], ""),
    scheme(["BD02", "Agency nurses replaced from the bank", "Nursing", "C. Oyelaran", D, "Low", "Approved"], true, Some(40), 0, [1_860, 930, 905, 1_840, 1_860], ""),
    scheme(["BD03", "Single medical rota", "Medicine", "A. Fenwick", P, "Medium", "Approved"], true, Some(60), 18, [1_740, 870, 420, 1_180, 1_740], "Consultation closed six weeks late; two posts filled since August"),
    scheme(["BD04", "Private patient growth at Brackendale Suite", "Surgery", "L. Marchetti", P, "Medium", "Approved"], true, None, 0, [1_640, 820, 790, 1_610, 1_640], ""),
    scheme(["BD05", "Theatre kit standardised", "Surgery", "L. Marchetti", D, "Low", "Approved"], true, Some(25), 0, [1_180, 590, 600, 1_190, 1_180], ""),
    scheme(["BD06", "Biosimilar switch", "Pharmacy", "J. Whitlock", D, "Low", "Approved"], true, Some(10), 0, [1_510, 755, 770, 1_520, 1_510], ""),
    scheme(["BD07", "Corporate posts after the shared service", "Corporate", "S. Aubrey", P, "Medium", "Not needed"], true, Some(85), 26, [1_320, 660, 240, 780, 1_320], ""),
    scheme(["BD08", "Pathology test demand", "Diagnostics", "J. Whitlock", D, "Low", "Approved"], true, Some(15), 0, [860, 430, 440, 870, 860], ""),
    scheme(["BD09", "Estates maintenance contract retendered", "Estates", "M. Dunmore", D, "Low", "Not needed"], true, Some(20), 0, [980, 490, 495, 985, 980], ""),
    scheme(["BD10", "Energy: lighting and controls", "Estates", "M. Dunmore", D, "Low", "Not needed"], true, Some(140), 0, [740, 370, 365, 735, 740], ""),
    scheme(["BD11", "Outpatient letters sent electronically", "Corporate", "S. Aubrey", D, "Low", "Approved"], true, Some(30), 6, [520, 260, 250, 510, 520], ""),
    scheme(["BD12", "Therapy rostering", "Nursing", "C. Oyelaran", P, "Low", "Approved"], true, Some(12), 12, [690, 345, 340, 685, 690], ""),
    scheme(["BD13", "Radiology reporting in house", "Diagnostics", "J. Whitlock", P, "Medium", "Approved"], true, Some(45), 0, [1_070, 535, 520, 1_050, 1_070], ""),
    scheme(["BD14", "Procurement: switch to the regional catalogue", "Corporate", "M. Dunmore", D, "Low", "Not needed"], true, Some(8), 0, [1_290, 645, 655, 1_300, 1_290], ""),
    scheme(["BD15", "Legal claims: earlier settlement", "Corporate", "S. Aubrey", P, "Medium", "Not needed"], false, Some(18), 0, [830, 415, 400, 815, 0], ""),
    scheme(["BD16", "Car park lease premium", "Estates", "M. Dunmore", D, "Low", "Not needed"], false, Some(5), 0, [750, 375, 375, 750, 0], ""),
];

pub fn workbook() -> Vec<u8> {
    let mut book = Book::new(HOUSE, "Brackendale finance report, month 6 2025/26");
    book.cover(
        TRUST,
        "Finance report to the board, month 6 (September 2025), financial year 2025/26",
        &[
            "The trust plans to break even after £9.6m of deficit support funding, and is £5.2m behind plan.",
            "Income positive, expenditure in brackets; £000 unless said otherwise. A favourable variance is positive.",
            "Brackendale is fictional, and so are all figures and names.",
        ],
    );
    let pages = vec![
        account(&book),
        schemes(&book),
        workforce(&book, TRUST),
        cash(&book),
        record(&book),
        activity(&book, TRUST),
    ];
    for page in pages {
        book.add(page);
    }
    book.finish()
}

fn account(book: &Book) -> Page {
    let mut page = book.page("I&E", &[40.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 58.0]);
    page.text(0, 0, TRUST, &HOUSE.title());
    page.text(
        1,
        0,
        "Income and expenditure 2025/26 at month 6, £000",
        &HOUSE.note(),
    );
    let heads = [
        "£000",
        "Outturn 2024/25",
        "Plan 2025/26",
        "Plan YTD",
        "Actual YTD",
        "Variance YTD",
        "Forecast 2025/26",
        "Commentary on variance",
    ];
    page.texts(3, 0, &heads, &HOUSE.head());
    page.freeze(4, 1);
    for (row, (at, (label, [before, plan, planned, actual, forecast], said))) in
        (4..).zip(ACCOUNT.iter().enumerate())
    {
        page.text(row, 0, label, &HOUSE.text());
        page.wholes(
            row,
            1,
            &[*before, *plan, *planned, *actual],
            &HOUSE.amount(),
        );
        if at == DRUGS {
            page.whole(row, 5, planned - actual, &HOUSE.amount());
        } else {
            let text = format!("E{0}-D{0}", row + 1);
            page.formula(row, 5, &text, &HOUSE.amount());
        }
        page.whole(row, 6, *forecast, &HOUSE.amount());
        page.text(row, 7, said, &HOUSE.text());
    }
    page.text(13, 0, "Surplus / (deficit)", &HOUSE.total());
    for column in [1, 2, 3, 4, 6] {
        page.sum_down(13, column, 4, 12, &HOUSE.total());
    }
    page.formula(13, 5, "E14-D14", &HOUSE.total());
    page.text(13, 7, "", &HOUSE.total());
    page
}

fn schemes(book: &Book) -> Page {
    let widths = [
        8.0, 48.0, 13.0, 15.0, 17.0, 10.0, 9.0, 13.0, 12.0, 11.0, 12.0, 12.0, 12.0, 12.0, 12.0,
        58.0,
    ];
    let mut page = book.page("CIP", &widths);
    page.text(
        0,
        0,
        "Cost improvement programme 2025/26 at month 6, £000",
        &HOUSE.title(),
    );
    page.texts(2, 0, &["", "CIP target 2025/26"], &HOUSE.bold());
    page.whole(2, 10, 19_400, &HOUSE.total());
    let heads = [
        "Ref",
        "Scheme",
        "Division",
        "Lead",
        "Status",
        "Risk",
        "R/NR",
        "QIA",
        "Cost to deliver",
        "WTE reduction",
        "Plan 2025/26",
        "Plan YTD",
        "Actual YTD",
        "Forecast 2025/26",
        "FYE",
        "Reason for variance",
    ];
    page.texts(4, 0, &heads, &HOUSE.head());
    page.freeze(5, 2);
    for (row, own) in (5..).zip(&SCHEMES) {
        let texts = [
            own.reference,
            own.name,
            own.division,
            own.lead,
            own.status,
            own.risk,
            if own.recurrent { "R" } else { "NR" },
            own.quality,
        ];
        page.texts(row, 0, &texts, &HOUSE.text());
        match own.cost {
            Some(cost) => page.whole(row, 8, cost, &HOUSE.amount()),
            None => page.text(row, 8, "", &HOUSE.amount()),
        }
        page.whole(row, 9, own.staff, &HOUSE.count());
        page.wholes(row, 10, &own.figures, &HOUSE.amount());
        page.text(row, 15, own.reason, &HOUSE.text());
    }
    page.texts(
        21,
        0,
        &["", "Total CIP", "", "", "", "", "", ""],
        &HOUSE.total(),
    );
    for column in 8..15 {
        page.sum_down(21, column, 5, 20, &HOUSE.total());
    }
    page.text(21, 15, "", &HOUSE.total());
    page
}
