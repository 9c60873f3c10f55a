//! Budget books, exports, board papers and roll-ups of many houses read end to end.

use super::fixture::{flagged, pounds, read, target};
use crate::plan::LineKind;

#[test]
fn a_budget_built_up_across_the_page_is_an_account_and_no_list_of_schemes() {
    let plan = read(&[
        (
            "1 Summary",
            "Oak NHS Trust\n1. Summary income and expenditure budget 2024-25 (£)\n\n|2023-24 recurrent budget|Inflation|CRES|2024-25 budget\n\
             Contract income|61000|1000|0|62000\nOther income|2000|0|0|2000\nPay|-50000|-2000|1400|-50600\n\
             Non-pay|-13000|-500|500|-13000\nSurplus / (deficit)|0|-1500|1900|400",
        ),
        (
            "4 CRES",
            "4. Cash releasing efficiency savings 2024-25 (£)\n\nScheme|R/NR|Total 2024-25\nSkill mix|R|1400\nFormulary|NR|500",
        ),
    ]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 2);
    let declared = plan.position.unwrap().declared.unwrap();
    assert_eq!(declared.value, pounds(400));
}

#[test]
fn a_column_that_proves_the_others_is_not_the_plan() {
    let plan = read(&[(
        "SoCI",
        "Oak NHS Trust £000\n\nLine|Plan 31/03/2025 Year ending|Check\nIncome|61000|0\nPay|-50000|0\nNon-pay|-13000|0\n\
         Surplus/(deficit)|-2000|0",
    )]);
    let declared = plan.position.unwrap().declared.unwrap();
    assert_eq!(declared.value, pounds(-2_000_000));
}

#[test]
fn what_bodies_pay_each_other_is_no_body() {
    let plan = read(&[(
        "I&E",
        "Oakshire ICS plan 2025/26 £m\n\nOrganisation|Income|Expenditure|Surplus/(deficit)\nNHS Oakshire ICB|900|-895|5\n\
         Elm NHS Trust|400|-409|-9\nInter-company elimination|-350|350|0\nSystem|950|-954|-4",
    )]);
    assert_eq!(plan.position.unwrap().organisations.len(), 2);
}

#[test]
fn a_list_that_goes_on_overleaf_keeps_its_unit() {
    let plan = read(&[(
        "Paper",
        "Oak NHS Trust finance report 2023/24\nTable 1: Income and expenditure (£m)\n£m|Annual plan|Forecast\nIncome|61|61\nPay|-50|-50\n\
         Non-pay|-13|-13\nSurplus/(deficit)|-2|-2\n\nTable 2: Efficiency schemes (£000)\nScheme|Annual plan|Forecast|RAG\n\
         Bank|900|800|Amber\nBeds|400|400|Green\nPage 4 of 11\nTable 2 (continued)\nScheme|Annual plan|Forecast|RAG\n\
         Drugs|300|300|Green\nUnidentified|400|0|Red\nTotal|2000|1500|\nEfficiency target|2500||",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(2_000_000));
    assert_eq!(target(&savings), Some(pounds(2_500_000)));
    assert_eq!(flagged(&savings), ["Unidentified"]);
}

#[test]
fn savings_are_not_the_budget_that_they_are_taken_from() {
    let savings = read(&[(
        "QIPP",
        "NHS Oak ICB QIPP 2023/24 £000\n\nScheme|23/24 opening budget|QIPP 23/24|Apr-Jun|Jul-Sep|Oct-Dec|Jan-Mar|Rec / NR\n\
         ScriptSwitch|58700|2150|537|537|537|539|Rec\nPackages|34250|1900|145|364|583|808|Rec\nSevernside still to identify||2600|0|0|1299|1301|Rec",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(6_650_000));
}

#[test]
fn quarter_ends_that_add_up_as_they_go_end_in_the_year() {
    let savings = read(&[(
        "Plan on a page",
        "Oak Ambulance NHS Trust 2023/24\n\nSavings (£k)||cumulative saving by end of:||||\nWhat|Rec?|Jun|Sep|Dec|Mar|WTE\n\
         Rotas|Y|0|483|966|1450|22\nPrivate hours|Y|594|1188|1782|2380|\nNo scheme yet|Y|0|0|648|1300|\nAll savings||594|1671|3396|5130|",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(5_130_000));
    assert_eq!(flagged(&savings), ["No scheme yet"]);
}

#[test]
fn a_return_splits_its_total_again_in_numbered_rows() {
    let savings = read(&[(
        "07. Efficiencies",
        "Oak NHS Trust efficiency plan 2024/25 £'000\n\nMain code|Efficiency|Recurrent / non-recurrent|Development status|Plan 2024/25\n\
         EFF010|Agency|Recurrent|Plans in progress|600\nEFF020|Bank|Non-recurrent|Fully developed|300\nEFF030|Unidentified|Recurrent|Unidentified|100\n\
         EFF900|Total efficiencies|||1000\nEFF910|of which recurrent|||700\nEFF920|of which non-recurrent|||300\nEFF925|of which unidentified|||100\nEFF930|Efficiency as % of spend|||0.058",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.lines.len(), 3);
    assert_eq!(savings.total().value, pounds(1_000_000));
}

#[test]
fn what_a_total_is_compared_with_is_no_total() {
    let savings = read(&[(
        "Tracker",
        "Oak NHS Trust programme 2023/24 £m\n\nID|Project|Recurring?|Progress|PYE 23/24\nS1|Beds|Recurring|Live|2\nS2|Lists|Recurring|Scoping|1\n\
         |Total programme|||3\n|Less: risk contingency|||-0.3\n|Risk assessed value|||2.7\n\n|Programme target|||4\n|Programme total less target|||-1",
    )])
    .savings
    .unwrap();
    let names: Vec<&str> = savings
        .lines
        .iter()
        .map(|line| line.name.as_str())
        .collect();
    assert_eq!(names, ["Beds", "Lists"]);
    assert_eq!(target(&savings), Some(pounds(4_000_000)));
}

#[test]
fn areas_with_a_state_and_a_recurrence_are_the_schemes() {
    let savings = read(&[(
        "ICB",
        "NHS Oak ICB: efficiency plan 2025/26 (£m)\n\nNo.|Efficiency area|25/26 £m|Recurrent?|Status|Lead\n1|Packages|5.2|Yes|Plans in progress|Nursing\n\
         2|Medicines|6.4|Yes|Fully developed|Medical\n3|To be confirmed|4|Yes|Unidentified|CFO\n|Total|15.6|||",
    )])
    .savings
    .unwrap();
    assert_eq!(flagged(&savings), ["To be confirmed"]);
    assert_eq!(savings.lines.len(), 3);
}

#[test]
fn targets_below_the_parts_of_a_list_leave_the_systems_target_to_the_system() {
    let plan = read(&[(
        "Efficiencies",
        "Oakshire ICS efficiency plans by organisation 2025/26 £000\n\nOrganisation|Ref|Efficiency scheme|Maturity|In-year\n\
         Oak NHS Trust|O1|Drugs|Fully developed|700\nOak NHS Trust|O2|Beds|Opportunity|200\n||Organisation total||900\n\
         ||Organisation efficiency target||1000\n||Gap||100\n\nElm NHS Trust|E1|Agency|Fully developed|400\n\
         Elm NHS Trust|E2|Rota|Opportunity|500\n||Organisation total||900\n||Organisation efficiency target||1100\n||Gap||200\n\n\
         ||System total efficiencies||1800\n||System efficiency target||2100\n||Difference (target less total)||300",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(1_800_000));
    assert_eq!(target(&savings), Some(pounds(2_100_000)));
}

#[test]
fn three_columns_of_one_month_are_no_months_and_what_is_delivered_is_no_placeholder() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust cost improvement programme 2024/25 £000\n\nScheme|R/NR|Year to date M8|||Full year 2024/25||\n\
         ||Plan|Actual|Variance|Plan|Forecast|Variance\nTheatres|R|1240|905|-335|1980|1620|-360\n\
         Placeholder catheter contract replaced|R|64|64|0|96|96|0\nUnidentified|R|600|0|-600|900|0|-900",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 3);
    assert_eq!(flagged(&savings), ["Unidentified"]);
}

#[test]
fn support_beside_results_alone_is_support_and_no_income() {
    let plan = read(&[(
        "Net position",
        "Oakshire ICS planned net position 2025/26 £m\n\nOrganisation|24/25 outturn|Final plan before deficit support|Deficit support funding|Final plan surplus / (deficit)\n\
         NHS Oakshire ICB|1|6|0|6\nElm NHS Trust|-29|-31|21|-10\nBeech NHS FT|-15|-15|9|-6\nOakshire system|-43|-40|30|-10",
    )]);
    let support = plan.around.total(crate::plan::ItemKind::Support).unwrap();
    assert_eq!(support.value, pounds(30_000_000));
    let position = plan.position.unwrap();
    assert_eq!(position.declared.unwrap().value, pounds(-10_000_000));
    assert!(position.base.is_none());
    assert!(
        position
            .organisations
            .iter()
            .flat_map(|own| &own.lines)
            .all(|line| !matches!(line.kind, LineKind::Income | LineKind::Allocation))
    );
}

#[test]
fn a_journal_to_the_reserve_is_no_line_of_a_budget_upload() {
    let savings = read(&[(
        "Upload",
        "Cost centre|Cost centre name|Subjective|Subjective name|Narrative|Rec / Non-rec|Annual 2027/28|Apr 27|May 27|Jun 27\n\
         4101|Nursing|6720|Rent|Lease given up|Rec|-600|-200|-200|-200\n4101|Nursing|6110|Dressings|Formulary|Rec|-900|-300|-300|-300\n\
         4102|Podiatry|5225|Band 3|Skill mix|Non-rec|-300|-100|-100|-100\n4103|Central|7990|CRES not yet given to a scheme|Balance|Rec|-1200|-400|-400|-400\n\
         9001|Reserve|9001|Reserve|Other side||3000|1000|1000|1000",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.lines.len(), 4);
    assert_eq!(savings.total().value.abs(), pounds(3_000_000));
    assert!(savings.total().value.is_positive());
}

#[test]
fn one_line_of_savings_among_the_credits_of_a_ledger_makes_no_list() {
    let drawn = "Oak NHS Trust income budgets 2025/26\n\nCost centre|Account|Recurrent|Annual budget £\n1001|Block contract|R|-900000\n1002|Education|R|-300000\n\
        1003|Car parking|R|-200000\n1004|Private patients|NR|-150000\n1005|Catering|R|-120000\n1006|CIP income target|R|-80000";
    assert!(read(&[("Budgets", drawn)]).savings.is_none());
}

#[test]
fn what_of_one_line_has_no_scheme_is_taken_from_it() {
    let read = |below: &str| {
        let drawn = format!(
            "Elm NHS Trust CIP 2025/26 £000\n\nScheme|Lead|R/NR|Plan\nAgency|AB|R|500\nProcurement|CD|R|400\n{below}\nEstates|EF|NR|300\nTheatres|GH|R|250\nTotal|||1450"
        );
        let savings = read(&[("CIP", &drawn)]).savings.unwrap();
        (
            savings.lines.len(),
            savings.total().value,
            savings.unidentified().value,
        )
    };
    let of_one = read("of which unidentified||R|150");
    assert_eq!(of_one, (5, pounds(1_450_000), pounds(150_000)));
    let of_all = read("Beds|EF|R|100\nAll of these|||1000\nof which unidentified|||150");
    assert_eq!(of_all, (5, pounds(1_550_000), pounds(0)));
    let in_budget = read("of which in budget||R|150");
    assert_eq!(in_budget, (4, pounds(1_450_000), pounds(0)));
}
