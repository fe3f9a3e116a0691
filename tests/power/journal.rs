//! What a program did to the files of one folder, in the order it was done.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::tracer::{Call, Watch};

/// A file or folder, by the order in which they came up.
pub(crate) type Node = usize;

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) folder: Node,
    pub(crate) name: String,
}

/// One thing done.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// A name was given to a file or folder, new or not.
    Named { place: Place, node: Node },
    /// A name was taken away.
    Gone { place: Place },
    /// A file or folder got another name, in one step.
    Moved { from: Place, to: Place, node: Node },
    /// A file has this content now, which may be lost.
    Written { node: Node, content: Arc<[u8]> },
    /// The content of a file, or the names in a folder, are on the disk.
    Synced { node: Node },
    /// The program said something to whoever started it.
    Said { line: String },
}

/// The folder, and what was done in it.
#[derive(Debug)]
pub(crate) struct Journal {
    root: PathBuf,
    /// Which nodes are folders.
    pub(crate) folders: Vec<bool>,
    /// What has which name now.
    names: HashMap<Place, Node>,
    /// What has which name, and what is in it, when the journal begins.
    pub(crate) at_first: Vec<(Place, Node, Arc<[u8]>)>,
    /// What was done since.
    pub(crate) events: Vec<Event>,
}

/// The folder that is watched.
pub(crate) const ROOT: Node = 0;

impl Journal {
    /// Begins one for a folder; what is in it is on the disk.
    pub(crate) fn begin(root: &Path) -> Self {
        let root = fs::canonicalize(root).expect("a folder");
        let (names, at_first) = (HashMap::new(), Vec::new());
        let mut journal = Self { root: root.clone(), folders: vec![true], names, at_first, events: Vec::new() };
        journal.take_in(&root, ROOT);
        journal
    }

    fn take_in(&mut self, folder: &Path, node: Node) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let place = Place { folder: node, name: file_name(&path) };
            let below = self.add(path.is_dir());
            self.names.insert(place.clone(), below);
            let content = if path.is_dir() { Vec::new() } else { fs::read(&path).expect("a file") };
            self.at_first.push((place, below, content.into()));
            if path.is_dir() {
                self.take_in(&path, below);
            }
        }
    }

    fn add(&mut self, folder: bool) -> Node {
        self.folders.push(folder);
        self.folders.len() - 1
    }

    /// Finds what has a path now.
    fn node(&self, path: &Path) -> Option<Node> {
        let mut node = ROOT;
        for part in path.strip_prefix(&self.root).ok()?.components() {
            let name = part.as_os_str().to_string_lossy().into_owned();
            node = *self.names.get(&Place { folder: node, name })?;
        }
        Some(node)
    }

    fn place(&self, path: &Path) -> Option<Place> {
        Some(Place { folder: self.node(path.parent()?)?, name: file_name(path) })
    }

    /// A file or folder came up at a path.
    fn made(&mut self, path: &Path, folder: bool) {
        let (None, Some(place)) = (self.node(path), self.place(path)) else { return };
        let node = self.add(folder);
        self.named(place, node);
    }

    fn named(&mut self, place: Place, node: Node) {
        self.names.insert(place.clone(), node);
        self.events.push(Event::Named { place, node });
    }

    fn gone(&mut self, path: &Path) {
        if let Some(place) = self.place(path).filter(|place| self.names.remove(place).is_some()) {
            self.events.push(Event::Gone { place });
        }
    }

    fn moved(&mut self, from: &Path, to: &Path) {
        match (self.place(from), self.place(to)) {
            (Some(from), Some(to)) => {
                let node = self.names.remove(&from).expect("what is moved is known");
                self.names.insert(to.clone(), node);
                self.events.push(Event::Moved { from, to, node });
            }
            (None, None) => {}
            other => panic!("moved into the folder or out of it: {other:?}"),
        }
    }

    /// Notes what is in a file now.
    fn written(&mut self, path: Option<PathBuf>) {
        let Some((path, node)) = path.and_then(|path| self.node(&path).map(|node| (path, node))) else { return };
        if !self.folders[node] {
            let content = fs::read(path).expect("a file that is written").into();
            self.events.push(Event::Written { node, content });
        }
    }

    /// Notes that a file or folder is on the disk. Whatever wrote to it before, by whatever way: this is what lasts.
    fn synced(&mut self, path: Option<PathBuf>) {
        self.written(path.clone());
        if let Some(node) = path.and_then(|path| self.node(&path)) {
            self.events.push(Event::Synced { node });
        }
    }

    fn opened(&mut self, path: &Path, flags: u64) {
        let asked = |flag: i32| flags & u64::from(flag.cast_unsigned()) != 0;
        let known = self.node(path).is_some();
        if asked(libc::O_CREAT) {
            self.made(path, false);
        }
        if known && asked(libc::O_TRUNC) {
            self.written(Some(path.to_owned()));
        }
    }

    fn said(&mut self, call: &Call, result: i64) {
        let Ok(length) = usize::try_from(result) else { return };
        let mut bytes = vec![0; length];
        let memory = fs::File::open(format!("/proc/{}/mem", call.thread)).expect("the memory of a traced program");
        std::os::unix::fs::FileExt::read_exact_at(&memory, &mut bytes, call.arguments[1]).expect("what was said");
        self.events.push(Event::Said { line: String::from_utf8_lossy(&bytes).into_owned() });
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

impl Watch for Journal {
    fn after(&mut self, call: &Call, result: i64) {
        if result < 0 {
            return;
        }
        match call.number {
            libc::SYS_open => self.opened(&call.name(0), call.arguments[1]),
            libc::SYS_creat => self.opened(&call.name(0), (libc::O_CREAT | libc::O_TRUNC).cast_unsigned().into()),
            libc::SYS_openat => self.opened(&call.path(0, 1), call.arguments[2]),
            // git's library tries whether there are links; where one leads to is of no account.
            libc::SYS_symlink => self.made(&call.name(1), false),
            libc::SYS_mkdir => self.made(&call.name(0), true),
            libc::SYS_mkdirat => self.made(&call.path(0, 1), true),
            libc::SYS_rename => self.moved(&call.name(0), &call.name(1)),
            libc::SYS_renameat | libc::SYS_renameat2 => self.moved(&call.path(0, 1), &call.path(2, 3)),
            libc::SYS_link | libc::SYS_linkat => {
                let at = call.number == libc::SYS_linkat;
                let paths = if at { [call.path(0, 1), call.path(2, 3)] } else { [call.name(0), call.name(1)] };
                if let (Some(node), Some(place)) = (self.node(&paths[0]), self.place(&paths[1])) {
                    self.named(place, node);
                }
            }
            libc::SYS_unlink | libc::SYS_rmdir => self.gone(&call.name(0)),
            libc::SYS_unlinkat => self.gone(&call.path(0, 1)),
            libc::SYS_write if call.arguments[0] == 1 => self.said(call, result),
            libc::SYS_write
            | libc::SYS_writev
            | libc::SYS_pwrite64
            | libc::SYS_pwritev
            | libc::SYS_pwritev2
            | libc::SYS_ftruncate
            | libc::SYS_fallocate
            | libc::SYS_sendfile => self.written(call.file(0)),
            libc::SYS_copy_file_range => self.written(call.file(2)),
            libc::SYS_fsync | libc::SYS_fdatasync => self.synced(call.file(0)),
            libc::SYS_symlinkat | libc::SYS_truncate | libc::SYS_sync | libc::SYS_syncfs => {
                panic!("the journal does not know call {}", call.number)
            }
            _ => {}
        }
    }
}
