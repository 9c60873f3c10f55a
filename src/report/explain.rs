//! Lines far off their plan, or off the last submission: what each comes to, where it stands, and who has explained it.

use super::findings::MOST;
use super::link::{column, link, text_cell};
use super::{
    Align, Block, Link, Page, PageId, Row, Table, TableCell, Tone, note, page, plan_label,
};
use crate::analysis::{Gap, OffPlan, Standard};
use crate::assessment::{Assessment, Explained, Names, Said};
use crate::plan::Money;
use crate::wording::{counted, money, quoted};
use serde::{Deserialize, Serialize};

/// One line that owes an explanation, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct VarianceItem {
    /// Its position in `Assessment::off_plan`.
    pub index: usize,
    /// The line, and whose it is where there are several bodies.
    pub name: String,
    /// The body, else the division, it belongs to.
    pub group: String,
    /// Pounds of its largest variance: `£1.2m`.
    pub stake: String,
    /// A sentence for each figure that is off.
    pub message: String,
    pub link: Option<Link>,
    /// What explains it, each with who says so; empty where nobody does.
    pub said: Vec<String>,
}

/// The lines to explain: the largest of those that nobody explained first, then those that somebody did.
pub fn variance_items(assessment: &Assessment) -> Vec<VarianceItem> {
    let (explained, open): (Vec<_>, Vec<_>) = assessment
        .off_plan
        .iter()
        .enumerate()
        .partition(|(_, line)| line.is_explained());
    let all = open.into_iter().chain(explained);
    all.map(|(index, line)| item(&assessment.names, index, line))
        .collect()
}

fn item(names: &Names, index: usize, line: &Explained) -> VarianceItem {
    let off = &line.off;
    let gaps: Vec<String> = off
        .gaps
        .iter()
        .map(|gap| said_of(gap, off.is_cost))
        .collect();
    VarianceItem {
        index,
        name: name(names, off.organisation.as_deref(), &off.label),
        group: group(names, off),
        stake: money(off.pounds()),
        message: format!("{}.", gaps.join("; ")),
        link: link(&off.cells()),
        said: line.said.iter().map(|own| said(names, own)).collect(),
    }
}

fn group(names: &Names, off: &OffPlan) -> String {
    match off.organisation.as_ref().or(off.division.as_ref()) {
        Some(own) => names.text(own).into_owned(),
        None if off.is_saving => "No division named".to_owned(),
        None => "Income and expenditure".to_owned(),
    }
}

/// What a line is to explain, its name apart: names may be hidden and shown again while the answer is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VarianceAsked {
    body: Option<String>,
    label: String,
    message: String,
}

impl VarianceAsked {
    pub fn of(line: &Explained) -> Self {
        Self {
            body: line.off.organisation.clone(),
            label: line.off.label.clone(),
            message: item(&Names::default(), 0, line).message,
        }
    }

    /// `Fell NHS Trust: Bank: £1.2m less than planned for the year: £4.0m planned, £2.8m forecast.`
    pub fn in_words(&self, names: &Names) -> String {
        let name = name(names, self.body.as_deref(), &self.label);
        format!("{name}: {}", self.message)
    }
}

fn name(names: &Names, body: Option<&str>, label: &str) -> String {
    let label = match label.trim() {
        "" => "A line without a name",
        label => label,
    };
    let label = names.whole(label);
    match body {
        Some(body) if *body != label => format!("{body}: {label}"),
        _ => label.into_owned(),
    }
}

/// `£1.2m less than planned for the year: £4.0m planned, £2.8m forecast`.
fn said_of(gap: &Gap, is_cost: bool) -> String {
    let amount = gap.amount();
    // Of a cost, less than nothing is more spent.
    let more = amount.is_positive() != is_cost;
    let way = match (is_cost, more) {
        (true, true) => "more spent",
        (true, false) => "less spent",
        (false, true) => "more",
        (false, false) => "less",
    };
    let figure = |value: Money| money(if is_cost { -value } else { value });
    let (planned, now) = (figure(gap.planned.value), figure(gap.now.value));
    let size = money(amount.abs());
    match gap.standard {
        Standard::PlanToDate => {
            format!("{size} {way} than planned to date: {planned} planned, {now} actual")
        }
        Standard::PlanForYear => {
            format!("{size} {way} than planned for the year: {planned} planned, {now} forecast")
        }
        Standard::LastSubmission => {
            let way = if more { "more" } else { "less" };
            format!("{size} {way} planned than in the last submission: {planned} then, {now} now")
        }
    }
}

fn said(names: &Names, said: &Said) -> String {
    let text = quoted(&said.text);
    let text = names.text(&text);
    if let Some(by) = &said.by {
        return format!("{text} ({})", names.signed(by));
    }
    let at = super::link_text(&said.cells).unwrap_or_default();
    format!("{text} (workbook, {at})")
}

/// How many lines still ask: "3 variances ask for an explanation"; `None` where none does.
pub fn to_explain(assessment: &Assessment) -> Option<String> {
    let open = assessment.unexplained().count();
    (open > 0).then(|| {
        let asking = counted(open, "variance asks", "variances ask");
        format!("{asking} for an explanation")
    })
}

/// What the limits are, for whoever asks why a line is listed.
pub fn explain_limits(assessment: &Assessment) -> String {
    let policy = &assessment.policy.in_year;
    let [both, alone] = policy.explain_pounds.value;
    format!(
        "Off plan, or off the last submission, by more than {} and {}, or by more than {}",
        money(both),
        crate::wording::plain_percent(policy.explain_share.value),
        money(alone)
    )
}

/// The lines as a table, the few that matter most; nothing where no line is beyond the limits.
pub(super) fn table(assessment: &Assessment, most: usize) -> Option<Table> {
    let items = variance_items(assessment);
    let cells = |item: &VarianceItem| {
        let link = item.link.as_ref();
        link.map(|link| link.cells.clone()).unwrap_or_default()
    };
    let row = |item: &VarianceItem| {
        let tone = if item.said.is_empty() {
            Tone::Adverse
        } else {
            Tone::Neutral
        };
        let explained = if item.said.is_empty() {
            "to be explained".to_owned()
        } else {
            item.said.join("; ")
        };
        Row {
            cells: vec![
                text_cell(item.name.clone()),
                TableCell {
                    number: assessment
                        .off_plan
                        .get(item.index)
                        .map(|line| line.off.pounds().to_f64()),
                    cells: cells(item),
                    ..text_cell(item.stake.clone())
                },
                TableCell {
                    cells: cells(item),
                    ..text_cell(item.message.clone())
                },
                TableCell {
                    tone,
                    ..text_cell(explained)
                },
            ],
            strong: false,
        }
    };
    (!items.is_empty()).then(|| Table {
        title: title(assessment),
        subtitle: explain_limits(assessment),
        columns: vec![
            column("Line", Align::Left, 1.6),
            column("Off by", Align::Right, 0.7),
            column("Figures", Align::Left, 2.6),
            column("Explained", Align::Left, 2.2),
        ],
        rows: items.iter().take(most).map(row).collect(),
    })
}

fn title(assessment: &Assessment) -> String {
    to_explain(assessment).unwrap_or_else(|| {
        let many = assessment.off_plan.len();
        format!(
            "{} explained",
            counted(many, "large variance is", "large variances are")
        )
    })
}

/// For the pack: nothing where no line is beyond the limits.
pub(super) fn pack_page(assessment: &Assessment) -> Option<Page> {
    let table = Table {
        title: String::new(),
        ..table(assessment, MOST)?
    };
    let rest = assessment.off_plan.len().saturating_sub(MOST);
    let mut rows = vec![vec![Block::Table(table)]];
    if rest > 0 {
        rows.push(vec![note(format!(
            "{} more in the review.",
            counted(rest, "line is", "lines are")
        ))]);
    }
    Some(page(
        assessment,
        PageId::Explain,
        title(assessment),
        plan_label(assessment),
        rows,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{assess, judge};
    use crate::plan::example::{clean_case_in_year, pounds};
    use crate::policy::Policy;
    use crate::review::{Comment, Decision, Ground, Moment, Review, Seen, Signed, Step};
    use crate::workbook::{Cell, CellRef, Sheet, SheetAddress, Value, Visibility, Workbook};
    use std::sync::Arc;

    fn overspent() -> Assessment {
        let case = clean_case_in_year().with_position(|position| {
            position.organisations[0].lines[1].actual_to_date =
                Some(pounds(-72_600_000, "I&E!R20"));
        });
        judge(case, Vec::new(), &Policy::default())
    }

    #[test]
    fn a_cost_over_plan_is_told_as_spent_with_both_figures() {
        let items = variance_items(&overspent());
        assert_eq!(items[0].name, "Pay");
        assert_eq!(
            items[0].message,
            "£2.6m more spent than planned to date: £70.0m planned, £72.6m actual."
        );
        assert!(items[0].said.is_empty());
        assert_eq!(
            to_explain(&overspent()).as_deref(),
            Some("1 variance asks for an explanation")
        );
    }

    #[test]
    fn a_deficit_that_grows_is_no_spending_and_a_cost_nobody_planned_is() {
        let told = |at: usize, plan: i64, forecast: i64| {
            let case = clean_case_in_year().with_position(|position| {
                let lines = &mut position.organisations[0].lines;
                lines.swap(0, at);
                lines.truncate(1);
                let line = &mut lines[0];
                (line.plan_to_date, line.actual_to_date) = (None, None);
                line.plan = Some(pounds(plan, "I&E!P48"));
                line.forecast = Some(pounds(forecast, "I&E!S48"));
            });
            variance_items(&judge(case, Vec::new(), &Policy::default()))
                .remove(0)
                .message
        };
        assert_eq!(
            told(4, -5_000_000, -8_000_000),
            "£3.0m less than planned for the year: −£5.0m planned, −£8.0m forecast."
        );
        assert_eq!(
            told(1, 0, -2_600_000),
            "£2.6m more spent than planned for the year: £0 planned, £2.6m forecast."
        );
    }

    #[test]
    fn the_limits_are_the_policys() {
        let mut assessment = overspent();
        assessment.policy.in_year.explain_pounds.value =
            [Money::from_pounds(3_000_000), Money::from_pounds(9_000_000)];
        let case = Arc::unwrap_or_clone(Arc::clone(&assessment.case));
        assert!(
            judge(case, Vec::new(), &assessment.policy)
                .off_plan
                .is_empty()
        );
        assert!(explain_limits(&assessment).contains("£3.0m and 5%, or by more than £9.0m"));
    }

    const TRACKER: &str = "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Lead|Plan 2025/26|Forecast|Reason for variance\nWard move|COO|2600|1200|Ward 4 handed over in October\nBank|COO|2500|1480|TBC\nDrugs|CP|1400|1410|Price rise\nFleet|CFO|1300|1300|";

    fn tracker() -> Assessment {
        let address = Arc::new(SheetAddress::new("fell.xlsx", "CIP"));
        let mut sheet = Sheet::new(Arc::clone(&address), Visibility::Visible);
        for (row, line) in (0..).zip(TRACKER.lines()) {
            let cells = (0..).zip(line.split('|'));
            for (column, text) in cells.filter(|(_, text)| !text.is_empty()) {
                let value = text.parse::<f64>().map_or(Value::Text(text), Value::Number);
                sheet.insert(row, column, Cell::new(value));
            }
        }
        let book = Workbook {
            name: Arc::clone(&address.workbook),
            sheets: vec![sheet],
            fingerprint: "11".to_owned(),
            ..Workbook::default()
        };
        assess([book].into(), &Review::default(), &Policy::default())
    }

    fn all_said(assessment: &Assessment) -> Vec<(String, Vec<String>)> {
        let items = variance_items(assessment);
        items
            .into_iter()
            .map(|item| (item.name, item.said))
            .collect()
    }

    #[test]
    fn the_workbooks_own_reason_explains_and_a_placeholder_does_not() {
        let assessment = tracker();
        assert_eq!(
            all_said(&assessment),
            [
                ("Bank".to_owned(), vec![]),
                (
                    "Ward move".to_owned(),
                    vec![
                        "\u{201c}Ward 4 handed over in October\u{201d} (workbook, CIP!E4)"
                            .to_owned()
                    ]
                )
            ]
        );
        assert_eq!(
            to_explain(&assessment).as_deref(),
            Some("1 variance asks for an explanation")
        );
    }

    #[test]
    fn a_comment_on_its_row_explains_it_until_it_is_taken_back() {
        let assessment = tracker();
        let open = assessment.unexplained().next().unwrap();
        let about =
            Ground::new(&assessment.case.plan, &assessment.workbooks).subject(&open.off.cells());
        let by = Signed::new("Ann", Moment::at(0));
        let comment = Comment::new("Shifts moved to agency", about, Seen::default(), by.clone());
        let mut review = Review::default();
        review.apply(&Decision::Comment(Box::new(comment.clone())));
        let reviewed = assessment.reviewed(&review);
        assert_eq!(to_explain(&reviewed), None);
        assert_eq!(
            all_said(&reviewed)[1].1,
            ["\u{201c}Shifts moved to agency\u{201d} (Ann, 1 Jan 1970)"]
        );
        // Undone, it is as it was.
        assert_eq!(
            reviewed.reviewed(&Review::default()).off_plan,
            assessment.off_plan
        );
        // Withdrawn, it stays in the file and explains nothing.
        let later = Signed::new("Ann", Moment::at(1));
        review.apply(&Decision::Follow(
            comment.id,
            Box::new(Step::withdraw(later)),
        ));
        assert!(to_explain(&reviewed.reviewed(&review)).is_some());
    }

    #[test]
    fn a_comment_explains_where_the_line_has_its_figures_or_its_remarks() {
        let assessment = tracker();
        let figure = assessment.unexplained().next().unwrap().off.cells()[0].clone();
        assert_eq!(figure.to_string(), "CIP!D5");
        let explained = |row: u32, column: u32| {
            let cell = CellRef {
                row,
                column,
                ..figure.clone()
            };
            let about = Ground::new(&assessment.case.plan, &assessment.workbooks).subject(&[cell]);
            let by = Signed::new("Ann", Moment::at(0));
            let comment = Comment::new("Shifts moved to agency", about, Seen::default(), by);
            let mut review = Review::default();
            review.apply(&Decision::Comment(Box::new(comment)));
            to_explain(&assessment.reviewed(&review)).is_none()
        };
        assert!(explained(4, 2) && explained(4, 3), "plan and forecast");
        assert!(explained(4, 4), "the reasons");
        assert!(!explained(4, 0) && !explained(4, 1), "the scheme, its lead");
        assert!(!explained(5, 4), "another line's reason");
    }

    #[test]
    fn names_that_are_hidden_are_hidden_here_too() {
        let mut assessment = tracker();
        assessment.names = Names::hidden(&assessment.case, &[]);
        let names = all_said(&assessment);
        let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Scheme 2", "Scheme 1"]);
    }
}
