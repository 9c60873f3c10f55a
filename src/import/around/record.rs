//! What was saved in the years before, from small tables with a year in each row or in each column.

use crate::import::header::Basis;
use crate::import::kind::Kind;
use crate::import::page::Found;
use crate::import::periods;
use crate::import::rows;
use crate::import::table::{Column, Table};
use crate::import::text::{has_any, padded, words};
use crate::import::vocabulary::savings_words;
use crate::plan::{FinancialYear, Money, Sourced, YearSavings};
use std::collections::BTreeMap;

/// Fewer years are no record.
const YEARS_MIN: usize = 2;
/// A longer table is about something else.
const ROWS_MAX: usize = 12;

/// The record of the first table that is one; such a table holds no schemes of the plan and is set aside.
pub(in crate::import) fn read(
    found: &mut [Found<'_, '_>],
    year: Option<FinancialYear>,
) -> Vec<YearSavings> {
    let Some(year) = year else { return Vec::new() };
    for found in found
        .iter_mut()
        .filter(|found| matches!(found.verdict.kind, Kind::Savings | Kind::Other))
    {
        let table = &found.table;
        if table.region.rows.len() > ROWS_MAX || !savings_words(&padded(&words(&table.words()))) {
            continue;
        }
        let record = years_down(table, year).or_else(|| years_across(table, year));
        if let Some(record) = record {
            found.verdict.kind = Kind::Other;
            found.around += record.len();
            found
                .verdict
                .evidence
                .push("savings delivered in earlier years".to_owned());
            return record;
        }
    }
    Vec::new()
}

fn says_delivered(text: &str) -> bool {
    has_any(
        &padded(&words(text)),
        "delivered; achieved; actual; actuals; outturn; delivery",
    ) && !text.contains('%')
}

fn of_years(years: BTreeMap<FinancialYear, YearSavings>) -> Option<Vec<YearSavings>> {
    (years.len() >= YEARS_MIN).then(|| years.into_values().collect())
}

/// A year in each row, and what was delivered in a column.
fn years_down(table: &Table<'_, '_>, year: FinancialYear) -> Option<Vec<YearSavings>> {
    let value = |column: &&Column| column.is_value();
    let delivered = table
        .columns
        .iter()
        .filter(value)
        .find(|column| says_delivered(&column.facets.text))?;
    let planned =
        table.columns.iter().filter(value).find(|column| {
            column.facets.basis == Some(Basis::Plan) && column.index != delivered.index
        });
    let mut years = BTreeMap::new();
    for row in &table.region.rows {
        let label = rows::first_text(table, *row);
        let [own] = periods::years(&label)[..] else {
            // A row that is no year makes it a table of schemes or of bodies.
            table.money(*row, delivered.index).is_none().then_some(())?;
            continue;
        };
        if own < year
            && let Some(value) = amount(table, *row, delivered.index)
        {
            years.insert(
                own,
                YearSavings {
                    year: own,
                    planned: planned.and_then(|column| amount(table, *row, column.index)),
                    delivered: value,
                },
            );
        }
    }
    of_years(years)
}

/// A year in each column, and what was delivered in a row.
fn years_across(table: &Table<'_, '_>, year: FinancialYear) -> Option<Vec<YearSavings>> {
    let before: Vec<(&Column, FinancialYear)> = table
        .columns
        .iter()
        .filter(|column| column.is_value())
        .filter_map(|column| Some((column, column.facets.year.filter(|own| *own < year)?)))
        .collect();
    let named = |says: &dyn Fn(&str) -> bool| {
        let mut all = table.region.rows.iter().copied();
        all.find(|row| says(&rows::first_text(table, *row)))
    };
    let delivered = named(&says_delivered)?;
    let planned = named(&|text: &str| {
        has_any(&padded(&words(text)), "target; plan; planned") && !says_delivered(text)
    });
    let years = before
        .into_iter()
        .filter_map(|(column, own)| {
            let record = YearSavings {
                year: own,
                planned: planned.and_then(|row| amount(table, row, column.index)),
                delivered: amount(table, delivered, column.index)?,
            };
            Some((own, record))
        })
        .collect();
    of_years(years)
}

/// A saving is positive whatever sign the workbook uses.
fn amount(table: &Table<'_, '_>, row: u32, column: u32) -> Option<Sourced<Money>> {
    let money = table.money(row, column)?;
    (!money.value.is_zero()).then(|| Sourced::new(money.value.abs(), money.cells))
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Plan};
    use crate::review::Review;

    fn read(drawn: &str) -> Plan {
        let schemes = sheet(
            "CIP",
            "Fell NHS Trust CIP 2024/25 £000\n\nScheme|Lead|R/NR|Plan 2024/25\nBeds|COO|R|3000\nBank|CPO|R|2500\nDrugs|CP|R|1500\nTotal|||7000",
        );
        import(
            &[workbook(vec![schemes, sheet("Record", drawn)])],
            &Review::default(),
        )
        .plan
    }

    fn told(plan: &Plan) -> Vec<String> {
        let record = plan.around.record.iter();
        record
            .map(|one| {
                let planned = one.planned.as_ref();
                format!(
                    "{} {} of {:?}",
                    one.year,
                    one.delivered.value.pounds() / rust_decimal::Decimal::ONE_THOUSAND,
                    planned.map(|own| own.cells[0].to_string())
                )
            })
            .collect()
    }

    #[test]
    fn a_record_with_years_down_the_page_is_read_and_is_no_list_of_schemes() {
        let plan = read(
            "CIP delivery, £000\n\nYear|Target|Delivered|% delivered\n2021/22|4000|3200|80\n2022/23|5000|3900|78\n2023/24|6000|4100|68",
        );
        assert_eq!(
            told(&plan),
            [
                "2021/22 3200 of Some(\"Record!B4\")",
                "2022/23 3900 of Some(\"Record!B5\")",
                "2023/24 4100 of Some(\"Record!B6\")"
            ]
        );
        assert_eq!(
            plan.savings.unwrap().total().value,
            Money::from_pounds(7_000_000)
        );
    }

    #[test]
    fn a_record_with_years_across_the_page_is_read() {
        let plan = read(
            "Savings in the last three years, £000\n\n|2021/22|2022/23|2023/24\nCIP target|4000|5000|6000\nCIP delivered|3200|3900|4100",
        );
        assert_eq!(told(&plan).len(), 3, "{:?}", plan.around.record);
        assert!(told(&plan)[2].starts_with("2023/24 4100"));
    }

    #[test]
    fn the_plans_own_year_and_schemes_by_year_are_no_record() {
        for drawn in [
            "CIP delivery, £000\n\nYear|Target|Delivered\n2024/25|4000|3200",
            "CIP 2024/25, £000\n\nScheme|2022/23 delivered|2023/24 delivered|Plan 2024/25\nFleet|100|120|200\nLabs|80|90|150",
        ] {
            assert!(read(drawn).around.record.is_empty(), "{drawn}");
        }
    }
}
