//! A body's name as a board says it, where a title or a narrow column has no room for what every body is called.

/// What an official name ends in and nobody says; the longest first.
const TAILS: [&str; 3] = [" NHS Foundation Trust", " NHS Trust", " NHS FT"];

const SHORT: [(&str, &str); 3] = [
    ("Integrated Care Board", "ICB"),
    ("Integrated Care System", "ICS"),
    ("Clinical Commissioning Group", "CCG"),
];

/// "Barts Health" for "Barts Health NHS Trust", "NHS Devon ICB" for "NHS Devon Integrated Care Board".
pub(super) fn short(name: &str) -> String {
    let mut short = TAILS
        .iter()
        .find_map(|tail| name.strip_suffix(tail))
        .filter(|rest| !rest.trim().is_empty() && *rest != "The")
        .unwrap_or(name)
        .to_owned();
    for (long, letters) in SHORT {
        short = short.replace(long, letters);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_body_is_called_is_left_out() {
        for (name, said) in [
            ("Barts Health NHS Trust", "Barts Health"),
            (
                "The Newcastle upon Tyne Hospitals NHS Foundation Trust",
                "The Newcastle upon Tyne Hospitals",
            ),
            ("NHS Devon Integrated Care Board", "NHS Devon ICB"),
            ("England", "England"),
            ("Spire Leeds", "Spire Leeds"),
        ] {
            assert_eq!(short(name), said);
        }
    }
}
