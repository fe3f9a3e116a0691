//! Writers who wait for each other share one pack and one step of `main`.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use variorum::article::{ArticleId, Recorded, RecordedKind};
use variorum::store::{Archive, StoreError, Submission};

use crate::desk::{Desk, describe, record, submission};

/// Holds the right to write, as a writer does that is at work.
fn busy(desk: &Desk) -> File {
    let held = OpenOptions::new().write(true).open(desk.dir().join("variorum/lock")).unwrap();
    held.lock().unwrap();
    held
}

/// Lists what is laid out by the ending of its name, once there is so much of it.
fn laid_out(desk: &Desk, part: &str, count: usize) -> Vec<PathBuf> {
    loop {
        let files = fs::read_dir(desk.dir().join("variorum/spool")).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|found| found == part));
        if files.len() >= count {
            return files;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn story(number: u32) -> Submission {
    let mut story = submission(&format!("Text {number}."), 10 + number);
    story.article = ArticleId::from_name(&format!("example.org/story-{number}")).unwrap();
    story.snapshot.urls = vec![];
    story
}

/// Has a writer of its own record a story.
fn writer(place: &Path, number: u32, patience: Duration) -> JoinHandle<Result<Recorded, StoreError>> {
    let mut archive = Archive::open(place).unwrap();
    archive.wait_at_most(patience);
    thread::spawn(move || archive.record(&story(number), &describe))
}

fn packs(desk: &Desk) -> usize {
    let files = fs::read_dir(desk.dir().join("objects/pack")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|part| part == "pack")).count()
}

const LONG: Duration = Duration::from_mins(1);

#[test]
fn all_who_wait_are_written_as_one_pack() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    let held = busy(&desk);
    let writers: Vec<_> = (1..=6).map(|number| writer(&desk.dir(), number, LONG)).collect();
    laid_out(&desk, "ask", 6);
    drop(held);
    for writer in writers {
        let recorded = writer.join().unwrap().unwrap();
        assert_eq!((recorded.number, recorded.kind), (1, RecordedKind::First));
    }
    assert_eq!(packs(&desk), 2, "that of the first version, and one of the six");
    let report = Archive::open(&desk.dir()).unwrap().verify().unwrap();
    assert_eq!((report.versions, report.captures, report.damages), (7, 7, vec![]));
    assert_eq!(fs::read_dir(desk.dir().join("variorum/spool")).unwrap().count(), 0);
    assert_eq!(desk.git(&["fsck", "--full", "--strict"]), "");
}

#[test]
fn who_writes_alone_takes_nothing_of_others() {
    let desk = Desk::new();
    let mut alone = desk.open();
    alone.write_alone();
    record(&mut alone, "One.", 10);
    let held = busy(&desk);
    let writers: Vec<_> = (1..=3)
        .map(|number| {
            let mut archive = Archive::open(&desk.dir()).unwrap();
            archive.write_alone();
            thread::spawn(move || archive.record(&story(number), &describe))
        })
        .collect();
    thread::sleep(Duration::from_millis(50));
    drop(held);
    assert!(writers.into_iter().all(|writer| writer.join().unwrap().is_ok()));
    assert_eq!(packs(&desk), 4);
    assert!(!desk.dir().join("variorum/spool").exists());
}

#[test]
fn a_version_whose_writer_died_is_written_by_who_asked() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    let held = busy(&desk);
    let asking = writer(&desk.dir(), 1, LONG);
    let ask = laid_out(&desk, "ask", 1).remove(0);
    fs::rename(&ask, ask.with_extension("taken")).unwrap();
    drop(held);
    assert_eq!(asking.join().unwrap().unwrap().number, 1);
    let report = Archive::open(&desk.dir()).unwrap().verify().unwrap();
    assert_eq!((report.versions, report.damages), (2, vec![]));
    assert_eq!(fs::read_dir(desk.dir().join("variorum/spool")).unwrap().count(), 0);
}

#[test]
fn an_answer_is_believed_and_one_that_says_again_is_not_the_last() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    let answered = |answer: &str| {
        let held = busy(&desk);
        let asking = writer(&desk.dir(), 1, LONG);
        let ask = laid_out(&desk, "ask", 1).remove(0);
        fs::rename(&ask, ask.with_extension("taken")).unwrap();
        fs::write(ask.with_extension("answer"), answer).unwrap();
        if answer == "again" {
            drop(held);
        }
        asking.join().unwrap().unwrap().number
    };
    assert_eq!(answered("7"), 7);
    assert_eq!(answered("again"), 1);
}

#[test]
fn what_the_dead_have_laid_out_is_swept_and_not_written() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    let held = busy(&desk);
    let asking = writer(&desk.dir(), 1, LONG);
    let ask = laid_out(&desk, "ask", 1).remove(0);
    // A copy of what somebody asks for is locked by nobody.
    for name in ["1-dead.ask", "2-dead.taken", "3-dead.new", "4-dead.answer", "5-dead.tmp"] {
        fs::copy(&ask, ask.with_file_name(name)).unwrap();
    }
    drop(held);
    asking.join().unwrap().unwrap();
    assert_eq!(fs::read_dir(desk.dir().join("variorum/spool")).unwrap().count(), 0);
    assert_eq!(Archive::open(&desk.dir()).unwrap().verify().unwrap().versions, 2);
}

#[test]
fn who_gives_up_takes_the_version_back() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    let held = busy(&desk);
    let asking = writer(&desk.dir(), 1, Duration::from_millis(50));
    assert!(matches!(asking.join().unwrap(), Err(StoreError::Locked { pid: Some(_), .. })));
    assert_eq!(fs::read_dir(desk.dir().join("variorum/spool")).unwrap().count(), 0);
    drop(held);
    record(&mut desk.open(), "Two.", 20);
    assert_eq!(Archive::open(&desk.dir()).unwrap().verify().unwrap().versions, 2);
}

#[test]
fn versions_of_one_article_laid_out_by_several_are_judged_one_after_the_other() {
    let desk = Desk::new();
    record(&mut desk.open(), "One.", 10);
    let held = busy(&desk);
    let writers: Vec<_> = (1..=4)
        .map(|number| {
            let mut archive = Archive::open(&desk.dir()).unwrap();
            // Two of them say the same at the same time.
            thread::spawn(move || record(&mut archive, &format!("Text {}.", number / 2), 30))
        })
        .collect();
    laid_out(&desk, "ask", 4);
    drop(held);
    let mut numbers: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap().0).collect();
    numbers.sort_unstable();
    let report = Archive::open(&desk.dir()).unwrap().verify().unwrap();
    assert_eq!(report.damages, []);
    // Text 0., 1. and 2. stand at one minute: of equal ones in a row only one is a version.
    assert!((4..=5).contains(&report.versions), "{numbers:?}: {}", report.versions);
}
