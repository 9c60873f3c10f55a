//! How much is accepted. Every bound stands far above what published workbooks hold, and far below what fills a computer.
//! Knows no format.

/// The file itself.
pub(super) const FILE_BYTES: u64 = 1 << 30;
/// Parts of a zip package.
pub(super) const ENTRIES: usize = 50_000;
/// All parts that are read, unpacked.
pub(super) const UNPACKED_BYTES: u64 = 2 << 30;
/// Texts that are held in memory whole.
pub(super) const SHARED_STRING_BYTES: u64 = 512 << 20;
/// Lists of styles and of sheets, held in memory whole.
pub(super) const DIRECTORY_BYTES: u64 = 64 << 20;
/// Tags of one sheet: empty rows cost time though they hold nothing.
pub(super) const TAGS: u64 = 100_000_000;
/// One run of text between two tags: the XML reader holds it whole.
pub(super) const RUN_BYTES: u64 = 64 << 20;
/// Filled cells of a workbook: the national extract of a month as text has 180,000 rows by 121 columns.
pub(super) const CELLS: u64 = 26_000_000;
/// Distinct texts and formulas of a workbook.
pub(super) const TEXT_BYTES: u64 = 512 << 20;
/// Cells between the corners of the old formats' sheets, which are read as full rectangles.
pub(super) const GRID_CELLS: u64 = 24_000_000;
/// Unreadable cells of a sheet, after which the rest of it is given up.
pub(super) const BAD_CELLS: usize = 10_000;
/// Remarks kept on one workbook; the rest are counted.
pub(super) const NOTES: usize = 500;
/// Notes on cells kept of one sheet.
pub(super) const CELL_NOTES: usize = 100_000;
/// The text of the notes on cells that are kept of a workbook.
pub(super) const CELL_NOTE_BYTES: usize = 32 << 20;
/// What is unpacked of a workbook in search of notes on cells.
pub(super) const NOTE_PART_BYTES: u64 = 64 << 20;
/// Merged areas kept of one sheet.
pub(super) const MERGES: usize = 100_000;
/// Runs of hidden rows or columns kept of one sheet.
pub(super) const HIDDEN_RUNS: usize = 100_000;
/// The longest text a cell can hold in Excel, in characters.
pub(super) const TEXT_CHARS: usize = 32_767;
/// Formulas written out from the one they are shared with, in bytes for one sheet.
pub(super) const SHARED_FORMULA_BYTES: usize = 64 << 20;
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;
