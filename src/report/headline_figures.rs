//! The large numbers: what is declared, what is behind it, what is asked, and whether the waits land.

use super::delivery::rates;
use super::link::link;
use super::savings::backed::backed;
use super::{Figure, Scale, ScaleMark, Tone, deficits, elective, in_year, published, quote};
use crate::analysis::Headline;
use crate::assessment::Assessment;
use crate::wording::{Quote, counted, percent, whole_percent};

/// At most seven: the positions, the control total where one is stated, the ask, and the waits that bind.
pub(super) fn headline_figures(assessment: &Assessment) -> Vec<Figure> {
    let quote = quote(assessment);
    let headline = &assessment.headline;
    let mut figures = Vec::new();
    figures.extend(declared(assessment, headline, quote));
    figures.extend(in_year::figure(assessment));
    figures.extend(without(assessment, headline, quote));
    figures.extend(usual_delivery(assessment, headline, quote));
    figures.extend(deficits::control_total(assessment));
    figures.extend(asked(assessment, headline));
    let waits = elective::figures(assessment);
    if figures.is_empty() {
        // A trajectory tells what is published of its measure as well.
        figures.extend(published::figures(assessment, &elective::told(assessment)));
    }
    let room = 5_usize.saturating_sub(figures.len()).max(1);
    figures.extend(waits.into_iter().take(room));
    figures
}

fn declared(assessment: &Assessment, headline: &Headline, quote: Quote) -> Option<Figure> {
    let position = assessment.case.plan.position.as_ref()?;
    let label = format!("{} position", position.told_as());
    let of = if position.is_forecast {
        "forecast for the year; no plan is given"
    } else {
        "plan for the year"
    };
    match &headline.declared {
        Some(declared) => Some(Figure {
            label,
            value: quote.bare(declared.value),
            tone: Tone::Neutral,
            detail: match position.organisations.len() {
                0 | 1 => of.to_owned(),
                many => counted(many, "organisation", "organisations"),
            },
            link: link(&declared.cells),
            scale: None,
        }),
        None if position.candidates.is_empty() => None,
        None => Some(Figure {
            label,
            value: "cannot say".to_owned(),
            tone: Tone::Muted,
            detail: format!(
                "{} differ: choose one",
                counted(position.candidates.len(), "figure", "figures")
            ),
            link: None,
            scale: None,
        }),
    }
}

fn without(assessment: &Assessment, headline: &Headline, quote: Quote) -> Option<Figure> {
    let unidentified = headline.unidentified.as_ref()?;
    let lines = assessment
        .case
        .plan
        .savings
        .as_ref()
        .map_or(0, |savings| savings.unidentified_lines().count());
    let link = link(&unidentified.cells);
    Some(match &headline.without_unidentified {
        Some(without) => Figure {
            label: "Without unidentified savings".to_owned(),
            value: quote.bare(without.value),
            tone: if unidentified.value.is_positive() && without.value.is_negative() {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail: if lines == 0 {
                backed(assessment).detail(quote)
            } else {
                format!(
                    "{} in {}, no scheme",
                    quote.bare(unidentified.value),
                    counted(lines, "line", "lines")
                )
            },
            link,
            scale: None,
        },
        None => Figure {
            label: "Unidentified savings".to_owned(),
            value: quote.bare(unidentified.value),
            tone: if unidentified.value.is_positive() {
                Tone::Adverse
            } else {
                Tone::Neutral
            },
            detail: if lines == 0 {
                backed(assessment).detail(quote)
            } else {
                counted(lines, "line", "lines")
            },
            link,
            scale: None,
        },
    })
}

fn usual_delivery(assessment: &Assessment, headline: &Headline, quote: Quote) -> Option<Figure> {
    let usual = headline.usual_delivery.as_ref()?;
    Some(Figure {
        label: "At usual delivery rates".to_owned(),
        value: quote.bare(usual.position),
        tone: if usual.position.is_negative() {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: format!(
            "our assumption: {} by status{}",
            rates(assessment),
            if usual.costs.is_zero() {
                ""
            } else {
                ", costs in full"
            }
        ),
        link: None,
        scale: None,
    })
}

fn asked(assessment: &Assessment, headline: &Headline) -> Option<Figure> {
    assessment.savings.as_ref()?;
    let norms = assessment.policy.savings_norms.value;
    let label = "Savings asked".to_owned();
    let Some(share) = &headline.share else {
        return Some(Figure {
            label,
            value: "cannot say".to_owned(),
            tone: Tone::Muted,
            detail: "no income or allocation in the workbook".to_owned(),
            link: None,
            scale: None,
        });
    };
    let value = share.share.to_f64() * 100.0;
    let marks = norms
        .into_iter()
        .zip(["past", "avg", "top"])
        .map(|(norm, name)| ScaleMark {
            at: norm.to_f64() * 100.0,
            label: format!("{} {name}", whole_percent(norm).trim_end_matches('%')),
        });
    Some(Figure {
        label,
        value: percent(share.share),
        tone: if share.share > norms[1] {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        detail: format!("of {}", share.base.kind.label()),
        link: link(&share.base.value.cells),
        scale: Some(Scale {
            min: 2.0_f64.min(value),
            max: 10.0_f64.max(value),
            value,
            marks: marks.collect(),
        }),
    })
}
