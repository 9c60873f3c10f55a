//! The account of every number of every visible sheet after reading: what feeds the plan, what repeats it, what is
//! something else, and what was not understood, gathered by table and column. One pass over the cells.

use super::coverage::NotUnderstood;
use super::grid::{self, Grid};
use super::kind::Kind;
use super::ledger_gaps::Gaps;
use super::ledger_return;
use super::ledger_table::{Results, TableLook};
use super::page::{Found, Page};
use super::published::{Noted, Returns};
use super::tally::{Class, Numbers, Tally};
use crate::plan::{Money, Plan, figures};
use crate::workbook::{Cell, SheetAddress, Value, Visibility, Workbook};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What became of the numbers.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// One for each sheet of the workbooks, in their order; empty for those left out.
    pub(super) sheets: Vec<Numbers>,
    /// One for each table, in the order found.
    pub(super) tables: Vec<TableNumbers>,
}

/// The numbers of one table.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct TableNumbers {
    pub(super) tally: Tally,
    /// Pounds, without sign, in the cells that are not part of the plan, where they are money.
    pub(super) set_aside: Money,
}

/// Row and column of cells on one sheet, sorted.
#[derive(Default)]
struct Marked {
    used: Vec<(u32, u32)>,
    totals: Vec<(u32, u32)>,
    gaps: Vec<(u32, u32)>,
}

/// Cells in the making of a sorted list: of an extract millions are marked, many of them more than once.
#[derive(Default)]
struct Marks {
    /// By row, one bit a column.
    near: Vec<u128>,
    far: Vec<(u32, u32)>,
}

impl Marks {
    fn add(&mut self, row: u32, column: u32) {
        if column >= u128::BITS {
            self.far.push((row, column));
            return;
        }
        let row = row as usize;
        if self.near.len() <= row {
            self.near.resize(row + 1, 0);
        }
        if let Some(columns) = self.near.get_mut(row) {
            *columns |= 1 << column;
        }
    }

    fn sorted(mut self) -> Vec<(u32, u32)> {
        let mut cells = Vec::new();
        for (row, columns) in (0_u32..).zip(&self.near) {
            let mut left = *columns;
            while left != 0 {
                cells.push((row, left.trailing_zeros()));
                left &= left - 1;
            }
        }
        if !self.far.is_empty() {
            cells.append(&mut self.far);
            cells.sort_unstable();
            cells.dedup();
        }
        cells
    }
}

/// The marks of one sheet.
#[derive(Default)]
struct Marking {
    used: Marks,
    totals: Marks,
    gaps: Marks,
}

/// Those that one row of a grid can hold.
#[derive(Clone, Copy)]
struct MarkedHere<'m> {
    used: &'m [(u32, u32)],
    totals: &'m [(u32, u32)],
    gaps: &'m [(u32, u32)],
}

/// The neighbours in a sorted list that belong to this row.
fn run_of<T>(list: &[T], row: u32, row_of: impl Fn(&T) -> u32) -> &[T] {
    let from = list.partition_point(|one| row_of(one) < row);
    let rest = list.get(from..).unwrap_or_default();
    let length = rest.iter().take_while(|one| row_of(one) == row).count();
    rest.get(..length).unwrap_or_default()
}

impl Marked {
    fn in_row(&self, grid: &Grid<'_>, row: u32) -> MarkedHere<'_> {
        if grid.reads_across() {
            return MarkedHere {
                used: &self.used,
                totals: &self.totals,
                gaps: &self.gaps,
            };
        }
        MarkedHere {
            used: run_of(&self.used, row, |(own, _)| *own),
            totals: run_of(&self.totals, row, |(own, _)| *own),
            gaps: run_of(&self.gaps, row, |(own, _)| *own),
        }
    }

    fn holds(cells: &[(u32, u32)], at: (u32, u32)) -> bool {
        cells.binary_search(&at).is_ok()
    }
}

/// Accounts for every number; what was not understood and is not listed yet is added to the list.
pub(super) fn ledger(
    workbooks: &[Workbook],
    (returns, noted): (&Returns, &Noted),
    pages: &[Page<'_>],
    found: &[Found<'_, '_>],
    plan: &Plan,
    not_understood: &mut Vec<NotUnderstood>,
) -> Ledger {
    let marked = marked(plan, not_understood);
    let nothing = Marked::default();
    let mut tables = vec![TableNumbers::default(); found.len()];
    let mut by_page: BTreeMap<&SheetAddress, usize> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        by_page.insert(&page.grid.sheet.address, at);
    }
    let mut gaps = Gaps::default();
    let mut sheets = Vec::new();
    let results = Results::of(plan);
    for sheet in workbooks.iter().flat_map(|workbook| &workbook.sheets) {
        let own = marked
            .iter()
            .find(|(address, _)| **address == *sheet.address)
            .map_or(&nothing, |(_, own)| own);
        let page = by_page
            .get(&*sheet.address)
            .and_then(|at| Some((*at, pages.get(*at)?)));
        let numbers = match page {
            _ if sheet.visibility != Visibility::Visible => Numbers::default(),
            Some((at, page)) => of_page(at, page, found, (own, &results), &mut tables, &mut gaps),
            None => {
                let mut noted = noted.iter();
                let noted = noted.find(|(address, _)| Arc::ptr_eq(address, &sheet.address));
                let noted = noted.map(|(_, numbers)| numbers);
                ledger_return::of_return(sheet, returns.layout(sheet), noted, &own.used)
            }
        };
        sheets.push(numbers);
    }
    not_understood.extend(gaps.told(found, pages));
    Ledger { sheets, tables }
}

/// Whether a cell holds a number, as one or as text.
pub(super) fn is_number(cell: Cell<'_>) -> bool {
    matches!(cell.value, Value::Number(_)) || grid::is_number(cell)
}

type BySheet = Vec<(Arc<SheetAddress>, Marked)>;

/// The cells that feed the plan, those that hold its totals, and those already listed as not understood, by sheet.
fn marked(plan: &Plan, not_understood: &[NotUnderstood]) -> BySheet {
    let mut sheets = Sheets::default();
    figures(plan, &mut |figure, cells| {
        cells.each_place(&mut |sheet, row, column| {
            if let Some(marked) = sheets.of(sheet) {
                let list = if figure.is_total() {
                    &mut marked.totals
                } else {
                    &mut marked.used
                };
                list.add(row, column);
            }
        });
    });
    for cell in not_understood.iter().flat_map(|gap| &gap.cells) {
        if let Some(marked) = sheets.of(&cell.sheet) {
            marked.gaps.add(cell.row, cell.column);
        }
    }
    let sorted = |marks: Marking| Marked {
        used: marks.used.sorted(),
        totals: marks.totals.sorted(),
        gaps: marks.gaps.sorted(),
    };
    let sheets = sheets.all.into_iter();
    sheets
        .map(|(address, marks)| (address, sorted(marks)))
        .collect()
}

/// Cells of the same sheet follow one another, so that the last sheet is nearly always the one looked for.
#[derive(Default)]
struct Sheets {
    all: Vec<(Arc<SheetAddress>, Marking)>,
    last: usize,
}

impl Sheets {
    fn of(&mut self, sheet: &Arc<SheetAddress>) -> Option<&mut Marking> {
        let is_last = self
            .all
            .get(self.last)
            .is_some_and(|(address, _)| Arc::ptr_eq(address, sheet));
        if !is_last {
            let known = self.all.iter().position(|(address, _)| address == sheet);
            self.last = known.unwrap_or_else(|| {
                self.all.push((Arc::clone(sheet), Marking::default()));
                self.all.len() - 1
            });
        }
        self.all.get_mut(self.last).map(|(_, marked)| marked)
    }
}

fn of_page(
    at: usize,
    page: &Page<'_>,
    found: &[Found<'_, '_>],
    (own, results): (&Marked, &Results<'_>),
    tables: &mut [TableNumbers],
    gaps: &mut Gaps,
) -> Numbers {
    let grid = &page.grid;
    let has_used = |one: &Found<'_, '_>| {
        let area = one.table.region.area(grid);
        let from = own.used.partition_point(|(row, _)| *row < area.first_row);
        own.used
            .iter()
            .skip(from)
            .take_while(|(row, _)| *row <= area.last_row)
            .any(|(row, column)| area.contains(*row, *column))
    };
    let looks: Vec<Option<TableLook<'_, '_, '_>>> = found
        .iter()
        .map(|one| (one.page == at).then(|| TableLook::of(one, has_used(one), results)))
        .collect();
    let look_of = |number: usize| looks.get(number).and_then(Option::as_ref);
    let mut by_row: Vec<(u32, usize)> = Vec::new();
    for (number, one) in found.iter().enumerate().filter(|(_, one)| one.page == at) {
        let region = &one.table.region;
        let rows = region.header.iter().chain(&region.rows);
        by_row.extend(rows.map(|row| (*row, number)));
    }
    by_row.sort_unstable();
    by_row.dedup();
    let of_plan = found
        .iter()
        .any(|one| one.page == at && one.verdict.kind != Kind::Other);
    let mut classes = Vec::new();
    for row in grid.row_numbers() {
        let here = run_of(&by_row, row, |(own, _)| *own);
        let own = own.in_row(grid, row);
        for (column, cell) in grid.row(row).iter() {
            if !is_number(cell) {
                continue;
            }
            let place = grid.place(row, column);
            let table = here
                .iter()
                .map(|(_, number)| *number)
                .find(|number| look_of(*number).is_some_and(|look| look.holds(column)));
            let look = table.and_then(look_of);
            let class = if Marked::holds(own.used, place) {
                Class::Used
            } else if Marked::holds(own.totals, place) {
                Class::Total
            } else if Marked::holds(own.gaps, place) {
                Class::NotUnderstood
            } else if let Some(look) = look {
                look.class(row, column)
            } else {
                loose(grid, row, column, of_plan)
            };
            classes.push((place.0, place.1, class));
            if let Some(slot) = table.and_then(|number| tables.get_mut(number)) {
                slot.tally.add(class);
                if class == Class::Elsewhere
                    && let Some(money) = look.and_then(|look| look.money(row, column))
                {
                    slot.set_aside += money.abs();
                }
            }
            if class == Class::NotUnderstood && !Marked::holds(own.gaps, place) {
                let pounds = look.and_then(|look| look.money(row, column));
                let counted = look.is_some_and(|look| look.row_counts(row));
                gaps.add(table, at, column, grid.at(row, column), pounds, counted);
            }
        }
    }
    Numbers::from_cells(classes)
}

/// A number outside all tables.
fn loose(grid: &Grid<'_>, row: u32, column: u32, of_plan: bool) -> Class {
    let whole = |least: u32, most: u32| {
        grid.number(row, column).is_some_and(|number| {
            number.fract().is_zero() && number >= least.into() && number <= most.into()
        })
    };
    let cells = grid.row(row);
    let first = cells.first_column() == Some(column);
    let labels = cells.iter().any(|(_, cell)| cell.text().is_some());
    if whole(1990, 2100) || (first && labels && whole(1, 999)) {
        // A year, or the number of a line or page.
        Class::Heading
    } else if of_plan {
        Class::NotUnderstood
    } else {
        Class::Elsewhere
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::{Class, Imported, import};
    use crate::plan::Money;
    use crate::review::Review;

    fn read(sheets: &[(&str, &str)]) -> Imported {
        let sheets = sheets.iter().map(|(name, drawn)| sheet(name, drawn));
        import(&[workbook(sheets.collect())], &Review::default())
    }

    fn classes(imported: &Imported, cells: &[(u32, u32)]) -> Vec<Class> {
        let numbers = &imported.coverage.sheets[0].numbers;
        let class = |(row, column): &(u32, u32)| numbers.class(row - 1, *column).unwrap();
        cells.iter().map(class).collect()
    }

    const HALVES: &str = "Oakmere NHS Trust CIP 2025/26 (£000)\n\nRef|Scheme|R/NR|H1|H2|Odd|2025/26\n1|Beds|R|400|600|7|1000\n2|Bank|NR|300|500|8|800\n|Total||700|1100||1800\n\n|of which recurrent||||| 1000";

    #[test]
    fn each_number_of_a_tracker_is_one_thing() {
        let imported = read(&[("CIP", HALVES)]);
        assert_eq!(
            classes(
                &imported,
                &[(4, 6), (6, 6), (6, 3), (4, 0), (4, 3), (4, 5), (8, 6)]
            ),
            [
                Class::Used,
                Class::Total,
                Class::Total,
                Class::Heading,
                Class::Repeat,
                Class::NotUnderstood,
                Class::Repeat,
            ]
        );
    }

    #[test]
    fn the_recurrent_part_of_a_total_alarms_nobody() {
        let imported = read(&[("CIP", HALVES)]);
        assert_eq!(imported.coverage.pounds_not_understood(), Money::ZERO);
        let [gap] = imported.coverage.not_understood.as_slice() else {
            panic!("{:?}", imported.coverage.not_understood)
        };
        assert_eq!(
            gap.why,
            "2 numbers under \u{201c}Odd\u{201d} in CIP!A3:G8 were not used (£15k beside lines that are counted)."
        );
    }

    #[test]
    fn a_table_of_something_else_is_listed_with_its_pounds() {
        let imported = read(&[(
            "Capital",
            "Capital plan 2025/26 £k\n\nProject|Spend\nRoof|200\nBoiler|300\n\n\nRef|Scheme|R/NR|Plan 2025/26 £k\n1|Beds|R|1000\n2|Bank|NR|800",
        )]);
        let table = &imported.coverage.sheets[0].tables[0];
        assert_eq!(table.numbers.of(Class::Elsewhere), 2);
        assert_eq!(table.set_aside, Money::from_pounds(500_000));
    }

    #[test]
    fn a_result_said_again_beside_its_body_is_no_gap_and_another_figure_is() {
        let account = |name: &str, pay: i64, result: i64| {
            format!(
                "{name} 2025/26 £000\n\n|Plan\nIncome|900\nPay|{pay}\nNon-pay|-250\nSurplus/(deficit)|{result}"
            )
        };
        let (oak, elm) = (
            account("Oakmere NHS Trust", -700, -50),
            account("Elmside NHS Trust", -660, -10),
        );
        let class = |value: i64| {
            let summary = format!(
                "Surplus/(deficit) £000\n\nOrganisation|Plan 2025/26\nOakmere NHS Trust|{value}\nElmside NHS Trust|-10\nSystem total|-60"
            );
            let imported = read(&[("Oak", &oak), ("Elm", &elm), ("Summary", &summary)]);
            imported.coverage.sheets[2].numbers.class(3, 1)
        };
        assert_eq!(class(-50), Some(Class::Repeat));
        assert_eq!(class(-55), Some(Class::NotUnderstood));
    }

    #[test]
    fn a_number_in_no_table_is_told() {
        let drawn = "Savings 2025/26 £k\n|||||47\n\nRef|Scheme|R/NR|Plan 2025/26\n1|Beds|R|1000\n2|Bank|NR|800";
        let imported = read(&[("CIP", drawn)]);
        assert_eq!(classes(&imported, &[(2, 5)]), [Class::NotUnderstood]);
        assert!(
            imported.coverage.not_understood[0]
                .why
                .contains("in no table")
        );
    }
}
