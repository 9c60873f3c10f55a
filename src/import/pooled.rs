//! What one list of schemes says and another that is counted does not: a register has the status and the recurrence, its
//! phasing sheet the months. Each line is counted once and keeps all that is said of it.

use super::page::Found;
use super::{names, repeats};
use crate::plan::Saving;
use std::collections::HashMap;

/// Gives the lines that count what the lists that repeat them say beyond them. Older versions and drafts say nothing.
pub(super) fn pool(found: &mut [Found<'_, '_>]) {
    let tells = |one: &&Found<'_, '_>| one.repeat_of.is_some() && !one.outdated;
    let lists: Vec<HashMap<(String, String), Option<Saving>>> = found
        .iter()
        .filter(tells)
        .filter_map(|one| one.savings.as_ref())
        .map(|read| known(&read.lines))
        .collect();
    for list in lists.iter().filter(|list| !list.is_empty()) {
        let counted = found
            .iter_mut()
            .filter(|one| one.repeat_of.is_none())
            .filter_map(|one| one.savings.as_mut())
            .flat_map(|read| &mut read.lines);
        for line in counted {
            let other = repeats::keys(line)
                .into_iter()
                .find_map(|key| list.get(&key).and_then(Option::as_ref));
            if let Some(other) = other.filter(|other| is_same(line, other)) {
                complete(line, other);
            }
        }
    }
}

/// The lines of one list by what tells them apart; two lines of one key say nothing of a third.
fn known(lines: &[Saving]) -> HashMap<(String, String), Option<Saving>> {
    let mut known: HashMap<_, Option<Saving>> = HashMap::new();
    for line in lines {
        for key in repeats::keys(line) {
            known
                .entry(key)
                .and_modify(|one| *one = None)
                .or_insert_with(|| Some(line.clone()));
        }
    }
    known
}

/// The same pounds, and of no other body.
fn is_same(line: &Saving, other: &Saving) -> bool {
    let bodies = line.organisation.as_ref().zip(other.organisation.as_ref());
    line.value.value == other.value.value
        && bodies.is_none_or(|(one, other)| names::same(one, other))
}

fn complete(line: &mut Saving, other: &Saving) {
    // A state that the counted list gives is not overruled by a list that gives none.
    let is_told = line.status.is_some();
    fill(&mut line.organisation, other.organisation.as_ref());
    fill(&mut line.division, other.division.as_ref());
    fill(&mut line.category, other.category.as_ref());
    fill(&mut line.phasing, other.phasing.as_ref());
    fill(&mut line.full_year_effect, other.full_year_effect.as_ref());
    fill(&mut line.plan_to_date, other.plan_to_date.as_ref());
    fill(&mut line.actual_to_date, other.actual_to_date.as_ref());
    fill(&mut line.forecast, other.forecast.as_ref());
    fill(&mut line.recurrence, other.recurrence.as_ref());
    fill(&mut line.status, other.status.as_ref());
    fill(&mut line.risk, other.risk.as_ref());
    fill(&mut line.owner, other.owner.as_ref());
    fill(&mut line.start, other.start.as_ref());
    fill(&mut line.staff, other.staff.as_ref());
    fill(&mut line.cost, other.cost.as_ref());
    let (own, more) = (&mut line.governance, &other.governance);
    fill(&mut own.quality_impact, more.quality_impact.as_ref());
    fill(&mut own.project_document, more.project_document.as_ref());
    fill(&mut own.milestones, more.milestones.as_ref());
    fill(&mut own.sign_off, more.sign_off.as_ref());
    fill(&mut own.cash_releasing, more.cash_releasing.as_ref());
    if line.unidentified.is_empty() && !is_told {
        line.unidentified.clone_from(&other.unidentified);
    }
}

fn fill<T: Clone>(own: &mut Option<T>, other: Option<&T>) {
    if own.is_none() {
        *own = other.cloned();
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, Recurrence, Status};
    use crate::review::Review;

    const REGISTER: &str = "Efficiency register 2024/25, £000\n\nRef|Scheme|Stage|Recurrence|Plan 2024/25\nQ1|Inhalers|Fully developed|Recurrent|1200\nQ2|Home care reviews|Plans in progress|Recurrent|600\nQ3|Prior year accruals|Fully developed|Non-recurrent|240\nQ4|Further productivity|Unidentified|Recurrent|360\nTotal||||2400";

    fn phasing(first: &str) -> String {
        let months =
            "Apr-24|May-24|Jun-24|Jul-24|Aug-24|Sep-24|Oct-24|Nov-24|Dec-24|Jan-25|Feb-25|Mar-25";
        let flat = |each: i64| [each.to_string().as_str()].repeat(12).join("|");
        format!(
            "{first}, £000\n\nRef|Scheme|{months}|Total\nQ1|Inhalers|{}|1200\nQ2|Home care reviews|{}|600\nQ3|Prior year accruals|{}|240\nQ4|Further productivity|{}|360",
            flat(100),
            flat(50),
            flat(20),
            flat(30),
        )
    }

    #[test]
    fn a_register_and_its_phasing_are_one_list() {
        let sheets = vec![
            sheet("Register", REGISTER),
            sheet("Phasing", &phasing("Efficiency phasing 2024/25")),
        ];
        let savings = import(&[workbook(sheets)], &Review::default())
            .plan
            .savings
            .unwrap();
        assert_eq!(savings.lines.len(), 4);
        assert_eq!(savings.total().value, Money::from_pounds(2_400_000));
        assert_eq!(savings.recurrent(), Some(Money::from_pounds(2_160_000)));
        assert_eq!(savings.unidentified().value, Money::from_pounds(360_000));
        assert!(savings.lines.iter().all(|line| line.phasing.is_some()));
        let accruals = &savings.lines[2];
        assert_eq!(accruals.recurrence, Some(Recurrence::NonRecurrent));
        let status = accruals.status.as_ref().unwrap();
        assert_eq!(status.status, Some(Status::FullyDeveloped));
    }

    #[test]
    fn a_third_list_adds_what_it_says_and_overrules_nothing() {
        let owners = "Efficiency owners 2024/25, £000\n\nRef|Scheme|Owner|Plan 2024/25\nQ1|Inhalers|CP|1200\nQ2|Home care reviews|CNO|600\nQ3|Prior year accruals|CFO|240\nQ4|Further productivity|COO|360";
        let register = REGISTER.replace("Q1|Inhalers", "Q1|Stretch hosiery");
        let sheets = vec![
            sheet("Register", &register),
            sheet(
                "Phasing",
                &phasing("Efficiency phasing 2024/25").replace("Q1|Inhalers", "Q1|Stretch hosiery"),
            ),
            sheet(
                "Owners",
                &owners.replace("Q1|Inhalers", "Q1|Stretch hosiery"),
            ),
        ];
        let savings = import(&[workbook(sheets)], &Review::default())
            .plan
            .savings
            .unwrap();
        assert_eq!(savings.lines.len(), 4);
        assert!(savings.lines.iter().all(|line| {
            line.owner.is_some() && line.phasing.is_some() && line.recurrence.is_some()
        }));
        assert_eq!(savings.unidentified().value, Money::from_pounds(360_000));
    }

    #[test]
    fn an_older_version_says_nothing_of_this_one() {
        let sheets = vec![
            sheet(
                "Register",
                &REGISTER
                    .replace("|Recurrence|", "|")
                    .replace("|Recurrent|", "|")
                    .replace("|Non-recurrent|", "|")
                    .replace("Total||||", "Total|||"),
            ),
            sheet("Register old", REGISTER),
        ];
        let savings = import(&[workbook(sheets)], &Review::default())
            .plan
            .savings
            .unwrap();
        assert_eq!(savings.recurrent(), None);
    }
}
