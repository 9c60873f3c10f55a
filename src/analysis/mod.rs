//! What the numbers of a plan imply: pure functions, no clock, no files, no chance.

mod bridge;
mod elective;
mod headline;
mod savings;

pub use bridge::{Bridge, BridgeStep, StepKind, bridge};
pub use elective::{Landing, MeasureOutlook, elective};
pub use headline::{Headline, SavingsShare, UncoveredTarget, UsualDelivery, headline};
pub use savings::{PhasedSavings, SavingsOutlook, StatusMix, line_months, savings};
