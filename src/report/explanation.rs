//! What a kind of finding means and what it is judged by: the same in the window's panel, in the terminal and in what other
//! programs read.

use crate::finding::Explanation;
use crate::policy::{Policy, Threshold};
use crate::rules::thresholds;

/// Its texts under their headings, and each threshold with its source. The question stands apart, for it is what is taken
/// into the room.
pub fn explanation_sections(about: &Explanation, policy: &Policy) -> Vec<(&'static str, String)> {
    let mut sections: Vec<(&'static str, String)> = about
        .sections()
        .into_iter()
        .map(|(heading, text)| (heading, text.to_owned()))
        .collect();
    let changed = policy.changed();
    let said = |own: &Threshold| {
        let entry = changed.iter().find(|entry| entry.name == own.name);
        let value = entry.map_or_else(
            || own.value.clone(),
            |entry| {
                let default = entry.default.join(", ");
                format!("{}, changed by the reviewer from {default}", own.value)
            },
        );
        format!(
            "{}: {value} ({}). Source: {}.",
            own.meaning, own.name, own.source
        )
    };
    let judged: Vec<String> = thresholds(about.id, policy).iter().map(said).collect();
    if !judged.is_empty() {
        sections.push(("What it is judged by", judged.join("\n")));
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule;

    #[test]
    fn a_threshold_stands_with_its_value_its_name_and_its_source() {
        let about = &rule("savings-one-off").unwrap().about;
        let last = |policy: &Policy| explanation_sections(about, policy).pop().unwrap();
        let (heading, text) = last(&Policy::default());
        assert_eq!(heading, "What it is judged by");
        assert!(
            text.starts_with(
                "One-off savings above this share reopen a gap next year: 30% (one-off-share). Source: NHS Improvement:"
            ),
            "{text}"
        );
        let mut policy = Policy::default();
        policy.set("one-off-share", &["40%".to_owned()]).unwrap();
        assert!(
            last(&policy)
                .1
                .contains("40%, changed by the reviewer from 30%")
        );
    }

    #[test]
    fn what_is_judged_without_a_threshold_names_none() {
        let about = &rule("cash-rests-on-support").unwrap().about;
        assert_eq!(explanation_sections(about, &Policy::default()).len(), 4);
    }
}
