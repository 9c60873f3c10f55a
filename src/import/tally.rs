//! How every number of a sheet was accounted for: each is exactly one of six things, so that none is lost in silence.

use crate::wording::count;

/// What a number of the workbook was counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Feeds a figure of the plan.
    Used,
    /// A total of others, a target or a gap: compared, not added in.
    Total,
    /// Says again, or in parts, what is counted elsewhere.
    Repeat,
    /// A year, a reference, a month: it names other figures.
    Heading,
    /// Understood as something other than the plan: another table, a percentage, another year.
    Elsewhere,
    NotUnderstood,
}

impl Class {
    pub const ALL: [Self; 6] = [
        Self::Used,
        Self::Total,
        Self::Repeat,
        Self::Heading,
        Self::Elsewhere,
        Self::NotUnderstood,
    ];

    fn place(self) -> usize {
        match self {
            Self::Used => 0,
            Self::Total => 1,
            Self::Repeat => 2,
            Self::Heading => 3,
            Self::Elsewhere => 4,
            Self::NotUnderstood => 5,
        }
    }

    /// What a single cell is told to be.
    pub fn label(self) -> &'static str {
        match self {
            Self::Used => "feeds the plan",
            Self::Total => "total, target or gap: compared, not added in",
            Self::Repeat => "says again or in parts what is counted already",
            Self::Heading => "names other figures: a year, a reference, a month",
            Self::Elsewhere => "not part of the plan",
            Self::NotUnderstood => "not understood",
        }
    }
}

/// How many numbers are what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally([usize; 6]);

impl Tally {
    pub fn add(&mut self, class: Class) {
        if let Some(slot) = self.0.get_mut(class.place()) {
            *slot += 1;
        }
    }

    pub fn of(&self, class: Class) -> usize {
        self.0.get(class.place()).copied().unwrap_or(0)
    }

    /// All numbers.
    pub fn sum(&self) -> usize {
        self.0.iter().sum()
    }

    pub fn joined(mut self, other: &Self) -> Self {
        for (slot, more) in self.0.iter_mut().zip(other.0) {
            *slot += more;
        }
        self
    }

    /// "1,204 numbers: 980 used, 132 totals, 60 repeats, 32 not understood"
    pub fn in_words(&self) -> String {
        let numbers = |number: usize| count(number as u64);
        let all = match self.sum() {
            0 => return "no numbers".to_owned(),
            1 => "1 number".to_owned(),
            many => format!("{} numbers", numbers(many)),
        };
        let parts: Vec<String> = Class::ALL
            .into_iter()
            .filter(|class| self.of(*class) > 0)
            .map(|class| {
                let of = self.of(class);
                let word = match (class, of) {
                    (Class::Used, _) => "used",
                    (Class::Total, 1) => "total",
                    (Class::Total, _) => "totals",
                    (Class::Repeat, 1) => "repeat",
                    (Class::Repeat, _) => "repeats",
                    (Class::Heading, 1) => "heading",
                    (Class::Heading, _) => "headings",
                    (Class::Elsewhere, _) => "not part of the plan",
                    (Class::NotUnderstood, _) => "not understood",
                };
                format!("{} {word}", numbers(of))
            })
            .collect();
        format!("{all}: {}", parts.join(", "))
    }
}

/// The numbers of one sheet, cell by cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    pub tally: Tally,
    /// By row, then column.
    runs: Vec<Run>,
}

/// Numbers of one class in neighbouring cells of a row: a return of millions of numbers has few of them.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    row: u32,
    first: u32,
    last: u32,
    class: Class,
}

impl Numbers {
    pub(super) fn from_cells(mut classes: Vec<(u32, u32, Class)>) -> Self {
        // A sheet that reads across was walked by columns.
        classes.sort_unstable_by_key(|(row, column, _)| (*row, *column));
        let mut numbers = Self::default();
        for (row, column, class) in classes {
            numbers.push_run(row, (column, column), class);
        }
        numbers
    }

    /// Takes in numbers of one class in neighbouring cells, behind all others.
    pub(super) fn push_run(&mut self, row: u32, (first, last): (u32, u32), class: Class) {
        let Some(more) = last.checked_sub(first) else {
            return;
        };
        if let Some(slot) = self.tally.0.get_mut(class.place()) {
            *slot += more as usize + 1;
        }
        match self.runs.last_mut() {
            Some(run) if (run.row, run.class) == (row, class) && run.last + 1 == first => {
                run.last = last;
            }
            _ => self.runs.push(Run {
                row,
                first,
                last,
                class,
            }),
        }
    }

    /// What the number in a cell was counted as; `None` where there is no number.
    pub fn class(&self, row: u32, column: u32) -> Option<Class> {
        let behind = self
            .runs
            .partition_point(|run| (run.row, run.first) <= (row, column));
        let run = self.runs.get(behind.checked_sub(1)?)?;
        (run.row == row && column <= run.last).then_some(run.class)
    }

    /// Row and column of each number of a class, in reading order.
    pub fn cells_of(&self, class: Class) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.runs
            .iter()
            .filter(move |run| run.class == class)
            .flat_map(|run| (run.first..=run.last).map(|column| (run.row, column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_accounted_for_in_one_line() {
        let mut tally = Tally::default();
        for (class, times) in [
            (Class::Used, 980),
            (Class::Total, 132),
            (Class::Repeat, 60),
            (Class::NotUnderstood, 32),
        ] {
            (0..times).for_each(|_| tally.add(class));
        }
        assert_eq!(
            tally.in_words(),
            "1,204 numbers: 980 used, 132 totals, 60 repeats, 32 not understood"
        );
        assert_eq!(Tally::default().in_words(), "no numbers");
    }

    #[test]
    fn a_number_is_found_by_its_cell() {
        let used = Class::Used;
        let numbers = Numbers::from_cells(vec![
            (4, 1, Class::Total),
            (2, 8, used),
            (2, 7, used),
            (2, 10, used),
        ]);
        assert_eq!(numbers.class(2, 7), Some(Class::Used));
        assert_eq!(numbers.class(2, 8), Some(Class::Used));
        assert_eq!((numbers.class(2, 9), numbers.class(2, 6)), (None, None));
        assert_eq!(
            numbers.cells_of(used).collect::<Vec<_>>(),
            [(2, 7), (2, 8), (2, 10)]
        );
        assert_eq!(numbers.class(4, 1), Some(Class::Total));
        assert_eq!(numbers.class(4, 7), None);
        assert_eq!(numbers.tally.sum(), 4);
    }
}
