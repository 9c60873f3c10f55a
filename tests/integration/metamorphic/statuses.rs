//! A house's own status words, with a legend.

use super::book::{Book, Tab};
use super::chance::Chance;
use planproof::plan::Status;

/// Step names of five houses, from fully developed to unidentified.
const LADDERS: [[&str; 4]; 5] = [
    ["Banked", "Worked up", "Long list", "Blank"],
    ["A", "B", "C", "D"],
    ["Gold", "Silver", "Bronze", "White"],
    ["S4", "S3", "S2", "S1"],
    ["Cat 1", "Cat 2", "Cat 3", "Cat 4"],
];
const MEANINGS: [&str; 4] = [
    "Fully developed scheme",
    "Plans in progress",
    "Opportunity only, no plan yet written",
    "Unidentified: no scheme behind it",
];

/// The status words of one house become those of another, with a legend.
pub fn statuses(book: &mut Book, chance: &mut Chance) -> bool {
    let ladder = chance.pick(&LADDERS);
    let mut done = false;
    for tab in book.plan_tabs() {
        for table in tab.tables.clone() {
            let stated: Vec<_> = table
                .lines
                .iter()
                .filter(|line| line.status_column.is_some())
                .collect();
            if stated.is_empty() || stated.iter().any(|line| line.status.is_none()) {
                continue;
            }
            for line in stated {
                let step = match line.status.unwrap() {
                    Status::FullyDeveloped => 0,
                    Status::InProgress => 1,
                    Status::Opportunity => 2,
                    Status::Unidentified => 3,
                };
                tab.reword((line.row, line.status_column.unwrap()), ladder[step]);
                done = true;
            }
        }
    }
    if done {
        legend(book, ladder, chance);
    }
    done
}

fn legend(book: &mut Book, ladder: &[&str; 4], chance: &mut Chance) {
    let mut own = Tab::new("Key");
    let lines: Vec<(&&str, &str)> = ladder.iter().zip(MEANINGS).collect();
    match chance.below(3) {
        0 => {
            own.put((0, 0), "Status");
            own.put((0, 1), "Meaning");
            for (row, (word, meaning)) in (1..).zip(lines) {
                own.put((row, 0), word);
                own.put((row, 1), meaning);
            }
        }
        1 => {
            for (row, (word, meaning)) in (0..).zip(lines) {
                own.put((row, 0), &format!("{word} = {meaning}"));
            }
        }
        _ => {
            let all: Vec<String> = lines
                .iter()
                .map(|(word, meaning)| format!("{word} = {meaning}"))
                .collect();
            own.put((0, 0), &format!("Status: {}", all.join("; ")));
        }
    }
    book.tabs.push(own);
}
