//! A pivot in its compact form: each group stands in the column of its parts, right above them and as large as they are
//! together, and the grand total is the sum of the groups. Nothing but the arithmetic of the whole list tells them apart.

use super::rows::{Row, RowKind};
use crate::plan::Money;
use std::ops::Range;

/// One group is a list with its total above it, which other rules know.
const GROUPS_MIN: usize = 2;

pub(super) fn set_groups_aside(rows: &mut [Row]) {
    let lines: Vec<usize> = (0..rows.len())
        .filter(|at| rows.get(*at).is_some_and(|row| row.kind == RowKind::Line))
        .collect();
    let Some(end) = lines.last() else { return };
    let of = |at: &usize| {
        rows.get(*at)
            .and_then(|row| Some(row.value.as_ref()?.value))
    };
    let Some(values) = lines.iter().map(of).collect::<Option<Vec<Money>>>() else {
        return;
    };
    let mut behind = rows.iter().skip(end + 1);
    let total = behind
        .find(|row| row.kind == RowKind::Total)
        .and_then(|row| Some(row.value.as_ref()?.value));
    let Some(groups) = groups(&values) else {
        return;
    };
    let heads: Money = groups
        .iter()
        .filter_map(|group| values.get(group.start))
        .copied()
        .sum();
    let several = groups.iter().any(|group| group.len() > 2);
    if groups.len() < GROUPS_MIN || !several || total != Some(heads) {
        return;
    }
    for group in groups {
        let parts = lines.get(group).unwrap_or_default();
        let Some((head, parts)) = parts.split_first() else {
            continue;
        };
        // "(blank)" below a group is the group itself.
        let nameless = match parts {
            [only] => rows.get(*only).is_some_and(|row| is_nameless(&row.label)),
            _ => false,
        };
        let aside = if nameless { parts } else { &[*head][..] };
        for at in aside {
            if let Some(row) = rows.get_mut(*at) {
                row.kind = if nameless {
                    RowKind::Memo
                } else {
                    RowKind::Total
                };
            }
        }
    }
}

/// The groups, where the whole list falls into such: each as long as the fewest rows below its first that come to it.
fn groups(values: &[Money]) -> Option<Vec<Range<usize>>> {
    let mut groups = Vec::new();
    let mut at = 0;
    while let Some(whole) = values.get(at) {
        let mut sum = Money::ZERO;
        let parts = values.get(at + 1..)?.iter().position(|part| {
            sum += *part;
            sum == *whole
        })?;
        let end = at + parts + 2;
        groups.push(at..end);
        at = end;
    }
    Some(groups)
}

fn is_nameless(label: &str) -> bool {
    matches!(
        label.trim().to_lowercase().as_str(),
        "" | "(blank)" | "blank"
    )
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{flagged, pounds, read};

    fn names(rows: &str) -> (Vec<String>, crate::plan::Money, Vec<String>) {
        let drawn = format!(
            "Ash NHS Trust CIP pivot\nSum of Plan 2026/27 £k|Column Labels\nRow Labels|Non-recurrent|Recurrent|Grand Total\n{rows}"
        );
        let savings = read(&[("Pivot", &drawn)]).savings.unwrap();
        let all = savings.lines.iter().map(|line| line.name.clone());
        let open = flagged(&savings).into_iter().map(str::to_owned).collect();
        (all.collect(), savings.total().value, open)
    }

    #[test]
    fn groups_above_their_parts_are_no_lines() {
        let (names, total, open) = names(
            "Acute|45|125|170\nBeds|0|80|80\nLists|45|45|90\nCommunity|10|60|70\nCaseloads|0|60|60\nSite sale|10|0|10\nUnidentified|0|90|90\n(blank)|0|90|90\nGrand Total|55|275|330",
        );
        assert_eq!(
            names,
            ["Beds", "Lists", "Caseloads", "Site sale", "Unidentified"]
        );
        assert_eq!(total, pounds(330_000));
        assert_eq!(open, ["Unidentified"]);
    }

    #[test]
    fn a_list_that_comes_to_its_total_has_no_groups() {
        let (names, total, _) = names(
            "Beds|0|80|80\nLists|40|40|80\nCaseloads|0|60|60\nDrugs|0|60|60\nGrand Total|40|240|280",
        );
        assert_eq!(names, ["Beds", "Lists", "Caseloads", "Drugs"]);
        assert_eq!(total, pounds(280_000));
    }
}
