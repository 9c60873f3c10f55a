//! A page as it may be shown to all: neutral labels in the place of the names of schemes and owners. Every page passes here,
//! so that none can forget it; what is said of whose figures does not change.

use super::{
    BarRow, Block, Chart, ChartKind, FindingItem, Opens, Page, PageId, Row, Table, TableCell,
};
use crate::assessment::{Assessment, Names};

/// The mark of such a page.
const MARK: &str = "Names hidden";
const MARK_OF_SAMPLE: &str = "Sample, not your plan; names hidden";

/// The page itself where names are not hidden.
pub(super) fn page(assessment: &Assessment, mut page: Page) -> Page {
    if !assessment.names.are_hidden() {
        return page;
    }
    let neutral = Neutral(&assessment.names);
    neutral.text(&mut page.title);
    neutral.text(&mut page.subtitle);
    if page.id == PageId::Scheme {
        // The card's title is its line, whatever else its name may mean.
        neutral.title(&mut page.title);
    }
    page.rows
        .iter_mut()
        .flatten()
        .for_each(|block| neutral.block(block));
    page.mark = Some(if assessment.is_sample {
        MARK_OF_SAMPLE
    } else {
        MARK
    });
    page
}

pub(super) fn table(assessment: &Assessment, mut table: Table) -> Table {
    if assessment.names.are_hidden() {
        Neutral(&assessment.names).table(&mut table);
    }
    table
}

pub(super) fn item(names: &Names, mut item: FindingItem) -> FindingItem {
    if names.are_hidden() {
        Neutral(names).item(&mut item);
    }
    item
}

struct Neutral<'a>(&'a Names);

impl Neutral<'_> {
    fn text(&self, text: &mut String) {
        if let std::borrow::Cow::Owned(neutral) = self.0.text(text) {
            *text = neutral;
        }
    }

    /// Of a text about a savings line.
    fn whole(&self, text: &mut String) {
        *text = self.0.whole(text).into_owned();
    }

    fn title(&self, title: &mut String) {
        match title.split_once(": ") {
            Some((reference, name)) if self.0.whole(name) == reference => {
                *title = reference.to_owned();
            }
            Some((reference, name)) => *title = format!("{reference}: {}", self.0.whole(name)),
            None => self.whole(title),
        }
    }

    fn block(&self, block: &mut Block) {
        match block {
            Block::Figures(figures) => {
                for figure in figures {
                    self.text(&mut figure.label);
                    self.text(&mut figure.detail);
                }
            }
            Block::Chart(chart) => self.chart(chart),
            Block::Table(table) => self.table(table),
            Block::Findings {
                title,
                subtitle,
                items,
            } => {
                self.text(title);
                self.text(subtitle);
                for item in items {
                    self.item(item);
                }
            }
            Block::Note(note) => self.text(&mut note.text),
            Block::Icons(icons) => icons.iter_mut().for_each(|icon| self.text(&mut icon.words)),
        }
    }

    fn chart(&self, chart: &mut Chart) {
        for text in [&mut chart.title, &mut chart.subtitle, &mut chart.alt] {
            self.text(text);
        }
        match &mut chart.kind {
            ChartKind::Bars { rows, .. } => rows.iter_mut().for_each(|row| self.bar(row)),
            ChartKind::Lines { series, .. } => {
                for line in series {
                    self.text(&mut line.label);
                    line.points
                        .iter_mut()
                        .for_each(|point| self.text(&mut point.hover));
                }
            }
            ChartKind::Waterfall { steps, .. } => {
                for step in steps {
                    self.text(&mut step.label);
                    self.text(&mut step.hover);
                    step.parts
                        .iter_mut()
                        .for_each(|part| self.text(&mut part.hover));
                }
            }
        }
        self.table(&mut chart.twin);
    }

    /// A bar of a single line is named where it is made, since a division may be called like a scheme.
    fn bar(&self, row: &mut BarRow) {
        self.text(&mut row.label);
        self.text(&mut row.note);
        for segment in &mut row.segments {
            self.text(&mut segment.text);
            self.text(&mut segment.hover);
        }
    }

    fn table(&self, table: &mut Table) {
        self.text(&mut table.title);
        self.text(&mut table.subtitle);
        table.rows.iter_mut().for_each(|row| self.row(row));
    }

    fn row(&self, row: &mut Row) {
        // The values of the many lines behind a total say nothing of whose name its label is.
        let one =
            |cell: &TableCell| cell.cells.len() <= ROW_CELLS && self.0.are_of_a_line(&cell.cells);
        let opens = |cell: &TableCell| matches!(cell.opens, Some(Opens::Scheme(_)));
        let of_many = |cell: &TableCell| matches!(cell.opens, Some(Opens::Lines(_)));
        // Where one cell leads to the line, it bears the name, and its neighbours may be ordinary words. A group of lines is
        // none of them, even where it has only one.
        let leads = |cell: &TableCell| opens(cell) || of_many(cell);
        let of_a_line = !row.cells.iter().any(leads) && row.cells.iter().any(one);
        for cell in &mut row.cells {
            if opens(cell) || (of_a_line && cell.number.is_none() && self.is_name(&cell.text)) {
                self.whole(&mut cell.text);
            } else {
                self.text(&mut cell.text);
            }
        }
    }

    /// Whether a text is the name of one of the lines.
    fn is_name(&self, text: &str) -> bool {
        self.0.whole(text) != text
    }

    fn item(&self, item: &mut FindingItem) {
        self.text(&mut item.title);
        self.text(&mut item.message);
        item.members.iter_mut().for_each(|member| self.item(member));
    }
}

/// A line's own value, and the months it may be made of.
const ROW_CELLS: usize = 14;
