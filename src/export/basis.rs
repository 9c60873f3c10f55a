//! The settings in effect, in words: what the JSON review and the last page of the board pack print of the policy.

use crate::plan::{Money, Share, Status};
use crate::policy::{Allowance, Deadline, Policy, Setting};

/// One threshold or target as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingInWords {
    /// The name of the policy's field, with hyphens.
    pub name: &'static str,
    pub value: String,
    pub meaning: &'static str,
    pub source: &'static str,
}

/// Every setting of the policy, in its own order.
pub fn settings(policy: &Policy) -> Vec<SettingInWords> {
    let mut all = vec![
        words("unidentified-share", &policy.unidentified_share, percent),
        words("second-half-share", &policy.second_half_share, percent),
        words("last-quarter-share", &policy.last_quarter_share, percent),
        words("one-off-share", &policy.one_off_share, percent),
        words("rounding-units", &policy.rounding_units, |units| {
            units.normalize().to_string()
        }),
        words("balancing-tolerance", &policy.balancing_tolerance, pounds),
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
    ];
    all.extend(
        policy
            .thresholds()
            .into_iter()
            .map(|threshold| SettingInWords {
                name: threshold.name,
                value: threshold.value,
                meaning: threshold.meaning,
                source: threshold.source,
            }),
    );
    all
}

fn words<T>(
    name: &'static str,
    setting: &Setting<T>,
    value: impl FnOnce(&T) -> String,
) -> SettingInWords {
    SettingInWords {
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

fn pounds(money: &Money) -> String {
    format!("£{}", money.pounds().normalize())
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
        assert_eq!(of("balancing-tolerance").unwrap().value, "£1000");
        assert!(
            of("deadlines")
                .unwrap()
                .value
                .contains("over 65 weeks none after Mar 2024 (plans for 2022/23 to 2023/24)")
        );
    }
}
