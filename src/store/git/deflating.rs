//! Objects being deflated on other cores while more of them are made.

use std::sync::{Arc, OnceLock};

use super::entry::Deflater;
use crate::cores;

/// How many bytes are worth having another core deflate them.
const WORTH_IT: usize = 64 << 10;

/// Objects to be deflated, in their order.
#[derive(Debug, Default)]
pub(super) struct Deflating {
    /// Those that were offered to others.
    parts: Vec<Arc<Part>>,
    /// Those after them.
    left: Vec<Arc<[u8]>>,
    /// How many bytes those are.
    bytes: usize,
    /// How many objects were taken in.
    count: usize,
    /// Which of those that were offered are taken back.
    gone: Vec<usize>,
}

/// Objects that whoever comes to them first deflates.
#[derive(Debug)]
struct Part {
    objects: Vec<Arc<[u8]>>,
    deflated: OnceLock<Vec<Vec<u8>>>,
}

/// Objects that are deflated, in their order.
pub(super) struct Deflated {
    parts: Vec<Arc<Part>>,
    gone: Vec<usize>,
}

impl Deflating {
    /// Takes in the bytes of an object; many of them are offered to other cores.
    pub(super) fn push(&mut self, bytes: Arc<[u8]>) {
        self.bytes += bytes.len();
        self.count += 1;
        self.left.push(bytes);
        if self.bytes >= WORTH_IT {
            let part = self.part();
            // One part is not worth waking others.
            if self.parts.len() > 1 {
                cores::offer(move || part.deflate());
            }
        }
    }

    /// Takes the object back that was taken in last.
    pub(super) fn take_back(&mut self) {
        if let Some(last) = self.left.pop() {
            self.bytes -= last.len();
            self.count -= 1;
        } else {
            self.gone.extend((0..self.count).rev().find(|place| !self.gone.contains(place)));
        }
    }

    /// Deflates what no other core did.
    pub(super) fn finish(mut self) -> Deflated {
        self.part();
        // Others begin at the first, and whoever comes to the same part has to wait.
        self.parts.iter().rev().for_each(|part| part.deflate());
        Deflated { parts: self.parts, gone: self.gone }
    }

    /// Makes a part of those that are in none.
    fn part(&mut self) -> Arc<Part> {
        let part = Arc::new(Part { objects: std::mem::take(&mut self.left), deflated: OnceLock::new() });
        self.bytes = 0;
        self.parts.push(Arc::clone(&part));
        part
    }
}

impl Part {
    /// Deflates the objects unless somebody did; waits for whoever is at it.
    fn deflate(&self) {
        self.deflated();
    }

    fn deflated(&self) -> &[Vec<u8>] {
        self.deflated.get_or_init(|| deflate(&self.objects))
    }
}

impl Deflated {
    /// Lists them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let all = self.parts.iter().flat_map(|part| part.deflated()).enumerate();
        all.filter(|(place, _)| !self.gone.contains(place)).map(|(_, bytes)| bytes.as_slice())
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
        assert_eq!(deflating.finish().iter().collect::<Vec<_>>(), expected);
    }
}
