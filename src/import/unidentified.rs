//! Whether a line of the savings plan has a scheme behind it. Evidence is weighed, because schemes are named after
//! gaps, stretchers and unidentified patients too.

use super::voice::{self, Voice};
use crate::plan::Evidence;
use crate::workbook::CellRef;

/// Everything about a line that bears on the question.
#[expect(
    clippy::struct_excessive_bools,
    reason = "signs are independent of each other"
)]
#[derive(Debug, Clone, Default)]
pub(super) struct Signs {
    pub(super) name: String,
    /// The policy says that words of this name say nothing.
    pub(super) excused: bool,
    /// A description that says that there is no scheme, with its cell.
    pub(super) description: Option<(String, CellRef)>,
    pub(super) status_unidentified: bool,
    pub(super) identified_no: bool,
    pub(super) section_unidentified: bool,
    pub(super) below_the_line: bool,
    /// A status that says work has been done.
    pub(super) developed: bool,
    pub(super) has_reference: bool,
    /// Whether the table has references, so that a blank says something.
    pub(super) reference_asked: bool,
    pub(super) has_owner: bool,
    /// Whether the table has an owner column, so that a blank says something.
    pub(super) owner_asked: bool,
    /// Whether the table has months or quarters and this line has none.
    pub(super) unphased: bool,
    /// Everything in the last quarter.
    pub(super) late: bool,
    /// Risk is high, or its colour red.
    pub(super) high_risk: bool,
    /// Trustwide, all, system: nobody's.
    pub(super) nobodys: bool,
    pub(super) round: bool,
}

/// What speaks against a scheme behind a line, kept apart by its weight.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Weighed {
    /// Reasons to call the line unidentified, the telling one first; empty for a scheme.
    pub(super) strong: Vec<Evidence>,
    /// What was not enough by itself: the line counts as a scheme, and somebody should look at it.
    pub(super) weak: Vec<Evidence>,
}

/// With fewer signs than this, a line whose words say nothing against it is left alone.
const STRUCTURE_MIN: u32 = 4;

/// Weighs all signs of a line.
pub(super) fn reasons(signs: &Signs, cell: &CellRef) -> Weighed {
    let (mut strong, mut weak) = (Vec::new(), Vec::new());
    let evidence = |reason: String, by_name: bool| Evidence {
        reason,
        cell: cell.clone(),
        by_name,
    };
    let (weight, signals) = second_signals(signs);
    let with_signals = |said: &str| {
        if signals.is_empty() {
            said.to_owned()
        } else {
            format!("{said}, and {}", signals.join(" and "))
        }
    };
    if signs.status_unidentified {
        strong.push(evidence("status is Unidentified".to_owned(), false));
    }
    if signs.identified_no {
        strong.push(evidence("marked as not identified".to_owned(), false));
    }
    if signs.section_unidentified {
        strong.push(evidence(
            "under a heading of unidentified schemes".to_owned(),
            false,
        ));
    }
    if signs.below_the_line {
        strong.push(evidence(
            "stands below the total of identified schemes".to_owned(),
            false,
        ));
    }
    match (voice::of_name(&signs.name), &signs.description) {
        _ if signs.excused => {}
        (Voice::Strong, _) => {
            let said = format!("its name says so: \u{201c}{}\u{201d}", signs.name);
            strong.push(evidence(said, true));
        }
        (_, Some((text, at))) => strong.push(Evidence {
            reason: format!("its description says so: \u{201c}{text}\u{201d}"),
            cell: at.clone(),
            by_name: false,
        }),
        (Voice::Weak, None) => {
            let said = with_signals(&format!(
                "its name is a placeholder (\u{201c}{}\u{201d})",
                signs.name
            ));
            if weight >= needed(signs) {
                strong.push(evidence(said, true));
            } else if weight > 0 && !voice::is_of_something_else(&signs.name) {
                // A word alone is in many a scheme's name: "Stretch hosiery framework".
                weak.push(evidence(said, true));
            }
        }
        (Voice::Silent, None) if voice::is_nondescript(&signs.name) => {
            let said = with_signals(&format!(
                "its name tells of no scheme (\u{201c}{}\u{201d})",
                signs.name
            ));
            // Words that say nothing need more beside them than words of a placeholder.
            if weight > needed(signs) {
                strong.push(evidence(said, true));
            } else if weight > 0 {
                weak.push(evidence(said, true));
            }
        }
        (Voice::Silent, None) if weight >= STRUCTURE_MIN && !signs.developed => {
            weak.push(evidence(signals.join(" and "), false));
        }
        (Voice::Silent, None) => {}
    }
    if signs.name.is_empty() && !signs.has_owner && !signs.has_reference {
        strong.push(evidence("it has a value but no name".to_owned(), false));
    }
    // Once a line counts as unidentified, its doubts are settled.
    if !strong.is_empty() {
        weak.clear();
    }
    Weighed { strong, weak }
}

/// A worked scheme needs more against it than one that nobody owns.
fn needed(signs: &Signs) -> u32 {
    2 + 2 * u32::from(signs.developed) + u32::from(signs.has_owner)
}

/// What else speaks against a scheme, and how much.
fn second_signals(signs: &Signs) -> (u32, Vec<&'static str>) {
    let signals = [
        (signs.unphased, 2, "it has no months"),
        (signs.owner_asked && !signs.has_owner, 2, "nobody owns it"),
        (
            signs.reference_asked && !signs.has_reference,
            1,
            "it has no reference",
        ),
        (
            signs.late && signs.high_risk,
            1,
            "all of it is late and at high risk",
        ),
        (signs.nobodys, 1, "it belongs to nobody"),
        (signs.round, 1, "its value is round"),
    ];
    let held = signals.iter().filter(|(held, _, _)| *held);
    (
        held.clone().map(|(_, weight, _)| weight).sum(),
        held.map(|(_, _, words)| *words).collect(),
    )
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::read;

    #[test]
    fn it_is_said_whether_the_name_or_the_description_speaks_against_a_scheme() {
        let drawn = "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Notes|Lead|Plan 2025/26\nOrthopaedic beds|No scheme identified|COO|600\nBank|Fewer shifts by rota|COO|500\nSavings to be identified|No scheme identified|CP|400";
        let savings = read(&[("CIP", drawn)]).savings.unwrap();
        let said = |at: usize| -> Vec<(String, String, bool)> {
            let all = savings.lines[at].unidentified.iter();
            all.map(|own| (own.reason.clone(), own.cell.to_string(), own.by_name))
                .collect()
        };
        assert_eq!(
            said(0),
            [(
                "its description says so: \u{201c}No scheme identified\u{201d}".to_owned(),
                "CIP!B4".to_owned(),
                false
            )]
        );
        assert!(said(1).is_empty());
        assert_eq!(
            said(2),
            [(
                "its name says so: \u{201c}Savings to be identified\u{201d}".to_owned(),
                "CIP!A6".to_owned(),
                true
            )]
        );
    }
}
