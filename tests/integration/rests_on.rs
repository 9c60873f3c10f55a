//! Holds what rules say they rest on against what their code reads: a threshold that is told and not used is as wrong as one
//! that is used and not told.
//!
//! Code is followed from call to call wherever the policy is handed on. What analyses read on the way to something else a rule
//! may leave out; what it reads itself, through the policy, its neighbours or the analysis it asks, it names.

use crate::architecture::{sources, without_comments_and_strings};
use planproof::rules::RULES;
use std::collections::{BTreeMap, BTreeSet};

type Names = BTreeSet<String>;

/// A setting's name in the policy file and its field in the policy: `in_year.adverse_share`.
type Setting = (String, String);

#[derive(Default)]
struct Function {
    reads: Names,
    /// What it hands the policy to.
    calls: Names,
}

/// Functions of one name count as one.
type Functions = BTreeMap<String, Function>;

struct Code {
    settings: Vec<Setting>,
    /// Of the policy itself, and those that rules share.
    near: Functions,
    analyses: Functions,
}

impl Code {
    fn read() -> Self {
        let files = sources();
        let entry = files.iter().find(|file| file.path == "policy/entry.rs");
        let settings = settings(&entry.unwrap().text);
        assert!(settings.len() > 40, "{settings:?}");
        let of = |is_one: &dyn Fn(&str) -> bool| {
            let mut all = Functions::new();
            for file in files.iter().filter(|file| is_one(&file.path)) {
                add_functions(&file.text, &settings, &mut all);
            }
            all
        };
        let lists = ["policy/entry.rs", "policy/in_words.rs"];
        Self {
            near: of(&|path| {
                path == "rules/mod.rs" || path.starts_with("policy/") && !lists.contains(&path)
            }),
            analyses: of(&|path| path.starts_with("analysis/")),
            settings,
        }
    }

    /// What a rule reads itself, and what anything reads that it hands the policy to.
    fn read_by(&self, rule: &str) -> (Names, Names) {
        let mut own = Functions::new();
        add_functions(rule, &self.settings, &mut own);
        let mut direct: Names = own.values().flat_map(|own| own.reads.clone()).collect();
        let mut asked: Names = own.values().flat_map(|own| own.calls.clone()).collect();
        asked.retain(|name| !own.contains_key(name));
        let analyses = asked.iter().filter_map(|name| self.analyses.get(name));
        let near: Names = analyses.flat_map(|own| own.calls.clone()).collect();
        let asked_near: Names = asked.union(&near).cloned().collect();
        direct.extend(follow(&asked_near, &[&self.near]));
        let analyses = asked.iter().filter_map(|name| self.analyses.get(name));
        direct.extend(analyses.flat_map(|own| own.reads.clone()));
        let mut all = follow(&asked, &[&self.near, &self.analyses]);
        all.extend(direct.iter().cloned());
        (direct, all)
    }

    fn faults(&self, id: &str, rests_on: &[&str], rule: &str) -> Vec<String> {
        let (direct, all) = self.read_by(rule);
        let unused = rests_on.iter().filter(|name| !all.contains(**name));
        let untold = direct
            .iter()
            .filter(|name| !rests_on.contains(&name.as_str()));
        unused
            .map(|name| format!("{id} names {name} and does not read it"))
            .chain(untold.map(|name| format!("{id} reads {name} and does not name it")))
            .collect()
    }
}

/// `"adverse-share": in_year.adverse_share,`
fn settings(list: &str) -> Vec<Setting> {
    list.lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.split_once("\": "))
        .map(|(name, field)| (name.to_owned(), field.trim_end_matches(',').to_owned()))
        .collect()
}

fn follow(from: &Names, through: &[&Functions]) -> Names {
    let mut open: Vec<&String> = from.iter().collect();
    let (mut seen, mut found) = (BTreeSet::new(), Names::new());
    while let Some(name) = open.pop() {
        if !seen.insert(name) {
            continue;
        }
        for function in through.iter().filter_map(|all| all.get(name)) {
            found.extend(function.reads.iter().cloned());
            open.extend(&function.calls);
        }
    }
    found
}

fn add_functions(text: &str, settings: &[Setting], all: &mut Functions) {
    let code = without_comments_and_strings(text.split("#[cfg(test)]").next().unwrap());
    let code = closed_up(&code);
    for function in code.split("fn ").skip(1) {
        let Some((head, body)) = function.split_once('{') else {
            continue;
        };
        let name: String = head.chars().take_while(|sign| is_of_word(*sign)).collect();
        // Constructors stand in every file, and read what the others do not.
        if ["of", "new", "default", "settings"].contains(&name.as_str()) {
            continue;
        }
        let own = all.entry(name).or_default();
        let read = |(_, field): &&Setting| reads(body, field);
        own.reads
            .extend(settings.iter().filter(read).map(|(name, _)| name.clone()));
        own.calls.extend(calls(body));
    }
}

fn is_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The code without spaces, save between two words.
fn closed_up(code: &str) -> String {
    let mut closed = String::with_capacity(code.len());
    for word in code.split_whitespace() {
        let both = closed.chars().last().is_some_and(is_of_word)
            && word.chars().next().is_some_and(is_of_word);
        if both {
            closed.push(' ');
        }
        closed.push_str(word);
    }
    closed
}

/// Whether a setting's value is read: `policy.lines.round_share.value`, or by its field where the group has a name of its own.
fn reads(body: &str, field: &str) -> bool {
    let last = field.rsplit('.').next().unwrap();
    body.contains(&format!(".{last}.value"))
}

/// The names called with the policy in hand, as an argument or as what they are called on.
fn calls(body: &str) -> Names {
    let mut found = Names::new();
    for (at, _) in body.match_indices('(') {
        let before = &body[..at];
        let name: String = before
            .rsplit(|sign: char| !is_of_word(sign))
            .next()
            .unwrap()
            .to_owned();
        let owner = before[..before.len() - name.len()]
            .rsplit(|sign: char| !is_of_word(sign) && sign != '.')
            .next()
            .unwrap();
        let first = owner.split('.').next().unwrap();
        let is_handed = || {
            let mut words = arguments(&body[at + 1..]).split(|sign| !is_of_word(sign));
            words.any(|word| word == "policy")
        };
        if !name.is_empty() && (["policy", "self"].contains(&first) || is_handed()) {
            found.insert(name);
        }
    }
    found
}

/// Up to the bracket that closes.
fn arguments(rest: &str) -> &str {
    let mut depth = 1_usize;
    for (at, sign) in rest.char_indices() {
        match sign {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    rest
}

#[test]
fn every_rule_rests_on_the_settings_it_reads_and_on_no_others() {
    let code = Code::read();
    let files = sources();
    let mut faults = Vec::new();
    for rule in RULES {
        let path = format!("rules/{}.rs", rule.about.id.replace('-', "_"));
        let file = files.iter().find(|file| file.path == path).unwrap();
        faults.extend(code.faults(rule.about.id, rule.rests_on, &file.text));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_setting_named_and_not_read_and_one_read_and_not_named_are_found() {
    let code = Code::read();
    let found = |rests_on: &[&str], body: &str| {
        let rule = format!("fn check(case: &Case, policy: &Policy) -> Outcome {{ {body} }}");
        code.faults("rule", rests_on, &rule).len()
    };
    let direct = "let least = policy\n.lines\n.round_share.value;";
    assert_eq!(found(&["round-share"], direct), 0);
    assert_eq!(found(&[], direct), 1, "read and not named");
    assert_eq!(found(&["round-share", "month-step"], direct), 1, "not read");
    let group = "let rules = &policy.in_year; size > rules.intra_system_share.value";
    assert_eq!(found(&["intra-system-share"], group), 0);
    assert_eq!(found(&[], group), 1);
    let shared = "if by_share(part, savings, policy).is_none() { return }";
    assert_eq!(found(&["lines-worth-raising"], shared), 0);
    assert_eq!(found(&[], shared), 1);
    let asked = "policy.in_year.adverse_limit(income)";
    assert_eq!(found(&["adverse-share", "position-tolerance"], asked), 0);
    assert_eq!(found(&["adverse-share"], asked), 1);
    assert_eq!(found(&[], "outlook.above_plan(policy)?;"), 1);
    // A word that only stands there is no use of it, nor is a remark.
    assert_eq!(
        found(&["round-share"], "// round_share.value\nround_share()"),
        1
    );
}
