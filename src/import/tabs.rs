//! What the tabs of sheets say where nothing on the sheets does: a body's name, or that a sheet is about all bodies.

use super::header::Facets;
use super::page::Page;
use super::text::{has_any, padded, words};
use super::{names, weeks};

/// Whether a tab is called by a name: neither by what stands on it, nor by a version of it, nor by a number.
pub(super) fn is_name(tab: &str) -> bool {
    let all = words(tab);
    let padded = padded(&all);
    let facets = Facets::of(tab);
    let about = has_any(
        &padded,
        "wait; waits; waiting; rtt; elective; trajectory; trajectories; pathways; list; long; plan; actual; data; sheet; \
         table; summary; total; draft; final; version; submission; old; new; copy; v1; v2; v3; v4; previous; revised; \
         original; latest; current; refresh; update; specialty; specialties; backlog; performance",
    );
    !about && !facets.recognised() && !names::is_whole(tab) && tab.chars().any(char::is_alphabetic)
}

/// Whether a sheet is about all bodies: its tab says so, or the line that heads it.
pub(super) fn is_of_all(page: &Page<'_>) -> bool {
    if page.organisation.is_some() {
        return false;
    }
    let says = |text: &str| {
        names::is_whole(text)
            && weeks::counted(text).is_none()
            && words(text).len() <= HEADING_WORDS_MAX
    };
    says(page.grid.sheet.name()) || page.head.split(" | ").next().is_some_and(says)
}

/// A heading is no sentence.
const HEADING_WORDS_MAX: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Month, Weeks};
    use crate::review::Review;

    #[test]
    fn a_tab_may_be_called_by_a_name_or_by_what_stands_on_it() {
        for tab in ["Roxmoor General", "Dale Hospitals", "Northside", "RXC"] {
            assert!(is_name(tab), "{tab}");
        }
        for tab in [
            "RTT",
            "52 weeks",
            "Plan v2",
            "System",
            "Long waits",
            "Apr-25",
            "2",
        ] {
            assert!(!is_name(tab), "{tab}");
        }
    }

    #[test]
    fn the_same_specialties_on_the_tabs_of_several_sites_are_added_up_and_their_system_is_not() {
        let site = |plan: [u32; 2]| {
            format!(
                "Pathways by specialty\n\nOver 52 weeks - plan|Apr-25|May-25|Jun-25\nENT|{}|8|7\nUrology|{}|3|2",
                plan[0], plan[1]
            )
        };
        let system = "System total\n\nOver 52 weeks|Apr-25|May-25|Jun-25\nPlan|36|20|16";
        let sheets = vec![
            sheet("System", system),
            sheet("Roxmoor General", &site([10, 4])),
            sheet("Dale Hospitals", &site([20, 2])),
        ];
        let elective = import(&[workbook(sheets)], &Review::default())
            .plan
            .elective
            .unwrap();
        let april = Month {
            year: 2025,
            month: 4,
        };
        let total = elective.total(Weeks(52));
        assert_eq!(total[&april].plan.as_ref().unwrap().value, 36);
        assert_eq!(elective.trajectories.len(), 4);
    }
}
