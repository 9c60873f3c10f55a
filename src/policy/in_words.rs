//! Every setting in words, for the pages, the pack and the JSON that say what a review rests on.

use super::{Allowance, Deadline, Policy, Threshold};
use crate::plan::{Share, Status};
use crate::wording::{exact, plain_percent};

impl Policy {
    /// Every setting, in the policy's own order.
    pub fn settings(&self) -> Vec<Threshold> {
        let mut all = vec![
            self.unidentified_share
                .in_words("unidentified-share", percent),
            self.second_half_share
                .in_words("second-half-share", percent),
            self.last_quarter_share
                .in_words("last-quarter-share", percent),
            self.one_off_share.in_words("one-off-share", percent),
            self.one_off_most.in_words("one-off-share-most", percent),
            self.rounding_units
                .in_words("rounding-units", |units| units.normalize().to_string()),
            self.balancing_tolerance
                .in_words("balancing-tolerance", |money| exact(*money)),
            self.savings_norms.in_words("savings-norms", |norms| {
                norms.iter().map(percent).collect::<Vec<_>>().join(", ")
            }),
            self.delivery_rates.in_words("delivery-rates", |rates| {
                rates.iter().map(rate).collect::<Vec<_>>().join(", ")
            }),
            self.deadlines.in_words("deadlines", |deadlines| {
                deadlines
                    .iter()
                    .map(deadline)
                    .collect::<Vec<_>>()
                    .join("; ")
            }),
            self.accepted_growth.in_words("accepted-growth", percent),
        ];
        all.extend(self.waits.thresholds());
        all.extend(self.thresholds());
        all
    }
}

fn percent(share: &Share) -> String {
    plain_percent(*share)
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
        let settings = Policy::default().settings();
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
