//! The first ten seconds: what the plan declares, what is behind it, and what to ask.

use super::headline_figures::headline_figures;
use super::link::link;
use super::savings::backed::backed;
use super::{
    Block, Page, PageId, Tone, elective, findings, in_year, note, page, plan_label, published,
    quote, savings,
};
use crate::assessment::Assessment;
use crate::plan::{Money, Position};
use crate::wording::{Quote, money};

pub fn overview(assessment: &Assessment) -> Page {
    let mut rows = Vec::new();
    let figures = headline_figures(assessment);
    if !figures.is_empty() {
        rows.push(vec![Block::Figures(figures)]);
    }
    let mut charts: Vec<Block> = Vec::new();
    charts.extend(savings::status::status_chart(assessment).map(Block::Chart));
    charts.extend(savings::phasing::chart(assessment).map(Block::Chart));
    if charts.len() < 2 {
        charts.extend(elective::first_chart(assessment).map(Block::Chart));
    }
    charts.extend(findings::top(assessment));
    if !charts.is_empty() {
        rows.push(charts);
    }
    if assessment.headline.declared.is_none() && assessment.savings.is_none() {
        rows.extend(published::rows(assessment));
    }
    rows.extend(remarks(assessment));
    page(
        assessment,
        PageId::Overview,
        title(assessment),
        subtitle(assessment),
        rows,
    )
}

/// The overview as one page of the board pack: the figures, and what to ask about.
pub(super) fn board_page(assessment: &Assessment) -> Page {
    let mut rows = vec![vec![Block::Figures(headline_figures(assessment))]];
    let published = published::board_rows(assessment);
    if assessment.case.plan.is_published_only() && !published.is_empty() {
        rows.extend(published);
    } else {
        rows.push(findings::glance(assessment).into_iter().collect());
    }
    rows.extend(remarks(assessment));
    rows.retain(|row| {
        !matches!(row.as_slice(), [Block::Figures(figures)] if figures.is_empty())
            && !row.is_empty()
    });
    page(
        assessment,
        PageId::Overview,
        title(assessment),
        subtitle(assessment),
        rows,
    )
}

fn subtitle(assessment: &Assessment) -> String {
    let unit = if assessment.headline.declared.is_some() || assessment.savings.is_some() {
        format!(", {}", quote(assessment).unit())
    } else {
        String::new()
    };
    format!("{}{unit}", plan_label(assessment))
}

fn title(assessment: &Assessment) -> String {
    if let Some(behind) = in_year::title(assessment) {
        return behind;
    }
    let headline = &assessment.headline;
    let quote = quote(assessment);
    match (
        &headline.declared,
        &headline.unidentified,
        &headline.without_unidentified,
    ) {
        (Some(declared), Some(unidentified), Some(without)) => {
            let (unidentified, without) = (unidentified.value, without.value);
            if unidentified.is_positive() {
                positions(quote, declared.value, without)
            } else {
                backed(assessment).of_position(&subject(quote, declared.value), quote)
            }
        }
        (Some(declared), ..) => {
            let position = assessment.case.plan.position.as_ref();
            let told = position.map_or("The plan declares", Position::says);
            let named = named(quote, declared.value);
            format!("{told} {named}; no savings schemes are listed")
        }
        (None, Some(unidentified), _) => without_position(assessment, quote, unidentified.value),
        (None, None, _) if !plan_has_position(assessment) && !assessment.waits.is_empty() => {
            elective::title(assessment)
        }
        _ if published::is_any(assessment) => published::title(assessment),
        _ if plan_has_position(assessment) => {
            "Which of these figures is the declared position?".to_owned()
        }
        _ => "No plan was found in this workbook".to_owned(),
    }
}

fn plan_has_position(assessment: &Assessment) -> bool {
    assessment
        .case
        .plan
        .position
        .as_ref()
        .is_some_and(|position| !position.candidates.is_empty())
}

/// "a £42.0m deficit", "breakeven", "a £0.7m surplus"
fn named(quote: Quote, position: Money) -> String {
    if position.is_zero() {
        "breakeven".to_owned()
    } else {
        format!(
            "a {} {}",
            quote.sentence(position.abs()),
            if position.is_negative() {
                "deficit"
            } else {
                "surplus"
            }
        )
    }
}

/// "The £42.0m deficit", at the start of a title.
fn subject(quote: Quote, declared: Money) -> String {
    if declared.is_zero() {
        "Breakeven".to_owned()
    } else {
        format!(
            "The {} {}",
            quote.sentence(declared.abs()),
            if declared.is_negative() {
                "deficit"
            } else {
                "surplus"
            }
        )
    }
}

fn positions(quote: Quote, declared: Money, without: Money) -> String {
    let subject = subject(quote, declared);
    // A deficit that grows, or a surplus that shrinks, needs no second noun.
    let same_side = declared.is_negative() == without.is_negative()
        && !declared.is_zero()
        && !without.is_zero();
    let becomes = if same_side {
        quote.sentence(without.abs())
    } else {
        named(quote, without)
    };
    format!("{subject} is {becomes} without savings that have no scheme behind them")
}

fn without_position(assessment: &Assessment, quote: Quote, unidentified: Money) -> String {
    let total = assessment
        .savings
        .as_ref()
        .map_or(Money::ZERO, |savings| savings.total.value);
    if unidentified.is_positive() {
        format!(
            "{} of {} savings has no scheme behind it",
            quote.sentence(unidentified),
            quote.sentence(total)
        )
    } else {
        backed(assessment).title(total, quote)
    }
}

/// What the figures leave open: rival positions, an uncovered target, an empty workbook.
fn remarks(assessment: &Assessment) -> Vec<Vec<Block>> {
    let mut blocks = Vec::new();
    if let Some(uncovered) = assessment
        .headline
        .uncovered
        .as_ref()
        .filter(|uncovered| !uncovered.in_position)
    {
        blocks.push(vec![Block::Note(super::Note {
            text: format!(
                "Up to {} more: that much of the stated target is covered by no line at all. The workbook does not show \
                 whether its position counts on it.",
                money(uncovered.amount.value)
            ),
            tone: Tone::Adverse,
            link: link(&uncovered.amount.cells),
        })]);
    }
    let plan = &assessment.case.plan;
    if plan.is_empty() {
        blocks.push(vec![note(
            "Planproof looks for savings schemes, a surplus or deficit, and long waits by month. Below is what each sheet was \
             taken for; if one holds a plan, say in the Workbook page what it is.",
        )]);
        blocks.extend(super::reading::no_plan(assessment));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::{clean_case, pounds};
    use crate::policy::Policy;

    fn title_of(declared: i64, unidentified: i64) -> String {
        let mut case = clean_case()
            .with_position(|position| position.declared = Some(pounds(declared, "I&E!P48")));
        if unidentified > 0 {
            case = case.with_unidentified(unidentified, 12);
        }
        overview(&judge(case, Vec::new(), &Policy::default())).title
    }

    #[test]
    fn the_title_is_the_finding() {
        assert_eq!(
            title_of(-42_000_000, 24_900_000),
            "The £42.0m deficit is £66.9m without savings that have no scheme behind them"
        );
        assert_eq!(
            title_of(0, 21_550_000),
            "Breakeven is a £21.6m deficit without savings that have no scheme behind them"
        );
        assert_eq!(
            title_of(700_000, 2_400_000),
            "The £0.7m surplus is a £1.7m deficit without savings that have no scheme behind them"
        );
        assert_eq!(
            title_of(-42_000_000, 0),
            "The £42.0m deficit has a scheme behind every saving"
        );
    }

    #[test]
    fn a_forecast_without_a_plan_is_called_a_forecast_everywhere() {
        let case = clean_case()
            .with_position(|position| {
                position.is_forecast = true;
                position.declared = Some(pounds(-13_800_000, "I&E!P48"));
            })
            .with_unidentified(2_000_000, 12);
        let assessment = judge(case, Vec::new(), &Policy::default());
        let page = overview(&assessment);
        let Block::Figures(figures) = &page.rows[0][0] else {
            panic!("{:?}", page.rows)
        };
        assert_eq!(figures[0].label, "Forecast position");
        assert_eq!(figures[0].detail, "forecast for the year; no plan is given");
        let page = crate::report::position(&assessment);
        let said = format!("{:?}", page.rows);
        assert!(said.contains("No plan for the year was found"), "{said}");
        assert!(!said.contains("Declared position"), "{said}");
    }

    #[test]
    fn the_board_page_names_findings_and_leaves_the_questions_to_their_page() {
        let case = clean_case().with_unidentified(24_900_000, 12);
        let page = board_page(&judge(case, Vec::new(), &Policy::default()));
        let items: Vec<_> = page
            .rows
            .iter()
            .flatten()
            .filter_map(|block| match block {
                Block::Findings { items, .. } => Some(items),
                _ => None,
            })
            .flatten()
            .collect();
        assert!(items.iter().any(|item| !item.stake.is_empty()));
        assert!(
            items
                .iter()
                .all(|item| item.question.is_empty() && item.link.is_none())
        );
    }

    #[test]
    fn an_empty_workbook_is_said_to_be_empty() {
        let page = overview(&judge(
            crate::plan::Case::default(),
            Vec::new(),
            &Policy::default(),
        ));
        assert_eq!(page.title, "No plan was found in this workbook");
    }

    #[test]
    fn where_no_plan_was_found_it_is_said_what_each_sheet_was_taken_for() {
        let mut assessment = judge(crate::plan::Case::default(), Vec::new(), &Policy::default());
        assessment
            .coverage
            .sheets
            .push(crate::import::SheetCoverage {
                address: std::sync::Arc::new(crate::workbook::SheetAddress::new(
                    "rota.xlsx",
                    "Rota",
                )),
                visibility: crate::workbook::Visibility::Visible,
                taken_for: "no plan data".to_owned(),
                tables: Vec::new(),
                numbers: Default::default(),
            });
        let page = overview(&assessment);
        let told = page.rows.iter().flatten().any(|block| {
            matches!(block, Block::Table(table) if table.rows.iter().any(|row| row.cells[0].text == "Rota"))
        });
        assert!(told);
    }

    #[test]
    fn rival_positions_assert_no_headline() {
        let case = clean_case().with_position(|position| {
            position.declared = None;
            position.candidates.push(crate::plan::Candidate {
                label: "Deficit".to_owned(),
                value: pounds(-3, "I&E!Q48"),
            });
        });
        let page = overview(&judge(case, Vec::new(), &Policy::default()));
        let Block::Figures(figures) = &page.rows[0][0] else {
            panic!("no figures")
        };
        assert_eq!(figures[0].value, "cannot say");
    }
}
