//! Lines far off their plan, with what explains them.

use super::layout::{Sheet, Style};
use crate::assessment::Assessment;
use crate::report::{self, MOST, explain_limits, variance_items};
use crate::wording::counted;

pub(super) fn to_explain(sheet: &mut Sheet, assessment: &Assessment) {
    let items = variance_items(assessment);
    if items.is_empty() {
        return;
    }
    let title = report::to_explain(assessment)
        .unwrap_or_else(|| "Every large variance is explained".to_owned());
    sheet.blank();
    sheet.line(Style::Bold, &title);
    sheet.paragraph(2, Style::Muted, &explain_limits(assessment));
    for item in items.iter().take(MOST) {
        sheet.paragraph(2, Style::Plain, &format!("{}: {}", item.name, item.message));
        for said in &item.said {
            sheet.paragraph(4, Style::Muted, said);
        }
        if let Some(line) = assessment.off_plan.get(item.index) {
            sheet.paragraph(4, Style::Muted, &super::cells(&line.off.cells()));
        }
    }
    if let Some(rest) = items.len().checked_sub(MOST).filter(|rest| *rest > 0) {
        let rest = counted(rest, "line more", "lines more");
        sheet.paragraph(2, Style::Muted, &rest);
    }
}
