//! A position that is much worse once what does not come again is taken out.

use super::{Outcome, Rule, says};
use crate::analysis::{Underlying, deficits, support};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells};
use crate::policy::Policy;
use crate::review::Assumptions;
use crate::wording::{money, percent, position};

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "underlying-worse-than-headline",
        severity: Severity::Warning,
        title: "The underlying position is worse",
        summary: "Without support and one-off items, plus full-year effects, the position is much worse than the declared one.",
        rationale: "Deficit support and one-off money are gone next year, and the costs they pay for are not. The underlying \
                    position is what the next plan starts from, and it is rarely on the page a board approves.",
        example: "The 2025/26 plans of all systems balance, and are £2.2bn in deficit without deficit support.",
        fix: "State the underlying position beside the declared one, with a line for each item that does not come again.",
        question: "What do we start next year from, and what has to be found again that this plan has used up?",
    },
    rests_on: &[
        "underlying-gap",
        "underlying-gap-pounds",
        "position-tolerance",
    ],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let plan = &case.plan;
    let deficits = deficits(plan, support(plan), &Assumptions::default());
    let (Some(declared), Some(underlying)) = (&deficits.in_year, &deficits.underlying) else {
        return Outcome::CannotCheck {
            missing: "a declared position, and what of it does not come again",
        };
    };
    let base = plan.position.as_ref().and_then(|own| own.base.as_ref());
    let gap = declared.value - underlying.position.value;
    let limit = base.map_or(policy.position.underlying_gap_pounds.value, |base| {
        base.value.value * policy.position.underlying_gap.value
    });
    if gap <= limit.max(policy.in_year.position_tolerance.value) {
        return Outcome::Passed;
    }
    let share = base
        .and_then(|base| Some((gap.share_of(base.value.value)?, base.kind.label())))
        .map_or_else(String::new, |(share, of)| {
            format!(", {} of {of}", percent(share))
        });
    let says = says(case);
    let message = format!(
        "{says} {}; underlying it is {}: {} worse{share}. {}",
        position(declared.value),
        position(underlying.position.value),
        money(gap),
        largest(underlying),
    );
    let finding = RULE
        .about
        .at(cells(declared.cells.clone(), underlying), message)
        .worth(Stake::Money(gap));
    Outcome::Found(vec![finding])
}

/// The steps that matter most, in a sentence.
fn largest(underlying: &Underlying) -> String {
    let mut steps: Vec<_> = underlying
        .steps
        .iter()
        .filter(|step| step.amount.value.is_negative())
        .collect();
    steps.sort_by_key(|step| step.amount.value);
    match steps.first() {
        Some(step) => format!(
            "The largest part is {}, {}.",
            step.label.to_lowercase(),
            money(step.amount.value.abs())
        ),
        None => "The workbook states it and gives no steps.".to_owned(),
    }
}

fn cells(mut cells: Cells, underlying: &Underlying) -> Cells {
    let mut steps: Vec<_> = underlying.steps.iter().collect();
    steps.sort_by_key(|step| step.amount.value);
    for step in &steps {
        cells.extend(step.amount.cells.iter().cloned());
    }
    if steps.is_empty() {
        cells.extend(underlying.position.cells.iter().cloned());
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::plan::{Item, ItemKind, When};
    use crate::rules::{addresses, found};

    fn with_support(value: i64) -> Case {
        let mut case = clean_case();
        case.plan.around.items = vec![Item {
            kind: ItemKind::Support,
            organisation: None,
            label: "Deficit support funding".to_owned(),
            when: When::Year(0),
            value: pounds(value, "Notes!B2"),
        }];
        case
    }

    #[test]
    fn breakeven_on_twelve_million_of_support_is_found_at_both_cells() {
        let findings = found(check(&with_support(12_000_000), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["'I&E'!P48", "Notes!B2"]);
        assert_eq!(
            findings[0].message,
            "The plan declares breakeven; underlying it is a deficit of £12.0m: £12.0m worse, 6.0% of operating income. The \
             largest part is deficit support funding, £12.0m."
        );
        assert_eq!(
            findings[0].pounds(),
            crate::plan::Money::from_pounds(12_000_000)
        );
    }

    #[test]
    fn less_than_a_hundredth_of_income_is_let_pass() {
        assert_eq!(
            check(&with_support(1_900_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn without_a_base_the_pounds_are_judged() {
        let without_base =
            |value| with_support(value).with_position(|position| position.base = None);
        let findings = found(check(&without_base(5_100_000), &Policy::default()));
        assert!(
            findings[0].message.contains(": £5.1m worse. The largest"),
            "{}",
            findings[0].message
        );
        assert_eq!(
            check(&without_base(4_900_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn a_plan_that_tells_nothing_of_one_offs_cannot_be_checked() {
        assert!(matches!(
            check(&clean_case(), &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
