//! The plan's year beside the years before and after it, as far as the workbook states them: what is left, what comes in,
//! what it costs, what is saved. A year or a figure that is not stated is absent.

use super::rounding;
use crate::plan::{
    FinancialYear, ItemKind, LineKind, Money, Organisation, OrganisationPosition, OtherYear, Plan,
    Position, SavingsAhead, Share, Sourced, When, names_savings,
};
use std::collections::BTreeSet;

/// The whole plan in one year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct YearOfPlan {
    /// 0 is the plan's own year, −1 the year before it.
    pub offset: i8,
    /// `None` where the plan does not say its year.
    pub year: Option<FinancialYear>,
    /// Surplus positive, deficit negative.
    pub result: Option<Sourced<Money>>,
    /// As the workbook states it.
    pub underlying: Option<Sourced<Money>>,
    /// Income and allocation of one body's account: positive. `None` for several bodies, whose incomes hold each other's
    /// money, and for an account whose lines do not make its result.
    pub income: Option<Sourced<Money>>,
    /// All other lines of that account: negative.
    pub costs: Option<Sourced<Money>>,
    /// Positive: the plan's own lines, what was delivered in a year gone, a line of the account in a year ahead.
    pub savings: Option<Sourced<Money>>,
    /// Of these, with no scheme behind them; `None` where no line by line list tells.
    pub unidentified: Option<Sourced<Money>>,
}

impl YearOfPlan {
    /// Savings as a share of what comes in.
    pub fn savings_share(&self) -> Option<Share> {
        let (savings, income) = (self.savings.as_ref()?, self.income.as_ref()?);
        savings.value.share_of(income.value)
    }
}

/// The earliest first; empty where the workbook tells of the plan's year only.
pub fn years(plan: &Plan) -> Vec<YearOfPlan> {
    let Some(position) = &plan.position else {
        return Vec::new();
    };
    let others = plan.around.other_years.iter().map(|year| year.offset);
    let ahead = plan.around.savings_ahead.iter();
    let ahead = ahead.filter_map(|own| offset_of(plan, own.year));
    let offsets: BTreeSet<i8> = others.chain(ahead).chain([0]).collect();
    if offsets.len() < 2 {
        return Vec::new();
    }
    offsets
        .into_iter()
        .map(|offset| year(plan, position, offset))
        .collect()
}

/// A body's result of a year, or that of the whole plan.
pub fn result_of_year(
    plan: &Plan,
    body: Option<&Organisation>,
    offset: i8,
) -> Option<Sourced<Money>> {
    let position = plan.position.as_ref()?;
    let Some(body) = body else {
        return if offset == 0 {
            position.declared.clone()
        } else {
            plan.around.other_year(offset, &members(position))
        };
    };
    if offset == 0 {
        let mut own = position.organisations.iter();
        return own
            .find(|own| own.organisation == *body)
            .map(|own| own.surplus.clone());
    }
    let mut years = plan.around.other_years.iter();
    years
        .find(|year| year.offset == offset && year.organisation.as_ref() == Some(body))
        .map(|year| year.surplus.clone())
}

fn members(position: &Position) -> Vec<&Organisation> {
    let own = position.organisations.iter();
    own.map(|own| &own.organisation).collect()
}

fn year(plan: &Plan, position: &Position, offset: i8) -> YearOfPlan {
    let account = account(plan, position, offset);
    let (income, costs) = account.as_ref().and_then(Account::both).unzip();
    YearOfPlan {
        offset,
        year: year_of(plan, offset),
        result: result_of_year(plan, None, offset),
        underlying: plan
            .around
            .total_at(ItemKind::Underlying, When::Year(offset)),
        income,
        costs,
        savings: savings(plan, account.as_ref(), offset),
        unidentified: unidentified(plan, offset),
    }
}

fn offset_of(plan: &Plan, year: FinancialYear) -> Option<i8> {
    let own = plan.year.as_ref()?.value;
    i8::try_from(i32::from(year.0) - i32::from(own.0)).ok()
}

fn year_of(plan: &Plan, offset: i8) -> Option<FinancialYear> {
    let start = i32::from(plan.year.as_ref()?.value.0) + i32::from(offset);
    u16::try_from(start).ok().map(FinancialYear)
}

/// The lines of the one account there is for a year, and the results they may come to.
struct Account<'p> {
    lines: Vec<(&'p str, LineKind, &'p Sourced<Money>)>,
    result: &'p Sourced<Money>,
}

fn account<'p>(plan: &'p Plan, position: &'p Position, offset: i8) -> Option<Account<'p>> {
    if offset == 0 {
        let [only] = position.organisations.as_slice() else {
            return None;
        };
        return Some(of_plan(only));
    }
    let several = position.organisations.len() > 1;
    let mut of = plan.around.other_years.iter().filter(|year| {
        let whole = year.organisation.is_none();
        let only = position.organisations.first().map(|own| &own.organisation);
        year.offset == offset && (whole || (!several && year.organisation.as_ref() == only))
    });
    of.find(|year| !year.lines.is_empty()).map(of_other)
}

fn of_plan(own: &OrganisationPosition) -> Account<'_> {
    let lines = own.lines.iter().filter_map(|line| {
        let plan = line.plan.as_ref()?;
        Some((line.label.as_str(), line.kind, plan))
    });
    Account {
        lines: lines.collect(),
        result: &own.surplus,
    }
}

fn of_other(year: &OtherYear) -> Account<'_> {
    let lines = year
        .lines
        .iter()
        .map(|line| (line.label.as_str(), line.kind, &line.value));
    Account {
        lines: lines.collect(),
        result: &year.surplus,
    }
}

impl Account<'_> {
    /// What comes in and what it costs; `None` unless the two make one of the account's results.
    fn both(&self) -> Option<(Sourced<Money>, Sourced<Money>)> {
        let comes_in = |kind: LineKind| matches!(kind, LineKind::Income | LineKind::Allocation);
        let parts = || self.lines.iter().filter(|(_, kind, _)| !kind.is_total());
        let sum = |inward: bool| -> Option<Sourced<Money>> {
            let own = || parts().filter(move |(_, kind, _)| comes_in(*kind) == inward);
            own().next()?;
            Some(own().map(|(_, _, value)| *value).sum())
        };
        let (income, costs) = (sum(true)?, sum(false)?);
        let stated = self.lines.iter().filter(|(_, kind, _)| kind.is_result());
        let mut results = stated.map(|(_, _, value)| *value).chain([self.result]);
        let made = income.value + costs.value;
        let shown: Vec<Money> = parts().map(|(_, _, value)| value.value).collect();
        let whole = results.any(|result| made.agrees_with(result.value, rounding(&shown)));
        whole.then_some((income, costs))
    }

    fn savings(&self) -> Option<Sourced<Money>> {
        let own = || {
            self.lines
                .iter()
                .filter(|(label, kind, _)| !kind.is_total() && names_savings(label))
        };
        own().next()?;
        let sum: Sourced<Money> = own().map(|(_, _, value)| *value).sum();
        Some(sum.map(Money::abs))
    }
}

fn savings(plan: &Plan, account: Option<&Account<'_>>, offset: i8) -> Option<Sourced<Money>> {
    let lines = plan.savings.as_ref().filter(|_| offset == 0);
    if let Some(lines) = lines.filter(|own| !own.lines.is_empty()) {
        return Some(lines.lines.iter().map(|line| &line.value).sum());
    }
    let own = year_of(plan, offset);
    let mut record = plan.around.record.iter().filter(|_| offset < 0);
    let delivered = record.find(|past| Some(past.year) == own);
    delivered
        .map(|past| past.delivered.clone())
        .or_else(|| ahead(plan, offset, |own| &own.value))
        .or_else(|| account?.savings())
}

fn unidentified(plan: &Plan, offset: i8) -> Option<Sourced<Money>> {
    let lines = plan.savings.as_ref().filter(|_| offset == 0);
    let lines = lines.filter(|own| !own.lines.is_empty());
    lines
        .map(crate::plan::Savings::unidentified)
        .or_else(|| ahead(plan, offset, |own| &own.unidentified))
}

/// What the bodies that save this year plan for a later one; `None` unless each of them does.
fn ahead(
    plan: &Plan,
    offset: i8,
    of: fn(&SavingsAhead) -> &Sourced<Money>,
) -> Option<Sourced<Money>> {
    let told = || {
        let all = plan.around.savings_ahead.iter();
        all.filter(|own| offset_of(plan, own.year) == Some(offset))
    };
    told().next()?;
    let saves_now = plan.savings.iter().flat_map(|own| &own.lines);
    let mut bodies = saves_now.filter_map(|line| line.organisation.as_ref());
    let whole = told().any(|own| own.organisation.is_none());
    let all = whole || bodies.all(|body| told().any(|own| own.organisation.as_ref() == Some(body)));
    all.then(|| told().map(of).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::OtherYearLine;
    use crate::plan::example::{clean_plan, position_line, pounds};

    fn line(label: &str, kind: LineKind, value: i64, cell: &str) -> OtherYearLine {
        OtherYearLine {
            label: label.to_owned(),
            kind,
            value: pounds(value, cell),
        }
    }

    fn ahead(offset: i8, body: Option<&str>, lines: Vec<OtherYearLine>, result: i64) -> OtherYear {
        OtherYear {
            offset,
            organisation: body.map(Organisation::named),
            surplus: pounds(result, "I&E!D9"),
            lines,
        }
    }

    fn account(result: i64) -> Vec<OtherYearLine> {
        vec![
            line("Income", LineKind::Income, 210, "I&E!D4"),
            line("Total income", LineKind::Subtotal, 210, "I&E!D5"),
            line("Pay", LineKind::Pay, -150, "I&E!D6"),
            line("Other costs", LineKind::NonPay, -75, "I&E!D7"),
            line("Efficiency savings", LineKind::Other, 7, "I&E!D8"),
            line("Deficit", LineKind::Surplus, result, "I&E!D9"),
        ]
    }

    #[test]
    fn each_year_has_what_it_states_and_the_share_of_its_own_income() {
        let mut plan = clean_plan();
        plan.around.other_years = vec![ahead(2, Some("Westmoor NHS Trust"), account(-8), -8)];
        let years = years(&plan);
        assert_eq!(
            years.iter().map(|own| own.offset).collect::<Vec<_>>(),
            [0, 2]
        );
        let last = years.last().unwrap();
        assert_eq!(last.year, Some(FinancialYear(2025)));
        let value = |own: &Option<Sourced<Money>>| own.as_ref().unwrap().value;
        assert_eq!(value(&last.result), Money::from_pounds(-8));
        assert_eq!(value(&last.income), Money::from_pounds(210));
        assert_eq!(value(&last.costs), Money::from_pounds(-218));
        assert_eq!(last.costs.as_ref().unwrap().cells.len(), 3);
        assert_eq!(value(&last.savings), Money::from_pounds(7));
        let share = last.savings_share().unwrap();
        assert_eq!(crate::wording::percent(share), "3.3%");
        assert_eq!(value(&years[0].savings), Money::from_pounds(8_000_000));
    }

    #[test]
    fn an_account_whose_lines_do_not_make_its_result_tells_no_income() {
        let mut plan = clean_plan();
        plan.around.other_years = vec![ahead(1, None, account(-60), -60)];
        let next = &years(&plan)[1];
        assert_eq!((&next.income, &next.costs), (&None, &None));
        assert_eq!(next.result.as_ref().unwrap().value, Money::from_pounds(-60));
        assert_eq!(next.savings_share(), None);
    }

    #[test]
    fn several_bodies_add_up_to_a_result_and_to_no_income() {
        let mut plan = clean_plan();
        let position = plan.position.as_mut().unwrap();
        let mut elm = position.organisations[0].clone();
        elm.organisation = Organisation::named("Elm NHS Trust");
        elm.lines = vec![position_line("Income", LineKind::Income, 90, 4)];
        position.organisations.push(elm);
        let one = ahead(1, Some("Westmoor NHS Trust"), account(-8), -8);
        plan.around.other_years = vec![one.clone()];
        assert_eq!(years(&plan)[1].result, None);
        plan.around
            .other_years
            .push(ahead(1, Some("Elm NHS Trust"), Vec::new(), -3));
        let next = &years(&plan)[1];
        assert_eq!(next.result.as_ref().unwrap().value, Money::from_pounds(-11));
        assert_eq!((&next.income, &next.savings), (&None, &None));
    }

    #[test]
    fn later_years_save_what_every_body_that_saves_now_plans_for_them() {
        let mut plan = clean_plan();
        let body = plan.savings.as_ref().unwrap().lines[0].organisation.clone();
        let ahead = |year: u16, organisation: Option<Organisation>, value: i64| SavingsAhead {
            year: FinancialYear(year),
            organisation,
            value: pounds(value, "Next!D4"),
            unidentified: pounds(value / 2, "Next!D5"),
        };
        plan.around.savings_ahead = vec![ahead(2024, body.clone(), 600), ahead(2025, body, 900)];
        let told = |plan: &Plan| -> Vec<Option<Money>> {
            let all = years(plan).into_iter().skip(1);
            all.map(|own| own.savings.map(|value| value.value))
                .collect()
        };
        let some = |value: i64| Some(Money::from_pounds(value));
        assert_eq!(told(&plan), [some(600), some(900)]);
        assert_eq!(
            years(&plan)[2].unidentified.as_ref().map(|own| own.value),
            some(450)
        );
        // Another body saves this year and says nothing of the next.
        let lines = &mut plan.savings.as_mut().unwrap().lines;
        lines[0].organisation = Some(Organisation::named("Elm NHS Trust"));
        assert_eq!(told(&plan), [None, None]);
    }

    #[test]
    fn a_year_gone_tells_what_it_delivered_and_a_plan_of_one_year_nothing() {
        let mut plan = clean_plan();
        assert!(years(&plan).is_empty());
        plan.around.other_years = vec![ahead(-1, None, Vec::new(), -4)];
        plan.around.record = vec![crate::plan::YearSavings {
            year: FinancialYear(2022),
            planned: None,
            delivered: pounds(5, "Past!C3"),
        }];
        let before = &years(&plan)[0];
        assert_eq!(
            before.savings.as_ref().unwrap().value,
            Money::from_pounds(5)
        );
    }
}
