//! The review as SARIF 2.1.0, which code hosts, editors and assurance tools read: rules with their texts, findings with
//! their workbook, sheet and cells. One run a plan. A finding accepted in the review is suppressed with its reason.

mod shape;

pub use shape::Log;

use crate::assessment::{Assessment, explanations};
use crate::export::json::{group, settings, signed_off, stakes};
use crate::finding::{Explanation, Finding, Severity};
use crate::policy::Policy;
use crate::report::explanation_sections;
use crate::workbook::{CellRef, Range, Workbook, ranges};
use shape::{
    Artifact, ArtifactLocation, AutomationDetails, Configuration, Driver, Hashes, Help, Invocation,
    Location, LogicalLocation, Message, Notification, Outcome, OutcomeProperties, PhysicalLocation,
    RuleProperties, RuleReference, RuleShape, Run, RunProperties, SheetProperties, Suppression,
    Tool,
};
use std::fmt::Write as _;
use std::path::{Component, Path};

/// The standard's own schema, at the address the standard names.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log of these plans, in their order; `whole` is whether every file could be opened.
pub fn log(assessments: &[Assessment], whole: bool) -> Log {
    Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: assessments.iter().map(|one| run(one, whole)).collect(),
    }
}

fn run(assessment: &Assessment, whole: bool) -> Run {
    let rules: Vec<&'static Explanation> = explanations().collect();
    let with = Context {
        rules: &rules,
        workbooks: &assessment.workbooks,
    };
    let plan = &assessment.case.plan;
    let year = plan.year.as_ref().map(|year| year.value.to_string());
    let open = assessment
        .findings
        .iter()
        .map(|one| with.result(one, Vec::new()));
    let accepted = assessment.settled.accepted.iter().map(|one| {
        let because = one.waivers.iter().map(|waiver| Suppression {
            kind: "external",
            status: "accepted",
            justification: format!("{} ({})", waiver.reason, waiver.by),
        });
        with.result(&one.finding, because.collect())
    });
    Run {
        tool: Tool {
            driver: Driver {
                name: "Planproof",
                semantic_version: env!("CARGO_PKG_VERSION"),
                short_description: message("Proof-reads NHS operating plans"),
                rules: rules
                    .iter()
                    .map(|about| rule(about, &assessment.policy))
                    .collect(),
            },
        },
        automation_details: AutomationDetails {
            id: format!("{}/{}/", plan.name, year.as_deref().unwrap_or("no year")),
        },
        invocations: [Invocation {
            execution_successful: whole,
            tool_execution_notifications: with.notifications(assessment),
        }],
        artifacts: with.artifacts(),
        results: open.chain(accepted).collect(),
        column_kind: "utf16CodeUnits",
        properties: RunProperties {
            plan: plan.name.clone(),
            financial_year: year,
            checked_and_passed: assessment.passed.iter().map(|about| about.id).collect(),
            signed_off: signed_off(assessment),
            policy: settings(&assessment.policy),
        },
    }
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(about: &'static Explanation, policy: &Policy) -> RuleShape {
    let asked = ("What to ask in the room", about.question.to_owned());
    let sections = explanation_sections(about, policy);
    let (mut text, mut markdown) = (String::new(), String::new());
    for (heading, words) in sections.into_iter().chain([asked]) {
        // Writing to a string does not fail.
        _ = writeln!(text, "{heading}: {words}");
        _ = writeln!(markdown, "**{heading}**\n\n{words}\n");
    }
    RuleShape {
        id: about.id,
        short_description: message(about.title),
        full_description: message(about.summary),
        help: Help {
            text: text.trim_end().to_owned(),
            markdown: markdown.trim_end().to_owned(),
        },
        default_configuration: Configuration {
            level: level(about.severity),
        },
        properties: RuleProperties {
            question: about.question,
        },
    }
}

/// What a finding's rule and cells are looked up in.
struct Context<'a> {
    rules: &'a [&'static Explanation],
    workbooks: &'a [Workbook],
}

impl Context<'_> {
    fn rule_index(&self, id: &str) -> usize {
        let listed = self.rules.iter().position(|about| about.id == id);
        listed.unwrap_or_default()
    }

    fn result(&self, finding: &Finding, suppressions: Vec<Suppression>) -> Outcome {
        let (amount, pathways, percent) = stakes(finding);
        Outcome {
            rule_id: finding.about.id,
            rule_index: self.rule_index(finding.about.id),
            kind: "fail",
            level: level(finding.severity),
            message: message(&finding.message),
            locations: self.locations(&finding.cells),
            suppressions,
            properties: OutcomeProperties {
                severity: finding.severity.label(),
                amount,
                pathways,
                percent,
                question: finding.about.question,
                group: group(finding),
            },
        }
    }

    fn locations(&self, cells: &[CellRef]) -> Vec<Location> {
        let location = |range: &Range<'_>| {
            let sheet = &range.first.sheet;
            let artifact = self
                .workbooks
                .iter()
                .position(|book| book.name == sheet.workbook);
            Location {
                physical_location: artifact.and_then(|index| {
                    let artifact_location = self.artifact(index)?;
                    Some(PhysicalLocation { artifact_location })
                }),
                logical_locations: [LogicalLocation {
                    name: range.a1(),
                    fully_qualified_name: range.to_string(),
                    kind: if range.count == 1 { "cell" } else { "range" },
                    properties: SheetProperties {
                        sheet: sheet.sheet.to_string(),
                    },
                }],
            }
        };
        ranges(cells).iter().map(location).collect()
    }

    fn artifact(&self, index: usize) -> Option<ArtifactLocation> {
        let uri = uri(&self.workbooks.get(index)?.path);
        Some(ArtifactLocation { uri, index })
    }

    fn artifacts(&self) -> Vec<Artifact> {
        let artifact = |(index, book): (usize, &Workbook)| Artifact {
            location: ArtifactLocation {
                uri: uri(&book.path),
                index,
            },
            hashes: Hashes {
                sha_256: book.fingerprint.clone(),
            },
        };
        self.workbooks.iter().enumerate().map(artifact).collect()
    }

    /// What was not read and what was not checked: silence would read as approval.
    fn notifications(&self, assessment: &Assessment) -> Vec<Notification> {
        let notes = self.workbooks.iter().flat_map(|book| &book.notes);
        let unread = notes.map(|note| Notification {
            level: "warning",
            message: message(&note.message),
            associated_rule: None,
            locations: self.locations(note.cell.as_slice()),
        });
        let gaps = assessment.coverage.not_understood.iter();
        let gaps = gaps.map(|gap| Notification {
            level: "warning",
            message: message(&gap.why),
            associated_rule: None,
            locations: self.locations(&gap.cells),
        });
        let unchecked = assessment.not_checked.iter();
        let unchecked = unchecked.map(|(about, missing)| Notification {
            level: "note",
            message: message(format!("Could not be checked: needs {missing}")),
            associated_rule: Some(RuleReference {
                id: about.id,
                index: self.rule_index(about.id),
            }),
            locations: Vec::new(),
        });
        unread.chain(gaps).chain(unchecked).collect()
    }
}

/// A path as a URI: relative as it was given, or with `file://` where it was given whole.
fn uri(path: &Path) -> String {
    let mut uri = String::new();
    for component in path.components() {
        match component {
            Component::Prefix(drive) => {
                _ = write!(uri, "file:///{}", drive.as_os_str().to_string_lossy());
            }
            Component::RootDir if uri.is_empty() => uri.push_str("file://"),
            Component::RootDir | Component::CurDir => {}
            Component::ParentDir => push(&mut uri, ".."),
            Component::Normal(name) => push(&mut uri, &encoded(&name.to_string_lossy())),
        }
    }
    uri
}

fn push(uri: &mut String, part: &str) {
    if !uri.is_empty() {
        uri.push('/');
    }
    uri.push_str(part);
}

/// Everything but the unreserved signs of RFC 3986, percent-encoded.
fn encoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests;
