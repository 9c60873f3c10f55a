//! The same saving in two places.

use super::{Outcome, Rule, by_share};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Money, Saving};
use crate::policy::Policy;
use crate::wording::{count, money, quoted};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-counted-twice",
        severity: Severity::Warning,
        title: "A saving stands twice",
        summary: "Lines have the same value and the same reference or name as another line.",
        rationale: "Savings meet twice when two divisions, or a provider and its commissioner, both list a shared scheme. \
                    The pound is saved once.",
        example: "\"Shared pathology contract\", £1,160k, stands in the plans of the trust and of its board.",
        fix: "Keep the line where the budget is cut, and remove it from the other list.",
        question: "Are these two savings or one, and whose budget is cut?",
    },
    rests_on: &["lines-worth-raising"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let repeats = repeats(&savings.lines);
    let Some((_, largest)) = repeats.first() else {
        return Outcome::Passed;
    };
    let value: Money = repeats.iter().map(|(_, line)| line.value.value).sum();
    let name = format!(
        "{} with {}",
        quoted(&largest.name),
        money(largest.value.value)
    );
    let message = if repeats.len() == 1 {
        format!(
            "1 line, {name}, repeats an earlier line's value and its reference or name and may be counted twice."
        )
    } else {
        format!(
            "{} lines repeat an earlier line's value and its reference or name, so {} may be counted twice; the largest is \
             {name}.",
            count(repeats.len() as u64),
            money(value),
        )
    };
    let cells = repeats
        .iter()
        .flat_map(|(first, line)| line.value.cells.iter().chain(&first.value.cells))
        .cloned()
        .collect();
    let finding = RULE
        .about
        .at(cells, message)
        .worth(Stake::Money(value))
        .graded(by_share(value, savings, policy).unwrap_or(Severity::Note));
    Outcome::Found(vec![finding])
}

/// Each line that repeats an earlier one, behind that one, the largest first.
fn repeats(lines: &[Saving]) -> Vec<(&Saving, &Saving)> {
    // Only lines of one value can be the same, so that nothing else is asked of the others.
    let mut by_value: Vec<(Reverse<Money>, usize, &Saving)> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| (Reverse(line.value.value), at, line))
        .collect();
    by_value.sort_unstable_by_key(|(value, at, _)| (*value, *at));
    let mut repeats = Vec::new();
    for alike in by_value.chunk_by(|(one, ..), (other, ..)| one == other) {
        if alike.len() < 2 {
            continue;
        }
        let mut before: BTreeMap<Shared, Vec<(usize, &Saving)>> = BTreeMap::new();
        for (_, at, line) in alike {
            let shared = shared(line);
            let first = shared
                .iter()
                .filter_map(|shared| before.get(shared))
                .filter_map(|alike| alike.iter().find(|(_, first)| !is_split(first, line)))
                .min_by_key(|(at, _)| *at);
            if let Some((_, first)) = first {
                repeats.push((*first, *line));
            }
            for shared in shared {
                before.entry(shared).or_default().push((*at, *line));
            }
        }
    }
    repeats
}

/// What makes two lines of one value the same saving.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Reference(String),
    Name(String),
}

/// Lines without a scheme are often alike, and nothing saves nothing.
fn shared(line: &Saving) -> Vec<Shared> {
    if !line.value.value.is_positive() || line.is_unidentified() {
        return Vec::new();
    }
    let reference = words(line.reference.as_deref().unwrap_or_default());
    let name = words(&line.name);
    let mut shared = Vec::new();
    if !reference.is_empty() {
        shared.push(Shared::Reference(reference));
    }
    if !name.is_empty() && is_telling(&name, line.value.value) {
        shared.push(Shared::Name(name));
    }
    shared
}

/// A scheme split into a recurrent and a one-off line is one scheme in two lines.
fn is_split(one: &Saving, other: &Saving) -> bool {
    matches!((one.recurrence, other.recurrence), (Some(a), Some(b)) if a != b)
}

/// Two bodies may both have a "Procurement" of £500k by chance, but hardly of £486k.
fn is_telling(name: &str, value: Money) -> bool {
    name.split(' ').nth(2).is_some() || !value.is_multiple_of(Money::from_pounds(50_000))
}

/// The words in small letters, with a blank between each two.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut words = String::with_capacity(lower.len());
    let all = lower.split(|letter: char| !letter.is_alphanumeric());
    for word in all.filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Recurrence;
    use crate::plan::example::{clean_case, scheme};
    use crate::rules::{addresses, found};

    fn with_twin(first: &str, second: &str, value: i64) -> Case {
        clean_case().with_savings(|savings| {
            savings.lines.push(scheme(first, value, 12));
            savings.lines.push(scheme(second, value, 30));
        })
    }

    #[test]
    fn the_same_name_and_value_is_found_at_the_repeat_first() {
        let case = with_twin(
            "Shared pathology contract",
            "Shared pathology  Contract.",
            1_160_000,
        );
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!G30", "CIP!G12"]);
        assert_eq!(findings[0].pounds(), Money::from_pounds(1_160_000));
    }

    #[test]
    fn one_reference_with_one_value_is_one_saving() {
        let case = with_twin("Pathology", "Network", 1_150_000)
            .with_savings(|savings| savings.lines[3].reference = Some("s12".to_owned()));
        assert_eq!(found(check(&case, &Policy::default())).len(), 1);
    }

    #[test]
    fn a_common_name_with_a_round_value_may_be_chance() {
        let case = with_twin("Procurement", "Procurement", 500_000);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }

    #[test]
    fn a_scheme_split_into_recurrent_and_one_off_stands_once() {
        let case = with_twin(
            "Shared pathology contract",
            "Shared pathology contract",
            580_000,
        )
        .with_savings(|savings| {
            savings.lines[3].recurrence = Some(Recurrence::NonRecurrent);
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
