//! A figure in pounds among thousands, or in thousands among millions.

use super::{Outcome, Rule};
use crate::finding::{Explanation, Finding, Severity, Stake};
use crate::plan::{Case, Cells, Money, Saving, Share, Sourced};
use crate::policy::Policy;
use crate::wording::{exact, quoted};
use crate::workbook::SheetAddress;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    about: Explanation {
        id: "saving-a-thousand-times-out",
        severity: Severity::Warning,
        title: "A figure in another unit",
        summary: "A saving is about a thousand times larger or smaller than its own other figures, or than every line beside it.",
        rationale: "One line typed in pounds in a table of thousands outweighs the whole plan; one typed in millions vanishes. \
                    Both pass every check of the totals, because the totals are made of them.",
        example: "A line of £1.2 in a table of £000, where the others are between 400 and 2,600: £1.2m became £1,200.",
        fix: "Type the figure in the unit of its table.",
        question: "Which unit was this line typed in, and what is it worth?",
    },
    rests_on: &[],
    check,
};

/// The step between two units of quotation.
const STEP: i64 = 1_000;
/// Well below any step, so that no rounding matters.
const FAR: Decimal = Decimal::ONE_HUNDRED;
/// Beside fewer lines there is no usual size.
const LINES_MIN: usize = 6;

fn check(case: &Case, _policy: &Policy) -> Outcome {
    let Some(savings) = &case.plan.savings else {
        return Outcome::CannotCheck {
            missing: "a list of savings schemes",
        };
    };
    let mut sheets: BTreeMap<&Arc<SheetAddress>, Vec<&Saving>> = BTreeMap::new();
    for line in savings
        .lines
        .iter()
        .filter(|line| line.value.value.is_positive())
    {
        sheets.entry(&line.source.sheet).or_default().push(line);
    }
    let mut findings: Vec<Finding> = Vec::new();
    for lines in sheets.values() {
        let usual = median(lines);
        let all: Money = lines.iter().map(|line| line.value.value).sum();
        for line in lines {
            let slip = against_its_own(line).or_else(|| {
                let usual = usual.filter(|_| lines.len() >= LINES_MIN)?;
                against_the_others(line, all, usual)
            });
            findings.extend(slip.map(|slip| finding(line, slip)));
        }
    }
    Outcome::folded(findings)
}

/// What the line would be worth in the unit of the others, and the cells that show it.
struct Slip {
    meant: Money,
    cells: Cells,
    beside: String,
}

fn finding(line: &Saving, slip: Slip) -> Finding {
    let message = format!(
        "{} is {}, {}: in the unit of the others it is {}.",
        quoted(&line.name),
        exact(line.value.value),
        slip.beside,
        exact(slip.meant),
    );
    let off = (slip.meant - line.value.value).abs();
    RULE.about.at(slip.cells, message).worth(Stake::Money(off))
}

/// The forecast, the full-year effect, or the plan and the actual to date of the same line are in another unit.
fn against_its_own(line: &Saving) -> Option<Slip> {
    let others: [(&Option<Sourced<Money>>, &str); 2] = [
        (&line.forecast, "forecast"),
        (&line.full_year_effect, "full-year effect"),
    ];
    others.into_iter().find_map(|(other, name)| {
        let other = other.as_ref()?;
        // Nearly always they are of one size, and need not be divided.
        let is_far = |one: Money, other: Money| one.abs() > other.abs() * Share(FAR);
        if !is_far(line.value.value, other.value) && !is_far(other.value, line.value.value) {
            return None;
        }
        let times = other.value.share_of(line.value.value)?.0;
        let meant = if is_step(times) {
            line.value.value * Share(Decimal::from(STEP))
        } else if is_step(Decimal::ONE.checked_div(times)?) {
            line.value.value * Share(Decimal::ONE / Decimal::from(STEP))
        } else {
            return None;
        };
        let mut cells = line.value.cells.clone();
        cells.extend(other.cells.iter().cloned());
        Some(Slip {
            meant,
            cells,
            beside: format!("its {name} {}", exact(other.value)),
        })
    })
}

/// A thousand times, give or take what a forecast may differ by.
fn is_step(times: Decimal) -> bool {
    (Decimal::from(STEP / 2)..=Decimal::from(STEP * 2)).contains(&times)
}

/// Larger than all the others together and of their size a thousand times smaller, or the other way round.
fn against_the_others(line: &Saving, all: Money, usual: Money) -> Option<Slip> {
    let value = line.value.value;
    let rest = all - value;
    let smaller = value * Share(Decimal::ONE / Decimal::from(STEP));
    let larger = value * Share(Decimal::from(STEP));
    let usual_size = |value: Money| {
        let times = value.share_of(usual).map(|share| share.0);
        let few = Decimal::from(5);
        times.is_some_and(|times| times <= few && times * few >= Decimal::ONE)
    };
    let meant = if value > rest * Share(Decimal::from(5)) && usual_size(smaller) {
        smaller
    } else if value < usual * Share(Decimal::new(5, 3)) && usual_size(larger) && is_odd(value) {
        larger
    } else {
        return None;
    };
    Some(Slip {
        meant,
        cells: line.value.cells.clone(),
        beside: format!("the line in the middle of its table {}", exact(usual)),
    })
}

/// No whole thousands: a small saving that is meant is written in them, one in millions has decimals.
fn is_odd(value: Money) -> bool {
    !(value.pounds() % Decimal::from(STEP)).is_zero()
}

fn median(lines: &[&Saving]) -> Option<Money> {
    let mut values: Vec<Money> = lines.iter().map(|line| line.value.value).collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case, clean_case_in_year, pounds, scheme};
    use crate::rules::{addresses, found};

    fn many(values: &[i64]) -> Case {
        clean_case().with_savings(|savings| {
            savings.lines = (10_u32..)
                .zip(values)
                .map(|(row, value)| scheme("Scheme", *value, row))
                .collect();
        })
    }

    #[test]
    fn a_line_typed_in_millions_and_one_typed_in_pounds_are_found() {
        let small = many(&[
            900_000, 1_400_000, 700_000, 1_200, 2_600_000, 400_000, 800_000,
        ]);
        let [finding] = found(check(&small, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!G13"]);
        assert_eq!(finding.pounds(), Money::from_pounds(1_198_800));
        let large = many(&[
            900_000,
            1_400_000,
            700_000,
            1_200_000_000,
            2_600_000,
            400_000,
        ]);
        let [finding] = found(check(&large, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!G13"]);
    }

    #[test]
    fn a_forecast_in_another_unit_is_found() {
        let case = clean_case_in_year()
            .with_savings(|savings| savings.lines[1].forecast = Some(pounds(3_000, "CIP!W11")));
        let [finding] = found(check(&case, &Policy::default())).try_into().unwrap();
        assert_eq!(addresses(&finding), ["CIP!G11", "CIP!W11"]);
    }

    #[test]
    fn small_savings_beside_large_ones_are_no_slip() {
        let case = many(&[
            900_000, 1_400_000, 700_000, 2_000, 2_600_000, 40_000, 9_000_000,
        ]);
        assert_eq!(check(&case, &Policy::default()), Outcome::Passed);
    }
}
