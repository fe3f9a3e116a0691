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
    /// How many bytes these are.
    bytes: usize,
}

impl Deflating {
    /// Takes in the bytes of an object; many of them are handed to another core, if one is free.
    pub(super) fn push(&mut self, bytes: Arc<[u8]>) {
        self.bytes += bytes.len();
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

    /// Takes the last object back, unless it was handed on; tells whether.
    pub(super) fn pop(&mut self) -> bool {
        self.left.pop().is_some()
    }

    /// Deflates what is left, and returns all objects in their order.
    pub(super) fn finish(&mut self) -> Vec<Vec<u8>> {
        let left = deflate(&std::mem::take(&mut self.left));
        self.bytes = 0;
        let parts = std::mem::take(&mut self.parts).into_iter();
        let parts = parts.flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        parts.chain(left).collect()
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
        (0..200).for_each(|number| deflating.push(object(number)));
        deflating.push(object(999));
        assert!(deflating.pop(), "the last one was not handed on");
        let expected: Vec<Vec<u8>> = (0..200).map(|number| Deflater::new().deflate(&object(number))).collect();
        assert_eq!(deflating.finish(), expected);
        assert_eq!((deflating.finish(), deflating.pop()), (Vec::new(), false));
    }
}
