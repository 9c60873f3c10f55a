//! What a header names, by its head word: English puts it last.

use super::header::Role;
use super::lasting;
use super::text::{has_any, padded};

/// The role of a header: of its last word that has one, as English puts the head last ("Scheme lead" is a lead),
/// before any "of", "for", "per" or "by" ("Description of scheme" is a description).
pub(super) fn role(words: &[String], text: &str) -> Option<Role> {
    let padded = padded(words);
    // A bare "Key" may be to anything.
    if padded.trim() == "key" {
        return None;
    }
    if let Some((_, role)) = WHOLE.iter().find(|(phrases, _)| has_any(&padded, phrases)) {
        return Some(*role);
    }
    if let Some((_, role)) = ALONE.iter().find(|(all, _)| all.contains(&padded.trim())) {
        return Some(*role);
    }
    if lasting::asked(words) {
        return Some(Role::Recurrence);
    }
    if takes_out_staff(&padded) {
        return Some(Role::Workforce);
    }
    let bracket = text.find(['(', '[']).filter(|at| *at > 0);
    let outside = bracket.map_or_else(
        || words.to_vec(),
        |at| super::text::words(text.get(..at).unwrap_or(text)),
    );
    let cut = outside
        .iter()
        .position(|word| matches!(word.as_str(), "of" | "for" | "per" | "by" | "against"))
        .filter(|at| *at > 0)
        .unwrap_or(outside.len());
    let said = outside.get(..cut).unwrap_or(&outside);
    let of_word = |word: &String| head(word).or_else(|| head(contracted(word)?));
    // "Owner name" is the owner, and not the name of the line.
    if let [.., whose, name] = said
        && name == "name"
        && let Some(role) = of_word(whose).filter(|role| is_of_somebody(*role))
    {
        return Some(role);
    }
    let of_losses = is_of_losses(&padded);
    // "Plan in month" is a plan, and lists no months.
    let said = match said {
        [before @ .., which, month] if month == "month" && !before.is_empty() => {
            let own = matches!(which.as_str(), "in" | "current" | "this" | "each");
            if own { before } else { said }
        }
        _ => said,
    };
    said.iter()
        .rev()
        .find_map(of_word)
        .filter(|role| *role != Role::Recurrence || !of_losses)
}

/// "Recurrent loss?" asks of something else than a saving.
pub(super) fn is_of_losses(padded: &str) -> bool {
    has_any(
        padded,
        "loss; losses; cost pressure; cost pressures; incident; fault",
    )
}

fn is_of_somebody(role: Role) -> bool {
    matches!(role, Role::Owner | Role::Organisation | Role::Division)
}

/// The word that was shortened by leaving out its middle, as in "rec'ring", "dep't", "organisn".
fn contracted(word: &str) -> Option<&'static str> {
    let mut fitting = CONTRACTED.iter().filter(|full| {
        full.len() > word.len()
            && (3..word.len()).any(|at| {
                let Some((start, end)) = word.split_at_checked(at) else {
                    return false;
                };
                full.starts_with(start) && full.ends_with(end)
            })
    });
    // Short ones and those that could stand for several mean nothing.
    let found = fitting.next().filter(|_| word.len() >= 4)?;
    fitting.next().is_none().then_some(found)
}

/// Words that headers are short of room for.
const CONTRACTED: [&str; 12] = [
    "category",
    "department",
    "description",
    "directorate",
    "division",
    "identified",
    "implementation",
    "organisation",
    "programme",
    "recurring",
    "responsible",
    "workstream",
];

/// Questions that settle the role where the header says nothing else: "Saving each year" is a value.
const ALONE: &[(&[&str], Role)] = &[
    (
        &[
            "where are we",
            "how far",
            "how far on",
            "how far along",
            "how developed",
            "how firm",
        ],
        Role::Status,
    ),
    (&["found", "found yet", "scheme found"], Role::Identified),
];

/// Whether a header counts the staff that schemes take out, and not what their pay comes to: "Pay saving from WTE
/// reduction £000" is money.
fn takes_out_staff(padded: &str) -> bool {
    let found = STAFF_OUT
        .split("; ")
        .find(|phrase| super::text::has(padded, phrase));
    found.is_some_and(|phrase| {
        let rest = padded.replace(&format!(" {phrase} "), " ");
        !rest.contains('£')
            && !has_any(
                &rest,
                "pay; saving; savings; cost; costs; value; gross; net; 000; 000s; k; m",
            )
    })
}

const STAFF_OUT: &str = "wte reduction; wte reductions; wte impact; wte saving; wte savings; wte effect; wtes removed; wte \
    removed; reduction in wte; reduction in wtes; fte reduction; fte reductions; fte impact; fte saving; fte savings; fte \
    removed; posts removed; posts reduced; post reduction; post reductions; headcount reduction";

/// Phrases that settle the role wherever they stand.
const WHOLE: &[(&str, Role)] = &[
    (
        "r nr; r n; rec nr; rec nonrec; rec non rec; recurrent non recurrent; r n r; recurrent \
            nonrecurrent; nr r; recurrent y n; recurrent or non recurrent; rec non recurrent",
        Role::Recurrence,
    ),
    ("plan actual; plan or actual; plan vs actual", Role::Basis),
    (
        "identified y n; identified unidentified; unidentified y n",
        Role::Identified,
    ),
    (
        "p np i; pay non pay; p np; pay nonpay; cash releasing",
        Role::Category,
    ),
    (
        "org code; ods code; organisation code; provider code; trust code; ods; icb code",
        Role::OrganisationCode,
    ),
    (
        "entity name; body name; organisation name; provider name; trust name; org name; icb provider; system \
            partner; partner organisation",
        Role::Organisation,
    ),
    (
        "treatment function; tfc; specialty name; specialty",
        Role::Specialty,
    ),
    (
        "care group; clinical service centre; business unit; care unit; service line; cost \
            centre; cost center; cost ctr; cc name; corporate area",
        Role::Division,
    ),
    (
        "work programme; cross cutting theme; carter area; efficiency category",
        Role::Workstream,
    ),
    (
        "where we are; where are we; where it is; where is it; where they are; where this is; where things are; where it s got to; \
            how far; how sure; state of play",
        Role::Status,
    ),
    ("go live; start date; end date", Role::Start),
    ("one off", Role::Recurrence),
    (
        "month ending; month end; period end; period ending; month no; month number; month num; \
            month index; period no; period number; period num; fiscal period",
        Role::Month,
    ),
    ("risk adjusted; risk weighted", Role::Value),
];

/// The role that a single word gives as a header's head.
fn head(word: &str) -> Option<Role> {
    Some(match word {
        "ref" | "refs" | "reference" | "id" | "no" | "number" | "num" | "code" | "urn" | "uid"
        | "key" => Role::Reference,
        "name" | "title" | "description" | "scheme" | "schemes" | "project" | "projects"
        | "initiative" | "initiatives" | "opportunity" | "idea" | "proposal" | "detail"
        | "details" | "intervention" | "cip" | "qipp" | "cips" | "action" | "item" => Role::Name,
        "organisation" | "organisations" | "organization" | "org" | "trust" | "provider"
        | "providers" | "entity" | "body" | "partner" | "icb" | "site" => Role::Organisation,
        "division" | "directorate" | "department" | "dept" | "cbu" | "collaborative"
        | "locality" | "place" | "group" | "area" | "function" | "team" | "portfolioholder" => {
            Role::Division
        }
        "workstream" | "workstreams" | "programme" | "program" | "theme" | "portfolio" | "pod" => {
            Role::Workstream
        }
        "category" | "type" | "subjective" | "classification" => Role::Category,
        "recurrent" | "recurrence" | "recurring" | "rec" | "nr" | "nonrec" | "nonrecurrent"
        | "recurrency" => Role::Recurrence,
        "identified" => Role::Identified,
        "status" | "state" | "stage" | "maturity" | "gateway" | "gate" | "development"
        | "readiness" | "milestone" | "progress" => Role::Status,
        "risk" | "rag" | "brag" | "confidence" | "likelihood" | "probability"
        | "deliverability" | "rating" => Role::Risk,
        "sro" | "who" | "lead" | "sponsor" | "owner" | "manager" | "responsible"
        | "accountable" | "officer" | "director" | "exec" | "executive" | "chair" => Role::Owner,
        "qia" | "qeia" | "eqia" | "qsia" | "eia" | "pid" | "approved" | "signoff" => {
            Role::Assurance
        }
        "start" | "implementation" | "end" => Role::Start,
        "wte" | "wtes" | "fte" | "headcount" => Role::Workforce,
        "weeks" | "measure" | "metric" | "indicator" | "kpi" => Role::Measure,
        "basis" | "scenario" | "version" | "dataset" => Role::Basis,
        "month" | "mth" | "period" | "date" | "quarter" | "qtr" => Role::Month,
        "line" | "heading" | "account" | "narrative" => Role::Line,
        "note" | "notes" | "comment" | "comments" | "commentary" | "rationale" | "mitigation"
        | "mitigations" | "update" | "risks" | "reason" | "reasons" | "explanation"
        | "explanations" | "remark" | "remarks" | "cause" | "causes" => Role::Note,
        "plan" | "planned" | "target" | "value" | "saving" | "savings" | "total" | "budget"
        | "amount" | "actual" | "actuals" | "forecast" | "outturn" | "variance" | "benefit"
        | "benefits" | "fye" | "pye" | "cye" | "effect" | "efficiency" | "reduction" | "change"
        | "£" | "£k" | "£000" | "£m" | "delivered" | "achieved" | "income" | "expenditure"
        | "surplus" | "deficit" => Role::Value,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::import::header::{Facets, Role};

    fn role_of(text: &str) -> Option<Role> {
        Facets::of(text).role
    }

    #[test]
    fn the_head_word_says_what_a_column_is() {
        assert_eq!(role_of("Scheme ID"), Some(Role::Reference));
        assert_eq!(role_of("Scheme lead"), Some(Role::Owner));
        assert_eq!(role_of("Project manager"), Some(Role::Owner));
        assert_eq!(role_of("ownerName"), Some(Role::Owner));
        assert_eq!(role_of("Project name"), Some(Role::Name));
        assert_eq!(role_of("Description of scheme"), Some(Role::Name));
        assert_eq!(role_of("Plan status"), Some(Role::Status));
        assert_eq!(role_of("scheme_name"), Some(Role::Name));
        assert_eq!(role_of("Opportunity Plan Status"), Some(Role::Status));
        assert_eq!(role_of("Department/Directorate"), Some(Role::Division));
        assert_eq!(role_of("Confidence of Delivery"), Some(Role::Risk));
        assert_eq!(role_of("Where we are now"), Some(Role::Status));
        assert_eq!(role_of("How far along?"), Some(Role::Status));
        assert_eq!(role_of("R/NR"), Some(Role::Recurrence));
        assert_eq!(role_of("Rec'ring?"), Some(Role::Recurrence));
        assert_eq!(role_of("Org'n"), Some(Role::Organisation));
        assert_eq!(role_of("WTE reduction"), Some(Role::Workforce));
        assert_eq!(role_of("Planned WTE reduction"), Some(Role::Workforce));
        for money in [
            "Pay saving from WTE reduction £000",
            "Saving - headcount reduction £k",
            "WTE impact £000",
            "Saving each year £000",
        ] {
            let role = role_of(money);
            assert!(
                !matches!(role, Some(Role::Workforce | Role::Recurrence)),
                "{money}: {role:?}"
            );
        }
        for asked in [
            "Repeats each year?",
            "Lasting?",
            "Carries on?",
            "Every year?",
            "Permanent or temporary",
            "Again in 26/27?",
            "Saving recurs after 2024/25?",
            "Does the benefit continue next year?",
        ] {
            assert_eq!(role_of(asked), Some(Role::Recurrence), "{asked}");
        }
        for other in [
            "Next year",
            "Saving every year",
            "One year only",
            "Last year",
            "Savings last year",
            "Savings over the last 2 years",
            "Value",
        ] {
            assert_ne!(role_of(other), Some(Role::Recurrence), "{other}");
        }
        assert_eq!(role_of("Plan in month"), Some(Role::Value));
        assert_eq!(role_of("actual_this_month"), Some(Role::Value));
        assert_eq!(role_of("Reporting month"), Some(Role::Month));
        assert_eq!(role_of("Where are we?"), Some(Role::Status));
        assert_eq!(role_of("Ring"), None);
        assert_eq!(role_of("Identified?\n(Y/N)"), Some(Role::Identified));
        assert_eq!(role_of("Found?"), Some(Role::Identified));
        assert_eq!(role_of("Found at"), None);
        assert_eq!(role_of("In Year Annual Plan £k"), Some(Role::Value));
    }
}
