//! Staff in whole-time equivalents by month: tables that say WTE or FTE, a group of staff in each row or a body.

use super::header::Role;
use super::kind::Kind;
use super::monthly::{Fact, Named, facts, fill, without_basis};
use super::page::{Found, Page};
use super::table::Table;
use super::text::{has_any, name_key, padded, words};
use super::wait_rows::is_label;
use super::{names, periods};
use crate::plan::{Better, FinancialYear, MeasureUnit, Organisation, StaffKind, StaffSeries};
use crate::review::KindRead;
use std::collections::BTreeMap;

/// Two months show a move: March to March.
const MONTHS_MIN: usize = 2;
/// So many rows speak for all.
const ROWS_READ: usize = 200;
/// A longer label is a sentence.
const WORDS_MAX: usize = 10;
/// What a table of staff is about.
const STAFF: &str = "wte; wtes; fte; ftes; whole time equivalent; whole time equivalents; worked wte; staff in post; headcount";
/// What else such a table may hold: rates of staff and what they cost.
const ELSE: &str = "cost; costs; pay bill; paybill; spend; expenditure; budget £; sickness; absence; turnover; rate; rates; \
    retention; vacancy rate; variance; training; appraisal; %";

/// The staff of all tables; of two tables that hold the same group of a body, the first counts. Where one holds what is
/// planned and another what was, they are one series.
pub(super) fn read(
    found: &mut [Found<'_, '_>],
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    owner: Option<&Organisation>,
) -> Vec<StaffSeries> {
    let mut all: Vec<StaffSeries> = Vec::new();
    for one in found.iter_mut().filter(|found| may_hold(found)) {
        let default = pages
            .get(one.page)
            .and_then(|page| page.organisation.as_ref())
            .or(owner);
        let name = |table: &Table<'_, '_>, row: u32| label(table, row);
        let titled = Named {
            name: "Total WTE".to_owned(),
            unit: MeasureUnit::Count,
            better: Better::Neither,
        };
        let facts = facts(&one.table, year, default, (&name, &|_| None, Some(titled)));
        let mut first = None;
        for new in series(facts) {
            let name = new.group.clone();
            if let Some(known) = all.iter_mut().find(|known| key(known) == key(&new)) {
                let planned = fill(&mut known.planned, new.planned);
                if !(fill(&mut known.actual, new.actual) || planned) {
                    continue;
                }
            } else {
                all.push(new);
            }
            one.measured += 1;
            first.get_or_insert(name);
        }
        if let Some(first) = first {
            one.verdict.score = 8;
            one.verdict.evidence = vec![format!("staff (WTE) by month: {first} and the like")];
        }
    }
    all
}

/// A group and its body: what two series of the same staff have in common.
fn key(series: &StaffSeries) -> (String, String) {
    let body = series.organisation.as_ref();
    (
        name_key(&series.group),
        body.map(|body| name_key(&body.name)).unwrap_or_default(),
    )
}

/// Tables that are nothing else and say that they count staff.
fn may_hold(found: &Found<'_, '_>) -> bool {
    let table = &found.table;
    let aside = matches!(
        found.fixed.kind,
        Some(KindRead::NotPartOfThePlan | KindRead::Published)
    );
    let says = |text: &str| has_any(&padded(&words(text)), STAFF);
    let around = says(table.caption())
        || says(&table.title)
        || says(table.grid.sheet.name())
        || table
            .columns
            .iter()
            .take(2)
            .any(|column| has_any(&column.facets.padded, STAFF))
        || rows_say(table);
    // Where the sheet alone says it, its other tables hold money or shares.
    let costs = has_any(&padded(&words(&table.title)), ELSE);
    found.verdict.kind == Kind::Other
        && found.measured == 0
        && found.repeat_of.is_none()
        && !aside
        && around
        && !costs
        && table.unit.is_none()
}

/// Whether every row says so for itself, as records do.
fn rows_say(table: &Table<'_, '_>) -> bool {
    let texts: Vec<u32> = table
        .columns
        .iter()
        .filter(|column| column.is_text())
        .map(|column| column.index)
        .collect();
    let said = |row: &u32| {
        texts.iter().any(|column| {
            let text = table.grid.text(*row, *column);
            text.is_some_and(|text| has_any(&padded(&words(text)), STAFF))
        })
    };
    !table.region.rows.is_empty() && table.region.rows.iter().take(ROWS_READ).all(said)
}

/// What the labels of a row call its staff: its profession, with its division where one is given.
fn label(table: &Table<'_, '_>, row: u32) -> Option<Named> {
    let labels = table.columns.iter().filter(|column| {
        is_label(column)
            && !matches!(
                column.role,
                Some(Role::Reference | Role::OrganisationCode | Role::Month | Role::Basis)
            )
    });
    let named: Vec<String> = labels
        .filter_map(|column| {
            let own = table.grid.label(row, column.index);
            own.or_else(|| table.carried(row, column))
        })
        .filter(|text| is_group(text))
        .map(|text| without_basis(&text))
        .collect();
    let name = named.join(", ");
    let elsewhere = has_any(&padded(&words(&name)), ELSE) || name.contains(['£', '%']);
    (!name.is_empty() && !elsewhere).then_some(Named {
        name,
        unit: MeasureUnit::Count,
        better: Better::Neither,
    })
}

fn is_group(text: &str) -> bool {
    let all = words(text);
    let bare = matches!(
        padded(&all).trim(),
        "plan" | "planned" | "actual" | "actuals" | "forecast" | "wte" | "fte"
    );
    (1..=WORDS_MAX).contains(&all.len())
        && !bare
        && text.chars().any(char::is_alphabetic)
        && !names::is_organisation(text)
        && periods::month(&all).is_none()
        && periods::years(text).is_empty()
}

/// Who pays for them and how, by their name.
fn kind(name: &str) -> StaffKind {
    let said = padded(&words(name));
    let says = |phrases: &'static str| has_any(&said, phrases);
    // "Nursing, agency" is a part of all agency staff.
    let alone = words(name)
        .iter()
        .filter(|word| !has_any(&format!(" {word} "), BESIDE))
        .count()
        <= 1;
    if says("total; overall; all staff; grand")
        && !name.contains(',')
        && !says("agency; bank; substantive")
    {
        StaffKind::Total
    } else if says("agency") && alone {
        StaffKind::Agency
    } else if says("bank") && alone {
        StaffKind::Bank
    } else if says("substantive; permanent; contracted") && alone {
        StaffKind::Substantive
    } else {
        StaffKind::Group
    }
}

/// Words beside the one that names who pays.
const BESIDE: &str =
    "staff; wte; wtes; fte; total; in; post; worked; use; usage; of; which; locum; and; contracted";

fn series(facts: Vec<Fact>) -> Vec<StaffSeries> {
    let mut found: Vec<StaffSeries> = Vec::new();
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for fact in facts {
        let body = fact.organisation.as_ref();
        let key = (
            name_key(&fact.named.name),
            body.map(|body| name_key(&body.name)).unwrap_or_default(),
        );
        let at = *places.entry(key).or_insert_with(|| {
            found.push(StaffSeries {
                kind: kind(&fact.named.name),
                group: fact.named.name.clone(),
                organisation: fact.organisation.clone(),
                planned: BTreeMap::new(),
                actual: BTreeMap::new(),
            });
            found.len() - 1
        });
        if let Some(series) = found.get_mut(at) {
            let months = if fact.actual {
                &mut series.actual
            } else {
                &mut series.planned
            };
            months.entry(fact.month).or_insert(fact.value);
        }
    }
    found.retain(|series| series.planned.len() + series.actual.len() >= MONTHS_MIN);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::{Class, Imported, TableKind, import};
    use crate::plan::Month;
    use crate::plan::StaffKind::{Agency, Bank, Substantive, Total};
    use crate::review::Review;

    fn read(name: &str, drawn: &str) -> Imported {
        import(&[workbook(vec![sheet(name, drawn)])], &Review::default())
    }

    const PLAN: &str = "Oak NHS Trust workforce plan 2025/26, WTE\n\nStaff group|Mar-25 actual|Apr-25|May-25|Mar-26\nSubstantive|3000|2990|2980|2900\nBank|210|205|200|150\nAgency|95|90|80|40\nTotal|3305|3285|3260|3090";

    #[test]
    fn groups_of_staff_are_read_by_month_with_who_pays_them() {
        let imported = read("Workforce", PLAN);
        let staff = &imported.plan.workforce;
        let kinds: Vec<StaffKind> = staff.iter().map(|series| series.kind).collect();
        assert_eq!(kinds, [Substantive, Bank, Agency, Total]);
        let march = Month {
            year: 2025,
            month: 3,
        };
        assert_eq!(staff[3].actual[&march].value.to_string(), "3305");
        assert_eq!(staff[3].actual[&march].cells[0].to_string(), "Workforce!B7");
        assert_eq!(staff[3].planned.len(), 3);
        assert_eq!(
            staff[0].organisation.as_ref().unwrap().name,
            "Oak NHS Trust"
        );
        let sheet = &imported.coverage.sheets[0];
        assert_eq!(sheet.tables[0].kind, TableKind::Measures);
        assert_eq!(sheet.numbers.class(3, 2), Some(Class::Used));
    }

    #[test]
    fn plan_and_actual_may_be_rows_and_bodies_stand_apart() {
        let drawn = "Workforce 2025/26\n\nOrganisation|WTE|Basis|Apr-25|May-25|Jun-25\nOak NHS Trust|Total|Plan|300|299|298\nOak NHS Trust|Total|Actual|301|302|\nElm NHS Trust|Total|Plan|200|199|198";
        let staff = read("WTE", drawn).plan.workforce;
        assert_eq!(staff.len(), 2);
        assert_eq!((staff[0].planned.len(), staff[0].actual.len()), (3, 2));
    }

    #[test]
    fn a_table_of_plans_and_one_of_actuals_are_one_series_and_a_repeat_adds_nothing() {
        let rows = |basis: &str, first: u32| {
            format!(
                "{basis} WTE\n\nOrganisation|Apr-25|May-25|Jun-25\nOak NHS Trust|{first}|299|298\nElm NHS Trust|200|199|198"
            )
        };
        let drawn = [
            rows("Planned", 300),
            rows("Actual", 310),
            rows("Actual", 999),
        ];
        let staff = read("Workforce 2025-26", &drawn.join("\n\n"))
            .plan
            .workforce;
        assert_eq!(staff.len(), 2);
        let values = |months: &BTreeMap<Month, crate::plan::Sourced<rust_decimal::Decimal>>| {
            months
                .values()
                .map(|own| own.value.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(values(&staff[0].planned), ["300", "299", "298"]);
        assert_eq!(values(&staff[0].actual), ["310", "299", "298"]);
    }

    #[test]
    fn the_month_before_the_first_is_the_year_before_and_a_wrong_year_at_the_end_is_a_slip() {
        let months = |heads: &str| {
            let drawn = format!(
                "Oak NHS Trust actual WTE 2025/26\n\nStaff group|{heads}\nTotal|300|299|298|297"
            );
            let staff = read("Workforce", &drawn).plan.workforce;
            let months: Vec<(u16, u8)> = staff[0]
                .actual
                .keys()
                .map(|month| (month.year, month.month))
                .collect();
            months
        };
        assert_eq!(
            months("Mar-25|Apr-25|May-25|Jun-25"),
            [(2025, 3), (2025, 4), (2025, 5), (2025, 6)]
        );
        assert_eq!(
            months("Nov-25|Dec-25|Jan-25|Feb-25"),
            [(2025, 11), (2025, 12), (2026, 1), (2026, 2)]
        );
    }

    #[test]
    fn a_pay_bill_and_rates_of_absence_are_no_staff() {
        let money = "Workforce cost 2025/26 £000\n\nStaff group|Apr-25|May-25|Jun-25\nNursing WTE cost|300|310|320";
        assert!(read("WTE", money).plan.workforce.is_empty());
        let rates =
            "Workforce 2025/26 WTE\n\nMeasure|Apr-25|May-25|Jun-25\nSickness absence rate|4|5|4";
        assert!(read("WTE", rates).plan.workforce.is_empty());
    }
}
