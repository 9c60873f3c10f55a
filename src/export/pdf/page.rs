//! A report page as one or more sheets: title, rows of blocks below it, foot.

use super::block::{FindingsRest, Piece, Size};
use super::canvas::{Anchor, Canvas, Item, Role};
use super::font::Fonts;
use super::style::{
    ADVERSE, FOOT, Frame, GAP, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, SUBTITLE, TITLE, Type, Weight,
};
use crate::report::{Block, Page};
use std::collections::VecDeque;

/// Where the foot's text stands.
const FOOT_BASELINE: f32 = PAGE_HEIGHT - 24.0;
const CONTENT_BOTTOM: f32 = PAGE_HEIGHT - 48.0;
const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
const MARK: Type = FOOT.sized(10.5).weighing(Weight::Bold).coloured(ADVERSE);

type Row<'a> = Vec<Piece<'a>>;

/// Sizes at which a page may be set, and what becomes of a glance at the findings, best first.
const TRIES: [(f32, FindingsRest); 7] = [
    (1.0, FindingsRest::NextSheet),
    (0.9, FindingsRest::NextSheet),
    (0.85, FindingsRest::NextSheet),
    (1.0, FindingsRest::OwnPage),
    (0.9, FindingsRest::OwnPage),
    (0.8, FindingsRest::NextSheet),
    (0.8, FindingsRest::OwnPage),
];

/// The sheets of a page, without their feet: how many there are in all is not known yet. One sheet if it can be;
/// `rest` says whether findings that do not fit are on a page of their own.
pub fn sheets(fonts: &Fonts, page: &Page, rest: FindingsRest) -> Vec<Vec<Item>> {
    let larger = larger(page).map(|scale| (scale, FindingsRest::NextSheet));
    let tries = larger.into_iter().chain(TRIES);
    for (scale, cut) in tries {
        if cut == FindingsRest::OwnPage && rest == FindingsRest::NextSheet {
            continue;
        }
        let sheets = sheets_at(fonts, page, cut, scale);
        if sheets.len() == 1 {
            return sheets;
        }
    }
    sheets_at(fonts, page, FindingsRest::NextSheet, 1.0)
}

/// A page with little on it is set larger, to be read from further away.
fn larger(page: &Page) -> Option<f32> {
    let blocks: Vec<&Block> = page.rows.iter().flatten().collect();
    let charts = blocks.iter().any(|block| matches!(block, Block::Chart(_)));
    match (blocks.len(), charts) {
        (0..=2, true) => Some(1.15),
        (0..=2, false) => Some(1.3),
        _ => None,
    }
}

fn sheets_at(fonts: &Fonts, page: &Page, rest: FindingsRest, scale: f32) -> Vec<Vec<Item>> {
    let rows = page.rows.iter().filter(|row| !row.is_empty());
    let mut rows: VecDeque<Row<'_>> = rows.map(|row| pieces(row, page, rest)).collect();
    let mut sheets = Vec::new();
    loop {
        let mut canvas = Canvas::new(fonts);
        let content = head(&mut canvas, page, sheets.is_empty());
        let mut items = canvas.into_items();
        // Set on a larger sheet, then drawn smaller.
        let mut canvas = Canvas::new(fonts);
        fill_sheet(&mut canvas, content.scaled(1.0 / scale), &mut rows);
        items.extend(
            canvas
                .into_items()
                .into_iter()
                .map(|item| item.scaled(scale)),
        );
        sheets.push(items);
        if rows.is_empty() {
            return sheets;
        }
    }
}

fn pieces<'a>(row: &'a [Block], page: &'a Page, rest: FindingsRest) -> Row<'a> {
    row.iter()
        .map(|block| Piece::new(block, row, page, rest))
        .collect()
}

/// Title and subtitle; returns the frame below them.
fn head(canvas: &mut Canvas<'_>, page: &Page, is_first: bool) -> Frame {
    let title = if is_first {
        page.title.clone()
    } else {
        format!("{} (continued)", page.title)
    };
    // On one line where it reads well enough; only then on two, and set smaller still before it is cut.
    let fits = |(size, most): &(f32, usize)| {
        canvas.fonts.wrap(TITLE.sized(*size), &title, WIDTH).len() <= *most
    };
    let tries = [(28.0, 1), (25.0, 1), (22.0, 1), (25.0, 2), (20.0, 2)];
    let size = tries.into_iter().find(fits).map_or(16.0, |(size, _)| size);
    let style = TITLE.sized(size);
    let lines = balanced(canvas.fonts, style, &title);
    let mut at = Frame {
        x: MARGIN,
        y: 36.0,
        width: WIDTH,
        height: CONTENT_BOTTOM - 36.0,
    };
    let used = canvas.group(Role::Heading(1), |canvas| {
        canvas.lines(at, Anchor::Left, style, &lines)
    });
    at = at.below(used + 2.0);
    let subtitle = canvas
        .fonts
        .wrap_at_most(SUBTITLE, &page.subtitle, WIDTH, 2);
    let used = canvas.group(Role::Paragraph, |canvas| {
        canvas.lines(at, Anchor::Left, SUBTITLE, &subtitle)
    });
    at.below(used + 22.0)
}

/// Lines of about equal length, so that no last word stands alone.
fn balanced(fonts: &Fonts, style: Type, title: &str) -> Vec<String> {
    let mut lines = fonts.wrap_at_most(style, title, WIDTH, 3);
    let mut width = WIDTH * 0.95;
    while lines.len() > 1 && width > WIDTH * 0.5 {
        let narrower = fonts.wrap_at_most(style, title, width, 3);
        if narrower.len() > lines.len() || narrower.last().is_some_and(|last| last.ends_with('…'))
        {
            break;
        }
        lines = narrower;
        width -= WIDTH * 0.05;
    }
    lines
}

/// Draws as many rows as fit and takes them off the queue; what is left of them stays at its head.
fn fill_sheet(canvas: &mut Canvas<'_>, content: Frame, rows: &mut VecDeque<Row<'_>>) {
    let mut taken: Vec<(Row<'_>, Size)> = Vec::new();
    let mut used = 0.0;
    while let Some(row) = rows.front() {
        let size = row_size(canvas, row, content.width);
        let gap = if taken.is_empty() { 0.0 } else { GAP };
        if !taken.is_empty() && used + gap + size.least > content.height {
            break;
        }
        let height = size.natural.min(content.height - used - gap);
        used += gap + height;
        if let Some(row) = rows.pop_front() {
            taken.push((
                row,
                Size {
                    natural: height,
                    ..size
                },
            ));
        }
    }
    let n_growing = taken.iter().filter(|(_, size)| size.grows).count();
    let spare = (content.height - used).max(0.0) / n_growing.max(1) as f32;
    let mut at = content;
    let mut left = Vec::new();
    for (row, size) in taken {
        let height = size.natural + if size.grows { spare } else { 0.0 };
        let rest = draw_row(canvas, Frame { height, ..at }, &row);
        if !rest.is_empty() {
            left.push(rest);
        }
        at = at.below(height + GAP);
    }
    for row in left.into_iter().rev() {
        rows.push_front(row);
    }
}

fn column_width(width: f32, n_blocks: usize) -> f32 {
    let n = n_blocks.max(1) as f32;
    (width - GAP * (n - 1.0)) / n
}

fn row_size(canvas: &Canvas<'_>, row: &Row<'_>, width: f32) -> Size {
    let nothing = Size {
        least: 0.0,
        natural: 0.0,
        grows: false,
    };
    row.iter()
        .map(|piece| piece.size(canvas, column_width(width, row.len())))
        .fold(nothing, |all, one| Size {
            least: all.least.max(one.least),
            natural: all.natural.max(one.natural),
            grows: all.grows || one.grows,
        })
}

fn draw_row<'a>(canvas: &mut Canvas<'_>, frame: Frame, row: &Row<'a>) -> Row<'a> {
    let width = column_width(frame.width, row.len());
    let mut rest = Vec::new();
    for (index, piece) in row.iter().enumerate() {
        let column = Frame {
            x: frame.x + index as f32 * (width + GAP),
            width,
            ..frame
        };
        rest.extend(canvas.group(Role::Section, |canvas| piece.draw(canvas, column)));
    }
    rest
}

/// Source at the left, page at the right; a mark above all where the page is no real plan.
pub fn foot(fonts: &Fonts, page: &Page, number: usize, of: usize) -> Vec<Item> {
    let mut canvas = Canvas::new(fonts);
    let right = PAGE_WIDTH - MARGIN;
    canvas.group(Role::Artifact, |canvas| {
        let numbered = format!("{number} of {of}");
        canvas.text(right, FOOT_BASELINE, Anchor::Right, FOOT, &numbered);
    });
    canvas.group(Role::Paragraph, |canvas| {
        let style = canvas.fonts.shrink(FOOT, &page.source, WIDTH - 90.0, 7.5);
        let lines = canvas
            .fonts
            .wrap_at_most(style, &page.source, WIDTH - 90.0, 2);
        let last = lines.len().saturating_sub(1) as f32;
        let at = Frame {
            x: MARGIN,
            y: FOOT_BASELINE - style.ascent() - last * style.leading(),
            width: WIDTH - 90.0,
            height: 0.0,
        };
        canvas.lines(at, Anchor::Left, style, &lines);
    });
    if let Some(mark) = page.mark {
        canvas.group(Role::Paragraph, |canvas| {
            canvas.text(right, 26.0, Anchor::Right, MARK, mark);
        });
    }
    canvas.into_items()
}
