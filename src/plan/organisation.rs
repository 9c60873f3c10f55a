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

impl OrganisationKind {
    /// What a name says of itself: `NHS Devon ICB` is a commissioning body, `… Trust` a provider.
    pub fn of(name: &str) -> Self {
        let lower = name.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
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
}
