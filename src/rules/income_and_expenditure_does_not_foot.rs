//! Income and expenditure whose lines do not make the surplus or deficit below them.

use super::{Outcome, Rule};
use crate::analysis::rounding;
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{
    Case, LineKind, Money, OrganisationPosition, Plan, PositionLine, Share, Sourced,
};
use crate::policy::Policy;
use crate::wording::exact;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "income-and-expenditure-does-not-foot",
        severity: Severity::Warning,
        title: "Income and expenditure do not add up",
        summary: "The lines of income and expenditure add up to another surplus or deficit than the one stated.",
        rationale: "The surplus or deficit is the figure the board answers for. If its own lines make another one, a line is \
                    missing, counted twice, or has the wrong sign.",
        example: "Lines that add up to a deficit of £4.9m above a stated deficit of £2.9m.",
        fix: "Let the surplus or deficit be a formula over all lines, and give every adjustment a line of its own.",
        question: "Which line is missing or wrong, and which of the two positions have we approved?",
    },
    rests_on: &["balancing-tolerance"],
    check,
};

fn check(case: &Case, policy: &Policy) -> Outcome {
    let organisations = case
        .plan
        .position
        .iter()
        .flat_map(|position| &position.organisations);
    let judged: Vec<(&OrganisationPosition, Footing)> = organisations
        .filter_map(|position| Some((position, footing(position)?)))
        .collect();
    if judged.is_empty() {
        return Outcome::CannotCheck {
            missing: "lines of income and expenditure above a surplus or deficit",
        };
    }
    Outcome::folded(
        judged
            .iter()
            .filter_map(|(position, footing)| difference(position, footing, &case.plan, policy))
            .collect(),
    )
}

/// Lines that miss their result by more than this many per cent of what comes in were not read whole, or are parts of others.
const MISSED_MOST: i64 = 5;

/// The lines above the stated surplus or deficit, added up.
struct Footing<'a> {
    stated: &'a Sourced<Money>,
    lines: Sourced<Money>,
    /// The same without lines of no known kind, which may be notes to the table.
    known: Money,
    tolerance: Money,
}

fn footing(position: &OrganisationPosition) -> Option<Footing<'_>> {
    let at = position
        .lines
        .iter()
        .position(|line| line.kind == LineKind::Surplus)?;
    let stated = position.lines.get(at)?.plan.as_ref()?;
    let parts: Vec<&PositionLine> = position
        .lines
        .iter()
        .take(at)
        .filter(|line| !matches!(line.kind, LineKind::Subtotal | LineKind::AdjustedSurplus))
        .collect();
    let plan = |line: &&PositionLine| line.plan.clone();
    let figures: Vec<Sourced<Money>> = parts.iter().filter_map(plan).collect();
    let known = parts
        .iter()
        .filter(|line| line.kind != LineKind::Other)
        .filter_map(plan)
        .map(|figure| figure.value)
        .sum();
    // Without income and cost there is nothing to add up.
    let both = figures.iter().any(|figure| figure.value.is_positive())
        && figures.iter().any(|figure| figure.value.is_negative());
    let mut shown: Vec<Money> = figures.iter().map(|figure| figure.value).collect();
    shown.push(stated.value);
    let lines: Sourced<Money> = figures.iter().sum();
    let comes_in: Money = shown.iter().filter(|one| one.is_positive()).copied().sum();
    let miss = |sum: Money| (sum - stated.value).abs();
    let off = miss(lines.value).min(miss(known));
    let is_whole = off <= comes_in * Share::percent(MISSED_MOST);
    (both && is_whole).then(|| Footing {
        stated,
        lines,
        known,
        tolerance: rounding(&shown),
    })
}

fn difference(
    position: &OrganisationPosition,
    footing: &Footing,
    plan: &Plan,
    policy: &Policy,
) -> Option<Finding> {
    let tolerance = footing.tolerance.max(policy.balancing_tolerance.value);
    let agrees = |sum: Money| sum.agrees_with(footing.stated.value, tolerance);
    // A stated total that was compared with its parts has a finding of its own.
    let compared = plan.stated_totals.iter().any(|total| {
        total
            .stated
            .cells
            .iter()
            .any(|cell| footing.stated.cells.contains(cell))
    });
    if compared || agrees(footing.lines.value) || agrees(footing.known) {
        return None;
    }
    let message = format!(
        "The income and expenditure of {} adds up to {}, and its surplus or deficit is stated as {}.",
        position.organisation.name,
        exact(footing.lines.value),
        exact(footing.stated.value),
    );
    let mut cells = footing.stated.cells.clone();
    cells.extend(footing.lines.cells.iter().cloned());
    let off = (footing.lines.value - footing.stated.value).abs();
    Some(RULE.about.at(cells, message).worth(Stake::Money(off)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, position_line, pounds};
    use crate::rules::{addresses, found};

    fn with_pay(value: i64) -> Case {
        clean_case_in_year().with_position(|position| {
            position.organisations[0].lines[1].plan = Some(pounds(value, "I&E!P20"));
        })
    }

    #[test]
    fn a_wrong_line_is_found_at_the_surplus_first() {
        let findings = found(check(&with_pay(-138_000_000), &Policy::default()));
        assert_eq!(
            addresses(&findings[0]),
            [
                "'I&E'!P48",
                "'I&E'!P12",
                "'I&E'!P20",
                "'I&E'!P30",
                "'I&E'!P40"
            ]
        );
        assert_eq!(
            findings[0].message,
            "The income and expenditure of Westmoor NHS Trust adds up to £2,000,000, and its surplus or deficit is stated \
             as £0."
        );
    }

    #[test]
    fn rounding_to_thousands_adds_up() {
        assert_eq!(
            check(&with_pay(-139_999_000), &Policy::default()),
            Outcome::Passed
        );
    }

    #[test]
    fn a_memorandum_line_of_no_known_kind_is_not_held_against_the_table() {
        let case = clean_case_in_year().with_position(|position| {
            let note = position_line("Memo: capital plan", LineKind::Other, -30_000_000, 45);
            position.organisations[0].lines.insert(4, note);
        });
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
