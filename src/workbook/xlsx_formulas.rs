//! The cells of an xlsx sheet with formulas: text as evidence beside the value, in one pass.
//! The reader gives styles or formulas but not both, so that the styles are found beforehand.

use super::builder::{Builder, Dress};
use super::limits;
use super::read_xlsx::{self as values, Book, Unread, ends_the_sheet, put, style_ids};
use super::refusal::Refusal;
use super::shared_formulas::SharedFormulas;
use super::shared_texts::SharedTexts;
use super::style_runs::StyleRuns;
use super::texts::TextId;
use calamine::XlsxFormulaMetadata;

/// Reads the values and formulas of a sheet. Gives the places and reasons of the cells that could not be read.
pub(super) fn read_cells(
    book: &mut Book<'_>,
    name: &str,
    runs: StyleRuns,
    builder: &mut Builder<'_>,
) -> Result<Vec<Unread>, Refusal> {
    let stumbled = read_all(book, name, runs, builder)?;
    if stumbled.is_empty() {
        Ok(Vec::new())
    } else {
        // Where only the formula is bad, the value is good.
        values::read_cells(book, name, Some(&stumbled), builder)
    }
}

/// Gives the places of the cells that could not be read, in the order of the file.
fn read_all(
    book: &mut Book<'_>,
    name: &str,
    runs: StyleRuns,
    builder: &mut Builder<'_>,
) -> Result<Vec<u64>, Refusal> {
    let mut stumbled: Vec<u64> = Vec::new();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => {
            builder.lose_sheet(&error.to_string());
            return Ok(stumbled);
        }
    };
    let styles = style_ids(cells.styles(), builder)?;
    let mut texts = SharedTexts::new();
    let mut shared = SharedFormulas::default();
    let n_styles = runs.count();
    let mut runs = runs.into_iter();
    let mut n_met: u64 = 0;
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(record)) => {
                let style = runs.next().unwrap_or_default();
                let formula = match record.formula {
                    Some(formula) => text(&mut shared, formula, record.pos, builder)?,
                    None => None,
                };
                let dress = Dress {
                    formula,
                    style: styles.get(style as usize).copied().unwrap_or_default(),
                };
                put(record.pos, &record.value, dress, &mut texts, builder)?;
            }
            Ok(None) => {
                if n_styles.is_some_and(|count| count != n_met) {
                    builder.note_sheet(
                        "it was not written by Excel; number formats may show on the wrong cells",
                    );
                }
                break;
            }
            Err(error) if ends_the_sheet(&error) || stumbled.len() >= limits::BAD_CELLS => {
                builder.lose_sheet(&error.to_string());
                break;
            }
            Err(_bad_cell) => {
                runs.next();
                stumbled.push(n_met);
            }
        }
        n_met += 1;
    }
    Ok(stumbled)
}

/// The text of a formula as evidence; `None` where the file gives none.
fn text(
    shared: &mut SharedFormulas,
    formula: XlsxFormulaMetadata,
    at: (u32, u32),
    builder: &mut Builder<'_>,
) -> Result<Option<TextId>, Refusal> {
    match formula {
        XlsxFormulaMetadata::Normal { formula } => SharedFormulas::own(&formula, builder),
        XlsxFormulaMetadata::Shared {
            shared_index,
            formula,
            ..
        } => shared.template(shared_index, formula, at, builder),
        XlsxFormulaMetadata::SharedDerived { shared_index } => {
            shared.derived(shared_index, at, builder)
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::super::sample_package::read_package;

    #[test]
    fn a_formula_without_stored_result_is_not_calculated() {
        let book = read_package(
            "",
            r#"<row r="1"><c r="A1" s="1"><f>TODAY()</f></c><c r="B1" t="str"><f>""</f><v></v></c></row>"#,
        );
        let cell = book.sheets[0].cell(0, 0).unwrap();
        assert_eq!(cell.value, Value::NotCalculated);
        assert_eq!(book.sheets[0].formula(0, 0), Some("TODAY()"));
        assert_eq!(cell.format, Some("mm-dd-yy"));
        assert_eq!(
            book.sheets[0].cell(0, 1),
            None,
            "empty text is a result, and no cell"
        );
    }

    #[test]
    fn shared_formulas_are_written_out_for_each_cell() {
        let book = read_package(
            "",
            r#"<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">B1*2</f><v>2</v></c></row>
               <row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>"#,
        );
        let second = book.sheets[0].cell(1, 0).unwrap();
        assert_eq!(book.sheets[0].formula(1, 0), Some("B2*2"));
        assert_eq!(second.value, Value::Number(4.0));
    }

    #[test]
    fn a_bad_formula_does_not_take_its_value_with_it() {
        let book = read_package(
            "",
            r#"<row r="1"><c r="A1" s="1"><f t="shared">B1</f><v>2</v></c><c r="B1"><f>1+1</f><v>3</v></c></row>"#,
        );
        let sheet = &book.sheets[0];
        assert_eq!(sheet.cell(0, 0).unwrap().value, Value::Date(2.0));
        assert_eq!(sheet.cell(0, 1).unwrap().value, Value::Number(3.0));
        assert_eq!(sheet.formula(0, 1), Some("1+1"));
        assert_eq!(book.notes, []);
    }

    #[test]
    fn styles_stay_with_their_cells_among_blank_and_broken_ones_and_remarks() {
        for remark in ["", "<!-- <c r=\"Z1\" s=\"1\"/> -->"] {
            let sheet = format!(
                r#"<row r="1"><c r="A1" s="1"/><c r="B1" t="b"><v>maybe</v></c>{remark}<c r="C1" s="1"><f>A1</f><v>9</v></c></row>
                   <row r="2"><c r="A2"><v>9</v></c><c r="B2" s="1"><v>9</v></c></row>"#
            );
            let book = read_package("", &sheet);
            let sheet = &book.sheets[0];
            let formats = [(0, 2), (1, 0), (1, 1)]
                .map(|(row, column)| sheet.cell(row, column).unwrap().format);
            assert_eq!(formats, [Some("mm-dd-yy"), None, Some("mm-dd-yy")]);
        }
    }
}
