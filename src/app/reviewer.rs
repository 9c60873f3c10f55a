//! Who is writing, and when: the only place of the window that asks the clock.

use crate::review::{Moment, Signed};
use serde::{Deserialize, Serialize};

/// Where notes are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keep {
    Private,
    Beside,
}

impl Keep {
    pub const ALL: [Self; 2] = [Self::Private, Self::Beside];

    pub fn label(self) -> &'static str {
        match self {
            Self::Private => "Keep notes on this computer",
            Self::Beside => "Keep notes beside the workbook",
        }
    }

    /// Who will see them.
    pub fn seen_by(self) -> &'static str {
        match self {
            Self::Private => "In your own data folder. Only you see them.",
            Self::Beside => {
                "In a small file next to the plan. Everyone who can open that folder sees them, with your name."
            }
        }
    }
}

/// The name the system knows its user by; empty where it does not say.
pub fn system_name() -> String {
    ["USER", "USERNAME", "LOGNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_default()
}

/// Never tells the same moment twice, so that a moment and a name make an id.
#[derive(Debug, Default)]
pub struct Clock {
    last: i64,
}

impl Clock {
    pub fn sign(&mut self, who: &str) -> Signed {
        #[expect(
            clippy::disallowed_methods,
            reason = "a note says when it was written; nothing is computed from it"
        )]
        let now = std::time::SystemTime::now();
        let since = now
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        let now = i64::try_from(since.as_millis()).unwrap_or(i64::MAX - 1);
        self.last = now.max(self.last + 1);
        Signed::new(who, Moment::at(self.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_notes_written_at_once_have_two_names() {
        let mut clock = Clock::default();
        let ids: std::collections::BTreeSet<_> = (0..100).map(|_| clock.sign("Ann").id()).collect();
        assert_eq!(ids.len(), 100);
    }
}
