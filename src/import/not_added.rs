//! What stands right above a table and says that its figures are counted elsewhere: "Memo … Do not add." A form's "do not add
//! rows" is said of the form, and "forecast for information only" of that column.

use super::header::{Basis, Facets};
use super::table::{Column, Table};
use super::text::{has_any, is_one_of, padded, words};

const NOT_ADDED: &str = "not added; not to be added; not additional; counted elsewhere; \
    included above; included elsewhere; already counted; already included; not counted; \
    do not count; for information only; memorandum only; memo only";

/// Whether the lines right above the table say that its figures are counted elsewhere.
pub(super) fn says(table: &Table<'_, '_>) -> bool {
    table.title.rsplit(" | ").take(2).any(|line| {
        let said = padded(&words(line));
        let memo = said.starts_with(" memo ") || said.starts_with(" memorandum ");
        memo || line
            .split(';')
            .flat_map(|part| part.split(". "))
            .any(|part| {
                let said = padded(&words(part));
                is_asked_of_the_reader(&said)
                    || (has_any(&said, NOT_ADDED) && !is_of_a_column(table, &said))
            })
    })
}

/// "Do not add.", "do not add these lines to the total": what is not to be added are the figures. "Do not add rows", "do not
/// add to or change the cells below", "do not add schemes without a lead" tell who fills in the form what to leave alone.
fn is_asked_of_the_reader(said: &str) -> bool {
    let Some((_, behind)) = said.split_once(" do not add ") else {
        return false;
    };
    let (object, whereto) = [" to ", " into ", " in with "]
        .into_iter()
        .find_map(|to| {
            let behind = format!(" {behind}");
            let (object, whereto) = behind.split_once(to)?;
            Some((object.to_owned(), Some(whereto.to_owned())))
        })
        .unwrap_or((behind.to_owned(), None));
    let into_the_form =
        |whereto: &String| has_any(&format!(" {whereto}"), FORM) || whereto.starts_with("or ");
    if whereto.as_ref().is_some_and(into_the_form) {
        return false;
    }
    let mut object = object.split_whitespace();
    let first = object.next();
    first.is_none_or(|first| is_one_of(first, POINTED_AT))
        || (whereto.is_some()
            && object
                .chain(first)
                .any(|word| is_one_of(word, "figures; values; amounts; savings; sums")))
}

/// Words that point at what stands below.
const POINTED_AT: &str =
    "this; these; that; those; them; it; both; either; up; together; twice; again; versions";

const FORM: &str = "row; rows; column; columns; line; lines; sheet; sheets; tab; tabs; formula; formulas; formulae; \
    comments; cell; cells; form; template; list; register; tracker; workbook";

/// Whether a sentence is said of some of the figures: it begins with the head of their column, speaks of columns, or names
/// what is no plan in a table that has other figures too.
fn is_of_a_column(table: &Table<'_, '_>, said: &str) -> bool {
    let values = || table.columns.iter().filter(|column| column.is_value());
    // "The FRP value is …", "Low and high show …": what is said is said of it at once.
    let begins = |text: &str| {
        let head = padded(&words(text));
        let said = said.strip_prefix(" the").unwrap_or(said);
        let behind = said
            .strip_prefix(head.as_str())
            .filter(|_| !head.trim().is_empty());
        let next = behind.and_then(|behind| behind.split_whitespace().next());
        next.is_some_and(|word| is_one_of(word, "is; are; was; were; and; or; show; shows; include; includes; give; gives; has; have"))
    };
    let headed = |column: &Column| {
        begins(&column.own.text) || column.groups.iter().any(|group| begins(group))
    };
    let told = Facets::of(said);
    let alike = |column: &Column| {
        let facets = &column.facets;
        (told.full_year_effect && facets.full_year_effect)
            || (told.to_date && facets.to_date)
            || told
                .basis
                .is_some_and(|basis| basis != Basis::Plan && facets.basis == Some(basis))
    };
    let some = |of: &dyn Fn(&Column) -> bool| values().any(of) && !values().all(of);
    let of_columns = has_any(said, "column; columns") && !has_any(said, "all; these");
    of_columns || some(&headed) || some(&alike)
}

#[cfg(test)]
mod tests {
    use crate::import::fixture::{pounds, read};

    fn total(note: &str, head: &str) -> Option<crate::plan::Money> {
        let drawn = format!(
            "Aske NHS Trust CIP 2025/26 £000\n{note}\n\nScheme|R/NR|{head}\nLaundry|R|700|610\nTaxis|NR|200|190"
        );
        let savings = read(&[("CIP", &drawn)]).savings;
        savings.map(|savings| savings.total().value)
    }

    #[test]
    fn what_a_form_must_not_be_given_takes_no_list_away() {
        for note in [
            "Please do not add tabs of your own.",
            "Do not add or overwrite the blue cells",
            "Please do not add further projects, lines or sums",
            "Do not add to or delete the lines below",
            "Do not add text to the shaded cells",
            "Do not add projects without a sponsor",
        ] {
            assert_eq!(
                total(note, "Plan|Forecast"),
                Some(pounds(900_000)),
                "{note}"
            );
        }
    }

    #[test]
    fn what_is_said_of_one_column_takes_no_list_away() {
        for (note, head) in [
            (
                "Outturn figures are for information only.",
                "Plan|Forecast outturn",
            ),
            (
                "Next year (full year effect) for information only.",
                "Plan|FYE",
            ),
            (
                "Actual to date for information only; the plan is locked",
                "Plan|YTD actual",
            ),
            ("Grey columns are for information only", "Plan|Forecast"),
        ] {
            assert_eq!(total(note, head), Some(pounds(900_000)), "{note}");
        }
    }

    #[test]
    fn figures_that_are_counted_elsewhere_are_not_counted() {
        for note in [
            "Do not add.",
            "By theme: do not add these to the plan",
            "Do not add the savings below to the total",
            "Schemes of the alliance, for information only",
            "Already included in the divisional books",
            "All columns are for information only",
        ] {
            assert_eq!(total(note, "Plan|Forecast"), None, "{note}");
        }
    }
}
