//! Rows cut from published workbooks, laid out as their publishers laid them out: the layouts are read without the corpus.

use planproof::import::{Imported, import};
use planproof::plan::{Month, Pathways, PublishedBy, Weeks, WeeksWaited, histories};
use planproof::review::Review;
use planproof::workbook::{Watch, open};
use std::path::Path;

fn read(name: &str) -> Imported {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/fixtures");
    let book = open(&folder.join(name), &Watch::default()).unwrap();
    import(&[book], &Review::default())
}

fn month(year: u16, month: u8) -> Month {
    Month { year, month }
}

#[test]
fn a_return_of_incomplete_pathways_is_read_with_the_medians_it_states() {
    let read = read("incomplete-provider-january-2026.xlsx");
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let waits = &read.plan.published[0];
    assert_eq!(
        (waits.pathways, waits.by, waits.month),
        (
            Pathways::Incomplete,
            PublishedBy::Provider,
            Some(month(2026, 1))
        )
    );
    let totals: Vec<u64> = waits
        .organisations
        .iter()
        .map(|body| body.waits.total.value)
        .collect();
    assert_eq!(totals, [238, 35_369]);
    let bay = &waits.organisations[1].waits;
    assert_eq!(
        (
            bay.within_18_weeks.as_ref().unwrap().value,
            bay.over[&Weeks(52)].value,
            bay.over[&Weeks(65)].value
        ),
        (23_832, 523, 2)
    );
    // The total row states 11.262 and 37.984.
    assert!(
        matches!(bay.median(), Some(WeeksWaited::Weeks(weeks)) if (weeks - 11.262_04).abs() < 0.001)
    );
    assert!(
        matches!(bay.ninety_second_percentile(), Some(WeeksWaited::Weeks(weeks)) if (weeks - 37.983_74).abs() < 0.001)
    );
}

#[test]
fn the_independent_sector_stands_on_a_sheet_of_its_own_and_is_added() {
    let read = read("non-admitted-provider-september-2025.xlsx");
    let waits = &read.plan.published[0];
    assert_eq!(waits.pathways, Pathways::NonAdmitted);
    let totals: Vec<u64> = waits
        .organisations
        .iter()
        .map(|body| body.waits.total.value)
        .collect();
    assert_eq!(totals, [20_403, 67]);
}

#[test]
fn a_national_series_ends_where_its_figures_end() {
    let read = read("waits-time-series-october-2022.xlsx");
    assert_eq!((&read.plan.elective, &read.plan.year), (&None, &None));
    let all = histories(&read.plan.published);
    let england = all
        .iter()
        .find(|history| history.pathways == Pathways::Incomplete)
        .unwrap();
    assert_eq!(england.organisation.name, "England");
    let (last, body) = england.months.last_key_value().unwrap();
    assert_eq!(
        (england.months.len(), *last, body.waits.total.value),
        (11, month(2022, 10), 6_953_647)
    );
}

#[test]
fn a_history_by_board_and_specialty_is_one_history_of_the_board() {
    let read = read("waits-by-board.xlsx");
    let all = histories(&read.plan.published);
    let [board] = all.as_slice() else {
        panic!("{}", all.len())
    };
    let totals: Vec<u64> = board
        .months
        .values()
        .map(|body| body.waits.total.value)
        .collect();
    assert_eq!(
        (board.by, totals),
        (PublishedBy::Commissioner, vec![159_676, 104_678])
    );
}

#[test]
fn a_country_that_is_not_the_sum_of_the_rows_is_found_at_its_cell() {
    let read = read("emergency-june-2025.xlsx");
    // Two providers of 201 are left in the cut, so that the row of England is not their sum.
    let [finding] = read.findings.as_slice() else {
        panic!("{:?}", read.findings)
    };
    assert_eq!(finding.about.id, "published-total-differs");
    let attendances: Vec<String> = read
        .plan
        .measures
        .iter()
        .filter(|measure| measure.name == "A&E attendances, all types")
        .map(|measure| measure.actual[&month(2025, 6)].value.to_string())
        .collect();
    assert_eq!(attendances, ["25273", "17542", "2350478"]);
}
