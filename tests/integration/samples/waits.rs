//! Long-wait tables of the sample workbooks: a block for each measure, providers down, months across.

use super::house::{House, Page};

pub const WIDTHS: [f64; 13] = [
    50.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0,
];

pub struct Block {
    pub measure: &'static str,
    pub providers: Vec<(&'static str, [i64; 12])>,
}

pub fn write(page: &mut Page, house: House, year: u16, blocks: &[Block]) {
    let mut row = 2;
    for block in blocks {
        page.text(row, 0, block.measure, &house.bold());
        page.text(row + 1, 0, "Provider", &house.head());
        page.month_heads(row + 1, 1, year, &house.head());
        row += 2;
        let first = row;
        for (provider, pathways) in &block.providers {
            page.text(row, 0, provider, &house.text());
            page.wholes(row, 1, pathways, &house.count());
            row += 1;
        }
        if block.providers.len() > 1 {
            let format = house.subtotal().set_num_format("#,##0");
            page.text(row, 0, "Total", &format);
            for column in 1..13 {
                page.sum_down(row, column, first, row - 1, &format);
            }
            row += 1;
        }
        row += 1;
    }
}

/// From April to March, slowly at first.
pub fn falling(april: i64, march: i64) -> [i64; 12] {
    const PASSED: [i64; 12] = [0, 4, 9, 15, 22, 30, 39, 49, 60, 73, 87, 100];
    PASSED.map(|passed| april - (april - march) * passed / 100)
}

/// From April to nothing in month `last` (1 is April), and nothing after.
pub fn falling_to_zero(april: i64, last: usize) -> [i64; 12] {
    let steps = i64::try_from(last - 1).unwrap();
    let mut pathways = [0; 12];
    for (number, value) in (0..).zip(pathways.iter_mut().take(last)) {
        *value = april * (steps - number) / steps;
    }
    pathways
}
