//! ods, as `LibreOffice` writes it: read from its tags, so that what is repeated a million times and empty costs
//! nothing, and blanks between the tags do not matter.

use super::builder::Builder;
use super::cell_notes::Gathered;
use super::ods_row::{Cell, Row};
use super::ods_styles::Styles;
use super::package::Package;
use super::refusal::Refusal;
use super::tags::{Tag, unescaped};
use super::watch::Stage;
use super::{Area, CellNote, limits};
use calamine::SheetVisible;

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut package = Package::open(bytes)?;
    package.check()?;
    if is_locked(&mut package) {
        return Err(Refusal::Encrypted);
    }
    let head = package.head("content.xml", 2).unwrap_or_default();
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal::NotAWorkbook(
            "The sheets of this OpenDocument spreadsheet are written in UTF-16.".to_owned(),
        ));
    }
    builder.watch.enter(Stage::Opening);
    let mut content = Content::new(Styles::read(&mut package));

    builder.watch.enter(Stage::Reading);
    let Some((_, mut tags)) = package.tags("content.xml") else {
        return Err(Refusal::damaged("the part with its sheets is missing"));
    };
    let mut n_tags: u64 = 0;
    while let Ok(Some((text, tag))) = tags.next_with_text() {
        n_tags += 1;
        if n_tags.is_multiple_of(1 << 12) {
            builder.watch.check()?;
        }
        content.meet(text, tag, builder)?;
        if n_tags > limits::TAGS || tags.run > limits::RUN_BYTES {
            return Err(Refusal::too_large(
                "Its sheets are made of more marks, or of a longer text, than a workbook can hold.",
            ));
        }
    }
    content.end(builder)
}

/// A locked file says so in its list of parts; the parts themselves then look like damage.
fn is_locked(package: &mut Package<'_>) -> bool {
    let mut is_locked = false;
    super::sheet_scan::each_tag(package, "META-INF/manifest.xml", |tag| {
        is_locked |= tag.name() == b"encryption-data";
    });
    is_locked
}

/// Where the way through the content has come to.
#[derive(Debug, Default)]
struct Content {
    styles: Styles,
    /// Open tables; what stands in one inside a cell is passed over.
    depth: u32,
    is_sheet: bool,
    has_inner_tables: bool,
    /// The style of each column that has one, with the column behind its last.
    columns: Vec<(u32, Option<String>)>,
    /// The first row that is not read yet.
    next_row: u32,
    row: Option<Row>,
    merges: Vec<Area>,
    notes: Gathered,
    /// Texts as often as they are shown, over all sheets.
    text_bytes: u64,
}

impl Content {
    fn new(styles: Styles) -> Self {
        Self {
            styles,
            ..Self::default()
        }
    }

    fn meet(
        &mut self,
        text: &[u8],
        tag: Tag<'_>,
        builder: &mut Builder<'_>,
    ) -> Result<(), Refusal> {
        if tag.name() == b"table" && !tag.is_closed() {
            self.depth += 1;
            if self.depth == 1 {
                self.open_table(tag, builder)?;
            } else {
                self.has_inner_tables |= self.is_sheet;
            }
        } else if tag.ends() == Some(b"table") {
            if self.depth == 1 {
                self.end_row(builder)?;
                self.close_table(builder)?;
            }
            self.depth = self.depth.saturating_sub(1);
        } else if self.depth == 1 && self.is_sheet {
            self.meet_inside(text, tag, builder)?;
        }
        Ok(())
    }

    fn open_table(&mut self, tag: Tag<'_>, builder: &mut Builder<'_>) -> Result<(), Refusal> {
        let is_hidden = self.styles.is_hidden(tag.attribute("style-name"));
        let visible = if is_hidden {
            SheetVisible::Hidden
        } else {
            SheetVisible::Visible
        };
        // The tables of links to other files have no name.
        self.is_sheet = match tag.attribute("name") {
            Some(name) => builder.start_sheet(&unescaped(name), visible)?,
            None => false,
        };
        self.columns.clear();
        self.next_row = 0;
        Ok(())
    }

    fn close_table(&mut self, builder: &mut Builder<'_>) -> Result<(), Refusal> {
        if self.is_sheet {
            builder.set_merges(std::mem::take(&mut self.merges))?;
            self.notes.pass(builder)?;
            builder.watch.sheet_read();
        }
        self.is_sheet = false;
        Ok(())
    }

    fn meet_inside(
        &mut self,
        text: &[u8],
        tag: Tag<'_>,
        builder: &mut Builder<'_>,
    ) -> Result<(), Refusal> {
        match (tag.name(), tag.ends()) {
            (b"table-column", _) => {
                let from = self.columns.last().map_or(0, |(end, _)| *end);
                let count = repeats(tag, "number-columns-repeated", limits::COLUMNS);
                let style = tag.attribute("default-cell-style-name");
                self.columns
                    .push((from.saturating_add(count), style.map(str::to_owned)));
            }
            (b"table-row", _) => {
                self.end_row(builder)?;
                self.row = Some(Row::new(
                    repeats(tag, "number-rows-repeated", limits::ROWS),
                    tag.attribute("default-cell-style-name"),
                ));
                if tag.is_closed() {
                    self.end_row(builder)?;
                }
            }
            (_, Some(b"table-row")) => self.end_row(builder)?,
            _ => {
                if let Some(row) = &mut self.row {
                    row.meet(text, tag);
                }
            }
        }
        Ok(())
    }

    /// Puts the cells of a row as often as it stands there.
    fn end_row(&mut self, builder: &mut Builder<'_>) -> Result<(), Refusal> {
        let Some(row) = self.row.take() else {
            return Ok(());
        };
        let (first, count) = (self.next_row, row.repeats);
        self.next_row = first.saturating_add(count);
        let (style, cells, notes) = row.into_parts();
        for note in notes {
            self.notes.add(CellNote { row: first, ..note }, builder);
        }
        let n_cells: u64 = cells.iter().map(|cell| u64::from(cell.repeats)).sum();
        let n_bytes: u64 = cells.iter().map(Cell::text_bytes).sum();
        self.text_bytes = self
            .text_bytes
            .saturating_add(n_bytes.saturating_mul(u64::from(count)));
        if n_cells.saturating_mul(u64::from(count)) > limits::CELLS
            || self.text_bytes > limits::TEXT_BYTES
        {
            return Err(Refusal::too_large(
                "A small part of it repeats itself into more cells or text than a computer can hold.",
            ));
        }
        let mut ready = Vec::with_capacity(cells.len());
        for cell in cells {
            let style = cell
                .style
                .as_deref()
                .or(style.as_deref())
                .or_else(|| column_style(&self.columns, cell.column));
            let style = match style {
                Some(name) => self.styles.id(name, builder)?,
                None => 0,
            };
            self.add_merge(first, &cell);
            ready.push(cell.ready(first, style, builder)?);
        }
        for row in first..self.next_row {
            for cell in &ready {
                cell.put(row, builder)?;
            }
            builder.watch.check()?;
            if ready.is_empty() {
                break;
            }
        }
        Ok(())
    }

    fn add_merge(&mut self, row: u32, cell: &Cell) {
        let (rows, columns) = cell.spanned;
        let last_row = row.saturating_add(rows.saturating_sub(1));
        let last_column = cell.column.saturating_add(columns.saturating_sub(1));
        let is_on_grid = last_row < limits::ROWS && last_column < limits::COLUMNS;
        if rows.max(columns) > 1 && is_on_grid && self.merges.len() < limits::MERGES {
            self.merges.push(Area {
                first_row: row,
                first_column: cell.column,
                last_row,
                last_column,
            });
        }
    }

    fn end(mut self, builder: &mut Builder<'_>) -> Result<(), Refusal> {
        if self.depth > 0 && self.is_sheet {
            self.end_row(builder)?;
            self.notes.pass(builder)?;
            builder.lose_sheet("the file breaks off in the middle of it");
        }
        if self.has_inner_tables {
            builder.note(
                "A cell of the workbook holds a table of its own, which was left out.".to_owned(),
            );
        }
        Ok(())
    }
}

fn column_style(columns: &[(u32, Option<String>)], column: u32) -> Option<&str> {
    let index = columns.partition_point(|(end, _)| *end <= column);
    columns.get(index)?.1.as_deref()
}

/// How often a row or a cell stands there: at least once, at most as often as the grid has room.
pub(super) fn repeats(tag: Tag<'_>, name: &str, most: u32) -> u32 {
    tag.attribute(name)
        .map_or(1, |text| text.parse().unwrap_or(most))
        .clamp(1, most)
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::zipped;
    use super::super::{OpenError, Value, Watch, Workbook, read};
    use std::path::Path;

    fn opened(tables: &str) -> Result<Workbook, OpenError> {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        );
        let bytes = zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:manifest/>"),
            ("content.xml", &content),
        ]);
        read("plan.ods", Path::new("plan.ods"), bytes, &Watch::default())
    }

    #[test]
    fn cells_stand_where_the_sheet_shows_them() {
        let book = opened(
            r#"<table:table table:name="Plan"><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="7"/><table:table-cell office:value-type="date" office:date-value="2026-04-01"/><table:table-cell table:formula="of:=[.C4]*2" office:value-type="float" office:value="14"/><table:table-cell office:value-type="string"><text:p>Beds</text:p></table:table-cell></table:table-row></table:table>"#,
        )
        .unwrap();
        let sheet = &book.sheets[0];
        assert_eq!(
            sheet.used().map(|area| area.to_string()).as_deref(),
            Some("C4:F4")
        );
        assert_eq!(sheet.cell(3, 2).unwrap().value, Value::Number(7.0));
        assert_eq!(sheet.cell(3, 3).unwrap().value, Value::Date(46_113.0));
        assert_eq!(sheet.formula(3, 4), Some("[.C4]*2"));
        assert_eq!(sheet.cell(3, 5).unwrap().text(), Some("Beds"));
    }

    #[test]
    fn repeated_cells_are_counted_before_they_are_unpacked() {
        let row = r#"<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value="1" office:value-type="float"/></table:table-row>"#;
        let bomb = format!(
            r#"<table:table table:name="Plan">{}</table:table>"#,
            row.repeat(2_000)
        );
        assert!(matches!(opened(&bomb), Err(OpenError::TooLarge { .. })));
        let modest = format!(
            r#"<table:table table:name="Plan">{}</table:table>"#,
            row.repeat(2)
        );
        assert_eq!(opened(&modest).unwrap().sheets[0].cell_count(), 32_768);
    }

    #[test]
    fn content_that_breaks_off_is_refused_and_not_waited_for() {
        let broken = r#"<table:table table:name="Plan"><table:table-row>"#;
        assert!(
            matches!(opened(broken), Err(OpenError::Damaged { what, .. }) if what.contains("breaks off"))
        );
        let begun = r#"<table:table table:name="Plan"><table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row><table:table-row>"#;
        let book = opened(begun).unwrap();
        assert_eq!(book.sheets[0].cell_count(), 1);
        assert!(book.notes[0].message.contains("breaks off"));
    }

    #[test]
    fn blanks_between_the_tags_are_no_cells_and_those_in_a_text_are_kept() {
        let book = opened(
            r#"
            <table:table table:name="Plan">
              <table:table-column table:default-cell-style-name="ce1"/>
              <table:table-row>
                <table:table-cell office:value-type="string">
                  <text:p>R&amp;D<text:s text:c="2"/>beds<text:line-break/>in
                  use<text:tab/><text:span>now</text:span></text:p>
                  <office:annotation><text:p>why?</text:p></office:annotation>
                  <text:p>and later</text:p>
                </table:table-cell>
                <table:covered-table-cell/>
                <table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>
              </table:table-row>
            </table:table>"#,
        )
        .unwrap();
        assert_eq!(book.notes, []);
        let sheet = &book.sheets[0];
        assert_eq!(
            sheet.cell(0, 0).unwrap().text(),
            Some("R&D  beds\nin use\tnow\nand later")
        );
        assert_eq!(sheet.cell(0, 2).unwrap().value, Value::Number(2.0));
        assert_eq!(sheet.cell_count(), 2);
    }

    #[test]
    fn errors_unknown_results_and_lengths_across_are_kept() {
        let book = opened(
            r#"<table:table table:name="Plan"><table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error" table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>#DIV/0!</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:formula="of:=[.A1]"/><table:table-cell office:value-type="float" office:value="much"/></table:table-row></table:table>"#,
        )
        .unwrap();
        let sheet = &book.sheets[0];
        assert_eq!(sheet.cell(0, 0).unwrap().value, Value::Error("#DIV/0!"));
        assert_eq!(sheet.cell(0, 2).unwrap().value, Value::NotCalculated);
        assert_eq!(sheet.merges[0].to_string(), "A1:B3");
        assert_eq!(book.notes.len(), 1);
        assert_eq!(
            book.notes[0]
                .cell
                .as_ref()
                .map(ToString::to_string)
                .as_deref(),
            Some("Plan!D1")
        );
    }

    #[test]
    fn a_second_sheet_of_the_same_name_and_a_table_in_a_cell_are_told() {
        let cell = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
        let inner = format!(
            r#"<table:table-cell><table:table table:is-sub-table="true"><table:table-row>{cell}</table:table-row></table:table></table:table-cell>"#
        );
        let table = |cells: &str| {
            format!(
                r#"<table:table table:name="Plan"><table:table-row>{cells}</table:table-row></table:table>"#
            )
        };
        let book = opened(&format!(
            "{}{}",
            table(&format!("{inner}{cell}")),
            table(cell)
        ))
        .unwrap();
        assert_eq!(book.sheets.len(), 1);
        assert_eq!(book.sheets[0].cell(0, 1).unwrap().value, Value::Number(1.0));
        let told: String = book
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        assert!(
            told.contains("Two sheets are named “Plan”") && told.contains("table of its own"),
            "{told}"
        );
    }

    #[test]
    fn a_locked_file_is_told_from_a_damaged_one() {
        let bytes = zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            (
                "META-INF/manifest.xml",
                "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>",
            ),
            ("content.xml", "no tags at all"),
        ]);
        let refused = read("plan.ods", Path::new("plan.ods"), bytes, &Watch::default());
        assert!(matches!(refused, Err(OpenError::Encrypted { .. })));
    }
}
