//! Which measure a label names, in what unit it is and which way it gets better, by its words: emergency care, ambulances,
//! discharge, beds, diagnostics, cancer, and activity by point of delivery.

use super::super::published::measures as published;
use super::super::text::{has_any, one_line, padded, words};
use super::super::weeks;
use crate::plan::{Better, MeasureUnit};

/// A measure that a label names.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Named {
    /// Without the words that say whether it is planned.
    pub(in crate::import) name: String,
    pub(in crate::import) unit: MeasureUnit,
    pub(in crate::import) better: Better,
}

/// A longer label is a sentence.
const WORDS_MAX: usize = 16;

/// The measure of a label; `None` for money, staff, waits of pathways, and everything else.
pub(in crate::import) fn named(text: &str) -> Option<Named> {
    let words = words(text);
    if words.is_empty() || words.len() > WORDS_MAX {
        return None;
    }
    let said = padded(&words);
    let says = |phrases: &'static str| has_any(&said, phrases);
    let elsewhere = text.contains('£')
        || says(
            "cost; costs; income; price; prices; pay; saving; savings; cip; qipp; expenditure; tariff; wte; fte; \
                headcount; variance; reserve; funding; budget; £k; £m; £000; allocation; growth; risk",
        )
        || weeks::counted(text).is_some()
        || weeks::is_share_within_18(text);
    if elsewhere {
        return None;
    }
    // "Attendances" alone are those of emergency departments.
    let clinic = says("outpatient*; inpatient*; clinic; first attendances; follow up*; virtual");
    let known = published::of("", text).filter(|_| !clinic);
    let is_known = known.is_some();
    if !(is_known || emergency(text, &said) || patients(&said) || activity(&said)) {
        return None;
    }
    let own = without_basis(text);
    let name = known.as_ref().map_or_else(
        || own.clone(),
        |known| {
            if known.name == one_line(text) {
                own.clone()
            } else {
                known.name.clone()
            }
        },
    );
    let unit = known.map_or_else(|| unit(text, &said), |known| known.unit);
    Some(Named {
        better: better(text, unit),
        unit,
        name,
    })
}

/// Emergency departments and ambulances.
fn emergency(text: &str, said: &str) -> bool {
    let says = |phrases: &'static str| has_any(said, phrases);
    let department = says(
        "ed; a e; ae; a and e; emergency department; emergency departments; emergency care; uec; trolley; dta; \
            corridor; type 1; all types",
    );
    let clock = says(
        "4 hour; 4 hours; four hour; four hours; 4hr; 4hrs; 12 hour; 12 hours; twelve hour; twelve hours; 12hr; 12hrs",
    );
    let waits = clock
        && (text.contains('%')
            || says(
                "wait; waits; breach; breaches; standard; performance; in department; seen; within; left",
            ));
    (department && (clock || says("attendances; attendance")))
        || waits
        || says(
            "ambulance handover; ambulance handovers; handover; handovers; handover delays; category 2; cat 2; \
                c2 mean; ambulance response; ambulance arrivals; ambulance conveyances",
        )
}

/// Tests, cancer, stays and theatres.
fn patients(said: &str) -> bool {
    let says = |phrases: &'static str| has_any(said, phrases);
    says(
        "dm01; faster diagnosis; fds; length of stay; average los; long length of stay; stranded; super stranded; \
            21 day; 21 days; theatre utilisation; capped utilisation; day case rate; daycase rate; dna rate; \
            did not attend; virtual ward; virtual wards; before noon; by noon; before midday; by midday; pifu; \
            patient initiated follow up; advice and guidance; bed days; delayed days; delay days; days delayed; \
            days lost; general and acute beds; g a beds; \
            critical care beds; readmission; readmissions; cancelled operations",
    ) || (says("diagnostic; diagnostics; mri; ct; endoscopy; echocardiography; ultrasound")
        && says("6 weeks; 6 week; six weeks; six week; 6wk; 6wks; tests; test; activity; scans"))
        || (says("cancer; urgent suspected; gp referral to treatment")
            && says(
                "28 day; 28 days; 31 day; 31 days; 62 day; 62 days; 104 day; 104 days; 2 week; two week",
            ))
        || (says("28 day; 31 day; 62 day; 62 days; 31 days")
            && says("standard; performance; combined; backlog"))
}

/// Activity by point of delivery, and what comes in and goes out.
fn activity(said: &str) -> bool {
    let says = |phrases: &'static str| has_any(said, phrases);
    says(
        "elective inpatient; elective inpatients; inpatient elective; ordinary elective; ordinary electives; \
            elective ordinary; elective spells; elective admissions; total elective; elective activity; \
            elective overnight; day case; day cases; daycase; daycases; daycase spells; \
            outpatient first; outpatient firsts; first outpatient; first attendances; first attendance; \
            new outpatient; new outpatients; outpatient new; outpatient follow; outpatient follows; \
            follow up attendances; follow up outpatient; follow up outpatients; \
            outpatient procedure; outpatient procedures; outpatient attendances; outpatient attendance; \
            total outpatients; outpatients; opfa; opfu; opproc; non elective; nel; non electives; \
            non elective spells; emergency admissions; emergency spells; gp referrals; referrals; total referrals; \
            clock starts; clock stops; rtt clock starts; rtt clock stops; completed pathways; \
            completed admitted; completed non admitted; new pathways; removals; \
            value weighted; value weighted activity; weighted activity; cost weighted activity; \
            theatre cases; theatre sessions; operations",
    )
}

/// What the label says it is measured in; whether a column of parts of one is a share shows in its values.
fn unit(text: &str, said: &str) -> MeasureUnit {
    let says = |phrases: &'static str| has_any(said, phrases);
    if text.contains('%')
        || says(
            "percentage; percent; proportion; rate; performance; standard; compliance; occupancy; utilisation; share",
        )
    {
        MeasureUnit::Share
    } else if says("minutes; mins; mean response; average handover; handover time; hh mm") {
        MeasureUnit::Minutes
    } else if says("length of stay; los; average days; mean days; average delay")
        && !says("21 days; 21 day; 14 days; 7 days; patients; bed days; number of")
    {
        MeasureUnit::Days
    } else {
        MeasureUnit::Count
    }
}

/// Which way a measure gets better. Attendances and activity have no better way of their own.
pub(in crate::import) fn better(name: &str, unit: MeasureUnit) -> Better {
    let said = padded(&words(name));
    let says = |phrases: &'static str| has_any(&said, phrases);
    let share = unit == MeasureUnit::Share;
    let late = says(
        "over; more than; longer than; greater than; breach; breaches; breaching; beyond; backlog; exceeding",
    ) || name.contains('>')
        || says("plus")
        || name.contains('+');
    let timely = share
        && says(
            "4 hours; 4 hour; four hours; four hour; 4hr; faster diagnosis; fds; 28 day; 28 days; 31 day; 31 days; \
                62 day; 62 days; 6 weeks; 6 week; six weeks; within; 15 minutes; 30 minutes; 45 minutes; 60 minutes",
        );
    let rises = says(
        "theatre utilisation; capped utilisation; day case rate; daycase rate; before noon; \
            by noon; before midday; by midday; pifu; patient initiated follow up; advice and guidance; value weighted; \
            weighted activity; discharge ready date; drd",
    );
    let falls = late
        || says(
            "12 hour; 12 hours; twelve hours; twelve hour; 12hr; 12hrs; dta; decision to admit; trolley; corridor; \
                handover; handovers; category 2; cat 2; c2; \
                criteria to reside; nctr; ncr; medically optimised; medically fit; delayed; delays; delay; \
                no right to reside; length of stay; los; stranded; 21 days; 21 day; escalation; occupancy; dna; \
                did not attend; cancelled; readmission; readmissions; removals",
        );
    if timely && !late {
        Better::Higher
    } else if falls && !(rises && !late && !says("days; delay; delays")) {
        Better::Lower
    } else if rises {
        Better::Higher
    } else {
        Better::Neither
    }
}

/// Words that say which of plan and actual a line is, and no part of the measure's name.
const BASIS_WORDS: [&str; 12] = [
    "plan",
    "planned",
    "actual",
    "actuals",
    "trajectory",
    "target",
    "delivered",
    "achieved",
    "ambition",
    "in-month",
    "monthly",
    "performance:",
];

/// The label without the words that say whether its figures are planned.
pub(in crate::import) fn without_basis(text: &str) -> String {
    let line = one_line(text);
    let is_basis = |word: &str| {
        let bare = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        BASIS_WORDS.contains(&bare.as_str())
    };
    let kept: Vec<&str> = line
        .split_whitespace()
        .filter(|word| !is_basis(word))
        .collect();
    let name = kept.join(" ");
    let name = name.trim_matches(|c: char| c.is_whitespace() || "-–—:,|".contains(c));
    if name.is_empty() {
        line
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_known_with_their_unit_and_their_better_way() {
        for (text, unit, better) in [
            ("A&E 4 hour performance", MeasureUnit::Share, Better::Higher),
            ("% seen in 4 hours", MeasureUnit::Share, Better::Higher),
            ("4 hour %", MeasureUnit::Share, Better::Higher),
            (
                "Discharges before noon %",
                MeasureUnit::Share,
                Better::Higher,
            ),
            ("Delayed days", MeasureUnit::Count, Better::Lower),
            ("12 hour waits in ED", MeasureUnit::Count, Better::Lower),
            (
                "% of beds occupied by patients with no criteria to reside",
                MeasureUnit::Share,
                Better::Lower,
            ),
            ("G&A bed occupancy", MeasureUnit::Share, Better::Lower),
            (
                "Average ambulance handover time (minutes)",
                MeasureUnit::Minutes,
                Better::Lower,
            ),
            (
                "Diagnostics: % waiting over 6 weeks",
                MeasureUnit::Share,
                Better::Lower,
            ),
            (
                "Diagnostics % seen within 6 weeks",
                MeasureUnit::Share,
                Better::Higher,
            ),
            ("Cancer 62 day standard", MeasureUnit::Share, Better::Higher),
            (
                "Cancer patients waiting over 62 days",
                MeasureUnit::Count,
                Better::Lower,
            ),
            ("Day cases", MeasureUnit::Count, Better::Neither),
            (
                "Elective inpatients - plan",
                MeasureUnit::Count,
                Better::Neither,
            ),
            ("Average length of stay", MeasureUnit::Days, Better::Lower),
            (
                "Patients discharged on their discharge ready date %",
                MeasureUnit::Share,
                Better::Higher,
            ),
        ] {
            let known = named(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((known.unit, known.better), (unit, better), "{text}");
        }
    }

    #[test]
    fn money_staff_and_long_waits_are_no_measures() {
        for text in [
            "Day case income",
            "Outpatient procedures £000",
            "Over 65 weeks",
            "% within 18 weeks",
            "Nursing WTE",
            "Consultants",
            "Day case theatre productivity saving",
            "Total",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn plan_and_actual_of_one_measure_have_one_name() {
        let name = |text: &str| named(text).unwrap().name;
        assert_eq!(name("Day cases – plan"), name("Day cases (actual)"));
        assert_eq!(name("Day cases – plan"), "Day cases");
    }
}
