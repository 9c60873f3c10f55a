//! Packs and listings of many houses read end to end: versions down a column, printed pages, accounts side by side, blocks
//! that hold their target beside their title.

use super::fixture::{flagged, pounds, read, sheet, target, workbook};
use super::import;
use crate::plan::{Phasing, Weeks};
use crate::review::Review;

const YEAR: &str = "Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Jan|Feb|Mar";

fn months(each: i64) -> String {
    vec![each.to_string(); 12].join("|")
}

#[test]
fn a_list_of_a_workstream_is_one_whatever_its_schemes_are_about() {
    let head = "No.|Initiative|25/26 £m|26/27 FYE £m|Confidence";
    let drawn = format!(
        "Programme scheme list 2025-26\n\nWorkstream: Workforce (lead: CPO)\n{head}\n1|Agency caps|1.2|1.5|High\n2|Rotas|0.8|0.8|Medium\nSub total||2|2.3\n\
         Workstream: Clinical (lead: CMO)\n{head}\n3|Theatres|1.5|2|Low\n4|Beds|1.1|1.1|Medium\nSub total||2.6|3.1\nUnallocated stretch||1.4|1.4\nGRAND TOTAL||6|6.8"
    );
    let savings = read(&[("Savings", &drawn)]).savings.unwrap();
    assert_eq!(savings.total().value, pounds(6_000_000));
    assert_eq!(flagged(&savings), ["Unallocated stretch"]);
}

#[test]
fn types_of_savings_by_body_are_lines_where_nothing_finer_is() {
    let drawn = "Crake & Dove ICS: efficiency 2025/26 by type (£m)\n\nEfficiency type|ICB|Crake|Dove|System\nPay|0.5|7.1|5.5|13.1\nNon-pay|0.3|2.2|1.5|4\n\
        Medicines|6|1|0.5|7.5\nUnidentified|3.2|2.7|0.5|6.4\nTotal|10|13|8|31";
    let savings = read(&[("Efficiency", drawn)]).savings.unwrap();
    assert_eq!(savings.total().value, pounds(31_000_000));
    assert_eq!(savings.unidentified().value, pounds(6_400_000));
}

#[test]
fn a_scheme_in_rows_of_plan_actual_and_difference_is_one_line() {
    // What names the scheme stands in the first row of each, whichever version that is.
    let scheme = |names: &str, versions: [(&str, i64); 3]| {
        let [first, second, third] =
            versions.map(|(version, each)| format!("{version}|{}|{}", months(each), each * 12));
        format!("{names}|{first}\n|||{second}\n|||{third}")
    };
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
        let told = |plan: i64, done: i64| {
            let all = [("Plan", plan), ("Act/Fcst", done), ("Var", done - plan)];
            order.map(|at: usize| all[at])
        };
        let drawn = format!(
            "Brackwater NHS Trust\nEfficiency tracker 2024/25 £000\n\n||||Act||||||Fcst||||||\nRef|Project|R/NR|Row|{YEAR}|Year\n{}\n{}\nTo be found\n{}\n{}",
            scheme("E1|Laundry contract|R", told(10, 8)),
            scheme("E2|Gap analysis of variance in coding|NR", told(5, 5)),
            scheme("E3|Ward stock|R", told(4, 0)),
            scheme("|All projects|", told(19, 13)),
        );
        let savings = read(&[("Tracker", &drawn)]).savings.unwrap();
        let names: Vec<&str> = savings
            .lines
            .iter()
            .map(|line| line.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "Laundry contract",
                "Gap analysis of variance in coding",
                "Ward stock"
            ],
            "{order:?}"
        );
        assert_eq!(savings.total().value, pounds(228_000), "{order:?}");
        assert_eq!(flagged(&savings), ["Ward stock"], "{order:?}");
        let first = &savings.lines[0];
        assert_eq!(first.reference.as_deref(), Some("E1"));
        assert_eq!(first.forecast.as_ref().unwrap().value, pounds(96_000));
        assert_eq!(savings.recurrent(), Some(pounds(168_000)));
        assert!(matches!(first.phasing, Some(Phasing::Months(_))));
    }
}

#[test]
fn versions_tell_what_lasts_once_for_all_rows_of_a_scheme() {
    let drawn = "Brackwater NHS Trust efficiency 2024/25 £000\n\nRef|Project|R/NR|Row|Year\nE1|Laundry|R|Actual|80\n|||Plan|120\n|||Variance|-40\nE2|Grant|NR|Actual|30\n|||Plan|30\n|||Variance|0";
    let savings = read(&[("Tracker", drawn)]).savings.unwrap();
    assert_eq!(savings.total().value, pounds(150_000));
    assert_eq!(savings.recurrent(), Some(pounds(120_000)));
    let delivered = savings.lines[0].actual_to_date.as_ref().unwrap();
    assert_eq!(delivered.value, pounds(80_000));
}

#[test]
fn a_printed_listing_is_one_list_whose_codes_and_carried_sums_are_no_savings() {
    let top = |page: u32| {
        format!(
            "HOLMEFORD INFIRMARY NHS TRUST||||||PAGE {page} OF 2\nSAVINGS BUDGETS 2024/25, £\n\nCCTR|NAME|ACCT|DETAIL|R/N|FULL YEAR BUDGET|BUDGET TO P05"
        )
    };
    let row = |centre: u32, name: &str, account: u32, detail: &str, lasting: &str, pounds: &str| {
        format!("{centre}|{name}|{account}|{detail}|{lasting}|'{pounds}-|'1,000.00-")
    };
    let drawn = format!(
        "{}\n{}\n{}\n{}\n|||CARRIED FORWARD||'36,000.50-|'3,000.00-\n\n{}\n|||BROUGHT FORWARD||'36,000.50-|'3,000.00-\n{}\n{}\n{}\n\n|||LISTING TOTAL||'73,000.50-|'6,000.00-",
        top(1),
        row(70110, "WARD A", 4410, "GLOVES", "R", "12,000.00"),
        row(
            70110,
            "WARD A",
            4410,
            "LEAVE BROUGHT FORWARD ENDED",
            "R",
            "9,000.50"
        ),
        row(
            70110,
            "WARD A",
            4920,
            "SAVING TO BE IDENTIFIED",
            "R",
            "15,000.00"
        ),
        top(2),
        row(70240, "LABS", 4410, "REAGENTS", "N", "20,000.00"),
        row(70240, "LABS", 4315, "COURIERS", "R", "7,000.00"),
        row(
            70240,
            "LABS",
            4920,
            "SAVING TO BE IDENTIFIED",
            "N",
            "10,000.00"
        ),
    );
    let listing = workbook(vec![sheet("Listing", &drawn)]);
    let imported = import(&[listing], &Review::default());
    assert_eq!(imported.coverage.not_understood, []);
    let plan = imported.plan;
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 6);
    assert_eq!(savings.total().value.pounds().to_string(), "73000.50");
    assert_eq!(savings.unidentified().value, pounds(25_000));
    assert_eq!(
        savings.lines[0].plan_to_date.as_ref().unwrap().value,
        pounds(1_000)
    );
    // The last page's total is that of all pages.
    let total = plan.stated_totals.last().unwrap();
    assert_eq!(total.stated.value, total.recomputed.value);
}

#[test]
fn numbers_of_one_length_under_a_word_of_money_are_no_codes() {
    let savings = read(&[(
        "CIP",
        "Holmeford NHS Trust CIP 2024/25 £\n\nScheme|Benefit|Lead|Actual to date\nGloves|1500|AB|200\nCouriers|1500|AB|150\nReagents|1500|CD|90",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(4_500));
}

#[test]
fn income_and_spending_side_by_side_leave_the_result_in_a_column_of_its_own() {
    let rows = "Acute services|400|398|2\nCommunity health|90|95|-5\nPrescribing|60|59|1\nRunning costs|10|9|1";
    for last in ["Underspend / (overspend)", "Headroom"] {
        let drawn = format!(
            "NHS Wolds ICB budgets 2025/26 £m\n\nArea|Resource limit|Expenditure budget|{last}\n{rows}\nSurplus / (deficit)|560|561|-1"
        );
        let position = read(&[("Budgets", &drawn)]).position.unwrap();
        assert_eq!(
            position.declared.unwrap().value,
            pounds(-1_000_000),
            "{last}"
        );
        let own = &position.organisations[0];
        let planned = |at: usize| own.lines[at].plan.as_ref().unwrap().value;
        assert_eq!(own.lines.len(), 6, "{last}");
        assert_eq!(planned(0), pounds(-398_000_000));
        assert_eq!(position.base.unwrap().value.value, pounds(560_000_000));
    }
}

#[test]
fn of_two_years_side_by_side_the_plans_own_is_crossed() {
    let drawn = "NHS Wolds ICB budgets 2025/26 £m\n\n|2024/25|||2025/26||\n\
        Area|Resource limit|Expenditure budget|Headroom|Resource limit|Expenditure budget|Headroom\n\
        Acute services|380|378|2|400|398|2\nCommunity health|85|86|-1|90|95|-5\nPrescribing|55|54|1|60|59|1\n\
        Running costs|10|9|1|10|9|1\nSurplus / (deficit)|530|527|3|560|561|-1";
    let position = read(&[("Budgets", drawn)]).position.unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-1_000_000));
    assert_eq!(position.base.unwrap().value.value, pounds(560_000_000));
}

#[test]
fn no_row_is_a_result_in_a_column_of_spending_alone() {
    let drawn = "NHS Wolds ICB budgets 2025/26 £m\n\nArea|Resource limit|Expenditure budget\nAcute services|400|398\nCommunity health|90|95\nPrescribing|60|59\nSurplus / (deficit)|550|552";
    let position = read(&[("Budgets", drawn)]).position;
    assert!(position.is_none(), "{position:?}");
}

#[test]
fn bodies_named_after_services_have_each_their_own_result() {
    let drawn = "Wolds ICS month 5 2024/25\nPlanned surplus / (deficit) £m\n\nOrganisation|Full year plan|Plan to date|Actual to date\nNHS Wolds ICB|6|2|1\nWolds Acute NHS Foundation Trust|-9|-4|-5\nEast Wolds Community NHS Trust|1|0|0\nWolds Mental Health NHS Trust|-2|-1|-1\nICS surplus / (deficit)|-4|-3|-5";
    let position = read(&[("Summary", drawn)]).position.unwrap();
    let results: Vec<_> = position
        .organisations
        .iter()
        .map(|one| one.surplus.value)
        .collect();
    assert_eq!(
        results,
        [6, -9, 1, -2].map(|result| pounds(result * 1_000_000))
    );
    assert_eq!(position.declared.unwrap().value, pounds(-4_000_000));
}

#[test]
fn a_title_with_a_target_beside_it_starts_a_table_of_its_own() {
    let division = |name: &str, target: i64, first: i64| {
        format!(
            "{name} review month 5 2024/25\n\nMoney (£000)\n|Category|Annual budget|Spent to date\n|Income|900|375\n|Pay|-5000|-2100\n|Non-pay|-1900|-800\n\nSavings (£000)||||Target|{target}\nRef|Scheme|R/NR|Stage|Annual plan|Plan to date\n1|Rota redesign|R|In delivery|{first}|40\n2|Target setting software|NR|Complete|60|20\n3|Not yet found|R|Unidentified|90|0\n||||{}|60\n\nWaiting (incomplete pathways)\n|Measure||Apr-24|May-24|Jun-24\n|52 weeks - plan||{first}|30|20\n|52 weeks - actual||41|33|",
            first + 150
        )
    };
    let plan = read(&[
        (
            "All divisions",
            "Lowmoor NHS Trust divisional reviews 2024/25 £000\n\nSavings by division|Target|Annual plan|Plan to date\nSurgery|300|250|60\nMedicine|400|350|60\nTrust|700|600|120",
        ),
        ("Surgery", &division("Surgery", 300, 100)),
        ("Medicine", &division("Medicine", 400, 200)),
    ]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 6);
    assert_eq!(savings.total().value, pounds(600_000));
    assert_eq!(flagged(&savings), ["Not yet found", "Not yet found"]);
    assert_eq!(savings.recurrent(), Some(pounds(480_000)));
    assert_eq!(target(&savings), Some(pounds(700_000)));
    let april = plan.elective.unwrap().total(Weeks(52));
    assert_eq!(april.into_values().next().unwrap().plan.unwrap().value, 300);
}

#[test]
fn an_overspend_ends_an_account_of_an_allocation_and_what_stands_below_it_is_no_line() {
    let plan = read(&[
        (
            "Allocation and spend",
            "NHS Elm ICB - financial plan 2024/25\n£k\n\n|2023/24 outturn|2024/25 plan\nAllocation|1188300|1231700\nAcute|742900|766400\n\
             Community|108700|112050\nMedicines|118900|124100\nDelegated primary care|210400|221800\nAdministration|11900|10850\n\
             Total spend|1192800|1235200\nUnderspend / (overspend)|-4500|-3500\n\nNet QIPP requirement built into the plan||900",
        ),
        (
            "QIPP",
            "QIPP 2024/25 (£k)\n\nProject|Lead|Net saving\nUrgent response|KM|250\nDeprescribing|LT|500\nQIPP still to be identified||100\nTotal||850",
        ),
    ]);
    assert_eq!(
        plan.position.unwrap().declared.unwrap().value,
        pounds(-3_500_000)
    );
    assert_eq!(target(&plan.savings.unwrap()), Some(pounds(900_000)));
}

#[test]
fn a_cumulative_surplus_by_body_and_month_ends_in_march() {
    let plan = read(&[(
        "Position",
        "Elm and Oak Hospitals Group: planned surplus/(deficit) 2024/25, £000, cumulative\n\n\
         Trust|Apr 24|May 24|Jun 24|Jul 24|Aug 24|Sep 24|Oct 24|Nov 24|Dec 24|Jan 25|Feb 25|Mar 25\n\
         Elm Hospitals NHS FT|-1800|-3600|-5400|-6600|-7800|-9000|-9600|-10200|-10800|-11400|-12000|-12600\n\
         Oakside NHS Trust|17|52|105|176|265|372|497|640|801|980|1177|1400\n\
         Group surplus/(deficit)|-1783|-3548|-5295|-6424|-7535|-8628|-9103|-9560|-9999|-10420|-10823|-11200",
    )]);
    let position = plan.position.unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-11_200_000));
    assert_eq!(position.organisations.len(), 2);
}
