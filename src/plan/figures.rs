//! Every figure of a plan with its cells, visited one by one: who asks which figures a cell feeds, or which cells feed
//! any figure, walks the plan here.

use super::{
    Around, Cells, FinancialYear, Item, LineKind, Money, Month, MonthlyMeasure, Organisation,
    Origin, Phasing, Plan, PositionLine, Saving, Share, Sourced, StaffSeries, StatedTotal,
    Trajectory,
};

/// Which figure of a savings line or of a line of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    PlanForTheYear,
    /// 1 is April.
    PlanForMonth(u8),
    /// 1 is April to June.
    PlanForQuarter(u8),
    FullYearEffect,
    PlanToDate,
    ActualToDate,
    Forecast,
}

/// A figure of the plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure<'p> {
    Saving(&'p Saving, Part, Money),
    SavingsTarget(Money),
    OrganisationTarget(&'p Organisation, Money),
    DeclaredPosition(Money),
    /// A reading of the declared position that is not the one taken.
    RivalPosition(&'p str, Money),
    Surplus(&'p Organisation, Money),
    /// The surplus or deficit of one month; 1 is April.
    MonthlySurplus(&'p Organisation, u8, Money),
    AccountLine(&'p Organisation, &'p PositionLine, Part, Money),
    Base(&'static str, Money),
    Around(&'p Item),
    /// The balance of a reserve or provision, or what is taken from it.
    Holding(&'p str, Money),
    /// A step or a position of a bridge that the workbook walks.
    WalkStep(&'p str, Money),
    /// A result or a line of the account in another year.
    OtherYear(&'p str, i8, Money),
    /// What an earlier year was asked to save, or saved.
    PastSavings(FinancialYear, Money),
    /// Planned for a year after the plan's.
    SavingsAhead(FinancialYear, Money),
    Waits(&'p Trajectory, Month, u64),
    /// The part of the list within 18 weeks.
    Within18Weeks(Month, Share),
    Measure(&'p MonthlyMeasure, Month),
    /// Whole-time equivalents of a group in a month.
    Staff(&'p StaffSeries, Month),
    /// Whole-time equivalents that a savings line takes out.
    StaffReduction(&'p Saving),
    /// What a savings line costs to deliver.
    DeliveryCost(&'p Saving, Money),
    Published(&'p Organisation, u64),
    /// A total as the workbook states it, which is compared with our own and never used.
    StatedTotal(&'p StatedTotal),
    /// A stated total of pathways.
    StatedPathways(&'p Organisation, u64),
}

impl Figure<'_> {
    /// Whether the cell holds a total of others, so that nothing is lost by not adding it in.
    pub fn is_total(self) -> bool {
        match self {
            Self::StatedTotal(_) | Self::StatedPathways(..) => true,
            Self::AccountLine(_, line, ..) => line.kind == LineKind::Subtotal,
            _ => false,
        }
    }
}

/// Visits every figure of the plan with its cells; a cell that feeds several is visited several times.
pub fn figures<'p>(plan: &'p Plan, visit: &mut dyn FnMut(Figure<'p>, &'p Cells)) {
    savings(plan, visit);
    position(plan, visit);
    around(&plan.around, visit);
    for trajectory in plan.elective.iter().flat_map(|waits| &waits.trajectories) {
        for (month, both) in &trajectory.months {
            for count in both.plan.iter().chain(&both.actual) {
                visit(Figure::Waits(trajectory, *month, count.value), &count.cells);
            }
        }
    }
    for own in plan
        .elective
        .iter()
        .flat_map(|waits| &waits.within_18_weeks)
    {
        for (month, both) in &own.months {
            for share in both.plan.iter().chain(&both.actual) {
                visit(Figure::Within18Weeks(*month, share.value), &share.cells);
            }
        }
    }
    // A published sheet accounts for its rows as a whole.
    let own = |measure: &&MonthlyMeasure| measure.origin == Origin::OwnSheet;
    for measure in plan.measures.iter().filter(own) {
        for (month, value) in measure.planned.iter().chain(&measure.actual) {
            visit(Figure::Measure(measure, *month), &value.cells);
        }
    }
    for series in &plan.workforce {
        for (month, value) in series.planned.iter().chain(&series.actual) {
            visit(Figure::Staff(series, *month), &value.cells);
        }
    }
    for one in plan.published.iter().flat_map(|waits| &waits.organisations) {
        visit(
            Figure::Published(&one.organisation, one.waits.total.value),
            &one.waits.total.cells,
        );
        if let Some(stated) = &one.stated_total {
            visit(
                Figure::StatedPathways(&one.organisation, stated.value),
                &stated.cells,
            );
        }
    }
    for total in &plan.stated_totals {
        visit(Figure::StatedTotal(total), &total.stated.cells);
    }
}

fn savings<'p>(plan: &'p Plan, visit: &mut dyn FnMut(Figure<'p>, &'p Cells)) {
    let Some(savings) = &plan.savings else {
        return;
    };
    for line in &savings.lines {
        if let Some(staff) = &line.staff {
            visit(Figure::StaffReduction(line), &staff.cells);
        }
        if let Some(cost) = &line.cost {
            visit(Figure::DeliveryCost(line, cost.value), &cost.cells);
        }
        let mut tell = |part, value: &'p Sourced<Money>| {
            visit(Figure::Saving(line, part, value.value), &value.cells);
        };
        tell(Part::PlanForTheYear, &line.value);
        match &line.phasing {
            Some(Phasing::Months(months)) => {
                for (value, number) in months.iter().zip(1..) {
                    if let Some(value) = value {
                        tell(Part::PlanForMonth(number), value);
                    }
                }
            }
            Some(Phasing::Quarters(quarters)) => {
                for (value, number) in quarters.iter().zip(1..) {
                    if let Some(value) = value {
                        tell(Part::PlanForQuarter(number), value);
                    }
                }
            }
            None => {}
        }
        for (part, value) in [
            (Part::FullYearEffect, &line.full_year_effect),
            (Part::PlanToDate, &line.plan_to_date),
            (Part::ActualToDate, &line.actual_to_date),
            (Part::Forecast, &line.forecast),
        ] {
            if let Some(value) = value {
                tell(part, value);
            }
        }
    }
    if let Some(target) = &savings.target {
        visit(Figure::SavingsTarget(target.value), &target.cells);
    }
    for (organisation, target) in &savings.organisation_targets {
        visit(
            Figure::OrganisationTarget(organisation, target.value),
            &target.cells,
        );
    }
}

fn position<'p>(plan: &'p Plan, visit: &mut dyn FnMut(Figure<'p>, &'p Cells)) {
    let Some(position) = &plan.position else {
        return;
    };
    if let Some(declared) = &position.declared {
        visit(Figure::DeclaredPosition(declared.value), &declared.cells);
    }
    for candidate in &position.candidates {
        if Some(&candidate.value) != position.declared.as_ref() {
            visit(
                Figure::RivalPosition(&candidate.label, candidate.value.value),
                &candidate.value.cells,
            );
        }
    }
    for one in &position.organisations {
        let of = &one.organisation;
        visit(Figure::Surplus(of, one.surplus.value), &one.surplus.cells);
        let months = one
            .monthly
            .iter()
            .zip(1..)
            .chain(one.course.iter().zip(1..));
        for (value, number) in months {
            if let Some(value) = value {
                visit(
                    Figure::MonthlySurplus(of, number, value.value),
                    &value.cells,
                );
            }
        }
        for line in &one.lines {
            for (part, value) in [
                (Part::PlanForTheYear, &line.plan),
                (Part::PlanToDate, &line.plan_to_date),
                (Part::ActualToDate, &line.actual_to_date),
                (Part::Forecast, &line.forecast),
            ] {
                if let Some(value) = value {
                    visit(
                        Figure::AccountLine(of, line, part, value.value),
                        &value.cells,
                    );
                }
            }
        }
    }
    if let Some(base) = &position.base {
        visit(
            Figure::Base(base.kind.label(), base.value.value),
            &base.value.cells,
        );
    }
}

fn around<'p>(around: &'p Around, visit: &mut dyn FnMut(Figure<'p>, &'p Cells)) {
    for item in &around.items {
        visit(Figure::Around(item), &item.value.cells);
    }
    for holding in &around.holdings {
        let amounts = [&holding.opening, &holding.released, &holding.closing];
        for amount in amounts.into_iter().flatten() {
            visit(Figure::Holding(&holding.label, amount.value), &amount.cells);
        }
    }
    for step in around.walks.iter().flat_map(|walk| &walk.steps) {
        visit(
            Figure::WalkStep(&step.label, step.amount.value),
            &step.amount.cells,
        );
    }
    for past in &around.record {
        for amount in past.planned.iter().chain([&past.delivered]) {
            visit(Figure::PastSavings(past.year, amount.value), &amount.cells);
        }
    }
    for ahead in &around.savings_ahead {
        visit(
            Figure::SavingsAhead(ahead.year, ahead.value.value),
            &ahead.value.cells,
        );
    }
    for year in &around.other_years {
        visit(
            Figure::OtherYear("result", year.offset, year.surplus.value),
            &year.surplus.cells,
        );
        for line in &year.lines {
            visit(
                Figure::OtherYear(&line.label, year.offset, line.value.value),
                &line.value.cells,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;

    #[test]
    fn every_cell_of_the_savings_total_is_visited_as_a_line() {
        let case = clean_case();
        let total = case.plan.savings.as_ref().unwrap().total();
        let mut seen = Vec::new();
        figures(&case.plan, &mut |figure, cells| {
            if matches!(figure, Figure::Saving(_, Part::PlanForTheYear, _)) {
                seen.extend(cells.iter().cloned());
            }
        });
        assert_eq!(seen, total.cells.to_vec());
    }
}
