//! Totals found by arithmetic, and what stands below the last of them.

use super::rows::{Row, RowKind};
use super::table::Table;
use super::text::{has_any, padded, words};
use super::{vocabulary, voice};
use crate::plan::Money;

/// Bare rows that are the sum of the rows above them, or of the rows below them, are totals whatever they are called.
pub(super) fn totals_by_arithmetic(table: &Table<'_, '_>, rows: &mut [Row]) {
    let tolerance = |value: Money| {
        Money::from_pounds(1).max(Money::from_pounds(
            value.abs().pounds() / rust_decimal::Decimal::from(100_000),
        ))
    };
    // The lines since the last total or heading, and all lines: how many, and their sum.
    let (mut run, mut above) = (0_usize, Money::ZERO);
    let mut all = Money::ZERO;
    let mut count = 0_usize;
    let mut parents = 0_usize;
    let mut totalled = false;
    // Where the title says that all of it is still to be found, so may the words of its total.
    let all_missing = voice::heading(table.caption());
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else {
            continue;
        };
        let Some(value) = row.value.as_ref().map(|value| value.value) else {
            if row.kind == RowKind::Heading {
                (run, above) = (0, Money::ZERO);
            }
            continue;
        };
        match row.kind {
            // "Less: risk contingency" behind the total takes from it, and what is then left is not the plan.
            RowKind::Line if totalled && row.bare && is_deduction(&row.label) => {}
            RowKind::Line => {
                // A line that somebody works on is no total, whatever it adds up to.
                let may_be_parent = row.bare && !value.is_zero();
                let may_be_total = may_be_parent && (all_missing || !voice::heading(&row.label));
                let bold = may_be_total && is_bold(table, row.at);
                let enough =
                    |lines: usize| lines >= 3 || (lines >= 2 && (bold || row.label.is_empty()));
                let sum_above = may_be_total
                    && ((enough(run) && value.agrees_with(above, tolerance(above)))
                        || (enough(count) && value.agrees_with(all, tolerance(all))));
                // Where sums stand before their parts, one part is enough, and one may stand before lines without schemes.
                let before_its_parts = (may_be_total || (may_be_parent && parents > 1))
                    && (is_sum_of_next(rows, at, bold, tolerance(value))
                        || are_its_parts(rows, at, 2)
                        || (parents > 0 && are_its_parts(rows, at, 1)));
                parents += usize::from(before_its_parts);
                if sum_above || before_its_parts {
                    if let Some(row) = rows.get_mut(at) {
                        row.kind = RowKind::Total;
                    }
                    (run, above) = (0, Money::ZERO);
                } else {
                    run += 1;
                    above += value;
                    all += value;
                    count += 1;
                }
            }
            RowKind::Total => {
                (run, above) = (0, Money::ZERO);
                totalled = true;
            }
            _ => {}
        }
    }
}

/// Rows "of which …" split the row before them, or all lines before them, where that has a figure at least as large: they are
/// told once more and no lines. One total may be split several times: recurrent or not, and with a scheme or without.
/// What one line has no scheme for, and says so below it, is a line of its own, taken from that one: `splits` where nothing
/// says in which months.
pub(super) fn parts_told_again(rows: &mut [Row], splits: bool) {
    let is_part = |row: &Row| {
        row.kind == RowKind::Line && padded(&words(&row.label)).starts_with(" of which ")
    };
    let figure = |row: &Row| row.value.as_ref().map(|value| value.value.abs());
    let mut from = 0;
    while let Some(start) = rows.iter().skip(from).position(is_part).map(|at| at + from) {
        let end = start
            + rows
                .iter()
                .skip(start)
                .take_while(|row| is_part(row))
                .count();
        let parts = rows.get(start..end).unwrap_or_default();
        let parts = parts.iter().filter_map(figure);
        let (sum, largest): (Money, Option<Money>) = (parts.clone().sum(), parts.max());
        let before = rows.get(..start).unwrap_or_default();
        let valued = |row: &&Row| matches!(row.kind, RowKind::Line | RowKind::Total);
        let whole = before.iter().rev().find(|row| figure(row).is_some());
        // A total may be split twice, and once in part; the parts of a line are no more than it.
        let of_one = whole.filter(valued).is_some_and(|whole| {
            figure(whole).is_some_and(|own| match largest {
                _ if whole.kind == RowKind::Line => own >= sum,
                largest => largest.is_none_or(|largest| own >= largest),
            })
        });
        let lines = before.iter().filter(|row| row.kind == RowKind::Line);
        let all: Money = lines.filter_map(figure).sum();
        if of_one && splits && takes_from_the_line_above(rows, start..end) {
            from = end;
            continue;
        }
        if of_one || all.agrees_with(sum, Money::from_pounds(1_000)) {
            for row in rows.get_mut(start..end).unwrap_or_default() {
                row.kind = RowKind::Memo;
            }
        }
        from = end;
    }
}

/// Takes the one part that has no scheme from the line right above it. A sum of lines is none, whatever it is called.
fn takes_from_the_line_above(rows: &mut [Row], parts: std::ops::Range<usize>) -> bool {
    let before = rows
        .get(..parts.start.saturating_sub(1))
        .unwrap_or_default();
    let lines = before.iter().rev().filter(|row| row.kind == RowKind::Line);
    let values = lines.filter_map(|row| row.value.as_ref().map(|value| value.value));
    let sums: Vec<Money> = values
        .scan(Money::ZERO, |sum, value| {
            *sum += value;
            Some(*sum)
        })
        .skip(1)
        .collect();
    let [above, part] = rows
        .get_mut(parts.start.saturating_sub(1)..parts.end)
        .unwrap_or_default()
    else {
        return false;
    };
    let padded = padded(&words(&part.label));
    let (Some(whole), Some(missing)) = (above.value.clone(), part.value.clone()) else {
        return false;
    };
    if above.kind != RowKind::Line
        || !vocabulary::unidentified_word(&padded)
        || (above.bare && sums.contains(&whole.value))
        || missing.value.abs() >= whole.value.abs()
        || missing.value.is_negative() != whole.value.is_negative()
    {
        return false;
    }
    above.value = Some(whole - missing);
    true
}

/// The other side of a journal: one line that takes back what all others come to is none of them.
pub(super) fn other_side(rows: &mut [Row]) {
    let figure = |row: &Row| {
        let line = row.kind == RowKind::Line;
        line.then(|| row.value.as_ref().map(|value| value.value))
            .flatten()
    };
    let figures = || rows.iter().filter_map(figure);
    let sum: Money = figures().sum();
    let all: Money = figures().map(Money::abs).sum();
    if !sum.is_zero() || all.is_zero() || figures().count() <= OTHER_SIDE_MIN {
        return;
    }
    let takes_back = |row: &&mut Row| figure(row).is_some_and(|own| own.abs() + own.abs() == all);
    for row in rows.iter_mut().filter(takes_back) {
        row.kind = RowKind::Memo;
    }
}

/// Two lines may cancel each other out by chance.
const OTHER_SIDE_MIN: usize = 3;

fn is_deduction(label: &str) -> bool {
    padded(&words(label)).starts_with(" less ")
}

/// A subtotal that stands before its parts.
fn is_sum_of_next(rows: &[Row], at: usize, bold: bool, tolerance: Money) -> bool {
    let Some(value) = rows
        .get(at)
        .and_then(|row| row.value.as_ref())
        .map(|value| value.value)
    else {
        return false;
    };
    let mut sum = Money::ZERO;
    let mut lines = 0_usize;
    for next in rows.iter().skip(at + 1).take(200) {
        match (next.kind, &next.value) {
            (RowKind::Line, Some(part)) => {
                sum += part.value;
                lines += 1;
            }
            (RowKind::Note, _) => continue,
            _ => return false,
        }
        if lines >= 2 && (bold || lines >= 3) && value.agrees_with(sum, tolerance) {
            // Its parts must look like lines, not like further bare rows.
            return rows.iter().skip(at + 1).take(lines).any(|part| !part.bare) || bold;
        }
    }
    false
}

/// Whether the next rows up to a bare one are that many lines which somebody works on, or which say that nobody does,
/// and add up to this one.
fn are_its_parts(rows: &[Row], at: usize, parts: usize) -> bool {
    let value = |row: &Row| row.value.as_ref().map(|value| value.value);
    let mut next = rows
        .iter()
        .skip(at + 1)
        .filter(|row| row.kind != RowKind::Note);
    let lines: Vec<&Row> = next.by_ref().take(parts).collect();
    let worked = lines.len() == parts
        && lines
            .iter()
            .all(|row| row.kind == RowKind::Line && (!row.bare || voice::heading(&row.label)));
    let ended = next
        .next()
        .is_none_or(|row| row.kind != RowKind::Line || row.bare);
    let sum: Money = lines.iter().filter_map(|row| value(row)).sum();
    worked && ended && rows.get(at).and_then(value) == Some(sum)
}

fn is_bold(table: &Table<'_, '_>, row: u32) -> bool {
    table
        .grid
        .row(row)
        .iter()
        .any(|(_, cell)| cell.bold && cell.text().is_some())
}

/// Below the last total a bare figure is a gap or a memo, unless it says that it is savings without schemes.
pub(super) fn below_the_last_total(rows: &mut [Row]) {
    let breakdown = breakdowns(rows);
    for at in &breakdown {
        if let Some(row) = rows.get_mut(*at) {
            row.kind = RowKind::Memo;
        }
    }
    let end = last_total(rows);
    let mut target_seen = false;
    for (at, row) in rows.iter_mut().enumerate() {
        target_seen |= row.kind == RowKind::Target;
        if row.kind != RowKind::Line || !row.bare {
            continue;
        }
        let padded = padded(&words(&row.label));
        let after_total = end.is_some_and(|end| at > end);
        let plainly = has_any(
            &padded,
            "to target; against target; still to find; variance; headroom; over programm*; overprogramm*; \
             under programm*; over under; under over; unmet; below requirement; below the requirement; above requirement; \
             short of savings",
        );
        let missing_savings = vocabulary::unidentified_word(&padded) && !target_seen;
        let is_gap = (vocabulary::gap(&padded)
            && (after_total || target_seen || plainly)
            && !missing_savings)
            || (after_total && plainly);
        if is_gap {
            row.kind = RowKind::Gap;
        } else if after_total && !voice::heading(&row.label) {
            row.kind = RowKind::Memo;
        }
    }
}

/// The total that ends the list: the last one with lines before it and no heading of further lines behind it.
fn last_total(rows: &[Row]) -> Option<usize> {
    let end = rows.iter().rposition(|row| row.kind == RowKind::Total)?;
    let line = |row: &Row| row.kind == RowKind::Line;
    let before = rows.iter().take(end).filter(|row| line(row)).count();
    let behind: Vec<&Row> = rows.iter().skip(end + 1).collect();
    let headed = behind
        .iter()
        .position(|row| row.kind == RowKind::Heading && !voice::heading(&row.label))
        .is_some_and(|heading| behind.iter().skip(heading).filter(|row| line(row)).count() >= 2);
    let only_sub = rows
        .get(end)
        .is_some_and(|row| has_any(&padded(&words(&row.label)), "sub total; subtotal; sub"))
        && behind.iter().filter(|row| line(row)).count() >= before;
    (before > 0 && !headed && !only_sub).then_some(end)
}

/// The rows that split a total again which the lines before it add up to, or under a heading all lines before that.
fn breakdowns(rows: &[Row]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut sum = Money::ZERO;
    let mut lines = 0_usize;
    for (at, row) in rows.iter().enumerate() {
        let Some(value) = row.value.as_ref().map(|value| value.value) else {
            // The total may stand above the list: "Analysis by plan status" splits what the lines come to.
            if row.kind == RowKind::Heading && lines >= 2 && announces_analysis(&row.label) {
                found.extend(breakdown(rows, at, sum));
            }
            continue;
        };
        match row.kind {
            RowKind::Line if !found.contains(&at) => {
                sum += value;
                lines += 1;
            }
            RowKind::Total if lines >= 2 && value.agrees_with(sum, Money::from_pounds(1_000)) => {
                found.extend(breakdown(rows, at, value));
            }
            _ => {}
        }
    }
    found
}

/// "Analysis by plan status", "Split of the total", "Of which": no heading of further lines.
fn announces_analysis(label: &str) -> bool {
    has_any(
        &padded(&words(label)),
        "analysis; analysed; split; breakdown; broken down; of which; by; profile; summary",
    ) && !voice::heading(label)
}

/// Bare rows behind the total that split it again, by status or by division, and then once more by recurrence.
fn breakdown(rows: &[Row], end: usize, total: Money) -> Vec<usize> {
    let value = |row: &Row| row.value.as_ref().map(|value| value.value);
    if total.is_zero() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut sum = Money::ZERO;
    let mut parts = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(end + 1) {
        match (row.kind, value(row)) {
            (RowKind::Line, Some(part)) if row.bare => {
                sum += part;
                parts.push(at);
            }
            (RowKind::Heading | RowKind::Note, _) if parts.is_empty() => {}
            _ => {
                parts.clear();
                sum = Money::ZERO;
            }
        }
        if parts.len() >= 2
            && sum.agrees_with(
                total,
                Money::from_pounds(total.abs().pounds() / rust_decimal::Decimal::from(10_000)),
            )
        {
            found.append(&mut parts);
            sum = Money::ZERO;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Savings;
    use crate::review::Review;

    fn names(drawn: &str) -> Vec<String> {
        let savings: Savings = import(&[workbook(vec![sheet("CIP", drawn)])], &Review::default())
            .plan
            .savings
            .unwrap();
        savings.lines.into_iter().map(|line| line.name).collect()
    }

    #[test]
    fn a_total_by_any_name_is_no_line() {
        let read = names(
            "CIP 2024/25 £k\n\nScheme|R/NR|Plan\nBeds|R|100\nBank|R|250\nFleet|NR|70\nOur programme||420",
        );
        assert_eq!(read, ["Beds", "Bank", "Fleet"]);
    }

    #[test]
    fn a_subtotal_may_stand_before_its_parts() {
        let read = names(
            "CIP 2024/25 £k\n\nScheme|R/NR|Plan\nMedicines||420\nBeds|R|100\nBank|R|250\nFleet|NR|70\nPay||90\nJobs|R|30\nRota|R|40\nSick|R|20",
        );
        assert_eq!(read, ["Beds", "Bank", "Fleet", "Jobs", "Rota", "Sick"]);
    }

    #[test]
    fn a_subtotal_before_two_parts_or_one_is_no_line() {
        let read = names(
            "CIP 2024/25 £k\n\nScheme|Lead|Plan\nPay||350\nBeds|AB|100\nBank|CD|250\nEstates||90\nHub|EF|30\n\
             Heat|GH|60\nCentral||70\nTo be identified||70\nTotal||510",
        );
        assert_eq!(read, ["Beds", "Bank", "Hub", "Heat", "To be identified"]);
    }

    #[test]
    fn the_total_split_again_by_status_is_not_counted_again() {
        let read = names(
            "CIP 2024/25 £k\n\nScheme|R/NR|Plan\nBeds|R|100\nUnidentified|R|250\nTotal||350\n\nBy status||\nFully developed||100\nUnidentified||250\nTotal||350",
        );
        assert_eq!(read, ["Beds", "Unidentified"]);
    }

    #[test]
    fn a_total_split_by_recurrence_by_status_and_by_risk_is_counted_once() {
        let read = names(
            "CIP 2024/25 £k\n\nScheme|R/NR|Plan\nBeds|R|100\nUnidentified|R|250\nTotal||350\n\nAnalysis of the total||\n\
             Recurrent||350\nOther||0\nFully developed||100\nUnidentified||250\nHigh risk||250\nLow risk||100",
        );
        assert_eq!(read, ["Beds", "Unidentified"]);
    }

    #[test]
    fn an_analysis_under_its_own_heading_splits_the_lines_of_a_list_totalled_above() {
        let read = names(
            "CIP 2024/25 £k\n\nCode|Scheme|R/NR|Plan\nE1|Total efficiencies||400\nE10|Beds|R|100\nE20|Unidentified|R|250\n\
             E25|Bank|NR|20\nE26|Fleet|NR|30\nE30|||0\nE40|||0\n\n|Analysis by status||\nE501|Fully developed||150\n\
             E502|Unidentified||250\n|Total by status||400",
        );
        assert_eq!(read, ["Beds", "Unidentified", "Bank", "Fleet"]);
    }

    #[test]
    fn schemes_under_a_heading_count_though_they_come_to_what_stands_above_them() {
        let read = names(
            "CIP 2024/25 £k\n\nScheme|R/NR|Plan\nBeds|R|300\nBank|R|200\n\nEstates programme||\nEnergy||400\nHubs||100",
        );
        assert_eq!(read, ["Beds", "Bank", "Energy", "Hubs"]);
    }

    #[test]
    fn a_slot_of_a_form_that_nobody_filled_in_is_no_line() {
        let read = names(
            "CIP 2024/25 £k\n\nMaincode|Row|Scheme|R/NR|Status|Plan\nE10|1|Beds|R|Fully developed|100\n\
             E20|2|Bank|R|Opportunity|250\nE30|3||Please select|Please select|0\nE40|4||Please select|Please select|0",
        );
        assert_eq!(read, ["Beds", "Bank"]);
    }

    #[test]
    fn savings_below_the_line_count_and_the_gap_to_target_does_not() {
        let read = names(
            "CIP 2024/25 £k\n\nScheme|R/NR|Plan\nBeds|R|100\nBank|R|250\nTotal identified||350\nTo be identified||150\nTotal||500\nCIP target||600\nStill to find||100",
        );
        assert_eq!(read, ["Beds", "Bank", "To be identified"]);
    }
}
