//! What a decision of the reviewer did to the plan, in one sentence.

use crate::assessment::Assessment;
use crate::plan::{Money, Sourced};
use crate::wording::{count, money};

/// Most changes told in the sentence; the overview shows the rest.
const TOLD: usize = 3;

/// "position changes from −£42.0m to −£38.0m, savings plan from £60.0m to £64.0m".
pub fn effect(before: &Assessment, after: &Assessment) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut tell = |what: &str, was: Option<String>, is: Option<String>| {
        if was == is {
            return;
        }
        let first = told.is_empty();
        let changes = if first { " changes" } else { "" };
        told.push(match (was, is) {
            (Some(was), Some(is)) => format!("{what}{changes} from {was} to {is}"),
            (None, Some(is)) => format!("{what} is now {is}"),
            (Some(was), None) => format!("{what} {was} is no longer there"),
            (None, None) => return,
        });
    };
    let pounds = |value: Option<&Sourced<Money>>| value.map(|value| money(value.value));
    tell(
        "position",
        pounds(before.headline.declared.as_ref()),
        pounds(after.headline.declared.as_ref()),
    );
    let savings = |one: &Assessment| {
        let savings = one.case.plan.savings.as_ref()?;
        Some(money(savings.total_value()))
    };
    tell("savings plan", savings(before), savings(after));
    tell(
        "savings without a scheme",
        pounds(before.headline.unidentified.as_ref()),
        pounds(after.headline.unidentified.as_ref()),
    );
    let target = |one: &Assessment| {
        let savings = one.case.plan.savings.as_ref()?;
        pounds(savings.target.as_ref())
    };
    tell("savings target", target(before), target(after));
    let waits = |one: &Assessment| {
        let waits = one.case.plan.elective.as_ref()?;
        let measure = *waits.measures().last()?;
        let total = waits.total(measure);
        let last = total.values().next_back()?.plan.as_ref()?;
        Some(format!(
            "{} pathways over {} weeks",
            count(last.value),
            measure.0
        ))
    };
    tell("plan for long waits", waits(before), waits(after));
    let year = |one: &Assessment| {
        let year = one.case.plan.year.as_ref()?;
        Some(year.value.to_string())
    };
    tell("year", year(before), year(after));
    if told.is_empty() {
        return "no headline figure changes".to_owned();
    }
    let more = told.len().saturating_sub(TOLD);
    told.truncate(TOLD);
    if more > 0 {
        told.push("and more on the overview".to_owned());
    }
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::policy::Policy;

    #[test]
    fn a_change_is_told_with_both_figures_and_none_is_told_too() {
        let judged = |case| judge(case, Vec::new(), &Policy::default());
        let before = judged(clean_case());
        assert_eq!(effect(&before, &before), "no headline figure changes");
        let mut case = clean_case();
        let position = case.plan.position.as_mut().unwrap();
        position.declared.as_mut().unwrap().value = Money::from_pounds(-7_000_000);
        let told = effect(&before, &judged(case));
        assert!(told.starts_with("position changes from "), "{told}");
        assert!(told.ends_with(" to −£7.0m"), "{told}");
    }
}
