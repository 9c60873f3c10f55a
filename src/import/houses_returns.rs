//! Returns, summaries and accounts of many houses read end to end: numbered totals, years by their end, sections that are
//! summed up elsewhere.

use super::fixture::{flagged, pounds, read, target};
use crate::plan::{FinancialYear, Money, Weeks};

#[test]
fn totals_and_targets_of_a_return_are_numbered_like_its_lines() {
    let plan = read(&[(
        "02. Efficiency",
        "Oak NHS Trust\nEfficiency plan 2024/25\n\nLine|Efficiency category|Recurrent / non-recurrent|Plan status|Plan\n||||31/03/2025\n||||Year ending £000\nEFF0100|Agency|Recurrent|Fully developed|600\nEFF0110|Bank|Recurrent|Opportunity|300\nEFF0120|Total pay efficiencies|||900\nEFF0130|Medicines|Non-recurrent|Fully developed|200\nEFF0140|Non-pay other|Recurrent|Unidentified|400\nEFF0150|Total non-pay efficiencies|||600\nEFF0900|Total efficiencies|||1500\n\nEFF1010|Efficiency requirement|||1700\nEFF1020|Requirement not met by the plan|||200",
    )]);
    assert_eq!(plan.year.map(|year| year.value), Some(FinancialYear(2024)));
    let savings = plan.savings.unwrap();
    let names: Vec<&str> = savings
        .lines
        .iter()
        .map(|line| line.name.as_str())
        .collect();
    assert_eq!(names, ["Agency", "Bank", "Medicines", "Non-pay other"]);
    assert_eq!(savings.lines[0].reference.as_deref(), Some("EFF0100"));
    assert_eq!(savings.total().value, pounds(1_500_000));
    assert_eq!(target(&savings), Some(pounds(1_700_000)));
}

#[test]
fn the_year_that_ends_in_march_is_not_its_last_month() {
    let months: Vec<String> = (1..=12).map(|at| format!("Month {at}")).collect();
    let line = |label: &str, each: i64| {
        format!(
            "{label}|{}|{}",
            each * 12,
            vec![each.to_string(); 12].join("|")
        )
    };
    let plan = read(&[(
        "01. SoCI",
        &format!(
            "Oak NHS Trust plan 2025/26\n\nDescription|Plan 31/03/2026|{}\n|Year ending £000{}\n{}\n{}\n{}",
            months
                .iter()
                .zip([
                    "30/04/2025",
                    "31/05/2025",
                    "30/06/2025",
                    "31/07/2025",
                    "31/08/2025",
                    "30/09/2025",
                    "31/10/2025",
                    "30/11/2025",
                    "31/12/2025",
                    "31/01/2026",
                    "28/02/2026",
                    "31/03/2026"
                ])
                .map(|(month, end)| format!("Plan {end} {month}"))
                .collect::<Vec<_>>()
                .join("|"),
            "|£000".repeat(12),
            line("Operating income", 100),
            line("Employee expenses", -110),
            line("Surplus/(deficit) for the year", -10),
        ),
    )]);
    let position = plan.position.unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-120_000));
    assert!(
        position.organisations[0]
            .monthly
            .iter()
            .all(Option::is_some)
    );
}

#[test]
fn a_summary_with_leads_that_gives_the_total_of_each_list_is_counted_once() {
    let plan = read(&[
        (
            "Board summary",
            "Oak NHS Trust savings 2024/25 £k\n\nWorkstream|Lead|Planned saving\n1 Medical|Dr Quaye|900\n2 Estates|M Oakes|400\nTotal||1300",
        ),
        (
            "Programme",
            "Oak NHS Trust savings programme 2024/25 £k\n\nWorkstream 1 Medical workforce  Lead: Dr Quaye\nID|Scheme|Rec (Y/N)|Stage|Planned saving\nA1|Rate card|Y|In delivery|600\nA2|Rotas|Y|In plan|300\n|Workstream 1 total|||900\n\nWorkstream 2 Estates workforce  Lead: M Oakes\nID|Scheme|Rec (Y/N)|Stage|Planned saving\nB1|Solar|N|In plan|150\nB2|Rest of target|Y|Not identified|250\n|Workstream 2 total|||400",
        ),
    ]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 4);
    assert_eq!(flagged(&savings), ["Rest of target"]);
}

#[test]
fn the_result_of_a_group_below_one_bodys_account_is_the_groups() {
    let account = |name: &str, deficit: i32| {
        format!(
            "{name}\n£m|2026/27 plan|2027/28 plan\nIncome|100|101\nPay|-70|-70\nNon-pay|-{}|-31\nSurplus / (deficit)|{deficit}|0",
            30 - deficit
        )
    };
    let plan = read(&[(
        "I&E",
        &format!(
            "Operating plan 2026/27\n\n{}\n\n\n{}\n\nGroup surplus / (deficit)|-24|0",
            account("Kingsmoor NHS Foundation Trust", -15),
            account("Hollin Bank NHS Trust", -9)
        ),
    )]);
    let position = plan.position.unwrap();
    let bodies: Vec<Money> = position
        .organisations
        .iter()
        .map(|one| one.surplus.value)
        .collect();
    assert_eq!(bodies, [pounds(-15_000_000), pounds(-9_000_000)]);
    assert_eq!(position.declared.unwrap().value, pounds(-24_000_000));
}

#[test]
fn a_legend_of_numbers_speaks_for_a_column_of_numbers() {
    let plan = read(&[(
        "QIPP",
        "NHS Oak ICB QIPP 2026/27 £'000\nMaturity: 3 = contract signed; 2 = business case; 1 = outline only; 0 = nothing behind it yet (unidentified)\n\nRef|Scheme|2026/27 saving|Maturity\nQ1|Follow-ups|520|3\nQ2|Spinal|315|1\nQ3|Second phase, acute|400|0",
    )]);
    assert_eq!(flagged(&plan.savings.unwrap()), ["Second phase, acute"]);
}

#[test]
fn plan_and_actual_under_each_line_of_an_account_on_its_side() {
    let months = [
        "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
    ];
    let rows: Vec<String> = months
        .iter()
        .map(|month| format!("{month}|100|99|-70|-72|-33|-33|-3|-6"))
        .collect();
    let plan = read(&[(
        "I&E monthly",
        &format!(
            "Oak NHS Trust income and expenditure 2025/26 £000\n\nMonth|Income||Pay||Non-pay||Surplus/(deficit)|\n|Plan|Actual|Plan|Actual|Plan|Actual|Plan|Actual\n{}",
            rows.join("\n")
        ),
    )]);
    let declared = plan.position.unwrap().declared.unwrap();
    assert_eq!(declared.value, pounds(-36_000));
}

#[test]
fn twelve_columns_headed_by_number_are_the_months() {
    let numbers: Vec<String> = (1..=12).map(|at| at.to_string()).collect();
    let row = |kind: &str, from: u32| {
        let counts: Vec<String> = (0..12).map(|at| (from - at).to_string()).collect();
        format!("Harbour NHS Trust|{kind}|{}", counts.join("|"))
    };
    let plan = read(&[(
        "52 weeks",
        &format!(
            "Patients waiting 52 weeks or more 2024/25\n\nTrust|Type|{}\n{}\n{}",
            numbers.join("|"),
            row("Trajectory", 90),
            row("Actual", 95)
        ),
    )]);
    let total = plan.elective.unwrap().total(Weeks(52));
    assert_eq!(total.len(), 12);
    let april = total.into_values().next().unwrap();
    assert_eq!(april.plan.unwrap().value, 90);
    assert_eq!(april.actual.unwrap().value, 95);
}

#[test]
fn a_community_trust_heads_its_account_and_is_no_line_of_it() {
    let account = |name: &str, deficit: i32| {
        format!(
            "{name}||\nIncome|97|100\nPay|-70|-70\nNon-pay|-27|-{}\nSurplus/(deficit)|0|{deficit}",
            30 - deficit
        )
    };
    let plan = read(&[(
        "Consolidated",
        &format!(
            "Fenland ICS plan 2025/26\n£m\n\nOrganisation / line|2024/25 FOT|2025/26 Plan\n{}\n\n{}\n\nSystem surplus/(deficit)|0|-3",
            account("Isle General NHS FT", -5),
            account("Fenland Community NHS Trust", 2)
        ),
    )]);
    let position = plan.position.unwrap();
    let bodies: Vec<Money> = position
        .organisations
        .iter()
        .map(|one| one.surplus.value)
        .collect();
    assert_eq!(bodies, [pounds(-5_000_000), pounds(2_000_000)]);
}

#[test]
fn bodies_stand_one_above_the_other_each_named_above_its_waits() {
    let block = |name: &str, first: u32| {
        format!(
            "{name}\nCode|Measure|Apr-26|May-26|Jun-26\nEB20|RTT: incomplete pathways waiting more than 52 weeks|{first}|{}|{}",
            first - 10,
            first - 20
        )
    };
    let plan = read(&[(
        "Operational plan",
        &format!(
            "Sandmarsh ICB elective operational plan 2026/27\n\n{}\n\n{}",
            block("Sandmarsh Hospitals NHS Trust", 275),
            block("Tideway NHS Foundation Trust", 165)
        ),
    )]);
    let elective = plan.elective.unwrap();
    assert_eq!(elective.trajectories.len(), 2);
    let april = elective.total(Weeks(52)).into_values().next().unwrap();
    assert_eq!(april.plan.unwrap().value, 440);
}

#[test]
fn recurrence_is_told_by_one_and_nought_by_ticks_and_by_what_lasts() {
    for (head, yes, no) in [
        ("Recurrent / non-recurrent", "1", "0"),
        ("Recurrent", "\u{2713}", ""),
        ("Non-recurrent", "", "x"),
        ("Type of saving", "Structural", "Non-structural"),
    ] {
        let plan = read(&[(
            "CIP",
            &format!(
                "Oak NHS Trust CIP 2025/26 £000\n\nScheme|{head}|Lead|Plan\nBeds|{yes}|A|500\nBank|{no}|B|400\nKit|{yes}|C|100\nFleet|{no}|C|50"
            ),
        )]);
        let savings = plan.savings.unwrap();
        assert_eq!(savings.total().value, pounds(1_050_000), "{head}");
        assert_eq!(savings.recurrent(), Some(pounds(600_000)), "{head}");
    }
}

#[test]
fn the_rest_of_a_target_and_what_is_not_devolved_have_no_scheme() {
    let lines = [
        "Rest of the target",
        "Unassigned savings",
        "Savings target not yet devolved",
        "Rest home placements",
        "Unassigned beds let to a charity",
    ];
    let rows: Vec<String> = lines.iter().map(|name| format!("{name}|R|100")).collect();
    let plan = read(&[(
        "CIP",
        &format!(
            "Oak NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|Plan\n{}",
            rows.join("\n")
        ),
    )]);
    assert_eq!(flagged(&plan.savings.unwrap()), lines[..3]);
}

#[test]
fn rows_of_a_form_that_nobody_filled_are_no_lines_and_a_list_told_by_status_and_by_recurrence_is_told_once()
 {
    let plan = read(&[(
        "13. Efficiency",
        "Oak NHS Trust\nEfficiency schemes 2025/26\n\nRow|Main code|Efficiency type|Scheme description|Recurrent / Non recurrent|Plan status|Total plan £000\n\
         1|EFF0100|Pay|Nursing agency|Recurrent|Fully Developed|2240\n2|EFF0110|Pay|Vacant posts|Recurrent|Plans in Progress|860\n\
         3|EFF0120|Non-Pay|Provision review|Non Recurrent|Fully Developed|900\n4|EFF0130|Income|Other income|Recurrent|Unidentified|1000\n\
         5|EFF0140|||||0\n6|EFF0150|||||0\n||Total efficiencies||||5000\n\n||Analysis by plan status\n|EFF500|Fully Developed||||3140\n\
         |EFF510|Plans in Progress||||860\n|EFF520|Opportunity||||0\n|EFF530|Unidentified||||1000\n||Total||||5000\n\n\
         ||Analysis by recurrence\n||Recurrent||||4100\n||Non Recurrent||||900\n||Total||||5000",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 4);
    assert_eq!(savings.total().value, pounds(5_000_000));
    assert_eq!(flagged(&savings), ["Other income"]);
}

#[test]
fn a_label_with_a_figure_may_stand_between_a_title_and_its_header() {
    let plan = read(&[(
        "AUH",
        "Oak University Hospitals NHS Trust\nOperating plan 2025/26\n£'000\n\nA. Income and expenditure\n|2025/26 plan|Q1|Q2|Q3|Q4\n\
         Income|1000|250|250|250|250\nPay|-800|-200|-200|-200|-200\nNon-pay|-220|-55|-55|-55|-55\nSurplus / (deficit)|-20|-5|-5|-5|-5\n\n\
         B. Efficiency programme\nEfficiency target agreed with system|150\nScheme|R/NR|2025/26 plan|Q1|Q2|Q3|Q4\nAgency ceiling|R|80|20|20|20|20\n\
         Land sale overage|NR|30|0|0|0|30\nDivisional savings to be worked up|R|40|0|0|20|20\nTotal efficiencies||150|20|20|40|70",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(150_000));
    assert_eq!(target(&savings), Some(pounds(150_000)));
    assert_eq!(flagged(&savings), ["Divisional savings to be worked up"]);
    assert_eq!(
        plan.position.unwrap().declared.unwrap().value,
        pounds(-20_000)
    );
}
