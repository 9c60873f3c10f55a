//! What the pack rests on: the files, and the assumptions in effect with their sources.

use super::link::{column, text_cell};
use super::{Align, Block, Page, PageId, Row, Table, page, plan_label, reading_line};
use crate::assessment::{Assessment, SignedOff};
use crate::policy::{Policy, Threshold};
use crate::wording::counted;

pub fn basis(assessment: &Assessment) -> Page {
    let reading = reading_line(assessment);
    let mut rows = vec![vec![Block::Table(sources(assessment))]];
    rows.extend(signed_off(assessment).map(|table| vec![Block::Table(table)]));
    rows.push(vec![Block::Table(policy(&assessment.policy))]);
    let subtitle = format!(
        "{}. {}; {}; {}.",
        plan_label(assessment),
        reading.tables,
        reading.totals,
        reading.not_understood
    );
    page(
        assessment,
        PageId::Reading,
        "What this rests on".to_owned(),
        subtitle,
        rows,
    )
}

fn sources(assessment: &Assessment) -> Table {
    let rows = assessment.workbooks.iter().map(|workbook| Row {
        cells: vec![
            text_cell(&*workbook.name),
            text_cell(workbook.fingerprint.clone()),
        ],
        strong: false,
    });
    Table {
        title: "Files read".to_owned(),
        subtitle: "the fingerprint proves that two readers saw the same file".to_owned(),
        columns: vec![
            column("File", Align::Left, 1.6),
            column("SHA-256", Align::Left, 3.0),
        ],
        rows: rows.collect(),
    }
}

/// Who signed what, with the fingerprints that prove it; nothing where nobody did.
fn signed_off(assessment: &Assessment) -> Option<Table> {
    let row = |own: &SignedOff| {
        let read = &own.sign_off.read;
        let books = read.workbooks.iter();
        let mut prints: Vec<String> = books
            .map(|(name, print)| format!("{name} {print}"))
            .collect();
        prints.push(format!("decisions {}", read.decisions));
        prints.push(format!("policy {}", read.policy));
        Row {
            cells: vec![
                text_cell(own.in_words(&assessment.names)),
                text_cell(prints.join("; ")),
            ],
            strong: own.is_current(),
        }
    };
    (!assessment.signed.is_empty()).then(|| Table {
        title: "Signed off".to_owned(),
        subtitle: "as read from these files, with these decisions and this policy".to_owned(),
        columns: vec![
            column("By whom", Align::Left, 1.6),
            column("SHA-256", Align::Left, 3.0),
        ],
        rows: assessment.signed.iter().map(row).collect(),
    })
}

fn policy(policy: &Policy) -> Table {
    let changed = policy.changed();
    let row = |setting: Threshold| {
        let own = changed.iter().find(|entry| entry.name == setting.name);
        let value = match own {
            Some(entry) => format!("{} (default {})", setting.value, entry.default.join(", ")),
            None => setting.value,
        };
        let source = if own.is_some() {
            "Changed by the reviewer"
        } else {
            setting.source
        };
        Row {
            cells: vec![
                text_cell(setting.meaning),
                text_cell(value),
                text_cell(source),
            ],
            strong: own.is_some(),
        }
    };
    let subtitle = match changed.len() {
        0 => "ours, not NHS policy, unless the source says so".to_owned(),
        many => format!(
            "ours, not NHS policy, unless the source says so; {} from the default",
            counted(many, "differs", "differ")
        ),
    };
    Table {
        title: "Assumptions".to_owned(),
        subtitle,
        columns: vec![
            column("What it decides", Align::Left, 2.6),
            column("Value", Align::Left, 1.6),
            column("Source", Align::Left, 2.6),
        ],
        rows: policy.settings().into_iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge;
    use crate::plan::example::clean_case;
    use crate::report::pack_pages;

    #[test]
    fn a_changed_setting_is_told_with_its_default() {
        let mut changed = Policy::default();
        changed.set("one-off-share", &["45%".to_owned()]).unwrap();
        let table = policy(&changed);
        assert!(table.subtitle.contains("1 differs from the default"));
        let text = format!("{:?}", table.rows);
        assert!(text.contains("45% (default 30%)") && text.contains("Changed by the reviewer"));
    }

    #[test]
    fn the_pack_ends_with_what_it_rests_on() {
        let assessment = judge(
            clean_case().with_unidentified(2_137_000, 12),
            Vec::new(),
            &Policy::default(),
        );
        let titles: Vec<String> = pack_pages(&assessment)
            .into_iter()
            .map(|page| page.title)
            .collect();
        assert_eq!(
            titles.last().map(String::as_str),
            Some("What this rests on")
        );
        assert!(titles.iter().all(|title| !title.is_empty()));
        assert!((4..=11).contains(&titles.len()), "{titles:?}");
    }
}
