//! Keeping the packs few: every record writes one, and reading asks them all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::archive::Archive;
use super::error::StoreError;
use super::git::{Fold, Pack, Repo, Stock, leftovers, loose, packs};
use super::lock::WriteLock;

/// How many packs of about one size there are before a writer folds them.
const FEW: usize = 8;

/// The largest pack that a writer makes by folding, in objects: about what takes half a second, and 600 versions. Larger
/// ones are left to [`Archive::tidy_all`].
const LARGEST: usize = 4096;

/// The largest pack that is ever folded, in bytes.
const HUGE: u64 = 2 << 30;

/// What came of tidying an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// How many packs and loose objects became one pack; 0 when there was nothing to do.
    pub folded: usize,
    /// The bytes that these took, without their lists.
    pub before: u64,
    /// The bytes that the one pack takes.
    pub after: u64,
    /// Whether plain git wrote its commit-graph, which makes `git log -- PATH` quick; it is not always installed.
    pub commit_graph: bool,
}

impl Archive {
    /// Makes one pack of all small ones and of loose objects, and has plain git write its commit-graph if it is there.
    ///
    /// Nothing is lost or changed: the objects are the same, stored beside those that are like them. Others may read and
    /// write meanwhile.
    ///
    /// # Errors
    ///
    /// When an object is damaged or nothing can be written; everything stays as it is then.
    pub fn tidy_all(&mut self) -> Result<Tidied, StoreError> {
        self.check_writable()?;
        if self.repo.is_none() {
            return Ok(Tidied::default());
        }
        self.finish_erasures()?;
        self.fold_sightings()?;
        // Opened anew, so that it holds no pack that another process has taken away.
        let repo = Repo::open(&self.dir)?;
        let path = self.dir.join("variorum").join("upkeep");
        let lock = self.manners.hold(&path)?;
        let folder = repo.pack_folder();
        let failed = |error| StoreError::io(&folder, error);
        self.sweep(&folder, &lock).map_err(failed)?;
        let packs = packs(&folder).map_err(failed)?.into_iter().filter(|pack| pack.bytes < HUGE).collect();
        let loose = loose(&self.dir.join("objects")).map_err(failed)?;
        let mut stock = Stock { folder: folder.clone(), packs, loose };
        let tail = tail(&stock.packs, stock.loose.len());
        stock.packs.truncate(tail);
        let fold = if stock.count() > 1 { repo.fold(&stock)? } else { Fold::default() };
        let commit_graph = write_commit_graph(&self.dir);
        Ok(Tidied { folded: fold.folded, before: fold.before, after: fold.after, commit_graph })
    }

    /// Takes away what those who died left among the packs; the file system's own clock says how old it is.
    fn sweep(&self, folder: &Path, mut lock: &File) -> io::Result<()> {
        // Written to, it tells what time it is.
        lock.write_all(b"\n")?;
        lock.set_len(0)?;
        let now = lock.metadata()?.modified()?;
        if leftovers(folder, now)?.is_empty() {
            return Ok(());
        }
        // A writer that was stopped for a day may still be at its pack.
        let Ok(_lock) = WriteLock::take(&self.dir.join("variorum"), &self.manners) else { return Ok(()) };
        leftovers(folder, now)?.iter().try_for_each(fs::remove_file)
    }

    /// Folds the smallest packs if there are many, unless somebody is at it; nothing that fails here harms anybody.
    pub(super) fn tidy(&self) {
        let folder = self.dir.join("objects").join("pack");
        let Ok(found) = packs(&folder) else { return };
        if small(&found) == 0 {
            return;
        }
        let path = self.dir.join("variorum").join("upkeep");
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let Some(_lock) = lock.ok().filter(|lock| lock.try_lock().is_ok()) else { return };
        // Others may have folded some since, and this process may know packs that are gone.
        let (Ok(mut found), Ok(repo)) = (packs(&folder), Repo::open(&self.dir)) else { return };
        found.truncate(small(&found));
        if !found.is_empty() {
            drop(repo.fold(&Stock { folder, packs: found, loose: Vec::new() }));
        }
    }
}

/// Returns how many of the smallest packs, which stand first, a writer should make one of; 0 when they are few.
///
/// Packs of about one size are joined once there are many of them, with all smaller ones: an object is written anew only
/// when its pack grows about eightfold, or to the largest there is.
fn small(packs: &[Pack]) -> usize {
    let (mut joined, mut objects) = (0, 0);
    let (mut alike, mut last) = (0, None);
    // Those that are more than half as large as the largest stay as they are.
    for (place, pack) in packs.iter().take_while(|pack| pack.objects <= LARGEST / 2).enumerate() {
        if objects + pack.objects > LARGEST {
            return place;
        }
        objects += pack.objects;
        let size = pack.objects.max(1).ilog(FEW);
        alike = if last == Some(size) { alike + 1 } else { 1 };
        last = Some(size);
        if alike >= FEW {
            joined = place + 1;
        }
    }
    joined
}

/// Returns how many of the smallest packs are the tail of the others: a pack much larger than all before it is left alone.
fn tail(packs: &[Pack], loose: usize) -> usize {
    let (mut tail, mut objects) = (0, loose);
    for (place, pack) in packs.iter().enumerate() {
        if pack.objects <= 4 * objects {
            tail = place + 1;
        }
        objects += pack.objects;
    }
    tail
}

/// Has plain git write its commit-graph; tells whether it did.
fn write_commit_graph(dir: &Path) -> bool {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(dir).args([
        "-c",
        "core.fsync=all",
        "commit-graph",
        "write",
        "--reachable",
        "--changed-paths",
        "--no-progress",
    ]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packs_of(objects: &[usize]) -> Vec<Pack> {
        objects.iter().map(|&objects| Pack { name: objects.to_string(), objects, bytes: 0 }).collect()
    }

    #[test]
    fn eight_packs_of_one_size_are_many() {
        assert_eq!(small(&packs_of(&[7; 7])), 0);
        assert_eq!(small(&packs_of(&[7; 8])), 8);
        assert_eq!(small(&packs_of(&[7, 7, 7, 7, 7, 7, 7, 7, 56, 400])), 8);
        assert_eq!(small(&packs_of(&[7, 7, 56, 56, 56, 56, 56, 56, 56, 56, 400])), 10, "the smaller ones join them");
        assert_eq!(small(&packs_of(&[7, 7, 7, 3000, 4000, 4000, 4000, 4000, 4000])), 0);
        assert_eq!(small(&packs_of(&[640; 6])), 0);
        assert_eq!(small(&packs_of(&[640; 7])), 6, "no more go into the largest");
        assert_eq!(small(&packs_of(&[])), 0);
    }

    #[test]
    fn packs_stay_few_and_an_object_is_written_a_few_times_however_many_come() {
        for objects in [5, 7, 10, 40, 300] {
            let (mut sizes, mut most, mut written) = (Vec::<usize>::new(), 0, 0);
            for _ in 0..5000 {
                sizes.push(objects);
                sizes.sort_unstable();
                let count = small(&packs_of(&sizes));
                if count > 0 {
                    let folded: usize = sizes.drain(..count).sum();
                    written += folded;
                    sizes.push(folded);
                }
                let large = sizes.iter().filter(|size| **size > LARGEST / 2).count();
                most = most.max(sizes.len() - large);
            }
            assert!(most <= 3 * FEW, "{objects}: {most} packs beside the large ones");
            assert!(written <= 5000 * objects * 4, "{objects}: each written {} times", written / (5000 * objects));
        }
    }

    #[test]
    fn a_pack_much_larger_than_the_rest_is_left_alone() {
        assert_eq!(tail(&packs_of(&[7, 7, 7, 1000]), 0), 3);
        assert_eq!(tail(&packs_of(&[7, 7, 7, 80]), 0), 4);
        assert_eq!(tail(&packs_of(&[80]), 0), 0);
        assert_eq!(tail(&packs_of(&[80]), 40), 1);
    }
}
