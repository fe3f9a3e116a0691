//! Several at once, and those that die.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use variorum::article::RecordedKind;
use variorum::store::{Archive, StoreError};

use crate::desk::{Desk, describe, ferry, record, story, submission};

/// The variable that tells a child where to work; without it, a child has nothing to do.
const PLACE: &str = "VARIORUM_TEST_PLACE";

#[test]
fn two_writers_at_once_both_succeed() {
    let desk = Desk::new();
    let workers: Vec<_> = (0..4_u32)
        .map(|worker| {
            let place = desk.dir();
            thread::spawn(move || {
                let mut archive = Archive::open_or_create(&place).unwrap();
                (0..5).map(|round| record(&mut archive, &format!("{worker} {round}"), worker * 10 + round)).count()
            })
        })
        .collect();
    assert_eq!(workers.into_iter().map(|worker| worker.join().unwrap()).sum::<usize>(), 20);
    let archive = Archive::open(&desk.dir()).unwrap();
    let mut numbers: Vec<u32> = story(&archive).into_iter().map(|(number, _)| number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert_eq!(archive.verify().unwrap().damages, []);
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
}

#[test]
fn the_same_version_from_two_writers_is_kept_once() {
    let desk = Desk::new();
    let kinds: Vec<_> = (0..4)
        .map(|_| {
            let place = desk.dir();
            thread::spawn(move || record(&mut Archive::open_or_create(&place).unwrap(), "One.", 10))
        })
        .collect::<Vec<_>>()
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect();
    assert_eq!(kinds.iter().filter(|(_, kind)| *kind == RecordedKind::First).count(), 1);
    assert!(kinds.iter().all(|(number, _)| *number == 1));
}

#[test]
fn a_live_writer_is_waited_for_with_a_word_then_given_up() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let lock = desk.dir().join("variorum/lock");
    let held = OpenOptions::new().write(true).open(&lock).unwrap();
    held.lock().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    archive.on_wait(move |waiting| tell.lock().unwrap().push(waiting.clone()));
    archive.wait_at_most(Duration::from_millis(50));
    let error = archive.record(&submission("Two.", 20), &describe).unwrap_err();
    assert!(matches!(&error, StoreError::Locked { path, pid: Some(_) } if *path == lock), "{error}");
    assert_eq!(told.lock().unwrap().len(), 1);
    drop(held);
    assert_eq!(record(&mut archive, "Two.", 20), (2, RecordedKind::Next));
}

#[test]
fn a_ref_lock_of_plain_git_is_respected() {
    let desk = Desk::new();
    let mut archive = desk.open();
    record(&mut archive, "One.", 10);
    let lock = desk.dir().join("refs/heads/main.lock");
    fs::write(&lock, "").unwrap();
    archive.wait_at_most(Duration::from_millis(50));
    let error = archive.record(&submission("Two.", 20), &describe).unwrap_err();
    assert!(matches!(&error, StoreError::Locked { path, .. } if *path == lock), "{error}");
    assert!(lock.exists());
    fs::remove_file(lock).unwrap();
    assert_eq!(record(&mut archive, "Two.", 20), (2, RecordedKind::Next));
}

#[expect(clippy::disallowed_methods, reason = "a long run is asked for by the environment")]
/// How many rounds of killing there are; `VARIORUM_KILL_ROUNDS=1000` makes it a long run.
fn rounds() -> u64 {
    std::env::var("VARIORUM_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(6)
}

#[test]
fn nothing_acknowledged_is_lost_when_writers_are_killed() {
    if let Some(place) = std::env::var_os(PLACE) {
        write_until_killed(Path::new(&place));
    }
    let (mut begun, mut kept) = (0, 0);
    while begun < rounds() {
        // Every archive has rounds in which it is made, and some in which its packs are folded.
        let desk = Desk::new();
        for round in 0..(rounds() - begun).min(10) {
            kill_four(desk.folder.path(), round);
        }
        begun += 10;
        kept += nothing_is_lost(&desk);
    }
    assert!(kept > 0);
    println!("{begun} rounds, {kept} versions acknowledged, none lost");
}

/// Has four writers at work, and kills them in the middle of it.
fn kill_four(place: &Path, round: u64) {
    let before = acknowledged(place).len();
    let mut children: Vec<Child> = (0..4).map(|_| spawn(place)).collect();
    // Some rounds die while the archive is made, the others in the middle of writing.
    let begun = Instant::now();
    while round > 1 && acknowledged(place).len() == before && begun.elapsed() < Duration::from_secs(30) {
        thread::sleep(Duration::from_millis(5));
    }
    thread::sleep(Duration::from_micros(round * 48_271 % 150_000));
    for child in &mut children {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

/// Looks for everything that writers were told is kept; returns how much that is.
fn nothing_is_lost(desk: &Desk) -> usize {
    let acknowledged = acknowledged(desk.folder.path());
    if acknowledged.is_empty() {
        return 0;
    }
    let archive = Archive::open(&desk.dir()).unwrap();
    let kept: Vec<String> = story(&archive).into_iter().map(|(_, text)| text).collect();
    for text in &acknowledged {
        assert!(kept.contains(text), "{text} was acknowledged and is lost");
    }
    assert_eq!(archive.verify().unwrap().damages, []);
    // What a dead writer had not finished may dangle; nothing may be broken.
    desk.git(&["fsck", "--full", "--strict", "--no-dangling"]);
    record(&mut Archive::open(&desk.dir()).unwrap(), "The last.", 1400);
    acknowledged.len()
}

/// Lists what writers were told is kept.
fn acknowledged(place: &Path) -> Vec<String> {
    fs::read_to_string(place.join("acknowledged")).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Begins a writer that writes until it is killed: this very test in a process of its own, told where to write.
fn spawn(place: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "writers::nothing_acknowledged_is_lost_when_writers_are_killed", "--quiet"])
        .env(PLACE, place);
    command.stdout(std::process::Stdio::null()).spawn().unwrap()
}

/// Keeps version after version, and notes each that is acknowledged, until the process is killed.
fn write_until_killed(place: &Path) -> ! {
    let mut archive = Archive::open_or_create(&place.join("archive")).unwrap();
    let mut acknowledged = OpenOptions::new().create(true).append(true).open(place.join("acknowledged")).unwrap();
    for round in 0_u32.. {
        let text = format!("Writer {} round {round}.", std::process::id());
        let recorded = archive.record(&submission(&text, round % 1300), &describe).unwrap();
        assert_eq!(recorded.article, ferry());
        acknowledged.write_all(format!("{text}\n").as_bytes()).unwrap();
    }
    unreachable!("a writer is killed long before its rounds end")
}
