//! The difference between two bars of a chart, exactly: an arrow with pounds and, where it means something, a percentage.

use super::{Chart, ChartKind};
use crate::plan::{Cells, Money, Sourced};
use crate::review::{Between, Differences};
use crate::wording::{Quote, signed_percent};

/// What can be compared in a chart of money, and what is.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparable {
    /// The name the chart is remembered by, the same on every page that draws it.
    pub chart: String,
    /// One for each bar or column, in the order drawn.
    pub bars: Vec<ComparableBar>,
    /// The difference shown; `None` where none is.
    pub shown: Option<Difference>,
    /// Whether the reader chose what is shown; else the chart shows it of itself.
    pub is_chosen: bool,
    /// The two bars, by their places, whose difference the chart shows of itself.
    of_itself: Option<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ComparableBar {
    /// What it is remembered by: never shown, since names may be hidden.
    pub name: String,
    /// Where the bar ends: a level of a bridge, the length of a bar.
    pub level: Sourced<Money>,
}

/// From one bar to another, wherever they stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub from: usize,
    pub to: usize,
    /// `−£31.1m`
    pub text: String,
    /// `−74.0%`; empty where the first bar is nil or the second lies on the other side of nil.
    pub share: String,
    /// For who cannot see it, without a full stop.
    pub words: String,
    /// Those of both bars.
    pub cells: Cells,
}

impl Comparable {
    /// Bars that bear the same name are told apart by their order.
    pub fn new(
        chart: impl Into<String>,
        bars: impl IntoIterator<Item = (String, Sourced<Money>)>,
    ) -> Self {
        let mut own: Vec<ComparableBar> = Vec::new();
        let mut labels: Vec<String> = Vec::new();
        for (label, level) in bars {
            let before = labels.iter().filter(|known| **known == label).count();
            let name = match before {
                0 => label.clone(),
                many => format!("{label} ({})", many + 1),
            };
            labels.push(label);
            own.push(ComparableBar { name, level });
        }
        Self {
            chart: chart.into(),
            bars: own,
            shown: None,
            is_chosen: false,
            of_itself: None,
        }
    }

    /// The chart shows this difference until another is chosen, or none.
    pub(super) fn showing(self, from: usize, to: usize) -> Self {
        Self {
            of_itself: Some((from, to)),
            ..self
        }
    }

    /// The two bars by their names, as the review remembers them.
    pub fn between(&self, from: usize, to: usize) -> Option<Between> {
        Some(Between {
            from: self.bars.get(from)?.name.clone(),
            to: self.bars.get(to)?.name.clone(),
        })
    }

    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.bars.iter().position(|bar| bar.name == name)
    }

    /// Of two bars that are both there; a bar that is gone takes its difference with it.
    fn chosen(&self, chosen: &Differences) -> Option<(usize, usize)> {
        let places = match chosen.of(&self.chart) {
            None => self.of_itself,
            Some(between) => {
                between.and_then(|own| Some((self.place_of(&own.from)?, self.place_of(&own.to)?)))
            }
        };
        places.filter(|(from, to)| from != to)
    }
}

/// Sets what is compared in a chart, and says it where the chart is described.
pub(super) fn settle(chart: &mut Chart, chosen: &Differences, quote: Quote) {
    let labels = labels(&chart.kind);
    let Some(comparable) = &mut chart.comparable else {
        return;
    };
    comparable.is_chosen = chosen.of(&comparable.chart).is_some();
    comparable.shown = comparable
        .chosen(chosen)
        .and_then(|(from, to)| difference(comparable, &labels, (from, to), quote));
    if let Some(shown) = &comparable.shown {
        if !chart.alt.is_empty() {
            chart.alt.push(' ');
        }
        chart.alt.extend([shown.words.as_str(), "."]);
    }
}

/// As they are shown, which may be without names.
fn labels(kind: &ChartKind) -> Vec<String> {
    match kind {
        ChartKind::Bars { rows, .. } => rows.iter().map(|row| row.label.clone()).collect(),
        ChartKind::Waterfall { steps, .. } => steps.iter().map(|step| step.label.clone()).collect(),
        ChartKind::Lines { .. } => Vec::new(),
    }
}

fn difference(
    comparable: &Comparable,
    labels: &[String],
    (from, to): (usize, usize),
    quote: Quote,
) -> Option<Difference> {
    let (first, last) = (
        &comparable.bars.get(from)?.level,
        &comparable.bars.get(to)?.level,
    );
    let amount = last.clone() - first.clone();
    let crosses = first.value.is_negative() && last.value.is_positive()
        || first.value.is_positive() && last.value.is_negative();
    let share = amount.value.share_of(first.value.abs());
    let share = share.filter(|_| !crosses).map(signed_percent);
    let text = quote.signed(amount.value);
    let in_words = match &share {
        Some(share) => format!("{text}, {share}"),
        None => text.clone(),
    };
    Some(Difference {
        from,
        to,
        words: format!(
            "Difference from {} to {}: {in_words}",
            labels.get(from)?,
            labels.get(to)?
        ),
        text,
        share: share.unwrap_or_default(),
        cells: once(amount.cells),
    })
}

/// A level that a step starts from is in both bars: its cells are told once.
fn once(cells: Cells) -> Cells {
    let mut seen = std::collections::HashSet::new();
    cells
        .into_iter()
        .filter(|cell| seen.insert(cell.clone()))
        .collect()
}

/// What a stacked bar adds up to: the parts that are drawn.
pub(super) fn drawn<'a>(parts: impl IntoIterator<Item = &'a Sourced<Money>>) -> Sourced<Money> {
    parts
        .into_iter()
        .filter(|part| part.value.is_positive())
        .sum()
}

/// Whether a column of a walk stands on the ground or on the column before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Total,
    Step,
}

/// Levels of a walk: a total stands on its own, a step where it leads to.
pub(super) fn levels<'a>(
    steps: impl IntoIterator<Item = (&'a str, End, &'a Sourced<Money>)>,
) -> Vec<(String, Sourced<Money>)> {
    let mut level = Sourced::<Money>::default();
    steps
        .into_iter()
        .map(|(label, end, amount)| {
            level = match end {
                End::Total => amount.clone(),
                End::Step => level.clone() + amount.clone(),
            };
            (label.to_owned(), level.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::pounds;
    use crate::report::{BarRow, Table, Tone};
    use crate::review::{Decision, Review};

    fn chart(bars: &[(&str, i64)]) -> Chart {
        let row = |(label, _): &(&str, i64)| BarRow {
            tone: Tone::Neutral,
            label: (*label).to_owned(),
            note: String::new(),
            segments: Vec::new(),
            dot: None,
        };
        let cells = ["A!B2", "A!B3", "A!B4"];
        let level = |((label, value), cell): (&(&str, i64), &str)| {
            ((*label).to_owned(), pounds(*value, cell))
        };
        Chart {
            title: String::new(),
            subtitle: String::new(),
            alt: "Bars.".to_owned(),
            kind: ChartKind::Bars {
                rows: bars.iter().map(row).collect(),
                legend: Vec::new(),
            },
            comparable: Some(Box::new(Comparable::new(
                "bars",
                bars.iter().zip(cells).map(level),
            ))),
            twin: Table::default(),
        }
    }

    fn choosing(between: Option<(&str, &str)>) -> Differences {
        let mut review = Review::default();
        let between = between.map(|(from, to)| Between {
            from: from.to_owned(),
            to: to.to_owned(),
        });
        review.apply(&Decision::Compare("bars".to_owned(), between));
        review.differences
    }

    fn shown(mut chart: Chart, chosen: &Differences) -> (Option<Difference>, String) {
        settle(&mut chart, chosen, Quote::Millions);
        (chart.comparable.unwrap().shown, chart.alt)
    }

    #[test]
    fn it_is_exact_has_the_cells_of_both_bars_and_is_told() {
        let bars = [("Oak", -42_000_000), ("Elm", -1), ("Ash", -73_080_000)];
        let (difference, alt) = shown(chart(&bars), &choosing(Some(("Oak", "Ash"))));
        let difference = difference.unwrap();
        assert_eq!((difference.from, difference.to), (0, 2));
        assert_eq!(difference.text, "−£31.1m");
        assert_eq!(difference.share, "−74.0%");
        let cells: Vec<String> = difference.cells.iter().map(ToString::to_string).collect();
        assert_eq!(cells, ["A!B4", "A!B2"]);
        assert_eq!(alt, "Bars. Difference from Oak to Ash: −£31.1m, −74.0%.");
    }

    #[test]
    fn a_percentage_is_of_the_first_bar_and_none_of_nil_or_across_it() {
        let of = |from, to| {
            let chart = chart(&[("Oak", from), ("Elm", to)]);
            let (difference, _) = shown(chart, &choosing(Some(("Oak", "Elm"))));
            let difference = difference.unwrap();
            (difference.text, difference.share)
        };
        let told = |text: &str, share: &str| (text.to_owned(), share.to_owned());
        assert_eq!(of(20_000_000, 25_000_000), told("+£5.0m", "+25.0%"));
        assert_eq!(of(-20_000_000, 0), told("+£20.0m", "+100.0%"));
        assert_eq!(of(0, -5_000_000), told("−£5.0m", ""));
        assert_eq!(of(5_000_000, -5_000_000), told("−£10.0m", ""));
        assert_eq!(of(5_000_000, 5_000_000), told("£0.0m", "0.0%"));
    }

    #[test]
    fn it_follows_its_bars_and_goes_with_them() {
        let chosen = choosing(Some(("Oak", "Ash")));
        let moved = [("Ash", -3_000_000), ("Oak", -1_000_000)];
        let (difference, _) = shown(chart(&moved), &chosen);
        let difference = difference.unwrap();
        assert_eq!((difference.from, difference.to), (1, 0));
        assert_eq!(difference.text, "−£2.0m");
        let (difference, alt) = shown(chart(&[("Oak", 1), ("Elm", 2)]), &chosen);
        assert_eq!((difference, alt.as_str()), (None, "Bars."));
    }

    #[test]
    fn what_a_chart_shows_of_itself_gives_way_to_a_choice_and_to_none() {
        let of_itself = || {
            let mut chart = chart(&[("Oak", 1), ("Elm", 2), ("Ash", 3)]);
            chart.comparable = chart.comparable.map(|own| Box::new(own.showing(0, 2)));
            chart
        };
        let places = |chosen: &Differences| {
            let (difference, _) = shown(of_itself(), chosen);
            difference.map(|own| (own.from, own.to))
        };
        assert_eq!(places(&Differences::default()), Some((0, 2)));
        assert_eq!(places(&choosing(Some(("Elm", "Oak")))), Some((1, 0)));
        assert_eq!(places(&choosing(None)), None);
    }

    #[test]
    fn bars_of_one_name_are_told_apart() {
        let chart = chart(&[("Other", 1), ("Other", 2)]);
        let comparable = chart.comparable.as_ref().unwrap();
        let between = comparable.between(0, 1).unwrap();
        assert_eq!(
            (between.from.as_str(), between.to.as_str()),
            ("Other", "Other (2)")
        );
        assert_eq!(comparable.place_of("Other (2)"), Some(1));
    }

    #[test]
    fn a_step_ends_where_it_leads_to_and_a_total_stands_alone() {
        let (total, step) = (pounds(-42, "A!B2"), pounds(-31, "A!B3"));
        let levels = levels([
            ("Declared", End::Total, &total),
            ("Unidentified", End::Step, &step),
        ]);
        assert_eq!(levels[1].1.value, Money::from_pounds(-73));
        assert_eq!(levels[1].1.cells.len(), 2);
    }
}
