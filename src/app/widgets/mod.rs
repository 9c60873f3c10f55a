//! Drawn parts that know no plan: text, numbers and cells in, what was clicked out.

pub mod block;
pub mod cell_link;
pub mod chart;
pub mod chart_bars;
pub mod chart_difference;
pub mod chart_ends;
pub mod chart_lines;
pub mod chart_plot;
pub mod chart_waterfall;
pub mod figure;
pub mod find;
pub mod findings;
pub mod findings_glance;
pub mod foot_label;
pub mod icons;
pub mod page;
pub mod page_rows;
pub mod swatch;
pub mod table;
pub mod table_keys;
pub mod table_order;
pub mod table_parts;
pub mod table_still;

use crate::plan::Cells;
use crate::report::{Fill, Opens};
use crate::review::Between;
use crate::workbook::CellRef;
use egui::emath::GuiRounding as _;
use egui::{Rect, Ui, UiBuilder};

/// Draws into a rectangle that is already allocated, set on whole points: leaves the cursor where it is.
pub fn place(ui: &mut Ui, rect: Rect, salt: impl egui::AsIdSalt, add: impl FnOnce(&mut Ui)) {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect.round_ui()).id_salt(salt));
    add(&mut child);
}

/// What was clicked.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    Cells(Cells),
    /// A comment is to be written on these cells.
    Comment(Vec<CellRef>),
    /// Position in the assessment's findings.
    Finding(usize),
    /// A place in the program.
    Opens(Opens),
    /// "3 more" under a shortened list.
    AllFindings,
    /// The difference a chart is to show, by the name it is remembered by.
    Difference {
        chart: String,
        between: Option<Between>,
    },
    Segment {
        row: String,
        fill: Fill,
        cells: Cells,
    },
}

/// Whether parts answer to pointer and keyboard, and what was clicked if they do.
#[derive(Debug)]
pub struct Picks {
    live: bool,
    picked: Option<Picked>,
}

impl Picks {
    /// In the window: links, hover texts, clicks.
    pub fn live() -> Self {
        Self {
            live: true,
            picked: None,
        }
    }

    /// In the presentation: nothing can be changed or followed by accident.
    pub fn still() -> Self {
        Self {
            live: false,
            picked: None,
        }
    }

    pub fn is_live(&self) -> bool {
        self.live
    }

    pub fn pick(&mut self, picked: Picked) {
        if self.live {
            self.picked = Some(picked);
        }
    }

    pub fn take(&mut self) -> Option<Picked> {
        self.picked.take()
    }
}
