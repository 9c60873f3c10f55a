//! Everything computed once: the value that screen, presentation, board pack, JSON and terminal all read.

mod explained;
mod initials;
mod names;
mod signed_off;
mod stories;
mod summary;
mod survey;

pub use explained::{Explained, Said};
pub use names::Names;
pub use signed_off::SignedOff;
pub use stories::Story;
pub use summary::{PlanSummary, Verdict, WorstWait};
pub use survey::{Listed, Portfolio, Step, Surveyor, survey};

use crate::analysis::{
    self, Comparison, GlidePath, Headline, MeasureOutlook, PositionOutlook, SavingsOutlook,
    WaitsAhead, WithinOutlook,
};
use crate::finding::{Explanation, Finding};
use crate::import::{self, Card, Coverage, Imported, PlanFiles};
use crate::plan::{Case, Return, Standing};
use crate::policy::{Policy, WordPolicy};
use crate::review::{self, About, Assumptions, Kept, Review, Settled, Settling, Shelf};
use crate::rules::{Outcome, RULES};
use crate::workbook::{Workbook, samples, side_by_side};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// One plan, judged. Immutable; shared in an `Arc`.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    pub workbooks: Arc<[Workbook]>,
    pub case: Arc<Case>,
    pub coverage: Coverage,
    /// What is still to be asked about: gravest first, then by pounds at stake; faults of the spreadsheet last.
    pub findings: Vec<Finding>,
    /// What was found before the review was taken in, in the same order.
    pub found: Vec<Finding>,
    /// What the reviewer accepts, asks and notes, each in its place.
    pub settled: Settled,
    /// Sign-offs that stand, the earliest first.
    pub signed: Vec<SignedOff>,
    /// Rules that looked and found nothing, in display order.
    pub passed: Vec<&'static Explanation>,
    /// Rules that lacked what they need, and what that is.
    pub not_checked: Vec<(&'static Explanation, &'static str)>,
    pub headline: Headline,
    /// `None` where no savings lines were found.
    pub savings: Option<SavingsOutlook>,
    /// What the position implies, under the reviewer's assumptions.
    pub outlook: PositionOutlook,
    /// Long waits, the measures that bind in the plan's year first.
    pub waits: Vec<MeasureOutlook>,
    /// What changed since the last submission; `None` where none is open.
    pub changes: Option<Comparison>,
    /// Lines beyond the policy's limits of variance, the largest first, and what was said of each.
    pub off_plan: Vec<Explained>,
    /// Every body's share within 18 weeks against what the year asks, the furthest short first.
    pub within_18: Vec<WithinOutlook>,
    /// How long the list may be and what that takes; `None` without a list and what joins it.
    pub glide_path: Option<GlidePath>,
    /// Where the published waits lead; `None` without a history of them.
    pub waits_ahead: Option<WaitsAhead>,
    pub policy: Policy,
    pub review: Review,
    /// Whether any of these is a workbook that comes with the app.
    pub is_sample: bool,
    /// How each workbook is known among others; empty where there is only one.
    pub cards: Arc<[Card]>,
    /// Whether schemes and owners go by neutral labels on every page.
    pub names: Names,
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

    /// What is still to be asked about, with what belongs together told once: gravest first, then by pounds.
    pub fn stories(&self) -> Vec<Story> {
        stories::stories(&self.findings)
    }

    /// The workbooks that a later submission took the place of, each with the one that did: places among `workbooks`.
    pub fn resubmitted(&self) -> Vec<(usize, usize)> {
        let Some(before) = self.case.earlier.first() else {
            return Vec::new();
        };
        let mut named: BTreeSet<Arc<str>> = BTreeSet::new();
        crate::plan::figures(before, &mut |_, cells| {
            named.extend(cells.first().map(|cell| Arc::clone(&cell.sheet.workbook)));
        });
        let returns = || self.case.returns.iter().enumerate();
        let same = |one: &Return, other: &Return| match (&one.body, &other.body) {
            (Some(one), Some(other)) => one.is_same_body(other),
            (None, None) => true,
            _ => false,
        };
        returns()
            .filter(|(_, one)| one.standing == Standing::Earlier && named.contains(&one.workbook))
            .filter_map(|(at, one)| {
                let later = || returns().filter(|(_, other)| other.standing == Standing::Counted);
                let own = later().find(|(_, other)| same(one, other));
                let (now, _) = own.or_else(|| later().next())?;
                Some((at, now))
            })
            .collect()
    }

    /// Which plan this is, to find its review by.
    pub fn about(&self) -> About {
        About::of(&self.case.plan, &self.workbooks)
    }

    /// The same plan under another review that reads the workbooks alike: nothing is read or computed again.
    pub fn reviewed(&self, review: &Review) -> Self {
        self.clone().under(review)
    }

    fn under(mut self, review: &Review) -> Self {
        let with = Settling {
            plan: &self.case.plan,
            workbooks: &self.workbooks,
            tolerance: self.policy.accepted_growth.value,
            is_known: &|id| explanations().any(|about| about.id == id),
        };
        (self.findings, self.settled) = review::settle(&with, review, self.found.clone());
        sort(&mut self.findings);
        if review.assumptions != self.outlook.assumptions {
            self.outlook = analysis::position_outlook(
                &self.case.plan,
                &self.headline,
                &self.policy,
                &review.assumptions,
            );
        }
        self.off_plan = self.explained_by(&self.settled.comments);
        self.review = review.clone();
        self.signed = self.find_signed();
        self
    }
}

/// Everything a finding can be about.
pub fn explanations() -> impl Iterator<Item = &'static Explanation> {
    let rules = RULES.iter().map(|rule| &rule.about);
    rules.chain(import::faults()).chain(review::FAULTS)
}

/// What is wrong with the spreadsheet stands behind what is wrong with the plan.
fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| {
        let spreadsheet = import::is_hygiene(finding.about.id);
        (spreadsheet, finding.severity, Reverse(finding.pounds()))
    });
}

/// Deals workbooks out to the plans they belong to, then judges each under what `review_of` says the reviewer decided about
/// it; it is given the plan as it reads without any decision, and what else it returns is passed on.
pub fn assess_all<K: Send>(
    workbooks: Vec<Workbook>,
    review_of: &(dyn Fn(&Assessment) -> (Review, K) + Sync),
    policy: &Policy,
) -> Vec<(Assessment, K)> {
    assess_plans(import::plans(workbooks), review_of, policy)
}

/// The same where the workbooks are dealt out already.
pub fn assess_plans<K: Send>(
    plans: Vec<PlanFiles>,
    review_of: &(dyn Fn(&Assessment) -> (Review, K) + Sync),
    policy: &Policy,
) -> Vec<(Assessment, K)> {
    let plans: Vec<Mutex<PlanFiles>> = plans.into_iter().map(Mutex::new).collect();
    side_by_side(&plans, |plan| {
        let files = plan
            .lock()
            .map(|mut plan| std::mem::take(&mut *plan))
            .unwrap_or_default();
        assess_plan(files, review_of, policy)
    })
}

fn assess_plan<K>(
    files: PlanFiles,
    review_of: &dyn Fn(&Assessment) -> (Review, K),
    policy: &Policy,
) -> (Assessment, K) {
    let workbooks: Arc<[Workbook]> = files.workbooks.into();
    let imported = files
        .imported
        // What was read by the default words is of use only where those hold.
        .filter(|_| policy.words == WordPolicy::default())
        .unwrap_or_else(|| import::import_as(&workbooks, &Review::default(), &policy.words));
    let first = judge_read(workbooks, imported, policy);
    let (mut review, kept) = review_of(&first);
    review.plan.extend(&first.about());
    (under(first, &review, policy), kept)
}

/// A plan that was read without any decision, under this review.
fn under(first: Assessment, review: &Review, policy: &Policy) -> Assessment {
    if review.reads_as(&Review::default()) {
        first.under(review)
    } else {
        assess(first.workbooks, review, policy)
    }
}

/// The same, under the review that is kept for this plan.
pub fn assess_kept(
    workbooks: Arc<[Workbook]>,
    shelf: &Shelf,
    policy: &Policy,
) -> (Assessment, Kept) {
    let first = assess(workbooks, &Review::default(), policy);
    let about = first.about();
    let kept = shelf.open(&about);
    let mut review = kept.review.clone();
    review.plan.extend(&about);
    (under(first, &review, policy), kept)
}

/// Reads, analyses and judges the workbooks of one plan.
pub fn assess(workbooks: Arc<[Workbook]>, review: &Review, policy: &Policy) -> Assessment {
    let imported = import::import_as(&workbooks, review, &policy.words);
    let first = judge_read(workbooks, imported, policy);
    if review.is_blank() {
        Assessment {
            review: review.clone(),
            ..first
        }
    } else {
        first.under(review)
    }
}

/// What was read, judged as if nobody had decided anything.
fn judge_read(workbooks: Arc<[Workbook]>, imported: Imported, policy: &Policy) -> Assessment {
    let mut assessment = judge(
        Case {
            plan: imported.plan,
            earlier: imported.earlier,
            returns: imported.returns,
            absent: imported.absent,
            late: imported.late,
        },
        imported.findings,
        policy,
    );
    assessment.passed.extend(imported.passed);
    assessment.not_checked.extend(imported.not_checked);
    assessment.coverage = imported.coverage;
    assessment.cards = imported.cards.into();
    assessment.is_sample = workbooks
        .iter()
        .any(|workbook| samples::is_sample(&workbook.fingerprint));
    assessment.workbooks = workbooks;
    assessment.take_remarks();
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
    sort(&mut findings);
    let headline = analysis::headline(&case.plan, policy);
    let year = case.plan.year.as_ref().map(|year| year.value);
    let changes = case
        .earlier
        .first()
        .map(|before| analysis::compare(before, &case.plan));
    Assessment {
        outlook: analysis::position_outlook(&case.plan, &headline, policy, &Assumptions::default()),
        savings: case.plan.savings.as_ref().map(analysis::savings),
        waits: case
            .plan
            .elective
            .as_ref()
            .map_or_else(Vec::new, |waits| analysis::elective(waits, year, policy)),
        off_plan: explained::find(&case, changes.as_ref(), policy),
        within_18: analysis::within_18(&case.plan, policy),
        glide_path: analysis::glide_path(&case.plan, policy),
        waits_ahead: analysis::waits_ahead(&case.plan, policy),
        changes,
        headline,
        found: findings.clone(),
        findings,
        passed,
        not_checked,
        policy: policy.clone(),
        case: Arc::new(case),
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
