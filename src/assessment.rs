//! Everything computed once: the value that screen, presentation, board pack, JSON and terminal all read.

use crate::analysis::{self, Bridge, Headline, MeasureOutlook, SavingsOutlook};
use crate::finding::{Explanation, Finding};
use crate::import::{Coverage, Imported, PlanFiles, import};
use crate::plan::Case;
use crate::policy::Policy;
use crate::review::Review;
use crate::rules::{Outcome, RULES};
use crate::workbook::{Workbook, samples, side_by_side};
use std::cmp::Reverse;
use std::sync::{Arc, Mutex};

/// One plan, judged. Immutable; shared in an `Arc`.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    pub workbooks: Arc<[Workbook]>,
    pub case: Case,
    pub coverage: Coverage,
    /// Gravest first, then by pounds at stake.
    pub findings: Vec<Finding>,
    /// Rules that looked and found nothing, in display order.
    pub passed: Vec<&'static Explanation>,
    /// Rules that lacked what they need, and what that is.
    pub not_checked: Vec<(&'static Explanation, &'static str)>,
    pub headline: Headline,
    /// `None` where no savings lines were found.
    pub savings: Option<SavingsOutlook>,
    /// `None` without a declared position or savings lines.
    pub bridge: Option<Bridge>,
    /// Long waits, the measures that bind in the plan's year first.
    pub waits: Vec<MeasureOutlook>,
    pub policy: Policy,
    pub review: Review,
    /// Whether any of these is a workbook that comes with the app.
    pub is_sample: bool,
}

impl Assessment {
    /// What the workbook lacks, and the rules that would need it, in display order.
    pub fn not_checked_by_missing(&self) -> Vec<(&'static str, Vec<&'static Explanation>)> {
        let mut groups: Vec<(&'static str, Vec<&'static Explanation>)> = Vec::new();
        for (about, missing) in &self.not_checked {
            match groups.iter_mut().find(|(own, _)| own == missing) {
                Some((_, rules)) => rules.push(about),
                None => groups.push((missing, vec![about])),
            }
        }
        groups
    }
}

/// Deals workbooks out to the plans they belong to, then judges each plan; `review_of` gives what the reviewer decided
/// about the plan of these workbooks.
pub fn assess_all(
    workbooks: Vec<Workbook>,
    review_of: &(dyn Fn(&[Workbook]) -> Review + Sync),
    policy: &Policy,
) -> Vec<Assessment> {
    let plans: Vec<Mutex<PlanFiles>> = crate::import::plans(workbooks)
        .into_iter()
        .map(Mutex::new)
        .collect();
    side_by_side(&plans, |plan| {
        let PlanFiles {
            workbooks,
            imported,
        } = plan
            .lock()
            .map(|mut plan| std::mem::take(&mut *plan))
            .unwrap_or_default();
        let review = review_of(&workbooks);
        match imported.filter(|_| review == Review::default()) {
            Some(imported) => judge_read(workbooks.into(), imported, &review, policy),
            None => assess(workbooks.into(), &review, policy),
        }
    })
}

/// Reads, analyses and judges the workbooks of one plan.
pub fn assess(workbooks: Arc<[Workbook]>, review: &Review, policy: &Policy) -> Assessment {
    let imported = import(&workbooks, review);
    judge_read(workbooks, imported, review, policy)
}

fn judge_read(
    workbooks: Arc<[Workbook]>,
    imported: Imported,
    review: &Review,
    policy: &Policy,
) -> Assessment {
    let mut assessment = judge(
        Case {
            plan: imported.plan,
            earlier: imported.earlier,
            returns: imported.returns,
            absent: imported.absent,
        },
        imported.findings,
        policy,
    );
    assessment.coverage = imported.coverage;
    assessment.review = review.clone();
    assessment.is_sample = workbooks
        .iter()
        .any(|workbook| samples::is_sample(&workbook.fingerprint));
    assessment.workbooks = workbooks;
    assessment
}

/// Analyses and judges a plan that has been read; `read` are the faults seen while reading it.
pub fn judge(case: Case, read: Vec<Finding>, policy: &Policy) -> Assessment {
    let mut findings = read;
    let mut passed = Vec::new();
    let mut not_checked = Vec::new();
    for rule in RULES {
        match (rule.check)(&case, policy) {
            Outcome::Found(found) => findings.extend(found),
            Outcome::Passed => passed.push(&rule.about),
            Outcome::CannotCheck { missing } => not_checked.push((&rule.about, missing)),
        }
    }
    findings.sort_by_key(|finding| (finding.severity, Reverse(finding.pounds())));
    let headline = analysis::headline(&case.plan, policy);
    let year = case.plan.year.as_ref().map(|year| year.value);
    Assessment {
        bridge: analysis::bridge(&case.plan, &headline),
        savings: case.plan.savings.as_ref().map(analysis::savings),
        waits: case
            .plan
            .elective
            .as_ref()
            .map_or_else(Vec::new, |waits| analysis::elective(waits, year, policy)),
        headline,
        findings,
        passed,
        not_checked,
        policy: policy.clone(),
        case,
        ..Assessment::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;

    #[test]
    fn findings_stand_gravest_first_then_by_pounds() {
        let assessment = judge(
            clean_case().with_unidentified(2_137_000, 12),
            Vec::new(),
            &Policy::default(),
        );
        let order: Vec<_> = assessment
            .findings
            .iter()
            .map(|f| (f.severity, Reverse(f.pounds())))
            .collect();
        assert!(order.len() >= 3 && order.is_sorted());
    }

    #[test]
    fn every_rule_is_accounted_for_once() {
        let assessment = judge(clean_case(), Vec::new(), &Policy::default());
        assert_eq!(
            assessment.passed.len() + assessment.not_checked.len(),
            RULES.len()
        );
        assert!(assessment.findings.is_empty());
    }
}
