//! The window's icon, drawn from the same fills as the charts: two firm bars and one hatched.

use super::theme::LIGHT;
use egui::{Color32, IconData};

const SIDE: u32 = 64;

pub fn icon() -> IconData {
    let mut rgba = Vec::new();
    for y in 0..SIDE {
        for x in 0..SIDE {
            rgba.extend_from_slice(&pixel(x, y).to_array());
        }
    }
    IconData {
        rgba,
        width: SIDE,
        height: SIDE,
    }
}

fn pixel(x: u32, y: u32) -> Color32 {
    let bar = |left: u32, top: u32| (left..left + 12).contains(&x) && (top..54).contains(&y);
    let edge = |left: u32, top: u32| x < left + 2 || x >= left + 10 || y < top + 2 || y >= 52;
    if bar(10, 12) {
        LIGHT.card
    } else if bar(26, 24) {
        LIGHT.opportunity
    } else if bar(42, 34) {
        if edge(42, 34) || (x + y) % 6 < 2 {
            LIGHT.mark
        } else {
            LIGHT.developed
        }
    } else {
        LIGHT.developed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_as_large_as_it_says() {
        let icon = icon();
        assert_eq!(icon.rgba.len(), 64 * 64 * 4);
    }
}
