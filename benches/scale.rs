//! What an archive costs from a thousand articles on, beside plain git, in one table.
//!
//! ```sh
//! cargo bench --bench scale
//! VARIORUM_BENCH_SIZES=1000,10000,100000 VARIORUM_BENCH_KEEP=/tmp/archives cargo bench --bench scale
//! ```
//!
//! Each column is a synthetic archive of that many articles, three versions each (`VARIORUM_BENCH_VERSIONS`), of some
//! 4.8 kB; from 100,000 articles on the texts have 300 bytes, so that making them does not take hours: those columns
//! measure refs, trees, history and index, and their bytes a version are not to be compared. With `VARIORUM_BENCH_KEEP`
//! the archives stay and serve again. Everything is measured with the files in the system's cache, as it is on a machine
//! in use; `git` is a whole process, Variorum is this one, and its peak memory is that of its program.
//!
//! What is flat: opening, finding, the log, a version and a diff of one article, the newest versions, and the memory of all
//! reading commands in an archive of few packs, as `gc` leaves it. Reading everything fills what is set in
//! `store/git/engine.rs` (16 MiB of objects, 64 MiB of mapped packs), and up to 16 MiB for each pack that pages were read
//! from; it maps the lists of the packs, 36 bytes an object, which the system takes back when it needs the room. `verify`
//! remembers what it met, and an index that is made anew its versions, in temporary files, some 0.2 kB a version; the
//! index made anew holds 64 MiB of tables.
//!
//! A million articles of one short version each, imported by the whole program, are 1.5 GB in 13 packs and an index of
//! 0.37 GB. Reading one article takes 40 MB there, and `record` 40 ms where it takes 26 with a thousand articles. The index
//! is made anew in 57 µs of the processor a version; `verify` takes 0.4 ms of it, and maps up to 200 MB of the lists of the
//! packs beside some 120 MB of its own.
//!
//! A million versions of 5.5 kB, four of each article (`benches/import.rs`), are imported in two minutes and 370 MB of memory, and
//! take 1.75 kB each; `gc` makes that 1.64 kB in seven minutes and 1.2 GB, half of it mapped packs, on two cores.
//!
//! Where it bends, from 10,000 articles on by proportion: ten million articles of five versions are some 80 GB of packs,
//! more than hosts take; an index of 12 GB, made anew in 50 minutes from the commits and as many from the pages (0.3 ms an
//! article); `verify` takes three hours of one core. `gc` holds the names of all objects and the paths of all pages. Each
//! command holds the lists of the packs against the packs when it opens them: 4 bytes an object are read. Sightings lie in
//! one folder a site: from 50,000 sighted articles of a site on, finding those of one article costs more than 10 ms. An
//! archive per year under one index would mend all of these; an article's path never leaves its year.
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

use synthetic::{Synthetic, describe};
use tempfile::TempDir;
use variorum::diff::Sides;
use variorum::history::{Changelog, compare};
use variorum::render::{self, Paint};
use variorum::store::{Archive, Submission};

/// Versions in a batch, when an archive is made.
const BATCH: usize = 256;

/// How often a quick thing is measured.
const ROUNDS: u32 = 100;

/// How often a slow thing is.
const FEW: u32 = 5;

/// From this many articles on, texts are short.
const MANY: u32 = 100_000;

/// How many files the work tree has that recording is compared with.
const WORK_TREE: u32 = 1000;

/// Figures of one archive, in the order they are printed.
type Column = Vec<(&'static str, String)>;

fn main() {
    let set = |name: &str| std::env::var(name).ok();
    let sizes = set("VARIORUM_BENCH_SIZES").unwrap_or_else(|| "1000,3000".to_owned());
    let versions = set("VARIORUM_BENCH_VERSIONS").and_then(|count| count.parse().ok()).unwrap_or(3);
    let scratch = TempDir::new().expect("a folder");
    let keep = set("VARIORUM_BENCH_KEEP").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let work = work_tree(scratch.path());
    let mut columns = Vec::new();
    for articles in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        let made = Synthetic { articles, versions, words: if articles < MANY { 800 } else { 50 } };
        columns.push((articles, measure_all(made, &archive_of(made, &keep), &work)));
    }
    print(&columns);
}

/// Returns the place of a synthetic archive, made if it is not there.
fn archive_of(made: Synthetic, keep: &Path) -> PathBuf {
    let Synthetic { articles, versions, words } = made;
    let place = keep.join(format!("{articles}x{versions}x{words}"));
    if !place.exists() {
        let begun = Instant::now();
        let unfinished = keep.join(format!("unfinished-{articles}"));
        drop(fs::remove_dir_all(&unfinished));
        let mut archive = Archive::create(&unfinished).expect("an archive");
        let mut order = made.order();
        loop {
            let batch: Vec<Submission> =
                order.by_ref().take(BATCH).map(|(article, version)| made.submission(article, version)).collect();
            if batch.is_empty() {
                break;
            }
            let answers = archive.record_all(&batch, &describe).expect("room on the disk");
            assert!(answers.iter().all(Result::is_ok), "all are kept");
        }
        archive.tidy_all().expect("room on the disk");
        drop(archive);
        fs::rename(&unfinished, &place).expect("a place");
        let kept = f64::from(articles * versions);
        println!("{articles} articles made, {:.0} versions/s", kept / begun.elapsed().as_secs_f64());
    }
    place
}

/// Makes a work tree of plain git, set to sync as much as `record` does.
fn work_tree(folder: &Path) -> PathBuf {
    let work = folder.join("work");
    fs::create_dir(&work).expect("a folder");
    for arguments in
        ["init -q", "config core.fsync all", "config user.name a", "config user.email a", "config gc.auto 0"]
    {
        git(&work, &arguments.split(' ').collect::<Vec<_>>());
    }
    let made = Synthetic { articles: WORK_TREE, versions: 1, words: 800 };
    for article in 0..WORK_TREE {
        fs::write(work.join(format!("{article}.md")), made.text(article, 0)).expect("a file");
    }
    git(&work, &["add", "."]);
    git(&work, &["commit", "-q", "-m", "all"]);
    work
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    assert!(command.stdout(Stdio::null()).status().expect("git starts").success(), "git {arguments:?}");
}

fn measure_all(made: Synthetic, place: &Path, work: &Path) -> Column {
    let mut column = Column::new();
    sizes(made, place, &mut column);
    reading(made, place, &mut column);
    index(made, place, &mut column);
    memory(made, place, &mut column);
    recording(made, place, work, &mut column);
    column
}

/// Times something several times; gives the median and the ninety-ninth of a hundred.
fn timed(rounds: u32, mut work: impl FnMut(u32)) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|round| {
            let begun = Instant::now();
            work(round);
            begun.elapsed()
        })
        .collect();
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn said((median, worst): (Duration, Duration)) -> String {
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    format!("{:.2} / {:.2} ms", millis(median), millis(worst))
}

/// What a version takes on the disk.
fn sizes(made: Synthetic, place: &Path, column: &mut Column) {
    let bytes = |folder: &Path, ending: &str| -> u64 {
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
        let files = files.filter(|file| file.file_name().to_string_lossy().ends_with(ending));
        files.map(|file| file.metadata().expect("a file").len()).sum()
    };
    let all = u64::from(made.articles * made.versions);
    let packs = place.join("objects/pack");
    column.push((
        "pack + its list, a version",
        format!("{} + {} B", bytes(&packs, ".pack") / all, bytes(&packs, ".idx") / all),
    ));
    column.push(("index, a version", format!("{} B", bytes(&place.join("variorum"), "index.db") / all)));
}

/// Reading, each time from opening the archive on.
fn reading(made: Synthetic, place: &Path, column: &mut Column) {
    let open = || Archive::open(place).expect("an archive");
    let some = |round: u32| Synthetic::article(round.wrapping_mul(7919) % made.articles);
    let draw = |page: &render::Page| assert!(!Paint::Plain.draw(page, Some(100)).is_empty());
    let name = |round: u32| some(round).slug().to_owned();
    let tell = |archive: &Archive, round: u32| {
        let article = archive.resolve(&name(round)).expect("an article");
        Changelog::tell(article.clone(), archive.versions(&article).expect("versions"))
    };
    let opened = timed(ROUNDS, |round| assert_eq!(open().resolve(&name(round)).expect("an article"), some(round)));
    column.push(("open, find an article by its slug", said(opened)));
    let at_address = timed(ROUNDS, |round| {
        open().resolve(&Synthetic::url(round.wrapping_mul(7919) % made.articles)).expect("an article");
    });
    column.push(("open, find one by its address", said(at_address)));
    column.push((
        "open, log of an article",
        said(timed(ROUNDS, |round| draw(&render::log(&tell(&open(), round), usize::MAX)))),
    ));
    let path = |round: u32| made.path(round.wrapping_mul(7919) % made.articles);
    git(place, &["cat-file", "-e", &format!("main:{}", path(0))]);
    let told = timed(FEW, |round| git(place, &["log", "main", "--", &path(round)]));
    column.push(("  git log -- its path", said(told)));
    let shown = timed(ROUNDS, |round| {
        let archive = open();
        let article = archive.resolve(&name(round)).expect("an article");
        let version = archive.version(&article, &variorum::article::VersionRef::FromLatest(1)).expect("a version");
        draw(&render::show(&version));
    });
    column.push(("open, show a version", said(shown)));
    let compared = timed(ROUNDS, |round| {
        let archive = open();
        let versions = archive.versions(&archive.resolve(&name(round)).expect("an article")).expect("versions");
        let (before, after) = (&versions[versions.len().saturating_sub(2)], &versions[versions.len() - 1]);
        drop(compare(Sides::new(&before.snapshot, &after.snapshot)));
    });
    column.push(("open, diff of two versions", said(compared)));
    column.push((
        "open, last 20 changes",
        said(timed(ROUNDS, |_| assert_eq!(open().latest(20).expect("versions").len(), 20))),
    ));
    column.push(("  git log -20", said(timed(FEW, |_| git(place, &["log", "-20", "main"])))));
}

/// Making the index anew.
fn index(made: Synthetic, place: &Path, column: &mut Column) {
    for file in ["index.db", "index.db-wal", "index.db-shm"] {
        drop(fs::remove_file(place.join("variorum").join(file)));
    }
    let begun = Instant::now();
    let archive = Archive::open(place).expect("an archive");
    archive.resolve(Synthetic::article(0).slug()).expect("an article");
    let versions = f64::from(made.articles * made.versions);
    column.push(("index made anew", format!("{:.0} versions/s", versions / begun.elapsed().as_secs_f64())));
    archive.resolve(&Synthetic::url(0)).expect("an article");
    column.push(("  with all pages read", format!("{:.0} versions/s", versions / begun.elapsed().as_secs_f64())));
    let listed = Instant::now();
    let mut articles = 0;
    let counted = archive.each_article(|_| {
        articles += 1;
        Ok::<(), variorum::store::StoreError>(())
    });
    assert!(counted.is_ok() && articles == made.articles, "all are listed");
    column.push((
        "all articles listed",
        format!("{:.0} articles/s", f64::from(articles) / listed.elapsed().as_secs_f64()),
    ));
}

/// The peak memory of the program in each reading command; `time` of GNU tells it.
fn memory(made: Synthetic, place: &Path, column: &mut Column) {
    let article = Synthetic::article(made.articles / 2).slug().to_owned();
    let commands: [(&str, &[&str]); 9] = [
        ("memory of log, an article", &["log", &article]),
        ("memory of log, last 20", &["log"]),
        ("memory of show", &["show", &article]),
        ("memory of diff", &["diff", &article]),
        ("memory of changelog", &["changelog", &article]),
        ("memory of notes", &["notes", &article]),
        ("memory of check, an article", &["check", &article]),
        ("memory of list", &["list"]),
        ("memory of check, all", &["check"]),
    ];
    let verify: (&str, &[&str]) = ("memory of verify", &["verify"]);
    // What looks at every page takes its time.
    let thorough = made.articles <= 10_000 || std::env::var("VARIORUM_BENCH_THOROUGH").is_ok();
    for (what, arguments) in commands.into_iter().chain([verify]) {
        let all = matches!(arguments, ["check" | "verify"]);
        let peak = if all && !thorough { None } else { peak(place, arguments) };
        column
            .push((what, peak.map_or_else(|| "–".to_owned(), |kilobytes| format!("{} MB", kilobytes.div_ceil(1000)))));
    }
}

/// Runs the program; tells its peak memory in kilobytes, where that can be told.
fn peak(place: &Path, arguments: &[&str]) -> Option<u64> {
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M", env!("CARGO_BIN_EXE_variorum"), "--archive"]).arg(place).args(arguments);
    let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output().ok()?;
    String::from_utf8_lossy(&output.stderr).lines().last()?.trim().parse().ok()
}

/// Recording one more version, round about with plain git in its work tree.
fn recording(made: Synthetic, place: &Path, work: &Path, column: &mut Column) {
    let mut archive = Archive::open(place).expect("an archive");
    let text = Synthetic { articles: WORK_TREE, versions: 1, words: 800 };
    // The archive may have been measured before: what is recorded must be new to it.
    let new = std::process::id();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let submission = made.submission(round.wrapping_mul(7919) % made.articles, made.versions + new + round);
        ours.push(timed(1, |_| drop(archive.record(&submission, &describe).expect("kept"))).0);
        if round % 4 == 0 {
            let name = format!("{}.md", round * 7 % WORK_TREE);
            fs::write(work.join(&name), text.text(round, new + round)).expect("a file");
            theirs.push(
                timed(1, |_| {
                    git(work, &["add", &name]);
                    git(work, &["commit", "-q", "--allow-empty", "-m", "one"]);
                })
                .0,
            );
        }
    }
    for (what, times) in [("record a version", &mut ours), ("  git add, git commit, 1,000 files", &mut theirs)] {
        times.sort();
        column.push((what, said((times[times.len() / 2], times[times.len() * 99 / 100]))));
    }
}

/// Prints the figures, a column an archive.
fn print(columns: &[(u32, Column)]) {
    let heads: Vec<String> = columns.iter().map(|(articles, _)| format!("{articles} articles")).collect();
    let width = |index: usize| {
        let cells = columns[index].1.iter().map(|(_, cell)| cell.chars().count());
        cells.chain([heads[index].len()]).max().unwrap_or_default()
    };
    let row = |what: &str, cells: Vec<&str>| {
        let cells: Vec<String> =
            cells.iter().enumerate().map(|(index, cell)| format!("{cell:>width$}", width = width(index))).collect();
        println!("{what:<36} {}", cells.join("  "));
    };
    row("median / 99th of 100", heads.iter().map(String::as_str).collect());
    let rows = columns.first().map_or(0, |(_, column)| column.len());
    for index in 0..rows {
        row(columns[0].1[index].0, columns.iter().map(|(_, column)| column[index].1.as_str()).collect());
    }
}
