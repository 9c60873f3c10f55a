//! What a measure says of chance and of its target, as icons with their words.

use super::super::{IconItem, IconSign, Tone};
use crate::analysis::{Assurance, Letter, SpcChart, Variation};

/// The icons, the words of each beside it.
pub(in crate::report) fn icons(spc: &SpcChart) -> Vec<IconItem> {
    let letter = |letter| match letter {
        Letter::High => IconSign::Letter("H"),
        Letter::Low => IconSign::Letter("L"),
    };
    let (sign, tone) = match spc.variation {
        Variation::CommonCause => (IconSign::Wave, Tone::Muted),
        Variation::Improvement(high_or_low) => (letter(high_or_low), Tone::Favourable),
        Variation::Concern(high_or_low) => (letter(high_or_low), Tone::Adverse),
        Variation::NeutralHigh => (IconSign::Letter("H"), Tone::Neutral),
        Variation::NeutralLow => (IconSign::Letter("L"), Tone::Neutral),
    };
    let mut icons = vec![IconItem {
        sign,
        tone,
        name: spc.variation.name().to_owned(),
        words: spc.variation.in_words().to_owned(),
    }];
    icons.extend(spc.assurance.map(|assurance| {
        let (sign, tone) = match assurance {
            Assurance::HitAndMiss => ("?", Tone::Muted),
            Assurance::ConsistentPass => ("P", Tone::Favourable),
            Assurance::ConsistentFail => ("F", Tone::Adverse),
        };
        IconItem {
            sign: IconSign::Letter(sign),
            tone,
            name: assurance.name().to_owned(),
            words: assurance.in_words().to_owned(),
        }
    }));
    icons
}

/// One icon for a measure among others: what it says of chance and, where there is a plan, of the plan.
pub(in crate::report) fn icon_of(spc: &SpcChart, name: &str) -> IconItem {
    let mut all = icons(spc).into_iter();
    let first = all.next();
    let words: Vec<String> = first
        .iter()
        .map(|icon| icon.words.clone())
        .chain(all.map(|icon| icon.words))
        .collect();
    IconItem {
        sign: first.as_ref().map_or(IconSign::Wave, |icon| icon.sign),
        tone: first.as_ref().map_or(Tone::Muted, |icon| icon.tone),
        name: spc.variation.name().to_owned(),
        words: format!("{name}. {}", words.join(" ")),
    }
}
