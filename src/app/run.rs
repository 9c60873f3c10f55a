//! Opens the window: tries one renderer after the other in one process, since old graphics cards and remote
//! desktops each lack what the other needs.

use super::App;
use super::icon::icon;
use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

/// What the window starts with.
#[derive(Debug, Clone, Default)]
pub struct Start {
    pub paths: Vec<PathBuf>,
}

/// No window could be opened.
#[derive(Debug, Error)]
#[error(
    "No window could be opened on this computer ({why}). Use the command line instead: planproof review FILE"
)]
pub struct RunError {
    why: String,
}

/// Runs until the window is closed.
pub fn run(start: Start) -> Result<(), RunError> {
    let Start { paths } = start;
    let mut refused = Vec::new();
    for renderer in renderers() {
        let shown = Arc::new(AtomicBool::new(false));
        let ended = try_with(renderer, paths.clone(), Arc::clone(&shown));
        match ended {
            Ok(()) => return Ok(()),
            // A window that was shown and then lost is not opened a second time.
            Err(error) if shown.load(Ordering::Relaxed) => {
                return Err(RunError {
                    why: error.to_string(),
                });
            }
            Err(error) => refused.push(format!("{renderer}: {}", reason(&error.to_string()))),
        }
    }
    Err(RunError {
        why: refused.join("; "),
    })
}

/// The telling end of an error whose beginning names the places in the code it went through.
fn reason(error: &str) -> &str {
    error
        .rsplit(": ")
        .next()
        .unwrap_or(error)
        .trim_end_matches('.')
}

/// Linux desktops rarely lack OpenGL and often lack Vulkan; remote Windows lacks OpenGL and has WARP.
fn renderers() -> Vec<Renderer> {
    let names = if cfg!(target_os = "linux") {
        ["glow", "wgpu"]
    } else {
        ["wgpu", "glow"]
    };
    names
        .into_iter()
        .filter_map(|name| name.parse().ok())
        .collect()
}

fn try_with(renderer: Renderer, paths: Vec<PathBuf>, shown: Arc<AtomicBool>) -> eframe::Result {
    let viewport = ViewportBuilder::default()
        .with_title("Planproof")
        .with_icon(icon())
        .with_app_id("planproof")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([800.0, 560.0])
        .with_drag_and_drop(true);
    let options = NativeOptions {
        viewport,
        renderer,
        #[cfg(feature = "wgpu")]
        wgpu_options: with_any_adapter(),
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    eframe::run_native(
        "planproof",
        options,
        Box::new(move |creation| {
            shown.store(true, Ordering::Relaxed);
            Ok(Box::new(App::new(creation, paths)))
        }),
    )
}

/// Graphics cards first, processors such as WARP and lavapipe last, but accepted.
#[cfg(feature = "wgpu")]
fn with_any_adapter() -> eframe::WgpuConfiguration {
    use eframe::wgpu::{Adapter, DeviceType, Surface};
    let mut configuration = NativeOptions::default().wgpu_options;
    if let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut configuration.wgpu_setup {
        let rank = |adapter: &Adapter| match adapter.get_info().device_type {
            // The built-in card draws this window as well as the large one, and quietly.
            DeviceType::IntegratedGpu => 0,
            DeviceType::DiscreteGpu => 1,
            DeviceType::VirtualGpu => 2,
            DeviceType::Other => 3,
            DeviceType::Cpu => 4,
        };
        setup.native_adapter_selector = Some(Arc::new(
            move |adapters: &[Adapter], surface: Option<&Surface<'_>>| {
                adapters
                    .iter()
                    .filter(|adapter| {
                        surface.is_none_or(|surface| adapter.is_surface_supported(surface))
                    })
                    .min_by_key(|adapter| rank(adapter))
                    .cloned()
                    .ok_or_else(|| "no graphics adapter, not even in software".to_owned())
            },
        ));
    }
    configuration
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_window_the_command_line_is_named() {
        let error = RunError {
            why: "glow: no display".into(),
        };
        assert!(error.to_string().contains("planproof review FILE"));
    }

    #[test]
    fn a_reason_names_no_place_in_the_code() {
        let error =
            "winit error: os error at /src/mod.rs:765: neither DISPLAY nor any other is set.";
        assert_eq!(reason(error), "neither DISPLAY nor any other is set");
    }

    #[test]
    fn both_renderers_are_tried() {
        assert_eq!(renderers().len(), 2);
    }
}
