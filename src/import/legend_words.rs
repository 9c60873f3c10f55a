//! How a legend sets words and their meanings down: by signs, by quotation marks, in brackets, right behind a code.

use super::no_scheme;
use super::text::{has_any, one_line, padded, words};

/// What stands between a word and its meaning.
pub(super) const MARKS: [&str; 5] = ["=", " - ", " \u{2013} ", " means ", ": "];

/// The words and meanings of a list such as "RAG: B - delivered, G - on plan": the word is what stands right before
/// the mark, the meaning goes on to where the next word begins.
pub(super) fn entries(sentence: &str, mark: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = sentence.split(mark).collect();
    let mut found = Vec::new();
    for (at, pair) in parts.windows(2).enumerate() {
        let [before, behind] = pair else { continue };
        let term = before.rsplit([':', ',', '(', '/']).next().unwrap_or(before);
        // "D = unidentified: nothing behind it" is explained by the sign of equality, not by the colon.
        let defines = |mark: &str| matches!(mark, "=" | " means ");
        // Nor by a colon behind a dash: "Black - unidentified: the division owes it".
        let is_dash = |mark: &str| matches!(mark, " - " | " \u{2013} ");
        let outranks = |other: &str| defines(other) || (is_dash(other) && mark == ": ");
        if !defines(mark)
            && MARKS
                .iter()
                .any(|other| outranks(other) && term.contains(other))
        {
            continue;
        }
        let last = at + 2 == parts.len();
        let meaning = if last {
            behind
        } else {
            behind
                .rsplit_once([',', '/'])
                .map_or("", |(meaning, _)| meaning)
        };
        // "RAG: B - delivered" gives RAG no meaning of its own.
        let goes_on = |other: &str| {
            let ranks = (!defines(mark) || defines(other)) && !(is_dash(mark) && other == ": ");
            meaning.contains(other) && ranks
        };
        if !MARKS.iter().any(|other| goes_on(other)) {
            found.push((term.to_owned(), meaning.to_owned()));
        }
    }
    found
}

/// Whether a meaning speaks of schemes and not of something else that may be absent: an assessment, an owner, a risk.
pub(super) fn names_a_scheme(meaning: &str) -> bool {
    let all = padded(&words(meaning));
    has_any(
        &all,
        "scheme; schemes; project; projects; initiative; proposal; saving; savings; unidentified; unallocated",
    )
}

/// A list that sets its meanings right behind its codes, with no mark between: "GW0 no scheme yet; GW1 idea with
/// owner". One code alone is no list.
pub(super) fn coded(text: &str) -> Vec<(String, String)> {
    let mut list = text.replace(" / ", ";");
    // Wide blanks part a list that nothing else parts.
    if text.trim().matches("   ").count() >= 2 {
        list = list.replace("   ", ";");
    }
    if !list.contains([';', '\n', '|', '\u{2022}', ',']) {
        list = list.replace("  ", ";");
    }
    // Where others of the list are one capital letter, two or three are a code as well: "R high risk, NP no plan".
    let letters = list
        .split([';', '\n', '|', '\u{2022}', ','])
        .filter_map(|part| part.rsplit(": ").next()?.split_whitespace().next())
        .filter(|first| first.len() == 1 && is_code(first))
        .count()
        >= 2;
    let entries: Vec<(String, String)> = list
        .split([';', '\n', '|', '\u{2022}', ','])
        .filter_map(|part| code(part, letters))
        .collect();
    if entries.len() < 2 {
        return Vec::new();
    }
    entries
}

/// A code and what stands right behind it.
pub(super) fn code(part: &str, letters: bool) -> Option<(String, String)> {
    let part = part.rsplit(": ").next().unwrap_or(part).trim();
    let (first, rest) = part.split_once(char::is_whitespace)?;
    if is_code(first) || (letters && is_initials(first)) {
        return Some((first.to_owned(), rest.to_owned()));
    }
    let (second, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    let numbered = second.parse::<u8>().is_ok() && words(first).len() == 1;
    numbered.then(|| (format!("{first} {second}"), rest.to_owned()))
}

fn is_initials(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
}

/// A word that stands for another: with a digit in it, one capital letter, or a colour.
fn is_code(word: &str) -> bool {
    // "●●○ plan written": signs of a scale.
    if !word.is_empty()
        && word.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric())
        && !matches!(word, "\u{2013}" | "\u{2014}" | "\u{2022}")
    {
        return true;
    }
    let one_letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    let numbered = word.len() <= 4
        && word.chars().all(char::is_alphanumeric)
        && word.ends_with(|c: char| c.is_ascii_digit());
    one_letter
        || numbered
        || matches!(
            word.to_lowercase().as_str(),
            "black" | "white" | "grey" | "red" | "amber" | "green" | "blue" | "purple"
        )
}

/// Sentences and the parts of a list between semicolons, bars, bullets and line breaks. What is explained by the sign of
/// equality goes on behind a semicolon, up to the next one explained: "x = a number only; nobody has a scheme for it".
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text
        .split(['\n', '|', '\u{2022}'])
        .flat_map(|part| part.split(". "))
    {
        let mut explains = false;
        for piece in part
            .split(';')
            .map(one_line)
            .filter(|piece| !piece.is_empty())
        {
            let marked = MARKS.iter().any(|mark| piece.contains(mark));
            match found.last_mut() {
                Some(before) if explains && !marked => {
                    before.push_str(", ");
                    before.push_str(&piece);
                }
                _ => {
                    explains = piece.contains('=');
                    found.push(piece);
                }
            }
        }
    }
    found
}

/// What stands between quotation marks, and the rest of the sentence.
pub(super) fn quotation(sentence: &str) -> Option<(String, String)> {
    let open = sentence.char_indices().find(|(at, c)| {
        matches!(c, '\'' | '\u{2018}' | '"' | '\u{201c}')
            && sentence
                .get(..*at)
                .is_some_and(|head| head.is_empty() || head.ends_with([' ', '(']))
    })?;
    let close = match open.1 {
        '\u{2018}' => '\u{2019}',
        '\u{201c}' => '\u{201d}',
        same => same,
    };
    let inside = sentence.get(open.0 + open.1.len_utf8()..)?;
    let (term, rest) = inside.split_once(close)?;
    // Up to where the next word is quoted.
    let next = rest
        .match_indices(open.1)
        .map(|(at, _)| at)
        .find(|at| rest.get(..*at).is_some_and(|head| head.ends_with(' ')));
    let own = next.and_then(|at| rest.get(..at)).unwrap_or(rest);
    Some((term.to_owned(), own.to_owned()))
}

/// A list that sets each meaning in brackets behind its word: "Landed (budget removed), Nothing yet (a sum with no
/// scheme)". One bracket alone is no list.
pub(super) fn bracketed(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('(') {
        let Some((meaning, behind)) = inside.split_once(')') else {
            break;
        };
        let term = before
            .rsplit([',', ';', ':', '\n', '/', '|'])
            .next()
            .unwrap_or(before);
        let term = term
            .trim()
            .trim_start_matches("and ")
            .trim_start_matches("or ");
        if !term.is_empty() {
            found.push((term.to_owned(), meaning.to_owned()));
        }
        rest = behind;
    }
    if found.len() < 2 {
        return Vec::new();
    }
    found
}

/// Whether an explanation says that nothing stands behind the value.
pub(super) fn absent(meaning: &str) -> bool {
    // "No project document" is said of a project.
    let padded = padded(&no_scheme::without_parts(&words(meaning)));
    if has_any(
        &padded,
        "not unidentified; never unidentified; previously; no longer",
    ) {
        return false;
    }
    let no_scheme = has_any(
        &padded,
        "no scheme; no schemes; no project; no projects; without a scheme; without schemes; without a project; \
         no named scheme; no identified scheme; no underlying scheme; no scheme or plan; unidentif*; \
         not identified; not found yet; not yet found; not yet identified; not been identified; to be identified; yet to identify; \
         nothing identified; nothing has been identified; none identified; no saving identified; no savings identified; \
         still to find; still to be found; has to find; have to find; yet to find; yet to be found; nothing behind",
    );
    // An idea has no plan either, and is a scheme all the same.
    let no_plan = has_any(
        &padded,
        "no plan; no plans; no plan behind it; without a plan",
    ) && !has_any(
        &padded,
        "idea; ideas; opportunity; opportunities; scheme; schemes; project; projects; scoped; scoping",
    );
    no_scheme || no_plan || says_no_scheme(meaning)
}

/// "A sum without any firm scheme behind it", in words of its own; a plan alone may be missing behind an idea.
fn says_no_scheme(meaning: &str) -> bool {
    no_scheme::is_said(&words(meaning))
}
