//! What many plans come to, in four large numbers.

use super::super::{Figure, Scale, ScaleMark, Tone};
use crate::assessment::{PlanSummary, Verdict};
use crate::plan::{Money, Share, Sourced};
use crate::policy::Policy;
use crate::wording::{Quote, counted, percent, whole_percent};

pub(super) fn figures(plans: &[&PlanSummary], quote: Quote, policy: &Policy) -> Vec<Figure> {
    let count = |verdict: Verdict| {
        plans
            .iter()
            .filter(|plan| plan.verdict() == verdict)
            .count()
    };
    let (deficits, resting) = (count(Verdict::Deficit), count(Verdict::RestsOnUnidentified));
    let silent = count(Verdict::NotDeclared);
    let unseen = count(Verdict::SavingsNotSeen);
    let mut detail = format!(
        "{} a deficit, {resting} {} on unidentified savings",
        counted(deficits, "declares", "declare"),
        if resting == 1 { "rests" } else { "rest" }
    );
    if silent + unseen > 0 {
        detail = format!("{detail}; {} cannot be judged", silent + unseen);
    }
    let bad = deficits + resting;
    vec![
        Figure {
            label: "No acceptable plan".to_owned(),
            value: format!("{bad} of {}", plans.len()),
            tone: if bad > 0 {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail,
            link: None,
            scale: None,
        },
        deficits_figure(plans, quote),
        hidden_figure(plans, quote),
        asked_figure(plans, policy),
    ]
}

/// Surpluses are not set against them: one body's surplus does not pay another's deficit.
fn deficits_figure(plans: &[&PlanSummary], quote: Quote) -> Figure {
    let declared = || plans.iter().filter_map(|plan| plan.declared.as_ref());
    let deficits: Sourced<Money> = declared().filter(|figure| figure.value.is_negative()).sum();
    let surpluses: Money = declared()
        .map(|figure| figure.value)
        .filter(|value| value.is_positive())
        .sum();
    Figure {
        label: format!("Deficits declared, {}", quote.unit()),
        value: quote.bare(deficits.value),
        tone: adverse(deficits.value),
        detail: format!(
            "surpluses of {} not set against them",
            quote.sentence(surpluses)
        ),
        link: None,
        scale: None,
    }
}

fn hidden_figure(plans: &[&PlanSummary], quote: Quote) -> Figure {
    let without: Money = plans
        .iter()
        .filter_map(|plan| plan.without_unidentified)
        .filter(|left| left.is_negative())
        .sum();
    let unidentified: Sourced<Money> = plans
        .iter()
        .filter_map(|plan| plan.unidentified.as_ref())
        .sum();
    Figure {
        label: format!("Deficits without them, {}", quote.unit()),
        value: quote.bare(without),
        tone: adverse(without),
        detail: format!(
            "{} of savings has no scheme behind it",
            quote.sentence(unidentified.value)
        ),
        link: None,
        scale: None,
    }
}

fn adverse(money: Money) -> Tone {
    if money.is_negative() {
        Tone::Adverse
    } else {
        Tone::Neutral
    }
}

fn asked_figure(plans: &[&PlanSummary], policy: &Policy) -> Figure {
    let mut shares: Vec<Share> = plans.iter().filter_map(|plan| plan.share).collect();
    shares.sort_unstable();
    let [_, _, top] = policy.savings_norms.value;
    let beyond = shares.iter().filter(|share| **share > top).count();
    let silent = plans.len() - shares.len();
    let middle = median(&shares);
    let mut detail = format!("{beyond} above {}", whole_percent(top));
    if silent > 0 {
        detail = format!("{detail}; {silent} cannot say, without income or allocation");
    }
    Figure {
        label: "Savings asked, median".to_owned(),
        value: middle.map_or_else(|| "cannot say".to_owned(), percent),
        tone: Tone::Neutral,
        detail,
        link: None,
        scale: middle.map(|middle| scale(middle, policy)),
    }
}

/// Of an even number the mean of the middle two.
fn median(sorted: &[Share]) -> Option<Share> {
    let high = *sorted.get(sorted.len() / 2)?;
    let low = *sorted.get((sorted.len() - 1) / 2)?;
    Some(Share((high.0 + low.0) / rust_decimal::Decimal::TWO))
}

fn scale(middle: Share, policy: &Policy) -> Scale {
    let at = |share: Share| share.to_f64() * 100.0;
    let marks = policy.savings_norms.value.map(|norm| ScaleMark {
        at: at(norm),
        label: whole_percent(norm),
    });
    let most = marks.iter().map(|mark| mark.at).fold(at(middle), f64::max);
    Scale {
        min: 0.0,
        max: most * 1.25,
        value: at(middle),
        marks: marks.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_two_is_their_mean() {
        assert_eq!(
            median(&[Share::percent(4), Share::percent(6)]),
            Some(Share::percent(5))
        );
        assert_eq!(median(&[]), None);
    }
}
