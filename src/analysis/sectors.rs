//! Where a board's money goes: hospital, community, mental health, primary care; and how the shares moved since last year.

use crate::plan::{Money, OtherYear, Plan, Share, Sourced};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sector {
    Hospital,
    Community,
    MentalHealth,
    PrimaryCare,
}

impl Sector {
    pub const ALL: [Self; 4] = [
        Self::Hospital,
        Self::Community,
        Self::MentalHealth,
        Self::PrimaryCare,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Hospital => "Hospital",
            Self::Community => "Community",
            Self::MentalHealth => "Mental health",
            Self::PrimaryCare => "Primary care",
        }
    }

    /// What a line of an account is spent on, by its own words; `None` where they name no sector, or two.
    pub fn of(label: &str) -> Option<Self> {
        let lower = label.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let has = |all: &[&str]| words.iter().any(|word| all.contains(word));
        let pair = |one: &str, two: &[&str]| {
            words
                .windows(2)
                .any(|pair| matches!(pair, [a, b] if *a == one && two.contains(b)))
        };
        let mental = pair("mental", &["health"]) || has(&["camhs"]);
        let found: Vec<Self> = [
            (Self::MentalHealth, mental),
            (
                Self::PrimaryCare,
                pair("primary", &["care", "medical"])
                    || pair("general", &["practice"])
                    || has(&[
                        "prescribing",
                        "gp",
                        "pharmacy",
                        "dental",
                        "optometry",
                        "ophthalmic",
                    ]),
            ),
            (
                Self::Hospital,
                has(&["acute", "hospital", "hospitals", "ambulance"]),
            ),
            (Self::Community, has(&["community"])),
        ]
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(sector, _)| sector)
        .collect();
        match found.as_slice() {
            [only] => Some(*only),
            // "Community mental health" is mental health, wherever it is given.
            [Self::MentalHealth, Self::Community] => Some(Self::MentalHealth),
            [Self::PrimaryCare, Self::Community] if has(&["pharmacy", "dental"]) => {
                Some(Self::PrimaryCare)
            }
            _ => None,
        }
    }
}

/// What is spent on a sector, amounts positive.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorSpend {
    pub sector: Sector,
    pub plan: Sourced<Money>,
    /// Last year's outturn; `None` where any line of the year before is not given by sector.
    pub before: Option<Sourced<Money>>,
}

/// Spending by sector of all that names one.
#[derive(Debug, Clone, PartialEq)]
pub struct Sectors {
    pub spend: Vec<SectorSpend>,
}

impl Sectors {
    pub fn total(&self) -> Money {
        self.spend.iter().map(|own| own.plan.value).sum()
    }

    pub fn total_before(&self) -> Option<Money> {
        self.spend
            .iter()
            .map(|own| own.before.as_ref().map(|before| before.value))
            .sum::<Option<Money>>()
    }

    pub fn share(&self, own: &SectorSpend) -> Option<Share> {
        own.plan.value.share_of(self.total())
    }

    pub fn share_before(&self, own: &SectorSpend) -> Option<Share> {
        own.before.as_ref()?.value.share_of(self.total_before()?)
    }

    /// How much of the whole moved to this sector since last year; negative where it moved away.
    pub fn shift(&self, own: &SectorSpend) -> Option<Share> {
        Some(Share(self.share(own)?.0 - self.share_before(own)?.0))
    }
}

/// `None` where the accounts name fewer than two sectors.
pub fn sectors(plan: &Plan) -> Option<Sectors> {
    let position = plan.position.as_ref()?;
    let lines: Vec<(Sector, &Sourced<Money>)> = position
        .organisations
        .iter()
        .flat_map(|own| &own.lines)
        .filter_map(|line| Some((Sector::of(&line.label)?, line.plan.as_ref()?)))
        .filter(|(_, value)| value.value.is_negative())
        .collect();
    let before: Vec<(Sector, &Sourced<Money>)> = plan
        .around
        .other_years
        .iter()
        .filter(|year| year.offset == -1 && is_counted(year, position))
        .flat_map(|year| &year.lines)
        .filter_map(|line| Some((Sector::of(&line.label)?, &line.value)))
        .filter(|(_, value)| value.value.is_negative())
        .collect();
    let sum = |lines: &[(Sector, &Sourced<Money>)], sector: Sector| -> Option<Sourced<Money>> {
        let own = || {
            lines
                .iter()
                .filter(|(of, _)| *of == sector)
                .map(|(_, value)| *value)
        };
        own().next()?;
        let sum: Sourced<Money> = own().sum();
        Some(-sum)
    };
    let named: Vec<Sector> = Sector::ALL
        .into_iter()
        .filter(|sector| lines.iter().any(|(of, _)| of == sector))
        .collect();
    // A year in which a sector has no line is no year to compare with.
    let comparable = named
        .iter()
        .all(|sector| before.iter().any(|(of, _)| of == sector));
    let spend: Vec<SectorSpend> = named
        .into_iter()
        .filter_map(|sector| {
            Some(SectorSpend {
                sector,
                plan: sum(&lines, sector)?,
                before: comparable.then(|| sum(&before, sector)).flatten(),
            })
        })
        .collect();
    (spend.len() > 1).then_some(Sectors { spend })
}

/// Of the bodies whose plans are counted.
fn is_counted(year: &OtherYear, position: &crate::plan::Position) -> bool {
    match &year.organisation {
        Some(body) => position
            .organisations
            .iter()
            .any(|own| own.organisation.is_same_body(body)),
        None => position.organisations.len() == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{clean_plan, position_line, pounds};
    use crate::plan::{LineKind, OtherYearLine};

    #[test]
    fn a_sector_is_what_the_words_say_and_two_are_none() {
        for (label, sector) in [
            ("Acute services", Some(Sector::Hospital)),
            ("Community health services", Some(Sector::Community)),
            ("Community mental health", Some(Sector::MentalHealth)),
            ("Delegated primary medical", Some(Sector::PrimaryCare)),
            ("Prescribing", Some(Sector::PrimaryCare)),
            ("Acute and community contracts", None),
            ("Continuing healthcare", None),
            ("Running costs", None),
        ] {
            assert_eq!(Sector::of(label), sector, "{label}");
        }
    }

    /// Of £100m: £60m hospital and £40m community last year, £55m and £45m this year: 5 points move.
    #[test]
    fn a_shift_is_in_points_of_the_whole() {
        let mut plan = clean_plan();
        let own = &mut plan.position.as_mut().unwrap().organisations[0];
        own.lines = vec![
            position_line("Acute", LineKind::Commissioned, -55_000_000, 10),
            position_line("Community", LineKind::Commissioned, -45_000_000, 11),
        ];
        assert_eq!(sectors(&plan).unwrap().total_before(), None);
        let line = |label: &str, value: i64| OtherYearLine {
            label: label.to_owned(),
            kind: LineKind::Commissioned,
            value: pounds(value, "I&E!B10"),
        };
        plan.around.other_years = vec![OtherYear {
            offset: -1,
            organisation: None,
            surplus: pounds(0, "I&E!B40"),
            lines: vec![line("Acute", -60_000_000), line("Community", -40_000_000)],
        }];
        let found = sectors(&plan).unwrap();
        let shifts: Vec<Option<Share>> = found.spend.iter().map(|own| found.shift(own)).collect();
        assert_eq!(shifts, [Some(Share::percent(-5)), Some(Share::percent(5))]);
    }
}
