//! The columns of a published table of waits, each known by the words of its header and never by its place.

use super::super::text::{has_any, padded, words};
use super::super::weeks;
use super::band;
use super::head::Head;
use super::line::{Line, lines};
use crate::plan::{PublishedBy, Weeks};
use crate::workbook::Sheet;
use std::collections::BTreeMap;

const THRESHOLDS: [u16; 5] = [18, 52, 65, 78, 104];

/// The header stands on row 14 of the national files; a few rows more are looked at.
const HEADER_ROWS: usize = 40;

#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Columns {
    pub(super) header_row: u32,
    pub(super) head: Head,
    /// Who is counted: an extract names the provider and the commissioner of the same pathways.
    pub(super) bodies: Vec<Bodies>,
    pub(super) function_code: Option<u32>,
    pub(super) function: Option<u32>,
    pub(super) period: Option<u32>,
    /// `Part_2`, `Part_1A`: an extract holds all returns in one table.
    pub(super) part: Option<u32>,
    /// First week of each band.
    pub(super) bands: BTreeMap<u32, u16>,
    /// The same by column, from the first one on.
    weeks: Weekly,
    pub(super) open: bool,
    /// Pathways whose start is not known stand in no band but in the total of all.
    pub(super) unknown: Option<u32>,
    pub(super) total: Option<u32>,
    pub(super) total_header: String,
    /// The total of the bands alone, where both are given.
    pub(super) known_total: Option<u32>,
    pub(super) within: Option<u32>,
    pub(super) over: BTreeMap<Weeks, u32>,
    /// What is counted from the bands, and the column that shows it: its own, else the band that begins there.
    pub(super) thresholds: Vec<(Weeks, Option<u32>)>,
    pub(super) median: Option<u32>,
    pub(super) percentile_92: Option<u32>,
}

/// Weeks by column: a row of an extract has more than a hundred of them, and there are hundreds of thousands of rows.
#[derive(Debug, Clone, Default, PartialEq)]
struct Weekly {
    first: u32,
    weeks: Vec<Option<u16>>,
}

impl Weekly {
    fn of(bands: &BTreeMap<u32, u16>) -> Self {
        let (Some(first), Some(last)) = (bands.keys().next(), bands.keys().next_back()) else {
            return Self::default();
        };
        Self {
            first: *first,
            weeks: (*first..=*last)
                .map(|column| bands.get(&column).copied())
                .collect(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bodies {
    pub(super) by: PublishedBy,
    pub(super) code: Option<u32>,
    /// A table of the whole country names no body.
    pub(super) name: Option<u32>,
}

/// The columns, if the sheet is a published table of waits.
pub(super) fn columns(sheet: &Sheet) -> Option<Columns> {
    lines(sheet, 0).take(HEADER_ROWS).find_map(|line| {
        // A row of a few words is no header of theirs.
        (line.texts().nth(3).is_some()).then(|| of_line(sheet, line))?
    })
}

fn of_line(sheet: &Sheet, line: Line<'_>) -> Option<Columns> {
    let headers: Vec<Header> = line
        .texts()
        .map(|(column, text)| Header::of(column, text))
        .collect();
    let find = |phrases: &'static str| {
        phrases.split("; ").find_map(|phrase| {
            let mut same = headers
                .iter()
                .filter(|header| header.padded.trim() == phrase);
            same.next().map(|header| header.column)
        })
    };
    let (bands, open) = band::bands(
        &headers
            .iter()
            .map(|header| (header.column, header.text.as_str()))
            .collect::<Vec<_>>(),
    );
    let total = headers
        .iter()
        .filter(|header| header.is_total())
        .max_by_key(|header| (header.of_all(), std::cmp::Reverse(header.column)));
    let mut columns = Columns {
        header_row: line.row,
        head: Head::default(),
        bodies: bodies(&find),
        function_code: find("treatment function code; tf code; specialty code"),
        function: find(
            "treatment function; treatment function name; tf name; specialty; specialty name",
        ),
        period: find("period; month; reporting period; date"),
        part: find("rtt part type; rtt part description; part type"),
        weeks: Weekly::of(&bands),
        bands,
        open,
        unknown: headers
            .iter()
            .find(|header| header.says("unknown clock start*"))
            .map(|header| header.column),
        total: total.map(|total| total.column),
        total_header: total.map(|total| total.text.clone()).unwrap_or_default(),
        known_total: headers
            .iter()
            .find(|header| {
                header.is_total() && !header.of_all() && total.is_some_and(Header::of_all)
            })
            .map(|header| header.column),
        within: headers
            .iter()
            .find(|header| header.is_within())
            .map(|header| header.column),
        over: headers
            .iter()
            .filter_map(|header| Some((header.over()?, header.column)))
            .collect(),
        thresholds: Vec::new(),
        median: headers
            .iter()
            .find(|header| header.says("median"))
            .map(|header| header.column),
        percentile_92: headers
            .iter()
            .find(|header| header.says("92nd percentile"))
            .map(|header| header.column),
    };
    let planned = headers
        .iter()
        .any(|header| header.says("plan; planned; target; trajectory; forecast; ambition"));
    if planned || !columns.may_be_of_waits() {
        return None;
    }
    columns.thresholds = columns.thresholds();
    columns.head = Head::of(sheet, line.row);
    columns.is_of_waits(sheet).then_some(columns)
}

impl Columns {
    /// The first week of the band in this column.
    pub(super) fn week(&self, column: u32) -> Option<u16> {
        let at = column.checked_sub(self.weeks.first)?;
        let at = usize::try_from(at).ok()?;
        self.weeks.weeks.get(at).copied().flatten()
    }

    /// The last week.
    pub(super) fn reach(&self) -> Option<u16> {
        self.weeks.weeks.iter().flatten().copied().max()
    }

    /// The first column of weeks, and the first week of each from there on.
    pub(super) fn weekly(&self) -> (u32, &[Option<u16>]) {
        (self.weeks.first, &self.weeks.weeks)
    }

    /// What is counted from the bands, each with the column that shows it.
    fn thresholds(&self) -> Vec<(Weeks, Option<u32>)> {
        let begins = |weeks: u16| {
            let mut bands = self.bands.iter();
            bands
                .find(|(_, own)| **own == weeks)
                .map(|(column, _)| *column)
        };
        THRESHOLDS
            .map(|weeks| {
                let own = self.over.get(&Weeks(weeks)).copied();
                (Weeks(weeks), own.or_else(|| begins(weeks)))
            })
            .into()
    }

    /// What can be told without the lines above the header, which are asked of few rows then.
    fn may_be_of_waits(&self) -> bool {
        let by_function = self.function.is_some() || self.function_code.is_some();
        self.bands.len() >= band::BANDS_MIN || (by_function && !self.bodies.is_empty())
    }

    /// A column for each week; or, headed as a publication or by treatment function, a total with counts of long waits.
    fn is_of_waits(&self, sheet: &Sheet) -> bool {
        let by_function = self.function.is_some() || self.function_code.is_some();
        if self.bands.len() >= band::BANDS_MIN {
            return !self.bodies.is_empty() || by_function && self.is_national(sheet);
        }
        let counted = self.within.is_some() || !self.over.is_empty() || self.counts_new();
        !self.bodies.is_empty()
            && by_function
            && self.total.is_some()
            && counted
            && (self.period.is_some() || self.head.is_publication())
    }

    /// A table that names no body and says that it is of the country.
    fn is_national(&self, _sheet: &Sheet) -> bool {
        has_any(self.head.said(), "national; england")
    }

    fn counts_new(&self) -> bool {
        has_any(
            &padded(&words(&self.total_header)),
            "new rtt*; clock starts",
        )
    }

    /// Pathways with a decision to admit are a part of the others and never added to them.
    pub(in crate::import) fn is_part(&self, sheet: &Sheet) -> bool {
        let said = padded(&words(&format!("{} {}", sheet.name(), self.total_header)));
        has_any(&said, "dta; decision to admit")
    }
}

/// The columns that name bodies: those with a name, else those with a code only.
fn bodies(find: &dyn Fn(&'static str) -> Option<u32>) -> Vec<Bodies> {
    let provider = Bodies {
        by: PublishedBy::Provider,
        code: find(
            "provider code; provider org code; trust code; org code; organisation code; ods code; code",
        ),
        name: find(
            "provider name; provider org name; trust name; org name; organisation name; trust; provider; organisation; name",
        ),
    };
    let commissioner = Bodies {
        by: PublishedBy::Commissioner,
        code: find(
            "icb code; icb ods code; commissioner parent org code; commissioner parent code; commissioner org code; commissioner code; ccg code",
        ),
        name: find(
            "icb name; commissioner parent name; commissioner parent org name; commissioner org name; commissioner name; ccg name; icb; commissioner",
        ),
    };
    let both = [provider, commissioner];
    let named: Vec<Bodies> = both
        .into_iter()
        .filter(|bodies| bodies.name.is_some())
        .collect();
    if named.is_empty() {
        both.into_iter()
            .filter(|bodies| bodies.code.is_some())
            .take(1)
            .collect()
    } else {
        named
    }
}

struct Header {
    column: u32,
    text: String,
    padded: String,
}

impl Header {
    fn of(column: u32, text: String) -> Self {
        let padded = padded(&words(&text));
        Self {
            column,
            text,
            padded,
        }
    }

    fn says(&self, phrases: &'static str) -> bool {
        has_any(&self.padded, phrases)
    }

    fn is_share(&self) -> bool {
        self.text.contains('%') || self.says("percent; percentage; proportion")
    }

    /// The size of the list, in every edition's words.
    fn is_total(&self) -> bool {
        let whole = self.padded.trim();
        let starts = [
            "total number of",
            "number of new rtt",
            "total incomplete",
            "total waiting",
        ];
        !self.is_share()
            && (starts.iter().any(|start| whole.starts_with(start))
                || matches!(
                    whole,
                    "total"
                        | "total all"
                        | "incomplete pathways"
                        | "total pathways"
                        | "all pathways"
                        | "waiting list"
                        | "list size"
                ))
    }

    fn of_all(&self) -> bool {
        self.says("all")
    }

    fn is_within(&self) -> bool {
        let eighteen = self
            .padded
            .split(' ')
            .any(|word| matches!(word, "18" | "18w" | "18wk" | "18wks" | "18weeks"));
        eighteen && self.says("within; under; less than") && !self.is_share()
    }

    /// `Total 52 plus weeks`, `Waiters_52plus`, `No. > 78 weeks`.
    fn over(&self) -> Option<Weeks> {
        if self.is_share() || self.says("estimates") || band::is_band(&self.text) {
            return None;
        }
        weeks::longer_than(&self.text).or_else(|| {
            let mut plus = self
                .padded
                .split(' ')
                .filter_map(|word| word.strip_suffix("plus"));
            weeks::bare(plus.next()?)
        })
    }
}
