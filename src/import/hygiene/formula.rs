//! A formula's text taken apart: the same formula in another place has the same shape, whatever cells it names.

use crate::workbook::place_from_a1;
use std::fmt::Write as _;

/// What a formula says, as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Formula {
    /// The text with every reference written as a distance from the cell it stands in.
    pub(super) shape: String,
    /// Typed numbers that add to the result or scale it.
    pub(super) typed: Vec<String>,
    /// What stands between the brackets of a reference to another workbook: `1`, `Contracts v7.xlsx`.
    pub(super) others: Vec<String>,
}

/// Numbers that only turn one unit into another, or count months.
const UNITS: [&str; 16] = [
    "0", "1", "2", "3", "4", "6", "7", "12", "24", "52", "100", "365", "1000", "10000", "100000",
    "1000000",
];

impl Formula {
    /// The formula `text` in the cell at this place, both counted from zero.
    pub(super) fn of(text: &str, place: (u32, u32)) -> Self {
        let mut formula = Self {
            // Room for what distances take more than addresses.
            shape: String::with_capacity(text.len() * 2),
            ..Self::default()
        };
        // Whether each open bracket is that of a function.
        let mut depth: Vec<bool> = Vec::new();
        let mut before = ' ';
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let behind_letter = rest.get(letter.len_utf8()..).unwrap_or_default();
            let taken = match letter {
                '"' => upto(behind_letter, '"').len() + 2,
                '\'' => {
                    let inside = upto(behind_letter, '\'');
                    formula.quoted(inside);
                    inside.len() + 2
                }
                '[' => {
                    let inside = upto(behind_letter, ']');
                    formula.bracket(inside, behind_letter.get(inside.len() + 1..));
                    inside.len() + 2
                }
                c if c.is_ascii_alphabetic() || c == '$' || c == '_' => {
                    let (word, behind) = split(rest, |c| {
                        c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '.')
                    });
                    let next = behind.chars().next().unwrap_or(' ');
                    if next == '(' || next == '!' {
                        formula.shape.push_str(word);
                    } else {
                        push_reference(&mut formula.shape, word, place);
                    }
                    before = 'A';
                    rest = behind;
                    // What stands inside a function is its argument; what stands in bare brackets is not.
                    if next == '(' {
                        depth.push(true);
                        formula.shape.push('(');
                        before = '(';
                        rest = behind.get(1..).unwrap_or_default();
                    }
                    continue;
                }
                c if c.is_ascii_digit() || c == '.' => {
                    let (number, behind) = split(rest, |c| c.is_ascii_digit() || c == '.');
                    let behind = behind.chars().next().unwrap_or(' ');
                    let inside = depth.iter().any(|of_function| *of_function);
                    if Self::counts(number, before, behind, inside) {
                        formula.typed.push(number.to_owned());
                    }
                    number.len()
                }
                '(' => {
                    depth.push(false);
                    1
                }
                ')' => {
                    depth.pop();
                    1
                }
                _ => letter.len_utf8(),
            };
            // What is opened and never closed reaches to the end.
            let (taken, behind) = rest.split_at_checked(taken).unwrap_or((rest, ""));
            formula.shape.push_str(taken);
            if !letter.is_whitespace() {
                before = taken.chars().next_back().unwrap_or(letter);
            }
            rest = behind;
        }
        formula
    }

    /// Whether a number in the text changes the result by itself.
    fn counts(number: &str, before: char, behind: char, in_function: bool) -> bool {
        let whole = number.trim_start_matches('0');
        let is_unit = UNITS.contains(&number) || whole.is_empty();
        let row_range = before == ':' || behind == ':' || before == '!';
        match (before, behind) {
            _ if row_range || in_function => false,
            ('+' | '-', _) | (_, '+' | '-') => !matches!(number, "0" | "1"),
            ('*' | '/', _) | (_, '*' | '/') => !is_unit,
            _ => false,
        }
    }

    fn bracket(&mut self, name: &str, behind: Option<&str>) {
        // Behind a workbook follow a sheet and an exclamation mark; behind a column of a table they do not.
        let (sheet, _) = split(behind.unwrap_or_default(), |c| {
            c.is_alphanumeric() || matches!(c, '_' | '.' | '!')
        });
        if sheet.contains('!') && !name.starts_with(['#', '@']) {
            self.read_other(name);
        }
    }

    /// Between quotation marks a folder may stand before the workbook.
    fn quoted(&mut self, inside: &str) {
        if let Some((name, _)) = inside
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'))
        {
            self.read_other(name);
        }
    }

    fn read_other(&mut self, name: &str) {
        if !self.others.iter().any(|known| known == name) {
            self.others.push(name.to_owned());
        }
    }
}

/// What stands before the sign, or everything where it does not come.
fn upto(text: &str, sign: char) -> &str {
    text.split(sign).next().unwrap_or_default()
}

/// The run of such letters at the beginning, and what stands behind it.
fn split(text: &str, is: impl Fn(char) -> bool) -> (&str, &str) {
    let length = text.find(|c| !is(c)).unwrap_or(text.len());
    text.split_at_checked(length).unwrap_or((text, ""))
}

/// `$B14` as a distance from where it stands; any other word as it is.
fn push_reference(shape: &mut String, word: &str, (row, column): (u32, u32)) {
    let Some((own_row, own_column)) = place_from_a1(word) else {
        shape.push_str(word);
        return;
    };
    let fixed_column = word.starts_with('$');
    let fixed_row = word.trim_start_matches('$').contains('$');
    let mut part = |name: char, fixed: bool, own: u32, from: u32| {
        let distance = i64::from(own) - i64::from(from);
        let written = if fixed {
            write!(shape, "{name}{own}")
        } else {
            write!(shape, "{name}[{distance}]")
        };
        // Writing to a text cannot fail.
        written.unwrap_or_default();
    };
    part('R', fixed_row, own_row, row);
    part('C', fixed_column, own_column, column);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str, at: (u32, u32)) -> String {
        Formula::of(text, at).shape
    }

    #[test]
    fn the_same_formula_one_cell_on_has_the_same_shape() {
        assert_eq!(shape("SUM(B2:B9)", (9, 1)), shape("SUM(C2:C9)", (9, 2)));
        assert_eq!(shape("B2*$A$1", (1, 3)), shape("B3*$A$1", (2, 3)));
        assert_ne!(shape("SUM(B2:B9)", (9, 1)), shape("SUM(C2:C8)", (9, 2)));
        assert_ne!(shape("B2*$A1", (1, 3)), shape("B3*$A1", (2, 3)));
        assert_eq!(
            shape("IF(Plan!B2=\"B2\",LOG10(B2),0)", (1, 2)),
            shape("IF(Plan!C2=\"B2\",LOG10(C2),0)", (1, 3))
        );
    }

    #[test]
    fn typed_adjustments_are_seen_and_units_and_arguments_are_not() {
        let typed = |text: &str| Formula::of(text, (0, 0)).typed;
        assert_eq!(typed("H14+250"), ["250"]);
        assert_eq!(typed("SUM(B2:B9)-12.5"), ["12.5"]);
        assert_eq!(typed("B2*1.035"), ["1.035"]);
        assert_eq!(typed("(B2+3400)*C2"), ["3400"]);
        for text in [
            "B2/1000",
            "B2*12",
            "ROUND(B2/3,2)",
            "IF(B2>50,B3,0)",
            "SUM(2:9)",
            "VLOOKUP(A2,Lists!A1:D90,4,FALSE)",
            "B2+B3",
            "-B2",
            "1-B2",
        ] {
            assert!(typed(text).is_empty(), "{text}: {:?}", typed(text));
        }
    }

    #[test]
    fn another_workbook_is_told_from_a_column_of_a_table() {
        let others = |text: &str| Formula::of(text, (0, 0)).others;
        assert_eq!(others("[1]Income!B4+[1]Income!B5"), ["1"]);
        assert_eq!(
            others("'S:\\Plans\\[Contracts v7.xlsx]Income 24'!B4*2"),
            ["Contracts v7.xlsx"]
        );
        assert!(others("SUM(Schemes[Plan])-Other!B2").is_empty());
        assert!(others("Schemes[@Plan]*2").is_empty());
    }
}
