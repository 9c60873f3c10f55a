//! How high each row of a page is: what it needs, its share of what is left, and no more than it can fill.

use super::Picks;
use super::block::{least_height, most_height, note_height};
use super::figure::figures_height;
use super::icons::icons_height;
use super::table::table_least_width;
use crate::app::theme::{px, whole};
use crate::report::{Block, Page};
use egui::Ui;
use egui::emath::GuiRounding as _;

/// Narrower than this, blocks go below one another.
const LEAST_WIDTH: f32 = 270.0;
pub const GAP: f32 = 12.0;
/// The edges of the card a table stands in.
const BESIDE_TABLE: f32 = 30.0;

/// The page's rows, broken where the width asks.
pub fn fitting<'a>(ui: &Ui, page: &'a Page, width: f32) -> Vec<&'a [Block]> {
    let fit = whole(width / px(ui, LEAST_WIDTH)).max(1);
    let least = |block: &Block| match block {
        Block::Table(table) => table_least_width(ui, table) + px(ui, BESIDE_TABLE),
        _ => 0.0,
    };
    page.rows
        .iter()
        .flat_map(|row| {
            let widths: Vec<f32> = row.iter().map(least).collect();
            row.chunks(beside_each_other(&widths, fit, width, px(ui, GAP)))
        })
        .collect()
}

/// How many of these stand side by side so that each has the width it needs; a table that needs more has a row of its own.
fn beside_each_other(least: &[f32], fit: usize, width: f32, gap: f32) -> usize {
    let fits = |many: &usize| {
        least.chunks(*many).all(|row| {
            let each = (width - gap * (row.len() as f32 - 1.0)) / row.len() as f32;
            row.len() == 1 || row.iter().all(|least| *least <= each)
        })
    };
    let most = fit.min(least.len()).max(1);
    (1..=most).rev().find(fits).unwrap_or(1)
}

/// `None` for a row that takes its own height.
pub fn row_heights(ui: &Ui, picks: &Picks, rows: &[&[Block]], height: f32) -> Vec<Option<f32>> {
    let width = ui.available_width();
    let limits: Vec<Option<Limits>> = rows
        .iter()
        .map(|row| limits(ui, picks, row, width))
        .collect();
    let growing: Vec<Limits> = limits.iter().flatten().copied().collect();
    let own: f32 = rows
        .iter()
        .zip(&limits)
        .filter(|(_, limits)| limits.is_none())
        .map(|(row, _)| free_height(ui, picks, row, width))
        .sum();
    let room = height - own - growing.len() as f32 * px(ui, GAP);
    let mut shares = shared(&growing, room).into_iter();
    limits
        .iter()
        .map(|row| {
            let (limits, share) = (row.as_ref()?, shares.next()?);
            // A presented page does not scroll: what there is must do.
            let height = if picks.is_live() {
                share.max(limits.least)
            } else {
                share
            };
            Some(height.round_ui())
        })
        .collect()
}

/// The height beyond which the page only grows emptier; the heading included.
pub fn most_page_height(ui: &Ui, picks: &Picks, page: &Page) -> f32 {
    let width = ui.available_width();
    let rows = fitting(ui, page, width);
    let all: f32 = rows
        .iter()
        .map(|row| match limits(ui, picks, row, width) {
            Some(limits) => limits.most + px(ui, GAP),
            None => free_height(ui, picks, row, width),
        })
        .sum();
    all + px(ui, 72.0)
}

#[derive(Debug, Clone, Copy)]
struct Limits {
    least: f32,
    most: f32,
}

fn limits(ui: &Ui, picks: &Picks, row: &[Block], width: f32) -> Option<Limits> {
    let each = width / row.len().max(1) as f32;
    let least = row
        .iter()
        .filter_map(|block| least_height(ui, picks, block, each))
        .reduce(f32::max)?;
    let most = row
        .iter()
        .map(|block| most_height(ui, picks, block, each))
        .fold(least, f32::max);
    Some(Limits { least, most })
}

/// In proportion to what each needs; what one cannot fill goes to the others.
fn shared(rows: &[Limits], room: f32) -> Vec<f32> {
    let mut full = vec![false; rows.len()];
    loop {
        let (mut room, mut needed) = (room, 0.0);
        for (row, full) in rows.iter().zip(&full) {
            if *full {
                room -= row.most;
            } else {
                needed += row.least;
            }
        }
        let share = |row: &Limits| room * row.least / f32::max(needed, 1.0);
        let mut changed = false;
        for (row, full) in rows.iter().zip(&mut full) {
            if !*full && share(row) > row.most {
                *full = true;
                changed = true;
            }
        }
        if !changed {
            return rows
                .iter()
                .zip(&full)
                .map(|(row, full)| if *full { row.most } else { share(row) })
                .collect();
        }
    }
}

fn free_height(ui: &Ui, picks: &Picks, row: &[Block], width: f32) -> f32 {
    row.iter()
        .map(|block| match block {
            Block::Figures(figures) => figures_height(ui, picks, figures, width),
            Block::Icons(icons) => icons_height(ui, icons, width),
            _ => note_height(ui, block),
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(least: f32, most: f32) -> Limits {
        Limits { least, most }
    }

    #[test]
    fn rows_share_in_proportion_to_what_they_need() {
        let rows = [row(100.0, f32::INFINITY), row(200.0, f32::INFINITY)];
        assert_eq!(shared(&rows, 600.0), [200.0, 400.0]);
    }

    #[test]
    fn a_wide_table_has_a_row_of_its_own() {
        // Two of 500 beside each other on 1,000 and a gap of 10: 495 each.
        assert_eq!(beside_each_other(&[0.0, 495.0], 3, 1_000.0, 10.0), 2);
        assert_eq!(beside_each_other(&[0.0, 496.0], 3, 1_000.0, 10.0), 1);
        assert_eq!(beside_each_other(&[0.0, 400.0, 400.0], 3, 1_000.0, 10.0), 2);
        assert_eq!(beside_each_other(&[2_000.0], 3, 1_000.0, 10.0), 1);
        assert_eq!(beside_each_other(&[], 3, 1_000.0, 10.0), 1);
    }

    #[test]
    fn what_one_row_cannot_fill_goes_to_the_other() {
        let rows = [row(200.0, 250.0), row(200.0, f32::INFINITY)];
        assert_eq!(shared(&rows, 1_000.0), [250.0, 750.0]);
        assert_eq!(shared(&[row(100.0, 150.0)], 900.0), [150.0]);
    }
}
