//! Bulk import beside `git fast-import` of the same versions: rate, bytes a version, folding, reading.
//!
//! ```sh
//! VARIORUM_BENCH_ARTICLES=10000 VARIORUM_BENCH_VERSIONS=5 taskset -c 0 cargo bench --bench import
//! VARIORUM_BENCH_LANGUAGE=en cargo bench --bench import # the language is said, not guessed
//! ```
//!
//! Makes articles of some 4.8 kB on 20 sites over ten years, in words that are as long, as frequent and as hard to deflate as
//! prose; each version changes one word in twenty, in runs. git is given exactly the commits that the import made, out of a
//! file, and has to end at the same one.
#![allow(
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured, and is told its size"
)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use tempfile::TempDir;
use variorum::article::{ArticleId, Moment};
use variorum::capture::Zone;
use variorum::desk::import::{JsonLines, Report, Terms, Text, import};
use variorum::store::Archive;

/// The memory that the program has.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// The first moment, and the years that articles are spread over.
const FIRST: &str = "2016-01-01T00:00:00Z";
const SECONDS: u64 = 10 * 365 * 86_400;

/// How long after the first version the others appear, in hours.
const LATER: [u64; 6] = [0, 2, 9, 30, 100, 300];

/// Words that are most frequent in English, in this order.
const FREQUENT: &str = "the of and to in a is that for was on with as it by at from are this be an have not his has or were \
which but their said they more will been would one about had who its after people new when he she year last two government \
city police world first time state over other could up no into than out some only most also such between because against";

/// How many other words there are.
const OTHERS: u64 = 9_000;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

fn word(dice: &mut Dice) -> String {
    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| FREQUENT.split(' ').collect());
    let frequent = &*WORDS;
    if dice.below(100) < 45 {
        // The more frequent, the nearer to the beginning.
        let (one, other) = (dice.below(frequent.len() as u64), dice.below(frequent.len() as u64));
        return frequent[usize::try_from(one * other / frequent.len() as u64).expect("few")].to_owned();
    }
    let (one, other) = (dice.below(OTHERS), dice.below(OTHERS));
    let mut letters = Dice((one * other / OTHERS + 7).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut word = String::new();
    for _ in 0..2 + letters.below(3) {
        word.push(char::from(b"bcdfghlmnprstvw"[usize::try_from(letters.below(15)).expect("few")]));
        word.push(char::from(b"aeiou"[usize::try_from(letters.below(5)).expect("few")]));
        word.push_str(["", "n", "r", "s", "", "l"][usize::try_from(letters.below(6)).expect("few")]);
    }
    word
}

/// Makes the words of a version: the same for the same numbers.
fn words(article: u64, version: u64) -> Vec<String> {
    let mut dice = Dice(article.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut words: Vec<String> = (0..760 + dice.below(80)).map(|_| word(&mut dice)).collect();
    for version in 1..=version {
        let mut dice = Dice((article * 31 + version).wrapping_mul(0x6a09_e667_f3bc_c909) | 1);
        let mut left = words.len() as u64 / 20;
        while left > 0 {
            let run = (1 + dice.below(8)).min(left);
            let at = usize::try_from(dice.below(words.len() as u64 - run)).expect("few");
            let end = at + usize::try_from(run).expect("few");
            for old in &mut words[at..end] {
                *old = word(&mut dice);
            }
            left -= run;
        }
    }
    words
}

/// Writes all versions as JSON Lines; returns the bytes of their texts.
fn write_lines(file: &Path, articles: u64, versions: u64) -> u64 {
    let (mut out, mut bytes) = (BufWriter::new(File::create(file).expect("a file")), 0);
    let first = Moment::parse_from_rfc3339(FIRST).expect("a moment");
    for version in 0..versions {
        for article in 0..articles {
            let words = words(article, version);
            let paragraphs: Vec<String> = words
                .chunks(60)
                .map(|paragraph| paragraph.chunks(15).map(|words| words.join(" ") + ".").collect::<Vec<_>>().join(" "))
                .collect();
            bytes += paragraphs.iter().map(String::len).sum::<usize>() as u64;
            let start = SECONDS / articles * article;
            let later = LATER.get(usize::try_from(version).expect("few")).copied().unwrap_or(version * 80);
            let at = first + Duration::from_secs(start + later * 3600);
            let notes: &[&str] =
                if version % 3 == 2 { &["Correction: An earlier version gave a wrong figure."] } else { &[] };
            let line = serde_json::json!({
                "article": format!("site{}.example/story-{article}", article % 20),
                "url": format!("https://site{}.example/news/{article}", article % 20),
                "at": at.to_rfc3339(),
                "headline": words[..7].join(" "),
                "byline": format!("By {} {}", words[7], words[8]),
                "body": paragraphs,
                "notes": notes,
            });
            writeln!(out, "{line}").expect("room");
        }
    }
    bytes
}

fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(folder).args(arguments);
    command.env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1").stderr(Stdio::null());
    command
}

fn run(mut command: Command) -> String {
    let output = command.output().expect("git starts");
    assert!(output.status.success(), "{command:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Adds up the bytes of packs and of their lists.
fn packed(folder: &Path, kept: u64) -> String {
    let mut told = String::new();
    for ending in ["pack", "idx"] {
        let files = fs::read_dir(folder.join("objects/pack")).expect("a folder").map(|entry| entry.expect("an entry"));
        let files = files.filter(|file| file.path().extension().is_some_and(|found| found == ending));
        let bytes: u64 = files.map(|file| file.metadata().expect("a file").len()).sum();
        write!(told, "{}{}", if told.is_empty() { "" } else { " + " }, bytes / kept).expect("room");
    }
    told
}

/// Returns the most memory that this process has had, as the system tells it.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim().to_owned()
}

/// Reads all versions of some articles; tells the median.
fn reading(place: &Path, articles: u64) -> Duration {
    let mut times: Vec<Duration> = (0..50)
        .map(|round| {
            let archive = Archive::open(place).expect("an archive");
            let article = round * 7919 % articles;
            let name = format!("site{}.example/story-{article}", article % 20);
            let begun = Instant::now();
            let versions = archive.versions(&ArticleId::from_name(&name).expect("a name")).expect("versions");
            assert!(!versions.is_empty(), "{name}");
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(otherwise)
}

fn main() {
    let (articles, versions) = (asked("VARIORUM_BENCH_ARTICLES", 1000), asked("VARIORUM_BENCH_VERSIONS", 4));
    let folder = TempDir::new().expect("a folder");
    let (lines, place) = (folder.path().join("versions.jsonl"), folder.path().join("archive"));
    let bytes = write_lines(&lines, articles, versions);
    let kept = articles * versions;
    println!("{articles} articles, {kept} versions of {} bytes", bytes / kept);
    println!("{:<44} {}", "memory before", memory());

    let mut archive = Archive::create(&place).expect("an archive");
    let (mut source, mut report) = (
        JsonLines::new(vec![Text::file("versions.jsonl".to_owned(), lines)], Zone::parse("UTC").expect("a zone")),
        Report::default(),
    );
    let now = Moment::parse_from_rfc3339("2026-06-01T00:00:00Z").expect("a moment");
    let language = std::env::var("VARIORUM_BENCH_LANGUAGE").ok();
    let terms = Terms { now, recorded_by: "bench".to_owned(), article: None, site: None, language, dry_run: false };
    let begun = Instant::now();
    import(&mut source, &mut archive, &terms, &mut report, &mut |_| ()).expect("room on the disk");
    let spent = begun.elapsed();
    assert_eq!(report.recorded as u64, kept);
    println!("{:<44} {:.0} versions/s", "import jsonl", kept as f64 / spent.as_secs_f64());
    println!("{:<44} {}", "memory at most", memory());
    println!("{:<44} {} bytes a version", "packs and their lists", packed(&place, kept));
    println!("{:<44} {:.2?}", "all versions of one article, median", reading(&place, articles));

    let stream = folder.path().join("stream");
    let mut export = git(&place, &["fast-export", "--reencode=no", "main"]);
    assert!(export.stdout(File::create(&stream).expect("a file")).status().expect("git starts").success());
    let peer = folder.path().join("peer");
    run(git(&peer, &["init", "--quiet", "--bare"]));
    let begun = Instant::now();
    let mut command = git(&peer, &["-c", "core.fsync=all", "fast-import", "--quiet"]);
    assert!(command.stdin(File::open(&stream).expect("a file")).status().expect("git starts").success());
    println!("{:<44} {:.0} versions/s", "git fast-import", kept as f64 / begun.elapsed().as_secs_f64());
    println!("{:<44} {} bytes a version", "its packs and their lists", packed(&peer, kept));
    assert_eq!(run(git(&peer, &["rev-parse", "main"])), run(git(&place, &["rev-parse", "main"])), "the same commits");

    let begun = Instant::now();
    archive.tidy_all().expect("room on the disk");
    println!("{:<44} {} bytes a version, in {:.1?}", "after gc", packed(&place, kept), begun.elapsed());
    println!("{:<44} {:.2?}", "all versions of one article, median", reading(&place, articles));
    run(git(&place, &["fsck", "--full", "--strict", "--no-dangling"]));
}
