//! What a note is about, said in several ways, so that it is found again in the next version of the workbook: the
//! scheme's reference, its name, the words beside and above the cell, and its address.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How many cells of a finding are kept with a note, the telling ones first.
pub const MOST: usize = 12;

/// One cell a note is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Anchor {
    pub sheet: String,
    /// Such as `G14`.
    pub cell: String,
    /// Of the scheme whose line it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The first words of its row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The words above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The cells a note is about, and the files they were seen in. Without cells it is about the plan as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subject {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Anchor>,
    /// SHA-256 of the workbooks: in the same file a cell is where it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Subject {
    /// In words for a list: the scheme, or the row, or the address.
    pub fn in_words(&self) -> String {
        let Some(first) = self.cells.first() else {
            return String::new();
        };
        let row = first.scheme.as_ref().or(first.label.as_ref());
        let address = format!("{} {}", first.sheet, first.cell);
        let more = if self.cells.len() > 1 {
            " and other cells"
        } else {
            ""
        };
        match row {
            Some(row) => format!("{row}, {address}{more}"),
            None => format!("{address}{more}"),
        }
    }
}
