//! Headers that say what they say only beside each other: versions of one plan, and single letters for what recurs.

use super::header::{self, Basis, Role};
use super::periods;
use super::table::Column;
use super::text::words;

/// Of columns of two versions or more ("v0.2 | v0.3 plan"), the latest is the plan and the others are what it was.
pub(super) fn latest_version(columns: &mut [Column]) {
    let told = columns
        .iter()
        .map(|column| version(&column.own.text).filter(|_| is_version_of_it(column)))
        .collect();
    latest(columns, told);
}

/// Of what is told to be versions, the one of the highest number is the plan.
pub(super) fn latest(columns: &mut [Column], told: Vec<Option<(u32, u32)>>) {
    // Beside a plan by name its drafts are what they say.
    let named = columns.iter().zip(&told).any(|(column, own)| {
        own.is_none() && column.is_numeric() && column.facets.basis == Some(Basis::Plan)
    });
    let latest = told.iter().flatten().max().copied();
    let several = !named && told.iter().flatten().any(|own| Some(*own) != latest);
    for (column, own) in columns.iter_mut().zip(told).filter(|_| several) {
        let Some(own) = own else { continue };
        for facets in [&mut column.facets, &mut column.own] {
            let open = matches!(facets.basis, None | Some(Basis::Plan | Basis::Aside));
            if Some(own) != latest {
                facets.basis = Some(Basis::Aside);
            } else if open {
                facets.basis = Some(Basis::Plan);
            }
        }
    }
}

/// "Plan | Final": beside the one column that is the plan by name and of the same time, "Final" is what became of it. Of
/// several plans, and behind "First submission plan", it is the last.
pub(super) fn plan_by_name(columns: &mut [Column]) {
    let is_final = |column: &Column| header::is_last_version(&words(&column.own.text));
    let times = |column: &Column| {
        let of = &column.facets;
        (
            of.year,
            of.month.map(|month| month.number),
            of.full_year_effect,
        )
    };
    let is_plan = |column: &&Column| {
        column.is_numeric() && !is_final(column) && column.facets.basis == Some(Basis::Plan)
    };
    let plans: Vec<_> = columns
        .iter()
        .filter(is_plan)
        .map(|column| (times(column), is_a_version(column)))
        .collect();
    let only = |time| {
        let mut of_it = plans.iter().filter(|(own, _)| *own == time);
        matches!((of_it.next(), of_it.next()), (Some((_, false)), None))
    };
    for column in columns.iter_mut() {
        if column.is_numeric() && is_final(column) && only(times(column)) {
            column.facets.basis = Some(Basis::Aside);
            column.own.basis = Some(Basis::Aside);
        }
    }
}

/// Whether a plan says which of several it is.
fn is_a_version(column: &Column) -> bool {
    version(&column.own.text).is_some()
        || column.own.says(
            "submission; submitted; version; first; 1st; second; 2nd; third; 3rd; initial; interim; outline; provisional; \
             proposed; early; preliminary",
        )
}

/// Where no column is a year's plan, its only draft is, and its only opening budget: "24/25 forecast | 25/26 draft plan |
/// Change".
pub(super) fn only_draft(columns: &mut [Column]) {
    let is_plan = |column: &Column| {
        let facets = &column.facets;
        column.is_numeric()
            && (facets.basis == Some(Basis::Plan)
                || (facets.basis.is_none() && facets.month.is_none() && facets.quarter.is_none()))
            && !facets.percent
            && facets.recurrent.is_none()
            // The numbers of the lines, under no header or one that says so.
            && !facets.text.is_empty()
            && !matches!(
                column.own.role,
                Some(
                    Role::Reference
                        | Role::Line
                        | Role::Month
                        | Role::Workforce
                        | Role::OrganisationCode
                )
            )
    };
    let is_draft = |column: &Column| {
        let facets = &column.facets;
        column.is_numeric()
            && facets.basis == Some(Basis::Aside)
            && facets.says("draft; opening budget; starting budget; opening budgets")
            && !facets.says("change; movement; previous; prior; old; superseded; last year")
    };
    // Plans and drafts of other years stand beside it and take nothing from it, and its own parts are none besides it.
    let time = |column: &Column| {
        let facets = &column.facets;
        (facets.month.map(|month| month.number), facets.quarter)
    };
    let part = |column: &Column| {
        let facets = &column.facets;
        (
            facets.recurrent,
            facets.total,
            facets.full_year_effect && is_draft(column),
        )
    };
    let of = |column: &Column| (time(column), part(column));
    // "Draft plan | Draft recurrent | Draft FYE"; what recurs and what does not make the whole together.
    let is_part = |one: &Column| {
        let other_part = one.facets.recurrent.map(|recurrent| Some(!recurrent));
        let halves = other_part.is_some_and(|part| {
            columns.iter().any(|other| {
                is_draft(other) && other.facets.recurrent == part && time(other) == time(one)
            })
        });
        (one.facets.recurrent.is_some() || one.facets.full_year_effect)
            && !halves
            && columns.iter().any(|other| {
                is_draft(other)
                    && other.facets.recurrent.is_none()
                    && !other.facets.full_year_effect
                    && time(other) == time(one)
            })
    };
    let rivals = |one: &Column, other: &Column| {
        let (own, theirs) = (one.facets.year, other.facets.year);
        one.index != other.index
            && (is_plan(other) || (is_draft(other) && of(one) == of(other)))
            && (own.is_none() || theirs.is_none() || own == theirs)
    };
    let only: Vec<u32> = columns
        .iter()
        .filter(|one| {
            is_draft(one) && !is_part(one) && !columns.iter().any(|other| rivals(one, other))
        })
        .map(|column| column.index)
        .collect();
    for column in columns
        .iter_mut()
        .filter(|column| only.contains(&column.index))
    {
        column.facets.basis = Some(Basis::Plan);
        column.own.basis = Some(Basis::Plan);
    }
}

/// Whether the figures are the version's own, and not what has changed since.
pub(super) fn is_version_of_it(column: &Column) -> bool {
    column.is_numeric()
        && !column.own.says(
            "change; changes; movement; difference; variance; from; against; less; since; versus; vs; to",
        )
}

/// "v0.3", "V 2", "version 4", "draft 1", "submission 3", "sub 2": the number of a version and of its part.
pub(super) fn version(text: &str) -> Option<(u32, u32)> {
    let text = text.to_lowercase();
    ["version", "submission", "draft", "sub", "v"]
        .into_iter()
        .find_map(|name| {
            text.match_indices(name).find_map(|(at, _)| {
                let before = text.get(..at)?.chars().next_back();
                let digits = text.get(at + name.len()..)?.trim_start();
                if before.is_some_and(char::is_alphanumeric) {
                    return None;
                }
                let number = |text: &str| -> Option<u32> {
                    let end = text.find(|c: char| !c.is_ascii_digit());
                    text.get(..end.unwrap_or(text.len()))?.parse().ok()
                };
                let major = number(digits).filter(|number| *number < VERSIONS_MAX)?;
                let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
                // "Submission 30 March" is of that day; "v1 Feb" is the first version.
                let dated = !matches!(name, "version" | "v");
                if dated
                    && words(rest)
                        .first()
                        .is_some_and(|word| periods::calendar_month(word).is_some())
                {
                    return None;
                }
                // "v 24/25" is compared with a year.
                if rest.starts_with(['/', '-']) {
                    return None;
                }
                Some((major, rest.strip_prefix('.').and_then(number).unwrap_or(0)))
            })
        })
}

/// A larger number behind such a word is a year.
const VERSIONS_MAX: u32 = 1_000;

/// "R £m" beside "NR £m" are the recurrent and the one-off part.
pub(super) fn letters_of_recurrence(columns: &mut [Column]) {
    let one_off = |column: &Column| column.is_numeric() && column.own.recurrent == Some(false);
    let alone = |column: &Column| {
        let all = words(&column.own.text);
        let mut said = all.iter().filter(|word| {
            !word.starts_with('\u{a3}') && !matches!(word.as_str(), "000" | "k" | "m")
        });
        column.is_numeric() && said.next().is_some_and(|word| word == "r") && said.next().is_none()
    };
    if !columns.iter().any(one_off) || columns.iter().filter(|column| alone(column)).count() != 1 {
        return;
    }
    for column in columns.iter_mut().filter(|column| alone(column)) {
        column.facets.recurrent = Some(true);
        column.own.recurrent = Some(true);
    }
}

#[cfg(test)]
mod tests {
    use super::version;
    use crate::import::fixture::{pounds, read};

    #[test]
    fn versions_are_numbered_in_many_ways_and_years_are_none() {
        for (text, told) in [
            ("v0.3 plan 26/27", Some((0, 3))),
            ("V2", Some((2, 0))),
            ("Draft 1 £k", Some((1, 0))),
            ("Submission 3", Some((3, 0))),
            ("Level 2", None),
            ("Subtotal", None),
            ("Draft 2025/26", None),
            ("Plan v actual", None),
            ("Change v 24/25", None),
        ] {
            assert_eq!(version(text), told, "{text}");
        }
    }

    #[test]
    fn the_latest_version_is_the_plan() {
        let plan = read(&[
            (
                "Savings",
                "Elm NHS Trust draft savings 2026/27, £000\n\nID|Scheme|Stage|v0.2|v0.3 plan 26/27|Rec?\n\
                 T1|Rotas|PID|2100|2350|Rec\nT2|Beds|Scoped|850|700|Rec\nT3|Fleet|Idea|50|75|Non-rec\nTotal|||3000|3125|",
            ),
            (
                "I&E",
                "Elm NHS Trust draft plan 2026/27, £m\n\n|v0.2|v0.3\nIncome|318.4|321.2\nPay|-228.9|-229.8\n\
                 Non-pay|-94|-92.6\nSurplus / (deficit)|-4.5|-1.2",
            ),
        ]);
        assert_eq!(plan.savings.unwrap().total().value, pounds(3_125_000));
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, pounds(-1_200_000));
    }

    #[test]
    fn changes_since_a_draft_are_no_plan() {
        let plan = read(&[(
            "Page",
            "Elm NHS Trust plan 2025/26, £m\n\n|Final plan|Change from draft 1|Change from draft 2\nIncome|239|7.6|2\n\
             Pay|-165.2|-1.1|1\nNon-pay|-73.8|-1|0\nSurplus / (deficit)|0|5.5|3",
        )]);
        let declared = plan.position.unwrap().declared.unwrap();
        assert!(declared.value.is_zero());
    }

    #[test]
    fn the_only_draft_is_the_plan() {
        let plan = read(&[(
            "Page",
            "Elm NHS Trust\nDraft plan 2025/26\n\n£m|24/25 FOT|25/26 draft plan|Change\nIncome|231.4|239|7.6\n\
             Pay|-168.2|-172.5|-4.3\nNon-pay|-68.5|-73.8|-5.3\nSurplus / (deficit)|-5.3|-7.3|-2",
        )]);
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, pounds(-7_300_000));
    }

    #[test]
    fn the_only_opening_budget_is_the_plan_beside_the_numbers_of_the_lines() {
        let plan = read(&[(
            "I&E summary",
            "Elm NHS Trust\nIncome and expenditure 2025/26, £m\n\n||24/25 forecast outturn|25/26 opening budget|Change\n\
             1|Income|231.4|239|7.6\n2|Pay|-168.2|-172.5|-4.3\n3|Non-pay|-68.5|-73.8|-5.3\n4|Surplus / (deficit)|-5.3|-7.3|-2",
        )]);
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, pounds(-7_300_000));
    }

    #[test]
    fn a_draft_is_the_plan_of_its_year_beside_numbered_lines_and_other_years() {
        let drawn = |head: &str| {
            format!(
                "Elm NHS Trust\nDraft plan 2025/26, £m\n\n{head}\n1.1|Income|231.4|239|242\n1.2|Pay|-168.2|-172.5|-175\n\
                 1.3|Non-pay|-68.5|-73.8|-70\n1.4|Surplus / (deficit)|-5.3|-7.3|-3"
            )
        };
        for head in [
            "Line|Heading|24/25 forecast outturn|25/26 draft plan|26/27 indicative",
            "No|Heading|24/25 plan|25/26 draft plan|26/27 draft plan",
            "Row ref|Heading|24/25 budget|25/26 opening budget|26/27 indicative",
            "Item no|Heading|24/25 FOT|Draft budget 25/26|Indicative plan 26/27",
        ] {
            let plan = read(&[("Tables", &drawn(head))]);
            let declared = plan.position.and_then(|position| position.declared);
            assert_eq!(
                declared.map(|own| own.value),
                Some(pounds(-7_300_000)),
                "{head}"
            );
        }
        // Of a draft and what became of it, the draft is what the plan was.
        let plan = read(&[(
            "Tables",
            &drawn("Line|Heading|25/26 draft plan|25/26 plan|26/27 indicative"),
        )]);
        let declared = plan.position.unwrap().declared.unwrap();
        assert_eq!(declared.value, pounds(-7_300_000));
    }

    #[test]
    fn of_two_plans_by_name_and_a_final_one_the_final_one_counts() {
        let drawn = "Elm NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|Outline plan|Detailed plan|Final\nBeds|R|500|450|520\nBank|NR|300|200|310";
        let savings = read(&[("CIP", drawn)]).savings.unwrap();
        assert_eq!(savings.total().value, pounds(830_000));
    }

    #[test]
    fn a_part_of_the_only_draft_is_not_the_plan() {
        for head in [
            "Draft plan|Draft recurrent|Draft FYE",
            "Draft plan|Draft non-recurrent|Draft full year effect",
        ] {
            let drawn = format!(
                "Elm NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|{head}\nBeds|R|500|450|520\nBank|NR|300|0|0"
            );
            let savings = read(&[("CIP", &drawn)]).savings.unwrap();
            assert_eq!(savings.total().value, pounds(800_000), "{head}");
        }
    }

    #[test]
    fn final_is_the_plan_where_none_bears_its_name() {
        for (head, total) in [
            ("Plan|Final", 800_000),
            ("Draft|Final", 650_000),
            ("First cut|Final", 650_000),
            ("Draft plan|Final plan", 650_000),
            ("Third submission plan|Final submission", 650_000),
            ("Interim plan|Final", 650_000),
        ] {
            let drawn = format!(
                "Elm NHS Trust CIP 2025/26 £000\n\nScheme|R/NR|{head}\nBeds|R|500|450\nBank|NR|300|200"
            );
            let savings = read(&[("CIP", &drawn)]).savings.unwrap();
            assert_eq!(savings.total().value, pounds(total), "{head}");
        }
    }

    #[test]
    fn r_beside_nr_is_the_part_that_recurs() {
        let plan = read(&[(
            "Savings",
            "Elm ICB savings schedule 2025/26\n\nTheme|Scheme|R £m|NR £m|Total 25/26 £m|Maturity\n\
             Drugs|Switch|1.5||1.5|Fully developed\nDrugs|Rebate||0.5|0.5|Opportunity\nBeds|Flow|2|0.25|2.25|Plans in progress",
        )]);
        let savings = plan.savings.unwrap();
        assert_eq!(savings.total().value, pounds(4_250_000));
        assert_eq!(savings.recurrent(), Some(pounds(3_500_000)));
    }
}
