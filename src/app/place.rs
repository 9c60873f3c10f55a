//! Where the reader is in a plan, where they were before, and the way back.

use crate::plan::Cells;
use egui::Key;

/// One for each question; every view is in the side bar and in the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum View {
    #[default]
    Overview,
    Savings,
    Position,
    System,
    Elective,
    Changes,
    Findings,
    Workbook,
}

impl View {
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Savings,
        Self::Position,
        Self::System,
        Self::Elective,
        Self::Changes,
        Self::Findings,
        Self::Workbook,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Savings => "Savings",
            Self::Position => "Position",
            Self::System => "System",
            Self::Elective => "Elective",
            Self::Changes => "Changes",
            Self::Findings => "Findings",
            Self::Workbook => "Workbook",
        }
    }

    /// With Ctrl.
    pub fn key(self) -> Key {
        match self {
            Self::Overview => Key::Num1,
            Self::Savings => Key::Num2,
            Self::Position => Key::Num3,
            Self::System => Key::Num8,
            Self::Elective => Key::Num4,
            Self::Changes => Key::Num5,
            Self::Findings => Key::Num6,
            Self::Workbook => Key::Num7,
        }
    }
}

/// A view and what is shown of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    pub view: View,
    /// Cells arrived at, in the workbook view.
    pub cells: Cells,
    /// The finding opened, in the findings view.
    pub finding: Option<usize>,
    /// The savings line whose card is open, in the savings view: its position among the plan's.
    pub scheme: Option<usize>,
}

impl Place {
    pub fn of(view: View) -> Self {
        Self {
            view,
            ..Self::default()
        }
    }
}

/// Places gone through, as in a browser.
#[derive(Debug, Clone, Default)]
pub struct History {
    back: Vec<Place>,
    here: Place,
    forward: Vec<Place>,
}

impl History {
    pub fn starting_at(view: View) -> Self {
        Self {
            here: Place::of(view),
            ..Self::default()
        }
    }

    pub fn here(&self) -> &Place {
        &self.here
    }

    pub fn go(&mut self, place: Place) {
        if place != self.here {
            self.back.push(std::mem::replace(&mut self.here, place));
            self.forward.clear();
        }
    }

    pub fn back(&mut self) {
        if let Some(place) = self.back.pop() {
            self.forward.push(std::mem::replace(&mut self.here, place));
        }
    }

    pub fn forward(&mut self) {
        if let Some(place) = self.forward.pop() {
            self.back.push(std::mem::replace(&mut self.here, place));
        }
    }

    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    pub fn can_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_returns_and_forward_goes_there_again() {
        let mut history = History::starting_at(View::Overview);
        history.go(Place::of(View::Savings));
        history.go(Place::of(View::Workbook));
        history.back();
        assert_eq!(history.here().view, View::Savings);
        history.back();
        assert_eq!(history.here().view, View::Overview);
        history.forward();
        assert_eq!(history.here().view, View::Savings);
    }

    #[test]
    fn going_somewhere_new_ends_the_way_forward() {
        let mut history = History::default();
        history.go(Place::of(View::Savings));
        history.back();
        history.go(Place::of(View::Findings));
        assert!(!history.can_go_forward() && history.can_go_back());
    }

    #[test]
    fn staying_leaves_no_trace() {
        let mut history = History::default();
        history.go(Place::of(View::Overview));
        assert!(!history.can_go_back());
    }
}
