//! Columns in which the workbook says why a figure is what it is, and whether a cell of them says anything.

use super::coverage::TableCoverage;
use super::text::{has_any, padded, words};
use crate::review::Meaning;

/// Words of the header of such a column.
const HEADS: &str = "comment; comments; commentary; note; notes; reason; reasons; explanation; explanations; remark; remarks; \
    narrative; cause; causes; rationale; mitigation; mitigations; mitigating action; mitigating actions; \
    recovery action; recovery actions; corrective action; corrective actions; update; updates; drivers; key drivers";

/// What stands in such a column in place of an explanation.
const NOTHING: &str = "tbc; tbd; tba; tbf; to be confirmed; to be determined; to follow; to be provided; to be completed; \
    to be updated; n a; not applicable; see above; as above; see below; no comment; no comments; \
    no explanation; being investigated; to be investigated";

/// The same where hardly anything stands beside it: what is awaited may be the reason.
const WAITING: &str = "awaited; awaiting; to follow; not known; unknown; under review";
const WAITING_WORDS: usize = 3;

/// A single word explains nothing, and a sentence that begins like a placeholder may still end as an explanation.
const FEWEST_WORDS: usize = 2;
const PLACEHOLDER_WORDS: usize = 5;

impl TableCoverage {
    /// The columns of remarks, by their headers; the column of names is none, whatever it is called.
    pub fn remark_columns(&self) -> impl Iterator<Item = u32> {
        let names = self
            .columns
            .iter()
            .find(|column| column.taken_for == Meaning::Name);
        let names = names.map(|column| column.column);
        self.columns
            .iter()
            .filter(move |column| Some(column.column) != names)
            .filter(|column| {
                matches!(
                    column.taken_for,
                    Meaning::Note | Meaning::NotUsed | Meaning::Name
                )
            })
            .filter(|column| has_any(&padded(&words(&column.header)), HEADS))
            .map(|column| column.column)
    }
}

/// Whether a remark says more than that there is nothing to say yet.
pub fn is_remark(text: &str) -> bool {
    let all = words(text);
    let worded = all
        .iter()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count();
    let padded = padded(&all);
    let placeholder = (all.len() <= PLACEHOLDER_WORDS && has_any(&padded, NOTHING))
        || (all.len() < WAITING_WORDS && has_any(&padded, WAITING));
    worded >= FEWEST_WORDS && !placeholder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::review::Review;

    #[test]
    fn a_sentence_is_a_remark_and_what_waits_for_one_is_none() {
        for text in [
            "Ward move slipped to October",
            "Awaiting the landlord's consent, now expected in January",
            "Late start",
            "Awaiting landlord consent",
            "Tariff under review",
        ] {
            assert!(is_remark(text), "{text}");
        }
        for text in [
            "",
            "-",
            "TBC",
            "n/a",
            "Slippage",
            "To be confirmed by lead",
            "See above",
            "Under review",
            "Awaiting information",
            "12",
        ] {
            assert!(!is_remark(text), "{text}");
        }
    }

    #[test]
    fn remarks_stand_under_words_that_promise_them() {
        let drawn = "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Description|Lead|Plan 2025/26|Forecast|Reason for variance\nBeds|Close ward 4 in May|COO|600|200|Ward move slipped to October\nBank|Fewer shifts by rota|COO|500|480|\nDrugs|Switch to biosimilars|CP|400|410|TBC";
        let read = import(&[workbook(vec![sheet("CIP", drawn)])], &Review::default());
        let table = &read.coverage.sheets[0].tables[0];
        assert_eq!(table.remark_columns().collect::<Vec<_>>(), [5], "{table:?}");
        let savings = read.plan.savings.unwrap();
        assert_eq!(savings.lines.len(), 3);
        // That the reason is not known yet does not make a scheme unidentified.
        assert_eq!(savings.unidentified_lines().count(), 0);
    }
}
