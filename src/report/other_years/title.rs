//! What the years say, in a title.

use crate::analysis::YearOfPlan;
use crate::plan::{Money, Sourced};
use crate::wording::Quote;

/// At the end of a title: "by 2028/29".
fn by(year: &YearOfPlan) -> String {
    match (&year.year, year.offset) {
        (Some(year), _) => year.to_string(),
        (None, 1) => "the next year".to_owned(),
        (None, many) => format!("{many} years on"),
    }
}

/// How the result moves from the plan's year to the last one, or where it is worst between.
pub(super) fn title(ahead: &[(&YearOfPlan, &Sourced<Money>)], quote: Quote) -> String {
    let (Some((_, first)), Some((last_year, last))) = (ahead.first(), ahead.last()) else {
        return String::new();
    };
    let (from, to) = (first.value, last.value);
    let said = |money: Money| quote.sentence(money.abs());
    let worst = ahead.iter().min_by_key(|(_, result)| result.value);
    if let Some((year, worst)) = worst
        && worst.value.is_negative()
        && said(worst.value) != said(from.min(to))
    {
        return format!("The deficit peaks at {} in {}", said(worst.value), by(year));
    }
    let by = by(last_year);
    let kind = |money: Money| {
        if money.is_negative() {
            "deficit"
        } else {
            "surplus"
        }
    };
    match (from.is_zero(), to.is_zero()) {
        (true, true) => format!("The plan breaks even up to {by}"),
        (true, false) => format!("Breakeven turns into a {} {} by {by}", said(to), kind(to)),
        (false, true) => format!("The {} {} is gone by {by}", said(from), kind(from)),
        (false, false) if kind(from) != kind(to) => format!(
            "The {} {} turns into a {} {} by {by}",
            said(from),
            kind(from),
            said(to),
            kind(to)
        ),
        (false, false) if said(from) == said(to) => {
            format!("The {} stays at {} up to {by}", kind(to), said(to))
        }
        (false, false) => {
            let way = if to.abs() > from.abs() {
                "grows"
            } else {
                "falls"
            };
            format!(
                "The {} {way} from {} to {} by {by}",
                kind(to),
                said(from),
                said(to)
            )
        }
    }
}
