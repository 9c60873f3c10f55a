//! How a workbook is kept: whether it calculates by itself, whether it lets formulas go in circles, and which other files
//! its formulas read.

use super::package::Package;
use super::sheet_scan::{each_tag, relations_part, workbook_part};
use serde::{Deserialize, Serialize};

/// More files than this are not named one by one.
const LINKS_MAX: usize = 1_000;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upkeep {
    /// Values change only where somebody asks for it.
    pub calculates_by_hand: bool,
    /// Formulas that read their own result are calculated in rounds and not reported.
    pub goes_in_circles: bool,
    /// Names of the files that formulas read, without folders, by the number formulas call them by: `[1]` is the first.
    pub links: Vec<Option<String>>,
}

/// What the package of an xlsx says.
pub(super) fn of(package: &mut Package<'_>) -> Upkeep {
    let mut upkeep = Upkeep::default();
    let workbook = workbook_part(package);
    each_tag(package, &workbook, |tag| {
        if tag.name() == b"calcPr" {
            upkeep.calculates_by_hand = tag.attribute("calcMode") == Some("manual");
            upkeep.goes_in_circles = matches!(tag.attribute("iterate"), Some("1" | "true"));
        }
    });
    let mut number = 1;
    loop {
        let part = format!("xl/externalLinks/externalLink{number}.xml");
        if !package.has(&part) || number > LINKS_MAX {
            return upkeep;
        }
        let mut name = None;
        each_tag(package, &relations_part(&part), |tag| {
            if tag.name() == b"Relationship"
                && tag
                    .attribute("Type")
                    .is_some_and(|kind| kind.contains("externalLinkPath"))
            {
                name = tag.attribute("Target").map(file_name);
            }
        });
        upkeep.links.push(name);
        number += 1;
    }
}

/// The last part of a path or address, with its blanks and accents.
fn file_name(target: &str) -> String {
    let last = target.rsplit(['/', '\\']).next().unwrap_or(target);
    let mut bytes = Vec::with_capacity(last.len());
    let mut rest = last.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let coded = behind
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() {
            behind.get(2..).unwrap_or_default()
        } else {
            behind
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::sample_package::zipped;
    use super::*;

    #[test]
    fn manual_calculation_circles_and_other_files_are_seen() {
        let bytes = zipped(&[
            (
                "xl/workbook.xml",
                r#"<workbook><calcPr calcMode="manual" iterate="1"/></workbook>"#,
            ),
            ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
            (
                "xl/externalLinks/_rels/externalLink1.xml.rels",
                r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="file:///S:/Finance/CIP%20tracker.xlsx" TargetMode="External"/></Relationships>"#,
            ),
        ]);
        let upkeep = of(&mut Package::open(&bytes).unwrap());
        assert_eq!(
            upkeep,
            Upkeep {
                calculates_by_hand: true,
                goes_in_circles: true,
                links: vec![Some("CIP tracker.xlsx".to_owned())],
            }
        );
    }

    #[test]
    fn a_plain_workbook_is_kept_plainly() {
        let bytes = zipped(&[(
            "xl/workbook.xml",
            "<workbook><calcPr calcId=\"191029\"/></workbook>",
        )]);
        assert_eq!(of(&mut Package::open(&bytes).unwrap()), Upkeep::default());
        assert_eq!(file_name("100%25.xlsx"), "100%.xlsx");
    }
}
