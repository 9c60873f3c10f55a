//! The lines of an income and expenditure account by their labels: local wordings and those of the national accounts
//! forms.

use super::text::{has_any, is_one_of, padded_words};
use super::vocabulary;
use crate::plan::LineKind;

/// The kind of an income and expenditure line, by its label; `None` where the words are not those of an account.
pub(super) fn line_kind(label: &str) -> Option<LineKind> {
    let padded = padded_words(label);
    let says = |phrases: &'static str| has_any(&padded, phrases);
    let result = says(
        "surplus; deficit; breakeven; break even; net position; plan position; planned position; bottom line; financial \
            position; i e position",
    ) || (says("underspend; under spend") && says("overspend; over spend"))
        || says("under over spend; over under spend; under over spent; over under spent");
    if let Some(kind) = beside_support(&padded) {
        return Some(kind);
    }
    if says("deficit support; dsf; deficit funding") && !says("excluding; excl; before; net of") {
        return Some(LineKind::Income);
    }
    // Surplus land is no surplus.
    let result = result
        && !says(
            "surplus land; surplus estate; surplus property; surplus stock; surplus equipment; surplus site; \
             surplus sites; surplus beds; surplus assets; surplus to requirements",
        );
    if result
        && says(
            "underlying; brought forward; b f; cumulative; prior year; previous year; last year; \
            excluding; excl; before; historic; accumulated; control total limit; gains on \
            disposal; variance",
        )
    {
        return Some(if says("before; excluding; excl") {
            LineKind::Subtotal
        } else {
            LineKind::Other
        });
    }
    if says(
        "adjusted financial performance; adjusted surplus; adjusted deficit; control total \
            basis; adjusted financial position",
    ) || (result && says("adjusted; control total"))
    {
        return Some(LineKind::AdjustedSurplus);
    }
    if result {
        return Some(if says("operating") && !says("net") {
            LineKind::Subtotal
        } else {
            LineKind::Surplus
        });
    }
    if says(
        "ebitda; total income; total expenditure; total operating; total pay; total non pay; \
            net finance costs; total; subtotal; sub total",
    ) {
        return Some(LineKind::Subtotal);
    }
    line_of_account(&padded)
}

/// "Plan after DSF", "Forecast excluding deficit support": a result that is named by nothing but the support in it or not.
fn beside_support(padded: &str) -> Option<LineKind> {
    const RESULT: &str = "plan; planned; forecast; outturn; actual; position; result; year; end; full; annual; net; i; e; final; \
        submitted; revised; declared; reported; m; k; the";
    const BEFORE: &str = "before; excluding; excl; exc; pre; without; ex";
    const AFTER: &str = "after; including; incl; inc; post; with";
    let all: Vec<&str> = padded.split_whitespace().collect();
    let at = all
        .iter()
        .position(|word| is_one_of(word, BEFORE) || is_one_of(word, AFTER))?;
    let (named, link) = all.split_at_checked(at)?;
    let plain = |word: &&str| {
        is_one_of(word, RESULT) || word.starts_with(|c: char| c.is_ascii_digit() || c == '£')
    };
    let supported = link.get(1..)?.join(" ");
    let support = has_any(
        &format!(" {supported} "),
        "dsf; deficit support; deficit funding",
    );
    if !support || named.is_empty() || !named.iter().all(plain) {
        return None;
    }
    let before = link.first().is_some_and(|word| is_one_of(word, BEFORE));
    Some(if before {
        LineKind::Subtotal
    } else {
        LineKind::Surplus
    })
}

/// A sum by name that a short account has as a line.
pub(super) fn net_financing(label: &str) -> bool {
    has_any(
        &padded_words(label),
        "net finance costs; net finance cost; net financing costs",
    )
}

/// Whether a line of no other kind names what is spent: costs that are printed without a sign.
pub(super) fn is_spent(label: &str) -> bool {
    has_any(&padded_words(label), "expenditure; expenses; costs")
}

/// Whether a line of no other kind names savings, and not what they cost.
pub(super) fn is_saved(label: &str) -> bool {
    !is_spent(label) && vocabulary::savings_words(&padded_words(label))
}

fn line_of_account(padded: &str) -> Option<LineKind> {
    let says = |phrases: &'static str| has_any(padded, phrases);
    Some(
        if says("allocation; allocations; resource limit; rrl") && !says("cost allocation") {
            LineKind::Allocation
        } else if says("non pay; nonpay") {
            LineKind::NonPay
        } else if says("income; revenue; turnover") {
            LineKind::Income
        } else if says(
            "delegated pharmacy; delegated optom*; delegated dental; delegated pod; pharmacy \
            optom*",
        ) || (says("delegated") && says("dental; pharmacy; optometry; ophthalmic"))
        {
            LineKind::Delegated
        } else if says(
            "depreciation; capital charges; pdc; finance costs; financing; interest; amortisation; finance \
            expense; finance income; dividend; impairment; impairments; net finance",
        ) {
            LineKind::Financing
        } else if says("pay; employee; staff; salaries; workforce; agency; bank") {
            LineKind::Pay
        } else if says("reserve; reserves; contingency") {
            LineKind::Reserve
        } else if says(
            "acute; mental health; community; continuing; chc; prescribing; primary care; primary \
            medical; running cost; running costs; commissioning; specialised; better care fund",
        ) {
            LineKind::Commissioned
        } else if says(
            "drugs; supplies; premises; operating expenses; operating expenditure; other \
            expenditure; clinical negligence; services from; purchase of",
        ) {
            LineKind::NonPay
        } else if says(
            "expenditure; expenses; costs; efficiency; efficiencies; savings; cip; cips; qipp; cost improvement; \
            cost improvements; cost reduction; cost reductions; add back; gains; losses; adjustment",
        ) {
            LineKind::Other
        } else {
            return None;
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_lines_are_told_apart() {
        assert_eq!(
            line_kind("Surplus/(deficit) for the year"),
            Some(LineKind::Surplus)
        );
        assert_eq!(
            line_kind("Adjusted financial performance surplus/(deficit)"),
            Some(LineKind::AdjustedSurplus)
        );
        assert_eq!(
            line_kind("Operating surplus/(deficit)"),
            Some(LineKind::Subtotal)
        );
        assert_eq!(line_kind("Non-pay"), Some(LineKind::NonPay));
        assert_eq!(line_kind("Deficit support funding"), Some(LineKind::Income));
        assert_eq!(line_kind("Plan after DSF"), Some(LineKind::Surplus));
        assert_eq!(
            line_kind("Forecast including deficit support"),
            Some(LineKind::Surplus)
        );
        assert_eq!(line_kind("Plan before DSF"), Some(LineKind::Subtotal));
        assert_eq!(
            line_kind("Income including deficit support"),
            Some(LineKind::Income)
        );
        assert_eq!(line_kind("Delegated dental"), Some(LineKind::Delegated));
        assert_eq!(
            line_kind("Underlying surplus/(deficit)"),
            Some(LineKind::Other)
        );
        assert_eq!(
            line_kind("Underspend / (overspend)"),
            Some(LineKind::Surplus)
        );
        assert_eq!(line_kind("Under/(over)spend"), Some(LineKind::Surplus));
        assert_eq!(line_kind("Theatre list utilisation"), None);
        assert_eq!(line_kind("Sale of surplus land"), None);
    }
}
