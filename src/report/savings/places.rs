//! Where the savings lie: every group of the split in a row, and what each body asks of its own income or allocation.

use super::ask::{Asked, SavingsPart, name};
use super::phasing::{group_cell, share_cell};
use crate::analysis::{Facet, Group, split, turnover};
use crate::plan::{Base, Cells, Money, Share, Sourced, Status};
use crate::report::link::{column, money_cell, optional_money_cell, text_cell};
use crate::report::{Align, Block, Page, Row, Table, TableCell, Tone, note};
use crate::wording::{count, percent, whole_percent};

pub(super) fn page(asked: &Asked<'_>) -> Page {
    let Some(facet) = asked.split else {
        let rows = vec![vec![note(
            "Nothing in these lines tells them apart: no organisation, division or category is named.",
        )]];
        return asked.page(
            SavingsPart::Places,
            "The savings lie in one place".to_owned(),
            rows,
        );
    };
    let groups = split(&asked.lines, facet);
    let table = table(asked, facet, &groups);
    asked.page(
        SavingsPart::Places,
        title(asked, facet, &groups),
        vec![vec![Block::Table(table)]],
    )
}

fn title(asked: &Asked<'_>, facet: Facet, groups: &[Group]) -> String {
    let first = groups
        .iter()
        .find(|group| group.name.is_some())
        .or(groups.first());
    let Some((first, share)) =
        first.and_then(|group| Some((group, group.total.value.share_of(asked.total.value)?)))
    else {
        return format!("Savings by {}", facet.label());
    };
    format!(
        "{} is {} of the savings",
        name(asked.assessment, facet, first.name.as_deref()),
        whole_percent(share)
    )
}

fn table(asked: &Asked<'_>, facet: Facet, groups: &[Group]) -> Table {
    let quote = asked.quote;
    let has_bases =
        facet == Facet::Organisation && groups.iter().any(|group| base(asked, group).is_some());
    let mut columns = vec![
        column(&super::status::capital(facet.label()), Align::Left, 2.6),
        column("Lines", Align::Right, 0.7),
        column("Savings", Align::Right, 1.0),
        column("of all", Align::Right, 0.7),
    ];
    if has_bases {
        columns.push(column("of its income or allocation", Align::Right, 1.2));
    }
    columns.extend([
        column("No scheme", Align::Right, 1.0),
        column("One-off", Align::Right, 0.9),
        column("Gap next year", Align::Right, 1.0),
        column("After Sept", Align::Right, 0.9),
        column("Forecast", Align::Right, 1.0),
        column("of its plan", Align::Right, 0.9),
    ]);
    let mut rows: Vec<Row> = groups
        .iter()
        .map(|group| {
            let label = name(asked.assessment, facet, group.name.as_deref());
            let mut cells = vec![group_cell(facet, &label, group.name.clone())];
            cells.extend(cells_of(asked, group, has_bases));
            Row {
                cells,
                strong: false,
            }
        })
        .collect();
    rows.push(all_row(asked, has_bases));
    Table {
        title: format!("By {}", facet.label()),
        subtitle: format!("{}, plan for the year; largest first", quote.unit()),
        columns,
        rows,
    }
}

/// A body's own; of all lines the plan's, which is one base and never the sum of several.
fn base(asked: &Asked<'_>, group: &Group) -> Option<Base> {
    let Some(name) = group.name.as_deref() else {
        let whole = group.lines == asked.savings.lines.len();
        return asked
            .assessment
            .headline
            .share
            .as_ref()
            .filter(|_| whole)
            .map(|share| share.base.clone());
    };
    let positions = &asked.assessment.case.plan.position.as_ref()?.organisations;
    let own = positions.iter().find(|own| own.organisation.name == name)?;
    turnover(own)
}

fn cells_of(asked: &Asked<'_>, group: &Group, has_bases: bool) -> Vec<TableCell> {
    let quote = asked.quote;
    let mut cells = vec![
        count_cell(group.lines),
        money_cell(quote, &group.total),
        share_cell(
            group.total.value.share_of(asked.total.value),
            // All lines, of which the group's are some.
            &asked.total.cells,
        ),
    ];
    if has_bases {
        let share = base(asked, group).and_then(|base| {
            let mut cells = group.total.cells.clone();
            cells.extend(base.value.cells.iter().cloned());
            Some(Sourced::new(
                group.total.value.share_of(base.value.value)?,
                cells,
            ))
        });
        cells.push(norm_cell(asked, share));
    }
    let unidentified = group
        .mix
        .steps
        .iter()
        .find(|(step, _)| *step == Some(Status::Unidentified))
        .map(|(_, value)| value);
    cells.push(soft_cell(quote, unidentified));
    cells.push(soft_cell(
        quote,
        group.lasting.as_ref().map(|own| &own.one_off),
    ));
    let gap = group
        .lasting
        .as_ref()
        .map(|own| Sourced::new(own.carried_gap(), Cells::default()));
    cells.push(soft_cell(quote, gap.as_ref()));
    cells.push(group.phased.as_ref().map_or_else(
        || share_cell(None, &Cells::default()),
        |own| share_cell(own.second_half_share(), &own.second_half.cells),
    ));
    let forecast = group.forecast.as_ref();
    cells.push(optional_money_cell(
        quote,
        forecast.map(|(forecast, _)| forecast),
    ));
    let of_plan = forecast.map(|(forecast, plan)| {
        let mut cells = forecast.cells.clone();
        cells.extend(plan.cells.iter().cloned());
        Sourced::new(forecast.value.share_of(plan.value), cells)
    });
    cells.push(of_plan.map_or_else(
        || share_cell(None, &Cells::default()),
        |share| share_cell(share.value, &share.cells),
    ));
    cells
}

fn all_row(asked: &Asked<'_>, has_bases: bool) -> Row {
    let mut cells = vec![text_cell("All")];
    cells.extend(cells_of(asked, &Group::of_all(&asked.lines), has_bases));
    Row {
        cells,
        strong: true,
    }
}

fn count_cell(lines: usize) -> TableCell {
    TableCell {
        number: Some(lines as f64),
        ..text_cell(count(lines as u64))
    }
}

/// What is unidentified, one-off or missing next year: adverse where there is any.
fn soft_cell(quote: crate::wording::Quote, amount: Option<&Sourced<Money>>) -> TableCell {
    let tone = amount.map_or(Tone::Muted, |amount| {
        if amount.value.is_positive() {
            Tone::Adverse
        } else {
            Tone::Neutral
        }
    });
    TableCell {
        tone,
        ..optional_money_cell(quote, amount)
    }
}

/// A share of income or allocation: adverse, and in words, above what the field plans on average.
fn norm_cell(asked: &Asked<'_>, share: Option<Sourced<Share>>) -> TableCell {
    let [_, middle, top] = asked.assessment.policy.savings_norms.value;
    let Some(share) = share else {
        return TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        };
    };
    let beyond = [top, middle].into_iter().find(|norm| share.value > *norm);
    TableCell {
        text: beyond.map_or_else(
            || percent(share.value),
            |norm| format!("{}, above {}", percent(share.value), whole_percent(norm)),
        ),
        tone: if beyond.is_some() {
            Tone::Adverse
        } else {
            Tone::Neutral
        },
        number: Some(share.value.to_f64()),
        cells: share.cells,
        ..TableCell::default()
    }
}
