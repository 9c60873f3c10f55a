//! How firm, how late and how one-off the savings are.

mod brought;
mod facet;
mod largest;
mod lasting;
mod maturity;
mod reached;
mod split;

pub use brought::{Against, Brought, brought, variance_of_year, variance_to_date};
pub use facet::{Facet, Only, risk_label};
pub use largest::{Largest, largest};
pub use lasting::{Lasting, lasting};
pub use maturity::{Maturity, MaturityCell, maturity};
pub use reached::{Reached, reached};
pub use split::{Group, split, tells_apart};

use crate::plan::{
    Adder, Money, Organisation, Phasing, Saving, Savings, Share, Sourced, Status, SumOf,
};
use crate::policy::Policy;
use crate::workbook::CellRef;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct SavingsOutlook {
    pub total: Sourced<Money>,
    /// The whole plan's savings by status.
    pub mix: StatusMix,
    /// By organisation, most unidentified savings first; one nameless entry where the workbook names none.
    pub by_organisation: Vec<(Option<Organisation>, StatusMix)>,
    /// By division, in the same order.
    pub by_division: Vec<(Option<String>, StatusMix)>,
    /// `None` where no line is phased.
    pub phased: Option<PhasedSavings>,
    /// Value that is not there again next year; `None` where the workbook never says.
    pub one_off: Option<Sourced<Money>>,
}

/// Value by step of the ladder; the last entry holds lines whose status is not stated.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatusMix {
    pub steps: Vec<(Option<Status>, Sourced<Money>)>,
    /// Lines below nil, of whatever status: no step is smaller for them.
    pub costs: Sourced<Money>,
}

impl StatusMix {
    fn of<'a>(lines: impl Iterator<Item = &'a Saving>) -> Self {
        let mut steps: Vec<(Option<Status>, SumOf)> = Status::ALL
            .into_iter()
            .map(Some)
            .chain([None])
            .map(|step| (step, SumOf::default()))
            .collect();
        let mut costs = SumOf::default();
        for line in lines {
            let own = line.step();
            if line.is_cost() {
                costs.add(&line.value);
            } else if let Some((_, sum)) = steps.iter_mut().find(|(step, _)| *step == own) {
                sum.add(&line.value);
            }
        }
        Self {
            steps: steps
                .into_iter()
                .map(|(step, sum)| (step, sum.total()))
                .collect(),
            costs: costs.total(),
        }
    }

    pub fn of_lines(lines: &[&Saving]) -> Self {
        Self::of(lines.iter().copied())
    }

    pub fn at(&self, step: Option<Status>) -> Money {
        self.steps
            .iter()
            .find(|(status, _)| *status == step)
            .map_or(Money::ZERO, |(_, value)| value.value)
    }

    pub fn total(&self) -> Money {
        let savings: Money = self.steps.iter().map(|(_, value)| value.value).sum();
        savings + self.costs.value
    }
}

/// The lines that are phased, added up over the year.
#[derive(Debug, Clone, PartialEq)]
pub struct PhasedSavings {
    /// Month number (1 is April) and what is planned in it; quarters at their last month if any line is by quarter.
    pub monthly: Vec<(u8, Sourced<Money>)>,
    /// Everything phased; lines without months are not in it.
    pub total: Money,
    /// Value of the lines that are not phased.
    pub unphased: Money,
    pub second_half: Sourced<Money>,
    pub last_quarter: Sourced<Money>,
    /// Planned in March alone; `None` where any line is by quarter.
    pub last_month: Option<Sourced<Money>>,
}

impl PhasedSavings {
    pub fn second_half_share(&self) -> Option<Share> {
        self.second_half.value.share_of(self.total)
    }

    pub fn last_quarter_share(&self) -> Option<Share> {
        self.last_quarter.value.share_of(self.total)
    }

    pub fn last_month_share(&self) -> Option<Share> {
        self.last_month.as_ref()?.value.share_of(self.total)
    }

    /// Months in each of its parts.
    fn width(&self) -> u8 {
        if self.monthly.len() == 12 { 1 } else { 3 }
    }

    /// The last month by whose end no more than half is planned, with the part planned by then; month 0 where more than
    /// half comes in the first. `None` where months run against each other, so that no half can be told.
    pub fn half_after(&self) -> Option<(u8, Share)> {
        if self.total.is_negative() || self.monthly.iter().any(|(_, own)| own.value.is_negative()) {
            return None;
        }
        let (month, sum) = self
            .cumulative()
            .take_while(|(_, sum)| *sum + *sum <= self.total)
            .last()
            .unwrap_or((0, Money::ZERO));
        Some((month, sum.share_of(self.total)?))
    }

    /// Whether more lands after September, or after December, than the policy lets pass.
    pub fn is_late(&self, policy: &Policy) -> bool {
        let beyond = |share: Option<Share>, limit| share.is_some_and(|share| share >= limit);
        beyond(self.second_half_share(), policy.second_half_share.value)
            || beyond(self.last_quarter_share(), policy.last_quarter_share.value)
    }

    /// The same months, each with the savings planned up to its end.
    pub fn cumulative(&self) -> impl Iterator<Item = (u8, Money)> {
        self.monthly
            .iter()
            .scan(Money::ZERO, |sum, (month, value)| {
                *sum += value.value;
                Some((*month, *sum))
            })
    }
}

pub fn savings(savings: &Savings) -> SavingsOutlook {
    SavingsOutlook {
        total: savings.total(),
        mix: StatusMix::of(savings.lines.iter()),
        by_organisation: grouped(savings, |line| &line.organisation),
        by_division: grouped(savings, |line| &line.division),
        phased: phased(&savings.lines.iter().collect::<Vec<_>>()),
        one_off: one_off(savings),
    }
}

/// Groups of equal keys, most unidentified savings first.
fn grouped<K: Clone + Ord>(
    savings: &Savings,
    key: impl Fn(&Saving) -> &Option<K>,
) -> Vec<(Option<K>, StatusMix)> {
    let mut groups: Vec<(&Option<K>, Vec<&Saving>)> = Vec::new();
    let mut places: BTreeMap<&Option<K>, usize> = BTreeMap::new();
    for line in &savings.lines {
        let place = *places.entry(key(line)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((key(line), vec![line])),
        }
    }
    let mut mixes: Vec<_> = groups
        .into_iter()
        .map(|(own, lines)| (own.clone(), StatusMix::of(lines.into_iter())))
        .collect();
    mixes.sort_by_key(|(_, mix)| {
        std::cmp::Reverse((mix.at(Some(Status::Unidentified)), mix.total()))
    });
    mixes
}

/// Each phased value of a line with the last month it covers: months 1 to 12, or quarter ends 3, 6, 9 and 12.
pub fn line_months(phasing: &Phasing) -> impl Iterator<Item = (u8, &Sourced<Money>)> + Clone {
    let (parts, width): (&[Option<Sourced<Money>>], u8) = match phasing {
        Phasing::Months(months) => (months.as_slice(), 1),
        Phasing::Quarters(quarters) => (quarters.as_slice(), 3),
    };
    let numbered = (1..).zip(parts);
    numbered.filter_map(move |(number, value): (u8, _)| Some((number * width, value.as_ref()?)))
}

/// The lines over the year; `None` where none is phased.
pub fn phased(lines: &[&Saving]) -> Option<PhasedSavings> {
    let mut told = phased_values(lines)?;
    let mut monthly: Vec<Vec<CellRef>> = vec![Vec::new(); told.monthly.len()];
    // Line by line, as they stand in the workbook.
    let [mut second_half, mut last_quarter] = [Vec::new(), Vec::new()];
    let width = told.width();
    for (month, value) in lines.iter().flat_map(|line| filled_months(line)) {
        if let Some(cells) = monthly.get_mut(usize::from((month - 1) / width)) {
            cells.extend_from_slice(&value.cells);
        }
        if month >= SECOND_HALF {
            second_half.extend_from_slice(&value.cells);
        }
        if month >= LAST_QUARTER {
            last_quarter.extend_from_slice(&value.cells);
        }
    }
    // They are kept for as long as the plan is open.
    let kept = |mut cells: Vec<CellRef>| {
        cells.shrink_to_fit();
        cells.into()
    };
    for ((_, value), cells) in told.monthly.iter_mut().zip(monthly) {
        value.cells = kept(cells);
    }
    told.second_half.cells = kept(second_half);
    told.last_quarter.cells = kept(last_quarter);
    told.last_month = told
        .last_month
        .and(told.monthly.last().cloned())
        .map(|(_, last)| last);
    Some(told)
}

/// The first month of each, 1 being April.
const SECOND_HALF: u8 = 7;
const LAST_QUARTER: u8 = 10;

/// The same without the cells: enough to see whether anything is to be said, and much cheaper in a long plan.
pub fn phased_values(lines: &[&Saving]) -> Option<PhasedSavings> {
    let by_quarter = lines
        .iter()
        .any(|line| matches!(line.phasing, Some(Phasing::Quarters(_))));
    let width: u8 = if by_quarter { 3 } else { 1 };
    let mut monthly = vec![Adder::default(); usize::from(12 / width)];
    let mut unphased = Adder::default();
    for line in lines {
        if line.phasing.is_none() {
            unphased.add(line.value.value);
        }
        for (month, value) in filled_months(line) {
            if let Some(part) = monthly.get_mut(usize::from((month - 1) / width)) {
                part.add(value.value);
            }
        }
    }
    let monthly: Vec<(u8, Sourced<Money>)> = (1..)
        .zip(monthly)
        .map(|(number, sum): (u8, _)| (number * width, Sourced::new(sum.total(), Vec::new())))
        .collect();
    let from = |first: u8| -> Money {
        let months = monthly.iter().filter(|(month, _)| *month >= first);
        months.map(|(_, value)| value.value).sum()
    };
    let total = from(1);
    if total.is_zero() {
        return None;
    }
    Some(PhasedSavings {
        second_half: Sourced::new(from(SECOND_HALF), Vec::new()),
        last_quarter: Sourced::new(from(LAST_QUARTER), Vec::new()),
        total,
        unphased: unphased.total(),
        last_month: monthly
            .last()
            .map(|(_, last)| last.clone())
            .filter(|_| !by_quarter),
        monthly,
    })
}

/// The months of a line in which anything is planned.
fn filled_months(line: &Saving) -> impl Iterator<Item = (u8, &Sourced<Money>)> {
    let months = line.phasing.iter().flat_map(line_months);
    months.filter(|(_, value)| !value.value.is_zero())
}

/// Value that is not there again next year; `None` where the workbook never says.
pub fn one_off(savings: &Savings) -> Option<Sourced<Money>> {
    savings.recurrent()?;
    let mut sum = Sourced::default();
    for line in &savings.lines {
        let one_off = line
            .recurrent()
            .map_or(Money::ZERO, |recurrent| line.value.value - recurrent);
        if !one_off.is_zero() {
            sum.value += one_off;
            sum.cells.extend(line.value.cells.iter().cloned());
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Recurrence;
    use crate::plan::example::{clean_plan, pounds, scheme};

    fn clean() -> Savings {
        clean_plan().savings.unwrap()
    }

    #[test]
    fn even_twelfths_put_half_in_each_half() {
        let phased = savings(&clean()).phased.unwrap();
        let share = phased.second_half_share().unwrap();
        assert_eq!(share.0.round_dp(9), Share::percent(50).0);
        assert_eq!(
            phased
                .cumulative()
                .last()
                .map(|(_, sum)| sum.pounds().round()),
            Some(8_000_000.into())
        );
        assert_eq!(phased.monthly.len(), 12);
    }

    #[test]
    fn quarters_are_counted_at_their_end_only() {
        let mut plan = clean();
        plan.lines = vec![scheme("Late", 100, 10)];
        plan.lines[0].phasing = Some(Phasing::Quarters(Box::new([
            None,
            Some(pounds(10, "CIP!I10")),
            None,
            Some(pounds(90, "CIP!K10")),
        ])));
        let phased = savings(&plan).phased.unwrap();
        let months: Vec<u8> = phased.monthly.iter().map(|(month, _)| *month).collect();
        assert_eq!(months, [3, 6, 9, 12]);
        assert_eq!(phased.last_quarter_share(), Some(Share::percent(90)));
    }

    #[test]
    fn half_of_even_twelfths_comes_after_september_and_of_a_late_plan_later() {
        let mut plan = clean();
        let phased = savings(&plan).phased.unwrap();
        let (month, share) = phased.half_after().unwrap();
        // Twelfths of pounds do not come out even in decimals.
        assert!(
            (5..=6).contains(&month) && share <= Share::percent(50),
            "{month} {share:?}"
        );
        assert_eq!(
            phased.last_month_share().unwrap().0.round_dp(4),
            Share(rust_decimal::Decimal::new(833, 4)).0
        );
        plan.lines = vec![scheme("Late", 100, 10)];
        let mut months: crate::plan::Monthly<Option<Sourced<Money>>> = Default::default();
        months[7] = Some(pounds(45, "CIP!O10"));
        months[8] = Some(pounds(15, "CIP!P10"));
        months[11] = Some(pounds(40, "CIP!S10"));
        plan.lines[0].phasing = Some(Phasing::Months(Box::new(months)));
        let phased = savings(&plan).phased.unwrap();
        assert_eq!(phased.half_after(), Some((8, Share::percent(45))));
        assert_eq!(phased.last_month_share(), Some(Share::percent(40)));
        assert_eq!(phased.last_quarter_share(), Some(Share::percent(40)));
    }

    #[test]
    fn one_off_is_what_is_marked_so() {
        let mut plan = clean();
        plan.lines[1].recurrence = Some(Recurrence::NonRecurrent);
        assert_eq!(
            savings(&plan).one_off.unwrap().value,
            Money::from_pounds(3_000_000)
        );
        for line in &mut plan.lines {
            line.recurrence = None;
        }
        assert_eq!(savings(&plan).one_off, None);
    }

    #[test]
    fn the_steps_of_the_ladder_add_up_to_the_total() {
        let mut plan = clean();
        plan.lines[0].status = None;
        let outlook = savings(&plan);
        assert_eq!(outlook.mix.total(), outlook.total.value);
        assert_eq!(outlook.mix.at(None), Money::from_pounds(5_000_000));
        plan.lines.push(scheme("Cost to deliver", -1_000_000, 12));
        let mix = savings(&plan).mix;
        assert_eq!(
            mix.at(Some(Status::FullyDeveloped)),
            Money::from_pounds(3_000_000)
        );
        assert_eq!(mix.costs.value, Money::from_pounds(-1_000_000));
        assert_eq!(mix.total(), Money::from_pounds(7_000_000));
    }
}
