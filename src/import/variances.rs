//! Variances beside plan and actual: which two columns a third is the difference of is proved by arithmetic, then each row is
//! held against the sign and the sum that the others have.

use super::header::Basis;
use super::hygiene::feeds_the_plan;
use super::kind::Kind;
use super::page::Found;
use super::rows;
use super::table::{Column, Table};
use super::vocabulary::line_kind;
use crate::plan::{LineKind, Money, OddVariance, Sourced, VarianceColumn};
use rust_decimal::Decimal;

/// Columns to the left among which the two are looked for.
const NEAR: usize = 6;
/// Rows that prove which two it is.
const PROOF: usize = 3;
/// Of the rows that can be compared, the part that must follow; where fewer do, the column is something else.
const FOLLOWING: (usize, usize) = (3, 4);
/// Rows by which the two are looked for.
const TRIED: usize = 200;

pub(super) fn read(found: &[Found<'_, '_>]) -> Vec<VarianceColumn> {
    found
        .iter()
        .filter(|found| feeds_the_plan(found))
        .filter(|found| matches!(found.verdict.kind, Kind::Savings | Kind::Position))
        .flat_map(|found| columns(&found.table, found.verdict.kind))
        .collect()
}

fn columns(table: &Table<'_, '_>, kind: Kind) -> Vec<VarianceColumn> {
    let values: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| column.is_value())
        .collect();
    let is_variance = |column: &Column| column.facets.basis == Some(Basis::Variance);
    let mut read = Vec::new();
    for (at, column) in values.iter().enumerate() {
        if !is_variance(column) {
            continue;
        }
        let left: Vec<&Column> = values
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .filter(|column| !is_variance(column))
            .take(NEAR)
            .copied()
            .collect();
        if let Some((plan, outcome)) = pair(table, &left, column.index) {
            read.push(judge(table, kind, [plan, outcome, column.index], column));
        }
    }
    read
}

/// The two nearest columns whose difference most rows state.
fn pair(table: &Table<'_, '_>, left: &[&Column], variance: u32) -> Option<(u32, u32)> {
    let mut pairs = Vec::new();
    for (far, plan) in left.iter().enumerate() {
        for (near, outcome) in left.iter().enumerate().take(far) {
            pairs.push((far + near, plan.index, outcome.index));
        }
    }
    pairs.sort_by_key(|(distance, ..)| *distance);
    let tried: Vec<u32> = table.region.rows.iter().copied().take(TRIED).collect();
    pairs.into_iter().find_map(|(_, plan, outcome)| {
        let of = [plan, outcome, variance];
        let rows: Vec<[Money; 3]> = tried
            .iter()
            .filter_map(|row| values(table, *row, of))
            .collect();
        let digit = digit(&rows.iter().flatten());
        let follows = |row: &&[Money; 3]| follows(row, digit);
        let proving = rows
            .iter()
            .filter(follows)
            .filter(|[.., stated]| !stated.is_zero());
        let following = rows.iter().filter(follows).count();
        (proving.count() >= PROOF && following * FOLLOWING.1 >= rows.len() * FOLLOWING.0)
            .then_some((plan, outcome))
    })
}

fn values(table: &Table<'_, '_>, row: u32, of: [u32; 3]) -> Option<[Money; 3]> {
    let [plan, outcome, stated] = of.map(|column| table.money(row, column));
    Some([plan?.value, outcome?.value, stated?.value])
}

fn follows([plan, outcome, stated]: &[Money; 3], digit: Money) -> bool {
    let difference = *outcome - *plan;
    // Each of the three may be rounded by half of the last digit.
    let off = (difference.abs() - stated.abs()).abs();
    off.pounds() * Decimal::TWO <= digit.pounds() * Decimal::from(3)
}

/// The last digit that any of these figures is printed to.
fn digit<'m>(figures: &(impl Iterator<Item = &'m Money> + Clone)) -> Money {
    let mut digit = Decimal::from(1_000_000);
    let least = Decimal::new(1, 2);
    while digit > least
        && figures
            .clone()
            .any(|figure| !(figure.pounds() % digit).is_zero())
    {
        digit /= Decimal::TEN;
    }
    Money::from_pounds(digit)
}

/// Rows whose variances have one sign: a cost that is printed without a minus may be turned, whatever is printed with its
/// sign is not. `None` where the words do not tell.
fn group(kind: Kind, label: &str, plan: Money, signed: bool) -> Option<u8> {
    if kind == Kind::Savings || signed {
        return Some(0);
    }
    match line_kind(label)? {
        LineKind::Income | LineKind::Allocation | LineKind::Surplus | LineKind::AdjustedSurplus => {
            Some(0)
        }
        LineKind::Subtotal | LineKind::Other => None,
        _ => plan.is_positive().then_some(1),
    }
}

struct Read {
    label: String,
    plan: Sourced<Money>,
    outcome: Sourced<Money>,
    stated: Sourced<Money>,
}

impl Read {
    fn difference(&self) -> Money {
        self.outcome.value - self.plan.value
    }

    fn values(&self) -> [Money; 3] {
        [self.plan.value, self.outcome.value, self.stated.value]
    }

    /// Whether the variance is outcome less plan; `None` where it is neither that nor its opposite.
    fn is_outcome_less_plan(&self, digit: Money) -> Option<bool> {
        let difference = self.difference();
        let turned = (self.stated.value.is_negative()) != difference.is_negative();
        let tells = self.stated.value.abs() > digit && difference.abs() > digit;
        (tells && follows(&self.values(), digit)).then_some(!turned)
    }
}

fn judge(table: &Table<'_, '_>, kind: Kind, of: [u32; 3], column: &Column) -> VarianceColumn {
    let rows: Vec<Read> = table
        .region
        .rows
        .iter()
        .filter_map(|row| {
            let [plan, outcome, stated] = of.map(|column| table.money(*row, column));
            Some(Read {
                label: rows::label(table, *row),
                plan: plan?,
                outcome: outcome?,
                stated: stated?,
            })
        })
        .collect();
    let all: Vec<[Money; 3]> = rows.iter().map(Read::values).collect();
    let digit = digit(&all.iter().flatten());
    let is_cost = |row: &Read| {
        !matches!(
            line_kind(&row.label),
            None | Some(
                LineKind::Income
                    | LineKind::Allocation
                    | LineKind::Surplus
                    | LineKind::AdjustedSurplus
                    | LineKind::Subtotal
                    | LineKind::Other
            )
        )
    };
    let costs: Vec<&Read> = rows.iter().filter(|row| is_cost(row)).collect();
    let signed = !costs.is_empty() && costs.iter().all(|row| !row.plan.value.is_positive());
    let group = |row: &Read| group(kind, &row.label, row.plan.value, signed);
    let usual = |of: u8| {
        let own = rows.iter().filter(|row| group(row) == Some(of));
        let signs: Vec<bool> = own
            .filter_map(|row| row.is_outcome_less_plan(digit))
            .collect();
        let less_plan = signs.iter().filter(|is| **is).count();
        let other = signs.len() - less_plan;
        let most = less_plan.max(other);
        (most >= PROOF && most * FOLLOWING.1 >= signs.len() * FOLLOWING.0)
            .then_some(less_plan > other)
    };
    let usual = [usual(0), usual(1)];
    let odd = rows
        .iter()
        .filter_map(|row| {
            let sign = group(row).and_then(|of| usual.get(usize::from(of)).copied().flatten());
            let sums = follows(&row.values(), digit);
            let turned = sign.is_some_and(|sign| row.is_outcome_less_plan(digit) == Some(!sign));
            let expected = match sign {
                Some(true) => row.difference(),
                Some(false) => -row.difference(),
                // Where the sign is not known, the stated one stands.
                None if row.stated.value.is_negative() => -row.difference().abs(),
                None => row.difference().abs(),
            };
            (!sums || turned).then(|| OddVariance {
                label: row.label.clone(),
                plan: row.plan.clone(),
                outcome: row.outcome.clone(),
                stated: row.stated.clone(),
                expected,
            })
        })
        .collect();
    VarianceColumn {
        header: column.facets.text.clone(),
        rows: rows.len(),
        odd,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{sheet, workbook};
    use crate::import::import;
    use crate::plan::{Money, VarianceColumn};
    use crate::review::Review;

    fn read(drawn: &str) -> Vec<VarianceColumn> {
        import(&[workbook(vec![sheet("T2", drawn)])], &Review::default())
            .plan
            .variances
    }

    const ACCOUNT: &str = "Fell NHS Trust finance report 2025/26 £m\n\nLine|Plan|Forecast|Variance\nContract income|303.72|304.40|0.68\nOther income|13.44|13.10|-0.34\nPay|-227.61|-230.20|-2.59\nDrugs|-25.20|-24.70|0.50\nNon-pay|-48.60|-48.00|0.60\nSurplus/(deficit)|15.75|14.60|-1.15";

    #[test]
    fn variances_that_follow_are_silent() {
        let columns = read(ACCOUNT);
        assert_eq!(columns.len(), 1, "{columns:?}");
        assert_eq!(columns[0].rows, 6);
        assert!(columns[0].odd.is_empty(), "{columns:?}");
    }

    #[test]
    fn a_turned_sign_and_another_sum_are_found_at_their_cells() {
        let turned = read(&ACCOUNT.replace("-230.20|-2.59", "-230.20|2.59"));
        let [odd] = turned[0].odd.as_slice() else {
            panic!("{turned:?}")
        };
        assert!(odd.is_turned());
        assert_eq!(odd.stated.cells[0].to_string(), "T2!D6");
        assert_eq!(odd.expected, Money::from_pounds(-2_590_000));
        let off = read(&ACCOUNT.replace("-24.70|0.50", "-24.70|0.90"));
        let [odd] = off[0].odd.as_slice() else {
            panic!("{off:?}")
        };
        assert!(!odd.is_turned());
        assert_eq!(odd.expected, Money::from_pounds(500_000));
    }

    #[test]
    fn costs_printed_without_a_minus_have_a_sign_of_their_own() {
        let favourable = "Fell NHS Trust finance report 2025/26 £000\n\nLine|Plan|Actual|Variance fav/(adv)\nContract income|30000|30400|400\nOther income|1300|1250|-50\nGrant income|500|450|-50\nPay|22000|22600|-600\nDrugs|2500|2400|100\nPremises|1800|1700|100\nClinical supplies|900|950|-50\nSurplus/(deficit)|4600|4450|-150";
        assert!(read(favourable).iter().all(|column| column.odd.is_empty()));
        let turned = read(&favourable.replace("22600|-600", "22600|600"));
        let [odd] = turned[0].odd.as_slice() else {
            panic!("{turned:?}")
        };
        assert_eq!(odd.label, "Pay");
        assert_eq!(odd.expected, Money::from_pounds(-600_000));
    }

    #[test]
    fn a_column_that_is_no_difference_of_its_neighbours_is_left_alone() {
        let drawn = "Fell NHS Trust CIP 2025/26 £000\n\nScheme|Lead|Plan 2025/26|Actual YTD|Variance YTD\nBeds|COO|600|200|-50\nBank|COO|500|180|-20\nDrugs|CP|400|150|10\nFleet|CFO|300|100|-5";
        assert!(read(drawn).is_empty());
    }
}
