//! A file of which is known how far it was read, and what comes next.

use std::io::{self, BufRead, Read};

/// A file of which is known how far it was read.
pub(super) struct Counted<R> {
    file: R,
    read: u64,
    /// What was looked at and is yet to be read.
    ahead: Vec<u8>,
}

impl<R: BufRead> Counted<R> {
    /// Reads a file from here on, which is so many bytes from its start.
    pub(super) fn new(file: R, read: u64) -> Self {
        Self { file, read, ahead: Vec::new() }
    }

    /// Returns the file; what was looked at is lost.
    pub(super) fn into_inner(self) -> R {
        self.file
    }

    /// Returns how many bytes from the start of the file the next one stands.
    pub(super) fn place(&self) -> u64 {
        self.read
    }

    /// Looks at the next bytes without reading them, fewer only at the end: what a buffer holds may end anywhere.
    pub(super) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.ahead.len() < count {
            let next = self.file.fill_buf()?;
            let taken = next.len().min(count - self.ahead.len());
            if taken == 0 {
                break;
            }
            self.ahead.extend_from_slice(&next[..taken]);
            self.file.consume(taken);
        }
        Ok(&self.ahead[..count.min(self.ahead.len())])
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ahead.is_empty() { self.file.fill_buf() } else { Ok(&self.ahead) }
    }

    fn consume(&mut self, length: usize) {
        self.read += length as u64;
        if self.ahead.is_empty() {
            self.file.consume(length);
        } else {
            self.ahead.drain(..length);
        }
    }
}
