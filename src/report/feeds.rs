//! Which figures of the plan a cell feeds, and what a total of the workbook comes to when it is added up again.

use crate::assessment::Assessment;
use crate::plan::{Figure, Money, Part, StatedTotal, figures};
use crate::wording::{count, exact, money, percent, quoted};
use crate::workbook::CellRef;

/// A figure that a cell feeds, in words, and all the cells that feed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// "savings plan £42.1m", "line “Theatres”, plan for the year £1.2m"
    pub text: String,
    pub cells: Vec<CellRef>,
}

/// The figures that rest on a cell, the widest first.
pub fn feeds(assessment: &Assessment, cell: &CellRef) -> Vec<Feed> {
    let plan = &assessment.case.plan;
    let mut wide: Vec<Feed> = Vec::new();
    let mut own: Vec<Feed> = Vec::new();
    figures(plan, &mut |figure, cells| {
        if figure.is_total() || !cells.holds(cell) {
            return;
        }
        if matches!(figure, Figure::Saving(_, Part::PlanForTheYear, _))
            && let Some(savings) = &plan.savings
        {
            let total = savings.total();
            let feed = Feed {
                text: format!("savings plan {}", money(total.value)),
                cells: total.cells.to_vec(),
            };
            if !wide.contains(&feed) {
                wide.push(feed);
            }
        }
        let feed = Feed {
            text: words(figure),
            cells: cells.to_vec(),
        };
        let broad = matches!(
            figure,
            Figure::SavingsTarget(_) | Figure::DeclaredPosition(_) | Figure::Base(..)
        );
        if broad {
            wide.push(feed);
        } else {
            own.push(feed);
        }
    });
    wide.extend(own);
    wide
}

fn words(figure: Figure<'_>) -> String {
    match figure {
        Figure::Saving(line, part, value) => {
            format!("line {}, {} {}", quoted(&line.name), of(part), money(value))
        }
        Figure::SavingsTarget(value) => format!("savings target {}", money(value)),
        Figure::OrganisationTarget(of, value) => {
            format!("savings target of {} {}", of.name, money(value))
        }
        Figure::DeclaredPosition(value) => format!("declared position {}", money(value)),
        Figure::RivalPosition(label, value) => {
            format!(
                "another reading of the position, {}, {}",
                quoted(label),
                money(value)
            )
        }
        Figure::Surplus(of, value) => format!("position of {} {}", of.name, money(value)),
        Figure::MonthlySurplus(of, month, value) => {
            format!("position of {} in month {month} {}", of.name, money(value))
        }
        Figure::AccountLine(body, line, part, value) => format!(
            "{} of {}, {} {}",
            quoted(&line.label),
            body.name,
            of(part),
            money(value)
        ),
        Figure::Base(kind, value) => format!("{kind} {}", money(value)),
        Figure::Around(item) => format!(
            "{} {} {}",
            item.kind.label(),
            quoted(&item.label),
            money(item.value.value)
        ),
        Figure::Holding(label, value) => format!("balance of {} {}", quoted(label), money(value)),
        Figure::WalkStep(label, value) => {
            format!(
                "step {} of the workbook's bridge {}",
                quoted(label),
                money(value)
            )
        }
        Figure::OtherYear(label, offset, value) => {
            let year = if offset < 0 {
                "the year before"
            } else {
                "a later year"
            };
            format!("{} in {year} {}", quoted(label), money(value))
        }
        Figure::SavingsAhead(year, value) => {
            format!("savings planned for {year} {}", money(value))
        }
        Figure::PastSavings(year, value) => format!("savings of {year} {}", money(value)),
        Figure::Waits(waits, month, pathways) => format!(
            "pathways over {} weeks, {}: {}",
            waits.measure.0,
            month.short(),
            count(pathways)
        ),
        Figure::Within18Weeks(month, share) => {
            format!("{} within 18 weeks in {month}", percent(share))
        }
        Figure::Measure(measure, month) => format!("{}, {}", measure.name, month.short()),
        Figure::Staff(series, month) => format!("staff (WTE), {}, {}", series.group, month.short()),
        Figure::StaffReduction(line) => {
            format!("staff (WTE) that {} takes out", quoted(&line.name))
        }
        Figure::DeliveryCost(line, cost) => {
            format!(
                "{} that {} costs to deliver",
                money(cost),
                quoted(&line.name)
            )
        }
        Figure::Published(of, pathways) | Figure::StatedPathways(of, pathways) => {
            format!("published pathways of {}: {}", of.name, count(pathways))
        }
        Figure::StatedTotal(total) => format!("total {}", quoted(&total.label)),
    }
}

fn of(part: Part) -> String {
    match part {
        Part::PlanForTheYear => "plan for the year".to_owned(),
        Part::PlanForMonth(month) => format!("plan for month {month}"),
        Part::PlanForQuarter(quarter) => format!("plan for quarter {quarter}"),
        Part::FullYearEffect => "full-year effect".to_owned(),
        Part::PlanToDate => "plan to date".to_owned(),
        Part::ActualToDate => "actual to date".to_owned(),
        Part::Forecast => "forecast".to_owned(),
    }
}

/// A total as the workbook states it beside our own sum of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recomputed {
    pub label: String,
    pub stated: String,
    pub recomputed: String,
    /// "equal", or by how much the stated one differs.
    pub verdict: String,
    pub equal: bool,
    pub parts: Vec<CellRef>,
}

/// The totals that a cell states, computed again.
pub fn recomputed(assessment: &Assessment, cell: &CellRef) -> Vec<Recomputed> {
    assessment
        .case
        .plan
        .stated_totals
        .iter()
        .filter(|total| total.stated.cells.contains(cell))
        .map(compared)
        .collect()
}

fn compared(total: &StatedTotal) -> Recomputed {
    let off = total.stated.value - total.recomputed.value;
    // Within the rounding of the unit it is printed in.
    let equal = off.abs() < Money::from_pounds(total.unit.pounds());
    let verdict = if equal {
        "equal to its parts".to_owned()
    } else if off.is_positive() {
        format!("{} more than its parts", exact(off))
    } else {
        format!("{} less than its parts", exact(off.abs()))
    };
    Recomputed {
        label: total.label.clone(),
        stated: exact(total.stated.value),
        recomputed: exact(total.recomputed.value),
        verdict,
        equal,
        parts: total.recomputed.cells.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::plan::{Sourced, Unit};
    use crate::policy::Policy;

    #[test]
    fn a_cell_of_a_line_feeds_the_line_and_the_savings_plan() {
        let assessment = judge(clean_case(), Vec::new(), &Policy::default());
        let savings = assessment.case.plan.savings.as_ref().unwrap();
        let fed = feeds(&assessment, &savings.lines[0].value.cells[0]);
        assert!(fed[0].text.starts_with("savings plan £"), "{fed:?}");
        assert!(fed.iter().any(|feed| {
            feed.text
                .starts_with(&format!("line {}", quoted(&savings.lines[0].name)))
        }));
    }

    #[test]
    fn a_total_that_differs_says_by_how_much() {
        let mut case = clean_case();
        let cell = case.plan.savings.as_ref().unwrap().lines[0].source.clone();
        let pounds = |value| Sourced::at(Money::from_pounds(value), cell.clone());
        case.plan.stated_totals = vec![StatedTotal {
            label: "Total".to_owned(),
            stated: pounds(10_000),
            recomputed: pounds(12_500),
            unit: Unit::Pounds,
        }];
        let assessment = judge(case, Vec::new(), &Policy::default());
        let [total] = recomputed(&assessment, &cell).try_into().unwrap();
        assert_eq!(total.verdict, "£2,500 less than its parts");
        assert!(!total.equal);
    }
}
