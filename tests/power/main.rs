//! The power goes at any moment: what was acknowledged is there, and nothing that is there is in the way.
//!
//! Every system call of real commands is written down, and the disk is made as it may be when the power goes after any of
//! them: what nobody had it confirm may be lost, kept, torn or mixed, names and contents each for themselves. That is worse
//! than any file system in use. `VARIORUM_POWER_STATES=20000 cargo test --release --test power` looks at so many states.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

#[path = "../desk/mod.rs"]
mod desk;
mod disk;
mod journal;
#[path = "../tracer/mod.rs"]
mod tracer;

use std::path::Path;

use desk::Desk;
use disk::{Dice, Fate, after_power_loss};
use journal::{Event, Journal};
use tempfile::TempDir;
use variorum::article::{ArticleId, Draft, Moment, VersionRef};
use variorum::store::{Archive, Capture, DamageKind, Description, Submission};
use variorum::text::Body;

/// What a command makes sure of by the line it prints: versions of the ferry by number, and rulings on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Promise {
    versions: u32,
    rulings: usize,
}

/// A folder in which commands run, and all that they do to it.
struct Run {
    desk: Desk,
    journal: Journal,
    /// What is promised from which event on.
    promised: Vec<(usize, Promise)>,
    /// Where the archive is.
    place: &'static str,
}

impl Run {
    /// Begins with what is there.
    fn begin(desk: Desk, place: &'static str, so_far: Promise) -> Self {
        let journal = Journal::begin(&desk.path(""));
        Self { desk, journal, promised: vec![(0, so_far)], place }
    }

    /// Runs the program with the words; when it says something, this is promised.
    fn run(&mut self, words: &str, promise: Promise) {
        self.run_and_die(words, "", promise);
    }

    /// Runs the program with the words, and has it die at a step.
    fn run_and_die(&mut self, words: &str, die_at: &str, promise: Promise) {
        let begun = self.journal.events.len();
        let mut command = self.desk.command(env!("CARGO_BIN_EXE_variorum"));
        command.args(["--archive", self.place]).args(words.split(' ')).env("VARIORUM_DIE_AT", die_at);
        let ran = tracer::run(&mut command, &mut self.journal);
        assert!(ran.code == Some(0) || !die_at.is_empty(), "{words}: {}{}", ran.out, ran.err);
        let said = |event: &Event| matches!(event, Event::Said { line } if !line.trim().is_empty());
        if let Some(at) = self.journal.events[begun..].iter().position(said) {
            self.promised.push((begun + at + 1, promise));
        }
    }

    /// Records the next version of the ferry.
    fn record(&mut self, number: u32) {
        self.run(&record(&self.desk, number), Promise { versions: number, ..self.last() });
    }

    fn last(&self) -> Promise {
        self.promised.last().map(|(_, promise)| *promise).unwrap_or_default()
    }

    /// Returns what was promised when so many events had happened.
    fn promised_by(&self, count: usize) -> Promise {
        self.promised.iter().rev().find(|(at, _)| *at <= count).map(|(_, promise)| *promise).unwrap_or_default()
    }

    /// Lets the power go, again and again.
    #[expect(clippy::print_stdout, reason = "a long run tells how many states it looked at")]
    fn look(&self, what: &str) {
        let end = self.journal.events.len();
        let fates = [Fate::Lost, Fate::Hollow, Fate::Kept, Fate::Mixed, Fate::Mixed, Fate::Mixed];
        // Right after a promise there is most to lose.
        let acknowledged = self.promised.iter().flat_map(|(at, _)| fates.map(|fate| (*at, fate)));
        let mut moments: Vec<(usize, Fate)> = acknowledged.collect();
        let mut dice = Dice::new(u64::try_from(end).expect("few"));
        while moments.len() < states() {
            moments.push((dice.one_of(end + 1), fates[dice.one_of(fates.len())]));
        }
        for (seed, (count, fate)) in (0..).zip(&moments) {
            let promise = self.promised_by(*count);
            let story = format!("{what}: {fate:?} after {count} of {end} events, seed {seed}, {promise:?}");
            let folder = memory_folder();
            after_power_loss(&self.journal, *count, *fate, &mut Dice::new(seed + 1), folder.path());
            whole(&folder.path().join(self.place), promise, seed % 7 == 0, &story);
        }
        println!("{what}: {end} events, {} states, nothing acknowledged was lost", moments.len());
    }
}

/// How many states each story is looked at in.
#[expect(clippy::disallowed_methods, reason = "a long run is asked for by the environment")]
fn states() -> usize {
    std::env::var("VARIORUM_POWER_STATES").ok().and_then(|states| states.parse().ok()).unwrap_or(60)
}

/// Makes a folder in memory where there is one: the disk of the test's own machine has no part in this.
fn memory_folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).expect("a temporary folder")
}

/// Writes the text of a version, and returns the words that record it.
fn record(desk: &Desk, number: u32) -> String {
    desk.write("ferry.txt", format!("Ferry sinks\n\n{}\n\nIt sank at noon.\n", sentence(number)));
    format!("record ferry.txt --article ferry --at 2026-02-18T10:{number:02}:00Z")
}

/// What is said in one version alone.
fn sentence(number: u32) -> String {
    format!("The ferry left with {number} people aboard.")
}

/// Makes sure that an archive has what was promised, and goes on from there.
fn whole(place: &Path, promise: Promise, tidy: bool, story: &str) {
    let mut archive = Archive::open_or_create(place).unwrap_or_else(|error| panic!("{story}: {error}"));
    let ferry = || ArticleId::from_name("ferry").expect("a name");
    for number in 1..=promise.versions {
        let version = archive.version(&ferry(), &VersionRef::Number(number));
        let version = version.unwrap_or_else(|error| panic!("{story}: @{number}: {error}"));
        assert!(version.snapshot.body.text().contains(&sentence(number)), "{story}: @{number}");
    }
    assert!(promise.rulings == 0 || archive.rulings(&ferry()).expect("rulings").len() >= promise.rulings, "{story}");
    let report = archive.verify().expect("a report");
    let torn = report.damages.iter().find(|damage| !matches!(damage.kind, DamageKind::Index { .. }));
    assert_eq!(torn, None, "{story}");
    for text in ["The power is back.", "And stays."] {
        let recorded = archive.record(&submission(text), &|_, _| Description::default());
        let number = recorded.unwrap_or_else(|error| panic!("{story}: then {error}")).number;
        assert!(number > promise.versions, "{story}: then @{number}");
    }
    if tidy {
        archive.tidy_all().unwrap_or_else(|error| panic!("{story}: then gc: {error}"));
    }
    drop(archive);
    let report = Archive::open(place).and_then(|archive| archive.verify()).expect("a report");
    assert_eq!(report.damages, [], "{story}: afterwards");
}

fn submission(text: &str) -> Submission {
    let at = Moment::parse_from_rfc3339("2026-03-02T10:00:00Z").expect("a moment");
    let mut draft = Draft { body: Body::from_paragraphs([text]), ..Draft::default() };
    "Ferry sinks".clone_into(&mut draft.fields.headline);
    Submission {
        article: ArticleId::from_name("ferry").expect("a name"),
        snapshot: draft.into_snapshot(at, at),
        capture: Some(Capture { bytes: text.as_bytes().to_vec(), extension: "txt" }),
        extractor: "text 1".to_owned(),
        recorded: at,
        recorded_by: "desk".to_owned(),
    }
}

/// An archive with versions of the ferry, made before anybody looks on.
fn with_versions(count: u32) -> Desk {
    let desk = Desk::new();
    for number in 1..=count {
        desk.ok(&format!("--archive archive {}", record(&desk, number)));
    }
    desk
}

#[test]
fn a_version_has_the_disk_confirm_each_of_its_files_and_folders_once() {
    let mut run = Run::begin(with_versions(2), "archive", Promise { versions: 2, rulings: 0 });
    run.record(3);
    let confirmed = run.journal.events.iter().filter(|event| matches!(event, Event::Synced { .. })).count();
    // Pack, list of it and both refs, asked for at once; then their folders, one after the other.
    assert_eq!(confirmed, 4 + 3);
}

#[test]
fn while_an_archive_is_made_with_its_first_version() {
    let mut run = Run::begin(Desk::new(), "deep/er/archive", Promise::default());
    for number in 1..=3 {
        run.record(number);
    }
    run.look("the first versions");
}

#[test]
fn while_packs_are_folded_and_gc_makes_one_of_all() {
    let mut run = Run::begin(with_versions(7), "archive", Promise { versions: 7, rulings: 0 });
    run.record(8);
    run.record(9);
    run.run("gc", run.last());
    run.record(10);
    run.look("folds");
}

#[test]
fn while_versions_are_imported_and_ruled_on() {
    let desk = with_versions(1);
    let row = |number: u32| {
        format!(
            "{{\"article\":\"ferry\",\"at\":\"2026-02-18T10:{number:02}:00Z\",\"headline\":\"Ferry sinks\",\"body\":[\"{}\"]}}\n",
            sentence(number)
        )
    };
    desk.write("rows.jsonl", (2..=6).map(row).collect::<String>());
    let mut run = Run::begin(desk, "archive", Promise { versions: 1, rulings: 0 });
    run.run("import jsonl rows.jsonl", Promise { versions: 6, rulings: 0 });
    run.run("mark ferry c1 --as ignore --why slip", Promise { versions: 6, rulings: 1 });
    run.record(7);
    run.look("import and ruling");
}

#[test]
fn after_plain_git_has_packed_the_refs_and_taken_their_folder_away() {
    let desk = with_versions(2);
    let packed = desk.command("git").args(["-C", "archive", "pack-refs", "--all", "--prune"]).status();
    assert!(packed.expect("git starts").success());
    let mut run = Run::begin(desk, "archive", Promise { versions: 2, rulings: 0 });
    run.record(3);
    run.look("packed refs");
}

#[test]
fn after_a_writer_died_at_any_step() {
    for step in ["guarded", "pack", "idx", "packed", "refs/variorum/captures", "refs/heads/main", "released"] {
        let mut run = Run::begin(with_versions(1), "archive", Promise { versions: 1, rulings: 0 });
        let words = record(&run.desk, 2);
        run.run_and_die(&words, step, run.last());
        // Recorded once more, or found unchanged: from then on it is promised.
        run.record(2);
        run.look(&format!("a writer dead at {step}"));
    }
}
