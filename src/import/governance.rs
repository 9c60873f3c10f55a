//! The columns of a savings table that say how far a line has been approved, whether it releases cash, and how many staff
//! it takes out.

use super::grid;
use super::header::{Basis, Role};
use super::heard::Memo;
use super::table::{Column, Table};
use super::text::{has_any, one_line, padded, tick, words};
use crate::plan::{Answer, Governance, Money, Sourced, StatedStep};
use crate::review::Meaning;
use crate::workbook::Value;
use rust_decimal::Decimal;

const QUALITY: &str = "qia; qias; qeia; eqia; qsia; eia; quality impact; quality and equality impact; equality impact; \
    quality equality impact; quality assessed";
const DOCUMENT: &str = "pid; pids; project initiation; project document; project brief; project mandate; business case; plan on a page";
const MILESTONES: &str = "milestone; milestones; key deliverables; gantt";
const SIGN_OFF: &str =
    "approved; signed off; sign off; signoff; approval; authorised; gateway approval";
const CASH_HEAD: &str = "cash releasing; cash release; cashable; releases cash; cash non cash";
const SIGNED_ON: &str = "sign off date; signed off date; approval date; date approved; date signed off; date of approval";
const COST: &str = "cost to deliver; costs to deliver; delivery cost; delivery costs; cost of delivery; costs of delivery; \
    implementation cost; implementation costs; cost of implementation; investment; investments; pump priming; enabling cost; \
    enabling costs; cost to achieve; costs to achieve; matching cost; matching costs; associated cost; associated costs; \
    marginal cost; marginal costs; set up cost; set up costs; scheme cost; scheme costs; cost of earning; direct cost; \
    direct costs; cost of scheme; costs of scheme";
/// What such a column may hold that is no answer to whether it was done.
const BESIDE: &str = "lead; owner; score; scores; rating; ref; reference; number; by; who; author; due; required by; plan £; value; comment; comments";

/// Whether a column of words or days answers one of these questions, whatever its head word says.
pub(super) fn is_asked(column: &Column) -> bool {
    let said = &column.own.padded;
    let phrases = [QUALITY, DOCUMENT, CASH_HEAD, SIGNED_ON];
    !has_any(said, BESIDE) && phrases.iter().any(|phrases| has_any(said, phrases))
}

/// What a column of a savings table asks, by its header or by what the reviewer says.
pub(super) fn meaning(column: &Column) -> Option<Meaning> {
    if let Some(meant) = column.meant {
        let asks = matches!(
            meant,
            Meaning::QualityImpact
                | Meaning::ProjectDocument
                | Meaning::Milestones
                | Meaning::SignOff
                | Meaning::CashReleasing
                | Meaning::StaffReduction
                | Meaning::DeliveryCost
        );
        return asks.then_some(meant);
    }
    if column.role == Some(Role::Workforce) {
        let other = matches!(
            column.facets.basis,
            Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
        ) || column.facets.month.is_some()
            || column.facets.to_date;
        return (!other).then_some(Meaning::StaffReduction);
    }
    let said = &column.own.padded;
    if column.is_numeric() && is_cost(column) {
        return Some(Meaning::DeliveryCost);
    }
    if column.is_numeric() || column.role == Some(Role::Status) || has_any(said, BESIDE) {
        return None;
    }
    [
        (QUALITY, Meaning::QualityImpact),
        (DOCUMENT, Meaning::ProjectDocument),
        (MILESTONES, Meaning::Milestones),
        (SIGN_OFF, Meaning::SignOff),
        (CASH_HEAD, Meaning::CashReleasing),
    ]
    .into_iter()
    .find(|(phrases, _)| has_any(said, phrases))
    .map(|(_, meaning)| meaning)
}

/// Whether a column of numbers states what the schemes cost to deliver in the plan's year: by its words, or where it says
/// nothing but "Cost". A cost that is to be reduced is no such cost.
fn is_cost(column: &Column) -> bool {
    let facets = &column.facets;
    let said = &column.own.padded;
    let other = matches!(
        facets.basis,
        Some(Basis::Actual | Basis::Forecast | Basis::Variance | Basis::Aside)
    ) || facets.month.is_some()
        || facets.to_date
        || facets.full_year_effect
        || facets.percent
        || has_any(
            said,
            "capital; cost improvement; cost reduction; cost saving; cost savings; saving; savings; return; roi; payback; \
             ratio; reduction in; reductions in; reduced; avoided; avoidance",
        );
    let bare = said
        .split_whitespace()
        .filter(|word| !word.starts_with('£'))
        .collect::<Vec<_>>();
    let only = matches!(bare.as_slice(), ["cost" | "costs"]);
    !other && (only || has_any(said, COST))
}

/// What the line costs to deliver, positive whatever sign the table uses.
pub(super) fn cost(table: &Table<'_, '_>, row: u32, asked: &Asked) -> Option<Sourced<Money>> {
    let cost = table.money(row, asked.cost?)?;
    Some(cost.map(Money::abs))
}

/// The columns of one table that answer, found once for all its lines.
#[derive(Default)]
pub(super) struct Asked {
    /// The first column of each question that anybody fills.
    answers: Vec<(u32, Meaning)>,
    /// The column of staff, and whether it writes reductions as negative numbers.
    staff: Option<(u32, bool)>,
    /// The column of what schemes cost to deliver.
    cost: Option<u32>,
    done: Memo<Answer>,
    cash: Memo<Answer>,
}

impl Asked {
    /// `values` are the columns that hold the saving itself.
    pub(super) fn of(table: &Table<'_, '_>, values: &[u32]) -> Self {
        let mut answers: Vec<(u32, Meaning)> = Vec::new();
        for column in table
            .columns
            .iter()
            .filter(|column| column.texts + column.dates > 0)
        {
            let number =
                |own: &Meaning| matches!(own, Meaning::StaffReduction | Meaning::DeliveryCost);
            let asked = meaning(column).filter(|own| !number(own));
            if let Some(own) = asked.filter(|own| !answers.iter().any(|(_, known)| known == own)) {
                answers.push((column.index, own));
            }
        }
        let of = |wanted: Meaning| {
            let mut columns = table.columns.iter();
            columns
                .find(|column| meaning(column) == Some(wanted))
                .map(|column| column.index)
        };
        Self {
            answers,
            staff: of(Meaning::StaffReduction).map(|column| (column, is_negative(table, column))),
            cost: of(Meaning::DeliveryCost).filter(|column| !values.contains(column)),
            ..Self::default()
        }
    }
}

/// Whether most numbers of a column are negative.
fn is_negative(table: &Table<'_, '_>, column: u32) -> bool {
    let cells = table.region.rows.iter();
    let numbers = cells
        .filter_map(|row| grid::number(table.grid.cell(*row, column)?))
        .filter(|number| !number.is_zero());
    let (below, above): (Vec<Decimal>, Vec<Decimal>) = numbers.partition(Decimal::is_sign_negative);
    below.len() > above.len()
}

/// What the row answers to each question its table asks.
pub(super) fn of_row(table: &Table<'_, '_>, row: u32, asked: &Asked) -> Governance {
    let mut out = Governance::default();
    for (column, meaning) in &asked.answers {
        let slot = match meaning {
            Meaning::QualityImpact => &mut out.quality_impact,
            Meaning::ProjectDocument => &mut out.project_document,
            Meaning::Milestones => &mut out.milestones,
            Meaning::SignOff => &mut out.sign_off,
            Meaning::CashReleasing => &mut out.cash_releasing,
            _ => continue,
        };
        *slot = Some(Box::new(step(table, row, *column, |word| {
            if *meaning == Meaning::CashReleasing {
                asked.cash.of(word, releases)
            } else {
                asked.done.of(word, answer)
            }
        })));
    }
    out
}

fn step(
    table: &Table<'_, '_>,
    row: u32,
    column: u32,
    answer: impl Fn(&str) -> Answer,
) -> StatedStep {
    let cell = table.at(row, column);
    let (answer, word) = match table.grid.spread(row, column).map(|cell| cell.value) {
        None => (Answer::Blank, String::new()),
        // The day it was signed.
        Some(Value::Date(_)) => (Answer::Yes, "dated".to_owned()),
        Some(Value::Bool(yes)) => {
            let answer = if yes { Answer::Yes } else { Answer::No };
            (answer, answer_word(yes).to_owned())
        }
        Some(Value::Text(text)) => {
            let word = one_line(text);
            (answer(&word), word)
        }
        Some(_) => {
            let word = table.grid.label(row, column).unwrap_or_default();
            (Answer::Unclear, word)
        }
    };
    StatedStep { answer, word, cell }
}

fn answer_word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Whether a cell says that something was done.
fn answer(word: &str) -> Answer {
    if let Some(yes) = tick(word) {
        return if yes { Answer::Yes } else { Answer::No };
    }
    if word.chars().all(|letter| !letter.is_alphanumeric()) {
        return Answer::Blank;
    }
    let all = words(word);
    let padded = padded(&all);
    let says = |phrases: &'static str| has_any(&padded, phrases);
    if says(
        "n a; na; not applicable; not required; not needed; exempt; none required; not relevant",
    ) {
        Answer::NotNeeded
    } else if matches!(padded.trim(), "n" | "no" | "x" | "false" | "none")
        || says(
            "not; outstanding; in progress; draft; drafted; tbc; tbd; tba; pending; awaiting; awaited; to be; to do; \
             to follow; started; scheduled; due; incomplete; overdue; missing; required; submitted; under review; red; amber",
        )
    {
        Answer::No
    } else if matches!(
        padded.trim(),
        "y" | "yes" | "true" | "ok" | "green" | "blue"
    ) || says(
        "complete; completed; approved; signed off; signed; done; in place; passed; agreed; yes; full; received; \
             closed; on file",
    ) || is_dated(&all)
    {
        Answer::Yes
    } else {
        Answer::Unclear
    }
}

/// "12 May 2025", "12/05/25": a day typed as text.
fn is_dated(all: &[String]) -> bool {
    let numbers = all
        .iter()
        .filter(|word| word.parse::<u16>().is_ok())
        .count();
    let named = super::periods::month(all).is_some();
    all.len() <= 4 && ((named && numbers >= 1) || numbers == 3)
}

/// Whether a cell says that cash is released.
fn releases(word: &str) -> Answer {
    let all = words(word);
    let padded = padded(&all);
    let says = |phrases: &'static str| has_any(&padded, phrases);
    if padded.trim().is_empty() {
        Answer::Blank
    } else if matches!(padded.trim(), "n" | "no" | "false")
        || says(
            "non cash; noncash; not cash; non cashable; cost avoidance; avoidance; avoided; productivity; non releasing; \
             time releasing; capacity; ncr",
        )
    {
        Answer::No
    } else if matches!(padded.trim(), "y" | "yes" | "true" | "cr")
        || says("cash releasing; cash; cashable; budget reduction; cash out")
    {
        Answer::Yes
    } else {
        Answer::Unclear
    }
}

/// Staff taken out by the line, positive where the table writes reductions as negative numbers.
pub(super) fn staff(table: &Table<'_, '_>, row: u32, asked: &Asked) -> Option<Sourced<Decimal>> {
    let (column, negative) = asked.staff?;
    let number = table.grid.number(row, column)?;
    let turned = negative && !number.is_zero();
    Some(Sourced::at(
        if turned { -number } else { number },
        table.at(row, column),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Answer::{Blank, No, Unclear, Yes};
    use crate::plan::Saving;
    use crate::review::Review;

    fn lines(drawn: &str) -> Vec<Saving> {
        import(&[workbook(vec![sheet("CIP", drawn)])], &Review::default())
            .plan
            .savings
            .unwrap()
            .lines
    }

    const TRACKER: &str = "Oak NHS Trust CIP 2025/26 £000\n\nScheme|Lead|QIA status|PID|Milestones|Sign off date|Cash releasing?|WTE|Plan\nWard skill mix|CNO|Approved|Y|3 of 5|12/05/2025|Y|-12.5|600\nFormulary|CP|Outstanding|N||TBC|Cost avoidance|0|300\nBeds|COO||Y|Agreed||N|-4|200";

    #[test]
    fn each_line_answers_what_its_table_asks() {
        let lines = lines(TRACKER);
        let answers = |step: fn(&Governance) -> &Option<Box<StatedStep>>| -> Vec<Answer> {
            let steps = lines
                .iter()
                .filter_map(|line| step(&line.governance).as_ref());
            steps.map(|step| step.answer).collect()
        };
        assert_eq!(answers(|own| &own.quality_impact), [Yes, No, Blank]);
        assert_eq!(answers(|own| &own.project_document), [Yes, No, Yes]);
        assert_eq!(answers(|own| &own.milestones), [Unclear, Blank, Yes]);
        assert_eq!(answers(|own| &own.sign_off), [Yes, No, Blank]);
        assert_eq!(answers(|own| &own.cash_releasing), [Yes, No, No]);
        let cell = &lines[2].governance.quality_impact.as_ref().unwrap().cell;
        assert_eq!(cell.to_string(), "CIP!C6");
    }

    #[test]
    fn staff_taken_out_is_positive_and_the_columns_are_no_money() {
        let lines = lines(TRACKER);
        let staff: Vec<String> = lines
            .iter()
            .filter_map(|line| Some(line.staff.as_ref()?.value.to_string()))
            .collect();
        assert_eq!(staff, ["12.5", "0", "4"]);
        assert_eq!(lines[0].value.cells[0].to_string(), "CIP!I4");
        assert!(
            lines[0].status.is_none(),
            "the status of the QIA is not the scheme's"
        );
    }

    #[test]
    fn a_table_that_does_not_ask_answers_nothing() {
        let lines = lines(
            "Oak NHS Trust CIP 2025/26 £000\n\nScheme|QIA lead|PID|Plan\nBeds|CNO||600\nBank|CNO||300",
        );
        assert_eq!(lines[0].governance, Governance::default());
        assert!(lines[0].staff.is_none());
    }

    #[test]
    fn the_reviewer_is_told_what_the_columns_mean() {
        let imported = import(&[workbook(vec![sheet("CIP", TRACKER)])], &Review::default());
        let columns = &imported.coverage.sheets[0].tables[0].columns;
        let said: Vec<&str> = columns
            .iter()
            .map(|column| column.meaning.as_str())
            .collect();
        assert_eq!(
            said[2..8],
            [
                "quality impact assessment",
                "project document",
                "milestones",
                "sign-off",
                "whether cash-releasing",
                "staff reduction (WTE)"
            ]
        );
    }
}
