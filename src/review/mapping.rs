//! What the reviewer changed about how the workbook is read, kept so that it can be found again in next month's file:
//! by the sheet's name and the headers, not by fixed cells. Knows nothing of how a workbook is read.

use super::meaning::{KindRead, Meaning, SignRead, UnitRead};
use crate::plan::FinancialYear;
use crate::workbook::CellRef;
use serde::{Deserialize, Serialize};

/// Every correction, in the order in which they were made; of two of the same thing only the later is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    pub corrections: Vec<Correction>,
}

/// One thing that was read in one way and is to be read in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub table: TableMark,
    pub change: Change,
    /// What it was taken for without the reviewer, in words; empty where there is nothing to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instead_of: String,
}

/// What a table is known by: as it was found in the file in which it was corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TableMark {
    pub sheet: String,
    /// `A4:H30`.
    pub area: String,
    /// The words of each column's header, lower case, left to right; empty where a column has none.
    #[serde(default)]
    pub headers: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Kind(KindRead),
    /// The rows that hold the headers, numbered as in Excel, both ends included.
    HeaderRows {
        first: u32,
        last: u32,
    },
    /// Where the table stands, headers included: `A4:H40`.
    Range(String),
    Column {
        letter: String,
        /// As it stands in the workbook.
        header: String,
        meaning: Meaning,
    },
    Unit(UnitRead),
    Sign(SignRead),
    /// The year in which the financial year of the table's figures starts: 2025 is 2025/26.
    Year(u16),
    /// Whose figures they are, as its name is written; "system" for the whole.
    Organisation(String),
    /// The cell holds the position that the plan declares; the mark is that cell's, its header the words beside it.
    DeclaredPosition,
}

impl TableMark {
    /// `'CIP'!A4:H30`, always quoted.
    pub fn address(&self) -> String {
        format!("'{}'!{}", self.sheet.replace('\'', "''"), self.area)
    }
}

impl Change {
    /// Whether the other says how the same thing is read.
    pub fn is_about_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Column { letter, header, .. },
                Self::Column {
                    letter: other_letter,
                    header: other_header,
                    ..
                },
            ) => letter == other_letter && header == other_header,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// What the thing is said to be, in the words in which the reading says it; empty where it says nothing.
    pub fn value_in_words(&self) -> String {
        match self {
            Self::Kind(kind) => kind.label().to_owned(),
            Self::HeaderRows { first, last } if first == last => format!("row {first}"),
            Self::HeaderRows { first, last } => format!("row {first}\u{2013}{last}"),
            Self::Column { meaning, .. } => meaning.label(),
            Self::Unit(unit) => unit.unit().label().to_owned(),
            Self::Year(year) => FinancialYear(*year).to_string(),
            Self::Range(_) | Self::Sign(_) | Self::Organisation(_) | Self::DeclaredPosition => {
                String::new()
            }
        }
    }

    /// What was done, for the line that tells what it changed: "Taken for long waits".
    pub fn in_short(&self) -> String {
        match self {
            Self::Kind(kind) => format!("Taken for {}", kind.label()),
            Self::HeaderRows { first, last } if first == last => {
                format!("Headers read in row {first}")
            }
            Self::HeaderRows { first, last } => format!("Headers read in rows {first} to {last}"),
            Self::Range(area) => format!("Table read as {area}"),
            Self::Column {
                letter, meaning, ..
            } => format!("Column {letter} read as {}", meaning.label()),
            Self::Unit(unit) => format!("Read in {}", unit.unit().label()),
            Self::Sign(sign) => format!("Signs read {}", sign.label()),
            Self::Year(year) => format!("Read as {}", FinancialYear(*year)),
            Self::Organisation(name) => format!("Read as figures of {name}"),
            Self::DeclaredPosition => "Declared position chosen".to_owned(),
        }
    }
}

impl Correction {
    /// Of the figures that could be the declared position, this one.
    pub fn declared_position(cell: &CellRef, label: &str) -> Self {
        Self {
            table: TableMark {
                sheet: cell.sheet.sheet.to_string(),
                area: cell.a1(),
                headers: vec![label.to_lowercase()],
            },
            change: Change::DeclaredPosition,
            instead_of: String::new(),
        }
    }

    /// Whether the other says how the same thing is read; a plan declares one position, wherever it stands.
    fn is_about_same(&self, other: &Self) -> bool {
        let whole = self.change == Change::DeclaredPosition;
        (whole || self.table == other.table) && self.change.is_about_same(&other.change)
    }

    /// The sentence of the log, without its full stop.
    pub fn in_words(&self) -> String {
        let at = self.table.address();
        let instead = |word: &str| {
            if self.instead_of.is_empty() {
                String::new()
            } else {
                format!(", not {word}{}", self.instead_of)
            }
        };
        match &self.change {
            Change::Kind(kind) => format!("{at} taken for {}{}", kind.label(), instead("for ")),
            Change::HeaderRows { first, last } if first == last => {
                format!("Headers of {at} read in row {first}{}", instead("in "))
            }
            Change::HeaderRows { first, last } => {
                format!(
                    "Headers of {at} read in rows {first} to {last}{}",
                    instead("in ")
                )
            }
            Change::Range(area) => format!("{at} read as {area}"),
            Change::Column {
                letter,
                header,
                meaning,
            } => {
                let header = if header.is_empty() {
                    String::new()
                } else {
                    format!(" \u{201c}{header}\u{201d}")
                };
                format!(
                    "Column {letter}{header} of {at} read as {}{}",
                    meaning.label(),
                    instead("as ")
                )
            }
            Change::Unit(unit) => {
                format!("{at} read in {}{}", unit.unit().label(), instead("in "))
            }
            Change::Sign(sign) => format!("Signs of {at} read {}", sign.label()),
            Change::Year(year) => {
                format!(
                    "{at} read as figures of {}{}",
                    FinancialYear(*year),
                    instead("of ")
                )
            }
            Change::Organisation(name) => {
                format!("{at} read as figures of {name}{}", instead("of "))
            }
            Change::DeclaredPosition => format!("Declared position taken from {at}"),
        }
    }
}

impl Mapping {
    /// Takes a correction in, in place of an earlier one of the same thing.
    pub fn make(&mut self, correction: &Correction) {
        let mut known = self
            .corrections
            .iter_mut()
            .filter(|known| known.is_about_same(correction));
        let Some(first) = known.next() else {
            self.corrections.push(correction.clone());
            return;
        };
        // What it was read as without the reviewer is what the first correction said.
        first.table.clone_from(&correction.table);
        first.change.clone_from(&correction.change);
        // Of a position that was chosen twice apart from each other the later choice is the only one.
        let mut seen = false;
        self.corrections.retain(|known| {
            !known.is_about_same(correction) || !std::mem::replace(&mut seen, true)
        });
    }

    /// Every correction of both. Where they read one thing in two ways both stand, in an order that does not depend on
    /// whose copy comes first; the later one is applied, and either can be taken back.
    pub fn merge(&mut self, other: &Self) {
        for correction in &other.corrections {
            if !self.corrections.contains(correction) {
                self.corrections.push(correction.clone());
            }
        }
        self.corrections
            .sort_by_cached_key(|correction| serde_json::to_string(correction).unwrap_or_default());
    }

    pub fn take_back(&mut self, correction: &Correction) {
        self.corrections.retain(|known| known != correction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correction(change: Change) -> Correction {
        Correction {
            table: TableMark {
                sheet: "CIP".to_owned(),
                area: "A4:H30".to_owned(),
                headers: vec!["scheme".to_owned(), "value".to_owned()],
            },
            change,
            instead_of: "plan value".to_owned(),
        }
    }

    fn column(meaning: Meaning) -> Change {
        Change::Column {
            letter: "F".to_owned(),
            header: "Value".to_owned(),
            meaning,
        }
    }

    #[test]
    fn a_correction_reads_as_a_sentence() {
        assert_eq!(
            correction(column(Meaning::FullYearEffect)).in_words(),
            "Column F \u{201c}Value\u{201d} of 'CIP'!A4:H30 read as full-year effect, not as plan value"
        );
    }

    #[test]
    fn the_later_of_two_corrections_of_one_thing_is_kept() {
        let mut mapping = Mapping::default();
        mapping.make(&correction(column(Meaning::FullYearEffect)));
        mapping.make(&correction(Change::Kind(KindRead::Savings)));
        mapping.make(&correction(column(Meaning::NotUsed)));
        assert_eq!(mapping.corrections.len(), 2);
        assert_eq!(mapping.corrections[0].change, column(Meaning::NotUsed));
        let kept = mapping.corrections[0].clone();
        mapping.take_back(&kept);
        assert_eq!(mapping.corrections.len(), 1);
    }

    #[test]
    fn a_mapping_is_plain_text_and_comes_back_whole() {
        let mapping = Mapping {
            corrections: [
                Change::Kind(KindRead::NotPartOfThePlan),
                Change::HeaderRows { first: 4, last: 5 },
                Change::Range("A4:H40".to_owned()),
                column(Meaning::PlanMonth(3)),
                Change::Unit(UnitRead::Thousands),
                Change::Sign(SignRead::Turned),
                Change::Year(2025),
                Change::Organisation("Tees NHS Trust".to_owned()),
                Change::DeclaredPosition,
            ]
            .map(correction)
            .to_vec(),
        };
        let text = serde_json::to_string(&mapping).unwrap();
        assert!(
            text.contains(r#""change":{"kind":"not_part_of_the_plan"}"#),
            "{text}"
        );
        assert!(text.contains(r#"{"unit":"£000"}"#), "{text}");
        assert!(text.contains(r#""meaning":{"plan_month":3}"#), "{text}");
        assert_eq!(serde_json::from_str::<Mapping>(&text).unwrap(), mapping);
    }
}
