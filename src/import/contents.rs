//! Tables of contents: rows that name the other sheets, by their names or by the numbers these begin with. The numbers
//! beside them say where the sheets are and are no figures; a table with figures of its own is none, though its bodies or
//! schemes be the names of sheets.

use super::grid::Grid;
use super::header::Role;
use super::kind::{Kind, Verdict};
use super::page::{Found, Page};
use super::table::{Column, Table};
use super::text::words;
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};

/// Fewer rows may name a sheet by chance.
const ROWS_MIN: usize = 3;
/// A page of more rows is no contents.
const ROWS_MAX: usize = 200;

/// What columns are headed that say where a sheet is or how long.
const PLACES: &str = "page; pages; sheet; sheets; tab; tabs; section; no; number; ref; row; rows; lines; version; order";

/// Takes every table of a sheet that lists the others for what it is.
pub(super) fn settle(found: &mut [Found<'_, '_>], pages: &[Page<'_>]) {
    let sheets = Sheets::of(pages);
    let mut naming: HashMap<usize, BTreeSet<u32>> = HashMap::new();
    for one in found
        .iter_mut()
        .filter(|one| one.verdict.kind != Kind::Other)
    {
        let Some(page) = pages.get(one.page).filter(|page| is_short(page)) else {
            continue;
        };
        let naming = naming
            .entry(one.page)
            .or_insert_with(|| sheets.naming_rows(&page.grid, one.page));
        let grid = one.table.grid;
        let rows = &one.table.region.rows;
        // A row of one cell is a remark.
        if naming.len() >= ROWS_MIN
            && rows
                .iter()
                .all(|row| naming.contains(row) || grid.row(*row).len() < 2)
            && !holds_figures(&one.table)
        {
            one.verdict = Verdict {
                kind: Kind::Other,
                score: 0,
                evidence: vec!["a table of contents: its rows name the other sheets".to_owned()],
            };
        }
    }
}

fn is_short(page: &Page<'_>) -> bool {
    page.grid.row_numbers().nth(ROWS_MAX).is_none()
}

/// Whether a column holds numbers that say more than where a sheet is.
fn holds_figures(table: &Table<'_, '_>) -> bool {
    let mut numbered = table.columns.iter().filter(|column| column.is_numeric());
    numbered.any(|column| {
        let own = &column.own;
        let states = own.unit.is_some()
            || own.basis.is_some()
            || own.month.is_some()
            || own.year.is_some()
            || own.weeks.is_some();
        let is_value = column.own.role == Some(Role::Value) || own.total;
        let of_something = !own.text.is_empty() && !is_value && counts_few(table, column);
        states || !(own.says(PLACES) || of_something || (!is_value && counts_on(table, column)))
    })
}

/// Whether all numbers of the column are whole and small: "Slides 4, 2, 3", under a head that names no value.
fn counts_few(table: &Table<'_, '_>, column: &Column) -> bool {
    let rows = table.region.rows.iter();
    let mut numbers = rows.filter_map(|row| table.grid.number(*row, column.index));
    numbers.all(|number| {
        number.fract().is_zero() && !number.is_sign_negative() && number < Decimal::from(FEW)
    })
}

const FEW: u32 = 100;

/// Whether each number of the column is a whole one above the one before, as those of pages are.
fn counts_on(table: &Table<'_, '_>, column: &Column) -> bool {
    let rows = table.region.rows.iter();
    let numbers = rows.filter_map(|row| table.grid.number(*row, column.index));
    let mut last = Decimal::ZERO;
    numbers.into_iter().all(|number| {
        let on = number.fract().is_zero() && number > last;
        last = number;
        on
    })
}

/// What the sheets may be called in a table of contents: by their names with or without the number before it, or by that
/// number.
struct Sheets(HashMap<String, Vec<usize>>);

impl Sheets {
    fn of(pages: &[Page<'_>]) -> Self {
        let mut called: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, page) in pages.iter().enumerate() {
            let name = words(page.grid.sheet.name());
            let mut names = BTreeSet::from([name.join(" ")]);
            if let [number, rest @ ..] = name.as_slice()
                && is_ordinal(number)
            {
                names.extend([number.clone(), rest.join(" ")]);
            }
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                called.entry(name).or_default().push(at);
            }
        }
        Self(called)
    }

    /// The rows that name a sheet other than their own, each sheet once.
    fn naming_rows(&self, grid: &Grid<'_>, own: usize) -> BTreeSet<u32> {
        let mut named = BTreeSet::new();
        let mut rows = BTreeSet::new();
        for row in grid.row_numbers() {
            let cells = grid.row(row).iter();
            let labels = cells.filter_map(|(column, _)| grid.label(row, column));
            let sheet = labels.into_iter().find_map(|label| self.named(&label, own));
            if let Some(sheet) = sheet
                && named.insert(sheet)
            {
                rows.insert(row);
            }
        }
        rows
    }

    /// The one sheet that a label names.
    fn named(&self, label: &str, own: usize) -> Option<usize> {
        let all = self.0.get(&words(label).join(" "))?;
        let mut others = all.iter().copied().filter(|at| *at != own);
        others.next().filter(|_| others.next().is_none())
    }
}

/// "1", "2a", "iv" is left out: it may be a word.
fn is_ordinal(word: &str) -> bool {
    word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::Money;
    use crate::review::Review;

    const SCHEMES: &str = "Aske NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|Plan 2025/26\nBeds|R|700\nBank|NR|300\nTotal||1000";

    fn total(index: &str, tabs: [&str; 3]) -> Money {
        let [schemes, one, two] = tabs;
        let sheets = vec![
            sheet("Contents", index),
            sheet(schemes, SCHEMES),
            sheet(one, "Staff in post\n\nx"),
            sheet(two, "Notes\n\ny"),
        ];
        import(&[workbook(sheets)], &Review::default())
            .plan
            .savings
            .unwrap()
            .total()
            .value
    }

    #[test]
    fn the_numbers_of_the_sheets_are_no_savings() {
        let whole = Money::from_pounds(1_000_000);
        let numbered = "Savings report 2025/26, £000\n\n1|Savings schemes (£000)\n2|Staff behind the schemes\n3|Long waits";
        let tabs = ["1 Schemes", "2 Staff", "3 Waits"];
        assert_eq!(total(numbered, tabs), whole);
        let named = "Savings report 2025/26, £000\n\nPage|Savings scheme sheets\n4|CIP schemes\n9|Staffing\n12|Read me";
        assert_eq!(total(named, ["CIP schemes", "Staffing", "Read me"]), whole);
    }

    #[test]
    fn how_much_there_is_of_each_sheet_is_no_saving_and_a_value_is_one() {
        let tabs = ["Catering", "Laundry", "Portering"];
        let index = |head: &str, values: [u32; 3]| {
            let rows = tabs.iter().zip(values);
            let rows: Vec<String> = rows.map(|(tab, value)| format!("{tab}|{value}")).collect();
            let drawn = format!(
                "Savings 2025/26, £000\n\nSavings scheme|{head}\n{}",
                rows.join("\n")
            );
            let mut sheets = vec![sheet("Cover", &drawn), sheet("List", SCHEMES)];
            sheets.extend(tabs.map(|tab| sheet(tab, "Narrative\n\nx")));
            let plan = import(&[workbook(sheets)], &Review::default()).plan;
            plan.savings.unwrap().lines.len()
        };
        assert_eq!(index("Photographs", [6, 2, 9]), 2);
        assert_eq!(index("Value", [100, 200, 300]), 5);
        assert_eq!(index("Saving", [6, 2, 9]), 5);
    }

    #[test]
    fn a_list_of_schemes_is_no_contents_where_it_names_no_sheets() {
        let more = "Savings report 2025/26, £000\n\nScheme|Plan 2025/26\nDrugs|40\nTravel|60";
        assert_eq!(
            total(more, ["1 Schemes", "2 Staff", "3 Waits"]),
            Money::from_pounds(1_100_000)
        );
    }

    #[test]
    fn figures_beside_the_names_of_sheets_are_figures() {
        let tabs = ["Oak NHS Trust", "Elm NHS Trust", "Ash NHS Trust"];
        let result = |head: &str, values: [i32; 3]| {
            let rows = tabs.iter().zip(values);
            let rows: Vec<String> = rows.map(|(tab, value)| format!("{tab}|{value}")).collect();
            let rows = rows.join("\n");
            let drawn = format!(
                "Vale system surplus/(deficit) 2025/26 £000\n\nOrganisation|{head}\n{rows}"
            );
            let mut sheets = vec![sheet("Result", &drawn)];
            sheets.extend(tabs.map(|tab| sheet(tab, "Narrative\n\nx")));
            let plan = import(&[workbook(sheets)], &Review::default()).plan;
            plan.position.map(|position| position.organisations.len())
        };
        // Sums that rise from body to body by chance say by their head that they are sums.
        assert_eq!(result("Planned surplus/(deficit)", [-7, 4, 2]), Some(3));
        assert_eq!(result("Plan 2025/26", [2, 4, 7]), Some(3));
        assert_eq!(result("Page", [2, 4, 7]), None);
    }

    #[test]
    fn schemes_with_the_numbers_of_sheets_are_schemes() {
        let numbered = "Aske NHS Trust CIP 2025/26 £000\n\nNo|Scheme|R/NR|Plan 2025/26\n1|Beds|R|500\n2|Bank|NR|300\n3|Drugs|R|200";
        let sheets = vec![
            sheet("1 Summary", "Aske NHS Trust\n\nx"),
            sheet("2 Staff", "Staff in post\n\ny"),
            sheet("3 Risks", "Notes\n\nz"),
            sheet("4 CIP", numbered),
        ];
        let plan = import(&[workbook(sheets)], &Review::default()).plan;
        assert_eq!(plan.savings.unwrap().lines.len(), 3);
    }

    #[test]
    fn a_long_list_is_no_contents() {
        let mut sheets: Vec<_> = (1..=201)
            .map(|at| sheet(&format!("Scheme {at}"), "Narrative\n\nx"))
            .collect();
        let rows: Vec<String> = (1..=201).map(|at| format!("{at}|Scheme {at}")).collect();
        let rows = rows.join("\n");
        let drawn =
            format!("Aske NHS Trust savings schemes 2025/26 £000\n\nValue|Savings scheme\n{rows}");
        sheets.push(sheet("CIP", &drawn));
        let plan = import(&[workbook(sheets)], &Review::default()).plan;
        assert_eq!(plan.savings.unwrap().lines.len(), 201);
    }
}
