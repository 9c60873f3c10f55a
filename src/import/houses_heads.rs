//! Headers over several columns, drafts beside what became of them, and columns that are the sum of others: whole workbooks.

use super::fixture::{flagged, pounds, read, sheet};
use crate::import::fixture::workbook;
use crate::import::import;
use crate::plan::Plan;
use crate::review::Review;
use crate::workbook::Area;

#[test]
fn the_months_of_a_draft_and_a_final_version_are_when_they_were_handed_in() {
    for head in [
        "Draft Feb|Final Apr",
        "DRAFT Mar|FINAL May",
        "Draft 2 Mar|Final 4 May",
    ] {
        let savings = read(&[(
            "CIP",
            &format!(
                "Oak NHS Trust savings, 2025/26 plan £000\n\nScheme|R/NR|{head}\nBeds|R|400|500\nBank|NR|200|300\nTotal||600|800"
            ),
        )])
        .savings
        .unwrap();
        assert_eq!(savings.total().value, pounds(800_000), "{head}");
    }
    // A run of months is the year's.
    let savings = read(&[(
        "CIP",
        "Oak NHS Trust final plan of savings 2025/26 £000\n\nScheme|R/NR|Final Apr|Final May|Final Jun|Final Jul\nBeds|R|10|20|30|40\nBank|NR|1|2|3|4",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(110_000));
}

#[test]
fn the_quarters_and_parts_of_a_draft_take_nothing_from_its_year() {
    let account = "Oak NHS Trust draft plan 2025/26 £000\n\n|2024/25|Draft plan 2025/26|Draft plan 2025/26 by quarter|||\n|FOT||Q1|Q2|Q3|Q4\n\
        Income|90|100|25|25|25|25\nPay|-70|-80|-20|-20|-20|-20\nNon-pay|-24|-26|-6|-6|-6|-8\nSurplus/(deficit)|-4|-6|-1|-1|-1|-3";
    let list = "Oak NHS Trust savings £000\n\nScheme|Lead|Draft plan 2025/26|||Draft by quarter|||\n||Recurrent|Non-recurrent|Total|Q1|Q2|Q3|Q4\n\
        Beds|AB|4||4|1|1|1|1\nLand|CD||2|2||||2\nBank|EF|3||3|1|1|1|";
    let plan = read(&[("I&E", account), ("Savings", list)]);
    assert_eq!(
        plan.position.unwrap().declared.unwrap().value,
        pounds(-6_000)
    );
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(9_000));
    assert_eq!(savings.recurrent(), Some(pounds(7_000)));
}

fn low_base_high(rows: &str) -> Plan {
    read(&[(
        "Savings",
        &format!(
            "Oak NHS Trust savings £000\n\n||||2025/26|||2026/27||\nNo|Trust|Initiative|Lead|Least|Taken|Most|Least|Taken|Most\n{rows}"
        ),
    )])
}

#[test]
fn words_over_all_numbers_right_below_a_header_are_headers_too() {
    let plan = low_base_high(
        "1|Oak|Beds|AB|10|15|20|20|25|30\n2|Oak|Bank|CD|40|45|50|60|65|70\n3|Oak|Labs|EF|5|7|9|8|9|10\nTotal||||55|67|79|88|99|110",
    );
    let names: Vec<String> = plan
        .savings
        .unwrap()
        .lines
        .into_iter()
        .map(|line| line.name)
        .collect();
    assert_eq!(names, ["Beds", "Bank", "Labs"]);
}

#[test]
fn the_ends_of_a_range_are_found_under_each_year() {
    let head = "Oak NHS Trust plan 2025/26: savings £000\n\n|||2025/26|||2026/27||\nInitiative|R/NR|Lead|Low|Base|High|Low|Base|High";
    let rows = "Beds|R|AB|10|15|20|20|25|30\nBank|R|CD|40|45|50|60|65|70\nLabs|R|EF|5|7|9|8|9|10";
    let savings = read(&[("Savings", &format!("{head}\n{rows}"))])
        .savings
        .unwrap();
    assert_eq!(savings.total().value, pounds(67_000));
}

#[test]
fn a_year_merged_over_some_columns_is_theirs_and_the_underlying_part_is_not_the_plan() {
    let mut drawn = sheet(
        "Page",
        "Vale ICB financial plan £000\n\n||2025/26|||\nLine|2024/25 outturn|Plan|of which one-off|Recurrent (underlying)|2026/27 indicative\n\
         Allocation|90|100|5|95|98\nAcute|-60|-66|-2|-64|-65\nPrescribing|-28|-37|-9|-28|-29\nSurplus/(deficit)|2|-3|-6|3|4",
    );
    drawn.merges.push(Area {
        first_row: 2,
        first_column: 2,
        last_row: 2,
        last_column: 4,
    });
    let plan = import(&[workbook(vec![drawn])], &Review::default()).plan;
    assert_eq!(
        plan.position.unwrap().declared.unwrap().value,
        pounds(-3_000)
    );
}

#[test]
fn divisions_across_are_parts_of_the_trust_that_is_their_sum() {
    let account = "Oak Hospitals NHS Trust annual plan 2025/26 £000\n\n|Medicine|Surgery|Corporate|Trust-wide & reserves|Trust\n\
        Income|100|80|10|20|210\nPay|-90|-70|-15|-5|-180\nNon-pay|-20|-15|-5|-4|-44\nSurplus/(deficit)|-10|-5|-10|11|-14\n\
        Remove donated assets|||||-1\nAdjusted financial performance|||||-15";
    let position = read(&[("Summary", account)]).position.unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-15_000));
    assert_eq!(position.organisations.len(), 1);
}

#[test]
fn measures_by_row_of_an_export_are_told_apart() {
    let rows: Vec<String> = [
        ("1", "Beds", "Y", 120, 100, 90),
        ("2", "Corporate", "N", 0, 50, 0),
    ]
    .iter()
    .flat_map(|(key, name, lasts, full, plan, expected)| {
        [
            ("full_year_effect", full),
            ("plan_in_year", plan),
            ("forecast_in_year", expected),
        ]
        .map(|(measure, value)| format!("2025-26|{key}|{name}|{lasts}|{measure}|{value}"))
    })
    .collect();
    let drawn = format!(
        "fin_year|scheme_key|scheme_name|is_recurrent|measure|value_gbp\n{}",
        rows.join("\n")
    );
    let savings = read(&[("savings", &drawn)]).savings.unwrap();
    assert_eq!(savings.total().value, pounds(150));
    let beds = &savings.lines[0];
    assert_eq!(beds.full_year_effect.as_ref().unwrap().value, pounds(120));
    assert_eq!(beds.forecast.as_ref().unwrap().value, pounds(90));
}

#[test]
fn what_was_not_found_is_unidentified() {
    let savings = read(&[(
        "Labs",
        "Oak NHS Trust CIP 2025/26 £000\n\nService|Scheme|Found?|R/NR|Plan\nLabs|Stock|Found|R|30\nLabs|Workforce|Not found|R|20\nX-ray|Films|Found|NR|10",
    )])
    .savings
    .unwrap();
    assert_eq!(flagged(&savings), ["Workforce"]);
}
