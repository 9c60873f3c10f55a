//! Lists of patients, one row for each: ages and days in them are no counts of pathways, and nothing in them is a plan's.

use super::kind::{Kind, Verdict};
use super::table::{Column, Table};
use super::text::{has_any, padded, words};

/// Fewer rows may bear different numbers by chance.
const ROWS_MIN: usize = 4;

/// What numbers one patient, or one wait of one patient.
const NUMBERS_OF_ONE: &str = "patient id; patient identifier; patient ref; patient reference; patient key; person id; \
    person key; nhs number; nhs no; hospital number; hospital no; mrn; ubrn; pathway id; pathway identifier; \
    pathway ref; pathway reference; pathway key; referral id; referral identifier; pseudonym; pseudo id; pseudo nhs number";

/// What the table is, where each of its rows is one patient.
pub(super) fn verdict(table: &Table<'_, '_>) -> Option<Verdict> {
    table.columns.iter().any(numbers_one).then(|| Verdict {
        kind: Kind::Other,
        score: 0,
        evidence: vec![
            "a list of patients, a row for each: no figure in it is a plan's, and it should not travel with one".to_owned(),
        ],
    })
}

fn numbers_one(column: &Column) -> bool {
    let filled = column.numbers + column.texts;
    filled >= ROWS_MIN
        && column.distinct * 10 >= filled * 9
        && has_any(&column.own.padded, NUMBERS_OF_ONE)
}

/// Whether a column is headed as one of ages: "65+" in it are years of a life, and no weeks.
pub(super) fn is_of_ages(header: &str) -> bool {
    has_any(&padded(&words(header)), "age; ages; aged")
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
}
