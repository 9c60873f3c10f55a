//! A plan that one person has to deliver.

use super::{Outcome, Rule, asked};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Saving};
use crate::policy::Policy;
use crate::wording::{counted, quoted, whole_percent};
use std::collections::{BTreeMap, HashMap};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-on-one-owner",
        severity: Severity::Note,
        title: "Much of it hangs on one person",
        summary: "One of many owners answers for more than a quarter of the savings.",
        rationale: "One person can chase a few schemes. Where a quarter of the plan has one name beside it, the name is a \
                    title and somebody else, whom the plan does not name, has to do it.",
        example: "The chief operating officer owns 19 of 42 schemes and £14m of £31m.",
        fix: "Name the person who runs each scheme, and keep the executive as sponsor.",
        question: "Who actually runs these schemes day by day?",
    },
    rests_on: &["owner-share"],
    check,
};

/// With fewer owners, a quarter each is nothing to ask about.
const OWNERS_MIN: usize = 5;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    // By the name as it is written, and whose lines these are.
    let mut places: HashMap<&str, Option<usize>> = HashMap::new();
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Saving>> = Vec::new();
    let positive = savings
        .lines
        .iter()
        .filter(|line| line.value.value.is_positive());
    for (line, owner) in positive.filter_map(|line| Some((line, line.owner.as_ref()?))) {
        let place = *places.entry(owner).or_insert_with(|| {
            let key = owner.to_lowercase();
            let is_name = key.chars().any(char::is_alphanumeric);
            let next = owners.len();
            is_name.then(|| *owners.entry(key.trim().to_owned()).or_insert(next))
        });
        let Some(place) = place else { continue };
        if place == groups.len() {
            groups.push(Vec::new());
        }
        if let Some(own) = groups.get_mut(place) {
            own.push(line);
        }
    }
    if owners.is_empty() {
        return Outcome::CannotCheck {
            missing: "who owns each savings scheme",
        };
    }
    if owners.len() < OWNERS_MIN {
        return Outcome::Passed;
    }
    let in_order = owners
        .into_values()
        .filter_map(|place| groups.get_mut(place).map(std::mem::take));
    let Some(group) = LineGroup::most_valuable(in_order) else {
        return Outcome::Passed;
    };
    let share = group
        .value()
        .share_of(asked(savings))
        .filter(|share| *share > policy.lines.owner_share.value);
    let Some((share, person)) = share.zip(group.lines.first().and_then(|line| line.owner.as_ref()))
    else {
        return Outcome::Passed;
    };
    let message = format!(
        "{} answers for {}, {} of the savings.",
        quoted(person),
        counted(group.lines.len(), "line", "lines"),
        whole_percent(share)
    );
    let finding = RULE
        .about
        .at(group.cells(), message)
        .worth(Stake::Money(group.value()));
    Outcome::Found(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, scheme};
    use crate::rules::{addresses, found};

    fn case(owners: &[&str]) -> Case {
        clean_case().with_savings(|savings| {
            savings.lines[0].owner = Some("COO".to_owned());
            savings.lines[1].owner = Some("coo ".to_owned());
            for (row, owner) in (12_u32..).zip(owners) {
                let mut line = scheme("More", 1_000_000, row);
                line.owner = Some((*owner).to_owned());
                savings.lines.push(line);
            }
        })
    }

    #[test]
    fn one_of_many_owners_with_most_of_the_plan_is_found() {
        let outcome = check(&case(&["CFO", "CNO", "CMO", "CPO"]), &Policy::default());
        let [finding] = found(outcome).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!G10", "CIP!G11"]);
        assert!(
            finding
                .message
                .starts_with("\u{201c}COO\u{201d} answers for 2 lines")
        );
    }

    #[test]
    fn of_few_owners_each_has_much() {
        let outcome = check(&case(&["CFO", "CNO", "CMO"]), &Policy::default());
        assert_eq!(outcome, Outcome::Passed);
    }
}
