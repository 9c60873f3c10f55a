//! Subtotals among bodies: "Providers" below the trusts is none of them, nor is it the whole.

use super::text::words;
use crate::plan::Money;

/// Whether a sum is that of two or more bodies that stand one after the other.
pub(super) fn is_of_a_run(sum: Money, bodies: &[Money]) -> bool {
    (0..bodies.len()).any(|from| {
        let mut run = Money::ZERO;
        let behind = bodies.iter().skip(from).enumerate();
        behind.into_iter().any(|(at, own)| {
            run += *own;
            at > 0 && run.agrees_with(sum, Money::from_pounds(1))
        })
    })
}

/// Whether a label names a kind of bodies, all of them, and nothing else: "Providers", "Acute trusts", "Total ICBs".
pub(super) fn names_a_kind(label: &str) -> bool {
    let all = words(label);
    let kind = |word: &String| {
        matches!(
            word.as_str(),
            "providers"
                | "trusts"
                | "commissioners"
                | "icbs"
                | "hospitals"
                | "partners"
                | "places"
                | "fts"
                | "ccgs"
        )
    };
    let which = |word: &String| {
        matches!(
            word.as_str(),
            "nhs"
                | "acute"
                | "community"
                | "mental"
                | "health"
                | "ambulance"
                | "specialist"
                | "foundation"
                | "all"
                | "other"
                | "our"
                | "the"
                | "total"
                | "sub"
                | "subtotal"
                | "and"
                | "sum"
                | "of"
        )
    };
    all.iter().any(kind) && all.iter().all(|word| kind(word) || which(word))
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    #[test]
    fn the_sum_of_some_bodies_is_neither_a_body_nor_the_whole() {
        for (subtotal, all) in [
            ("Providers", "Vale system"),
            ("Total trusts", "Total"),
            ("Acute trusts", "Vale system"),
        ] {
            let drawn = format!(
                "Vale system planned surplus/(deficit) 2025/26 £000\n\nOrganisation|Plan 2025/26\nVale ICB|300\nOak NHS Trust|-500\n\
                 Elm NHS Trust|-200\n{subtotal}|-700\n{all}|-400"
            );
            let position = read(&[("Position", &drawn)]).position.unwrap();
            assert_eq!(position.organisations.len(), 3, "{subtotal}");
            assert_eq!(
                position.declared.unwrap().value,
                pounds(-400_000),
                "{subtotal}"
            );
        }
    }

    #[test]
    fn a_body_that_comes_to_the_same_by_chance_stays() {
        let drawn = "Vale system planned surplus/(deficit) 2025/26 £000\n\nOrganisation|Plan 2025/26\nVale ICB|300\nOak NHS Trust|-500\n\
             Elm NHS Trust|-200\nAsh Providers NHS Trust|-700\nTotal|-1100";
        let position = read(&[("Position", drawn)]).position.unwrap();
        assert_eq!(position.organisations.len(), 4);
        assert_eq!(position.declared.unwrap().value, pounds(-1_100_000));
    }
}
