//! The title of a table that stands behind its number in a cell of its own: "Table B | Efficiency programme".

use super::text::words;

/// What tables, and the parts of a document, are called where they are numbered.
const PARTS: [&str; 9] = [
    "table", "tab", "section", "schedule", "annex", "appendix", "part", "form", "exhibit",
];
/// A longer text is no title.
const TITLE_LENGTH_MAX: usize = 120;

/// Whether the two texts of a row are the number of a table and its title.
pub(super) fn is_one(texts: &[&str]) -> bool {
    let [number, title] = texts else {
        return false;
    };
    title.chars().any(char::is_alphabetic)
        && title.len() <= TITLE_LENGTH_MAX
        && is_number(&words(number))
}

/// "Table 3", "Schedule B", "Annex 2a", "Section 4.1".
fn is_number(all: &[String]) -> bool {
    let Some((first, rest)) = all.split_first() else {
        return false;
    };
    let counts = |word: &String| {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        letters.len() <= 1 && !word.is_empty()
    };
    PARTS.contains(&first.as_str()) && (1..=2).contains(&rest.len()) && rest.iter().all(counts)
}

#[cfg(test)]
mod tests {
    use super::is_one;
    use crate::import::fixture::{pounds, read};

    #[test]
    fn a_number_of_a_part_and_its_title_are_told_from_headers() {
        for texts in [
            ["Table B", "Efficiency programme"],
            ["Schedule 4", "Savings by scheme"],
            ["Annex 2a", "Income and expenditure"],
            ["Section 3.1", "Waits"],
        ] {
            assert!(is_one(&texts), "{texts:?}");
        }
        for texts in [
            ["Table", "Chairs"],
            ["Form returned", "Plan"],
            ["Part year", "Full year"],
            ["Ref", "Scheme"],
            ["Section total", "300"],
        ] {
            assert!(!is_one(&texts), "{texts:?}");
        }
    }

    #[test]
    fn tables_below_each_other_are_set_apart_by_their_numbered_titles() {
        for name in ["Table", "Schedule", "Annex"] {
            let drawn = format!(
                "Larch NHS Trust\nPlan 2026/27 £000\n\n{name} A|Income and expenditure\nItem|Description|2025/26 outturn|2026/27 plan\n\
                 A1|Income|100000|104000\nA2|Pay|-70000|-72000\nA3|Non-pay|-32000|-34500\n|Surplus/(deficit)|-2000|-2500\n\n\
                 {name} B|Efficiency programme\nItem|Scheme|Owner|2026/27|2027/28\nB1|Rotas|COO|900|1000\nB2|Beds|COO|400|500\n\
                 B3|No scheme yet|DoF|300|300\n|Total||1600|1800"
            );
            let plan = read(&[("Submission", &drawn)]);
            let savings = plan.savings.unwrap_or_else(|| panic!("{name}"));
            assert_eq!(savings.lines.len(), 3, "{name}");
            assert_eq!(savings.total().value, pounds(1_600_000));
            let declared = plan.position.unwrap().declared.unwrap();
            assert_eq!(declared.value, pounds(-2_500_000));
        }
    }
}
