//! Savings that are not arriving as planned.

use super::{Outcome, Rule};
use crate::analysis::elapsed;
use crate::finding::{Explanation, Severity, Stake};
use crate::plan::{Case, Cells, Money, Saving, Share, Sourced};
use crate::policy::Policy;
use crate::wording::{money, quoted, times, whole_percent};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "savings-behind-plan",
        severity: Severity::Warning,
        title: "Savings are behind plan",
        summary: "The savings delivered to date, or forecast for the year, are below plan.",
        rationale: "What was missed in the first months has to come on top of what the later months already hold. A forecast \
                    that still equals the plan says it will, and seldom says how.",
        example: "£8.0m delivered of £10.1m planned to date, and a forecast that still equals the plan.",
        fix: "Forecast each scheme from what it has delivered, and name what replaces the rest.",
        question: "What replaces the savings missed so far, and what do the remaining months need compared with the months behind us?",
    },
    rests_on: &["behind-share", "balancing-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let to_date = Comparison::of(&savings.lines, |line| {
        Some((line.plan_to_date.as_ref()?, line.actual_to_date.as_ref()?))
    });
    let year = Comparison::of(&savings.lines, |line| {
        Some((&line.value, line.forecast.as_ref()?))
    });
    if to_date.is_none() && year.is_none() {
        return Outcome::CannotCheck {
            missing: "savings delivered to date beside their plan, or a forecast for the year",
        };
    }
    let behind = |given: &Comparison| {
        given
            .short()
            .share_of(given.plan.value)
            .is_some_and(|share| share > policy.lines.behind_share.value)
    };
    let late = to_date.as_ref().filter(|given| behind(given));
    let missed = year.as_ref().filter(|given| behind(given));
    let still_on_plan = late.is_some()
        && year
            .as_ref()
            .is_some_and(|year| year.short() <= policy.balancing_tolerance.value);
    let mut sentences = Vec::new();
    sentences.extend(late.map(|given| {
        let tail = if still_on_plan {
            ", and the forecast for the year still equals the plan"
        } else {
            ""
        };
        let rest = remaining(case, given).unwrap_or_default();
        format!(
            "{}{tail}{rest}.",
            given.said("delivered", "planned to date")
        )
    }));
    sentences
        .extend(missed.map(|given| format!("{}.", given.said("forecast", "planned for the year"))));
    let Some(worst) = late
        .into_iter()
        .chain(missed)
        .max_by_key(|given| given.short())
    else {
        return Outcome::Passed;
    };
    let finding = RULE
        .about
        .at(worst.cells.clone(), sentences.join(" "))
        .worth(Stake::Money(worst.short()));
    Outcome::Found(vec![finding])
}

/// What each month left must bring for these lines to reach the year, beside what a month has brought.
fn remaining(case: &Case, to_date: &Comparison) -> Option<String> {
    let organisations = &case.plan.position.as_ref()?.organisations;
    let months = organisations.iter().find_map(elapsed)?;
    let each = |sum: Money, months: u8| sum * Share(Decimal::ONE / Decimal::from(months));
    let needed = each(to_date.year - to_date.got, 12 - months);
    let brought = each(to_date.got, months);
    let pace = needed.share_of(brought)?;
    (brought.is_positive() && pace > Share::percent(100)).then(|| {
        format!(
            "; each month left must bring {}, {} what a month has brought",
            money(needed),
            times(pace)
        )
    })
}

/// Plan and what came of it, over the lines that give both.
struct Comparison {
    plan: Sourced<Money>,
    got: Money,
    /// The same lines' plan for the year.
    year: Money,
    /// The line furthest behind, and by how much.
    furthest: Option<(String, Money)>,
    /// What came of each line that is behind, furthest behind first, then its plan.
    cells: Cells,
}

impl Comparison {
    fn of<'a>(
        lines: &'a [Saving],
        pair: impl Fn(&'a Saving) -> Option<(&'a Sourced<Money>, &'a Sourced<Money>)>,
    ) -> Option<Self> {
        let mut pairs: Vec<_> = lines
            .iter()
            .filter_map(|line| Some((line, pair(line)?)))
            .collect();
        pairs.sort_by_key(|(_, (plan, got))| got.value - plan.value);
        let plan: Sourced<Money> = pairs.iter().map(|(_, (plan, _))| *plan).sum();
        let behind = pairs
            .iter()
            .filter(|(_, (plan, got))| got.value < plan.value);
        plan.value.is_positive().then(|| Self {
            year: pairs.iter().map(|(line, _)| line.value.value).sum(),
            got: pairs.iter().map(|(_, (_, got))| got.value).sum(),
            furthest: pairs
                .first()
                .map(|(line, (plan, got))| (line.name.clone(), plan.value - got.value)),
            cells: behind
                .flat_map(|(_, (plan, got))| got.cells.iter().chain(&plan.cells))
                .cloned()
                .collect(),
            plan,
        })
    }

    fn short(&self) -> Money {
        self.plan.value - self.got
    }

    fn said(&self, got: &str, plan: &str) -> String {
        let share = self
            .short()
            .share_of(self.plan.value)
            .map_or(Share::default(), |share| share);
        let furthest = self
            .furthest
            .as_ref()
            .map_or_else(String::new, |(name, short)| {
                format!(
                    "; {} is furthest behind with {}",
                    quoted(name),
                    money(*short)
                )
            });
        format!(
            "{} of savings {got} against {} {plan}, {} short{furthest}",
            money(self.got),
            money(self.plan.value),
            whole_percent(share),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds};
    use crate::rules::{addresses, found};

    fn with_actual(value: i64) -> Case {
        clean_case_in_year().with_savings(|savings| {
            savings.lines[1].actual_to_date = Some(pounds(value, "CIP!V11"));
        })
    }

    #[test]
    fn a_scheme_behind_is_found_at_its_actual_first_and_the_forecast_is_named() {
        let findings = found(check(&with_actual(900_000), &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!V11", "CIP!U11"]);
        assert_eq!(
            findings[0].message,
            "£3.4m of savings delivered against £4.0m planned to date, 15% short; \u{201c}Procurement\u{201d} is furthest \
             behind with £600k, and the forecast for the year still equals the plan; each month left must bring £767k, 1.4 times \
             what a month has brought."
        );
        assert_eq!(findings[0].pounds(), Money::from_pounds(600_000));
    }

    #[test]
    fn a_forecast_below_plan_is_found_at_the_forecast() {
        let case = clean_case_in_year()
            .with_savings(|savings| savings.lines[0].forecast = Some(pounds(3_000_000, "CIP!W10")));
        let findings = found(check(&case, &Policy::default()));
        assert_eq!(addresses(&findings[0]), ["CIP!W10", "CIP!G10"]);
    }

    #[test]
    fn a_little_behind_is_let_pass() {
        assert_eq!(
            check(&with_actual(1_400_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn actuals_without_a_plan_to_date_cannot_be_judged() {
        let case = clean_case().with_savings(|savings| {
            savings.lines[0].actual_to_date = Some(pounds(1, "CIP!V10"));
        });
        assert!(matches!(
            check(&case, &Policy::default()),
            Outcome::CannotCheck { .. }
        ));
    }
}
