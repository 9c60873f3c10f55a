//! Everything known about one savings line: its figures and months, every cell of its row under its heading, what is asked
//! about it, what changed about it, and what the reviewer wrote about it.

use super::phasing;
use crate::analysis::{
    Facet, SchemeChange, SchemeSide, line_months, phased, variance_of_year, variance_to_date,
};
use crate::assessment::Assessment;
use crate::plan::{Cells, FinancialYear, Money, Saving, Sourced};
use crate::report::findings::finding_item;
use crate::report::link::{column, link, link_text, money_cell, text_cell};
use crate::report::{
    Align, Block, Chart, Figure, Page, PageId, Row, Table, TableCell, Tone, cell_shown, page,
    plan_label, quote,
};
use crate::wording::{Quote, whole_percent};
use crate::workbook::CellRef;

/// The card of a line, by its position among the plan's savings lines; `None` where there is no such line.
pub fn scheme_card(assessment: &Assessment, index: usize) -> Option<Page> {
    let savings = assessment.case.plan.savings.as_ref()?;
    let line = savings.lines.get(index)?;
    let quote = match quote(assessment) {
        // A small scheme of a large plan is told in thousands.
        Quote::Millions => Quote::for_largest(line.value.value),
        thousands @ Quote::Thousands => thousands,
    };
    let mut rows = vec![vec![Block::Figures(figures(line, quote))]];
    let mut beside: Vec<Block> = Vec::new();
    beside.extend(curve(line, quote).map(Block::Chart));
    beside.extend(as_it_stands(assessment, line).map(Block::Table));
    rows.push(beside);
    rows.extend(months(line, quote).map(|table| vec![Block::Table(table)]));
    rows.extend(findings(assessment, line).map(|block| vec![block]));
    let mut below: Vec<Block> = Vec::new();
    below.extend(changed(assessment, line).map(Block::Table));
    below.extend(notes(assessment, line).map(Block::Table));
    rows.push(below);
    rows.retain(|row| !row.is_empty());
    Some(page(
        assessment,
        PageId::Scheme,
        title(line),
        subtitle(assessment, line, quote),
        rows,
    ))
}

fn title(line: &Saving) -> String {
    let name = if line.name.trim().is_empty() {
        "A line without a name"
    } else {
        line.name.trim()
    };
    match &line.reference {
        Some(reference) => format!("{reference}: {name}"),
        None => name.to_owned(),
    }
}

/// "High risk"; a word that says neither high nor low stands as the workbook has it.
pub(super) fn risk_in_words(line: &Saving) -> Option<String> {
    let word = Facet::Risk.of(line)?;
    let known = line.risk.as_ref()?.risk.is_some();
    Some(if known {
        format!("{word} risk")
    } else {
        format!("rated \u{201c}{word}\u{201d}")
    })
}

/// Whose it is and what is said of it, in the order of the facets.
fn subtitle(assessment: &Assessment, line: &Saving, quote: Quote) -> String {
    let names = &assessment.names;
    let said: Vec<String> = Facet::ALL
        .into_iter()
        .filter(|facet| *facet != Facet::Nature)
        .filter_map(|facet| {
            let word = facet.of(line)?;
            Some(match facet {
                Facet::Risk => risk_in_words(line)?,
                Facet::Owner => format!("owner {}", names.of_facet(facet, Some(&word))),
                _ => word.into_owned(),
            })
        })
        .collect();
    let start = line
        .start
        .as_ref()
        .map_or_else(String::new, |start| format!(", starts {start}"));
    format!(
        "{}{start}; {}, {}",
        said.join(", "),
        plan_label(assessment),
        quote.unit()
    )
}

fn figures(line: &Saving, quote: Quote) -> Vec<Figure> {
    let figure = |label: &str, amount: &Sourced<Money>, detail: String, tone: Tone| Figure {
        label: format!("{label}, {}", quote.unit()),
        value: quote.bare(amount.value),
        tone,
        detail,
        link: link(&amount.cells),
        scale: None,
    };
    let recurrent = match line.recurrent() {
        Some(recurrent) if recurrent == line.value.value => "recurrent".to_owned(),
        Some(recurrent) if recurrent.is_zero() => "one-off".to_owned(),
        Some(recurrent) => format!("{} of it recurrent", quote.sentence(recurrent)),
        None => "recurrence not stated".to_owned(),
    };
    let mut all = vec![figure(
        "In the plan's year",
        &line.value,
        recurrent,
        Tone::Neutral,
    )];
    if let Some(full_year) = &line.full_year_effect {
        let more = full_year.value - line.value.value;
        let way = if more.is_negative() { "less" } else { "more" };
        let detail = format!("{} {way} than this year", quote.sentence(more.abs()));
        all.push(figure("In a full year", full_year, detail, Tone::Neutral));
    }
    if let Some(actual) = &line.actual_to_date {
        let variance = variance_to_date(line);
        let detail = line.plan_to_date.as_ref().map_or_else(String::new, |plan| {
            format!("{} planned by then", quote.sentence(plan.value))
        });
        all.push(figure("Brought to date", actual, detail, below(variance)));
    }
    if let Some(forecast) = &line.forecast {
        let variance = variance_of_year(line);
        let detail = variance.map_or_else(String::new, |variance| {
            let way = if variance.is_negative() {
                "below"
            } else {
                "above"
            };
            if variance.is_zero() {
                "as planned".to_owned()
            } else {
                format!("{} {way} plan", quote.sentence(variance.abs()))
            }
        });
        all.push(figure("Forecast", forecast, detail, below(variance)));
    }
    if let Some(late) = phased(&[line]) {
        all.push(Figure {
            label: "After September".to_owned(),
            value: late
                .second_half_share()
                .map_or_else(|| "cannot say".to_owned(), whole_percent),
            tone: Tone::Neutral,
            detail: late.last_quarter_share().map_or_else(String::new, |share| {
                format!("{} in January to March", whole_percent(share))
            }),
            link: link(&late.second_half.cells),
            scale: None,
        });
    }
    for evidence in line.unidentified.iter().take(1) {
        all.push(Figure {
            label: "No scheme behind it".to_owned(),
            value: "unidentified".to_owned(),
            tone: Tone::Adverse,
            detail: evidence.reason.clone(),
            link: link(&evidence.cell.clone().into()),
            scale: None,
        });
    }
    all
}

fn below(variance: Option<Money>) -> Tone {
    if variance.is_some_and(Money::is_negative) {
        Tone::Adverse
    } else {
        Tone::Neutral
    }
}

fn curve(line: &Saving, quote: Quote) -> Option<Chart> {
    let lines = [line];
    Some(phasing::chart_of(&phased(&lines)?, &lines, quote))
}

/// Its months, each with its cell.
fn months(line: &Saving, quote: Quote) -> Option<Table> {
    let given: Vec<_> = line_months(line.phasing.as_ref()?).collect();
    let calendar = FinancialYear(2023).months();
    let name_of = |month: u8| {
        calendar
            .get(usize::from(month).saturating_sub(1))
            .map_or("?", |month| month.short_name())
    };
    let by_quarter = matches!(line.phasing, Some(crate::plan::Phasing::Quarters(_)));
    Some(Table {
        title: if by_quarter {
            "Planned by quarter"
        } else {
            "Planned by month"
        }
        .to_owned(),
        subtitle: format!("{}; a month that is not given is not nil", quote.unit()),
        columns: given
            .iter()
            .map(|(month, _)| {
                let label = if by_quarter {
                    format!("to {}", name_of(*month))
                } else {
                    name_of(*month).to_owned()
                };
                column(&label, Align::Right, 1.0)
            })
            .collect(),
        rows: vec![Row {
            cells: given
                .iter()
                .map(|(_, value)| money_cell(quote, value))
                .collect(),
            strong: false,
        }],
    })
}

/// Every filled cell of its row under its heading, those that feed no figure too: milestones, gateways, remarks.
fn as_it_stands(assessment: &Assessment, line: &Saving) -> Option<Table> {
    let (sheet, table) = assessment.table_at(&line.source)?;
    let mut rows: Vec<Row> = Vec::new();
    for (row, cells) in sheet.rows().filter(|(row, _)| *row == line.source.row) {
        for (at, cell) in cells.iter() {
            if !table.area.contains(row, at) {
                continue;
            }
            let known = table.columns.iter().find(|column| column.column == at);
            let heading = known.map_or("", |column| column.header.as_str());
            let meaning = known.map_or("", |column| column.meaning.as_str());
            let here: Cells = sheet.at(row, at).into();
            rows.push(Row {
                cells: vec![
                    text_cell(heading),
                    TableCell {
                        cells: here.clone(),
                        ..text_cell(cell_shown(cell))
                    },
                    TableCell {
                        tone: Tone::Muted,
                        ..text_cell(meaning)
                    },
                    TableCell {
                        cells: here.clone(),
                        ..text_cell(link_text(&here).unwrap_or_default())
                    },
                ],
                strong: false,
            });
        }
    }
    (!rows.is_empty()).then(|| Table {
        title: "As it stands in the workbook".to_owned(),
        subtitle: format!("{}, row {}", line.source.sheet.sheet, line.source.row + 1),
        columns: vec![
            column("Heading", Align::Left, 1.6),
            column("Says", Align::Left, 2.4),
            column("Read as", Align::Left, 1.4),
            column("Cell", Align::Left, 1.0),
        ],
        rows,
    })
}

fn is_of(line: &Saving, cells: &[CellRef]) -> bool {
    cells
        .iter()
        .any(|cell| cell.row == line.source.row && cell.sheet == line.source.sheet)
}

/// The findings that point at a cell of its row.
fn findings(assessment: &Assessment, line: &Saving) -> Option<Block> {
    let items: Vec<_> = assessment
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| is_of(line, &finding.cells))
        .map(|(index, finding)| finding_item(index, finding))
        .collect();
    (!items.is_empty()).then(|| Block::Findings {
        title: "Asked about".to_owned(),
        subtitle: "findings that point at this line".to_owned(),
        items,
    })
}

/// What became of it since the submission before.
fn changed(assessment: &Assessment, line: &Saving) -> Option<Table> {
    let is_it = |side: &SchemeSide| side.cell == line.source;
    let change: &SchemeChange = assessment
        .changes
        .as_ref()?
        .schemes
        .iter()
        .find(|change| change.now.iter().any(is_it))?;
    let table = crate::report::changes::schemes_table(
        std::slice::from_ref(change),
        &assessment.names,
        Quote::Thousands,
    );
    Some(Table {
        title: "Since the last submission".to_owned(),
        ..table
    })
}

fn notes(assessment: &Assessment, line: &Saving) -> Option<Table> {
    let (settled, names) = (&assessment.settled, &assessment.names);
    let here =
        |cells: &Option<Vec<CellRef>>| cells.as_deref().is_some_and(|cells| is_of(line, cells));
    let row = |what: &str, text: &str, who: String| Row {
        cells: vec![text_cell(what), text_cell(text), text_cell(who)],
        strong: false,
    };
    let mut rows: Vec<Row> = settled
        .questions
        .iter()
        .filter(|one| here(&one.cells))
        .map(|one| row("Question", &one.note.text, one.note.owner_in_words()))
        .collect();
    rows.extend(
        settled
            .comments
            .iter()
            .filter(|one| here(&one.cells))
            .map(|one| {
                row(
                    "Comment",
                    &one.note.text,
                    names.signed(&one.note.by).to_string(),
                )
            }),
    );
    for accepted in &settled.accepted {
        if is_of(line, &accepted.finding.cells) {
            rows.extend(accepted.waivers.iter().map(|waiver| {
                let by = names.signed(&waiver.by).to_string();
                row("Accepted", &waiver.reason, by)
            }));
        }
    }
    (!rows.is_empty()).then(|| Table {
        title: "Written about it".to_owned(),
        subtitle: "notes of this review".to_owned(),
        columns: vec![
            column("Kind", Align::Left, 0.8),
            column("Text", Align::Left, 3.0),
            column("Who", Align::Left, 1.4),
        ],
        rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{cell, scheme};
    use crate::plan::{Risk, StatedRisk};

    #[test]
    fn a_word_that_is_no_risk_stands_as_the_workbook_has_it() {
        let told = |risk: Option<Risk>, word: &str| {
            let mut line = scheme("Beds", 1_000, 10);
            line.risk = Some(StatedRisk {
                risk,
                word: word.to_owned(),
                cell: cell("CIP!F10"),
            });
            risk_in_words(&line)
        };
        assert_eq!(told(Some(Risk::High), "Red").as_deref(), Some("High risk"));
        assert_eq!(
            told(None, "Firm").as_deref(),
            Some("rated \u{201c}Firm\u{201d}")
        );
    }
}
