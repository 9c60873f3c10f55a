//! Months of an account that add up as they go, taken apart: the year so far, month by month, is no plan of each month.

use super::header::Basis;
use super::periods;
use super::position::{Fact, Period, Whose};
use super::table::Table;
use super::text::{has_any, padded, words};
use crate::plan::{LineKind, Money, Sourced};
use rust_decimal::Decimal;

/// Fewer months "to date" than this are a report's.
const MONTHS_MIN: usize = 6;
/// Of an account that says nothing of it, the largest line must have grown this many times over from April to March.
const GROWTH_MIN: i64 = 8;

/// The months of one line, in order: where each stands among the facts.
struct Series {
    line: u32,
    /// Where months run down, one column may hold several lines.
    kind: LineKind,
    label: String,
    whose: Whose,
    basis: Basis,
    to_date: bool,
    months: [Option<usize>; 12],
}

/// Turns months that add up as they go into what each month adds; March is the year, where nothing else is.
pub(super) fn take_apart(table: &Table<'_, '_>, facts: &mut Vec<Fact>) {
    let all = series(table, facts);
    if all.is_empty() {
        return;
    }
    // Beside months that are headed so it speaks of those alone.
    let said = has_any(&padded(&words(&table.setting)), "cumulative; cumulatively")
        && !all.iter().any(|one| one.to_date);
    let plain: Vec<&Series> = all.iter().filter(|series| !series.to_date).collect();
    let silently = adds_up(facts, &plain, said);
    // "In month" is a word for what does not add up.
    let to_date: Vec<&Series> = all
        .iter()
        .filter(|one| one.to_date && filled(one) >= MONTHS_MIN)
        .collect();
    let growing = to_date.iter().filter(|one| grows(&values(facts, one)));
    let so_far = growing.count() * 2 > to_date.len();
    for one in &all {
        let has_steps = || {
            plain.iter().any(|other| {
                (other.basis, other.kind) == (one.basis, one.kind)
                    && (other.line == one.line || other.label == one.label)
                    && other.whose == one.whose
            })
        };
        let run = if one.to_date {
            so_far && filled(one) >= MONTHS_MIN && !has_steps()
        } else {
            silently
        };
        if run {
            by_step(facts, one);
        }
    }
}

fn series(table: &Table<'_, '_>, facts: &[Fact]) -> Vec<Series> {
    let across = table
        .columns
        .iter()
        .any(|column| column.facets.month.is_some());
    let mut all: Vec<Series> = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        let (Period::Month(month), Some(cell)) = (fact.period, fact.value.cells.first()) else {
            continue;
        };
        let (row, column) = (cell.row, cell.column);
        let turned = across == table.grid.reads_across();
        let line = if turned { column } else { row };
        let label = named(&fact.label);
        let known = all.iter_mut().rev().find(|one| {
            (one.line, one.kind, one.basis, one.to_date)
                == (line, fact.kind, fact.basis, fact.to_date)
                && one.whose == fact.whose
                && one.label == label
        });
        let one = if let Some(one) = known {
            one
        } else {
            all.push(Series {
                line,
                kind: fact.kind,
                label: label.to_owned(),
                whose: fact.whose.clone(),
                basis: fact.basis,
                to_date: fact.to_date,
                months: [None; 12],
            });
            let Some(last) = all.last_mut() else { continue };
            last
        };
        if let Some(slot) = one.months.get_mut(usize::from(month).saturating_sub(1)) {
            slot.get_or_insert(at);
        }
    }
    all
}

/// What a row names besides its month.
fn named(label: &str) -> &str {
    let timed = periods::month(&words(label)).is_some();
    if timed { "" } else { label }
}

fn filled(series: &Series) -> usize {
    series.months.iter().flatten().count()
}

fn values(facts: &[Fact], series: &Series) -> Vec<Decimal> {
    let months = series.months.iter().flatten();
    months
        .filter_map(|at| Some(facts.get(*at)?.value.value.pounds()))
        .collect()
}

fn grows(run: &[Decimal]) -> bool {
    run.windows(2)
        .all(|pair| matches!(pair, [a, b] if a.abs() <= b.abs()))
}

/// Whether nearly every line grows from month to month, and, where no word says that months add up, the largest to many
/// times what it was in April and none to the year that is stated beside its months.
fn adds_up(facts: &[Fact], plain: &[&Series], said: bool) -> bool {
    let whole: Vec<(&Series, Vec<Decimal>)> = plain
        .iter()
        .filter(|series| filled(series) == 12)
        .map(|series| (*series, values(facts, series)))
        .filter(|(_, run)| run.iter().any(|value| !value.is_zero()))
        .collect();
    let growing = whole.iter().filter(|(_, run)| grows(run)).count();
    if said {
        return growing >= 2 && growing * 3 > whole.len() * 2;
    }
    let last = |run: &[Decimal]| run.last().copied().unwrap_or_default().abs();
    let Some((_, largest)) = whole.iter().max_by_key(|(_, run)| last(run)) else {
        return false;
    };
    let first = largest.first().copied().unwrap_or_default().abs();
    let many_times = first
        .checked_mul(Decimal::from(GROWTH_MIN))
        .is_some_and(|times| !first.is_zero() && times <= last(largest));
    let sums_to_year = whole.iter().any(|(series, run)| {
        let sum = run
            .iter()
            .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value));
        let year = year_of(facts, series).map(Money::pounds);
        sum.is_some() && sum == year
    });
    growing >= 3 && growing * 10 >= whole.len() * 9 && many_times && !sums_to_year
}

/// What is stated for the year of the line, beside its months.
fn year_of(facts: &[Fact], series: &Series) -> Option<Money> {
    let first = facts.get(*series.months.iter().flatten().next()?)?;
    let year = facts.iter().find(|fact| {
        fact.period == Period::Year
            && (fact.row, fact.kind, fact.basis) == (first.row, first.kind, first.basis)
            && fact.whose == first.whose
            && !fact.to_date
    });
    year.map(|fact| fact.value.value)
}

fn by_step(facts: &mut Vec<Fact>, series: &Series) {
    let march = series
        .months
        .last()
        .copied()
        .flatten()
        .and_then(|at| facts.get(at).cloned());
    if let Some(march) = march
        && !facts.iter().any(|fact| {
            fact.period == Period::Year
                && !fact.to_date
                && (fact.kind, fact.basis) == (march.kind, march.basis)
                && fact.whose == march.whose
                && fact.label == march.label
        })
    {
        facts.push(Fact {
            period: Period::Year,
            to_date: false,
            ..march
        });
    }
    let mut before: Option<Sourced<Money>> = None;
    for at in series.months.iter().flatten() {
        let Some(fact) = facts.get_mut(*at) else {
            continue;
        };
        fact.to_date = false;
        let this = fact.value.clone();
        if let Some(before) = before.replace(this.clone()) {
            fact.value = this - before;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Position};
    use crate::review::Review;

    const MONTHS: [&str; 12] = [
        "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
    ];

    fn position(title: &str, head: &str, run: bool) -> Position {
        let months: Vec<String> = MONTHS
            .iter()
            .map(|month| format!("{head}{month}"))
            .collect();
        let line = |label: &str, each: i64| {
            let values: Vec<String> = (1..=12)
                .map(|at| (if run { each * at } else { each }).to_string())
                .collect();
            format!("{label}|{}", values.join("|"))
        };
        let drawn = format!(
            "Oak NHS Trust I&E plan 2024/25 {title} £000\n\n|{}\n{}\n{}\n{}\n{}",
            months.join("|"),
            line("Income", 100),
            line("Pay", -60),
            line("Non-pay", -42),
            line("Surplus/(deficit)", -2)
        );
        import(&[workbook(vec![sheet("I&E", &drawn)])], &Review::default())
            .plan
            .position
            .unwrap()
    }

    #[test]
    fn march_of_months_that_add_up_is_the_year() {
        for (title, head) in [
            ("cumulative", ""),
            ("", "YTD "),
            ("", "Cumulative "),
            ("", ""),
        ] {
            let read = position(title, head, true);
            let year = read.declared.unwrap().value;
            assert_eq!(year, Money::from_pounds(-24_000), "{title}{head}");
            let months = &read.organisations[0].monthly;
            assert!(
                months
                    .iter()
                    .flatten()
                    .all(|month| month.value == Money::from_pounds(-2_000))
            );
        }
    }

    #[test]
    fn months_that_add_up_beside_others_say_nothing_of_those() {
        let months = [
            "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
        ]
        .join("|");
        let line = |label: &str, each: i64| {
            let so_far: Vec<String> = (1..=12).map(|at| (each * at).to_string()).collect();
            format!(
                "{label}{}|{}",
                format!("|{each}").repeat(12),
                so_far.join("|")
            )
        };
        let lines = [
            line("Income", 100),
            line("Pay", -60),
            line("Non-pay", -42),
            line("Surplus/(deficit)", -2),
        ];
        let drawn = format!(
            "Oak NHS Trust I&E plan 2024/25 £000\n|In month{}Cumulative\n|{months}|{months}\n{}",
            "|".repeat(12),
            lines.join("\n")
        );
        let plan = import(&[workbook(vec![sheet("I&E", &drawn)])], &Review::default()).plan;
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, Money::from_pounds(-24_000));
    }

    #[test]
    fn level_months_are_what_each_month_plans() {
        let read = position("", "", false);
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-24_000));
    }
}
