//! What a list of many plans keeps of each: its headline and no workbook.

use super::Assessment;
use crate::analysis::Landing;
use crate::finding::Severity;
use crate::plan::{Base, Cells, FinancialYear, Money, Month, Share, Sourced, Weeks};
use std::path::PathBuf;

/// A sum of more cells than this keeps none of them: hundreds of plans are listed at once, and an open plan has them all.
const CELLS: usize = 100;

/// One plan among many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanSummary {
    pub name: String,
    pub year: Option<FinancialYear>,
    /// Every workbook it was read from.
    pub files: Vec<PathBuf>,
    /// Bodies whose position it holds.
    pub bodies: usize,
    /// Bodies it names that handed in nothing.
    pub absent: usize,
    /// Surplus positive, deficit negative.
    pub declared: Option<Sourced<Money>>,
    /// All savings lines.
    pub savings: Option<Sourced<Money>>,
    /// The stated target, else all lines; what `share` is a part of `base` of.
    pub asked: Option<Sourced<Money>>,
    pub base: Option<Base>,
    pub share: Option<Share>,
    /// Savings with no scheme behind them.
    pub unidentified: Option<Sourced<Money>>,
    pub without_unidentified: Option<Money>,
    pub worst_wait: Option<WorstWait>,
    /// Part of the phased savings planned up to the end of each month; 1 is April.
    pub landing: Vec<(u8, Share)>,
    /// Findings still to be asked about, gravest grade first.
    pub findings: Vec<(Severity, usize)>,
    /// Who signed it off, or that it has changed since.
    pub signed_off: Option<String>,
    pub is_sample: bool,
}

/// The longest wait that the plan still counts anybody at, when it is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct WorstWait {
    pub measure: Weeks,
    pub month: Option<Month>,
    pub pathways: Sourced<u64>,
}

/// Whether a plan is one that a board could approve as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It declares a deficit.
    Deficit,
    /// It declares balance or a surplus, and is in deficit without savings that have no scheme behind them.
    RestsOnUnidentified,
    /// It balances with what has a scheme behind it.
    Balanced,
    /// It declares balance, and no savings lines were found to see what that rests on.
    SavingsNotSeen,
    /// No position was found, or several rival ones.
    NotDeclared,
}

impl Verdict {
    pub fn label(self) -> &'static str {
        match self {
            Self::Deficit => "deficit",
            Self::RestsOnUnidentified => "rests on unidentified",
            Self::Balanced => "balances",
            Self::SavingsNotSeen => "balances, savings not seen",
            Self::NotDeclared => "no position found",
        }
    }

    /// A declared deficit, or a balance that rests on savings nobody has found.
    pub fn is_unacceptable(self) -> bool {
        matches!(self, Self::Deficit | Self::RestsOnUnidentified)
    }
}

impl PlanSummary {
    pub fn of(assessment: &Assessment) -> Self {
        let (plan, headline) = (&assessment.case.plan, &assessment.headline);
        let savings = plan.savings.as_ref();
        let asked = savings.map(|own| own.target.clone().unwrap_or_else(|| own.total()));
        let position = plan.position.as_ref();
        Self {
            name: plan.name.clone(),
            year: plan.year.as_ref().map(|year| year.value),
            files: assessment
                .workbooks
                .iter()
                .map(|workbook| workbook.path.clone())
                .collect(),
            bodies: position.map_or(0, |position| position.organisations.len()),
            absent: assessment.case.absent.len(),
            declared: headline.declared.clone().map(few),
            savings: savings.map(|own| few(own.total())),
            asked: asked.map(few),
            base: position.and_then(|position| position.base.clone()),
            share: headline.share.as_ref().map(|share| share.share),
            unidentified: headline.unidentified.clone().map(few),
            without_unidentified: headline
                .without_unidentified
                .as_ref()
                .map(|left| left.value),
            worst_wait: worst_wait(assessment),
            landing: landing(assessment),
            signed_off: assessment.signed_off_in_words(),
            findings: graded(assessment),
            is_sample: assessment.is_sample,
        }
    }

    pub fn verdict(&self) -> Verdict {
        let Some(declared) = &self.declared else {
            return Verdict::NotDeclared;
        };
        match self.without_unidentified {
            _ if declared.value.is_negative() => Verdict::Deficit,
            Some(left) if left.is_negative() => Verdict::RestsOnUnidentified,
            Some(_) => Verdict::Balanced,
            None => Verdict::SavingsNotSeen,
        }
    }

    /// Part of the savings lines that has no scheme behind it.
    pub fn unidentified_share(&self) -> Option<Share> {
        let all = self.savings.as_ref()?.value;
        self.unidentified.as_ref()?.value.share_of(all)
    }

    pub fn questions(&self) -> usize {
        self.findings.iter().map(|(_, count)| count).sum()
    }
}

fn few<T>(mut figure: Sourced<T>) -> Sourced<T> {
    if figure.cells.len() > CELLS {
        figure.cells = Cells::default();
    }
    figure
}

fn worst_wait(assessment: &Assessment) -> Option<WorstWait> {
    let waits = assessment.waits.iter().filter_map(|outlook| {
        let pathways = match &outlook.landing {
            Landing::Lands { plan } | Landing::PlannedMiss { plan } => plan.clone(),
            Landing::ActualMiss { actual, .. } => actual.clone(),
            Landing::CannotSay { .. } => return None,
        };
        Some(WorstWait {
            measure: outlook.measure,
            month: outlook.judged_at,
            pathways: few(pathways),
        })
    });
    // Nobody waiting longest says less than somebody waiting long.
    waits.max_by_key(|wait| (wait.pathways.value > 0, wait.measure))
}

fn landing(assessment: &Assessment) -> Vec<(u8, Share)> {
    let Some(phased) = assessment
        .savings
        .as_ref()
        .and_then(|own| own.phased.as_ref())
    else {
        return Vec::new();
    };
    phased
        .cumulative()
        .filter_map(|(month, sum)| Some((month, sum.share_of(phased.total)?)))
        .collect()
}

fn graded(assessment: &Assessment) -> Vec<(Severity, usize)> {
    let mut graded: Vec<(Severity, usize)> = Vec::new();
    for finding in &assessment.findings {
        match graded
            .iter_mut()
            .find(|(grade, _)| *grade == finding.severity)
        {
            Some((_, count)) => *count += 1,
            None => graded.push((finding.severity, 1)),
        }
    }
    graded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::Case;
    use crate::plan::example::{clean_case, pounds};
    use crate::policy::Policy;

    fn of(case: Case) -> PlanSummary {
        PlanSummary::of(&judge(case, Vec::new(), &Policy::default()))
    }

    #[test]
    fn balance_that_rests_on_unidentified_savings_is_no_acceptable_plan() {
        assert_eq!(of(clean_case()).verdict(), Verdict::Balanced);
        let propped = of(clean_case().with_unidentified(2_000_000, 12));
        assert_eq!(propped.verdict(), Verdict::RestsOnUnidentified);
        assert_eq!(propped.unidentified_share(), Some(Share::percent(20)));
        assert!(propped.verdict().is_unacceptable());
    }

    #[test]
    fn a_deficit_is_one_whatever_the_savings() {
        let case = clean_case().with_position(|position| {
            position.declared = Some(pounds(-1_000_000, "I&E!P48"));
        });
        assert_eq!(of(case).verdict(), Verdict::Deficit);
    }

    #[test]
    fn a_balance_without_savings_lines_is_not_called_sound() {
        let mut case = clean_case();
        case.plan.savings = None;
        assert_eq!(of(case).verdict(), Verdict::SavingsNotSeen);
        let mut silent = clean_case();
        silent.plan.position = None;
        assert_eq!(of(silent).verdict(), Verdict::NotDeclared);
    }

    #[test]
    fn findings_are_counted_by_grade() {
        let assessment = judge(
            clean_case().with_unidentified(2_000_000, 12),
            Vec::new(),
            &Policy::default(),
        );
        let summary = PlanSummary::of(&assessment);
        assert_eq!(summary.questions(), assessment.findings.len());
        assert!(summary.findings.is_sorted());
    }
}
