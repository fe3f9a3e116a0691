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

/// The largest pack that is made by joining, in bytes: some 300,000 versions.
const JOINED: u64 = 512 << 20;

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

/// How much was written before packs are tidied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrote {
    /// A version, or a sighting.
    One,
    /// Versions at once.
    Many,
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
    ///
    /// Whoever wrote many versions at once made a large pack, and joins it to those of its size.
    pub(super) fn tidy(&self, wrote: Wrote) {
        let joined = |packs: &[Pack]| if wrote == Wrote::Many { large(packs, JOINED).to_vec() } else { Vec::new() };
        let folder = self.dir.join("objects").join("pack");
        let Ok(found) = packs(&folder) else { return };
        if small(&found) == 0 && joined(&found).is_empty() {
            return;
        }
        let path = self.dir.join("variorum").join("upkeep");
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let Some(_lock) = lock.ok().filter(|lock| lock.try_lock().is_ok()) else { return };
        // Others may have folded some since, and this process may know packs that are gone.
        let (Ok(found), Ok(repo)) = (packs(&folder), Repo::open(&self.dir)) else { return };
        let stock = |packs: Vec<Pack>| Stock { folder: folder.clone(), packs, loose: Vec::new() };
        let (smallest, joined) = (found[..small(&found)].to_vec(), joined(&found));
        if !smallest.is_empty() {
            drop(repo.fold(&stock(smallest)));
        }
        if !joined.is_empty() {
            drop(repo.join(&stock(joined)));
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

/// Returns which of the large packs are joined: those of about one size, once there are many, as far as they make no pack
/// of more than `most` bytes.
fn large(packs: &[Pack], most: u64) -> &[Pack] {
    let large = &packs[packs.partition_point(|pack| pack.objects <= LARGEST / 2)..];
    let size = |pack: &Pack| pack.objects.ilog(FEW);
    let many = large.chunk_by(|one, next| size(one) == size(next)).filter(|alike| alike.len() >= FEW);
    let mut fitting = many.map(|alike| {
        let mut bytes = 0;
        let fits = |pack: &&Pack| {
            bytes += pack.bytes;
            bytes <= most
        };
        &alike[..alike.iter().take_while(fits).count()]
    });
    fitting.find(|joined| joined.len() > 1).unwrap_or_default()
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
    fn large_packs_of_one_size_are_joined_as_far_as_they_fit() {
        let of = |count: usize, objects: usize, bytes: u64| vec![Pack { name: String::new(), objects, bytes }; count];
        let joined = |packs: &[Vec<Pack>]| large(&packs.concat(), 100).len();
        assert_eq!(joined(&[of(7, 4000, 1)]), 0);
        assert_eq!(joined(&[of(9, 7, 1), of(8, 4000, 1)]), 8);
        assert_eq!(joined(&[of(8, 4000, 30), of(8, 40_000, 1)]), 3, "no more of the smaller ones fit");
        assert_eq!(joined(&[of(8, 4000, 60), of(8, 40_000, 1)]), 8, "two of the smaller ones do not");
        assert_eq!(joined(&[of(8, 40_000, 60)]), 0);
    }

    #[test]
    fn a_pack_much_larger_than_the_rest_is_left_alone() {
        assert_eq!(tail(&packs_of(&[7, 7, 7, 1000]), 0), 3);
        assert_eq!(tail(&packs_of(&[7, 7, 7, 80]), 0), 4);
        assert_eq!(tail(&packs_of(&[80]), 0), 0);
        assert_eq!(tail(&packs_of(&[80]), 40), 1);
    }
}
