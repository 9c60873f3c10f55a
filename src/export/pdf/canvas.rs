//! What stands on a page: marks with their places, in a tree of what they mean. Knows no file format, so that tests can
//! look for text that overlaps or leaves the page.

use super::font::Fonts;
use super::style::{Colour, Frame, Type};

/// What a group of marks is to a reader who cannot see the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Section,
    /// Level, from 1.
    Heading(u16),
    Paragraph,
    /// With the text that stands for it.
    Figure(String),
    Table,
    TableRow,
    /// Of a column.
    TableHeader,
    TableCell,
    /// Decoration, page numbers: nothing to read out.
    Artifact,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Group(Role, Vec<Self>),
    Marks(Vec<Mark>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Text {
        x: f32,
        baseline: f32,
        style: Type,
        text: String,
        width: f32,
    },
    Box {
        frame: Frame,
        fill: Option<Colour>,
        outline: Option<Stroke>,
    },
    Line {
        points: Vec<(f32, f32)>,
        stroke: Stroke,
    },
    Dot {
        x: f32,
        y: f32,
        radius: f32,
        colour: Colour,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    pub colour: Colour,
    pub width: f32,
    pub dash: &'static [f32],
}

impl Stroke {
    pub fn solid(colour: Colour, width: f32) -> Self {
        Self {
            colour,
            width,
            dash: &[],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Left,
    Centre,
    Right,
}

/// A page being drawn.
pub struct Canvas<'a> {
    pub fonts: &'a Fonts,
    open: Vec<(Role, Vec<Item>)>,
    items: Vec<Item>,
}

impl<'a> Canvas<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            open: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Everything `draw` puts on the page is part of a `role`.
    pub fn group<T>(&mut self, role: Role, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.open.push((role, Vec::new()));
        let value = draw(self);
        if let Some((role, items)) = self.open.pop()
            && !items.is_empty()
        {
            self.push(Item::Group(role, items));
        }
        value
    }

    fn push(&mut self, item: Item) {
        match self.open.last_mut() {
            Some((_, items)) => items.push(item),
            None => self.items.push(item),
        }
    }

    pub fn mark(&mut self, mark: Mark) {
        let items = match self.open.last_mut() {
            Some((_, items)) => items,
            None => &mut self.items,
        };
        if let Some(Item::Marks(marks)) = items.last_mut() {
            marks.push(mark);
        } else {
            items.push(Item::Marks(vec![mark]));
        }
    }

    pub fn text(&mut self, x: f32, baseline: f32, anchor: Anchor, style: Type, text: &str) {
        let text = self.fonts.clean(text);
        if text.trim().is_empty() {
            return;
        }
        let width = self.fonts.width(style, text.trim_end());
        let x = match anchor {
            Anchor::Left => x,
            Anchor::Centre => x - width / 2.0,
            Anchor::Right => x - width,
        };
        self.mark(Mark::Text {
            x,
            baseline,
            style,
            text,
            width,
        });
    }

    /// Nothing to see, for a cell that must exist all the same: a table's rows are equally long to who hears them.
    pub fn blank(&mut self, x: f32, baseline: f32, style: Type) {
        self.mark(Mark::Text {
            x,
            baseline,
            style,
            text: " ".to_owned(),
            width: 0.0,
        });
    }

    /// Lines from the top of `frame` down; returns their height. Between lines stands a blank, for who reads it aloud.
    pub fn lines(&mut self, frame: Frame, anchor: Anchor, style: Type, lines: &[String]) -> f32 {
        let x = match anchor {
            Anchor::Left => frame.x,
            Anchor::Centre => frame.x + frame.width / 2.0,
            Anchor::Right => frame.right(),
        };
        let mut baseline = frame.y + style.ascent();
        for (index, line) in lines.iter().enumerate() {
            let blank = if index + 1 < lines.len() { " " } else { "" };
            self.text(x, baseline, anchor, style, &format!("{line}{blank}"));
            baseline += style.leading();
        }
        lines.len() as f32 * style.leading()
    }

    pub fn line(&mut self, points: Vec<(f32, f32)>, stroke: Stroke) {
        self.mark(Mark::Line { points, stroke });
    }

    pub fn filled(&mut self, frame: Frame, fill: Colour) {
        self.mark(Mark::Box {
            frame,
            fill: Some(fill),
            outline: None,
        });
    }

    pub fn outlined(&mut self, frame: Frame, fill: Option<Colour>, outline: Stroke) {
        self.mark(Mark::Box {
            frame,
            fill,
            outline: Some(outline),
        });
    }

    /// A thin line across, which nobody reads out.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, stroke: Stroke) {
        self.group(Role::Artifact, |canvas| {
            canvas.line(vec![(x, y), (x + width, y)], stroke);
        });
    }

    pub fn into_items(self) -> Vec<Item> {
        self.items
    }
}

impl Item {
    /// The same, drawn larger or smaller, with the page's top left corner fixed.
    pub fn scaled(self, by: f32) -> Self {
        match self {
            Self::Group(role, items) => {
                let items = items.into_iter().map(|item| item.scaled(by));
                Self::Group(role, items.collect())
            }
            Self::Marks(marks) => {
                Self::Marks(marks.into_iter().map(|mark| mark.scaled(by)).collect())
            }
        }
    }
}

impl Mark {
    fn scaled(mut self, by: f32) -> Self {
        match &mut self {
            Self::Text {
                x,
                baseline,
                style,
                width,
                ..
            } => {
                *style = style.sized(style.size * by);
                for place in [x, baseline, width] {
                    *place *= by;
                }
            }
            Self::Box { frame, .. } => *frame = frame.scaled(by),
            Self::Line { points, .. } => {
                for (x, y) in points {
                    (*x, *y) = (*x * by, *y * by);
                }
            }
            Self::Dot { x, y, radius, .. } => {
                for place in [x, y, radius] {
                    *place *= by;
                }
            }
        }
        self
    }

    #[cfg(test)]
    /// Where a text stands, from its tallest letters to its descenders.
    pub fn text_frame(&self) -> Option<Frame> {
        match self {
            Self::Text {
                x,
                baseline,
                style,
                width,
                ..
            } => Some(Frame {
                x: *x,
                y: baseline - style.size * 0.76,
                width: *width,
                height: style.size * 0.96,
            }),
            _ => None,
        }
    }
}
