//! How long keeping a version takes, beside what a person would do with git alone.

use std::fs;
use std::time::{Duration, Instant};

use crate::desk::{Desk, git, record};
use variorum::store::Archive;

/// Rounds of the measurement; each does both once, so that a busy machine is unfair to neither.
const ROUNDS: u32 = 60;

#[test]
#[ignore = "a measurement: cargo test --release --test store -- --ignored --nocapture latency"]
fn latency_of_a_record_beside_git_add_and_commit() {
    let desk = Desk::new();
    let work = desk.folder.path().join("work");
    git(desk.folder.path(), &["init", "-q", &work.to_string_lossy()]);
    let paragraph = "The harbour master said that the ferry had left the quay on time and in calm weather. ";
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let text = format!("Round {round}. {}", paragraph.repeat(55));
        let begun = Instant::now();
        record(&mut Archive::open_or_create(&desk.dir()).unwrap(), &text, round);
        ours.push(begun.elapsed());
        let begun = Instant::now();
        fs::write(work.join("ferry.md"), &text).unwrap();
        git(&work, &["add", "ferry.md"]);
        git(&work, &["-c", "core.fsync=all", "-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "-m", "x"]);
        plain.push(begun.elapsed());
    }
    println!("record (durable, with capture): {}", summary(&mut ours));
    println!("git add && git commit (core.fsync=all): {}", summary(&mut plain));
    assert_eq!(ours.len(), plain.len());
}

fn summary(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
    format!("p50 {:.1} ms, p99 {:.1} ms", at(50), at(99))
}
