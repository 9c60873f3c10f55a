use crate::import::fixture::{sheet, workbook};
use crate::import::{Imported, TableKind, import};
use crate::plan::{Around, ItemKind, Money, Sourced, WalkKind, When};
use crate::review::Review;

fn read(sheets: &[(&str, &str)]) -> Imported {
    let sheets = sheets.iter().map(|(name, drawn)| sheet(name, drawn));
    import(&[workbook(sheets.collect())], &Review::default())
}

fn around(sheets: &[(&str, &str)]) -> Around {
    read(sheets).plan.around
}

fn thousands(value: Option<Sourced<Money>>) -> Option<i64> {
    value.map(|value| {
        let thousands = value.value.pounds() / rust_decimal::Decimal::ONE_THOUSAND;
        thousands.round().try_into().unwrap()
    })
}

const ACCOUNT: &str = "Oakmere NHS Trust plan 2024/25 £000\n\n|2023/24 outturn|2024/25 plan|2025/26 plan\nIncome|480|500|510\nDeficit support funding|0|20|0\nPay|-300|-310|-312\nNon-pay|-195|-205|-203\nContingency|-2|-3|-3\nSurplus/(deficit)|-17|2|-8\nUnderlying surplus/(deficit)|-20|-18|-16\nControl total|-15|2|";

#[test]
fn an_account_tells_support_limit_contingency_and_the_years_beside() {
    let imported = read(&[("I&E", ACCOUNT)]);
    let around = &imported.plan.around;
    assert_eq!(thousands(around.total(ItemKind::Support)), Some(20));
    assert_eq!(thousands(around.total(ItemKind::ControlTotal)), Some(2));
    assert_eq!(thousands(around.total(ItemKind::Underlying)), Some(-18));
    assert_eq!(thousands(around.total(ItemKind::Contingency)), Some(3));
    let results: Vec<(i8, Option<i64>, usize)> = around
        .other_years
        .iter()
        .map(|year| {
            let surplus = Some(year.surplus.clone());
            (year.offset, thousands(surplus), year.lines.len())
        })
        .collect();
    // Five lines and the result of each year.
    assert_eq!(results, [(-1, Some(-17), 6), (1, Some(-8), 6)]);
    let position = imported.plan.position.unwrap();
    assert_eq!(thousands(position.declared), Some(2));
    // What tells of the position is no line that makes it.
    let stated = &imported.plan.stated_totals[0];
    assert_eq!(stated.stated.value, stated.recomputed.value);
}

#[test]
fn a_plan_of_several_years_begins_after_the_last_outturn() {
    let account = "Oakmere NHS Trust medium-term plan, £000\n\n|2025/26 outturn|2026/27 plan|2027/28 plan|2028/29 plan\nIncome|480|500|510|520\nPay|-300|-310|-312|-315\nNon-pay|-195|-205|-203|-213\nSurplus/(deficit)|-15|-15|-5|-8";
    let plan = read(&[("I&E", account)]).plan;
    assert_eq!(plan.year.unwrap().value.to_string(), "2026/27");
    let offsets: Vec<i8> = plan
        .around
        .other_years
        .iter()
        .map(|year| year.offset)
        .collect();
    assert_eq!(offsets, [-1, 1, 2]);
}

#[test]
fn risks_stand_in_columns_or_as_rows_under_headings() {
    let columns = "Risks and mitigations 2024/25 £000\n\nRisk|Gross|Mitigation|Net\nPay award|900|300|600\nDrugs|400|100|300\nTotal|1300|400|900";
    let across = around(&[("I&E", ACCOUNT), ("Risks", columns)]);
    assert_eq!(across.parts(ItemKind::GrossRisk, When::Year(0)).len(), 2);
    assert_eq!(thousands(across.total(ItemKind::GrossRisk)), Some(-1300));
    assert_eq!(thousands(across.total(ItemKind::Mitigation)), Some(400));
    assert_eq!(thousands(across.total(ItemKind::NetRisk)), Some(-900));

    let rows = "Risks to the plan 2024/25\n\nItem|£000\nRisks|\nPay award|-900\nDrugs|-400\nMitigations|\nVacancy freeze|300\nNet unmitigated risk|-1000";
    let down = around(&[("I&E", ACCOUNT), ("Risks", rows)]);
    assert_eq!(thousands(down.total(ItemKind::GrossRisk)), Some(-1300));
    assert_eq!(thousands(down.total(ItemKind::Mitigation)), Some(300));
    assert_eq!(thousands(down.total(ItemKind::NetRisk)), Some(-1000));
}

#[test]
fn columns_headed_gross_risk_and_net_risk_hold_money_or_ratings() {
    let amounts = "Risks and mitigations to the forecast, £000\n\nRisk|Gross risk|Likelihood|Mitigation|Net risk|Owner\nStrikes|-3200|Medium|1200|-2000|COO\nClawback|-2600|High||-2600|CFO\nEnergy|-900|Low|900|0|Estates\nTotal|-6700||2100|-4600|";
    let money = around(&[("I&E", ACCOUNT), ("Risks", amounts)]);
    assert_eq!(money.parts(ItemKind::GrossRisk, When::Year(0)).len(), 3);
    assert_eq!(thousands(money.total(ItemKind::GrossRisk)), Some(-6700));
    assert_eq!(thousands(money.total(ItemKind::Mitigation)), Some(2100));
    assert_eq!(thousands(money.total(ItemKind::NetRisk)), Some(-4600));

    let ratings = "Risks to the forecast, £000\n\nRisk|Gross risk|Net risk|Value\nStrikes|16|12|-3200\nClawback|20|9|-2600";
    let rated = around(&[("I&E", ACCOUNT), ("Risks", ratings)]);
    assert_eq!(thousands(rated.total(ItemKind::GrossRisk)), Some(-5800));
    assert_eq!(rated.total(ItemKind::NetRisk), None);
}

#[test]
fn a_bridge_is_read_step_by_step_and_is_no_account() {
    let bridge = "Bridge from 2023/24 outturn to 2024/25 plan, £000\n\nStep|£000\n2023/24 outturn deficit|-17\nNon-recurrent items of 2023/24|-4\nUnderlying position|-21\nAllocation growth|30\nInflation|-25\nSavings|14\nUnidentified savings|5\nOther|-1\n2024/25 planned surplus|2";
    let imported = read(&[("I&E", ACCOUNT), ("Bridge", bridge)]);
    let [walk] = imported.plan.around.walks.as_slice() else {
        panic!("{:?}", imported.plan.around.walks)
    };
    let kinds: Vec<WalkKind> = walk.steps.iter().map(|step| step.kind).collect();
    assert_eq!(
        kinds,
        [
            WalkKind::Position,
            WalkKind::OneOff,
            WalkKind::Position,
            WalkKind::Growth,
            WalkKind::Change,
            WalkKind::Savings,
            WalkKind::Unidentified,
            WalkKind::Other,
            WalkKind::Position,
        ]
    );
    assert_eq!(walk.steps[0].amount.value, Money::from_pounds(-17_000));
    let table = &imported.coverage.sheets[1].tables[0];
    assert_eq!(table.kind, TableKind::Around);
    assert_eq!(imported.coverage.pounds_not_understood(), Money::ZERO);
}

#[test]
fn a_bridge_of_deficits_without_signs_is_turned() {
    let bridge = "Movement from last year\n\nStep|£m\n2023/24 outturn deficit|20\nInflation|15\nSavings|-12\nGrowth funding|-8\n2024/25 planned deficit|15";
    let around = around(&[("I&E", ACCOUNT), ("Movement", bridge)]);
    let signs: Vec<bool> = around.walks[0]
        .steps
        .iter()
        .map(|step| step.amount.value.is_negative())
        .collect();
    assert_eq!(signs, [true, true, false, false, true]);
}

#[test]
fn reserves_have_balances_and_what_is_taken() {
    let reserves = "Reserves and provisions 2024/25 £000\n\nReserve|Opening 1 April|Released in year|Closing 31 March\nDeferred income|30|20|10\nRestructuring provision|12|7|5\nTotal|42|27|15";
    let around = around(&[("I&E", ACCOUNT), ("Reserves", reserves)]);
    let closing: Vec<Option<i64>> = around
        .holdings
        .iter()
        .map(|holding| thousands(holding.closing.clone()))
        .collect();
    assert_eq!(closing, [Some(10), Some(5)]);
    assert_eq!(thousands(around.holdings[0].released.clone()), Some(20));
}

#[test]
fn what_does_not_come_again_is_a_benefit_or_a_cost_by_its_words_or_sign() {
    let listed = "Non-recurrent items in the 2024/25 plan\n\nItem|£000\nLand sale|40\nRedundancy costs|-6\nDual running|-3\nTotal|31";
    let around = around(&[("I&E", ACCOUNT), ("NR items", listed)]);
    assert_eq!(thousands(around.total(ItemKind::OneOffBenefit)), Some(40));
    assert_eq!(thousands(around.total(ItemKind::OneOffCost)), Some(-9));
}

#[test]
fn labelled_figures_on_a_summary_are_read_where_something_says_they_are_money() {
    let summary = "Oakmere NHS Trust key figures 2024/25, £000\n\nControl total|-15\nDeficit support funding|20\nGross risk|-300\nMitigations|120\nCash at 31 March 2025|55\nNumber of schemes|12";
    let items = around(&[("Summary", summary)]);
    assert_eq!(thousands(items.total(ItemKind::ControlTotal)), Some(-15));
    assert_eq!(thousands(items.total(ItemKind::GrossRisk)), Some(-300));
    let march = items.total_at(ItemKind::Cash, When::MonthEnd(12));
    assert_eq!(thousands(march), Some(55));
    let bare = around(&[("Summary", &summary.replace(", £000", ""))]);
    assert_eq!(bare.total(ItemKind::ControlTotal), None);
}

#[test]
fn cash_by_month_is_the_balance_at_each_months_end() {
    let cash = "Cash plan 2024/25 £000\n\nLine|Apr-24|May-24|Jun-24|Jul-24\nReceipts|90|90|90|90\nPayments|-100|-95|-95|-90\nClosing cash balance|40|35|30|30";
    let around = around(&[("I&E", ACCOUNT), ("Cash", cash)]);
    let june = around.total_at(ItemKind::Cash, When::MonthEnd(3));
    assert_eq!(thousands(june), Some(30));
}

#[test]
fn the_total_on_a_summary_is_not_added_to_the_list_it_sums() {
    let columns = "Risks 2024/25 £000\n\nRisk|Gross|Mitigation\nPay award|900|300\nDrugs|400|100";
    let summary = "Summary £000\n\nGross risk|-1300\nMitigations|400";
    let around = around(&[("I&E", ACCOUNT), ("Risks", columns), ("Summary", summary)]);
    assert_eq!(thousands(around.total(ItemKind::GrossRisk)), Some(-1300));
}

#[test]
fn a_doubt_in_a_note_is_quoted_with_its_cell() {
    let notes = "Oakmere NHS Trust\nThe plan requires £14m of savings. We do not have confidence that we can deliver it in full.";
    let around = around(&[("I&E", ACCOUNT), ("Notes", notes)]);
    let [doubt] = around.doubts.as_slice() else {
        panic!("{:?}", around.doubts)
    };
    assert_eq!(doubt.cell.to_string(), "Notes!A2");
    assert!(doubt.text.starts_with("We do not have confidence"));
}

#[test]
fn the_recurrent_column_of_an_account_is_its_underlying_position() {
    let plan = "Tees ICB plan 24/25 £m\n\n|24/25 plan|24/25 non-recurrent|24/25 recurrent\nAllocation|100|10|90\nCommissioning|-100|-2|-98\nSurplus/(deficit)|-|8|-8";
    let around = around(&[("Plan", plan)]);
    let stated = around.total(ItemKind::Underlying).unwrap();
    assert_eq!(stated.value, Money::from_pounds(-8_000_000));
    assert_eq!(stated.cells[0].to_string(), "Plan!D6");
}
