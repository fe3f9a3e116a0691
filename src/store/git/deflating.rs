//! Objects being deflated on other cores while more of them are made.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::entry::Deflater;

/// How many bytes are worth having another core deflate them.
const WORTH_IT: usize = 256 << 10;

/// Objects to be deflated, in their order.
#[derive(Debug, Default)]
pub(super) struct Deflating {
    /// Those that others have, part by part.
    parts: Vec<JoinHandle<Vec<Vec<u8>>>>,
    /// Those after them.
    left: Vec<Arc<[u8]>>,
    /// How many bytes were taken in since some were last handed on, or could not be.
    bytes: usize,
    /// How many objects were taken in.
    count: usize,
    /// Which of those that were handed on are taken back.
    gone: Vec<usize>,
}

impl Deflating {
    /// Takes in the bytes of an object; many of them are handed to another core, if one is free.
    pub(super) fn push(&mut self, bytes: Arc<[u8]>) {
        self.bytes += bytes.len();
        self.count += 1;
        self.left.push(bytes);
        if self.bytes < WORTH_IT {
            return;
        }
        let busy = self.parts.iter().filter(|part| !part.is_finished()).count();
        if busy + 1 < thread::available_parallelism().map_or(1, NonZeroUsize::get) {
            let part = std::mem::take(&mut self.left);
            self.parts.push(thread::spawn(move || deflate(&part)));
        }
        // Where none is free, as many again are waited for until it is asked once more.
        self.bytes = 0;
    }

    /// Takes the object back that was taken in last.
    pub(super) fn take_back(&mut self) {
        if self.left.pop().is_some() {
            self.count -= 1;
        } else {
            self.gone.extend((0..self.count).rev().find(|place| !self.gone.contains(place)));
        }
    }

    /// Deflates what is left, and returns all objects in their order.
    pub(super) fn finish(self) -> Vec<Vec<u8>> {
        let left = deflate(&self.left);
        let parts = self.parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        let all = parts.flatten().chain(left).enumerate();
        all.filter(|(place, _)| !self.gone.contains(place)).map(|(_, bytes)| bytes).collect()
    }
}

fn deflate(objects: &[Arc<[u8]>]) -> Vec<Vec<u8>> {
    let mut deflater = Deflater::new();
    objects.iter().map(|bytes| deflater.deflate(bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_come_back_in_their_order_whoever_deflated_them() {
        let object = |number: usize| -> Arc<[u8]> { format!("{number} ").repeat(2000).into_bytes().into() };
        let mut deflating = Deflating::default();
        for number in 0..200 {
            // Each is taken back once, whether it was handed on or not.
            (0..2).for_each(|_| deflating.push(object(number)));
            deflating.take_back();
        }
        let expected: Vec<Vec<u8>> = (0..200).map(|number| Deflater::new().deflate(&object(number))).collect();
        assert_eq!(deflating.finish(), expected);
    }
}
