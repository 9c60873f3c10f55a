//! The savings plan: its lines, their phasing, status, recurrence and risk.

use super::{Cells, Governance, Money, Monthly, Organisation, Sourced};
use crate::workbook::CellRef;
use rust_decimal::Decimal;

/// All savings lines of a plan, each counted once; totals and repeats on other sheets are not lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Savings {
    pub lines: Vec<Saving>,
    /// The savings the plan is required to make, where the workbook states it.
    pub target: Option<Sourced<Money>>,
    /// Targets stated for one organisation each; their sum is not assumed to be `target`.
    pub organisation_targets: Vec<(Organisation, Sourced<Money>)>,
    /// Whether the income and expenditure demonstrably carries the whole target, with the cells that show it:
    /// only then is an uncovered target a hole in the position.
    pub target_in_position: Option<Cells>,
}

/// One line of the savings plan: a scheme, or a line with no scheme behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Saving {
    /// The cell of the name, or of the value where the name is blank.
    pub source: CellRef,
    pub reference: Option<String>,
    /// As the workbook says; empty where blank.
    pub name: String,
    pub organisation: Option<Organisation>,
    /// Division, directorate or care group; from a column or a section heading.
    pub division: Option<String>,
    pub category: Option<String>,
    /// In-year value for the plan's year; a saving is positive whatever sign the workbook uses.
    pub value: Sourced<Money>,
    /// Planned in-year value by month; `None` where the table has no months for this line.
    pub phasing: Option<Phasing>,
    pub full_year_effect: Option<Sourced<Money>>,
    /// Planned up to the month the actuals reach.
    pub plan_to_date: Option<Sourced<Money>>,
    pub actual_to_date: Option<Sourced<Money>>,
    pub forecast: Option<Sourced<Money>>,
    pub recurrence: Option<Recurrence>,
    pub status: Option<StatedStatus>,
    pub risk: Option<StatedRisk>,
    pub owner: Option<String>,
    /// As the workbook says it.
    pub start: Option<String>,
    pub governance: Governance,
    /// Whole-time equivalents by which the scheme reduces the staff; positive whatever sign the workbook uses.
    pub staff: Option<Sourced<Decimal>>,
    /// What it costs to deliver in the plan's year; positive.
    pub cost: Option<Sourced<Money>>,
    /// Why this line has no scheme behind it; empty for a scheme.
    pub unidentified: Vec<Evidence>,
    /// What speaks weakly against a scheme and was not enough by itself; the line counts as a scheme.
    pub doubts: Vec<Evidence>,
}

/// Value by month or by quarter, April first. A blank is `None`, not zero.
#[derive(Debug, Clone, PartialEq)]
pub enum Phasing {
    Months(Box<Monthly<Option<Sourced<Money>>>>),
    Quarters(Box<[Option<Sourced<Money>>; 4]>),
}

/// What part of a saving is there again next year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurrence {
    Recurrent,
    NonRecurrent,
    /// Split by the workbook; the rest of the value is one-off.
    Part {
        recurrent: Money,
    },
}

/// How far a scheme has got, on the four-step ladder of the national returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    FullyDeveloped,
    InProgress,
    Opportunity,
    Unidentified,
}

impl Status {
    pub const ALL: [Self; 4] = [
        Self::FullyDeveloped,
        Self::InProgress,
        Self::Opportunity,
        Self::Unidentified,
    ];

    /// As the national returns say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::FullyDeveloped => "Fully developed",
            Self::InProgress => "Plans in progress",
            Self::Opportunity => "Opportunity",
            Self::Unidentified => "Unidentified",
        }
    }
}

/// A status with the workbook's own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedStatus {
    /// `None` where the word could not be placed on the ladder.
    pub status: Option<Status>,
    pub word: String,
    pub cell: CellRef,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    Low,
    Medium,
    High,
}

/// A delivery risk with the workbook's own word or colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedRisk {
    pub risk: Option<Risk>,
    pub word: String,
    pub cell: CellRef,
}

/// One reason, in words a finance director would use, and the cell that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// "status is Unidentified", "name says to be identified", "under the heading Unidentified schemes".
    pub reason: String,
    pub cell: CellRef,
    /// Whether it is the line's own name that says there is no scheme: such a name tells nothing of anybody.
    pub by_name: bool,
}

impl Saving {
    /// Whether it takes from the savings: an investment, slippage taken off, what it costs to deliver them.
    pub fn is_cost(&self) -> bool {
        self.value.value.is_negative()
    }

    /// Whether something in the workbook says that no scheme is behind it, be it a saving or a cost.
    pub fn has_no_scheme(&self) -> bool {
        !self.unidentified.is_empty()
    }

    /// Whether it is a saving with no scheme behind it. A line below nil is none, whatever it is called: to take it out of
    /// the plan would better the position.
    pub fn is_unidentified(&self) -> bool {
        self.has_no_scheme() && !self.is_cost()
    }

    /// The step of the ladder to show it at: a saving with no scheme behind it is unidentified whatever its status says, and
    /// a cost never is.
    pub fn step(&self) -> Option<Status> {
        if self.is_unidentified() {
            return Some(Status::Unidentified);
        }
        let stated = self.status.as_ref().and_then(|stated| stated.status);
        stated.filter(|status| *status != Status::Unidentified || !self.is_cost())
    }

    /// The part that is there again next year; `None` where the workbook does not say.
    pub fn recurrent(&self) -> Option<Money> {
        Some(match self.recurrence? {
            Recurrence::Recurrent => self.value.value,
            Recurrence::NonRecurrent => Money::ZERO,
            Recurrence::Part { recurrent } => recurrent,
        })
    }
}

impl Savings {
    /// Every line, in pounds, with their cells.
    pub fn total(&self) -> Sourced<Money> {
        self.lines.iter().map(|line| &line.value).sum()
    }

    /// Every line, in pounds.
    pub fn total_value(&self) -> Money {
        self.lines.iter().map(|line| line.value.value).sum()
    }

    pub fn unidentified_lines(&self) -> impl Iterator<Item = &Saving> {
        self.lines.iter().filter(|line| line.is_unidentified())
    }

    pub fn unidentified(&self) -> Sourced<Money> {
        self.unidentified_lines().map(|line| &line.value).sum()
    }

    /// The stated target less all lines, unidentified ones included; negative where the plan is over-programmed.
    pub fn gap_to_target(&self) -> Option<Money> {
        self.target
            .as_ref()
            .map(|target| target.value - self.total_value())
    }

    /// The part of the target not covered by any line, if positive.
    pub fn uncovered_target(&self) -> Option<Sourced<Money>> {
        let gap = self.gap_to_target().filter(|gap| gap.is_positive())?;
        Some(Sourced::new(gap, self.target.as_ref()?.cells.clone()))
    }

    /// Value of the lines marked recurrent; `None` if the workbook never says.
    pub fn recurrent(&self) -> Option<Money> {
        let said: Vec<Money> = self.lines.iter().filter_map(Saving::recurrent).collect();
        (!said.is_empty()).then(|| said.into_iter().sum())
    }
}
