//! Rewritings of shape: a sheet for each part, tables turned on their side, groups above headers, copies and summaries.

use super::book::{Book, Place, Tab, Table};
use super::chance::Chance;
use super::months::{has_sections, take_rows};
use planproof::import::TableKind;
use planproof::workbook::{Area, Cell, Value, Visibility};
use std::collections::BTreeMap;

/// One sheet of schemes becomes a sheet for each organisation or division.
pub fn split(book: &mut Book, chance: &mut Chance) -> bool {
    let mut new: Vec<Tab> = Vec::new();
    for tab in book.plan_tabs() {
        let tables = tab.tables.clone();
        let [table] = tables.as_slice() else { continue };
        if !table.is(TableKind::Savings) || !table.is_simple(tab) || has_sections(tab, table) {
            continue;
        }
        let columns: Vec<u32> = ["organisation", "division"]
            .iter()
            .flat_map(|meaning| table.of_meaning(meaning))
            .collect();
        if columns.is_empty() {
            continue;
        }
        let by = *chance.pick(&columns);
        let mut parts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for line in &table.lines {
            let Some(part) = tab.text((line.row, by)) else {
                parts.clear();
                break;
            };
            parts.entry(part.to_owned()).or_default().push(line.row);
        }
        if parts.len() < 2 {
            continue;
        }
        let titles = titles(tab, table);
        let old = take_rows(tab, table);
        new.extend(
            parts
                .iter()
                .map(|(part, rows)| one_part(part, rows, table, &titles, &old)),
        );
    }
    let done = !new.is_empty();
    for (at, mut tab) in new.into_iter().enumerate() {
        // No two tabs of a workbook have one name, and Excel allows 31 letters.
        let name: String = tab
            .name
            .chars()
            .filter(|c| !"[]:*?/\\'".contains(*c))
            .take(26)
            .collect();
        tab.name = format!("{} {name}", at + 1);
        book.tabs.push(tab);
    }
    done
}

/// Lines above the header that hold no figure, for each new sheet to bear as well.
fn titles(tab: &Tab, table: &Table) -> Vec<String> {
    let above = |row: u32| {
        tab.cells
            .range((row, 0)..(row + 1, 0))
            .map(|(_, cell)| cell)
    };
    (0..table.header.0)
        .filter(|row| above(*row).all(|cell| cell.text().is_some()))
        .filter_map(|row| above(row).next()?.text().map(str::to_owned))
        .collect()
}

fn one_part(
    part: &str,
    rows: &[u32],
    table: &Table,
    titles: &[String],
    old: &BTreeMap<Place, Cell>,
) -> Tab {
    let mut tab = Tab::new(part);
    let mut row = 0;
    for title in titles {
        tab.put((row, 0), title);
        row += 1;
    }
    for from in std::iter::once(&table.header.0).chain(rows) {
        row += 1;
        for (at, column) in (0..).zip(&table.columns) {
            if let Some(cell) = old.get(&(*from, column.at)) {
                tab.cells.insert((row, at), cell.clone());
            }
        }
    }
    tab
}

/// Tables that stand alone on their sheet are turned on their side, below the same title.
pub fn transposed(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let tables = tab.tables.clone();
        let [table] = tables.as_slice() else { continue };
        let rows = table.last_row - table.header.0;
        if !table.is_simple(tab)
            || rows > 60
            || (table.is(TableKind::Savings) && has_sections(tab, table))
            || chance.one_in(4)
        {
            continue;
        }
        let corner = (table.header.0, table.first_column());
        let below = tab.cells.split_off(&corner);
        let (left, own): (BTreeMap<Place, Cell>, BTreeMap<Place, Cell>) = below
            .into_iter()
            .partition(|((_, column), _)| *column < corner.1);
        tab.cells.extend(left);
        let turned = own.into_iter().map(|((row, column), cell)| {
            (
                (corner.0 + column - corner.1, corner.1 + row - corner.0),
                cell,
            )
        });
        tab.cells.extend(turned);
        tab.target = None;
        tab.tables.clear();
        done = true;
    }
    done
}

/// Merged groups above single headers: the scheme, the money, the months.
pub fn groups(book: &mut Book, chance: &mut Chance) -> bool {
    let (details, money, phases) = *chance.pick(&[
        ("Scheme details", "Financials", "Monthly profile"),
        ("Scheme", "Value", "Phasing"),
        ("Project information", "Plan", "Profile by month"),
    ]);
    let mut done = false;
    for tab in book.plan_tabs() {
        for at in 0..tab.tables.len() {
            let table = tab.tables[at].clone();
            if !table.is(TableKind::Savings) || !table.is_simple(tab) || table.columns.len() < 4 {
                continue;
            }
            let row = table.header.0;
            tab.insert_rows(row, 1);
            let group = |column: &super::book::Column| {
                if column.is_month() {
                    phases
                } else if column.is_money() {
                    money
                } else {
                    details
                }
            };
            for run in table.columns.chunk_by(|a, b| group(a) == group(b)) {
                // Figures that are no plan of the year bear their own words, and no group does.
                let mixed = run.iter().any(|column| {
                    matches!(
                        column.meaning.as_str(),
                        "plan to date" | "actual to date" | "forecast"
                    )
                });
                if mixed || (group(&run[0]) == details && run.len() < 2) {
                    continue;
                }
                tab.put((row, run[0].at), group(&run[0]));
                tab.merges.push(Area {
                    first_row: row,
                    last_row: row,
                    first_column: run[0].at,
                    last_column: run[run.len() - 1].at,
                });
            }
            tab.tables[at].header.0 = row;
            done = true;
        }
    }
    done
}

/// An older copy of a sheet of the plan, hidden, with other figures.
pub fn hidden_copy(book: &mut Book, chance: &mut Chance) -> bool {
    let name = *chance.pick(&[" (2)", " v1", " March", " WIP"]);
    let visibility = *chance.pick(&[Visibility::Hidden, Visibility::VeryHidden]);
    let copies: Vec<Tab> = book
        .plan_tabs()
        .map(|tab| {
            let mut copy = tab.clone();
            copy.name = format!("{}{name}", tab.name);
            copy.visibility = visibility;
            for cell in copy.cells.values_mut() {
                if let Value::Number(number) = cell.value {
                    cell.value = Value::Number((number * 0.9).round());
                }
            }
            copy
        })
        .collect();
    let at = chance.below(book.tabs.len());
    let done = !copies.is_empty();
    book.tabs.splice(at..at, copies);
    done
}

/// A visible sheet that repeats the schemes: their names and values, or sums of them by one of their columns.
pub fn summary(book: &mut Book, chance: &mut Chance) -> bool {
    let listed = chance.one_in(2);
    let mut rows: Vec<(String, f64)> = Vec::new();
    let mut unit = None;
    for tab in book.plan_tabs() {
        for table in tab
            .tables
            .iter()
            .filter(|table| table.is(TableKind::Savings))
        {
            let values: Vec<u32> = table.of_meaning("in-year plan value").collect();
            let label = if listed {
                table
                    .of_meaning("name")
                    .chain(table.of_meaning("label"))
                    .next()
            } else {
                table
                    .of_meaning("status")
                    .chain(table.of_meaning("recurrence"))
                    .next()
            };
            let (Some(label), [value]) = (label, values.as_slice()) else {
                return false;
            };
            // Cells whose format scales them are told in another unit than they hold.
            if unit.is_some_and(|unit| unit != table.unit) {
                return false;
            }
            unit = Some(table.unit);
            for line in &table.lines {
                let amount = tab.cells.get(&(line.row, *value)).and_then(Cell::decimal);
                let text = tab.text((line.row, label)).unwrap_or("(blank)").to_owned();
                rows.push((
                    text,
                    amount.map_or(0.0, |amount| amount.try_into().unwrap()),
                ));
            }
        }
    }
    let Some(unit) = unit.filter(|_| rows.len() >= 3) else {
        return false;
    };
    let mut sums: Vec<(String, f64)> = Vec::new();
    for (text, amount) in rows {
        match sums.iter_mut().find(|(known, _)| *known == text && !listed) {
            Some((_, sum)) => *sum += amount,
            None => sums.push((text, amount)),
        }
    }
    let mut tab = Tab::new(if listed {
        "Schemes at a glance"
    } else {
        "Analysis"
    });
    let total = sums.iter().map(|(_, amount)| amount).sum();
    let header = format!(
        "{} {}",
        if listed { "Plan" } else { "Sum of plan" },
        unit.label()
    );
    tab.put((0, 0), "Savings programme in summary");
    tab.put((2, 0), if listed { "Scheme" } else { "Row Labels" });
    tab.put((2, 1), &header);
    for (row, (text, amount)) in
        (3..).zip(sums.into_iter().chain([("Grand Total".to_owned(), total)]))
    {
        tab.put((row, 0), &text);
        tab.cells.insert((row, 1), Cell::new(Value::Number(amount)));
    }
    let at = chance.below(book.tabs.len());
    book.tabs.insert(at, tab);
    true
}
