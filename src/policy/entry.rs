//! Every setting by name: its value and its default as text, to be shown, changed, saved and told in exports.

use super::text::Text;
use super::{Policy, Setting};

/// One setting as it stands in the window and in the policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name of the policy's field, with hyphens.
    pub name: &'static str,
    pub meaning: &'static str,
    pub source: &'static str,
    /// One item for a single value.
    pub value: Vec<String>,
    pub default: Vec<String>,
}

impl Entry {
    pub fn is_changed(&self) -> bool {
        self.value != self.default
    }
}

/// Why a setting was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("There is no setting \u{201c}{name}\u{201d}. Did you mean \u{201c}{nearest}\u{201d}?")]
    Unknown { name: String, nearest: &'static str },
    #[error("{name}: {expected}")]
    Value {
        name: &'static str,
        /// How it should look.
        expected: String,
    },
    #[error("This is not TOML: {why}")]
    NotToml { why: String },
}

/// What is done to each setting in turn.
trait Visit {
    fn visit<T: Text + PartialEq>(
        &mut self,
        name: &'static str,
        setting: &mut Setting<T>,
        default: &Setting<T>,
    );
}

impl Policy {
    /// The one list of all settings, in the policy's own order.
    fn each(&mut self, visit: &mut impl Visit) {
        let default = Self::default();
        macro_rules! visit {
            ($($name:literal: $($field:ident).+),* $(,)?) => {
                $(visit.visit($name, &mut self.$($field).+, &default.$($field).+);)*
            };
        }
        visit!(
            "unidentified-share": unidentified_share,
            "second-half-share": second_half_share,
            "last-quarter-share": last_quarter_share,
            "one-off-share": one_off_share,
            "one-off-share-most": one_off_most,
            "rounding-units": rounding_units,
            "balancing-tolerance": balancing_tolerance,
            "savings-norms": savings_norms,
            "delivery-rates": delivery_rates,
            "deadlines": deadlines,
            "accepted-growth": accepted_growth,
            "within-18-weeks": waits.within_18_weeks,
            "baseline-18-weeks": waits.baseline_18_weeks,
            "clearance-uplift": waits.clearance_uplift,
            "unexplained-removals": waits.unexplained_removals,
            "queue-times-sustainable": waits.queue_times_sustainable,
            "control-screening": waits.control_screening,
            "control-trend": waits.control_trend,
            "control-rebase": waits.control_rebase,
            "lines-worth-raising": lines.worth_raising,
            "undeveloped-share": lines.undeveloped_share,
            "undeveloped-share-in-year": lines.undeveloped_in_year,
            "record-step": lines.record_step,
            "technical-share": lines.technical_share,
            "income-share": lines.income_share,
            "concentration-share": lines.concentration_share,
            "last-month-share": lines.last_month_share,
            "owner-share": lines.owner_share,
            "round-figure": lines.round_figure,
            "round-share": lines.round_share,
            "month-step": lines.month_step,
            "headroom-share": lines.headroom_share,
            "behind-share": lines.behind_share,
            "position-tolerance": in_year.position_tolerance,
            "intra-system-difference": in_year.intra_system_difference,
            "intra-system-share": in_year.intra_system_share,
            "adverse-share": in_year.adverse_share,
            "deficit-pace": in_year.deficit_pace,
            "late-fall-share": in_year.late_fall_share,
            "waits-above-plan": in_year.waits_above_plan,
            "underlying-gap": position.underlying_gap,
            "underlying-gap-pounds": position.underlying_gap_pounds,
            "risk-share": position.risk_share,
            "contingency-share": position.contingency_share,
            "unexplained-share": position.unexplained_share,
            "delivery-pace": in_year.delivery_pace,
            "staff-tolerance": in_year.staff_tolerance,
            "income-over-activity": in_year.income_over_activity,
            "explain-pounds": in_year.explain_pounds,
            "explain-share": in_year.explain_share,
            "status-meanings": words.status_meanings,
            "risk-meanings": words.risk_meanings,
            "unidentified-words": words.unidentified_words,
        );
    }

    pub fn entries(&self) -> Vec<Entry> {
        struct List(Vec<Entry>);
        impl Visit for List {
            fn visit<T: Text + PartialEq>(
                &mut self,
                name: &'static str,
                setting: &mut Setting<T>,
                default: &Setting<T>,
            ) {
                self.0.push(Entry {
                    name,
                    meaning: setting.meaning,
                    source: setting.source,
                    value: setting.value.write(),
                    default: default.value.write(),
                });
            }
        }
        let mut list = List(Vec::new());
        self.clone().each(&mut list);
        list.0
    }

    /// What differs from the defaults.
    pub fn changed(&self) -> Vec<Entry> {
        let mut all = self.entries();
        all.retain(Entry::is_changed);
        all
    }

    /// Changes one setting; an unknown name is told with the nearest one.
    pub fn set(&mut self, name: &str, items: &[String]) -> Result<(), PolicyError> {
        struct Set<'a> {
            name: &'a str,
            items: &'a [String],
            done: Option<Result<(), PolicyError>>,
        }
        impl Visit for Set<'_> {
            fn visit<T: Text + PartialEq>(
                &mut self,
                name: &'static str,
                setting: &mut Setting<T>,
                _default: &Setting<T>,
            ) {
                if name != self.name {
                    return;
                }
                let read = T::read(self.items);
                self.done = Some(match read {
                    Ok(value) => {
                        setting.value = value;
                        Ok(())
                    }
                    Err(expected) => Err(PolicyError::Value { name, expected }),
                });
            }
        }
        let mut set = Set {
            name,
            items,
            done: None,
        };
        self.each(&mut set);
        set.done.unwrap_or_else(|| {
            Err(PolicyError::Unknown {
                name: name.to_owned(),
                nearest: self.nearest(name),
            })
        })
    }

    fn nearest(&self, name: &str) -> &'static str {
        let entries = self.entries();
        let nearest = entries
            .iter()
            .min_by_key(|entry| distance(entry.name, name));
        nearest.map_or("", |entry| entry.name)
    }
}

/// How many letters have to be put in, taken out or changed to get from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, sign) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row, vec![at + 1]);
        let pairs: Vec<(usize, usize)> = corner
            .iter()
            .copied()
            .zip(corner.iter().skip(1).copied())
            .collect();
        corner.clear();
        for ((diagonal, above), theirs) in pairs.into_iter().zip(&other) {
            let changed = diagonal + usize::from(sign != *theirs);
            let left = row.last().copied().unwrap_or_default();
            row.push(changed.min(above + 1).min(left + 1));
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<String> {
        vec![text.to_owned()]
    }

    #[test]
    fn every_setting_in_words_can_be_set_and_reads_back_as_itself() {
        let policy = Policy::default();
        let entries = policy.entries();
        let mut listed: Vec<_> = entries.iter().map(|entry| entry.name).collect();
        let mut said: Vec<_> = policy.settings().iter().map(|one| one.name).collect();
        listed.sort_unstable();
        said.sort_unstable();
        assert_eq!(listed, said);
        for entry in &entries {
            let mut copy = policy.clone();
            assert_eq!(copy.set(entry.name, &entry.value), Ok(()));
            assert_eq!(copy, policy, "{}", entry.name);
            let wrong = copy.set(entry.name, &items("??"));
            assert!(
                matches!(wrong, Err(PolicyError::Value { .. })),
                "{}",
                entry.name
            );
        }
        assert!(policy.changed().is_empty());
    }

    #[test]
    fn an_unknown_name_is_told_with_the_nearest() {
        let error = Policy::default()
            .set("unidentifed-share", &items("10%"))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "There is no setting \u{201c}unidentifed-share\u{201d}. Did you mean \u{201c}unidentified-share\u{201d}?"
        );
        assert_eq!(
            (
                distance("kitten", "sitting"),
                distance("", "ab"),
                distance("a", "a")
            ),
            (3, 2, 0)
        );
    }

    #[test]
    fn a_changed_setting_is_told_with_its_default() {
        let mut policy = Policy::default();
        policy.set("unidentified-share", &items("12.5%")).unwrap();
        let changed = policy.changed();
        assert_eq!(
            (changed[0].value[0].as_str(), changed[0].default[0].as_str()),
            ("12.5%", "15%")
        );
        assert!(policy.set("unidentified-share", &items("15")).is_err());
        assert_eq!(policy.changed(), changed);
    }
}
