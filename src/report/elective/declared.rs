//! What the workbook itself says of its waits, and who waits longest.

use super::super::link::link;
use super::super::{Block, Note, Tone};
use crate::assessment::Assessment;
use crate::wording::{counted, quoted};

/// What the workbook itself says of a deadline that it will not meet, and who waits longest.
pub(super) fn declared(assessment: &Assessment) -> Vec<Vec<Block>> {
    let mut notes = Vec::new();
    for outlook in &assessment.waits {
        if let Some(said) = &outlook.declared {
            notes.push(Block::Note(Note {
                text: format!("The workbook says so itself: {}", quoted(&said.words)),
                tone: Tone::Adverse,
                link: link(&said.cell.clone().into()),
            }));
        }
    }
    notes.extend(two_years(assessment));
    notes.into_iter().map(|note| vec![note]).collect()
}

/// Waits over two years, in words: no board should have to look for them in a table.
fn two_years(assessment: &Assessment) -> Option<Block> {
    let outlook = assessment.waits.iter().find(|own| own.measure.0 == 104)?;
    let seen = outlook.months.iter().rev().find_map(|(month, both)| {
        let given = both.actual.as_ref().or(both.plan.as_ref())?;
        let how = if both.actual.is_some() {
            "waited"
        } else if given.value == 1 {
            "is planned to wait"
        } else {
            "are planned to wait"
        };
        (given.value > 0).then(|| (*month, given.clone(), how))
    });
    let (month, pathways, how) = seen?;
    let ends = outlook.months.range(month.next()..).next();
    let none_later = ends.map_or_else(String::new, |(later, _)| format!(", none from {later}"));
    let number = usize::try_from(pathways.value).unwrap_or(usize::MAX);
    Some(Block::Note(Note {
        text: format!(
            "{} {how} longer than two years in {month}{none_later}; none was allowed after {}.",
            counted(number, "pathway", "pathways"),
            outlook.deadline.as_ref()?.month
        ),
        tone: Tone::Adverse,
        link: link(&pathways.cells),
    }))
}
