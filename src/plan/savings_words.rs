//! What savings are called.

/// Names of savings, set apart by `; `; one that ends in `*` may go on.
pub const SAVINGS_NAMES: &str = "cip; cips; cres; crip; crp; crps; qipp; efficien*; saving; savings; cost improvement; cost \
    improvements; cost reduction; cost reductions; cost out; waste reduction; budget reduction; budget reductions; \
    expenditure reduction*";

/// Whether a label names savings, by whatever name, and not money given for them. Abbreviations are words of their own:
/// "principal" holds "cip".
pub fn names_savings(label: &str) -> bool {
    let label = label.to_lowercase();
    let words: Vec<&str> = label
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_given = |word: &&str| matches!(*word, "grant" | "grants" | "funding" | "funds");
    let padded = format!(" {} ", words.join(" "));
    let stands = |name: &str| match name.strip_suffix('*') {
        Some(stem) => padded.contains(&format!(" {stem}")),
        None => padded.contains(&format!(" {name} ")),
    };
    !words.iter().any(is_given) && SAVINGS_NAMES.split("; ").any(stands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn savings_are_known_by_any_of_their_names() {
        for label in [
            "CIP",
            "Efficiencies (recurrent)",
            "Less: cost improvement programme",
            "Savings/QIPP",
            "Expenditure reductions",
        ] {
            assert!(names_savings(label), "{label}");
        }
        for label in [
            "Principal repayments",
            "Energy efficiency grant",
            "Efficiency funding",
            "Municipal rates",
        ] {
            assert!(!names_savings(label), "{label}");
        }
    }
}
