//! The bodies of a system on one scale, and what they come to together: a board's net expenditure, and what its providers
//! spend beyond their income.

use super::turnover;
use crate::plan::{
    Base, ItemKind, LineKind, Money, Organisation, OrganisationKind, OrganisationPosition, Plan,
    PositionLine, Share, Sourced, When,
};

/// One body as it stands among the others.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyStanding {
    pub organisation: Organisation,
    /// Surplus positive, deficit negative.
    pub declared: Sourced<Money>,
    /// The position it may not be worse than, where one is stated for it.
    pub control_total: Option<Sourced<Money>>,
    /// Income of a provider, allocation of a board.
    pub base: Option<Base>,
    /// Its savings lines; `None` where none names it.
    pub savings: Option<Sourced<Money>>,
    /// Savings with no scheme behind them.
    pub unidentified: Option<Sourced<Money>>,
}

impl BodyStanding {
    /// Declared less control total: negative is worse than allowed. `None` without a control total.
    pub fn gap(&self) -> Option<Sourced<Money>> {
        Some(self.declared.clone() - self.control_total.clone()?)
    }

    /// What it is short of: of its control total, else of balance. Never negative.
    pub fn shortfall(&self) -> Money {
        let gap = self.gap().map_or(self.declared.value, |gap| gap.value);
        if gap.is_negative() { -gap } else { Money::ZERO }
    }

    /// The shortfall as a part of its own income or allocation.
    pub fn shortfall_share(&self) -> Option<Share> {
        self.shortfall().share_of(self.base.as_ref()?.value.value)
    }

    pub fn without_unidentified(&self) -> Option<Sourced<Money>> {
        Some(self.declared.clone() - self.unidentified.clone()?)
    }
}

/// Every body that is part of the plan's sum, the largest shortfall first.
pub fn standings(plan: &Plan) -> Vec<BodyStanding> {
    let Some(position) = &plan.position else {
        return Vec::new();
    };
    let members: Vec<&OrganisationPosition> = members(&position.organisations).collect();
    let alone = members.len() == 1;
    let mut all: Vec<BodyStanding> = members
        .into_iter()
        .map(|own| standing(plan, own, alone))
        .collect();
    all.sort_by_key(|own| (std::cmp::Reverse(own.shortfall()), own.declared.value));
    all
}

/// Bodies that count: neither a system beside its members nor one that is part of another by now.
fn members(all: &[OrganisationPosition]) -> impl Iterator<Item = &OrganisationPosition> {
    let several = all.len() > 1;
    all.iter().filter(move |own| {
        !several
            || !matches!(
                own.organisation.kind,
                OrganisationKind::System | OrganisationKind::Predecessor
            )
    })
}

fn standing(plan: &Plan, own: &OrganisationPosition, alone: bool) -> BodyStanding {
    let limit = plan.around.items.iter().find(|item| {
        item.kind == ItemKind::ControlTotal
            && item.when == When::Year(0)
            && match &item.organisation {
                Some(body) => body.is_same_body(&own.organisation),
                None => alone,
            }
    });
    let lines: Vec<_> = plan
        .savings
        .iter()
        .flat_map(|savings| &savings.lines)
        .filter(|line| {
            alone
                || line
                    .organisation
                    .as_ref()
                    .is_some_and(|body| *body == own.organisation)
        })
        .collect();
    let has_lines = !lines.is_empty();
    BodyStanding {
        organisation: own.organisation.clone(),
        declared: own.surplus.clone(),
        control_total: limit.map(|item| item.value.clone()),
        base: turnover(own),
        savings: has_lines.then(|| lines.iter().map(|line| &line.value).sum()),
        unidentified: has_lines.then(|| {
            lines
                .iter()
                .filter(|line| line.is_unidentified())
                .map(|line| &line.value)
                .sum()
        }),
    }
}

/// What a system spends, as NHS England adds it up. Amounts are positive.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SystemSpend {
    /// Expenditure of boards less their own income; their allocation is no income here.
    pub boards: Sourced<Money>,
    pub provider_expenditure: Sourced<Money>,
    pub provider_income: Sourced<Money>,
    /// Bodies without an account of lines: the sums are without them.
    pub without: Vec<Organisation>,
}

impl SystemSpend {
    /// Board net expenditure plus provider expenditure less provider income.
    pub fn total(&self) -> Sourced<Money> {
        self.boards.clone() + self.provider_expenditure.clone() - self.provider_income.clone()
    }
}

/// Which column of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Plan,
    PlanToDate,
    ActualToDate,
    Forecast,
}

impl Column {
    fn of(self, line: &PositionLine) -> Option<&Sourced<Money>> {
        match self {
            Self::Plan => line.plan.as_ref(),
            Self::PlanToDate => line.plan_to_date.as_ref(),
            Self::ActualToDate => line.actual_to_date.as_ref(),
            Self::Forecast => line.forecast.as_ref(),
        }
    }
}

/// `None` where no board and no provider gives an account in this column.
pub fn system_spend(plan: &Plan, column: Column) -> Option<SystemSpend> {
    let position = plan.position.as_ref()?;
    let mut spend = SystemSpend::default();
    let mut any = false;
    for own in members(&position.organisations) {
        let lines: Vec<(&PositionLine, &Sourced<Money>)> = own
            .lines
            .iter()
            .filter(|line| !line.kind.is_total())
            .filter_map(|line| Some((line, column.of(line)?)))
            .collect();
        if lines.is_empty() {
            spend.without.push(own.organisation.clone());
            continue;
        }
        any = true;
        let board = own.organisation.kind == OrganisationKind::CommissioningBody
            || lines
                .iter()
                .any(|(line, _)| line.kind == LineKind::Allocation);
        for (line, value) in lines {
            match (board, line.kind) {
                (true, LineKind::Allocation) => {}
                (true, _) => take(&mut spend.boards, &-value.clone()),
                (false, LineKind::Income) => take(&mut spend.provider_income, value),
                (false, _) => take(&mut spend.provider_expenditure, &-value.clone()),
            }
        }
    }
    any.then_some(spend)
}

fn take(sum: &mut Sourced<Money>, part: &Sourced<Money>) {
    sum.value += part.value;
    sum.cells.extend(part.cells.iter().cloned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_plan, pounds};
    use crate::plan::{Item, Position};

    fn account(name: &str, surplus: i64, lines: &[(LineKind, i64, i64)]) -> OrganisationPosition {
        let lines = lines
            .iter()
            .zip(10..)
            .map(|((kind, plan, actual), row)| PositionLine {
                label: format!("{kind:?}"),
                kind: *kind,
                plan: None,
                plan_to_date: Some(pounds(plan * 1_000_000, &format!("I&E!C{row}"))),
                actual_to_date: Some(pounds(actual * 1_000_000, &format!("I&E!D{row}"))),
                forecast: None,
            });
        OrganisationPosition {
            organisation: Organisation::named(name),
            surplus: pounds(surplus * 1_000_000, "I&E!C40"),
            monthly: Default::default(),
            course: Default::default(),
            reported: 0,
            lines: lines.collect(),
        }
    }

    fn plan_of(organisations: Vec<OrganisationPosition>) -> Plan {
        let mut plan = clean_plan();
        plan.position = Some(Position {
            is_forecast: false,
            organisations,
            ..Position::default()
        });
        plan
    }

    /// NHS England, month 4 of 2024/25, in £m: 46,627 + 44,108 − 42,631 = 48,104 planned, and
    /// 46,698 + 45,100 − 43,207 = 48,591 spent: £487m more.
    #[test]
    fn a_system_is_added_up_as_nhs_england_does() {
        let plan = plan_of(vec![
            account(
                "NHS England ICB",
                0,
                &[
                    (LineKind::Allocation, 48_104, 48_104),
                    (LineKind::Commissioned, -46_627, -46_698),
                ],
            ),
            account(
                "All providers NHS Trust",
                0,
                &[
                    (LineKind::Income, 42_631, 43_207),
                    (LineKind::Pay, -30_000, -30_500),
                    (LineKind::NonPay, -14_108, -14_600),
                    (LineKind::Subtotal, -44_108, -45_100),
                ],
            ),
        ]);
        let millions = |spend: &SystemSpend| {
            [
                &spend.boards,
                &spend.provider_expenditure,
                &spend.provider_income,
            ]
            .map(|part| part.value)
            .into_iter()
            .chain([spend.total().value])
            .map(|money| money.pounds() / rust_decimal::Decimal::from(1_000_000))
            .collect::<Vec<_>>()
        };
        let planned = system_spend(&plan, Column::PlanToDate).unwrap();
        let spent = system_spend(&plan, Column::ActualToDate).unwrap();
        assert_eq!(
            millions(&planned),
            [46_627, 44_108, 42_631, 48_104].map(Into::into)
        );
        assert_eq!(
            millions(&spent),
            [46_698, 45_100, 43_207, 48_591].map(Into::into)
        );
        let variance = planned.total().value - spent.total().value;
        assert_eq!(variance, Money::from_pounds(-487_000_000));
        assert_eq!(planned.total().cells.len(), 4);
        assert_eq!(system_spend(&plan, Column::Forecast), None);
    }

    #[test]
    fn a_body_without_an_account_is_named_and_never_nil() {
        let plan = plan_of(vec![
            account("Oak NHS Trust", 0, &[(LineKind::Income, 10, 10)]),
            account("Elm NHS Trust", -4, &[]),
        ]);
        let spend = system_spend(&plan, Column::PlanToDate).unwrap();
        assert_eq!(spend.without, [Organisation::named("Elm NHS Trust")]);
    }

    /// Cheshire and Merseyside 2024/25: the board's £62m surplus against £212m of deficits.
    #[test]
    fn the_furthest_from_its_control_total_stands_first() {
        let mut plan = plan_of(vec![
            account("NHS Mersey ICB", 62, &[]),
            account("Oak NHS Trust", -112, &[]),
            account("Elm NHS Trust", -100, &[]),
            account("Mersey Integrated Care System", -150, &[]),
        ]);
        let sum: Money = standings(&plan).iter().map(|own| own.declared.value).sum();
        assert_eq!(sum, Money::from_pounds(-150_000_000));
        plan.around.items.push(Item {
            kind: ItemKind::ControlTotal,
            organisation: Some(Organisation::named("Oak NHS Foundation Trust")),
            label: "Control total".to_owned(),
            when: When::Year(0),
            value: pounds(-110_000_000, "Limits!B4"),
        });
        let all = standings(&plan);
        let names: Vec<&str> = all
            .iter()
            .map(|own| own.organisation.name.as_str())
            .collect();
        assert_eq!(names, ["Elm NHS Trust", "Oak NHS Trust", "NHS Mersey ICB"]);
        assert_eq!(all[1].gap().unwrap().value, Money::from_pounds(-2_000_000));
        assert_eq!(all[2].shortfall(), Money::ZERO);
    }
}
