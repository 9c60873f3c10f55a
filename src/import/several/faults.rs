//! What is wrong with a set of workbooks as a set: handed in twice, superseded, missing.

use crate::finding::{Explanation, Finding, Severity};
use crate::plan::{Absent, Return, Standing};
use crate::workbook::CellRef;

pub static RETURN_MISSING: Explanation = Explanation {
    id: "return-missing",
    severity: Severity::Warning,
    title: "A body's plan is missing",
    summary: "The plan names a body that handed in no workbook or no position, while others did.",
    rationale: "A sum without one of its members looks better or worse than it is, and nobody sees which: a missing plan is \
                not a plan of nil.",
    example: "Five bodies are listed; the workbooks of four are here. The fifth planned a deficit of £9m last year.",
    fix: "Open that body's workbook beside the others, or note in the paper that the total is without it.",
    question: "Where is this body's plan, and who has seen it?",
};

pub static RETURN_GIVEN_TWICE: Explanation = Explanation {
    id: "return-given-twice",
    severity: Severity::Note,
    title: "The same return twice",
    summary: "Two of the workbooks hold the same return; it was counted once.",
    rationale: "A return saved under a second name is easily added in twice, and the second name may hide that a newer one \
                was meant to be there.",
    example: "“Alder plan.xlsx” and “Alder plan (1).xlsx” are the same file.",
    fix: "Close one of them; if a newer version was meant, open that instead.",
    question: "Was a newer version of this return meant to be here?",
};

pub static SUBMISSION_SUPERSEDED: Explanation = Explanation {
    id: "submission-superseded",
    severity: Severity::Note,
    title: "An earlier submission is open too",
    summary: "Two submissions of the same plan are open; the later one is counted, the earlier one kept for comparison.",
    rationale: "What changed between submissions is often the story: a target ratcheted up, a gap closed by lines nobody has \
                written yet.",
    example: "The March draft planned a deficit of £12m; the June submission plans balance with £12m more to be identified.",
    fix: "Check that the one counted is the one the board is asked to approve.",
    question: "Which submission is the board asked to approve, and what moved between them?",
};

/// `sheets` is the first cell of each workbook, in the order of `returns`.
pub(super) fn look(
    returns: &[Return],
    absent: &[Absent],
    sheets: &[Option<CellRef>],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let here = |workbook: &str| -> Vec<CellRef> {
        let at = returns.iter().position(|one| *one.workbook == *workbook);
        at.and_then(|at| sheets.get(at).cloned().flatten())
            .into_iter()
            .collect()
    };
    for (one, at) in returns.iter().zip(sheets) {
        let cells: Vec<CellRef> = at.iter().cloned().collect();
        match &one.standing {
            Standing::SameAs(other) => {
                let message = format!(
                    "“{}” holds the same return as “{other}”: {}. It was counted once.",
                    one.workbook, one.why
                );
                let both = cells.into_iter().chain(here(other)).collect();
                findings.push(RETURN_GIVEN_TWICE.at(both, message));
            }
            Standing::Earlier => {
                let message = format!(
                    "“{}” was taken for an earlier submission and not counted: {}.",
                    one.workbook,
                    one.why.trim_start_matches("an earlier submission: ")
                );
                findings.push(SUBMISSION_SUPERSEDED.at(cells.into(), message));
            }
            Standing::Counted | Standing::Published | Standing::NoPlan => {}
        }
    }
    findings.extend(absent.iter().map(missing));
    findings
}

pub(in crate::import) fn missing(absent: &Absent) -> Finding {
    let name = &absent.body.name;
    let message = if absent.row_left_empty {
        format!(
            "{name} has a row beside the other bodies and no position in it. The sums are without it."
        )
    } else if absent.figures_from_another {
        format!(
            "No workbook of {name} is open. Its position is taken from another body's workbook; its savings and waits are not in the plan."
        )
    } else {
        format!(
            "{name} is named in the plan, but no workbook of it is open and no position is given for it. The sums are without it."
        )
    };
    RETURN_MISSING.at(absent.named_at.clone().into(), message)
}
