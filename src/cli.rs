//! The command line: review, pack, explain; prints findings and answers with an exit code.
//! Knows nothing of the window: `main` decides what an invocation becomes.

use crate::assessment::{self, Assessment, assess, assess_all, assess_kept};
use crate::export::{json, pack, pdf, text};
use crate::finding::Explanation;
use crate::policy::Policy;
use crate::report::pack_pages;
use crate::review::{Review, Shelf};
use crate::workbook::samples::SAMPLES;
use crate::workbook::{self, OpenError, Watch, Workbook, files_of, side_by_side};
use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Invocation {
    /// Open the window, with these files in it.
    Window { paths: Vec<PathBuf> },
    /// Answer in the terminal.
    Command(Command),
}

/// Proof-read an NHS operating plan before the board does.
///
/// Without a command the window opens, with the given workbooks in it.
#[derive(Debug, Parser)]
#[command(name = "planproof", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Workbooks to open in the window
    paths: Vec<PathBuf>,
}

#[derive(Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Print what the plan declares, what is behind it, and what to ask
    ///
    /// Exit code: 0 nothing found, 1 findings, 2 a file could not be reviewed.
    Review {
        /// Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) or folders of them; those of one plan are read together
        #[arg(required = true, value_name = "FILE")]
        paths: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[command(flatten)]
        basis: Basis,
    },
    /// Write the board pack: a PDF of the pages a board needs
    ///
    /// Exit code: 0 written, 2 the workbook could not be read or the pack not written.
    Pack {
        /// Workbook of the plan
        #[arg(value_name = "FILE")]
        path: PathBuf,
        /// Where to write it; without, beside you, named for the plan
        #[arg(short, long, value_name = "PDF")]
        output: Option<PathBuf>,
        #[command(flatten)]
        basis: Basis,
    },
    /// Print what plans are judged by, as a TOML file to change and give to --policy
    Policy {
        /// Start from this file instead of from the defaults
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
    /// Print why a rule matters, an example, and what to ask; without a rule, list them all
    Explain {
        /// Name of the rule, such as savings-unidentified
        #[arg(value_parser = rule_names(), hide_possible_values = true)]
        rule: Option<String>,
    },
}

/// What findings are judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Basis {
    /// Leave out what was accepted, asked and noted in the window
    #[arg(long)]
    no_review: bool,
    /// Judge by the policy in this file; see `planproof policy`
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

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
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("The policy file could not be read: {file}"))?;
    Policy::from_toml(&text).map_err(|faults| {
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("The policy file was not used. {}: {file}", said.join(". "))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Text,
    /// For other programs; money as decimal strings in pounds
    Json,
}

/// Opens a workbook; a parameter, because `main` knows the program that reads in a process of its own.
pub type Open<'a> = &'a (dyn Fn(&Path) -> Result<Workbook, OpenError> + Sync);

/// Nothing found, findings, could not: the exit codes of `ruff` and `ripgrep`.
const FOUND: u8 = 1;
const COULD_NOT: u8 = 2;

/// The process's own arguments. Prints help or what is wrong with them, and exits, where they cannot be followed.
pub fn parse() -> Invocation {
    invocation(Arguments::parse())
}

fn invocation(arguments: Arguments) -> Invocation {
    match arguments.command {
        Some(command) => Invocation::Command(command),
        None => Invocation::Window {
            paths: arguments.paths,
        },
    }
}

/// Does what the command says and tells how it went.
pub fn run(command: &Command, open: Open<'_>) -> ExitCode {
    let done = match command {
        Command::Review {
            paths,
            format,
            basis,
        } => review(paths, *format, basis, open),
        Command::Pack {
            path,
            output,
            basis,
        } => pack(path, output.as_deref(), basis, open),
        Command::Policy { policy } => print_policy(policy.as_deref()),
        Command::Explain { rule } => explain(rule.as_deref()),
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
        review(paths, Format::Text, &Basis::default(), open)
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
            let text = serde_json::to_string_pretty(&review).context("The review as JSON")?;
            print(&format!("{text}\n"))?;
        }
    }
    Ok(if all_opened {
        exit_code(&assessments)
    } else {
        ExitCode::from(COULD_NOT)
    })
}

/// One assessment a plan, and whether every file opened: what cannot be opened is said on standard error, and the others
/// are still judged.
/// Whether one workbook was asked about, and not a folder of them.
fn is_one_file(paths: &[PathBuf]) -> bool {
    matches!(paths, [only] if !only.is_dir())
}

fn assess_files(
    paths: &[PathBuf],
    basis: &Basis,
    policy: &Policy,
    open: Open<'_>,
) -> (Vec<Assessment>, bool) {
    let files = files_of(paths);
    if files.is_empty() {
        complain(
            "There are no workbooks in this folder. Name a folder that holds xlsx, xlsm, xlsb, xls or ods files.",
        );
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
fn exit_code(assessments: &[Assessment]) -> ExitCode {
    let found = |one: &Assessment| !one.case.plan.is_empty() && !one.findings.is_empty();
    if assessments.iter().any(found) {
        ExitCode::from(FOUND)
    } else {
        ExitCode::SUCCESS
    }
}

fn pack(
    path: &Path,
    output: Option<&Path>,
    basis: &Basis,
    open: Open<'_>,
) -> anyhow::Result<ExitCode> {
    let policy = basis.policy()?;
    let workbook = open(path)?;
    let assessment = basis.assess(workbook, &policy);
    anyhow::ensure!(
        !assessment.case.plan.is_empty(),
        "No plan was found in this workbook, so there is nothing to put into a board pack: {}",
        path.display()
    );
    let out = output.map_or_else(
        || PathBuf::from(pack::file_name(&assessment)),
        Path::to_path_buf,
    );
    let pages = pack_pages(&assessment);
    pdf::write_pack(&pages, &pack::info(&assessment), &out)?;
    print(&format!("{}\n", out.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn print_policy(path: Option<&Path>) -> anyhow::Result<ExitCode> {
    let policy = path.map_or_else(|| Ok(Policy::default()), read_policy)?;
    print(&policy.to_toml())?;
    Ok(ExitCode::SUCCESS)
}

fn explain(rule: Option<&str>) -> anyhow::Result<ExitCode> {
    let all = explanations();
    let text = match rule {
        None => text::explanations_text(&all),
        Some(id) => all
            .iter()
            .filter(|about| about.id == id)
            .map(|about| text::explanation_text(about))
            .collect(),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn explanations() -> Vec<&'static Explanation> {
    assessment::explanations().collect()
}

fn rule_names() -> PossibleValuesParser {
    PossibleValuesParser::new(explanations().iter().map(|about| about.id))
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

    fn parsed(arguments: &[&str]) -> Result<Invocation, clap::Error> {
        let program = ["planproof"];
        Arguments::try_parse_from(program.iter().chain(arguments)).map(invocation)
    }

    #[test]
    fn paths_without_a_command_open_the_window() {
        let paths = vec![PathBuf::from("Plan 2023-24.xlsx")];
        assert_eq!(
            parsed(&["Plan 2023-24.xlsx"]).unwrap(),
            Invocation::Window { paths }
        );
        assert_eq!(parsed(&[]).unwrap(), Invocation::Window { paths: vec![] });
    }

    #[test]
    fn a_review_names_its_files_and_its_format() {
        let review = Command::Review {
            paths: vec![PathBuf::from("a.xlsx"), PathBuf::from("b.ods")],
            format: Format::Json,
            basis: Basis::default(),
        };
        assert_eq!(
            parsed(&["review", "a.xlsx", "b.ods", "--format", "json"]).unwrap(),
            Invocation::Command(review)
        );
        assert!(parsed(&["review"]).is_err());
        assert!(parsed(&["review", "a.xlsx", "--format", "jsn"]).is_err());
    }

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }
}
