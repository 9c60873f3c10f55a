//! The command line: does what was asked, prints it, and answers with an exit code.
//! Knows nothing of the window: `main` decides what an invocation becomes.

mod arguments;
mod evaluate;
mod listing;
mod pack;

pub use arguments::{Basis, Command, FailOn, Format, Invocation, Printed, parse};

use crate::assessment::{self, Assessment, assess, assess_all, assess_kept};
use crate::disk;
use crate::export::{json, sarif, text};
use crate::finding::{Explanation, Severity};
use crate::policy::Policy;
use crate::review::{Review, Shelf};
use crate::workbook::samples::SAMPLES;
use crate::workbook::{self, OpenError, Watch, Workbook, files_of, side_by_side};
use anyhow::Context as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

impl Basis {
    fn policy(&self) -> anyhow::Result<Policy> {
        self.policy
            .as_deref()
            .map_or_else(|| Ok(Policy::default()), read_policy)
    }

    fn assess(&self, workbook: Workbook, policy: &Policy) -> Assessment {
        if self.no_review {
            return assess([workbook].into(), &Review::default(), policy);
        }
        let (assessment, kept) = assess_kept([workbook].into(), &Shelf::of_user(), policy);
        for sentence in &kept.told {
            complain(sentence);
        }
        assessment
    }
}

/// With every fault of the file told at once.
fn read_policy(path: &Path) -> anyhow::Result<Policy> {
    let file = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let why = disk::unread(&error);
        anyhow::anyhow!(
            "The policy file could not be used: {why}. \"planproof policy\" prints one to begin with: {file}"
        )
    })?;
    Policy::from_toml(&text).map_err(|faults| {
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("The policy file was not used. {}: {file}", said.join(". "))
    })
}

/// Opens a workbook; a parameter, because `main` knows the program that reads in a process of its own.
pub type Open<'a> = &'a (dyn Fn(&Path) -> Result<Workbook, OpenError> + Sync);

/// Nothing found, findings, could not: the exit codes of `ruff` and `ripgrep`.
const FOUND: u8 = 1;
const COULD_NOT: u8 = 2;

const NO_WORKBOOKS: &str = "There are no workbooks in this folder. Name a folder that holds xlsx, xlsm, xlsb, xls, ods or csv files.";

/// Does what the command says and tells how it went.
pub fn run(command: &Command, open: Open<'_>) -> ExitCode {
    let done = match command {
        Command::Review {
            paths,
            format,
            fail_on,
            basis,
        } => review(paths, *format, fail_on.severity(), basis, open),
        Command::Evaluate {
            folder,
            labels,
            at_least,
            format,
        } => evaluate::evaluate(folder, labels.as_deref(), *at_least, *format, open),
        Command::Pack {
            paths,
            output,
            basis,
        } => pack::pack(paths, output.as_deref(), basis, open),
        Command::Plans { paths, csv, basis } => listing::list(paths, *csv, basis, open),
        Command::Changes {
            before,
            now,
            cells,
            basis,
        } => listing::changes(before, now, *cells, basis, open),
        Command::Policy { policy } => print_policy(policy.as_deref()),
        Command::Explain { rule, policy } => explain(rule.as_deref(), policy.as_deref()),
    };
    done.unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::from(COULD_NOT)
    })
}

/// Where no window could be opened: says why, and prints the review of the same workbooks as text.
pub fn without_window(why: &dyn std::error::Error, paths: &[PathBuf], open: Open<'_>) -> ExitCode {
    complain(&why.to_string());
    let reviewed = if paths.is_empty() {
        review_sample()
    } else {
        review(paths, Format::Text, Severity::Note, &Basis::default(), open)
    };
    reviewed.unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::from(COULD_NOT)
    })
}

/// What the window would have opened on its first start.
fn review_sample() -> anyhow::Result<ExitCode> {
    let [sample, ..] = &SAMPLES;
    let name = sample.file_name;
    let workbook = workbook::read(
        name,
        Path::new(name),
        sample.bytes.to_vec(),
        &Watch::default(),
    )?;
    let assessment = assess([workbook].into(), &Review::default(), &Policy::default());
    print(&text::review_text(&[assessment]))?;
    Ok(ExitCode::SUCCESS)
}

fn review(
    paths: &[PathBuf],
    format: Format,
    fail_on: Severity,
    basis: &Basis,
    open: Open<'_>,
) -> anyhow::Result<ExitCode> {
    let policy = basis.policy()?;
    let (assessments, all_opened) = assess_files(paths, basis, &policy, open);
    match format {
        Format::Text => print(&text::review_text(&assessments))?,
        Format::Json if is_one_file(paths) && !all_opened => {}
        Format::Json => {
            // The shape follows what was asked, not how many files happened to open.
            let review = if is_one_file(paths) {
                json::review(&assessments)
            } else {
                json::review_list(&assessments)
            };
            print_json(&review)?;
        }
        Format::Sarif => print_json(&sarif::log(&assessments, all_opened))?,
    }
    Ok(if all_opened {
        exit_code(&assessments, fail_on)
    } else {
        ExitCode::from(COULD_NOT)
    })
}

/// Whether one workbook was asked about, and not a folder of them.
fn is_one_file(paths: &[PathBuf]) -> bool {
    matches!(paths, [only] if !only.is_dir())
}

/// One assessment a plan, and whether every file opened: what cannot be opened is said on standard error, and the others
/// are still judged.
fn assess_files(
    paths: &[PathBuf],
    basis: &Basis,
    policy: &Policy,
    open: Open<'_>,
) -> (Vec<Assessment>, bool) {
    let files = files_of(paths);
    if files.is_empty() {
        complain(NO_WORKBOOKS);
        return (Vec::new(), false);
    }
    let mut workbooks = Vec::new();
    let mut all_opened = true;
    for opened in side_by_side(&files, |path| open(path)) {
        match opened {
            Ok(workbook) => workbooks.push(workbook),
            Err(error) => {
                complain(&error.to_string());
                all_opened = false;
            }
        }
    }
    let shelf = Shelf::of_user();
    let review_of = |first: &Assessment| {
        if basis.no_review {
            return (Review::default(), Vec::new());
        }
        let kept = shelf.open(&first.about());
        (kept.review, kept.told)
    };
    let judged = assess_all(workbooks, &review_of, policy);
    let mut assessments = Vec::with_capacity(judged.len());
    for (assessment, told) in judged {
        for sentence in told {
            complain(&sentence);
        }
        assessments.push(assessment);
    }
    (assessments, all_opened)
}

/// A workbook that holds no plan has nothing to answer for.
fn exit_code(assessments: &[Assessment], fail_on: Severity) -> ExitCode {
    let grave = |one: &Assessment| one.findings.iter().any(|found| found.severity <= fail_on);
    let found = |one: &Assessment| !one.case.plan.is_empty() && grave(one);
    if assessments.iter().any(found) {
        ExitCode::from(FOUND)
    } else {
        ExitCode::SUCCESS
    }
}

fn print_policy(path: Option<&Path>) -> anyhow::Result<ExitCode> {
    let policy = path.map_or_else(|| Ok(Policy::default()), read_policy)?;
    print(&policy.to_toml())?;
    Ok(ExitCode::SUCCESS)
}

fn explain(rule: Option<&str>, policy: Option<&Path>) -> anyhow::Result<ExitCode> {
    let policy = policy.map_or_else(|| Ok(Policy::default()), read_policy)?;
    let all = explanations();
    let text = match rule {
        None => text::explanations_text(&all),
        Some(id) => all
            .iter()
            .filter(|about| about.id == id)
            .map(|about| text::explanation_text(about, &policy))
            .collect(),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn explanations() -> Vec<&'static Explanation> {
    assessment::explanations().collect()
}

fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(value).context("The answer as JSON")?;
    print(&format!("{text}\n"))
}

/// To standard output; a reader that has seen enough, such as `head`, is no error.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("The review could not be printed")
        }
        _ => Ok(()),
    }
}

/// To standard error; if that is closed too, there is nobody left to tell.
fn complain(sentence: &str) {
    _ = writeln!(anstream::stderr().lock(), "{sentence}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reading_finds_is_explained_too() {
        let names: Vec<&str> = explanations().iter().map(|about| about.id).collect();
        assert!(names.contains(&"number-typed-as-text"));
        assert!(names.contains(&"savings-phased-late"));
    }
}
