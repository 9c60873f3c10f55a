//! Organisation names in titles, sheet names and labels.

use super::text::{has_any, name_key, one_line, padded_words};
use crate::plan::{Organisation, OrganisationKind};

/// Endings of an organisation's name, the longest first: the name ends with the first of them.
const ENDINGS: &[&str] = &[
    "nhs foundation trust",
    "foundation trust",
    "nhs trust",
    "nhs ft",
    "integrated care board",
    "integrated care system",
    "integrated care partnership",
    "clinical commissioning group",
    "health board",
    "trust",
    "icb",
    "ics",
    "ccg",
    "stp",
    "ft",
    "cic",
];

/// Words that any organisation may have in its name.
const GENERIC: &[&str] = &[
    "the",
    "nhs",
    "by",
    "per",
    "each",
    "our",
    "this",
    "a",
    "acute",
    "any",
    "every",
    "mental",
    "health",
    "community",
    "provider",
    "foundation",
    "host",
    "lead",
    "local",
    "all",
    "an",
    "hospital",
];

/// A title may go on after the name ("… CIP plan 2024/25"); a sentence goes on for longer.
const WORDS_BEHIND_MAX: usize = 8;

/// The organisation that a title names: `Stourmouth Acute NHS FT CIP plan` names `Stourmouth Acute NHS FT`.
pub(super) fn in_title(title: &str) -> Option<Organisation> {
    if !may_name(title) {
        return None;
    }
    let title = one_line(title);
    title
        .split(" | ")
        .flat_map(segments)
        .find_map(|segment| ending_in(&segment))
}

/// Whether some word ends an ending: in most texts none does, and they need not be taken apart.
fn may_name(title: &str) -> bool {
    let mut words = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.any(|word| {
        ENDINGS.iter().any(|ending| {
            let from = ending.len().checked_sub(word.len());
            let last = from.and_then(|from| ending.get(from..));
            last.is_some_and(|last| last.eq_ignore_ascii_case(word))
        })
    })
}

/// The organisation that a header names, whatever its case: `nhs_eastermere_icb_plan` names one too. A title in small
/// letters is a sentence.
pub(super) fn in_header(header: &str) -> Option<Organisation> {
    if header.contains(char::is_uppercase) {
        return in_title(header);
    }
    let spaced = header.replace('_', " ");
    let capitals: Vec<String> = spaced
        .split_whitespace()
        .map(|word| match word {
            "nhs" | "icb" | "ics" | "ccg" | "ft" | "stp" | "cic" => word.to_uppercase(),
            "and" | "of" | "the" | "in" | "on" | "for" => word.to_owned(),
            _ => {
                let mut letters = word.chars();
                let first = letters.next().map(|c| c.to_uppercase().to_string());
                first.unwrap_or_default() + letters.as_str()
            }
        })
        .collect();
    in_title(&capitals.join(" "))
}

/// The system that a title begins with: "Ashdale and Elm Vale system 2026/27 - savings ask". It has no body's name, and a plan
/// may go by it.
pub(super) fn system_in_title(title: &str) -> Option<String> {
    let title = one_line(title);
    let segment = segments(&title).into_iter().next()?;
    let tokens: Vec<&str> = segment.split_whitespace().collect();
    let end = tokens.iter().position(|token| {
        matches!(
            token.to_lowercase().as_str(),
            "system" | "partnership" | "alliance" | "collaborative"
        )
    })?;
    let before = tokens.get(..end)?;
    let is_name = |token: &&str| token.starts_with(|first: char| first.is_uppercase());
    let joint = |token: &&str| {
        matches!(
            *token,
            "and" | "of" | "the" | "upon" | "health" | "care" | "&"
        )
    };
    let own = before.iter().filter(|token| is_name(token)).any(|token| {
        let plain = token.to_lowercase();
        !GENERIC.contains(&plain.as_str())
            && !matches!(plain.as_str(), "health" | "care" | "integrated")
    });
    let named = before.iter().all(|token| is_name(token) || joint(token))
        && before
            .last()
            .is_some_and(|last| is_name(last) || *last == "care");
    (own && named && before.len() >= 2).then(|| tokens.get(..=end).unwrap_or(&[]).join(" "))
}

/// Parts of a title between dashes, colons and commas.
fn segments(title: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let chars: Vec<char> = title.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let spaced = at > 0 && chars.get(at - 1) == Some(&' ') && chars.get(at + 1) == Some(&' ');
        if matches!(c, ':' | ';' | ',' | '–' | '—') || (*c == '-' && spaced) {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(*c);
        }
    }
    parts
        .iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn ending_in(segment: &str) -> Option<Organisation> {
    let tokens: Vec<&str> = segment.split_whitespace().collect();
    if tokens.len() > 16 {
        return None;
    }
    let plain: Vec<String> = tokens
        .iter()
        .map(|token| {
            token
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    for start in 0..plain.len() {
        for ending in ENDINGS {
            let parts: Vec<&str> = ending.split(' ').collect();
            let here: Vec<&str> = plain
                .iter()
                .skip(start)
                .take(parts.len())
                .map(String::as_str)
                .collect();
            if here != parts {
                continue;
            }
            let end = start + parts.len();
            let from = plain
                .iter()
                .take(start)
                .rposition(|word| {
                    matches!(
                        word.as_str(),
                        "for" | "at" | "by" | "from" | "plan" | "table"
                    )
                })
                .map_or(0, |at| at + 1);
            let from = from.max(written_from(tokens.get(..start)?));
            // A name has a word of its own before the ending, starts with a capital, and no sentence follows it.
            let name = tokens.get(from..end)?.join(" ");
            let own = plain
                .get(from..start)?
                .iter()
                .any(|word| !GENERIC.contains(&word.as_str()));
            let titled = tokens.len() - end <= WORDS_BEHIND_MAX;
            if own && titled && name.starts_with(|c: char| c.is_uppercase()) {
                let name = name.trim_matches(|c: char| matches!(c, '(' | ')' | '.'));
                return Some(Organisation::named(name.to_owned()));
            }
            return None;
        }
    }
    None
}

/// Where a name may begin: behind the last word in small letters that joins no name ("The settlement leaves the Trust").
fn written_from(tokens: &[&str]) -> usize {
    let small = |token: &str| token.starts_with(|c: char| c.is_lowercase());
    let joint = |token: &str| {
        matches!(
            token,
            "and" | "of" | "the" | "in" | "on" | "upon" | "with" | "le" | "under" | "by"
        )
    };
    let from = tokens
        .iter()
        .rposition(|token| small(token) && !joint(token))
        .map_or(0, |at| at + 1);
    from + tokens
        .iter()
        .skip(from)
        .take_while(|token| small(token))
        .count()
}

/// Whether a label names the whole system or a total of organisations.
pub(super) fn is_whole(label: &str) -> bool {
    let padded = padded_words(label);
    super::vocabulary::total(&padded)
        || matches!(
            padded.trim(),
            "group" | "the group" | "all partners" | "all trusts" | "all sites"
        )
        || has_any(
            &padded,
            "system; ics; combined; consolidated; whole system; england",
        ) && !has_any(&padded, "trust; ft; icb; hospital; hospitals; partner")
}

/// A code such as `QX9` or `RZT` behind or before a name: `NHS Thornmere ICB (QX9)`.
pub(super) fn split_code(label: &str) -> (String, Option<String>) {
    let label = one_line(label);
    if let Some((name, rest)) = label.rsplit_once('(')
        && let Some(code) = rest.trim().strip_suffix(')')
        && is_code(code)
    {
        return (name.trim().to_owned(), Some(code.to_owned()));
    }
    if let Some((code, name)) = label.split_once([' ', '-', ':'])
        && is_code(code)
        && code.bytes().any(|b| b.is_ascii_digit())
    {
        let name = name.trim_start_matches([' ', '-', ':', '–']).trim();
        if !name.is_empty() {
            return (name.to_owned(), Some(code.to_owned()));
        }
    }
    (label, None)
}

fn is_code(text: &str) -> bool {
    (3..=5).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && !matches!(text, "NHS" | "ICB" | "ICS" | "CIP" | "QIPP" | "THE")
}

/// The organisation a label names, with its code taken off.
pub(super) fn labelled(label: &str) -> Organisation {
    let plain: Vec<&str> = label
        .split_whitespace()
        .filter(|word| !word.trim_start_matches('(').starts_with('£'))
        .collect();
    let (name, code) = split_code(&plain.join(" "));
    Organisation {
        code,
        ..Organisation::named(name)
    }
}

/// Whether a label reads like an organisation's name.
pub(super) fn is_organisation(label: &str) -> bool {
    OrganisationKind::of(label) != OrganisationKind::Unknown && label.len() <= 100
}

/// Whether two names mean one organisation: equal, one a short form that starts the other, or equal codes.
pub(super) fn same(a: &Organisation, b: &Organisation) -> bool {
    if let (Some(a), Some(b)) = (&a.code, &b.code) {
        return a == b;
    }
    short_key(&a.name) == short_key(&b.name)
}

/// The name without "NHS", "Foundation Trust" and the like, which are left out in tables.
pub(super) fn short_key(name: &str) -> String {
    name_key(name)
        .split(' ')
        .filter(|word| !matches!(*word, "nhs" | "foundation" | "trust" | "ft" | "the"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_its_organisation() {
        let name = |title| in_title(title).map(|organisation| organisation.name);
        assert_eq!(
            name("Stourmouth Acute NHS FT CIP plan").as_deref(),
            Some("Stourmouth Acute NHS FT")
        );
        assert_eq!(
            name("QIPP 2024/25 - NHS Penhale ICB (£m)").as_deref(),
            Some("NHS Penhale ICB")
        );
        assert_eq!(
            name("Marlwood and Ansley NHS Foundation Trust - 2023/24 plan").as_deref(),
            Some("Marlwood and Ansley NHS Foundation Trust")
        );
        assert_eq!(
            name("Thornmere Integrated Care System").as_deref(),
            Some("Thornmere Integrated Care System")
        );
        assert_eq!(name("The trust was formed on 1 April"), None);
        let system = |title| system_in_title(title);
        assert_eq!(
            system("Ashdale and Elm Vale system 2026/27 - savings ask").as_deref(),
            Some("Ashdale and Elm Vale system")
        );
        assert_eq!(
            system("Kelder Vale Health and Care Partnership: plan").as_deref(),
            Some("Kelder Vale Health and Care Partnership")
        );
        for title in [
            "Health and care system",
            "How the system pays",
            "Efficiency plan by system",
            "System view",
        ] {
            assert_eq!(system(title), None, "{title}");
        }
        assert_eq!(name("Cost improvement plan"), None);
        assert_eq!(
            name("The contract settlement leaves the Trust with a cost pressure"),
            None
        );
        assert_eq!(
            name("Savings tracker of the Oak Valley NHS Trust").as_deref(),
            Some("Oak Valley NHS Trust")
        );
        assert_eq!(
            name("Barrow-in-Sand and Isle of Esk NHS Trust").as_deref(),
            Some("Barrow-in-Sand and Isle of Esk NHS Trust")
        );
    }

    #[test]
    fn a_header_in_small_letters_names_its_organisation_and_a_title_does_not() {
        let name = |header| in_header(header).map(|organisation| organisation.name);
        assert_eq!(
            name("nhs_oakmere_icb_plan").as_deref(),
            Some("NHS Oakmere ICB")
        );
        assert_eq!(
            name("port of erring hospitals nhs trust 2025/26").as_deref(),
            Some("Port of Erring Hospitals NHS Trust")
        );
        assert_eq!(name("plan"), None);
        assert_eq!(in_title("oakmere nhs trust"), None);
    }

    #[test]
    fn codes_are_taken_off_names() {
        assert_eq!(
            split_code("NHS Thornmere ICB (QX9)"),
            ("NHS Thornmere ICB".to_owned(), Some("QX9".to_owned()))
        );
        assert_eq!(
            split_code("Provider A (illustrative)"),
            ("Provider A (illustrative)".to_owned(), None)
        );
    }
}
