//! Headers in other words of the field.

use super::book::{Book, Tab};
use super::chance::Chance;
use super::table::Table;
use planproof::import::TableKind;

/// What the field calls these columns, in board papers and trackers.
const REFERENCE: &[&str] = &[
    "Unique Ref",
    "Project ID",
    "Scheme Ref",
    "Scheme ID",
    "CIP Ref",
    "Ref No",
    "Ref",
    "Scheme No.",
    "CIP No",
    "Line",
    "Project Code",
];
const NAME: &[&str] = &[
    "Project Name",
    "Projects",
    "Project Title",
    "Scheme",
    "Scheme Name",
    "Scheme Title",
    "CIP Scheme",
    "Scheme Description",
    "Description",
    "Initiative",
    "Opportunity",
    "Workstream/Scheme",
    "Efficiency Scheme",
    "Idea",
];
const ORGANISATION: &[&str] = &[
    "Organisation",
    "Trust",
    "Provider",
    "Entity",
    "Body",
    "ICB/Provider",
    "System partner",
];
const DIVISION: &[&str] = &[
    "Department/Directorate",
    "Division",
    "Care Group",
    "Directorate",
    "Clinical Service Centre",
    "Clinical Business Unit",
    "CBU",
    "Business Unit",
    "Care Unit",
    "Collaborative",
    "Service line",
    "Corporate area",
    "Locality",
    "Place",
    "Cost Centre",
];
const RECURRENCE: &[&str] = &[
    "R/NR",
    "Rec/NR",
    "Recurrent?",
    "Recurrent / Non Recurrent",
    "Recurring",
    "Recurrent Y/N",
    "Non-rec",
];
/// Of these none asks the opposite question, so a plain Y or N under them keeps its meaning.
const RECURRENT: &[&str] = &["Recurrent?", "Recurring", "Recurrent Y/N", "Recurrent"];
const STATUS: &[&str] = &[
    "Status",
    "Plan Status",
    "Opportunity Plan Status",
    "Stage",
    "Maturity",
    "Development status",
    "Pipeline stage",
];
const RISK: &[&str] = &[
    "Risk",
    "Risk Rating",
    "Delivery Risk",
    "RAG",
    "RAG Rating",
    "BRAG",
    "Financial RAG",
    "Delivery RAG",
];
const OWNER: &[&str] = &[
    "Project SRO",
    "SRO",
    "Exec Lead",
    "Executive Sponsor",
    "Lead",
    "Scheme Lead",
    "CIP lead",
    "Project manager",
    "Owner",
    "Responsible",
    "Accountable Officer",
    "Finance Lead",
    "Clinical Lead",
    "Operational Lead",
];
const VALUE: &[&str] = &[
    "In Year Annual Plan",
    "Gross Plan",
    "Annual Plan",
    "In-Year Plan",
    "Full Year Plan",
    "FY Plan",
    "CIP Target",
    "Value",
    "Total",
    "Annual Target",
    "Planned Saving",
    "PYE",
    "CYE",
    "Target",
];
const EFFECT: &[&str] = &[
    "FYE",
    "Full Year Effect",
    "Recurrent FYE",
    "Carry-forward FYE",
];

/// Headers of savings tables in other words of the field.
pub fn synonyms(book: &mut Book, chance: &mut Chance) -> bool {
    let mut done = false;
    for tab in book.plan_tabs() {
        let tables: Vec<Table> = tab
            .tables
            .iter()
            .filter(|table| table.is(TableKind::Savings))
            .cloned()
            .collect();
        for table in &tables {
            for column in &table.columns {
                let alone = table.of_meaning(&column.meaning).count() == 1;
                let list = synonyms_of(tab, table, &column.meaning, column.at);
                if alone && !list.is_empty() && !chance.one_in(3) {
                    done |= reword(tab, table, column.at, list, chance);
                }
            }
        }
    }
    done
}

fn synonyms_of(tab: &Tab, table: &Table, meaning: &str, at: u32) -> &'static [&'static str] {
    let rivals = table.columns.iter().any(|column| {
        let numbers = (table.header.1 + 1..=table.last_row).any(|row| {
            tab.cells
                .get(&(row, column.at))
                .is_some_and(|cell| cell.decimal().is_some())
        });
        numbers
            && (matches!(
                column.meaning.as_str(),
                "not used" | "plan to date" | "actual to date" | "forecast"
            ))
    });
    let plain = |answer: &str| matches!(answer.to_lowercase().as_str(), "y" | "n" | "yes" | "no");
    let answers =
        (table.header.1 + 1..=table.last_row).any(|row| tab.text((row, at)).is_some_and(plain));
    match meaning {
        "reference" => REFERENCE,
        "name" => NAME,
        "organisation" => ORGANISATION,
        "division" => DIVISION,
        "recurrence" if answers => RECURRENT,
        "recurrence" => RECURRENCE,
        "status" => STATUS,
        "risk" => RISK,
        "owner" => OWNER,
        "in-year plan value" if !rivals => VALUE,
        "full year effect" => EFFECT,
        _ => &[],
    }
}

/// Another word for a header that says neither a year nor anything another header says.
fn reword(tab: &mut Tab, table: &Table, at: u32, list: &[&str], chance: &mut Chance) -> bool {
    let place = (table.header.1, at);
    let Some(old) = tab.text(place).map(str::to_owned) else {
        return false;
    };
    let merged = tab
        .merges
        .iter()
        .any(|area| area.contains(place.0, place.1));
    let digits: String = old.chars().filter(char::is_ascii_digit).collect();
    if merged || !(digits.is_empty() || digits == "000") {
        return false;
    }
    let others: Vec<String> = (table.header.0..=table.header.1)
        .flat_map(|row| table.columns.iter().map(move |column| (row, column.at)))
        .filter(|other| *other != place)
        .filter_map(|other| tab.text(other).map(last_word))
        .collect();
    let fits: Vec<&&str> = list
        .iter()
        .filter(|word| !others.contains(&last_word(word)))
        .collect();
    if fits.is_empty() {
        return false;
    }
    let word = chance.pick(&fits);
    let unit = old
        .find(['£', '('])
        .map(|at| &old[at..])
        .filter(|tail| tail.contains('£'));
    let new = unit.map_or_else(|| (**word).to_owned(), |unit| format!("{word} {unit}"));
    tab.reword(place, &new);
    new != old
}

fn last_word(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words
        .rfind(|word| !word.is_empty())
        .unwrap_or_default()
        .to_lowercase()
}
