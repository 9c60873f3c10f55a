//! Where an organisation stands part-way through its year: planned and actual to date, and its forecast.

use crate::plan::{
    LineKind, Money, OrganisationPosition, Plan, Position, PositionLine, Share, Sourced,
};

/// The surplus or deficit line of one organisation; what the workbook does not give is `None`.
#[derive(Debug, Clone)]
pub struct YearToDate<'a> {
    pub position: &'a OrganisationPosition,
    pub result: &'a PositionLine,
}

impl YearToDate<'_> {
    /// How much worse than plan the position to date is; negative where it is better.
    pub fn adverse(&self) -> Option<Sourced<Money>> {
        let plan = self.result.plan_to_date.clone()?;
        let actual = self.result.actual_to_date.clone()?;
        let mut cells = actual.cells;
        cells.extend(plan.cells);
        Some(Sourced::new(plan.value - actual.value, cells))
    }

    /// The plan for the year, from the same line where it has one.
    pub fn plan(&self) -> Sourced<Money> {
        self.result
            .plan
            .clone()
            .unwrap_or_else(|| self.position.surplus.clone())
    }
}

/// The organisation's result, adjusted (control total basis) where both are given.
pub fn year_to_date(position: &OrganisationPosition) -> Option<YearToDate<'_>> {
    let of = |kind| {
        position
            .lines
            .iter()
            .find(|line| line.kind == kind && line.actual_to_date.is_some())
    };
    let result = of(LineKind::AdjustedSurplus).or_else(|| of(LineKind::Surplus))?;
    Some(YearToDate { position, result })
}

fn income(position: &OrganisationPosition) -> impl Iterator<Item = &PositionLine> {
    position
        .lines
        .iter()
        .filter(|line| matches!(line.kind, LineKind::Income | LineKind::Allocation))
}

/// Income or allocation planned to date.
pub fn income_to_date(position: &OrganisationPosition) -> Option<Money> {
    let sum: Money = income(position)
        .filter_map(|line| Some(line.plan_to_date.as_ref()?.value))
        .sum();
    sum.is_positive().then_some(sum)
}

/// The part of the year gone. Income comes in nearly even months, so it is the part of the year's income planned to
/// date, to the nearest twelfth; `None` where that is no clear number of months, or the whole year.
pub fn elapsed(position: &OrganisationPosition) -> Option<u8> {
    let year: Money = income(position)
        .filter(|line| line.plan_to_date.is_some())
        .filter_map(|line| Some(line.plan.as_ref()?.value))
        .sum();
    let part = income_to_date(position)?.share_of(year)?;
    (1..12).find(|month| {
        let twelfths = Share::percent(
            rust_decimal::Decimal::from(*month) * rust_decimal::Decimal::ONE_HUNDRED,
        )
        .0 / rust_decimal::Decimal::from(12);
        // A twelfth is 8.3%: within 2% either way only one month fits.
        (part.0 - twelfths).abs() <= Share::percent(2).0
    })
}

/// The result by month as it was in the months gone, and as it is forecast in those ahead.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    /// Months gone, 1 to 11.
    pub gone: u8,
    /// April first, all twelve.
    pub months: Vec<&'a Sourced<Money>>,
}

impl<'a> Course<'a> {
    /// The months ahead but the last.
    pub fn ahead(&self) -> &[&'a Sourced<Money>] {
        let last = self.months.len().saturating_sub(1);
        self.months
            .get(usize::from(self.gone)..last)
            .unwrap_or_default()
    }

    pub fn march(&self) -> Option<&'a Sourced<Money>> {
        self.months.last().copied()
    }
}

/// `None` unless there are twelve months, and those gone come to the position to date, all of them to the forecast where one
/// is given: figures that do not are of something else.
pub fn course(position: &OrganisationPosition, tolerance: Money) -> Option<Course<'_>> {
    let gone = elapsed(position)?;
    let months: Option<Vec<&Sourced<Money>>> = position.course.iter().map(Option::as_ref).collect();
    let months = months?;
    let year = year_to_date(position)?;
    let sum = |count: usize| -> Money { months.iter().take(count).map(|month| month.value).sum() };
    let so_far = year.result.actual_to_date.as_ref()?;
    let agrees = so_far.value.agrees_with(sum(usize::from(gone)), tolerance)
        && year
            .result
            .forecast
            .as_ref()
            .is_none_or(|forecast| forecast.value.agrees_with(sum(12), tolerance));
    agrees.then_some(Course { gone, months })
}

/// How far the year has gone, and how the position stands to plan by then.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SoFar {
    /// Months gone, 1 to 11.
    pub months: u8,
    /// How much worse than plan the position is; negative where it is better.
    pub adverse: Sourced<Money>,
}

/// `None` unless all organisations report, and the same months.
pub fn so_far(position: &Position) -> Option<SoFar> {
    let mut gone = None;
    let mut adverse = Sourced::default();
    for own in &position.organisations {
        let months = elapsed(own)?;
        if gone.is_some_and(|gone| gone != months) {
            return None;
        }
        gone = Some(months);
        adverse = adverse + year_to_date(own)?.adverse()?;
    }
    Some(SoFar {
        months: gone?,
        adverse,
    })
}

/// Months of the plan's year that its actual figures show to be over; none before the year, or where nothing shows it.
pub fn months_gone(plan: &Plan) -> u8 {
    let of_position = plan
        .position
        .iter()
        .flat_map(|position| &position.organisations)
        .filter_map(elapsed)
        .max();
    let year = plan.year.as_ref().map(|year| year.value);
    let in_year = |month: &crate::plan::Month| {
        (Some(month.financial_year()) == year).then(|| month.number_in_year())
    };
    let waits = plan
        .elective
        .iter()
        .flat_map(|elective| &elective.trajectories)
        .flat_map(|trajectory| &trajectory.months)
        .filter(|(_, both)| both.actual.is_some())
        .filter_map(|(month, _)| in_year(month))
        .max();
    let staff = plan
        .workforce
        .iter()
        .flat_map(|series| series.actual.keys())
        .filter_map(in_year)
        .max();
    of_position.or(staff).or(waits).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_case_in_year, pounds};

    fn organisation() -> OrganisationPosition {
        clean_case_in_year()
            .plan
            .position
            .unwrap()
            .organisations
            .remove(0)
    }

    #[test]
    fn half_the_income_planned_to_date_is_half_the_year() {
        assert_eq!(elapsed(&organisation()), Some(6));
    }

    #[test]
    fn actual_figures_tell_how_much_of_the_year_is_over() {
        let mut plan = clean_case_in_year().plan;
        assert_eq!(months_gone(&plan), 6);
        plan.position = None;
        plan.workforce.clear();
        assert_eq!(months_gone(&plan), 6, "by the waits");
        plan.elective = None;
        assert_eq!(months_gone(&plan), 0);
    }

    #[test]
    fn income_between_two_months_tells_no_month() {
        let mut position = organisation();
        position.lines[0].plan_to_date = Some(pounds(108_000_000, "I&E!Q12"));
        assert_eq!(elapsed(&position), None);
    }

    #[test]
    fn a_deficit_where_breakeven_was_planned_is_adverse() {
        let mut position = organisation();
        position.lines[4].actual_to_date = Some(pounds(-3_000_000, "I&E!R48"));
        let adverse = year_to_date(&position).unwrap().adverse().unwrap();
        assert_eq!(adverse.value, Money::from_pounds(3_000_000));
        assert_eq!(adverse.cells[0].to_string(), "'I&E'!R48");
    }
}
