//! Draws what egui laid out, on the processor, the same bits on every run: pictures of views without a graphics card.
//!
//! Pixels are covered by fixed-point edge functions with the top-left rule; textures are sampled bilinearly; colours are
//! premultiplied and blended in gamma space, as egui's own shaders do.

use egui::epaint::{ImageDelta, Primitive, Vertex};
use egui::{
    ClippedPrimitive, Color32, ColorImage, FullOutput, ImageData, TextureFilter, TextureId,
};
use egui_kittest::{Harness, TestRenderer};
use image::{Rgba, RgbaImage};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Sub-pixel steps of a vertex position.
const STEPS: f32 = 256.0;

/// A renderer to hand to a harness, and to keep a clone of for taking pictures.
#[derive(Clone, Default)]
pub struct Painter(Rc<RefCell<Textures>>);

#[derive(Default)]
struct Textures(BTreeMap<TextureId, (ColorImage, TextureFilter)>);

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.borrow_mut().update(delta);
    }
}

impl Painter {
    /// The last frame of `harness`, which must have been built with a clone of this painter.
    pub fn picture<State>(&self, harness: &Harness<'_, State>) -> RgbaImage {
        self.draw(&harness.ctx, harness.output())
    }

    fn draw(&self, context: &egui::Context, output: &FullOutput) -> RgbaImage {
        let scale = context.pixels_per_point();
        let size = context.content_rect().size() * scale;
        let mut image = RgbaImage::new(pixels(size.x), pixels(size.y));
        let textures = self.0.borrow();
        for primitive in context.tessellate(output.shapes.clone(), scale) {
            textures.paint(&primitive, scale, &mut image);
        }
        image
    }
}

/// The face the app is set in, and no other.
fn install_font(context: &egui::Context) {
    let face = include_bytes!("../../assets/fonts/Inter-Regular.otf");
    let mut fonts = egui::FontDefinitions::empty();
    let data = egui::FontData::from_static(face);
    fonts.font_data.insert("Inter".to_owned(), Arc::new(data));
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        fonts.families.insert(family, vec!["Inter".to_owned()]);
    }
    context.set_fonts(fonts);
}

/// A harness with a fixed size and the app's face, and the painter that draws it.
pub fn harness<'a>(size: [f32; 2], ui: impl FnMut(&mut egui::Ui) + 'a) -> (Harness<'a>, Painter) {
    let painter = Painter::default();
    let harness = Harness::builder()
        .with_size(size)
        .with_theme(egui::Theme::Light)
        .with_context_setup(install_font)
        .renderer(painter.clone())
        .build_ui(ui);
    (harness, painter)
}

/// Writes a picture to `target/views/{name}.png` for people to look at.
pub fn save(image: &RgbaImage, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("views");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.png"));
    image.save(&path).unwrap();
    path
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes of pictures are small and positive"
)]
fn pixels(length: f32) -> u32 {
    length.round().max(0.0) as u32
}

impl Textures {
    fn update(&mut self, delta: &mut egui::TexturesDelta) {
        // Each texture is changed by its own deltas only, so the order of the map does not show.
        #[expect(clippy::iter_over_hash_type, reason = "textures are independent")]
        for (id, changes) in delta.set.drain() {
            for change in &changes {
                self.change(id, change);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "textures are independent")]
        for id in delta.free.drain() {
            self.0.remove(&id);
        }
    }

    fn change(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(patch) = &change.image;
        let Some([left, top]) = change.pos else {
            let filter = change.options.magnification;
            self.0.insert(id, (patch.as_ref().clone(), filter));
            return;
        };
        let (whole, _) = self.0.get_mut(&id).unwrap();
        let [width, height] = patch.size;
        for row in 0..height {
            let start = (top + row) * whole.size[0] + left;
            whole.pixels[start..start + width]
                .copy_from_slice(&patch.pixels[row * width..(row + 1) * width]);
        }
    }

    fn paint(&self, clipped: &ClippedPrimitive, scale: f32, image: &mut RgbaImage) {
        let Primitive::Mesh(mesh) = &clipped.primitive else {
            panic!("this renderer draws meshes, not callbacks");
        };
        let Some((texture, filter)) = self.0.get(&mesh.texture_id) else {
            panic!("texture {:?} was never uploaded", mesh.texture_id);
        };
        let clip = clipped.clip_rect * scale;
        let clip = [
            pixels(clip.min.x),
            pixels(clip.min.y),
            pixels(clip.max.x).min(image.width()),
            pixels(clip.max.y).min(image.height()),
        ];
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |at: usize| mesh.vertices[corners[at] as usize];
            let triangle = Triangle::new([corner(0), corner(1), corner(2)], scale);
            let shade = |at: [f32; 2], tint: [f32; 4]| {
                let texel = match filter {
                    TextureFilter::Linear => bilinear(texture, at),
                    TextureFilter::Nearest => nearest(texture, at),
                };
                std::array::from_fn(|channel| texel[channel] * tint[channel] / 255.0)
            };
            if let Some(triangle) = triangle {
                triangle.fill(clip, image, shade);
            }
        }
    }
}

struct Triangle {
    corners: [Vertex; 3],
    /// In steps, `[x, y]`, turning clockwise on the screen.
    at: [[i64; 2]; 3],
    area: i64,
}

impl Triangle {
    /// `None` for a triangle without area.
    #[expect(clippy::cast_possible_truncation, reason = "screens are far smaller")]
    fn new(mut corners: [Vertex; 3], scale: f32) -> Option<Self> {
        // A shape without bounds would overflow the products below; this is a million pixels away.
        let far = 1e6 * STEPS;
        let step = |length: f32| (length * scale * STEPS).round().clamp(-far, far) as i64;
        let place = |corners: &[Vertex; 3]| corners.map(|v| [step(v.pos.x), step(v.pos.y)]);
        let area = edge(place(&corners)[0], place(&corners)[1], place(&corners)[2]);
        if area < 0 {
            corners.swap(1, 2);
        }
        (area != 0).then(|| Self {
            at: place(&corners),
            corners,
            area: area.abs(),
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the picture before"
    )]
    fn fill(
        &self,
        [left, top, right, bottom]: [u32; 4],
        image: &mut RgbaImage,
        shade: impl Fn([f32; 2], [f32; 4]) -> [f32; 4],
    ) {
        let step = STEPS as i64;
        let range = |axis: usize, from: u32, to: u32| {
            let low = self.at.iter().map(|at| at[axis]).min().unwrap_or(0);
            let high = self.at.iter().map(|at| at[axis]).max().unwrap_or(0);
            let first = low.div_euclid(step).max(i64::from(from)) as u32;
            let last = (high.div_euclid(step) + 1).clamp(0, i64::from(to)) as u32;
            first..last
        };
        for y in range(1, top, bottom) {
            for x in range(0, left, right) {
                let centre = [
                    i64::from(x) * step + step / 2,
                    i64::from(y) * step + step / 2,
                ];
                let Some(weights) = self.weights(centre) else {
                    continue;
                };
                let mix = |part: &dyn Fn(&Vertex) -> f32| -> f32 {
                    let parts = self.corners.iter().zip(weights);
                    parts.map(|(corner, weight)| part(corner) * weight).sum()
                };
                let uv = [mix(&|v| v.uv.x), mix(&|v| v.uv.y)];
                let tint =
                    std::array::from_fn(|channel| mix(&|v| f32::from(v.color.to_array()[channel])));
                blend(image.get_pixel_mut(x, y), shade(uv, tint));
            }
        }
    }

    /// How near the point is to each corner, from 0 to 1; `None` outside the triangle.
    fn weights(&self, point: [i64; 2]) -> Option<[f32; 3]> {
        let mut weights = [0.0; 3];
        for (corner, weight) in weights.iter_mut().enumerate() {
            let (from, to) = (self.at[(corner + 1) % 3], self.at[(corner + 2) % 3]);
            let side = edge(from, to, point);
            // A point on an edge belongs to the triangle below or to the right of it, and to no other.
            let top_left = to[1] < from[1] || (to[1] == from[1] && to[0] > from[0]);
            if side < 0 || (side == 0 && !top_left) {
                return None;
            }
            *weight = side as f32 / self.area as f32;
        }
        Some(weights)
    }
}

/// Twice the area of the triangle; positive where `point` lies to the right of the way from `from` to `to`.
fn edge(from: [i64; 2], to: [i64; 2], point: [i64; 2]) -> i64 {
    (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0])
}

fn texel(texture: &ColorImage, x: f32, y: f32) -> [f32; 4] {
    let inside = |at: f32, size: usize| (pixels(at) as usize).min(size - 1);
    let [width, height] = texture.size;
    let colour: Color32 = texture.pixels[inside(y, height) * width + inside(x, width)];
    colour.to_array().map(f32::from)
}

fn nearest(texture: &ColorImage, [u, v]: [f32; 2]) -> [f32; 4] {
    let [width, height] = texture.size.map(|size| size as f32);
    texel(texture, (u * width).floor(), (v * height).floor())
}

fn bilinear(texture: &ColorImage, uv: [f32; 2]) -> [f32; 4] {
    // Snapped to 1/256 of a texel, as graphics cards do: a rounding error in `uv` must not show.
    let snap = |at: f32, size: usize| ((at * size as f32 - 0.5) * STEPS).round() / STEPS;
    let (x, y) = (snap(uv[0], texture.size[0]), snap(uv[1], texture.size[1]));
    let (left, top) = (x.floor(), y.floor());
    let (right_part, lower_part) = (x - left, y - top);
    let at = |dx: f32, dy: f32| texel(texture, left + dx, top + dy);
    let mix = |from: [f32; 4], to: [f32; 4], part: f32| -> [f32; 4] {
        std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * part)
    };
    let upper = mix(at(0.0, 0.0), at(1.0, 0.0), right_part);
    let lower = mix(at(0.0, 1.0), at(1.0, 1.0), right_part);
    mix(upper, lower, lower_part)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a byte"
)]
fn blend(pixel: &mut Rgba<u8>, over: [f32; 4]) {
    let left = 1.0 - over[3] / 255.0;
    for (under, over) in pixel.0.iter_mut().zip(over) {
        *under = (over + f32::from(*under) * left).round().clamp(0.0, 255.0) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Rect, Shape, Stroke, pos2};

    const RED: Color32 = Color32::RED;
    const BLUE: Color32 = Color32::BLUE;

    fn scene(ui: &mut egui::Ui) {
        let painter = ui.painter();
        let square = |x: f32, y: f32| Rect::from_min_max(pos2(x, y), pos2(x + 20.0, y + 20.0));
        painter.rect_filled(Rect::EVERYTHING, 0.0, Color32::WHITE);
        painter.rect_filled(square(10.0, 10.0), 0.0, RED);
        let half_blue = Color32::from_rgba_premultiplied(0, 0, 128, 128);
        painter.rect_filled(square(20.0, 20.0), 0.0, half_blue);
        let corners = vec![pos2(60.0, 10.0), pos2(90.0, 10.0), pos2(60.0, 40.0)];
        painter.add(Shape::convex_polygon(corners, BLUE, Stroke::NONE));
        let font = egui::FontId::proportional(14.0);
        painter.text(
            pos2(10.0, 50.0),
            egui::Align2::LEFT_TOP,
            "£42.0m",
            font,
            Color32::BLACK,
        );
    }

    fn picture() -> RgbaImage {
        let (mut harness, painter) = harness([100.0, 80.0], scene);
        harness.run();
        painter.picture(&harness)
    }

    #[test]
    fn a_known_scene_has_the_known_pixels() {
        let image = picture();
        save(&image, "raster-scene");
        assert_eq!(image.dimensions(), (100, 80));
        let at = |x, y| image.get_pixel(x, y).0;
        assert_eq!(at(5, 5), [255, 255, 255, 255]);
        assert_eq!(at(15, 15), RED.to_array());
        assert_eq!(at(35, 35), [127, 127, 255, 255]);
        // Half blue over red.
        assert_eq!(at(25, 25), [127, 0, 128, 255]);
        assert_eq!(at(65, 15), BLUE.to_array());
        assert_eq!(at(85, 35), [255, 255, 255, 255]);
        let dark = |pixel: &Rgba<u8>| pixel.0[0] < 90;
        let text = image::imageops::crop_imm(&image, 8, 48, 60, 24).to_image();
        assert!(text.pixels().filter(|pixel| dark(pixel)).count() > 40);
    }

    #[test]
    fn triangles_that_share_an_edge_cover_every_pixel_once() {
        let colour = Color32::from_rgba_premultiplied(64, 0, 0, 64);
        let texture = ColorImage::filled([1, 1], Color32::WHITE);
        let mut textures = Textures::default();
        textures
            .0
            .insert(TextureId::default(), (texture, TextureFilter::Linear));
        let mut mesh = egui::Mesh::default();
        for (x, y) in [(2.3, 1.0), (17.9, 3.5), (15.0, 18.2), (1.0, 12.7)] {
            mesh.colored_vertex(pos2(x, y), colour);
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(0, 2, 3);
        let mut image = RgbaImage::new(20, 20);
        let primitive = ClippedPrimitive {
            clip_rect: Rect::EVERYTHING,
            primitive: Primitive::Mesh(mesh),
        };
        textures.paint(&primitive, 1.0, &mut image);
        let covered: Vec<u8> = image.pixels().map(|pixel| pixel.0[3]).collect();
        assert!(covered.iter().all(|alpha| matches!(alpha, 0 | 64)));
        assert!(
            covered
                .iter()
                .map(|alpha| usize::from(*alpha))
                .sum::<usize>()
                > 150 * 64
        );
    }

    #[test]
    fn the_same_scene_gives_the_same_bits() {
        assert_eq!(picture().as_raw(), picture().as_raw());
    }
}
