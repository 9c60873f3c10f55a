//! Many plans at once: how many are no plan a board could approve, what they add up to, how much they ask, and each of
//! them in a line. Made of summaries, so that hundreds are listed without being open.

mod charts;
mod figures;
mod table;

pub use table::{in_order as plans_in_order, plans_table};

use super::{Block, Note, Page, PageId, Table, Tone};
use crate::assessment::{Listed, PlanSummary};
use crate::plan::FinancialYear;
use crate::policy::Policy;
use crate::wording::{Quote, counted};
use figures::figures;

/// Plans of one list on a board's page.
const ON_A_PAGE: usize = 14;

/// What the page of many plans is made of.
#[derive(Debug, Clone, Copy)]
pub struct Many<'a> {
    pub listed: &'a [&'a Listed],
    /// Files that are still to be read.
    pub waiting: usize,
    pub policy: &'a Policy,
}

impl<'a> Many<'a> {
    fn plans(&self) -> Vec<&'a PlanSummary> {
        self.listed
            .iter()
            .filter_map(|listed| match listed {
                Listed::Plan(plan) => Some(&**plan),
                Listed::NoPlan { .. } | Listed::Unread { .. } => None,
            })
            .collect()
    }
}

/// The page above the list.
pub fn plans(many: &Many<'_>) -> Page {
    let plans = many.plans();
    let quote = quote(&plans);
    let mut rows: Vec<Vec<Block>> = Vec::new();
    if !plans.is_empty() {
        rows.push(vec![Block::Figures(figures(&plans, quote, many.policy))]);
    }
    rows.extend(unread(many).map(|note| vec![note]));
    rows.extend(charts(&plans, many.policy));
    page(many, &plans, rows)
}

/// For the board's screen and the pack: what they come to, then the worst of them.
pub fn plans_board(many: &Many<'_>) -> Vec<Page> {
    let plans = many.plans();
    if plans.is_empty() {
        return Vec::new();
    }
    let quote = quote(&plans);
    let mut first = vec![vec![Block::Figures(figures(&plans, quote, many.policy))]];
    first.extend(charts(&plans, many.policy).into_iter().take(1));
    first.extend(unread(many).map(|note| vec![note]));
    let mut pages = vec![page(many, &plans, first)];
    if let Some(panels) = charts(&plans, many.policy).into_iter().nth(1) {
        let mut late = page(many, &plans, vec![panels]);
        "When the savings of the latest plans land".clone_into(&mut late.title);
        "Savings planned up to each month end, on one scale".clone_into(&mut late.subtitle);
        pages.push(late);
    }
    let table = plans_table(many);
    let rows = table.rows.len();
    let shown = Table {
        title: String::new(),
        subtitle: String::new(),
        rows: table.rows.into_iter().take(ON_A_PAGE).collect(),
        ..table
    };
    let mut list = page(many, &plans, vec![vec![Block::Table(shown)]]);
    list.title = if rows > ON_A_PAGE {
        format!("The {ON_A_PAGE} plans furthest from balance")
    } else {
        "The plans, furthest from balance first".to_owned()
    };
    list.subtitle = table.subtitle;
    pages.push(list);
    pages
}

/// Whatever is not a plan that balances on what has a scheme behind it.
fn unacceptable(plans: &[&PlanSummary]) -> usize {
    plans
        .iter()
        .filter(|plan| plan.verdict().is_unacceptable())
        .count()
}

fn page(many: &Many<'_>, plans: &[&PlanSummary], rows: Vec<Vec<Block>>) -> Page {
    let is_sample = plans.iter().any(|plan| plan.is_sample);
    let source = format!("{} in the list", counted(plans.len(), "plan", "plans"));
    Page {
        id: PageId::Plans,
        title: title(many, plans),
        subtitle: subtitle(many, plans),
        rows,
        source,
        mark: is_sample.then_some("Sample, not your plan"),
    }
}

fn title(many: &Many<'_>, plans: &[&PlanSummary]) -> String {
    match (plans.len(), unacceptable(plans)) {
        (0, _) if many.waiting > 0 => "No plan has been read yet".to_owned(),
        (0, _) if !many.listed.is_empty() => "No plan could be read".to_owned(),
        (0, _) => "No plan is open".to_owned(),
        (1, 0) => "The one plan balances, or cannot be judged".to_owned(),
        (all, 0) => format!("None of {all} plans is in deficit or rests on unidentified savings"),
        (1, _) => "The one plan is not acceptable as it stands".to_owned(),
        (all, bad) => {
            let are = if bad == 1 { "is" } else { "are" };
            format!("{bad} of {all} plans {are} not acceptable as they stand")
        }
    }
}

fn subtitle(many: &Many<'_>, plans: &[&PlanSummary]) -> String {
    // Without a plan there is nothing to tell acceptable ones from others.
    if plans.is_empty() && many.waiting == 0 {
        return String::new();
    }
    let mut years: Vec<FinancialYear> = plans.iter().filter_map(|plan| plan.year).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    let years = match years.as_slice() {
        [] => String::new(),
        [only] => format!(", {only}"),
        [first, .., last] => format!(", {first} to {last}"),
    };
    let waiting = match many.waiting {
        0 => String::new(),
        some => format!(", {} still to be read", counted(some, "file", "files")),
    };
    format!(
        "Not acceptable: a declared deficit, or balance that rests on savings with no scheme behind them{years}{waiting}"
    )
}

/// The unit of the largest plan.
fn quote(plans: &[&PlanSummary]) -> Quote {
    let largest = plans
        .iter()
        .flat_map(|plan| [&plan.declared, &plan.savings])
        .flatten()
        .map(|figure| figure.value.abs())
        .max();
    Quote::for_largest(largest.unwrap_or_default())
}

/// What could not be read, in its own sentence: the first here, all in the list.
fn unread(many: &Many<'_>) -> Option<Block> {
    let sentences: Vec<&str> = many
        .listed
        .iter()
        .filter_map(|listed| match listed {
            Listed::Unread { why, .. } => Some(why.as_str()),
            Listed::Plan(_) | Listed::NoPlan { .. } => None,
        })
        .collect();
    let first = sentences.first()?;
    let more = match sentences.len() - 1 {
        0 => String::new(),
        more => format!(
            " {} {} not read either: see the end of the list.",
            counted(more, "other", "others"),
            if more == 1 { "was" } else { "were" }
        ),
    };
    Some(Block::Note(Note {
        text: format!(
            "{} could not be read and {} in no sum. {}.{more}",
            counted(sentences.len(), "file", "files"),
            if sentences.len() == 1 { "is" } else { "are" },
            first.trim_end_matches('.'),
        ),
        tone: Tone::Adverse,
        link: None,
    }))
}

fn charts(plans: &[&PlanSummary], policy: &Policy) -> Vec<Vec<Block>> {
    let mut rows = Vec::new();
    let first: Vec<Block> = [
        charts::asked(plans, policy),
        charts::unidentified(plans, quote(plans)),
    ]
    .into_iter()
    .flatten()
    .map(Block::Chart)
    .collect();
    if !first.is_empty() {
        rows.push(first);
    }
    let panels: Vec<Block> = charts::landings(plans)
        .into_iter()
        .map(Block::Chart)
        .collect();
    if !panels.is_empty() {
        rows.push(panels);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::Case;
    use crate::plan::example::{clean_case, pounds};

    fn listed(case: Case) -> Listed {
        let assessment = judge(case, Vec::new(), &Policy::default());
        Listed::Plan(Box::new(PlanSummary::of(&assessment)))
    }

    fn three() -> Vec<Listed> {
        let deficit = clean_case().with_position(|position| {
            position.declared = Some(pounds(-9_000_000, "I&E!P48"));
        });
        vec![
            listed(clean_case()),
            listed(clean_case().with_unidentified(2_000_000, 12)),
            listed(deficit),
            Listed::Unread {
                path: "bad.xlsx".into(),
                why: "This is no workbook: bad.xlsx".to_owned(),
            },
        ]
    }

    fn with<R>(listed: &[Listed], look: impl FnOnce(&Many<'_>) -> R) -> R {
        let listed: Vec<&Listed> = listed.iter().collect();
        look(&Many {
            listed: &listed,
            waiting: 0,
            policy: &Policy::default(),
        })
    }

    #[test]
    fn a_deficit_and_a_balance_on_unidentified_savings_are_counted_and_others_not() {
        let page = with(&three(), plans);
        assert_eq!(page.title, "2 of 3 plans are not acceptable as they stand");
        let Some(Block::Figures(figures)) = page.rows.first().and_then(|row| row.first()) else {
            panic!("{:?}", page.rows)
        };
        assert_eq!(figures[0].value, "2 of 3");
        assert_eq!(figures[1].value, "(9.0)");
        // £2.0m without its unidentified savings, and the £9.0m.
        assert_eq!(figures[2].value, "(11.0)");
    }

    #[test]
    fn a_file_that_could_not_be_read_is_said_with_its_sentence() {
        let page = with(&three(), plans);
        let said = page.rows.iter().flatten().any(
            |block| matches!(block, Block::Note(note) if note.text.contains("This is no workbook")),
        );
        assert!(said);
    }

    #[test]
    fn where_nothing_could_be_read_that_is_said_and_nothing_is_judged() {
        let unread: Vec<Listed> = three().split_off(3);
        let page = with(&unread, plans);
        assert_eq!(page.title, "No plan could be read");
        assert_eq!(page.subtitle, "");
        let page = with(&[], plans);
        assert_eq!(page.title, "No plan is open");
    }

    #[test]
    fn every_chart_has_a_twin_and_says_what_it_shows() {
        let pages = with(&three(), plans_board);
        assert_eq!(pages.last().unwrap().id, PageId::Plans);
        let charts = pages.iter().flat_map(|page| &page.rows).flatten();
        let mut seen = 0;
        for block in charts {
            if let Block::Chart(chart) = block {
                seen += 1;
                assert!(
                    !chart.alt.is_empty() && !chart.twin.rows.is_empty(),
                    "{chart:?}"
                );
            }
        }
        assert!(seen >= 2, "{seen}");
    }
}
