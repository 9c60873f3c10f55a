//! What a table is: savings schemes, income and expenditure, long waits, or no part of a plan; with the evidence.

use super::header::Role;
use super::kind_waits::waits;
use super::table::{Column, Table};
use super::text::{has_any, is_one_of, padded, words};
use super::vocabulary::{line_kind, savings_words, status};
use super::{called_savings, not_added, without_result};
use crate::plan::LineKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Savings,
    Position,
    Elective,
    Other,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub(super) kind: Kind,
    pub(super) score: u32,
    pub(super) evidence: Vec<String>,
}

/// Judges one table by its headers, its labels and what stands above it.
pub(super) fn judge(table: &Table<'_, '_>) -> Verdict {
    if let Some(verdict) = super::patients::verdict(table).or_else(|| super::scores::verdict(table))
    {
        return verdict;
    }
    let candidates = [waits(table), position(table), savings(table)];
    candidates
        .into_iter()
        .filter(|verdict| verdict.score >= 4)
        .max_by_key(|verdict| verdict.score)
        .unwrap_or(Verdict {
            kind: Kind::Other,
            score: 0,
            evidence: vec![
                "no headers or labels of savings, income and expenditure, or long waits".to_owned(),
            ],
        })
}

pub(super) struct Tally {
    kind: Kind,
    score: u32,
    evidence: Vec<String>,
}

impl Tally {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            score: 0,
            evidence: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, held: bool, weight: u32, why: &str) {
        if held {
            self.score += weight;
            self.evidence.push(why.to_owned());
        }
    }

    pub(super) fn verdict(self, possible: bool) -> Verdict {
        Verdict {
            kind: self.kind,
            score: if possible { self.score } else { 0 },
            evidence: self.evidence,
        }
    }
}

/// What stands above the table and is no sentence: a remark on risks does not make a plan a list of risks.
fn captions(table: &Table<'_, '_>) -> String {
    // "Oak Bridge NHS Trust" walks nowhere.
    let without_body = |line: &str| match super::names::in_title(line) {
        Some(body) => line.replace(&body.name, ""),
        None => line.to_owned(),
    };
    // "Workstream: workforce" says whose schemes these are, and not what they are.
    let names_a_group = |line: &&str| line.split_once(':').is_some_and(|(head, _)| is_group(head));
    let mut lines: Vec<String> = table
        .captions()
        .filter(|line| !names_a_group(line))
        .map(without_body)
        .collect();
    lines.reverse();
    lines.join(" | ")
}

fn is_group(head: &str) -> bool {
    let all = words(head);
    let mut named = all
        .iter()
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    named.next().is_some_and(|word| {
        is_one_of(
            word,
            "workstream; programme; theme; portfolio; division; directorate; care",
        )
    }) && named.all(|word| word == "group")
}

/// What names a table and nothing else is said in fewer words than this.
const CAPTION_WORDS_MAX: usize = 8;

/// What a column of schemes is headed.
const SCHEME_WORDS: &str =
    "scheme; schemes; project; initiative; cip; qipp; opportunity; efficiency; saving";

fn savings(table: &Table<'_, '_>) -> Verdict {
    let mut tally = Tally::new(Kind::Savings);
    let name = table
        .by_role(Role::Name)
        .or_else(|| table.by_role(Role::Line))
        .or_else(|| types_of_savings(table));
    let values = table.columns.iter().any(Column::is_value);
    let title = padded(&words(&captions(table)));
    let headers = table
        .columns
        .iter()
        .map(|column| column.facets.text.as_str());
    let header = padded(&words(&headers.collect::<Vec<_>>().join(" ")));
    tally.add(
        name.is_some_and(|name| name.own.says(SCHEME_WORDS)),
        3,
        "a column of schemes",
    );
    tally.add(
        table.by_role(Role::Recurrence).is_some()
            || table
                .columns
                .iter()
                .any(|column| column.is_value() && column.own.recurrent.is_some()),
        3,
        "a column says what is recurrent",
    );
    tally.add(
        super::parts_headed::tell_recurrence(table),
        3,
        "a recurrent and a one-off part, each under its heading",
    );
    let by_status = table
        .columns
        .iter()
        .filter(|column| column.is_value() && super::vocabulary::ladder_word(&column.own.padded))
        .count();
    tally.add(by_status >= 2, 2, "values by plan status");
    tally.add(
        table.by_role(Role::Identified).is_some(),
        2,
        "a column says what is identified",
    );
    let ladder = table.by_role(Role::Status).is_some_and(|column| {
        table
            .region
            .rows
            .iter()
            .filter_map(|row| table.grid.text(*row, column.index))
            .any(|text| status(text).is_some())
    });
    tally.add(ladder, 2, "a column of plan status");
    tally.add(
        table.by_role(Role::Risk).is_some() || table.by_role(Role::Owner).is_some(),
        1,
        "risk or owner by line",
    );
    titles(table, &title, &mut tally);
    tally.add(savings_words(&header), 2, "savings in the headers");
    tally.add(
        name.is_some_and(|name| savings_words(&name.own.padded)),
        1,
        "its corner names savings",
    );
    tally.add(
        table
            .columns
            .iter()
            .any(|column| column.facets.full_year_effect),
        1,
        "a full year effect",
    );
    let called =
        called_savings::name_column(table.grid, &table.region.rows, &table.columns).is_some();
    tally.add(called, 4, "its lines are called savings one by one");
    let core = says_savings(table, name) || by_status >= 2 || called;
    let counts = !is_of_something_else(table, &title)
        && !name.is_some_and(is_headed_otherwise)
        && !not_added::says(table)
        && !is_account(table);
    tally.verdict(name.is_some() && values && core && counts)
}

/// "Efficiency type" in the corner over types that each have one row: the finest lines there are.
fn types_of_savings<'t>(table: &'t Table<'_, '_>) -> Option<&'t Column> {
    let corner = table.columns.first()?;
    let grouped = matches!(corner.role, Some(Role::Category | Role::Workstream));
    (grouped && corner.distinct == corner.texts && savings_words(&corner.own.padded))
        .then_some(corner)
}

/// Whether any of the first rows names savings, and nearly all figures are credits: "CRES not yet devolved" among the accounts
/// of a budget upload. In a ledger of budgets one such line stands among costs.
fn lines_speak_of_savings(table: &Table<'_, '_>) -> bool {
    let rows = || table.region.rows.iter().take(ROWS_READ);
    let says = |row: &u32| {
        let mut texts = table.grid.row(*row).texts();
        texts.any(|(_, text)| savings_words(&padded(&words(text))))
    };
    // Account codes are numbers and no figures of a year.
    let of_a_year = |column: &&Column| {
        let said = &column.facets;
        column.is_value() && (said.month.is_some() || said.year.is_some() || said.annual)
    };
    let values = || table.columns.iter().filter(of_a_year);
    let is_journal = |row: &u32| {
        let mut texts = table.grid.row(*row).texts();
        texts.any(|(_, text)| {
            has_any(
                &padded(&words(text)),
                "contra; journal; control; offset; other side",
            )
        })
    };
    let figures = rows()
        .flat_map(|row| values().filter_map(move |column| table.grid.number(*row, column.index)));
    let (mut credits, mut all) = (0_usize, 0_usize);
    for figure in figures.filter(|figure| !figure.is_zero()) {
        all += 1;
        credits += usize::from(figure.is_sign_negative());
    }
    // In a ledger of costs one line of savings among others says nothing of these, unless a journal takes back what it brings.
    let told = rows().filter(|row| says(row)).count();
    let lines = rows()
        .filter(|row| values().any(|column| table.grid.number(**row, column.index).is_some()));
    let are_most = told * 2 >= lines.count();
    credits * 10 >= all * 8 && all > 0 && (are_most || (told > 0 && rows().any(is_journal)))
}

const ROWS_READ: usize = 200;

/// What the lines above the table, its own lines and the sheet's name say of savings.
fn titles(table: &Table<'_, '_>, title: &str, tally: &mut Tally) {
    tally.add(
        table.by_role(Role::Recurrence).is_some() && lines_speak_of_savings(table),
        2,
        "its lines speak of savings",
    );
    let setting = padded(&words(&table.setting));
    tally.add(
        savings_words(title) || savings_words(&setting),
        3,
        "savings in the title or the sheet's name",
    );
    let caption = table.caption();
    tally.add(
        savings_words(&padded(&words(caption))) && words(caption).len() <= CAPTION_WORDS_MAX,
        1,
        "the line above it names savings",
    );
    tally.add(
        super::header::recurrent(&padded(&words(caption))).is_some()
            || super::voice::heading(caption),
        2,
        "its title says what is recurrent, or that there are no schemes",
    );
}

/// Whether a surplus or deficit is among the rows, as in no list of schemes.
fn is_account(table: &Table<'_, '_>) -> bool {
    super::position::labels(table).iter().any(|label| {
        let all = words(label);
        let says = |wanted: &str| all.iter().any(|word| word == wanted);
        line_kind(label)
            .is_some_and(|kind| matches!(kind, LineKind::Surplus | LineKind::AdjustedSurplus))
            && !savings_words(&padded(&all))
            && says("surplus")
            && says("deficit")
    })
}

/// Whether the title or the sheet's name says that the table lists something other than savings.
fn is_of_something_else(table: &Table<'_, '_>, title: &str) -> bool {
    has_any(
        &format!("{title}{}", padded(&words(table.grid.sheet.name()))),
        "capital; capex; movement; bridge; walk; reconciliation; cost pressures; investments; \
            investment; risk register; risks; workforce; activity; rota; contacts; lists; \
            glossary",
    ) && !savings_words(title)
        && !lists_schemes(table)
}

/// Whether the corner says what its rows are, and these are no savings, whatever the page is about: "Cost pressures".
fn is_headed_otherwise(name: &Column) -> bool {
    const OTHERS: [&str; 8] = [
        "pressure",
        "pressures",
        "investment",
        "investments",
        "risk",
        "risks",
        "movement",
        "movements",
    ];
    let head = words(&name.own.text).pop();
    head.is_some_and(|head| OTHERS.contains(&head.as_str())) && !savings_words(&name.own.padded)
}

/// Whether schemes are listed with what is recurrent of them: under "Workstream 2: nursing workforce" too.
fn lists_schemes(table: &Table<'_, '_>) -> bool {
    let named = table.by_role(Role::Name);
    named.is_some_and(|name| name.own.says(SCHEME_WORDS))
        && table.by_role(Role::Recurrence).is_some()
}

/// Whether savings are said somewhere: a register of contracts has owners, statuses and pounds too.
fn says_savings(table: &Table<'_, '_>, name: Option<&Column>) -> bool {
    let says = |text: &str| savings_words(&padded(&words(text)));
    name.is_some_and(|name| name.own.says(SCHEME_WORDS) || says(&name.own.text))
        || table.by_role(Role::Recurrence).is_some()
        || table.by_role(Role::Identified).is_some()
        || says(&captions(table))
        || says(&table.setting)
        || table.columns.iter().any(|column| {
            column.facets.full_year_effect
                || (column.is_value()
                    && (savings_words(&column.facets.padded) || column.own.recurrent.is_some()))
        })
}

fn position(table: &Table<'_, '_>) -> Verdict {
    let mut tally = Tally::new(Kind::Position);
    let labels = super::position::labels(table);
    let kinds_down: Vec<LineKind> = labels
        .iter()
        .filter_map(|label| super::position::line_of_account(label))
        .collect();
    let has_result = |kinds: &[LineKind]| {
        kinds
            .iter()
            .any(|kind| matches!(kind, LineKind::Surplus | LineKind::AdjustedSurplus))
    };
    let accounts = |kinds: &[LineKind]| {
        let mut distinct: Vec<LineKind> = kinds
            .iter()
            .filter(|kind| !matches!(kind, LineKind::Subtotal))
            .copied()
            .collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.len()
    };
    let kinds_across: Vec<LineKind> = table
        .columns
        .iter()
        .filter(|column| column.is_value())
        .filter_map(super::account_columns::line_of)
        .collect();
    let titled = super::position::titled(table).is_some()
        && (lists_organisations(table) || super::position::names_bodies(table));
    let down = has_result(&kinds_down)
        && (accounts(&kinds_down) >= 3 || (kinds_down.len() >= 3 && accounts(&kinds_down) >= 2));
    tally.add(
        down,
        8,
        "its rows are lines of income and expenditure down to the surplus or deficit",
    );
    let told = format!(
        "{}{}",
        padded(&words(&table.words())),
        padded(&words(&table.title))
    );
    tally.add(
        without_result::is_account(labels.into_iter())
            && !lists_projects(table)
            && !savings_words(&told)
            && !super::vocabulary::unidentified_word(&told),
        5,
        "its rows are lines of income and expenditure, with no surplus or deficit below them",
    );
    tally.add(
        has_result(&kinds_across) && (lists_organisations(table) || accounts(&kinds_across) >= 2),
        8,
        "a column of surplus or deficit",
    );
    tally.add(titled, 7, "surplus or deficit by organisation");
    let words = padded(&words(&format!(
        "{} {}",
        captions(table),
        table.grid.sheet.name()
    )));
    let walk = has_any(
        &words,
        "movement; bridge; walk; reconciliation; variance analysis; cash flow; balance sheet; \
            sensitivity; scenario; risks",
    );
    // What scores nothing is none, a walk or not.
    let possible = tally.score > 0 && !walk && !super::around::is_walk(table);
    tally.verdict(possible && table.columns.iter().any(Column::is_value))
}

/// Whether the rows are schemes that somebody answers for and that get somewhere: those of an account have no sponsor.
fn lists_projects(table: &Table<'_, '_>) -> bool {
    let named = table
        .by_role(Role::Name)
        .is_some_and(|name| name.own.says(SCHEME_WORDS));
    let managed = [
        Role::Owner,
        Role::Status,
        Role::Risk,
        Role::Start,
        Role::Assurance,
    ];
    named
        && managed
            .into_iter()
            .filter(|role| table.by_role(*role).is_some())
            .count()
            >= 2
}

/// Whether the rows are bodies: by a header that says so, or by their names.
fn lists_organisations(table: &Table<'_, '_>) -> bool {
    if table.by_role(Role::Organisation).is_some() {
        return true;
    }
    let Some(column) = super::position::label_column(table) else {
        return false;
    };
    let named: Vec<bool> = table
        .region
        .rows
        .iter()
        .take(100)
        .filter_map(|row| table.grid.text(*row, column.index))
        .map(super::names::is_organisation)
        .collect();
    let bodies = named.iter().filter(|named| **named).count();
    bodies >= 2 && bodies * 2 > named.len()
}
