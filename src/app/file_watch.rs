//! Looks after the files of the open plans: saved again, or gone. In a thread of its own, since a drive far away may
//! take minutes to answer; an idle window is woken only when there is news.

use super::job::PlanId;
use super::uk_time::moment;
use crate::workbook::FileStamp;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

/// A file and the saving of it that is on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    pub plan: PlanId,
    pub path: PathBuf,
    pub stamp: FileStamp,
}

/// What became of a file since it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// "at 14:32", where the drive tells.
    SavedAgain {
        when: String,
    },
    Gone,
}

/// What is told of one file.
#[derive(Debug)]
pub struct News {
    /// The saving that it is told of; another may be on screen by now.
    pub file: Watched,
    /// `None` for a file that is again as it was opened.
    pub change: Option<Change>,
}

#[derive(Debug)]
enum Order {
    Watch(Vec<Watched>),
    LookNow,
}

/// The thread that looks, as the window sees it.
#[derive(Debug)]
pub struct FileWatch {
    orders: Sender<Order>,
    news: Receiver<News>,
}

impl FileWatch {
    /// Looks at each file once in every `interval`, and wakes `ctx` when one has changed.
    pub fn new(ctx: &egui::Context, interval: Duration) -> Self {
        let (orders, received) = channel();
        let (sender, news) = channel();
        let ctx = ctx.clone();
        let tell = move |news| {
            let told = sender.send(news).is_ok();
            ctx.request_repaint();
            told
        };
        let started = thread::Builder::new()
            .name("files".to_owned())
            .spawn(move || look_after(&received, interval, &tell));
        // Without the thread no change is noticed; reloading by hand still works.
        drop(started);
        Self { orders, news }
    }

    pub fn watch(&self, files: Vec<Watched>) {
        // Nobody receives where the thread did not start.
        self.orders.send(Order::Watch(files)).unwrap_or_default();
    }

    /// For the moment in which the user comes back to the window.
    pub fn look_now(&self) {
        self.orders.send(Order::LookNow).unwrap_or_default();
    }

    /// What has changed since the last frame.
    pub fn news(&self) -> Vec<News> {
        self.news.try_iter().collect()
    }
}

/// Ends with the window.
fn look_after(orders: &Receiver<Order>, interval: Duration, tell: &impl Fn(News) -> bool) {
    let mut looks: Vec<Look> = Vec::new();
    loop {
        let is_unsettled = looks.iter().any(Look::is_unsettled);
        let pause = if is_unsettled { interval / 5 } else { interval };
        match orders.recv_timeout(pause) {
            Ok(Order::Watch(files)) => {
                looks = files.into_iter().map(|file| kept(file, &looks)).collect();
                continue;
            }
            Ok(Order::LookNow) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        for look in &mut looks {
            let seen = seen(&look.file.path, look.file.stamp);
            let Some(seen) = seen.and_then(|seen| look.take(seen)) else {
                continue;
            };
            let change = change(seen);
            let file = look.file.clone();
            if !tell(News { file, change }) {
                return;
            }
        }
    }
}

/// What was seen of a file when last looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    AsOpened,
    Saved(FileStamp),
    Gone,
}

#[derive(Debug, Clone)]
struct Look {
    file: Watched,
    last: Seen,
    told: Seen,
}

/// The same look goes on where the file and its saving are the same.
fn kept(file: Watched, looks: &[Look]) -> Look {
    let known = looks.iter().find(|look| look.file == file);
    known.cloned().unwrap_or(Look {
        file,
        last: Seen::AsOpened,
        told: Seen::AsOpened,
    })
}

impl Look {
    fn is_unsettled(&self) -> bool {
        self.last != self.told
    }

    /// News is what is seen twice: a file that is being saved grows, and is missing for a moment.
    fn take(&mut self, seen: Seen) -> Option<Seen> {
        let is_settled = seen == self.last;
        self.last = seen;
        let is_news = is_settled && seen != self.told;
        is_news.then(|| {
            self.told = seen;
            seen
        })
    }
}

/// `None` where the drive does not answer, which says nothing of the file.
fn seen(path: &Path, opened: FileStamp) -> Option<Seen> {
    match FileStamp::of(path) {
        Ok(stamp) if stamp == opened => Some(Seen::AsOpened),
        Ok(stamp) => Some(Seen::Saved(stamp)),
        Err(error) if error.kind() == ErrorKind::NotFound => Some(Seen::Gone),
        Err(_no_answer) => None,
    }
}

fn change(seen: Seen) -> Option<Change> {
    match seen {
        Seen::AsOpened => None,
        Seen::Gone => Some(Change::Gone),
        Seen::Saved(stamp) => Some(Change::SavedAgain {
            when: stamp
                .saved
                .map_or_else(String::new, |saved| moment(saved, now())),
        }),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tells today from another day in a message; no result depends on it"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look() -> Look {
        let file = Watched {
            plan: 1,
            path: "plan.xlsx".into(),
            stamp: FileStamp {
                saved: None,
                bytes: 10,
            },
        };
        kept(file, &[])
    }

    fn saved(bytes: u64) -> Seen {
        Seen::Saved(FileStamp { saved: None, bytes })
    }

    #[test]
    fn a_saving_is_news_once_it_has_ended_and_only_once() {
        let mut look = look();
        let told: Vec<_> = [
            Seen::AsOpened,
            Seen::Gone,
            saved(3),
            saved(12),
            saved(12),
            saved(12),
            saved(14),
            saved(14),
        ]
        .map(|seen| look.take(seen))
        .into_iter()
        .flatten()
        .collect();
        assert_eq!(told, [saved(12), saved(14)]);
    }

    #[test]
    fn a_file_that_comes_back_is_news_too() {
        let mut look = look();
        let seen = [Seen::Gone, Seen::Gone, Seen::AsOpened, Seen::AsOpened];
        let told: Vec<_> = seen
            .map(|seen| look.take(seen))
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(told, [Seen::Gone, Seen::AsOpened]);
    }

    #[test]
    fn what_was_told_stays_told_when_other_plans_open() {
        let mut first = look();
        first.take(saved(12));
        first.take(saved(12));
        let again = kept(first.file.clone(), &[first.clone()]);
        assert!(!again.is_unsettled());
        assert_eq!(again.told, saved(12));
        let reloaded = Watched {
            stamp: FileStamp {
                saved: None,
                bytes: 12,
            },
            ..first.file.clone()
        };
        assert_eq!(kept(reloaded, &[first]).told, Seen::AsOpened);
    }
}
