//! Published workbooks as their publishers laid them out: the answers their publishers printed.
//!
//! Runs where `PLANPROOF_CORPUS` names a folder with `real/`; says so where it does not.

use planproof::import::{Imported, import};
use planproof::plan::{
    Month, MonthlyMeasure, Pathways, PublishedBy, PublishedWaits, Weeks, WeeksWaited, histories,
};
use planproof::review::Review;
use planproof::workbook::{Watch, Workbook, open};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn real(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("PLANPROOF_CORPUS").map(|root| PathBuf::from(root).join("real"));
    if folder.is_none() {
        let note =
            format!("not run: {test}: set PLANPROOF_CORPUS to the folder that holds real/\n");
        std::io::stderr().write_all(note.as_bytes()).unwrap();
    }
    folder
}

fn read(folder: &Path, names: &[&str]) -> Imported {
    let books: Vec<Workbook> = names
        .iter()
        .map(|name| open(&folder.join(name), &Watch::default()).unwrap())
        .collect();
    import(&books, &Review::default())
}

fn month(year: u16, month: u8) -> Month {
    Month { year, month }
}

fn only(read: &Imported) -> &PublishedWaits {
    assert_eq!(read.plan.published.len(), 1);
    &read.plan.published[0]
}

fn over(waits: &PublishedWaits, weeks: u16) -> u64 {
    waits.whole().over[&Weeks(weeks)].value
}

fn is_near(got: Option<WeeksWaited>, want: f64) -> bool {
    matches!(got, Some(WeeksWaited::Weeks(weeks)) if (weeks - want).abs() < 0.001)
}

#[test]
fn incomplete_pathways_by_provider_add_up_to_what_was_published() {
    let Some(folder) = real("incomplete_pathways_by_provider_add_up_to_what_was_published") else {
        return;
    };
    let read = read(&folder, &["Incomplete-Provider-Jan26-derived.xlsx"]);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let waits = only(&read);
    assert_eq!(
        (waits.month, waits.pathways, waits.by),
        (
            Some(month(2026, 1)),
            Pathways::Incomplete,
            PublishedBy::Provider
        )
    );
    assert_eq!(
        (waits.organisations.len(), waits.whole().total.value),
        (160, 6_757_232)
    );
    let bay = waits
        .organisations
        .iter()
        .find(|body| body.organisation.code.as_deref() == Some("RTX"))
        .unwrap();
    let surgery = bay
        .specialties
        .iter()
        .find(|part| part.code.as_deref() == Some("C_100"))
        .unwrap();
    assert_eq!(
        (
            surgery.waits.total.value,
            surgery.waits.over[&Weeks(52)].value,
            surgery.waits.over[&Weeks(65)].value
        ),
        (2_556, 58, 2)
    );
    // The sheet states 18.7875 and 42.4574.
    assert!(is_near(surgery.waits.median(), 18.7875));
    assert!(is_near(surgery.waits.ninety_second_percentile(), 42.457_39));
    assert_eq!(read.plan.position, None);
}

#[test]
fn completed_pathways_count_those_whose_start_is_unknown_in_the_total_alone() {
    let Some(folder) =
        real("completed_pathways_count_those_whose_start_is_unknown_in_the_total_alone")
    else {
        return;
    };
    let read = read(&folder, &["NonAdmitted-Provider-Sep25.xlsx"]);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let waits = only(&read);
    assert_eq!(
        (waits.month, waits.pathways),
        (Some(month(2025, 9)), Pathways::NonAdmitted)
    );
    // 150 NHS providers and 328 of the independent sector, on two sheets.
    assert_eq!(
        (waits.organisations.len(), waits.whole().total.value),
        (478, 1_185_980 + 90_511)
    );
    let nhs: u64 = waits
        .organisations
        .iter()
        .take(150)
        .map(|body| body.waits.bands.total())
        .sum();
    assert_eq!(nhs, 1_185_365);
}

#[test]
fn a_national_series_is_of_england_and_not_of_the_trust_in_its_remark() {
    let Some(folder) = real("a_national_series_is_of_england_and_not_of_the_trust_in_its_remark")
    else {
        return;
    };
    for (file, last, total) in [
        (
            "RTT-Overview-Timeseries-October22.xlsx",
            month(2022, 10),
            6_953_647,
        ),
        (
            "RTT-Overview-Timeseries-November22.xlsx",
            month(2022, 11),
            0,
        ),
    ] {
        let read = read(&folder, &[file]);
        assert_eq!(
            read.plan.name, "Referral to Treatment (RTT) Waiting Times, England",
            "{file}"
        );
        assert_eq!(
            (&read.plan.year, &read.plan.elective),
            (&None, &None),
            "{file}"
        );
        let incomplete: Vec<&PublishedWaits> = read
            .plan
            .published
            .iter()
            .filter(|waits| waits.pathways == Pathways::Incomplete)
            .collect();
        let (first, latest) = (incomplete[0], incomplete[incomplete.len() - 1]);
        assert_eq!(
            (first.month, latest.month, latest.by),
            (Some(month(2007, 8)), Some(last), PublishedBy::Nation)
        );
        assert_eq!(first.whole().total.value, 4_186_974);
        assert_eq!(
            first.organisations[0].waits.ninety_second_percentile(),
            Some(WeeksWaited::Over(52))
        );
        if total > 0 {
            let england = &latest.organisations[0];
            assert_eq!(
                (
                    england.organisation.name.as_str(),
                    england.waits.total.value
                ),
                ("England", total)
            );
            assert_eq!(
                england.waits.within_18_weeks.as_ref().unwrap().value,
                4_182_612
            );
            assert_eq!(
                (
                    over(latest, 18),
                    over(latest, 52),
                    over(latest, 78),
                    over(latest, 104)
                ),
                (2_771_035, 383_724, 46_157, 1_822)
            );
            assert!(is_near(england.waits.median(), 13.868_447));
            assert_eq!(
                england.waits.total.cells[0].to_string(),
                "'Full Time Series'!R198"
            );
        }
    }
}

#[test]
fn a_later_edition_adds_its_months_to_the_same_history() {
    let Some(folder) = real("a_later_edition_adds_its_months_to_the_same_history") else {
        return;
    };
    let read = read(
        &folder,
        &[
            "RTT-Overview-Timeseries-October22.xlsx",
            "RTT-Overview-Timeseries-November22.xlsx",
        ],
    );
    let all = histories(&read.plan.published);
    let of = |pathways| {
        all.iter()
            .find(|history| history.pathways == pathways)
            .unwrap()
    };
    // August 2007 to November 2022.
    assert_eq!(of(Pathways::Incomplete).months.len(), 184);
    // April 2007 to November 2022, and new periods from October 2015.
    assert_eq!(of(Pathways::Admitted).months.len(), 188);
    assert_eq!(
        of(Pathways::New).months.keys().next(),
        Some(&month(2015, 10))
    );
}

#[test]
fn the_long_history_gives_every_board_its_months_and_specialties() {
    let Some(folder) = real("the_long_history_gives_every_board_its_months_and_specialties") else {
        return;
    };
    let read = read(&folder, &["RTT-history-ICB.xlsx"]);
    let all = histories(&read.plan.published);
    assert_eq!(all.len(), 19);
    assert!(
        all.iter()
            .all(|history| history.months.len() == 41 && history.by == PublishedBy::Commissioner)
    );
    let first = read.plan.published.first().unwrap();
    let last = read.plan.published.last().unwrap();
    assert_eq!(
        (first.month, first.whole().total.value),
        (Some(month(2022, 10)), 2_808_975)
    );
    assert_eq!(
        (last.month, last.whole().total.value),
        (Some(month(2026, 3)), 2_972_074)
    );
    let yorkshire = first
        .organisations
        .iter()
        .find(|body| body.organisation.code.as_deref() == Some("QF7"))
        .unwrap();
    let surgery = &yorkshire.specialties[0].waits;
    assert_eq!(
        (
            surgery.total.value,
            surgery.within_18_weeks.as_ref().unwrap().value
        ),
        (7_262, 5_177)
    );
    let long = [18, 52, 65, 78].map(|weeks| surgery.over[&Weeks(weeks)].value);
    assert_eq!(long, [2_085, 223, 110, 40]);
}

fn measure<'r>(read: &'r Imported, name: &str, body: &str) -> &'r MonthlyMeasure {
    read.plan
        .measures
        .iter()
        .find(|measure| {
            measure.name == name
                && measure
                    .organisation
                    .as_ref()
                    .is_some_and(|own| own.name == body)
        })
        .unwrap_or_else(|| panic!("{name} of {body}"))
}

#[test]
fn emergency_attendances_of_a_month_add_up_to_england() {
    let Some(folder) = real("emergency_attendances_of_a_month_add_up_to_england") else {
        return;
    };
    let read = read(&folder, &["AE-by-provider-June-2025.xlsx"]);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let england = measure(&read, "A&E attendances, all types", "England");
    let (at, value) = england.actual.last_key_value().unwrap();
    assert_eq!(
        (*at, value.value.to_string().as_str()),
        (month(2025, 6), "2350478")
    );
    let share = measure(&read, "A&E seen within 4 hours, all types", "England");
    assert_eq!(
        share.actual[&month(2025, 6)].value.round_dp(4).to_string(),
        "0.7555"
    );
    let bedford = measure(
        &read,
        "A&E attendances, all types",
        "Bedfordshire Hospitals NHS Foundation Trust",
    );
    assert_eq!(bedford.actual[&month(2025, 6)].value.to_string(), "25273");
    let providers = read.plan.measures.iter().filter(|measure| {
        let code = measure
            .organisation
            .as_ref()
            .and_then(|own| own.code.as_deref());
        measure.name == "A&E attendances, all types"
            && code.is_some_and(|code| !code.starts_with('Q'))
    });
    assert!(providers.count() >= 190);
}

#[test]
fn the_emergency_series_of_the_old_format_is_a_long_monthly_series() {
    let Some(folder) = real("the_emergency_series_of_the_old_format_is_a_long_monthly_series")
    else {
        return;
    };
    let read = read(&folder, &["AE-England-2010-2019.xls"]);
    let attendances = measure(&read, "A&E attendances, all types", "England");
    let (first, value) = attendances.actual.first_key_value().unwrap();
    assert_eq!(
        (*first, value.value.to_string().as_str()),
        (month(2010, 8), "1752381")
    );
    assert!(attendances.actual.len() > 100);
    let share = measure(&read, "A&E seen within 4 hours, all types", "England");
    assert_eq!(
        share.actual[&month(2010, 11)].value.round_dp(4).to_string(),
        "0.9719"
    );
    // The second table on the sheet is of the field testing sites, and not added in.
    let field = measure(
        &read,
        "A&E seen within 4 hours, all types",
        "Field Testing Sites Only",
    );
    assert_eq!(
        field.actual[&month(2010, 11)].value.round_dp(4).to_string(),
        "0.9638"
    );
}

#[test]
fn a_form_without_figures_declares_no_position() {
    let Some(folder) = real("a_form_without_figures_declares_no_position") else {
        return;
    };
    let read = read(
        &folder,
        &["2023-24-NHS-Provider-TAC-illustrative-file.xlsx"],
    );
    let declared = read.plan.position.and_then(|position| position.declared);
    assert_eq!(declared, None);
}

#[test]
fn a_budget_of_a_government_is_no_plan_of_savings_or_waits() {
    let Some(folder) = real("a_budget_of_a_government_is_no_plan_of_savings_or_waits") else {
        return;
    };
    let read = read(&folder, &["scottish-budget-2025-26-level-4.xlsx"]);
    assert_eq!(
        (
            read.plan.savings,
            read.plan.elective,
            read.plan.published.len()
        ),
        (None, None, 0)
    );
}
