//! Where several bodies or specialties give their share within 18 weeks: all of them in a table, the furthest short first.

use super::super::link::{column, text_cell};
use super::super::{Align, Block, Row, Table, TableCell, Tone};
use super::{Told, asked, landed};
use crate::analysis::WithinOutlook;
use crate::assessment::Assessment;
use crate::plan::{Month, PlannedShare, Share, ShareTrajectory, Sourced};
use crate::wording::{percent, points};
use rust_decimal::Decimal;

pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let outlooks = &assessment.within_18;
    let tables = (outlooks.len() > 1)
        .then(|| bodies(outlooks))
        .into_iter()
        .chain(specialties(assessment));
    tables.map(|table| vec![Block::Table(table)]).collect()
}

fn cell(share: Option<&Sourced<Share>>) -> TableCell {
    share.map_or_else(
        || TableCell {
            tone: Tone::Muted,
            ..text_cell("–")
        },
        |share| TableCell {
            text: percent(share.value),
            number: super::drawn_percent(share.value).into(),
            cells: share.cells.clone(),
            tone: Tone::Neutral,
            opens: None,
        },
    )
}

fn bodies(outlooks: &[WithinOutlook]) -> Table {
    let month = outlooks
        .first()
        .map_or_else(String::new, |own| own.standard.month().short());
    let told = Told::of(outlooks);
    let whose = if outlooks.iter().all(|own| own.baseline.is_some()) {
        "their own 18-week end-point"
    } else {
        "what is asked within 18 weeks"
    };
    Table {
        title: told.title(whose),
        subtitle: format!(
            "part of the list within 18 weeks at month end, the furthest short first{}",
            told.open()
        ),
        columns: vec![
            column("Organisation", Align::Left, 3.0),
            column("Stood at", Align::Right, 1.0),
            column("Asked", Align::Left, 1.6),
            column(&month, Align::Right, 1.0),
            column("Short by", Align::Right, 1.0),
        ],
        rows: outlooks.iter().map(body_row).collect(),
    }
}

fn body_row(outlook: &WithinOutlook) -> Row {
    let name = outlook
        .organisation
        .as_ref()
        .map_or("Whole plan", |body| &body.name);
    let share = landed(&outlook.landing).map(|(share, ..)| share);
    let short = outlook
        .required
        .zip(share)
        .map(|(required, share)| Share(required.0 - share.value.0))
        .filter(|short| short.0 > Decimal::ZERO);
    let short = short.map_or_else(
        || text_cell("–"),
        |short| TableCell {
            text: points(short),
            number: super::drawn_percent(short).into(),
            tone: Tone::Adverse,
            ..TableCell::default()
        },
    );
    let stood = outlook.baseline.as_ref().map(|stood| &stood.share);
    Row {
        cells: vec![
            text_cell(name),
            cell(stood),
            text_cell(asked(outlook)),
            cell(share),
            short,
        ],
        strong: false,
    }
}

/// The specialties as the plan states them, the lowest first: what is asked is asked of the body, not of them.
fn specialties(assessment: &Assessment) -> Option<Table> {
    let plan = &assessment.case.plan;
    let parts: Vec<&ShareTrajectory> = plan
        .elective
        .as_ref()?
        .within_18_weeks
        .iter()
        .filter(|own| own.specialty.is_some())
        .collect();
    let last = parts
        .iter()
        .filter_map(|own| planned(own).map(|(month, _)| month))
        .max()?;
    let mut rows: Vec<(Option<Decimal>, Row)> = parts
        .iter()
        .map(|own| {
            let end = own.months.get(&last).and_then(|both| both.plan.as_ref());
            (end.map(|share| share.value.0), specialty_row(own, end))
        })
        .collect();
    rows.sort_by_key(|(end, _)| end.unwrap_or(Decimal::MAX));
    Some(Table {
        title: "Within 18 weeks by specialty".to_owned(),
        subtitle: "part of each list at month end, the lowest first".to_owned(),
        columns: vec![
            column("Specialty", Align::Left, 2.0),
            column("Organisation", Align::Left, 2.0),
            column("Latest actual", Align::Right, 1.0),
            column("In", Align::Left, 0.8),
            column(&format!("Plan {}", last.short()), Align::Right, 1.0),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    })
}

type Seen<'a> = Option<(Month, &'a Sourced<Share>)>;

fn last(own: &ShareTrajectory, pick: fn(&PlannedShare) -> Option<&Sourced<Share>>) -> Seen<'_> {
    let mut months = own.months.iter().rev();
    months.find_map(|(month, both)| Some((*month, pick(both)?)))
}

fn planned(own: &ShareTrajectory) -> Seen<'_> {
    last(own, |both| both.plan.as_ref())
}

fn specialty_row(own: &ShareTrajectory, end: Option<&Sourced<Share>>) -> Row {
    let actual = last(own, |both| both.actual.as_ref());
    let body = own.organisation.as_ref().map_or("", |body| &body.name);
    Row {
        cells: vec![
            text_cell(own.specialty.clone().unwrap_or_default()),
            text_cell(body),
            cell(actual.map(|(_, share)| share)),
            text_cell(actual.map_or_else(String::new, |(month, _)| month.short())),
            cell(end),
        ],
        strong: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::cell;
    use crate::plan::{Case, Elective, FinancialYear, Organisation, Plan};
    use crate::policy::Policy;
    use std::collections::BTreeMap;

    fn share(body: &str, specialty: Option<&str>, before: i64, end: i64) -> ShareTrajectory {
        let of = |percent, at| Some(Sourced::at(Share::percent(percent), cell(at)));
        let march = |year| Month { year, month: 3 };
        ShareTrajectory {
            organisation: Some(Organisation::named(body)),
            specialty: specialty.map(str::to_owned),
            months: BTreeMap::from([
                (
                    march(2026),
                    PlannedShare {
                        plan: None,
                        actual: of(before, "Waits!C3"),
                    },
                ),
                (
                    march(2027),
                    PlannedShare {
                        plan: of(end, "Waits!O3"),
                        actual: None,
                    },
                ),
            ]),
        }
    }

    fn tables(within_18_weeks: Vec<ShareTrajectory>) -> Vec<Table> {
        let plan = Plan {
            name: "Pell Valley ICS".to_owned(),
            year: Some(Sourced::new(FinancialYear(2026), Vec::new())),
            elective: Some(Elective {
                within_18_weeks,
                ..Elective::default()
            }),
            ..Plan::default()
        };
        let case = Case {
            plan,
            ..Case::default()
        };
        let rows = rows(&judge(case, Vec::new(), &Policy::default()));
        rows.into_iter()
            .flatten()
            .filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            })
            .collect()
    }

    fn texts(row: &Row) -> Vec<&str> {
        row.cells.iter().map(|cell| cell.text.as_str()).collect()
    }

    #[test]
    fn each_body_stands_with_what_is_asked_of_it() {
        let tables = tables(vec![
            share("Elm NHS Trust", None, 61, 69),
            share("Ash NHS Trust", None, 55, 63),
            share("Oak NHS Trust", None, 66, 72),
        ]);
        let [table] = tables.as_slice() else {
            panic!("{tables:?}")
        };
        assert_eq!(
            table.title,
            "2 of 3 fall short of their own 18-week end-point"
        );
        let rows: Vec<Vec<&str>> = table.rows.iter().map(texts).collect();
        // 55 + 7 is below 65; 66 + 7 is 73; 61 + 7 is 68.
        assert_eq!(
            rows,
            [
                [
                    "Ash NHS Trust",
                    "55.0%",
                    "65.0% asked",
                    "63.0%",
                    "2.0 points"
                ],
                [
                    "Oak NHS Trust",
                    "66.0%",
                    "73.0% asked",
                    "72.0%",
                    "1.0 point"
                ],
                ["Elm NHS Trust", "61.0%", "68.0% asked", "69.0%", "–"],
            ]
        );
    }

    #[test]
    fn specialties_stand_lowest_first_and_are_asked_for_nothing() {
        let tables = tables(vec![
            share("Ash NHS Trust", Some("Ophthalmology"), 70, 75),
            share("Ash NHS Trust", Some("ENT"), 48, 60),
        ]);
        let [table] = tables.as_slice() else {
            panic!("{tables:?}")
        };
        assert_eq!(
            texts(&table.rows[0]),
            ["ENT", "Ash NHS Trust", "48.0%", "Mar 2026", "60.0%"]
        );
        assert_eq!(table.rows.len(), 2);
    }
}
