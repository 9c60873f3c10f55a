//! Monthly measures other than waits for treatment, by the words of their headers: emergency care, discharge, beds.

use super::super::text::{has_any, one_line, padded, words};
use crate::plan::MeasureUnit;
use rust_decimal::Decimal;

/// A measure that a header names.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Known {
    pub(in crate::import) name: String,
    pub(in crate::import) unit: MeasureUnit,
}

/// What a column or a row measures, from the header above it and its own.
pub(in crate::import) fn of(group: &str, own: &str) -> Option<Known> {
    let own_words = padded(&words(own));
    let group_words = padded(&words(group));
    let both = format!("{group_words}{own_words}");
    let share = own.contains('%')
        || has_any(&both, "percentage; percent; proportion")
        || group.contains('%')
        || has_any(&own_words, "occupancy; performance");
    emergency(&group_words, &own_words, &both, share)
        .map(|(name, unit)| Known {
            name: name.to_owned(),
            unit,
        })
        .or_else(|| elsewhere(own, &both, share))
}

/// Emergency departments and admissions through them.
fn emergency(
    group: &str,
    own: &str,
    both: &str,
    share: bool,
) -> Option<(&'static str, MeasureUnit)> {
    let says = |phrases: &'static str| has_any(both, phrases);
    if says("booked; mapped; before mapping; additional; growth; rolling; attends acute") {
        return None;
    }
    let four = says("4 hours; four hours; 4 hour; four hour");
    let kind = if has_any(own, "type 1") {
        Some(1)
    } else if has_any(own, "type 2; type 3; type 3 and 4") {
        Some(2)
    } else {
        None
    };
    if says("decision to admit; dta") {
        return if says("12 hours; twelve hours; 12 hour") {
            Some((
                "Waits over 12 hours from decision to admit to admission",
                MeasureUnit::Count,
            ))
        } else if four {
            Some((
                "Waits over 4 hours from decision to admit to admission",
                MeasureUnit::Count,
            ))
        } else {
            None
        };
    }
    if has_any(own, "total emergency admissions") && !has_any(own, "via") {
        return Some(("Emergency admissions", MeasureUnit::Count));
    }
    let department =
        says("a e; ae; ed; emergency department; attendances; urgent and emergency care; uec");
    match kind {
        _ if !department => None,
        None if four && share => Some(("A&E seen within 4 hours, all types", MeasureUnit::Share)),
        Some(1) if four && share => Some(("A&E seen within 4 hours, type 1", MeasureUnit::Share)),
        _ if share || says("less than 4; within 4") => None,
        _ if four && (says("greater than; over; more than") || !has_any(group, "less than")) => {
            None
        }
        None if has_any(own, "attendances") && !four => {
            Some(("A&E attendances, all types", MeasureUnit::Count))
        }
        Some(1) if has_any(both, "attendances") && !four => {
            Some(("A&E attendances, type 1", MeasureUnit::Count))
        }
        _ => None,
    }
}

/// Discharge and beds go by many names; each keeps its own.
fn elsewhere(own: &str, both: &str, share: bool) -> Option<Known> {
    let says = |phrases: &'static str| has_any(both, phrases);
    let discharge = says(
        "no criteria to reside; criteria to reside; nctr; ncr; discharge ready; medically optimised; medically fit; delayed discharge; delayed discharges; delayed transfers; no right to reside",
    );
    let beds = says(
        "bed occupancy; beds occupied; occupied beds; beds available; available beds; beds open; open beds; core beds; escalation beds; bed base",
    );
    if !discharge && !beds {
        return None;
    }
    let unit = if share {
        MeasureUnit::Share
    } else if says("days; length of stay") && !says("bed days") {
        MeasureUnit::Days
    } else {
        MeasureUnit::Count
    };
    Some(Known {
        name: one_line(own),
        unit,
    })
}

/// A column of fractions of one is a share though its header does not say so.
pub(in crate::import) fn unit_of(values: impl Iterator<Item = Decimal>) -> MeasureUnit {
    let mut any = false;
    for value in values {
        if value.is_zero() || value == Decimal::ONE {
            continue;
        }
        if value > Decimal::ONE || value.is_sign_negative() {
            return MeasureUnit::Count;
        }
        any = true;
    }
    if any {
        MeasureUnit::Share
    } else {
        MeasureUnit::Count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_emergency_care_are_known_by_their_words() {
        let name = |group: &str, own: &str| of(group, own).map(|known| known.name);
        assert_eq!(
            name("A&E attendances", "Total attendances").as_deref(),
            Some("A&E attendances, all types")
        );
        assert_eq!(
            name("A&E attendances", "Type 1 Departments - Major A&E").as_deref(),
            Some("A&E attendances, type 1")
        );
        assert_eq!(
            name("A&E attendances", "Type 2 Departments - Single Specialty"),
            None
        );
        assert_eq!(
            name(
                "A&E attendances less than 4 hours from arrival to admission",
                "Type 1 Departments - Major A&E"
            ),
            None
        );
        assert_eq!(
            name(
                "A&E attendances > 4 hours from arrival to admission",
                "Total Attendances > 4 hours"
            ),
            None
        );
        assert_eq!(
            name(
                "Percentage of attendances within 4 hours",
                "Percentage in 4 hours or less (all)"
            )
            .as_deref(),
            Some("A&E seen within 4 hours, all types")
        );
        assert_eq!(
            name("Emergency Admissions", "Total Emergency Admissions via A&E"),
            None
        );
        assert_eq!(
            name(
                "Emergency Admissions",
                "Number of patients spending >12 hours from decision to admit to admission"
            )
            .as_deref(),
            Some("Waits over 12 hours from decision to admit to admission")
        );
        assert_eq!(
            name(
                "",
                "% of beds occupied by patients with no criteria to reside"
            )
            .as_deref(),
            Some("% of beds occupied by patients with no criteria to reside")
        );
        assert_eq!(name("Pay", "Consultants"), None);
    }
}
