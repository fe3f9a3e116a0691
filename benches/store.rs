//! An archive of many articles beside plain git: recording, reading, and what a version takes.
//!
//! ```sh
//! VARIORUM_BENCH_ARTICLES=10000 cargo bench --bench store
//! ```
//!
//! Makes a synthetic archive: articles of some 4.8 kB, three versions each, every version with a few other words. The
//! figures are of this process, without its start; git's are of whole processes, told to sync as much as `record` does.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured, and is told its size"
)]

mod synthetic;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use synthetic::{Synthetic, describe};
use tempfile::TempDir;
use variorum::store::{Archive, Submission};

/// The memory that the program has.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Versions of an article.
const VERSIONS: u32 = 3;

/// Versions in a batch.
const BATCH: usize = 256;

/// How often a thing is measured.
const ROUNDS: u32 = 30;

/// Where the versions come from: texts of the length of articles, and room for those that several record at once.
const MADE: Synthetic = Synthetic { articles: 11_000_000, versions: VERSIONS, words: 800 };

/// Measures something several times; prints the median and the slowest.
fn measure(what: &str, mut work: impl FnMut(u32)) {
    tell(what, (0..ROUNDS).map(|round| time(|| work(round))).collect());
}

/// Measures two things in turn, since a disk is not as quick at all times, and none with what the other left to be written;
/// prints of each what [`measure`] does, and which part of the other's time the first takes.
fn compare(what: &str, mut work: impl FnMut(u32), than: &str, mut other: impl FnMut(u32)) {
    let settle = || assert!(Command::new("sync").status().expect("sync starts").success());
    let mut apart = |round| {
        settle();
        let ours = time(|| work(round));
        settle();
        (ours, time(|| other(round)))
    };
    let both = (0..ROUNDS).map(&mut apart);
    let (ours, theirs): (Vec<Duration>, Vec<Duration>) = both.unzip();
    let (ours, theirs) = (tell(what, ours), tell(than, theirs));
    println!("{:<44} {:.2}", "  the former beside the latter", ours.as_secs_f64() / theirs.as_secs_f64());
}

fn time(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// Prints the median of times and the slowest; returns the median.
fn tell(what: &str, mut times: Vec<Duration>) -> Duration {
    times.sort();
    let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what:<44} median {median:>9.2?}  slowest {slowest:>9.2?}");
    median
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    assert!(command.stdout(Stdio::null()).status().expect("git starts").success(), "git {arguments:?}");
}

/// Adds up the bytes of the files in a folder whose names end so.
fn bytes(folder: &Path, ending: &str) -> u64 {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let files = files.filter(|file| file.file_name().to_string_lossy().ends_with(ending));
    files.map(|file| file.metadata().expect("a file").len()).sum()
}

/// How many write at once.
const WRITERS: u32 = 8;

/// How many versions each of them records.
const EACH: u32 = 60;

/// Has several record one version after the other, each of articles of its own; tells how many were durable in a second.
fn group(what: &str, place: &Path, first: u32, alone: bool) {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let mut archive = Archive::open(place).expect("an archive");
            if alone {
                archive.write_alone();
            }
            scope.spawn(move || {
                for round in 0..EACH {
                    let article = first + writer * EACH + round;
                    archive.record(&MADE.submission(article, 0), &describe).expect("kept");
                }
            });
        }
    });
    let rate = f64::from(WRITERS * EACH) / begun.elapsed().as_secs_f64();
    println!("{what:<44} {rate:.0} versions/s");
}

/// Makes a work tree of git's with a file for each article.
fn work_tree(folder: &Path, articles: u32) -> PathBuf {
    let work = folder.join("work");
    fs::create_dir(&work).expect("a folder");
    for arguments in
        ["init -q", "config core.fsync all", "config user.name a", "config user.email a", "config gc.auto 0"]
    {
        git(&work, &arguments.split(' ').collect::<Vec<_>>());
    }
    for article in 0..articles {
        fs::write(work.join(format!("{article}.md")), MADE.text(article, 0)).expect("a file");
    }
    git(&work, &["add", "."]);
    git(&work, &["commit", "-q", "-m", "all"]);
    work
}

fn main() {
    let articles = std::env::var("VARIORUM_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(1000);
    let folder = TempDir::new().expect("a folder");
    let place = folder.path().join("archive");
    let mut archive = Archive::create(&place).expect("an archive");
    let all: Vec<(u32, u32)> = (0..VERSIONS).flat_map(|version| (0..articles).map(move |a| (a, version))).collect();
    let (mut kept, mut spent) = (0_u32, Duration::ZERO);
    for batch in all.chunks(BATCH) {
        let batch: Vec<Submission> =
            batch.iter().map(|&(article, version)| MADE.submission(article, version)).collect();
        let begun = Instant::now();
        let answers = archive.record_all(&batch, &describe).expect("room on the disk");
        spent += begun.elapsed();
        kept += answers.into_iter().map(|answer| u32::from(answer.is_ok())).sum::<u32>();
    }
    println!("{articles} articles, {kept} versions of {} bytes", MADE.text(1, 1).len());
    println!("{:<44} {:.0} versions/s", "record_all, 256 a batch", f64::from(kept) / spent.as_secs_f64());
    let packed = |part| bytes(&place.join("objects/pack"), part) / u64::from(kept);
    println!("{:<44} {} + {} bytes a version", "packs and their lists", packed(".pack"), packed(".idx"));
    let begun = Instant::now();
    archive.tidy_all().expect("room on the disk");
    println!("{:<44} {} + {} bytes a version, in {:.1?}", "after gc", packed(".pack"), packed(".idx"), begun.elapsed());

    let work = work_tree(folder.path(), articles);
    let record = |round| {
        archive.record(&MADE.submission(round * 7 % articles, VERSIONS + round), &describe).expect("kept");
    };
    let commit = |round| {
        let name = format!("{}.md", round * 7 % articles);
        fs::write(work.join(&name), MADE.text(round * 7 % articles, VERSIONS + round)).expect("a file");
        git(&work, &["add", &name]);
        git(&work, &["commit", "-q", "-m", "one"]);
    };
    compare("record one version", record, "git add && git commit", commit);
    for round in 0..3 {
        let first = 10_000_000 + round * 10_000;
        group("8 writers at once, sharing packs", &place, first, false);
        group("8 writers at once, each alone", &place, first + 5_000, true);
    }
    measure("open, and read all versions of one article", |round| {
        let archive = Archive::open(&place).expect("an archive");
        assert!(!archive.versions(&Synthetic::article(round % articles)).expect("versions").is_empty());
    });
    measure("git log -p -- one file", |round| git(&work, &["log", "-p", "--", &format!("{}.md", round % articles)]));
    drop(archive);
    for file in ["index.db", "index.db-wal", "index.db-shm"] {
        drop(fs::remove_file(place.join("variorum").join(file)));
    }
    let begun = Instant::now();
    let found = Archive::open(&place).and_then(|archive| archive.articles()).expect("articles").len();
    let rate = f64::from(kept) / begun.elapsed().as_secs_f64();
    println!("{:<44} {rate:.0} versions/s, {found} articles", "index made anew");
}
