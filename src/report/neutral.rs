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
        if let Some(shown) = chart
            .comparable
            .iter_mut()
            .find_map(|own| own.shown.as_mut())
        {
            self.text(&mut shown.words);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Only, SchemeSide, What};
    use crate::assessment::judge;
    use crate::plan::example::{clean_case, scheme};
    use crate::plan::{Case, Saving};
    use crate::policy::Policy;
    use crate::report::{changes, overview, pack_pages, savings_lines, scheme_card};
    use crate::review::{Decision, Moment, Review, SignOff, Signed};

    /// A line whose name and whose owner are divisions of the plan as well.
    fn ordinary(name: &str, owner: &str, row: u32) -> Saving {
        Saving {
            division: Some(name.to_owned()),
            owner: Some(owner.to_owned()),
            ..scheme(name, 1_000_000, row)
        }
    }

    /// Names hidden in a plan of "Medicines" and "Beds", in whose earlier submission "Estates" stood too.
    fn shared() -> Assessment {
        let mut case = Case {
            earlier: vec![clean_case().plan],
            ..clean_case()
        };
        let lines = vec![
            ordinary("Medicines", "Beds", 20),
            ordinary("Beds", "Estates", 21),
        ];
        let gone = Saving {
            source: crate::plan::example::cell("Draft!B22"),
            ..ordinary("Estates", "Estates", 22)
        };
        let earlier = case.earlier[0].savings.as_mut().unwrap();
        earlier.lines = [lines.clone(), vec![gone]].concat();
        let savings = case.plan.savings.as_mut().unwrap();
        savings.lines = lines;
        // The division that is gone is one of another line now.
        savings.lines[1].division = Some("Estates".to_owned());
        savings.lines[0].division = Some("Beds".to_owned());
        savings.lines[0].category = Some("Medicines".to_owned());
        let open = judge(case, Vec::new(), &Policy::default());
        Assessment {
            names: Names::hidden(&open.case, &[]),
            ..open
        }
    }

    /// What stands under "Scheme" on the page of changes.
    fn schemes_changed(assessment: &Assessment) -> Vec<String> {
        let page = changes(assessment);
        let blocks = page.rows.iter().flatten();
        let tables = blocks.filter_map(|block| match block {
            Block::Table(table) if table.columns[0].label == "Scheme" => Some(table),
            _ => None,
        });
        let rows = tables.flat_map(|table| &table.rows);
        rows.map(|row| row.cells[0].text.clone()).collect()
    }

    #[test]
    fn a_scheme_that_is_gone_and_those_it_was_split_into_are_hidden_be_their_names_ordinary_words()
    {
        let mut assessment = shared();
        let gone = &assessment.case.earlier[0].savings.as_ref().unwrap().lines[2];
        assert!(assessment.names.are_of_a_line(&gone.source.clone().into()));
        assert_eq!(schemes_changed(&assessment), ["S22"]);
        let change = &mut assessment.changes.as_mut().unwrap().schemes[0];
        let savings = assessment.case.plan.savings.as_ref().unwrap();
        let side = |line: &Saving| SchemeSide {
            name: line.name.clone(),
            value: line.value.clone(),
            cell: line.source.clone(),
            ..change.before[0].clone()
        };
        let now: Vec<SchemeSide> = savings.lines.iter().map(side).collect();
        (change.now, change.what) = (now, vec![What::Split]);
        assert_eq!(schemes_changed(&assessment), ["S20 + S21"]);
    }

    #[test]
    fn an_owner_called_like_a_division_is_hidden_beside_the_line_and_on_its_card() {
        let assessment = shared();
        let table = savings_lines(&assessment, &Only::default());
        let at = |head: &str| {
            let mut columns = table.columns.iter();
            columns.position(|column| column.label == head).unwrap()
        };
        let cells = &table.rows[0].cells;
        assert_eq!(cells[at("Division")].text, "Beds");
        assert_eq!(cells[at("Owner")].text, "S21");
        let card = scheme_card(&assessment, 0).unwrap();
        assert!(card.subtitle.contains("owner S21"), "{}", card.subtitle);
    }

    #[test]
    fn a_reviewer_who_owns_a_scheme_is_named_neither_in_the_foot_nor_as_who_signed() {
        let open = shared();
        let mut review = Review::default();
        let by = Signed::new("Beds", Moment::at(0));
        let sign = SignOff::new(open.read_as(), by.clone());
        review.apply(&Decision::SignOff(Box::new(sign)));
        let signed = Assessment {
            names: open.names.clone(),
            ..open.reviewed(&review)
        };
        let words = "Reviewed by S21 on 1 Jan 1970";
        assert!(overview(&signed).source.ends_with(words));
        let pack = format!("{:?}", pack_pages(&signed));
        assert!(pack.contains(words) && !pack.contains("by Beds"));
        assert_eq!(open.names.signed(&by).to_string(), "S21, 1 Jan 1970");
        assert_eq!(Names::default().signed(&by).to_string(), "Beds, 1 Jan 1970");
        let other = Signed::new("Ann", Moment::at(0));
        assert_eq!(open.names.signed(&other).to_string(), "Ann, 1 Jan 1970");
    }
}
