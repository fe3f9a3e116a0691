//! How libgit2 is set up before its first use, for the whole process.

use std::ffi::c_int;
use std::sync::Once;

use git2::{ConfigLevel, opts};
use libgit2_sys::{GIT_OPT_ENABLE_FSYNC_GITDIR, git_libgit2_opts};

static SET_UP: Once = Once::new();

/// How many bytes of objects that were read are kept in memory; libgit2 by itself keeps 256 MiB.
const KEPT: isize = 16 << 20;

/// How many bytes of packs are mapped into memory at a time, and in pieces of which size; libgit2 by itself maps 8 GiB in
/// pieces of 1 GiB, and a reader of everything would come to hold all of an archive.
const MAPPED: (usize, usize) = (64 << 20, 8 << 20);

/// Sets libgit2 up, once.
///
/// Every object and ref is synced to the disk before it counts: off by default, and `core.fsyncObjectFiles`, which turns
/// it on too, makes git warn on every command. The user's own git configuration is not read: it must not be able to
/// stop or change what an archive holds. Archives of other users may be read: nothing in them is ever run here, which
/// is what the check of owners guards against. What is held in memory does not grow with the archive.
#[expect(unsafe_code, reason = "libgit2 has these settings for the whole process, and git2 no safe call for them")]
pub(super) fn set_up() {
    SET_UP.call_once(|| {
        // SAFETY: these write variables of libgit2 that are not guarded; `Once` lets one thread in, before any
        // repository is opened here. The option takes one int, as given.
        unsafe {
            libgit2_sys::init();
            let on: c_int = 1;
            git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR.cast_signed(), on);
            for level in [ConfigLevel::ProgramData, ConfigLevel::System, ConfigLevel::XDG, ConfigLevel::Global] {
                // A level that cannot be switched off here is read as before, which only costs the isolation.
                drop(opts::set_search_path(level, ""));
            }
            drop(opts::set_verify_owner_validation(false));
            drop(opts::set_cache_max_size(KEPT));
            drop(opts::set_mwindow_mapped_limit(MAPPED.0));
            drop(opts::set_mwindow_size(MAPPED.1));
        }
    });
}
