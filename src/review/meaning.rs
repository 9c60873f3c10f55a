//! What the reviewer may say a table, a column, a unit or a sign is: closed lists in the reviewer's own words.

use crate::plan::Unit;
use serde::{Deserialize, Serialize};

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindRead {
    Savings,
    IncomeAndExpenditure,
    LongWaits,
    /// Figures that were published, to compare with; none of them is the plan's.
    Published,
    NotPartOfThePlan,
}

impl KindRead {
    pub const ALL: [Self; 5] = [
        Self::Savings,
        Self::IncomeAndExpenditure,
        Self::LongWaits,
        Self::Published,
        Self::NotPartOfThePlan,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Savings => "savings schemes",
            Self::IncomeAndExpenditure => "income and expenditure",
            Self::LongWaits => "long waits",
            Self::Published => "published figures",
            Self::NotPartOfThePlan => "not part of the plan",
        }
    }
}

/// What the cells of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    Reference,
    Name,
    Organisation,
    OrganisationCode,
    Division,
    Category,
    Owner,
    Status,
    Risk,
    Recurrence,
    /// Whether there is a scheme behind the line.
    Identified,
    Start,
    /// Whether the effect on care was assessed.
    QualityImpact,
    /// Whether there is a project initiation document, mandate or business case.
    ProjectDocument,
    Milestones,
    SignOff,
    /// Whether the saving releases cash.
    CashReleasing,
    /// Whole-time equivalents by which the scheme reduces the staff.
    StaffReduction,
    /// What a scheme costs to deliver.
    DeliveryCost,
    /// The plan's value for the year.
    PlanValue,
    /// The plan's value in one month; 1 is April.
    PlanMonth(u8),
    /// The plan's value in one quarter; 1 is April to June.
    PlanQuarter(u8),
    PlanToDate,
    ActualToDate,
    Forecast,
    FullYearEffect,
    Target,
    /// Lists months down the page.
    Month,
    /// Lists measures such as "over 52 weeks" down the page.
    Measure,
    Specialty,
    /// Says row by row whether a figure is plan or actual.
    PlanOrActual,
    Note,
    NotUsed,
}

impl Meaning {
    /// Every meaning, in the order in which they are offered.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::PlanValue,
            Self::FullYearEffect,
            Self::Target,
            Self::PlanToDate,
            Self::ActualToDate,
            Self::Forecast,
            Self::NotUsed,
            Self::Reference,
            Self::Name,
            Self::Organisation,
            Self::OrganisationCode,
            Self::Division,
            Self::Category,
            Self::Owner,
            Self::Status,
            Self::Risk,
            Self::Recurrence,
            Self::Identified,
            Self::Start,
            Self::QualityImpact,
            Self::ProjectDocument,
            Self::Milestones,
            Self::SignOff,
            Self::CashReleasing,
            Self::StaffReduction,
            Self::DeliveryCost,
            Self::Month,
            Self::Measure,
            Self::Specialty,
            Self::PlanOrActual,
            Self::Note,
        ];
        all.extend((1..=4).map(Self::PlanQuarter));
        all.extend((1..=12).map(Self::PlanMonth));
        all
    }

    pub fn label(self) -> String {
        match self {
            Self::Reference => "reference".into(),
            Self::Name => "name".into(),
            Self::Organisation => "organisation".into(),
            Self::OrganisationCode => "organisation code".into(),
            Self::Division => "division".into(),
            Self::Category => "category".into(),
            Self::Owner => "owner".into(),
            Self::Status => "status".into(),
            Self::Risk => "risk".into(),
            Self::Recurrence => "recurrence".into(),
            Self::Identified => "whether identified".into(),
            Self::Start => "start".into(),
            Self::QualityImpact => "quality impact assessment".into(),
            Self::ProjectDocument => "project document".into(),
            Self::Milestones => "milestones".into(),
            Self::SignOff => "sign-off".into(),
            Self::CashReleasing => "whether cash-releasing".into(),
            Self::StaffReduction => "staff reduction (WTE)".into(),
            Self::DeliveryCost => "cost of delivering it".into(),
            Self::PlanValue => "plan value".into(),
            Self::PlanMonth(month) => format!("plan month {month}"),
            Self::PlanQuarter(quarter) => format!("plan quarter {quarter}"),
            Self::PlanToDate => "plan to date".into(),
            Self::ActualToDate => "actual to date".into(),
            Self::Forecast => "forecast".into(),
            Self::FullYearEffect => "full-year effect".into(),
            Self::Target => "target".into(),
            Self::Month => "month".into(),
            Self::Measure => "measure of waits".into(),
            Self::Specialty => "specialty".into(),
            Self::PlanOrActual => "plan or actual".into(),
            Self::Note => "note".into(),
            Self::NotUsed => "not used".into(),
        }
    }

    /// Whether its cells add to the year's plan.
    pub fn is_plan(self) -> bool {
        matches!(
            self,
            Self::PlanValue | Self::PlanMonth(_) | Self::PlanQuarter(_)
        )
    }
}

/// The unit in which the numbers are stored, whatever their format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnitRead {
    #[serde(rename = "£")]
    Pounds,
    #[serde(rename = "£000")]
    Thousands,
    #[serde(rename = "£m")]
    Millions,
}

impl UnitRead {
    pub const ALL: [Self; 3] = [Self::Pounds, Self::Thousands, Self::Millions];

    pub fn unit(self) -> Unit {
        match self {
            Self::Pounds => Unit::Pounds,
            Self::Thousands => Unit::Thousands,
            Self::Millions => Unit::Millions,
        }
    }
}

/// Whether figures count as they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignRead {
    AsItStands,
    /// Plus is read as minus and minus as plus.
    Turned,
}

impl SignRead {
    pub const ALL: [Self; 2] = [Self::AsItStands, Self::Turned];

    pub fn label(self) -> &'static str {
        match self {
            Self::AsItStands => "as it stands",
            Self::Turned => "turned",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_is_offered_once_and_has_its_own_words() {
        let all = Meaning::all();
        let mut labels: Vec<String> = all.iter().map(|meaning| meaning.label()).collect();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), all.len());
        assert_eq!(all.len(), 31 + 4 + 12);
    }
}
