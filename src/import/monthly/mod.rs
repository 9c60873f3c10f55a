//! Measures by month on a body's own sheets: a row or a column of months under the name of a measure, in tables that are
//! nothing else, and beside the long waits where both stand in one table.

mod named;
mod runs;

pub(super) use named::{Named, better, without_basis};

use super::elective::column_years;
use super::header::{Basis, Facets, Role};
use super::kind::Kind;
use super::page::{Found, Page};
use super::published::measures::unit_of;
use super::table::{Column, Table};
use super::text::{has_any, name_key, padded, words};
use super::wait_rows::{Down, is_label};
use crate::plan::{
    FinancialYear, MeasureUnit, Month, MonthlyMeasure, Organisation, Origin, Sourced,
};
use crate::review::KindRead;
use crate::workbook::Value;
use named::named;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

/// Fewer months than this are no series.
const MONTHS_MIN: usize = 3;
/// A share of more than this is given in hundredths.
const SHARE_MAX: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// One figure of one month.
pub(super) struct Fact {
    pub(super) named: Named,
    pub(super) organisation: Option<Organisation>,
    pub(super) month: Month,
    pub(super) actual: bool,
    /// The date of its row, as Excel counts days.
    pub(super) day: Option<i64>,
    /// Whether nothing says which of plan and actual it is.
    pub(super) unsaid: bool,
    pub(super) value: Sourced<Decimal>,
    /// What the row says is to be reached.
    pub(super) target: Option<Sourced<Decimal>>,
}

/// What a row calls what it counts, what the header of a column does, and what the table as a whole counts.
type Naming<'n> = (
    &'n dyn Fn(&Table<'_, '_>, u32) -> Option<Named>,
    &'n dyn Fn(&Column) -> Option<Named>,
    Option<Named>,
);

/// The measures of all tables; of two tables that hold the same one, the first counts. Where one holds what is planned and
/// another what was, they are one series.
pub(super) fn read(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    owner: Option<&Organisation>,
) -> Vec<MonthlyMeasure> {
    let mut all: Vec<MonthlyMeasure> = Vec::new();
    let key = |measure: &MonthlyMeasure| {
        let body = measure.organisation.as_ref();
        (
            name_key(&measure.name),
            body.map(|body| name_key(&body.name)).unwrap_or_default(),
        )
    };
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for one in found.iter_mut().filter(|found| may_hold(found)) {
        let default = pages
            .get(one.page)
            .and_then(|page| page.organisation.as_ref())
            .or(owner);
        let titled = one
            .table
            .captions()
            .find_map(named)
            .or_else(|| named(one.table.grid.sheet.name()));
        let naming: Naming<'_> = (&label, &of_column, titled);
        let read = series(facts(&one.table, year, default, naming));
        let names: Vec<String> = read.iter().map(|measure| measure.name.clone()).collect();
        one.measured = 0;
        for new in read {
            let place = *places.entry(key(&new)).or_insert(all.len());
            if let Some(known) = all.get_mut(place) {
                let planned = fill(&mut known.planned, new.planned);
                if !(fill(&mut known.actual, new.actual) || planned) {
                    continue;
                }
            } else {
                all.push(new);
            }
            one.measured += 1;
        }
        if one.measured > 0 && one.verdict.kind == Kind::Other {
            one.verdict.score = 8;
            one.verdict.evidence = vec![evidence(&names)];
        }
    }
    all
}

/// What a later table holds of a series of which the tables before it hold nothing: the actuals beside the plan. Whether it
/// does.
pub(super) fn fill<T>(known: &mut BTreeMap<Month, T>, new: BTreeMap<Month, T>) -> bool {
    let fresh = known.is_empty() && !new.is_empty();
    if fresh {
        *known = new;
    }
    fresh
}

fn evidence(names: &[String]) -> String {
    let first: Vec<&str> = names.iter().take(3).map(String::as_str).collect();
    let more = if names.len() > first.len() {
        " and more"
    } else {
        ""
    };
    format!(
        "months under the name of a measure: {}{more}",
        first.join(", ")
    )
}

/// Tables that are nothing else, and those of long waits, unless the reviewer set them aside or they hold money.
fn may_hold(found: &Found<'_, '_>) -> bool {
    let aside = matches!(
        found.fixed.kind,
        Some(KindRead::NotPartOfThePlan | KindRead::Published)
    );
    let money = has_any(
        &padded(&words(&found.table.title)),
        "income; cost; costs; price; value; expenditure; tariff",
    );
    matches!(found.verdict.kind, Kind::Other | Kind::Elective)
        && found.repeat_of.is_none()
        && found.around == 0
        && !aside
        && !money
        && found.table.unit.is_none()
}

/// Every figure under a month or beside one, by what rows, columns or the table call it.
pub(super) fn facts(
    table: &Table<'_, '_>,
    year: Option<FinancialYear>,
    default: Option<&Organisation>,
    (of_row, of_column, titled): Naming<'_>,
) -> Vec<Fact> {
    let target = table.columns.iter().find(|column| is_target(column));
    let columns: Vec<(&Column, Option<Named>)> = table
        .columns
        .iter()
        .filter(|column| may_count(column) && !is_target(column))
        .map(|column| (column, of_column(column)))
        .collect();
    let years = column_years(table, year);
    let around = said_around(table);
    let records = is_record(table, &columns);
    let mut headed: Option<Named> = None;
    let mut facts = Vec::new();
    for row in &table.region.rows {
        let label = of_row(table, *row);
        let cells = table.grid.row(*row);
        if let (Some(label), true) = (&label, cells.iter().all(|(_, cell)| cell.text().is_some())) {
            headed = Some(label.clone());
            continue;
        }
        let down = Down::of(table, *row, year);
        let day = day_of(table, *row);
        if down.within_18 || down.measure.is_some() {
            continue;
        }
        let measured = label.or_else(|| {
            // Rows of bodies, or of plan and actual, under the name of the measure.
            let bare = down.organisation.is_some() || down.whole || down.basis.is_some();
            headed.clone().or_else(|| titled.clone()).filter(|_| bare)
        });
        for (column, across) in &columns {
            let of_header = column.facets.month.and_then(|month| {
                let year = years.get(&column.index).copied().or(year)?;
                Some(year.month(month.number))
            });
            let Some((named, month)) = measured
                .as_ref()
                .zip(of_header)
                .or_else(|| across.as_ref().zip(down.month))
                .or_else(|| measured.as_ref().zip(down.month).filter(|_| records))
            else {
                continue;
            };
            let said = column.facets.basis.or(down.basis).or(around);
            let Some(actual) = is_actual(said, month, year) else {
                continue;
            };
            let Some(value) = number(table, *row, column.index) else {
                continue;
            };
            facts.push(Fact {
                named: named.clone(),
                organisation: down
                    .organisation
                    .clone()
                    .or_else(|| default.cloned().filter(|_| !down.whole)),
                month,
                actual,
                day,
                unsaid: said.is_none(),
                value: Sourced::at(value, table.at(*row, column.index)),
                target: target.and_then(|column| {
                    let target = number(table, *row, column.index)?;
                    Some(Sourced::at(target, table.at(*row, column.index)))
                }),
            });
        }
    }
    runs::told(facts, year)
}

/// A column of one figure for all months: what the measure is to reach.
fn is_target(column: &Column) -> bool {
    let own = &column.own;
    let dated = own.month.is_some() || own.year.is_some() || own.quarter.is_some();
    let said = padded(&words(&own.text));
    column.numbers + column.texts > 0
        && !dated
        && words(&own.text).len() <= 3
        && has_any(&said, "target; standard; threshold; national standard")
}

/// Whether each row is one figure: its month stands in a column, what is counted in another, and one column counts.
fn is_record(table: &Table<'_, '_>, columns: &[(&Column, Option<Named>)]) -> bool {
    let counts = columns.iter().filter(|(column, _)| column.is_value());
    let bare = counts.clone().all(|(column, named)| {
        named.is_none() && column.facets.month.is_none() && column.role != Some(Role::Month)
    });
    table.by_role(Role::Month).is_some() && bare && counts.count() == 1
}

/// The date in one of the row's labels.
fn day_of(table: &Table<'_, '_>, row: u32) -> Option<i64> {
    let labels = table.columns.iter().filter(|column| is_label(column));
    labels
        .filter_map(|column| table.grid.cell(row, column.index))
        .find_map(|cell| match cell.value {
            Value::Date(day) => Decimal::try_from(day).ok()?.trunc().to_i64(),
            _ => None,
        })
}

/// Counts to date, quarters and what is compared are no months.
fn may_count(column: &Column) -> bool {
    let facets = &column.facets;
    !(facets.to_date || facets.cumulative || facets.quarter.is_some() || facets.full_year_effect)
        && facets.unit.is_none()
        && column.numbers + column.texts > 0
}

fn of_column(column: &Column) -> Option<Named> {
    named(&column.own.text).or_else(|| named(&column.facets.text))
}

/// The measure that one of the row's labels names; with the specialty beside it where one is.
fn label(table: &Table<'_, '_>, row: u32) -> Option<Named> {
    let labels = table.columns.iter().filter(|column| is_label(column));
    labels
        .filter_map(|column| {
            let own = table.grid.label(row, column.index);
            own.or_else(|| table.carried(row, column))
        })
        .find_map(|text| named(&text))
}

/// Whether the figure is what happened; `None` where it is neither that nor what was planned.
fn is_actual(said: Option<Basis>, month: Month, year: Option<FinancialYear>) -> Option<bool> {
    match said {
        Some(Basis::Actual) => Some(true),
        Some(Basis::Plan) => Some(false),
        Some(_) => None,
        // Nobody plans a year that is over.
        None => Some(year.is_none_or(|year| month.financial_year() < year)),
    }
}

/// Plan or actual, as the words around the table say it.
fn said_around(table: &Table<'_, '_>) -> Option<Basis> {
    let setting = padded(&words(&table.setting));
    let of = |text: &str| {
        Facets::of(text)
            .basis
            .filter(|basis| matches!(basis, Basis::Plan | Basis::Actual | Basis::Forecast))
    };
    of(table.caption()).or_else(|| of(table.grid.sheet.name())).or_else(|| {
        has_any(
            &setting,
            "performance; scorecard; dashboard; history; sitrep; statistics; ipr; trend; trends; actuals",
        )
        .then_some(Basis::Actual)
    })
}

fn number(table: &Table<'_, '_>, row: u32, column: u32) -> Option<Decimal> {
    table.grid.number(row, column).or_else(|| {
        let text = table.grid.text(row, column)?;
        let number: Decimal = text.trim().strip_suffix('%')?.trim().parse().ok()?;
        Some(number / Decimal::ONE_HUNDRED)
    })
}

/// The facts of each measure and body as one series; of two figures of one month the first stands.
fn series(facts: Vec<Fact>) -> Vec<MonthlyMeasure> {
    let mut found: Vec<MonthlyMeasure> = Vec::new();
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for fact in facts {
        let body = fact.organisation.as_ref();
        let key = (
            name_key(&fact.named.name),
            body.map(|body| name_key(&body.name)).unwrap_or_default(),
        );
        let at = *places.entry(key).or_insert_with(|| {
            found.push(MonthlyMeasure {
                name: fact.named.name.clone(),
                organisation: fact.organisation.clone(),
                unit: fact.named.unit,
                better: fact.named.better,
                origin: Origin::OwnSheet,
                planned: BTreeMap::new(),
                actual: BTreeMap::new(),
                target: None,
            });
            found.len() - 1
        });
        if let Some(measure) = found.get_mut(at) {
            measure.target = measure.target.take().or(fact.target);
            let months = if fact.actual {
                &mut measure.actual
            } else {
                &mut measure.planned
            };
            months.entry(fact.month).or_insert(fact.value);
        }
    }
    found.retain(|measure| measure.planned.len() + measure.actual.len() >= MONTHS_MIN);
    found.into_iter().filter_map(in_unit).collect()
}

/// Parts of one where the label says a share or the values show it; a share beyond the whole is none.
fn in_unit(mut measure: MonthlyMeasure) -> Option<MonthlyMeasure> {
    let values = || {
        let both = measure.planned.values().chain(measure.actual.values());
        both.map(|value| value.value)
    };
    if measure.unit == MeasureUnit::Count && unit_of(values()) == MeasureUnit::Share {
        measure.unit = MeasureUnit::Share;
        measure.better = better(&measure.name, MeasureUnit::Share);
    }
    if measure.unit != MeasureUnit::Share {
        return Some(measure);
    }
    let high = values().max()?;
    if high > Decimal::from(150) {
        // Called a performance or a rate, and a count all the same.
        measure.unit = MeasureUnit::Count;
        return Some(measure);
    }
    if let Some(target) = measure
        .target
        .as_mut()
        .filter(|target| target.value > SHARE_MAX)
    {
        target.value /= Decimal::ONE_HUNDRED;
    }
    if high > SHARE_MAX {
        for value in measure
            .planned
            .values_mut()
            .chain(measure.actual.values_mut())
        {
            value.value /= Decimal::ONE_HUNDRED;
        }
    }
    Some(measure)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::{Class, Imported, TableKind, import};
    use crate::plan::{Better, MeasureUnit, Month, MonthlyMeasure};
    use crate::review::Review;
    use rust_decimal::Decimal;

    fn read(name: &str, drawn: &str) -> Imported {
        import(&[workbook(vec![sheet(name, drawn)])], &Review::default())
    }

    fn measure<'i>(imported: &'i Imported, name: &str) -> &'i MonthlyMeasure {
        let mut all = imported.plan.measures.iter();
        all.find(|measure| measure.name == name)
            .unwrap_or_else(|| panic!("{:?}", imported.plan.measures))
    }

    const MAY: Month = Month {
        year: 2025,
        month: 5,
    };

    const SCORECARD: &str = "Oakmere NHS Trust performance scorecard 2025/26\n\nMeasure|Target|Apr-25|May-25|Jun-25|YTD\nA&E 4 hour performance|78%|0.741|0.755|0.76|0.752\n12 hour waits in ED|0|310|285|290|885\nAverage length of stay|6|7.1|7.3|6.9|7.1\nStaff sickness|4%|0.05|0.051|0.049|0.05";

    #[test]
    fn rows_of_a_scorecard_are_measures_that_happened() {
        let imported = read("IPR", SCORECARD);
        assert_eq!(imported.plan.measures.len(), 3);
        let four_hours = measure(&imported, "A&E seen within 4 hours, all types");
        assert_eq!(
            (four_hours.unit, four_hours.better, four_hours.actual.len()),
            (MeasureUnit::Share, Better::Higher, 3)
        );
        assert_eq!(four_hours.actual[&MAY].value, Decimal::new(755, 3));
        assert_eq!(four_hours.actual[&MAY].cells[0].to_string(), "IPR!D4");
        assert!(four_hours.planned.is_empty());
        let target = four_hours.target.as_ref().unwrap();
        assert_eq!(target.value, Decimal::new(78, 2));
        assert_eq!(target.cells[0].to_string(), "IPR!B4");
    }

    #[test]
    fn its_cells_are_used_and_its_table_is_listed() {
        let imported = read("IPR", SCORECARD);
        let sheet = &imported.coverage.sheets[0];
        assert_eq!(sheet.tables[0].kind, TableKind::Measures);
        assert_eq!(sheet.numbers.class(3, 3), Some(Class::Used));
        assert_eq!(sheet.numbers.class(6, 3), Some(Class::Elsewhere));
    }

    #[test]
    fn planned_and_actual_activity_by_point_of_delivery_stand_apart() {
        let drawn = "Activity plan 2025/26\n\nPoint of delivery|Basis|Apr-25|May-25|Jun-25\nDay cases|Plan|2100|2150|2200\nDay cases|Actual|2050|2080|\nOutpatient first attendances|Plan|9000|9100|9200";
        let imported = read("Activity", drawn);
        let cases = measure(&imported, "Day cases");
        assert_eq!((cases.planned.len(), cases.actual.len()), (3, 2));
        assert_eq!(
            measure(&imported, "Outpatient first attendances")
                .planned
                .len(),
            3
        );
    }

    #[test]
    fn months_may_run_down_under_measures() {
        let drawn = "Beds and discharge, history\n\nMonth|G&A bed occupancy %|Patients with no criteria to reside\nApr-25|93.5|110\nMay-25|94.1|118\nJun-25|92.8|105";
        let imported = read("Beds", drawn);
        let occupancy = measure(&imported, "G&A bed occupancy %");
        assert_eq!(occupancy.actual[&MAY].value, Decimal::new(941, 3));
        assert_eq!(
            measure(&imported, "Patients with no criteria to reside").better,
            Better::Lower
        );
    }

    #[test]
    fn a_measure_beside_long_waits_is_read_and_counts_as_no_wait() {
        let drawn = "Elective plan 2025/26, RTT\n\nMeasure|Jan-26|Feb-26|Mar-26\nTotal waiting list size|10100|10050|10000\nOver 52 weeks|150|120|90\nRTT clock stops|900|950|990";
        let imported = read("RTT", drawn);
        let stops = measure(&imported, "RTT clock stops");
        assert_eq!((stops.planned.len(), stops.actual.len()), (3, 0));
        assert_eq!(imported.plan.elective.unwrap().trajectories.len(), 2);
    }

    #[test]
    fn money_by_point_of_delivery_is_no_activity() {
        let drawn = "Income by point of delivery 2025/26 £000\n\nPoint of delivery|Apr-25|May-25|Jun-25\nDay cases|2100|2150|2200";
        assert!(read("Income", drawn).plan.measures.is_empty());
    }
}
