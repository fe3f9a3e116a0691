//! Where sightings wait until many of them are written together: one append to a file, synced, a sighting.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::line;
use crate::article::{ArticleId, Sighting};
use crate::store::creation::sync_dir;
use crate::store::error::StoreError;
use crate::store::failpoint::reach;

/// The spool beside the index; whoever has it open has it alone.
#[derive(Debug)]
pub(super) struct Spool {
    path: PathBuf,
    file: File,
}

impl Spool {
    /// Opens the spool of an archive and waits for whoever has it, which is never long.
    pub(super) fn hold(dir: &Path) -> Result<Self, StoreError> {
        let path = path(dir);
        let failed = |error| StoreError::io(&path, error);
        let folder = dir.join("variorum");
        fs::create_dir_all(&folder).map_err(failed)?;
        let fresh = !path.exists();
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path).map_err(failed)?;
        file.lock().map_err(failed)?;
        if fresh {
            sync_dir(&folder)?;
        }
        Ok(Self { path, file })
    }

    /// Adds a sighting, durably; returns how many bytes wait now.
    pub(super) fn add(&mut self, article: &ArticleId, sighting: &Sighting) -> Result<u64, StoreError> {
        let line = line::write(Some(article), sighting);
        self.append(line.as_bytes()).map_err(|error| StoreError::io(&self.path, error))
    }

    fn append(&mut self, line: &[u8]) -> io::Result<u64> {
        // What a writer that died left half written was never acknowledged.
        let whole = whole(&self.bytes()?);
        self.file.set_len(whole)?;
        self.file.seek(SeekFrom::Start(whole))?;
        self.file.write_all(line)?;
        reach("spooled");
        self.file.sync_data()?;
        Ok(whole + line.len() as u64)
    }

    /// Reads what waits; a line that cannot be read is passed over, and named by `verify`.
    pub(super) fn read(&mut self) -> Result<Vec<(ArticleId, Sighting)>, StoreError> {
        let bytes = self.bytes().map_err(|error| StoreError::io(&self.path, error))?;
        Ok(lines(&bytes).filter_map(Result::ok).collect())
    }

    /// Forgets what waited, which is kept now.
    pub(super) fn clear(&mut self) -> Result<(), StoreError> {
        self.file.set_len(0).and_then(|()| self.file.sync_data()).map_err(|error| StoreError::io(&self.path, error))
    }

    fn bytes(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Returns where the spool of an archive lies.
pub(in crate::store) fn path(dir: &Path) -> PathBuf {
    dir.join("variorum").join("sightings.spool")
}

/// Reads the spool as it is, without waiting for anybody; an archive may have none.
pub(in crate::store) fn peek(dir: &Path) -> Result<Vec<u8>, StoreError> {
    let path = path(dir);
    match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        other => other.map_err(|error| StoreError::io(&path, error)),
    }
}

/// Reads the lines of a spool up to the last that is whole.
pub(in crate::store) fn lines(bytes: &[u8]) -> impl Iterator<Item = Result<(ArticleId, Sighting), String>> {
    let whole = usize::try_from(whole(bytes)).unwrap_or_default();
    let lines = bytes[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| {
        let (article, sighting) = line::read(str::from_utf8(line).map_err(|error| error.to_string())?)?;
        Ok((article.ok_or("it names no article")?, sighting))
    })
}

/// Returns where the last whole line ends.
fn whole(bytes: &[u8]) -> u64 {
    bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end as u64 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::State;

    fn sighting(minute: u32) -> Sighting {
        let at = format!("2026-03-01T14:{minute:02}:00Z").parse().unwrap();
        Sighting { first: at, last: at, state: State::Content("ab".to_owned()), by: "desk".to_owned() }
    }

    #[test]
    fn a_line_half_written_is_taken_for_none_and_cut_off() {
        let folder = tempfile::TempDir::new().unwrap();
        let article = ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap();
        Spool::hold(folder.path()).unwrap().add(&article, &sighting(5)).unwrap();
        let mut torn = peek(folder.path()).unwrap();
        torn.extend(b"{\"article\":\"example.org/fer");
        fs::write(path(folder.path()), torn).unwrap();
        let mut spool = Spool::hold(folder.path()).unwrap();
        assert_eq!(spool.read().unwrap(), [(article.clone(), sighting(5))]);
        spool.add(&article, &sighting(20)).unwrap();
        assert_eq!(lines(&peek(folder.path()).unwrap()).filter(Result::is_err).count(), 0);
        assert_eq!(spool.read().unwrap(), [(article.clone(), sighting(5)), (article, sighting(20))]);
        spool.clear().unwrap();
        assert_eq!(spool.read().unwrap(), []);
    }
}
