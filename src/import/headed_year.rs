//! The year that a list is headed with: "CIP 2024/25" over last year's list, kept on a sheet of its own beside this year's.

use super::periods;
use super::table::{Column, Table};
use super::text::{has_any, one_line, padded, words};
use crate::plan::FinancialYear;
use std::collections::BTreeSet;

/// What was begun in another year and counts in this one is headed so.
const CARRIED: &str = "carried; carry; forward; fye; full year; effect; b f; bf; c f; brought; rollover; rolled; roll; continuing; \
    continued; continuation; from; since; into; approved; agreed; started; begun";
/// A heading is no sentence.
const WORDS_MAX: usize = 14;

/// Said over what is of the year before the plan's.
const LAST_YEAR: &str = "last year; last years; previous year; prior year; prev year";

/// The headings of the table that is of the plan's year, with which those of another year's are held.
#[derive(Debug, Default)]
pub(super) struct Alike(BTreeSet<Vec<String>>);

impl Alike {
    /// Those of several tables together.
    pub(super) fn of<'t>(tables: impl Iterator<Item = &'t Table<'t, 't>>) -> Self {
        Self(tables.flat_map(without_year).collect())
    }

    /// Whether a table headed with another year is that year's, and no part of the plan that was begun then: its heading is
    /// that of the plan's but for the year, or it says the year again over its figures.
    pub(super) fn proves(&self, table: &Table<'_, '_>, headed: FinancialYear) -> bool {
        let says = |column: &Column| column.is_value() && column.own.year == Some(headed);
        table.columns.iter().any(says)
            || heads(table).any(|head| has_any(&padded(&words(&head)), LAST_YEAR))
            || without_year(table).any(|head| self.0.contains(&head))
    }
}

/// What the headings that name a year say beside it.
fn without_year<'t>(table: &'t Table<'_, '_>) -> impl Iterator<Item = Vec<String>> + 't {
    let named = heads(table).filter(|head| !periods::years(head).is_empty());
    named.map(|head| {
        let all = words(&head).into_iter();
        all.filter(|word| !word.contains(|c: char| c.is_ascii_digit()))
            .collect()
    })
}

/// The name of the sheet and the lines above the table that are no sentences.
fn heads<'t>(table: &'t Table<'_, '_>) -> impl Iterator<Item = String> + 't {
    let all = [table.grid.sheet.name()]
        .into_iter()
        .chain(table.captions());
    all.map(one_line)
        .filter(|head| words(head).len() <= WORDS_MAX)
}

/// The one year that the name of the sheet, the lines above the list and its columns of figures name, where the first two do.
pub(super) fn of(table: &Table<'_, '_>) -> Option<FinancialYear> {
    let heads: Vec<String> = heads(table).collect();
    let headed: BTreeSet<FinancialYear> =
        heads.iter().flat_map(|head| periods::years(head)).collect();
    let only = headed.first().filter(|_| headed.len() == 1)?;
    let mut stated = table.columns.iter().filter_map(|column| column.facets.year);
    let carried = heads
        .iter()
        .any(|head| has_any(&padded(&words(head)), CARRIED));
    (!carried && stated.all(|own| own == *only)).then_some(*only)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};
    use crate::plan::Money;

    fn total(heads: [&str; 2]) -> Money {
        let [old, new] = heads.map(|head| head.split_once('|').unwrap_or((head, head)));
        let list =
            |title: &str, rows: &str| format!("{title}\n\nScheme|Lead|R/NR|Value £k\n{rows}");
        let old_list = list(old.1, "Beds|AB|R|100\nBank|CD|NR|200");
        let new_list = list(new.1, "Lists|AB|R|500\nDrugs|EF|R|350");
        let plan = read(&[(old.0, &old_list), (new.0, &new_list)]);
        plan.savings.unwrap().total().value
    }

    #[test]
    fn a_list_headed_with_another_year_is_not_added_to_this_years() {
        let alone = pounds(850_000);
        assert_eq!(
            total(["A|Ash NHS Trust CIP 2025/26", "B|Ash NHS Trust CIP 2026/27"]),
            alone
        );
        assert_eq!(
            total(["25-26|Ash NHS Trust CIP", "26-27|Ash NHS Trust CIP"]),
            alone
        );
    }

    #[test]
    fn an_account_headed_with_another_year_is_not_the_plans() {
        let account = |year: &str, pay: u32, result: i32| {
            format!(
                "Ash NHS Trust I&E {year} £000\n\n|Plan\nIncome|1000\nPay|-{pay}\nSurplus/(deficit)|{result}"
            )
        };
        let (old, new) = (account("2025/26", 1020, -20), account("2026/27", 1005, -5));
        for sheets in [[("A", &*old), ("B", &*new)], [("A", &*new), ("B", &*old)]] {
            let declared = read(&sheets).position.unwrap().declared.unwrap();
            assert_eq!(declared.value, pounds(-5_000));
        }
    }

    #[test]
    fn what_is_carried_into_the_year_counts_and_so_do_lists_of_one_year() {
        let both = pounds(1_150_000);
        for old in [
            "A|Ash NHS Trust schemes carried forward from 2025/26",
            "A|Ash NHS Trust CIP 2025/26: full year effect",
            "A|Ash NHS Trust CIP 2026/27, surgery",
            "A|Ash NHS Trust CIP, surgery",
            "A|Ash NHS Trust wave 1 of the programme (2025/26)",
        ] {
            assert_eq!(total([old, "B|Ash NHS Trust CIP 2026/27"]), both, "{old}");
        }
    }
}
