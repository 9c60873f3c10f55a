//! Opening a workbook in a process of its own, so that a hostile file can at worst end that one.
//! Cancelling is then instant, and a reading that gets nowhere is stopped.

use super::Workbook;
use super::assemble::Assembly;
use super::error::OpenError;
use super::load::far_away;
use super::open::{About, broke_off, name_of, whole};
use super::piece::Sink;
use super::refusal::Refusal;
use super::serve::{Message, READ_ARGUMENT, receive, understood};
use super::watch::{Progress, Watch};
use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Pieces that may wait to be put together: few, so that they take no memory to speak of.
const PIECES_WAITING: usize = 4;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);
/// A reading that counts nothing more for this long has lost its way.
const PATIENCE: Duration = Duration::from_secs(20);
/// A file kept online may come whole before its first byte can be read.
const TIMES_FAR_AWAY: u32 = 6;

/// Opens a workbook as `open` does, in a process started from `program`, which must call `serve` for [`READ_ARGUMENT`].
pub fn open_in_child(program: &Path, path: &Path, watch: &Watch) -> Result<Workbook, OpenError> {
    watch.check().map_err(|refusal| refusal.at(path))?;
    let mut child = start(program, path).map_err(|error| {
        let why = format!("the part of this program that reads files did not start ({error})");
        Refusal::Unreadable(why).at(path)
    })?;
    let Some(output) = child.stdout.take() else {
        stop(child);
        return Err(broke_off().at(path));
    };
    let (sender, messages) = sync_channel(PIECES_WAITING);
    let (rooms, emptied) = channel();
    let mut assembly = Assembly::new(name_of(path));
    // Not waited for: where a drive is dead, neither the process nor its output may ever end.
    let forwarding = thread::Builder::new().spawn(move || forward(output, &sender, &emptied));
    let arriving = Arriving { messages, rooms };
    let answer = match forwarding {
        Ok(_thread) => wait(arriving, watch, PATIENCE, &mut assembly),
        Err(_no_thread) => Err(broke_off()),
    };
    stop(child);
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

/// Ends the process, without waiting for one that cannot end as long as a drive does not answer it.
fn stop(mut child: Child) {
    // It may have ended by itself; either way it is gone afterwards.
    child.kill().unwrap_or_default();
    for _ in 0..20 {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
    let reaper = thread::Builder::new().spawn(move || child.wait());
    // Without a thread it stays behind until this program ends.
    drop(reaper);
}

/// Messages as they come, and the way back for the room that each was in: a large workbook is thousands of them.
struct Arriving {
    messages: Receiver<Vec<u8>>,
    rooms: Sender<Vec<u8>>,
}

fn forward(output: ChildStdout, sender: &SyncSender<Vec<u8>>, emptied: &Receiver<Vec<u8>>) {
    let mut output = BufReader::new(output);
    while let Some(message) = receive(&mut output, emptied.try_recv().unwrap_or_default()) {
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
    arriving: Arriving,
    watch: &Watch,
    patience: Duration,
    sink: &mut dyn Sink,
) -> Result<Answer, Refusal> {
    let mut latest = Progress::default();
    let mut moved_at = now();
    loop {
        watch.check()?;
        match arriving.messages.recv_timeout(BETWEEN_LOOKS) {
            Ok(bytes) => {
                match understood(&bytes).ok_or_else(broke_off)? {
                    Message::Progress(progress) => {
                        if progress != latest {
                            moved_at = now();
                        }
                        watch.show(&progress);
                        latest = progress;
                    }
                    Message::Piece(piece) => {
                        sink.take(piece).map_err(|_senseless| broke_off())?;
                        moved_at = now();
                    }
                    Message::Opened(about) => return Ok(Answer::Opened(about)),
                    Message::Refused(error) => return Ok(Answer::Refused(error)),
                }
                // Nobody fills it any more once the last message is read.
                arriving.rooms.send(bytes).unwrap_or_default();
            }
            Err(RecvTimeoutError::Disconnected) => return Err(broke_off()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let times = if latest.is_fetching() {
            TIMES_FAR_AWAY
        } else {
            1
        };
        if now().duration_since(moved_at) > patience * times {
            if latest.is_loading() {
                return Err(far_away());
            }
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
    use super::super::watch::Stage;
    use super::*;

    fn wait_for(messages: Receiver<Vec<u8>>, patience: Duration) -> Result<Answer, Refusal> {
        let mut assembly = Assembly::new("plan.xlsx".into());
        let (rooms, _emptied) = channel();
        let arriving = Arriving { messages, rooms };
        wait(arriving, &Watch::default(), patience, &mut assembly)
    }

    fn written(message: &Message<'_>) -> Vec<u8> {
        postcard::to_stdvec(message).unwrap()
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
        let nothing = Message::Progress(Progress::default());
        sender.send(written(&nothing)).unwrap();
        let still = wait_for(receiver, Duration::from_millis(120));
        assert_eq!(still.err(), Some(far_away()), "the drive is waited for");
        let (sender, receiver) = sync_channel(8);
        let reading = Watch::default();
        reading.enter(Stage::Reading);
        let read = Message::Progress(reading.progress());
        sender.send(written(&read)).unwrap();
        let still = wait_for(receiver, Duration::from_millis(120));
        assert!(matches!(still, Err(Refusal::TooLarge(why)) if why.contains("nowhere")));

        let (sender, receiver) = sync_channel(8);
        let other = Watch::default();
        let mover = other.clone();
        let moving = std::thread::scope(|scope| {
            scope.spawn(move || {
                for _ in 0..8 {
                    mover.add_cells(1).unwrap();
                    let progress = Message::Progress(mover.progress());
                    sender.send(written(&progress)).unwrap();
                    std::thread::sleep(Duration::from_millis(40));
                }
                let refused = Message::Refused(Refusal::Encrypted.at(Path::new("x")));
                sender.send(written(&refused)).unwrap();
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

    /// A process whose output stays open behind it, as that of one that waits for a dead drive and cannot be ended.
    #[cfg(unix)]
    #[test]
    fn cancelling_does_not_wait_for_a_process_that_cannot_end() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(format!("planproof-deaf-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (program, ended) = (folder.join("reader"), folder.join("ended"));
        let script = format!(
            "#!/bin/sh\n(sleep 3; touch '{}') &\nwait\n",
            ended.display()
        );
        std::fs::write(&program, script).unwrap();
        let runnable = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(&program, runnable).unwrap();

        let watch = Watch::default();
        let canceller = watch.clone();
        let answer = thread::scope(|scope| {
            scope.spawn(move || {
                thread::sleep(Duration::from_millis(100));
                canceller.cancel();
            });
            open_in_child(&program, Path::new("plan.xlsx"), &watch)
        });
        assert!(
            matches!(answer, Err(OpenError::Cancelled { .. })),
            "{answer:?}"
        );
        assert!(!ended.exists(), "answered while the output was still open");
        std::fs::remove_dir_all(&folder).unwrap_or_default();
    }
}
