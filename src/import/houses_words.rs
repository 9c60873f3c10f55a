//! Layouts of many houses told by their own words: legends in brackets and by number, states, durations, targets.

use super::fixture::{flagged, pounds, read, target};

#[test]
fn a_legend_sets_its_meanings_in_brackets() {
    let plan = read(&[(
        "Tracker",
        "Oak NHS Trust savings 2026/27\nHow to read it: Landed (budget removed), Moving (people on it), Empty (a sum with no scheme).\n\nScheme|Who|Condition|Plan £k\nBeds|AB|Moving|500\nEmpty homes let|CD|Landed|300\nCommunity share|EF|Empty|200",
    )]);
    assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["Community share"]);
}

#[test]
fn a_legend_lists_numbers_that_the_column_of_states_bears() {
    let plan = read(&[
        (
            "Key",
            "State|Meaning\n0|A figure only, no scheme\n1|Idea\n2|Approved",
        ),
        (
            "CIP",
            "Oak NHS Trust CIP 2024/25 £k\n\nNo|Scheme|State|Plan\n0|Beds|2|500\n1|Area C|0|300\n2|Bank|1|200",
        ),
    ]);
    assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["Area C"]);
}

#[test]
fn a_headed_legend_may_explain_the_numbers_of_stages_at_length() {
    let read_with = |head: &str| {
        let key = format!(
            "{head}0|Counted in the plan by the finance team as a figure only, with no scheme behind it so far\n1|Idea\n2|Approved"
        );
        let plan = read(&[
            ("Key", key.as_str()),
            (
                "CIP",
                "Oak NHS Trust CIP 2024/25 £k\n\nNo|Scheme|Stage|Plan\n7|Beds|2|500\n8|Area C|0|300\n9|Bank|1|200",
            ),
        ]);
        flagged(plan.savings.as_ref().unwrap()).len()
    };
    assert_eq!(read_with("Stage|What it means\n"), 1);
    // Without a heading, sentences behind numbers are notes.
    assert_eq!(read_with(""), 0);
}

#[test]
fn a_key_below_the_list_may_say_that_nobody_has_found_the_saving() {
    let plan = read(&[(
        "Savings",
        "Oak NHS Trust savings 2026/27\n\nWhat we will do|Holder|2026/27 £|Where it is\nBeds|AB|500|Settled\nArea C|EF|300|Blank\nBank|CD|200|Started\n\nSettled = out of the budget\nStarted = people are on it\nBlank = money we count on and nobody has found the saving so far",
    )]);
    assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["Area C"]);
}

#[test]
fn schemes_with_sponsors_and_stages_are_no_account_whatever_their_types() {
    let plan = read(&[(
        "Register",
        "Oak NHS Trust 2026/27, £k\n\nID|Initiative|Sponsor|Maturity|Type|Start|2026/27 plan\n1|Rotas|CNO|L3|Pay|2026-04-01|500\n2|Catalogue|CFO|L4|Non-pay|2026-04-01|300\n3|Car parks|COO|L1|Income|2026-07-01|200\n4|Locums|CMO|L2|Pay|2026-04-01|100",
    )]);
    assert_eq!(plan.savings.unwrap().lines.len(), 4);
    assert!(plan.position.is_none());
}

#[test]
fn an_export_says_its_year_below_its_rows() {
    let rows: Vec<String> = (1..30)
        .map(|at| format!("S{at}|Scheme {at}|Live|{at}000"))
        .collect();
    let drawn = format!(
        "Scheme key|Scheme name|Stage|Sum of plan value\n{}\n\nApplied filters:|||\nFinancial year is 2026/27|||",
        rows.join("\n")
    );
    let year = read(&[("Export", &drawn)]).year.unwrap();
    assert_eq!(year.value.to_string(), "2026/27");
}

#[test]
fn further_schemes_of_which_none_is_identified_are_none() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|Plan\nBeds|AB|500\nFurther savings needed: none identified when the budget was set|CD|300\nFalls: none in three years, so cheaper cover|EF|150\nStill looking after patients at home|EF|50\nTotal||1000\nProgramme requirement 2024/25 (4% of controllable spend)||1100",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(
        flagged(&savings),
        ["Further savings needed: none identified when the budget was set"]
    );
    assert_eq!(savings.target.unwrap().value, pounds(1_100_000));
}

#[test]
fn a_figure_with_a_remark_explains_no_line() {
    for update in [
        "Estates|300|Half of this is still to be found",
        "Estates||Schemes for half of this are yet to be found",
        "Estates||Schemes for half of this are yet to be found\nBank||On track",
    ] {
        let plan = read(&[
            (
                "CIP",
                "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Lead|Plan\nBeds|AB|500\nEstates|CD|300\nBank|EF|200",
            ),
            ("Update", update),
        ]);
        assert!(
            flagged(plan.savings.as_ref().unwrap()).is_empty(),
            "{update}"
        );
    }
}

#[test]
fn signs_of_a_scale_are_explained_like_words() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\nHow ready:  \u{25a0}\u{25a0} under way   \u{25a0}\u{25a1} written up   \u{25a1}\u{25a1} no scheme yet\n\nScheme|Who|How ready|Plan £k\nBeds|AB|\u{25a0}\u{25a0}|500\nRest of wards|CD|\u{25a1}\u{25a1}|300\nBank|EF|\u{25a0}\u{25a1}|200",
    )]);
    assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["Rest of wards"]);
}

#[test]
fn a_key_beside_the_list_explains_its_numbers() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nNo|Scheme|Plan|Maturity||Maturity|Meaning\n1|Beds|500|2||2|Running\n2|Area C|300|0||1|Idea\n3|Bank|200|1||0|Unidentified: amount agreed, no scheme\n4|Rent|100|2",
    )]);
    assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["Area C"]);
}

#[test]
fn a_form_that_must_not_be_lengthened_counts_and_lines_that_must_not_be_added_do_not() {
    let list = "Scheme|R/NR|Plan|Forecast\nBeds|R|500|450\nBank|R|300|300\nTotal||800|750";
    let total = |drawn: String| {
        let plan = read(&[("CIP", drawn.as_str())]);
        plan.savings.unwrap().total().value
    };
    for note in [
        "Do not add rows or columns.",
        "Please do not add, delete or move any lines.",
        "Plan is locked; forecast is shown for information only.",
    ] {
        let drawn = format!("Oak NHS Trust CIP 2024/25 £k\n{note}\n\n{list}");
        assert_eq!(total(drawn), pounds(800_000), "{note}");
    }
    for note in [
        "Procurement savings by category: do not add these lines to the total",
        "Plan by division is for information only",
    ] {
        let again = "Scheme|R/NR|Plan|Forecast\nGloves|R|200|150\nBank rates|R|150|100";
        let drawn = format!("Oak NHS Trust CIP 2024/25 £k\n\n{list}\n\n\n{note}\n{again}");
        assert_eq!(total(drawn), pounds(800_000), "{note}");
    }
}

#[test]
fn a_note_explains_a_quoted_line_beyond_its_semicolon() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nScheme|R/NR|Plan\nBeds|R|500\nSystem ask|R|300\nTotal||800\n\nThe line 'System ask' was added on 10 June; no project has been identified for it.",
    )]);
    assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["System ask"]);
}

#[test]
fn a_state_of_nothing_yet_needs_no_legend() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nScheme|State|QIA|Plan\nBeds|In progress|Not yet|500\nWards|Nothing yet|Not yet|300",
    )]);
    assert_eq!(flagged(plan.savings.as_ref().unwrap()), ["Wards"]);
}

#[test]
fn a_long_title_of_lines_without_schemes_speaks_for_them() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nTable 1: Recurrent schemes\nNo|Description|Manager|Plan\n1.1|Beds|AB|500\n1.2|Bank|CD|400\n\nTable 2: Savings still to be found by division (no schemes have been agreed yet)\nNo|Description|Manager|Plan\n2.1|Medicine|GM|300\n2.2|Surgery|GM|200",
    )]);
    assert_eq!(
        flagged(plan.savings.as_ref().unwrap()),
        ["Medicine", "Surgery"]
    );
    assert_eq!(plan.savings.unwrap().recurrent(), Some(pounds(900_000)));
}

#[test]
fn a_name_that_tells_of_an_amount_alone_needs_neither_owner_nor_reference_to_be_missed() {
    let plan = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25 £k\n\nRef|Scheme|Lead|Plan\nA1|Beds|AB|500\nA2|Bank|CD|400\nA3|Further measures|EF|90\n|Balance required by NHSE||300",
    )]);
    assert_eq!(
        flagged(plan.savings.as_ref().unwrap()),
        ["Balance required by NHSE"]
    );
}

#[test]
fn words_for_how_long_a_saving_lasts_make_a_column_of_recurrence() {
    for (lasting, once) in [
        ("Lasting", "One-off"),
        ("Permanent", "Temporary"),
        ("Ongoing", "Once only"),
    ] {
        let drawn = format!(
            "Oak NHS Trust CIP 2024/25 £k\n\nScheme|Duration|Plan\nBeds|{lasting}|500\nBank|{once}|300\nWards|{lasting}|200"
        );
        let savings = read(&[("CIP", &drawn)]).savings.unwrap();
        assert_eq!(savings.recurrent(), Some(pounds(700_000)), "{lasting}");
    }
}

#[test]
fn who_set_the_target_makes_it_no_less_one() {
    for label in [
        "CIP target set by the Board",
        "Savings requirement agreed with NHSE",
        "efficiency_target_gbp",
        "Requirement across the Trust",
    ] {
        let drawn = format!(
            "Oak NHS Trust CIP 2024/25\n\nScheme|R/NR|Plan £\nBeds|R|500000\nBank|R|300000\nTotal||800000\n\n{label}||1000000"
        );
        let savings = read(&[("CIP", &drawn)]).savings.unwrap();
        assert_eq!(
            savings.target.map(|target| target.value),
            Some(pounds(1_000_000)),
            "{label}"
        );
    }
}

#[test]
fn amounts_typed_with_units_of_their_own_stand_side_by_side() {
    let savings = read(&[(
        "CIP",
        "Oak NHS Trust CIP 2024/25\n\nScheme|R/NR|Plan 2024/25\nBeds|R|£1.24m\nBank|R|£850k\nStock|NR|£96,500\nFleet|R|12k",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(2_198_500));
}

#[test]
fn plain_words_say_how_far_what_lasts_and_what_is_needed() {
    let plan = read(&[(
        "Savings log",
        "Oak Community Health CIC\nSavings log 24/25\nSavings needed to balance the budget||||1350\n\n\
         No|Idea / action|Who|Repeats each year?|24/25 £|Where are we?\n1|Block booking ended|AB|Yes|600|Done\n\
         2|Rota|AB|Yes|300|Agreed\n3|Rates appeal|GH|No|100|Working on it\n4|Admin hub phase 2|MN|Yes|250|Not found yet\n\
         |All savings|||1250|\n|Short of savings needed|||100|",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 4);
    assert_eq!(target(&savings), Some(pounds(1_350)));
    assert_eq!(savings.recurrent(), Some(pounds(1_150)));
    assert_eq!(flagged(&savings), ["Admin hub phase 2"]);
}

#[test]
fn ticks_and_crosses_answer_what_of_which_splits_and_headers_explain_nothing() {
    let plan = read(&[
        (
            "P&E",
            "Oak NHS Trust productivity and efficiency programme 26/27 £000\n\nDivision|Description|In-year 26/27|Recurrent|Lead\n\
             Acute|Biosimilars|1310|\u{2713}|CP\nAcute|Remaining requirement|2850|\u{2713}|\nCorporate|Vacancy freeze|1150|\u{2717}|CPO\n\
             |of which Acute|4160||\n|of which Corporate|1150||\n\n|Programme below requirement by|690||",
        ),
        (
            "Summary",
            "By maturity\n\nCare group|Go|Hopper|No plan|Programme\nAcute|1310|0|2850|4160\nCorporate|1150|0|0|1150",
        ),
    ]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 3);
    assert_eq!(savings.recurrent(), Some(pounds(4_160_000)));
}

#[test]
fn a_requirement_not_yet_matched_to_proposals_has_no_scheme() {
    let plan = read(&[(
        "Savings",
        "Oak NHS Trust savings schedule 2025/26 £000\n\nNo|Directorate|Saving proposal|Ongoing / one-off|2025/26|Accountable\n\
         1|Fleet|Fuel|Ongoing|600|FD\n2|Corporate|Vacancies|One-off|300|CPO\n|All|Savings requirement not yet matched to proposals|Ongoing|900|\n\
         ||Total savings||1800|",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.unidentified().value, pounds(900_000));
}

#[test]
fn savings_in_the_plan_but_without_a_scheme_are_told_by_the_heading_of_a_list() {
    let savings = read(&[(
        "CIP",
        "Elm Ambulance Service NHS Trust\nCIP 2024/25 £000\n\nID|Scheme|R or N|Plan\n|A. In delivery||\n1|Third party crews|R|1200\n\
         2|Fuel cards|N|300\n|Total A||1500\n|B. In the plan but no scheme identified||\n3|Operations|R|1150\n4|Support services|N|290\n\
         |Total B||1440\n|TOTAL CIP||2940",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(2_940_000));
    assert_eq!(flagged(&savings), ["Operations", "Support services"]);
}

#[test]
fn the_target_of_care_groups_is_their_total_whatever_the_house_calls_its_savings() {
    let savings = read(&[
        (
            "WRP Summary",
            "Elm Hospitals NHS Trust - WRP 2024/25\n£000\n\nCare group|WRP target|WRP plan|Shortfall against target\n\
             Surgery|600|500|100\nMedicine|700|650|50\nTrust|1300|1150|150",
        ),
        (
            "Surgery",
            "Elm Hospitals NHS Trust\nWaste Reduction Programme 2024/25 - Surgery £000\n\nNo.|Project|Maturity|Total\n\
             S1|Stock|Approved plan|300\nS2|Bed base|No plan|200\n|Surgery total||500",
        ),
        (
            "Medicine",
            "Elm Hospitals NHS Trust\nWaste Reduction Programme 2024/25 - Medicine £000\n\nNo.|Project|Maturity|Total\n\
             M1|Enhanced care|Approved plan|450\nM2|Ward 9|No plan|200\n|Medicine total||650",
        ),
    ])
    .savings
    .unwrap();
    assert_eq!(target(&savings), Some(pounds(1_300_000)));
}

#[test]
fn a_programme_named_above_its_table_is_one_of_savings_and_a_register_of_losses_is_none() {
    let plan = read(&[(
        "Page 3",
        "Elm Teaching Hospitals NHS Trust\nBoard finance report, November 2024 (month 8), £m\n\nWaste reduction programme\n\
         Workstream|2023/24 outturn|2024/25 plan|Plan to M8|Actual to M8|2024/25 forecast\nWorkforce|6.1|8.35|4.9|3.72|6.4\n\
         Beds|2.05|5.6|2.8|1.15|2.9\nProcurement|3.9|4.25|2.8|2.96|4.5\nStill to be found|0|6.8|3.4|0|0\nProgramme|12.05|25|13.9|7.83|13.8",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.total().value, pounds(25_000_000));
    assert_eq!(flagged(&savings), ["Still to be found"]);
    let lost = read(&[(
        "Register",
        "Lost property register - main reception\n\nRef|Item|Found at|Est. value £|Owner|Status|Target days|Recurrent loss?\n\
         LP1|Ring|Ward 4|350||Unidentified|28|N\nLP2|Hearing aid|Hall|120|Mrs Ash|Returned|28|N\nLP3|Telephone|ED|280||Unidentified|28|N",
    )]);
    assert!(lost.savings.is_none());
}

#[test]
fn no_scheme_where_a_project_document_should_be_says_so() {
    let savings = read(&[(
        "CIP £k",
        "Elm NHS Trust cost improvement 2025/26\n\nNo|Scheme|SRO|Rec?|PID|Year\n1|Overspill beds|COO|Recurrent|Signed|2140\n\
         2|Corporate growth line|CFO|Recurrent|No scheme|1250\n3|Rota rules|CNO|Recurrent|TBC|860",
    )])
    .savings
    .unwrap();
    assert_eq!(flagged(&savings), ["Corporate growth line"]);
}

#[test]
fn a_table_of_savings_may_be_named_in_its_corner_alone() {
    let savings = read(&[(
        "Finance page",
        "Elm Heart Hospital NHS FT\nBoard finance report - Month 8 2024/25\n£m\n\n|Year to date||Full year|\n\
         Savings programme by theme|Plan|Actual|Plan|Forecast|RAG\nLaboratory rota|1.1|1.2|1.8|1.9|G\nValve price|1.6|1.6|2.4|2.4|G\n\
         Overheads|0.6|0.6|0.9|0.9|A\nYet to be identified|0.8|0|2.3|0|R\nTotal savings|4.1|3.4|7.4|5.2|",
    )])
    .savings
    .unwrap();
    assert_eq!(savings.total().value, pounds(7_400_000));
    assert_eq!(flagged(&savings), ["Yet to be identified"]);
}

#[test]
fn a_narrative_beside_a_name_and_a_bracket_behind_it_say_that_there_is_none() {
    let drawn = "Elm NHS Trust CIP 2026/27 £000\n\nScheme|Lead|R/NR|Plan|Narrative\nTheatres|AB|R|500|Lists from April\nSurgery|CD|NR|250|No saving has been identified for this sum\nLinen|EF|R|350|New contract; nothing further to report\nMedicine (nothing put forward yet)|AB|NR|300|\nPharmacy (none to date)|AB|R|90|Switches in May";
    let savings = read(&[("CIP", drawn)]).savings.unwrap();
    assert_eq!(
        flagged(&savings),
        ["Surgery", "Medicine (nothing put forward yet)"]
    );
}
