//! Names in capitals, as NHS England publishes them, in a case that reads: "NHS DEVON INTEGRATED CARE BOARD" becomes "NHS
//! Devon Integrated Care Board". Only how a name looks changes: bodies are matched whatever its case.

/// Written in capitals wherever they stand.
const ACRONYMS: [&str; 19] = [
    "NHS", "ICB", "ICBS", "ICS", "CCG", "CCGS", "FT", "STP", "CIC", "CSU", "UK", "GP", "ENT",
    "LLP", "PLC", "BMI", "BPAS", "HCA", "MSI",
];

/// Short for a word, though without a vowel.
const SHORTENED: [&str; 5] = ["ST", "DR", "MR", "MRS", "LTD"];

const SMALL: [&str; 15] = [
    "and", "at", "by", "de", "for", "in", "le", "of", "on", "the", "to", "under", "upon", "via",
    "with",
];

/// Letters of a code that stands behind a name, such as `QJK` or `RH8`.
const CODE_LETTERS: usize = 3;

/// A name that has a small letter anywhere is as its publisher wants it.
pub(super) fn readable(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split(' ').collect();
    let mut read = Vec::with_capacity(words.len());
    let mut begins = true;
    let mut behind_dash = false;
    for (at, word) in words.iter().enumerate() {
        let is_last = at > 0 && at + 1 == words.len();
        let bracketed = word.starts_with('(') && word.ends_with(')');
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_code = letters.len() == CODE_LETTERS && is_last && (behind_dash || bracketed);
        read.push(if is_code {
            (*word).to_owned()
        } else {
            parts(word, begins)
        });
        behind_dash = matches!(*word, "-" | "–");
        begins = behind_dash;
    }
    read.join(" ")
}

/// A word between blanks, part by part: `STOKE-ON-TRENT`, `(UK)`.
fn parts(word: &str, begins: bool) -> String {
    let mut read = String::with_capacity(word.len());
    let mut first = begins;
    for part in word.split_inclusive(|c: char| !(c.is_alphanumeric() || is_apostrophe(c))) {
        let end = part
            .char_indices()
            .next_back()
            .filter(|(_, c)| !(c.is_alphanumeric() || is_apostrophe(*c)))
            .map_or(part.len(), |(at, _)| at);
        let (letters, sign) = part.split_at(end);
        read.push_str(&cased(letters, first));
        read.push_str(sign);
        first = first && letters.is_empty();
    }
    read
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn cased(word: &str, begins: bool) -> String {
    let small = word.to_lowercase();
    if SMALL.contains(&small.as_str()) && !begins {
        return small;
    }
    if is_acronym(word) {
        return word.to_owned();
    }
    match word.split_once(is_apostrophe) {
        // O'BRIEN, unlike KING'S.
        Some((one, rest)) if one.len() == 1 && rest.len() > 1 => {
            format!("{one}'{}", capital(rest))
        }
        _ => match word.strip_prefix("MC") {
            Some(rest) if rest.len() > 3 => format!("Mc{}", capital(rest)),
            _ => capital(word),
        },
    }
}

/// Known ones, codes with a digit, and what cannot be spoken as a word.
fn is_acronym(word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y');
    ACRONYMS.contains(&word)
        || word.contains(|c: char| c.is_ascii_digit())
        || (word.len() > 1
            && word.chars().all(|c| c.is_ascii_uppercase() && !vowel(c))
            && !SHORTENED.contains(&word))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .into_iter()
        .chain(letters.flat_map(char::to_lowercase))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Organisation;

    #[test]
    fn a_name_in_capitals_reads_as_its_body_writes_it() {
        for (published, read) in [
            (
                "NHS DEVON INTEGRATED CARE BOARD",
                "NHS Devon Integrated Care Board",
            ),
            (
                "NHS STAFFORDSHIRE AND STOKE-ON-TRENT ICB",
                "NHS Staffordshire and Stoke-on-Trent ICB",
            ),
            (
                "THE NEWCASTLE UPON TYNE HOSPITALS NHS FOUNDATION TRUST",
                "The Newcastle upon Tyne Hospitals NHS Foundation Trust",
            ),
            (
                "GUY'S AND ST THOMAS' NHS FOUNDATION TRUST",
                "Guy's and St Thomas' NHS Foundation Trust",
            ),
            ("O'BRIEN CLINIC (UK) LTD", "O'Brien Clinic (UK) Ltd"),
            ("THE MCINDOE CENTRE", "The McIndoe Centre"),
            ("NHS SUSSEX ICB - 97R", "NHS Sussex ICB - 97R"),
            ("NHS FENMARCH ICB - QOX", "NHS Fenmarch ICB - QOX"),
            ("ALDER NHS FT (RAE)", "Alder NHS FT (RAE)"),
            ("LLR PATIENT CARE LOCALLY", "LLR Patient Care Locally"),
            ("SPIRE - THE LODGE", "Spire - The Lodge"),
        ] {
            assert_eq!(readable(published), read);
        }
    }

    #[test]
    fn a_name_with_small_letters_stays() {
        for name in ["SpaMedica NORTH", "England", "NHS ENGLAND (direct)"] {
            assert_eq!(readable(name), name);
        }
    }

    #[test]
    fn the_body_stays_the_same() {
        for name in [
            "NHS BATH AND NORTH EAST SOMERSET, SWINDON AND WILTSHIRE INTEGRATED CARE BOARD",
            "KING'S COLLEGE HOSPITAL NHS FOUNDATION TRUST",
        ] {
            let (published, read) = (
                Organisation::named(name),
                Organisation::named(readable(name)),
            );
            assert!(published.is_same_body(&read));
            assert_eq!(published.kind, read.kind);
        }
    }
}
