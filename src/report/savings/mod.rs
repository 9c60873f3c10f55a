//! The savings plan from every side a board asks about: how real it is, when it lands, what lasts, where it lies, what it
//! rests on, what it has brought. Which side, told apart by what, and of which lines, is the reader's choice.

mod ask;
pub(super) mod backed;
mod delivery;
mod figures;
mod largest;
mod lasting;
mod lines;
mod maturity;
pub(super) mod phasing;
mod places;
mod scheme;
mod staff;
pub(super) mod status;
#[cfg(test)]
mod tests;

pub use ask::{SavingsChoice, SavingsPart, savings_split};
pub use lines::savings_lines;
pub use scheme::scheme_card;

use super::{Block, Page, PageId, note, page};
use crate::assessment::Assessment;
use ask::Asked;

/// One side of the savings, as chosen.
pub fn savings(assessment: &Assessment, choice: &SavingsChoice) -> Page {
    let Some(asked) = Asked::of(assessment, choice) else {
        return page(
            assessment,
            PageId::SavingsStatus,
            "No savings schemes were found".to_owned(),
            super::plan_label(assessment),
            vec![vec![note(
                "No savings schemes were found in this workbook.",
            )]],
        );
    };
    if asked.lines.is_empty() {
        return asked.page(
            choice.part,
            "No line is both".to_owned(),
            vec![vec![note(
                "No savings line says all that is asked for. Take one of the choices back.",
            )]],
        );
    }
    match choice.part {
        SavingsPart::Real => real(&asked),
        SavingsPart::Landing => phasing::page(&asked),
        SavingsPart::Lasting => lasting::page(&asked),
        SavingsPart::Places => places::page(&asked),
        SavingsPart::Largest => largest::page(&asked),
        SavingsPart::Delivery => delivery::page(&asked),
    }
}

fn real(asked: &Asked<'_>) -> Page {
    let mut rows = vec![vec![Block::Figures(figures::figures(asked))]];
    let mut charts = vec![Block::Chart(status::chart(asked))];
    charts.extend(maturity::table(asked).map(Block::Table));
    if charts.len() == 1 {
        charts.extend(asked.curve().map(Block::Chart));
    }
    rows.push(charts);
    asked.page(SavingsPart::Real, asked.headline(), rows)
}

/// The pages of the presentation: how real, when, what lasts, what it rests on, and what it has brought.
pub(super) fn board_pages(assessment: &Assessment) -> Vec<Page> {
    let choice = SavingsChoice::default();
    let Some(asked) = Asked::of(assessment, &choice) else {
        return Vec::new();
    };
    [
        status::board_page(assessment),
        phasing::board_page(assessment),
        lasting::board_page(&asked),
        largest::board_page(&asked),
        delivery::board_page(&asked),
    ]
    .into_iter()
    .flatten()
    .collect()
}
