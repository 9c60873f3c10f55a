//! What may be asked for on the command line, as it is documented in `--help`.

use super::explanations;
use crate::finding::Severity;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    /// Exit code: 0 nothing found as grave as --fail-on says, 1 findings, 2 a file could not be reviewed.
    Review {
        /// Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods, .csv) or folders of them; those of one plan are read together
        #[arg(required = true, value_name = "FILE")]
        paths: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The least grave finding that makes the exit code 1
        #[arg(long, value_enum, value_name = "GRAVITY", default_value_t = FailOn::Note)]
        fail_on: FailOn,
        #[command(flatten)]
        basis: Basis,
    },
    /// Measure how well unidentified savings are found, against labels of your own
    ///
    /// The labels are truth.json, labels.json, labels.csv or labels.xlsx in the folder, or the file named. A table of labels
    /// (csv, xlsx, ods) has the columns file, row and label: the workbook's name, a row such as 'CIP plan'!14, and
    /// unidentified, or scheme for a line that must not be flagged. A file with no row holds no unidentified savings. Every
    /// other line that is flagged counts against the precision.
    ///
    /// Exit code: 0 as good as --at-least and no scheme labelled as such flagged, 1 not, 2 could not be measured.
    Evaluate {
        /// Folder of labelled workbooks
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
        /// The labels, where they stand elsewhere
        #[arg(long, value_name = "FILE")]
        labels: Option<PathBuf>,
        /// Precision and recall asked for, in percent
        #[arg(long, value_name = "PERCENT", default_value_t = 98, value_parser = clap::value_parser!(u8).range(0..=100))]
        at_least: u8,
        #[arg(long, value_enum, default_value_t = Printed::Text)]
        format: Printed,
    },
    /// Write the board pack: a PDF of the pages a board needs
    ///
    /// The workbooks of one plan make one pack, as they make one plan in the window: those of a system's bodies are added up,
    /// and an earlier submission is what the later one is compared with.
    ///
    /// Exit code: 0 written, 2 a workbook could not be read, they hold several plans or none, or the pack was not written.
    Pack {
        /// Workbooks of the plan (.xlsx, .xlsm, .xlsb, .xls, .ods, .csv) or a folder of them
        #[arg(required = true, value_name = "FILE")]
        paths: Vec<PathBuf>,
        /// Where to write it; without, beside you, named for the plan
        #[arg(short, long, value_name = "PDF")]
        output: Option<PathBuf>,
        #[command(flatten)]
        basis: Basis,
    },
    /// List every plan in folders, one line each, furthest from balance first
    ///
    /// Each workbook is read and let go, so that hundreds can be listed. Workbooks of one plan are one line.
    ///
    /// Exit code: 0 listed, 2 a file could not be read.
    Plans {
        /// Workbooks or folders of them
        #[arg(required = true, value_name = "FILE")]
        paths: Vec<PathBuf>,
        /// As comma-separated values, money in pounds
        #[arg(long)]
        csv: bool,
        #[command(flatten)]
        basis: Basis,
    },
    /// Print what changed between two submissions of a plan, as comma-separated values
    ///
    /// Schemes are matched by reference, name and value, wherever they stand. Where somebody signed the later one off, the
    /// first row says who. Exit code: 0 nothing changed, 1 something did, 2 a file could not be read.
    Changes {
        /// The earlier workbook
        #[arg(value_name = "EARLIER")]
        before: PathBuf,
        /// The later workbook
        #[arg(value_name = "LATER")]
        now: PathBuf,
        /// Cell by cell instead of in meaning, matched through inserted rows and columns
        #[arg(long)]
        cells: bool,
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
        /// Tell what it is judged by from the policy in this file instead of from the defaults
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
}

/// What findings are judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Basis {
    /// Leave out what was accepted, asked and noted in the window
    #[arg(long)]
    pub(super) no_review: bool,
    /// Judge by the policy in this file; see `planproof policy`
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Text,
    /// For other programs; money as decimal strings in pounds
    Json,
    /// For code hosts, editors and assurance tools: SARIF 2.1.0
    Sarif,
}

/// How an evaluation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Printed {
    /// For reading
    Text,
    /// For other programs
    Json,
}

/// From which gravity on findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Note,
    Warning,
    Blocker,
}

impl FailOn {
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Note => Severity::Note,
            Self::Warning => Severity::Warning,
            Self::Blocker => Severity::Blocker,
        }
    }
}

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

fn rule_names() -> PossibleValuesParser {
    PossibleValuesParser::new(explanations().iter().map(|about| about.id))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            fail_on: FailOn::Note,
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
