//! Findings that tell one thing together. Ten rules may meet the same hole in a plan from ten sides; a board is asked about
//! the hole once, and sees the sides when it asks. Nothing is added up: the members overlap.

use crate::finding::{Finding, Severity, Stake};
use crate::import::is_hygiene;
use crate::wording::counted;
use std::cmp::Reverse;

/// Findings that belong together, or one that stands alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The whole in one sentence; the finding's own title where it stands alone.
    pub title: String,
    /// That of the gravest member.
    pub severity: Severity,
    /// That of the telling member.
    pub stake: Option<Stake>,
    /// Positions in the assessment's findings: the telling one first, the others in their order. Never empty.
    pub members: Vec<usize>,
    /// What is wrong with the spreadsheet rather than with the plan: always one group, the last, however much of it there
    /// is.
    pub is_spreadsheet: bool,
}

impl Story {
    /// The telling member.
    pub fn lead(&self) -> usize {
        self.members.first().copied().unwrap_or_default()
    }

    /// The members but the telling one; none where it stands alone.
    pub fn others(&self) -> &[usize] {
        self.members.get(1..).unwrap_or_default()
    }
}

/// What may tell a story: the rule that leads it, the rule whose stake is told, and the sentence, `{}` being that stake.
struct Lead {
    rule: &'static str,
    stake_of: &'static str,
    sentence: &'static str,
}

/// Rules that look at one thing from several sides.
struct Plot {
    /// The first of these that was found leads; without any, nothing is folded.
    leads: &'static [Lead],
    others: &'static [&'static str],
}

const fn lead(rule: &'static str, sentence: &'static str) -> Lead {
    Lead {
        rule,
        stake_of: rule,
        sentence,
    }
}

/// A rule stands in one plot only, so that no finding is told twice.
const PLOTS: &[Plot] = &[
    Plot {
        leads: &[
            Lead {
                rule: "plan-balances-on-unidentified",
                stake_of: "savings-unidentified",
                sentence: "The plan balances only because of {} with no scheme behind it",
            },
            lead(
                "savings-unidentified",
                "{} of the savings have no scheme behind them",
            ),
            lead(
                "savings-target-uncovered",
                "{} of the target has nothing behind it",
            ),
        ],
        others: &[
            "target-ratcheted-onto-nothing",
            "savings-balancing-figure",
            "savings-headroom-thin",
            "savings-undeveloped",
            "savings-named-as-placeholders",
            "savings-owned-by-no-organisation",
            "savings-flat-twelfths",
        ],
    },
    Plot {
        leads: &[
            lead(
                "savings-phased-late",
                "{} of the savings wait for the second half of the year",
            ),
            lead(
                "savings-jump-in-month",
                "{} of the savings hang on one month",
            ),
        ],
        others: &[
            "savings-in-the-last-month",
            "savings-share-one-profile",
            "savings-before-start",
            "savings-months-differ-from-year",
        ],
    },
    Plot {
        leads: &[
            lead(
                "underlying-worse-than-headline",
                "Underlying, the plan is {} worse than declared",
            ),
            lead("savings-one-off", "{} of the savings are gone next year"),
            lead(
                "savings-technical",
                "{} of the savings are made in the accounts",
            ),
        ],
        others: &[
            "savings-from-reserves",
            "savings-from-income",
            "income-without-its-cost",
            "cost-avoidance-counted-as-cash",
            "full-year-effect-below-in-year",
        ],
    },
    Plot {
        leads: &[lead(
            "savings-without-owner",
            "Nobody answers for {} of the schemes",
        )],
        others: &[
            "savings-without-project-plan",
            "savings-on-one-owner",
            "status-contradicts-risk",
        ],
    },
    Plot {
        leads: &[
            lead("position-behind-plan", "The year is {} behind plan already"),
            lead("savings-behind-plan", "Savings are {} behind plan"),
            lead(
                "deficit-spent-early",
                "The deficit of the year is spent early by {}",
            ),
        ],
        others: &[
            "savings-pace-must-rise",
            "savings-delivered-yet-below-plan",
            "forecast-equals-plan-while-adverse",
            "forecast-better-than-pace",
            "forecast-waits-for-march",
            "staff-above-plan",
        ],
    },
    Plot {
        leads: &[
            lead(
                "long-waits-after-deadline",
                "{} long waits are left after their deadline",
            ),
            lead("long-waits-behind-plan", "Long waits are {} above plan"),
        ],
        others: &[
            "long-waits-rise",
            "waits-fall-in-the-last-month",
            "long-waits-need-faster-clearance",
        ],
    },
];

/// The findings as stories, gravest first, then by pounds; every finding stands in one.
pub(super) fn stories(findings: &[Finding]) -> Vec<Story> {
    let mut told = vec![false; findings.len()];
    let mut stories: Vec<Story> = PLOTS
        .iter()
        .filter_map(|plot| plot.told(findings))
        .collect();
    stories.extend(hygiene(findings));
    for story in &stories {
        for member in &story.members {
            if let Some(told) = told.get_mut(*member) {
                *told = true;
            }
        }
    }
    let alone = findings
        .iter()
        .enumerate()
        .zip(&told)
        .filter(|(_, told)| !**told);
    stories.extend(alone.map(|((index, finding), _)| Story {
        title: finding.about.title.to_owned(),
        severity: finding.severity,
        stake: finding.stake,
        members: vec![index],
        is_spreadsheet: false,
    }));
    stories.sort_by_key(|story| {
        let pounds = findings.get(story.lead()).map(Finding::pounds);
        let last = story.is_spreadsheet;
        (last, story.severity, Reverse(pounds), story.lead())
    });
    stories
}

impl Plot {
    /// `None` with fewer than two members, or without one that leads.
    fn told(&self, findings: &[Finding]) -> Option<Story> {
        let of = |rule: &str| findings.iter().position(|finding| finding.about.id == rule);
        let (lead, first) = self
            .leads
            .iter()
            .find_map(|lead| Some((lead, of(lead.rule)?)))?;
        let rules: Vec<&str> = self
            .leads
            .iter()
            .map(|lead| lead.rule)
            .chain(self.others.iter().copied())
            .collect();
        let rest = members(findings, &rules).filter(|index| *index != first);
        let members: Vec<usize> = std::iter::once(first).chain(rest).collect();
        let stake = findings.get(of(lead.stake_of).unwrap_or(first))?.stake;
        if members.len() < 2 {
            return None;
        }
        let amount = stake.map(Stake::in_words).unwrap_or_default();
        let title = lead.sentence.replace("{}", &amount);
        Some(Story {
            title,
            severity: gravest(findings, &members)?,
            stake,
            members,
            is_spreadsheet: false,
        })
    }
}

fn hygiene(findings: &[Finding]) -> Option<Story> {
    let of = |(index, finding): (usize, &Finding)| is_hygiene(finding.about.id).then_some(index);
    let members: Vec<usize> = findings.iter().enumerate().filter_map(of).collect();
    let cells: usize = members
        .iter()
        .filter_map(|index| findings.get(*index))
        .map(|finding| finding.cells.len())
        .sum();
    Some(Story {
        title: format!(
            "The spreadsheet itself: {} in {}",
            counted(members.len(), "kind of fault", "kinds of fault"),
            counted(cells, "cell", "cells")
        ),
        severity: gravest(findings, &members)?,
        stake: findings.get(*members.first()?)?.stake,
        members,
        is_spreadsheet: true,
    })
}

fn members<'a>(
    findings: &'a [Finding],
    rules: &'a [&str],
) -> impl Iterator<Item = usize> + use<'a> {
    let found = findings.iter().enumerate();
    found
        .filter(|(_, finding)| rules.contains(&finding.about.id))
        .map(|(index, _)| index)
}

fn gravest(findings: &[Finding], members: &[usize]) -> Option<Severity> {
    members
        .iter()
        .filter_map(|index| findings.get(*index))
        .map(|finding| finding.severity)
        .min()
}

#[cfg(test)]
mod tests {
    use super::super::{explanations, judge};
    use super::*;
    use crate::plan::example::{clean_case, pounds};
    use crate::policy::Policy;
    use std::collections::BTreeSet;

    #[test]
    fn a_hole_seen_from_several_sides_is_one_story_with_its_pounds() {
        let case = clean_case()
            .with_unidentified(2_000_000, 12)
            .with_savings(|savings| {
                savings.target = Some(pounds(11_000_000, "CIP!G5"));
            });
        let findings = judge(case, Vec::new(), &Policy::default()).findings;
        let stories = stories(&findings);
        let story = &stories[0];
        assert_eq!(
            story.title,
            "The plan balances only because of £2.0m with no scheme behind it"
        );
        assert_eq!(story.severity, Severity::Blocker);
        assert_eq!(
            findings[story.lead()].about.id,
            "plan-balances-on-unidentified"
        );
        let ids: Vec<&str> = story
            .others()
            .iter()
            .map(|index| findings[*index].about.id)
            .collect();
        assert!(
            ids.contains(&"savings-unidentified") && ids.contains(&"savings-target-uncovered"),
            "{ids:?}"
        );
    }

    #[test]
    fn every_finding_stands_in_one_story_and_alone_under_its_own_title() {
        let case = clean_case().with_unidentified(2_000_000, 12);
        let findings = judge(case, Vec::new(), &Policy::default()).findings;
        let stories = stories(&findings);
        let mut all: Vec<usize> = stories
            .iter()
            .flat_map(|story| story.members.clone())
            .collect();
        all.sort_unstable();
        assert_eq!(all, (0..findings.len()).collect::<Vec<_>>());
        for story in stories.iter().filter(|story| story.others().is_empty()) {
            assert_eq!(story.title, findings[story.lead()].about.title);
        }
        assert!(stories.is_sorted_by_key(|story| story.severity));
    }

    #[test]
    fn one_side_alone_is_no_story() {
        let case =
            clean_case().with_savings(|savings| savings.target = Some(pounds(9_000_000, "CIP!G5")));
        let findings = judge(case, Vec::new(), &Policy::default()).findings;
        assert_eq!(stories(&findings)[0].title, "Target not covered");
    }

    #[test]
    fn faults_of_the_spreadsheet_are_one_group_at_the_end_whatever_their_gravity() {
        let cells = |address: &str| crate::plan::example::cell(address).into();
        let read = vec![
            crate::import::ERROR_IN_FIGURES.at(cells("CIP!G12"), "An error."),
            crate::import::HIDDEN_SHEETS.at(cells("Old!B2"), "A hidden sheet."),
        ];
        let case = clean_case().with_savings(|savings| savings.lines[0].owner = None);
        let findings = judge(case, read, &Policy::default()).findings;
        let stories = stories(&findings);
        let last = stories.last().unwrap();
        assert_eq!(
            last.title,
            "The spreadsheet itself: 2 kinds of fault in 2 cells"
        );
        assert!(last.is_spreadsheet && stories.len() == 2);
        assert_eq!(last.members, [1, 2]);
        let alone = super::stories(&findings[1..2]);
        assert_eq!(
            alone[0].title,
            "The spreadsheet itself: 1 kind of fault in 1 cell"
        );
    }

    #[test]
    fn every_rule_named_in_a_story_exists_and_stands_in_one_only() {
        let known: BTreeSet<&str> = explanations().map(|about| about.id).collect();
        let named: Vec<&str> = PLOTS
            .iter()
            .flat_map(|plot| {
                plot.leads
                    .iter()
                    .map(|lead| lead.rule)
                    .chain(plot.others.iter().copied())
            })
            .collect();
        let unknown: Vec<&&str> = named.iter().filter(|id| !known.contains(**id)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert_eq!(named.iter().collect::<BTreeSet<_>>().len(), named.len());
    }
}
