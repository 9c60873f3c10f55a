//! Tables laid out alike: of two lists side by side under the same headers both are lists of the same kind, and what a
//! column means in one it means in the other.

use super::header::Role;
use super::kind::Kind;
use super::page::Found;

/// Takes the kind of a list that stands beside a table under the same headers, and the meaning of columns from tables
/// whose headers are all the same.
pub(super) fn settle(found: &mut [Found<'_, '_>]) {
    for at in 0..found.len() {
        let Some(of) = beside(found, at) else {
            continue;
        };
        let roles = roles(found, of);
        let verdict = found.get(of).map(|list| list.verdict.clone());
        if let (Some(one), Some(verdict)) = (found.get_mut(at), verdict) {
            one.verdict.kind = verdict.kind;
            one.verdict.score = verdict.score;
            one.verdict.evidence = vec![
                "laid out like the list of savings beside it, under the same headers".to_owned(),
            ];
            for (column, role) in one.table.columns.iter_mut().zip(roles) {
                column.role = role.or(column.role);
            }
        }
    }
    for at in 0..found.len() {
        let Some(one) = found
            .get(at)
            .filter(|one| one.verdict.kind == Kind::Savings)
        else {
            continue;
        };
        let same = |other: &Found<'_, '_>| {
            other.verdict.kind == Kind::Savings && one.table.has_headers_of(&other.table, 0)
        };
        let known: Vec<Vec<Option<Role>>> = (0..found.len())
            .filter(|other| *other != at && found.get(*other).is_some_and(same))
            .map(|other| roles(found, other))
            .collect();
        if known.is_empty() {
            continue;
        }
        let taken: Vec<Role> = one
            .table
            .columns
            .iter()
            .filter_map(|column| column.role)
            .collect();
        if let Some(one) = found.get_mut(at) {
            for (column, own) in one.table.columns.iter_mut().enumerate() {
                let role = known
                    .iter()
                    .find_map(|roles| roles.get(column).copied().flatten());
                let open = own.role.is_none() && own.is_text() && own.meant.is_none();
                own.role = role
                    .filter(|role| open && !taken.contains(role))
                    .or(own.role);
            }
        }
    }
}

/// The list of savings that stands beside this table, header beside header.
fn beside(found: &[Found<'_, '_>], at: usize) -> Option<usize> {
    let one = found
        .get(at)
        .filter(|one| one.verdict.kind == Kind::Other && one.fixed.kind.is_none())?;
    found.iter().position(|other| {
        other.page == one.page
            && other.verdict.kind == Kind::Savings
            && other.table.region.header == one.table.region.header
            && one.table.has_headers_of(&other.table, 1)
            && one.table.columns.iter().any(super::table::Column::is_value)
    })
}

fn roles(found: &[Found<'_, '_>], at: usize) -> Vec<Option<Role>> {
    let columns = found.get(at).map(|one| one.table.columns.iter());
    columns
        .into_iter()
        .flatten()
        .map(|column| column.role)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{flagged, read};
    use crate::plan::Money;

    #[test]
    fn a_list_beside_a_list_under_the_same_headers_is_one_too() {
        let plan = read(&[(
            "Annex",
            "Oakmere Hospitals NHS Trust\n\nSavings programmes 2024/25\n\
             Pay programmes|Executive|2024/25 £m||Income programmes|Executive|2024/25 £m\n\
             Rotas|CNO|2.5||Overseas visitors|CFO|1.5\nBank rates|CMO|1.25||Car parks|COO|0.25\n\
             Reviews|CNO|0.5||Education levy|CPO|0.75\nPay||4.25||Income||2.5",
        )]);
        let savings = plan.savings.unwrap();
        assert_eq!(savings.lines.len(), 6);
        assert_eq!(savings.total().value, Money::from_pounds(6_750_000));
    }

    #[test]
    fn divisions_with_their_chairs_still_to_find_savings_are_named_by_division() {
        let plan = read(&[(
            "Annex",
            "Oakmere Hospitals NHS Trust\n\nSavings programmes 2024/25\nProgramme|Executive|2024/25 £m\nRotas|CNO|2.5\n\
             Bank rates|CMO|1.25\nReviews|CNO|0.5\nProgrammes||4.25\n\nSavings still to be found\n\
             Division|Chair|2024/25 £m\nMedicine|Dr Ash|1.5\nSurgery|Mr Elm|0.75\nEstates|Ms Yew|0.5\nStill to be found||2.75\n\n\
             Savings in the plan||7\nSavings requirement||8",
        )]);
        let savings = plan.savings.unwrap();
        assert_eq!(flagged(&savings), ["Medicine", "Surgery", "Estates"]);
        assert_eq!(savings.total().value, Money::from_pounds(7_000_000));
        assert_eq!(savings.target.unwrap().value, Money::from_pounds(8_000_000));
    }
}
