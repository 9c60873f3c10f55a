//! The sizes and colours of the board pack. Colours are the palette of the whole product, measured for contrast and for
//! colour-blind readers.

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

pub const WHITE: Colour = Colour(0xff, 0xff, 0xff);
pub const TEXT: Colour = Colour(0x1b, 0x1f, 0x24);
/// Totals: neither good nor bad, neither firm nor soft.
pub const NEUTRAL: Colour = Colour(0x3d, 0x3d, 0x3d);
pub const SECONDARY: Colour = Colour(0x59, 0x59, 0x59);
pub const ADVERSE: Colour = Colour(0xc2, 0x50, 0x0a);
pub const FAVOURABLE: Colour = Colour(0x00, 0x30, 0x87);
pub const DEVELOPED: Colour = Colour(0x12, 0x43, 0x6d);
pub const IN_PROGRESS: Colour = Colour(0x20, 0x73, 0xbc);
pub const OPPORTUNITY: Colour = Colour(0x6b, 0xac, 0xe6);
/// Lines that separate.
pub const RULE: Colour = Colour(0xd0, 0xd5, 0xda);
/// Lines to read a value against.
pub const GRID: Colour = Colour(0xe4, 0xe7, 0xea);
pub const BAND: Colour = Colour(0xf8, 0xef, 0xe9);

/// 16:9, as wide as a slide.
pub const PAGE_WIDTH: f32 = 960.0;
pub const PAGE_HEIGHT: f32 = 540.0;
pub const MARGIN: f32 = 48.0;
/// Between blocks that stand side by side, and between rows of blocks.
pub const GAP: f32 = 28.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    SemiBold,
    Bold,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    pub size: f32,
    pub weight: Weight,
    pub colour: Colour,
}

impl Type {
    const fn new(size: f32, weight: Weight, colour: Colour) -> Self {
        Self {
            size,
            weight,
            colour,
        }
    }

    pub const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    pub const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub const fn weighing(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    /// From baseline to baseline.
    pub fn leading(self) -> f32 {
        self.size * 1.3
    }

    /// From the top of a line to its baseline.
    pub fn ascent(self) -> f32 {
        self.size * 1.02
    }
}

pub const TITLE: Type = Type::new(28.0, Weight::Bold, TEXT);
pub const SUBTITLE: Type = Type::new(13.0, Weight::Regular, SECONDARY);
pub const HEADING: Type = Type::new(14.0, Weight::SemiBold, TEXT);
pub const BODY: Type = Type::new(11.5, Weight::Regular, TEXT);
pub const STRONG: Type = Type::new(11.5, Weight::SemiBold, TEXT);
pub const SMALL: Type = Type::new(10.5, Weight::Regular, SECONDARY);
pub const FOOT: Type = Type::new(9.5, Weight::Regular, SECONDARY);
pub const FIGURE: Type = Type::new(28.0, Weight::Bold, TEXT);

/// A rectangle on the page, in points from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Frame {
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// What is left below `height`.
    pub fn below(self, height: f32) -> Self {
        Self {
            y: self.y + height,
            height: self.height - height,
            ..self
        }
    }

    pub fn scaled(self, by: f32) -> Self {
        Self {
            x: self.x * by,
            y: self.y * by,
            width: self.width * by,
            height: self.height * by,
        }
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// A number of the chart as a place on the page.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place on the page needs no more than a float's precision"
)]
pub fn narrow(value: f64) -> f32 {
    value as f32
}
