//! The national extract of one month's waits as plain text, all invented, the same every time.

use crate::chance::Chance;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

const ROWS: u32 = 180_000;
/// Weeks waited, the last one open.
const WEEKS: u32 = 105;

/// The extract; written where it is not there yet.
pub fn extract() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reading-rtt-full-extract.csv");
    if !path.exists() {
        let unfinished = path.with_extension("unfinished");
        write(&unfinished).expect("the target folder can be written to");
        std::fs::rename(&unfinished, &path).expect("a file of our own can be renamed");
    }
    path
}

fn write(path: &Path) -> io::Result<()> {
    const NAMES: [&str; 6] = [
        "Alderbrook University Hospitals NHS Foundation Trust",
        "Stonebeck and Westmarsh Hospitals NHS Trust",
        "Thornmere Community Healthcare NHS Foundation Trust",
        "Saltholme Teaching Hospitals NHS Foundation Trust",
        "The Northmoor Orthopaedic Hospital NHS Foundation Trust",
        "Eastdale Independent Treatment Centre",
    ];
    const FUNCTIONS: [&str; 6] = [
        "General Surgery Service",
        "Trauma and Orthopaedic Service",
        "Ear Nose and Throat Service",
        "Gastroenterology Service",
        "Other - Medical Services",
        "Total",
    ];
    const KINDS: [&str; 3] = [
        "Incomplete Pathways",
        "Incomplete Pathways with DTA",
        "Completed Pathways For Non-Admitted Patients",
    ];
    let mut out = BufWriter::new(File::create(path)?);
    write!(
        out,
        "Period,Provider Parent Org Code,Provider Parent Name,Provider Org Code,Provider Org Name,Commissioner Parent Org Code,Commissioner Parent Name,Commissioner Org Code,Commissioner Org Name,RTT Part Type,RTT Part Description,Treatment Function Code,Treatment Function Name"
    )?;
    for week in 1..WEEKS {
        write!(out, ",Gt {:02} To {week:02} Weeks SUM 1", week - 1)?;
    }
    write!(
        out,
        ",Gt {:02} Weeks SUM 1,Total,Patients with unknown clock start date,Total All",
        WEEKS - 1
    )?;
    let mut chance = Chance(u64::from(ROWS));
    for _ in 0..ROWS {
        let provider = chance.below(400);
        let commissioner = chance.below(106);
        let kind = chance.one_of(&KINDS);
        write!(
            out,
            "\nRTT-April-2025,Q{:02},NHS Integrated Care Board {},R{provider:02},\"{}, {provider}\",Q{commissioner:02},NHS Integrated Care Board {commissioner},{commissioner:02}X,NHS Sub-Integrated Care Board Location {commissioner},Part_{},{kind},C_{},{}",
            provider % 42,
            provider % 42,
            chance.one_of(&NAMES),
            kind.len() % 5,
            100 + chance.below(900),
            chance.one_of(&FUNCTIONS),
        )?;
        let mut total = 0;
        for week in 0..WEEKS {
            // The longer the wait, the more weeks in which nobody waits, which are left blank.
            let waiting = if chance.below(WEEKS) > week + 30 {
                1 + chance.below(40)
            } else {
                0
            };
            total += waiting;
            if waiting > 0 {
                write!(out, ",{waiting}")?;
            } else {
                write!(out, ",")?;
            }
        }
        write!(out, ",{total},,{total}")?;
    }
    out.flush()
}
