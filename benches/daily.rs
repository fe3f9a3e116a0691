//! A day's two commands beside plain git: a version recorded, and a diff drawn.
//!
//! ```sh
//! cargo bench --bench daily
//! ```
//!
//! Whole processes on the sample stories. git is told to sync as much as `record` does (`core.fsync=all`); `record`
//! keeps the capture besides and checks the archive, `git diff` knows no paragraphs, fields or notes.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_variorum");

/// Runs a program in a folder, with nothing of the machine's settings.
fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env_clear().env("PATH", path).env("HOME", folder);
    command.env("VARIORUM_NOW", "2026-06-01T12:00:00Z").stdout(Stdio::null());
    assert!(command.status().expect("the program starts").success(), "{program} {arguments:?}");
}

/// Writes the next text of a story that changes with every round; returns when it was on show.
fn next_text(folder: &Path, round: &Cell<u32>) -> String {
    round.set(round.get() + 1);
    let page = fs::read_to_string("snapshots/ferry-deficit/1.md").expect("a sample story");
    let body = page.split("---\n").nth(2).expect("a body").replace("two evening", &format!("{} evening", round.get()));
    fs::write(folder.join("ferry.txt"), format!("Ferry cuts evening boats\n{body}")).expect("a text");
    format!("2026-05-{:02}T{:02}:{:02}:00Z", 1 + round.get() / 1440, round.get() / 60 % 24, round.get() % 60)
}

fn record(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("record");
    let (desk, round) = (TempDir::new().expect("a folder"), Cell::new(0));
    group.bench_function("variorum record", |bencher| {
        let keep = |at: String| run(desk.path(), PROGRAM, &["record", "ferry.txt", "--article", "ferry", "--at", &at]);
        bencher.iter_batched(|| next_text(desk.path(), &round), keep, BatchSize::PerIteration);
    });
    let desk = TempDir::new().expect("a folder");
    run(desk.path(), "git", &["init", "-q"]);
    run(desk.path(), "git", &["config", "core.fsync", "all"]);
    run(desk.path(), "git", &["config", "user.name", "desk"]);
    run(desk.path(), "git", &["config", "user.email", "desk"]);
    group.bench_function("git add && git commit", |bencher| {
        let keep = |at: String| {
            run(desk.path(), "git", &["add", "ferry.txt"]);
            run(desk.path(), "git", &["commit", "-q", "-m", &at]);
        };
        bencher.iter_batched(|| next_text(desk.path(), &round), keep, BatchSize::PerIteration);
    });
}

fn diff(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diff");
    let (desk, round) = (TempDir::new().expect("a folder"), Cell::new(0));
    run(desk.path(), "git", &["init", "-q"]);
    for _ in 0..2 {
        let at = next_text(desk.path(), &round);
        run(desk.path(), PROGRAM, &["record", "ferry.txt", "--article", "ferry", "--at", &at]);
        run(desk.path(), "git", &["add", "ferry.txt"]);
        run(desk.path(), "git", &["-c", "user.name=desk", "-c", "user.email=desk", "commit", "-q", "-m", &at]);
    }
    group.bench_function("variorum diff", |bencher| bencher.iter(|| run(desk.path(), PROGRAM, &["diff", "ferry"])));
    group.bench_function("git diff --word-diff", |bencher| {
        bencher.iter(|| run(desk.path(), "git", &["diff", "--word-diff", "HEAD~1", "HEAD"]));
    });
}

criterion_group!(
    name = benches;
    config = Criterion::default().sample_size(50);
    targets = record, diff
);
criterion_main!(benches);
