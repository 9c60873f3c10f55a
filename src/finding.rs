//! A fault in a plan or its workbook: what it means, what is at stake, and the cells that show it.

use crate::plan::{Cells, Money};
use crate::wording::{count, counted, money};
use rust_decimal::Decimal;

/// How much a finding matters to the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The plan should not go to the board like this.
    Blocker,
    /// The board should ask.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    pub fn label(self) -> &'static str {
        match self {
            Self::Blocker => "blocker",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What a kind of finding means; the same texts in the window, the board pack and `planproof explain`.
#[derive(Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Kebab-case, names the fault, equal to the file name of its rule.
    pub id: &'static str,
    pub severity: Severity,
    /// A few words, shown as the finding's title.
    pub title: &'static str,
    /// One line, shown in lists of rules.
    pub summary: &'static str,
    /// Why a board should care.
    pub rationale: &'static str,
    /// Figures that show the fault.
    pub example: &'static str,
    /// What to do in the workbook.
    pub fix: &'static str,
    /// What to ask in the room.
    pub question: &'static str,
}

/// What is at stake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stake {
    Money(Money),
    /// Pathways still waiting.
    Pathways(u64),
    /// A part of the plan where no pounds can be named.
    Percent(Decimal),
}

impl Stake {
    /// `£21.6m`, `1,240`, `58%`, `0.3%`: for lists that say elsewhere what it is.
    pub fn in_words(self) -> String {
        match self {
            Self::Money(pounds) => money(pounds),
            Self::Pathways(pathways) => count(pathways),
            Self::Percent(percent) => format!("{}%", percent.round_dp(1).normalize()),
        }
    }
}

/// One occurrence of a fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub about: &'static Explanation,
    /// The explanation's severity, unless the figures make it graver or lighter.
    pub severity: Severity,
    /// A plain sentence with the figures.
    pub message: String,
    pub stake: Option<Stake>,
    /// The cells that show it, the telling one first.
    pub cells: Cells,
}

impl Explanation {
    /// Its texts under their headings: the same in the window's panel, in the terminal and in what other programs read.
    /// The question stands apart, for it is what is taken into the room.
    pub fn sections(&self) -> [(&'static str, &'static str); 4] {
        [
            ("What it looks for", self.summary),
            ("Why a board should care", self.rationale),
            ("Example", self.example),
            ("What to do in the workbook", self.fix),
        ]
    }

    /// An occurrence of this fault at these cells.
    pub fn at(&'static self, cells: Cells, message: impl Into<String>) -> Finding {
        Finding {
            about: self,
            severity: self.severity,
            message: message.into(),
            stake: None,
            cells,
        }
    }
}

impl Finding {
    pub fn worth(mut self, stake: Stake) -> Self {
        self.stake = Some(stake);
        self
    }

    pub fn graded(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Several of one kind as one: the largest is told, the others are counted, all cells are kept.
    pub fn folded(mut findings: Vec<Self>) -> Option<Self> {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.pounds()));
        let others = findings.len().saturating_sub(1);
        let sum: Money = findings.iter().map(Self::pounds).sum();
        let cells = findings
            .iter()
            .flat_map(|finding| finding.cells.clone())
            .collect();
        let mut largest = findings.into_iter().next()?;
        if others > 0 {
            largest.message = format!(
                "{} So it is with {}.",
                largest.message,
                counted(others, "other", "others")
            );
            if !sum.is_zero() {
                largest.stake = Some(Stake::Money(sum));
            }
            largest.cells = cells;
        }
        Some(largest)
    }

    /// Pounds at stake; zero where none are named. Orders findings of equal severity.
    pub fn pounds(&self) -> Money {
        match self.stake {
            Some(Stake::Money(money)) => money.abs(),
            _ => Money::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_part_is_not_told_as_none() {
        let told = |tenths: i64| Stake::Percent(Decimal::new(tenths, 1)).in_words();
        assert_eq!([told(3), told(580)], ["0.3%", "58%"]);
    }
}
