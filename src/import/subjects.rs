//! A list of records that holds several subjects, one row per figure: its rows of pathways, of staff and of money are
//! tables of their own, under the same headers.

use super::grid::Grid;
use super::header::{Facets, Role};
use super::long_form::are_periods;
use super::region::Region;
use super::text::{has_any, padded, words};
use super::weeks;
use std::collections::HashMap;

/// Fewer rows are a note among the others.
const ROWS_MIN: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Waits,
    Staff,
    Else,
}

/// The region, or one region for each subject, in order of their first rows.
pub(super) fn split(grid: &Grid<'_>, region: Region) -> Vec<Region> {
    let Some(columns) = said_in(grid, &region) else {
        return vec![region];
    };
    let mut known = HashMap::new();
    let mut parts: Vec<(Subject, Vec<u32>)> = Vec::new();
    for row in &region.rows {
        let subject = subject(grid, &columns, *row, &mut known);
        match parts.iter_mut().find(|(own, _)| *own == subject) {
            Some((_, rows)) => rows.push(*row),
            None => parts.push((subject, vec![*row])),
        }
    }
    if parts.len() < 2 || parts.iter().any(|(_, rows)| rows.len() < ROWS_MIN) {
        return vec![region];
    }
    parts
        .into_iter()
        .map(|(_, rows)| Region {
            rows,
            ..region.clone()
        })
        .collect()
}

/// The columns that may say what a record is of; `None` where rows are no records: a month in a column of its own, what
/// is measured in another, and nothing that only a list of schemes has.
fn said_in(grid: &Grid<'_>, region: &Region) -> Option<Vec<u32>> {
    let heads: Vec<(u32, Facets)> = region
        .columns
        .iter()
        .map(|column| {
            let texts = region.header_texts(grid, *column).join(" ");
            (*column, Facets::of(&texts))
        })
        .collect();
    let has = |role: Role| heads.iter().any(|(_, head)| head.role == Some(role));
    let months = heads
        .iter()
        .find(|(_, head)| head.role == Some(Role::Month));
    let measured = has(Role::Measure) || has(Role::Line) || has(Role::Name);
    let schemes = [
        Role::Reference,
        Role::Status,
        Role::Recurrence,
        Role::Risk,
        Role::Owner,
    ];
    let across = heads.iter().any(|(_, head)| {
        head.weeks.is_some() || (head.month.is_some() && head.role != Some(Role::Month))
    });
    if !measured || across || schemes.into_iter().any(has) {
        return None;
    }
    // Days on which something is due head no records.
    let (month, _) = months.filter(|(column, _)| are_periods(grid, &region.rows, *column))?;
    let says = |head: &Facets| {
        matches!(
            head.role,
            None | Some(Role::Measure | Role::Line | Role::Name | Role::Category)
        )
    };
    let columns = heads
        .iter()
        .filter(|(column, head)| column != month && says(head))
        .map(|(column, _)| *column);
    Some(columns.collect())
}

fn subject<'a>(
    grid: &Grid<'a>,
    columns: &[u32],
    row: u32,
    known: &mut HashMap<&'a str, Subject>,
) -> Subject {
    let texts = columns.iter().filter_map(|column| grid.text(row, *column));
    texts
        .map(|text| *known.entry(text).or_insert_with(|| of_text(text)))
        .find(|subject| *subject != Subject::Else)
        .unwrap_or(Subject::Else)
}

fn of_text(text: &str) -> Subject {
    if weeks::counted(text).is_some() || weeks::is_share_within_18(text) {
        return Subject::Waits;
    }
    let padded = padded(&words(text));
    let staff = "wte; wtes; fte; ftes; whole time equivalent; whole time equivalents";
    if has_any(&padded, staff) {
        Subject::Staff
    } else {
        Subject::Else
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Plan, Weeks};
    use crate::review::Review;

    const HEAD: &str = "Organisation|Domain|Measure|Basis|Month ending|Unit|Value";

    fn months() -> impl Iterator<Item = (String, i64)> {
        let months = (4..=12).map(|month| format!("30-{month:02}-2025"));
        let months = months.chain((1..=3).map(|month| format!("28-{month:02}-2026")));
        months.zip(0..)
    }

    fn plan(head: &str, rows: &dyn Fn(&str, i64) -> Vec<String>) -> Plan {
        let rows: Vec<String> = months().flat_map(|(month, at)| rows(&month, at)).collect();
        let drawn = format!("{head}\n{}", rows.join("\n"));
        import(&[workbook(vec![sheet("Data", &drawn)])], &Review::default()).plan
    }

    fn records(month: &str, at: i64) -> Vec<String> {
        let row = |domain: &str, measure: &str, basis: &str, unit: &str, value: i64| {
            format!("Oak NHS Trust|{domain}|{measure}|{basis}|{month}|{unit}|{value}")
        };
        let mut rows = vec![
            row("Finance", "Income", "Plan", "£000", 10_000),
            row("Finance", "Pay", "Plan", "£000", -8_000),
            row("Finance", "Non-pay", "Plan", "£000", -2_500),
            row("Finance", "Surplus / (deficit)", "Plan", "£000", -500),
            row(
                "Elective",
                "RTT pathways waiting over 52 weeks",
                "Plan",
                "Number",
                100 - at,
            ),
            row(
                "Elective",
                "RTT pathways waiting over 65 weeks",
                "Plan",
                "Number",
                20 - at,
            ),
            row(
                "Workforce",
                "Substantive staff in post (WTE)",
                "Plan",
                "WTE",
                900 - at,
            ),
        ];
        if at < 6 {
            rows.push(row(
                "Elective",
                "RTT pathways waiting over 52 weeks",
                "Actual",
                "Number",
                110 - at,
            ));
        }
        rows
    }

    #[test]
    fn money_pathways_and_staff_of_one_value_column_are_three_tables() {
        let plan = plan(HEAD, &records);
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, Money::from_pounds(-6_000_000));
        let elective = plan.elective.unwrap();
        assert_eq!(elective.trajectories.len(), 2);
        let waits = elective.total(Weeks(52));
        let last = waits.values().next_back().unwrap();
        assert_eq!(last.plan.as_ref().unwrap().value, 89);
        let actual = waits.values().filter_map(|month| month.actual.as_ref());
        assert_eq!(actual.count(), 6);
        assert_eq!(plan.workforce.len(), 1);
    }

    #[test]
    fn a_list_of_schemes_with_due_dates_is_no_record() {
        let rows: Vec<String> = [(12, 5), (30, 6), (7, 8), (21, 9), (3, 10), (16, 11)]
            .into_iter()
            .enumerate()
            .map(|(at, (day, month))| {
                let name = if at < 3 {
                    "Insourcing to clear 52 week waits"
                } else {
                    "Energy"
                };
                format!("{name} {at}|{day:02}/{month:02}/2025|releases 2 WTE|100")
            })
            .collect();
        let head = "Oak NHS Trust efficiency schemes 2025/26 £000\n\nScheme|Due date|Comments|Plan 2025/26";
        let drawn = format!("{head}\n{}\nTotal|||600", rows.join("\n"));
        let plan = import(&[workbook(vec![sheet("CIP", &drawn)])], &Review::default()).plan;
        assert_eq!(plan.savings.unwrap().lines.len(), 6);
        assert!(plan.elective.is_none() && plan.workforce.is_empty());
    }

    #[test]
    fn a_measure_among_lines_of_money_is_a_line_where_months_run_across() {
        let head = "Line|Apr-25|May-25|Jun-25";
        let drawn = format!(
            "I&E £000\n{head}\nIncome|100|100|100\nPay|-90|-90|-90\nCost of 52 week waits|-20|-20|-20\nDeficit|-10|-10|-10"
        );
        let plan = import(&[workbook(vec![sheet("I&E", &drawn)])], &Review::default()).plan;
        assert!(plan.elective.is_none());
    }
}
