//! The savings lines of Aldwater and Fellside's May submission, £000.

use super::scheme::{DEVELOPED as D, OPPORTUNITY as O, PROGRESS as P, Row, UNIDENTIFIED as U};

#[rustfmt::skip]
pub const ICB_LINES: [Row; 8] = [
    ("ICB-01", "Continuing healthcare reviews", "Nursing and quality", "Chief Nursing Officer", P, "Medium", true, 2, 6_150),
    ("ICB-02", "Prescribing: generics and formulary", "Medicines", "Chief Pharmacist", D, "Low", true, 1, 5_240),
    ("ICB-03", "Right to choose contract terms", "Mental health", "Director of Commissioning", P, "Medium", true, 3, 1_460),
    ("ICB-04", "Independent sector activity within plan", "Planned care", "Director of Commissioning", P, "Medium", true, 1, 3_380),
    ("ICB-05", "Running cost allowance", "Corporate", "Chief Executive", D, "Low", true, 1, 2_950),
    ("ICB-06", "Mental health placements", "Mental health", "Director of Commissioning", O, "High", true, 5, 3_720),
    ("ICB-07", "Delegated dental underspend", "Primary care", "Chief Finance Officer", D, "Low", false, 1, 3_500),
    ("ICB-08", "System stretch, not yet allocated", "System", "", U, "High", true, 7, 4_800),
];

#[rustfmt::skip]
pub const HOSPITALS_LINES: [Row; 13] = [
    ("AHT-01", "Agency nursing exit", "Nursing", "Chief Nurse", D, "Medium", true, 1, 5_420),
    ("AHT-02", "Theatre utilisation", "Surgery", "Chief Operating Officer", P, "Medium", true, 2, 3_610),
    ("AHT-03", "Outpatient follow-up reduction", "Planned care", "Chief Operating Officer", P, "Medium", true, 3, 2_250),
    ("AHT-04", "Beds closed by the discharge programme", "Medicine", "Chief Operating Officer", P, "High", true, 7, 4_900),
    ("AHT-05", "Procurement work plan", "Finance", "Chief Finance Officer", D, "Low", true, 1, 2_870),
    ("AHT-06", "Medicines: biosimilars and homecare", "Pharmacy", "Chief Pharmacist", D, "Low", true, 1, 2_640),
    ("AHT-07", "Corporate workforce redesign", "Corporate", "Chief People Officer", P, "Medium", true, 4, 3_130),
    ("AHT-08", "Consultant job plans", "Medical workforce", "Medical Director", O, "High", true, 5, 2_480),
    ("AHT-09", "Imaging network reporting", "Diagnostics", "Chief Operating Officer", P, "Medium", true, 3, 1_520),
    ("AHT-10", "Energy and heat network", "Estates", "Director of Estates", D, "Low", true, 1, 1_180),
    ("AHT-11", "Vacancy slippage", "Workforce", "Chief People Officer", D, "Low", false, 1, 3_200),
    ("AHT-12", "Balance sheet release", "Finance", "Chief Finance Officer", D, "Low", false, 12, 2_000),
    ("AHT-13", "Unidentified CIP", "Trust-wide", "", U, "High", true, 7, 13_700),
];

#[rustfmt::skip]
pub const FELLSIDE_LINES: [Row; 10] = [
    ("FGH-01", "Agency medical staffing", "Medical workforce", "Medical Director", P, "Medium", true, 1, 2_960),
    ("FGH-02", "Ward establishment", "Nursing", "Director of Nursing", P, "Medium", true, 2, 3_140),
    ("FGH-03", "Day case conversion", "Surgery", "Chief Operating Officer", D, "Low", true, 1, 1_270),
    ("FGH-04", "Procurement: consumables", "Finance", "Director of Finance", D, "Low", true, 1, 1_450),
    ("FGH-05", "Medicines optimisation", "Pharmacy", "Chief Pharmacist", D, "Low", true, 1, 1_180),
    ("FGH-06", "Corporate functions shared with Aldwater", "Corporate", "Chief Executive", O, "Medium", true, 6, 1_720),
    ("FGH-07", "Maternity rostering", "Women and children", "Director of Midwifery", P, "Low", true, 2, 830),
    ("FGH-08", "Estates: outpatient block vacated", "Estates", "Director of Estates", P, "Medium", true, 4, 950),
    ("FGH-09", "Recruitment delay", "Workforce", "Director of People", D, "Low", false, 1, 2_500),
    ("FGH-10", "CIP to be identified", "Trust-wide", "", U, "High", true, 7, 8_100),
];

#[rustfmt::skip]
pub const PARTNERSHIP_LINES: [Row; 8] = [
    ("AFP-01", "Out-of-area beds", "Adult services", "Chief Operating Officer", P, "Medium", true, 2, 2_940),
    ("AFP-02", "Bank before agency", "Nursing", "Chief Nurse", D, "Low", true, 1, 1_660),
    ("AFP-03", "Crisis line retender", "Urgent care", "Chief Operating Officer", D, "Low", true, 1, 740),
    ("AFP-04", "Community estate", "Estates", "Director of Finance", P, "Medium", true, 4, 1_080),
    ("AFP-05", "Clinical administration", "Corporate", "Director of People", P, "Low", true, 3, 890),
    ("AFP-06", "Medical agency rates", "Medical workforce", "Medical Director", P, "Medium", true, 2, 1_390),
    ("AFP-07", "Interest on cash balances", "Finance", "Director of Finance", D, "Low", false, 1, 800),
    ("AFP-08", "Workstream 8: TBC", "Trust-wide", "", U, "High", true, 7, 4_900),
];
