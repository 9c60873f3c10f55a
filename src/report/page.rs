//! A page: one question, answered in its title, with the blocks that show it.

use super::Chart;
use crate::analysis::Facet;
use crate::finding::Severity;
use crate::plan::Cells;
use std::path::PathBuf;

/// Which page; the board pack's order is the order of `report::board_pages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageId {
    Overview,
    SavingsStatus,
    SavingsPhasing,
    SavingsLasting,
    SavingsPlaces,
    SavingsLargest,
    SavingsDelivery,
    SavingsLines,
    Scheme,
    Position,
    Bridge,
    Walk,
    Endurance,
    Years,
    Deficits,
    Elective,
    WaitParts,
    WaitsAhead,
    ElectiveList,
    ElectiveMoney,
    Published,
    Measures,
    Changes,
    CellChanges,
    Findings,
    Explain,
    Asked,
    Accepted,
    Checked,
    Reading,
    System,
    Delegated,
    Plans,
}

/// A titled page. The same value is drawn in the window, full screen, and in the board pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub id: PageId,
    /// The finding, at most about ten words.
    pub title: String,
    /// Measure, unit, period.
    pub subtitle: String,
    /// Each row's blocks stand side by side, equally wide.
    pub rows: Vec<Vec<Block>>,
    /// Where the figures come from, for the foot of the page.
    pub source: String,
    /// "Sample, not your plan" where that is so.
    pub mark: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Large numbers in a row.
    Figures(Vec<Figure>),
    Chart(Chart),
    Table(Table),
    Findings {
        title: String,
        subtitle: String,
        items: Vec<FindingItem>,
    },
    Note(Note),
    /// Pictograms with their words, side by side.
    Icons(Vec<IconItem>),
}

/// How a number reads to the board; never shown by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Adverse,
    Favourable,
    /// Secondary text.
    Muted,
}

/// A pictogram of Making Data Count with the words it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct IconItem {
    pub sign: IconSign,
    pub tone: Tone,
    /// In a few words: "Improving".
    pub name: String,
    /// In a sentence.
    pub words: String,
}

/// What is drawn within the ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconSign {
    /// Ups and downs that mean nothing.
    Wave,
    /// H or L, P, F or ?.
    Letter(&'static str),
}

/// A large number with its label, what it rests on, and its cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub label: String,
    /// Formatted, such as `(42.0)`; "cannot say" where it is not known.
    pub value: String,
    pub tone: Tone,
    pub detail: String,
    pub link: Option<Link>,
    pub scale: Option<Scale>,
}

/// The way from a figure to its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// `I&E!P48`, `7 cells`.
    pub text: String,
    pub cells: Cells,
}

/// A small ruler under a figure: where it stands among norms. In the figure's own unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    pub min: f64,
    pub max: f64,
    pub value: f64,
    pub marks: Vec<ScaleMark>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ScaleMark {
    pub at: f64,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub title: String,
    /// Unit and period.
    pub subtitle: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

impl Table {
    /// Columns in which no row says anything are left out; the first names the rows and stays.
    pub(super) fn without_empty_columns(mut self) -> Self {
        let says = |cell: &TableCell| !matches!(cell.text.as_str(), "" | "–");
        let kept: Vec<bool> = (0..self.columns.len())
            .map(|at| {
                at == 0
                    || self
                        .rows
                        .iter()
                        .any(|row| row.cells.get(at).is_some_and(says))
            })
            .collect();
        let mut keep = kept.iter();
        self.columns
            .retain(|_| keep.next().copied().unwrap_or(true));
        for row in &mut self.rows {
            let mut keep = kept.iter();
            row.cells.retain(|_| keep.next().copied().unwrap_or(true));
        }
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub label: String,
    pub align: Align,
    /// Relative width.
    pub weight: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub cells: Vec<TableCell>,
    /// A total or another row to stand out.
    pub strong: bool,
}

/// Text as shown, what it sorts by, and where it comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableCell {
    pub text: String,
    pub tone: Tone,
    /// Sorts before text; `None` sorts by text.
    pub number: Option<f64>,
    pub cells: Cells,
    /// Where it leads in the program, before its cells.
    pub opens: Option<Opens>,
}

/// A place in the program that a cell of a table leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opens {
    /// The card of a savings line: its position among the plan's.
    Scheme(usize),
    /// The savings lines that say all of this; `None` for those that say nothing of it.
    Lines(Vec<(Facet, Option<String>)>),
    /// The plan in these files.
    Plan(Vec<PathBuf>),
}

/// A finding as shown in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingItem {
    /// Position in `Assessment::findings`.
    pub index: usize,
    pub id: &'static str,
    pub severity: Severity,
    pub title: String,
    /// Formatted pounds, pathways or percentage; empty where none can be named.
    pub stake: String,
    pub message: String,
    pub question: String,
    pub link: Option<Link>,
    /// What else belongs to the story this finding leads, in its order; empty where it stands alone.
    pub members: Vec<Self>,
    /// The one group of what is wrong with the spreadsheet, the last of all; its members are all there is.
    pub is_spreadsheet: bool,
}

/// A sentence or two set in the page; says what is missing where something is.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    pub text: String,
    pub tone: Tone,
    pub link: Option<Link>,
}
