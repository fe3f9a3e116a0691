//! When archives are not brought together; whatever the reason, nothing is changed here.

use std::fs;

use variorum::store::{SyncError, SyncTerms};

use crate::newsroom::{Newsroom, article, git, record, refusal, story, sync, terms};

#[test]
fn a_repository_that_is_no_archive_is_refused() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    let tree = git(&room.shared(), &["mktree"]);
    let commit = git(&room.shared(), &["commit-tree", tree.trim(), "-m", "Tidy up"]);
    for branch in ["main", "trunk"] {
        git(&room.shared(), &["update-ref", &format!("refs/heads/{branch}"), commit.trim()]);
        let error = refusal(&mut a);
        assert!(matches!(&error, SyncError::Foreign { remote, .. } if remote == "origin"), "{error:?}");
        git(&room.shared(), &["update-ref", "-d", &format!("refs/heads/{branch}")]);
    }
    assert_eq!(room.tip("shared.git", "refs/variorum"), "");
    assert_eq!(story(&a, "ferry").len(), 1);
    assert_eq!(sync(&mut a).sent, 1);
    room.agree(&["a"]);
}

#[test]
fn a_remote_out_of_reach_is_told_with_what_git_says() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    fs::rename(room.shared(), room.path("moved.git")).unwrap();
    let SyncError::Unreachable { remote, url, reason } = refusal(&mut a) else { panic!("it is not there") };
    assert_eq!((remote.as_str(), url.as_str()), ("origin", &*room.shared().to_string_lossy()));
    assert!(reason.ends_with("does not appear to be a git repository"), "{reason}");
    fs::rename(room.path("moved.git"), room.shared()).unwrap();
    assert_eq!(sync(&mut a).sent, 1);
}

#[test]
fn a_remote_that_takes_nothing_is_told_from_one_that_is_busy() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    record(&mut b, "ferry", "Two.", 20);
    let hook = room.shared().join("hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
    make_executable(&hook);
    let error = refusal(&mut b);
    let told = matches!(&error, SyncError::Refused { reason, .. } if reason == "pre-receive hook declined");
    assert!(told, "{error:?}");
    assert_eq!(story(&b, "ferry").len(), 2, "what was fetched is here, and what was recorded here too");
    assert_ne!(git(&room.path("b"), &["for-each-ref", "refs/variorum/pre-sync"]), "", "it is kept until it is sent");
    fs::remove_file(hook).unwrap();
    assert_eq!(sync(&mut b).sent, 1);
    sync(&mut a);
    room.agree(&["a", "b"]);
}

#[cfg(unix)]
fn make_executable(file: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_executable(_: &std::path::Path) {}

#[test]
fn a_remote_that_lost_versions_is_not_followed() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    record(&mut a, "ferry", "Two.", 20);
    sync(&mut a);
    git(&room.shared(), &["update-ref", "refs/heads/main", "main^"]);
    let error = refusal(&mut a);
    assert!(
        matches!(&error, SyncError::Vanished { versions, .. } if *versions == [(article("ferry"), 2)]),
        "{error:?}"
    );
    assert_eq!(story(&a, "ferry").len(), 2);
    // Asked again it says the same: what was agreed is not forgotten.
    assert!(matches!(refusal(&mut a), SyncError::Vanished { .. }));
    a.remove_remote("origin").unwrap();
    a.add_remote("origin", &room.shared().to_string_lossy()).unwrap();
    assert_eq!(sync(&mut a).sent, 1);
    room.agree(&["a"]);
}

#[test]
fn an_emptied_remote_has_lost_all() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    record(&mut a, "ferry", "One.", 10);
    sync(&mut a);
    git(&room.shared(), &["update-ref", "-d", "refs/heads/main"]);
    assert!(matches!(refusal(&mut a), SyncError::Vanished { versions, .. } if versions.len() == 1));
}

#[test]
fn clocks_a_day_apart_are_told_and_nothing_is_exchanged() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    let at = |now: &str| SyncTerms { now: now.parse().unwrap(), ..terms() };
    let (early, late) = (at("2026-02-16T00:15:00-08:00"), at("2027-02-18T00:15:00-08:00"));
    let error = a.sync(None, &early, &|_| ()).unwrap_err();
    assert!(matches!(&error, SyncError::OursInFuture { number: 1, .. }), "{error:?}");
    assert_eq!(room.tip("shared.git", "refs/heads/main"), "");
    sync(&mut a);
    record(&mut b, "dam", "One.", 10);
    let error = b.sync(None, &early, &|_| ()).unwrap_err();
    assert!(matches!(&error, SyncError::RemoteInFuture { .. }), "{error:?}");
    // An archive that nobody wrote to for a year is no sign of a wrong clock.
    assert_eq!(b.sync(None, &late, &|_| ()).unwrap().sent, 1);
    let anyhow = SyncTerms { any_clock: true, ..early };
    assert_eq!(a.sync(None, &anyhow, &|_| ()).unwrap().fetched, 1);
}

#[test]
fn remotes_are_known_by_plain_names_and_addresses() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    assert!(matches!(a.add_remote("origin", "x"), Err(SyncError::NameTaken { .. })));
    for name in ["", "--upload-pack=touch x", "a/b", ".."] {
        assert!(matches!(a.add_remote(name, "x"), Err(SyncError::BadName { .. })), "{name}");
    }
    for url in ["", " ", "--upload-pack=touch", "a\nb"] {
        assert!(matches!(a.add_remote("other", url), Err(SyncError::BadUrl { .. })), "{url}");
    }
    a.add_remote("other", "/srv/other.git").unwrap();
    assert_eq!(git(&room.path("a"), &["remote"]), "origin\nother\n");
    let error = a.sync(Some("third"), &terms(), &|_| ()).unwrap_err();
    assert!(matches!(error, SyncError::UnknownRemote { known, .. } if known == ["origin", "other"]));
    a.remove_remote("origin").unwrap();
    a.add_remote("more", "/srv/more.git").unwrap();
    assert!(matches!(refusal(&mut a), SyncError::SeveralRemotes { known } if known == ["more", "other"]));
    a.remove_remote("more").unwrap();
    a.remove_remote("other").unwrap();
    assert!(matches!(refusal(&mut a), SyncError::NoRemote));
    assert!(matches!(a.remove_remote("other"), Err(SyncError::UnknownRemote { .. })));
}

#[test]
fn an_address_cannot_run_a_program() {
    let room = Newsroom::new();
    let mut a = room.archive("a");
    let mark = room.path("ran");
    a.add_remote("bad", &format!("ext::sh -c 'touch {}'", mark.display())).unwrap();
    let error = a.sync(Some("bad"), &terms(), &|_| ()).unwrap_err();
    assert!(matches!(&error, SyncError::Unreachable { .. }), "{error:?}");
    assert!(!mark.exists());
}

#[test]
fn a_newer_format_is_not_taken() {
    let room = Newsroom::new();
    let (mut a, mut b) = (room.archive("a"), room.archive("b"));
    record(&mut a, "ferry", "One.", 10);
    let message = git(&room.path("a"), &["log", "-1", "--format=%B", "main"]).replace("Format: 1", "Format: 9");
    let commit = git(&room.path("a"), &["commit-tree", "main^{tree}", "-m", &message]);
    git(
        &room.path("a"),
        &["push", "--quiet", &room.shared().to_string_lossy(), &format!("{}:refs/heads/main", commit.trim())],
    );
    let error = refusal(&mut b);
    assert!(matches!(&error, SyncError::NewerFormat { format: 9, known: 1, .. }), "{error:?}");
}
