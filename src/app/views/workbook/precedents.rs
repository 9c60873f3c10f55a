//! The cells that a formula's text names, so that they can be shown. Nothing is calculated.

use crate::assessment::Assessment;
use crate::workbook::{Area, CellRef, Sheet};

/// Cells of one formula that are listed; more say no more.
const CELLS_MAX: usize = 2_000;

/// The cells named by a formula of `sheet`: `B4`, `B4:B9`, `Summary!C5`, `'CIP plan'!C5`.
pub fn precedents(assessment: &Assessment, sheet: &Sheet, formula: &str) -> Vec<CellRef> {
    let mut cells = Vec::new();
    for (name, area) in areas(formula) {
        let of = match &name {
            None => Some(sheet),
            Some(name) => assessment
                .workbooks
                .iter()
                .filter(|workbook| workbook.name == sheet.address.workbook)
                .flat_map(|workbook| &workbook.sheets)
                .find(|sheet| sheet.name().eq_ignore_ascii_case(name)),
        };
        let Some(of) = of else { continue };
        for row in area.first_row..=area.last_row {
            for column in area.first_column..=area.last_column {
                if cells.len() >= CELLS_MAX {
                    return cells;
                }
                cells.push(of.at(row, column));
            }
        }
    }
    cells
}

/// Each reference with its sheet, where it names one; texts, names and functions are none.
fn areas(formula: &str) -> Vec<(Option<String>, Area)> {
    let mut found = Vec::new();
    let mut signs = formula.chars().peekable();
    let mut word = String::new();
    let mut sheet: Option<String> = None;
    let mut take = |word: &mut String, sheet: &mut Option<String>, called: bool| {
        if let Some(area) = Area::from_a1(word).filter(|_| !called) {
            found.push((sheet.clone(), area));
        }
        word.clear();
        *sheet = None;
    };
    while let Some(sign) = signs.next() {
        match sign {
            '"' => while signs.next().is_some_and(|sign| sign != '"') {},
            '\'' => {
                let mut name = String::new();
                while let Some(sign) = signs.next() {
                    if sign == '\'' && signs.next_if_eq(&'\'').is_none() {
                        break;
                    }
                    name.push(sign);
                }
                word = name;
            }
            '!' => sheet = Some(std::mem::take(&mut word)),
            '$' | ':' | '_' | '.' => word.push(sign),
            sign if sign.is_alphanumeric() => word.push(sign),
            sign => take(&mut word, &mut sheet, sign == '('),
        }
    }
    take(&mut word, &mut sheet, false);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_and_texts_and_functions_are_not() {
        let named = |formula: &str| -> Vec<String> {
            areas(formula)
                .into_iter()
                .map(|(sheet, area)| format!("{}!{area}", sheet.unwrap_or_default()))
                .collect()
        };
        assert_eq!(
            named("SUM($B$4:B9)+Summary!C5-'Trust''s plan'!A1:A2"),
            ["!B4:B9", "Summary!C5:C5", "Trust's plan!A1:A2"]
        );
        assert_eq!(named("IF(A1=\"B2\",LOG10(3),TAX_RATE)"), ["!A1:A1"]);
    }
}
