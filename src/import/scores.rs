//! Self-assessments: statements, each with a few marks out of five or ten. Savings, plans and forecasts are what they are
//! about, and no figure in them is money.

use super::kind::{Kind, Verdict};
use super::position;
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::{units, weeks};
use rust_decimal::Decimal;

/// No mark is higher.
const MARK_MAX: u32 = 10;
/// Fewer small numbers may be small by chance.
const MARKS_MIN: usize = 6;
/// As many rows tell.
const ROWS_COMPARED: usize = 400;

/// What marks are called.
const MARKS: &str = "score; scores; scored; scoring; rating; ratings; self assessment; self assessed; mark; marks; maturity; \
    out of 5; out of five; out of 10; out of ten";
/// What is marked.
const MARKED: &str = "statement; statements; question; questions; criterion; criteria; standard; standards; enquiry; \
    enquiries; principle; principles";

/// What the table is, where its figures are marks: whole numbers up to ten that state no unit, in a table that calls
/// them so or whose rows are statements.
pub(super) fn verdict(table: &Table<'_, '_>) -> Option<Verdict> {
    let is_scores =
        says_so(table) && !states_money(table) && holds_marks(table) && !counts_waits(table);
    is_scores.then(|| Verdict {
        kind: Kind::Other,
        score: 0,
        evidence: vec!["scores of statements: no figure in it is money".to_owned()],
    })
}

fn says_so(table: &Table<'_, '_>) -> bool {
    let says = |text: &str, phrases: &'static str| has_any(&padded(&words(text)), phrases);
    let headed = |column: &Column| column.is_value() && column.facets.says(MARKS);
    table.columns.iter().any(headed)
        || table.captions().any(|line| says(line, MARKS))
        || says(table.grid.sheet.name(), MARKS)
        || position::label_column(table).is_some_and(|column| says(&column.own.text, MARKED))
}

fn states_money(table: &Table<'_, '_>) -> bool {
    let shown = |row: &u32| {
        let cells = table.columns.iter().filter(|column| column.is_value());
        let mut cells = cells.filter_map(|column| table.grid.cell(*row, column.index));
        cells.any(|cell| units::stored(cell, None).is_some())
    };
    table.unit.is_some()
        || table
            .columns
            .iter()
            .any(|column| column.facets.unit.is_some())
        || table.region.rows.iter().take(ROWS_COMPARED).any(shown)
}

/// Whether the figures are of long waits, which may be few: most rows or a column of figures say over how many weeks.
fn counts_waits(table: &Table<'_, '_>) -> bool {
    let labels = || table.columns.iter().filter(|column| column.is_text());
    let measured = |row: &&u32| {
        labels().any(|column| {
            let label = table.grid.text(**row, column.index);
            label.is_some_and(|text| weeks::longer_than(text).is_some())
        })
    };
    let rows = table.region.rows.iter().take(ROWS_COMPARED);
    let all = rows.len();
    rows.filter(measured).count() * 2 > all
        || table
            .columns
            .iter()
            .any(|column| column.is_value() && column.facets.weeks.is_some())
}

/// Whether nearly all figures are whole and small; an average of them need not be.
fn holds_marks(table: &Table<'_, '_>) -> bool {
    let highest = Decimal::from(MARK_MAX);
    let (mut all, mut marks) = (0_usize, 0_usize);
    for row in table.region.rows.iter().take(ROWS_COMPARED) {
        for column in table.columns.iter().filter(|column| column.is_value()) {
            let Some(number) = table.grid.number(*row, column.index) else {
                continue;
            };
            if number.is_sign_negative() || number > highest {
                return false;
            }
            all += 1;
            marks += usize::from(number.fract().is_zero());
        }
    }
    all >= MARKS_MIN && marks * 5 >= all * 4
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};
    use crate::plan::Weeks;

    const ROWS: &str = "The savings plan is agreed by every budget holder|2|3|4\n\
        Forecasts are seen each month by the committee|3|3|4\nSavings have an owner and a plan|1|2|4\n\
        Unidentified savings are reported as such|1|1|4";

    #[test]
    fn marks_for_statements_about_savings_are_no_savings() {
        for (title, head) in [
            (
                "Savings governance: where are we",
                "Statement|Oct 2023|Oct 2024|Target",
            ),
            ("Savings self-assessment", "Area|2023|2024|Plan"),
            (
                "Efficiency maturity (1 low, 5 high)",
                "Area|Last year|Now|Target",
            ),
            ("CIP governance", "Item|Score 2023|Score 2024|Target score"),
            ("CIP governance", "Question|This year|Next year|Plan"),
        ] {
            let plan = read(&[(
                "Review",
                &format!("{title}\n\n{head}\n{ROWS}\nAverage|1.75|2.25|4"),
            )]);
            assert!(plan.savings.is_none(), "{title} {head}");
            assert!(plan.year.is_none(), "{title} {head}");
        }
    }

    #[test]
    fn small_savings_beside_a_score_are_savings() {
        let rows = "Rotas|4|3|2\nBeds|3|2|5\nBank|2|1|1\nDrugs|1|1|3";
        for (title, head) in [
            (
                "Savings plan 2024/25 £m",
                "Scheme|Plan 24/25|Forecast|Delivery score",
            ),
            ("Savings plan 2024/25", "Scheme|Plan £m|Forecast £m|Score"),
            (
                "Savings plan 2024/25",
                "Scheme|Plan 24/25|Forecast|Owner no",
            ),
        ] {
            let plan = read(&[("CIP", &format!("{title}\n\n{head}\n{rows}"))]);
            let total = plan.savings.unwrap().total().value;
            assert_eq!(total, pounds(10_000_000), "{head}");
        }
    }

    #[test]
    fn few_long_waits_are_no_marks() {
        let waits = |head: &str, rows: [&str; 3]| {
            let rows = rows.map(|label| format!("{label}|9|8|7|6")).join("\n");
            let drawn = format!(
                "Moor NHS Trust long waits plan 2025/26\n\n{head}|Apr-25|May-25|Jun-25|Jul-25\n{rows}"
            );
            read(&[("RTT", &drawn)]).elective
        };
        let measures = ["52+ weeks", "65+ weeks", "78+ weeks"];
        for head in ["Standard", "Criterion"] {
            let elective = waits(head, measures).unwrap();
            assert_eq!(elective.total(Weeks(78)).len(), 4, "{head}");
        }
        // One statement of several that mentions them is marked like the others.
        let statements = [
            "The plan leaves nobody over 65 weeks",
            "Waits are reported to the board each month",
            "Lists are validated by the services",
        ];
        assert_eq!(waits("Statement", statements), None);
    }
}
