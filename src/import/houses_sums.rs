//! Layouts of many houses told by what adds up: totals under any name, sites beside their trust, months that run on.

use super::fixture::{flagged, pounds, read, target};
use crate::plan::{Phasing, Weeks};

#[test]
fn a_value_split_by_site_counts_once_whatever_its_total_is_called() {
    for (header, rows) in [
        ("North|South|Fell", ["200|100|300", "50|50|100", "0|80|80"]),
        ("Fell|North|South", ["300|200|100", "100|50|50", "80|0|80"]),
    ] {
        let [one, two, three] = rows;
        let drawn = format!(
            "Fell NHS Trust CIP 2024/25 £000\n\n||In-year saving||\nScheme|R/NR|{header}\nBeds|R|{one}\nBank|R|{two}\nStock|NR|{three}"
        );
        let savings = read(&[("CIP", &drawn)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(480_000), "{header}");
    }
}

#[test]
fn the_sites_of_a_trust_are_no_bodies_beside_it() {
    let drawn = "Fell NHS Foundation Trust plan 2024/25 £000\n\n|Fell Hospital|Tarn Hospital|Trust\nIncome|60000|40000|100000\nPay|-40000|-30000|-70000\nNon-pay|-19000|-14000|-33000\nSurplus/(deficit)|1000|-4000|-3000";
    let position = read(&[("I&E", drawn)]).position.unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-3_000_000));
    let names: Vec<&str> = position
        .organisations
        .iter()
        .map(|one| one.organisation.name.as_str())
        .collect();
    assert_eq!(names, ["Fell NHS Foundation Trust"]);
}

#[test]
fn waits_under_three_header_rows_count_each_site_once() {
    let table = "Fell NHS Trust waits 2025/26\n\nMonth|Both sites||North||South|\n|Over 52 weeks||Over 52 weeks||Over 52 weeks|\n|Plan|Actual|Plan|Actual|Plan|Actual\nApril|300|303|200|201|100|102\nMay|280|286|190|194|90|92\nJune|260||180||80|";
    let elective = read(&[("Waits", table)]).elective.unwrap();
    let total = elective.total(Weeks(52));
    let planned: Vec<u64> = total
        .values()
        .filter_map(|both| Some(both.plan.as_ref()?.value))
        .collect();
    assert_eq!(planned, [300, 280, 260]);
}

#[test]
fn months_under_a_title_that_says_cumulative_add_up_as_they_go() {
    let months: Vec<String> = (1..=12).map(|month| format!("M{month}")).collect();
    let run = |each: u32| -> String {
        let each: Vec<String> = (1..=12).map(|month| (month * each).to_string()).collect();
        each.join("|")
    };
    let drawn = format!(
        "Fell NHS Trust CIP 2024/25, cumulative £k\n\nScheme|R/NR|{}\nBeds|R|{}\nBank|R|{}",
        months.join("|"),
        run(10),
        run(5)
    );
    let savings = read(&[("CIP", &drawn)]).savings.unwrap();
    assert_eq!(savings.total().value, pounds(180_000));
}

#[test]
fn a_row_for_each_quarter_of_a_scheme_is_one_line() {
    let rows: Vec<String> = ["rota", "stock"]
        .iter()
        .flat_map(|scheme| {
            (1..=4).map(move |at| format!("Fell NHS Trust|{scheme}|R|Q{at}|{}", at * 1000))
        })
        .collect();
    let drawn = format!(
        "provider|scheme|recurrent_flag|qtr|saving_2024_25_gbp\n{}",
        rows.join("\n")
    );
    let savings = read(&[("efficiency", &drawn)]).savings.unwrap();
    assert_eq!(savings.lines.len(), 2);
    assert!(matches!(
        savings.lines[0].phasing,
        Some(Phasing::Quarters(_))
    ));
    assert_eq!(savings.total().value, pounds(20_000));
}

#[test]
fn a_total_below_several_tables_is_held_against_all_their_lines() {
    let drawn = "Fell ICS efficiency 2024/25 £000\n\nFell NHS Trust\nScheme|R/NR|Plan\nBeds|R|200\nBank|R|150\nTotal||350\n\nTarn NHS Trust\nScheme|R/NR|Plan\nStock|NR|80\nTravel|R|20\nTotal||100\n\nSystem total||450\nTotal as % of income||4.5";
    let plan = read(&[("CIP", drawn)]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(450_000));
    for total in &plan.stated_totals {
        assert_eq!(
            total.stated.value, total.recomputed.value,
            "{}",
            total.label
        );
    }
    assert!(
        plan.stated_totals
            .iter()
            .any(|total| total.stated.value == pounds(450_000)),
        "{:?}",
        plan.stated_totals
    );
}

#[test]
fn an_income_that_is_only_a_part_is_no_base() {
    for (income, whole) in [("40000", true), ("9000", false)] {
        let drawn = format!(
            "Fell NHS Trust plan 2024/25 £000\n\n|Plan\nOther operating income|{income}\nPay|-30000\nNon-pay|-9000\nSurplus/(deficit)|1000"
        );
        let position = read(&[("I&E", &drawn)]).position.unwrap();
        assert_eq!(position.base.is_some(), whole, "{income}");
    }
}

#[test]
fn totals_that_stand_before_their_parts_are_held_against_these() {
    let drawn = "Aire NHS Trust savings 2024/25 £\n\nNo.|Theme / scheme|Owner|H1|H2|Plan 2024/25|Assurance\n1|Workforce||400000|600000|1000000|\n1.1|Agency price cap|CPO|300000|450000|750000|High\n1.2|Sickness absence|CPO|100000|150000|250000|Medium\n2|Estates||180000|220000|400000|\n2.1|Lease exit|CFO|0|220000|220000|High\n2.2|Rates refund|CFO|180000|0|180000|High\n|Total||580000|820000|1400000|";
    let plan = read(&[("Schedule", drawn)]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(1_400_000));
    assert!(!plan.stated_totals.is_empty());
    for total in &plan.stated_totals {
        assert_eq!(
            total.stated.value, total.recomputed.value,
            "{}",
            total.label
        );
    }
}

#[test]
fn a_total_of_the_schemes_found_is_of_all_tables_above_it_and_not_of_what_is_below() {
    let drawn = "Tarrow ICB savings 2025/26 £m\n\nRecurrent savings\nScheme|2025/26\nSwitches|4.2\nHome care|6.5\nVoids|0.8\nTotal recurrent savings|11.5\n\nNon-recurrent savings\nScheme|2025/26\nSlippage|2.5\nPrior year|1.1\nTotal non-recurrent savings|3.6\n\nTotal identified savings|15.1\nUnidentified|3.4\nSavings requirement|18.5";
    let plan = read(&[("MTFP", drawn)]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(18_500_000));
    let identified = plan
        .stated_totals
        .iter()
        .find(|total| total.label.contains("identified"))
        .unwrap();
    assert_eq!(identified.recomputed.value, pounds(15_100_000));
}

#[test]
fn a_pivot_says_a_status_once_and_its_schemes_all_have_it() {
    let plan = read(&[(
        "Pivot",
        "Oak NHS Trust CIP 2025/26\n\nCare group|Plan status|Scheme|Recurrence|Sum of 25/26 in-year £|% of total\n\
         Medicine|Fully developed|Agency ban|Recurrent|400|0.2\n||Ward 9|Recurrent|300|0.15\n|Fully developed Total|||700|0.35\n\
         |Unidentified|Flow tranche B|Recurrent|500|0.25\n||Staffing tranche B|Recurrent|300|0.15\n|Unidentified Total|||800|0.4\n\
         Medicine Total||||1500|0.75\nSurgery|Fully developed|Kit leases|Non-recurrent|500|0.25\n|Fully developed Total|||500|0.25\n\
         Surgery Total||||500|0.25\nGrand Total||||2000|1",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(2_000));
    assert_eq!(flagged(&savings), ["Flow tranche B", "Staffing tranche B"]);
}

#[test]
fn a_sum_above_savings_still_to_be_found_is_their_heading() {
    let plan = read(&[(
        "Savings",
        "Oak NHS Trust savings plan 2023/24 by executive lead (£)\n\nExecutive lead / saving|Type|R or NR|Stage|Plan 2023/24 (£)\n\
         Chief Nurse||||900\nNight shifts|Pay|R|Approved|600\nRepairs|Non pay|R|Approved|100\nPackages|Care|R|PID|200\n\
         Medical Director||||700\nLocums|Pay|R|In delivery|400\nDispensing|Drugs|R|Approved|100\nAwards|Pay|NR|Approved|200\n\
         No executive lead - savings still to be found||||500\nClinical services share||R||300\nSupport services share||R||200\n\
         Total savings plan||||2100",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(2_100));
    assert_eq!(savings.lines.len(), 8);
    assert_eq!(
        flagged(&savings),
        ["Clinical services share", "Support services share"]
    );
}

#[test]
fn of_two_labels_the_one_that_tells_the_lines_apart_names_them() {
    let plan = read(&[(
        "Virements",
        "Oak NHS Trust\nCIP budget virements 2024/25, in £\n\nVir no|Cost centre name|Account|Narrative|R/N|Annual virement £\n\
         V1|Ward 4|Nursing|Close four beds|R|-300\nV2|AMU|Medical|Registrars exit|R|-400\nV3|Ward 9|Nursing|Night shift|R|-100\n\
         |||Batch total||-800\n\nNot yet vired - CIP target held centrally, no scheme behind it\n|CIP holding - Medicine|CIP target|Medicine balance||-150\n\
         |CIP holding - Surgery|CIP target|Surgery balance||-50\n|CIP holding - Corporate|CIP target|Corporate balance||-100\n|||Held centrally||-300\n\
         |||Total CIP in budgets||-1100",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 6);
    assert_eq!(savings.total().value, pounds(1_100));
    assert_eq!(flagged(&savings).len(), 3);
    assert_eq!(savings.lines[0].name, "Close four beds");
}

#[test]
fn rows_that_say_nothing_of_themselves_and_sum_up_those_below_are_no_schemes() {
    let plan = read(&[(
        "Master",
        "Oak NHS Trust Financial Improvement Programme 2025/26 £k\n\nFIP no.|Scheme narrative|Rec or N-Rec|Maturity|Exec sponsor|CYE\n\
         CG1|Surgery||||900\nFIP1|Theatre starts|Rec|Go|COO|600\nFIP2|Surgery balance|Rec|No plan|COO|300\n\
         CG2|Medicine||||400\nFIP3|Beds|Rec|Go|COO|400\nCG3|Corporate||||700\nFIP4|Vacancy hold|N-Rec|Go|CPO|500\n\
         FIP5|Energy|Rec|Banked|CFO|200\n\n|Trust FIP total||||2000",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 5);
    assert_eq!(savings.total().value, pounds(2_000_000));
    assert_eq!(flagged(&savings), ["Surgery balance"]);
}

#[test]
fn a_column_of_all_bodies_counts_where_the_full_year_stands_beside_it() {
    let plan = read(&[(
        "Programme",
        "Oak and Elm Hospitals Group savings programme 2024/25 £k\n\n|||2024/25 value by entity||||Full year\n\
         Line|Scheme title|R / NR|OHT|EHT|Hosted|Group|Group\n1|Bank|R|840|365||1205|1610\n2|Panel|NR|920|410|85|1415|0\n\
         3|Leases|R|||410|410|410\n4|Theatres|R|575|280||855|855\n|Total programme||2335|1055|495|3885|2875",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 4);
    assert_eq!(savings.total().value, pounds(3_885_000));
}

#[test]
fn a_panel_that_states_the_programme_beside_its_target_is_no_list() {
    let plan = read(&[
        (
            "Summary",
            "Elm Integrated Care System recovery plan 2024/25\n\nSavings|£m\nFirst plan efficiency (May)|6\nAdded under recovery (September)|4\n\
             Savings target 2024/25 as reset|10\nProgramme value|8.5\nNot covered|1.5",
        ),
        (
            "Programme",
            "Elm system savings programme 2024/25 (£m)\n\nOrg|Ref|Scheme|In-year 24/25|R / NR|Status\nICB|A1|Packages of care|3.5|R|Fully developed\n\
             ICB|A2|Medicines|2.5|R|Plans in progress\nICB|A3|Unidentified|2.5|R|Unidentified\n||Total|8.5||",
        ),
    ]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 3);
    assert_eq!(savings.total().value, pounds(8_500_000));
    assert_eq!(target(&savings), Some(pounds(10_000_000)));
}

#[test]
fn a_line_as_large_as_another_list_does_not_make_its_own_a_panel() {
    let plan = read(&[
        (
            "Estates",
            "Elm NHS Trust estates savings 2024/25\n\nSavings|£m\nEnergy contract|6\nSale of the hub|4\nEstates savings target|12",
        ),
        (
            "Clinical",
            "Elm NHS Trust clinical savings 2024/25\n\nScheme|£m|R / NR\nTheatres|3.5|R\nMedicines|2|R\nBank rates|0.5|R",
        ),
    ]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 5);
    assert_eq!(savings.total().value, pounds(16_000_000));
}

#[test]
fn a_list_of_another_unit_lends_none_that_makes_this_one_larger_than_itself() {
    let plan = read(&[
        (
            "Clinical",
            "Elm NHS Trust clinical savings 2024/25 (£m)\n\nScheme|Plan|R / NR\nTheatres|3.5|R\nMedicines|2|R\nBank rates|0.5|R",
        ),
        (
            "Estates",
            "Elm NHS Trust estates savings 2024/25\n\nProject|2024/25|Rec / non-rec\nEnergy contract|40|R\nSale of the hub|100|NR\nCleaning|45|R",
        ),
    ]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(6_185_000));
}

#[test]
fn targets_by_division_with_their_chairs_are_no_schemes() {
    let plan = read(&[(
        "Annex",
        "Oakmere Hospitals NHS Trust\n\nSavings programmes 2024/25\nProgramme|Executive|2024/25 £m\nRotas|CNO|2.5\n\
         Bank rates|CMO|1.25\nReviews|CNO|0.5\nProgrammes||4.25\n\nSavings requirement by division\n\
         Division|Chair|2024/25 £m\nMedicine|Dr Ash|1.5\nSurgery|Mr Elm|0.75\nEstates|Ms Yew|0.5\nRequirement||2.75",
    )]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(4_250_000));
}

#[test]
fn the_target_of_a_portfolio_stands_above_those_of_its_programmes() {
    let plan = read(&[(
        "projects",
        "recordId|parentId|title|ownerName|isRecurring|benefitTargetFY2425|benefitPlanFY2425\nP0||Efficiency portfolio 2024/25, Elm NHS Trust|CFO||900000|800000\n\
         P1|P0|Workforce|SRO||500000|450000\nP11|P1|Rota rules|Ash|True||250000\nP12|P1|Agency exit|Elm|True||200000\n\
         P2|P0|Estates|SRO||400000|350000\nP21|P2|Sale of hub|Yew|False||150000\nP22|P2|Licences|Fir|True||200000",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(800_000));
    assert_eq!(target(&savings), Some(pounds(900_000)));
}
