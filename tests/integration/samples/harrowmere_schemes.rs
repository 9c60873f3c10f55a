//! The savings lines of Harrowmere after seven months: what the year plans, what is in, what is forecast.

use super::harrowmere::{COMMUNITY as F, HOSPITALS as H, ICB as I};
use super::house::phase;
use super::scheme::{DEVELOPED as D, OPPORTUNITY as O, PROGRESS as P, UNIDENTIFIED as U};

/// One line, £000.
pub struct Line {
    pub reference: &'static str,
    pub body: &'static str,
    pub name: &'static str,
    pub lead: &'static str,
    pub category: &'static str,
    pub status: &'static str,
    pub risk: &'static str,
    pub recurrent: bool,
    /// Month of the year in which it starts, 1 is April.
    pub start: usize,
    pub plan: i64,
    /// To the end of October.
    pub delivered: i64,
    pub forecast: i64,
    pub full_year: i64,
}

impl Line {
    pub fn months(&self) -> [i64; 12] {
        let mut weights = [10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 11, 11];
        for weight in weights.iter_mut().take(self.start - 1) {
            *weight = 0;
        }
        phase(self.plan, weights)
    }
}

/// A line in a row: reference, body, name, lead, category, status, risk, recurrent; start; plan, delivered, forecast, full year.
type Row = ([&'static str; 7], bool, usize, [i64; 4]);

const fn line(row: &Row) -> Line {
    let (
        [reference, body, name, lead, category, status, risk],
        recurrent,
        start,
        [plan, delivered, forecast, full_year],
    ) = *row;
    Line {
        reference,
        body,
        name,
        lead,
        category,
        status,
        risk,
        recurrent,
        start,
        plan,
        delivered,
        forecast,
        full_year,
    }
}

#[rustfmt::skip]
pub static LINES: [Line; 20] = [
    line(&(["I-01", I, "Medicines switches", "R. Tully", "Non-pay", D, "Low"], true, 1, [5_200, 2_900, 5_200, 5_200])),
    line(&(["I-02", I, "Continuing healthcare package reviews", "R. Tully", "Non-pay", P, "Medium"], true, 2, [4_600, 1_750, 4_600, 5_018])),
    line(&(["I-03", I, "Community equipment contract", "S. Amadi", "Non-pay", D, "Low"], true, 1, [2_400, 1_350, 2_400, 2_400])),
    line(&(["I-04", I, "Patient transport eligibility", "S. Amadi", "Non-pay", P, "Medium"], true, 4, [3_100, 700, 3_100, 4_133])),
    line(&(["I-05", I, "Running costs: posts not filled", "S. Amadi", "Pay", D, "Low"], true, 1, [2_700, 1_600, 2_700, 2_700])),
    line(&(["H-01", H, "Agency ceiling and bank rates", "D. Kerrigan", "Pay", D, "Low"], true, 1, [4_800, 1_900, 4_800, 4_800])),
    line(&(["H-02", H, "Corporate posts removed", "D. Kerrigan", "Pay", P, "Medium"], true, 3, [3_300, 800, 3_300, 3_960])),
    line(&(["H-03", H, "Theatre lists start on time", "M. Oyelaran", "Productivity", P, "Medium"], true, 4, [3_000, 450, 3_000, 4_000])),
    line(&(["H-04", H, "Length of stay: 24 beds closed", "M. Oyelaran", "Pay", O, "High"], true, 7, [4_500, 0, 2_400, 9_000])),
    line(&(["H-05", H, "Clinical products at one price", "D. Kerrigan", "Non-pay", D, "Low"], true, 1, [2_700, 1_500, 2_700, 2_700])),
    line(&(["H-06", H, "Pathology network", "M. Oyelaran", "Non-pay", O, "High"], true, 9, [1_500, 0, 900, 3_000])),
    line(&(["H-07", H, "Energy contract", "D. Kerrigan", "Non-pay", D, "Low"], true, 1, [1_200, 650, 1_200, 1_200])),
    line(&(["H-08", H, "Private patient income", "D. Kerrigan", "Income", P, "Medium"], true, 5, [1_200, 300, 1_200, 1_800])),
    line(&(["H-09", H, "Balance sheet review", "D. Kerrigan", "Non-pay", D, "Low"], false, 12, [3_600, 0, 6_300, 0])),
    line(&(["H-10", H, "Recovery actions to be confirmed", "", "", U, "High"], true, 10, [4_200, 0, 4_200, 0])),
    line(&(["F-01", F, "Out-of-area placements", "L. Prentice", "Non-pay", P, "Medium"], true, 2, [3_000, 1_150, 3_000, 3_272])),
    line(&(["F-02", F, "Community rostering", "L. Prentice", "Pay", D, "Low"], true, 1, [1_800, 980, 1_800, 1_800])),
    line(&(["F-03", F, "Two leases ended", "L. Prentice", "Non-pay", D, "Low"], true, 4, [1_500, 620, 1_500, 2_000])),
    line(&(["F-04", F, "Letters sent by text and e-mail", "L. Prentice", "Non-pay", D, "Low"], true, 1, [900, 500, 900, 900])),
    line(&(["F-05", F, "Temporary staff controls", "L. Prentice", "Pay", P, "Medium"], true, 3, [1_800, 560, 1_800, 2_160])),
];
