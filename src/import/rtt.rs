//! Published referral-to-treatment returns: many organisations, one month, a column for each week waited. Every total
//! is recomputed from the week bands; the file's own total rows are kept beside them.

use super::names;
use super::periods;
use super::text::{one_line, padded, words};
use crate::plan::{Month, Organisation, PublishedOrganisation, PublishedWaits, Sourced, Weeks};
use crate::workbook::{Area, Cell, Sheet, Value, Visibility, Workbook};
use std::collections::BTreeMap;

/// The header stands on row 14 of the published files; a few rows more are looked at.
const HEADER_ROWS: usize = 40;
/// Fewer week columns than this are no published return.
const BANDS_MIN: usize = 20;
const THRESHOLDS: [u16; 4] = [52, 65, 78, 104];

/// The columns of a published sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    pub(super) header_row: u32,
    code: u32,
    name: Option<u32>,
    function_code: Option<u32>,
    function: Option<u32>,
    /// First week of each band, and whether the band is open-ended.
    bands: BTreeMap<u32, (u16, bool)>,
    /// Pathways whose start is not known stand in no band but in the total of all.
    unknown: Option<u32>,
    total: Option<u32>,
    total_header: String,
}

/// The layout, if the sheet is a published return.
pub(super) fn layout(sheet: &Sheet) -> Option<Layout> {
    sheet
        .rows
        .iter()
        .take(HEADER_ROWS)
        .find_map(|(row, cells)| {
            let headers: Vec<(u32, String)> = cells
                .iter()
                .filter_map(|(column, cell)| Some((*column, one_line(cell.text()?))))
                .collect();
            let bands: BTreeMap<u32, (u16, bool)> = headers
                .iter()
                .filter_map(|(column, header)| Some((*column, band(header)?)))
                .collect();
            if bands.len() < BANDS_MIN {
                return None;
            }
            let find = |phrases: &[&str]| {
                phrases.iter().find_map(|phrase| {
                    let exact =
                        |(_, header): &&(u32, String)| padded(&words(header)).trim() == *phrase;
                    headers.iter().find(exact).map(|(column, _)| *column)
                })
            };
            let total = headers
                .iter()
                .find(|(_, header)| header.to_lowercase().starts_with("total number"));
            Some(Layout {
                header_row: *row,
                code: find(&[
                    "provider code",
                    "icb code",
                    "ccg code",
                    "commissioner org code",
                    "commissioner code",
                    "org code",
                ])?,
                name: find(&[
                    "provider name",
                    "icb name",
                    "ccg name",
                    "commissioner org name",
                    "commissioner name",
                    "org name",
                ]),
                function_code: find(&["treatment function code"]),
                function: find(&["treatment function", "treatment function name"]),
                bands,
                unknown: headers
                    .iter()
                    .find(|(_, header)| header.to_lowercase().contains("unknown clock start"))
                    .map(|(column, _)| *column),
                total: total.map(|(column, _)| *column),
                total_header: total.map(|(_, header)| header.clone()).unwrap_or_default(),
            })
        })
}

/// `>0-1` is the band from week 0; `104 plus` and `52 plus` are open.
fn band(header: &str) -> Option<(u16, bool)> {
    let text = header.trim();
    if let Some(rest) = text.strip_prefix('>') {
        let (from, to) = rest.split_once('-')?;
        let (from, to): (u16, u16) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        return (to == from + 1).then_some((from, false));
    }
    let open = text
        .strip_suffix("plus")
        .or_else(|| text.strip_suffix('+'))?;
    open.trim().parse().ok().map(|from| (from, true))
}

impl Layout {
    /// Sheets that count only pathways with a decision to admit are a part of the others and never added to them.
    pub(super) fn is_part(&self, sheet: &Sheet) -> bool {
        let padded = padded(&words(&format!("{} {}", sheet.name(), self.total_header)));
        super::text::has_any(&padded, "dta; decision to admit")
    }

    pub(super) fn area(&self, sheet: &Sheet) -> Area {
        let used = sheet.used();
        Area {
            first_row: self.header_row,
            first_column: self.code,
            last_row: used.map_or(self.header_row, |used| used.last_row),
            last_column: used.map_or(self.code, |used| used.last_column),
        }
    }
}

/// All organisations of a published sheet.
pub(super) fn read(sheet: &Sheet, layout: &Layout) -> PublishedWaits {
    let mut organisations: Vec<PublishedOrganisation> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, cells) in sheet.rows.range(layout.header_row + 1..) {
        let text = |column: Option<u32>| cells.get(&column?).and_then(Cell::text);
        let Some(code) = text(Some(layout.code)) else {
            continue;
        };
        let at = *places.entry(code).or_insert_with(|| {
            let name = text(layout.name).unwrap_or(code);
            organisations.push(PublishedOrganisation {
                organisation: Organisation {
                    code: Some(code.to_owned()),
                    ..Organisation::named(one_line(name))
                },
                total: Sourced::default(),
                within_18_weeks: 0,
                over: BTreeMap::new(),
                stated_total: None,
                specialties: 0,
            });
            organisations.len() - 1
        });
        let Some(one) = organisations.get_mut(at) else {
            continue;
        };
        let total_row = text(layout.function_code).is_some_and(|code| code == "C_999")
            || text(layout.function).is_some_and(names::is_whole);
        if total_row {
            one.stated_total = layout.total.and_then(|column| {
                Some(Sourced::at(
                    count(cells.get(&column)?)?,
                    sheet.at(*row, column),
                ))
            });
        } else {
            add(one, sheet, *row, cells, layout);
        }
    }
    // A sheet of totals alone states them once per organisation; the bands are then not broken down.
    organisations.retain(|one| one.specialties > 0);
    PublishedWaits {
        title: title(sheet, layout),
        month: month(sheet, layout),
        organisations,
    }
}

fn add(
    one: &mut PublishedOrganisation,
    sheet: &Sheet,
    row: u32,
    cells: &BTreeMap<u32, Cell>,
    layout: &Layout,
) {
    let mut total = layout
        .unknown
        .and_then(|column| cells.get(&column).and_then(count))
        .unwrap_or(0);
    for (column, (from, _)) in &layout.bands {
        let Some(pathways) = cells.get(column).and_then(count) else {
            continue;
        };
        total = total.saturating_add(pathways);
        if *from < 18 {
            one.within_18_weeks = one.within_18_weeks.saturating_add(pathways);
        }
        for threshold in THRESHOLDS.iter().chain(&[18]) {
            if from >= threshold {
                let over = one.over.entry(Weeks(*threshold)).or_default();
                *over = over.saturating_add(pathways);
            }
        }
    }
    // Zero is known only for thresholds that the bands reach.
    let reach = layout
        .bands
        .values()
        .map(|(from, _)| *from)
        .max()
        .unwrap_or(0);
    for threshold in THRESHOLDS
        .iter()
        .chain(&[18])
        .filter(|threshold| **threshold <= reach)
    {
        one.over.entry(Weeks(*threshold)).or_default();
    }
    one.specialties += 1;
    one.total.value = one.total.value.saturating_add(total);
    one.total
        .cells
        .push(sheet.at(row, layout.total.unwrap_or(layout.code)));
}

fn count(cell: &Cell) -> Option<u64> {
    match cell.value {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the range is checked"
        )]
        Value::Number(number) if (0.0..1e15).contains(&number) => Some(number as u64),
        _ => None,
    }
}

/// The lines above the header: `Title:`, `Summary:`, `Period:`.
fn above<'s>(sheet: &'s Sheet, layout: &Layout) -> impl Iterator<Item = &'s Cell> {
    sheet
        .rows
        .range(..layout.header_row)
        .flat_map(|(_, cells)| cells.values())
}

fn title(sheet: &Sheet, layout: &Layout) -> String {
    let pathways = layout.total_header.to_lowercase();
    let texts: Vec<String> = above(sheet, layout)
        .filter_map(|cell| cell.text().map(one_line))
        .collect();
    let said = texts
        .iter()
        .map(|text| text.to_lowercase())
        .collect::<Vec<_>>()
        .join(" ")
        + &pathways;
    let kind = if said.contains("non-admitted") {
        "Completed non-admitted pathways"
    } else if said.contains("new rtt") || said.contains("new periods") {
        "New pathways"
    } else if pathways.contains("completed") {
        "Completed admitted pathways"
    } else {
        "Incomplete pathways"
    };
    kind.to_owned()
}

fn month(sheet: &Sheet, layout: &Layout) -> Option<Month> {
    above(sheet, layout).find_map(|cell| match &cell.value {
        Value::Text(text) => periods::dated_months(text).first().copied(),
        Value::Date(serial) => Month::from_excel_serial(*serial),
        _ => None,
    })
}

/// Published returns: the sheets of one file that count the same thing are one return.
pub(super) fn published(workbooks: &[Workbook]) -> Vec<PublishedWaits> {
    let mut published: Vec<PublishedWaits> = Vec::new();
    for workbook in workbooks {
        let mut own: Vec<PublishedWaits> = Vec::new();
        for sheet in workbook
            .sheets
            .iter()
            .filter(|sheet| sheet.visibility == Visibility::Visible)
        {
            let Some(layout) = layout(sheet).filter(|layout| !layout.is_part(sheet)) else {
                continue;
            };
            let waits = read(sheet, &layout);
            match own
                .iter_mut()
                .find(|known| known.title == waits.title && known.month == waits.month)
            {
                // A second sheet adds bodies that the first does not have; the same bodies again are another view.
                Some(known) => {
                    let new = |one: &PublishedOrganisation| {
                        known
                            .organisations
                            .iter()
                            .all(|two| two.organisation.code != one.organisation.code)
                    };
                    let more: Vec<PublishedOrganisation> =
                        waits.organisations.into_iter().filter(new).collect();
                    known.organisations.extend(more);
                }
                None => own.push(waits),
            }
        }
        published.extend(own);
    }
    published
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::sheet;

    fn published() -> Sheet {
        let mut header: Vec<String> = [
            "Region Code",
            "Provider Code",
            "Provider Name",
            "Treatment Function Code",
            "Treatment Function",
        ]
        .map(str::to_owned)
        .to_vec();
        header.extend((0..104).map(|week| format!(">{week}-{}", week + 1)));
        header.extend(
            [
                "104 plus",
                "Total number of incomplete pathways",
                "Total within 18 weeks",
                "Total 78 plus weeks",
                "Total 52 plus weeks",
            ]
            .map(str::to_owned),
        );
        let row = |code: &str, function: &str, each: u64| {
            let mut row = vec![
                "Y60".to_owned(),
                "RAA".to_owned(),
                "ALDER NHS TRUST".to_owned(),
                code.to_owned(),
                function.to_owned(),
            ];
            row.extend(std::iter::repeat_n(each.to_string(), 105));
            row.extend([
                (each * 105).to_string(),
                "-".to_owned(),
                "0".to_owned(),
                "0".to_owned(),
            ]);
            row.join("|")
        };
        sheet(
            "Provider",
            &format!(
                "|Title:|Consultant-led RTT\n|Period:|January 2026\n\n|{}\n|{}\n|{}\n|{}",
                header.join("|"),
                row("C_100", "General Surgery", 1),
                row("C_110", "Trauma", 2),
                row("C_999", "Total", 3)
            ),
        )
    }

    #[test]
    fn totals_come_from_the_bands_and_the_total_row_is_kept_beside_them() {
        let sheet = published();
        let layout = layout(&sheet).unwrap();
        let waits = read(&sheet, &layout);
        assert_eq!(
            waits.month,
            Some(Month {
                year: 2026,
                month: 1
            })
        );
        let one = &waits.organisations[0];
        assert_eq!(
            (one.total.value, one.within_18_weeks, one.specialties),
            (315, 54, 2)
        );
        assert_eq!(one.over[&Weeks(104)], 3);
        assert_eq!(one.over[&Weeks(52)], 159);
        assert_eq!(
            one.stated_total.as_ref().map(|total| total.value),
            Some(315)
        );
    }

    #[test]
    fn the_sheet_of_decisions_to_admit_is_a_part() {
        let mut sheet = published();
        let layout = layout(&sheet).unwrap();
        assert!(!layout.is_part(&sheet));
        sheet.address = std::sync::Arc::new(crate::workbook::SheetAddress::new(
            "p.xlsx",
            "Provider with DTA",
        ));
        assert!(layout.is_part(&sheet));
    }
}
