//! Holds the order of the layers: reads it from `lib.rs`, so there is no second copy to fall out of date.

use std::fs;
use std::path::Path;

/// Outside crates and the only places that may name them, as path prefixes below `src`.
const HOMES: &[(&str, &[&str])] = &[
    ("calamine", &["workbook/"]),
    ("zip", &["workbook/"]),
    ("csv", &["workbook/"]),
    ("egui", &["app/"]),
    ("eframe", &["app/"]),
    ("egui_plot", &["app/"]),
    ("egui_extras", &["app/"]),
    ("rfd", &["app/"]),
    ("krilla", &["export/"]),
    ("rustybuzz", &["export/"]),
    ("toml", &["policy/toml.rs"]),
    ("clap", &["cli.rs", "cli/", "main.rs"]),
    (
        "anyhow",
        &["cli.rs", "cli/", "main.rs", "app/job.rs", "app/opening.rs"],
    ),
];

/// Layers that the order would let meet, and that must not.
const STRANGERS: &[(&str, &str)] = &[("cli", "app"), ("rules", "import")];

/// Where pounds are judged: a float here would be money that cannot be added up by hand.
const EXACT: &[&str] = &[
    "plan/savings.rs",
    "plan/position.rs",
    "plan/sourced.rs",
    "rules/",
    "finding.rs",
    "policy/",
];

const LONGEST_FILE: usize = 500;

pub(crate) struct SourceFile {
    /// Below `src`, with forward slashes.
    pub path: String,
    pub text: String,
}

#[test]
fn every_layer_knows_only_the_layers_above_it() {
    let files = sources();
    let found = faults(&layers(&files), &files);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

pub(crate) fn sources() -> Vec<SourceFile> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&source, "", &mut files);
    assert!(files.len() > 20, "the sources were not found");
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if entry.path().extension().is_some_and(|end| end == "rs") {
            files.push(SourceFile {
                text: fs::read_to_string(entry.path()).unwrap().replace('\r', ""),
                path,
            });
        }
    }
}

/// The modules of `lib.rs` in their order.
fn layers(files: &[SourceFile]) -> Vec<String> {
    let library = files.iter().find(|file| file.path == "lib.rs").unwrap();
    let layers: Vec<String> = library
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert!(layers.len() > 5, "lib.rs no longer lists its modules");
    layers
}

fn faults(layers: &[String], files: &[SourceFile]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let path = &file.path;
        let lines = file.text.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!("{path} has {lines} lines"));
        }
        let code = without_comments_and_strings(&file.text);
        let words = words(&code);
        for (name, homes) in HOMES {
            if !homes.iter().any(|home| path.starts_with(home)) && names_crate(&words, name) {
                faults.push(format!("{path} names {name}, which lives in {homes:?}"));
            }
        }
        if EXACT.iter().any(|exact| path.starts_with(exact)) && words.contains(&"f64") {
            faults.push(format!("{path} holds a float where pounds are judged"));
        }
        faults.extend(downward(layers, path, &words));
    }
    faults
}

/// What the file's layer may not know.
fn downward(layers: &[String], path: &str, words: &[&str]) -> Vec<String> {
    let layer = path.split(['/', '.']).next().unwrap();
    // `lib.rs` and `main.rs` are above and below all layers.
    let Some(own) = layers.iter().position(|name| name == layer) else {
        return Vec::new();
    };
    let known = |other: &str| {
        let below = layers.iter().position(|name| name == other) > Some(own);
        below || STRANGERS.contains(&(layer, other))
    };
    let mut depth = path.split('/').count();
    if path.ends_with("/mod.rs") {
        depth -= 1;
    }
    let mut found: Vec<&str> = roots(words, depth)
        .into_iter()
        .filter(|name| known(name))
        .collect();
    found.sort_unstable();
    found.dedup();
    let says = |name: &str| format!("{path} knows {name}, which is not above {layer}");
    found.into_iter().map(says).collect()
}

/// The names that follow `crate::`, also within braces, and those reached by climbing `super::` to the root.
fn roots<'a>(words: &[&'a str], depth: usize) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut climbed = 0;
    for (at, word) in words.iter().enumerate() {
        let steps = words.get(at + 1) == Some(&"::");
        climbed = match *word {
            "super" if steps => climbed + 1,
            "::" => climbed,
            _ => 0,
        };
        let rest = words.get(at + 2..).unwrap_or_default();
        if steps && (*word == "crate" || (*word == "super" && climbed >= depth)) {
            if rest.first() == Some(&"{") {
                found.extend(heads(rest));
            } else {
                found.extend(rest.first());
            }
        }
    }
    found
}

/// The first word of each item of a braced `use` list.
fn heads<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut depth = 0;
    let mut found = Vec::new();
    for pair in words.windows(2) {
        match pair[0] {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(pair[0], "{" | ",") {
            found.push(pair[1]);
        }
    }
    found
}

/// `name::…` or `use name`, but not a module, method or field of that name.
fn names_crate(words: &[&str], name: &str) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map(|before| words[before]);
        let after = words.get(at + 1).copied();
        let inner = matches!(before, Some("." | "mod"))
            || (before == Some("::") && at > 1 && is_word(words[at - 2]));
        *word == name && !inner && (after == Some("::") || before == Some("use"))
    })
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Identifiers, `::`, and every other sign by itself.
fn words(code: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if is_word(rest) {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        words.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    words
}

/// The code with comments dropped and strings emptied, so that words in them count for nothing.
pub(crate) fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|end| end + 2)
        } else if rest.starts_with("r\"") || rest.starts_with("r#") {
            let hashes = rest[1..].find('"').unwrap_or(0);
            let close = format!("\"{}", "#".repeat(hashes));
            rest[hashes + 2..]
                .find(&close)
                .map(|end| hashes + 2 + end + close.len())
        } else if first == '"' {
            end_of_string(rest)
        } else if first == '\'' {
            end_of_character(rest)
        } else {
            code.push(first);
            Some(first.len_utf8())
        };
        rest = &rest[skipped.unwrap_or(rest.len())..];
    }
    code
}

fn end_of_string(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '"' if !escaped => return Some(at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Past a character literal; a lifetime's quote is passed by itself.
fn end_of_character(text: &str) -> Option<usize> {
    if text.starts_with("'\\") {
        return text[3..].find('\'').map(|end| end + 4);
    }
    let close = text.char_indices().nth(2)?;
    Some(if close.1 == '\'' { close.0 + 1 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let layers = ["workbook", "plan", "rules", "export", "app", "cli"].map(str::to_owned);
        let file = SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        faults(&layers, &[file])
    }

    #[test]
    fn a_planted_import_from_below_is_found() {
        assert_eq!(
            found("plan/savings.rs", "use crate::rules::Rule;"),
            ["plan/savings.rs knows rules, which is not above plan"]
        );
        assert_eq!(
            found(
                "plan/mod.rs",
                "use crate::{workbook::{Cell, Area}, app::App, cli};"
            )
            .len(),
            2
        );
        assert_eq!(found("plan/mod.rs", "use super::app::App;").len(), 1);
        assert_eq!(found("plan/a.rs", "use super::super::app::App;").len(), 1);
        assert_eq!(found("cli.rs", "fn a() { crate::app::run() }").len(), 1);
    }

    #[test]
    fn an_import_from_above_or_beside_is_no_fault() {
        assert!(found("rules/late.rs", "use crate::plan::Money; use super::app;").is_empty());
        assert!(found("lib.rs", "pub mod plan; use crate::cli::run;").is_empty());
    }

    #[test]
    fn a_planted_crate_away_from_home_is_found() {
        assert_eq!(
            found("plan/mod.rs", "fn a(r: calamine::Range) {}"),
            ["plan/mod.rs names calamine, which lives in [\"workbook/\"]"]
        );
        assert_eq!(found("export/mod.rs", "use egui::{Ui, Id};").len(), 1);
        assert_eq!(
            found("export/mod.rs", "use krilla; use anyhow::Result;").len(),
            1
        );
        assert!(found("app/job.rs", "use anyhow::Result; use egui::Id;").is_empty());
    }

    #[test]
    fn words_in_comments_strings_and_methods_are_no_fault() {
        let text = "//! crate::cli\n/* egui::Ui */ let a = \"crate::app::x // \\\" egui::b\";\n\
                    let b = r#\"use krilla;\"#; let c = '\"'; a.iter().zip::<u8>(b); fn d<'a>(e: &'a str) {}";
        assert_eq!(found("plan/mod.rs", text), Vec::<String>::new());
        assert_eq!(
            found("plan/mod.rs", "let c = '\"'; crate::app::x();").len(),
            1
        );
    }

    #[test]
    fn a_planted_float_among_pounds_is_found() {
        assert_eq!(found("rules/late.rs", "let pounds: f64 = 0.1;").len(), 1);
        assert!(found("rules/late.rs", "money.to_f64()").is_empty());
    }

    #[test]
    fn a_planted_long_file_is_found() {
        assert_eq!(
            found("plan/long.rs", &"\n".repeat(501)),
            ["plan/long.rs has 501 lines"]
        );
        assert!(found("plan/long.rs", &"\n".repeat(500)).is_empty());
    }
}
