//! The same work in pandas: processor time of the work alone, without the start of Python and the loading of its libraries.

use std::path::Path;
use std::process::Command;

/// A provider workbook read and recounted from its weeks, by provider.
pub const PROVIDERS: &str = include_str!("providers.py");
/// The extract read, and each part recounted by provider, commissioner and treatment function.
pub const EXTRACT: &str = include_str!("extract.py");
/// Limits and rules of 5,000 series.
pub const CONTROL: &str = include_str!("control.py");

fn python() -> String {
    std::env::var("PLANPROOF_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

/// The version of pandas, or why there is none.
pub fn version() -> Result<String, String> {
    let script = "import pandas, openpyxl; print(pandas.__version__)";
    let output = Command::new(python())
        .args(["-c", script])
        .output()
        .map_err(|error| format!("{} cannot be started ({error})", python()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(format!("{} has no pandas with openpyxl", python()))
    }
}

/// Milliseconds of processor time, as the script tells them on its last line.
pub fn cpu(script: &str, path: &Path) -> Option<f64> {
    let output = Command::new(python())
        .arg("-c")
        .arg(script)
        .arg(path)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().last()?.trim().parse().ok()
}
