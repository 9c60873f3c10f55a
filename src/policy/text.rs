//! A setting's value as text that a person writes: `15%`, `£500,000`, `fully developed 95%`. What is written is read back
//! as the same value; what cannot be read says how it should look.

use super::{Allowance, Deadline};
use crate::plan::{FinancialYear, Money, Month, Share, Status, Weeks};
use crate::wording::exact;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A value that stands in the policy file and in a field of the window.
pub trait Text: Sized {
    /// One item a line of the file's list; a single value is one item.
    fn write(&self) -> Vec<String>;
    /// `Err` is how it should look.
    fn read(items: &[String]) -> Result<Self, String>;
}

pub(super) fn one(items: &[String]) -> Option<&str> {
    match items {
        [only] => Some(only.trim()),
        _ => None,
    }
}

/// A list that may be empty: one word stands for none.
pub(super) fn or_word(items: impl Iterator<Item = String>, none: &str) -> Vec<String> {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        vec![none.to_owned()]
    } else {
        items
    }
}

/// The same back; several may stand in one line between semicolons. `None` where one cannot be read.
pub(super) fn listed<T>(
    items: &[String],
    none: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    if one(items).is_some_and(|only| only.eq_ignore_ascii_case(none)) {
        return Some(Vec::new());
    }
    let parts = items.iter().flat_map(|item| item.split(';'));
    parts.map(|part| read(part.trim())).collect()
}

pub(super) fn write_share(share: Share) -> String {
    let percent = share.0 * Decimal::ONE_HUNDRED;
    format!("{}%", percent.normalize())
}

pub(super) fn read_share(text: &str) -> Option<Share> {
    let percent: Decimal = text.trim().strip_suffix('%')?.trim().parse().ok()?;
    let allowed = Decimal::ZERO..=Decimal::ONE_THOUSAND;
    allowed.contains(&percent).then(|| Share::percent(percent))
}

impl Text for Share {
    fn write(&self) -> Vec<String> {
        vec![write_share(*self)]
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let share = one(items).and_then(read_share);
        share.ok_or_else(|| "Write a percentage from 0% to 1000%, such as 15%".to_owned())
    }
}

impl<const N: usize> Text for [Share; N] {
    fn write(&self) -> Vec<String> {
        self.iter().map(|share| write_share(*share)).collect()
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let shares: Option<Vec<Share>> = items.iter().map(|item| read_share(item)).collect();
        let rising = shares.filter(|shares| shares.is_sorted());
        rising
            .and_then(|shares| shares.try_into().ok())
            .ok_or_else(|| format!("Write {N} rising percentages, such as 4%"))
    }
}

fn read_money(text: &str) -> Option<Money> {
    let digits: String = text
        .chars()
        .filter(|sign| !matches!(sign, '£' | ',' | ' '))
        .collect();
    let pounds: Decimal = digits.parse().ok()?;
    (!pounds.is_sign_negative()).then(|| Money::from_pounds(pounds))
}

impl Text for Money {
    fn write(&self) -> Vec<String> {
        vec![exact(*self)]
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let pounds = one(items).and_then(read_money);
        pounds.ok_or_else(|| "Write whole pounds, such as £500,000".to_owned())
    }
}

impl<const N: usize> Text for [Money; N] {
    fn write(&self) -> Vec<String> {
        self.iter().map(|money| exact(*money)).collect()
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let all: Option<Vec<Money>> = items.iter().map(|item| read_money(item)).collect();
        let rising = all.filter(|all| all.is_sorted());
        rising
            .and_then(|all| all.try_into().ok())
            .ok_or_else(|| format!("Write {N} rising amounts, such as £500,000"))
    }
}

impl Text for Decimal {
    fn write(&self) -> Vec<String> {
        vec![self.normalize().to_string()]
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let number = one(items).and_then(|text| text.parse::<Self>().ok());
        number
            .filter(|number| !number.is_sign_negative())
            .ok_or_else(|| "Write a number that is not below zero, such as 1".to_owned())
    }
}

impl Text for [(Status, Share); 4] {
    fn write(&self) -> Vec<String> {
        let item = |(status, rate): &(Status, Share)| {
            format!("{} {}", status.label().to_lowercase(), write_share(*rate))
        };
        self.iter().map(item).collect()
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let rate = |status: Status| {
            let name = status.label().to_lowercase();
            let mut own = items.iter().filter_map(|item| {
                let item = item.trim().to_lowercase();
                item.strip_prefix(&name).map(str::to_owned)
            });
            Some((status, read_share(&own.next()?)?))
        };
        let [a, b, c, d] = Status::ALL.map(rate);
        let all = a.zip(b).zip(c.zip(d)).filter(|_| items.len() == 4);
        all.map(|((a, b), (c, d))| [a, b, c, d]).ok_or_else(|| {
            "Write one part for each status: fully developed 95%, plans in progress 80%, opportunity 50%, unidentified 0%".to_owned()
        })
    }
}

const DEADLINE: &str = "Write each as: 65 weeks by September 2024 for plans 2024/25 onwards, in force since March 2024, source: planning guidance; or: 52 weeks by March 2026 for plans 2025/26 to 2026/27, at most 1% of the list";

/// From here on a deadline has no last year.
const OPEN: u16 = 2099;

/// Of what a reader of the policy adds without saying where it comes from.
pub(super) const OWN_SOURCE: &str = "set in the policy";

impl Text for Vec<Deadline> {
    fn write(&self) -> Vec<String> {
        self.iter().map(write_deadline).collect()
    }

    fn read(items: &[String]) -> Result<Self, String> {
        let all: Option<Self> = items.iter().map(|item| read_deadline(item)).collect();
        all.ok_or_else(|| DEADLINE.to_owned())
    }
}

fn write_deadline(deadline: &Deadline) -> String {
    let (first, last) = (deadline.first_plan_year, deadline.last_plan_year);
    let years = if last.0 >= OPEN {
        format!("{first} onwards")
    } else {
        format!("{first} to {last}")
    };
    let allowed = match deadline.allowed {
        Allowance::None => String::new(),
        Allowance::ShareOfList(share) => format!(", at most {} of the list", write_share(share)),
    };
    format!(
        "{} weeks by {} for plans {years}{allowed}, in force since {}, source: {}",
        deadline.measure.0, deadline.month, deadline.since, deadline.source
    )
}

fn read_deadline(text: &str) -> Option<Deadline> {
    let (text, source) = read_source(text);
    let (weeks, rest) = text.trim().split_once(" weeks by ")?;
    let (month, rest) = rest.split_once(" for plans ")?;
    let mut parts = rest.split(',').map(str::trim);
    let years = parts.next()?;
    let (first, last) = if let Some(first) = years.strip_suffix(" onwards") {
        (read_year(first)?, FinancialYear(OPEN))
    } else {
        let (first, last) = years.split_once(" to ")?;
        (read_year(first)?, read_year(last)?)
    };
    let (mut allowed, mut since) = (Allowance::None, first.month(1));
    for part in parts {
        if let Some(month) = part.strip_prefix("in force since ") {
            since = read_month(month)?;
        } else {
            let share = part
                .strip_prefix("at most ")?
                .strip_suffix(" of the list")?;
            allowed = Allowance::ShareOfList(read_share(share)?);
        }
    }
    Some(Deadline {
        measure: Weeks(weeks.trim().parse().ok()?),
        first_plan_year: first,
        last_plan_year: (first <= last).then_some(last)?,
        month: read_month(month)?,
        allowed,
        since,
        source,
    })
}

/// What stands before ", source: …", and the source.
pub(super) fn read_source(text: &str) -> (&str, Cow<'static, str>) {
    let (text, source) = text.split_once(", source:").unwrap_or((text, ""));
    let source = match source.trim() {
        "" => Cow::Borrowed(OWN_SOURCE),
        source => Cow::Owned(source.to_owned()),
    };
    (text, source)
}

pub(super) fn read_year(text: &str) -> Option<FinancialYear> {
    let text = text.trim();
    let year = FinancialYear(text.get(..4)?.parse().ok()?);
    (year.to_string() == text).then_some(year)
}

pub(super) fn read_month(text: &str) -> Option<Month> {
    let (name, year) = text.trim().rsplit_once(' ')?;
    let year = year.parse().ok()?;
    (1..=12).map(|month| Month { year, month }).find(|month| {
        [month.name(), month.short_name()]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(name.trim()))
    })
}
