//! A measure month by month: attendances, beds, discharges. What happened, and beside it what was planned.

use super::{Month, Organisation, Sourced};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One measure of one body; months that the files do not hold are absent.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthlyMeasure {
    /// "A&E attendances, all types"; the file's own words where no common name is known.
    pub name: String,
    /// `None` for the plan as a whole.
    pub organisation: Option<Organisation>,
    pub unit: MeasureUnit,
    pub better: Better,
    pub origin: Origin,
    pub planned: BTreeMap<Month, Sourced<Decimal>>,
    pub actual: BTreeMap<Month, Sourced<Decimal>>,
    /// What it is to reach in any month, where a column says so.
    pub target: Option<Sourced<Decimal>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureUnit {
    Count,
    /// A part of one: 0.78 is 78%.
    Share,
    Days,
    Minutes,
}

/// Which way a measure gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
    /// More is neither better nor worse: attendances, admissions.
    Neither,
}

/// Where a measure was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In a national publication.
    Published,
    /// On a sheet of the body's own workbook.
    OwnSheet,
}
