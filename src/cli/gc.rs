//! `gc`: one pack instead of many small ones.

use anyhow::Result;
use variorum::render::count;
use variorum::store::Tidied;

use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Makes one pack of the small ones, and says what came of it.
pub(super) fn run(settings: &Settings) -> Result<Outcome> {
    let tidied = archive::open(settings)?.tidy_all()?;
    screen::write(&told(&tidied))?;
    Ok(Outcome::Done)
}

fn told(tidied: &Tidied) -> String {
    let folded = if tidied.folded == 0 {
        "nothing to fold\n".to_owned()
    } else {
        let what = count(tidied.folded, "pack or loose object", "packs and loose objects");
        format!("{what} became one: {}, now {}\n", size(tidied.before), size(tidied.after))
    };
    let graph = if tidied.commit_graph { "git's commit-graph is written\n" } else { "" };
    folded + graph
}

/// Writes a number of bytes for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told_in_sizes_for_people() {
        let mut tidied = Tidied { folded: 9, before: 43_210, after: 9_876, commit_graph: true };
        let text = "9 packs and loose objects became one: 43 kB, now 9876 bytes\ngit's commit-graph is written\n";
        assert_eq!(told(&tidied), text);
        tidied = Tidied::default();
        assert_eq!(told(&tidied), "nothing to fold\n");
    }
}
