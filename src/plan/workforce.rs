//! Staff by month in whole-time equivalents, as planned and as they were.

use super::{Month, Organisation, Sourced};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One group of staff of one body; months that the workbook does not hold are absent.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffSeries {
    /// "Registered nursing", "Agency", "Total WTE": the workbook's own words.
    pub group: String,
    pub kind: StaffKind,
    /// `None` for the plan as a whole.
    pub organisation: Option<Organisation>,
    /// Whole-time equivalents in post or worked in the month.
    pub planned: BTreeMap<Month, Sourced<Decimal>>,
    pub actual: BTreeMap<Month, Sourced<Decimal>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StaffKind {
    /// All staff of the body, whoever pays them.
    Total,
    Substantive,
    Bank,
    Agency,
    /// A profession or band: part of one of the above.
    Group,
}
