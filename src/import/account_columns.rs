//! What the headers of one column of an account say: which line, whose, which period, plan or actual.

use super::account_rows::is_elimination;
use super::header::{Basis, Facets, Role};
use super::names;
use super::owners::{has_total_column, is_site, is_total_column, named_above};
use super::position::{Period, Whose, names_bodies};
use super::table::{Column, Table};
use super::text::{has_any, padded, words};
use super::vocabulary::line_kind;
use crate::plan::{FinancialYear, LineKind, OrganisationKind};

/// What a column contributes to its cells.
pub(super) struct Across {
    pub(super) kind: Option<LineKind>,
    pub(super) whose: Option<Whose>,
    pub(super) period: Option<Period>,
    pub(super) basis: Option<Basis>,
    pub(super) to_date: bool,
}

pub(super) fn column_of(
    table: &Table<'_, '_>,
    column: &Column,
    year: Option<FinancialYear>,
    lines_down: bool,
    default: &Whose,
) -> Option<Across> {
    let facets = &column.facets;
    // Over a column an underspend is how far spending is from its budget.
    let spent = column.own.says("underspend; overspend") && lines_down;
    if spent
        || (matches!(facets.basis, Some(Basis::Variance | Basis::Aside))
            && line_kind(&column.own.text).is_none())
    {
        return None;
    }
    let elsewhen = matches!((facets.year, year), (Some(own), Some(year)) if own != year);
    if elsewhen
        || is_superseded(table, column)
        || is_part(table, column)
        || (lines_down && is_elimination(&column.own.text))
    {
        return None;
    }
    let kind = (!lines_down).then(|| line_of(column)).flatten();
    let period = facets
        .month
        .map(|month| Period::Month(month.number))
        .or_else(|| facets.quarter.map(Period::Quarter))
        .or((facets.annual || facets.total || facets.year.is_some()).then_some(Period::Year));
    let timed = facets.month.is_some()
        || facets.quarter.is_some()
        || facets.annual
        || facets.to_date
        || facets.basis.is_some();
    if !lines_down && kind.is_none() && !timed && period.is_none() {
        return None;
    }
    // "Moorland NHS Trust plan 2025/26": a body, then the year and basis of its column.
    let dated = facets.year.is_some() || facets.basis.is_some() || facets.annual;
    let mut whose = (lines_down && dated && facets.month.is_none() && facets.quarter.is_none())
        .then(|| names::in_header(&column.own.text))
        .flatten()
        .map(Whose::One);
    if whose.is_none() && lines_down && names_bodies(table) && names::is_whole(&column.own.text) {
        whose = Some(Whose::Whole);
    }
    if whose.is_none()
        && lines_down
        && !timed
        && facets.year.is_none()
        && !column.own.text.is_empty()
        && !facets_are_money(&column.own)
    {
        if is_total_column(table, column) {
            whose = Some(Whose::Whole);
        } else if has_any(
            &padded(&words(&column.group)),
            "predecessor; predecessors; former; legacy",
        ) {
            return None;
        } else {
            // Under a single provider's title the columns are its parts; only their total is the provider's.
            let single = matches!(default, Whose::One(organisation) if organisation.kind != OrganisationKind::Unknown);
            let parts =
                single && has_total_column(table) && is_site(table, &column.own.text, default);
            if parts {
                return None;
            }
            if has_total_column(table) || names::is_organisation(&column.own.text) {
                whose = Some(Whose::One(names::labelled(&column.own.text)));
            }
        }
    }
    // "Outturn" and "Plan" under each organisation's name: the name is the one above.
    if lines_down && whose.is_none() && (timed || facets.year.is_some()) {
        whose = named_above(table, column);
    }
    Some(Across {
        kind,
        whose,
        period,
        basis: facets
            .basis
            .filter(|basis| !matches!(basis, Basis::Variance | Basis::Aside)),
        to_date: facets.to_date || goes_so_far(table, column),
    })
}

/// "Annual plan | Month plan | Cum plan": beside the year's own column the others go as far as the year has come, as do months
/// that add up.
fn goes_so_far(table: &Table<'_, '_>, column: &Column) -> bool {
    if column.facets.month.is_some() {
        return column.facets.cumulative;
    }
    let goes_on = |one: &Column| one.facets.cumulative || one.own.says("month; mth");
    let is_the_year = |other: &Column| {
        other.is_value()
            && other.facets.annual
            && !goes_on(other)
            && other.facets.basis == column.facets.basis
    };
    goes_on(column) && table.columns.iter().any(is_the_year)
}

/// The line of the account that a column holds: by its own header, or by the one above "Plan" and "Actual".
pub(super) fn line_of(column: &Column) -> Option<LineKind> {
    line_kind(&column.own.text)
        .or_else(|| result_of_account(column))
        .or_else(|| {
            let bare = column.own.basis.is_some() && words(&column.own.text).len() <= 2;
            let mut above = column.groups.iter().rev().filter(|_| bare);
            above.find_map(|group| line_kind(group))
        })
}

/// A column of one body's results, where the title says that results stand here and the rows are months.
pub(super) fn body_of(column: &Column) -> Option<Across> {
    let own = &column.own.text;
    let plain = column.facets.basis.is_none() && names::is_organisation(own);
    plain.then(|| Across {
        kind: None,
        whose: Some(Whose::One(names::labelled(own))),
        period: None,
        basis: None,
        to_date: false,
    })
}

/// A draft's figure that stands beside the plan's own: "Final plan surplus/(deficit) | Draft surplus/(deficit)".
fn is_superseded(table: &Table<'_, '_>, column: &Column) -> bool {
    let plans = |other: &Column| {
        matches!(other.facets.basis, None | Some(Basis::Plan))
            && other.is_value()
            && other.facets.year == column.facets.year
            && line_of(other) == line_of(column)
    };
    column.facets.basis == Some(Basis::Aside)
        && line_of(column).is_some()
        && table.columns.iter().any(plans)
}

/// The recurrent or one-off part of a year that has a column of its own for the whole.
fn is_part(table: &Table<'_, '_>, column: &Column) -> bool {
    let same = |other: &&Column| {
        let (one, other) = (&column.facets, &other.facets);
        let planned = one.year.is_some() || other.basis == Some(Basis::Plan) || other.total;
        other.recurrent.is_none() && planned && (one.year, one.month) == (other.year, other.month)
    };
    column.own.recurrent.is_some()
        && table
            .columns
            .iter()
            .filter(|other| other.is_value())
            .any(|other| same(&other))
}

/// "I&E plan", "I&E position £m": the account's result, where nothing else is said of it.
fn result_of_account(column: &Column) -> Option<LineKind> {
    let text = column.own.text.to_lowercase();
    let rest = text
        .strip_prefix("i&e")
        .or_else(|| text.strip_prefix("i & e"))?;
    let plain = |word: &String| {
        Facets::of(word).basis.is_some()
            || super::units::stated(word).is_some()
            || word.chars().all(|c| c.is_ascii_digit())
            || matches!(
                word.as_str(),
                "position" | "result" | "the" | "year" | "full" | "fy"
            )
    };
    words(rest).iter().all(plain).then_some(LineKind::Surplus)
}

/// A header that says only the unit or "amount".
fn facets_are_money(own: &Facets) -> bool {
    own.role == Some(Role::Value)
        && !own.total
        && !names::is_organisation(&own.text)
        && names::labelled(&own.text).name.is_empty()
        || matches!(
            own.padded.trim(),
            "amount" | "value" | "budget" | "plan" | "total value"
        )
        || (own.role == Some(Role::Value) && own.basis.is_some())
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    #[test]
    fn what_adds_up_beside_the_years_own_column_is_to_date() {
        for head in [
            "Full year budget|In mth bud|In mth act|Cum bud|Cum act",
            "Annual plan|Month plan|Month act|Cumulative plan|Cumulative act",
        ] {
            let drawn = format!(
                "Elm NHS Trust income and expenditure 2025/26 £000\n\nLine|{head}\nIncome|2400|200|202|800|806\n\
                 Pay|-1800|-150|-160|-600|-640\nNon-pay|-720|-60|-62|-240|-246\nSurplus/(deficit)|-120|-10|-20|-40|-80"
            );
            let declared = read(&[("I&E", &drawn)]).position.unwrap().declared.unwrap();
            assert_eq!(declared.value, pounds(-120_000), "{head}");
        }
    }

    #[test]
    fn the_parts_of_a_total_are_not_added_to_it() {
        let drawn = "NHS Elm ICB 2025/26 plan £m\n\nProgramme area|Recurrent|Non-recurrent|Total\nAllocation|1500|20|1520\n\
            Acute|1300|15|1315\nPrimary care|200|3|203\nTotal expenditure|1500|18|1518\nUnder/(over)spend|0|2|2";
        let declared = read(&[("ICB", drawn)]).position.unwrap().declared.unwrap();
        assert_eq!(declared.value, pounds(2_000_000));
    }

    #[test]
    fn a_plan_after_support_is_the_result_of_each_body() {
        let drawn = "Fell ICS financial plan 2025/26 £m\n\nOrganisation|Plan before DSF|DSF|Plan after DSF|M6 forecast|Variance\n\
            Crake NHS Trust|-30|20|-10|-15|-5\nDove NHS Trust|-12|10|-2|-2|0\nNHS Fell ICB|0|0|0|0|0\nSystem|-42|30|-12|-17|-5";
        let position = read(&[("Position", drawn)]).position.unwrap();
        assert_eq!(position.declared.unwrap().value, pounds(-12_000_000));
        assert_eq!(position.organisations.len(), 3);
    }
}
