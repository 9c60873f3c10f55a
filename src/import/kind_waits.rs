//! What speaks for a table of long waits.

use super::header::Role;
use super::kind::{Kind, Tally, Verdict};
use super::table::Table;
use super::text::{has_any, padded, words};

pub(super) fn waits(table: &Table<'_, '_>) -> Verdict {
    let mut tally = Tally::new(Kind::Elective);
    let title = padded(&words(&table.setting));
    let measured_across = table
        .columns
        .iter()
        .filter(|column| {
            column
                .facets
                .weeks
                .is_some_and(|weeks| weeks != super::weeks::LIST)
        })
        .count();
    let lists = lists(table);
    let measured_down = table
        .region
        .rows
        .iter()
        .take(200)
        .filter(|row| {
            table
                .columns
                .iter()
                .filter(|column| column.is_text())
                .any(|column| {
                    let label = table.grid.text(**row, column.index);
                    label.is_some_and(|text| {
                        super::weeks::longer_than(text).is_some()
                            && !super::patients::is_age(&column.facets.text, text)
                    })
                })
                || table.by_role(Role::Measure).is_some_and(|column| {
                    table
                        .grid
                        .label(**row, column.index)
                        .is_some_and(|text| super::weeks::bare(&text).is_some())
                })
        })
        .count();
    let measured_above = table
        .captions()
        .any(|line| super::weeks::longer_than(line).is_some())
        || super::weeks::longer_than(table.grid.sheet.name()).is_some();
    let months = table
        .columns
        .iter()
        .filter(|column| column.facets.month.is_some())
        .count()
        >= 2
        || table
            .columns
            .iter()
            .any(|column| column.role == Some(Role::Month) || column.dates >= 2)
        || months_down(table);
    tally.add(
        measured_across > 0,
        5,
        "columns of pathways over so many weeks",
    );
    tally.add(measured_down > 0, 5, "rows of pathways over so many weeks");
    tally.add(measured_above, 5, "a title of pathways over so many weeks");
    tally.add(lists, 3, "the size of the waiting list");
    tally.add(
        has_any(
            &title,
            "wait; waits; waiters; waiting; pathways; rtt; elective; incomplete",
        ),
        3,
        "waiting times in the title",
    );
    tally.verdict(
        months
            && !counts_others(table)
            && (measured_across + measured_down > 0 || measured_above || lists),
    )
}

/// Whether the lines above the table say that it counts something other than pathways: agency workers booked for over 18 weeks.
fn counts_others(table: &Table<'_, '_>) -> bool {
    const OTHERS: &str = "workers; worker; staff; bookings; booking; agency; employees; posts; vacancies; vacancy; sickness; \
        complaints; suspensions; contracts; locums; beds; placements; apprentices";
    const WAITS: &str = "pathway; pathways; patient; patients; waiting; waits; waiters; rtt; incomplete; incompletes; ptl; elective; \
        referral; referrals";
    let lines: Vec<&str> = table.captions().chain([table.grid.sheet.name()]).collect();
    let said = padded(&words(&lines.join(" ")));
    has_any(&said, OTHERS) && !has_any(&said, WAITS)
}

/// Whether a row or a column is the size of the waiting list, or the part of it within 18 weeks.
fn lists(table: &Table<'_, '_>) -> bool {
    let says = |text: &str| {
        super::weeks::counted(text) == Some(super::weeks::LIST)
            || super::weeks::is_share_within_18(text)
    };
    let texts = || table.columns.iter().filter(|column| column.is_text());
    table.columns.iter().any(|column| says(&column.facets.text))
        || table
            .region
            .rows
            .iter()
            .take(200)
            .any(|row| texts().any(|column| table.grid.text(*row, column.index).is_some_and(says)))
}

/// Months as words down a column.
fn months_down(table: &Table<'_, '_>) -> bool {
    table
        .columns
        .iter()
        .filter(|column| column.is_text())
        .any(|column| {
            table
                .region
                .rows
                .iter()
                .take(60)
                .filter_map(|row| table.grid.text(*row, column.index))
                .filter(|text| super::periods::month(&words(text)).is_some())
                .count()
                >= 3
        })
}
