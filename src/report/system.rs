//! The system: its bodies on one scale, what they come to together, whom they pay, where the money goes, and who is missing.

use super::link::{column, money_cell, optional_money_cell, text_cell};
use super::returns::returns;
use super::{
    Align, BarRow, BarSegment, Block, Chart, ChartKind, Fill, Note, Opens, Page, PageId, Row,
    Table, TableCell, Tone, delegated, note, page, plan_label, quote,
};
use crate::analysis::{
    BodyStanding, Facet, Flow, Merger, Sectors, SystemColumn, SystemSpend, intra_system, merger,
    sectors, standings, system_spend,
};
use crate::assessment::Assessment;
use crate::plan::{Cells, Money, OrganisationKind, Share, Sourced};
use crate::wording::{Quote, counted, percent, whole_percent};

/// Bars beyond this many are in the table only.
const MOST_BARS: usize = 12;

pub fn system(assessment: &Assessment) -> Page {
    let all = standings(&assessment.case.plan);
    let quote = quote(assessment);
    let mut rows: Vec<Vec<Block>> = Vec::new();
    if all.len() > 1 {
        let mut first: Vec<Block> = chart(&all, quote).map(Block::Chart).into_iter().collect();
        first.push(Block::Table(league(assessment, &all, quote)));
        rows.push(first);
    }
    rows.extend(who(assessment, &all));
    let mut beside: Vec<Block> = Vec::new();
    beside.extend(spend_table(assessment, quote).map(Block::Table));
    let plan = &assessment.case.plan;
    let flows = plan.position.as_ref().map_or_else(Vec::new, intra_system);
    if !flows.is_empty() {
        beside.push(Block::Table(flow_table(&flows, quote)));
    }
    if !beside.is_empty() {
        rows.push(beside);
    }
    let mut below: Vec<Block> = Vec::new();
    below.extend(sectors(plan).map(|found| Block::Table(sector_table(&found, quote))));
    below.extend(merger(plan).map(|found| Block::Table(merger_table(&found, quote))));
    if !below.is_empty() {
        rows.push(below);
    }
    rows.extend(delegated::rows(assessment));
    rows.extend(returns(assessment).map(|table| vec![Block::Table(table)]));
    if rows.is_empty() {
        rows.push(vec![note(
            "This is one body's plan. Open the workbooks of the other bodies of its system beside it, and they are added up \
             here, each on the same scale.",
        )]);
    }
    page(
        assessment,
        PageId::System,
        title(assessment, &all, quote),
        format!("System, {}, {}", plan_label(assessment), quote.unit()),
        rows,
    )
}

/// On the board's screen: the league, where there is more than one body.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let all = standings(&assessment.case.plan);
    if all.len() < 2 {
        return None;
    }
    let quote = quote(assessment);
    let mut blocks: Vec<Block> = chart(&all, quote).map(Block::Chart).into_iter().collect();
    blocks.push(Block::Table(league(assessment, &all, quote)));
    Some(page(
        assessment,
        PageId::System,
        title(assessment, &all, quote),
        format!("System, {}, {}", plan_label(assessment), quote.unit()),
        vec![blocks],
    ))
}

fn title(assessment: &Assessment, all: &[BodyStanding], quote: Quote) -> String {
    match all {
        [] => "No position of any body was found".to_owned(),
        [only] => format!("{} stands alone here", only.organisation.name),
        [worst, ..] if worst.shortfall().is_positive() => {
            let short: usize = all
                .iter()
                .filter(|own| own.shortfall().is_positive())
                .count();
            let of = if worst.control_total.is_some() {
                "its control total"
            } else {
                "balance"
            };
            format!(
                "{} is {} short of {of}; {short} of {} are short",
                worst.organisation.name,
                quote.sentence(worst.shortfall()),
                all.len()
            )
        }
        _ if assessment.case.absent.is_empty() => {
            format!("None of {} bodies plans to fall short", all.len())
        }
        _ => format!(
            "None of {} bodies falls short, and {}",
            all.len(),
            counted(assessment.case.absent.len(), "is missing", "are missing")
        ),
    }
}

/// Sorted bars of what each is short of, on one scale; at the end of each its part of the body's own income.
fn chart(all: &[BodyStanding], quote: Quote) -> Option<Chart> {
    let short: Vec<&BodyStanding> = all
        .iter()
        .filter(|own| own.shortfall().is_positive())
        .collect();
    let first = short.first()?;
    let sum: Money = short.iter().map(|own| own.shortfall()).sum();
    let share = |own: &BodyStanding| {
        own.shortfall_share().map_or_else(String::new, |share| {
            let base = own.base.as_ref().map_or("income", |base| base.kind.label());
            format!("• {} of {base}", percent(share))
        })
    };
    let row = |own: &&BodyStanding| BarRow {
        label: own.organisation.name.clone(),
        note: share(own),
        segments: vec![BarSegment {
            fill: Fill::Adverse,
            value: quote.drawn(own.shortfall()),
            text: quote.bare(own.shortfall()),
            hover: format!(
                "{}: {} short of {}",
                own.organisation.name,
                quote.sentence(own.shortfall()),
                if own.control_total.is_some() {
                    "its control total"
                } else {
                    "balance"
                }
            ),
            cells: own
                .gap()
                .map_or_else(|| own.declared.cells.clone(), |gap| gap.cells),
        }],
    };
    let said: Vec<String> = short
        .iter()
        .map(|own| {
            format!(
                "{} {}",
                own.organisation.name,
                quote.sentence(own.shortfall())
            )
        })
        .collect();
    Some(Chart {
        title: first
            .shortfall()
            .share_of(sum)
            .map_or_else(String::new, |part| {
                format!(
                    "{} drives {} of the shortfall",
                    first.organisation.name,
                    whole_percent(part)
                )
            }),
        subtitle: format!(
            "Short of control total, or of balance without one, {}, same scale",
            quote.unit()
        ),
        alt: format!(
            "Bars of what each body is short of, largest first. {}.",
            said.join("; ")
        ),
        kind: ChartKind::Bars {
            rows: short.iter().take(MOST_BARS).map(row).collect(),
            legend: Vec::new(),
        },
        twin: short_table(&short, quote),
    })
}

fn short_table(short: &[&BodyStanding], quote: Quote) -> Table {
    Table {
        title: "Short of control total or balance".to_owned(),
        subtitle: quote.unit().to_owned(),
        columns: vec![
            column("Organisation", Align::Left, 2.6),
            column("Short", Align::Right, 1.0),
            column("Of income or allocation", Align::Right, 1.0),
        ],
        rows: short
            .iter()
            .map(|own| Row {
                cells: vec![
                    text_cell(own.organisation.name.clone()),
                    money_cell(
                        quote,
                        &Sourced::new(own.shortfall(), own.declared.cells.clone()),
                    ),
                    share_cell(own.shortfall_share()),
                ],
                strong: false,
            })
            .collect(),
    }
}

fn league(assessment: &Assessment, all: &[BodyStanding], quote: Quote) -> Table {
    let limited = all.iter().any(|own| own.control_total.is_some());
    let mut columns = vec![
        column("Organisation", Align::Left, 2.8),
        column("Declared", Align::Right, 1.0),
    ];
    if limited {
        columns.push(column("Control total", Align::Right, 1.0));
        columns.push(column("Gap", Align::Right, 0.9));
    }
    columns.extend([
        column("Short, of income", Align::Right, 0.9),
        column("Without unidentified", Align::Right, 1.1),
        column("Savings", Align::Right, 0.9),
        column("of income", Align::Right, 0.8),
        column("No scheme", Align::Right, 0.9),
    ]);
    let mut rows: Vec<Row> = all
        .iter()
        .map(|own| body_row(own, limited, quote))
        .collect();
    rows.extend(totals(assessment, all, limited, quote));
    Table {
        title: "Bodies, furthest short first".to_owned(),
        subtitle: format!("{}; income is allocation for a board", quote.unit()),
        columns,
        rows,
    }
}

fn body_row(own: &BodyStanding, limited: bool, quote: Quote) -> Row {
    let savings_share = own
        .savings
        .as_ref()
        .zip(own.base.as_ref())
        .and_then(|(savings, base)| savings.value.share_of(base.value.value));
    let mut cells = vec![
        TableCell {
            opens: own.savings.is_some().then(|| {
                Opens::Lines(vec![(
                    Facet::Organisation,
                    Some(own.organisation.name.clone()),
                )])
            }),
            ..text_cell(own.organisation.name.clone())
        },
        money_cell(quote, &own.declared),
    ];
    if limited {
        cells.push(optional_money_cell(quote, own.control_total.as_ref()));
        cells.push(optional_money_cell(quote, own.gap().as_ref()));
    }
    cells.push(share_cell(own.shortfall_share()));
    cells.push(optional_money_cell(
        quote,
        own.without_unidentified().as_ref(),
    ));
    cells.push(optional_money_cell(quote, own.savings.as_ref()));
    cells.push(share_cell(savings_share));
    cells.push(optional_money_cell(quote, own.unidentified.as_ref()));
    Row {
        cells,
        strong: false,
    }
}

/// Boards, providers, and both together beside what the plan declares for the whole.
fn totals(assessment: &Assessment, all: &[BodyStanding], limited: bool, quote: Quote) -> Vec<Row> {
    let is_board =
        |own: &&BodyStanding| own.organisation.kind == OrganisationKind::CommissioningBody;
    let sum =
        |part: &[&BodyStanding]| -> Sourced<Money> { part.iter().map(|own| &own.declared).sum() };
    let (boards, providers): (Vec<&BodyStanding>, Vec<&BodyStanding>) =
        all.iter().partition(is_board);
    let blank = if limited { 7 } else { 5 };
    let row = |label: &str, value: &Sourced<Money>| {
        let mut cells = vec![text_cell(label), money_cell(quote, value)];
        cells.extend(std::iter::repeat_n(TableCell::default(), blank));
        Row {
            cells,
            strong: true,
        }
    };
    let mut rows = Vec::new();
    if !boards.is_empty() && !providers.is_empty() {
        rows.push(row("Boards", &sum(&boards)));
        rows.push(row("Providers", &sum(&providers)));
    }
    let whole: Sourced<Money> = all.iter().map(|own| &own.declared).sum();
    rows.push(row("Sum of the bodies", &whole));
    if let Some(declared) = &assessment.headline.declared
        && declared.value != whole.value
    {
        rows.push(row("Declared for the whole", declared));
        rows.push(row("Difference", &(declared.clone() - whole)));
    }
    rows
}

fn share_cell(share: Option<Share>) -> TableCell {
    share.map_or_else(
        || TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        },
        |share| TableCell {
            number: Some(share.to_f64()),
            ..text_cell(percent(share))
        },
    )
}

/// Who is missing, who is late, and what a system of one provider means.
fn who(assessment: &Assessment, all: &[BodyStanding]) -> Vec<Vec<Block>> {
    let mut notes = Vec::new();
    let mut tell = |text: String, tone: Tone, cells: Cells| {
        let link = super::link::link(&cells);
        notes.push(vec![Block::Note(Note { text, tone, link })]);
    };
    for absent in &assessment.case.absent {
        let what = if absent.figures_from_another {
            "its position is taken from another body's workbook"
        } else {
            "the sums are without it"
        };
        tell(
            format!(
                "{} is missing: no workbook of it is open, and {what}.",
                absent.body.name
            ),
            Tone::Adverse,
            absent.named_at.clone().into(),
        );
    }
    for late in &assessment.case.late {
        tell(
            format!("{} is late: {}.", late.name, late.why),
            Tone::Adverse,
            Cells::default(),
        );
    }
    let boards = all
        .iter()
        .filter(|own| own.organisation.kind == OrganisationKind::CommissioningBody);
    if let ([board], [provider]) = (
        boards.collect::<Vec<_>>().as_slice(),
        all.iter()
            .filter(|own| own.organisation.kind == OrganisationKind::Provider)
            .collect::<Vec<_>>()
            .as_slice(),
    ) {
        tell(
            format!(
                "{} is the only provider beside {}: what is moved between the two changes neither the system's position nor \
                 its savings.",
                provider.organisation.name, board.organisation.name
            ),
            Tone::Muted,
            Cells::default(),
        );
    }
    notes
}

/// Board net expenditure plus provider expenditure less provider income.
fn spend_table(assessment: &Assessment, quote: Quote) -> Option<Table> {
    let plan = &assessment.case.plan;
    let columns = [
        (SystemColumn::Plan, "Plan"),
        (SystemColumn::PlanToDate, "Plan to date"),
        (SystemColumn::ActualToDate, "Actual to date"),
        (SystemColumn::Forecast, "Forecast"),
    ];
    let told: Vec<(&str, SystemSpend)> = columns
        .into_iter()
        .filter_map(|(column, label)| Some((label, system_spend(plan, column)?)))
        .collect();
    let (_, first) = told.first()?;
    // A body by itself is no system.
    if first.boards.cells.is_empty() || first.provider_income.cells.is_empty() {
        return None;
    }
    let mut heads = vec![column("Net expenditure", Align::Left, 2.4)];
    heads.extend(
        told.iter()
            .map(|(label, _)| column(label, Align::Right, 1.0)),
    );
    let row = |label: &str, part: &dyn Fn(&SystemSpend) -> Sourced<Money>, strong: bool| {
        let mut cells = vec![text_cell(label)];
        cells.extend(
            told.iter()
                .map(|(_, spend)| money_cell(quote, &part(spend))),
        );
        Row { cells, strong }
    };
    let without = if first.without.is_empty() {
        String::new()
    } else {
        let names: Vec<&str> = first.without.iter().map(|own| own.name.as_str()).collect();
        format!(
            "; without {}, of which no account is here",
            names.join(", ")
        )
    };
    Some(Table {
        title: "What the system spends".to_owned(),
        subtitle: format!("{}, as NHS England adds it up{without}", quote.unit()),
        columns: heads,
        rows: vec![
            row("Boards, net", &|own| own.boards.clone(), false),
            row(
                "and providers' expenditure",
                &|own| own.provider_expenditure.clone(),
                false,
            ),
            row(
                "less providers' income",
                &|own| -own.provider_income.clone(),
                false,
            ),
            row("System", &SystemSpend::total, true),
        ],
    })
}

fn flow_table(flows: &[Flow], quote: Quote) -> Table {
    let row = |flow: &Flow| {
        let difference = flow.difference();
        Row {
            cells: vec![
                text_cell(flow.payer.name.clone()),
                text_cell(flow.payee.name.clone()),
                money_cell(quote, &flow.paid),
                money_cell(quote, &flow.received),
                TableCell {
                    tone: if difference.is_positive() {
                        Tone::Adverse
                    } else {
                        Tone::Neutral
                    },
                    ..money_cell(quote, &Sourced::new(difference, Cells::default()))
                },
            ],
            strong: false,
        }
    };
    Table {
        title: "Whom the bodies pay".to_owned(),
        subtitle: format!(
            "{}; income expected beyond what is planned to be paid is in nobody's budget",
            quote.unit()
        ),
        columns: vec![
            column("From", Align::Left, 2.0),
            column("To", Align::Left, 2.0),
            column("Paid", Align::Right, 1.0),
            column("Expected", Align::Right, 1.0),
            column("Difference", Align::Right, 1.0),
        ],
        rows: flows.iter().map(row).collect(),
    }
}

fn sector_table(found: &Sectors, quote: Quote) -> Table {
    let most = found
        .spend
        .iter()
        .filter_map(|own| Some((own, found.shift(own)?)))
        .max_by_key(|(_, shift)| shift.0);
    let title = match most {
        Some((own, shift)) if shift.0.is_sign_positive() && !shift.0.is_zero() => format!(
            "{} gains {} points of spending",
            own.sector.label(),
            percent(shift).trim_end_matches('%')
        ),
        _ => "Where the money goes".to_owned(),
    };
    let row = |own: &crate::analysis::SectorSpend| Row {
        cells: vec![
            text_cell(own.sector.label()),
            optional_money_cell(quote, own.before.as_ref()),
            share_cell(found.share_before(own)),
            money_cell(quote, &own.plan),
            share_cell(found.share(own)),
            TableCell {
                number: found.shift(own).map(Share::to_f64),
                ..text_cell(found.shift(own).map_or_else(
                    || "–".to_owned(),
                    |shift| {
                        let sign = if shift.0.is_sign_positive() && !shift.0.is_zero() {
                            "+"
                        } else {
                            ""
                        };
                        format!("{sign}{} points", percent(shift).trim_end_matches('%'))
                    },
                ))
            },
        ],
        strong: false,
    };
    Table {
        title,
        subtitle: format!(
            "{}; lines that name a sector, shares of those",
            quote.unit()
        ),
        columns: vec![
            column("Sector", Align::Left, 1.6),
            column("Last year", Align::Right, 1.0),
            column("share", Align::Right, 0.8),
            column("Plan", Align::Right, 1.0),
            column("share", Align::Right, 0.8),
            column("Shift", Align::Right, 1.0),
        ],
        rows: found.spend.iter().map(row).collect(),
    }
}

fn merger_table(found: &Merger, quote: Quote) -> Table {
    let row =
        |label: &str, income: Option<&Sourced<Money>>, result: &Sourced<Money>, strong: bool| Row {
            cells: vec![
                text_cell(label),
                optional_money_cell(quote, income),
                money_cell(quote, result),
            ],
            strong,
        };
    let mut rows: Vec<Row> = found
        .predecessors
        .iter()
        .map(|own| {
            row(
                &own.organisation.name,
                own.income.as_ref(),
                &own.outturn,
                false,
            )
        })
        .collect();
    let combined = found.combined();
    rows.push(row(
        "Together last year",
        found.combined_income().as_ref(),
        &combined,
        true,
    ));
    rows.push(row(
        &format!("{}, plan", found.successor.name),
        None,
        &found.planned,
        true,
    ));
    let change = found.planned.clone() - combined;
    rows.push(row("Change", None, &change, true));
    Table {
        title: format!("{} beside the bodies it took over", found.successor.name),
        subtitle: format!("{}; for comparison, counted in no sum", quote.unit()),
        columns: vec![
            column("Body", Align::Left, 2.6),
            column("Income last year", Align::Right, 1.0),
            column("Surplus or (deficit)", Align::Right, 1.0),
        ],
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::{clean_case, pounds};
    use crate::plan::{Absent, Case, Organisation, OrganisationPosition};
    use crate::policy::Policy;

    fn two(absent: bool) -> Case {
        let mut case = clean_case().with_position(|position| {
            position.organisations.push(OrganisationPosition {
                organisation: Organisation::named("NHS Fenmarch ICB"),
                surplus: pounds(-4_000_000, "I&E!Q48"),
                monthly: Default::default(),
                lines: Vec::new(),
            });
        });
        if absent {
            case.absent.push(Absent {
                body: Organisation::named("Elm NHS Trust"),
                named_at: Vec::new(),
                figures_from_another: false,
            });
        }
        case
    }

    #[test]
    fn the_worst_body_is_the_finding_and_the_sum_is_ours_beside_the_declared_one() {
        let page = system(&judge(two(true), Vec::new(), &Policy::default()));
        assert_eq!(
            page.title,
            "NHS Fenmarch ICB is £4.0m short of balance; 1 of 2 are short"
        );
        let Block::Chart(chart) = &page.rows[0][0] else {
            panic!("{:?}", page.rows)
        };
        assert_eq!(chart.title, "NHS Fenmarch ICB drives 100% of the shortfall");
        let Block::Table(league) = &page.rows[0][1] else {
            panic!("{:?}", page.rows)
        };
        let last: Vec<(&str, &str)> = league
            .rows
            .iter()
            .rev()
            .take(3)
            .map(|row| (row.cells[0].text.as_str(), row.cells[1].text.as_str()))
            .collect();
        assert_eq!(
            last,
            [
                ("Difference", "4.0"),
                ("Declared for the whole", "0.0"),
                ("Sum of the bodies", "(4.0)")
            ]
        );
        let said = page.rows.iter().flatten().any(|block| {
            matches!(block, Block::Note(note) if note.text.starts_with("Elm NHS Trust is missing"))
        });
        assert!(said);
    }

    #[test]
    fn one_body_by_itself_is_told_how_to_become_a_system() {
        let assessment = judge(clean_case(), Vec::new(), &Policy::default());
        assert!(board_page(&assessment).is_none());
        assert_eq!(
            system(&assessment).title,
            "Westmoor NHS Trust stands alone here"
        );
    }
}
