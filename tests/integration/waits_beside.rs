//! Published waits beside a plan: the full monthly extract, and several months of workbooks that make one history.

use planproof::analysis::{beside, latest_returns};
use planproof::assessment::assess;
use planproof::import::import;
use planproof::plan::{
    Month, Pathways, PublishedBy, PublishedWaits, Weeks, WeeksWaited, histories,
};
use planproof::policy::Policy;
use planproof::review::Review;
use planproof::workbook::{Watch, Workbook, open};
use std::fmt::Write as _;
use std::path::PathBuf;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

const HEADS: &str = "Period,Provider Parent Org Code,Provider Parent Name,Provider Org Code,Provider Org Name,Commissioner Parent Org Code,Commissioner Parent Name,Commissioner Org Code,Commissioner Org Name,RTT Part Type,RTT Part Description,Treatment Function Code,Treatment Function Name";

/// A row of the extract: provider, commissioner, part, function, and how many wait in weeks 3, 20 and 70.
fn row(provider: &str, board: &str, part: &str, function: &str, counts: [u32; 3]) -> String {
    let described = match part {
        "Part_1A" => "Completed Pathways For Admitted Patients",
        "Part_1B" => "Completed Pathways For Non-Admitted Patients",
        "Part_2" => "Incomplete Pathways",
        "Part_2A" => "Incomplete Pathways with DTA",
        _ => "New RTT Periods - All Patients",
    };
    let name = if function == "C_999" {
        "Total"
    } else {
        "A Service"
    };
    let mut row = format!(
        "RTT-January-2026,{board},NHS {board} ICB,{provider},{provider} NHS FOUNDATION TRUST,{board},NHS {board} ICB,{board}1,NHS {board} - 1,{part},{described},{function},{name}"
    );
    let total: u32 = counts.iter().sum();
    for week in 0..=104 {
        let count = match week {
            3 => counts[0],
            20 => counts[1],
            70 => counts[2],
            _ => 0,
        };
        // Weeks without anybody are left blank, and new pathways have no weeks at all.
        if count > 0 && part != "Part_3" {
            _ = write!(row, ",{count}");
        } else {
            row.push(',');
        }
    }
    if part == "Part_3" {
        _ = write!(row, ",,,{total}");
    } else if part == "Part_1A" {
        _ = write!(row, ",{total},2,{}", total + 2);
    } else {
        _ = write!(row, ",{total},,{total}");
    }
    row
}

fn extract(name: &str) -> Workbook {
    let mut text = HEADS.to_owned();
    for week in 0..104 {
        _ = write!(text, ",Gt {week:02} To {:02} Weeks SUM 1", week + 1);
    }
    text += ",Gt 104 Weeks SUM 1,Total,Patients with unknown clock start date,Total All\n";
    for (provider, board, part, function, counts) in [
        ("RAA", "QAA", "Part_2", "C_100", [10, 4, 1]),
        ("RAA", "QAA", "Part_2", "C_110", [20, 0, 5]),
        ("RAA", "QAA", "Part_2", "C_999", [30, 4, 6]),
        ("RAA", "QBB", "Part_2", "C_100", [7, 0, 0]),
        ("RAA", "QBB", "Part_2", "C_999", [7, 0, 0]),
        ("RBB", "QBB", "Part_2", "C_100", [100, 50, 0]),
        ("RBB", "QBB", "Part_2", "C_999", [100, 50, 0]),
        ("RAA", "QAA", "Part_2A", "C_100", [3, 1, 1]),
        ("RAA", "QAA", "Part_1A", "C_100", [8, 2, 0]),
        ("RAA", "QAA", "Part_1B", "C_100", [40, 0, 0]),
        ("RAA", "QAA", "Part_3", "C_100", [55, 0, 0]),
    ] {
        text += &row(provider, board, part, function, counts);
        text.push('\n');
    }
    let path = folder(name).join("20260131-RTT-January-2026-full-extract.csv");
    std::fs::write(&path, text).unwrap();
    open(&path, &Watch::default()).unwrap()
}

fn of(published: &[PublishedWaits], pathways: Pathways, by: PublishedBy) -> Vec<(String, u64)> {
    let waits = published
        .iter()
        .find(|waits| (waits.pathways, waits.by) == (pathways, by))
        .unwrap();
    waits
        .organisations
        .iter()
        .map(|body| {
            let code = body.organisation.code.clone().unwrap();
            (code, body.waits.total.value)
        })
        .collect()
}

#[test]
fn the_parts_of_the_full_extract_are_never_mixed() {
    let book = extract("extract-parts");
    let read = import(std::slice::from_ref(&book), &Review::default());
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let published = &read.plan.published;
    let of = |pathways, by| of(published, pathways, by);
    let named = |code: &str, total| (code.to_owned(), total);
    // Total rows and pathways with a decision to admit are in the others already.
    assert_eq!(
        of(Pathways::Incomplete, PublishedBy::Provider),
        [named("RAA", 47), named("RBB", 150)]
    );
    assert_eq!(
        of(Pathways::Incomplete, PublishedBy::Commissioner),
        [named("QAA", 40), named("QBB", 157)]
    );
    assert_eq!(
        of(Pathways::Admitted, PublishedBy::Provider),
        [named("RAA", 12)]
    );
    assert_eq!(
        of(Pathways::NonAdmitted, PublishedBy::Provider),
        [named("RAA", 40)]
    );
    assert_eq!(of(Pathways::New, PublishedBy::Provider), [named("RAA", 55)]);
    assert_eq!(published.len(), 8);
    let january = Some(Month {
        year: 2026,
        month: 1,
    });
    assert!(published.iter().all(|waits| waits.month == january));
    let first = &published[0].organisations[0];
    let over = |weeks| first.waits.over[&Weeks(weeks)].value;
    assert_eq!((over(18), over(52), over(65), over(78)), (10, 6, 6, 0));
    // 37 of 47 in the fourth week: half, 23.5, are reached at 3 + 23.5 / 37.
    assert!(
        matches!(first.waits.median(), Some(WeeksWaited::Weeks(weeks)) if (weeks - 3.635_135).abs() < 1e-5)
    );
    assert_eq!(first.specialties.len(), 2);
}

/// One month of the published provider workbook: so many over 52 weeks at RAA.
fn provider_month(month: u8, name: &str, over_52: u32) -> Workbook {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Provider").unwrap();
    for (row, label, value) in [
        (
            0,
            "Title:",
            "Monthly RTT Incomplete Pathways, England".to_owned(),
        ),
        (1, "Summary:", "Incomplete pathways by provider".to_owned()),
        (4, "Period:", format!("{name} 2025")),
        (5, "Source:", "Monthly RTT return".to_owned()),
    ] {
        sheet.write(row, 1, label).unwrap();
        sheet.write(row, 2, value).unwrap();
    }
    let heads = [
        "Region Code",
        "Provider Code",
        "Provider Name",
        "Treatment Function Code",
        "Treatment Function",
    ];
    for (column, head) in (1..).zip(heads) {
        sheet.write(13, column, head).unwrap();
    }
    for week in 0_u16..104 {
        sheet
            .write(13, 6 + week, format!(">{week}-{}", week + 1))
            .unwrap();
    }
    sheet.write(13, 110, "104 plus").unwrap();
    sheet
        .write(13, 111, "Total number of incomplete pathways")
        .unwrap();
    for (row, code, over) in [(14, "RAA", over_52), (15, "RBB", 900)] {
        for (column, text) in [
            (1, "Y56"),
            (2, code),
            (
                3,
                if code == "RAA" {
                    "OAKMERE NHS TRUST"
                } else {
                    "FARHAVEN NHS TRUST"
                },
            ),
            (4, "C_100"),
            (5, "General Surgery Service"),
        ] {
            sheet.write(row, column, text).unwrap();
        }
        for week in 0_u16..=104 {
            let count = if week == 60 {
                over
            } else if week < 20 {
                500
            } else {
                10
            };
            sheet.write(row, 6 + week, count).unwrap();
        }
        sheet.write(row, 111, 20 * 500 + 84 * 10 + over).unwrap();
    }
    let path = folder("published-months").join(format!("Incomplete-Provider-{month:02}.xlsx"));
    book.save(&path).unwrap();
    open(&path, &Watch::default()).unwrap()
}

fn plan() -> Workbook {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Waits").unwrap();
    sheet
        .write(0, 0, "Oakmere NHS Trust RTT trajectory 2025/26")
        .unwrap();
    sheet.write(2, 0, "Measure").unwrap();
    sheet.write(3, 0, "Over 52 weeks").unwrap();
    let months = [
        "Apr-25", "May-25", "Jun-25", "Jul-25", "Aug-25", "Sep-25", "Oct-25", "Nov-25", "Dec-25",
        "Jan-26", "Feb-26", "Mar-26",
    ];
    for (column, month) in (1_u16..).zip(months) {
        sheet.write(2, column, month).unwrap();
        sheet
            .write(3, column, 900 - 50 * u32::from(column))
            .unwrap();
    }
    let path = folder("published-months").join("Oakmere plan 2025-26.xlsx");
    book.save(&path).unwrap();
    open(&path, &Watch::default()).unwrap()
}

#[test]
fn several_published_months_are_one_history_beside_the_plan() {
    let mut books = vec![plan()];
    for (month, name, over) in [
        (4, "April", 880),
        (5, "May", 870),
        (6, "June", 865),
        (7, "July", 860),
    ] {
        books.push(provider_month(month, name, over));
    }
    let assessment = assess(books.into(), &Review::default(), &Policy::default());
    let plan = &assessment.case.plan;
    assert_eq!(plan.name, "Oakmere NHS Trust");
    let all = histories(&plan.published);
    let own = all
        .iter()
        .find(|history| history.organisation.code.as_deref() == Some("RAA"))
        .unwrap();
    let months: Vec<String> = own.months.keys().map(|month| month.iso()).collect();
    assert_eq!(months, ["2025-04", "2025-05", "2025-06", "2025-07"]);
    // Only the plan's body is picked out, month by month.
    let found = beside(plan);
    assert!(
        found
            .iter()
            .all(|one| one.organisation.code.as_deref() == Some("RAA"))
    );
    let over_52 = found.iter().find(|one| one.measure == Weeks(52)).unwrap();
    let both: Vec<(u64, u64)> = over_52
        .months
        .values()
        .filter_map(|both| Some((both.planned.as_ref()?.value, both.published.as_ref()?.value)))
        .collect();
    // Week 60 and the 52 other weeks from 52 on hold 10 each.
    assert_eq!(
        both,
        [(850, 1_400), (800, 1_390), (750, 1_385), (700, 1_380)]
    );
    assert_eq!(latest_returns(plan)[0].own.len(), 1);
    let ahead = assessment.waits_ahead.as_ref().unwrap();
    assert_eq!(ahead.series.months.len(), 4);
    assert!(
        ahead.measures[0].projection.is_ok(),
        "{:?}",
        ahead.measures[0].projection
    );
}
