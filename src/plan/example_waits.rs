//! The small clean plan with a waiting list that moves: starts, stops and removals by month.

use super::example::{cell, clean_plan};
use super::{
    Better, FinancialYear, MeasureUnit, Month, MonthlyMeasure, Origin, Plan, PlanActual, Sourced,
    Trajectory, Weeks,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// As many in each month of 2023/24, planned, in row `row` of `Activity`.
pub fn measure(name: &str, row: u32, monthly: u64) -> MonthlyMeasure {
    let months = FinancialYear(2023).months();
    MonthlyMeasure {
        name: name.to_owned(),
        organisation: None,
        unit: MeasureUnit::Count,
        better: Better::Neither,
        origin: Origin::OwnSheet,
        planned: months
            .into_iter()
            .zip('C'..)
            .map(|(month, column)| {
                let at = cell(&format!("Activity!{column}{row}"));
                (month, Sourced::at(Decimal::from(monthly), at))
            })
            .collect(),
        actual: BTreeMap::new(),
        target: None,
    }
}

/// The same with as many in each month of the year before, as it happened.
pub fn measure_after(name: &str, row: u32, monthly: u64, before: u64) -> MonthlyMeasure {
    let months = FinancialYear(2022).months();
    MonthlyMeasure {
        actual: months
            .into_iter()
            .map(|month| (month, Sourced::new(Decimal::from(before), Vec::new())))
            .collect(),
        ..measure(name, row, monthly)
    }
}

/// A list that starts here and falls by so many a month of 2023/24, in row 9 of `Waits`.
pub fn list(opening: u64, fall: u64) -> Trajectory {
    let mut months: BTreeMap<Month, PlanActual> = FinancialYear(2023)
        .months()
        .into_iter()
        .zip('C'..)
        .zip(1_u64..)
        .map(|((month, column), number)| {
            let at = cell(&format!("Waits!{column}9"));
            let list = PlanActual {
                plan: Some(Sourced::at(opening - fall * number, at)),
                actual: None,
            };
            (month, list)
        })
        .collect();
    let march = Month {
        year: 2023,
        month: 3,
    };
    let seen = PlanActual {
        plan: None,
        actual: Some(Sourced::at(opening, cell("Waits!B9"))),
    };
    months.insert(march, seen);
    Trajectory {
        measure: Weeks::LIST,
        organisation: None,
        specialty: None,
        months,
    }
}

/// The clean plan with a list of 10,000 that falls by 100 a month, 1,000 starts and as many stops as given.
pub fn moving(stops: u64, removals: Option<u64>) -> Plan {
    let mut plan = clean_plan();
    plan.measures = vec![
        measure("RTT clock starts", 5, 1_000),
        measure("RTT clock stops", 6, stops),
    ];
    plan.measures
        .extend(removals.map(|removals| measure("Removals", 7, removals)));
    let waits = plan.elective.as_mut().unwrap();
    waits.trajectories.push(list(10_000, 100));
    plan
}
