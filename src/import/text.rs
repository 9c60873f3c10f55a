//! Text as words: how every header, label and title is taken apart before it is understood.

pub(super) use super::phrases::has_any;

/// Lower-case words. Breaks at anything but letters, digits and `£`, and where a lower-case letter meets a
/// capital, so that `plan_m01`, `Plan\nStatus` and `SchemeName` read like plain words. Apostrophes vanish: `£'000` is `£000`.
pub(super) fn words(text: &str) -> Vec<String> {
    if is_plain(text) {
        return plain_words(text).map(str::to_ascii_lowercase).collect();
    }
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
        let inside = (c.is_alphanumeric() && !is_raised(c)) || c == '£';
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

/// The number of a footnote: "agreed⁴".
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// The first of the words.
pub(super) fn first_word(text: &str) -> Option<String> {
    if is_plain(text) {
        plain_words(text).next().map(str::to_ascii_lowercase)
    } else {
        words(text).into_iter().next()
    }
}

/// Whether some word of the text, which may have capitals, is such a one, without taking it apart; letters beyond the plain
/// ones may say anything.
pub(super) fn may_say(text: &str, is: impl FnMut(&str) -> bool) -> bool {
    !is_plain(text) || plain_words(text).any(is)
}

/// The words of a text as they are looked for: lower case, with a blank around each.
pub(super) fn padded_words(text: &str) -> String {
    if !is_plain(text) {
        return padded(&words(text));
    }
    let mut padded = String::with_capacity(text.len() + 8);
    padded.push(' ');
    for (at, word) in plain_words(text).enumerate() {
        if at > 0 {
            padded.push(' ');
        }
        padded.push_str(word);
    }
    padded.make_ascii_lowercase();
    padded.push(' ');
    padded
}

fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii() && !matches!(byte, b'\'' | b'`'))
}

/// The words of a text of plain letters, as they stand.
fn plain_words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes
            .get(at..)?
            .iter()
            .position(u8::is_ascii_alphanumeric)?;
        let from = at;
        let mut last_lower = false;
        while let Some(byte) = bytes.get(at)
            && byte.is_ascii_alphanumeric()
            && !(last_lower && byte.is_ascii_uppercase())
        {
            last_lower = byte.is_ascii_lowercase();
            at += 1;
        }
        text.get(from..at)
    })
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

/// Whether the word is one of those in a list set apart by `; `.
pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    let initial = word.bytes().next();
    list.split(';').any(|one| {
        let one = one.trim_ascii_start();
        one.bytes().next() == initial && one == word
    })
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

/// What a tick or a cross answers.
pub(super) fn tick(text: &str) -> Option<bool> {
    match text.trim() {
        "\u{2713}" | "\u{2714}" | "\u{2611}" | "\u{fc}" => Some(true),
        "\u{2717}" | "\u{2718}" | "\u{2612}" | "\u{d7}" => Some(false),
        _ => None,
    }
}

/// One line, single blanks: how a header with line breaks is shown.
pub(super) fn one_line(text: &str) -> String {
    // Most texts are one line already.
    let mut before = b' ';
    let plain = text.bytes().all(|byte| {
        let fits = byte.is_ascii_graphic() || (byte == b' ' && before != b' ');
        before = byte;
        fits
    });
    if plain && before != b' ' {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts that end in a full stop, a question or exclamation mark before a blank, or a semicolon.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut ended = false;
    for c in text.chars() {
        if ended && c == ' ' {
            parts.push(String::new());
            ended = false;
            continue;
        }
        ended = matches!(c, '.' | '!' | '?' | ';');
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
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
        assert_eq!(words("  A1b2Cd (x)"), ["a1b2cd", "x"]);
        assert_eq!(words("aB-Cd"), ["a", "b", "cd"]);
        assert_eq!(
            words("Running costs¹ agreed²³"),
            ["running", "costs", "agreed"]
        );
        assert!(words(" - ").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn plain_letters_are_read_like_all_others(text in "[a-cA-C0-1 _/-]{0,12}") {
            // A word of its own behind the text makes it one of letters that are not plain.
            let mut longer = words(&format!("{text} \u{e9}"));
            assert_eq!(longer.pop().as_deref(), Some("\u{e9}"));
            assert_eq!(first_word(&text), longer.first().cloned());
            assert_eq!(words(&text), longer);
            assert_eq!(padded_words(&text), padded(&longer));
        }

        #[test]
        fn one_line_has_single_blanks_only(text in "[ab \n\u{a0}]{0,8}") {
            let split: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(one_line(&text), split.join(" "));
        }
    }

    #[test]
    fn a_phrase_is_found_as_whole_words_only() {
        let text = padded(&words("Stretcher and trolley lease"));
        assert!(!has(&text, "stretch"));
        assert!(has(&text, "stretch*"));
        assert!(has(&text, "trolley lease"));
    }
}
