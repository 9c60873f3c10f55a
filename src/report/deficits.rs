//! Which deficit? The three that boards confuse, always named, with the control total, the support in them, and the risks
//! beside them.

use super::link::{column, link, money_cell, optional_money_cell, text_cell};
use super::{
    Align, Block, Figure, Note, Page, PageId, Row, Table, Tone, note, page, plan_label, quote,
    run_rate, told_as,
};
use crate::analysis::{Deficits, Risks, SupportShown, Underlying};
use crate::assessment::Assessment;
use crate::plan::{Money, Sourced};
use crate::wording::{Quote, money};

/// For a board: the three deficits, the steps to the underlying one, and the run rate; only where more than the declared
/// position is known.
pub(super) fn board_page(assessment: &Assessment) -> Option<Page> {
    let deficits = &assessment.outlook.deficits;
    deficits.in_year.as_ref()?;
    if deficits.underlying.is_none() && deficits.against_plan.is_none() {
        return None;
    }
    let mut rows = vec![vec![Block::Figures(figures(assessment))]];
    let mut tables: Vec<Block> = Vec::new();
    tables.extend(underlying_table(assessment, BOARD_STEPS).map(Block::Table));
    tables.extend(risk_table(assessment, BOARD_STEPS).map(Block::Table));
    if !tables.is_empty() {
        rows.push(tables);
    }
    rows.extend(run_rate::blocks(assessment));
    Some(page(
        assessment,
        PageId::Deficits,
        title(assessment)?,
        subtitle(assessment),
        rows,
    ))
}

pub(super) fn subtitle(assessment: &Assessment) -> String {
    format!(
        "Surplus or (deficit) of the year, against plan, and underlying, {}, {}{}",
        plan_label(assessment),
        quote(assessment).unit(),
        basis(assessment)
    )
}

/// Said wherever a figure is computed without support.
pub(super) fn basis(assessment: &Assessment) -> String {
    let deficits = &assessment.outlook.deficits;
    match &deficits.support {
        Some(support) if assessment.outlook.assumptions.without_support => format!(
            "; without {} of deficit support funding",
            money(support.amount.value)
        ),
        Some(support) => format!(
            "; with {} of deficit support funding",
            money(support.amount.value)
        ),
        None => String::new(),
    }
}

/// "The £42.0m deficit is £95.3m underlying"; `None` where there is no underlying position to tell apart.
pub(super) fn title(assessment: &Assessment) -> Option<String> {
    let deficits = &assessment.outlook.deficits;
    let quote = quote(assessment);
    let in_year = deficits.in_year.as_ref()?.value;
    if let Some(underlying) = &deficits.underlying {
        let underlying = underlying.position.value;
        // A deficit that grows needs no second noun.
        let same_side = in_year.is_negative() == underlying.is_negative()
            && !in_year.is_zero()
            && !underlying.is_zero();
        let becomes = if same_side {
            quote.sentence(underlying.abs())
        } else if underlying.is_zero() {
            "breakeven".to_owned()
        } else {
            format!("a {}", short(quote, underlying))
        };
        return Some(format!("{} is {becomes} underlying", named(quote, in_year)));
    }
    let against = deficits.against_plan.as_ref()?.amount.value;
    Some(if against.is_negative() {
        format!(
            "The year is {} worse than plan",
            quote.sentence(against.abs())
        )
    } else {
        "The year is on plan or better".to_owned()
    })
}

fn named(quote: Quote, position: Money) -> String {
    if position.is_zero() {
        "Breakeven".to_owned()
    } else {
        format!("The {}", short(quote, position))
    }
}

fn short(quote: Quote, position: Money) -> String {
    if position.is_zero() {
        return "breakeven".to_owned();
    }
    let word = if position.is_negative() {
        "deficit"
    } else {
        "surplus"
    };
    format!("{} {word}", quote.sentence(position.abs()))
}

/// In year, against plan, underlying, control total, net risk.
pub(super) fn figures(assessment: &Assessment) -> Vec<Figure> {
    let deficits = &assessment.outlook.deficits;
    let quote = quote(assessment);
    let mut figures = Vec::new();
    figures.push(figure(
        "In-year position",
        deficits.in_year.as_ref(),
        quote,
        in_year_detail(assessment),
    ));
    let against = deficits.against_plan.as_ref();
    figures.push(figure(
        "Against plan",
        against.map(|against| &against.amount),
        quote,
        against.map_or_else(
            || "no actual or forecast for every organisation".to_owned(),
            |against| {
                let rate = assessment.outlook.run_rates.last();
                let rate = rate.map(run_rate::improvement);
                let basis = run_rate::against(against.kind).to_owned();
                rate.map_or(basis.clone(), |rate| format!("{basis}; {rate}"))
            },
        ),
    ));
    let underlying = deficits.underlying.as_ref();
    figures.push(figure(
        "Underlying position",
        underlying.map(|underlying| &underlying.position),
        quote,
        underlying_detail(underlying, quote),
    ));
    figures.extend(control_total(assessment));
    figures.extend(
        deficits
            .risks
            .as_ref()
            .and_then(|risks| net_risk(risks, quote)),
    );
    figures
}

fn figure(label: &str, value: Option<&Sourced<Money>>, quote: Quote, detail: String) -> Figure {
    Figure {
        label: label.to_owned(),
        value: value.map_or_else(|| "not given".to_owned(), |value| quote.bare(value.value)),
        tone: match value {
            Some(value) if value.value.is_negative() => Tone::Adverse,
            Some(_) => Tone::Neutral,
            None => Tone::Muted,
        },
        detail,
        link: value.and_then(|value| link(&value.cells)),
        scale: None,
    }
}

/// Said wherever a forecast stands where the plan would.
pub(super) fn no_plan_given(assessment: &Assessment) -> Option<Block> {
    let position = assessment.case.plan.position.as_ref();
    position.filter(|own| own.is_forecast).map(|_| {
        note(
            "No plan for the year was found beside the forecast: the forecast stands in its place, and nothing can be told \
             against plan.",
        )
    })
}

fn in_year_detail(assessment: &Assessment) -> String {
    let deficits = &assessment.outlook.deficits;
    match &deficits.support {
        None => {
            format!("as {}; no deficit support named", told_as(assessment))
        }
        Some(support) => {
            let amount = money(support.amount.value);
            let told = told_as(assessment);
            if assessment.outlook.assumptions.without_support {
                format!("{told}, without {amount} of deficit support")
            } else {
                format!("{told}, with {amount} of deficit support")
            }
        }
    }
}

fn underlying_detail(underlying: Option<&Underlying>, quote: Quote) -> String {
    match underlying {
        None => "nothing tells what comes again".to_owned(),
        Some(underlying) if underlying.steps.is_empty() => {
            "as the workbook states it, without steps".to_owned()
        }
        Some(underlying) => match &underlying.stated {
            Some(stated) if stated.value != underlying.position.value => format!(
                "less what does not come again; the workbook states {}",
                quote.bare(stated.value)
            ),
            Some(_) => "less what does not come again, as the workbook states".to_owned(),
            None => "less what does not come again, plus full-year effects".to_owned(),
        },
    }
}

/// The limit, and how far the declared position is from it; `None` where none is stated.
pub(super) fn control_total(assessment: &Assessment) -> Option<Figure> {
    let deficits = &assessment.outlook.deficits;
    let limit = deficits.control_total.as_ref()?;
    let quote = quote(assessment);
    let declared = assessment.headline.declared.as_ref();
    let detail = declared.map_or_else(String::new, |declared| {
        let room = declared.value - limit.value;
        let told = told_as(assessment);
        if room.is_negative() {
            format!("{told} is {} worse", quote.bare(room.abs()))
        } else if room.is_zero() {
            format!("{told} meets it exactly")
        } else {
            format!("{told} is {} better", quote.bare(room))
        }
    });
    Some(Figure {
        tone: match declared {
            Some(declared) if declared.value < limit.value => Tone::Adverse,
            _ => Tone::Neutral,
        },
        ..figure("Control total", Some(limit), quote, detail)
    })
}

fn net_risk(risks: &Risks, quote: Quote) -> Option<Figure> {
    let net = risks.net.as_ref()?;
    let detail = match (&risks.gross, &risks.mitigation) {
        (Some(gross), Some(mitigation)) => format!(
            "gross {}, mitigated {}",
            quote.bare(gross.value),
            quote.bare(mitigation.value)
        ),
        _ => "as the workbook states it".to_owned(),
    };
    let detail = match risks.from {
        Some((from, of)) => format!("{detail}; from {from} of {of} organisations"),
        None => detail,
    };
    Some(figure("Risk not mitigated", Some(net), quote, detail))
}

/// From the declared to the underlying position.
pub(super) fn underlying_table(assessment: &Assessment, most: usize) -> Option<Table> {
    let deficits = &assessment.outlook.deficits;
    let underlying = deficits
        .underlying
        .as_ref()
        .filter(|underlying| !underlying.steps.is_empty())?;
    let quote = quote(assessment);
    let declared = assessment.headline.declared.as_ref()?;
    let row = |label: &str, amount: &Sourced<Money>, strong| Row {
        cells: vec![text_cell(label), money_cell(quote, amount)],
        strong,
    };
    let told = assessment.case.plan.told_as();
    let mut rows = vec![row(&format!("{told} position"), declared, true)];
    let mut steps: Vec<_> = underlying.steps.iter().collect();
    // The largest first, and what is beyond a page's patience together.
    steps.sort_by_key(|step| std::cmp::Reverse(step.amount.value.abs()));
    rows.extend(
        steps
            .iter()
            .take(most)
            .map(|step| row(&step.label, &step.amount, false)),
    );
    if let Some(rest) = steps.get(most..).filter(|rest| !rest.is_empty()) {
        let sum: Sourced<Money> = rest.iter().map(|step| &step.amount).sum();
        rows.push(row(&format!("{} others", rest.len()), &sum, false));
    }
    rows.push(row("Underlying position", &underlying.position, true));
    if let Some(stated) = &underlying.stated {
        rows.push(row("As the workbook states it", stated, false));
    }
    Some(Table {
        title: format!("From {} to underlying", told_as(assessment)),
        subtitle: format!(
            "{}. Less support and one-offs, plus full-year effects; each step with its cells",
            quote.unit()
        ),
        columns: vec![
            column("Step", Align::Left, 3.0),
            column("Amount", Align::Right, 1.0),
        ],
        rows,
    })
}

/// Steps and risks shown by name: all that a page has room for, and what a board takes in.
pub(super) const STEPS: usize = 9;
const BOARD_STEPS: usize = 4;

/// Gross, mitigated, left; by risk where the workbook lists them.
pub(super) fn risk_table(assessment: &Assessment, most: usize) -> Option<Table> {
    use crate::plan::{ItemKind, When};
    let risks = assessment.outlook.deficits.risks.as_ref()?;
    let quote = quote(assessment);
    let around = &assessment.case.plan.around;
    let mut rows = Vec::new();
    for kind in [ItemKind::GrossRisk, ItemKind::Mitigation] {
        let mut parts = around.parts(kind, When::Year(0));
        if parts.len() < 2 {
            continue;
        }
        parts.sort_by_key(|item| std::cmp::Reverse(item.value.value.abs()));
        rows.extend(parts.iter().take(most).map(|item| Row {
            cells: vec![
                text_cell(item.label.clone()),
                text_cell(kind.label()),
                money_cell(quote, &item.value),
            ],
            strong: false,
        }));
        if let Some(rest) = parts.get(most..).filter(|rest| !rest.is_empty()) {
            let sum: Sourced<Money> = rest.iter().map(|item| &item.value).sum();
            rows.push(Row {
                cells: vec![
                    text_cell(format!("{} others", rest.len())),
                    text_cell(kind.label()),
                    money_cell(quote, &sum),
                ],
                strong: false,
            });
        }
    }
    let total = |label: &str, amount: Option<&Sourced<Money>>| {
        amount.map(|amount| Row {
            cells: vec![
                text_cell(label),
                text_cell(""),
                optional_money_cell(quote, Some(amount)),
            ],
            strong: true,
        })
    };
    rows.extend(total("Gross risk", risks.gross.as_ref()));
    rows.extend(total("Mitigation", risks.mitigation.as_ref()));
    rows.extend(total("Not mitigated", risks.net.as_ref()));
    rows.extend(total(
        "As the workbook states it",
        risks.stated_net.as_ref(),
    ));
    Some(Table {
        title: "Risks beside the position".to_owned(),
        subtitle: match risks.from {
            Some((from, of)) => format!(
                "{}. In none of the positions above; from {from} of {of} organisations, the others give none",
                quote.unit()
            ),
            None => format!("{}. In none of the positions above", quote.unit()),
        },
        columns: vec![
            column("Risk", Align::Left, 3.0),
            column("", Align::Left, 1.2),
            column("Amount", Align::Right, 1.0),
        ],
        rows,
    })
}

/// What shows the support to be in the position; `None` without support.
pub(super) fn support_note(assessment: &Assessment) -> Option<Block> {
    let support = assessment.outlook.deficits.support.as_ref()?;
    let amount = money(support.amount.value);
    let shown = match support.shown {
        SupportShown::AsALine => "It is a line of the account.",
        SupportShown::ByBothPositions => "The workbook states the position without it as well.",
        SupportShown::Assumed => {
            "The workbook does not show it in the account; it is taken to be in the declared position, where it belongs."
        }
    };
    let out = if assessment.outlook.assumptions.without_support {
        "It is taken out here."
    } else {
        "It is left in here."
    };
    Some(Block::Note(Note {
        text: format!(
            "{amount} of deficit support funding is paid while there is a deficit and need not come again. {shown} {out}"
        ),
        tone: Tone::Muted,
        link: link(&support.amount.cells),
    }))
}

/// What the workbook does not hold of all this, in one sentence; `None` where nothing is missing.
pub(super) fn missing(deficits: &Deficits) -> Option<Block> {
    let mut lacks = Vec::new();
    if deficits.control_total.is_none() {
        lacks.push("a control total or plan limit");
    }
    if deficits.support.is_none() {
        lacks.push("deficit support funding");
    }
    if deficits.risks.is_none() {
        lacks.push("risks and mitigations");
    }
    if deficits.underlying.is_none() {
        lacks.push("one-off items");
    }
    (!lacks.is_empty()).then(|| {
        note(format!(
            "Not found in the workbook: {}. What is not there is not taken as nil.",
            lacks.join(", ")
        ))
    })
}
