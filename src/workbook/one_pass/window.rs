//! A part of a package as bytes that can be looked at twice: those at hand, and more of them when they do not suffice.

use std::io::{self, BufRead, Read};

/// Bytes fetched at once.
const STEP: u64 = 1 << 17;
/// More than this at once is no row, cell or text that Excel writes.
const MOST: usize = 1 << 21;

/// The bytes from the first that is not done with.
#[derive(Debug)]
pub(super) struct Window<R> {
    source: R,
    held: Vec<u8>,
    /// How many of those held are done with.
    done: usize,
}

impl<R: Read> Window<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            held: Vec::new(),
            done: 0,
        }
    }

    /// The bytes at hand.
    pub(super) fn held(&self) -> &[u8] {
        self.held.get(self.done..).unwrap_or_default()
    }

    /// These are not needed any more.
    pub(super) fn pass(&mut self, count: usize) {
        self.done = self.done.saturating_add(count).min(self.held.len());
    }

    /// Fetches more behind those at hand; `false` at the end of the part, or where too many would have to be held.
    pub(super) fn fetch(&mut self) -> io::Result<bool> {
        self.held.drain(..self.done);
        self.done = 0;
        if self.held.len() > MOST {
            return Ok(false);
        }
        let mut step = (&mut self.source).take(STEP);
        Ok(step.read_to_end(&mut self.held)? > 0)
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(room)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.held().is_empty() {
            self.fetch()?;
        }
        Ok(self.held())
    }

    fn consume(&mut self, count: usize) {
        self.pass(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_done_with_stays_in_front_of_what_comes() {
        let part: Vec<u8> = (0..=255_u8).cycle().take(300_000).collect();
        let mut window = Window::new(&part[..]);
        assert!(window.held().is_empty());
        assert!(window.fetch().unwrap());
        window.pass(100);
        assert!(window.fetch().unwrap());
        assert_eq!(window.held(), &part[100..262_144]);
        window.pass(200_000);
        let mut rest = Vec::new();
        window.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, part[200_100..]);
        assert!(!window.fetch().unwrap());
    }
}
