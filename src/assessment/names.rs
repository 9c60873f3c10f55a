//! Names kept from a shared screen: a scheme goes by its reference or its number, an owner by a number. Figures, cells and
//! findings stay what they are; only words are put in the place of words.

use crate::plan::{Case, Plan, Saving};
use crate::review::plain;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether names are kept back, and what stands for each.
#[derive(Debug, Clone, Default)]
pub struct Names(Option<Arc<Hidden>>);

#[derive(Debug, Default)]
struct Hidden {
    /// By the first word in small letters, the longest name first.
    by_word: BTreeMap<String, Vec<Name>>,
    /// Every name in small letters, also those that are ordinary words.
    whole: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Name {
    full: String,
    label: String,
    /// Only where it is in quotation marks: elsewhere it is an ordinary word of the plan.
    only_quoted: bool,
}

impl Names {
    /// What stands for the schemes and owners of this plan and of its earlier submissions.
    pub fn hidden(case: &Case) -> Self {
        let mut hidden = Hidden::default();
        let ordinary = ordinary(&case.plan);
        let plans = || std::iter::once(&case.plan).chain(&case.earlier);
        let lines = || plans().flat_map(|plan| plan.savings.iter().flat_map(|own| &own.lines));
        let mut labels = Labels::of(&case.plan);
        for line in lines().filter(|line| is_confidential(line)) {
            let label = labels.of_scheme(line);
            hidden.add(&line.name, label, &ordinary);
        }
        let mut owners = 0;
        for owner in lines().filter_map(|line| line.owner.as_deref()) {
            if !hidden.whole.contains_key(&plain(owner)) && named(owner) {
                owners += 1;
                hidden.add(owner, format!("Owner {owners}"), &ordinary);
            }
        }
        for names in hidden.by_word.values_mut() {
            names.sort_by_key(|own| std::cmp::Reverse(own.full.len()));
        }
        Self(Some(Arc::new(hidden)))
    }

    pub fn are_hidden(&self) -> bool {
        self.0.is_some()
    }

    /// A text as it may be shown to all.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.0 {
            Some(hidden) => hidden.text(text),
            None => Cow::Borrowed(text),
        }
    }

    /// What stands for a name that is the whole of a text about its own line, be it an ordinary word or not.
    pub fn whole<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let known = self
            .0
            .as_ref()
            .and_then(|hidden| hidden.whole.get(&plain(text)));
        known.map_or_else(|| self.text(text), |label| Cow::Owned(label.clone()))
    }
}

/// Savings lines whose names only say that there is no scheme tell nothing of anybody.
fn is_confidential(line: &Saving) -> bool {
    let says_none = line
        .unidentified
        .iter()
        .any(|evidence| evidence.reason.starts_with("its name "));
    named(&line.name) && !says_none
}

fn named(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

/// Words that stand for something else as well: lines of the accounts, bodies, divisions, categories, statuses.
fn ordinary(plan: &Plan) -> BTreeSet<String> {
    let position = plan.position.iter().flat_map(|own| &own.organisations);
    let mut words: BTreeSet<String> = position
        .flat_map(|own| {
            std::iter::once(&own.organisation.name).chain(own.lines.iter().map(|line| &line.label))
        })
        .chain(plan.organisations.iter().map(|own| &own.name))
        .chain(plan.workforce.iter().map(|own| &own.group))
        .map(|word| plain(word))
        .collect();
    for line in plan.savings.iter().flat_map(|own| &own.lines) {
        let said = [&line.division, &line.category].into_iter().flatten();
        words.extend(said.map(|word| plain(word)));
        words.extend(line.status.iter().map(|own| plain(&own.word)));
    }
    words
}

/// References where they tell lines apart, else numbers in the order of the plan.
struct Labels {
    references: BTreeMap<String, usize>,
    names: BTreeMap<String, usize>,
    given: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    next: usize,
}

impl Labels {
    fn of(plan: &Plan) -> Self {
        let mut all = Self {
            references: BTreeMap::new(),
            names: BTreeMap::new(),
            given: BTreeMap::new(),
            taken: BTreeSet::new(),
            next: 0,
        };
        for line in plan.savings.iter().flat_map(|own| &own.lines) {
            *all.names.entry(plain(&line.name)).or_default() += 1;
            if let Some(reference) = &line.reference {
                *all.references
                    .entry(reference.trim().to_owned())
                    .or_default() += 1;
            }
        }
        all
    }

    fn of_scheme(&mut self, line: &Saving) -> String {
        let key = plain(&line.name);
        if let Some(known) = self.given.get(&key) {
            return known.clone();
        }
        self.next += 1;
        let reference = line.reference.as_deref().map(str::trim);
        let own = reference.filter(|reference| {
            let once = self
                .references
                .get(*reference)
                .is_none_or(|times| *times == 1)
                && self.names.get(&key).is_none_or(|times| *times == 1);
            once && is_code(reference) && !self.taken.contains(*reference)
        });
        let label = own.map_or_else(|| format!("Scheme {}", self.next), str::to_owned);
        self.taken.insert(label.clone());
        self.given.insert(key, label.clone());
        label
    }
}

/// "H-04", "SB12": letters and digits that say nothing by themselves.
fn is_code(reference: &str) -> bool {
    let letters = reference
        .chars()
        .filter(|sign| sign.is_alphabetic())
        .count();
    (1..=5).contains(&letters)
        && reference.chars().any(|sign| sign.is_ascii_digit())
        && !reference.contains(char::is_whitespace)
        && reference.chars().count() <= 14
}

impl Hidden {
    fn add(&mut self, name: &str, label: String, ordinary: &BTreeSet<String>) {
        let name = name.trim();
        let key = plain(name);
        let Some(first) = words(name).next() else {
            return;
        };
        if self.whole.contains_key(&key) {
            return;
        }
        let first = name.get(first..).map(|rest| word_of(rest).to_lowercase());
        let one_word = words(name).count() == 1;
        let plain = one_word && !name.chars().next().is_some_and(char::is_uppercase);
        self.by_word
            .entry(first.unwrap_or_default())
            .or_default()
            .push(Name {
                full: name.to_owned(),
                label: label.clone(),
                only_quoted: plain || ordinary.contains(&key),
            });
        self.whole.insert(key, label);
    }

    fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        let mut done = 0;
        for start in words(text) {
            if start < done {
                continue;
            }
            let Some((name, from, end)) = self.at(text, start).filter(|(_, from, _)| *from >= done)
            else {
                continue;
            };
            out.push_str(text.get(done..from).unwrap_or_default());
            // "H-04: name" is not to become "H-04: H-04".
            let before = format!("{}: ", name.label);
            if out.ends_with(&before) {
                out.truncate(out.len() - before.len());
            }
            out.push_str(&name.label);
            done = end;
            // Nor "name (H-04)" to become "H-04 (H-04)".
            let behind = format!(" ({})", name.label);
            if text
                .get(end..)
                .is_some_and(|rest| rest.starts_with(&behind))
            {
                done += behind.len();
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(out)
    }

    /// The longest name whose first word stands here, where it begins and where it ends.
    fn at(&self, text: &str, start: usize) -> Option<(&Name, usize, usize)> {
        let names = self
            .by_word
            .get(&word_of(text.get(start..)?).to_lowercase())?;
        names.iter().find_map(|own| {
            // A bracket may stand before a name's first word.
            let from = start.checked_sub(words(&own.full).next()?)?;
            let exact = words(&own.full).count() == 1;
            let end = from + matched(text.get(from..)?, &own.full, exact)?;
            let (before, after) = (text.get(..from)?, text.get(end..)?);
            let bounded = !after.chars().next().is_some_and(char::is_alphanumeric);
            let quoted = before.ends_with('\u{201c}') && after.starts_with('\u{201d}');
            (bounded && (quoted || !own.only_quoted)).then_some((own, from, end))
        })
    }
}

/// How far `text` goes along with `name`: small and large letters alike, unless it is a single word.
fn matched(text: &str, name: &str, exact: bool) -> Option<usize> {
    if exact {
        return text.starts_with(name).then_some(name.len());
    }
    let mut signs = text.char_indices();
    for own in name.chars() {
        let (_, sign) = signs.next()?;
        if sign != own && !sign.to_lowercase().eq(own.to_lowercase()) {
            return None;
        }
    }
    Some(signs.next().map_or(text.len(), |(at, _)| at))
}

/// Where the words of a text begin.
fn words(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, sign)| {
        let starts = sign.is_alphanumeric() && !inside;
        inside = sign.is_alphanumeric();
        starts.then_some(at)
    })
}

fn word_of(rest: &str) -> &str {
    let end = rest
        .find(|sign: char| !sign.is_alphanumeric())
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::clean_case;

    /// Lines with these references, names and owners.
    fn names(given: &[(&str, &str, &str)]) -> Names {
        let mut case = clean_case();
        let savings = case.plan.savings.as_mut().unwrap();
        let first = savings.lines[0].clone();
        let line = |(reference, name, owner): &(&str, &str, &str)| Saving {
            reference: Some((*reference).to_owned()),
            name: (*name).to_owned(),
            owner: Some((*owner).to_owned()),
            division: Some("Medicines".to_owned()),
            ..first.clone()
        };
        savings.lines = given.iter().map(line).collect();
        Names::hidden(&case)
    }

    #[test]
    fn a_scheme_goes_by_its_reference_or_its_number_and_an_owner_by_a_number() {
        let names = names(&[
            ("H-04", "Close ward 6", "D. Kerrigan"),
            ("7", "Close ward 6 at night", "D. Kerrigan"),
            ("7", "Phoenix", "L. Prentice"),
        ]);
        let shown = |text: &str| names.text(text).into_owned();
        assert_eq!(
            shown("\u{201c}Close ward 6 at night\u{201d} is late"),
            "\u{201c}Scheme 2\u{201d} is late"
        );
        assert_eq!(shown("H-04: Close ward 6"), "H-04");
        assert_eq!(shown("Close ward 6 (H-04), late"), "H-04, late");
        assert_eq!(
            shown("close WARD 6, owner D. Kerrigan"),
            "H-04, owner Owner 1"
        );
        assert_eq!(shown("Phoenix and L. Prentice"), "Scheme 3 and Owner 2");
        assert_eq!(shown("Close ward 60; phoenix"), "Close ward 60; phoenix");
        assert!(matches!(names.text("Nothing of it"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_ordinary_word_of_the_plan_is_hidden_only_where_it_is_the_scheme() {
        let names = names(&[
            ("A1", "Medicines", "L. Prentice"),
            ("A2", "Medicines", "L. Prentice"),
        ]);
        assert_eq!(names.text("Medicines cost more"), "Medicines cost more");
        assert_eq!(
            names.text("\u{201c}Medicines\u{201d} is late"),
            "\u{201c}Scheme 1\u{201d} is late"
        );
        assert_eq!(names.whole("Medicines"), "Scheme 1");
    }

    #[test]
    fn nothing_is_hidden_unless_asked() {
        assert_eq!(Names::default().text("Close ward 6"), "Close ward 6");
    }
}
