//! Damage is found, and named.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

use variorum::article::ArticleId;
use variorum::store::{Archive, Damage, DamageKind, StoreError, VerifyReport, Warning};

use crate::desk::{Desk, describe, ferry, git, record, story, submission};

/// An archive of three versions of the ferry and one of another article between them.
fn archive_of_four(desk: &Desk) -> Archive {
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let mut other = submission("Elsewhere.", 15);
    other.article = ArticleId::from_name("example.org/other").unwrap();
    other.snapshot.urls = vec![];
    archive.record(&other, &describe).unwrap();
    record(&mut archive, "Two.", 20);
    record(&mut archive, "Three.", 30);
    archive
}

fn verify(desk: &Desk) -> VerifyReport {
    Archive::open(&desk.dir()).unwrap().verify().unwrap()
}

/// Unpacks every pack with plain git, so that each object is a file that a test can damage.
fn loosen(desk: &Desk) {
    for pack in packs(desk, "pack") {
        let aside = desk.folder.path().join("aside.pack");
        fs::rename(&pack, &aside).unwrap();
        fs::remove_file(pack.with_extension("idx")).unwrap();
        let mut unpack = Command::new("git");
        unpack.arg("-C").arg(desk.dir()).args(["unpack-objects", "-q"]).stdin(fs::File::open(aside).unwrap());
        assert!(unpack.status().expect("git is installed").success());
    }
}

/// Lists the packs, or their lists.
fn packs(desk: &Desk, part: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(desk.dir().join("objects/pack")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|found| found == part)).collect();
    files.sort();
    files
}

/// Finds the file of what git calls `name`.
fn object(desk: &Desk, name: &str) -> PathBuf {
    loosen(desk);
    let id = desk.git(&["rev-parse", name]).trim().to_owned();
    desk.dir().join("objects").join(&id[..2]).join(&id[2..])
}

fn page_path() -> String {
    format!("example.org/2026/02/18/{}-{}.md", ferry().slug(), ferry().hash())
}

fn flip(file: &PathBuf, at: usize) {
    let mut bytes = fs::read(file).unwrap();
    let at = at % bytes.len();
    bytes[at] ^= 0x10;
    write(file, &bytes);
}

/// Writes over a file that may be sealed.
fn write(file: &PathBuf, bytes: &[u8]) {
    let mut permissions = fs::metadata(file).unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file in a temporary folder")]
    permissions.set_readonly(false);
    fs::set_permissions(file, permissions).unwrap();
    fs::write(file, bytes).unwrap();
}

/// Tells of which article, version and path each damage is.
fn places(report: &VerifyReport) -> Vec<(Option<ArticleId>, Option<u32>, Option<String>)> {
    report.damages.iter().map(|damage| (damage.article.clone(), damage.version, damage.path.clone())).collect()
}

#[test]
fn a_whole_archive_has_no_damage() {
    let desk = Desk::new();
    archive_of_four(&desk);
    let report = verify(&desk);
    assert_eq!((report.articles, report.versions, report.captures), (2, 4, 4));
    assert_eq!(report.damages, []);
}

#[test]
fn a_flipped_bit_of_a_page_is_named_by_version_and_path() {
    let desk = Desk::new();
    archive_of_four(&desk);
    flip(&object(&desk, &format!("main~1:{}", page_path())), 40);
    let report = verify(&desk);
    assert_eq!(places(&report), [(Some(ferry()), Some(2), Some(page_path()))]);
    assert!(matches!(report.damages[0].kind, DamageKind::Unreadable { .. }), "{:?}", report.damages);
    // What is whole can still be read.
    let archive = Archive::open(&desk.dir()).unwrap();
    let error = archive.versions(&ferry()).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { what, .. } if what.contains("@2")), "{error}");
    assert!(archive.versions(&ArticleId::from_name("example.org/other").unwrap()).is_ok());
}

#[test]
fn every_flipped_byte_of_a_page_is_found_or_changes_nothing() {
    let desk = Desk::new();
    let whole_story = story(&archive_of_four(&desk));
    let page = object(&desk, &format!("main:{}", page_path()));
    let whole = fs::read(&page).unwrap();
    for at in (0..whole.len()).step_by(7) {
        flip(&page, at);
        let found = places(&verify(&desk));
        let named = found == [(Some(ferry()), Some(3), Some(page_path()))];
        // The checksum at the end of a compressed file is none of the text.
        let harmless = || found.is_empty() && story(&Archive::open(&desk.dir()).unwrap()) == whole_story;
        assert!(named || (at + 8 > whole.len() && harmless()), "byte {at} of {}: {found:?}", whole.len());
        fs::write(&page, &whole).unwrap();
    }
}

#[test]
fn a_missing_commit_is_named_and_those_before_it_are_still_looked_at() {
    let desk = Desk::new();
    archive_of_four(&desk);
    fs::remove_file(object(&desk, "main~1")).unwrap();
    let report = verify(&desk);
    assert_eq!(report.versions, 3);
    assert_eq!((report.damages[0].article.clone(), report.damages[0].version), (Some(ferry()), Some(2)));
    assert!(report.damages.iter().all(|damage| damage.article == Some(ferry())), "{:?}", report.damages);
}

#[test]
fn a_missing_capture_and_a_changed_one_are_named() {
    let desk = Desk::new();
    archive_of_four(&desk);
    let listing = desk.git(&["ls-tree", "-r", "--name-only", "refs/variorum/captures"]);
    let paths: Vec<&str> = listing.lines().filter(|path| path.contains("ferry")).collect();
    fs::remove_file(object(&desk, &format!("refs/variorum/captures:{}", paths[0]))).unwrap();
    flip(&object(&desk, &format!("refs/variorum/captures:{}", paths[1])), 9);
    let mut named: Vec<String> = places(&verify(&desk)).into_iter().filter_map(|(_, _, path)| path).collect();
    named.sort();
    assert_eq!(named, &paths[..2]);
}

#[test]
fn a_missing_tree_is_found() {
    let desk = Desk::new();
    archive_of_four(&desk);
    fs::remove_file(object(&desk, "main:example.org/2026/02")).unwrap();
    let report = verify(&desk);
    assert!(places(&report).iter().all(|(article, version, _)| (article, version) == (&Some(ferry()), &Some(3))));
    assert!(!report.damages.is_empty());
}

#[test]
fn a_damaged_index_is_named_and_heals() {
    for damage in ["truncate", "scribble", "lie"] {
        let desk = Desk::new();
        drop(archive_of_four(&desk));
        let index = desk.dir().join("variorum/index.db");
        // What is still in SQLite's log is read from there, whatever the database holds.
        rusqlite::Connection::open(&index).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let mut bytes = fs::read(&index).unwrap();
        match damage {
            "truncate" => bytes.truncate(bytes.len() / 2),
            "scribble" => bytes[4096 * 2..4096 * 3].fill(0xa5),
            _ => {
                let id = desk.git(&["rev-parse", "main~1"]).trim().to_owned();
                let digits = |at: usize| u8::from_str_radix(&id[at..at + 2], 16).unwrap();
                let id: Vec<u8> = (0..id.len()).step_by(2).map(digits).collect();
                let place = bytes.windows(id.len()).position(|window| window == id).unwrap();
                bytes[place] ^= 1;
            }
        }
        fs::write(&index, bytes).unwrap();
        let archive = Archive::open(&desk.dir()).unwrap();
        let report = archive.verify().unwrap();
        assert!(
            matches!(&report.damages[..], [Damage { path: Some(path), kind: DamageKind::Index { .. }, .. }] if path == "variorum/index.db"),
            "{damage}: {:?}",
            report.damages
        );
        assert_eq!(story(&archive).len(), 3, "{damage}");
        drop(archive);
        assert_eq!(verify(&desk).damages, [], "{damage}");
    }
}

#[test]
fn a_lost_branch_is_an_error_and_no_new_beginning() {
    let desk = Desk::new();
    archive_of_four(&desk);
    fs::remove_file(desk.dir().join("refs/heads/main")).unwrap();
    let mut archive = Archive::open(&desk.dir()).unwrap();
    assert!(matches!(archive.record(&submission("Four.", 40), &describe), Err(StoreError::Damaged { .. })));
    let report = archive.verify().unwrap();
    assert_eq!(report.versions, 4);
    assert_eq!(report.damages[0].path.as_deref(), Some("refs/heads/main"));
    assert_eq!(report.damages[0].kind, DamageKind::Missing);
}

#[test]
fn a_head_that_leads_nowhere_is_named() {
    let desk = Desk::new();
    drop(archive_of_four(&desk));
    fs::write(desk.dir().join("HEAD"), "").unwrap();
    let archive = Archive::open(&desk.dir()).unwrap();
    assert_eq!(story(&archive).len(), 3);
    assert_eq!(places(&archive.verify().unwrap()), [(None, None, Some("HEAD".to_owned()))]);
}

#[test]
fn a_page_changed_behind_the_archives_back_is_found() {
    let desk = Desk::new();
    archive_of_four(&desk);
    let work = desk.folder.path().join("work");
    git(desk.folder.path(), &["clone", "-q", &desk.dir().to_string_lossy(), &work.to_string_lossy()]);
    let page = work.join(page_path());
    let text = fs::read_to_string(&page).unwrap().replace("Three.", "Trees.");
    fs::write(&page, text).unwrap();
    let message = git(&work, &["log", "-1", "--format=%B"]);
    let run = ["-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "-a", "--amend", "-m", &message];
    git(&work, &run);
    git(&work, &["push", "-q", "-f", "origin", "main"]);
    let report = verify(&desk);
    let wrong = |damage: &Damage| matches!(damage.kind, DamageKind::WrongPage { .. }) && damage.version == Some(3);
    assert!(report.damages.iter().any(wrong), "{:?}", report.damages);
}

#[test]
fn a_commit_that_is_no_version_is_named_and_passed_over() {
    let desk = Desk::new();
    drop(archive_of_four(&desk));
    let work = desk.folder.path().join("work");
    git(desk.folder.path(), &["clone", "-q", &desk.dir().to_string_lossy(), &work.to_string_lossy()]);
    git(&work, &["-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "--allow-empty", "-m", "Tidy"]);
    git(&work, &["push", "-q", "origin", "main"]);
    let mut archive = Archive::open(&desk.dir()).unwrap();
    record(&mut archive, "Four.", 40);
    assert_eq!(story(&archive).len(), 4);
    let report = verify(&desk);
    assert!(
        matches!(&report.damages[..], [Damage { kind: DamageKind::NotAVersion { .. }, .. }]),
        "{:?}",
        report.damages
    );
}

#[test]
fn an_older_state_put_back_is_read_as_it_is() {
    let desk = Desk::new();
    drop(archive_of_four(&desk));
    desk.git(&["update-ref", "refs/heads/main", "main~1"]);
    let archive = Archive::open(&desk.dir()).unwrap();
    assert_eq!(archive.verify().unwrap().damages, []);
    assert_eq!(story(&archive).len(), 2);
}

/// `main` is packed, goes on in a file of its own, and that file is lost: what git reads then is the older state.
#[test]
fn a_branch_that_went_back_is_told_until_the_index_follows() {
    let desk = Desk::new();
    let mut archive = archive_of_four(&desk);
    desk.git(&["pack-refs", "--all"]);
    record(&mut archive, "Four.", 40);
    record(&mut archive, "Five.", 50);
    let newest = desk.git(&["rev-parse", "main"]).trim().to_owned();
    assert_eq!(verify(&desk).went_back, None);
    fs::remove_file(desk.dir().join("refs/heads/main")).unwrap();
    let told = verify(&desk).went_back.unwrap();
    assert_eq!((told.from.as_str(), told.versions), (newest.as_str(), 2));
    let mut archive = Archive::open(&desk.dir()).unwrap();
    record(&mut archive, "Six.", 60);
    assert_eq!(archive.warnings(), [Warning::WentBack(told)]);
    assert_eq!(verify(&desk).went_back, None);
}

#[test]
fn plain_git_may_pack_and_prune_at_any_time() {
    let desk = Desk::new();
    let mut archive = archive_of_four(&desk);
    desk.git(&["gc", "-q", "--prune=now"]);
    assert_eq!(story(&archive).len(), 3);
    record(&mut archive, "Four.", 40);
    desk.git(&["repack", "-q", "-a", "-d"]);
    desk.git(&["pack-refs", "--all"]);
    record(&mut archive, "Five.", 50);
    let report = verify(&desk);
    assert_eq!((report.versions, report.damages), (6, vec![]));
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
}

#[test]
fn whatever_becomes_of_a_pack_is_named_or_changes_nothing() {
    let desk = Desk::new();
    let mut archive = archive_of_four(&desk);
    archive.tidy_all().unwrap();
    let (whole_story, pack) = (story(&archive), packs(&desk, "pack").remove(0));
    drop(archive);
    fs::remove_dir_all(desk.dir().join("objects/info")).unwrap();
    for file in [pack.clone(), pack.with_extension("idx")] {
        let whole = fs::read(&file).unwrap();
        let step = whole.len() / 40 + 1;
        for at in (0..whole.len()).step_by(step) {
            flip(&file, at);
            unharmed_or_named(&desk, &whole_story, &format!("byte {at} of {}", file.display()));
            fs::write(&file, &whole[..at]).unwrap();
            unharmed_or_named(&desk, &whole_story, &format!("{} cut at {at}", file.display()));
            fs::write(&file, &whole).unwrap();
        }
        fs::remove_file(&file).unwrap();
        unharmed_or_named(&desk, &whole_story, &format!("{} removed", file.display()));
        fs::write(&file, &whole).unwrap();
    }
    assert_eq!(verify(&desk).damages, []);
}

/// The bug: libgit2 follows a list to places that its pack does not reach, and one flipped bit ended the program.
#[test]
fn a_list_that_leads_beyond_its_pack_is_told_and_can_be_made_anew() {
    let desk = Desk::new();
    let mut archive = archive_of_four(&desk);
    archive.tidy_all().unwrap();
    let (whole_story, list) = (story(&archive), packs(&desk, "idx").remove(0));
    drop(archive);
    let bytes = fs::read(&list).unwrap();
    let objects = u32::from_be_bytes(bytes[8 + 255 * 4..8 + 256 * 4].try_into().unwrap()) as usize;
    // After the counts, a name and a sum an object; the highest bits lead far, the others to the table of far places.
    for (object, bit) in (0..objects).flat_map(|object| [(object, 0x10), (object, 0x80)]) {
        let at = 8 + 256 * 4 + objects * 24 + object * 4;
        let mut flipped = bytes.clone();
        flipped[at] ^= bit;
        write(&list, &flipped);
        let error = Archive::open(&desk.dir()).unwrap_err();
        assert!(matches!(&error, StoreError::DamagedList { pack, .. } if list.ends_with(pack.with_extension("idx"))));
    }
    fs::remove_file(&list).unwrap();
    desk.git(&["index-pack", &list.with_extension("pack").to_string_lossy()]);
    assert_eq!(story(&Archive::open(&desk.dir()).unwrap()), whole_story);
    assert_eq!(verify(&desk).damages, []);
}

#[test]
fn a_list_with_a_wrong_sum_is_named() {
    let desk = Desk::new();
    archive_of_four(&desk).tidy_all().unwrap();
    let list = packs(&desk, "idx").remove(0);
    let mut bytes = fs::read(&list).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    write(&list, &bytes);
    let damages = verify(&desk).damages;
    assert_eq!(damages.len(), 1);
    assert_eq!(damages[0].kind, DamageKind::WrongList);
    assert_eq!(damages[0].path, list.strip_prefix(desk.dir()).ok().map(|path| path.to_string_lossy().into_owned()));
}

/// Everything kept is there, or it is said what is not: by `verify`, or already when the archive is opened.
fn unharmed_or_named(desk: &Desk, whole: &[(u32, String)], what: &str) {
    let archive = match Archive::open(&desk.dir()) {
        Err(StoreError::DamagedList { .. }) => return,
        other => other.unwrap(),
    };
    let report = archive.verify().unwrap();
    if report.damages.is_empty() {
        assert_eq!((report.versions, report.captures), (4, 4), "{what}");
        assert_eq!(story(&archive), whole, "{what}");
    }
}

#[test]
fn whatever_becomes_of_a_ref_is_named_or_changes_nothing() {
    for packed in [false, true] {
        let desk = Desk::new();
        let whole_story = story(&archive_of_four(&desk));
        if packed {
            desk.git(&["pack-refs", "--all"]);
        }
        let refs = ["packed-refs", "refs/heads/main", "refs/variorum/captures"].map(|name| desk.dir().join(name));
        for file in refs.iter().filter(|file| file.exists()) {
            let whole = fs::read(file).unwrap();
            for at in 0..whole.len() {
                flip(file, at);
                unharmed_or_named(&desk, &whole_story, &format!("byte {at} of {}", file.display()));
                fs::write(file, &whole[..at]).unwrap();
                unharmed_or_named(&desk, &whole_story, &format!("{} cut at {at}", file.display()));
                fs::write(file, &whole).unwrap();
            }
        }
        assert_eq!(verify(&desk).damages, []);
    }
}

#[test]
fn a_branch_that_leads_nowhere_is_named_and_what_was_before_is_looked_at() {
    let desk = Desk::new();
    drop(archive_of_four(&desk));
    let nowhere = "0123456789abcdef0123456789abcdef01234567";
    fs::write(desk.dir().join("refs/heads/main"), nowhere).unwrap();
    let report = verify(&desk);
    assert_eq!(places(&report), [(None, None, Some("refs/heads/main".to_owned()))]);
    assert!(matches!(&report.damages[0].kind, DamageKind::Unreadable { problem } if problem.contains(nowhere)));
    assert_eq!(report.versions, 4);
}

#[test]
fn whatever_becomes_of_the_index_heals() {
    let desk = Desk::new();
    let whole_story = story(&archive_of_four(&desk));
    let index = desk.dir().join("variorum/index.db");
    let whole = fs::read(&index).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
        for cut in [false, true] {
            fs::write(&index, if cut { &whole[..at] } else { &whole }).unwrap();
            if !cut {
                flip(&index, at);
            }
            let archive = Archive::open(&desk.dir()).unwrap();
            drop(archive.verify().unwrap());
            assert_eq!(story(&archive), whole_story, "byte {at}, cut: {cut}");
            // A program that another test is just starting has, for a moment, all files open that this one has.
            let heals = (0..50).any(|_| {
                thread::sleep(Duration::from_millis(5));
                archive.verify().unwrap().damages.is_empty()
            });
            assert!(heals, "byte {at}, cut: {cut}");
        }
    }
}

#[test]
fn a_damaged_object_is_never_folded_away() {
    let desk = Desk::new();
    let mut archive = archive_of_four(&desk);
    let largest = packs(&desk, "pack").into_iter().max_by_key(|file| fs::metadata(file).unwrap().len()).unwrap();
    flip(&largest, 40);
    let before = packs(&desk, "pack");
    assert!(archive.tidy_all().is_err());
    assert_eq!(packs(&desk, "pack"), before, "nothing was taken away");
    flip(&largest, 40);
    assert!(archive.tidy_all().unwrap().folded > 1);
    assert_eq!(packs(&desk, "pack").len(), 1);
    assert_eq!(verify(&desk).damages, []);
}
