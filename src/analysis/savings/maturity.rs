//! How risky and how far developed the savings are, both at once: a developed scheme of high risk and an idea of low risk
//! are hidden where each is told alone.

use crate::plan::{Money, Risk, Saving, Sourced, Status};

/// Savings by delivery risk, and within each by step of the ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Maturity {
    /// Low, medium, high, not stated; each with the four steps and what states none. All stand, nil ones too.
    pub rows: Vec<(Option<Risk>, Vec<MaturityCell>)>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct MaturityCell {
    pub status: Option<Status>,
    pub value: Sourced<Money>,
    pub lines: usize,
}

impl Maturity {
    pub fn total(&self) -> Money {
        self.cells().map(|cell| cell.value.value).sum()
    }

    pub fn cells(&self) -> impl Iterator<Item = &MaturityCell> {
        self.rows.iter().flat_map(|(_, cells)| cells)
    }

    /// Savings of high risk that are said to be fully developed.
    pub fn developed_at_high_risk(&self) -> Money {
        self.rows
            .iter()
            .filter(|(risk, _)| *risk == Some(Risk::High))
            .flat_map(|(_, cells)| cells)
            .filter(|cell| cell.status == Some(Status::FullyDeveloped))
            .map(|cell| cell.value.value)
            .sum()
    }

    /// Savings of medium or high risk.
    pub fn at_risk(&self) -> Sourced<Money> {
        self.rows
            .iter()
            .filter(|(risk, _)| risk.is_some_and(|risk| risk != Risk::Low))
            .flat_map(|(_, cells)| cells)
            .map(|cell| &cell.value)
            .sum()
    }
}

/// `None` where no line states a risk that has a place on the scale.
pub fn maturity(lines: &[&Saving]) -> Option<Maturity> {
    let risk_of = |line: &Saving| line.risk.as_ref().and_then(|stated| stated.risk);
    lines.iter().find_map(|line| risk_of(line))?;
    let risks = [Some(Risk::Low), Some(Risk::Medium), Some(Risk::High), None];
    let steps: Vec<Option<Status>> = Status::ALL.into_iter().map(Some).chain([None]).collect();
    let mut rows: Vec<(Option<Risk>, Vec<MaturityCell>)> = risks
        .into_iter()
        .map(|risk| {
            let cells = steps.iter().map(|status| MaturityCell {
                status: *status,
                ..MaturityCell::default()
            });
            (risk, cells.collect())
        })
        .collect();
    for line in lines {
        let cell = rows
            .iter_mut()
            .find(|(risk, _)| *risk == risk_of(line))
            .and_then(|(_, cells)| cells.iter_mut().find(|cell| cell.status == line.step()));
        if let Some(cell) = cell {
            cell.value.value += line.value.value;
            cell.value.cells.extend(line.value.cells.iter().cloned());
            cell.lines += 1;
        }
    }
    Some(Maturity { rows })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::StatedRisk;
    use crate::plan::example::scheme;

    fn of_risk(name: &str, value: i64, row: u32, risk: Option<Risk>) -> Saving {
        let mut line = scheme(name, value, row);
        line.risk = risk.map(|risk| StatedRisk {
            risk: Some(risk),
            word: "word".to_owned(),
            cell: line.source.clone(),
        });
        line
    }

    #[test]
    fn each_line_stands_in_one_place_and_all_add_up() {
        let mut lines = [
            of_risk("a", 5, 10, Some(Risk::High)),
            of_risk("b", 3, 11, Some(Risk::Medium)),
            of_risk("c", 2, 12, None),
        ];
        lines[1].status = None;
        let all: Vec<&Saving> = lines.iter().collect();
        let grid = maturity(&all).unwrap();
        assert_eq!(grid.rows.len(), 4);
        assert_eq!(grid.total(), Money::from_pounds(10));
        assert_eq!(grid.developed_at_high_risk(), Money::from_pounds(5));
        assert_eq!(grid.at_risk().value, Money::from_pounds(8));
        assert_eq!(grid.cells().map(|cell| cell.lines).sum::<usize>(), 3);
        let linked: Vec<String> = grid
            .at_risk()
            .cells
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(linked, ["CIP!G11", "CIP!G10"]);
    }

    #[test]
    fn without_a_stated_risk_there_is_no_grid() {
        let line = scheme("a", 5, 10);
        assert_eq!(maturity(&[&line]), None);
    }
}
