//! What a header says, facet by facet: what it names, which period, plan or actual, unit, recurrence, weeks.

use super::header_role::role;
use super::periods::{self, MonthInYear};
use super::text::{has_any, is_one_of, one_line, padded, words};
use super::wait_bands::between;
use super::{units, weeks, year_end};
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
        let month = periods::month(&words);
        let to_date = has_any(
            &padded,
            "ytd; year to date; to date; current month; current mth",
        ) || (month.is_none() && has_any(&padded, "in month; in mth"))
            || periods::up_to(&words).is_some_and(|month| month < 12);
        // "Plan 31/03/2026 YE" is the year and not its last month.
        let year_ending = year_end::in_header(&words);
        Self {
            role: if text == "#" {
                Some(Role::Reference)
            } else {
                // "End Jun-25" is a month and no day on which something ends.
                role(&words, &text).filter(|role| {
                    *role != Role::Start || words.len() > 3 || periods::month(&words).is_none()
                })
            },
            // "In month Apr" beside "Cumulative Apr" is that month.
            month: month.filter(|_| year_ending.is_none() && !dates_a_version(&text)),
            quarter: periods::quarter(&words),
            basis: basis(&padded)
                .or_else(|| shortened(&text))
                .or_else(|| is_last_version(&words).then_some(Basis::Plan)),
            to_date,
            cumulative: has_any(&padded, "cumulative; cum; cumul; cumulatively"),
            annual: !to_date
                && !full_year_effect
                && (year_ending.is_some()
                    || has_any(
                        &padded,
                        "annual; full year; in year; inyear; pye; cye; part year effect; current year effect; \
            for the year; fy",
                    )),
            full_year_effect,
            total: has_any(&padded, "total; totals; overall"),
            percent,
            recurrent: recurrent(&padded),
            year: periods::years(&text).first().copied().or(year_ending),
            unit: units::stated(&text),
            // A band is a measure from where it begins: "18-26 weeks".
            weeks: between(&text)
                .map(|(from, _)| from)
                .or_else(|| weeks::counted(&text)),
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

    pub(super) fn says(&self, phrases: &'static str) -> bool {
        has_any(&self.padded, phrases)
    }
}

fn basis(padded: &str) -> Option<Basis> {
    let says = |phrases: &'static str| has_any(padded, phrases);
    if says(
        "variance; var; fav; adv; under over; over under; f a; slippage; gap; shortfall; \
            surplus shortfall",
    ) || is_difference(padded)
        || is_check(padded)
    {
        Some(Basis::Variance)
    } else if says(
        "draft; change; movement; risk adjusted; risk weighted; previous; prior; last year; \
            original; baseline; old; superseded; v0; weighted; probability; adjustment; \
            adjustments; indicative; opening budget; starting budget; base budget; budget base",
    ) && !says("budget change; change in budget")
    {
        Some(Basis::Aside)
    } else if says(
        "forecast; fcst; fcast; fot; fo; outturn; leo; projected; projection; expected; estimate",
    ) {
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

/// Whether the month in a header is when a version was handed in: "Draft plan (Dec)", "2026/27 final (Feb)".
fn dates_a_version(text: &str) -> bool {
    const VERSION: &str =
        "draft; final; submission; submitted; version; revised; resubmission; approved; original";
    let is_version = |text: &str| has_any(&padded(&words(text)), VERSION);
    // "Final 30 Apr": with its day behind the word.
    let all = words(text);
    let with_day = all.windows(2).any(|pair| {
        matches!(pair, [day, month] if day.parse::<u8>().is_ok_and(|day| day <= 31)
            && periods::calendar_month(month).is_some())
    });
    let in_brackets = text.split_once('(').is_some_and(|(before, rest)| {
        let inside = rest.split(')').next().unwrap_or(rest);
        is_version(before)
            && periods::month(&words(before)).is_none()
            && periods::month(&words(inside)).is_some()
    });
    // "FINAL Apr", "Draft Feb", behind the year of the plan.
    let ends = matches!(all.as_slice(), [.., version, month]
        if has_any(&padded(std::slice::from_ref(version)), "draft; final; submission; submitted; resubmission")
            && periods::calendar_month(month).is_some());
    in_brackets || ends || (with_day && all.len() <= VERSION_WORDS_MAX && is_version(text))
}

/// A version and its day are said in no more words, the year of the plan before it.
const VERSION_WORDS_MAX: usize = 6;

/// "Final", "Final 30 Apr", "Final submission £m": the version that counts, and nothing else.
pub(super) fn is_last_version(words: &[String]) -> bool {
    let final_one = words
        .iter()
        .any(|word| word == "final" || word == "resubmission");
    let plain = |word: &String| {
        matches!(
            word.as_str(),
            "final" | "resubmission" | "submission" | "submitted" | "version" | "return"
        ) || word.chars().all(|c| c.is_ascii_digit())
            || word.starts_with('£')
            || word
                .strip_prefix('v')
                .is_some_and(|rest| rest.parse::<u8>().is_ok())
            || periods::calendar_month(word).is_some()
    };
    final_one && words.iter().all(plain)
}

/// The basis of a word that is cut short: "Traj.", "Apr act", "Bud".
fn shortened(text: &str) -> Option<Basis> {
    const WHOLE: [(&str, Basis); 6] = [
        ("trajectory", Basis::Plan),
        ("planned", Basis::Plan),
        ("budget", Basis::Plan),
        ("actual", Basis::Actual),
        ("forecast", Basis::Forecast),
        ("variance", Basis::Variance),
    ];
    let all = words(text);
    if all.len() > SHORTENED_MAX {
        return None;
    }
    // "Care Act" is a law, "elective act." is activity, and "act on" asks for something.
    let told = !all.iter().any(|word| is_one_of(word, NOT_ACTUAL));
    let named = |word: &str, stopped: bool| {
        let short = |whole: &str| {
            whole.starts_with(word)
                && word.len() < whole.len()
                && (told || word != "act")
                && if stopped {
                    word.len() >= 3
                } else {
                    matches!(word, "traj" | "act" | "bud" | "budg" | "fcast")
                }
        };
        WHOLE
            .iter()
            .find(|(whole, _)| short(whole))
            .map(|(_, basis)| *basis)
    };
    text.split_whitespace().find_map(|token| {
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        let stopped = token.trim_end_matches([')', ':']).ends_with('.');
        named(&bare.to_lowercase(), stopped)
    })
}

/// Words beside which "act" is a law, activity or a verb.
const NOT_ACTUAL: &str = "care; health; mental; children; childrens; equality; capacity; freedom; elective; emergency; outpatient; \
    outpatients; inpatient; inpatients; op; ip; dc; daycase; daycases; day; case; cases; theatre; theatres; diagnostic; \
    diagnostics; attendances; spells; on; now; as; upon; fast; who; if; when";

/// A header of more words says something of its own.
const SHORTENED_MAX: usize = 6;

/// A column that proves the others right and says nothing else: "Check", "Validation", "Cross check £k".
fn is_check(padded: &str) -> bool {
    let words = || {
        let all = padded.split_whitespace();
        all.filter(|word| !word.starts_with('£'))
    };
    let checks = |word: &str| {
        matches!(
            word,
            "check"
                | "checks"
                | "validation"
                | "validations"
                | "error"
                | "errors"
                | "difference"
                | "diff"
                | "tolerance"
        )
    };
    let which = |word: &str| matches!(word, "control" | "cross" | "casting" | "sense" | "sum");
    words().any(checks) && words().all(|word| checks(word) || which(word))
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
            recurrently; not recur; n rec; n recurrent",
    );
    if !non {
        // None of the phrases below stands in it.
        return has_any(padded, RECURRENT).then_some(true);
    }
    let rest = padded
        .replace(" not recur ", " ")
        .replace(" non recurrent ", " ")
        .replace(" non rec ", " ")
        .replace(" n rec ", " ")
        .replace(" n recurrent ", " ")
        .replace(" non recurring ", " ")
        .replace(" non recurrently ", " ");
    (!has_any(&rest, RECURRENT)).then_some(false)
}

const RECURRENT: &str = "recurrent; recurring; rec; recurrently; recur; recurs";

#[cfg(test)]
mod tests {
    use super::*;

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
    fn the_month_of_a_submission_is_no_month_of_the_plan() {
        for (text, is_month) in [
            ("2027/28 final (Mar)", false),
            ("Draft plan (14 December)", false),
            ("Actual (Mar)", true),
            ("Mar (final)", true),
            ("Final 30 Apr", false),
            ("30 Apr 2025 actual", true),
            ("End Jun-25", true),
            ("Final", false),
        ] {
            assert_eq!(Facets::of(text).month.is_some(), is_month, "{text}");
        }
    }

    #[test]
    fn a_word_cut_short_is_known_by_how_it_begins() {
        for (text, basis) in [
            ("Traj.", Some(Basis::Plan)),
            ("78 weeks + Traj.", Some(Basis::Plan)),
            ("Jun act", Some(Basis::Actual)),
            ("Bud. £k", Some(Basis::Plan)),
            ("Fore.", Some(Basis::Forecast)),
            ("Var.", Some(Basis::Variance)),
            ("Pl.", None),
            ("Action", None),
            ("Final 30 Apr", Some(Basis::Plan)),
            ("Final payment", None),
            ("Care Act", None),
            ("Elective act. Apr", None),
            ("Mental Health Act", None),
            ("Act on by", None),
            ("In mth act", Some(Basis::Actual)),
            ("Cum act £k", Some(Basis::Actual)),
            ("Apr-25 act. all pathways", Some(Basis::Actual)),
            ("In-month act Apr-25", Some(Basis::Actual)),
            ("Act. Jun (provisional)", Some(Basis::Actual)),
            ("78 weeks + Act.", Some(Basis::Actual)),
            ("Estates dept.", None),
        ] {
            assert_eq!(Facets::of(text).basis, basis, "{text}");
        }
    }

    #[test]
    fn next_years_effect_is_not_this_years_plan() {
        assert!(Facets::of("FYE\n24/25").full_year_effect);
        assert!(!Facets::of("PYE 25/26 £k").full_year_effect);
        assert!(Facets::of("PYE 25/26 £k").annual);
        assert_eq!(Facets::of("Draft plan (March) £").basis, Some(Basis::Aside));
    }
}
