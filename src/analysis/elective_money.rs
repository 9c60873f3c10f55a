//! The elective plan beside its money: the activity it rests on, the income assumed for it, what is paid above the usual for
//! it, and the savings that would take its capacity away.

use super::nature::{is_any, says, words};
use super::predecessors::last_years;
use crate::plan::{
    LineKind, Money, Month, MonthlyMeasure, OrganisationPosition, Phasing, Plan, Saving, Sourced,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Fewer months cannot be compared.
const MONTHS_MIN: usize = 3;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ElectiveMoney<'p> {
    pub activity: Vec<Activity<'p>>,
    /// Income lines whose words name elective care.
    pub income: Vec<(&'p str, Sourced<Money>)>,
    /// Of each account that names such lines in the year before too.
    pub grown: Vec<Grown>,
    /// Expenditure above the usual price: outsourcing, extra sessions. Positive pounds.
    pub premium: Vec<(&'p str, Sourced<Money>)>,
    pub cuts: Vec<&'p Saving>,
}

/// All elective income of one account in the plan's year and in the one before. Lines are split and merged from year to
/// year: only their sums compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Grown {
    pub planned: Sourced<Money>,
    pub before: Sourced<Money>,
}

/// One kind of elective activity over the plan's year.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity<'p> {
    pub measure: &'p MonthlyMeasure,
    pub planned: Sourced<Decimal>,
    /// Months that count in both sums, where the year before is known.
    pub before: Option<Sourced<Decimal>>,
    pub planned_of_those_months: Sourced<Decimal>,
    pub months: usize,
}

impl ElectiveMoney<'_> {
    pub fn is_empty(&self) -> bool {
        self.activity.is_empty()
            && self.income.is_empty()
            && self.premium.is_empty()
            && self.cuts.is_empty()
    }
}

pub fn elective_money(plan: &Plan) -> ElectiveMoney<'_> {
    let mut found = ElectiveMoney {
        activity: elective_activity(plan),
        ..ElectiveMoney::default()
    };
    let accounts = plan.position.iter().flat_map(|own| &own.organisations);
    found.grown = elective_income_grown(plan);
    for line in accounts.flat_map(|own| &own.lines) {
        let Some(planned) = &line.plan else { continue };
        let all = words(&line.label);
        let all: Vec<&String> = all.iter().collect();
        match line.kind {
            kind if is_elective_income(kind, &line.label) => {
                found.income.push((&line.label, planned.clone()));
            }
            LineKind::Pay | LineKind::NonPay | LineKind::Commissioned | LineKind::Other
                if is_premium(&all) =>
            {
                let value = Sourced::new(planned.value.abs(), planned.cells.clone());
                found.premium.push((&line.label, value));
            }
            _ => {}
        }
    }
    let savings = plan.savings.iter().flat_map(|savings| &savings.lines);
    found.cuts = savings.filter(|line| cuts_capacity(line)).collect();
    found
}

/// Elective income in the plan's year and in the one before, of each account that names it in both.
pub fn elective_income_grown(plan: &Plan) -> Vec<Grown> {
    let accounts = plan.position.iter().flat_map(|own| &own.organisations);
    accounts.filter_map(|own| grown(plan, own)).collect()
}

fn is_elective_income(kind: LineKind, label: &str) -> bool {
    let all = words(label);
    let all: Vec<&String> = all.iter().collect();
    matches!(kind, LineKind::Income | LineKind::Allocation) && names_elective(&all)
}

/// `None` unless this account and each of the year before, of which one body's may have several, names elective income, and
/// where the plan of such a line is blank: what is not known cannot be set against all of last year.
fn grown(plan: &Plan, account: &OrganisationPosition) -> Option<Grown> {
    let own: Vec<&Sourced<Money>> = account
        .lines
        .iter()
        .filter(|line| is_elective_income(line.kind, &line.label))
        .map(|line| line.plan.as_ref())
        .collect::<Option<_>>()?;
    let years: Vec<Vec<&Sourced<Money>>> = last_years(plan, &account.organisation)
        .into_iter()
        .map(|year| {
            let lines = year.lines.iter();
            lines
                .filter(|line| is_elective_income(line.kind, &line.label))
                .map(|line| &line.value)
                .collect()
        })
        .collect();
    let is_told = !own.is_empty() && !years.is_empty() && years.iter().all(|year| !year.is_empty());
    is_told.then(|| Grown {
        planned: own.into_iter().sum(),
        before: years.into_iter().flatten().sum(),
    })
}

/// Each kind of elective activity that the plan gives by month.
pub fn elective_activity(plan: &Plan) -> Vec<Activity<'_>> {
    let measures = plan.measures.iter();
    measures.filter_map(|own| activity(plan, own)).collect()
}

/// Whether a measure counts elective patients treated; what comes in, and emergencies, are not.
fn is_elective_activity(name: &str) -> bool {
    let all = words(name);
    let all: Vec<&String> = all.iter().collect();
    let says = |phrase: &[&str]| says(&all, phrase);
    let other = says(&["non", "elective|electives"])
        || says(&["nel"])
        || says(&["follow"])
        || says(&["rate|utilisation|dna|waiting|list|cancelled"]);
    let treated = says(&["elective|electives"])
        || says(&["day", "case|cases"])
        || says(&["daycase|daycases"])
        || says(&["first", "attendance|attendances|outpatient|outpatients"])
        || says(&[
            "outpatient|outpatients",
            "first|firsts|procedure|procedures|new",
        ])
        || says(&["new", "outpatient|outpatients"]);
    treated && !other
}

fn activity<'p>(plan: &'p Plan, measure: &'p MonthlyMeasure) -> Option<Activity<'p>> {
    if !is_elective_activity(&measure.name) || measure.unit != crate::plan::MeasureUnit::Count {
        return None;
    }
    let year = plan.year.as_ref()?.value;
    let planned: BTreeMap<&Month, &Sourced<Decimal>> = measure
        .planned
        .iter()
        .filter(|(month, _)| month.financial_year() == year)
        .collect();
    if planned.len() < MONTHS_MIN {
        return None;
    }
    let year_before = |month: &Month| {
        measure.actual.get(&Month {
            year: month.year.saturating_sub(1),
            month: month.month,
        })
    };
    let pairs: Vec<(&Sourced<Decimal>, &Sourced<Decimal>)> = planned
        .iter()
        .filter_map(|(month, value)| Some((*value, year_before(month)?)))
        .collect();
    let sum = |values: &mut dyn Iterator<Item = &Sourced<Decimal>>| {
        values.fold(Sourced::<Decimal>::default(), |mut sum, value| {
            sum.value = sum.value.saturating_add(value.value);
            sum.cells.extend(value.cells.iter().cloned());
            sum
        })
    };
    Some(Activity {
        measure,
        planned: sum(&mut planned.values().copied()),
        before: (pairs.len() >= MONTHS_MIN)
            .then(|| sum(&mut pairs.iter().map(|(_, before)| *before))),
        planned_of_those_months: sum(&mut pairs.iter().map(|(planned, _)| *planned)),
        months: pairs.len(),
    })
}

fn names_elective(all: &[&String]) -> bool {
    let non = says(all, &["non", "elective|electives"]);
    !non && says(all, &["elective|electives|erf|esrf"])
        || says(all, &["planned", "care"])
        || says(all, &["variable", "income"])
}

/// Capacity bought above the usual price.
fn is_premium(all: &[&String]) -> bool {
    says(
        all,
        &["insourcing|outsourcing|insourced|outsourced|wli|wlis"],
    ) || says(all, &["independent", "sector"])
        || says(all, &["waiting", "list", "initiative|initiatives"])
        || says(
            all,
            &["additional|extra|weekend", "session|sessions|list|lists"],
        )
        || says(all, &["premium", "cost|costs|pay|rate|rates"])
        || says(all, &["elective", "recovery"])
}

/// A saving that takes away what treats elective patients: extra sessions and capacity bought from others by their name
/// alone, the rest where it says that there is to be less of it. Doing more in the same hours is no cut, nor is paying less
/// for the same.
fn cuts_capacity(line: &Saving) -> bool {
    let all = words(&line.name);
    let all: Vec<&String> = all.iter().collect();
    let better = all.iter().any(|word| {
        is_any(
            word,
            &[
                "productiv*",
                "utilis*",
                "throughput",
                "efficien*",
                "girft",
                "repatriat*",
                "optimis*",
                "improv*",
                "increas*",
                "income",
                "growth",
                "overperform*",
                "price*",
                "pricing",
                "tariff*",
                "rate",
                "rates",
                "renegotiat*",
                "retender*",
                "tender*",
                "discount*",
                "procure*",
                "consumable*",
                "move*",
                "convert*",
                "transfer*",
            ],
        )
    }) || says(&all, &["follow"])
        || says(&all, &["over", "performance"])
        || says(&all, &["one", "stop"]);
    if better || line.is_unidentified() {
        return false;
    }
    let place = says(
        &all,
        &[
            "theatre|theatres|outpatient|outpatients|elective|endoscopy|surgery|surgical|anaesthetic|anaesthetics",
        ],
    ) || says(&all, &["day", "case|cases|surgery"])
        || says(&all, &["clinic|clinics"]);
    let fewer = all.iter().any(|word| {
        is_any(
            word,
            &[
                "reduc*",
                "cut",
                "cuts",
                "cease*",
                "end",
                "ended",
                "ends",
                "stop",
                "clos*",
                "fewer",
                "remov*",
                "withdraw*",
                "freez*",
                "decommission*",
                "consolidat*",
                "cap",
                "restrict*",
                "agency",
                "locum",
                "locums",
                "vacanc*",
            ],
        )
    });
    bought_extra(&all) || fewer && (is_premium(&all) || place)
}

/// Capacity that is only there while it is bought: a saving of this name is less of it. Outsourcing and insourcing may be
/// the way in which something else is saved.
fn bought_extra(all: &[&String]) -> bool {
    says(all, &["wli|wlis"])
        || says(all, &["waiting", "list", "initiative|initiatives"])
        || says(all, &["independent", "sector"])
        || says(
            all,
            &["additional|extra|weekend", "session|sessions|list|lists"],
        )
        || says(
            all,
            &[
                "insourcing|outsourcing",
                "spend|cost|costs|usage|use|reliance",
            ],
        )
}

/// The months of the plan's year in which a line saves anything; empty where it is not phased by month.
pub fn saving_months(plan: &Plan, line: &Saving) -> Vec<Month> {
    let (Some(year), Some(Phasing::Months(months))) = (&plan.year, &line.phasing) else {
        return Vec::new();
    };
    year.value
        .months()
        .into_iter()
        .zip(months.iter())
        .filter(|(_, value)| {
            value
                .as_ref()
                .is_some_and(|value| value.value.is_positive())
        })
        .map(|(month, _)| month)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_plan, position_line, pounds, scheme};
    use crate::plan::example_waits::{measure, measure_after};
    use crate::plan::{OtherYear, OtherYearLine};

    fn cuts(name: &str) -> bool {
        cuts_capacity(&scheme(name, 100_000, 20))
    }

    #[test]
    fn bought_capacity_and_fewer_sessions_are_cuts_and_doing_more_is_none() {
        for name in [
            "Reduce waiting list initiatives",
            "WLI spend",
            "Reduce insourcing",
            "Outsourcing spend",
            "Independent sector outsourcing",
            "Close one theatre at weekends",
            "Outpatient clinics: reduced sessions",
            "Agency anaesthetics",
        ] {
            assert!(cuts(name), "{name}");
        }
        for name in [
            "Theatre productivity",
            "Outpatient follow-up reduction",
            "Theatre consumables",
            "Reduce agency nursing",
            "Elective recovery fund income",
            "Outpatient transformation",
            "Ophthalmology one-stop clinic",
            "Weekend lists moved into the week",
            "Elective recovery overperformance",
            "Elective over-performance",
            "Independent sector contract tariff",
            "Radiology insourcing",
            "Outsourcing of payroll",
            "Saturday sessions: cease WLI premium rate",
        ] {
            assert!(!cuts(name), "{name}");
        }
    }

    #[test]
    fn a_line_without_a_plan_leaves_nothing_to_compare_with_last_year() {
        let mut plan = clean_plan();
        plan.around.other_years = vec![OtherYear {
            offset: -1,
            organisation: Some(plan.organisations[0].clone()),
            surplus: pounds(0, "I&E!N48"),
            lines: [(14, 9_000_000), (15, 4_000_000)]
                .map(|(row, value)| OtherYearLine {
                    label: "Elective income".to_owned(),
                    kind: LineKind::Income,
                    value: pounds(value, &format!("I&E!N{row}")),
                })
                .into(),
        }];
        let grown = |second: Option<i64>| {
            let mut plan = plan.clone();
            let mut lines = [14, 15]
                .map(|row| position_line("Elective income", LineKind::Income, 10_000_000, row));
            lines[1].plan = second.map(|value| pounds(value, "I&E!P15"));
            plan.position.as_mut().unwrap().organisations[0].lines = lines.into();
            elective_money(&plan).grown
        };
        let told = grown(Some(5_000_000));
        assert_eq!(told[0].planned.value, Money::from_pounds(15_000_000));
        assert_eq!(told[0].before.value, Money::from_pounds(13_000_000));
        assert_eq!(grown(None), []);
    }

    #[test]
    fn activity_income_and_premium_cost_are_gathered_with_their_cells() {
        let mut plan = clean_plan();
        plan.measures = vec![
            measure_after("Day cases", 8, 200, 210),
            measure("Non-elective spells", 9, 500),
        ];
        plan.position.as_mut().unwrap().organisations[0].lines = vec![
            position_line("Elective recovery income", LineKind::Income, 12_000_000, 14),
            position_line("Outsourcing", LineKind::NonPay, -3_000_000, 33),
            position_line("Drugs", LineKind::NonPay, -9_000_000, 34),
        ];
        let money = elective_money(&plan);
        let [activity] = money.activity.as_slice() else {
            panic!("{money:?}")
        };
        assert_eq!(activity.planned.value, Decimal::from(2_400));
        assert_eq!(
            activity.before.as_ref().unwrap().value,
            Decimal::from(2_520)
        );
        assert_eq!(money.income.len(), 1);
        assert_eq!(money.premium[0].1.value, Money::from_pounds(3_000_000));
    }
}
