//! What the reader asks of the savings, and the lines that are left of it.

use super::backed::Backed;
use super::phasing;
use crate::analysis::{Facet, Only, PhasedSavings, StatusMix, phased, split, tells_apart};
use crate::assessment::Assessment;
use crate::plan::{Money, Saving, Savings, Sourced, Status};
use crate::report::{Block, Chart, Page, PageId, page, plan_label, quote};
use crate::wording::{Quote, counted};

/// One side of the savings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum SavingsPart {
    #[default]
    Real,
    Landing,
    Lasting,
    Places,
    Largest,
    Delivery,
}

impl SavingsPart {
    pub const ALL: [Self; 6] = [
        Self::Real,
        Self::Landing,
        Self::Lasting,
        Self::Places,
        Self::Largest,
        Self::Delivery,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Real => "How real",
            Self::Landing => "When it lands",
            Self::Lasting => "What lasts",
            Self::Places => "Where it lies",
            Self::Largest => "What it rests on",
            Self::Delivery => "What it brought",
        }
    }

    pub(super) fn id(self) -> PageId {
        match self {
            Self::Real => PageId::SavingsStatus,
            Self::Landing => PageId::SavingsPhasing,
            Self::Lasting => PageId::SavingsLasting,
            Self::Places => PageId::SavingsPlaces,
            Self::Largest => PageId::SavingsLargest,
            Self::Delivery => PageId::SavingsDelivery,
        }
    }
}

/// Which side is shown, what tells the lines apart, and which lines are asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SavingsChoice {
    pub part: SavingsPart,
    /// `None` for the first facet in which the lines differ.
    pub split: Option<Facet>,
    pub only: Only,
}

impl SavingsChoice {
    /// Facets in which the plan's lines differ: others tell nothing apart.
    pub fn facets(assessment: &Assessment) -> Vec<Facet> {
        let Some(savings) = &assessment.case.plan.savings else {
            return Vec::new();
        };
        let lines: Vec<&Saving> = savings.lines.iter().collect();
        Facet::ALL
            .into_iter()
            .filter(|facet| tells_apart(&lines, *facet))
            .collect()
    }
}

/// What tells the lines apart under this choice; `None` where nothing does.
pub fn savings_split(assessment: &Assessment, choice: &SavingsChoice) -> Option<Facet> {
    Asked::of(assessment, choice)?.split
}

/// The lines asked about, and the plan they are of.
pub(super) struct Asked<'a> {
    pub assessment: &'a Assessment,
    pub savings: &'a Savings,
    pub choice: &'a SavingsChoice,
    pub lines: Vec<&'a Saving>,
    pub total: Sourced<Money>,
    /// `None` where nothing tells the lines apart.
    pub split: Option<Facet>,
    pub quote: Quote,
}

impl<'a> Asked<'a> {
    /// `None` for a plan without savings lines.
    pub(super) fn of(assessment: &'a Assessment, choice: &'a SavingsChoice) -> Option<Self> {
        let savings = assessment
            .case
            .plan
            .savings
            .as_ref()
            .filter(|savings| !savings.lines.is_empty())?;
        let lines = choice.only.lines(savings);
        let tells = |facet: &Facet| tells_apart(&lines, *facet);
        let split = choice.split.filter(tells).or_else(|| {
            // What a line is said to be is worth a picture where nothing says whose it is.
            [Facet::Organisation, Facet::Division, Facet::Category]
                .into_iter()
                .find(tells)
        });
        Some(Self {
            total: lines.iter().map(|line| &line.value).sum(),
            split,
            quote: quote(assessment),
            assessment,
            savings,
            choice,
            lines,
        })
    }

    pub(super) fn unidentified(&self) -> Sourced<Money> {
        self.lines
            .iter()
            .filter(|line| line.is_unidentified())
            .map(|line| &line.value)
            .sum()
    }

    pub(super) fn phased(&self) -> Option<PhasedSavings> {
        phased(&self.lines)
    }

    pub(super) fn curve(&self) -> Option<Chart> {
        Some(phasing::chart_of(&self.phased()?, &self.lines, self.quote))
    }

    /// The groups of the split, each with its name: most unidentified first. One bar where nothing tells them apart.
    pub(super) fn mixes(&self) -> Vec<(String, StatusMix)> {
        let Some(facet) = self.split else {
            return vec![("All savings".to_owned(), StatusMix::of_lines(&self.lines))];
        };
        let mut groups: Vec<(String, StatusMix)> = split(&self.lines, facet)
            .into_iter()
            .map(|group| {
                (
                    name(self.assessment, facet, group.name.as_deref()),
                    group.mix,
                )
            })
            .collect();
        groups.sort_by_key(|(_, mix)| {
            std::cmp::Reverse((mix.at(Some(Status::Unidentified)), mix.total()))
        });
        groups
    }

    pub(super) fn backed(&self) -> Backed {
        Backed::of(&StatusMix::of_lines(&self.lines))
    }

    pub(super) fn headline(&self) -> String {
        let unidentified = self.unidentified().value;
        if unidentified.is_positive() {
            format!(
                "{} of {} savings has no scheme behind it",
                self.quote.sentence(unidentified),
                self.quote.sentence(self.total.value)
            )
        } else {
            self.backed().title(self.total.value, self.quote)
        }
    }

    pub(super) fn page(&self, part: SavingsPart, title: String, rows: Vec<Vec<Block>>) -> Page {
        page(self.assessment, part.id(), title, self.subtitle(), rows)
    }

    /// Unit and plan, and which of its lines where not all are asked about.
    pub(super) fn subtitle(&self) -> String {
        let mut subtitle = format!(
            "Savings, {}, {}",
            plan_label(self.assessment),
            self.quote.unit()
        );
        if !self.choice.only.is_all() {
            let asked: Vec<String> = self
                .choice
                .only
                .asked()
                .iter()
                .map(|(facet, value)| name(self.assessment, *facet, value.as_deref()))
                .collect();
            subtitle = format!(
                "{subtitle}; only {}: {} of {}",
                asked.join(", "),
                self.lines.len(),
                counted(self.savings.lines.len(), "line", "lines")
            );
        }
        subtitle
    }
}

/// A group's name, or what its lines are called that say nothing.
pub(super) fn name(assessment: &Assessment, facet: Facet, name: Option<&str>) -> String {
    assessment.names.of_facet(facet, name).into_owned()
}
