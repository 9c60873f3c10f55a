//! ods, as `LibreOffice` writes it. Its reader unpacks repeated cells one by one before it counts them,
//! and waits for ever at a file that breaks off, so that the content is looked through first.

use super::builder::Builder;
use super::limits;
use super::package::Package;
use super::read_xls::put_all;
use super::refusal::Refusal;
use super::tags::Tag;
use super::watch::{Stage, Watch};
use calamine::{Ods, OdsError, Reader as _};
use std::io::Cursor;

pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut package = Package::open(bytes)?;
    package.check()?;
    let content = scan(&mut package, builder.watch)?;

    builder.watch.enter(Stage::Opening);
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let tabs = book.sheets_metadata().to_vec();

    builder.watch.enter(Stage::Reading);
    builder.watch.expect_sheets(tabs.len());
    for tab in &tabs {
        if builder.start_sheet(&tab.name, tab.visible)? {
            match (
                book.worksheet_range(&tab.name),
                book.worksheet_formula(&tab.name),
            ) {
                (Ok(values), Ok(formulas)) => put_all(&values, &formulas, builder)?,
                (Err(error), _) | (_, Err(error)) => builder.lose_sheet(&error.to_string()),
            }
        }
        builder.watch.sheet_read();
    }
    if content.has_inner_tables {
        builder.note(
            "A cell of the workbook holds a table of its own; the sheet around it may be read in part.".to_owned(),
        );
    }
    Ok(())
}

/// What was met on the way through the content.
#[derive(Debug, Default)]
struct Content {
    /// Open tables; one inside another is possible, though no program of today writes it.
    depth: u32,
    has_inner_tables: bool,
    row: Row,
    table: Table,
    /// Cells and texts as they are unpacked, over all sheets.
    cells: u64,
    bytes: u64,
}

#[derive(Debug, Default)]
struct Row {
    repeats: u64,
    cells: u64,
    /// Empty cells count once a filled one follows.
    empty: u64,
    bytes: u64,
    cell_repeats: u64,
    is_filled: bool,
}

#[derive(Debug, Default)]
struct Table {
    rows: u64,
    empty_rows: u64,
    width: u64,
}

fn scan(package: &mut Package<'_>, watch: &Watch) -> Result<Content, Refusal> {
    let mut content = Content::default();
    let Some((_, mut tags)) = package.tags("content.xml") else {
        return Err(Refusal::damaged("the part with its sheets is missing"));
    };
    let mut n_tags: u64 = 0;
    while let Ok(Some(tag)) = tags.next() {
        n_tags += 1;
        if n_tags.is_multiple_of(1 << 16) {
            watch.check()?;
        }
        content.meet(tag);
        let run = tags.run;
        content.row.bytes = content
            .row
            .bytes
            .saturating_add(run.saturating_mul(content.row.cell_repeats));
        let is_in_bounds = n_tags <= limits::TAGS
            && run <= limits::RUN_BYTES
            && content.cells <= limits::GRID_CELLS
            && content.bytes <= limits::TEXT_BYTES
            && content.row.bytes <= limits::TEXT_BYTES;
        if !is_in_bounds {
            return Err(Refusal::too_large(
                "A small part of it repeats itself into more cells or text than a computer can hold.",
            ));
        }
    }
    if content.depth > 0 {
        return Err(Refusal::damaged("it breaks off in the middle of a sheet"));
    }
    Ok(content)
}

impl Content {
    fn meet(&mut self, tag: Tag<'_>) {
        match tag.name() {
            b"table" if !tag.is_closed() => {
                self.depth += 1;
                self.has_inner_tables |= self.depth > 1;
                self.table = Table::default();
            }
            b"/table:table" => self.depth = self.depth.saturating_sub(1),
            b"table-row" => {
                self.row = Row {
                    repeats: count(tag, "number-rows-repeated").min(u64::from(limits::ROWS)),
                    ..Row::default()
                };
            }
            b"table-cell" | b"covered-table-cell" => self.meet_cell(tag),
            // Runs of blanks, unpacked one by one.
            b"s" => {
                let blanks = count(tag, "c").saturating_mul(self.row.cell_repeats);
                self.row.bytes = self.row.bytes.saturating_add(blanks);
            }
            b"/table:table-row" => self.end_row(),
            _ => {}
        }
    }

    fn meet_cell(&mut self, tag: Tag<'_>) {
        let row = &mut self.row;
        let repeats = count(tag, "number-columns-repeated").min(u64::from(limits::COLUMNS));
        let is_filled = [
            "value",
            "string-value",
            "date-value",
            "time-value",
            "boolean-value",
            "formula",
            "value-type",
        ]
        .iter()
        .any(|name| tag.attribute(name).is_some());
        if is_filled {
            row.cells = (row.cells + row.empty + repeats).min(u64::from(limits::COLUMNS));
            row.empty = 0;
            row.is_filled = true;
            row.cell_repeats = repeats;
            let length = tag.bytes().len() as u64;
            row.bytes = row.bytes.saturating_add(length * repeats);
        } else {
            row.empty += repeats;
            row.cell_repeats = 0;
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !row.is_filled {
            self.table.empty_rows += row.repeats;
            return;
        }
        let table = &mut self.table;
        let new_rows = table.empty_rows + row.repeats;
        table.empty_rows = 0;
        table.rows += new_rows;
        let wider = row.cells.saturating_sub(table.width);
        table.width += wider;
        let unpacked = new_rows * table.width + wider * table.rows;
        self.cells = self.cells.saturating_add(unpacked);
        self.bytes = self
            .bytes
            .saturating_add(row.bytes.saturating_mul(row.repeats));
    }
}

fn count(tag: Tag<'_>, name: &str) -> u64 {
    tag.attribute(name)
        .map_or(1, |text| text.parse().unwrap_or(u64::from(u32::MAX)))
}

fn refusal(error: &OdsError) -> Refusal {
    match error {
        OdsError::Password => Refusal::Encrypted,
        OdsError::Mismatch { .. } => Refusal::NotAWorkbook(
            "The rows of this OpenDocument spreadsheet are laid out in a way that cannot be read."
                .to_owned(),
        ),
        OdsError::CellLimitExceeded { .. } => {
            Refusal::too_large("Its sheets span more than 100 million cells, filled or not.")
        }
        OdsError::FileNotFound(part) => Refusal::damaged(format!("its part {part} is missing")),
        other => Refusal::damaged(format!("its content is broken ({other})")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::zipped;
    use super::super::{OpenError, Value, Workbook, read};
    use super::*;
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
    }
}
