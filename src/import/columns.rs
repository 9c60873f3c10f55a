//! The columns of a table from its headers and contents: what each says, which one names the lines.

use super::grid::Grid;
use super::header::{Basis, Facets, Role};
use super::periods::MonthInYear;
use super::region::Region;
use super::table::Column;
use super::text::words;
use super::{
    called_savings, closing_dates, codes, column_words, governance, grid, handed_in, names, ranges,
    roles_by_contents, rows_by_month, states, versions, voice, walk_columns, weeks_across,
    weeks_down,
};
use crate::workbook::Value;
use std::collections::HashSet;

/// A corner that says "Organisation" heads the bodies to its right where the cells below it are lines of an account or
/// months: the table was turned on its side.
fn bodies_by_contents(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let Some(column) = columns
        .iter_mut()
        .find(|column| column.role == Some(Role::Organisation))
    else {
        return;
    };
    let labels: Vec<&str> = region
        .rows
        .iter()
        .filter_map(|row| grid.text(*row, column.index))
        .filter(|text| !names::is_organisation(text))
        .collect();
    let line = |text: &&&str| super::vocabulary::line_kind(text).is_some();
    let month = |text: &&&str| super::periods::month(&words(text)).is_some();
    let most = |count: usize| count >= 2 && count * 2 > column.texts;
    if most(labels.iter().filter(month).count()) {
        column.role = Some(Role::Month);
    } else if most(labels.iter().filter(line).count()) {
        column.role = Some(Role::Line);
    }
}

/// A corner that says "Month" heads the months to its right where no cell below it is one.
fn names_under_month(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let months = columns
        .iter()
        .filter(|column| column.own.month.is_some() || column.own.quarter.is_some())
        .count();
    let timed = |row: &u32, column: u32| {
        grid.text(*row, column).is_some_and(|text| {
            let words = words(text);
            super::periods::month(&words).is_some() || super::periods::quarter(&words).is_some()
        })
    };
    for column in columns.iter_mut().filter(|column| {
        months >= 2 && column.role == Some(Role::Month) && column.is_text() && column.dates == 0
    }) {
        if !region.rows.iter().any(|row| timed(row, column.index)) {
            column.role = None;
        }
    }
}

/// "Line" over EFF0100, EFF0110 … numbers the lines and does not name them.
fn codes_are_references(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let is_code = |text: &str| {
        text.len() <= 12
            && !text.contains(char::is_whitespace)
            && text.chars().any(|c| c.is_ascii_digit())
    };
    for column in columns.iter_mut().filter(|column| {
        column.role == Some(Role::Line) && column.is_text() && column.distinct >= 3
    }) {
        let mut texts = region
            .rows
            .iter()
            .filter_map(|row| grid.text(*row, column.index));
        // Headings of sections stand in the first column too.
        let coded = texts.clone().filter(|text| is_code(text)).count();
        if coded * 5 >= column.texts * 4 && texts.any(is_code) {
            column.role = Some(Role::Reference);
        }
    }
}

/// Twelve columns in a row headed 1, 2, 3 … 12 are the months of the year, April first.
fn months_by_number(columns: &mut [Column]) {
    let number = |column: &Column| column.own.text.parse::<u8>().ok();
    let Some(first) = columns.iter().position(|column| number(column) == Some(1)) else {
        return;
    };
    let Some(year) = columns.get_mut(first..first + 12) else {
        return;
    };
    if !(1..=12)
        .zip(year.iter())
        .all(|(at, column)| number(column) == Some(at))
    {
        return;
    }
    for (number, column) in (1..=12).zip(year) {
        let month = MonthInYear {
            number,
            calendar_year: None,
        };
        for facets in [&mut column.facets, &mut column.own] {
            facets.month.get_or_insert(month);
        }
    }
}

/// A header no longer than this that names a month names nothing else.
const MONTH_LENGTH_MAX: usize = 10;

/// Groups with their totals from which on a column is that of a pivot table.
const PIVOT_GROUPS_MIN: usize = 2;

/// Every column of the region, in order.
pub(super) fn columns(grid: &Grid<'_>, region: &Region) -> Vec<Column> {
    let mut columns: Vec<Column> = region
        .columns
        .iter()
        .map(|index| {
            let texts = region.header_texts(grid, *index);
            let own = texts.last().cloned().unwrap_or_default();
            let groups = texts
                .get(..texts.len().saturating_sub(1))
                .unwrap_or(&[])
                .to_vec();
            let mut facets = Facets::of(&texts.join(" "));
            let own = Facets::of(&own);
            // "Over 52 weeks" above "Difference": the lower header says what stands here.
            facets.basis = facets.basis.or(own.basis);
            // "Cumulative saving by the end of" above it makes a sentence, and a month it is all the same.
            if own.text.len() <= MONTH_LENGTH_MAX && !facets.annual {
                facets.month = facets.month.or(own.month);
            }
            Column {
                index: *index,
                facets,
                own,
                group: groups.join(" "),
                groups,
                role: None,
                numbers: 0,
                texts: 0,
                dates: 0,
                flags: 0,
                distinct: 0,
                codes: false,
                carries: false,
                meant: None,
            }
        })
        .collect();
    count(grid, region, &mut columns);
    own_basis_first(&mut columns);
    months_by_number(&mut columns);
    handed_in::settle(&mut columns);
    column_words::plan_by_name(&mut columns);
    closing_dates::are_years(grid, region, &mut columns);
    column_words::latest_version(&mut columns);
    column_words::only_draft(&mut columns);
    walk_columns::settle(grid, region, &mut columns);
    ranges::settle(grid, region, &mut columns);
    column_words::letters_of_recurrence(&mut columns);
    for column in &mut columns {
        column.role = role(column);
    }
    codes_are_references(grid, region, &mut columns);
    roles_by_contents::settle(grid, region, &mut columns);
    called_savings::settle(grid, &region.rows, &mut columns);
    states::settle(grid, region, &mut columns);
    rows_by_month::settle(grid, region, &mut columns);
    weeks_down::settle(grid, region, &mut columns);
    weeks_across::settle(grid, region, &mut columns);
    versions::rows_say_it(grid, region, &mut columns);
    bodies_by_contents(grid, region, &mut columns);
    names_under_month(grid, region, &mut columns);
    codes::mark(grid, region, &mut columns);
    name_the_nameless(&mut columns, is_of_the_missing(grid, region));
    let rows = region.rows.len();
    for column in &mut columns {
        let grouping = matches!(
            column.role,
            Some(
                Role::Organisation
                    | Role::Division
                    | Role::Workstream
                    | Role::Measure
                    | Role::Specialty
            )
        );
        let sparse = column.texts > 0 && column.texts * 3 <= rows * 2 && rows >= 3;
        column.carries = sparse && (grouping || is_pivoted(grid, region, column));
    }
    carry_in_pivots(grid, region, &mut columns);
    columns
}

/// Behind the outermost column of a pivot table, whose groups end with a total each, the columns before the innermost one
/// say what they say once as well.
fn carry_in_pivots(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let labels = columns
        .iter()
        .take_while(|column| !column.is_value())
        .count();
    let Some((outermost, inner)) = columns
        .get_mut(..labels)
        .and_then(<[Column]>::split_first_mut)
    else {
        return;
    };
    if outermost.texts == 0 || !ends_with_totals(grid, region, outermost) {
        return;
    }
    let Some((_, between)) = inner.split_last_mut() else {
        return;
    };
    let fuller = |column: &Column, than: usize| column.texts >= than;
    let mut before = outermost.distinct / 2;
    for column in between.iter_mut() {
        // Each tells as much as the one outside it, or more.
        if column.is_text() && fuller(column, before) {
            before = column.texts;
            column.carries = true;
        }
    }
}

/// Whether the groups of a column end with "… Total" each, at least two of them.
fn ends_with_totals(grid: &Grid<'_>, region: &Region, column: &Column) -> bool {
    let mut group = None;
    let ends = region
        .rows
        .iter()
        .filter_map(|row| grid.text(*row, column.index))
        .filter(|text| {
            let label = text.strip_suffix("Total").map(str::trim_end);
            let ends = label.is_some() && label == group;
            group = Some(*text);
            ends
        });
    ends.count() >= PIVOT_GROUPS_MIN
}

/// Whether a column says what its rows have in common the way a pivot table does: once, and at their end again with
/// "Total" behind it.
fn is_pivoted(grid: &Grid<'_>, region: &Region, column: &Column) -> bool {
    let said = matches!(
        column.role,
        Some(Role::Status | Role::Recurrence | Role::Risk | Role::Owner | Role::Category)
    );
    said && ends_with_totals(grid, region, column)
}

/// "New savings first delivered in the year" over "forecast | plan": a column's own word is more than one in its group's.
fn own_basis_first(columns: &mut [Column]) {
    let told = |basis: Option<Basis>| {
        basis.filter(|basis| matches!(basis, Basis::Plan | Basis::Actual | Basis::Forecast))
    };
    for column in columns.iter_mut() {
        if told(column.facets.basis).is_some() {
            column.facets.basis = told(column.own.basis).or(column.facets.basis);
        }
    }
}

/// What the cells of each column are, row by row.
fn count(grid: &Grid<'_>, region: &Region, columns: &mut [Column]) {
    let mut seen: Vec<HashSet<&str>> = vec![HashSet::new(); columns.len()];
    for row in &region.rows {
        // Both come from left to right.
        let mut own = columns.iter_mut().zip(&mut seen).peekable();
        for (at, cell) in grid.row(*row).iter() {
            while own.next_if(|(column, _)| column.index < at).is_some() {}
            let Some((column, seen)) = own.next_if(|(column, _)| column.index == at) else {
                continue;
            };
            match cell.value {
                Value::Date(_) => column.dates += 1,
                _ if grid::is_number(cell) => {
                    column.numbers += 1;
                    column.flags += usize::from(
                        matches!(cell.value, Value::Number(n) if n.abs() < f64::EPSILON || (n - 1.0).abs() < f64::EPSILON),
                    );
                }
                Value::NotCalculated | Value::Error(_) => column.numbers += 1,
                // A typed dash is an empty value, not a word.
                Value::Text(text) if text.chars().any(char::is_alphanumeric) => {
                    column.texts += 1;
                    if seen.len() < DISTINCT_MAX {
                        seen.insert(text);
                    }
                }
                _ => {}
            }
        }
    }
    for (column, seen) in columns.iter_mut().zip(seen) {
        column.distinct = seen.len();
    }
}

/// More different texts than this are as good as all different.
const DISTINCT_MAX: usize = 1_000;

/// The header's role, where the contents agree: names are words, values are numbers.
fn role(column: &Column) -> Option<Role> {
    let said = column.own.role.or(column.facets.role).filter(|said| {
        // "Tamar ICB" over a column says whose figures these are, not that organisations are listed below.
        *said != Role::Organisation || names::in_title(&column.own.text).is_none()
    });
    if column.is_numeric() {
        return match said {
            // "Month 1" over amounts is that month's column, "Month" over numbers lists months.
            Some(Role::Month) if column.own.month.is_some() => Some(Role::Value),
            // "Number" below months counts what the rows name.
            Some(Role::Reference) if column.facets.month.is_some() => Some(Role::Value),
            // So are pathways under "Waiting more than 65 weeks", whatever body stands below it.
            Some(Role::Measure) if column.facets.weeks.is_some() => Some(Role::Value),
            Some(
                Role::Reference
                | Role::Workforce
                | Role::OrganisationCode
                | Role::Month
                | Role::Measure,
            ) => said,
            Some(Role::Line) if column.facets.basis.is_none() => Some(Role::Reference),
            // 1 is yes and 0 is no.
            Some(Role::Recurrence | Role::Identified)
                if column.flags == column.numbers && column.numbers >= 2 =>
            {
                said
            }
            Some(Role::Status)
                if column.own.says(
                    "gateway; gateways; gate; stage; status; state; maturity; readiness; maturity level; \
                     development level; development stage",
                ) =>
            {
                said
            }
            Some(Role::Risk | Role::Note | Role::Assurance | Role::Start) => None,
            _ => Some(Role::Value),
        };
    }
    match said {
        // "QIA status" and "PID sign-off date" are neither the scheme's status nor a month.
        _ if governance::is_asked(column) => Some(Role::Assurance),
        Some(Role::Value) if column.is_text() => None,
        None if column.dates > 0 && column.texts == 0 => Some(Role::Month),
        _ => said,
    }
}

/// Whether a line above the table says that it lists savings without schemes.
fn is_of_the_missing(grid: &Grid<'_>, region: &Region) -> bool {
    let mut title = region.title.iter();
    title.any(|(row, column)| grid.text(*row, *column).is_some_and(voice::heading))
}

/// Among several names the best is kept; without any, the first column of varied words that has no role becomes it.
fn name_the_nameless(columns: &mut [Column], missing: bool) {
    let weight = |column: &Column| {
        let says = |phrases: &'static str| column.own.says(phrases);
        if says("scheme name; scheme title; project name; project title") {
            5
        } else if says("scheme; schemes; project; projects; initiative; cip; qipp")
            && !says("description; detail; details")
        {
            4
        } else if says("name; title") {
            3
        } else {
            2
        }
    };
    let best = columns
        .iter()
        .filter(|column| column.role == Some(Role::Name) && column.is_text())
        .max_by_key(|column| (weight(column), std::cmp::Reverse(column.index)))
        .map(|column| column.index);
    for column in columns.iter_mut() {
        if column.role == Some(Role::Name) && Some(column.index) != best {
            column.role = Some(Role::Note);
        }
    }
    if best.is_some() {
        return;
    }
    // Where each row is a body's, what is remarked on it is no name.
    let of_bodies = columns.iter().any(|column| {
        column.role == Some(Role::Organisation)
            && column.texts >= 3
            && column.distinct * 10 >= column.texts * 9
    });
    let nameless = columns
        .iter()
        .filter(|column| {
            column.is_text()
                && (matches!(column.role, None | Some(Role::Line))
                    || (column.role == Some(Role::Note) && !of_bodies))
        })
        .max_by_key(|column| (column.distinct, std::cmp::Reverse(column.index)))
        .map(|column| column.index);
    // Without any, a column of workstreams in which no two rows are the same lists the schemes by workstream, and one of
    // categories beside numbered lines does by category.
    let numbered = columns.iter().any(|column| {
        column.role == Some(Role::Reference) && (column.is_text() || column.is_numeric())
    });
    // So does one of areas or directorates, where it is said of each how far it is and whether it lasts.
    let says = |role: Role| columns.iter().any(|column| column.role == Some(role));
    let worked = says(Role::Recurrence) && (says(Role::Status) || says(Role::Risk));
    // And one of divisions, each with who has to find what is still missing.
    let owned = missing && says(Role::Owner);
    let listed = columns
        .iter()
        .find(|column| {
            let lists = column.role == Some(Role::Workstream)
                || (numbered && column.role == Some(Role::Category))
                || ((numbered && worked || owned) && column.role == Some(Role::Division));
            lists && column.texts >= 3 && column.distinct * 10 >= column.texts * 9
        })
        .map(|column| column.index);
    let named = nameless.or(listed);
    // Among several columns of labels, where it is said of each row how far it is or whether it lasts, the most varied one
    // tells the schemes apart: the account that each is booked to repeats.
    let lists = says(Role::Recurrence) || says(Role::Status) || says(Role::Risk);
    let labels = columns.iter().any(|column| {
        column.role == Some(Role::Line) && column.is_text() && Some(column.index) != named
    });
    if let Some(column) = columns
        .iter_mut()
        .find(|column| Some(column.index) == named)
    {
        column.role = Some(if lists && labels {
            Role::Name
        } else {
            Role::Line
        });
    }
}
