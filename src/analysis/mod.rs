//! What the numbers of a plan imply: pure functions, no clock, no files, no chance.

mod backing;
mod bodies;
mod bridge;
mod cells;
mod cohort;
mod compare;
mod deficits;
mod delegated;
mod delivery;
mod detector;
mod elective;
mod elective_money;
mod endurance;
mod flows;
mod glide_path;
mod headline;
mod in_year;
mod intra_system;
mod line_group;
mod measures;
mod month_ends;
mod nature;
mod off_plan;
mod outlook;
mod pace;
mod predecessors;
mod projection;
mod published;
mod rounding;
mod run_rate;
mod savings;
mod sectors;
mod spc;
mod staff;
mod start;
mod support;
mod sustainable;
mod system;
mod turnover;
mod wait_parts;
mod wait_series;
mod waits_ahead;
mod walk;
mod walk_lines;
mod within_18;
mod within_18_parts;
mod working_weeks;
mod years;

pub use backing::{Backing, BackingKind, BackingLine, backing};
pub use bodies::by_body;
pub use bridge::{Bridge, BridgeStep, StepKind, StepPart, bridge, is_all_in_march};
pub use cells::{CellChange, CellChangeKind, CellChanges, SheetChanges, compare_cells};
pub use cohort::{Clearance, Cohort, Estimate, clearance, cohort};
pub use compare::{
    Comparison, LinesBefore, Movement, MovementStep, PastChange, PastMonth, SchemeChange,
    SchemeSide, WaitChange, What, compare, past_changes, past_months,
};
pub use deficits::{
    AgainstKind, AgainstPlan, Deficits, Risks, Underlying, UnderlyingStep, deficits,
};
pub use delegated::{Delegated, delegated};
pub use delivery::{Delivery, LineDelivery, StatusDelivery, delivery, delivery_of, line_delivery};
pub use detector::{Labels, RowName, Score};
pub use elective::{AbovePlan, Landing, MeasureOutlook, elective};
pub use elective_money::{
    Activity, ElectiveMoney, Grown, elective_activity, elective_income_grown, elective_money,
    saving_months,
};
pub use endurance::{Endurance, Leaves, MonthEnd, endurance};
pub use flows::{Flows, ListMovement, Rate, RollForward, flows, roll_forward};
pub use glide_path::{GlidePath, glide_path};
pub use headline::{Headline, SavingsShare, UncoveredTarget, UsualDelivery, headline};
pub use in_year::{
    Course, SoFar, YearToDate, course, elapsed, income_to_date, months_gone, so_far, year_to_date,
};
pub use intra_system::{Flow, intra_system};
pub use line_group::LineGroup;
pub use measures::{MONTHS_CHARTED, Measured, charted, measured};
pub use nature::{Nature, avoids_cost, changes_care, nature, saves_pay};
pub use off_plan::{Gap, OffPlan, Standard, off_plan};
pub use outlook::{PositionOutlook, position_outlook};
pub use pace::{Pace, paces};
pub use predecessors::{Merger, Predecessor, merger};
pub use projection::{
    CannotProject, Choice, ENOUGH_MONTHS, Error, ErrorsAhead, FARTHEST, FEWEST_MONTHS, Method,
    Projected, Projection, STUDIED, project,
};
pub use published::{
    Beside, LatestReturn, PlannedAndPublished, beside, is_own, latest_returns, own_by,
};
pub use rounding::rounding;
pub use run_rate::{RunRate, run_rates};
pub use savings::{
    Against, Brought, Facet, Group, Largest, Lasting, Maturity, MaturityCell, Only, PhasedSavings,
    Reached, SavingsOutlook, StatusMix, brought, largest, lasting, line_months, maturity, one_off,
    phased, phased_values, reached, risk_label, savings, split, tells_apart, variance_of_year,
    variance_to_date,
};
pub use sectors::{Sector, SectorSpend, Sectors, sectors};
pub use spc::{
    Assurance, Icon, Improvement, Letter, Limits, Observed, Point, PointType, Process, Range,
    Screening, Settings, Signal, SpcChart, Variation, spc,
};
pub use staff::{PayAndStaff, StaffMoves, StaffNow, pay_and_staff, staff_moves, staff_now};
pub use start::{first_month, start_month};
pub use support::{Support, SupportShown, support};
pub use sustainable::{Queue, RELIEF_WEEKS, pressure};
pub use system::{BodyStanding, Column as SystemColumn, SystemSpend, standings, system_spend};
pub use turnover::turnover;
pub use wait_parts::{PARTS_SHOWN, PartsBy, WaitPart, WaitParts, wait_parts};
pub use wait_series::{WaitCounts, WaitSeries};
pub use waits_ahead::{MeasureAhead, WaitsAhead, Whose, waits_ahead};
pub use walk::{Walk, WalkBy, walk};
pub use within_18::{SaidBy, StoodAt, WithinLanding, WithinOutlook, within_18};
pub use working_weeks::WorkingWeeks;
pub use years::{YearOfPlan, result_of_year, years};
