//! What a line's own cells say for and against a scheme behind it.

use super::header::Role;
use super::heard::Heard;
use super::rows::Row;
use super::savings::Section;
use super::table::Table;
use super::text::{one_line, padded, words};
use super::unidentified::{self, Signs, Weighed};
use super::{noted, vocabulary, voice};
use crate::plan::{Evidence, Money, Phasing, Saving, Sourced, Status};

pub(super) fn stated(
    table: &Table<'_, '_>,
    row: u32,
    role: Role,
) -> Option<(String, crate::workbook::CellRef)> {
    let column = table.by_role(role)?;
    let said = |word: &String| word.chars().any(char::is_alphanumeric);
    let row = table.naming_row(row, column.index);
    if let Some(word) = table.grid.label(row, column.index).filter(said) {
        return Some((word, table.at(row, column.index)));
    }
    let (above, word) = table.carried_from(row, column)?;
    said(&word).then(|| (word, table.at(above, column.index)))
}

/// Whether an answer says that there is no scheme: "Unidentified? Y" and "Identified? N" say the same.
fn says_no(word: &str, asks_absence: bool) -> bool {
    const NOT: [&str; 5] = ["found", "identified", "yet", "agreed", "known"];
    let padded = padded(&words(word));
    let said = padded.trim();
    let no = matches!(said, "n" | "no" | "false" | "0");
    let yes = matches!(said, "y" | "yes" | "true" | "1");
    let not = said
        .strip_prefix("not ")
        .is_some_and(|rest| NOT.iter().any(|what| rest.starts_with(what)));
    (if asks_absence { yes } else { no || not }) || vocabulary::unidentified_word(&padded)
}

/// A name without the word that all lines begin with, and without an abbreviation.
fn said_of_it(name: &str, all_called: bool) -> &str {
    let rest = name.trim_start().split_once(' ').map(|(_, rest)| rest);
    let name = rest.filter(|_| all_called).unwrap_or(name);
    spelled_out(name)
}

/// A name without the abbreviation that it spells out: "TBA: Team base allowance" is of an allowance, and not to be agreed.
fn spelled_out(name: &str) -> &str {
    let Some((short, rest)) = name.split_once(':') else {
        return name;
    };
    let short = short.trim().to_lowercase();
    let initials: String = words(rest)
        .iter()
        .filter_map(|word| word.chars().next())
        .take(short.chars().count())
        .collect();
    if short.chars().count() >= ABBREVIATION_MIN && initials == short {
        rest.trim()
    } else {
        name
    }
}

/// One letter or two are the first of the next words by chance.
const ABBREVIATION_MIN: usize = 3;

pub(super) fn evidence(
    table: &Table<'_, '_>,
    saving: &Saving,
    row: &Row,
    section: &Section,
    heard: &Heard,
) -> Weighed {
    let cell_of = |role| {
        table
            .by_role(role)
            .map(|column| table.at(row.at, column.index))
    };
    let identified = table.label(row.at, Role::Identified);
    let identified_no = identified.as_deref().is_some_and(|word| {
        heard
            .not_identified
            .of(word, |word| says_no(word, heard.asks_absence))
    });
    let described = heard.described.iter();
    let description = described
        // A merged cell speaks for all its rows.
        .filter_map(|column| Some((table.grid.spread(row.at, *column)?.text()?, *column)))
        .find(|(text, _)| {
            heard
                .heading
                .of(text, |text| voice::remark(&one_line(text)))
        })
        .map(|(text, column)| (one_line(text), table.at(row.at, column)));
    let phased = saving.phasing.as_ref().map(is_phased);
    let status = saving.status.as_ref().and_then(|status| status.status);
    let rated_missing = is_rated_missing(saving, heard);
    let excused = table.house.excuses(&saving.name);
    let signs = Signs {
        excused,
        name: said_of_it(&saving.name, heard.all_called).to_owned(),
        description,
        status_unidentified: status == Some(Status::Unidentified) || rated_missing,
        identified_no,
        section_unidentified: section.unidentified,
        below_the_line: section.below_identified && row.bare,
        developed: matches!(status, Some(Status::FullyDeveloped | Status::InProgress))
            || is_delivered(saving),
        has_reference: saving.reference.is_some(),
        reference_asked: table.by_role(Role::Reference).is_some(),
        has_owner: saving.owner.is_some(),
        owner_asked: table.by_role(Role::Owner).is_some(),
        unphased: phased == Some(false) || (phased.is_none() && heard.has_phases),
        late: saving.phasing.as_ref().is_some_and(is_late),
        high_risk: saving.risk.as_ref().and_then(|risk| risk.risk) == Some(crate::plan::Risk::High),
        nobodys: saving
            .division
            .as_deref()
            .is_some_and(|division| heard.nobodys.of(division, is_nobodys)),
        round: is_round(saving.value.value),
    };
    let mut reasons = explained(table, saving, row, heard);
    reasons.extend(assured_of_nothing(table, row, heard));
    reasons.extend(table.house.says(saving));
    reasons.extend(in_the_column_of_the_missing(table, saving, row, heard));
    let noted = noted::of_line(table, row.at, saving);
    reasons.extend(noted.strong);
    let cell = if rated_missing {
        cell_of(Role::Risk)
    } else if signs.status_unidentified {
        cell_of(Role::Status)
    } else if signs.identified_no {
        cell_of(Role::Identified)
    } else {
        None
    };
    let cell = cell.unwrap_or_else(|| saving.source.clone());
    let mut weighed = unidentified::reasons(&signs, &cell);
    weighed.weak.extend(noted.weak);
    reasons.extend(weighed.strong);
    Weighed {
        weak: if reasons.is_empty() {
            weighed.weak
        } else {
            Vec::new()
        },
        strong: reasons,
    }
}

/// "No plan" among the colours says more than a colour.
fn is_rated_missing(saving: &Saving, heard: &Heard) -> bool {
    saving.risk.as_ref().is_some_and(|risk| {
        heard.rated_missing.of(&risk.word, |word| {
            let all = words(word);
            vocabulary::unidentified_word(&padded(&all)) || super::no_scheme::is_state(&all)
        })
    })
}

/// "No scheme" under "PID" or "QIA": what should be assured is not there.
fn assured_of_nothing(table: &Table<'_, '_>, row: &Row, heard: &Heard) -> Option<Evidence> {
    let asked = table
        .columns
        .iter()
        .filter(|column| column.role == Some(Role::Assurance) && column.is_text());
    asked
        .filter_map(|column| Some((column, table.grid.text(row.at, column.index)?)))
        .find(|(_, text)| {
            let memo = &heard.assured_of_nothing;
            memo.of(text, |text| super::no_scheme::is_all(&words(text)))
        })
        .map(|(column, text)| Evidence {
            reason: format!(
                "\u{201c}{}\u{201d} stands under \u{201c}{}\u{201d}",
                one_line(text),
                column.own.text
            ),
            cell: table.at(row.at, column.index),
            by_name: false,
        })
}

/// Where the value is split over columns by status, the whole of it under "Unidentified".
fn in_the_column_of_the_missing(
    table: &Table<'_, '_>,
    saving: &Saving,
    row: &Row,
    heard: &Heard,
) -> Option<Evidence> {
    heard
        .missing
        .iter()
        .filter_map(|column| table.column(*column))
        .find_map(|column| {
            let part = table.money(row.at, column.index)?;
            let whole = saving.value.value;
            (!whole.is_zero() && part.value.abs() == whole.abs()).then(|| Evidence {
                reason: format!("all of it stands under \u{201c}{}\u{201d}", column.own.text),
                cell: table.at(row.at, column.index),
                by_name: false,
            })
        })
}

/// The state of the line, where the workbook explains that it means no scheme.
fn explained_state(table: &Table<'_, '_>, row: &Row) -> Option<Evidence> {
    let (word, _, state) = table.legend.state(table, row.at)?;
    state.is_absent().then(|| Evidence {
        reason: format!(
            "\u{201c}{word}\u{201d} is explained in the workbook as \u{201c}{}\u{201d}",
            state.meaning
        ),
        cell: state.cell.clone(),
        by_name: false,
    })
}

/// Words of the line that the workbook's own legend explains as savings without a scheme.
fn explained(table: &Table<'_, '_>, saving: &Saving, row: &Row, heard: &Heard) -> Vec<Evidence> {
    if let Some(evidence) = explained_state(table, row) {
        return vec![evidence];
    }
    if table.legend.is_empty() {
        return Vec::new();
    }
    let asked = |role: Option<Role>| {
        matches!(
            role,
            None | Some(
                Role::Status
                    | Role::Risk
                    | Role::Identified
                    | Role::Category
                    | Role::Assurance
                    | Role::Note
                    | Role::Value
            )
        )
    };
    let by_word = table
        .columns
        .iter()
        .filter(|column| asked(column.role))
        .find_map(|column| {
            let text = match table.grid.text(row.at, column.index) {
                Some(text) => one_line(text),
                // A bare number under "Gateway", where the legend does not list bare numbers.
                None if column.own.says("gateway; gate; stage") => {
                    let number = table.grid.label(row.at, column.index)?;
                    let listed = table.legend.explains(&number, true).is_some();
                    if listed {
                        number
                    } else {
                        format!("gateway {number}")
                    }
                }
                // A bare number under "State" or "Level", where the legend lists numbers.
                None if column.role == Some(Role::Status)
                    || heard.codes.contains(&column.index) =>
                {
                    table.grid.label(row.at, column.index)?
                }
                None => return None,
            };
            let is_status = matches!(column.role, Some(Role::Status | Role::Risk));
            let entry = table.legend.explains(&text, is_status)?;
            Some((text, entry))
        });
    let by_name = || {
        let entry = table
            .legend
            .begins(&saving.name)
            .or_else(|| table.legend.explains(&saving.name, false))?;
        Some((saving.name.clone(), entry))
    };
    if let Some(note) = table.legend.footnote(&saving.name) {
        return vec![Evidence {
            reason: format!("a note explains its mark as \u{201c}{}\u{201d}", note.says),
            cell: note.cell.clone(),
            by_name: false,
        }];
    }
    by_word
        .or_else(by_name)
        .map(|(word, entry)| Evidence {
            reason: format!(
                "\u{201c}{word}\u{201d} is explained in the workbook as \u{201c}{}\u{201d}",
                entry.word
            ),
            cell: entry.cell.clone(),
            by_name: false,
        })
        .into_iter()
        .collect()
}

fn is_nobodys(division: &str) -> bool {
    super::text::has_any(
        &padded(&words(division)),
        "trustwide; trust wide; system; system wide; all; central; corporate wide",
    )
}

/// Whether it is a multiple of half a million pounds.
fn is_round(value: Money) -> bool {
    !value.is_zero() && value.is_multiple_of(Money::from_pounds(500_000))
}

/// The planned parts of the year, in order.
fn parts(phasing: &Phasing) -> impl ExactSizeIterator<Item = Option<Money>> {
    let parts: &[Option<Sourced<Money>>] = match phasing {
        Phasing::Months(months) => months.as_slice(),
        Phasing::Quarters(quarters) => quarters.as_slice(),
    };
    let value = |part: &Option<Sourced<Money>>| part.as_ref().map(|part| part.value);
    parts.iter().map(value)
}

/// Whether at least half of what was planned up to now has arrived: something is behind it.
fn is_delivered(saving: &Saving) -> bool {
    let Some(actual) = saving.actual_to_date.as_ref().map(|actual| actual.value) else {
        return false;
    };
    let planned = saving.plan_to_date.as_ref();
    actual.is_positive() && planned.is_none_or(|planned| actual + actual >= planned.value)
}

fn is_phased(phasing: &Phasing) -> bool {
    parts(phasing).flatten().any(|part| !part.is_zero())
}

fn is_late(phasing: &Phasing) -> bool {
    let early = parts(phasing).len() * 3 / 4;
    parts(phasing).take(early).flatten().all(Money::is_zero) && is_phased(phasing)
}
