//! What one row of a table of waits says of its figures: measure, month, plan or actual, and whose.

use super::header::{Basis, Facets, Role};
use super::table::{Column, Table};
use super::text::{has_any, one_line, padded, words};
use super::wait_bands::{bare_band, between};
use super::{names, patients, periods, specialties, vocabulary, weeks};
use crate::plan::{FinancialYear, Month, Organisation, Weeks};
use crate::workbook::Value;
use std::collections::BTreeSet;

/// Whether the column labels the rows: words, or the months or measures of rows, but no counts under a measure.
pub(super) fn is_label(column: &Column) -> bool {
    let counts = column.is_numeric()
        && (column.facets.weeks.is_some()
            || column.facets.percent
            || weeks::is_share_within_18(&column.facets.text));
    // What is remarked on a month is no part of the waits.
    let remarks = column.own.role == Some(Role::Note);
    !counts && !remarks && (!column.is_value() || column.role == Some(Role::Month))
}

/// What a row says of its figures.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a row says is independent of what else it says"
)]
pub(super) struct Down {
    pub(super) measure: Option<Weeks>,
    /// From so many weeks to so many.
    pub(super) band: Option<(Weeks, Weeks)>,
    pub(super) month: Option<Month>,
    /// "2024/25 actual" before months that name no year.
    pub(super) year: Option<FinancialYear>,
    /// Whether the month names its year.
    pub(super) dated: bool,
    pub(super) basis: Option<Basis>,
    pub(super) organisation: Option<Organisation>,
    pub(super) specialty: Option<String>,
    pub(super) whole: bool,
    /// The row holds shares, not pathways.
    pub(super) within_18: bool,
    /// The row holds differences between plan and actual.
    pub(super) compares: bool,
}

impl Down {
    pub(super) fn of(table: &Table<'_, '_>, row: u32, year: Option<FinancialYear>) -> Self {
        let mut down = Self {
            measure: None,
            band: None,
            month: None,
            year: None,
            dated: false,
            basis: None,
            organisation: None,
            specialty: None,
            whole: false,
            within_18: false,
            compares: false,
        };
        let beside = names_a_body(table, row);
        for column in table.columns.iter().filter(|column| is_label(column)) {
            if let Some(Value::Date(serial)) =
                table.grid.spread(row, column.index).map(|cell| cell.value)
            {
                down.month = Month::from_excel_serial(serial);
                down.dated = true;
                continue;
            }
            let label = table.grid.label(row, column.index);
            let Some(text) = label.or_else(|| table.carried(row, column)) else {
                continue;
            };
            if patients::is_age(&column.facets.text, &text) {
                down.specialty.get_or_insert(text);
                continue;
            }
            // The system a body belongs to, in a column of its own, does not make the row the system's.
            if beside && names::is_whole(&text) && !vocabulary::total(&padded(&words(&text))) {
                continue;
            }
            down.read(column.role, &text, year);
        }
        down
    }

    fn thing(&self) -> Thing {
        let organisation = self.organisation.as_ref().map(|own| own.name.clone());
        (
            self.measure,
            organisation,
            self.specialty.clone(),
            self.whole,
        )
    }

    fn read(&mut self, role: Option<Role>, text: &str, year: Option<FinancialYear>) {
        if weeks::is_share_within_18(text) {
            self.within_18 = true;
            return;
        }
        let band = if role == Some(Role::Measure) {
            bare_band(text)
        } else {
            between(text)
        };
        if let Some(band) = band {
            self.band = Some(band);
            return;
        }
        if !matches!(role, Some(Role::Organisation | Role::Specialty)) && is_comparison(text) {
            self.compares = true;
            return;
        }
        if names::is_whole(text) && weeks::counted(text) != Some(weeks::LIST) {
            self.whole = true;
        }
        let measure = if role == Some(Role::Measure) {
            weeks::bare(text)
        } else {
            weeks::counted(text)
        };
        if measure.is_some() {
            self.measure = measure;
            // "65+ week waits - actual" says both.
            self.basis = Facets::of(text)
                .basis
                .filter(|basis| matches!(basis, Basis::Plan | Basis::Actual))
                .or(self.basis);
            return;
        }
        if let Some(named) = periods::month(&words(text)) {
            let own = named.calendar_year.map(|calendar| {
                FinancialYear(if named.number <= 9 {
                    calendar
                } else {
                    calendar.saturating_sub(1)
                })
            });
            self.dated = own.is_some();
            self.month = own.or(year).map(|year| year.month(named.number));
            return;
        }
        // "2024/25" in a column of its own says nothing of whose the row is.
        if words(text).len() <= 2 && !periods::years(text).is_empty() {
            return;
        }
        let basis = Facets::of(text).basis;
        let years = periods::years(text);
        let said = words(text).len() - 2 * usize::from(years.len() == 1 && words(text).len() > 2);
        if said <= 2 && basis.is_some() {
            self.basis = basis;
            self.year = years.first().copied().filter(|_| years.len() == 1);
            return;
        }
        match role {
            Some(Role::Organisation) => {
                self.organisation = (!names::is_whole(text)).then(|| names::labelled(text));
            }
            Some(Role::OrganisationCode | Role::Reference) => {
                if let (Some(organisation), true) =
                    (&mut self.organisation, role == Some(Role::OrganisationCode))
                {
                    organisation.code = Some(text.to_owned());
                }
            }
            Some(Role::Specialty | Role::Division) => {
                self.specialty = (!specialties::is_all(text)).then(|| text.to_owned());
            }
            Some(Role::Name | Role::Line | Role::Measure) | None => {
                if self.organisation.is_none() && names::is_organisation(text) && !self.whole {
                    self.organisation = Some(names::labelled(text));
                } else {
                    self.specialty.get_or_insert_with(|| text.to_owned());
                }
            }
            _ => {}
        }
    }
}

/// Whether a column of bodies names one in this row that is neither a system nor all of them.
fn names_a_body(table: &Table<'_, '_>, row: u32) -> bool {
    let bodies = table
        .columns
        .iter()
        .filter(|column| column.role == Some(Role::Organisation) && column.is_text());
    let mut texts = bodies.filter_map(|column| table.grid.text(row, column.index));
    texts.any(|text| !names::is_whole(text))
}

/// "Variance to plan", "Actual above / (below) plan".
fn is_comparison(text: &str) -> bool {
    let padded = padded(&words(text));
    let says = |phrases: &'static str| has_any(&padded, phrases);
    says("variance; var; difference")
        || (says("actual; actuals") && says("plan; planned; trajectory; target"))
        || (says("plan; trajectory; target")
            && says("above; below; against; ahead; behind; better; worse; over under; under over"))
}

/// What headings said of the rows below them.
#[derive(Default)]
pub(super) struct Headed {
    pub(super) measure: Option<Weeks>,
    pub(super) basis: Option<Basis>,
    /// A part of the body, such as a site: a heading that says nothing else.
    pub(super) section: Option<String>,
    /// What the rows so far are of.
    above: BTreeSet<Thing>,
}

/// Whose pathways a row counts and how long they have waited.
type Thing = (Option<Weeks>, Option<String>, Option<String>, bool);

impl Headed {
    /// Whether the row is such a heading; what it says holds for the rows below it.
    pub(super) fn takes(&mut self, table: &Table<'_, '_>, row: u32, down: &Down) -> bool {
        if !is_heading(table, row) {
            self.above.insert(down.thing());
            return false;
        }
        if let Some(basis) = heading_basis(&super::rows::first_text(table, row)) {
            if self.speaks(table, row) {
                self.basis = Some(basis);
            }
            return true;
        }
        self.above.insert(down.thing());
        let measured = down.measure.is_some() && !down.within_18 && !down.compares;
        if measured {
            self.measure = down.measure;
        } else {
            let text = one_line(&super::rows::first_text(table, row));
            self.section = (words(&text).len() <= SECTION_WORDS_MAX).then_some(text);
        }
        measured
    }

    /// Whether "Actual" speaks for the rows below it: it stands above all or above several, or they begin again with what was
    /// above it. Else it is the row above once more, still to be filled.
    fn speaks(&self, table: &Table<'_, '_>, row: u32) -> bool {
        let rows = &table.region.rows;
        let below = rows
            .get(rows.partition_point(|next| *next <= row)..)
            .unwrap_or(&[]);
        let own: Vec<u32> = below
            .iter()
            .take_while(|next| !is_heading(table, **next))
            .copied()
            .collect();
        let comes_back = |next: &u32| self.above.contains(&Down::of(table, *next, None).thing());
        self.above.is_empty() || own.len() >= SEVERAL_ROWS || own.iter().any(comes_back)
    }
}

/// A heading that speaks for so many rows is no row of its own.
const SEVERAL_ROWS: usize = 2;

/// "Operating plan" and below it "Reported": what the rows under such a heading are.
fn heading_basis(text: &str) -> Option<Basis> {
    let all = words(text);
    if all.len() > HEADING_WORDS_MAX || weeks::counted(text).is_some() {
        return None;
    }
    let reported = all.iter().any(|word| word == "reported");
    Facets::of(text)
        .basis
        .or((reported && all.len() == 1).then_some(Basis::Actual))
        .filter(|basis| matches!(basis, Basis::Plan | Basis::Actual))
}

const HEADING_WORDS_MAX: usize = 3;
/// A site is named in no more words.
const SECTION_WORDS_MAX: usize = 8;

/// Whether the row holds one text and no number, so that it speaks for the rows below it.
fn is_heading(table: &Table<'_, '_>, row: u32) -> bool {
    let mut cells = table
        .grid
        .row(row)
        .iter()
        .filter(|(column, _)| table.region.columns.contains(column));
    let text = cells.next().is_some_and(|(_, cell)| cell.text().is_some());
    text && cells.next().is_none()
}

/// Whether the rows are weeks: days seven apart, of which several fall into one month. Trajectories are of month ends.
pub(super) fn is_weekly(table: &Table<'_, '_>) -> bool {
    let days = |column: &Column| -> Vec<f64> {
        let rows = table.region.rows.iter();
        rows.filter_map(|row| match table.grid.cell(*row, column.index)?.value {
            Value::Date(day) => Some(day),
            _ => None,
        })
        .collect()
    };
    let week = |pair: &[f64]| matches!(pair, [one, next] if (next - one - 7.0).abs() < 0.5);
    table.columns.iter().any(|column| {
        // Of several bodies each has its own row for a week.
        let mut days = days(column);
        days.sort_by(f64::total_cmp);
        days.dedup();
        days.len() >= WEEKS_MIN && days.windows(2).all(week)
    })
}

/// Fewer dates may be a week apart by chance.
const WEEKS_MIN: usize = 4;

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::review::Review;

    #[test]
    fn a_heading_may_say_that_the_rows_below_it_were_reported() {
        let read = import(
            &[workbook(vec![sheet(
                "Waits",
                "Pathways over 52 weeks 2025/26\n\nProvider|Jun-25|Sep-25|Dec-25\nOperating plan\nOak NHS Trust|90|80|70\nElm NHS Trust|40|30|20\nReported\nOak NHS Trust|95|88|\nElm NHS Trust|41|39|",
            )])],
            &Review::default(),
        );
        let total = read.plan.elective.unwrap().total(crate::plan::Weeks(52));
        let june = crate::plan::Month {
            year: 2025,
            month: 6,
        };
        let both = &total[&june];
        let value = |count: &Option<crate::plan::Sourced<u64>>| count.as_ref().map(|one| one.value);
        assert_eq!(
            (value(&both.plan), value(&both.actual)),
            (Some(130), Some(136))
        );
    }

    #[test]
    fn counts_under_a_measure_are_no_specialty() {
        let waits = "Long waits 2023/24\n\nMonth|52+ weeks|65+ weeks\nApr-23|1480|402\nMay-23|1455|395\nJun-23|1430|385";
        let read = import(&[workbook(vec![sheet("Waits", waits)])], &Review::default());
        let trajectories = read.plan.elective.unwrap().trajectories;
        assert_eq!(trajectories.len(), 2);
        assert!(trajectories.iter().all(|one| one.specialty.is_none()));
    }

    #[test]
    fn a_row_of_differences_counts_nobody() {
        let waits = "RTT 2025/26\n\nOver 52 weeks|Apr-25|May-25|Jun-25\nPlan|100|90|80\nActual|104|97|\nActual above / (below) plan|4|7|";
        let read = import(&[workbook(vec![sheet("Waits", waits)])], &Review::default());
        let elective = read.plan.elective.unwrap();
        let planned: Vec<u64> = elective
            .total(crate::plan::Weeks(52))
            .values()
            .filter_map(|month| Some(month.plan.as_ref()?.value))
            .collect();
        assert_eq!(planned, [100, 90, 80]);
    }

    #[test]
    fn a_corner_may_say_that_the_figures_are_actual() {
        let waits = "RTT trajectory 2025/26\n\nPLAN|Apr-25|May-25|Jun-25\nOver 52 weeks|100|90|80\n\n\nACTUAL|Apr-25|May-25|Jun-25\nOver 52 weeks|104|97|";
        let read = import(&[workbook(vec![sheet("Waits", waits)])], &Review::default());
        let elective = read.plan.elective.unwrap();
        let [only] = elective.trajectories.as_slice() else {
            panic!("{:?}", elective.trajectories)
        };
        let actual = only.months.values().filter(|month| month.actual.is_some());
        assert_eq!(actual.count(), 2);
    }

    /// Planned and actual pathways over so many weeks in June 2025.
    fn june(rows: &str, weeks: u16) -> (Option<u64>, Option<u64>) {
        let drawn = format!("Waits 2025/26\n\nMeasure|Jun-25|Sep-25|Dec-25\n{rows}");
        let read = import(&[workbook(vec![sheet("RTT", &drawn)])], &Review::default());
        let total = read.plan.elective.unwrap().total(crate::plan::Weeks(weeks));
        let month = crate::plan::Month {
            year: 2025,
            month: 6,
        };
        let value = |count: &Option<crate::plan::Sourced<u64>>| count.as_ref().map(|one| one.value);
        total.get(&month).map_or((None, None), |both| {
            (value(&both.plan), value(&both.actual))
        })
    }

    #[test]
    fn a_row_of_actuals_still_to_be_filled_heads_nothing() {
        let empty =
            "52+ weeks|90|80|70\nActual\n65+ weeks|20|15|12\nActual\n78+ weeks|2|1|0\nActual";
        for (weeks, planned) in [(52, 90), (65, 20), (78, 2)] {
            assert_eq!(june(empty, weeks), (Some(planned), None), "{weeks}");
        }
    }

    #[test]
    fn the_same_measures_again_are_what_stands_above_them() {
        for rows in [
            "52+ weeks|90|80|70\n65+ weeks|20|15|12\nActual\n52+ weeks|95|85|\n65+ weeks|24|18|",
            "Plan\n52+ weeks|90|80|70\n65+ weeks|20|15|12\nActual\n52+ weeks|95|85|\n65+ weeks|24|18|",
        ] {
            assert_eq!(june(rows, 52), (Some(90), Some(95)), "{rows}");
            assert_eq!(june(rows, 65), (Some(20), Some(24)), "{rows}");
        }
    }
}
