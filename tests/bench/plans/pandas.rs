//! The same by pandas, as an analyst would write it; nothing where there is no pandas.

use std::path::Path;
use std::process::Command;

const COMPARE: &str = r#"
import sys, time, pandas as pd
try:
    import python_calamine
    engine = "calamine"
except ImportError:
    engine = "openpyxl"
start = time.process_time()
before, now = (pd.read_excel(path, header=3, engine=engine) for path in sys.argv[1:3])
read = time.process_time()
both = before.merge(now, on="Ref", how="outer", suffixes=("_was", "_is"), indicator=True)
added, gone = (both[both["_merge"] == side] for side in ("right_only", "left_only"))
kept = both[both["_merge"] == "both"]
changed = {}
for column in before.columns.drop("Ref"):
    was, now_ = kept[column + "_was"], kept[column + "_is"]
    differs = (was != now_) & ~(was.isna() & now_.isna())
    changed[column] = int(differs.sum())
moved = (kept["Plan 2024/25_is"] - kept["Plan 2024/25_was"]).sort_values(key=abs, ascending=False)
end = time.process_time()
print(end - start, end - read, len(added), len(gone), sum(changed.values()), float(moved.sum()))
"#;

const READ_ALL: &str = r#"
import sys, time, glob, os, pandas as pd
try:
    import python_calamine
    engine = "calamine"
except ImportError:
    engine = "openpyxl"
start = time.process_time()
rows = []
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.xlsx"))):
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine=engine)
    savings = pd.read_excel(path, sheet_name="Savings", header=3, engine=engine)
    rows.append((path, savings["Plan 2024/25"].sum(), savings.groupby("Status")["Plan 2024/25"].sum().to_dict(), len(sheets)))
pd.DataFrame(rows)
print(time.process_time() - start)
"#;

/// Seconds of processor time: with reading, and without.
pub fn compare(before: &Path, now: &Path) -> Option<[f64; 2]> {
    let numbers = run(COMPARE, &[before, now])?;
    Some([*numbers.first()?, *numbers.get(1)?])
}

/// Seconds of processor time.
pub fn read_all(folder: &Path) -> Option<f64> {
    run(READ_ALL, &[folder])?.first().copied()
}

fn run(script: &str, paths: &[&Path]) -> Option<Vec<f64>> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python)
        .args(["-c", script])
        .args(paths)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace()
        .map(|number| number.parse().ok())
        .collect()
}
