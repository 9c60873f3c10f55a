//! Bodies that became part of another: what they came to last year together, beside what their successor plans. For
//! comparison only: where last year came from, and nothing of it is counted in the plan.

use crate::plan::{
    Money, Organisation, OrganisationKind, OrganisationPosition, OtherYear, Plan, Sourced,
};

/// A body that has no plan of its own any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Predecessor {
    pub organisation: Organisation,
    /// Last year's result: surplus positive.
    pub outturn: Sourced<Money>,
    /// Last year's income; `None` where its lines are not given.
    pub income: Option<Sourced<Money>>,
}

/// A merger as the workbook shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Merger {
    pub successor: Organisation,
    pub planned: Sourced<Money>,
    pub predecessors: Vec<Predecessor>,
}

impl Merger {
    pub fn combined(&self) -> Sourced<Money> {
        self.predecessors.iter().map(|own| &own.outturn).sum()
    }

    /// `None` unless every one of them gives its income.
    pub fn combined_income(&self) -> Option<Sourced<Money>> {
        let all: Option<Vec<&Sourced<Money>>> = self
            .predecessors
            .iter()
            .map(|own| own.income.as_ref())
            .collect();
        Some(all?.into_iter().sum())
    }
}

/// Two or more bodies with a result of last year and no plan, where one provider plans: it is their successor. `None`
/// with several providers, of which any may be.
pub fn merger(plan: &Plan) -> Option<Merger> {
    let (successor, gone) = gone(plan)?;
    let predecessors = gone
        .into_iter()
        .filter_map(|year| {
            Some(Predecessor {
                organisation: year.organisation.clone()?,
                outturn: year.surplus.clone(),
                income: income(year),
            })
        })
        .collect();
    Some(Merger {
        successor: successor.organisation.clone(),
        planned: successor.surplus.clone(),
        predecessors,
    })
}

/// Last year of a body: its own; where the workbook gives none of its own, that of each body that became part of it; else
/// that of the whole plan where the body is alone in it.
pub(super) fn last_years<'p>(plan: &'p Plan, body: &Organisation) -> Vec<&'p OtherYear> {
    let of = |own: Option<&Organisation>| {
        let mut years = plan.around.other_years.iter();
        years.find(|year| year.offset == -1 && year.organisation.as_ref() == own)
    };
    if let Some(own) = of(Some(body)) {
        return vec![own];
    }
    let gone = gone(plan).filter(|(successor, _)| successor.organisation == *body);
    if let Some((_, gone)) = gone {
        return gone;
    }
    let accounts = plan
        .position
        .as_ref()
        .map_or(0, |own| own.organisations.len());
    let alone = plan.organisations.len() <= 1 && accounts <= 1;
    alone.then(|| of(None)).flatten().into_iter().collect()
}

/// The one provider that plans, and the bodies with a last year and no plan, two or more.
fn gone(plan: &Plan) -> Option<(&OrganisationPosition, Vec<&OtherYear>)> {
    let position = plan.position.as_ref()?;
    let mut providers = position.organisations.iter().filter(|own| {
        !matches!(
            own.organisation.kind,
            OrganisationKind::CommissioningBody
                | OrganisationKind::System
                | OrganisationKind::Predecessor
        )
    });
    let (successor, None) = (providers.next()?, providers.next()) else {
        return None;
    };
    let mut gone: Vec<&OtherYear> = plan
        .around
        .other_years
        .iter()
        .filter(|year| year.offset == -1)
        .filter(|year| {
            year.organisation
                .as_ref()
                .is_some_and(|body| !has_plan(body, &position.organisations))
        })
        .collect();
    let total: Money = gone.iter().map(|year| year.surplus.value).sum();
    // A column of all of them together is no body.
    gone.retain(|year| {
        let rest = total - year.surplus.value;
        year.surplus.value.is_zero() || !gone_is_sum(rest, year)
    });
    (gone.len() > 1).then_some((successor, gone))
}

fn gone_is_sum(rest: Money, year: &OtherYear) -> bool {
    rest.agrees_with(year.surplus.value, Money::from_pounds(1))
}

fn has_plan(body: &Organisation, all: &[OrganisationPosition]) -> bool {
    body.kind != OrganisationKind::Predecessor
        && all.iter().any(|own| own.organisation.is_same_body(body))
}

fn income(year: &OtherYear) -> Option<Sourced<Money>> {
    let lines = || {
        year.lines
            .iter()
            .filter(|line| line.kind == crate::plan::LineKind::Income)
            .map(|line| &line.value)
    };
    lines().next()?;
    Some(lines().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_plan, pounds};

    #[test]
    fn the_year_before_of_a_plan_of_one_body_is_that_bodys() {
        let mut plan = clean_plan();
        plan.around.other_years = vec![OtherYear {
            offset: -1,
            organisation: None,
            surplus: pounds(-3, "I&E!B40"),
            lines: Vec::new(),
        }];
        let body = plan.organisations[0].clone();
        assert_eq!(last_years(&plan, &body).len(), 1);
        plan.organisations
            .push(Organisation::named("Westmoor NHS Trust"));
        assert!(last_years(&plan, &body).is_empty());
    }

    #[test]
    fn bodies_with_a_last_year_and_no_plan_are_added_up_beside_the_one_that_plans() {
        let mut plan = clean_plan();
        let year = |body: &str, value: i64| OtherYear {
            offset: -1,
            organisation: Some(Organisation::named(body)),
            surplus: pounds(value, "I&E!B40"),
            lines: Vec::new(),
        };
        plan.around.other_years = vec![
            year("Hallowdene Hospitals", -3),
            year("Port Erring General", -4),
            year("Combined", -7),
            year("Westmoor NHS Foundation Trust", -9),
        ];
        let found = merger(&plan).unwrap();
        let names: Vec<&str> = found
            .predecessors
            .iter()
            .map(|own| own.organisation.name.as_str())
            .collect();
        assert_eq!(names, ["Hallowdene Hospitals", "Port Erring General"]);
        assert_eq!(found.combined().value, Money::from_pounds(-7));
        assert_eq!(found.combined_income(), None);
        plan.around.other_years.truncate(1);
        assert_eq!(merger(&plan), None);
    }
}
