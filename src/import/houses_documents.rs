//! Tables that came out of documents, read end to end: papers pasted from Word, reports converted from PDF, returns with
//! their thresholds and questions in words.

use super::fixture::{flagged, pounds, read, target};
use crate::plan::{Elective, Month, Weeks};

fn planned(elective: &Elective, weeks: u16) -> Vec<u64> {
    let months = elective.total(Weeks(weeks));
    let plan = months.values().filter_map(|month| month.plan.as_ref());
    plan.map(|count| count.value).collect()
}

#[test]
fn thresholds_in_years_and_months_are_weeks_by_trust_and_specialty_with_totals_of_each() {
    let block = |threshold: &str, each: [u64; 4]| {
        let [a, b, c, d] = each;
        let row = |trust: &str, part: &str, first: u64, fall: u64| {
            let next = first.saturating_sub(fall);
            format!("{threshold}|{trust}|{part}|{first}|{next}")
        };
        let (cedar, larch) = ("Cedar Vale NHS Trust", "Larch Bay Hospitals NHS Trust");
        [
            row(cedar, "Urology", a, 1),
            row(cedar, "ENT", b, 1),
            row(cedar, "All specialties", a + b, 2),
            row(larch, "Urology", c, 1),
            row(larch, "ENT", d, 1),
            row(larch, "All specialties", c + d, 2),
            row("System total", "All specialties", a + b + c + d, 4),
        ]
        .join("\n")
    };
    let blocks = [
        block("waiting more than 12 months", [90, 80, 60, 50]),
        block("waiting more than 15 months", [9, 8, 7, 6]),
        block("waiting 18 months or longer", [4, 3, 2, 1]),
    ];
    let plan = read(&[(
        "Trajectory",
        &format!(
            "Cedar and Larch system: elective waits 2025/26\n\nThreshold|Trust|Specialty|Apr-25|May-25\n{}",
            blocks.join("\n\n")
        ),
    )]);
    let elective = plan.elective.unwrap();
    assert_eq!(planned(&elective, 52), [280, 276]);
    assert_eq!(planned(&elective, 65), [30, 26]);
    assert_eq!(planned(&elective, 78), [10, 6]);
    assert_eq!(elective.trajectories.len(), 12);
}

#[test]
fn totals_of_specialties_are_found_by_what_adds_up_for_every_measure_and_trust() {
    let rows = |weeks: u16, each: [u64; 4]| {
        let [a, b, c, d] = each;
        format!(
            "{weeks}+ weeks|Cedar Vale NHS Trust|Urology|{a}|{a}\n{weeks}+ weeks|Cedar Vale NHS Trust|ENT|{b}|{b}\n\
             {weeks}+ weeks|Cedar Vale NHS Trust|Trust position|{0}|{0}\n{weeks}+ weeks|Larch Bay NHS Trust|Urology|{c}|{c}\n\
             {weeks}+ weeks|Larch Bay NHS Trust|ENT|{d}|{d}\n{weeks}+ weeks|Larch Bay NHS Trust|Trust position|{1}|{1}",
            a + b,
            c + d
        )
    };
    let plan = read(&[(
        "Trajectory",
        &format!(
            "Elective waits 2025/26\n\nThreshold|Trust|Specialty|Apr-25|May-25\n{}\n{}",
            rows(52, [40, 30, 20, 10]),
            rows(65, [4, 4, 1, 1])
        ),
    )]);
    let elective = plan.elective.unwrap();
    assert_eq!(planned(&elective, 52), [100, 100]);
    assert_eq!(planned(&elective, 65), [10, 10]);
}

#[test]
fn schemes_across_say_in_a_row_whether_they_last_and_whether_they_are_known() {
    let plan = read(&[(
        "Savings",
        "Larch Bay NHS Trust savings plan 2024/25 (£)\n\nScheme no|S1|S2|S3\nScheme|Bed base|Fleet lease|Balance of surgery\n\
         Lead|A Ash|B Elm|none\nBenefit continues beyond 2024/25?|Yes|No|Yes\nScheme identified?|Yes|Yes|No\n\
         Quarter 1|100|10|0\nQuarter 2|100|10|50\nQuarter 3|100|10|50\nQuarter 4|100|10|50\nTotal 2024/25|400|40|150",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.recurrent(), Some(pounds(550)));
    assert_eq!(flagged(&savings), ["Balance of surgery"]);
}

#[test]
fn a_paper_says_what_lasts_and_what_is_missing_in_its_sub_headings() {
    let plan = read(&[(
        "Paper 4",
        "Larch Bay NHS Trust: plan 2024/25\n\nTable 2. Savings 2024/25 (£000; reductions in brackets)\n\
         Scheme|Executive|Plan\n|lead|2024/25\n\
         a) Recurrent\nTheatre scheduling redesign²|COO|'(1,100)\n\
         Loan equipment: return of unused\nstock to suppliers|COO|'(210)\n\n\
         Page 2 of 3\n\n\
         Larch Bay NHS Trust: plan 2024/25\nTable 2. Savings 2024/25 (£000), continued\nScheme|Executive|Plan\n|lead|2024/25\n\
         a) Recurrent, continued\nSingle point of access and\nshared rotas|CNO|'(90)\n\
         b) Non-recurrent\nVacancy control, first half|CPO|'(400)\n\
         c) Not yet backed by schemes\nMedicine division|COO|'(700)\nEstates division (remainder of\nthe division)|CFO|'(300)\n\
         Total savings||'(2,800)\nSavings requirement 2024/25||'(3,000)\n² Net of cost.",
    )]);
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 6);
    assert_eq!(savings.total().value, pounds(2_800_000));
    assert_eq!(savings.recurrent(), Some(pounds(1_400_000)));
    assert_eq!(
        flagged(&savings),
        [
            "Medicine division",
            "Estates division (remainder of the division)"
        ]
    );
    assert_eq!(
        savings.lines[1].name,
        "Loan equipment: return of unused stock to suppliers"
    );
    assert_eq!(target(&savings), Some(pounds(3_000_000)));
}

#[test]
fn a_section_goes_on_over_the_page_without_its_heading() {
    let head = "Scheme|Executive|Plan £000";
    let savings = read(&[(
            "Paper 4",
            &format!(
                "Larch Bay NHS Trust: savings plan 2024/25\n\nTable 2. Savings 2024/25\n{head}\n\
                 Recurrent\nTheatre lists|COO|300\nNon-recurrent\nVacancy control|CPO|90\nRates rebate|CFO|60\n\
                 Carried forward||450\n\n\nTable 2. Savings 2024/25 (continued)\n{head}\nBrought forward||450\nSale of plant|CFO|50\nNo scheme yet\n\
                 Medicine|COO|200\nTotal||700"
            ),
        )])
        .savings
        .unwrap();
    assert_eq!(savings.lines.len(), 5);
    assert_eq!(savings.recurrent(), Some(pounds(300_000)));
    let one_off = savings.lines[3].recurrence;
    assert_eq!(one_off, Some(crate::plan::Recurrence::NonRecurrent));
    assert_eq!(flagged(&savings), ["Medicine"]);
}

#[test]
fn waits_of_a_paper_have_their_months_over_their_years_and_dashes_for_nobody() {
    let plan = read(&[(
        "Paper 4",
        "Larch Bay NHS Trust: plan 2024/25\n\nTable 3. Patients on the waiting list at month end, 2024/25\n\
         |Oct|Nov|Dec|Jan\n|'2024|'2024|'2024|'2025\nReferral to treatment:\n\
         patients waiting more than a year|'1,050|90|70|40\npatients waiting more than 65 weeks³|12|3|–|–\n\n\
         Page 3 of 3\n\nTable 3. Patients on the waiting list at month end, 2024/25, continued\n\
         |Feb|Mar\n|'2025|'2025\nReferral to treatment:\n\
         patients waiting more than a year|20|10\npatients waiting more than 65 weeks³|–|–",
    )]);
    let elective = plan.elective.unwrap();
    assert_eq!(planned(&elective, 52), [1_050, 90, 70, 40, 20, 10]);
    assert_eq!(planned(&elective, 65), [12, 3, 0, 0, 0, 0]);
    let last = elective.total(Weeks(52)).into_keys().next_back();
    let march = Month {
        year: 2025,
        month: 3,
    };
    assert_eq!(last, Some(march));
}

#[test]
fn a_row_of_dashes_alone_plans_nothing() {
    let plan = read(&[(
        "Waits",
        "Larch Bay NHS Trust RTT waits 2024/25\n\nMeasure|Apr-24|May-24|Jun-24\n52+ weeks|12|11|10\n65+ weeks|–|–|–",
    )]);
    let elective = plan.elective.unwrap();
    assert_eq!(planned(&elective, 52), [12, 11, 10]);
    assert!(planned(&elective, 65).is_empty());
}

#[test]
fn a_report_out_of_a_pdf_carries_its_sums_over_the_page() {
    let head =
        "||Lead|Rec /|2024/25|Full year\nRef|Scheme|director|non-rec|plan|effect\n||||£’000|£’000";
    let plan = read(&[
        (
            "Page 8",
            &format!(
                "NHS Larch Bay Integrated Care Board\n\nTable 5: Efficiency programme 2024/25\n{head}\n\
                 Q1|Prescribing switches¹|CMO|Rec|'2 100|'2 500\nQ2|Continuing healthcare: reviews of\n\
                 |the largest packages|CNO|Rec|'3\u{a0}000|'3 400\n|Carried forward|||'5 100|'5 900\n\n\n8",
            ),
        ),
        (
            "Page 9",
            &format!(
                "NHS Larch Bay Integrated Care Board\n\nTable 5: Efficiency programme 2024/25 (continued)\n{head}\n\
                 |Brought forward|||'5 100|'5 900\nQ3|Estates void costs|CFO|Non-rec|'400|–\n\
                 Q4|Sums for which no scheme has yet\n|been put forward²|CFO|Rec|'1 500|'1 500\n\
                 |Total efficiency programme|||'7 000|'7 400\n|Efficiency requirement 2024/25|||'8 000\n\n² As at April.\n9",
            ),
        ),
    ]);
    assert!(!plan.stated_totals.is_empty());
    for total in &plan.stated_totals {
        assert_eq!(
            total.stated.value, total.recomputed.value,
            "{}",
            total.label
        );
    }
    let savings = plan.savings.unwrap();
    assert_eq!(savings.lines.len(), 4);
    assert_eq!(savings.total().value, pounds(7_000_000));
    assert_eq!(savings.recurrent(), Some(pounds(6_600_000)));
    assert_eq!(
        flagged(&savings),
        ["Sums for which no scheme has yet been put forward²"]
    );
    assert_eq!(savings.lines[1].reference.as_deref(), Some("Q2"));
    assert_eq!(target(&savings), Some(pounds(8_000_000)));
}
