//! Everything that can be done, in one list: buttons, palette and keys all send these.

use super::notes::Wish;
use super::place::View;
use super::reviewer::Keep;
use super::saving::Saved;
use super::settings::ThemeChoice;
use crate::analysis::Facet;
use crate::plan::Cells;
use crate::review::{Decision, Id};
use crate::workbook::CellRef;
use egui::{Key, KeyboardShortcut, Modifiers};
use std::path::PathBuf;

#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Shows the sheet for choosing a file, with the system's dialog above it.
    Open,
    Browse,
    BrowseFolder,
    OpenFiles(Vec<PathBuf>),
    OpenSample(usize),
    Reload,
    ClosePlan,
    SwitchPlan(usize),
    /// The list of many plans.
    Plans,
    /// The plan in these files.
    OpenPlan(Vec<PathBuf>),
    /// The workbook of this path is a plan of its own.
    KeepApart(PathBuf),
    /// The plan on screen and the one in these files are one.
    ReadTogether(Vec<PathBuf>),
    UndoDealing,
    /// The workbooks of the two submissions, cell by cell.
    CompareCells,
    Save(Saved),
    Cancel,
    Show(View),
    ShowCells(Cells),
    /// Position in the assessment's findings.
    ShowFinding(usize),
    FilterSavings(String),
    /// The card of a savings line: its position among the plan's.
    ShowScheme(usize),
    /// The savings lines that say all of this.
    ShowLines(Vec<(Facet, Option<String>)>),
    /// Something about the plan the reviewer decided; can be undone.
    Decide(Decision),
    /// The same, still to be signed and dated.
    Write(Wish),
    /// Comment on what is at hand: the link with the cursor, the cell or the finding chosen, or the view.
    Comment,
    CommentOn(Vec<CellRef>),
    /// Comment on a line that is far off its plan: its position among the assessment's.
    Explain(usize),
    /// The form to sign the plan off in.
    SignOff,
    /// The list of notes at the side.
    Notes,
    /// Brings back the view a note was made in.
    OpenNote(Id),
    /// The name under notes.
    SignAs(String),
    KeepNotes(Keep),
    Undo,
    Redo,
    /// The sheet of everything plans are judged by.
    Policy,
    /// One setting of the policy, as text.
    SetPolicy(&'static str, Vec<String>),
    LoadPolicy(PathBuf),
    SavePolicy(PathBuf),
    Back,
    Forward,
    GoToCell,
    Find,
    Palette,
    Shortcuts,
    Dismiss,
    /// Says no more of the change of the file behind the current plan.
    DismissChange,
    Present,
    /// Hides the names of schemes and owners, or shows them again.
    HideNames,
    BoardPack,
    Reveal(PathBuf),
    FullScreen,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Theme(ThemeChoice),
    ForgetRecent,
    Quit,
}

/// The commands that need nothing more to be said; they fill the palette and the shortcut sheet.
pub fn standing() -> Vec<Command> {
    let mut all = vec![
        Command::Open,
        Command::BrowseFolder,
        Command::Reload,
        Command::Back,
        Command::Forward,
        Command::Comment,
        Command::Notes,
        Command::SignOff,
        Command::Undo,
        Command::Redo,
        Command::Present,
        Command::HideNames,
        Command::BoardPack,
        Command::Find,
        Command::GoToCell,
        Command::Policy,
        Command::Plans,
        Command::UndoDealing,
        Command::CompareCells,
        Command::Save(Saved::Changes),
        Command::Save(Saved::Plans),
        Command::Palette,
        Command::Shortcuts,
        Command::FullScreen,
        Command::ZoomIn,
        Command::ZoomOut,
        Command::ZoomReset,
        Command::ClosePlan,
        Command::ForgetRecent,
        Command::Quit,
    ];
    all.extend(Keep::ALL.map(Command::KeepNotes));
    all.extend(ThemeChoice::ALL.map(Command::Theme));
    all.extend(View::ALL.map(Command::Show));
    all
}

impl Command {
    /// As on a button.
    pub fn label(&self) -> String {
        match self {
            Self::Open => "Open…".into(),
            Self::Browse => "Browse…".into(),
            Self::BrowseFolder => "Open a folder…".into(),
            Self::OpenFiles(_) => "Open file".into(),
            Self::OpenSample(_) => "Open sample".into(),
            Self::Reload => "Reload".into(),
            Self::ClosePlan => "Close plan".into(),
            Self::SwitchPlan(_) => "Switch plan".into(),
            Self::Plans => "All plans".into(),
            Self::OpenPlan(_) => "Open plan".into(),
            Self::KeepApart(_) => "Keep apart".into(),
            Self::ReadTogether(_) => "Read together".into(),
            Self::UndoDealing => "Take the dealing back".into(),
            Self::CompareCells => "Compare submissions cell by cell".into(),
            Self::Save(what) => format!("{}…", what.title()),
            Self::Cancel => "Cancel".into(),
            Self::Show(view) => view.label().into(),
            Self::ShowCells(_) => "Show cells".into(),
            Self::ShowFinding(_) => "Show finding".into(),
            Self::FilterSavings(_) => "Filter savings".into(),
            Self::ShowScheme(_) => "Show savings line".into(),
            Self::ShowLines(_) => "Show savings lines".into(),
            Self::Decide(decision) => decision.in_words(),
            Self::Write(_) => "Write a note".into(),
            Self::Comment => "Comment…".into(),
            Self::CommentOn(_) => "Comment on these cells…".into(),
            Self::Explain(_) => "Explain…".into(),
            Self::SignOff => "Sign off…".into(),
            Self::Notes => "Notes".into(),
            Self::OpenNote(_) => "Open note".into(),
            Self::SignAs(_) => "Sign notes".into(),
            Self::KeepNotes(keep) => keep.label().into(),
            Self::Undo => "Undo".into(),
            Self::Redo => "Redo".into(),
            Self::Policy => "Policy…".into(),
            Self::SetPolicy(..) => "Change policy".into(),
            Self::LoadPolicy(_) => "Load policy".into(),
            Self::SavePolicy(_) => "Save policy".into(),
            Self::Back => "Back".into(),
            Self::Forward => "Forward".into(),
            Self::GoToCell => "Go to cell…".into(),
            Self::Find => "Find in this view".into(),
            Self::Palette => "Find a scheme, amount or command".into(),
            Self::Shortcuts => "Keyboard shortcuts".into(),
            Self::Dismiss | Self::DismissChange => "Dismiss".into(),
            Self::Present => "Present".into(),
            Self::HideNames => "Hide or show scheme and owner names".into(),
            Self::BoardPack => "Board pack…".into(),
            Self::Reveal(_) => "Open".into(),
            Self::FullScreen => "Full screen".into(),
            Self::ZoomIn => "Zoom in".into(),
            Self::ZoomOut => "Zoom out".into(),
            Self::ZoomReset => "Zoom to 100%".into(),
            Self::Theme(choice) => choice.label().into(),
            Self::ForgetRecent => "Clear recent files".into(),
            Self::Quit => "Quit".into(),
        }
    }

    /// What it does, where the label does not say it all.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Open => "Open a plan workbook; nothing is ever written to it",
            Self::BrowseFolder => {
                "Open every workbook in a folder; those of one plan are read together"
            }
            Self::Plans => "Every plan of the folder in a line each, and what they come to",
            Self::CompareCells => {
                "What stands otherwise than in the submission before, matched through inserted rows"
            }
            Self::Reload => "Read the file again after it was saved in Excel",
            Self::Policy => {
                "See and change the thresholds, rates and deadlines plans are judged by"
            }
            Self::Back => "To where you were before",
            Self::Forward => "To where you were before going back",
            Self::Comment => "Write a note on the cell or finding at hand",
            Self::SignOff => "Say that you reviewed the plan as it stands",
            Self::Notes => "Show or hide the list of notes",
            Self::KeepNotes(keep) => keep.seen_by(),
            Self::Undo => "Take back what you last decided about this plan",
            Self::Redo => "Decide again what you took back",
            Self::Present => "Show the board pages full screen; Esc leaves",
            Self::HideNames => {
                "Before you share the screen: schemes and owners go by neutral labels on every page and in the pack"
            }
            Self::BoardPack => "Save the board pages as a PDF",
            Self::GoToCell => "Type a cell such as Savings!B14",
            Self::ForgetRecent => "Forget which files were opened",
            Self::ClosePlan => "The file itself is not touched",
            _ => "",
        }
    }

    pub fn shortcut(&self) -> Option<KeyboardShortcut> {
        let ctrl = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let alt = |key| Some(KeyboardShortcut::new(Modifiers::ALT, key));
        let plain = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
        match self {
            Self::Open => ctrl(Key::O),
            Self::Reload => ctrl(Key::R),
            Self::Palette => ctrl(Key::K),
            Self::GoToCell => ctrl(Key::G),
            Self::Find => ctrl(Key::F),
            Self::Quit => ctrl(Key::Q),
            Self::ClosePlan => ctrl(Key::W),
            Self::Comment => ctrl(Key::M),
            Self::Notes => ctrl(Key::L),
            Self::Undo => ctrl(Key::Z),
            Self::Redo => ctrl(Key::Y),
            Self::Back => alt(Key::ArrowLeft),
            Self::Forward => alt(Key::ArrowRight),
            Self::Present => plain(Key::F5),
            Self::HideNames => ctrl(Key::H),
            Self::FullScreen => plain(Key::F11),
            Self::Shortcuts => plain(Key::Questionmark),
            Self::ZoomIn => ctrl(Key::Plus),
            Self::ZoomOut => ctrl(Key::Minus),
            Self::ZoomReset => ctrl(Key::Num0),
            Self::Show(view) => ctrl(view.key()),
            _ => None,
        }
    }
}

/// The standing commands whose keys were pressed in this frame. Zoom keys are the toolkit's own.
pub fn pressed(ctx: &egui::Context) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    let zoom = [Command::ZoomIn, Command::ZoomOut, Command::ZoomReset];
    standing()
        .into_iter()
        .filter(|command| !zoom.contains(command))
        .filter(|command| {
            command.shortcut().is_some_and(|keys| {
                // A question mark is text while text is being typed.
                if typing && *command == Command::Shortcuts {
                    return false;
                }
                ctx.input_mut(|input| match command {
                    // Shift makes the question mark on most keyboards.
                    Command::Shortcuts => {
                        input.consume_key(Modifiers::NONE, Key::Questionmark)
                            || input.consume_key(Modifiers::SHIFT, Key::Questionmark)
                    }
                    // A text field undoes its own typing.
                    Command::Undo | Command::Redo if typing => false,
                    _ => input.consume_shortcut(&keys),
                })
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_keys() {
        let keys: Vec<_> = standing().iter().filter_map(Command::shortcut).collect();
        for (place, one) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(one), "{one:?}");
        }
    }

    #[test]
    fn every_standing_command_has_its_own_label() {
        let labels: Vec<String> = standing().iter().map(Command::label).collect();
        for (place, label) in labels.iter().enumerate() {
            assert!(
                !label.is_empty() && !labels[..place].contains(label),
                "{label}"
            );
        }
    }
}
