//! How fast saved pages are read, in pages a second: those of `tests/pages`, as they are and in the size of real ones.

use std::fs;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use variorum::capture::{Format, read};

/// The size of a page of a large outlet, in bytes: most of it is scripts, menus and markup that holds no text.
const REAL: usize = 180 << 10;

fn pages() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of the pages")
        .map(|entry| entry.expect("a page").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    files.sort();
    files.iter().map(|path| fs::read(path).expect("a page")).collect()
}

/// Makes a page as large as a real one: half of what is added is menus, half is a script.
fn grown(page: &[u8]) -> Vec<u8> {
    let item =
        b"<li class=\"menu-item menu-item-type-taxonomy\"><a href=\"/section/some-page\"><span>Section</span></a></li>";
    let mut grown = page.to_vec();
    grown.extend_from_slice(b"<nav><ul>");
    while grown.len() < REAL / 2 {
        grown.extend_from_slice(item);
    }
    grown.extend_from_slice(b"</ul></nav><script>");
    while grown.len() < REAL {
        grown.extend_from_slice(b"window.state={\"a\":[1,2,3]};");
    }
    grown.extend_from_slice(b"</script>");
    grown
}

fn bench_extract(criterion: &mut Criterion) {
    let small = pages();
    let real: Vec<Vec<u8>> = small.iter().map(|page| grown(page)).collect();
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    for (name, pages) in [("pages as they are", &small), ("pages of 180 kB", &real)] {
        group.throughput(Throughput::Elements(pages.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| pages.iter().filter(|page| read(page, Some(Format::Html)).is_ok()).count());
        });
    }
    group.finish();
}

criterion_group!(benches, bench_extract);
criterion_main!(benches);
