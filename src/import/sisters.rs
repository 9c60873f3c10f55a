//! Tables laid out alike: of two lists side by side under the same headers both are lists of the same kind, and what a
//! column means in one it means in the other.

use super::header::Role;
use super::kind::Kind;
use super::page::Found;
use super::table::{Table, is_known_by};
use super::text::words;
use super::vocabulary::savings_words;
use std::collections::HashMap;

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
    share_meanings(found);
}

/// What a column means in one list it means in all lists whose headers are all the same.
fn share_meanings(found: &mut [Found<'_, '_>]) {
    let is_list = |one: &&mut Found<'_, '_>| one.verdict.kind == Kind::Savings;
    let mut alike: HashMap<Vec<String>, Vec<&mut Found<'_, '_>>> = HashMap::new();
    for one in found.iter_mut().filter(is_list) {
        let headers = one.table.header_keys(0);
        if is_known_by(&headers) {
            alike.entry(headers).or_default().push(one);
        }
    }
    for mut lists in alike.into_values().filter(|lists| lists.len() > 1) {
        let width = lists.first().map_or(0, |one| one.table.columns.len());
        let known: Vec<Option<Role>> = (0..width)
            .map(|at| {
                let mut roles = lists
                    .iter()
                    .filter_map(|one| one.table.columns.get(at)?.role);
                roles.next()
            })
            .collect();
        for one in &mut lists {
            let columns = &mut one.table.columns;
            let taken: Vec<Role> = columns.iter().filter_map(|column| column.role).collect();
            for (own, role) in columns.iter_mut().zip(&known) {
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
            && is_headed_alike(&one.table, &other.table)
            && one.table.columns.iter().any(super::table::Column::is_value)
    })
}

/// Whether the corners name the same kind of thing: "Pay programmes" and "Income programmes", and not "Cost pressures".
fn is_headed_alike(one: &Table<'_, '_>, other: &Table<'_, '_>) -> bool {
    let head = |table: &Table<'_, '_>| {
        let corner = table.columns.first()?;
        words(&corner.own.text).pop()
    };
    let own = head(one);
    let savings = one
        .columns
        .first()
        .is_some_and(|corner| savings_words(&corner.own.padded));
    own.is_some() && (savings || own == head(other))
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
    fn cost_pressures_beside_savings_are_none() {
        let plan = read(&[(
            "Annex",
            "Oakmere Hospitals NHS Trust\n\nSavings programmes 2024/25\n\
             Pay programmes|Executive|2024/25 £m||Cost pressures|Executive|2024/25 £m\n\
             Rotas|CNO|2.5||Energy prices|CFO|1.5\nBank rates|CMO|1.25||Insurance|CFO|0.25\n\
             Reviews|CNO|0.5||Drugs growth|CMO|0.75\nPay||4.25||Pressures||2.5",
        )]);
        let savings = plan.savings.unwrap();
        assert_eq!(savings.total().value, Money::from_pounds(4_250_000));
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
