//! What the trajectory costs, as far as the plan says: activity, the income assumed for it, capacity bought above the usual
//! price, and savings that take capacity away.

use super::link::{column, text_cell};
use super::{Align, Block, Row, Table, TableCell, Tone};
use crate::analysis::{ElectiveMoney, elective_money};
use crate::assessment::Assessment;
use crate::plan::{Cells, Money, Share, Sourced};
use crate::wording::{count, money, percent};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

pub(super) fn rows(assessment: &Assessment) -> Vec<Vec<Block>> {
    let plan = &assessment.case.plan;
    let found = elective_money(plan);
    if plan.elective.is_none() || found.is_empty() {
        return Vec::new();
    }
    vec![vec![Block::Table(table(&found))]]
}

/// Income alone is no finding of its own.
pub(super) fn board_title(assessment: &Assessment) -> Option<String> {
    let plan = &assessment.case.plan;
    let found = elective_money(plan);
    let is_told = !found.cuts.is_empty() || !found.premium.is_empty();
    (plan.elective.is_some() && is_told).then(|| title(&found))
}

fn title(found: &ElectiveMoney<'_>) -> String {
    let cuts: Money = found.cuts.iter().map(|line| line.value.value).sum();
    let premium: Money = found.premium.iter().map(|(_, value)| value.value).sum();
    let income: Money = found.income.iter().map(|(_, value)| value.value).sum();
    if cuts.is_positive() {
        format!(
            "{} of savings cut capacity that the waits need",
            money(cuts)
        )
    } else if premium.is_positive() {
        format!(
            "{} of capacity is bought above the usual price",
            money(premium)
        )
    } else if income.is_positive() {
        format!("{} of income rests on elective activity", money(income))
    } else {
        "The activity that the waits rest on".to_owned()
    }
}

fn table(found: &ElectiveMoney<'_>) -> Table {
    let mut rows = Vec::new();
    for activity in &found.activity {
        let change = activity.before.as_ref().and_then(|before| {
            let planned = activity.planned_of_those_months.value;
            let share = (planned - before.value).checked_div(before.value)?;
            let way = if share.is_sign_negative() {
                "less"
            } else {
                "more"
            };
            Some(format!(
                "{} {way} than the {} of the same months a year before",
                percent(Share(share.abs())),
                whole(before.value)
            ))
        });
        rows.push(Row {
            cells: vec![
                text_cell("Activity planned"),
                text_cell(activity.measure.name.clone()),
                TableCell {
                    text: whole(activity.planned.value),
                    number: activity.planned.value.to_f64(),
                    cells: activity.planned.cells.clone(),
                    tone: Tone::Neutral,
                    ..TableCell::default()
                },
                text_cell(change.unwrap_or_else(|| "the year before is not given".to_owned())),
            ],
            strong: false,
        });
    }
    for (label, value) in &found.income {
        rows.push(of_money("Income assumed", label, value, "", Tone::Neutral));
    }
    for (label, value) in &found.premium {
        rows.push(of_money(
            "Bought capacity",
            label,
            value,
            "above the usual price",
            Tone::Neutral,
        ));
    }
    for line in &found.cuts {
        let months = "takes away what treats these patients";
        rows.push(of_money(
            "Saving",
            &line.name,
            &line.value,
            months,
            Tone::Adverse,
        ));
    }
    rows.extend(per_patient(found));
    Table {
        title: title(found),
        subtitle: "what the plan's own figures say the trajectory rests on, for the year"
            .to_owned(),
        columns: vec![
            column("", Align::Left, 1.2),
            column("As the workbook says it", Align::Left, 2.4),
            column("Plan", Align::Right, 1.0),
            column("Beside", Align::Left, 2.6),
        ],
        rows,
    }
}

fn whole(value: Decimal) -> String {
    value
        .round()
        .to_u64()
        .map_or_else(|| value.to_string(), count)
}

fn of_money(what: &str, label: &str, value: &Sourced<Money>, beside: &str, tone: Tone) -> Row {
    Row {
        cells: vec![
            text_cell(what),
            text_cell(label.to_owned()),
            TableCell {
                text: money(value.value),
                number: value.value.pounds().to_f64(),
                cells: value.cells.clone(),
                tone,
                ..TableCell::default()
            },
            text_cell(beside),
        ],
        strong: false,
    }
}

/// Income over all activity planned: what each patient is assumed to bring.
fn per_patient(found: &ElectiveMoney<'_>) -> Option<Row> {
    let activity: Decimal = found.activity.iter().map(|own| own.planned.value).sum();
    let income: Money = found.income.iter().map(|(_, value)| value.value).sum();
    let each = income
        .pounds()
        .checked_div(activity)
        .filter(|_| income.is_positive())?;
    let cells: Cells = found
        .income
        .iter()
        .flat_map(|(_, value)| value.cells.clone())
        .collect();
    let value = Sourced::new(Money::from_pounds(each), cells);
    Some(of_money(
        "Income assumed",
        "for each patient planned",
        &value,
        "income lines over all activity above",
        Tone::Neutral,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::LineKind;
    use crate::plan::example::{clean_case, position_line, scheme};
    use crate::plan::example_waits::measure;
    use crate::policy::Policy;

    #[test]
    fn activity_income_and_cuts_stand_in_one_table() {
        let mut case = clean_case().with_savings(|savings| {
            savings
                .lines
                .push(scheme("Reduce insourcing", 1_200_000, 12));
        });
        case.plan.measures.push(measure("Day cases", 8, 1_000));
        case.plan.position.as_mut().unwrap().organisations[0].lines = vec![position_line(
            "Elective income",
            LineKind::Income,
            12_000_000,
            14,
        )];
        let assessment = judge(case, Vec::new(), &Policy::default());
        let pages = crate::report::pack_pages(&assessment);
        let of_money = pages
            .iter()
            .find(|page| page.id == crate::report::PageId::ElectiveMoney)
            .unwrap();
        assert_eq!(
            of_money.title,
            "£1.2m of savings cut capacity that the waits need"
        );
        let rows = rows(&assessment);
        let Block::Table(table) = &rows[0][0] else {
            panic!("{rows:?}")
        };
        assert_eq!(
            table.title,
            "£1.2m of savings cut capacity that the waits need"
        );
        let text = |row: usize, cell: usize| table.rows[row].cells[cell].text.as_str();
        assert_eq!(text(0, 2), "12,000");
        assert_eq!((text(1, 2), text(3, 2)), ("£12.0m", "£1k"));
    }
}
