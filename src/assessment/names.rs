//! Names kept from a shared screen: a scheme goes by its reference or its number, an owner by a number. Figures, cells and
//! findings stay what they are; only words are put in the place of words.

use super::initials;
use crate::analysis::Facet;
use crate::plan::{Case, Cells, Plan, Saving};
use crate::review::{Signed, plain};
use crate::workbook::{CellRef, Workbook};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// Whether names are kept back, and what stands for each.
#[derive(Debug, Clone, Default)]
pub struct Names(Option<Arc<Hidden>>);

#[derive(Debug, Default)]
struct Hidden {
    /// By all words in small letters; where the same words are set otherwise, the longest name first.
    by_words: BTreeMap<String, Vec<Name>>,
    /// How many words there are in the names that begin with this one, so that thousands of names that begin alike are not
    /// all tried at each such word.
    lengths: BTreeMap<String, BTreeSet<usize>>,
    /// Every name in small letters, also those that are ordinary words.
    whole: BTreeMap<String, String>,
    /// The cells that hold the values and the names of savings lines, also of earlier submissions.
    of_lines: HashSet<CellRef>,
}

#[derive(Debug)]
struct Name {
    full: String,
    label: String,
    /// Where its first word begins: a bracket may stand before it.
    lead: usize,
    /// A single word, told from others by its large letters.
    exact: bool,
    /// Only where it is in quotation marks: elsewhere it is an ordinary word of the plan.
    only_quoted: bool,
}

impl Names {
    /// What stands for the schemes and owners of this plan and of its earlier submissions, and for whoever wrote notes on the
    /// cells of its workbooks.
    pub fn hidden(case: &Case, workbooks: &[Workbook]) -> Self {
        let mut hidden = Hidden::default();
        let plans = || std::iter::once(&case.plan).chain(&case.earlier);
        let lines = || plans().flat_map(|plan| plan.savings.iter().flat_map(|own| &own.lines));
        for line in lines() {
            let cells = line.value.cells.iter().chain(std::iter::once(&line.source));
            hidden.of_lines.extend(cells.cloned());
        }
        let ordinary = ordinary(&case.plan);
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
        let sheets = || workbooks.iter().flat_map(|workbook| &workbook.sheets);
        let writers = sheets().flat_map(|sheet| &sheet.notes);
        let mut n_writers = 0;
        for writer in writers.filter_map(|note| note.author.as_deref()) {
            if !hidden.whole.contains_key(&plain(writer)) && named(writer) {
                n_writers += 1;
                hidden.add_writer(writer, format!("Author {n_writers}"), &ordinary);
            }
        }
        let people: BTreeSet<(String, String)> = lines()
            .filter_map(|line| line.owner.as_deref())
            .chain(
                sheets()
                    .flat_map(|sheet| &sheet.notes)
                    .filter_map(|note| note.author.as_deref()),
            )
            .filter_map(|who| Some((who.to_owned(), hidden.whole.get(&plain(who))?.clone())))
            .collect();
        let people = people.iter().map(|(who, label)| (&**who, &**label));
        for (letters, label) in initials::labels(people, &case.plan) {
            hidden.add(&letters, label, &ordinary);
        }
        for names in hidden.by_words.values_mut() {
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

    /// Who wrote, asked, accepted or signed off, and when: a reviewer may own a scheme.
    pub fn signed<'s>(&self, by: &'s Signed) -> Cow<'s, Signed> {
        match self.whole(&by.who) {
            Cow::Borrowed(_) => Cow::Borrowed(by),
            Cow::Owned(who) => Cow::Owned(Signed { who, ..by.clone() }),
        }
    }

    /// Whether a text being typed holds a name that is hidden, so that it can only be masked.
    pub fn are_in(&self, text: &str) -> bool {
        matches!(self.whole(text), Cow::Owned(_))
    }

    /// What a group of savings lines is called that say this of a facet, or nothing: an owner is one whatever else the name
    /// may mean, and a division stays one that is called like a scheme.
    pub fn of_facet<'t>(&self, facet: Facet, said: Option<&'t str>) -> Cow<'t, str> {
        match (facet, said) {
            (_, None) => Cow::Borrowed(facet.unsaid()),
            (Facet::Owner, Some(said)) => self.whole(said),
            (_, Some(said)) => self.text(said),
        }
    }

    /// Whether any of these cells holds the value or the name of a savings line; `false` where no names are hidden.
    pub fn are_of_a_line(&self, cells: &Cells) -> bool {
        let hidden = self.0.as_ref();
        hidden.is_some_and(|hidden| cells.iter().any(|cell| hidden.of_lines.contains(cell)))
    }
}

/// Savings lines whose names only say that there is no scheme tell nothing of anybody.
fn is_confidential(line: &Saving) -> bool {
    let says_none = line.unidentified.iter().any(|evidence| evidence.by_name);
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
        let own = small_words(name);
        let Some((lead, first)) = own.first() else {
            return;
        };
        if self.whole.contains_key(&key) {
            return;
        }
        let exact = own.len() == 1;
        let only_quoted = ordinary.contains(&key)
            || (exact && !name.chars().next().is_some_and(char::is_uppercase));
        let lengths = self.lengths.entry(first.clone()).or_default();
        lengths.insert(own.len());
        self.by_words.entry(joined(&own)).or_default().push(Name {
            full: name.to_owned(),
            label: label.clone(),
            lead: *lead,
            exact,
            only_quoted,
        });
        self.whole.insert(key, label);
    }

    /// Programs sign with teams and bodies too: such a name is hidden where it signs, not wherever its words stand.
    fn add_writer(&mut self, name: &str, label: String, ordinary: &BTreeSet<String>) {
        const BODIES: [&str; 11] = [
            "nhs",
            "nhse",
            "trust",
            "icb",
            "england",
            "finance",
            "team",
            "office",
            "user",
            "planning",
            "department",
        ];
        let words = small_words(name);
        let is_body = words
            .iter()
            .any(|(_, word)| BODIES.contains(&word.as_str()));
        if is_body || words.len() < 2 {
            self.whole.insert(plain(name), label);
        } else {
            self.add(name, label, ordinary);
        }
    }

    fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        let mut done = 0;
        let words = small_words(text);
        for (index, (start, _)) in words.iter().enumerate() {
            if *start < done {
                continue;
            }
            let found = self.at(text, words.get(index..).unwrap_or_default());
            let Some((name, from, end)) = found.filter(|(_, from, _)| *from >= done) else {
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

    /// The longest name whose words are the first of these, where it begins and where it ends.
    fn at(&self, text: &str, words: &[(usize, String)]) -> Option<(&Name, usize, usize)> {
        let (start, first) = words.first()?;
        let lengths = self.lengths.get(first)?.iter().rev();
        let alike = lengths.filter_map(|length| self.by_words.get(&joined(words.get(..*length)?)));
        alike.flatten().find_map(|own| {
            let from = start.checked_sub(own.lead)?;
            let end = from + matched(text.get(from..)?, &own.full, own.exact)?;
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

/// The words of a text in small letters, with where they begin.
fn small_words(text: &str) -> Vec<(usize, String)> {
    let word = |at: usize| word_of(text.get(at..).unwrap_or_default()).to_lowercase();
    words(text).map(|at| (at, word(at))).collect()
}

fn joined(words: &[(usize, String)]) -> String {
    let words: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    words.join(" ")
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
            status: first.status.clone().map(|own| crate::plan::StatedStatus {
                word: "JB to confirm".to_owned(),
                ..own
            }),
            ..first.clone()
        };
        savings.lines = given.iter().map(line).collect();
        Names::hidden(&case, &[])
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
    fn names_that_begin_alike_are_told_apart_and_the_longest_is_taken() {
        let names = names(&[
            ("A1", "Close", "L. Prentice"),
            ("A2", "Close ward 6", "L. Prentice"),
            ("A3", "(Close) ward 7", "L. Prentice"),
            ("A4", "Close ward 6 by night", "L. Prentice"),
            ("A5", "Close ward-6", "L. Prentice"),
        ]);
        assert_eq!(
            names.text("Close ward 6, (close) ward 7, Close ward 8, Close, Close ward 6 by night, Close ward-6"),
            "A2, A3, A1 ward 8, A1, A4, A5"
        );
    }

    #[test]
    fn a_group_of_lines_keeps_its_name_beside_a_scheme_of_that_name_and_an_owner_does_not() {
        let names = names(&[
            ("A1", "Medicines", "Medicines"),
            ("A2", "Beds", "beds team"),
        ]);
        assert_eq!(
            names.of_facet(Facet::Division, Some("Medicines")),
            "Medicines"
        );
        assert_eq!(names.of_facet(Facet::Owner, Some("Medicines")), "A1");
        assert_eq!(names.of_facet(Facet::Owner, None), "No owner named");
    }

    #[test]
    fn nothing_is_hidden_unless_asked() {
        assert_eq!(Names::default().text("Close ward 6"), "Close ward 6");
    }

    #[test]
    fn initials_of_an_owner_are_hidden_as_a_word_and_an_abbreviation_of_the_plan_is_not() {
        let names = names(&[
            ("A1", "Close ward 6", "J. Bloggs"),
            ("A2", "SR pathway", "Sunil Rao"),
        ]);
        assert_eq!(
            names.text("JB to confirm; JBA, jb and SR stay, JB\u{2019}s do not"),
            "Owner 1 to confirm; JBA, jb and SR stay, Owner 1\u{2019}s do not"
        );
    }
}
