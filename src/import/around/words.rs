//! What a label says a figure around the position is: a limit, support, a one-off, a risk, money set aside, cash. Word
//! families, bounded by words; what the words do not say stays unsaid.

use crate::import::text::{has_any, padded, words};
use crate::plan::ItemKind;

const RELEASED: &str = "release; released; releases; releasing; drawdown; draw down; drawn down; utilisation; utilised; \
    reversal; unwind; unwinding; write back; applied";

/// Words that leave something out of a position.
const WITHOUT: &str = "excluding; excl; exc; ex; before; without; net of; less; pre";

const SUPPORT: &str = "deficit support; dsf; deficit funding; deficit support funding; financial recovery fund; frf; \
    provider sustainability fund; provider sustainability funding; psf; sustainability and transformation fund; \
    sustainability and transformation funding; transitional support; non recurrent deficit funding; revenue support funding";

/// Words of a position, other than the deficit in "deficit support".
const RESULT: &str = "surplus; position; breakeven; break even; outturn; performance; surplus deficit; planned deficit; deficit";

/// `None` where the label names nothing of the kind.
pub(super) fn item_kind(label: &str) -> Option<ItemKind> {
    let padded = padded(&words(label));
    let says = |phrases: &'static str| has_any(&padded, phrases);
    if says("percent; percentage; rating; likelihood; probability; score; number of; variance") {
        return None;
    }
    if is_underlying(&padded) {
        return Some(ItemKind::Underlying);
    }
    if says(SUPPORT) {
        let bare = SUPPORT.split("; ").fold(padded.clone(), |text, phrase| {
            text.replace(&format!(" {phrase} "), " ")
        });
        return Some(if has_any(&padded, WITHOUT) && has_any(&bare, RESULT) {
            ItemKind::WithoutSupport
        } else if has_any(&padded, WITHOUT) {
            return None;
        } else {
            ItemKind::Support
        });
    }
    if is_limit(&padded) {
        return Some(ItemKind::ControlTotal);
    }
    of_risk(&padded)
        .or_else(|| of_money_set_aside(&padded))
        .or_else(|| of_recurrence(&padded))
        .or_else(|| of_cash(&padded))
        .or_else(|| is_growth(&padded).then_some(ItemKind::Growth))
}

fn is_underlying(padded: &str) -> bool {
    let says = |phrases: &'static str| has_any(padded, phrases);
    says("underlying; normalised; exit run rate")
        && says("position; deficit; surplus; surplus deficit; run rate; exit")
        && !says(
            "growth; inflation; pressure; pressures; movement; improvement; change; assumption; driver; drivers; list",
        )
}

fn is_limit(padded: &str) -> bool {
    let says = |phrases: &'static str| has_any(padded, phrases);
    says(
        "control total; plan limit; planning limit; deficit limit; planned deficit limit; financial improvement \
         trajectory; deficit cap; maximum deficit; agreed limit; control target; limit agreed with nhs england",
    ) && !says(
        "control total basis; against; gap; adjusted; adjustment; distance; performance; excluding; excl; better; worse; \
         from control total; to control total; versus; vs; above; below; difference; delivery; headroom",
    )
}

/// Risks to the position, where it is said whether before or after mitigation.
pub(super) fn of_risk(padded: &str) -> Option<ItemKind> {
    let says = |phrases: &'static str| has_any(padded, phrases);
    let risk = says("risk; risks");
    if (risk
        && says(
            "net; residual; after; post; not mitigated; remaining; unmitigated; uncovered; unmanaged",
        ))
        || says("unmitigated; net risk; net risks")
    {
        return Some(ItemKind::NetRisk);
    }
    if says("mitigation; mitigations; mitigating actions; mitigating; mitigated; risk mitigation") {
        return Some(ItemKind::Mitigation);
    }
    (risk
        && says("gross; total; identified; before; overall; all; financial; sum of; pre; initial")
        && !says("adjusted; weighted; rated; adj; share; pool"))
    .then_some(ItemKind::GrossRisk)
}

fn of_money_set_aside(padded: &str) -> Option<ItemKind> {
    let says = |phrases: &'static str| has_any(padded, phrases);
    let set_aside = says(
        "reserve; reserves; provision; provisions; contingency; contingencies; deferred income",
    );
    if set_aside && says(RELEASED) {
        return Some(ItemKind::Release);
    }
    if says("balance sheet")
        && says(
            "release; released; flexibility; flexibilities; flex; review; benefit; benefits; gain; support",
        )
        || (says("accrual; accruals") && says(RELEASED))
    {
        return Some(ItemKind::BalanceSheet);
    }
    if says("contingency; contingencies")
        && !says(
            "no; scheme; schemes; plan; planning; business; winter; theatre; bed; beds; service",
        )
    {
        return Some(ItemKind::Contingency);
    }
    (says("general reserve; general reserves; reserves; reserve; uncommitted reserve; earmarked reserves; headroom reserve")
        && !says("revaluation; income and expenditure reserve; i e reserve; bed; service; staff; taxpayers"))
    .then_some(ItemKind::Reserve)
}

fn of_recurrence(padded: &str) -> Option<ItemKind> {
    let says = |phrases: &'static str| has_any(padded, phrases);
    if says("full year effect; full year effects; fye; full year impact; part year effect reversal")
    {
        return Some(ItemKind::FullYearEffect);
    }
    if !says("non recurrent; nonrecurrent; non recurring; one off; one offs; non rec") {
        return None;
    }
    if says(
        "cost; costs; expenditure; pressure; pressures; investment; investments; spend; redundancy; restructuring",
    ) {
        return Some(ItemKind::OneOffCost);
    }
    says(
        "benefit; benefits; income; funding; support; gain; gains; saving; savings; efficiency; efficiencies; flexibility; \
         flexibilities; measures; mitigations; cip; qipp; allocation; allocations; underspend; underspends; slippage; credit",
    )
    .then_some(ItemKind::OneOffBenefit)
}

fn of_cash(padded: &str) -> Option<ItemKind> {
    let says = |phrases: &'static str| has_any(padded, phrases);
    (says(
        "cash balance; closing cash; cash at; cash position; cash held; year end cash; cash and cash equivalents; closing \
         cash balance; cash in bank; cash in the bank; minimum cash; lowest cash; cash balances",
    ) && !says("interest; releasing; flow; flows; opening; movement; change; target; days; support; income"))
    .then_some(ItemKind::Cash)
}

fn is_growth(padded: &str) -> bool {
    has_any(
        padded,
        "allocation growth; growth in allocation; funding growth; growth funding; growth in funding; allocation uplift; \
         tariff uplift; net growth; baseline growth; core growth; growth allocation; cost uplift factor; net tariff; \
         income growth; growth and convergence; allocation increase; increase in allocation",
    )
}

/// Words for what changes nothing that can be named.
pub(super) fn is_other(label: &str) -> bool {
    let padded = padded(&words(label));
    let bare = padded.trim();
    has_any(
        &padded,
        "unexplained; balancing; balancing figure; unreconciled; rounding; miscellaneous; misc; sundry; various; to be \
         explained; not explained; residual; plug",
    ) || bare == "other"
        || (bare.starts_with("other ")
            && has_any(
                &padded,
                "other movement; other movements; other changes; other change; other items; other adjustments; other net \
                 movements; other variances; other net",
            ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_many_houses_name_their_kind() {
        for (label, kind) in [
            ("Control total", ItemKind::ControlTotal),
            ("Plan limit agreed with NHS England", ItemKind::ControlTotal),
            ("Deficit support funding", ItemKind::Support),
            ("DSF (non-recurrent)", ItemKind::Support),
            ("Surplus/(deficit) excl. DSF", ItemKind::WithoutSupport),
            (
                "Position before deficit support funding",
                ItemKind::WithoutSupport,
            ),
            ("Underlying surplus/(deficit)", ItemKind::Underlying),
            ("Underlying position 2024/25", ItemKind::Underlying),
            ("Gross risk", ItemKind::GrossRisk),
            ("Total risks identified", ItemKind::GrossRisk),
            ("Mitigations", ItemKind::Mitigation),
            ("Net unmitigated risk", ItemKind::NetRisk),
            ("Residual risk after mitigation", ItemKind::NetRisk),
            ("Contingency (0.5%)", ItemKind::Contingency),
            ("General reserves", ItemKind::Reserve),
            ("Release of provisions", ItemKind::Release),
            ("Contingency released", ItemKind::Release),
            ("Balance sheet flexibilities", ItemKind::BalanceSheet),
            ("Non-recurrent benefits", ItemKind::OneOffBenefit),
            ("Non-recurrent efficiencies", ItemKind::OneOffBenefit),
            ("One-off restructuring costs", ItemKind::OneOffCost),
            (
                "Full year effect of 2023/24 investments",
                ItemKind::FullYearEffect,
            ),
            ("Closing cash balance", ItemKind::Cash),
            ("Allocation growth", ItemKind::Growth),
        ] {
            assert_eq!(item_kind(label), Some(kind), "{label}");
        }
    }

    #[test]
    fn labels_that_share_a_word_name_nothing_of_the_kind() {
        for label in [
            "Adjusted surplus/(deficit) on control total basis",
            "Variance to control total",
            "Performance against control total",
            "Surplus/(deficit) for the year",
            "Risk rating",
            "Risk-adjusted value",
            "Risk share with local authority",
            "Cash releasing savings",
            "Revaluation reserve",
            "Theatre contingency lists",
            "Underlying growth in demand",
            "Interest on cash balances",
            "Pay",
        ] {
            assert_eq!(item_kind(label), None, "{label}");
        }
    }

    #[test]
    fn other_says_that_something_changed_and_not_what() {
        for label in [
            "Other",
            "Other movements",
            "Balancing figure",
            "Unexplained",
        ] {
            assert!(is_other(label), "{label}");
        }
        for label in [
            "Other operating income",
            "Other pressures in continuing care",
        ] {
            assert!(!is_other(label), "{label}");
        }
    }
}
