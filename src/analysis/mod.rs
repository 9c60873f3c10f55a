//! What the numbers of a plan imply: pure functions, no clock, no files, no chance.

mod bridge;
mod compare;
mod delegated;
mod elective;
mod headline;
mod in_year;
mod line_group;
mod nature;
mod rounding;
mod savings;
mod start;

pub use bridge::{Bridge, BridgeStep, StepKind, bridge};
pub use compare::{
    Comparison, Movement, MovementStep, PastChange, SchemeChange, SchemeSide, WaitChange, What,
    compare,
};
pub use delegated::{Delegated, delegated};
pub use elective::{Landing, MeasureOutlook, elective};
pub use headline::{Headline, SavingsShare, UncoveredTarget, UsualDelivery, headline};
pub use in_year::{YearToDate, elapsed, income_to_date, year_to_date};
pub use line_group::LineGroup;
pub use nature::{Nature, nature};
pub use rounding::rounding;
pub use savings::{PhasedSavings, SavingsOutlook, StatusMix, line_months, savings};
pub use start::start_month;
