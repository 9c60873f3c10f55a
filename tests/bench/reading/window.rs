//! The program's own window in a process of its own, which ends itself once its answer has been drawn; and how long that
//! took from the start of the process, beside an empty window and beside LibreOffice.

use crate::process::now;
use crate::system;
use planproof::app::{App, Settings};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

pub const WINDOW_ARGUMENT: &str = "--window";
/// Nobody waits longer for a window.
const PATIENCE: Duration = Duration::from_mins(1);

/// What it took until the answer stood on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Drawn {
    /// From the start of the process, in milliseconds.
    pub wall: f64,
    /// Of the process and its children until then, in milliseconds.
    pub cpu: f64,
}

/// The other side of `drawn`: shows the plan, or nothing, says when it is drawn, and ends.
pub fn show(plan: Option<PathBuf>) -> ExitCode {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        persist_window: false,
        ..eframe::NativeOptions::default()
    };
    let shown = eframe::run_native(
        "planproof-bench",
        options,
        Box::new(move |creation| {
            let is_empty = plan.is_none();
            let app = match plan {
                Some(plan) => App::new(creation, vec![plan]),
                None => App::for_test(&creation.egui_ctx, Vec::new(), Settings::default()),
            };
            Ok(Box::new(Shown {
                app,
                frames: 0,
                is_empty,
            }))
        }),
    );
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(_no_window) => ExitCode::FAILURE,
    }
}

struct Shown {
    app: App,
    /// Frames drawn with the answer.
    frames: u32,
    is_empty: bool,
}

impl eframe::App for Shown {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if self.frames == 1 {
            let cpu = system::cpu().unwrap_or_default() * 1_000.0;
            writeln!(std::io::stdout(), "drawn {cpu}").unwrap_or_default();
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.app.ui(ui, frame);
        if self.is_empty || self.app.view().is_some() {
            self.frames += 1;
            ui.ctx().request_repaint();
        }
    }
}

/// Starts this program again to show the plan, or nothing.
pub fn drawn(display: &Display, plan: Option<&Path>) -> Option<Drawn> {
    let begun = now();
    let mut child = Command::new(std::env::current_exe().ok()?)
        .arg(WINDOW_ARGUMENT)
        .args(plan)
        .env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take()?)
        .read_line(&mut line)
        .ok()?;
    let wall = now().duration_since(begun);
    child.wait().ok()?;
    let cpu = line.trim().strip_prefix("drawn ")?.parse().ok()?;
    Some(Drawn {
        wall: wall.as_secs_f64() * 1_000.0,
        cpu,
    })
}

/// Milliseconds until LibreOffice shows a window that names the file; `Err` says what is missing for that.
pub fn libre_office(display: &Display, plan: &Path) -> Result<f64, &'static str> {
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join("libreoffice-profile");
    let name = plan
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if Command::new("xdotool")
        .arg("version")
        .env("DISPLAY", &display.name)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        return Err("xdotool, which tells when a window is there, is not installed");
    }
    let begun = now();
    let mut command = Command::new("soffice");
    let leader = leading(&mut command)
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--norestore", "--nologo", "--calc"])
        .arg(plan)
        .env("DISPLAY", &display.name)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_missing| "LibreOffice is not installed")?;
    let wall = loop {
        let found = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--name", &name])
            .env("DISPLAY", &display.name)
            .stderr(Stdio::null())
            .output();
        let waited = now().duration_since(begun);
        if found.is_ok_and(|found| !found.stdout.is_empty()) {
            break Ok(waited.as_secs_f64() * 1_000.0);
        }
        if waited > PATIENCE {
            break Err("LibreOffice showed no window within a minute");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    end_group(leader);
    wall
}

/// Ends the process and those that it started.
fn end_group(mut leader: Child) {
    let told = Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", leader.id())])
        .stderr(Stdio::null())
        .status();
    if told.is_err() {
        leader.kill().unwrap_or_default();
    }
    leader.wait().map(drop).unwrap_or_default();
}

#[cfg(unix)]
fn leading(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0)
}

#[cfg(not(unix))]
fn leading(command: &mut Command) -> &mut Command {
    command
}

/// A screen without glass.
pub struct Display {
    name: String,
    server: Child,
}

impl Display {
    /// `None` where there is no server to show it.
    pub fn start() -> Option<Self> {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1000x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?)
            .read_line(&mut number)
            .ok()?;
        Some(Self {
            name: format!(":{}", number.trim()),
            server,
        })
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.server.kill().unwrap_or_default();
        self.server.wait().map(drop).unwrap_or_default();
    }
}
