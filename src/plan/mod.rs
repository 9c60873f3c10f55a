//! What an operating plan is. Every number knows its cell; what a workbook does not hold is `None`.

mod around;
mod calendar;
mod elective;
#[cfg(test)]
pub(crate) mod example;
#[cfg(test)]
pub(crate) mod example_waits;
mod figures;
mod governance;
mod measure;
mod money;
mod organisation;
mod position;
mod published;
mod returns;
mod row_cells;
mod savings;
mod savings_words;
mod sourced;
mod variance;
mod week_bands;
mod workforce;

pub use around::{
    Around, Doubt, Holding, Item, ItemKind, OtherYear, OtherYearLine, SavingsAhead, StatedWalk,
    WalkKind, WalkStep, When, YearSavings,
};
pub use calendar::{FinancialYear, Month, Monthly};
pub use elective::{
    Declared, Elective, PlanActual, PlannedShare, ShareTrajectory, Trajectory, Weeks,
};
pub use figures::{Figure, Part, figures};
pub use governance::{Answer, Governance, StatedStep};
pub use measure::{Better, MeasureUnit, MonthlyMeasure, Origin};
pub use money::{Adder, Money, Share, Unit};
pub use organisation::{Organisation, OrganisationKind};
pub use position::{
    Base, BaseKind, Candidate, LineKind, OrganisationPosition, Position, PositionLine,
};
pub use published::{
    Pathways, PublishedBy, PublishedHistory, PublishedOrganisation, PublishedSpecialty,
    PublishedWaits, Waits, histories,
};
pub use returns::{Absent, Late, Return, Standing};
pub use row_cells::SheetRows;
pub use savings::{
    Evidence, Phasing, Recurrence, Risk, Saving, Savings, StatedRisk, StatedStatus, Status,
};
pub use savings_words::{SAVINGS_NAMES, names_savings};
pub use sourced::{Cells, Sourced, SumOf};
pub use variance::{OddVariance, VarianceColumn};
pub use week_bands::{WeekBands, WeeksWaited};
pub use workforce::{StaffKind, StaffSeries};

/// One submission of a system's or an organisation's operating plan for one year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The system or organisation, as its workbook names it; the file name where it does not.
    pub name: String,
    pub year: Option<Sourced<FinancialYear>>,
    /// Whose plan it is, where its workbook names one body as the one that hands it in.
    pub body: Option<Organisation>,
    pub organisations: Vec<Organisation>,
    pub savings: Option<Savings>,
    pub position: Option<Position>,
    /// Limits, support, one-offs, risks, reserves, cash and other years: what stands around the position.
    pub around: Around,
    pub elective: Option<Elective>,
    /// By what is counted, by whom, then by month.
    pub published: Vec<PublishedWaits>,
    /// Measures other than long waits, of the body's own sheets and as published.
    pub measures: Vec<MonthlyMeasure>,
    /// Staff by month in whole-time equivalents; totals are kept as such, beside their parts.
    pub workforce: Vec<StaffSeries>,
    /// Totals the workbook states, beside the cells they should be the sum of.
    pub stated_totals: Vec<StatedTotal>,
    /// Variances the workbook states beside plan and outcome.
    pub variances: Vec<VarianceColumn>,
}

/// A total that stands in the workbook, and the same total recomputed.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedTotal {
    pub label: String,
    pub stated: Sourced<Money>,
    /// Our sum of the cells the total should cover.
    pub recomputed: Sourced<Money>,
    pub unit: Unit,
}

/// What is judged together: the plan, what was handed in before, and who handed in what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    pub plan: Plan,
    /// Earlier submissions of the same plan, the latest first; for comparison, never counted.
    pub earlier: Vec<Plan>,
    /// One for each workbook, in the order they were opened; empty where the plan was not read from workbooks.
    pub returns: Vec<Return>,
    /// Bodies the plan names that handed in nothing, where others handed in workbooks of their own.
    pub absent: Vec<Absent>,
    /// Bodies whose return is a draft, or of an earlier date, beside later ones.
    pub late: Vec<Late>,
}

impl Plan {
    /// A level stated for the whole plan, else the sum of its bodies' where every one of them states it: the control totals
    /// of some are no control total of all.
    pub fn level(&self, kind: ItemKind, when: When) -> Option<Sourced<Money>> {
        let parts = self.around.parts(kind, when);
        let whole = parts.iter().any(|item| item.organisation.is_none());
        let bodies = self
            .position
            .as_ref()
            .map_or(&[][..], |position| position.organisations.as_slice());
        let complete = bodies.len() <= 1
            || bodies.iter().all(|own| {
                let same = |item: &&Item| item.organisation.as_ref() == Some(&own.organisation);
                parts.iter().any(same)
            });
        (whole || complete)
            .then(|| self.around.total_at(kind, when))
            .flatten()
    }

    /// "Declared", or "Forecast" where the forecast stands in the plan's place.
    pub fn told_as(&self) -> &'static str {
        self.position.as_ref().map_or("Declared", Position::told_as)
    }

    /// Whether anything of a plan was found at all.
    pub fn is_empty(&self) -> bool {
        self.savings.is_none()
            && self.position.is_none()
            && self.elective.is_none()
            && self.published.is_empty()
            && self.measures.is_empty()
    }

    /// Whether the files hold published figures, and no plan to lay them beside.
    pub fn is_published_only(&self) -> bool {
        self.savings.is_none() && self.position.is_none() && self.elective.is_none()
    }
}
