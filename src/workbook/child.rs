//! Opening a workbook in a process of its own, so that a hostile file can at worst end that one.
//! Cancelling is then instant, and a reading that gets nowhere is stopped.

use super::Workbook;
use super::assemble::Assembly;
use super::error::OpenError;
use super::open::{About, broke_off, name_of, whole};
use super::piece::Sink;
use super::refusal::Refusal;
use super::serve::{Message, READ_ARGUMENT, receive};
use super::watch::{Progress, Watch};
use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// Pieces that may wait to be put together: few, so that they take no memory to speak of.
const PIECES_WAITING: usize = 4;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);
/// A reading that counts nothing more for this long has lost its way.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens a workbook as `open` does, in a process started from `program`, which must call `serve` for [`READ_ARGUMENT`].
pub fn open_in_child(program: &Path, path: &Path, watch: &Watch) -> Result<Workbook, OpenError> {
    watch.check().map_err(|refusal| refusal.at(path))?;
    let mut child = start(program, path).map_err(|error| {
        let why = format!("the part of this program that reads files did not start ({error})");
        Refusal::Unreadable(why).at(path)
    })?;
    let Some(output) = child.stdout.take() else {
        stop(&mut child);
        return Err(broke_off().at(path));
    };
    let (sender, receiver) = sync_channel(PIECES_WAITING);
    let mut assembly = Assembly::new(name_of(path));
    let answer = std::thread::scope(|scope| {
        scope.spawn(move || forward(output, &sender));
        let answer = wait(receiver, watch, PATIENCE, &mut assembly);
        // Ends the stream, and with it the thread that reads it.
        stop(&mut child);
        answer
    });
    match answer.map_err(|refusal| refusal.at(path))? {
        Answer::Opened(about) => whole(path, assembly, about),
        Answer::Refused(error) => Err(error),
    }
}

/// How a reading ended.
#[derive(Debug)]
enum Answer {
    Opened(About),
    Refused(OpenError),
}

fn start(program: &Path, path: &Path) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command
        .arg(READ_ARGUMENT)
        .arg(path)
        // Panics on malformed files are expected there, and nobody reads their traces.
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt as _;
        const NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(NO_WINDOW);
    }
    command.spawn()
}

fn stop(child: &mut Child) {
    // It may have ended by itself; either way it is gone afterwards.
    child.kill().unwrap_or_default();
    child.wait().map(drop).unwrap_or_default();
}

fn forward(output: ChildStdout, sender: &SyncSender<Message>) {
    let mut output = BufReader::new(output);
    while let Some(message) = receive(&mut output) {
        if sender.send(message).is_err() {
            return;
        }
    }
}

/// Follows the reading to its last message. Takes the receiver, so that nobody is left sending when it ends.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the other end must notice that nobody listens any more"
)]
fn wait(
    receiver: Receiver<Message>,
    watch: &Watch,
    patience: Duration,
    sink: &mut dyn Sink,
) -> Result<Answer, Refusal> {
    let mut latest = Progress::default();
    let mut moved_at = now();
    loop {
        watch.check()?;
        match receiver.recv_timeout(BETWEEN_LOOKS) {
            Ok(Message::Progress(progress)) => {
                if progress != latest {
                    moved_at = now();
                }
                watch.show(&progress);
                latest = progress;
            }
            Ok(Message::Piece(piece)) => {
                sink.take(piece).map_err(|_senseless| broke_off())?;
                moved_at = now();
            }
            Ok(Message::Opened(about)) => return Ok(Answer::Opened(about)),
            Ok(Message::Refused(error)) => return Ok(Answer::Refused(error)),
            Err(RecvTimeoutError::Disconnected) => return Err(broke_off()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if now().duration_since(moved_at) > patience {
            return Err(Refusal::too_large(format!(
                "Reading the file got nowhere for {} seconds.",
                patience.as_secs()
            )));
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "patience is measured by the clock; no result depends on it"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait_for(receiver: Receiver<Message>, patience: Duration) -> Result<Answer, Refusal> {
        let mut assembly = Assembly::new("plan.xlsx".into());
        wait(receiver, &Watch::default(), patience, &mut assembly)
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let watch = Watch::default();
        let book = Path::new("plan.xlsx");
        let missing = open_in_child(Path::new("no such program"), book, &watch);
        assert!(
            matches!(missing, Err(OpenError::Unreadable { .. })),
            "{missing:?}"
        );
    }

    #[test]
    fn a_reading_that_stands_still_is_stopped_and_one_that_moves_is_not() {
        let (sender, receiver) = sync_channel(8);
        sender.send(Message::Progress(Progress::default())).unwrap();
        let still = wait_for(receiver, Duration::from_millis(120));
        assert!(matches!(still, Err(Refusal::TooLarge(why)) if why.contains("nowhere")));

        let (sender, receiver) = sync_channel(8);
        let other = Watch::default();
        let mover = other.clone();
        let moving = std::thread::scope(|scope| {
            scope.spawn(move || {
                for _ in 0..8 {
                    mover.add_cells(1).unwrap();
                    sender.send(Message::Progress(mover.progress())).unwrap();
                    std::thread::sleep(Duration::from_millis(40));
                }
                sender
                    .send(Message::Refused(Refusal::Encrypted.at(Path::new("x"))))
                    .unwrap();
            });
            wait_for(receiver, Duration::from_millis(200))
        });
        assert!(matches!(
            moving,
            Ok(Answer::Refused(OpenError::Encrypted { .. }))
        ));
    }

    #[test]
    fn a_reading_that_dies_is_an_error() {
        let (sender, receiver) = sync_channel(8);
        drop(sender);
        let died = wait_for(receiver, PATIENCE);
        assert!(matches!(died, Err(Refusal::TooLarge(why)) if why.contains("broke off")));
    }

    #[test]
    fn a_cancelled_opening_starts_nothing() {
        let watch = Watch::default();
        watch.cancel();
        let ended = open_in_child(Path::new("no such program"), Path::new("plan.xlsx"), &watch);
        assert!(
            matches!(ended, Err(OpenError::Cancelled { .. })),
            "{ended:?}"
        );
    }
}
