//! The plan's year beside the years before and after it, as stated.

use super::outlook::share;
use super::plan::SourcedJson;
use super::sourced;
use crate::analysis::YearOfPlan;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct YearJson {
    /// 0 is the plan's own year.
    offset: i8,
    year: Option<String>,
    result: Option<SourcedJson>,
    underlying: Option<SourcedJson>,
    income: Option<SourcedJson>,
    costs: Option<SourcedJson>,
    savings: Option<SourcedJson>,
    savings_of_income: Option<String>,
    unidentified: Option<SourcedJson>,
}

pub(super) fn years(years: &[YearOfPlan]) -> Vec<YearJson> {
    let all = |value: &Option<_>| value.as_ref().map(sourced);
    let of = |year: &YearOfPlan| YearJson {
        offset: year.offset,
        year: year.year.map(|year| year.to_string()),
        result: all(&year.result),
        underlying: all(&year.underlying),
        income: all(&year.income),
        costs: all(&year.costs),
        savings: all(&year.savings),
        unidentified: all(&year.unidentified),
        savings_of_income: year.savings_share().map(share),
    };
    years.iter().map(of).collect()
}
