//! The settings in effect: each value with what it decides and where it comes from.

use crate::plan::{Share, Status};
use crate::policy::{Allowance, Deadline, Policy, Setting};
use crate::wording::exact;
use serde::Serialize;

/// One threshold or target.
#[derive(Debug, Serialize)]
pub(super) struct SettingJson {
    /// The name of the policy's field, with hyphens.
    name: &'static str,
    value: String,
    meaning: &'static str,
    source: &'static str,
}

/// Every setting of the policy, in its own order.
pub(super) fn settings(policy: &Policy) -> Vec<SettingJson> {
    vec![
        words("unidentified-share", &policy.unidentified_share, percent),
        words("second-half-share", &policy.second_half_share, percent),
        words("last-quarter-share", &policy.last_quarter_share, percent),
        words("one-off-share", &policy.one_off_share, percent),
        words("rounding-units", &policy.rounding_units, |units| {
            units.normalize().to_string()
        }),
        words(
            "balancing-tolerance",
            &policy.balancing_tolerance,
            |money| exact(*money),
        ),
        words("savings-norms", &policy.savings_norms, |norms| {
            norms.iter().map(percent).collect::<Vec<_>>().join(", ")
        }),
        words("delivery-rates", &policy.delivery_rates, |rates| {
            rates.iter().map(rate).collect::<Vec<_>>().join(", ")
        }),
        words("deadlines", &policy.deadlines, |deadlines| {
            deadlines
                .iter()
                .map(deadline)
                .collect::<Vec<_>>()
                .join("; ")
        }),
    ]
}

fn words<T>(
    name: &'static str,
    setting: &Setting<T>,
    value: impl FnOnce(&T) -> String,
) -> SettingJson {
    SettingJson {
        name,
        value: value(&setting.value),
        meaning: setting.meaning,
        source: setting.source,
    }
}

fn percent(share: &Share) -> String {
    format!(
        "{}%",
        (share.0 * rust_decimal::Decimal::ONE_HUNDRED).normalize()
    )
}

fn rate((status, rate): &(Status, Share)) -> String {
    format!("{} {}", status.label().to_lowercase(), percent(rate))
}

fn deadline(deadline: &Deadline) -> String {
    let allowed = match deadline.allowed {
        Allowance::None => "none".to_owned(),
        Allowance::ShareOfList(share) => format!("at most {} of the list", percent(&share)),
    };
    let (first, last) = (deadline.first_plan_year, deadline.last_plan_year);
    let years = if first == last {
        format!("plans for {first}")
    } else if last.0 >= 2099 {
        format!("plans for {first} and later")
    } else {
        format!("plans for {first} to {last}")
    };
    format!(
        "over {} weeks {allowed} after {} {} ({years})",
        deadline.measure.0,
        deadline.month.short_name(),
        deadline.month.year
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_value_a_meaning_and_a_source() {
        let settings = settings(&Policy::default());
        assert!(settings.iter().all(|setting| {
            !setting.value.is_empty() && !setting.meaning.is_empty() && !setting.source.is_empty()
        }));
        let of = |name| settings.iter().find(|setting| setting.name == name);
        assert_eq!(of("unidentified-share").unwrap().value, "15%");
        assert_eq!(of("balancing-tolerance").unwrap().value, "£1,000");
        assert!(
            of("deadlines")
                .unwrap()
                .value
                .contains("over 65 weeks none after Mar 2024 (plans for 2022/23 to 2023/24)")
        );
    }
}
