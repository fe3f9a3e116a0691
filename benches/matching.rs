//! How long it takes to tell a version of an article: the diff, its notes, and which changes they announce, on the
//! invented cases of `tests/gold/matching/`, one case after the other on one core.
//!
//! Divide the time of `tell` by the number of versions it names to get the time a version takes. Beside it, on the same
//! texts in the same run, stands a plain diff of words by `similar`, which is a small part of the same work.

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use similar::TextDiff;
use variorum::article::Version;
use variorum::diff::{Sides, diff};
use variorum::history::Changelog;

#[allow(dead_code, unreachable_pub)]
#[path = "../tests/gauge/gold.rs"]
mod gold;

/// The bodies of the pairs of neighbours that are told.
fn pairs(articles: &[Vec<Version>]) -> Vec<(&str, &str)> {
    let pairs = articles.iter().flat_map(|versions| versions.windows(2));
    pairs.map(|pair| (pair[0].snapshot.body.text(), pair[1].snapshot.body.text())).collect()
}

fn bench_matching(criterion: &mut Criterion) {
    std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project");
    let cases = gold::cases();
    let articles: Vec<Vec<Version>> = cases.iter().map(|case| gold::versions(&case.value)).collect();
    let pairs = pairs(&articles);
    let mut group = criterion.benchmark_group(format!("matching/{} versions", pairs.len()));
    group.sample_size(20).throughput(Throughput::Elements(pairs.len() as u64));
    group.bench_function("tell: diff, notes and matching", |bencher| {
        bencher.iter(|| {
            let tell = |versions: &Vec<Version>| Changelog::tell(versions[0].article.clone(), versions.clone());
            articles.iter().map(tell).map(|told| told.entries.len()).sum::<usize>()
        });
    });
    group.bench_function("diff alone", |bencher| {
        bencher.iter(|| pairs.iter().map(|(old, new)| diff(Sides::new(old, new)).edits.len()).sum::<usize>());
    });
    group.bench_function("peer/similar from_unicode_words", |bencher| {
        bencher.iter(|| {
            pairs.iter().map(|(old, new)| TextDiff::from_unicode_words(*old, *new).ops().len()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, bench_matching);
criterion_main!(benches);
