//! Drawn pages → the bytes of a tagged, accessible PDF.

use super::canvas::{Item, Mark, Role, Stroke};
use super::font::Fonts;
use super::style::{Colour, PAGE_HEIGHT, PAGE_WIDTH};
use crate::export::error::ExportError;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke as PdfStroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Node, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// One page as drawn, and its entry in the outline if it has one.
pub struct Sheet {
    pub items: Vec<Item>,
    pub outline: Option<String>,
}

pub fn write(fonts: &Fonts, title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, ExportError> {
    let broken = |error: &dyn std::fmt::Debug| ExportError::NotAccessible {
        rules: format!("{error:?}"),
    };
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| broken(&error))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .language("en-GB".to_owned())
            .creator("Planproof".to_owned()),
    );
    let mut tree = TagTree::new().with_lang(Some("en-GB".to_owned()));
    let mut outline = Outline::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).unwrap_or_default();
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut pen = Pen {
            fonts,
            surface: &mut surface,
        };
        for item in &sheet.items {
            if let Some(node) = pen.item(item) {
                tree.push(node);
            }
        }
        surface.finish();
        page.finish();
        if let Some(entry) = &sheet.outline {
            let top = XyzDestination::new(index, Point::from_xy(0.0, 0.0));
            outline.push_child(OutlineNode::new(entry.clone(), top));
        }
    }
    document.set_outline(outline);
    document.set_tag_tree(tree);
    document.finish().map_err(|error| broken(&error))
}

struct Pen<'a, 'b> {
    fonts: &'a Fonts,
    surface: &'a mut Surface<'b>,
}

impl Pen<'_, '_> {
    /// Draws the item, and returns its place in the reading order; decoration has none.
    fn item(&mut self, item: &Item) -> Option<Node> {
        match item {
            Item::Marks(marks) => {
                let tag = self.surface.start_tagged(ContentTag::Other);
                self.marks(marks);
                self.surface.end_tagged();
                Some(tag.into())
            }
            Item::Group(Role::Artifact, items) => {
                let artifact = Artifact::with_kind(ArtifactType::Other);
                // Decoration is never read out; the identifier of an artifact stands for nothing.
                _ = self.surface.start_tagged(ContentTag::Artifact(artifact));
                self.artifact(items);
                self.surface.end_tagged();
                None
            }
            Item::Group(role, items) => {
                let children: Vec<Node> = items.iter().filter_map(|item| self.item(item)).collect();
                (!children.is_empty()).then(|| group(role, items, children).into())
            }
        }
    }

    fn artifact(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Marks(marks) => self.marks(marks),
                Item::Group(_, items) => self.artifact(items),
            }
        }
    }

    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            self.mark(mark);
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Text {
                x,
                baseline,
                style,
                text,
                ..
            } => {
                self.pens(Some(style.colour), None);
                let glyphs = self.fonts.shape(style.weight, text);
                let font = self.fonts.font(style.weight);
                let start = Point::from_xy(*x, *baseline);
                self.surface
                    .draw_glyphs(start, &glyphs, font, text, style.size, false);
            }
            Mark::Box {
                frame,
                fill,
                outline,
            } => {
                let rect = Rect::from_xywh(frame.x, frame.y, frame.width, frame.height);
                self.path(*fill, outline.as_ref(), |path| {
                    if let Some(rect) = rect {
                        path.push_rect(rect);
                    }
                });
            }
            Mark::Line { points, stroke } => self.path(None, Some(stroke), |path| {
                for (index, (x, y)) in points.iter().enumerate() {
                    if index == 0 {
                        path.move_to(*x, *y);
                    } else {
                        path.line_to(*x, *y);
                    }
                }
            }),
            Mark::Dot {
                x,
                y,
                radius,
                colour,
            } => self.path(Some(*colour), None, |path| circle(path, *x, *y, *radius)),
        }
    }

    fn path(
        &mut self,
        fill: Option<Colour>,
        stroke: Option<&Stroke>,
        build: impl FnOnce(&mut PathBuilder),
    ) {
        let mut builder = PathBuilder::new();
        build(&mut builder);
        let path: Option<Path> = builder.finish();
        if let Some(path) = path {
            self.pens(fill, stroke);
            self.surface.draw_path(&path);
        }
    }

    fn pens(&mut self, fill: Option<Colour>, stroke: Option<&Stroke>) {
        self.surface.set_fill(fill.map(|colour| Fill {
            paint: paint(colour).into(),
            opacity: NormalizedF32::ONE,
            ..Fill::default()
        }));
        self.surface.set_stroke(stroke.map(|stroke| PdfStroke {
            paint: paint(stroke.colour).into(),
            width: stroke.width,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            dash: (!stroke.dash.is_empty()).then(|| StrokeDash {
                array: stroke.dash.to_vec(),
                offset: 0.0,
            }),
            ..PdfStroke::default()
        }));
    }
}

fn paint(Colour(red, green, blue): Colour) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

/// Four curves that differ from a circle by less than anyone sees.
fn circle(path: &mut PathBuilder, x: f32, y: f32, r: f32) {
    let k = r * 0.5523;
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
}

fn group(role: &Role, items: &[Item], children: Vec<Node>) -> TagGroup {
    match role {
        Role::Section | Role::Artifact => TagGroup::with_children(Tag::Section, children),
        Role::Heading(level) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            let title = text_of(items);
            TagGroup::with_children(Tag::Hn(level, Some(title)), children)
        }
        Role::Paragraph => TagGroup::with_children(Tag::P, children),
        Role::Figure(alt) => TagGroup::with_children(Tag::Figure(Some(alt.clone())), children),
        Role::Table => TagGroup::with_children(Tag::Table, children),
        Role::TableRow => TagGroup::with_children(Tag::TR, children),
        Role::TableHeader => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), children),
        Role::TableCell => TagGroup::with_children(Tag::TD, children),
    }
}

fn text_of(items: &[Item]) -> String {
    let mut text = String::new();
    for item in items {
        match item {
            Item::Group(_, items) => text.push_str(&text_of(items)),
            Item::Marks(marks) => marks.iter().for_each(|mark| {
                if let Mark::Text { text: part, .. } = mark {
                    text.push_str(part);
                }
            }),
        }
    }
    text
}
