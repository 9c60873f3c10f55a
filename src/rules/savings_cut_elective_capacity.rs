//! Savings that take away what treats the patients the trajectory counts on.

use super::{Outcome, Rule};
use crate::analysis::{elective, elective_money, saving_months};
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Money, Month, Sourced, Weeks};
use crate::policy::Policy;
use crate::wording::{count, counted, money, quoted};
use std::collections::BTreeSet;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-cut-elective-capacity",
        severity: Severity::Warning,
        title: "Savings cut elective capacity",
        summary: "By their names, savings lines take away extra sessions, bought capacity, theatres or clinics in months in which long waits are to fall.",
        rationale: "The same list of patients cannot be treated faster and with less. Savings and trajectory are often written by \
                    different people; one of them will be missed, and the cost of the other is then unplanned.",
        example: "£1.2m from fewer waiting list initiatives, from July on, while 65-week waits are to fall from 400 to none.",
        fix: "Take the scheme out, or show what treats these patients instead and what it costs.",
        question: "Which of the two do we mean: the saving, or the patients?",
    },
    rests_on: &[],
    check,
};

/// Lines told by name.
const NAMED: usize = 3;

fn check(case: &Case, policy: &Policy) -> Outcome {
    let plan = &case.plan;
    let (Some(waits), Some(_)) = (&plan.elective, &plan.savings) else {
        return Outcome::CannotCheck {
            missing: "savings lines and long waits",
        };
    };
    let year = plan.year.as_ref().map(|year| year.value);
    let Some((measure, falling)) = elective(waits, year, policy)
        .iter()
        .find_map(|outlook| Some((outlook.measure, falling(outlook)?)))
    else {
        return Outcome::CannotCheck {
            missing: "planned long waits for two months or more",
        };
    };
    if falling.is_empty() {
        return Outcome::Passed;
    }
    let money_of = elective_money(plan);
    let mut cuts = money_of.cuts;
    // A saving that ends before the waits fall, or begins after, cuts something else.
    cuts.retain(|line| {
        let months = saving_months(plan, line);
        months.is_empty() || months.iter().any(|month| falling.contains(month))
    });
    if cuts.is_empty() {
        return Outcome::Passed;
    }
    cuts.sort_by_key(|line| std::cmp::Reverse(line.value.value));
    let pounds: Money = cuts.iter().map(|line| line.value.value).sum();
    let named: Vec<String> = cuts
        .iter()
        .take(NAMED)
        .map(|line| quoted(&line.name))
        .collect();
    let more = cuts.len().saturating_sub(NAMED);
    let others = if more > 0 {
        format!(" and {}", counted(more, "other", "others"))
    } else {
        String::new()
    };
    let message = format!(
        "{} of savings take away elective capacity by their names ({}{others}) while waits over {} weeks are planned to fall{}.",
        money(pounds),
        named.join(", "),
        measure.0,
        span(waits, measure),
    );
    let cells: Cells = cuts
        .iter()
        .flat_map(|line| std::iter::once(line.source.clone()).chain(line.value.cells.clone()))
        .collect();
    Outcome::Found(vec![
        RULE.about.at(cells, message).worth(Stake::Money(pounds)),
    ])
}

/// The months in which fewer are planned to wait than in the month before; `None` with fewer than two.
fn falling(outlook: &crate::analysis::MeasureOutlook) -> Option<BTreeSet<Month>> {
    let planned: Vec<(Month, &Sourced<u64>)> = outlook
        .months
        .iter()
        .filter_map(|(month, both)| Some((*month, both.plan.as_ref()?)))
        .collect();
    (planned.len() >= 2).then(|| {
        planned
            .iter()
            .zip(planned.iter().skip(1))
            .filter(|(before, after)| after.1.value < before.1.value)
            .map(|(_, (month, _))| *month)
            .collect()
    })
}

/// " from 110 to 0"
fn span(waits: &crate::plan::Elective, measure: Weeks) -> String {
    let total = waits.total(measure);
    let mut planned = total.values().filter_map(|both| both.plan.as_ref());
    let first = planned.next();
    match (first, planned.next_back()) {
        (Some(first), Some(last)) => {
            format!(" from {} to {}", count(first.value), count(last.value))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, scheme};
    use crate::rules::{addresses, found};

    fn with(name: &str) -> Outcome {
        let case = clean_case().with_savings(|savings| {
            savings.lines.push(scheme(name, 1_200_000, 12));
        });
        check(&case, &Policy::default())
    }

    #[test]
    fn fewer_extra_lists_while_waits_fall_are_found_at_their_line() {
        let findings = found(with("Waiting list initiatives"));
        assert_eq!(
            findings[0].message,
            "£1.2m of savings take away elective capacity by their names (\u{201c}Waiting list initiatives\u{201d}) while waits over 65 weeks are planned to fall from 110 to 0."
        );
        assert_eq!(addresses(&findings[0]), ["CIP!B12", "CIP!G12"]);
    }

    #[test]
    fn doing_more_in_the_same_theatres_is_no_cut() {
        assert_eq!(with("Theatre productivity"), Outcome::Passed);
    }
}
