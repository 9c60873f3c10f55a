//! One name for each body of the plan: "Eastermere University NHS FT" in one table and "… NHS Foundation Trust" in another
//! are one, or the same body would stand twice on every page.

use super::names;
use super::text::name_key;
use crate::plan::{Organisation, Plan};

/// Lists the bodies of the plan and calls each by one name everywhere: the fullest one that a table gives it.
pub(super) fn settle(plan: &mut Plan) {
    let mut all: Vec<Organisation> = Vec::new();
    each(
        plan,
        &mut |body| match all.iter_mut().find(|known| is_same(known, body)) {
            Some(known) if body.name.chars().count() > known.name.chars().count() => {
                *known = Organisation {
                    code: known.code.clone().or(body.code.clone()),
                    ..body.clone()
                };
            }
            Some(known) => known.code = known.code.clone().or(body.code.clone()),
            None => all.push(body.clone()),
        },
    );
    each(plan, &mut |body| {
        if let Some(known) = all.iter().find(|known| is_same(known, body)) {
            *body = known.clone();
        }
    });
    plan.organisations = all;
}

fn is_same(a: &Organisation, b: &Organisation) -> bool {
    names::same(a, b) || name_key(&a.name) == name_key(&b.name)
}

/// Every mention of a body, the position's first.
fn each(plan: &mut Plan, change: &mut dyn FnMut(&mut Organisation)) {
    if let Some(position) = &mut plan.position {
        for own in &mut position.organisations {
            change(&mut own.organisation);
        }
    }
    if let Some(savings) = &mut plan.savings {
        for line in &mut savings.lines {
            line.organisation.iter_mut().for_each(&mut *change);
        }
        for (body, _) in &mut savings.organisation_targets {
            change(body);
        }
    }
    if let Some(elective) = &mut plan.elective {
        for trajectory in &mut elective.trajectories {
            trajectory.organisation.iter_mut().for_each(&mut *change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_plan;

    #[test]
    fn short_and_full_name_of_a_body_are_one() {
        let mut plan = clean_plan();
        let savings = plan.savings.as_mut().unwrap();
        savings.lines[0].organisation = Some(Organisation::named("Westmoor NHS Foundation Trust"));
        savings.lines[1].organisation = Some(Organisation::named("Eastmoor NHS Trust"));
        settle(&mut plan);
        let names: Vec<&str> = plan
            .organisations
            .iter()
            .map(|body| body.name.as_str())
            .collect();
        assert_eq!(
            names,
            ["Westmoor NHS Foundation Trust", "Eastmoor NHS Trust"]
        );
        let position = plan.position.unwrap();
        assert_eq!(position.organisations[0].organisation.name, names[0]);
    }
}
