//! Initials of people whose names are hidden: "JB to confirm" tells as much as "J. Bloggs to confirm".

use crate::plan::{Plan, Saving};
use std::collections::{BTreeMap, BTreeSet};

/// Before a name, and no part of it.
const TITLES: [&str; 11] = [
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "prof",
    "professor",
    "sir",
    "dame",
    "cllr",
    "revd",
];

/// Words of posts and teams: their letters are known abbreviations, and nobody's.
const POSTS: [&str; 44] = [
    "acting",
    "area",
    "assistant",
    "associate",
    "board",
    "business",
    "care",
    "chief",
    "clinical",
    "commercial",
    "corporate",
    "department",
    "deputy",
    "digital",
    "director",
    "directorate",
    "division",
    "divisional",
    "estates",
    "executive",
    "finance",
    "general",
    "group",
    "head",
    "hospital",
    "interim",
    "lead",
    "manager",
    "medical",
    "nhs",
    "nurse",
    "nursing",
    "office",
    "officer",
    "operating",
    "operations",
    "partner",
    "people",
    "senior",
    "service",
    "services",
    "strategy",
    "team",
    "trust",
];

/// What two or three large letters mean in plans whoever owns the schemes.
const ABBREVIATIONS: &str = "AC AE AI AM AMD AO AP API BAU BC BCF BI CBU CC CD CE CEO CF CFO CHC CIO CIP CMO CNO CO COO CP CPO CQC CRL CT \
    CYE DC DH DM DNA DO DOF DSF DTA EA EBD ED EDI EIA EL EMR ENT EPR EQIA ERF ESR EU FAQ FD FFT FM FO FOT FRP FT FTE FY FYE GA GP HCA HMT \
    HR IA IAP ICB ICS ICU ID IE IFR IM IP IS ISP IT ITU KPI LA LEO LOS LTP MD MDT MH MHIS MR MRI MSK NCTR ND NE NED NEL NHS NI NICE \
    NMC NQ NR NS NW OBC OD OH OP OPD OT PA PACS PAS PBR PC PCN PDC PE PFI PFR PH PHB PICU PID PIFU PLACE PM PMO POD PP PPA PR PTL PYE QA \
    QEIA QI QIA QIPP RAG RE RM RN RO RTT SAU SC SDEC SE SLA SOP SPA SPC SR SRO SW TA TB TBA TBC TBD TBI TBF TF TFC TOM UEC UK US VAT VCF \
    VFM VPN VR VW WAU WD WL WLI WTE YE YTD";

/// A person's initials as one word in large letters. `None` for posts, teams and single words, and where the letters are a
/// known abbreviation.
fn of_person(name: &str) -> Option<String> {
    let ordered = match name.split_once(',') {
        // "Bloggs, Jane"
        Some((last, first)) => format!("{first} {last}"),
        None => name.to_owned(),
    };
    let parts: Vec<&str> = ordered
        .split(|sign: char| sign.is_whitespace() || sign == '.')
        .filter(|part| !part.is_empty() && !TITLES.contains(&part.to_lowercase().as_str()))
        .collect();
    let is_name = |part: &&str| {
        part.starts_with(char::is_uppercase)
            && part
                .chars()
                .all(|sign| sign.is_alphabetic() || matches!(sign, '-' | '\'' | '\u{2019}'))
            && !POSTS.contains(&part.to_lowercase().as_str())
    };
    let surname = parts.last()?;
    if !(2..=4).contains(&parts.len())
        || !parts.iter().all(is_name)
        || surname.chars().count() < 2
        || surname.chars().all(char::is_uppercase)
    {
        return None;
    }
    let initials: String = parts
        .iter()
        .filter_map(|part| part.chars().next())
        .collect();
    let known = ABBREVIATIONS.split_whitespace().any(|own| own == initials);
    (!known).then_some(initials)
}

/// What stands for each initials of these people, who are named with their labels. Letters that the plan uses for something
/// else are left, and those of several people tell of none.
pub(super) fn labels<'n>(
    people: impl Iterator<Item = (&'n str, &'n str)>,
    plan: &Plan,
) -> Vec<(String, String)> {
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, label) in people {
        if let Some(initials) = of_person(name) {
            found.entry(initials).or_default().insert(label);
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let others = large_words(plan);
    found
        .into_iter()
        .filter(|(initials, _)| !others.contains(initials))
        .map(|(initials, labels)| match labels.iter().next() {
            Some(only) if labels.len() == 1 => (initials, (*only).to_owned()),
            _ => (initials, "an owner".to_owned()),
        })
        .collect()
}

/// Words in large letters in the plan's own names of lines, bodies, divisions, measures and schemes. What a status says is
/// no name: "JB to confirm".
fn large_words(plan: &Plan) -> BTreeSet<String> {
    let accounts = plan.position.iter().flat_map(|own| &own.organisations);
    let of_accounts = accounts.flat_map(|own| {
        std::iter::once(&own.organisation.name).chain(own.lines.iter().map(|line| &line.label))
    });
    let of_lines = plan
        .savings
        .iter()
        .flat_map(|own| &own.lines)
        .flat_map(said_of_line);
    of_accounts
        .chain(of_lines)
        .chain(plan.organisations.iter().map(|own| &own.name))
        .chain(plan.measures.iter().map(|own| &own.name))
        .flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric()))
        .filter(|word| word.len() > 1 && word.chars().all(char::is_uppercase))
        .map(str::to_owned)
        .collect()
}

fn said_of_line(line: &Saving) -> impl Iterator<Item = &String> {
    std::iter::once(&line.name)
        .chain(&line.reference)
        .chain(&line.division)
        .chain(&line.category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_initials_and_posts_have_none() {
        let of = |name: &str| of_person(name);
        assert_eq!(of("J. Bloggs").as_deref(), Some("JB"));
        assert_eq!(of("Jane Bloggs").as_deref(), Some("JB"));
        assert_eq!(of("Bloggs, Jane").as_deref(), Some("JB"));
        assert_eq!(of("Dr Ann Mary O'Neil-Kay").as_deref(), Some("AMO"));
        for name in [
            "COO",
            "JB",
            "Chief Operating Officer",
            "Finance team",
            "Bloggs",
            "E. Davies",
            "ward 6",
            "J. B.",
        ] {
            assert_eq!(of(name), None, "{name}");
        }
    }

    #[test]
    fn letters_of_several_people_tell_of_none_of_them() {
        let people = [
            ("J. Bloggs", "Owner 1"),
            ("Jill Brown", "Owner 2"),
            ("K. Adeyemi", "Owner 3"),
        ];
        assert_eq!(
            labels(people.into_iter(), &Plan::default()),
            [
                ("JB".to_owned(), "an owner".to_owned()),
                ("KA".to_owned(), "Owner 3".to_owned())
            ]
        );
    }
}
