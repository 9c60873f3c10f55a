//! Tables of income and expenditure as facts: whose, which line, which period, plan or actual, how much, which cell.

use super::account_columns::{Across, body_of, column_of};
use super::account_rows::row_of;
use super::account_signs::give_signs;
use super::header::{Basis, Role};
use super::owners::headed_by;
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::vocabulary::line_kind;
use super::{crossed, cumulative, income_above, names, rows_of_year, without_result};
use crate::plan::{FinancialYear, LineKind, Money, Organisation, Sourced, Unit};
use std::collections::HashMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Period {
    Year,
    /// 1 is April.
    Month(u8),
    Quarter(u8),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Whose {
    /// The whole plan: a system row or a total of organisations.
    Whole,
    One(Organisation),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub(super) whose: Whose,
    pub(super) kind: LineKind,
    pub(super) label: String,
    pub(super) period: Period,
    pub(super) basis: Basis,
    pub(super) to_date: bool,
    pub(super) value: Sourced<Money>,
    pub(super) unit: Unit,
    /// The row on the sheet, for lines of one account.
    pub(super) row: u32,
}

/// Every figure of the table that says whose and what it is.
pub(super) fn facts(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: &Whose,
) -> Vec<Fact> {
    if let Some(crossed) = crossed::facts(table, year, default) {
        return crossed;
    }
    let titled = titled(table);
    let lines_down = lines_down(table);
    let across: Vec<(u32, Across)> = table
        .columns
        .iter()
        .filter(|column| column.is_value())
        .filter_map(|column| {
            Some((
                column.index,
                column_of(table, column, year, lines_down, default)
                    .or_else(|| body_of(column).filter(|_| titled.is_some() && !lines_down))?,
            ))
        })
        .collect();
    collect(table, year, default, &across)
}

/// The figures in these columns, each with what its row says.
pub(super) fn collect(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: &Whose,
    across: &[(u32, Across)],
) -> Vec<Fact> {
    let titled = titled(table);
    let lines_down = lines_down(table);
    let bodies_across = names_bodies(table);
    let labels = label_column(table);
    let around = said_of_months(table);
    let one_sided: Vec<u32> = table
        .columns
        .iter()
        .filter(|column| lines_down && crossed::is_one_side(table, column))
        .map(|column| column.index)
        .collect();
    let mut facts = Vec::new();
    let mut headed: Option<Whose> = None;
    for row in &rows_of_year::of_year(table, year) {
        headed = headed_by(table, *row).or(headed);
        let Some(mut down) = row_of(table, labels, *row, lines_down, year) else {
            continue;
        };
        down.whose = down.whose.or_else(|| headed.clone());
        for (column, across) in across {
            let Some(kind) = across.kind.or(down.kind).or(titled) else {
                continue;
            };
            if down.kind.is_some_and(LineKind::is_result) && one_sided.contains(column) {
                continue;
            }
            // A dash is no adjusted result of nothing: it may stand where nothing was adjusted.
            let nil = || {
                table
                    .nil(*row, *column)
                    .filter(|_| kind != LineKind::AdjustedSurplus)
            };
            let Some(value) = table.money(*row, *column).or_else(nil) else {
                continue;
            };
            let whose = match (&down.whose, &across.whose) {
                (Some(Whose::Whole), _) | (_, Some(Whose::Whole))
                    if down.whose.is_none()
                        || across.whose.is_none()
                        || across.whose == Some(Whose::Whole) =>
                {
                    if across.whose == Some(Whose::Whole)
                        && matches!(default, Whose::One(_))
                        && !bodies_across
                    {
                        default.clone()
                    } else {
                        Whose::Whole
                    }
                }
                (Some(one), _) | (None, Some(one)) => one.clone(),
                (None, None) => default.clone(),
            };
            let period = across.period.or(down.period).unwrap_or(Period::Year);
            let around = around.filter(|_| matches!(period, Period::Month(_)));
            let basis = across.basis.or(down.basis).or(around);
            facts.push(Fact {
                whose,
                kind,
                // Where bodies run down, the column says which line of their accounts it is.
                label: table
                    .column(*column)
                    .filter(|_| down.kind.is_none() && across.kind.is_some())
                    .map_or_else(|| down.label.clone(), |own| own.own.text.clone()),
                period,
                basis: basis.unwrap_or(Basis::Plan),
                to_date: across.to_date || down.to_date,
                unit: table.unit_of(*row, *column),
                value,
                row: *row,
            });
        }
    }
    income_above::settle(&mut facts);
    if table.sign.is_none() {
        give_signs(&mut facts);
    }
    cumulative::take_apart(table, &mut facts);
    facts
}

/// "Actual to October, forecast from November" over months that say nothing themselves: they are not the plan's. Months of a
/// forecast alone may be all the plan there is.
fn said_of_months(table: &Table<'_, '_>) -> Option<Basis> {
    let said = padded(&words(table.caption()));
    let actual = has_any(&said, "actual; actuals");
    let planned = has_any(&said, "plan; planned; budget; budgeted; profile");
    (actual && !planned).then_some(Basis::Actual)
}

/// The result that the lines above the table say it holds. Over months "cumulative" says how it is told, and not that it is
/// one of several years.
pub(super) fn titled(table: &Table<'_, '_>) -> Option<LineKind> {
    let months = table
        .columns
        .iter()
        .any(|column| column.facets.month.is_some());
    table
        .captions()
        .chain(first_sentences(table))
        .filter_map(|caption| {
            if months {
                line_kind(&caption.to_lowercase().replace("cumulative", ""))
            } else {
                line_kind(caption)
            }
        })
        .find(|kind| kind.is_result())
}

/// What a line of several sentences above the table begins with: "Planned surplus/(deficit), £000. The final submission is …"
fn first_sentences<'t>(table: &'t Table<'_, '_>) -> impl Iterator<Item = &'t str> {
    let lines = table.title.rsplit(" | ");
    let firsts = lines.filter_map(|line| line.split_once(". ").map(|(first, _)| first));
    firsts.filter(|first| words(first).len() <= FIRST_WORDS_MAX)
}

/// A first sentence of more words is no title.
const FIRST_WORDS_MAX: usize = 12;

/// The line of an account that a label names; "Moor Community NHS Trust" is a body, whatever "community" is in an account.
pub(super) fn line_of_account(label: &str) -> Option<LineKind> {
    let is_body = || names::in_title(label).is_some_and(|one| one.name.len() == label.trim().len());
    // "Adjusted financial performance as % of income" is no sum of money.
    let is_share = label.contains('%');
    line_kind(label).filter(|_| !is_share && !is_body())
}

/// Whether the rows are lines of an account, down to the result, or of a whole account that states none.
pub(super) fn lines_down(table: &Table<'_, '_>) -> bool {
    let labels = labels(table);
    let kinds: Vec<LineKind> = labels
        .iter()
        .filter_map(|label| line_of_account(label))
        .collect();
    let result = |kind: &LineKind| matches!(kind, LineKind::Surplus | LineKind::AdjustedSurplus);
    kinds.len() >= 3 && (kinds.iter().any(result) || without_result::is_account(labels.into_iter()))
}

/// The labels down the column that names most lines of an account.
pub(super) fn labels<'g>(table: &Table<'g, '_>) -> Vec<&'g str> {
    let Some(column) = label_column(table) else {
        return Vec::new();
    };
    table
        .region
        .rows
        .iter()
        .take(400)
        .filter_map(|row| table.grid.text(*row, column.index))
        .collect()
}

/// The column of words that names most lines of an account; else the first of words.
pub(super) fn label_column<'t>(table: &'t Table<'_, '_>) -> Option<&'t Column> {
    let words = || {
        table
            .columns
            .iter()
            .filter(|column| column.texts > 0 && !column.is_numeric())
    };
    let named = |column: &Column| {
        // Most columns say one of a few things.
        let mut known: HashMap<&str, bool> = HashMap::new();
        let rows = table.region.rows.iter().take(400);
        let texts = rows.filter_map(|row| table.grid.text(*row, column.index));
        texts
            .filter(|text| {
                *known
                    .entry(text)
                    .or_insert_with(|| line_of_account(text).is_some())
            })
            .count()
    };
    words()
        .filter(|column| {
            !matches!(
                column.role,
                Some(Role::Organisation | Role::OrganisationCode | Role::Reference | Role::Note)
            )
        })
        .max_by_key(|column| (named(column), std::cmp::Reverse(column.index)))
        .or_else(|| words().next())
}

/// Whether two or more columns are headed by a body each.
pub(super) fn names_bodies(table: &Table<'_, '_>) -> bool {
    let named =
        |column: &&Column| column.is_value() && names::in_header(&column.own.text).is_some();
    table.columns.iter().filter(named).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{LineKind, Money, Position};
    use crate::review::Review;

    fn position(drawn: &str) -> Position {
        import(&[workbook(vec![sheet("I&E", drawn)])], &Review::default())
            .plan
            .position
            .unwrap()
    }

    #[test]
    fn the_first_sentence_above_bodies_may_say_that_these_are_their_results() {
        let drawn = "Oak system\n2025/26 plan: surplus/(deficit) by organisation, £000. The submission of 30 April is the plan; the one of 27 February is shown so that the committee can see what has changed since.\n\nOrganisation|Draft 27 Feb|Final 30 Apr|Movement\nNHS Oak ICB|2100|6400|4300\nElm NHS Trust|-9800|-7200|2600\nSystem|-7700|-800|6900";
        let read = position(drawn);
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-800_000));
    }

    fn millions(position: &Position) -> Vec<(String, Money)> {
        position
            .organisations
            .iter()
            .map(|one| (one.organisation.name.clone(), one.surplus.value))
            .collect()
    }

    const M: i64 = 1_000_000;

    #[test]
    fn organisations_across_are_members_and_their_total_is_the_whole() {
        let read = position(
            "Devon ICS 2023/24\n\n£m|Devon ICB|A Trust|Devon system\nIncome|100|50|150\nPay|-1|-40|-41\nNon-pay|-99|-15|-114\nSurplus/(deficit)|0|-5|-5",
        );
        assert_eq!(
            millions(&read),
            [
                ("Devon ICB".to_owned(), Money::ZERO),
                ("A Trust".to_owned(), Money::from_pounds(-5 * M))
            ]
        );
        assert_eq!(read.declared.unwrap().cells[0].to_string(), "'I&E'!D7");
    }

    #[test]
    fn a_dash_is_break_even_and_the_recurrent_part_is_not_the_year() {
        let read = position(
            "Tees ICB plan 24/25 £m\n\n|24/25 plan|24/25 non-recurrent|24/25 recurrent\nAllocation|100|10|90\nCommissioning|-100|-2|-98\nSurplus/(deficit)|-|8|-8",
        );
        assert_eq!(read.declared.unwrap().value, Money::ZERO);
    }

    #[test]
    fn an_account_on_its_side_has_the_plan_in_a_row() {
        let read = position(
            "Tees NHS Trust plan 24/25 £m\n\n|Income|Pay|Non-pay|Surplus/(deficit)\nAnnual plan|100|-70|-33|-3\nYTD plan|50|-35|-16|-1\nForecast outturn|99|-70|-34|-5",
        );
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-3 * M));
    }

    #[test]
    fn a_corner_that_says_organisation_may_stand_above_the_lines() {
        let read = position(
            "Tees ICS plan 24/25 £m\n\nOrganisation|Tees ICB|Tees NHS Trust|System\nIncome|100|50|150\nExpenditure|-98|-55|-153\nSurplus/(deficit)|2|-5|-3",
        );
        assert_eq!(
            millions(&read),
            [
                ("Tees ICB".to_owned(), Money::from_pounds(2 * M)),
                ("Tees NHS Trust".to_owned(), Money::from_pounds(-5 * M))
            ]
        );
    }

    #[test]
    fn the_adjusted_result_comes_before_the_unadjusted() {
        let read = position(
            "Tees NHS Trust plan 24/25 £m\n\n|Plan\nIncome|100\nPay|-110\nDeficit for the year|-10\nAdjusted financial performance surplus/(deficit)|-8",
        );
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-8 * M));
        let kinds: Vec<LineKind> = read.organisations[0]
            .lines
            .iter()
            .map(|line| line.kind)
            .collect();
        assert_eq!(
            kinds,
            [
                LineKind::Income,
                LineKind::Pay,
                LineKind::Surplus,
                LineKind::AdjustedSurplus
            ]
        );
    }

    #[test]
    fn costs_printed_without_a_sign_are_costs() {
        let read = position(
            "Tees NHS Trust plan 24/25 £m\n\n|Plan\nIncome|100\nPay|70\nNon-pay|33\nSurplus/(deficit)|-3",
        );
        assert_eq!(
            read.organisations[0].lines[1].plan.as_ref().unwrap().value,
            Money::from_pounds(-70 * M)
        );
        assert_eq!(read.base.unwrap().value.value, Money::from_pounds(100 * M));
    }

    #[test]
    fn months_down_the_page_add_up_to_the_year() {
        let months = [
            "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
        ];
        let rows: Vec<String> = months
            .iter()
            .map(|month| format!("{month}|10000|-9000|-1500|-500"))
            .collect();
        let read = position(&format!(
            "Tees NHS Trust plan 24/25 £000\n\nMonth|Income|Pay|Non-pay|Surplus/(deficit)\n{}",
            rows.join("\n")
        ));
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-6 * M));
        assert!(read.organisations[0].monthly.iter().all(Option::is_some));
    }

    #[test]
    fn months_under_a_title_that_says_actual_are_not_the_plans() {
        let heads: Vec<String> = (1..=12).map(|month| format!("M{month}")).collect();
        let rows = |title: &str, each: i64, last: i64| {
            let months = vec![each.to_string(); 11].join("|");
            format!(
                "{title}\n\nOrganisation|{}|2024/25\nTees NHS Trust|{months}|{last}|-3000",
                heads.join("|")
            )
        };
        let actual = rows(
            "Surplus/(deficit): actual to M7, forecast from M8",
            -1_000,
            8_000,
        );
        let planned = rows("Planned surplus/(deficit)", -300, 300);
        for drawn in [[&actual, &planned], [&planned, &actual]] {
            let drawn = format!(
                "Tees NHS Trust 2024/25 £000\n\n{}\n\n{}",
                drawn[0], drawn[1]
            );
            let read = position(&drawn);
            assert_eq!(read.declared.unwrap().value, Money::from_pounds(-3 * M));
            let april = read.organisations[0].monthly[0].as_ref().unwrap();
            assert_eq!(april.value, Money::from_pounds(-300_000));
        }
    }

    #[test]
    fn results_of_bodies_across_the_months_are_each_bodys_year() {
        let months = [
            "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
        ];
        let rows: Vec<String> = months
            .iter()
            .map(|month| format!("{month}|0|-10|-10"))
            .collect();
        let read = position(&format!(
            "Tamar ICS: planned surplus/(deficit) 2024/25 £000\n\nMonth|Tamar ICB|Looe NHS Trust|System\n{}",
            rows.join("\n")
        ));
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-120_000));
        assert_eq!(read.organisations.len(), 2);
    }

    #[test]
    fn quarters_down_the_page_add_up_to_the_year() {
        let read = position(
            "Tees NHS Trust plan 24/25 £m\n\n|Income|Pay|Non-pay|Surplus/(deficit)\nQ1|25|-15|-11|-1\nQ2|25|-15|-11|-1\nQ3|25|-15|-10|0\nQ4|25|-15|-10|0",
        );
        assert_eq!(read.declared.unwrap().value, Money::from_pounds(-2 * M));
    }
}
