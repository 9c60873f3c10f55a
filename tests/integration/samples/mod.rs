//! The sample workbooks: written here, committed under `sample_workbooks`, and read back with the right answers.

mod aldwater;
mod aldwater_schemes;
mod answers;
mod brackendale;
mod brackendale_answers;
mod brackendale_around;
mod eastermere;
mod formula;
mod harrowmere;
mod harrowmere_schemes;
mod house;
mod in_year;
mod scheme;
mod stonebeck;
mod tamarside;
mod tamarside_position;
mod waits;

use aldwater::Submission;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_workbooks")
}

fn built() -> [(&'static str, Vec<u8>); 7] {
    [
        ("tamarside-plan-2023-24.xlsx", tamarside::workbook()),
        (
            "aldwater-fellside-plan-2024-25.xlsx",
            aldwater::workbook(Submission::MayFinal),
        ),
        ("eastermere-plan-2025-26.xlsx", eastermere::workbook()),
        ("stonebeck-plan-2024-25.xlsx", stonebeck::workbook()),
        (
            "aldwater-fellside-draft-2024-25.xlsx",
            aldwater::workbook(Submission::MarchDraft),
        ),
        ("harrowmere-month-7-2025-26.xlsx", harrowmere::workbook()),
        ("brackendale-month-6-2025-26.xlsx", brackendale::workbook()),
    ]
}

/// The parts of a package: compression may differ from one machine to the next, what is compressed may not.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// With `PLANPROOF_BLESS=1`, writes the workbooks instead of comparing them.
#[test]
fn the_committed_samples_are_what_the_code_writes() {
    for (name, bytes) in built() {
        let path = folder().join(name);
        if std::env::var_os("PLANPROOF_BLESS").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        let committed = fs::read(&path).unwrap();
        assert!(
            parts(&committed) == parts(&bytes),
            "{name} differs from the code that writes it; PLANPROOF_BLESS=1 writes it anew"
        );
    }
}
