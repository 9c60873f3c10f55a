//! Lists of patients, one row for each: ages and days in them are no counts of pathways, and nothing in them is a plan's.

use super::kind::{Kind, Verdict};
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::weeks;

/// Fewer rows may bear different numbers by chance.
const ROWS_MIN: usize = 4;

/// What numbers one patient.
const NUMBERS_OF_ONE: &str = "patient id; patient identifier; patient ref; patient reference; patient key; person id; \
    person key; nhs number; nhs no; mrn; ubrn; pseudonym; pseudo id; pseudo nhs number";
/// They number one wait of one patient, or what a service plans: a redesign of the pathway of diabetes, a hospital.
const NUMBERS_OF_EITHER: &str = "pathway id; pathway identifier; pathway ref; pathway reference; pathway key; referral id; \
    referral identifier; hospital number; hospital no";

/// What the table is, where each of its rows is one patient.
pub(super) fn verdict(table: &Table<'_, '_>) -> Option<Verdict> {
    let mut numbering = table.columns.iter().filter(|column| is_distinct(column));
    let is_list = numbering.any(|column| {
        has_any(&column.own.padded, NUMBERS_OF_ONE)
            || (has_any(&column.own.padded, NUMBERS_OF_EITHER) && !plans_money(table))
    });
    is_list.then(|| Verdict {
        kind: Kind::Other,
        score: 0,
        evidence: vec![
            "a list of patients, a row for each: no figure in it is a plan's, and it should not travel with one".to_owned(),
        ],
    })
}

fn is_distinct(column: &Column) -> bool {
    let filled = column.numbers + column.texts;
    filled >= ROWS_MIN && column.distinct * 10 >= filled * 9
}

/// Whether sums of money are planned in it.
fn plans_money(table: &Table<'_, '_>) -> bool {
    let mut values = table.columns.iter().filter(|column| column.is_value());
    values.any(|column| {
        let is_money = table.unit.is_some() || column.facets.unit.is_some();
        is_money && (column.facets.basis.is_some() || column.facets.year.is_some())
    })
}

/// Whether a label under this header is the age of people: "65+" under "Age" are years of a life, and no weeks. Waits
/// have an age too, and say that they are of waits or are told in weeks.
pub(super) fn is_age(header: &str, label: &str) -> bool {
    let says = |text: &str, phrases| has_any(&padded(&words(text)), phrases);
    let of_waits = says(header, "wait; waits; waiting; waited") || weeks::says_week(header);
    says(header, "age; ages; aged") && !of_waits && !weeks::says_week(label)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Plan, Weeks};
    use crate::review::Review;

    fn plan(drawn: &str) -> Plan {
        import(&[workbook(vec![sheet("Data", drawn)])], &Review::default()).plan
    }

    fn rows(from: u32, each: &dyn Fn(u32) -> String) -> String {
        let rows: Vec<String> = (from..from + 6).map(each).collect();
        rows.join("\n")
    }

    #[test]
    fn a_list_of_patients_is_no_trajectory() {
        let list = |id: &str| {
            let row = |at: u32| {
                format!(
                    "K{at}|Elm NHS Trust|>52 weeks|{}|2024-0{}",
                    300 + at,
                    at % 10
                )
            };
            plan(&format!(
                "{id}|Trust|Wait band|Pathways|Month\n{}",
                rows(4, &row)
            ))
        };
        assert_eq!(list("Patient ID").elective, None);
        assert_eq!(list("NHS number").elective, None);
        // Without a number for each they are counts, whatever else is said.
        assert!(list("Ref").elective.is_some());
    }

    #[test]
    fn the_same_number_again_and_again_is_of_no_single_patient() {
        let row = |at: u32| format!("7|Elm NHS Trust|>52 weeks|{}|2024-0{}", 300 + at, at % 10);
        let drawn = format!(
            "Pathway ID|Trust|Wait band|Pathways|Month\n{}",
            rows(4, &row)
        );
        assert!(plan(&drawn).elective.is_some());
    }

    #[test]
    fn those_of_65_and_older_have_not_waited_65_weeks() {
        let months = "Apr-25|May-25|Jun-25";
        let ages = format!(
            "Elective waits 2025/26, pathways over 52 weeks\n\nAge group|{months}\n18 to 64|40|30|20\n65+|20|10|5\nTotal|60|40|25"
        );
        let elective = plan(&ages).elective.unwrap();
        assert!(elective.total(Weeks(65)).is_empty());
        let weeks = ages.replace("Age group", "Longest waits");
        assert!(!plan(&weeks).elective.unwrap().total(Weeks(65)).is_empty());
    }

    #[test]
    fn the_pathways_that_savings_are_planned_on_are_no_patients() {
        let drawn = |head: &str, title: &str| {
            let rows: Vec<String> = (1..=4)
                .map(|at| format!("P{at}|Redesign {at}|{at}00"))
                .collect();
            let rows = rows.join("\n");
            plan(&format!("Fell ICB {title}\n\n{head}\n{rows}")).savings
        };
        for id in ["Pathway ref", "Hospital no", "Referral ID"] {
            let money = drawn(&format!("{id}|Scheme|Plan 2025/26"), "QIPP 2025/26 £000");
            assert_eq!(money.map(|savings| savings.lines.len()), Some(4), "{id}");
        }
        let patients = drawn("NHS number|Scheme|Plan 2025/26", "QIPP 2025/26 £000");
        assert_eq!(patients, None);
    }

    #[test]
    fn the_age_of_a_wait_is_told_in_weeks() {
        for (head, label) in [
            ("Age of wait", "65+"),
            ("Age (weeks)", ">65"),
            ("Age", "65+ weeks"),
            ("Aged", "Over 65 wks"),
        ] {
            let drawn = format!(
                "Elm NHS Trust incomplete pathways 2025/26\n\n{head}|Apr-25|May-25|Jun-25\n52+ weeks|40|30|20\n{label}|9|8|7"
            );
            let elective = plan(&drawn).elective.unwrap();
            assert_eq!(elective.total(Weeks(65)).len(), 3, "{head}: {label}");
        }
    }
}
