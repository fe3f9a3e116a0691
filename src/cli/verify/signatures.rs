//! The signatures as `verify` tells of them.

use serde_json::{Value, json};
use variorum::render::count;
use variorum::store::{Signatures, Standing};

/// Tells who vouches for the versions, a line a signer; nothing where nobody does.
pub(super) fn lines(signatures: &Signatures) -> Vec<String> {
    let Signatures { standings, unchecked, covered, unsigned } = signatures;
    if standings.is_empty() && unchecked.is_empty() {
        return Vec::new();
    }
    let commits = |number: &usize| count(*number, "commit", "commits");
    let mut lines: Vec<String> = standings
        .iter()
        .map(|((standing, by), number)| {
            let who =
                by.owner.as_ref().map_or_else(|| format!("key {}", by.key), |owner| format!("{owner}, key {}", by.key));
            format!("signed  {} by {who}: {}", commits(number), worth(*standing))
        })
        .collect();
    lines.extend(unchecked.iter().map(|(why, number)| format!("signed  {}, not checked: {why}", commits(number))));
    let unsigned = [(*covered, "vouched for by a signature after them"), (*unsigned, "and nothing vouches for them")];
    lines.extend(
        unsigned
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, words)| format!("unsigned  {}, {words}", count(*number, "version", "versions"))),
    );
    lines
}

/// Says what a signature is worth.
fn worth(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "good",
        Standing::Expired => "good, but it or the key has expired since",
        Standing::Revoked => "good, but the key was revoked",
        Standing::Unknown => "good, but nobody here vouches for the key",
        Standing::Absent => "not checked, the key is not here",
    }
}

/// Puts them as values.
pub(super) fn json(signatures: &Signatures) -> Value {
    let by = signatures.standings.iter().map(|((standing, by), number)| {
        let standing = match standing {
            Standing::Good => "good",
            Standing::Expired => "expired",
            Standing::Revoked => "revoked",
            Standing::Unknown => "unknown-key",
            Standing::Absent => "absent-key",
        };
        json!({ "key": by.key, "owner": by.owner, "standing": standing, "commits": number })
    });
    let unchecked = signatures.unchecked.iter().map(|(why, number)| json!({ "why": why, "commits": number }));
    json!({
        "by": by.collect::<Vec<_>>(),
        "not_checked": unchecked.collect::<Vec<_>>(),
        "versions_covered": signatures.covered,
        "versions_unsigned": signatures.unsigned,
    })
}
