//! Which plan a review is of: what its workbooks and its names were whenever it was kept, so that the next version of
//! the workbook finds it.

use crate::plan::Plan;
use crate::workbook::Workbook;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Every name a plan went by so far; grows with each version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    pub names: BTreeSet<String>,
    /// `2023/24`.
    pub years: BTreeSet<String>,
    pub organisations: BTreeSet<String>,
    /// Paths the workbooks were opened from.
    pub files: BTreeSet<String>,
    /// SHA-256 of the workbooks.
    pub fingerprints: BTreeSet<String>,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl About {
    pub fn of(plan: &Plan, workbooks: &[Workbook]) -> Self {
        let text = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect();
        Self {
            names: text(vec![plan.name.trim().to_owned()]),
            years: plan
                .year
                .iter()
                .map(|year| year.value.to_string())
                .collect(),
            organisations: text(
                plan.organisations
                    .iter()
                    .map(|one| one.name.clone())
                    .collect(),
            ),
            files: text(
                workbooks
                    .iter()
                    .map(|workbook| workbook.path.display().to_string())
                    .collect(),
            ),
            fingerprints: text(
                workbooks
                    .iter()
                    .map(|book| book.fingerprint.clone())
                    .collect(),
            ),
            rest: Map::default(),
        }
    }

    /// How surely this is the same plan, the surest first; `None` where it is another. Two years of one organisation
    /// are two plans.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let meet = |one: &BTreeSet<String>, other: &BTreeSet<String>| !one.is_disjoint(other);
        if meet(&self.fingerprints, &other.fingerprints) {
            return Some(Likeness::SameFile);
        }
        let unsaid = self.years.is_empty() || other.years.is_empty();
        let year = meet(&self.years, &other.years);
        if meet(&self.files, &other.files) && (year || unsaid) {
            return Some(Likeness::SamePath);
        }
        let bodies = !self.organisations.is_empty() && self.organisations == other.organisations;
        (year && (meet(&self.names, &other.names) || bodies)).then_some(Likeness::SamePlan)
    }

    /// Takes in what the plan is called by now.
    pub fn extend(&mut self, other: &Self) {
        self.names.extend(other.names.iter().cloned());
        self.years.extend(other.years.iter().cloned());
        self.organisations
            .extend(other.organisations.iter().cloned());
        self.files.extend(other.files.iter().cloned());
        self.fingerprints.extend(other.fingerprints.iter().cloned());
    }

    /// What a file of this plan is called: `Tamarside ICS 2023-24`.
    pub fn file_stem(&self) -> String {
        let first = |texts: &BTreeSet<String>| texts.iter().next().cloned().unwrap_or_default();
        let name = format!("{} {}", first(&self.names), first(&self.years));
        let kept: String = name
            .chars()
            .map(|sign| if sign.is_alphanumeric() { sign } else { ' ' })
            .take(80)
            .collect();
        let words: Vec<&str> = kept.split_whitespace().collect();
        if words.is_empty() {
            "plan".to_owned()
        } else {
            words.join(" ")
        }
    }
}

/// Why a review is taken for the review of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    SameFile,
    SamePath,
    /// Of the same name or bodies, for the same year.
    SamePlan,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(name: &str, year: &str, file: &str, fingerprint: &str) -> About {
        let one = |text: &str| BTreeSet::from([text.to_owned()]);
        About {
            names: one(name),
            years: one(year),
            files: one(file),
            fingerprints: one(fingerprint),
            ..About::default()
        }
    }

    #[test]
    fn next_months_version_is_the_same_plan_and_next_years_is_not() {
        let kept = about("Tamarside ICS", "2023/24", "a/v1.xlsx", "11");
        let month = about("Tamarside ICS", "2023/24", "b/v2.xlsx", "22");
        let year = about("Tamarside ICS", "2024/25", "a/v1.xlsx", "33");
        assert_eq!(kept.likeness(&month), Some(Likeness::SamePlan));
        assert_eq!(kept.likeness(&year), None);
        assert_eq!(
            kept.likeness(&about("X", "2024/25", "c", "11")),
            Some(Likeness::SameFile)
        );
        assert_eq!(kept.likeness(&about("X", "2023/24", "c", "44")), None);
    }

    #[test]
    fn a_file_is_named_for_the_plan_without_what_a_file_system_refuses() {
        assert_eq!(
            about("../A: <ICS>", "2023/24", "", "").file_stem(),
            "A ICS 2023 24"
        );
    }
}
