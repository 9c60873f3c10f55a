//! The ways to tell savings lines apart, and the lines that are left when only some of them are asked about.

use crate::analysis::nature::{Nature, nature};
use crate::plan::{Recurrence, Risk, Saving, Savings};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One thing by which savings lines can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    Organisation,
    Division,
    Category,
    Status,
    Risk,
    Recurrence,
    Nature,
    Owner,
}

impl Facet {
    pub const ALL: [Self; 8] = [
        Self::Organisation,
        Self::Division,
        Self::Category,
        Self::Status,
        Self::Risk,
        Self::Recurrence,
        Self::Nature,
        Self::Owner,
    ];

    /// After "by": "division".
    pub fn label(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Division => "division",
            Self::Category => "category",
            Self::Status => "status",
            Self::Risk => "delivery risk",
            Self::Recurrence => "recurrence",
            Self::Nature => "nature",
            Self::Owner => "owner",
        }
    }

    /// What the lines are called that say nothing of it.
    pub fn unsaid(self) -> &'static str {
        match self {
            Self::Organisation => "No organisation named",
            Self::Division => "No division named",
            Self::Category => "No category named",
            Self::Status => "Status not stated",
            Self::Risk => "Risk not stated",
            Self::Recurrence => "Recurrence not stated",
            Self::Nature => "Nothing special in its words",
            Self::Owner => "No owner named",
        }
    }

    /// What a line says of it: words of the workbook, or of the national ladder where it has a place there.
    pub fn of(self, line: &Saving) -> Option<Cow<'_, str>> {
        let own = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        Some(match self {
            Self::Organisation => Cow::Borrowed(line.organisation.as_ref()?.name.as_str()),
            Self::Division => Cow::Owned(own(line.division.as_deref()?)?),
            Self::Category => Cow::Owned(own(line.category.as_deref()?)?),
            Self::Owner => Cow::Owned(own(line.owner.as_deref()?)?),
            Self::Status => match line.step() {
                Some(status) => Cow::Borrowed(status.label()),
                None => Cow::Owned(own(&line.status.as_ref()?.word)?),
            },
            Self::Risk => {
                let stated = line.risk.as_ref()?;
                match stated.risk {
                    Some(risk) => Cow::Borrowed(risk_label(risk)),
                    None => Cow::Owned(own(&stated.word)?),
                }
            }
            Self::Recurrence => Cow::Borrowed(match line.recurrence? {
                Recurrence::Recurrent => "Recurrent",
                Recurrence::NonRecurrent => "One-off",
                Recurrence::Part { .. } => "In part",
            }),
            Self::Nature => Cow::Borrowed(match nature(line)? {
                Nature::Reserves => "Reserves and provisions released",
                Nature::Technical => "Accounting, vacancies, avoided cost",
                Nature::Income => "More income",
            }),
        })
    }
}

/// "Medium"
pub fn risk_label(risk: Risk) -> &'static str {
    match risk {
        Risk::Low => "Low",
        Risk::Medium => "Medium",
        Risk::High => "High",
    }
}

/// Which lines are asked about: those that say this of each facet named; `None` for those that say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Only(Vec<(Facet, Option<String>)>);

impl Only {
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    pub fn asked(&self) -> &[(Facet, Option<String>)] {
        &self.0
    }

    /// Asks for this of the facet, in place of what was asked of it before.
    pub fn ask(&mut self, facet: Facet, value: Option<String>) {
        self.0.retain(|(known, _)| *known != facet);
        self.0.push((facet, value));
    }

    pub fn drop_facet(&mut self, facet: Facet) {
        self.0.retain(|(known, _)| *known != facet);
    }

    pub fn lets_pass(&self, line: &Saving) -> bool {
        self.0.iter().all(|(facet, value)| {
            facet.of(line).map(|said| key(&said)) == value.as_deref().map(key)
        })
    }

    pub fn lines<'p>(&self, savings: &'p Savings) -> Vec<&'p Saving> {
        savings
            .lines
            .iter()
            .filter(|line| self.lets_pass(line))
            .collect()
    }
}

/// Equal for words that differ in case and spacing only.
fn key(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// The lines that say the same, in the order in which each is first said; the words as they are first written.
pub(super) fn groups<'p>(
    lines: &[&'p Saving],
    facet: Facet,
) -> Vec<(Option<String>, Vec<&'p Saving>)> {
    let mut places: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut groups: Vec<(Option<String>, Vec<&'p Saving>)> = Vec::new();
    for line in lines {
        let said = facet.of(line);
        let place = *places
            .entry(said.as_deref().map(key))
            .or_insert_with(|| groups.len());
        match groups.get_mut(place) {
            Some((_, own)) => own.push(line),
            None => groups.push((said.map(Cow::into_owned), vec![line])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::scheme;

    #[test]
    fn words_that_differ_in_case_and_spacing_are_one_group() {
        let mut lines = [scheme("a", 1, 10), scheme("b", 2, 11), scheme("c", 3, 12)];
        lines[0].division = Some("Surgery".to_owned());
        lines[1].division = Some(" surgery ".to_owned());
        let all: Vec<&Saving> = lines.iter().collect();
        let groups = groups(&all, Facet::Division);
        assert_eq!(groups.len(), 2);
        assert_eq!(
            (groups[0].0.as_deref(), groups[0].1.len()),
            (Some("Surgery"), 2)
        );
        assert_eq!((groups[1].0.as_deref(), groups[1].1.len()), (None, 1));
    }

    #[test]
    fn what_is_asked_of_two_facets_must_both_be_said() {
        let mut savings = Savings {
            lines: vec![scheme("a", 1, 10), scheme("b", 2, 11)],
            ..Savings::default()
        };
        savings.lines[1].owner = None;
        let mut only = Only::default();
        only.ask(Facet::Status, Some("fully developed".to_owned()));
        assert_eq!(only.lines(&savings).len(), 2);
        only.ask(Facet::Owner, None);
        let names: Vec<&str> = only
            .lines(&savings)
            .iter()
            .map(|line| line.name.as_str())
            .collect();
        assert_eq!(names, ["b"]);
        only.drop_facet(Facet::Owner);
        assert_eq!(only.lines(&savings).len(), 2);
    }
}
