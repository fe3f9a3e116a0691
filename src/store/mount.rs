//! Network file systems, on which an archive is not safe.

use std::fs;
use std::path::{Path, PathBuf};

/// File systems of other machines, as Linux calls them.
const NETWORKED: [&str; 13] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.gcsfuse",
    "fuse.davfs2",
];

/// Returns what kind of network file system a place is on; none where it is on none, or that cannot be known.
pub(super) fn network(place: &Path) -> Option<String> {
    let there = place.ancestors().find_map(|folder| fs::canonicalize(folder).ok())?;
    let kind = kind_at(&fs::read_to_string("/proc/self/mountinfo").ok()?, &there)?;
    NETWORKED.contains(&kind.as_str()).then_some(kind)
}

/// Finds the kind of file system that a path is on, in the list of mounts as Linux writes it.
fn kind_at(mounts: &str, path: &Path) -> Option<String> {
    let mut found: Option<(PathBuf, &str)> = None;
    for mount in mounts.lines() {
        let Some((place, (_, rest))) = mount.split(' ').nth(4).zip(mount.split_once(" - ")) else { continue };
        let place = PathBuf::from(unescaped(place));
        let inner = found.as_ref().is_none_or(|(outer, _)| place.starts_with(outer));
        // Of two at one place, the later hides the earlier.
        if path.starts_with(&place) && inner {
            found = Some((place, rest.split(' ').next()?));
        }
    }
    found.map(|(_, kind)| kind.to_owned())
}

/// Undoes how blanks are written in the list.
fn unescaped(place: &str) -> String {
    place.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /srv rw shared:2 - nfs4 server:/srv rw
31 30 254:1 / /srv/our\\040disk rw - xfs /dev/vdb rw
32 22 0:41 / /home/ada/web rw - fuse.sshfs ada@example.org: rw
";

    #[test]
    fn a_place_is_on_the_innermost_mount() {
        let kind = |path: &str| kind_at(MOUNTS, Path::new(path)).unwrap();
        assert_eq!(kind("/var/archive"), "ext4");
        assert_eq!(kind("/srv/archive"), "nfs4");
        assert_eq!(kind("/srvother"), "ext4");
        assert_eq!(kind("/srv/our disk/archive"), "xfs");
        assert_eq!(kind("/home/ada/web"), "fuse.sshfs");
    }

    #[test]
    fn a_temporary_folder_is_on_no_network() {
        let folder = tempfile::TempDir::new().unwrap();
        assert_eq!(network(&folder.path().join("not there yet")), None);
    }
}
