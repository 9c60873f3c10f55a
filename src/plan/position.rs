//! Income, expenditure, and what is left: the surplus or deficit the plan declares.

use super::{Money, Monthly, Organisation, Sourced};
use crate::workbook::CellRef;

/// The planned position of everything in the plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Position {
    /// Whole plan for the year: surplus positive, deficit negative. `None` where absent or where candidates rival.
    pub declared: Option<Sourced<Money>>,
    /// Every reading of the declared position, best first; more than one disagreeing means a choice is needed.
    pub candidates: Vec<Candidate>,
    pub organisations: Vec<OrganisationPosition>,
    /// Operating income of a provider, or allocation of a commissioning body or system: the base for savings as a share.
    pub base: Option<Base>,
    /// Whether no table plans the year, and its forecast stands where the plan would.
    pub is_forecast: bool,
}

/// A cell that may be the declared position, and what its label says.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub label: String,
    pub value: Sourced<Money>,
}

/// One organisation's plan for the year.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationPosition {
    pub organisation: Organisation,
    /// Surplus positive, deficit negative; the adjusted (control total) basis where both are given.
    pub surplus: Sourced<Money>,
    /// Surplus or deficit in the month, not cumulative.
    pub monthly: Monthly<Option<Sourced<Money>>>,
    /// The same as it was in the months gone and as it is forecast in those ahead; which are gone the accounts to date tell.
    pub course: Monthly<Option<Sourced<Money>>>,
    /// Months of the course that the workbook gives as actual, from April on; 0 where it gives none.
    pub reported: u8,
    /// Income positive, expenditure negative.
    pub lines: Vec<PositionLine>,
}

/// One line of income and expenditure.
#[derive(Debug, Clone, PartialEq)]
pub struct PositionLine {
    pub label: String,
    pub kind: LineKind,
    /// Plan for the year: income positive, expenditure negative.
    pub plan: Option<Sourced<Money>>,
    pub plan_to_date: Option<Sourced<Money>>,
    pub actual_to_date: Option<Sourced<Money>>,
    pub forecast: Option<Sourced<Money>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LineKind {
    Allocation,
    Income,
    Pay,
    NonPay,
    /// Depreciation, interest, dividend on public capital.
    Financing,
    /// Services a commissioning body buys.
    Commissioned,
    /// Pharmacy, optometry and dental, delegated to a commissioning body.
    Delegated,
    Reserve,
    Other,
    /// A total of other lines.
    Subtotal,
    Surplus,
    AdjustedSurplus,
}

impl LineKind {
    /// Made of other lines: a sum of some, or the result of all. What adds lines up leaves these out.
    pub fn is_total(self) -> bool {
        self == Self::Subtotal || self.is_result()
    }

    pub fn is_result(self) -> bool {
        matches!(self, Self::Surplus | Self::AdjustedSurplus)
    }

    /// What is spent as a rule, and then stands negative. Interest received is `Financing` and stands positive: of a line of
    /// that kind, as of `Other`, only its figures tell.
    pub fn is_cost(self) -> bool {
        matches!(
            self,
            Self::Pay
                | Self::NonPay
                | Self::Financing
                | Self::Commissioned
                | Self::Delegated
                | Self::Reserve
        )
    }
}

/// What savings are a share of.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    pub kind: BaseKind,
    pub value: Sourced<Money>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseKind {
    OperatingIncome,
    Allocation,
}

impl BaseKind {
    /// "of allocation"
    pub fn label(self) -> &'static str {
        match self {
            Self::OperatingIncome => "operating income",
            Self::Allocation => "allocation",
        }
    }
}

impl Position {
    /// "Declared", or "Forecast" where the forecast stands in the plan's place.
    pub fn told_as(&self) -> &'static str {
        if self.is_forecast {
            "Forecast"
        } else {
            "Declared"
        }
    }

    /// "The plan declares a deficit": what a sentence about the position begins with.
    pub fn says(&self) -> &'static str {
        if self.is_forecast {
            "The year is forecast at"
        } else {
            "The plan declares"
        }
    }

    /// The cells of the declared position.
    pub fn cells(&self) -> &[CellRef] {
        self.declared
            .as_ref()
            .map_or(&[], |declared| declared.cells.as_slice())
    }
}
