//! How workbooks are dealt out otherwise than their contents say: kept apart, or read together. By path, since it is about
//! the files at hand and not about what a plan says.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Of two decisions about one file the later one stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dealing {
    /// Files that are plans of their own, whatever they have in common with others.
    apart: BTreeSet<PathBuf>,
    /// Files that make one plan, whatever they say.
    together: Vec<BTreeSet<PathBuf>>,
}

impl Dealing {
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Reads a file as a plan of its own.
    pub fn keep_apart(&mut self, path: &Path) {
        for set in &mut self.together {
            set.remove(path);
        }
        self.together.retain(|set| set.len() > 1);
        self.apart.insert(path.to_path_buf());
    }

    /// Reads these files as one plan, with whatever each was read with by decision.
    pub fn read_together(&mut self, paths: &[PathBuf]) {
        let mut all: BTreeSet<PathBuf> = paths.iter().cloned().collect();
        let (joined, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.together)
            .into_iter()
            .partition(|set| !set.is_disjoint(&all));
        all.extend(joined.into_iter().flatten());
        for path in &all {
            self.apart.remove(path);
        }
        self.together = others;
        self.together.push(all);
    }

    pub fn is_apart(&self, path: &Path) -> bool {
        self.apart.contains(path)
    }

    /// The sets of files that are one plan by decision.
    pub fn together(&self) -> impl Iterator<Item = &BTreeSet<PathBuf>> {
        self.together.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn the_later_of_two_decisions_stands() {
        let mut dealing = Dealing::default();
        dealing.keep_apart(Path::new("a"));
        dealing.read_together(&paths(&["a", "b"]));
        assert!(!dealing.is_apart(Path::new("a")));
        dealing.read_together(&paths(&["b", "c"]));
        assert_eq!(
            dealing.together().map(BTreeSet::len).collect::<Vec<_>>(),
            [3]
        );
        dealing.keep_apart(Path::new("b"));
        assert_eq!(
            dealing.together().map(BTreeSet::len).collect::<Vec<_>>(),
            [2]
        );
        assert!(dealing.is_apart(Path::new("b")));
    }

    #[test]
    fn what_was_decided_is_plain_text_and_comes_back_whole() {
        let mut dealing = Dealing::default();
        dealing.keep_apart(Path::new("/plans/a.xlsx"));
        dealing.read_together(&paths(&["/plans/b.xlsx", "/plans/c.xlsx"]));
        let text = serde_json::to_string(&dealing).unwrap();
        assert_eq!(serde_json::from_str::<Dealing>(&text).unwrap(), dealing);
    }
}
