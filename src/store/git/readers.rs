//! Reading on all cores.

use std::num::NonZeroUsize;
use std::thread;

use super::repo::Repo;
use crate::store::error::StoreError;

/// How many things are read before another thread is worth its start.
const SHARE: usize = 64;

/// Handles on one repository, one for each core.
pub(in crate::store) struct Readers<'r> {
    own: &'r Repo,
    others: Vec<Repo>,
}

impl<'r> Readers<'r> {
    /// Opens as many as are of use for so many things to read.
    pub(in crate::store) fn open(own: &'r Repo, things: usize) -> Result<Self, StoreError> {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(things.div_ceil(SHARE));
        let others = (1..cores).map(|_| Repo::open(own.dir())).collect::<Result<_, _>>()?;
        Ok(Self { own, others })
    }

    /// Reads things in the order given; each core reads a stretch of them.
    pub(in crate::store) fn read<I: Sync, T: Send>(
        &mut self,
        things: &[I],
        read: impl Fn(&Repo, &[I]) -> Vec<T> + Sync,
    ) -> Vec<T> {
        let share = things.len().div_ceil(self.others.len() + 1).max(SHARE);
        let mut stretches = things.chunks(share);
        let Some(first) = stretches.next() else { return Vec::new() };
        thread::scope(|scope| {
            let read = &read;
            let begun: Vec<_> = self
                .others
                .iter_mut()
                .zip(stretches)
                .map(|(repo, things)| scope.spawn(move || read(repo, things)))
                .collect();
            let mut answers = read(self.own, first);
            for other in begun {
                answers.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            answers
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_on_several_cores_comes_in_order() {
        let folder = tempfile::TempDir::new().unwrap();
        let own = Repo::init(folder.path(), 1).unwrap();
        let others = (0..3).map(|_| Repo::open(folder.path()).unwrap()).collect();
        let mut readers = Readers { own: &own, others };
        for count in [0, 1, SHARE, SHARE + 1, 4 * SHARE, 5 * SHARE - 1, 1000] {
            let things: Vec<usize> = (0..count).collect();
            let doubled = readers.read(&things, |_, things| things.iter().map(|thing| thing * 2).collect());
            assert_eq!(doubled, things.iter().map(|thing| thing * 2).collect::<Vec<_>>());
        }
    }
}
