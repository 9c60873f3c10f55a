//! Sheets of a kind the reader does not know, such as Excel 4 macro sheets. It would refuse the whole workbook for one;
//! here they are declared dialogue sheets, which it passes over.

use super::biff12;
use super::package::Package;
use super::refusal::Refusal;
use super::sheet_scan::{each_tag, relations_part, workbook_part};
use std::collections::{BTreeMap, BTreeSet, HashSet};

const KNOWN: [&str; 3] = ["worksheet", "chartsheet", "dialogsheet"];
const PASSED_OVER: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet";

/// The package with its odd sheets declared anew; `None` where there are none.
pub(super) fn set_aside(package: &mut Package<'_>) -> Result<Option<Vec<u8>>, Refusal> {
    let workbook = workbook_part(package);
    let relations = relations_part(&workbook);
    let mut sheets = HashSet::new();
    each_tag(package, &workbook, |tag| {
        if tag.name() == b"sheet" {
            sheets.extend(tag.attribute("id").map(str::to_owned));
        }
    });
    let mut odd_kinds = BTreeSet::new();
    each_tag(package, &relations, |tag| {
        let is_sheet = tag.attribute("Id").is_some_and(|id| sheets.contains(id));
        if let Some(kind) = tag.attribute("Type").filter(|_| is_sheet)
            && !KNOWN
                .iter()
                .any(|known| kind.rsplit('/').next() == Some(known))
        {
            odd_kinds.insert(kind.to_owned());
        }
    });
    let Some(list) = package.text(&relations).filter(|_| !odd_kinds.is_empty()) else {
        return Ok(None);
    };
    let declared_anew = odd_kinds.iter().fold(list, |list, kind| {
        ['"', '\''].iter().fold(list, |list, quote| {
            list.replace(
                &format!("Type={quote}{kind}{quote}"),
                &format!("Type={quote}{PASSED_OVER}{quote}"),
            )
        })
    });
    package.copy_with(&[(relations, declared_anew)]).map(Some)
}

/// The same for xlsb, whose reader tells the kinds of sheets by the folder that the relation names.
pub(super) fn set_aside_binary(package: &mut Package<'_>) -> Result<Option<Vec<u8>>, Refusal> {
    const FOLDERS: [&str; 3] = ["worksheets/", "chartsheets/", "dialogsheets/"];
    let sheets: HashSet<String> = biff12::sheet_ids(package).into_iter().collect();
    let mut renamed = BTreeMap::new();
    each_tag(package, biff12::RELATIONS, |tag| {
        let is_sheet = tag.attribute("Id").is_some_and(|id| sheets.contains(id));
        let Some(target) = tag.attribute("Target").filter(|_| is_sheet) else {
            return;
        };
        let place = target.strip_prefix("/xl/").unwrap_or(target);
        if !FOLDERS.iter().any(|folder| place.starts_with(folder)) {
            renamed.insert(target.to_owned(), format!("dialogsheets/../{place}"));
        } else if place != target {
            renamed.insert(target.to_owned(), place.to_owned());
        }
    });
    let Some(list) = package
        .text(biff12::RELATIONS)
        .filter(|_| !renamed.is_empty())
    else {
        return Ok(None);
    };
    let list = renamed.iter().fold(list, |list, (target, place)| {
        list.replace(
            &format!(r#"Target="{target}""#),
            &format!(r#"Target="{place}""#),
        )
    });
    package
        .copy_with(&[(biff12::RELATIONS.to_owned(), list)])
        .map(Some)
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::zipped;
    use super::super::{Value, Watch, read};
    use std::path::Path;

    #[test]
    fn a_macro_sheet_is_named_and_the_others_are_read() {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let root = format!(
            r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        );
        let relations = format!(
            r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet1.xml"/></Relationships>"#
        );
        let bytes = zipped(&[
            ("_rels/.rels", &root),
            ("xl/_rels/workbook.xml.rels", &relations),
            (
                "xl/workbook.xml",
                r#"<workbook><sheets><sheet name="Macro1" r:id="r2"/><sheet name="Plan" r:id="r1"/></sheets></workbook>"#,
            ),
            (
                "xl/worksheets/sheet1.xml",
                r#"<worksheet><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>"#,
            ),
            (
                "xl/macrosheets/sheet1.xml",
                "<xm:macrosheet><sheetData/></xm:macrosheet>",
            ),
        ]);
        let book = read("p.xlsm", Path::new("p.xlsm"), bytes, &Watch::default()).unwrap();
        assert_eq!(book.sheets.len(), 1);
        assert_eq!(book.sheets[0].cell(0, 0).unwrap().value, Value::Number(7.0));
        assert_eq!(book.notes.len(), 1);
        assert!(
            book.notes[0].message.contains("“Macro1” is a macro"),
            "{:?}",
            book.notes
        );
    }
}
