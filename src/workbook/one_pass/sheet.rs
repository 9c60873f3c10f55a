//! One sheet of an ordinary workbook: what stands before its rows, its rows cell by cell, what stands behind them.

use super::super::builder::Builder;
use super::super::cells::{Held, Packed};
use super::super::shared_formulas::SharedFormulas;
use super::super::sheet_scan::{area, hide_columns};
use super::super::tags::{Tag, Tags};
use super::super::texts::TextId;
use super::super::{Area, Hidden, limits};
use super::cell::{Cell, Content, Formula, FormulaKind, is_area, row};
use super::looks::{Kind, Looks};
use super::steps::{Step, Steps, Stop, aside, once};
use super::text;
use super::text_list::TextList;
use super::window::Window;
use super::{Stopped, are_quotes_even, is_utf_8};
use std::io::Read;

/// Reads a sheet into the open tab. Where it is odd, some of its cells may have been passed on already.
pub(super) fn read(
    part: impl Read,
    looks: &Looks,
    texts: &mut TextList,
    builder: &mut Builder<'_>,
) -> Result<(), Stopped> {
    let mut window = Window::new(part);
    let mut sheet = Sheet {
        looks,
        texts,
        builder,
        shared: SharedFormulas::default(),
        tags: 0,
        row: 0,
        next_row: 0,
        next_column: 0,
        is_in_row: false,
        cells: 0,
        hidden: Hidden::default(),
    };
    if sheet.pass_front(&mut window)? {
        sheet.read_rows(&mut window)?;
    }
    let merges = sheet.pass_back(&mut window)?;
    let hidden = sheet.hidden;
    builder.set_hidden(hidden)?;
    builder.set_merges(merges)?;
    Ok(())
}

struct Sheet<'s, 'w> {
    looks: &'s Looks,
    texts: &'s mut TextList,
    builder: &'s mut Builder<'w>,
    shared: SharedFormulas,
    tags: u64,
    /// The open row.
    row: u32,
    /// The first row and column that come after those met.
    next_row: u32,
    next_column: u32,
    is_in_row: bool,
    /// Cells that the builder has not been told of.
    cells: u64,
    hidden: Hidden,
}

impl Sheet<'_, '_> {
    /// Passes what stands before the rows; `false` where there are none.
    fn pass_front(&mut self, window: &mut Window<impl Read>) -> Result<bool, Stopped> {
        let mut tags = Tags::new(window);
        let mut depth = 0_u32;
        loop {
            let Ok(Some((text, tag))) = tags.next_with_text() else {
                return Err(Stopped::Odd);
            };
            let text = match self.tags {
                0 => text.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(text),
                _ => text,
            };
            if !text.iter().all(u8::is_ascii_whitespace) || !is_sound(tag) {
                return Err(Stopped::Odd);
            }
            self.tags += 1;
            match tag.bytes() {
                b"sheetData" if depth == 1 => return Ok(true),
                b"sheetData/" if depth == 1 => return Ok(false),
                declaration if declaration.starts_with(b"?") => {
                    if self.tags > 1
                        || !(declaration.starts_with(b"?xml ") && is_utf_8(declaration))
                    {
                        return Err(Stopped::Odd);
                    }
                }
                _ if tag.ends().is_some() => {
                    depth = depth.checked_sub(1).ok_or(Stopped::Odd)?;
                }
                _ => {
                    if !stands_before_rows(tag) {
                        return Err(Stopped::Odd);
                    }
                    if tag.name() == b"col" {
                        hide_columns(&mut self.hidden, tag);
                    }
                    depth += u32::from(!tag.is_closed());
                }
            }
        }
    }

    fn read_rows(&mut self, window: &mut Window<impl Read>) -> Result<(), Stopped> {
        loop {
            let bytes = window.held();
            let mut steps = Steps::new(bytes);
            let is_over = self.read_some(&mut steps)?;
            let read = bytes.len() - steps.left();
            window.pass(read);
            self.builder.count_cells(std::mem::take(&mut self.cells))?;
            // Rows without cells count nothing, and take time all the same.
            self.builder.watch.check()?;
            if self.tags > limits::TAGS {
                return Err(Stopped::Odd);
            }
            if is_over {
                return Ok(());
            }
            if !window.fetch().unwrap_or(false) {
                return Err(Stopped::Odd);
            }
        }
    }

    /// Reads as far as the bytes go; `true` behind the last row.
    fn read_some(&mut self, steps: &mut Steps<'_>) -> Result<bool, Stopped> {
        loop {
            let begun = *steps;
            match self.read_one(steps) {
                Ok(Some(cell)) => self.put(cell)?,
                Ok(None) => {}
                Err(Ending::Over) => return Ok(true),
                Err(Ending::Stopped(Stop::Short)) => {
                    *steps = begun;
                    return Ok(false);
                }
                Err(Ending::Stopped(Stop::Odd)) => return Err(Stopped::Odd),
            }
        }
    }

    /// Reads one cell, or passes the beginning or end of a row.
    #[inline]
    fn read_one<'b>(&mut self, steps: &mut Steps<'b>) -> Result<Option<Cell<'b>>, Ending> {
        steps.blanks();
        if self.is_in_row {
            if steps.passes(b"<c")? {
                return Ok(Some(Cell::read(steps)?));
            }
            steps.pass(b"</row>")?;
            self.is_in_row = false;
            self.tags += 1;
            return Ok(None);
        }
        if steps.passes(b"</sheetData>")? {
            self.tags += 1;
            return Err(Ending::Over);
        }
        steps.pass(b"<row")?;
        let (mut number, mut hidden) = (None, None);
        let is_closed = steps.attributes(|name, value| match name {
            b"r" => once(&mut number, row(value)?),
            b"hidden" => {
                aside(name, value, &[])?;
                once(&mut hidden, value)
            }
            _ => aside(name, value, &[b"r", b"hidden"]),
        })?;
        self.start_row(number)?;
        if let (Some(row), Some(b"1" | b"true")) = (number, hidden) {
            self.hidden.add_row(row);
        }
        self.is_in_row = !is_closed;
        self.tags += 1;
        Ok(None)
    }

    fn start_row(&mut self, number: Option<u32>) -> Step<()> {
        let row = number.unwrap_or(self.next_row);
        if row < self.next_row || row >= limits::ROWS {
            return Err(Stop::Odd);
        }
        self.row = row;
        self.next_row = row + 1;
        self.next_column = 0;
        Ok(())
    }

    #[inline]
    fn put(&mut self, cell: Cell<'_>) -> Result<(), Stopped> {
        self.tags += cell.tags;
        self.cells += 1;
        let (row, column) = cell.at.unwrap_or((self.row, self.next_column));
        if row != self.row || column < self.next_column || column >= limits::COLUMNS {
            return Err(Stopped::Odd);
        }
        self.next_column = column + 1;
        let look = self.looks.of(cell.style);
        let formula = match cell.formula {
            Some(formula) => self.formula(formula, (row, column))?,
            None => None,
        };
        let held = match cell.content {
            Content::Blank if formula.is_some() => Some(Held::NotCalculated),
            Content::Blank => None,
            Content::Number(number) => Some(match look.kind {
                Kind::Number | Kind::Duration => Held::Number(number),
                Kind::Date => self.builder.day(number),
            }),
            Content::Listed(place) => self.texts.held(place, self.builder)?,
            Content::Bool(truth) => Some(Held::Bool(truth)),
            Content::Error(error) => Some(Held::Error(self.builder.share(error)?)),
            Content::Text(raw, ends) => self.text(raw, ends)?,
        };
        if let Some(held) = held {
            let packed = Packed::new(column, look.style, held);
            self.builder.put_behind(row, packed, formula)?;
        }
        Ok(())
    }

    fn text(&mut self, raw: &[u8], ends: text::Ends) -> Result<Option<Held>, Stopped> {
        let text = text::shown(raw, ends)?;
        match text.len() {
            0 => Ok(None),
            1..=limits::TEXT_CHARS => Ok(Some(Held::Text(self.builder.share(&text)?))),
            _ => Err(Stopped::Odd),
        }
    }

    fn formula(&mut self, formula: Formula<'_>, at: (u32, u32)) -> Result<Option<TextId>, Stopped> {
        let text = text::resolved(formula.text)?;
        let id = match formula.kind {
            FormulaKind::Own => SharedFormulas::own(&text, self.builder)?,
            FormulaKind::Shared(number) => {
                let number = number as usize;
                self.shared
                    .template(number, text.into_owned(), at, self.builder)?
            }
            FormulaKind::Derived(number) => {
                self.shared.derived(number as usize, at, self.builder)?
            }
        };
        Ok(id)
    }

    /// Passes what stands behind the rows, for its merged areas, and to its end, for its checksum.
    fn pass_back(&mut self, window: &mut Window<impl Read>) -> Result<Vec<Area>, Stopped> {
        let mut merges = Vec::new();
        let mut tags = Tags::new(window);
        loop {
            let Some(tag) = tags.next().map_err(|_broken| Stopped::Odd)? else {
                return Ok(merges);
            };
            self.tags += 1;
            match tag.name() {
                b"mergeCell" if merges.len() < limits::MERGES => {
                    merges.extend(tag.attribute("ref").and_then(area));
                }
                b"c" | b"v" | b"col" | b"sheetData" => return Err(Stopped::Odd),
                b"row" if tag.attribute("r").is_some() => return Err(Stopped::Odd),
                _ => {}
            }
            if tags.run > limits::RUN_BYTES || self.tags > limits::TAGS {
                return Err(Stopped::Odd);
            }
            if self.tags.is_multiple_of(1 << 16) {
                self.builder.watch.check()?;
            }
        }
    }
}

enum Ending {
    Over,
    Stopped(Stop),
}

impl From<Stop> for Ending {
    fn from(stop: Stop) -> Self {
        Self::Stopped(stop)
    }
}

/// Whether every reader takes the tag for the same: it ends where its first bracket closes.
fn is_sound(tag: Tag<'_>) -> bool {
    let bytes = tag.bytes();
    let is_declaration = bytes.starts_with(b"?");
    !tag.is_cut()
        && !bytes.starts_with(b"!")
        && (is_declaration || (are_quotes_even(bytes) && !bytes.contains(&b'\'')))
        && !bytes.contains(&b'<')
        && std::str::from_utf8(bytes).is_ok()
        && bytes.len() < 1 << 15
}

/// Whether the tag may stand before the rows. The other reader stumbles over a size that is none.
fn stands_before_rows(tag: Tag<'_>) -> bool {
    let bytes = tag.bytes();
    match tag.name() {
        b"dimension" => bytes
            .strip_prefix(br#"dimension ref=""#)
            .and_then(|rest| rest.strip_suffix(br#""/"#).or(rest.strip_suffix(br#"""#)))
            .is_some_and(is_area),
        b"sheetData" | b"row" | b"c" | b"v" | b"mergeCell" => false,
        _ => true,
    }
}
