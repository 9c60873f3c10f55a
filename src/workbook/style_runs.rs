//! The style numbers of a sheet's cells in the order of the file, blank cells included.

use super::builder::Builder;
use super::read_xlsx::{Book, ends_the_sheet};
use super::refusal::Refusal;

/// Neighbours are mostly dressed alike, so that runs of one style take little.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StyleRuns {
    /// Style, and how many cells in a row have it.
    runs: Vec<(u32, u32)>,
    cells: u64,
    is_cut: bool,
}

impl StyleRuns {
    /// Beyond this many runs, styles are not kept: 64 MB.
    const RUNS: usize = 8 << 20;

    pub(super) fn push(&mut self, style: u32) {
        self.cells += 1;
        let has_room = self.runs.len() < Self::RUNS;
        match self.runs.last_mut() {
            Some((last, count)) if *last == style && *count < u32::MAX => *count += 1,
            _ if has_room => self.runs.push((style, 1)),
            _ => self.is_cut = true,
        }
    }

    /// Of how many cells the style is known, where it is known of all.
    pub(super) fn count(&self) -> Option<u64> {
        (!self.is_cut).then_some(self.cells)
    }

    /// The styles as the reader of cells meets them, errors counted as a cell each.
    pub(super) fn read(
        book: &mut Book<'_>,
        name: &str,
        builder: &Builder<'_>,
    ) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        // What is wrong with the sheet is met again when its values are read.
        let Ok(mut cells) = book.worksheet_cells_reader(name) else {
            return Ok(styles);
        };
        loop {
            if styles.cells.is_multiple_of(1 << 12) {
                builder.watch.check()?;
            }
            match cells.next_cell_with_style_id() {
                Ok(Some((_, style))) => styles.push(u32::try_from(style).unwrap_or_default()),
                Ok(None) => break,
                Err(error) if ends_the_sheet(&error) => break,
                Err(_) => styles.push(0),
            }
        }
        Ok(styles)
    }
}

impl IntoIterator for StyleRuns {
    type Item = u32;
    type IntoIter = Box<dyn Iterator<Item = u32>>;

    fn into_iter(self) -> Self::IntoIter {
        let runs = self.runs.into_iter();
        Box::new(runs.flat_map(|(style, count)| std::iter::repeat_n(style, count as usize)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_come_back_cell_by_cell() {
        let mut styles = StyleRuns::default();
        for style in [3, 3, 0, 3] {
            styles.push(style);
        }
        assert_eq!(styles.runs.len(), 3);
        assert_eq!(styles.count(), Some(4));
        assert_eq!(styles.into_iter().collect::<Vec<_>>(), [3, 3, 0, 3]);
    }
}
