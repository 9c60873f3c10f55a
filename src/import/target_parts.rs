//! Targets of parts: a sheet per directorate, each with a target of its own. Which of several stated targets is the
//! whole plan's is found by what adds up and by which lines stand beside each.

use super::target::Stated;
use crate::plan::{Money, Saving, Sourced};
use crate::workbook::CellRef;

/// The stated target to which at least two smaller ones add up.
pub(super) fn sum_of_smaller(stated: &[Stated]) -> Option<&Stated> {
    stated.iter().find(|whole| {
        let smaller: Vec<Money> = stated
            .iter()
            .map(|one| one.value.value)
            .filter(|value| *value < whole.value.value && !value.is_zero())
            .collect();
        smaller.len() >= 2
            && smaller
                .iter()
                .copied()
                .sum::<Money>()
                .agrees_with(whole.value.value, Money::from_pounds(1))
    })
}

/// Where at least two sheets of lines each state a target that is nearer to their own lines than to the whole plan: the
/// one that a sheet without lines states, else the sum of theirs.
pub(super) fn of_sheets(stated: &[Stated], lines: &[Saving]) -> Option<Sourced<Money>> {
    let total: Money = lines.iter().map(|line| line.value.value).sum();
    let own = |at: &CellRef| -> Money {
        let here = lines.iter().filter(|line| line.source.sheet == at.sheet);
        here.map(|line| line.value.value).sum()
    };
    let mut parts: Vec<&Stated> = Vec::new();
    let mut elsewhere: Option<&Stated> = None;
    for one in stated {
        let at = one.value.cells.first()?;
        let here = own(at);
        if here.is_zero() {
            elsewhere = elsewhere.or(Some(one));
            continue;
        }
        let value = one.value.value;
        if (value - here).abs() >= (value - total).abs() {
            return None;
        }
        let known = parts.iter().any(|part| {
            part.value
                .cells
                .first()
                .is_some_and(|cell| cell.sheet == at.sheet)
        });
        if !known {
            parts.push(one);
        }
    }
    if parts.len() < 2 {
        return None;
    }
    Some(match elsewhere {
        Some(whole) => whole.value.clone(),
        None => parts.into_iter().map(|part| &part.value).sum(),
    })
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Money;
    use crate::review::Review;

    fn target(sheets: &[(&str, &str)]) -> Option<Money> {
        let sheets = sheets
            .iter()
            .map(|(name, drawn)| sheet(name, drawn))
            .collect();
        let plan = import(&[workbook(sheets)], &Review::default()).plan;
        plan.savings?.target.map(|target| target.value)
    }

    const SURGERY: (&str, &str) = (
        "Surgery",
        "Surgery CIP 2025/26 £000\nCIP target|900\n\nScheme|R/NR|Plan 2025/26\nLists|R|500\nImplants|R|300",
    );
    const MEDICINE: (&str, &str) = (
        "Medicine",
        "Medicine CIP 2025/26 £000\nCIP target|700\n\nScheme|R/NR|Plan 2025/26\nWards|R|400\nDrugs|NR|200",
    );

    #[test]
    fn targets_of_directorates_add_up_where_nothing_else_is_stated() {
        assert_eq!(
            target(&[SURGERY, MEDICINE]),
            Some(Money::from_pounds(1_600_000))
        );
    }

    #[test]
    fn a_target_on_a_sheet_without_lines_is_the_whole_plans() {
        let cover = ("Cover", "Oak NHS Trust 2025/26 £000\n\nSavings target|2000");
        assert_eq!(
            target(&[SURGERY, cover, MEDICINE]),
            Some(Money::from_pounds(2_000_000))
        );
    }

    #[test]
    fn the_target_to_which_the_others_add_up_is_the_whole_plans() {
        let last = (
            "Medicine",
            "Medicine CIP 2025/26 £000\nCIP target|700\n\nScheme|R/NR|Plan 2025/26\nWards|R|400\nDrugs|NR|200\n\nCIP target of both|1600",
        );
        assert_eq!(
            target(&[SURGERY, last]),
            Some(Money::from_pounds(1_600_000))
        );
    }

    #[test]
    fn the_target_of_divisions_is_in_the_row_that_their_targets_add_up_to() {
        let lines = "Savings 2025/26 £000\n\nScheme|R/NR|Plan 2025/26\nLists|R|500\nImplants|R|300";
        let cover = "Savings by division £000\n\nDivision|Target|Schemes\nSurgery|600|500\nMedicine|400|300\nBoth|1000|800";
        assert_eq!(
            target(&[("Plan", lines), ("Cover", cover)]),
            Some(Money::from_pounds(1_000_000))
        );
    }

    #[test]
    fn a_memorandum_of_other_bodies_schemes_is_not_added() {
        let drawn = "QIPP 2025/26 £000\n\nScheme|R/NR|Plan 2025/26\nLists|R|500\nImplants|R|300\n\n\nMemo: schemes of our providers. Do not add.\nProvider|Scheme|Saving\nOak|Stay|5200\nElm|Network|880";
        let plan = import(&[workbook(vec![sheet("QIPP", drawn)])], &Review::default()).plan;
        assert_eq!(plan.savings.unwrap().lines.len(), 2);
    }
}
