//! How fast saved pages are read, in pages a second: those of `tests/pages`, as they are and in the size of real ones.
//!
//! `VARIORUM_BENCH_PAGES=DIR cargo bench --bench extract` reads the pages of another folder besides, `.html` or `.html.gz`.

use std::fs;
use std::io::Read;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flate2::read::GzDecoder;
use variorum::capture::{Format, read};

/// The size of a page of a large outlet, in bytes: most of it is scripts, menus and markup that holds no text.
const REAL: usize = 180 << 10;

fn pages(folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of the pages")
        .map(|entry| entry.expect("a page").path())
        .filter(|path| [".html", ".html.gz"].iter().any(|end| path.to_string_lossy().ends_with(end)))
        .collect();
    files.sort();
    files.iter().map(|path| page(path)).collect()
}

fn page(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("a page");
    if path.extension().is_none_or(|extension| extension != "gz") {
        return bytes;
    }
    let mut page = Vec::new();
    GzDecoder::new(bytes.as_slice()).read_to_end(&mut page).expect("a packed page");
    page
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
    let small = pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages"));
    let real: Vec<Vec<u8>> = small.iter().map(|page| grown(page)).collect();
    #[expect(clippy::disallowed_methods, reason = "a bench has no settings but the environment")]
    let named = std::env::var("VARIORUM_BENCH_PAGES").map_or_else(|_| Vec::new(), |folder| pages(Path::new(&folder)));
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    let sets = [("pages as they are", &small), ("pages of 180 kB", &real), ("pages of the folder named", &named)];
    for (name, pages) in sets.into_iter().filter(|(_, pages)| !pages.is_empty()) {
        group.throughput(Throughput::Elements(pages.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| pages.iter().filter(|page| read(page, Some(Format::Html)).is_ok()).count());
        });
    }
    group.finish();
}

criterion_group!(benches, bench_extract);
criterion_main!(benches);
