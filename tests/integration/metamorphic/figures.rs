//! The figures of a plan that no rewriting of its workbook may change; names are not among them.

use planproof::plan::{Money, Phasing, Plan, Weeks};
use std::collections::BTreeMap;

/// Parts of a pound that a restated unit may lose.
const ROUNDING_POUNDS: f64 = 0.5;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// Pounds by what they are; absent is not zero.
    money: BTreeMap<String, Option<f64>>,
    counts: BTreeMap<String, u64>,
}

impl Figures {
    pub fn of(plan: &Plan) -> Self {
        let mut all = Self::default();
        all.savings(plan);
        all.position(plan);
        all.waits(plan);
        all
    }

    fn savings(&mut self, plan: &Plan) {
        let Some(savings) = &plan.savings else { return };
        let mut put = |name: &str, value: Option<Money>| {
            self.money.insert(name.to_owned(), value.map(Money::to_f64));
        };
        put("savings", Some(savings.total().value));
        put("unidentified", Some(savings.unidentified().value));
        put("target", savings.target.as_ref().map(|target| target.value));
        put("recurrent", savings.recurrent());
        let lines = savings.unidentified_lines().count() as u64;
        self.counts.insert("unidentified lines".to_owned(), lines);
        let parts = savings
            .lines
            .iter()
            .filter_map(|line| line.phasing.as_ref());
        for phasing in parts {
            let (word, parts) = match phasing {
                Phasing::Months(months) => ("month", months.as_slice()),
                Phasing::Quarters(quarters) => ("quarter", quarters.as_slice()),
            };
            for (at, part) in parts.iter().enumerate() {
                let value = part.as_ref().map_or(0.0, |part| part.value.to_f64());
                let name = format!("savings of {word} {}", at + 1);
                *self.money.entry(name).or_default().get_or_insert(0.0) += value;
            }
        }
    }

    fn position(&mut self, plan: &Plan) {
        let Some(position) = &plan.position else {
            return;
        };
        let declared = position.declared.as_ref().map(|one| one.value.to_f64());
        self.money.insert("declared".to_owned(), declared);
        let mut own: Vec<f64> = position
            .organisations
            .iter()
            .map(|one| one.surplus.value.to_f64())
            .collect();
        own.sort_by(f64::total_cmp);
        for (at, value) in own.into_iter().enumerate() {
            let name = format!("organisation {}", at + 1);
            self.money.insert(name, Some(value));
        }
    }

    fn waits(&mut self, plan: &Plan) {
        let Some(elective) = &plan.elective else {
            return;
        };
        for measure in elective.measures() {
            let Weeks(weeks) = measure;
            for (month, both) in elective.total(measure) {
                for (word, value) in [("plan", &both.plan), ("actual", &both.actual)] {
                    if let Some(value) = value {
                        let name = format!("{word} over {weeks} weeks in {month}");
                        self.counts.insert(name, value.value);
                    }
                }
            }
        }
    }

    /// What differs, in words; empty where the figures are the same.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let names = |one: &Self| -> Vec<String> { one.money.keys().cloned().collect() };
        let mut all = names(self);
        all.extend(names(other));
        all.sort();
        all.dedup();
        for name in all {
            let (was, is) = (self.money.get(&name), other.money.get(&name));
            let same = match (was.copied().flatten(), is.copied().flatten()) {
                (Some(was), Some(is)) => (was - is).abs() <= ROUNDING_POUNDS,
                // Savings that nothing is planned for in a quarter may be blank or nought.
                (None, Some(nought)) | (Some(nought), None) => {
                    name.starts_with("savings of") && nought == 0.0
                }
                (None, None) => true,
            };
            if !same {
                let show = |value: Option<&Option<f64>>| {
                    let value = value.copied().flatten();
                    value.map_or("none".to_owned(), |value| value.to_string())
                };
                found.push(format!("{name} {} became {}", show(was), show(is)));
            }
        }
        if self.counts != other.counts {
            let mut names: Vec<&String> = self.counts.keys().chain(other.counts.keys()).collect();
            names.sort();
            names.dedup();
            let (was, is) = (&self.counts, &other.counts);
            found.extend(
                names
                    .iter()
                    .filter(|name| was.get(**name) != is.get(**name))
                    .map(|name| format!("{name} {:?} became {:?}", was.get(*name), is.get(*name))),
            );
        }
        found
    }

    pub fn is_empty(&self) -> bool {
        self.money.is_empty() && self.counts.is_empty()
    }
}
