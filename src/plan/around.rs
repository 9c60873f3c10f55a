//! What a workbook says around its position: limits, support, one-offs, risks, money set aside, cash, the year before and
//! the years after. What it does not hold is absent, never nil.

use super::{FinancialYear, LineKind, Money, Organisation, Sourced};
use crate::workbook::CellRef;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Around {
    /// Single figures, in reading order; of a table that repeats another only one is kept.
    pub items: Vec<Item>,
    /// Reserves and provisions with their balances.
    pub holdings: Vec<Holding>,
    /// Bridges from one position to another as the workbook walks them.
    pub walks: Vec<StatedWalk>,
    /// Results and account lines of other years.
    pub other_years: Vec<OtherYear>,
    /// Savings delivered in earlier years, the earliest first.
    pub record: Vec<YearSavings>,
    /// Savings planned for later years, in lists or columns of their own.
    pub savings_ahead: Vec<SavingsAhead>,
    /// Where the workbook itself doubts that its plan will be delivered.
    pub doubts: Vec<Doubt>,
}

/// What one figure around the position is. Signs are its effect on the position, unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemKind {
    /// The position a body may not be worse than: surplus positive, deficit negative.
    ControlTotal,
    /// Deficit support funding received in the year, positive.
    Support,
    /// The position as stated without that support.
    WithoutSupport,
    /// Income or benefit that does not come again: positive.
    OneOffBenefit,
    /// Cost that does not come again: negative.
    OneOffCost,
    /// What this year's changes do to the next year beyond what they do to this one.
    FullYearEffect,
    /// The underlying position as stated.
    Underlying,
    /// Before mitigation: negative.
    GrossRisk,
    Mitigation,
    /// After mitigation: negative.
    NetRisk,
    /// Set aside in the year's expenditure: an amount, positive.
    Contingency,
    /// Any other reserve in the year's expenditure: an amount, positive.
    Reserve,
    /// Reserves or provisions released into the year: positive.
    Release,
    /// Released from the balance sheet in any other way: positive.
    BalanceSheet,
    /// Cash in the bank: a balance.
    Cash,
    /// More allocation or funding than the year before: positive.
    Growth,
}

impl ItemKind {
    /// Whether several figures of this kind are parts of a sum; of others the first stands for all.
    pub fn adds_up(self) -> bool {
        !matches!(
            self,
            Self::ControlTotal
                | Self::Support
                | Self::WithoutSupport
                | Self::Underlying
                | Self::NetRisk
                | Self::Cash
        )
    }

    /// In a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::ControlTotal => "control total",
            Self::Support => "deficit support funding",
            Self::WithoutSupport => "position without support",
            Self::OneOffBenefit => "one-off benefit",
            Self::OneOffCost => "one-off cost",
            Self::FullYearEffect => "full-year effect",
            Self::Underlying => "underlying position",
            Self::GrossRisk => "gross risk",
            Self::Mitigation => "mitigation",
            Self::NetRisk => "net risk",
            Self::Contingency => "contingency",
            Self::Reserve => "reserve",
            Self::Release => "reserves and provisions released",
            Self::BalanceSheet => "balance-sheet release",
            Self::Cash => "cash",
            Self::Growth => "growth in funding",
        }
    }
}

/// When a figure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum When {
    /// Years from the plan's year: −1 is the year before, 0 the plan's own.
    Year(i8),
    /// The end of a month of the plan's year; 1 is April.
    MonthEnd(u8),
}

/// One figure around the position.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub kind: ItemKind,
    /// `None` for the whole plan.
    pub organisation: Option<Organisation>,
    /// As the workbook says it.
    pub label: String,
    pub when: When,
    pub value: Sourced<Money>,
}

/// A reserve or provision with what goes in and out of it. Amounts held are positive.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    pub organisation: Option<Organisation>,
    pub label: String,
    pub opening: Option<Sourced<Money>>,
    /// Taken into the year's position: positive.
    pub released: Option<Sourced<Money>>,
    pub closing: Option<Sourced<Money>>,
}

/// A bridge as the workbook walks it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedWalk {
    pub organisation: Option<Organisation>,
    pub title: String,
    /// The first and the last are positions.
    pub steps: Vec<WalkStep>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct WalkStep {
    pub label: String,
    /// A position, or a change of it: negative worsens it.
    pub amount: Sourced<Money>,
    pub kind: WalkKind,
}

/// What a step of a bridge is, by its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WalkKind {
    /// A level, not a change.
    Position,
    /// More allocation, income or funding.
    Growth,
    Support,
    Savings,
    /// Savings with no scheme behind them.
    Unidentified,
    /// One-off items of this year or the last.
    OneOff,
    /// Pressures, inflation, investments.
    Change,
    /// "Other", "balancing", "unexplained": says that something changed and not what.
    Other,
}

impl StatedWalk {
    /// The changes between its positions.
    pub fn changes(&self) -> impl Iterator<Item = &WalkStep> {
        self.steps
            .iter()
            .filter(|step| step.kind != WalkKind::Position)
    }
}

/// The result of another year and, where the workbook gives them, the lines that make it.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherYear {
    /// −1 is the year before the plan's, 1 the year after it.
    pub offset: i8,
    /// `None` for the whole plan.
    pub organisation: Option<Organisation>,
    /// Surplus positive; the adjusted (control total) basis where both are given.
    pub surplus: Sourced<Money>,
    /// Income positive, expenditure negative.
    pub lines: Vec<OtherYearLine>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OtherYearLine {
    pub label: String,
    pub kind: LineKind,
    pub value: Sourced<Money>,
}

/// What a year before the plan's was asked to save, and what it saved; positive whatever sign the workbook uses.
#[derive(Debug, Clone, PartialEq)]
pub struct YearSavings {
    pub year: FinancialYear,
    pub planned: Option<Sourced<Money>>,
    pub delivered: Sourced<Money>,
}

/// What one body plans to save in a year after the plan's: positive.
#[derive(Debug, Clone, PartialEq)]
pub struct SavingsAhead {
    pub year: FinancialYear,
    /// `None` for the whole plan.
    pub organisation: Option<Organisation>,
    pub value: Sourced<Money>,
    /// Of that, with no scheme behind it.
    pub unidentified: Sourced<Money>,
}

/// A sentence of the workbook that doubts its own plan, word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub text: String,
    pub cell: CellRef,
}

impl Around {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The plan's own figure of a kind: those stated for the whole plan, else those of its organisations together.
    pub fn total(&self, kind: ItemKind) -> Option<Sourced<Money>> {
        self.total_at(kind, When::Year(0))
    }

    pub fn total_at(&self, kind: ItemKind, when: When) -> Option<Sourced<Money>> {
        let parts = self.parts(kind, when);
        (!parts.is_empty()).then(|| parts.into_iter().map(|item| &item.value).sum())
    }

    /// What the plan's own figure of a kind is the sum of.
    pub fn parts(&self, kind: ItemKind, when: When) -> Vec<&Item> {
        let of = |whole: bool| {
            self.items.iter().filter(move |item| {
                item.kind == kind && item.when == when && item.organisation.is_none() == whole
            })
        };
        let whole = of(true).next().is_some();
        let mut parts: Vec<&Item> = Vec::new();
        for item in of(whole) {
            let known = |other: &&Item| other.organisation == item.organisation;
            if kind.adds_up() || !parts.iter().any(known) {
                parts.push(item);
            }
        }
        parts
    }

    /// The whole plan's result of another year: as stated for the whole, else the sum where every one of `members` is
    /// there and nobody else.
    pub fn other_year(&self, offset: i8, members: &[&Organisation]) -> Option<Sourced<Money>> {
        let of = || self.other_years.iter().filter(|year| year.offset == offset);
        if let Some(whole) = of().find(|year| year.organisation.is_none()) {
            return Some(whole.surplus.clone());
        }
        let own: Vec<&OtherYear> = members
            .iter()
            .filter_map(|member| of().find(|year| year.organisation.as_ref() == Some(member)))
            .collect();
        (!members.is_empty() && own.len() == members.len())
            .then(|| own.iter().map(|year| &year.surplus).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::pounds;

    fn item(kind: ItemKind, body: Option<&str>, value: i64, cell: &str) -> Item {
        Item {
            kind,
            organisation: body.map(Organisation::named),
            label: kind.label().to_owned(),
            when: When::Year(0),
            value: pounds(value, cell),
        }
    }

    #[test]
    fn the_whole_comes_before_its_parts_and_the_first_of_two_levels_counts() {
        let around = Around {
            items: vec![
                item(ItemKind::GrossRisk, Some("Oak NHS Trust"), -3, "R!B2"),
                item(ItemKind::GrossRisk, Some("Elm NHS Trust"), -4, "R!B3"),
                item(ItemKind::ControlTotal, Some("Oak NHS Trust"), -9, "R!B4"),
                item(ItemKind::ControlTotal, None, -20, "R!B5"),
                item(ItemKind::ControlTotal, None, -21, "R!B6"),
            ],
            ..Around::default()
        };
        let risk = around.total(ItemKind::GrossRisk).unwrap();
        assert_eq!((risk.value, risk.cells.len()), (Money::from_pounds(-7), 2));
        let limit = around.total(ItemKind::ControlTotal).unwrap();
        assert_eq!(limit.value, Money::from_pounds(-20));
        assert_eq!(around.total(ItemKind::Cash), None);
    }

    #[test]
    fn last_years_result_needs_every_member() {
        let year = |body: &str, value| OtherYear {
            offset: -1,
            organisation: Some(Organisation::named(body)),
            surplus: pounds(value, "I&E!B9"),
            lines: Vec::new(),
        };
        let around = Around {
            other_years: vec![year("Oak NHS Trust", -3), year("Elm NHS Trust", -4)],
            ..Around::default()
        };
        let (oak, elm, ash) = (
            Organisation::named("Oak NHS Trust"),
            Organisation::named("Elm NHS Trust"),
            Organisation::named("Ash NHS Trust"),
        );
        let both = around.other_year(-1, &[&oak, &elm]).unwrap();
        assert_eq!(both.value, Money::from_pounds(-7));
        assert_eq!(around.other_year(-1, &[&oak, &ash]), None);
        assert_eq!(around.other_year(1, &[&oak]), None);
    }
}
