//! What a board pack is called, in its own title and in the folder it is saved to.

use super::pdf::PackInfo;
use crate::assessment::Assessment;
use crate::workbook::{Workbook, fingerprint};

/// Longest part of a file name that comes from the plan's name; folders and clouds add to it.
const LONGEST_NAME: usize = 80;

/// The title that a PDF reader shows: "Tamarside ICS, 2023/24: what the plan rests on".
pub fn info(assessment: &Assessment) -> PackInfo {
    let year = assessment.case.plan.year.as_ref();
    let year = year.map(|year| format!(", {}", year.value));
    PackInfo {
        title: format!(
            "{}{}: what the plan rests on",
            name(assessment),
            year.unwrap_or_default()
        ),
    }
}

/// `Tamarside ICS 2023-24 board pack 3f9a41c2.pdf`: the start of the workbook's fingerprint tells the packs of two
/// versions of a plan apart, which have one name and one year; of several workbooks, that of all their fingerprints.
pub fn file_name(assessment: &Assessment) -> String {
    let year = assessment.case.plan.year.as_ref();
    let parts = [
        Some(name(assessment)),
        year.map(|year| year.value.to_string().replace('/', "-")),
        Some("board pack".to_owned()),
        fingerprint_of(&assessment.workbooks).map(|all| all.chars().take(8).collect()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| allowed(&part))
        .filter(|part| !part.is_empty())
        .collect();
    format!("{}.pdf", parts.join(" "))
}

/// The same whatever the order in which the workbooks were opened.
fn fingerprint_of(workbooks: &[Workbook]) -> Option<String> {
    let mut all: Vec<&str> = workbooks.iter().map(|one| &*one.fingerprint).collect();
    all.sort_unstable();
    match all.as_slice() {
        [] => None,
        [only] => Some((*only).to_owned()),
        several => Some(fingerprint(several.concat().as_bytes())),
    }
}

fn name(assessment: &Assessment) -> String {
    let plan = &assessment.case.plan;
    if !plan.name.trim().is_empty() {
        return plan.name.trim().to_owned();
    }
    let file = assessment
        .workbooks
        .first()
        .map(|book| book.name.to_string());
    file.map_or_else(
        || "Operating plan".to_owned(),
        |file| {
            file.rsplit_once('.')
                .map_or(file.clone(), |(stem, _)| stem.to_owned())
        },
    )
}

/// Without what Windows forbids in a file name, and without what hides it on other systems.
fn allowed(part: &str) -> String {
    let kept: String = part
        .chars()
        .map(|c| {
            if c.is_control() || r#"<>:"/\|?*"#.contains(c) {
                ' '
            } else {
                c
            }
        })
        .take(LONGEST_NAME)
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    words.join(" ").trim_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Case, FinancialYear, Sourced};

    fn of(name: &str, fingerprint: &str) -> Assessment {
        let mut case = Case::default();
        case.plan.name = name.to_owned();
        case.plan.year = Some(Sourced::new(FinancialYear(2023), Vec::new()));
        Assessment {
            case: case.into(),
            workbooks: [Workbook {
                name: "Plan v4.2.xlsx".into(),
                fingerprint: fingerprint.to_owned(),
                ..Workbook::default()
            }]
            .into(),
            ..Assessment::default()
        }
    }

    #[test]
    fn a_pack_is_named_for_its_plan_its_year_and_its_workbook() {
        let draft = file_name(&of("Tamarside ICS", "3f9a41c2d0"));
        assert_eq!(draft, "Tamarside ICS 2023-24 board pack 3f9a41c2.pdf");
        assert_ne!(draft, file_name(&of("Tamarside ICS", "aa00bb11cc")));
    }

    #[test]
    fn a_pack_of_several_workbooks_is_named_for_all_of_them_in_any_order() {
        let of_both = |first: &str, second: &str| {
            let books = [first, second].map(|fingerprint| Workbook {
                fingerprint: fingerprint.to_owned(),
                ..Workbook::default()
            });
            file_name(&Assessment {
                workbooks: books.into(),
                ..of("Tamarside ICS", "")
            })
        };
        assert_eq!(of_both("3f9a", "aa00"), of_both("aa00", "3f9a"));
        assert_ne!(of_both("3f9a", "aa00"), of_both("3f9a", "bb11"));
    }

    #[test]
    fn a_name_cannot_lead_out_of_the_folder() {
        let name = file_name(&of("../..\\etc: \"Trust\" <A|B>?", "3f9a41c2"));
        assert!(!name.contains(['/', '\\', ':', '"', '<', '>', '|', '?']));
        assert!(!name.starts_with('.'));
    }

    #[test]
    fn a_plan_without_a_name_goes_by_its_file() {
        assert!(file_name(&of("", "3f9a41c2")).starts_with("Plan v4.2 2023-24"));
        assert!(info(&of("", "")).title.starts_with("Plan v4.2, 2023/24"));
    }
}
