//! Figures in running text: "the savings requirement for 2025/26 is £4.8m", "the system plans a deficit of £42.0m".
//! Taken only where no cell holds the figure.

use super::account_signs::signed;
use super::header::{Basis, Facets};
use super::page::Page;
use super::periods;
use super::position::{Fact, Period, Whose};
use super::text::{has_any, one_line, padded, words};
use super::vocabulary::{line_kind, savings_words};
use super::{typed, units};
use crate::plan::{FinancialYear, LineKind, Money, Sourced, Unit};
use rust_decimal::Decimal;

const SENTENCE_MAX: usize = 300;

/// A target named in a sentence that is of the size of the lines.
pub(super) fn target(
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    lines: Money,
) -> Option<Sourced<Money>> {
    let of_size = |value: Money| {
        let (value, lines) = (value.pounds(), lines.pounds().abs());
        value * Decimal::TWO >= lines && value <= lines * Decimal::from(3)
    };
    sentences(pages, year).find_map(|(sentence, at)| {
        let padded = padded(&words(&sentence));
        let head = [
            "requirement",
            "target",
            "required",
            "ask",
            "must save",
            "to save",
            "challenge",
            "quantum",
        ]
        .into_iter()
        .filter(|head| has_any(&padded, head))
        // "Invest to save bids" ask for money.
        .filter(|head| *head != "to save" || !has_any(&padded, "invest to save; spend to save"))
        .find_map(|head| sentence.to_lowercase().find(head))?;
        let about = savings_words(&padded)
            || has_any(&padded, "requirement; save")
            || speaks_of_savings(pages, &at);
        let amounts = amounts(&of_the_year(&sentence, year));
        // "£000" is a unit.
        let mut told = amounts.iter().filter(|(_, value)| !value.is_zero());
        let behind = told.clone().find(|(place, _)| *place > head);
        let (_, value) = behind.or(told.next()).filter(|_| about)?;
        of_size(*value).then(|| Sourced::at(*value, at))
    })
}

/// The planned surplus or deficit, where a sentence plans one.
pub(super) fn position(
    pages: &[Page<'_>],
    year: Option<FinancialYear>,
    default: &Whose,
) -> Option<Fact> {
    labelled(pages, default).or_else(|| in_a_sentence(pages, year, default))
}

/// A label and its amount in one cell: "Planned deficit: £(2.0)m".
fn labelled(pages: &[Page<'_>], default: &Whose) -> Option<Fact> {
    let may = |text: &str| text.len() <= LABELLED_MAX && text.contains([':', '=']);
    pages.iter().find_map(|page| {
        page.grid.texts_where(may).find_map(|(row, column, text)| {
            let (label, amount) = text.split_once([':', '='])?;
            let kind = line_kind(label)
                .filter(|kind| matches!(kind, LineKind::Surplus | LineKind::AdjustedSurplus))?;
            let facets = Facets::of(label);
            let planned = matches!(facets.basis, None | Some(Basis::Plan)) && !facets.to_date;
            let (number, unit) = typed::amount(amount.trim()).filter(|_| planned)?;
            let unit = unit.or_else(|| units::stated(text)).unwrap_or_default();
            let value = Sourced::at(Money::quoted(number, unit)?, page.grid.at(row, column));
            Some(Fact {
                whose: default.clone(),
                kind,
                label: label.trim().to_owned(),
                period: Period::Year,
                basis: Basis::Plan,
                to_date: false,
                value: signed(value, label, kind),
                unit,
                row,
            })
        })
    })
}

const LABELLED_MAX: usize = 80;

fn in_a_sentence(pages: &[Page<'_>], year: Option<FinancialYear>, default: &Whose) -> Option<Fact> {
    sentences(pages, year).find_map(|(sentence, at)| {
        let padded = padded(&words(&sentence));
        let planned = has_any(&padded, "plan; plans; planned; planning; budget; submits; submitted");
        let other = has_any(
            &padded,
            "underlying; without; excluding; last year; previous; cumulative; risk; historic; savings of",
        );
        let deficit = has_any(&padded, "deficit of");
        let surplus = has_any(&padded, "surplus of");
        if !planned || other || deficit == surplus {
            return None;
        }
        let head = sentence
            .to_lowercase()
            .find(if deficit { "deficit of" } else { "surplus of" })?;
        let (_, value) = amounts(&sentence)
            .into_iter()
            .find(|(place, _)| *place > head)?;
        Some(Fact {
            whose: default.clone(),
            kind: LineKind::Surplus,
            label: sentence,
            period: Period::Year,
            basis: Basis::Plan,
            to_date: false,
            value: Sourced::at(if deficit { -value } else { value }, at.clone()),
            unit: Unit::Thousands,
            row: at.row,
        })
    })
}

/// Sentences with an amount that are not about another year alone.
fn sentences<'p>(
    pages: &'p [Page<'_>],
    year: Option<FinancialYear>,
) -> impl Iterator<Item = (String, crate::workbook::CellRef)> + 'p {
    pages.iter().flat_map(move |page| {
        let told = page.grid.texts_where(|text| text.contains('\u{a3}'));
        told.flat_map(move |(row, column, text)| {
            text.split(". ")
                .map(|sentence| one_line(&without_brackets(sentence)))
                .filter(|sentence| !sentence.is_empty() && sentence.len() <= SENTENCE_MAX)
                .filter(move |sentence| {
                    let named = periods::years(sentence);
                    named.is_empty() || year.is_none_or(|year| named.contains(&year))
                })
                .map(move |sentence| (sentence, page.grid.at(row, column)))
                .collect::<Vec<_>>()
        })
    })
}

/// Whether the lines above the first table of the sheet are about savings, by whatever name the house calls them.
fn speaks_of_savings(pages: &[Page<'_>], at: &crate::workbook::CellRef) -> bool {
    pages
        .iter()
        .filter(|page| page.grid.sheet.address == at.sheet)
        .any(|page| savings_words(&padded(&words(&page.head))))
}

/// The sentence with blanks in place of what it says of another year: "from £4.1m last year to £4.8m".
fn of_the_year(sentence: &str, year: Option<FinancialYear>) -> String {
    let mut breaks: Vec<usize> = [
        ", ",
        "; ",
        " and ",
        " but ",
        " to \u{a3}",
        " against ",
        " compared ",
        " from ",
        " after ",
    ]
    .into_iter()
    .flat_map(|mark| sentence.match_indices(mark).map(|(at, _)| at))
    .collect();
    breaks.extend([0, sentence.len()]);
    breaks.sort_unstable();
    breaks
        .windows(2)
        .filter_map(|pair| sentence.get(*pair.first()?..*pair.last()?))
        .map(|clause| {
            let named = periods::years(clause);
            let own = year.is_none_or(|year| named.is_empty() || named.contains(&year));
            let before = has_any(
                &padded(&words(clause)),
                "last year; last years; previous year; previous years; prior year; prior years",
            );
            if own && !before {
                clause.to_owned()
            } else {
                " ".repeat(clause.len())
            }
        })
        .collect()
}

/// What stands in brackets is said of something else, mostly of the year before.
fn without_brackets(sentence: &str) -> String {
    let mut depth = 0_usize;
    sentence
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let outside = depth == 0;
            depth = depth.saturating_sub(usize::from(*c == ')'));
            outside
        })
        .collect()
}

/// Amounts with their unit, and where in the text each stands: `£4.8m`, `£4,800,000`, `£950k`, `£1.2 million`.
fn amounts(text: &str) -> Vec<(usize, Money)> {
    text.match_indices('\u{a3}')
        .filter_map(|(at, sign)| {
            let rest = text.get(at + sign.len()..)?;
            let digits: String = rest
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                .collect();
            let behind = rest.get(digits.len()..)?.trim_start().to_lowercase();
            let number: Decimal = digits.replace(',', "").trim_end_matches('.').parse().ok()?;
            let word: String = behind.chars().take_while(|c| c.is_alphabetic()).collect();
            let unit = match word.as_str() {
                "m" | "mn" | "million" => Unit::Millions,
                "k" | "thousand" => Unit::Thousands,
                "bn" | "billion" => return None,
                _ => Unit::Pounds,
            };
            Some((at, Money::quoted(number, unit)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::review::Review;

    #[test]
    fn amounts_in_a_sentence_keep_their_unit() {
        let read = |text| {
            amounts(text)
                .into_iter()
                .map(|(_, money)| money)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("the requirement is \u{a3}4.8m (\u{a3}4,800,000), of which \u{a3}950k is new."),
            [
                Money::from_pounds(4_800_000),
                Money::from_pounds(4_800_000),
                Money::from_pounds(950_000)
            ]
        );
    }

    #[test]
    fn a_label_and_its_amount_may_share_a_cell() {
        let declared = |cover: &str| {
            let sheets = vec![sheet(
                "Cover",
                &format!("Oak NHS Trust\nOperating plan 2025/26\n{cover}"),
            )];
            let position = import(&[workbook(sheets)], &Review::default())
                .plan
                .position;
            position?.declared.map(|declared| declared.value)
        };
        let two = Money::from_pounds(-2_000_000);
        assert_eq!(declared("Planned deficit: \u{a3}2.0m"), Some(two));
        assert_eq!(
            declared("Planned surplus/(deficit) = \u{a3}(2.0)m"),
            Some(two)
        );
        assert_eq!(declared("Underlying deficit: \u{a3}2.0m"), None);
        assert_eq!(declared("Forecast deficit: \u{a3}2.0m"), None);
    }

    #[test]
    fn the_target_in_a_sentence_is_this_years_and_of_the_lines_size() {
        let target = |said: &str| {
            let drawn = format!(
                "Oak NHS Trust\nCash releasing efficiencies 2025/26\nPressures of \u{a3}11.2m are met by tariff.\n{said}\n\nScheme|R/NR|Plan 2025/26 \u{a3}\nBeds|R|2000000\nBank|NR|1900000\nLinen|R|100000"
            );
            let sheets = vec![sheet("Plan", &drawn)];
            let savings = import(&[workbook(sheets)], &Review::default()).plan.savings;
            savings.unwrap().target.map(|target| target.value)
        };
        for said in [
            "Kite target 2025/26: \u{a3}4.8m (2024/25: \u{a3}4.1m, of which \u{a3}3.6m was delivered).",
            "The Kite target was \u{a3}4.1m in 2024/25 and is \u{a3}4.8m in 2025/26",
            "Last year's target of \u{a3}4.1m has been raised to \u{a3}4,800,000",
            "The Kite target is \u{a3}4.8m, up from \u{a3}4.1m last year",
        ] {
            assert_eq!(target(said), Some(Money::from_pounds(4_800_000)), "{said}");
        }
        assert_eq!(target("The target last year was \u{a3}4.1m"), None);
    }
}
