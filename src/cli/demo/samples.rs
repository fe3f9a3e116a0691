//! The sample stories, in the program itself: the demo needs no file beside it.

/// A file of the samples: its path below `snapshots/`, and its bytes.
pub(super) type Sample = (&'static str, &'static [u8]);

macro_rules! sample {
    ($path:literal) => {
        ($path, include_bytes!(concat!("../../../snapshots/", $path)))
    };
}

/// All versions of all sample stories, story by story.
pub(super) const SAMPLES: &[Sample] = &[
    sample!("bridge-closure/1.md"),
    sample!("bridge-closure/2.md"),
    sample!("bridge-closure/3.md"),
    sample!("bridge-closure/4.md"),
    sample!("ferry-deficit/1.md"),
    sample!("ferry-deficit/2.md"),
    sample!("ferry-deficit/3.md"),
    sample!("hallenbad/1.md"),
    sample!("hallenbad/2.md"),
    sample!("hallenbad/3.md"),
    sample!("mercado/1.md"),
    sample!("mercado/2.md"),
    sample!("mine-warnings/1.md"),
    sample!("mine-warnings/2.md"),
    sample!("mine-warnings/3.md"),
    sample!("mine-warnings/4.md"),
    sample!("night-train/1.html"),
    sample!("night-train/2.html"),
    sample!("night-train/3.html"),
    sample!("reservoir/1.md"),
    sample!("reservoir/2.md"),
    sample!("reservoir/3.md"),
    sample!("reservoir/4.md"),
    sample!("school-merger/1.md"),
    sample!("school-merger/2.md"),
    sample!("school-merger/3.md"),
    sample!("school-merger/4.md"),
    sample!("school-merger/5.md"),
    sample!("school-merger/6.md"),
    sample!("toshokan/1.md"),
    sample!("toshokan/2.md"),
    sample!("traffic-cameras/1.md"),
    sample!("traffic-cameras/2.md"),
    sample!("traffic-cameras/3.md"),
];

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn every_file_of_the_samples_is_here() {
        let mut found = Vec::new();
        for story in fs::read_dir("snapshots").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
        {
            for file in fs::read_dir(story).unwrap() {
                found
                    .push(file.unwrap().path().strip_prefix("snapshots").unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
        found.sort();
        let listed: Vec<&str> = SAMPLES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
