//! Tables of risks to the position: gross, mitigated and left, in columns, or as rows under headings.

use super::rows::{is_money, labelled, money_columns, negative, positive, setting};
use super::words::of_risk;
use crate::import::header::Role;
use crate::import::table::{Column, Table};
use crate::import::text::{has_any, padded, words};
use crate::plan::{Item, ItemKind, Organisation, When};
use crate::review::Meaning;
use rust_decimal::Decimal;

/// Ratings are whole and go to five times five.
const RATING_MAX: Decimal = Decimal::from_parts(25, 0, 0, false, 0);

/// `None` where the table is not about risks in money.
pub(super) fn read(table: &Table<'_, '_>, default: Option<&Organisation>) -> Option<Vec<Item>> {
    let said = setting(table);
    if !has_any(&said, "risk; risks; mitigation; mitigations")
        || has_any(
            &said,
            "clinical; quality; corporate risk register; scheme; schemes",
        )
    {
        return None;
    }
    let columns = figures(table);
    if columns.is_empty() || !is_money(table, &columns) {
        return None;
    }
    let kinds: Vec<(&Column, ItemKind)> = columns
        .iter()
        .filter_map(|column| Some((*column, of_column(column)?)))
        .collect();
    let single = match (kinds.as_slice(), columns.as_slice()) {
        ([], [only]) | ([(only, ItemKind::GrossRisk)], _) => Some(*only),
        _ => None,
    };
    let items: Vec<Item> = match single {
        Some(column) => by_row(table, column, default),
        None => by_column(table, &kinds, default),
    };
    (!items.is_empty()).then_some(items)
}

/// Columns of money; one headed "Gross risk" or "Net risk" is so where it holds what no rating does.
fn figures<'t>(table: &'t Table<'_, '_>) -> Vec<&'t Column> {
    let is_amount = |row: &u32, column: &Column| {
        let number = table.grid.number(*row, column.index);
        number.is_some_and(|it| it.is_sign_negative() || it > RATING_MAX || !it.is_integer())
    };
    let headed = table.columns.iter().filter(|column| {
        column.own.role == Some(Role::Risk)
            && column.is_numeric()
            && !column.facets.percent
            && column.meant != Some(Meaning::NotUsed)
            && of_column(column).is_some()
            && table.region.rows.iter().any(|row| is_amount(row, column))
    });
    let mut columns: Vec<&Column> = money_columns(table).into_iter().chain(headed).collect();
    columns.sort_by_key(|column| column.index);
    columns
}

/// What a column of figures holds: before mitigation, the mitigation, or after it.
fn of_column(column: &Column) -> Option<ItemKind> {
    let padded = &column.facets.padded;
    let says = |phrases: &'static str| has_any(padded, phrases);
    if says(
        "weighted; adjusted; probability; likelihood; score; rating; best case; previous; last; movement; change",
    ) {
        return None;
    }
    if says(
        "net; residual; unmitigated; after mitigation; post mitigation; not mitigated; remaining",
    ) {
        return Some(ItemKind::NetRisk);
    }
    if says("mitigation; mitigations; mitigated; mitigating") && !says("before; pre") {
        return Some(ItemKind::Mitigation);
    }
    (says(
        "gross; before; pre; risk; value; impact; amount; total; worst case; potential; full year",
    ) || column.facets.unit.is_some()
        || column.facets.year.is_some())
    .then_some(ItemKind::GrossRisk)
}

/// Rows of risks with a column each for what is gross, mitigated and left; totals are the sum of the rows.
fn by_column(
    table: &Table<'_, '_>,
    kinds: &[(&Column, ItemKind)],
    default: Option<&Organisation>,
) -> Vec<Item> {
    let indexes: Vec<u32> = kinds.iter().map(|(column, _)| column.index).collect();
    let rows = labelled(table, &indexes);
    let all_totals = rows.iter().all(|row| row.is_total);
    let mut items = Vec::new();
    for row in rows.iter().filter(|row| all_totals || !row.is_total) {
        let mut seen: Vec<ItemKind> = Vec::new();
        for (column, kind) in kinds {
            // Of two columns of one kind the first counts.
            if seen.contains(kind) {
                continue;
            }
            let Some(value) = table.money(row.row, column.index) else {
                continue;
            };
            seen.push(*kind);
            items.push(item(*kind, &row.label, value, default));
        }
    }
    // What is left of each risk is a level of its own: one figure for all of them.
    let left: Vec<Item> = items
        .iter()
        .filter(|item| item.kind == ItemKind::NetRisk)
        .cloned()
        .collect();
    if left.len() > 1 {
        items.retain(|item| item.kind != ItemKind::NetRisk);
        items.push(Item {
            label: "Risk left after mitigation".to_owned(),
            value: left.iter().map(|item| &item.value).sum(),
            kind: ItemKind::NetRisk,
            organisation: default.cloned(),
            when: When::Year(0),
        });
    }
    items
}

/// One column of figures: a row is a risk, a mitigation or what is left by its own words, by its heading, else by its sign
/// where the column holds both.
fn by_row(table: &Table<'_, '_>, column: &Column, default: Option<&Organisation>) -> Vec<Item> {
    let rows = labelled(table, &[column.index]);
    let figure = |row: u32| table.money(row, column.index);
    let negatives = rows
        .iter()
        .filter_map(|row| figure(row.row))
        .filter(|value| value.value.is_negative())
        .count();
    let mixed = negatives > 0 && negatives < rows.len();
    let headed = |heading: &str| {
        let heading = padded(&words(heading));
        if has_any(
            &heading,
            "mitigation; mitigations; mitigating; opportunities; upsides; benefits",
        ) {
            Some(ItemKind::Mitigation)
        } else if has_any(&heading, "risk; risks; pressures; downside; downsides") {
            Some(ItemKind::GrossRisk)
        } else {
            None
        }
    };
    let mut items: Vec<Item> = Vec::new();
    let mut totals: Vec<Item> = Vec::new();
    for row in &rows {
        let Some(value) = figure(row.row) else {
            continue;
        };
        let own = of_risk(&padded(&words(&row.label)));
        let by_sign = if mixed && !value.value.is_negative() {
            ItemKind::Mitigation
        } else {
            ItemKind::GrossRisk
        };
        let kind = own.or_else(|| headed(&row.heading)).unwrap_or(by_sign);
        let list = if row.is_total || own.is_some() && kind != ItemKind::NetRisk {
            &mut totals
        } else {
            &mut items
        };
        list.push(item(kind, &row.label, value, default));
    }
    // A total stands for its kind only where no rows of that kind are listed.
    for total in totals {
        if !items.iter().any(|item| item.kind == total.kind) {
            items.push(total);
        }
    }
    items
}

fn item(
    kind: ItemKind,
    label: &str,
    value: crate::plan::Sourced<crate::plan::Money>,
    default: Option<&Organisation>,
) -> Item {
    Item {
        kind,
        organisation: default.cloned(),
        label: label.to_owned(),
        when: When::Year(0),
        value: if kind == ItemKind::Mitigation {
            positive(value)
        } else {
            negative(value)
        },
    }
}
