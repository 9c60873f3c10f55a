//! Assessment → pages of blocks: decides what is said and in which order. Knows no egui and no files.
//!
//! The window, the presentation and the board pack draw the same pages, so they cannot disagree.

mod chart;
mod page;

pub use chart::{
    AxisTick, Band, BarRow, BarSegment, Chart, ChartKind, Fill, LinePoint, LineSeries, LineStyle,
    WaterfallStep, YAxis,
};
pub use page::{
    Align, Block, Column, Figure, FindingItem, Link, Note, Page, PageId, Row, Scale, ScaleMark,
    Table, TableCell, Tone,
};
