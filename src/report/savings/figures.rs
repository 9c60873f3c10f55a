//! The savings in five numbers: what is asked and how that compares with the field, and what of it is soft.

use super::ask::Asked;
use crate::analysis::{largest, lasting};
use crate::plan::{Money, Share};
use crate::report::link::link;
use crate::report::{Figure, Scale, ScaleMark, Tone};
use crate::wording::{Quote, percent, whole_percent};

pub(super) fn figures(asked: &Asked<'_>) -> Vec<Figure> {
    let mut all = vec![total(asked)];
    all.extend(share_of_base(asked));
    all.push(unidentified(asked));
    all.extend(one_off(asked));
    all.extend(late(asked));
    if all.len() < 5 {
        all.extend(concentration(asked));
    }
    all
}

fn part_of(part: Money, whole: Money) -> String {
    part.share_of(whole).map_or_else(String::new, whole_percent)
}

fn total(asked: &Asked<'_>) -> Figure {
    let quote = asked.quote;
    let target = asked
        .savings
        .target
        .as_ref()
        .filter(|_| asked.choice.only.is_all());
    let detail = match target {
        Some(target) if target.value == asked.total.value => "the whole of the target".to_owned(),
        Some(target) => {
            let gap = target.value - asked.total.value;
            let way = if gap.is_negative() {
                "above"
            } else {
                "short of"
            };
            format!(
                "{} {way} the target of {}",
                quote.sentence(gap.abs()),
                quote.sentence(target.value)
            )
        }
        None => "value in the plan's year".to_owned(),
    };
    Figure {
        label: format!("Savings, {}", quote.unit()),
        value: quote.bare(asked.total.value),
        tone: Tone::Neutral,
        detail,
        link: link(&asked.total.cells),
        scale: None,
    }
}

/// Of income or allocation, beside the norms of the field; only of all lines, since part of them has no base of its own.
fn share_of_base(asked: &Asked<'_>) -> Option<Figure> {
    if !asked.choice.only.is_all() {
        return None;
    }
    let share = asked.assessment.headline.share.as_ref()?;
    let norms = asked.assessment.policy.savings_norms.value;
    let beyond = norms.iter().rfind(|norm| share.share > **norm);
    let mut cells = share.asked.cells.clone();
    cells.extend(share.base.value.cells.iter().cloned());
    Some(Figure {
        label: format!("Of {}", share.base.kind.label()),
        value: percent(share.share),
        tone: if share.share > norms[1] {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: match beyond {
            Some(norm) if *norm == norms[2] => {
                format!("beyond the {} few have delivered", whole_percent(*norm))
            }
            Some(norm) if *norm == norms[1] => {
                format!("above the {} planned on average", whole_percent(*norm))
            }
            Some(norm) => format!("above {}, hard in the past", whole_percent(*norm)),
            None => format!("within the {} delivered before", whole_percent(norms[0])),
        },
        link: link(&cells),
        scale: Some(scale(share.share, norms)),
    })
}

fn scale(share: Share, norms: [Share; 3]) -> Scale {
    let at = |share: Share| share.to_f64() * 100.0;
    Scale {
        min: 0.0,
        max: norms.map(at).into_iter().fold(at(share), f64::max) * 1.25,
        value: at(share),
        marks: norms
            .map(|norm| ScaleMark {
                at: at(norm),
                label: whole_percent(norm),
            })
            .into(),
    }
}

fn unidentified(asked: &Asked<'_>) -> Figure {
    let gap = asked.unidentified();
    Figure {
        label: format!("No scheme behind it, {}", asked.quote.unit()),
        value: asked.quote.bare(gap.value),
        tone: adverse(gap.value),
        detail: if gap.value.is_zero() {
            asked.backed().detail(asked.quote)
        } else {
            format!("{} of the savings", part_of(gap.value, asked.total.value))
        },
        link: link(&gap.cells),
        scale: None,
    }
}

fn one_off(asked: &Asked<'_>) -> Option<Figure> {
    let lasting = lasting(&asked.lines)?;
    let part = &lasting.one_off;
    Some(Figure {
        label: format!("One-off, {}", asked.quote.unit()),
        value: asked.quote.bare(part.value),
        tone: adverse(part.value),
        detail: format!(
            "{} to be found again next year",
            part_of(part.value, lasting.total())
        ),
        link: link(&part.cells),
        scale: None,
    })
}

fn late(asked: &Asked<'_>) -> Option<Figure> {
    let phased = asked.phased()?;
    let share = phased.second_half_share()?;
    Some(Figure {
        label: "After September".to_owned(),
        value: whole_percent(share),
        tone: if phased.is_late(&asked.assessment.policy) {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: phased
            .last_quarter_share()
            .map_or_else(String::new, |share| {
                format!("{} in January to March", whole_percent(share))
            }),
        link: link(&phased.second_half.cells),
        scale: None,
    })
}

fn concentration(asked: &Asked<'_>) -> Option<Figure> {
    let found = largest(&asked.lines, 5);
    let five = found.five.filter(|_| found.others > 0)?;
    Some(Figure {
        label: "In the five largest".to_owned(),
        value: whole_percent(five),
        tone: Tone::Neutral,
        detail: format!("of {} lines", found.top.len() + found.others),
        link: None,
        scale: None,
    })
}

pub(super) fn adverse(amount: Money) -> Tone {
    if amount.is_positive() {
        Tone::Adverse
    } else {
        Tone::Neutral
    }
}

/// A sum in figures with its link.
pub(super) fn plain(
    label: &str,
    amount: &crate::plan::Sourced<Money>,
    detail: String,
    quote: Quote,
) -> Figure {
    Figure {
        label: format!("{label}, {}", quote.unit()),
        value: quote.bare(amount.value),
        tone: Tone::Neutral,
        detail,
        link: link(&amount.cells),
        scale: None,
    }
}
