//! Whether a line of the savings plan has a scheme behind it. Evidence is weighed, because schemes are named after
//! gaps, stretchers and unidentified patients too.

use super::voice::{self, Voice};
use crate::plan::Evidence;
use crate::workbook::CellRef;

/// Everything about a line that bears on the question.
#[derive(Debug, Clone, Default)]
pub(super) struct Signs {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) status_unidentified: bool,
    pub(super) identified_no: bool,
    pub(super) section_unidentified: bool,
    pub(super) below_the_line: bool,
    /// A status that says work has been done.
    pub(super) developed: bool,
    pub(super) has_reference: bool,
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

/// The reasons to call a line unidentified, the telling one first; empty for a scheme.
pub(super) fn reasons(signs: &Signs, cell: &CellRef) -> Vec<Evidence> {
    let mut reasons = Vec::new();
    let mut push = |reason: String| {
        reasons.push(Evidence {
            reason,
            cell: cell.clone(),
        });
    };
    if signs.status_unidentified {
        push("status is Unidentified".to_owned());
    }
    if signs.identified_no {
        push("marked as not identified".to_owned());
    }
    if signs.section_unidentified {
        push("under a heading of unidentified schemes".to_owned());
    }
    if signs.below_the_line {
        push("stands below the total of identified schemes".to_owned());
    }
    let voice = voice::of_line(&signs.name, &signs.description);
    match voice {
        Voice::Strong => push(format!("its name says so: \u{201c}{}\u{201d}", signs.name)),
        Voice::Weak => {
            let second = second_signals(signs);
            if second.len() >= needed(signs) {
                push(format!(
                    "its name is a placeholder (\u{201c}{}\u{201d}), and {}",
                    signs.name,
                    second.join(" and ")
                ));
            }
        }
        Voice::Silent => {}
    }
    if signs.name.is_empty() && !signs.has_owner && !signs.has_reference {
        push("it has a value but no name".to_owned());
    }
    reasons
}

/// A worked scheme needs more than one further sign against it.
fn needed(signs: &Signs) -> usize {
    1 + usize::from(signs.developed) + usize::from(signs.has_owner)
}

fn second_signals(signs: &Signs) -> Vec<&'static str> {
    let mut signals = Vec::new();
    let mut add = |held: bool, words: &'static str| {
        if held {
            signals.push(words);
        }
    };
    add(signs.unphased, "it has no months");
    add(signs.owner_asked && !signs.has_owner, "nobody owns it");
    add(!signs.has_reference, "it has no reference");
    add(
        signs.late && signs.high_risk,
        "all of it is late and at high risk",
    );
    add(signs.nobodys, "it belongs to nobody");
    add(signs.round, "its value is round");
    signals
}
