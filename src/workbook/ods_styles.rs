//! The styles of an ods: number formats written out as Excel's codes, weights, and which sheets are hidden.

use super::builder::Builder;
use super::cells::StyleId;
use super::package::Package;
use super::refusal::Refusal;
use super::tags::{Tag, unescaped};
use std::collections::{HashMap, HashSet};

/// A style may rest on another; longer chains than this are circles.
const CHAIN: usize = 16;
/// More styles than this are no workbook's own.
const STYLES: usize = 200_000;

#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: HashMap<String, CellStyle>,
    codes: HashMap<String, Code>,
    hidden: HashSet<String>,
    /// The style or the format that is being read.
    open: Option<String>,
    ids: HashMap<String, StyleId>,
}

#[derive(Debug, Default)]
struct CellStyle {
    parent: Option<String>,
    format: Option<String>,
    is_bold: Option<bool>,
}

/// A number format in pieces.
#[derive(Debug, Default)]
struct Code {
    text: String,
    /// The format of the numbers from nothing upwards, where they have one of their own.
    positive: Option<String>,
}

impl Styles {
    /// The styles of the file and those made for this content.
    pub(super) fn read(package: &mut Package<'_>) -> Self {
        let mut styles = Self::default();
        for part in ["styles.xml", "content.xml"] {
            let Some((_, mut tags)) = package.tags(part) else {
                continue;
            };
            while let Ok(Some((text, tag))) = tags.next_with_text() {
                if tag.name() == b"body" || styles.cells.len() + styles.codes.len() > STYLES {
                    break;
                }
                styles.meet(&String::from_utf8_lossy(text), tag);
            }
        }
        styles
    }

    fn meet(&mut self, before: &str, tag: Tag<'_>) {
        let named = |name| tag.attribute(name).map(|text| unescaped(text).into_owned());
        match tag.name() {
            b"style" => {
                self.open = named("name");
                if let Some(name) = self.open.clone() {
                    let style = CellStyle {
                        parent: named("parent-style-name"),
                        format: named("data-style-name"),
                        is_bold: None,
                    };
                    self.cells.insert(name, style);
                }
            }
            b"text-properties" => {
                let weight = tag.attribute("font-weight");
                if let Some(style) = self.open.as_ref().and_then(|name| self.cells.get_mut(name)) {
                    style.is_bold = weight.map(|weight| weight == "bold" || weight >= "600");
                }
            }
            b"table-properties" if tag.attribute("display") == Some("false") => {
                self.hidden.extend(self.open.clone());
            }
            b"number-style" | b"percentage-style" | b"currency-style" | b"text-style" => {
                self.open = named("name");
                if let Some(name) = self.open.clone() {
                    self.codes.insert(name, Code::default());
                }
            }
            _ => {
                let open = self.open.as_ref().and_then(|name| self.codes.get_mut(name));
                if let Some(code) = open {
                    code.meet(before, tag);
                }
            }
        }
    }

    pub(super) fn is_hidden(&self, table_style: Option<&str>) -> bool {
        table_style.is_some_and(|name| self.hidden.contains(name))
    }

    /// The builder's number of this style.
    pub(super) fn id(&mut self, name: &str, builder: &mut Builder<'_>) -> Result<StyleId, Refusal> {
        if let Some(id) = self.ids.get(name) {
            return Ok(*id);
        }
        let (mut format, mut is_bold) = (None, None);
        let mut style = self.cells.get(name);
        for _ in 0..CHAIN {
            let Some(found) = style else { break };
            format = format.or(found.format.as_deref());
            is_bold = is_bold.or(found.is_bold);
            style = found
                .parent
                .as_ref()
                .and_then(|parent| self.cells.get(parent));
        }
        let code = format.and_then(|format| self.code(format));
        let id = builder.style(code.as_deref(), is_bold.unwrap_or(false))?;
        self.ids.insert(name.to_owned(), id);
        Ok(id)
    }

    /// `None` for the general format and for those of dates and texts.
    fn code(&self, name: &str) -> Option<String> {
        let own = self.codes.get(name)?;
        let positive = own
            .positive
            .as_ref()
            .and_then(|positive| self.codes.get(positive));
        let code = match positive {
            Some(positive) => format!("{};{}", positive.text, own.text),
            None => own.text.clone(),
        };
        (!code.is_empty() && code != "General").then_some(code)
    }
}

impl Code {
    fn meet(&mut self, before: &str, tag: Tag<'_>) {
        let closing = tag.ends().unwrap_or_default();
        match tag.name() {
            b"number" => self.text.push_str(&digits(tag)),
            b"scientific-number" => self.text.push_str("0.00E+00"),
            b"fraction" => self.text.push_str("# ?/?"),
            b"map" => {
                let condition = tag.attribute("condition").map(unescaped);
                if condition.is_some_and(|condition| condition.starts_with("value()>")) {
                    self.positive = tag.attribute("apply-style-name").map(str::to_owned);
                }
            }
            _ if closing == b"text" || closing == b"currency-symbol" => {
                self.text.push_str(&quoted(&unescaped(before)));
            }
            _ => {}
        }
    }
}

/// The places of a number, and a comma for each thousand it is divided by.
fn digits(tag: Tag<'_>) -> String {
    let count = |name| {
        let count = tag.attribute(name).and_then(|text| text.parse().ok());
        count.map(|count: usize| count.min(30))
    };
    let (decimals, whole) = (count("decimal-places"), count("min-integer-digits"));
    let is_grouped = tag.attribute("grouping") == Some("true");
    if decimals.is_none() && !is_grouped {
        return "General".to_owned();
    }
    let mut code = match (is_grouped, whole.unwrap_or(1)) {
        (true, 0) => "#,###".to_owned(),
        (true, _) => "#,##0".to_owned(),
        (false, 0) => "#".to_owned(),
        (false, whole) => "0".repeat(whole),
    };
    if let Some(decimals) = decimals.filter(|decimals| *decimals > 0) {
        code.push('.');
        code.push_str(&"0".repeat(decimals));
    }
    let factor = tag
        .attribute("display-factor")
        .and_then(|text| text.parse::<f64>().ok());
    let mut divisor = 1_000.0;
    while factor.is_some_and(|factor| factor >= divisor) {
        code.push(',');
        divisor *= 1_000.0;
    }
    code
}

/// Words between quotation marks; the signs that stand for themselves without.
fn quoted(text: &str) -> String {
    let is_plain = |sign: char| matches!(sign, ' ' | '-' | '+' | '(' | ')' | '%' | '£' | '$' | '€');
    if text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('"', ""))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Watch;
    use super::super::assemble::Assembly;
    use super::super::sample_package::zipped;
    use super::*;

    /// Whether a cell of this style wears this code and weight.
    fn is_worn(styles: &str, name: &str, code: Option<&str>, is_bold: bool) -> bool {
        let bytes = zipped(&[("content.xml", styles)]);
        let mut package = Package::open(&bytes).unwrap();
        let watch = Watch::default();
        let mut sink = Assembly::new("plan.ods".into());
        let mut builder = Builder::new("plan.ods".into(), &watch, &mut sink);
        let expected = builder.style(code, is_bold).unwrap();
        let mut styles = Styles::read(&mut package);
        styles.id(name, &mut builder).unwrap() == expected
    }

    #[test]
    fn a_display_in_thousands_is_a_comma_behind_the_places() {
        let styles = r#"<number:number-style style:name="N1P0"><number:number number:decimal-places="1" number:min-integer-digits="1" number:grouping="true" number:display-factor="1000"/><number:text>k</number:text></number:number-style>
            <number:number-style style:name="N1"><number:text>-</number:text><number:number number:decimal-places="1" number:min-integer-digits="1" number:grouping="true" number:display-factor="1000"/><style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:number-style>
            <style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>"#;
        let code = r#"#,##0.0,"k";-#,##0.0,"#;
        assert!(is_worn(styles, "ce1", Some(code), false));
    }

    #[test]
    fn a_style_takes_from_its_parent_what_it_does_not_say() {
        let styles = r#"<number:percentage-style style:name="N2"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
            <style:style style:name="Head" style:data-style-name="N2"><style:text-properties fo:font-weight="bold"/></style:style>
            <style:style style:name="ce2" style:parent-style-name="Head"/>
            <style:style style:name="ce3" style:parent-style-name="ce3"/>"#;
        assert!(is_worn(styles, "ce2", Some("0%"), true));
        assert!(is_worn(styles, "ce3", None, false), "a circle has an end");
    }
}
