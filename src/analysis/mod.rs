//! What the numbers of a plan imply: pure functions, no clock, no files, no chance.

mod bridge;
mod cells;
mod cohort;
mod compare;
mod delegated;
mod detector;
mod elective;
mod headline;
mod in_year;
mod line_group;
mod measures;
mod month_ends;
mod nature;
mod projection;
mod published;
mod rounding;
mod savings;
mod spc;
mod start;
mod sustainable;
mod turnover;
mod wait_series;
mod waits_ahead;
mod within_18;
mod working_weeks;

pub use bridge::{Bridge, BridgeStep, StepKind, bridge};
pub use cells::{CellChange, CellChangeKind, CellChanges, SheetChanges, compare_cells};
pub use cohort::{Clearance, Cohort, Estimate, clearance, cohort};
pub use compare::{
    Comparison, Movement, MovementStep, PastChange, SchemeChange, SchemeSide, WaitChange, What,
    compare, past_changes,
};
pub use delegated::{Delegated, delegated};
pub use detector::{Labels, RowName, Score};
pub use elective::{Landing, MeasureOutlook, elective};
pub use headline::{Headline, SavingsShare, UncoveredTarget, UsualDelivery, headline};
pub use in_year::{YearToDate, elapsed, income_to_date, year_to_date};
pub use line_group::LineGroup;
pub use measures::{MONTHS_CHARTED, Measured, charted, measured};
pub use nature::{Nature, nature};
pub use projection::{
    CannotProject, Choice, ENOUGH_MONTHS, Error, ErrorsAhead, FARTHEST, Method, Projected,
    Projection, STUDIED, project,
};
pub use published::{Beside, LatestReturn, PlannedAndPublished, beside, is_own, latest_returns};
pub use rounding::rounding;
pub use savings::{
    Against, Brought, Facet, Group, Largest, Lasting, Maturity, MaturityCell, Only, PhasedSavings,
    Reached, SavingsOutlook, StatusMix, brought, largest, lasting, line_months, maturity, phased,
    reached, risk_label, savings, split, tells_apart, variance_of_year, variance_to_date,
};
pub use spc::{
    Assurance, Icon, Improvement, Letter, Limits, Observed, Point, PointType, Process, Range,
    Screening, Settings, Signal, SpcChart, Variation, spc,
};
pub use start::start_month;
pub use sustainable::{Queue, RELIEF_WEEKS, pressure};
pub use turnover::turnover;
pub use wait_series::{WaitCounts, WaitSeries};
pub use waits_ahead::{MeasureAhead, WaitsAhead, Whose, waits_ahead};
pub use within_18::{WithinLanding, WithinOutlook, within_18};
pub use working_weeks::WorkingWeeks;
