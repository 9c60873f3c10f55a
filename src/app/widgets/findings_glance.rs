//! Findings on a presented page that is only glanced at: what is wrong, what is at stake, one line on it.

use crate::app::theme::{Colors, Size, Weight, font, px, whole};
use crate::report::FindingItem;
use crate::wording::counted;
use egui::emath::GuiRounding as _;
use egui::text::LayoutJob;
use egui::{Color32, Galley, Sense, Stroke, Ui, pos2, vec2};
use std::sync::Arc;

const GUTTER: f32 = 22.0;
const LEAST_PADDING: f32 = 3.0;
const MOST_PADDING: f32 = 8.0;

struct Laid {
    title: Arc<Galley>,
    stake: Arc<Galley>,
    message: Arc<Galley>,
}

/// The message stands below its title where every item has room for that, and beside it where not.
pub fn glance_ui(ui: &mut Ui, items: &[FindingItem]) {
    let (width, room) = (ui.available_width(), ui.available_height());
    let count = items.len().max(1) as f32;
    ui.spacing_mut().item_spacing.y = 0.0;
    let below: Vec<Laid> = items.iter().map(|item| lay(ui, item, width)).collect();
    let tallest =
        |laid: &[Laid], height: fn(&Laid) -> f32| laid.iter().map(height).fold(0.0, f32::max);
    let both = tallest(&below, |laid| laid.title.size().y + laid.message.size().y);
    let least = 2.0 * px(ui, LEAST_PADDING);
    if (both + least) * count <= room {
        items_ui(ui, &below, room / count - both, None);
        return;
    }
    let widest = |part: fn(&Laid) -> f32| below.iter().map(part).fold(0.0, f32::max);
    let title = widest(|laid| laid.title.size().x) + px(ui, GUTTER);
    let stake = widest(|laid| laid.stake.size().x) + px(ui, GUTTER);
    let beside: Vec<Laid> = items
        .iter()
        .map(|item| lay(ui, item, (width - title - stake).max(px(ui, 60.0))))
        .collect();
    let one = tallest(&beside, |laid| laid.title.size().y);
    let fit = whole(room / (one + least)).min(items.len());
    let fit = if fit < items.len() {
        whole((room - px(ui, 24.0)) / (one + least)).max(1)
    } else {
        fit
    };
    let shown = beside.get(..fit).unwrap_or(&beside);
    items_ui(ui, shown, room / count - one, Some(title));
    if fit < items.len() {
        let words = counted(items.len() - fit, "more finding", "more findings");
        let galley = line(ui, &words, Weight::Regular, Colors::of(ui).secondary, width);
        ui.add_space(px(ui, 4.0));
        let at = ui.cursor().min;
        ui.painter().galley(at, galley, Color32::PLACEHOLDER);
    }
}

fn lay(ui: &Ui, item: &FindingItem, message: f32) -> Laid {
    let colors = Colors::of(ui);
    let body = |words: &str, weight: Weight, color: Color32| {
        let font = font(ui, Size::Body, weight);
        ui.painter().layout_no_wrap(words.to_owned(), font, color)
    };
    Laid {
        title: body(&item.title, Weight::SemiBold, colors.text),
        stake: body(&item.stake, Weight::Bold, colors.adverse),
        message: line(
            ui,
            &item.message,
            Weight::Regular,
            colors.secondary,
            message,
        ),
    }
}

/// One line, shortened to its width.
fn line(ui: &Ui, words: &str, weight: Weight, color: Color32, width: f32) -> Arc<Galley> {
    let font = font(ui, Size::Small, weight);
    let mut job = LayoutJob::simple(words.to_owned(), font, color, width);
    job.wrap.max_rows = 1;
    ui.painter().layout_job(job)
}

/// `spare` is the height each could have beyond its text; `beside` is where messages start, if not below.
fn items_ui(ui: &mut Ui, items: &[Laid], spare: f32, beside: Option<f32>) {
    let colors = Colors::of(ui);
    let padding = (spare / 2.0).clamp(px(ui, LEAST_PADDING), px(ui, MOST_PADDING));
    for laid in items {
        let text = if beside.is_some() {
            laid.title.size().y
        } else {
            laid.title.size().y + laid.message.size().y
        };
        let size = vec2(ui.available_width(), (text + 2.0 * padding).round_ui());
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let painter = ui.painter();
        let hairline = Stroke::new(px(ui, 1.0), colors.border);
        painter.hline(rect.x_range(), rect.top(), hairline);
        let at = rect.min + vec2(0.0, padding);
        let message = match beside {
            Some(left) => {
                // On one base line, though it is smaller.
                let lower = (laid.title.size().y - laid.message.size().y) * 0.75;
                at + vec2(left, lower)
            }
            None => at + vec2(0.0, laid.title.size().y),
        };
        painter.galley(message, Arc::clone(&laid.message), colors.secondary);
        painter.galley(at, Arc::clone(&laid.title), colors.text);
        let right = pos2(rect.right() - laid.stake.size().x, at.y);
        painter.galley(right, Arc::clone(&laid.stake), colors.adverse);
    }
}
