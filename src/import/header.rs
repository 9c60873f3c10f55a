//! What a header says, facet by facet: what it names, which period, plan or actual, unit, recurrence, weeks.

use super::periods::{self, MonthInYear};
use super::text::{has_any, one_line, padded, words};
use super::{units, weeks};
use crate::plan::{FinancialYear, Unit, Weeks};

/// What a column or row of labels is about, by its header's head word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    Reference,
    Name,
    Organisation,
    OrganisationCode,
    Division,
    Workstream,
    Category,
    Recurrence,
    Identified,
    Status,
    Risk,
    Owner,
    Assurance,
    Start,
    Workforce,
    Measure,
    Basis,
    Month,
    Specialty,
    Line,
    Note,
    Value,
}

/// Whether a value is planned, delivered, expected, or something else again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Basis {
    Plan,
    Actual,
    Forecast,
    Variance,
    /// An earlier version of the plan, a change to it, a risk-adjusted value: never the plan itself.
    Aside,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "facets are independent of each other"
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facets {
    pub(super) text: String,
    pub(super) padded: String,
    pub(super) role: Option<Role>,
    pub(super) month: Option<MonthInYear>,
    pub(super) quarter: Option<u8>,
    pub(super) basis: Option<Basis>,
    pub(super) to_date: bool,
    pub(super) cumulative: bool,
    pub(super) annual: bool,
    pub(super) full_year_effect: bool,
    pub(super) total: bool,
    pub(super) percent: bool,
    pub(super) recurrent: Option<bool>,
    pub(super) year: Option<FinancialYear>,
    pub(super) unit: Option<Unit>,
    pub(super) weeks: Option<Weeks>,
}

impl Facets {
    /// From one header text, or a group header and the header under it joined.
    pub(super) fn of(text: &str) -> Self {
        let text = one_line(text);
        let words = words(&text);
        let padded = padded(&words);
        let percent = text.contains('%') || has_any(&padded, "percent; percentage; pct");
        let full_year_effect = has_any(
            &padded,
            "fye; full year effect; recurrent effect; carry forward; next year; following year",
        );
        let to_date = has_any(
            &padded,
            "ytd; year to date; to date; in month; current month",
        );
        Self {
            role: if text == "#" {
                Some(Role::Reference)
            } else {
                role(&words, &text)
            },
            month: periods::month(&words),
            quarter: periods::quarter(&words),
            basis: basis(&padded),
            to_date,
            cumulative: has_any(&padded, "cumulative; cum; cumul; cumulatively"),
            annual: !to_date
                && !full_year_effect
                && has_any(
                    &padded,
                    "annual; full year; in year; inyear; pye; cye; part year effect; current year effect; \
            for the year; fy",
                ),
            full_year_effect,
            total: has_any(&padded, "total; totals; overall"),
            percent,
            recurrent: recurrent(&padded),
            year: periods::years(&text).first().copied(),
            unit: units::stated(&text),
            weeks: weeks::counted(&text),
            text,
            padded,
        }
    }

    /// Whether the header says anything that is known.
    pub(super) fn recognised(&self) -> bool {
        self.role.is_some()
            || self.month.is_some()
            || self.quarter.is_some()
            || self.basis.is_some()
            || self.annual
            || self.full_year_effect
            || self.to_date
            || self.total
            || self.weeks.is_some()
            || self.year.is_some()
    }

    pub(super) fn says(&self, phrases: &str) -> bool {
        has_any(&self.padded, phrases)
    }
}

fn basis(padded: &str) -> Option<Basis> {
    let says = |phrases: &str| has_any(padded, phrases);
    if says(
        "variance; var; fav; adv; under over; over under; f a; slippage; gap; shortfall; \
            surplus shortfall",
    ) || is_difference(padded)
    {
        Some(Basis::Variance)
    } else if says(
        "draft; change; movement; risk adjusted; risk weighted; previous; prior; last year; \
            original; baseline; old; superseded; v0; weighted; probability; adjustment; \
            adjustments; indicative",
    ) && !says("budget change; change in budget")
    {
        Some(Basis::Aside)
    } else if says("forecast; fot; fo; outturn; leo; projected; projection; expected; estimate") {
        Some(Basis::Forecast)
    } else if says("actual; actuals; delivered; achieved; delivery to date; ytd delivery") {
        Some(Basis::Actual)
    } else if says(
        "plan; planned; target; budget; budgeted; trajectory; ambition; requirement; saving; \
            savings",
    ) {
        Some(Basis::Plan)
    } else {
        None
    }
}

/// "Actual v plan", "Plan less actual": what is compared ends the header, as in "Actual v plan | Plan" it does not.
fn is_difference(padded: &str) -> bool {
    let words: Vec<&str> = padded
        .split_whitespace()
        .filter(|word| !word.starts_with('£'))
        .collect();
    let [.., one, between, other] = words.as_slice() else {
        return false;
    };
    let planned = |word: &str| matches!(word, "plan" | "trajectory" | "target" | "budget");
    let done = |word: &str| matches!(word, "actual" | "actuals" | "delivered" | "achieved");
    matches!(
        *between,
        "v" | "vs" | "versus" | "less" | "minus" | "against"
    ) && ((done(one) && planned(other)) || (planned(one) && done(other)))
}

/// Recurrent or not, in a header over values or in a title; a header that asks which ("R/NR") says neither.
pub(super) fn recurrent(padded: &str) -> Option<bool> {
    let non = has_any(
        padded,
        "non recurrent; nonrecurrent; non rec; nonrec; non recurring; nr; one off; one offs; non \
            recurrently; not recur",
    );
    if !non {
        // None of the phrases below stands in it.
        return has_any(padded, RECURRENT).then_some(true);
    }
    let rest = padded
        .replace(" not recur ", " ")
        .replace(" non recurrent ", " ")
        .replace(" non rec ", " ")
        .replace(" non recurring ", " ")
        .replace(" non recurrently ", " ");
    (!has_any(&rest, RECURRENT)).then_some(false)
}

const RECURRENT: &str = "recurrent; recurring; rec; recurrently; recur; recurs";

/// The role of a header: of its last word that has one, as English puts the head last ("Scheme lead" is a lead),
/// before any "of", "for", "per" or "by" ("Description of scheme" is a description).
fn role(words: &[String], text: &str) -> Option<Role> {
    let padded = padded(words);
    if let Some((_, role)) = WHOLE.iter().find(|(phrases, _)| has_any(&padded, phrases)) {
        return Some(*role);
    }
    let bracket = text.find(['(', '[']).filter(|at| *at > 0);
    let outside = bracket.map_or_else(
        || words.to_vec(),
        |at| self::words(text.get(..at).unwrap_or(text)),
    );
    let cut = outside
        .iter()
        .position(|word| matches!(word.as_str(), "of" | "for" | "per" | "by" | "against"))
        .filter(|at| *at > 0)
        .unwrap_or(outside.len());
    outside.iter().take(cut).rev().find_map(|word| head(word))
}

/// Phrases that settle the role wherever they stand.
const WHOLE: &[(&str, Role)] = &[
    (
        "r nr; rec nr; rec nonrec; rec non rec; recurrent non recurrent; r n r; recurrent \
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
            centre; corporate area",
        Role::Division,
    ),
    (
        "work programme; cross cutting theme; carter area; efficiency category",
        Role::Workstream,
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
        "ref" | "refs" | "reference" | "id" | "no" | "number" | "num" | "code" | "urn" | "uid" => {
            Role::Reference
        }
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
        | "accountable" | "officer" | "director" | "exec" | "executive" => Role::Owner,
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
        | "mitigations" | "update" | "risks" => Role::Note,
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
    use super::*;

    fn role_of(text: &str) -> Option<Role> {
        Facets::of(text).role
    }

    #[test]
    fn the_head_word_says_what_a_column_is() {
        assert_eq!(role_of("Scheme ID"), Some(Role::Reference));
        assert_eq!(role_of("Scheme lead"), Some(Role::Owner));
        assert_eq!(role_of("Project manager"), Some(Role::Owner));
        assert_eq!(role_of("Description of scheme"), Some(Role::Name));
        assert_eq!(role_of("Plan status"), Some(Role::Status));
        assert_eq!(role_of("scheme_name"), Some(Role::Name));
        assert_eq!(role_of("Opportunity Plan Status"), Some(Role::Status));
        assert_eq!(role_of("Department/Directorate"), Some(Role::Division));
        assert_eq!(role_of("Confidence of Delivery"), Some(Role::Risk));
        assert_eq!(role_of("R/NR"), Some(Role::Recurrence));
        assert_eq!(role_of("Identified?\n(Y/N)"), Some(Role::Identified));
        assert_eq!(role_of("In Year Annual Plan £k"), Some(Role::Value));
    }

    #[test]
    fn a_group_header_and_its_own_make_one_meaning() {
        let full = Facets::of("Full year Gross Plan");
        assert!(full.annual && full.basis == Some(Basis::Plan));
        let to_date = Facets::of("Year to date M6 Gross Actual");
        assert!(to_date.to_date && !to_date.annual && to_date.basis == Some(Basis::Actual));
    }

    #[test]
    fn a_comparison_is_a_difference_and_what_stands_under_it_is_not() {
        for text in [
            "Actual v plan",
            "Plan less actual £k",
            "YTD actual against plan",
        ] {
            assert_eq!(Facets::of(text).basis, Some(Basis::Variance), "{text}");
        }
        assert_eq!(
            Facets::of("Actual v plan Actual").basis,
            Some(Basis::Actual)
        );
    }

    #[test]
    fn next_years_effect_is_not_this_years_plan() {
        assert!(Facets::of("FYE\n24/25").full_year_effect);
        assert!(!Facets::of("PYE 25/26 £k").full_year_effect);
        assert!(Facets::of("PYE 25/26 £k").annual);
        assert_eq!(Facets::of("Draft plan (March) £").basis, Some(Basis::Aside));
    }
}
