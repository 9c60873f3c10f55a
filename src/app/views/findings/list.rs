//! The findings by gravity, what belongs together folded under the one that tells it. The first ten stand at once; the
//! rest is one click away.

use crate::app::theme::{Colors, Size, Weight, px, text};
use crate::app::widgets::Picks;
use crate::app::widgets::block::heading_ui;
use crate::app::widgets::findings::{Says, findings_height, findings_ui};
use crate::finding::Severity;
use crate::report::{FindingItem, MOST};
use crate::wording::counted;
use egui::Ui;
use std::collections::BTreeSet;

/// What the reader unfolded.
#[derive(Default)]
pub(super) struct ListState {
    shows_all: bool,
    /// Stories that were opened or closed by hand, by the id of the rule that tells them; `true` is open.
    unfolded: BTreeSet<&'static str>,
    folded: BTreeSet<&'static str>,
}

impl ListState {
    /// A story is open where the chosen finding is in it, unless the reader said otherwise.
    fn is_open(&self, story: &FindingItem, chosen: Option<usize>) -> bool {
        let holds_chosen = story
            .members
            .iter()
            .any(|member| Some(member.index) == chosen);
        self.unfolded.contains(story.id) || (holds_chosen && !self.folded.contains(story.id))
    }

    fn turn(&mut self, story: &'static str, open: bool) {
        if open {
            self.unfolded.remove(story);
            self.folded.insert(story);
        } else {
            self.folded.remove(story);
            self.unfolded.insert(story);
        }
    }
}

/// One heading a gravity, in words, so that it does not hang on colour or place.
pub(super) fn list_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    stories: &[FindingItem],
    filter: &str,
    chosen: Option<usize>,
    state: &mut ListState,
) {
    let wanted: Vec<&FindingItem> = stories
        .iter()
        .filter(|story| holds(story, filter))
        .collect();
    let (spreadsheet, wanted): (Vec<&FindingItem>, Vec<&FindingItem>) =
        wanted.into_iter().partition(|story| story.is_spreadsheet);
    let most = if state.shows_all || !filter.trim().is_empty() {
        wanted.len()
    } else {
        MOST - spreadsheet.len()
    };
    let shown = wanted.get(..most).unwrap_or(&wanted);
    for (severity, heading) in [
        (Severity::Blocker, "Settle before the board sees it"),
        (Severity::Warning, "The board should ask"),
        (Severity::Note, "Worth knowing"),
    ] {
        let own: Vec<&FindingItem> = shown
            .iter()
            .copied()
            .filter(|story| story.severity == severity)
            .collect();
        if own.is_empty() {
            continue;
        }
        let below = counted(
            own.len(),
            severity.label(),
            &format!("{}s", severity.label()),
        );
        heading_ui(ui, heading, &below);
        ui.add_space(px(ui, 6.0));
        for story in own {
            story_ui(ui, picks, story, filter, chosen, state);
        }
        ui.add_space(px(ui, 16.0));
    }
    more_ui(ui, wanted.len(), shown.len(), state);
    for story in spreadsheet {
        heading_ui(
            ui,
            "The spreadsheet itself",
            "none of it counts in the questions above",
        );
        ui.add_space(px(ui, 6.0));
        story_ui(ui, picks, story, filter, chosen, state);
        ui.add_space(px(ui, 16.0));
    }
}

/// Opens and closes the questions behind the first ten.
fn more_ui(ui: &mut Ui, wanted: usize, shown: usize, state: &mut ListState) {
    let left = wanted - shown;
    let words = if left > 0 {
        format!("Show {}", counted(left, "more question", "more questions"))
    } else if state.shows_all && wanted > MOST {
        format!("Show the first {MOST} only")
    } else {
        return;
    };
    if ui.button(words).clicked() {
        state.shows_all = !state.shows_all;
    }
    ui.add_space(px(ui, 16.0));
}

fn story_ui(
    ui: &mut Ui,
    picks: &mut Picks,
    story: &FindingItem,
    filter: &str,
    chosen: Option<usize>,
    state: &mut ListState,
) {
    items_ui(ui, picks, std::slice::from_ref(story), chosen);
    if story.members.is_empty() {
        return;
    }
    let open = state.is_open(story, chosen) || !filter.trim().is_empty();
    let behind = if story.is_spreadsheet {
        counted(story.members.len(), "kind of fault", "kinds of fault")
    } else {
        let many = counted(story.members.len(), "finding", "findings");
        format!("{many} behind it")
    };
    let words = if open {
        format!("Fold away {behind}")
    } else {
        format!("Show {behind}")
    };
    let color = Colors::of(ui).accent;
    let words = text(ui, words, Size::Small, Weight::SemiBold, color);
    if ui.add(egui::Button::new(words).frame(false)).clicked() {
        state.turn(story.id, open);
    }
    if open {
        ui.indent(story.id, |ui| items_ui(ui, picks, &story.members, chosen));
    }
    ui.add_space(px(ui, 6.0));
}

fn items_ui(ui: &mut Ui, picks: &mut Picks, items: &[FindingItem], chosen: Option<usize>) {
    let height = findings_height(ui, picks, items, ui.available_width()) + 4.0;
    let size = egui::vec2(ui.available_width(), height);
    ui.allocate_ui(size, |ui| {
        ui.set_min_height(height);
        findings_ui(ui, picks, items, chosen, Says::Message);
    });
}

pub(super) fn holds(item: &FindingItem, filter: &str) -> bool {
    let words =
        |item: &FindingItem| format!("{} {} {} {}", item.title, item.message, item.stake, item.id);
    let parts = item.members.iter().map(words);
    let all = parts
        .fold(words(item), |all, part| format!("{all} {part}"))
        .to_lowercase();
    filter
        .split_whitespace()
        .all(|word| all.contains(&word.to_lowercase()))
}
