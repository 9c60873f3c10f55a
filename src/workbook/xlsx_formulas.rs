//! The formulas of an xlsx sheet, read before its values: text as evidence, and whether a result is stored.

use super::builder::Builder;
use super::limits;
use super::read_xlsx::{Book, ends_the_sheet};
use super::refusal::Refusal;
use calamine::{DataType as _, XlsxFormulaMetadata};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A formula met before its value: the text, and whether a result is stored beside it.
pub(super) struct Formula {
    pub text: Arc<str>,
    pub is_calculated: bool,
}

/// The formulas of a sheet by position. They are evidence, so that what cannot be read of them is left out.
pub(super) fn read(
    book: &mut Book<'_>,
    name: &str,
    builder: &mut Builder<'_>,
) -> Result<BTreeMap<(u32, u32), Formula>, Refusal> {
    let mut formulas = BTreeMap::new();
    let mut shared: HashMap<usize, (String, (u32, u32))> = HashMap::new();
    let mut written_out = 0;
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        return Ok(formulas);
    };
    let mut n_bad = 0;
    loop {
        let record = match cells.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(error) if ends_the_sheet(&error) || n_bad >= limits::BAD_CELLS => break,
            Err(_bad_cell) => {
                n_bad += 1;
                continue;
            }
        };
        builder.watch.check()?;
        let text = match record.formula {
            Some(XlsxFormulaMetadata::Normal { formula }) => formula,
            Some(XlsxFormulaMetadata::Shared {
                shared_index,
                formula,
                ..
            }) => {
                shared.insert(shared_index, (formula.clone(), record.pos));
                formula
            }
            Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => {
                let Some((template, from)) = shared.get(&shared_index) else {
                    continue;
                };
                written_out += template.len();
                if written_out > limits::SHARED_FORMULA_BYTES {
                    template.clone()
                } else {
                    calamine::expand_shared_formula(template, *from, record.pos)
                        .unwrap_or_else(|_error| template.clone())
                }
            }
            _ => continue,
        };
        if !text.is_empty() {
            let formula = Formula {
                text: builder.share(&text)?,
                is_calculated: !record.value.is_empty(),
            };
            formulas.insert(record.pos, formula);
            if formulas.len() as u64 > limits::CELLS {
                return Err(Refusal::too_large(
                    "A sheet holds more than 12 million formulas.",
                ));
            }
        }
    }
    Ok(formulas)
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
        assert_eq!(cell.formula.as_deref(), Some("TODAY()"));
        assert_eq!(cell.format.as_deref(), Some("mm-dd-yy"));
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
        assert_eq!(second.formula.as_deref(), Some("B2*2"));
        assert_eq!(second.value, Value::Number(4.0));
    }
}
