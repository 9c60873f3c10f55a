use super::*;
use crate::import::fixture::{sheet, workbook};
use crate::import::{TableKind, import};
use crate::plan::{Month, Pathways, PublishedBy, Weeks, histories};
use crate::review::{Change, Correction, Decision, KindRead, Mapping, Review};

const FIRST: [&str; 5] = [
    "Region Code",
    "Provider Code",
    "Provider Name",
    "Treatment Function Code",
    "Treatment Function",
];

/// A return of one body and two specialties; `summary` heads the columns behind the weeks.
fn return_of(period: &str, code: &str, each: [u64; 2]) -> Sheet {
    let mut header: Vec<String> = FIRST.map(str::to_owned).to_vec();
    header.extend((0..104).map(|week| format!(">{week}-{}", week + 1)));
    header.extend(
        [
            "104 plus",
            "Total number of incomplete pathways",
            "Total within 18 weeks",
            "Average (median) waiting time (in weeks)",
            "Total 52 plus weeks",
            "Total 78 plus weeks",
            "Total 65 plus weeks",
        ]
        .map(str::to_owned),
    );
    let row = |function: &str, name: &str, each: u64| {
        let mut row = ["Y60", code, "ALDER NHS TRUST", function, name]
            .map(str::to_owned)
            .to_vec();
        row.extend(std::iter::repeat_n(each.to_string(), 105));
        let tail = [each * 105, each * 18].map(|count| count.to_string());
        row.extend(tail);
        row.push("-".to_owned());
        row.extend([each * 53, each * 27, each * 40].map(|count| count.to_string()));
        row.join("|")
    };
    sheet(
        "Provider",
        &format!(
            "|Title:|Consultant-led RTT\n|Summary:|Waits\n|Period:|{period}\n\n|{}\n|{}\n|{}\n|{}",
            header.join("|"),
            row("C_100", "General Surgery", each[0]),
            row("C_110", "Trauma", each[1]),
            row("C_999", "Total", each[0] + each[1])
        ),
    )
}

fn of(sheets: Vec<Sheet>) -> Published {
    let books = [workbook(sheets)];
    read(&books, &Returns::of(&Mapping::default(), &books))
}

#[test]
fn totals_come_from_the_bands_and_the_total_row_is_kept_beside_them() {
    let published = of(vec![return_of("January 2026", "RAA", [1, 2])]);
    let [waits] = published.waits.as_slice() else {
        panic!("{:?}", published.waits.len())
    };
    let january = Month {
        year: 2026,
        month: 1,
    };
    assert_eq!(
        (waits.month, waits.by, waits.pathways),
        (Some(january), PublishedBy::Provider, Pathways::Incomplete)
    );
    let one = &waits.organisations[0];
    assert_eq!((one.waits.total.value, one.specialties.len()), (315, 2));
    assert_eq!(one.waits.within_18_weeks.as_ref().unwrap().value, 54);
    let over = |weeks| one.waits.over[&Weeks(weeks)].value;
    assert_eq!((over(52), over(65), over(78), over(104)), (159, 120, 81, 3));
    assert_eq!(one.stated_total.as_ref().unwrap().value, 315);
    assert!(published.findings.is_empty());
}

#[test]
fn a_stated_total_that_is_out_is_found_with_its_cells() {
    let mut sheet = return_of("January 2026", "RAA", [1, 2]);
    let header = lines_of(&sheet, "Total 65 plus weeks");
    sheet.insert(
        5,
        header,
        crate::workbook::Cell::new(crate::workbook::Value::Number(41.0)),
    );
    let published = of(vec![sheet]);
    let [finding] = published.findings.as_slice() else {
        panic!("{:?}", published.findings)
    };
    assert_eq!(finding.about.id, "published-total-differs");
    assert_eq!((finding.cells[0].row, finding.cells[0].column), (5, header));
    assert!(finding.message.contains("41"), "{}", finding.message);
}

fn lines_of(sheet: &Sheet, header: &str) -> u32 {
    let (column, _) = sheet
        .row(4)
        .iter()
        .find(|(_, cell)| cell.text() == Some(header))
        .unwrap();
    column
}

#[test]
fn the_sheet_of_decisions_to_admit_is_a_part() {
    let mut part = return_of("January 2026", "RAA", [1, 2]);
    part.address = std::sync::Arc::new(crate::workbook::SheetAddress::new(
        "p.xlsx",
        "Provider with DTA",
    ));
    let published = of(vec![return_of("January 2026", "RAA", [1, 2]), part]);
    assert_eq!(published.waits[0].whole().total.value, 315);
}

#[test]
fn files_of_several_months_make_one_history_of_each_body() {
    let months = ["January 2026", "February 2026"]
        .map(|month| workbook(vec![return_of(month, "RAA", [1, 2])]));
    let published = read(&months, &Returns::of(&Mapping::default(), &months));
    let histories = histories(&published.waits);
    assert_eq!((histories.len(), histories[0].months.len()), (1, 2));
}

#[test]
fn a_withheld_week_is_no_zero() {
    let mut sheet = return_of("January 2026", "RAA", [1, 2]);
    sheet.insert(
        5,
        20,
        crate::workbook::Cell::new(crate::workbook::Value::Text("*")),
    );
    let published = of(vec![sheet]);
    let one = &published.waits[0].organisations[0];
    assert_eq!(one.waits.total.value, 315);
    assert!(one.specialties[0].waits.bands.is_empty());
    assert!(published.findings.is_empty());
}

#[test]
fn an_extract_is_read_by_provider_and_by_commissioner_and_by_part() {
    let drawn = "Period|Provider Org Code|Provider Org Name|Commissioner Parent Org Code|Commissioner Parent Name|RTT Part Type|Treatment Function Code|Treatment Function Name|Total|Total within 18 weeks|Total 52 plus weeks|Total All\n\
        RTT-April-2025|RAA|ALDER|QAA|NHS ALDER ICB|Part_2|C_100|General|10|6|1|10\n\
        RTT-April-2025|RAA|ALDER|QBB|NHS BEECH ICB|Part_2|C_100|General|5|5|0|5\n\
        RTT-April-2025|RAA|ALDER|QBB|NHS BEECH ICB|Part_2|C_999|Total|5|5|0|5\n\
        RTT-April-2025|RAA|ALDER|QAA|NHS ALDER ICB|Part_2A|C_100|General|4|3|1|4\n\
        RTT-April-2025|RAA|ALDER|QAA|NHS ALDER ICB|Part_1A|C_100|General|3|3|0|3";
    let published = of(vec![sheet("extract", drawn)]);
    let whole: Vec<(Pathways, PublishedBy, u64, usize)> = published
        .waits
        .iter()
        .map(|waits| {
            (
                waits.pathways,
                waits.by,
                waits.whole().total.value,
                waits.organisations.len(),
            )
        })
        .collect();
    assert_eq!(
        whole,
        [
            (Pathways::Incomplete, PublishedBy::Provider, 15, 1),
            (Pathways::Incomplete, PublishedBy::Commissioner, 15, 2),
            (Pathways::Admitted, PublishedBy::Provider, 3, 1),
            (Pathways::Admitted, PublishedBy::Commissioner, 3, 1),
        ]
    );
}

#[test]
fn a_plans_own_table_by_specialty_is_no_publication() {
    let drawn = "Planned waits 2025/26\n\nTrust|Specialty|Total pathways|Over 52 weeks plan\nAlder NHS Trust|General|100|5\nAlder NHS Trust|Trauma|50|5";
    assert!(layout(&sheet("Waits", drawn)).is_none());
}

#[test]
fn weeks_left_blank_where_nobody_waits_are_none_and_not_unknown() {
    let mut sheet = return_of("January 2026", "RAA", [1, 2]);
    let total = lines_of(&sheet, "Total number of incomplete pathways");
    // The second specialty: its weeks are blank, and its total is nil.
    let trauma = 6;
    let row: Vec<u32> = sheet.row(trauma).columns().collect();
    let blank = |column: u32| (6..6 + 105).contains(&column);
    let mut kept = Sheet::new(std::sync::Arc::clone(&sheet.address), sheet.visibility);
    for (at, cells) in sheet.rows() {
        for (column, cell) in cells
            .iter()
            .filter(|(column, _)| at != trauma || !blank(*column))
        {
            kept.insert(at, column, cell);
        }
    }
    assert!(row.iter().any(|column| blank(*column)));
    kept.insert(
        trauma,
        total,
        crate::workbook::Cell::new(crate::workbook::Value::Number(0.0)),
    );
    sheet = kept;
    let published = of(vec![sheet]);
    let one = &published.waits[0].organisations[0];
    assert_eq!(one.waits.total.value, 105);
    assert_eq!(one.waits.within_18_weeks.as_ref().unwrap().value, 18);
    assert_eq!(one.waits.over[&Weeks(52)].value, 53);
}

#[test]
fn a_sheet_that_the_reviewer_takes_for_something_else_is_no_return() {
    let month = |period: &str| [workbook(vec![return_of(period, "RAA", [1, 2])])];
    let first = import(&month("January 2026"), &Review::default());
    let table = &first.coverage.sheets[0].tables[0];
    assert_eq!(table.kind, TableKind::PublishedWaits);
    let correction = Correction {
        table: table.mark.clone().unwrap(),
        change: Change::Kind(KindRead::NotPartOfThePlan),
        instead_of: KindRead::Published.label().to_owned(),
    };
    let mut review = Review::default();
    review.apply(&Decision::Correct(Box::new(correction.clone())));
    // And next month's as well.
    for period in ["January 2026", "February 2026"] {
        let without = import(&month(period), &review);
        assert!(without.plan.published.is_empty() && without.plan.elective.is_none());
        assert_eq!(without.coverage.tables_read(), 0);
        assert_eq!(
            without.coverage.sheets[0].tables[0].corrected,
            std::slice::from_ref(&correction)
        );
        assert!(
            without
                .coverage
                .corrections
                .iter()
                .all(|one| one.outcome.why_not().is_none())
        );
    }
    review.apply(&Decision::TakeBack(Box::new(correction)));
    assert_eq!(import(&month("January 2026"), &review), first);
}
