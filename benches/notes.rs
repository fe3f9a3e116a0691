//! How fast notes are looked for, in megabytes a second: on plain article text, on text with notes at its foot, and
//! beside it what a plain reading of the same text costs.

use aho_corasick::AhoCorasick;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_segmentation::UnicodeSegmentation;
use variorum::notes::{Context, find};

/// Sentences of fictional newspapers, one a line; some hold the words of notes, as plain prose does.
const PROSE: [(&str, &str); 9] = [
    ("en", include_str!("prose/en.txt")),
    ("de", include_str!("prose/de.txt")),
    ("fr", include_str!("prose/fr.txt")),
    ("es", include_str!("prose/es.txt")),
    ("pt", include_str!("prose/pt.txt")),
    ("it", include_str!("prose/it.txt")),
    ("nl", include_str!("prose/nl.txt")),
    ("ja", include_str!("prose/ja.txt")),
    ("zh", include_str!("prose/zh.txt")),
];

const FOOT: &str = "Correction: An earlier version of this story misstated the year the ferry was built. It was 1962, not \
                    1926.\n\nUpdated Sept. 13 at 4:15 p.m. with a statement from the harbor board.";

/// Makes a text of at least `bytes` bytes, in paragraphs of three sentences, by a fixed sequence of numbers.
fn prose(language: &str, bytes: usize) -> String {
    let sentences = PROSE.iter().find(|(known, _)| *known == language).map_or("", |(_, sentences)| sentences);
    let sentences: Vec<&str> = sentences.lines().collect();
    let gap = if matches!(language, "ja" | "zh") { "" } else { " " };
    let mut text = String::with_capacity(bytes + 400);
    let mut seed = 2_463_534_242_u32;
    while text.len() < bytes {
        for place in 0..3 {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            text.push_str(if place == 0 { "" } else { gap });
            text.push_str(sentences[seed as usize % sentences.len()]);
        }
        text.push_str("\n\n");
    }
    text
}

fn context(language: &str) -> Context {
    Context {
        published: chrono::DateTime::parse_from_rfc3339("2023-09-12T09:30:00-04:00").ok(),
        language: Some(language.to_owned()),
        ..Context::default()
    }
}

fn bench_notes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("notes");
    group.sample_size(10);
    for (language, _) in PROSE {
        let text = prose(language, 1 << 20);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let context = context(language);
        group.bench_function(format!("plain/{language}"), |bencher| bencher.iter(|| find(&text, &context)));
    }
    let articles: String = (0..256).map(|_| prose("en", 4 << 10) + FOOT + "\n\n").collect::<Vec<_>>().concat();
    group.throughput(Throughput::Bytes(articles.len() as u64));
    let english = context("en");
    group.bench_function("two notes in 4 KiB/en", |bencher| bencher.iter(|| find(&articles, &english)));
    let english = prose("en", 1 << 20);
    group.throughput(Throughput::Bytes(english.len() as u64));
    group.bench_function("peer/count words", |bencher| bencher.iter(|| english.unicode_words().count()));
    let cues = ["update", "correct", "clarif", "editor", "earlier version", "this story", "this article"];
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(cues).expect("seven words");
    group.bench_function("peer/seven words by aho-corasick", |bencher| {
        bencher.iter(|| automaton.find_iter(&english).count());
    });
    group.bench_function("peer/line ends by memchr", |bencher| {
        bencher.iter(|| memchr::memchr_iter(b'\n', english.as_bytes()).count());
    });
    group.finish();
}

criterion_group!(benches, bench_notes);
criterion_main!(benches);
