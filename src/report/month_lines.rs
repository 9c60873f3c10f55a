//! A chart of lines over months and its twin, made from the values of each month: names of months, hovers and the table
//! are the same wherever months are drawn.

use super::link::{column, text_cell};
use super::{
    Align, Band, Chart, ChartKind, LinePoint, LineSeries, LineStyle, Row, Table, TableCell, Tone,
    YAxis,
};
use crate::plan::{Cells, Month, Share, Sourced};
use crate::wording::{count, percent, plain};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::{BTreeMap, BTreeSet};

/// How far a month's band reaches to either side of its point.
const HALF_A_BAND: f64 = 0.4;

/// What is drawn, and what is said around it.
pub(super) struct MonthLines {
    /// The finding.
    pub title: String,
    pub subtitle: String,
    /// Before the title in the text for who cannot see it: "Line of pathways by month, plan dashed, actual solid."
    pub alt: String,
    pub twin_title: String,
    pub twin_subtitle: String,
    /// Every month shown, also those without a value.
    pub months: BTreeSet<Month>,
    /// A line without a value is left out, its column in the twin is not.
    pub lines: Vec<MonthLine>,
    /// Months to stand out by a shaded band, with its label.
    pub bands: Vec<(Month, String)>,
    /// Rows of the twin to stand out.
    pub strong: BTreeSet<Month>,
    /// The axis reaches at least here.
    pub reach: f64,
}

pub(super) struct MonthLine {
    /// Beside the line, after each value on hover, and, with a capital, over the column of the twin.
    pub label: &'static str,
    pub style: LineStyle,
    pub values: BTreeMap<Month, MonthValue>,
}

/// A value as drawn, as said, and where it stands.
#[derive(Clone)]
pub(super) struct MonthValue {
    pub drawn: f64,
    pub text: String,
    pub cells: Cells,
}

impl MonthValue {
    pub(super) fn pathways(pathways: &Sourced<u64>) -> Self {
        Self {
            drawn: pathways.value as f64,
            text: count(pathways.value),
            cells: pathways.cells.clone(),
        }
    }

    /// Drawn in per cent.
    pub(super) fn share(share: &Sourced<Share>) -> Self {
        Self {
            drawn: drawn_percent(share.value),
            text: percent(share.value),
            cells: share.cells.clone(),
        }
    }
}

/// 61 for 61%.
pub(super) fn drawn_percent(share: Share) -> f64 {
    share
        .0
        .saturating_mul(Decimal::ONE_HUNDRED)
        .to_f64()
        .unwrap_or(0.0)
}

impl MonthLine {
    /// The months of which `pick` finds a value.
    pub(super) fn of<'m, T: 'm>(
        label: &'static str,
        style: LineStyle,
        months: impl IntoIterator<Item = (&'m Month, &'m T)>,
        pick: impl Fn(&'m T) -> Option<MonthValue>,
    ) -> Self {
        Self {
            label,
            style,
            values: months
                .into_iter()
                .filter_map(|(month, given)| Some((*month, pick(given)?)))
                .collect(),
        }
    }

    /// In stretches where months are missing: a line across them would claim to know them. Named at the last.
    fn series(&self, months: &BTreeSet<Month>) -> Vec<LineSeries> {
        let points = months.iter().enumerate().filter_map(|(x, month)| {
            let value = self.values.get(month)?;
            Some(LinePoint {
                x: x as f64,
                y: value.drawn,
                hover: format!("{}: {} {}", month.short(), value.text, self.label),
                cells: value.cells.clone(),
            })
        });
        let mut stretches: Vec<Vec<LinePoint>> = Vec::new();
        for point in points {
            let last = stretches.last().and_then(|stretch| stretch.last());
            let goes_on = last.is_some_and(|last| point.x - last.x <= JOINED_MONTHS);
            match stretches.last_mut().filter(|_| goes_on) {
                Some(stretch) => stretch.push(point),
                None => stretches.push(vec![point]),
            }
        }
        let all = stretches.len();
        stretches
            .into_iter()
            .enumerate()
            .map(|(at, points)| LineSeries {
                label: if at + 1 == all {
                    self.label.to_owned()
                } else {
                    String::new()
                },
                style: self.style,
                points,
            })
            .collect()
    }
}

/// Figures of quarters make one line; what is further apart does not.
const JOINED_MONTHS: f64 = 3.0;

impl MonthLines {
    pub(super) fn chart(self) -> Chart {
        let months = every(&self.months);
        let series: Vec<LineSeries> = self
            .lines
            .iter()
            .flat_map(|line| line.series(&months))
            .collect();
        let high = series
            .iter()
            .flat_map(|series| &series.points)
            .map(|point| point.y)
            .fold(self.reach, f64::max);
        let bands = self.bands.iter().filter_map(|(month, label)| {
            let at = months.iter().position(|shown| shown == month)? as f64;
            Some(Band {
                from: at - HALF_A_BAND,
                to: at + HALF_A_BAND,
                label: label.clone(),
            })
        });
        Chart {
            alt: format!("{} {}.", self.alt, self.title),
            kind: ChartKind::Lines {
                x_labels: months.iter().map(|month| month.tick()).collect(),
                bands: bands.collect(),
                y: YAxis::fitting(0.0, high, plain),
                series,
            },
            comparable: None,
            twin: self.twin(),
            title: self.title,
            subtitle: self.subtitle,
        }
    }

    fn twin(&self) -> Table {
        let rows = self.months.iter().map(|month| {
            let mut cells = vec![text_cell(month.short())];
            cells.extend(self.lines.iter().map(|line| cell(line.values.get(month))));
            Row {
                cells,
                strong: self.strong.contains(month),
            }
        });
        let mut columns = vec![column("Month", Align::Left, 1.2)];
        columns.extend(
            self.lines
                .iter()
                .map(|line| column(&in_title(line.label), Align::Right, 1.0)),
        );
        Table {
            title: self.twin_title.clone(),
            subtitle: self.twin_subtitle.clone(),
            columns,
            rows: rows.collect(),
        }
    }
}

/// The months from the first to the last, also those of which nothing is given: on the axis a month is as wide as another.
fn every(months: &BTreeSet<Month>) -> BTreeSet<Month> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return BTreeSet::new();
    };
    let from_first = std::iter::successors(Some(*first), |month| Some(month.next()));
    from_first
        .take_while(|month| month <= last)
        .take(MONTHS_MAX)
        .collect()
}

/// A slip in a year may put one month far from the others.
const MONTHS_MAX: usize = 600;

/// A value, or a dash where there is none: absent is not zero.
fn cell(value: Option<&MonthValue>) -> TableCell {
    value.map_or_else(
        || TableCell {
            text: "–".to_owned(),
            tone: Tone::Muted,
            ..TableCell::default()
        },
        |value| TableCell {
            text: value.text.clone(),
            number: Some(value.drawn),
            cells: value.cells.clone(),
            tone: Tone::Neutral,
            opens: None,
        },
    )
}

/// With a capital at its head.
pub(super) fn in_title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::cell;

    fn month(month: u8) -> Month {
        Month { year: 2024, month }
    }

    fn drawn<T>(months: &BTreeMap<Month, T>, lines: Vec<MonthLine>) -> MonthLines {
        MonthLines {
            title: String::new(),
            subtitle: String::new(),
            alt: String::new(),
            twin_title: String::new(),
            twin_subtitle: String::new(),
            months: months.keys().copied().collect(),
            lines,
            bands: Vec::new(),
            strong: BTreeSet::new(),
            reach: 0.0,
        }
    }

    #[test]
    fn a_month_without_a_value_has_no_point_and_a_dash_in_the_twin() {
        let planned = Sourced::at(1_200, cell("Waits!C5"));
        let months = BTreeMap::from([(month(4), Some(planned)), (month(5), None)]);
        let line = |label, style| {
            MonthLine::of(label, style, &months, |given: &Option<Sourced<u64>>| {
                given.as_ref().map(MonthValue::pathways)
            })
        };
        let chart = MonthLines {
            bands: vec![
                (month(5), "deadline".to_owned()),
                (month(9), "later".to_owned()),
            ],
            ..drawn(&months, vec![line("plan", LineStyle::Plan)])
        }
        .chart();
        let ChartKind::Lines {
            series,
            bands,
            x_labels,
            ..
        } = &chart.kind
        else {
            panic!("no lines")
        };
        assert_eq!(series[0].points.len(), 1);
        assert_eq!(series[0].points[0].hover, "Apr 2024: 1,200 plan");
        assert_eq!(
            (bands.len(), x_labels.as_slice()),
            (1, &["Apr 24".to_owned(), "May 24".to_owned()][..])
        );
        let texts: Vec<&str> = chart
            .twin
            .rows
            .iter()
            .map(|row| row.cells[1].text.as_str())
            .collect();
        assert_eq!(texts, ["1,200", "–"]);
        assert_eq!(chart.twin.columns[1].label, "Plan");
    }

    #[test]
    fn on_the_axis_a_month_without_a_figure_is_as_wide_as_another() {
        let given = [(1, 900_u64), (4, 600)];
        let months: BTreeMap<Month, Sourced<u64>> = given
            .map(|(number, value)| (month(number), Sourced::at(value, cell("Waits!B4"))))
            .into();
        let line = MonthLine::of("actual", LineStyle::Actual, &months, |given| {
            Some(MonthValue::pathways(given))
        });
        let chart = MonthLines {
            bands: vec![(month(4), "deadline".to_owned())],
            ..drawn(&months, vec![line])
        }
        .chart();
        let ChartKind::Lines {
            series,
            bands,
            x_labels,
            ..
        } = &chart.kind
        else {
            panic!("no lines")
        };
        let at: Vec<f64> = series[0].points.iter().map(|point| point.x).collect();
        assert_eq!((at, x_labels.len()), (vec![0.0, 3.0], 4));
        assert!((bands[0].from..bands[0].to).contains(&3.0));
        // The table tells what is given.
        assert_eq!(chart.twin.rows.len(), 2);
    }

    #[test]
    fn a_line_does_not_claim_the_months_between_figures_far_apart() {
        let given = [(1, 900_u64), (2, 880), (9, 600)];
        let months: BTreeMap<Month, Sourced<u64>> = given
            .map(|(number, value)| (month(number), Sourced::at(value, cell("Waits!B4"))))
            .into();
        let line = MonthLine::of("actual", LineStyle::Actual, &months, |given| {
            Some(MonthValue::pathways(given))
        });
        let chart = drawn(&months, vec![line]).chart();
        let ChartKind::Lines { series, .. } = &chart.kind else {
            panic!("no lines")
        };
        let told: Vec<(&str, usize)> = series
            .iter()
            .map(|own| (own.label.as_str(), own.points.len()))
            .collect();
        assert_eq!(told, [("", 2), ("actual", 1)]);
    }
}
