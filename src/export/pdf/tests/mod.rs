//! Pages looked at as marks and as a file.

mod pages;

use super::canvas::{Item, Mark};
use super::style::{Frame, PAGE_HEIGHT, PAGE_WIDTH};
use super::*;
use pages::{all_kinds, bars, compared, hostile, page, table, waterfall};

fn texts(items: &[Item], found: &mut Vec<(String, Frame)>) {
    for item in items {
        match item {
            Item::Group(_, items) => texts(items, found),
            Item::Marks(marks) => {
                for mark in marks {
                    if let (Mark::Text { text, .. }, Some(frame)) = (mark, mark.text_frame()) {
                        found.push((text.clone(), frame));
                    }
                }
            }
        }
    }
}

/// Every text on every sheet, with its place.
fn texts_by_sheet(pages: &[Page]) -> Vec<Vec<(String, Frame)>> {
    let fonts = Fonts::load().unwrap();
    let of = |sheet: &Sheet| {
        let mut found = Vec::new();
        texts(&sheet.items, &mut found);
        found
    };
    draw(&fonts, pages).iter().map(of).collect()
}

fn all_text(pages: &[Page]) -> String {
    let words: Vec<String> = texts_by_sheet(pages)
        .into_iter()
        .flatten()
        .map(|(text, _)| text.trim().to_owned())
        .collect();
    words.join(" ")
}

fn faults(pages: &[Page]) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, sheet) in texts_by_sheet(pages).iter().enumerate() {
        for (index, (text, frame)) in sheet.iter().enumerate() {
            if frame.x < 0.0
                || frame.y < 0.0
                || frame.right() > PAGE_WIDTH - 20.0
                || frame.bottom() > PAGE_HEIGHT
            {
                faults.push(format!("{}: {text:?} leaves the page", number + 1));
            }
            for (other, other_frame) in sheet.iter().skip(index + 1) {
                if frame.width > 0.0 && other_frame.width > 0.0 && frame.overlaps(*other_frame) {
                    faults.push(format!("{}: {text:?} overlaps {other:?}", number + 1));
                }
            }
        }
    }
    faults
}

#[test]
fn no_text_overlaps_or_leaves_the_page() {
    let faults = faults(&all_kinds());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn texts_longer_than_anyone_plans_for_keep_to_their_places() {
    let faults = faults(&hostile());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_page_is_accessible_by_the_rules_of_pdf_ua() {
    let about = PackInfo {
        title: "Tamarside ICS 2023/24".to_owned(),
    };
    for (name, pages) in [("kinds", all_kinds()), ("hostile", hostile())] {
        let bytes = pack_bytes(&pages, &about).unwrap();
        assert!(bytes.starts_with(b"%PDF"));
        let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
        // Cargo may build elsewhere.
        std::fs::create_dir_all(&out).unwrap();
        std::fs::write(out.join(format!("pack-{name}.pdf")), &bytes).unwrap();
        assert_eq!(bytes, pack_bytes(&pages, &about).unwrap());
    }
}

#[test]
fn every_word_of_a_page_is_on_it() {
    let text = all_text(&all_kinds());
    for words in [
        "The £42.0m deficit is £66.9m without",
        "cannot say",
        "6 avg",
        "£7.7m no scheme",
        "58% in Q4",
        "even twelfths",
        "(9.4)",
        "Sample, not your plan",
        "CIP!G14 and 6 more",
    ] {
        assert!(text.contains(words), "{words} is missing");
    }
}

#[test]
fn a_long_table_goes_on_with_its_head_repeated() {
    let sheets = texts_by_sheet(&[page("The schemes", vec![vec![table(40)]])]);
    assert!(sheets.len() > 1);
    let count = |sheet: &Vec<(String, Frame)>, words: &str| {
        sheet
            .iter()
            .filter(|(text, _)| text.starts_with(words))
            .count()
    };
    let rows: usize = sheets
        .iter()
        .map(|sheet| count(sheet, "Scheme number"))
        .sum();
    assert_eq!(rows, 40);
    for sheet in &sheets {
        assert_eq!(count(sheet, "Organisation"), 1);
        assert!(
            sheet
                .iter()
                .any(|(text, _)| text.ends_with(&format!("of {}", sheets.len())))
        );
    }
}

#[test]
fn bars_beyond_a_page_go_on_with_their_legend() {
    let sheets = texts_by_sheet(&[page("All bodies", vec![vec![bars(40)]])]);
    let rows: usize = sheets
        .iter()
        .flatten()
        .filter(|(text, _)| text == "£7.7m no scheme")
        .count();
    assert_eq!(rows, 40);
    assert!(
        sheets
            .iter()
            .all(|sheet| sheet.iter().any(|(text, _)| text == "Unidentified"))
    );
}

#[test]
fn a_difference_is_drawn_where_both_its_bars_are() {
    let count = |block| {
        let text = all_text(&[page("Compared", vec![vec![block]])]);
        (
            text.matches("−£24.9m").count(),
            text.matches("−59.3%").count(),
        )
    };
    assert_eq!(count(bars(5)), (0, 0));
    assert_eq!(count(compared(bars(5), 1, 3)), (1, 1));
    assert_eq!(count(compared(waterfall(), 0, 5)), (1, 1));
    // Bars of two sheets have no arrow between them; what stands for the picture tells it.
    assert_eq!(count(compared(bars(40), 0, 39)), (0, 0));
}

#[test]
fn a_pack_without_pages_is_refused() {
    assert!(matches!(
        pack_bytes(&[], &PackInfo::default()),
        Err(ExportError::NoPages)
    ));
}

/// The words of each page of a file, as a PDF reader's search finds them.
fn read_back(bytes: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    let text = |number: &u32| document.extract_text(&[*number]).unwrap();
    numbers.iter().map(text).collect()
}

#[test]
fn the_file_holds_every_text_of_its_pages() {
    let pages = all_kinds();
    let read = read_back(&pack_bytes(&pages, &PackInfo::default()).unwrap());
    let drawn = texts_by_sheet(&pages);
    assert_eq!(read.len(), drawn.len());
    let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
    for (read, drawn) in read.iter().zip(drawn) {
        let read = without_blanks(read);
        for (text, _) in drawn {
            let text = without_blanks(&text);
            assert!(read.contains(&text), "{text} is missing");
        }
    }
}
