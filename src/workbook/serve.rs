//! The reading process: reads one workbook under a bound on memory and sends it piece by piece, with its progress, to
//! standard output, so that the two processes together hold it once.
//! Knows nothing of who asked.

use super::error::OpenError;
use super::open::{About, open_into};
use super::piece::{Piece, Sink, Unwanted};
use super::watch::{Progress, Watch};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The hidden argument that makes the program a reading process; the path follows it.
pub const READ_ARGUMENT: &str = "--read-workbook";

const BETWEEN_PROGRESS: Duration = Duration::from_millis(100);
/// Messages longer than this are not believed: the longest is a batch of cells around a text of the greatest length.
const MESSAGE_BYTES: u64 = 256 << 20;

/// Room made for a message before it comes: that of a batch.
const ROOM_BYTES: u64 = 1 << 21;

/// What the reading process says. The last message is one of the latter two; without it the pieces are worth nothing.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Message<'t> {
    Progress(Progress),
    #[serde(borrow)]
    Piece(Piece<'t>),
    Opened(About),
    Refused(OpenError),
}

/// Reads the workbook and writes it to standard output for `open_in_child`. Refusals are answers too:
/// failure is kept for an answer that could not be given.
///
/// Memory is bounded on Linux alone; elsewhere the bounds of the reader itself have to do.
pub fn serve(path: &Path) -> ExitCode {
    bound_memory();
    match serve_to(io::stdout(), path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_nobody_listens) => ExitCode::FAILURE,
    }
}

fn serve_to(output: impl Write + Send, path: &Path) -> io::Result<()> {
    let output = Mutex::new(Output::new(output));
    let watch = Watch::default();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reporter = scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                if send(&output, &Message::Progress(watch.progress())).is_err() {
                    // Whoever asked is gone.
                    watch.cancel();
                    break;
                }
                std::thread::park_timeout(BETWEEN_PROGRESS);
            }
        });
        let answer = match open_into(path, &watch, &mut Pipe(&output)) {
            Ok(about) => Message::Opened(about),
            Err(error) => Message::Refused(error),
        };
        is_over.store(true, Ordering::Relaxed);
        reporter.thread().unpark();
        send(&output, &answer)
    })
}

/// The way out for the pieces.
struct Pipe<'o, W>(&'o Mutex<Output<W>>);

impl<W: Write> Sink for Pipe<'_, W> {
    fn take(&mut self, piece: Piece<'_>) -> Result<(), Unwanted> {
        send(self.0, &Message::Piece(piece)).map_err(|_nobody_listens| Unwanted)
    }
}

/// Where messages go, and the room in which they are put together.
struct Output<W> {
    stream: W,
    room: Vec<u8>,
}

impl<W> Output<W> {
    fn new(stream: W) -> Self {
        Self {
            stream,
            room: Vec::new(),
        }
    }
}

fn send(output: &Mutex<Output<impl Write>>, message: &Message<'_>) -> io::Result<()> {
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    let mut room = std::mem::take(&mut output.room);
    room.clear();
    let bytes = postcard::to_extend(message, room).map_err(io::Error::other)?;
    let length = (bytes.len() as u64).to_le_bytes();
    output.stream.write_all(&length)?;
    output.stream.write_all(&bytes)?;
    output.room = bytes;
    output.stream.flush()
}

/// The bytes of the next message, put into `room`; `None` when the stream ends before or within it.
pub(super) fn receive(input: &mut impl Read, mut room: Vec<u8>) -> Option<Vec<u8>> {
    let mut length = [0; 8];
    input.read_exact(&mut length).ok()?;
    let length = u64::from_le_bytes(length);
    if length > MESSAGE_BYTES {
        return None;
    }
    room.clear();
    // Room is made for as much as a batch at once, and for more as it comes.
    room.reserve(usize::try_from(length.min(ROOM_BYTES)).unwrap_or_default());
    let taken = input.take(length).read_to_end(&mut room).ok()?;
    (taken as u64 == length).then_some(room)
}

/// What the bytes say; `None` where they make no sense.
pub(super) fn understood(bytes: &[u8]) -> Option<Message<'_>> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(target_os = "linux")]
fn bound_memory() {
    const MOST: u64 = 4 << 30;
    const LEAST: u64 = 512 << 20;
    let bound = (free_memory().unwrap_or(u64::MAX) / 2).clamp(LEAST, MOST);
    // Without the bound the file is still read within the reader's own limits.
    rlimit::Resource::AS.set(bound, bound).unwrap_or_default();
}

#[cfg(not(target_os = "linux"))]
fn bound_memory() {}

#[cfg(target_os = "linux")]
fn free_memory() -> Option<u64> {
    let memory = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

#[cfg(test)]
mod tests {
    use super::super::assemble::Assembly;
    use super::super::{Value, Visibility, open};
    use super::*;
    use rust_xlsxwriter as xlsx;

    fn sample() -> Vec<u8> {
        let mut book = xlsx::Workbook::new();
        let bold = xlsx::Format::new().set_bold().set_num_format("0.00%");
        let sheet = book.add_worksheet().set_name("Savings").unwrap();
        sheet.write_with_format(0, 0, "Scheme", &bold).unwrap();
        sheet.write(1, 0, "Scheme").unwrap();
        sheet.write_with_format(1, 2, 0.25, &bold).unwrap();
        sheet
            .write_formula(2, 2, xlsx::Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
        sheet.write(3, 3, true).unwrap();
        sheet.merge_range(8, 0, 9, 3, "Across", &bold).unwrap();
        book.add_worksheet().set_very_hidden(true);
        book.save_to_buffer().unwrap()
    }

    /// All that is said of a workbook that was read from these bytes.
    fn said(bytes: &[u8]) -> Vec<u8> {
        let pipe = Mutex::new(Output::new(Vec::new()));
        let path = Path::new("plan.xlsx");
        let about = open::read_into(
            &"plan.xlsx".into(),
            path,
            bytes,
            &Watch::default(),
            &mut Pipe(&pipe),
        );
        send(&pipe, &Message::Opened(about.unwrap())).unwrap();
        pipe.into_inner().unwrap().stream
    }

    #[test]
    fn a_workbook_arrives_as_it_was_read() {
        let bytes = sample();
        let path = Path::new("plan.xlsx");
        let here = open::read("plan.xlsx", path, bytes.clone(), &Watch::default()).unwrap();
        let said = said(&bytes);
        let mut input = &said[..];
        let mut assembly = Assembly::new("plan.xlsx".into());
        let arrived = loop {
            let bytes = receive(&mut input, Vec::new()).unwrap();
            match understood(&bytes) {
                Some(Message::Piece(piece)) => assembly.take(piece).unwrap(),
                Some(Message::Opened(about)) => {
                    break open::whole(path, assembly, about).unwrap();
                }
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(format!("{arrived:?}"), format!("{here:?}"));
        assert_eq!(arrived.sheets[1].visibility, Visibility::VeryHidden);
        assert_eq!(arrived.sheets[0].formula(2, 2), Some("1/0"));
        let text = |row| match arrived.sheets[0].cell(row, 0).unwrap().value {
            Value::Text(text) => text.as_ptr(),
            other => panic!("{other:?}"),
        };
        assert_eq!(text(0), text(1), "one text, held once");
    }

    #[test]
    fn a_stream_that_breaks_off_gives_no_message() {
        let bytes = said(&sample());
        let mut input = &bytes[..bytes.len() - 1];
        while let Some(bytes) = receive(&mut input, Vec::new()) {
            let message = understood(&bytes);
            assert!(matches!(message, Some(Message::Piece(_))), "{message:?}");
        }
        assert!(receive(&mut &[0xFF; 9][..], Vec::new()).is_none());
    }

    #[test]
    fn a_refusal_is_an_answer() {
        let mut bytes = Vec::new();
        serve_to(&mut bytes, Path::new("no such workbook.xlsx")).unwrap();
        let mut input = &bytes[..];
        let last = std::iter::from_fn(|| receive(&mut input, Vec::new())).last();
        assert!(matches!(
            last.as_deref().and_then(understood),
            Some(Message::Refused(OpenError::Missing { .. }))
        ));
    }
}
