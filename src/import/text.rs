//! Text as words: how every header, label and title is taken apart before it is understood.

/// Lower-case words. Breaks at anything but letters, digits and `£`, and where a lower-case letter meets a
/// capital, so that `plan_m01`, `Plan\nStatus` and `SchemeName` read like plain words. Apostrophes vanish: `£'000` is `£000`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last_lower = false;
    for c in text.chars() {
        if matches!(c, '\'' | '’' | '‘' | '`') {
            continue;
        }
        let inside = c.is_alphanumeric() || c == '£';
        if !word.is_empty() && (!inside || c == '£' || (last_lower && c.is_uppercase())) {
            words.push(std::mem::take(&mut word));
        }
        if inside {
            word.extend(c.to_lowercase());
        }
        last_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The words joined by single blanks, with a blank at both ends, so that a phrase is found whole: `" full year "`.
pub(super) fn padded(words: &[String]) -> String {
    format!(" {} ", words.join(" "))
}

/// Whether any of the phrases, set apart by `; `, stands in the text as whole words.
pub(super) fn has_any(padded: &str, phrases: &str) -> bool {
    phrases.split("; ").any(|phrase| has(padded, phrase))
}

/// Whether the phrase stands in the padded text as whole words. A phrase that ends in `*` may go on: `efficien*`.
pub(super) fn has(padded: &str, phrase: &str) -> bool {
    let (stem, open) = phrase
        .strip_suffix('*')
        .map_or((phrase, false), |stem| (stem, true));
    padded.match_indices(stem).any(|(at, _)| {
        let before = padded.get(..at).is_some_and(|head| head.ends_with(' '));
        let after = padded
            .get(at + stem.len()..)
            .is_some_and(|tail| open || tail.starts_with(' '));
        before && after
    })
}

/// One line, single blanks: how a header with line breaks is shown.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Equal for names that differ only in case, punctuation, or `&` for `and`.
pub(super) fn name_key(name: &str) -> String {
    words(&name.replace('&', " and ")).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_all_spellings_become_the_same_words() {
        assert_eq!(words("plan_m01"), ["plan", "m01"]);
        assert_eq!(words("Plan\nStatus"), ["plan", "status"]);
        assert_eq!(words("SchemeName"), ["scheme", "name"]);
        assert_eq!(words("2023/24 plan £'000"), ["2023", "24", "plan", "£000"]);
    }

    #[test]
    fn a_phrase_is_found_as_whole_words_only() {
        let text = padded(&words("Stretcher and trolley lease"));
        assert!(!has(&text, "stretch"));
        assert!(has(&text, "stretch*"));
        assert!(has(&text, "trolley lease"));
    }
}
