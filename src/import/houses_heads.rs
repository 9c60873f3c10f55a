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

#[test]
fn a_cover_may_tell_what_was_delivered_and_is_forecast_without_planning_it() {
    let cover = "Oak NHS Trust savings programme 2025/26\n\nReporting period|Month 6\nEfficiency requirement (£000)|900\nEfficiency delivered to M6 (£000)|310\nForecast outturn (£000)|700";
    let list = "Savings tracker 2025/26 £000\n\nNo|Scheme|R/NR|Plan|FOT\n1|Beds|R|500|450\n2|Bank|NR|300|250";
    let savings = read(&[("Cover", cover), ("Tracker", list)])
        .savings
        .unwrap();
    assert_eq!(savings.lines.len(), 2);
    assert_eq!(savings.target.unwrap().value, pounds(900_000));
}

#[test]
fn the_example_of_a_form_is_no_line() {
    let savings = read(&[(
        "Surgery",
        "Oak NHS Trust CIP return 2025/26 £000\n\nNo|Scheme|R/NR|Plan\ne.g.|Gloves from one supplier|R|120\n1|Beds|R|500\n2|Example wards of the north|NR|300\n|Example only: fewer cars|R|70\nTotal|||800",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(800_000));
}

#[test]
fn a_unit_may_end_the_name_of_an_exported_column() {
    let savings = read(&[(
        "Merge",
        "Org_Name|Scheme_Name|Identified_Flag|R_NR|Plan_25_26_k|Fcst_25_26_k\nOak NHS Trust|Beds|Identified|R|9400|8800\nElm NHS Trust|Bank|Not identified|NR|600|0",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(10_000_000));
    assert_eq!(flagged(&savings), ["Bank"]);
}

#[test]
fn a_question_for_a_scheme_and_one_for_how_sure_it_is_are_two() {
    let asked = read(&[(
        "Savings",
        "Oak CIC savings 2025/26 £000\n\nWhat we will do|Lead|Have we got a scheme?|Saving\nStock|AB|Yes|30\nAmount to find|CD|No|20\nRoutes|EF|Part|10",
    )])
    .savings
    .unwrap();
    assert_eq!(flagged(&asked), ["Amount to find"]);
    let sure = read(&[(
        "Weekly",
        "Oak NHS Trust savings 2025/26 £000\n\nWhat|Who|Plan|How sure?|Where are we up to?\nStock|AB|30|H|Done\nNorth share|CD|20||Not found yet\nRoutes|EF|10|M|Open since May",
    )])
    .savings
    .unwrap();
    assert_eq!(flagged(&sure), ["North share"]);
}

#[test]
fn what_a_pivot_says_once_holds_for_the_rows_below_it() {
    let savings = read(&[(
        "Pivot",
        "Oak NHS Trust plan 2025/26\n\nSum of Saving_GBP\nDivision|Recurrence|Status|Scheme|Total\nSurgery|Non-recurrent|Approved|Rebate|1000\n|Recurrent|Approved|Stock|2000\n||In development|Lists|3000\n\
         ||No scheme|(blank)|4000\nSurgery Total||||10000\nMedicine|Recurrent|In development|Beds|500\n|||TBA: Team Base Allowance|600\nMedicine Total||||1100\nGrand Total||||11100",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.recurrent(), Some(pounds(10_100)));
    assert_eq!(savings.unidentified().value, pounds(4_000));
}

#[test]
fn the_result_of_bodies_may_be_headed_by_the_account() {
    let position = read(&[(
        "System view",
        "Vale ICS month 7, £m\n\nOrganisation|Savings target 2025/26|I&E plan|I&E forecast\nVale ICB|29|3|3\nOak NHS Trust|35|-12.6|-14\nSystem|64|-9.6|-11",
    )])
    .position
    .unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-9_600_000));
    assert_eq!(position.organisations.len(), 2);
}

#[test]
fn rows_that_an_export_numbers_are_joined_by_what_they_are_of() {
    let rows: Vec<String> = (4..=9)
        .flat_map(|month| {
            [("S1", "Beds", 40), ("S2", "Bank", 10)]
                .map(|(key, name, plan)| (month, key, name, plan))
        })
        .enumerate()
        .map(|(at, (month, key, name, plan))| {
            format!(
                "{}|2025/26|2025-{month:02}|Oak NHS Trust|{key}|{name}|True|{plan}000",
                700 + at
            )
        })
        .collect();
    let drawn = format!(
        "load_id|fin_year|period_start|org_name|scheme_key|scheme_label|is_recurrent|plan_gbp\n{}",
        rows.join("\n")
    );
    let savings = read(&[("fact_savings", &drawn)]).savings.unwrap();
    assert_eq!(savings.lines.len(), 2);
    assert_eq!(savings.total().value, pounds(300_000));
}

#[test]
fn a_body_called_bridge_has_an_account_and_years_may_close_without_months() {
    let account = "Oak Bridge NHS Trust\nStatement of income, operational plan 2025/26 £000\n\nLine|2024/25 outturn|2025/26 plan\nIncome|90|100\nPay|-70|-80\nNon-pay|-24|-26\nSurplus/(deficit)|-4|-6";
    let position = read(&[("SoCI", account)]).position.unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-6_000));
    let list = "Oak ICB efficiencies\n\nCode|Scheme|Outturn|Plan||\n||31/03/2025|31/03/2026|31/03/2026|31/03/2026\n||Total £000|Recurrent £000|Non-recurrent £000|Total £000\n\
         E1|Beds|4|5|0|5\nE2|Land|0|0|2|2\nE3|Drugs|1|3|0|3";
    let savings = read(&[("Efficiencies 2025/26", list)]).savings.unwrap();
    assert_eq!(savings.total().value, pounds(10_000));
    assert_eq!(savings.recurrent(), Some(pounds(8_000)));
}

#[test]
fn a_columns_own_word_is_more_than_its_groups() {
    let savings = read(&[(
        "Savings",
        "Oak NHS Trust savings 2025/26 £000\n\n||Lead|New savings first delivered in the year||\nNo|Programme line||2024/25 forecast|2025/26 plan|2026/27 indicative\n1|Beds|AB|4|5|6\n2|Bank|CD|1|3|4",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(8_000));
}

#[test]
fn the_groups_of_a_pivot_are_spread_by_blanks() {
    let waits = "Oak NHS Trust\nPlan version|Draft 1\n\nSum of Patients|Measure\n|Over 52 weeks||Over 52 weeks Total|Over 65 weeks||Over 65 weeks Total|Grand Total\n\
        Month|Oak General|St Ann's||Oak General|St Ann's\nApr-26|318|97|415|12|4|16|431\nMay-26|298|91|389|9|2|11|400\nJun-26|278|85|363|6|0|6|369\nGrand Total|894|273|1167|27|6|33|1200";
    let elective = read(&[("Waits pivot", waits)]).elective.unwrap();
    for (weeks, april) in [(52, 415), (65, 16)] {
        let first = elective
            .total(crate::plan::Weeks(weeks))
            .into_values()
            .next()
            .unwrap();
        assert_eq!(first.plan.unwrap().value, april);
    }
}
