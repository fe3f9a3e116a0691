//! Reading on all cores.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::repo::Repo;
use crate::cores;
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
        let cores = cores::count().min(things.div_ceil(SHARE));
        let others = (1..cores).map(|_| Repo::open(own.dir())).collect::<Result<_, _>>()?;
        Ok(Self { own, others })
    }

    /// Opens one for each core beside the own, of use for so many long things to read; with none that can be opened, the
    /// own serves.
    pub(in crate::store) fn beside(own: &'r Repo, things: usize) -> Self {
        let cores = cores::count();
        let count = if things > 1 { cores.min(things) } else { 0 };
        Self { own, others: (0..count).map_while(|_| Repo::open(own.dir()).ok()).collect() }
    }

    /// Reads things on all cores, and hands on what was read in the order of the things, while those after them are read;
    /// no more is held than two for each core.
    pub(in crate::store) fn each<I: Sync, T: Send, E>(
        &mut self,
        things: &[I],
        read: impl Fn(&Repo, &I) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let crew = self.others.len();
        if crew == 0 {
            return things.iter().try_for_each(|thing| take(read(self.own, thing)));
        }
        thread::scope(|scope| {
            let (read, mut lanes) = (&read, Vec::new());
            for (first, repo) in self.others.iter_mut().enumerate() {
                let (sender, lane) = sync_channel(1);
                lanes.push(lane);
                let mut things = things.iter().skip(first).step_by(crew);
                // Nobody takes any more what comes after an error.
                scope.spawn(move || things.try_for_each(|thing| sender.send(read(repo, thing))));
            }
            // A lane that ends early is that of a thread that panicked, which the scope passes on.
            (0..things.len()).map_while(|place| lanes[place % crew].recv().ok()).try_for_each(&mut take)
        })
    }

    /// Has all handles let go of what they hold of the packs.
    pub(in crate::store) fn let_go(&self) {
        Repo::let_go(self.others.iter().chain([self.own]));
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

    #[test]
    fn what_is_handed_on_comes_in_order_until_it_is_refused() {
        let folder = tempfile::TempDir::new().unwrap();
        let own = Repo::init(folder.path(), 1).unwrap();
        for crew in [0, 1, 3] {
            let others = (0..crew).map(|_| Repo::open(folder.path()).unwrap()).collect();
            let mut readers = Readers { own: &own, others };
            for (count, last) in [(0, 9), (1, 9), (7, 9), (100, 100), (100, 5), (100, 0)] {
                let (things, mut taken) = ((0..count).collect::<Vec<usize>>(), Vec::new());
                let ended = readers.each(
                    &things,
                    |_, thing| thing * 2,
                    |doubled| {
                        taken.push(doubled);
                        if taken.len() > last { Err(doubled) } else { Ok(()) }
                    },
                );
                assert_eq!(ended, if count > last { Err(last * 2) } else { Ok(()) }, "{crew} threads");
                assert_eq!(taken, (0..count.min(last + 1)).map(|thing| thing * 2).collect::<Vec<_>>());
            }
        }
    }
}
