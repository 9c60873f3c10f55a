//! Layouts of many houses read end to end on small sheets: each test holds one mechanism of the reading.

use super::fixture::{flagged, pounds, read, target};
use crate::plan::{FinancialYear, Money, Phasing};

#[test]
fn months_are_in_the_unit_of_the_year_they_add_up_to() {
    let year_of = |months: &str| {
        let drawn = format!(
            "Oak NHS Trust CIP 2024/25\n\nScheme|R/NR|Plan 2024/25 £'000|Q1|Q2|Q3|Q4\nBeds|R|1200|{months}\nBank|R|1200|{months}"
        );
        let savings = read(&[("CIP", &drawn)]).savings.unwrap();
        match &savings.lines[0].phasing {
            Some(Phasing::Quarters(quarters)) => quarters[0].as_ref().unwrap().value,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(year_of("300|300|300|300"), pounds(300_000));
    assert_eq!(year_of("300000|300000|300000|300000"), pounds(300_000));
}

#[test]
fn a_target_a_thousand_times_off_its_lines_is_in_another_unit() {
    let plan = read(&[
        (
            "Cover",
            "Oak NHS Trust plan 2024/25\n\nCIP requirement|2600",
        ),
        (
            "CIP",
            "Scheme|R/NR|Plan 2024/25 £\nBeds|R|1200000\nBank|NR|1150000",
        ),
    ]);
    assert_eq!(target(&plan.savings.unwrap()), Some(pounds(2_600_000)));
}

#[test]
fn a_legend_says_which_gateway_has_no_scheme() {
    let plan = read(&[
        (
            "Notes",
            "Gateway|Meaning\nG0|Value assigned to a division, no scheme yet\nG1|Idea logged, no plan\nG3|In delivery",
        ),
        (
            "CIP",
            "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Gateway|Plan\nBeds|G3|500\nBank|G1|300\nShare of surgery|G0|200\nGap year students|G3|90",
        ),
    ]);
    assert_eq!(flagged(&plan.savings.unwrap()), ["Share of surgery"]);
}

#[test]
fn a_value_split_by_status_is_unidentified_where_all_of_it_stands_there() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Total|Developed|Opportunity|Unidentified\nBeds|500|500|0|0\nBank|300|0|200|100\nSurgery|400|0|0|400",
    )]);
    assert_eq!(flagged(&plan.savings.unwrap()), ["Surgery"]);
}

#[test]
fn the_line_that_balances_to_the_requirement_is_a_line_and_not_the_requirement() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust savings 2024/25 £k\n\nSavings requirement 2024/25|||900\n\nScheme|Lead|R/NR|Plan\nBeds|AB|R|500\nBank|CD|R|250\nBalancing figure to savings requirement|||150\nTrust|||900",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(
        flagged(&savings),
        ["Balancing figure to savings requirement"]
    );
    assert_eq!(target(&savings), Some(pounds(900_000)));
}

#[test]
fn of_several_years_the_one_of_the_title_is_the_plan() {
    let plan = read(&[(
        "Efficiency",
        "Oak NHS Trust plan 2024/25 and indicative years to 2026/27, £k\n\nNo|Scheme|Rec|2023/24|2024/25|2025/26|2026/27\n1|Beds|R|10|500|600|700\n2|Bank|R|20|250|0|0\n|A. No scheme identified yet - by directorate|||||\n3|Surgery|R|0|100|900|900",
    )]);
    assert_eq!(plan.year.map(|year| year.value), Some(FinancialYear(2024)));
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(850_000));
    assert_eq!(flagged(&savings), ["Surgery"]);
}

#[test]
fn the_saving_net_of_its_cost_is_the_plan() {
    let plan = read(&[(
        "QIPP",
        "NHS Oak ICB QIPP 2024/25 £k\n\nScheme|Gross saving|Investment|Net saving\nCHC|500|50|450\nDrugs|300|0|300",
    )]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(750_000));
}

#[test]
fn quarters_that_add_up_as_they_go_end_in_the_year() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust savings 2024/25 £k\n\nScheme|R/NR|Q1 cum|Q2 cum|Q3 cum|Q4 cum\nFuel|R|100|300|700|1200\nRota|NR||200|400|600",
    )]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(1_800_000));
}

#[test]
fn lists_of_different_length_side_by_side_are_two_lists_with_one_target() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nNo|Scheme|R/NR|Plan||Site|Ask|In plan\n1|Beds|R|500||North|700|600\n2|Bank|R|250||South|300|150\n3|Rota|NR|50||All sites|1000|750\n|Total||800",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 3);
    assert_eq!(target(&savings), Some(pounds(1_000_000)));
}

#[test]
fn targets_of_organisations_and_of_the_system_are_not_added() {
    let schemes = "Schemes 2025/26 £m\n\nOrganisation|Scheme|R/NR|Plan\nNHS Oak ICB|CHC|R|10\nElm Hospitals NHS Trust|Beds|R|20";
    let targets = "Oak ICS 2025/26 £m\n\nOrganisation|Efficiency target\nNHS Oak ICB|12\nElm Hospitals NHS Trust|22\nGroup|34";
    let plan = read(&[("Targets", targets), ("Schemes", schemes)]);
    assert_eq!(target(&plan.savings.unwrap()), Some(pounds(34_000_000)));
}

#[test]
fn a_column_of_targets_beside_the_plans_adds_up_to_the_target() {
    let drawn = |total: &str| {
        format!(
            "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|R/NR|Annual target|Annual plan\nBeds|AB|R|500|450\nBank|CD|R|400|400{total}"
        )
    };
    for total in ["", "\nTotal|||900|850"] {
        let savings = read(&[("CIP", &drawn(total))]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(850_000));
        assert_eq!(target(&savings), Some(pounds(900_000)));
    }
}

#[test]
fn a_draft_of_the_same_list_is_not_counted_and_a_register_of_contracts_is_no_plan() {
    let list = |stage: &str, value: i64| {
        format!(
            "Oak NHS Trust CIP 2024/25 {stage} £k\n\nScheme|Lead|R/NR|Plan\nBeds|AB|R|{value}\nBank|CD|R|{}",
            value / 2
        )
    };
    let plan = read(&[("March", &list("DRAFT", 800)), ("May", &list("final", 600))]);
    assert_eq!(plan.savings.unwrap().total().value, pounds(900_000));
    let register = "Contracts register 2024/25\n\nRef|Contract|Owner|Status|Annual value £k|Note\nC1|Linen|A|Live|500|TBC\nC2|Food|B|Gap|900|None";
    assert!(read(&[("Contracts", register)]).savings.is_none());
}

#[test]
fn the_recurrent_part_may_be_a_percentage() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|Recurrent %|Plan\nBeds|AB|100%|400\nBank|CD|0%|300\nKit|EF|50%|200",
    )]);
    assert_eq!(plan.savings.unwrap().recurrent(), Some(pounds(500_000)));
}

#[test]
fn a_target_and_a_deficit_in_sentences_are_the_last_resort() {
    let plan = read(&[
        (
            "Read me",
            "Oak NHS Trust: operating plan 2025/26\nThe Trust has submitted a planned deficit of £4.2m for 2025/26. It needs to save £9.6m (2024/25: £4.1m).",
        ),
        (
            "Schemes",
            "Scheme|Lead|R/NR|Saving £k\nBeds|AB|R|5000\nBank|CD|NR|4000",
        ),
    ]);
    assert_eq!(target(&plan.savings.unwrap()), Some(pounds(9_600_000)));
    assert_eq!(
        plan.position.unwrap().declared.unwrap().value,
        pounds(-4_200_000)
    );
}

#[test]
fn a_key_figure_is_read_from_the_column_of_the_plan() {
    let plan = read(&[
        (
            "Key figures",
            "Oak NHS Trust key figures\n\nMeasure|2023/24 actual £m|2024/25 plan £m\nTurnover|214|221\nAdjusted financial performance|-4.2|-6.7\nCIP target|2|3",
        ),
        (
            "CIP",
            "Scheme|R/NR|Plan 2024/25 £k\nBeds|R|1200\nBank|NR|1150",
        ),
    ]);
    assert_eq!(
        plan.position.unwrap().declared.unwrap().value,
        pounds(-6_700_000)
    );
    assert_eq!(target(&plan.savings.unwrap()), Some(pounds(3_000_000)));
}

#[test]
fn accounts_are_told_apart_by_corner_heading_and_group() {
    let account = |name: &str, deficit: i64| {
        format!(
            "{name}|Q1|Q2|Q3|Q4|Full year\nIncome|25|25|25|25|100\nPay|-20|-20|-20|-20|-80\nNon-pay|-5|-5|-5|-5|-20\nSurplus/(deficit)|0|0|0|0|{deficit}\n\n"
        )
    };
    let drawn = format!(
        "Oak ICS plan 2025/26, £m\n\n{}{}Oak system\nSurplus/(deficit)|0|0|0|0|-3",
        account("NHS Oak ICB", 2),
        account("Elm Hospitals NHS Trust", -5)
    );
    let stacked = read(&[("Plan", &drawn)]).position.unwrap();
    assert_eq!(stacked.organisations.len(), 2);
    assert_eq!(stacked.declared.unwrap().value, pounds(-3_000_000));

    let grouped = "Oak Group 2024/25 £m\n\n|Oak Hospitals NHS Trust||Elm NHS FT||Group|\n|23/24 outturn|24/25 plan|23/24 outturn|24/25 plan|23/24 outturn|24/25 plan\nIncome|90|100|40|50|130|150\nPay|-70|-80|-30|-40|-100|-120\nNon-pay|-24|-25|-9|-9|-33|-34\nSurplus/(deficit)|-4|-5|1|1|-3|-4";
    let grouped = read(&[("I&E", grouped)]).position.unwrap();
    let surpluses: Vec<Money> = grouped
        .organisations
        .iter()
        .map(|one| one.surplus.value)
        .collect();
    assert_eq!(surpluses, [pounds(-5_000_000), pounds(1_000_000)]);
    assert_eq!(grouped.declared.unwrap().value, pounds(-4_000_000));
}

#[test]
fn a_measure_in_a_cell_may_say_plan_or_actual() {
    let plan = read(&[(
        "Waits",
        "Long waits 2024/25\n\nTrust|Measure|Apr 2024|May 2024|Jun 2024\nElm NHS Trust|65+ week waits - plan|50|40|30\nElm NHS Trust|65+ week waits - actual|55|44|",
    )]);
    let elective = plan.elective.unwrap();
    let april = elective.trajectories[0].months.values().next().unwrap();
    assert_eq!(april.plan.as_ref().map(|plan| plan.value), Some(50));
    assert_eq!(april.actual.as_ref().map(|actual| actual.value), Some(55));
}

#[test]
fn a_number_may_say_over_how_many_weeks() {
    let plan = read(&[(
        "Waits",
        "Long waits 2024/25\n\nTrust|Weeks|Plan/Actual|Apr-24|May-24\nElm NHS Trust|65|Plan|50|40\nElm NHS Trust|65|Actual|55|44",
    )]);
    assert_eq!(plan.elective.unwrap().trajectories.len(), 1);
}
