//! Delivery that its own figures contradict.

use super::{Outcome, Rule, by_share};
use crate::analysis::LineGroup;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Money, Saving};
use crate::policy::Policy;
use crate::wording::money;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-delivered-yet-below-plan",
        severity: Severity::Warning,
        title: "Delivered, the figures say otherwise",
        summary: "Schemes are called delivered and have saved less than planned by now, or have saved more to date than their year's plan.",
        rationale: "A scheme that is closed is no longer looked at, so what it lacks is lost. A scheme past its whole year's plan \
                    already was either planned too low or is counted with savings that are not its own.",
        example: "\"Bank rates\" is closed as delivered with £310k of £420k; nobody is asked for the £110k.",
        fix: "Reopen what fell short, and explain or correct what exceeds its year.",
        question: "What replaces the shortfall of the schemes we have closed?",
    },
    rests_on: &["balancing-tolerance", "lines-worth-raising"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    if savings
        .lines
        .iter()
        .all(|line| line.actual_to_date.is_none())
    {
        return Outcome::CannotCheck {
            missing: "what each savings scheme has delivered to date",
        };
    }
    let tolerance = policy.balancing_tolerance.value;
    let off = |line: &Saving| {
        short(line)
            .or_else(|| beyond(line))
            .filter(|off| *off > tolerance)
    };
    let group: LineGroup = savings
        .lines
        .iter()
        .filter(|line| off(line).is_some())
        .collect();
    let sum: Money = group.lines.iter().filter_map(|line| off(line)).sum();
    let Some(severity) = by_share(group.value(), savings, policy) else {
        return Outcome::Passed;
    };
    let of = |fits: fn(&Saving) -> Option<Money>| -> (LineGroup<'_>, Money) {
        let lines: LineGroup = group
            .lines
            .iter()
            .copied()
            .filter(|line| fits(line).is_some())
            .collect();
        let sum = lines.lines.iter().filter_map(|line| fits(line)).sum();
        (lines, sum)
    };
    let mut sentences = Vec::new();
    let (closed, lost) = of(short);
    if !closed.is_empty() {
        let said = closed.said("is called delivered and is", "are called delivered and are");
        sentences.push(format!("{said} {} below plan.", money(lost)));
    }
    let (past, more) = of(|line| short(line).is_none().then(|| beyond(line)).flatten());
    if !past.is_empty() {
        let said = past.said(
            "has saved more to date than planned for the year, by",
            "have saved more to date than planned for the year, by",
        );
        sentences.push(format!("{said} {}.", money(more)));
    }
    let cells: Cells = group
        .lines
        .iter()
        .flat_map(|line| {
            let actual = line
                .actual_to_date
                .iter()
                .flat_map(|actual| actual.cells.iter());
            let status = line.status.iter().map(|status| &status.cell);
            let status = status.filter(|_| short(line).is_some());
            actual.chain(status).chain(line.value.cells.iter()).cloned()
        })
        .collect();
    let finding = RULE
        .about
        .at(cells, sentences.join(" "))
        .worth(Stake::Money(sum))
        .graded(severity);
    Outcome::Found(vec![finding])
}

/// What a scheme lacks that is called delivered: of the plan to date, else of what is forecast for the year.
fn short(line: &Saving) -> Option<Money> {
    if !is_called_done(&line.status.as_ref()?.word) {
        return None;
    }
    let actual = line.actual_to_date.as_ref()?.value;
    let short = match (&line.plan_to_date, &line.forecast) {
        (Some(plan), _) => plan.value - actual,
        (None, Some(forecast)) => line.value.value - forecast.value,
        // Without either, nobody can say how much was due by now.
        (None, None) => return None,
    };
    short.is_positive().then_some(short)
}

fn beyond(line: &Saving) -> Option<Money> {
    let beyond = line.actual_to_date.as_ref()?.value - line.value.value;
    (beyond.is_positive() && line.value.value.is_positive()).then_some(beyond)
}

/// Past tense: "in delivery" is not delivered.
fn is_called_done(word: &str) -> bool {
    let word = word.to_lowercase();
    let words: Vec<&str> = word
        .split(|letter: char| !letter.is_alphanumeric())
        .collect();
    let done = [
        "delivered",
        "complete",
        "completed",
        "closed",
        "achieved",
        "banked",
        "blue",
    ];
    let open = [
        "not",
        "partly",
        "partially",
        "part",
        "near",
        "nearly",
        "plan",
        "design",
    ];
    words.iter().any(|word| done.contains(word)) && !words.iter().any(|word| open.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    #[test]
    fn a_closed_scheme_below_plan_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            let line = &mut savings.lines[1];
            line.status.as_mut().unwrap().word = "Delivered".to_owned();
            line.actual_to_date = Some(pounds(1_200_000, "CIP!V11"));
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!V11", "CIP!C11", "CIP!G11"]);
        assert_eq!(finding.pounds(), Money::from_pounds(300_000));
        assert!(
            finding
                .message
                .ends_with("is called delivered and is £300k below plan.")
        );
    }

    #[test]
    fn more_to_date_than_the_whole_year_is_found() {
        let case = clean_case_in_year().with_savings(|savings| {
            savings.lines[1].actual_to_date = Some(pounds(3_500_000, "CIP!V11"));
        });
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!V11", "CIP!G11"]);
        assert_eq!(finding.pounds(), Money::from_pounds(500_000));
    }

    #[test]
    fn in_delivery_is_not_delivered() {
        assert!(
            is_called_done("Delivered")
                && is_called_done("Closed")
                && is_called_done("Blue - complete")
        );
        for word in [
            "In delivery",
            "Not complete",
            "Plan complete",
            "Fully developed",
        ] {
            assert!(!is_called_done(word), "{word}");
        }
    }
}
