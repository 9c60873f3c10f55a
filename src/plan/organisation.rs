//! Who a figure belongs to.

/// A body with a plan of its own, named as the workbook names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Organisation {
    pub name: String,
    /// ODS code, such as `RH8` or `QJK`, where the workbook gives one.
    pub code: Option<String>,
    pub kind: OrganisationKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum OrganisationKind {
    /// Integrated care board (before July 2022, a clinical commissioning group).
    CommissioningBody,
    Provider,
    /// An integrated care system as a whole: its board and its providers.
    System,
    /// A body merged into a successor; shown for comparison, never added in.
    Predecessor,
    #[default]
    Unknown,
}

impl Organisation {
    pub fn named(name: impl Into<String>) -> Self {
        let name = name.into();
        let kind = OrganisationKind::of(&name);
        Self {
            name,
            code: None,
            kind,
        }
    }
}

impl Organisation {
    /// Whether both name one body: by code where both give one, else by the words of the name that are its own. A system
    /// and its commissioning body are one here, as the waits of one are those of the other.
    pub fn is_same_body(&self, other: &Self) -> bool {
        if let (Some(own), Some(other)) = (&self.code, &other.code) {
            return own.eq_ignore_ascii_case(other);
        }
        let commissions = |kind| {
            matches!(
                kind,
                OrganisationKind::CommissioningBody | OrganisationKind::System
            )
        };
        let key = own_words(&self.name);
        !key.is_empty()
            && commissions(self.kind) == commissions(other.kind)
            && key == own_words(&other.name)
    }
}

impl Organisation {
    /// Whether a label names this body: its own words in their order, and for a commissioning body the word for its kind,
    /// since a board and a trust of one place share its name.
    pub fn is_named_in(&self, label: &str) -> bool {
        let own = own_words(&self.name);
        let all = own_words(label);
        let board = matches!(
            OrganisationKind::of(label),
            OrganisationKind::CommissioningBody
        );
        !own.is_empty()
            && own.iter().any(|word| word.len() > 3)
            && board == (self.kind == OrganisationKind::CommissioningBody)
            && all.windows(own.len()).any(|words| words == own.as_slice())
    }
}

/// The words of a name without those that any body may bear.
fn own_words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace('&', " and ");
    let plain: String = name
        .replace(['\'', '\u{2019}'], "")
        .replace("integrated care board", " ")
        .replace("integrated care system", " ")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain
        .split_whitespace()
        .filter(|word| {
            !matches!(
                *word,
                "nhs" | "foundation" | "trust" | "ft" | "the" | "icb" | "ics"
            )
        })
        .map(str::to_owned)
        .collect()
}

impl OrganisationKind {
    /// What a name says of itself: `NHS Devon ICB` is a commissioning body, `… Trust` a provider.
    pub fn of(name: &str) -> Self {
        let lower = name.to_lowercase();
        // Asked of every label of a plan, of which few name a body.
        let may_name = |word: &str| {
            matches!(
                word,
                "icb"
                    | "ccg"
                    | "ics"
                    | "stp"
                    | "system"
                    | "trust"
                    | "ft"
                    | "hospitals"
                    | "hospital"
                    | "provider"
                    | "cic"
            ) || word.ends_with("integrated")
                || word.ends_with("clinical")
        };
        if !lower.split(|c: char| !c.is_alphanumeric()).any(may_name) {
            return Self::Unknown;
        }
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        // "Trust-wide & financing" is a part of a body, and none.
        let wide = |at: usize| words.get(at + 1) == Some(&"wide");
        let mut named = words.iter().enumerate();
        let has_wide = named.any(|(at, word)| may_name(word) && wide(at));
        let bodies = words.iter().filter(|word| may_name(word)).count();
        if has_wide && bodies == 1 {
            return Self::Unknown;
        }
        let has = |word: &str| words.contains(&word);
        if has("icb")
            || has("ccg")
            || lower.contains("integrated care board")
            || lower.contains("clinical commissioning group")
        {
            Self::CommissioningBody
        } else if has("ics")
            || has("stp")
            || has("system")
            || lower.contains("integrated care system")
        {
            Self::System
        } else if has("trust")
            || has("ft")
            || has("hospitals")
            || has("hospital")
            || has("provider")
            || has("cic")
        {
            Self::Provider
        } else {
            Self::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_kind_of_body_it_is() {
        assert_eq!(
            OrganisationKind::of("NHS Fenmarch ICB"),
            OrganisationKind::CommissioningBody
        );
        assert_eq!(
            OrganisationKind::of("Thornmere Integrated Care System"),
            OrganisationKind::System
        );
        assert_eq!(
            OrganisationKind::of("Harrowbeck Hospitals NHS Trust"),
            OrganisationKind::Provider
        );
        assert_eq!(OrganisationKind::of("Surgery"), OrganisationKind::Unknown);
    }

    #[test]
    fn a_label_names_a_body_by_its_own_words_and_its_kind() {
        let board = Organisation::named("NHS Fenmarch ICB");
        let trust = Organisation::named("Fenmarch NHS Trust");
        assert!(board.is_named_in("Income from Fenmarch Integrated Care Board"));
        assert!(!board.is_named_in("Contract with Fenmarch NHS Trust"));
        assert!(trust.is_named_in("Contract with Fenmarch NHS FT"));
        assert!(!trust.is_named_in("Income from other ICBs"));
    }

    #[test]
    fn a_plan_and_a_publication_name_the_same_body_in_their_own_ways() {
        let same = |a: &str, b: &str| Organisation::named(a).is_same_body(&Organisation::named(b));
        assert!(same(
            "NHS Fenmarch ICB",
            "NHS FENMARCH INTEGRATED CARE BOARD"
        ));
        assert!(same(
            "St Bede's Hospitals NHS FT",
            "ST BEDES HOSPITALS NHS FOUNDATION TRUST"
        ));
        assert!(!same("NHS Fenmarch ICB", "Fenmarch NHS Trust"));
        let coded = |code: &str| Organisation {
            code: Some(code.to_owned()),
            ..Organisation::named("Fenmarch NHS Trust")
        };
        assert!(!coded("RAA").is_same_body(&coded("RBB")));
    }
}
