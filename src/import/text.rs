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
        if c.is_ascii() {
            let inside = c.is_ascii_alphanumeric();
            if !word.is_empty() && (!inside || (last_lower && c.is_ascii_uppercase())) {
                words.push(std::mem::take(&mut word));
            }
            if inside {
                word.push(c.to_ascii_lowercase());
            }
            last_lower = c.is_ascii_lowercase();
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
    let mut padded =
        String::with_capacity(words.iter().map(|word| word.len() + 1).sum::<usize>() + 2);
    padded.push(' ');
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            padded.push(' ');
        }
        padded.push_str(word);
    }
    padded.push(' ');
    padded
}

/// Whether any of the phrases, set apart by `; `, stands in the text as whole words.
pub(super) fn has_any(padded: &str, phrases: &str) -> bool {
    // Asked of nearly every label of a workbook, mostly in vain: a phrase that begins with a letter with which no word of
    // the text begins is passed over at once.
    let initials = initials(padded);
    let mut rest = phrases;
    loop {
        let end = rest.bytes().position(|byte| byte == b';');
        let (phrase, next) = end.map_or((rest, None), |at| {
            (
                rest.get(..at).unwrap_or(rest),
                rest.get(at + 1..).map(str::trim_ascii_start),
            )
        });
        let begins = phrase.bytes().next().is_none_or(|byte| {
            let bit = 1_u64 << (byte & 63);
            initials & bit != 0
        });
        if begins && has(padded, phrase) {
            return true;
        }
        match next {
            Some(next) => rest = next,
            None => return false,
        }
    }
}

/// Whether the word is one of those in a list set apart by `; `.
pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    let initial = word.bytes().next();
    list.split(';').any(|one| {
        let one = one.trim_ascii_start();
        one.bytes().next() == initial && one == word
    })
}

/// The first bytes of the words, each as one of 64 bits.
fn initials(padded: &str) -> u64 {
    let mut initials = 0;
    let mut begins = false;
    for byte in padded.bytes() {
        if begins {
            initials |= 1_u64 << (byte & 63);
        }
        begins = byte == b' ';
    }
    initials
}

/// Whether the phrase stands in the padded text as whole words. A phrase that ends in `*` may go on: `efficien*`.
pub(super) fn has(padded: &str, phrase: &str) -> bool {
    let (stem, open) = phrase
        .strip_suffix('*')
        .map_or((phrase, false), |stem| (stem, true));
    let mut rest = padded.as_bytes();
    // From blank to blank, as words begin nowhere else.
    while let Some(blank) = rest.iter().position(|byte| *byte == b' ') {
        rest = rest.get(blank + 1..).unwrap_or_default();
        if let Some(behind) = rest.strip_prefix(stem.as_bytes())
            && (open || behind.first() == Some(&b' '))
        {
            return true;
        }
    }
    false
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
