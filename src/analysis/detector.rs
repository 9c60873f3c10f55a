//! How well unidentified savings are found, measured against labels that people gave.

use crate::plan::{Saving, Share};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A row of a workbook, as a label names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowName {
    pub sheet: String,
    /// As Excel counts, from one.
    pub row: u32,
}

/// What people say of one workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    pub unidentified: BTreeSet<RowName>,
    /// Schemes that must not be flagged, whatever their names sound like.
    pub decoys: BTreeSet<RowName>,
    /// Further rows that repeat a line, by that row: each is as good as the first.
    pub repeats: BTreeMap<RowName, RowName>,
}

/// Labels against what was flagged, in one workbook or in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// Lines that are labelled unidentified.
    pub labelled: usize,
    pub flagged: usize,
    /// Flagged and labelled so.
    pub right: usize,
    pub decoys: usize,
    pub missed: Vec<RowName>,
    pub wrongly_flagged: Vec<RowName>,
    /// Those of them that are labelled as schemes.
    pub decoys_flagged: Vec<RowName>,
}

impl RowName {
    /// `'CIP plan'!14`, `CIP!B14`, `CIP!$B$14`.
    pub fn parse(text: &str) -> Option<Self> {
        let (sheet, row) = text.trim().rsplit_once('!')?;
        let inner = sheet
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''));
        let sheet = inner.map_or_else(|| sheet.to_owned(), |inner| inner.replace("''", "'"));
        let digits = row.trim_start_matches(|sign: char| sign == '$' || sign.is_ascii_alphabetic());
        let row = digits.parse().ok().filter(|row| *row > 0)?;
        (!sheet.is_empty()).then_some(Self { sheet, row })
    }

    fn of(line: &Saving) -> Self {
        Self {
            sheet: line.source.sheet.sheet.to_string(),
            row: line.source.row + 1,
        }
    }
}

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'!{}", self.sheet.replace('\'', "''"), self.row)
    }
}

impl Score {
    /// The lines of one workbook against its labels.
    pub fn of<'a>(labels: &Labels, lines: impl IntoIterator<Item = &'a Saving>) -> Self {
        let home = |row: RowName| labels.repeats.get(&row).cloned().unwrap_or(row);
        let flagged: BTreeSet<RowName> = lines
            .into_iter()
            .filter(|line| line.has_no_scheme())
            .map(|line| home(RowName::of(line)))
            .collect();
        let of = |rows: &BTreeSet<RowName>| -> BTreeSet<RowName> {
            rows.iter().cloned().map(home).collect()
        };
        let (wanted, decoys) = (of(&labels.unidentified), of(&labels.decoys));
        let list = |rows: &mut dyn Iterator<Item = &RowName>| rows.cloned().collect::<Vec<_>>();
        Self {
            labelled: wanted.len(),
            flagged: flagged.len(),
            right: wanted.intersection(&flagged).count(),
            decoys: decoys.len(),
            missed: list(&mut wanted.difference(&flagged)),
            wrongly_flagged: list(&mut flagged.difference(&wanted)),
            decoys_flagged: list(&mut flagged.intersection(&decoys)),
        }
    }

    /// The part of what was flagged that is right; `None` where nothing was flagged.
    pub fn precision(&self) -> Option<Share> {
        part(self.right, self.flagged)
    }

    /// The part of what is labelled that was flagged; `None` where nothing is labelled.
    pub fn recall(&self) -> Option<Share> {
        part(self.right, self.labelled)
    }

    /// Whether precision and recall reach this many percent and no decoy was flagged. Counted in whole lines: 49 of 50 are
    /// 98%, not nearly so.
    pub fn reaches(&self, percent: u8) -> bool {
        let enough = |of: usize| self.right * 100 >= of * usize::from(percent);
        enough(self.flagged) && enough(self.labelled) && self.decoys_flagged.is_empty()
    }

    /// Counts of both; the rows stay with their workbooks.
    pub fn plus(&self, other: &Self) -> Self {
        let both = |one: &[RowName], other: &[RowName]| [one, other].concat();
        Self {
            labelled: self.labelled + other.labelled,
            flagged: self.flagged + other.flagged,
            right: self.right + other.right,
            decoys: self.decoys + other.decoys,
            missed: both(&self.missed, &other.missed),
            wrongly_flagged: both(&self.wrongly_flagged, &other.wrongly_flagged),
            decoys_flagged: both(&self.decoys_flagged, &other.decoys_flagged),
        }
    }
}

fn part(part: usize, whole: usize) -> Option<Share> {
    (whole > 0).then(|| Share(Decimal::from(part) / Decimal::from(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;

    fn rows(names: &[&str]) -> BTreeSet<RowName> {
        names
            .iter()
            .filter_map(|name| RowName::parse(name))
            .collect()
    }

    #[test]
    fn a_row_is_read_however_it_is_written() {
        let row = RowName::parse("CIP!14");
        assert_eq!(RowName::parse(" 'CIP'!$B$14"), row);
        let name = RowName::parse("'Ann''s plan'!3").unwrap();
        assert_eq!((name.sheet.as_str(), name.row), ("Ann's plan", 3));
        assert_eq!(name.to_string(), "'Ann''s plan'!3");
        assert_eq!(RowName::parse("CIP"), None);
        assert_eq!(RowName::parse("CIP!B0"), None);
    }

    #[test]
    fn what_is_missed_and_what_is_wrongly_flagged_is_counted_and_named() {
        let case = clean_case()
            .with_unidentified(1_000, 12)
            .with_unidentified(1_000, 13);
        let labels = Labels {
            unidentified: rows(&["CIP!12", "CIP!14"]),
            decoys: rows(&["CIP!10", "CIP!13"]),
            ..Labels::default()
        };
        let score = Score::of(&labels, &case.plan.savings.unwrap().lines);
        assert_eq!((score.labelled, score.flagged, score.right), (2, 2, 1));
        let half = Some(Share::percent(50));
        assert_eq!((score.precision(), score.recall()), (half, half));
        assert_eq!(score.missed, [RowName::parse("CIP!14").unwrap()]);
        assert_eq!(score.wrongly_flagged, [RowName::parse("CIP!13").unwrap()]);
        assert_eq!(score.decoys_flagged, score.wrongly_flagged);
        assert!(!score.reaches(0), "a decoy was flagged");
    }

    #[test]
    fn a_row_that_repeats_a_line_is_as_good_as_the_first() {
        let case = clean_case().with_unidentified(1_000, 12);
        let (first, again) = (
            RowName::parse("Trust!3").unwrap(),
            RowName::parse("CIP!12").unwrap(),
        );
        let labels = Labels {
            unidentified: [first.clone()].into(),
            repeats: [(again, first)].into(),
            ..Labels::default()
        };
        let score = Score::of(&labels, &case.plan.savings.unwrap().lines);
        assert_eq!((score.right, score.reaches(100)), (1, true));
    }

    #[test]
    fn a_threshold_is_counted_in_whole_lines() {
        let score = |right| Score {
            labelled: 50,
            flagged: right,
            right,
            ..Score::default()
        };
        assert!(score(49).reaches(98) && !score(48).reaches(98));
        assert_eq!(Score::default().precision(), None);
        assert!(
            Score::default().reaches(98),
            "nothing to find and nothing found"
        );
    }
}
