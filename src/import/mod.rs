//! Cells → plan, by what headers and cells say and never by fixed addresses. Never fails: what is wrong is a finding,
//! what is not understood is listed in the coverage.

mod account;
mod account_columns;
mod account_lines;
mod account_rows;
mod account_signs;
mod account_words;
mod across;
mod announced;
mod around;
mod as_at;
mod asks;
mod assemble;
mod balance;
mod balancing;
mod bands;
mod beside;
mod blank_form;
mod bodies;
mod body_subtotals;
mod boxes;
mod called_savings;
mod chosen_position;
mod closing_dates;
mod codes;
mod column_meaning;
mod column_words;
mod columns;
mod contents;
mod correct;
#[cfg(test)]
mod corrections;
mod counted;
mod coverage;
mod crossed;
mod cumulative;
mod declared_waits;
mod elective;
#[cfg(test)]
mod fixture;
mod footnotes;
mod gather;
mod goes_on;
mod governance;
mod grid;
mod handed_in;
mod headed_year;
mod header;
mod header_role;
mod header_rows;
mod heard;
mod house;
#[cfg(test)]
mod houses;
#[cfg(test)]
mod houses_books;
#[cfg(test)]
mod houses_documents;
#[cfg(test)]
mod houses_heads;
#[cfg(test)]
mod houses_listings;
#[cfg(test)]
mod houses_returns;
#[cfg(test)]
mod houses_sums;
#[cfg(test)]
mod houses_words;
mod hygiene;
mod impose;
mod income_above;
mod key_figures;
mod keys;
mod kind;
mod kind_waits;
mod lasting;
mod lasting_marks;
mod ledger;
mod ledger_gaps;
mod ledger_return;
mod ledger_table;
mod legend;
mod legend_lasting;
mod legend_places;
mod legend_states;
mod legend_words;
mod lists_by_year;
mod locate;
mod long_form;
mod magnitude;
mod missing_by_body;
mod missing_columns;
mod monthly;
mod names;
mod negations;
mod no_scheme;
mod not_added;
mod not_yet;
mod noted;
mod number_runs;
mod numbered_titles;
mod one_unit;
mod only_forecast;
mod outturns;
mod over;
mod owners;
mod page;
mod pages;
mod parents;
mod parts_headed;
mod patients;
mod periods;
mod phases;
mod phrases;
mod pivot_rows;
mod pooled;
mod position;
mod published;
mod ranges;
mod recurrence;
mod recut;
mod region;
mod remark;
mod repeats;
mod required;
mod roles_by_contents;
mod roll_up;
mod row_types;
mod rows;
mod rows_by_month;
mod rows_left_empty;
mod rows_of_year;
mod said_of_others;
mod savings;
mod savings_ahead;
mod scores;
mod seen;
mod several;
mod signs;
mod sisters;
mod spans;
mod specialties;
mod spoken;
mod states;
mod subjects;
mod sums;
mod superseded;
mod table;
mod tabs;
mod tally;
mod target;
mod target_parts;
mod target_proved;
mod text;
mod told_again;
mod totals;
mod typed;
mod unidentified;
mod units;
mod value_score;
mod values;
mod variances;
mod versions;
mod vocabulary;
mod voice;
mod wait_bands;
mod wait_rows;
mod wait_sections;
mod wait_totals;
mod wait_whole;
mod walk_columns;
mod walk_results;
mod weeks;
mod weeks_across;
mod weeks_down;
mod within_18;
mod without_result;
mod workforce;
mod wrapped;
mod year;
mod year_end;

pub use coverage::{
    ColumnMeaning, CorrectionOutcome, Coverage, NotUnderstood, Outcome, SheetCoverage,
    TableCoverage, TableKind,
};

pub use tally::{Class, Numbers, Tally};

pub use hygiene::{ERROR_IN_FIGURES, HIDDEN_SHEETS, HYGIENE, is_hygiene};

pub use published::PUBLISHED_TOTAL_DIFFERS;
pub use remark::is_remark;
pub use several::{
    Card, OpenFiles, PlanFiles, RETURN_GIVEN_TWICE, RETURN_MISSING, SUBMISSION_SUPERSEDED, groups,
    plans, plans_beside, together,
};

use crate::finding::{Explanation, Finding};
use crate::plan::{Absent, Late, Plan, Return};
use crate::policy::WordPolicy;
use crate::review::{Review, TableMark};
use crate::workbook::{Area, Sheet, Workbook};

/// Everything that was made of the workbooks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    pub plan: Plan,
    pub coverage: Coverage,
    /// Faults seen while reading: text where a number should stand, a formula never calculated.
    pub findings: Vec<Finding>,
    /// What was looked for in the spreadsheet and not found, in display order.
    pub passed: Vec<&'static Explanation>,
    /// What could not be looked for, and what is missing.
    pub not_checked: Vec<(&'static Explanation, &'static str)>,
    /// Earlier submissions of the same plan, the latest first.
    pub earlier: Vec<Plan>,
    /// What became of each workbook, in the order given.
    pub returns: Vec<Return>,
    /// Bodies that are named and handed in nothing, where others did.
    pub absent: Vec<Absent>,
    /// Bodies whose return is behind those of the others.
    pub late: Vec<Late>,
    /// How each workbook is known among others, in the order given; empty where there is only one.
    pub cards: Vec<Card>,
}

/// What import itself can find, explained like the rules.
pub fn faults() -> impl Iterator<Item = &'static Explanation> {
    let several = [
        &RETURN_MISSING,
        &RETURN_GIVEN_TWICE,
        &SUBMISSION_SUPERSEDED,
        &PUBLISHED_TOTAL_DIFFERS,
    ];
    HYGIENE.into_iter().chain(several)
}

/// Reads the workbooks of one plan. The result does not depend on the order of anything but the workbooks.
pub fn import(workbooks: &[Workbook], review: &Review) -> Imported {
    import_as(workbooks, review, &WordPolicy::default())
}

/// The same where the policy says what words mean.
pub fn import_as(workbooks: &[Workbook], review: &Review, words: &WordPolicy) -> Imported {
    match workbooks {
        [] | [_] => assemble::import(workbooks, review, words),
        _ => several::import(workbooks, review, words),
    }
}

/// What cells that no table was found in are known by, once the reviewer says that they are one; the first row holds
/// the headers.
pub fn mark_of(sheet: &Sheet, area: Area) -> TableMark {
    locate::mark_of(sheet, area)
}

#[cfg(test)]
mod tests {
    use super::fixture::{sheet, workbook};
    use super::*;
    use crate::plan::{Money, Unit};
    use crate::review::{Correction, Decision};
    use crate::workbook::{Cell, Value, Visibility};
    use proptest::prelude::*;

    fn read(sheets: Vec<crate::workbook::Sheet>) -> Imported {
        import(&[workbook(sheets)], &Review::default())
    }

    const TRACKER: &str = "Oakmere NHS Trust CIP 2023/24\nAll figures £000\n\nRef|Scheme|Lead|R/NR|Status|Plan 23/24|FYE 24/25\nS1|Theatres|COO|R|Fully developed|'1,240|1900\nS2|Agency|CNO|NR|Opportunity|600|0\n|To be identified||R|Unidentified|160|160\n|Total||||760|\n\n|CIP target||||2500|";

    #[test]
    fn a_tracker_is_read_with_its_target_and_its_unidentified_line() {
        let savings = read(vec![sheet("CIP", TRACKER)]).plan.savings.unwrap();
        assert_eq!(savings.lines.len(), 3);
        assert_eq!(savings.total().value, Money::from_pounds(2_000_000));
        assert_eq!(savings.unidentified().value, Money::from_pounds(160_000));
        assert_eq!(
            savings.target.as_ref().unwrap().value,
            Money::from_pounds(2_500_000)
        );
        assert_eq!(savings.recurrent(), Some(Money::from_pounds(1_400_000)));
    }

    #[test]
    fn a_measure_may_head_the_column_of_bodies() {
        let waits = "Elective plan 2025/26, month end\n\nPathways waiting over 52 weeks|Apr-25|May-25|Jun-25\nTamberley NHS Trust|1490|1430|1360\nOxmere NHS Trust|610|590|565\nSystem total|2100|2020|1925";
        let elective = read(vec![sheet("Elective", waits)]).plan.elective.unwrap();
        let total = elective.total(crate::plan::Weeks(52));
        let planned: Vec<u64> = total
            .values()
            .filter_map(|both| Some(both.plan.as_ref()?.value))
            .collect();
        assert_eq!(planned, [2100, 2020, 1925]);
    }

    #[test]
    fn a_figure_of_two_thousand_is_no_year() {
        let summary = "Oakmere ICS plan 2023/24, £000\n\nOrganisation|Planned surplus/(deficit)\nNHS Oakmere ICB|2000\nOakmere NHS Trust|-12000\nSystem total|-10000";
        let position = read(vec![sheet("Summary", summary)]).plan.position.unwrap();
        assert_eq!(
            position.declared.unwrap().value,
            Money::from_pounds(-10_000_000)
        );
        assert_eq!(position.organisations.len(), 2);
    }

    #[test]
    fn a_number_typed_as_text_is_read_and_reported_with_its_pounds() {
        let imported = read(vec![sheet("CIP", TRACKER)]);
        let [finding] = imported.findings.as_slice() else {
            panic!("{:?}", imported.findings)
        };
        assert_eq!(finding.about.id, "number-typed-as-text");
        assert!(is_hygiene(finding.about.id));
        assert_eq!(finding.cells[0].to_string(), "CIP!F5");
        assert_eq!(finding.pounds(), Money::from_pounds(1_240_000));
        // The workbook's own total leaves the text out; ours does not.
        let total = &imported.plan.stated_totals[0];
        assert_eq!(
            total.recomputed.value - total.stated.value,
            Money::from_pounds(1_240_000)
        );
    }

    #[test]
    fn a_formula_never_calculated_is_no_zero() {
        let mut tracker = sheet("CIP", TRACKER);
        tracker.insert(5, 5, Cell::new(Value::NotCalculated));
        let imported = read(vec![tracker]);
        assert!(
            imported
                .findings
                .iter()
                .any(|finding| finding.about.id == "formula-never-calculated")
        );
        assert_eq!(imported.plan.savings.unwrap().lines.len(), 2);
        assert_eq!(imported.coverage.not_understood.len(), 1);
    }

    #[test]
    fn a_hidden_sheet_is_left_out_and_says_so() {
        let mut old = sheet("Old", TRACKER);
        old.visibility = Visibility::VeryHidden;
        let imported = read(vec![old]);
        assert!(imported.plan.is_empty());
        assert!(
            imported.coverage.sheets[0]
                .taken_for
                .starts_with("left out")
        );
    }

    #[test]
    fn a_sheet_that_lists_the_lines_again_is_counted_once() {
        let again = "All schemes\n\nScheme|Plan 23/24 £k\nTheatres|1240\nAgency|600\nTo be identified|160\nTotal|2000";
        let imported = read(vec![sheet("CIP", TRACKER), sheet("All savings", again)]);
        assert_eq!(imported.plan.savings.unwrap().lines.len(), 3);
        assert_eq!(
            imported.coverage.sheets[1].tables[0].kind,
            TableKind::Repeat
        );
    }

    #[test]
    fn the_unit_and_the_meaning_of_each_column_are_told() {
        let imported = read(vec![sheet("CIP", TRACKER)]);
        let table = &imported.coverage.sheets[0].tables[0];
        assert_eq!(
            (table.kind, table.unit, table.lines),
            (TableKind::Savings, Unit::Thousands, 3)
        );
        let meanings: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.meaning.as_str())
            .collect();
        assert_eq!(
            meanings,
            [
                "reference",
                "name",
                "owner",
                "recurrence",
                "status",
                "in-year plan value",
                "full year effect"
            ]
        );
    }

    #[test]
    fn schemes_side_by_side_are_read_across() {
        let across = "Oakmere NHS Trust CIP 2024/25 (£000)\n\nScheme|Theatres|Drugs|Unidentified|Total\nScheme lead|AB|CD||\nRecurrent?|Y|N|Y|\nPlan 2024/25|1200|300|700|2200\nFYE|1500|0|700|2200";
        let savings = read(vec![sheet("CIP", across)]).plan.savings.unwrap();
        assert_eq!(savings.lines.len(), 3);
        assert_eq!(savings.unidentified().value, Money::from_pounds(700_000));
    }

    #[test]
    fn the_reviewer_chooses_between_rival_positions() {
        let account = |deficit: i32| {
            format!(
                "Ribble ICS plan 2024/25 £m\n\n|ICB £m|Trust £m|System £m\nIncome|100|50|150\nPay|-1|-40|-41\nNon-pay|-99|-{}|-{}\nSurplus/(deficit)|0|{deficit}|{deficit}",
                10 - deficit,
                109 - deficit
            )
        };
        let sheets = vec![
            sheet("Plan", &account(-5)),
            sheet("Resubmission", &account(-2)),
        ];
        let undecided = read(sheets.clone()).plan.position.unwrap();
        assert_eq!((undecided.declared, undecided.candidates.len()), (None, 2));
        let resubmitted = undecided.candidates.last().unwrap();
        let cell = &resubmitted.value.cells[0];
        assert_eq!(cell.to_string(), "Resubmission!D7");
        let mut review = Review::default();
        let chosen = Correction::declared_position(cell, &resubmitted.label);
        review.apply(&Decision::Correct(Box::new(chosen)));
        let decided = |sheets: Vec<crate::workbook::Sheet>| {
            let read = import(&[workbook(sheets)], &review);
            let position = read.plan.position.unwrap();
            (
                position.declared.map(|one| one.value),
                read.coverage.corrections[0].outcome,
            )
        };
        let two = (Some(Money::from_pounds(-2_000_000)), Outcome::Applied);
        assert_eq!(decided(sheets), two);
        // A month later two rows further down, and the sheets have other names.
        let later =
            |name: &str, deficit: i32| sheet(name, &format!("July\nDraft\n{}", account(deficit)));
        assert_eq!(
            decided(vec![later("Plan", -5), later("Resubmission", -2)]),
            two
        );
        let both = vec![later("Plan May", -5), later("Plan July", -2)];
        assert_eq!(decided(both), (None, Outcome::SeveralPositions(2)));
    }

    /// Whether a drawn cell holds a number, as one or as text.
    fn is_numeric(drawn: &str) -> bool {
        let drawn = drawn.trim();
        let typed = drawn.strip_prefix('\'').unwrap_or(drawn);
        drawn.parse::<f64>().is_ok() || super::grid::number_in_text(typed).is_some()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_grid_is_read_without_panic(cells in proptest::collection::vec(proptest::sample::select(vec![
            "", "", "", "Scheme", "Ref", "CIP target", "Total", "Unidentified", "R/NR", "R", "Plan 23/24 £k", "M1", "M2", "M3", "Apr-23", "May-23", "Q1", "Q2",
            "1", "2", "3.5", "-4", "'1,2", "'(5)", "#REF!", "65+ weeks", "52", "Surplus/(deficit)", "Income", "Pay", "Organisation", "X NHS Trust", "System", "Status", "£m", "-", "79228162514264337593543950335", "1e20", "é£—", "Month", "FY", "m", "(", "2023/24", "Line", "EFF0100", "31/03/2024 YE", "Year ending", "Group surplus/(deficit)", "Maturity: 0 = no scheme", "Recurrent", "x", "0", "12", "Mar-24", "Total", "CIP requirement",
        ]), 1..160), width in 1_usize..9) {
            let drawn: Vec<String> = cells.chunks(width).map(|row| row.join("|")).collect();
            let imported = read(vec![sheet("CIP 52 weeks", &drawn.join("\n")), sheet("Plan", &drawn.join("\n"))]);
            prop_assert_eq!(imported.coverage.sheets.len(), 2);
            for (sheet, read) in [drawn.join("\n"), drawn.join("\n")].iter().zip(&imported.coverage.sheets) {
                let numbers = sheet.lines().flat_map(|line| line.split('|')).filter(|text| is_numeric(text)).count();
                prop_assert_eq!(read.numbers.tally.sum(), numbers);
                let listed: usize = Class::ALL.iter().map(|class| read.numbers.cells_of(*class).count()).sum();
                prop_assert_eq!(listed, numbers);
            }
        }
    }
}
