//! Number formats and weights of the binary formats, whose reader tells dates from numbers and nothing more.
//! Knows no records: whoever reads them adds what they say.

use super::builder::Builder;
use super::cells::StyleId;
use super::refusal::Refusal;
use std::collections::BTreeMap;

/// A font this heavy or heavier is bold; 400 is regular, 700 what Excel writes.
const BOLD: u16 = 600;
/// More styles than this are no workbook's own; Excel allows 65,490.
const STYLES: usize = 70_000;

/// What the list of styles says, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct StyleTable {
    codes: BTreeMap<u16, String>,
    is_bold: Vec<bool>,
    /// Format and font of each style.
    styles: Vec<(u16, u16)>,
}

impl StyleTable {
    pub(super) fn add_format(&mut self, id: u16, code: String) {
        if self.codes.len() < STYLES {
            self.codes.insert(id, code);
        }
    }

    pub(super) fn add_font(&mut self, weight: u16) {
        if self.is_bold.len() < STYLES {
            self.is_bold.push(weight >= BOLD);
        }
    }

    pub(super) fn add_style(&mut self, format: u16, font: u16) {
        if self.styles.len() < STYLES {
            self.styles.push((format, font));
        }
    }

    /// The builder's own number of each style.
    pub(super) fn ids(&self, builder: &mut Builder<'_>) -> Result<Vec<StyleId>, Refusal> {
        self.styles
            .iter()
            .map(|(format, font)| {
                let own = self.codes.get(format).map(String::as_str);
                let code = own.or_else(|| built_in(*format));
                let code = code.filter(|code| !matches!(*code, "" | "General" | "GENERAL"));
                let bold = self.is_bold.get(usize::from(*font)).copied();
                builder.style(code, bold.unwrap_or(false))
            })
            .collect()
    }
}

/// The formats every workbook has without listing them (ECMA-376, 18.8.30).
fn built_in(id: u16) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        37 => "#,##0 ;(#,##0)",
        38 => "#,##0 ;[Red](#,##0)",
        39 => "#,##0.00;(#,##0.00)",
        40 => "#,##0.00;[Red](#,##0.00)",
        41 => r#"_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)"#,
        43 => r#"_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)"#,
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mmss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Watch;
    use super::super::assemble::Assembly;
    use super::*;

    #[test]
    fn a_style_gives_the_code_of_its_format_and_the_weight_of_its_font() {
        let mut table = StyleTable::default();
        table.add_format(164, "#,##0,".to_owned());
        table.add_font(400);
        table.add_font(700);
        table.add_style(0, 0);
        table.add_style(164, 1);
        table.add_style(3, 9);
        let watch = Watch::default();
        let mut sink = Assembly::new("plan.xls".into());
        let mut builder = Builder::new("plan.xls".into(), &watch, &mut sink);
        let ids = table.ids(&mut builder).unwrap();
        assert_eq!(ids[0], 0, "plain");
        assert_eq!(ids[1], builder.style(Some("#,##0,"), true).unwrap());
        assert_eq!(ids[2], builder.style(Some("#,##0"), false).unwrap());
    }
}
