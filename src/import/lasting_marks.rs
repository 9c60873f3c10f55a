//! Marks on the names of schemes that say whether a saving lasts, and the sentence that says it of all others: "Land sale
//! (NR)", and below "All lines without (NR) are recurrent".

use super::header;
use super::text::{has_any, is_one_of, padded, words};

/// In brackets at the end of a name more words say something else.
const MARK_WORDS_MAX: usize = 2;
const SENTENCE_WORDS_MAX: usize = 16;

/// What the brackets at the end of a name say, where they say nothing else.
pub(super) fn in_name(name: &str) -> Option<bool> {
    let (_, inside) = name.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let all = words(inside);
    let plain = |word: &String| {
        is_one_of(
            word,
            "nr; r; rec; nonrec; n; non; recurrent; recurring; nonrecurrent; one; off; only",
        )
    };
    if all.is_empty() || all.len() > MARK_WORDS_MAX || !all.iter().all(plain) {
        return None;
    }
    header::recurrent(&padded(&all))
}

/// What a sentence says of all lines that bear no mark.
pub(super) fn of_others(sentence: &str) -> Option<bool> {
    let all = words(sentence);
    let said = padded(&all);
    let of_the_rest = has_any(
        &said,
        "all other lines; all other schemes; all others; other lines; other schemes; the others; the rest; everything else; \
         unmarked; not marked; lines without; schemes without; all other savings",
    );
    if !of_the_rest || all.len() > SENTENCE_WORDS_MAX {
        return None;
    }
    // The mark itself may be named: "lines without (NR) are recurrent".
    let behind = all
        .iter()
        .rposition(|word| is_one_of(word, "is; are; be; recur; recurs"))?;
    header::recurrent(&padded(all.get(behind..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{pounds, read};

    #[test]
    fn brackets_at_the_end_of_a_name_say_whether_it_lasts() {
        for (name, told) in [
            ("Land sale (NR)", Some(false)),
            ("Deferred income *(NR)", Some(false)),
            ("Rates rebate (one-off)", Some(false)),
            ("Rota (recurrent)", Some(true)),
            ("Beds (north)", None),
            ("Non-recurrent measures", None),
            ("Rent (NR from month 6 at two sites)", None),
        ] {
            assert_eq!(in_name(name), told, "{name}");
        }
    }

    #[test]
    fn a_sentence_may_tell_of_all_lines_without_a_mark() {
        for (note, recurrent) in [
            (
                "(NR) One-off. All other lines, also those to be found, are recurrent.",
                Some(800_000),
            ),
            ("Lines without (NR) are recurrent.", Some(800_000)),
            ("(NR) Non-recurrent.", None),
        ] {
            let drawn = format!(
                "Oak NHS Trust CIP 2025/26 £000\n\nScheme|Lead|Plan\nBeds|AB|500\nLand sale (NR)|CD|200\nRota|EF|300\nTotal||1000\n\n{note}"
            );
            let savings = read(&[("CIP", &drawn)]).savings.unwrap();
            assert_eq!(savings.recurrent(), recurrent.map(pounds), "{note}");
        }
    }

    #[test]
    fn a_tick_means_what_the_sheet_says_of_it() {
        let read_with = |note: &str| {
            let drawn = format!(
                "Oak NHS Trust CIP 2025/26 £000\n{note}\n\nScheme|Plan|R\nBeds|500|\u{2713}\nLand sale|200\nRota|300|\u{2713}\nTotal|1000"
            );
            read(&[("CIP", &drawn)]).savings.unwrap().recurrent()
        };
        assert_eq!(
            read_with("A tick in R = recurrent; no tick = one year only."),
            Some(pounds(800_000))
        );
        assert_eq!(
            read_with("A tick in R = non-recurrent"),
            Some(pounds(200_000))
        );
        assert_eq!(read_with("A tick in R = on the risk register"), None);
    }
}
